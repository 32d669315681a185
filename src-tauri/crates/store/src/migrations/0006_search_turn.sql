-- The rowid in the search index is the turn in which an article was written there last, above its key. In the order
-- of rows the articles changed last come first, so that they are found without reading on.
ALTER TABLE article ADD COLUMN search_turn INTEGER NOT NULL DEFAULT 0;
