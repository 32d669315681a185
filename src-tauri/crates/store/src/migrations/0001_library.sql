-- The first schema of a library. Times are milliseconds since 1970-01-01T00:00:00Z with the offset their
-- author wrote them in (minutes east of UTC). Hashes are SHA-256 over the bytes exactly as they are stored.

CREATE TABLE publication (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  library TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What lists show of an article. The text stands in `content`, so that rows here stay short.
CREATE TABLE article (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL CHECK (version > 0),
  status TEXT NOT NULL
    CHECK (status IN ('idea', 'draft', 'review', 'ready', 'scheduled', 'published', 'archived')),
  slug TEXT NOT NULL UNIQUE,
  slug_chosen INTEGER NOT NULL CHECK (slug_chosen IN (0, 1)),
  was_published INTEGER NOT NULL CHECK (was_published IN (0, 1)),
  title TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  language TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('ltr', 'rtl')),
  words INTEGER NOT NULL CHECK (words >= 0),
  lead BLOB,
  tags TEXT NOT NULL CHECK (json_valid(tags)),
  section TEXT,
  origin TEXT NOT NULL,
  published_at INTEGER,
  published_offset INTEGER,
  created_at INTEGER NOT NULL,
  created_offset INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  updated_offset INTEGER NOT NULL,
  trashed_at INTEGER,
  trashed_offset INTEGER,
  -- Newest first: the time of the last change, but never before that of an earlier change, whatever the clock did.
  sort_at INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;

CREATE INDEX article_newest ON article (sort_at DESC, key DESC) WHERE trashed_at IS NULL;
CREATE INDEX article_newest_by_status ON article (status, sort_at DESC, key DESC) WHERE trashed_at IS NULL;
CREATE INDEX article_trash ON article (sort_at DESC, key DESC) WHERE trashed_at IS NOT NULL;
CREATE INDEX article_last_change ON article (sort_at);

CREATE TABLE content (
  article INTEGER PRIMARY KEY REFERENCES article (key) ON DELETE CASCADE,
  hash BLOB NOT NULL,
  metadata TEXT NOT NULL CHECK (json_valid(metadata)),
  body TEXT NOT NULL
) STRICT;

CREATE TABLE tag (
  key INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  folded TEXT NOT NULL
) STRICT;
CREATE INDEX tag_folded ON tag (folded);

CREATE TABLE article_tag (
  article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
  tag INTEGER NOT NULL REFERENCES tag (key),
  position INTEGER NOT NULL,
  PRIMARY KEY (article, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_tag_articles ON article_tag (tag, article);

CREATE TABLE author (
  key INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  folded TEXT NOT NULL
) STRICT;
CREATE INDEX author_folded ON author (folded);

CREATE TABLE article_author (
  article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
  author INTEGER NOT NULL REFERENCES author (key),
  position INTEGER NOT NULL,
  PRIMARY KEY (article, author)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_author_articles ON article_author (author, article);

-- Addresses that articles had while they were out: a slug leads to one article at the most, now or before.
CREATE TABLE slug_history (
  slug TEXT PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX slug_history_article ON slug_history (article);

CREATE TABLE shelf (
  name TEXT PRIMARY KEY,
  articles INTEGER NOT NULL CHECK (articles >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO shelf (name, articles) VALUES
  ('idea', 0), ('draft', 0), ('review', 0), ('ready', 0), ('scheduled', 0), ('published', 0),
  ('archived', 0), ('trash', 0);

CREATE TRIGGER article_counted AFTER INSERT ON article BEGIN
  UPDATE shelf SET articles = articles + 1 WHERE name = iif(NEW.trashed_at IS NULL, NEW.status, 'trash');
END;
CREATE TRIGGER article_uncounted AFTER DELETE ON article BEGIN
  UPDATE shelf SET articles = articles - 1 WHERE name = iif(OLD.trashed_at IS NULL, OLD.status, 'trash');
END;
CREATE TRIGGER article_recounted AFTER UPDATE OF status, trashed_at ON article
WHEN iif(NEW.trashed_at IS NULL, NEW.status, 'trash') <> iif(OLD.trashed_at IS NULL, OLD.status, 'trash') BEGIN
  UPDATE shelf SET articles = articles - 1 WHERE name = iif(OLD.trashed_at IS NULL, OLD.status, 'trash');
  UPDATE shelf SET articles = articles + 1 WHERE name = iif(NEW.trashed_at IS NULL, NEW.status, 'trash');
END;

-- Kept snapshots. `content` is compressed with zstd, against the content of `base` where that is given.
CREATE TABLE revision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article INTEGER NOT NULL REFERENCES article (key),
  version INTEGER NOT NULL,
  cause TEXT NOT NULL,
  origin TEXT NOT NULL,
  name TEXT,
  taken_at INTEGER NOT NULL,
  taken_offset INTEGER NOT NULL,
  title TEXT NOT NULL,
  words INTEGER NOT NULL,
  hash BLOB NOT NULL,
  size INTEGER NOT NULL,
  base INTEGER REFERENCES revision (id),
  depth INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;
CREATE INDEX revision_article ON revision (article, id);

CREATE TRIGGER revision_unchanged BEFORE UPDATE ON revision BEGIN
  SELECT raise(ABORT, 'a revision is never changed');
END;
CREATE TRIGGER revision_kept BEFORE DELETE ON revision BEGIN
  SELECT raise(ABORT, 'a revision is never removed');
END;

CREATE TABLE change (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  article INTEGER,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  origin TEXT NOT NULL,
  process INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE medium (
  hash BLOB PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  width INTEGER,
  height INTEGER,
  alt TEXT NOT NULL,
  caption TEXT NOT NULL,
  credit TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  added_offset INTEGER NOT NULL
) STRICT;

-- The rowid is the key of the article. What goes in is folded and cut into words by the `fold` module.
CREATE VIRTUAL TABLE search USING fts5 (
  title, subtitle, body, excerpt, tags, authors, captions,
  content = '', contentless_delete = 1, prefix = '2 3',
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);
