-- Titles by any part of them. What goes in is folded by the `fold` module, also what is there already.
CREATE VIRTUAL TABLE title_part USING fts5 (
  title, content = '', contentless_delete = 1, tokenize = "trigram case_sensitive 1"
);
