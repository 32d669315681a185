-- Published versions, pages beside posts, profiles, links between articles, uses of media, comments, old
-- addresses, sources of imports, operations that can be undone, and a trash that can be emptied.

-- The revision that is live; whether the working copy differs from it; the address it went live under; since when.
ALTER TABLE article ADD COLUMN page INTEGER NOT NULL DEFAULT 0 CHECK (page IN (0, 1));
ALTER TABLE article ADD COLUMN live INTEGER REFERENCES revision (id);
ALTER TABLE article ADD COLUMN live_changed INTEGER NOT NULL DEFAULT 0 CHECK (live_changed IN (0, 1));
ALTER TABLE article ADD COLUMN live_slug TEXT;
ALTER TABLE article ADD COLUMN live_at INTEGER;
ALTER TABLE article ADD COLUMN live_offset INTEGER;
CREATE INDEX article_live ON article (live) WHERE live IS NOT NULL;
CREATE INDEX article_section ON article (section) WHERE section IS NOT NULL;

-- Words that came and went since the revision before.
ALTER TABLE revision ADD COLUMN words_added INTEGER;
ALTER TABLE revision ADD COLUMN words_removed INTEGER;

ALTER TABLE medium ADD COLUMN trashed_at INTEGER;
ALTER TABLE medium ADD COLUMN trashed_offset INTEGER;

-- What a publication says about its tags, authors and sections. One that was renamed or removed is retired: it is
-- shown only while an article carries its name, which an undo may bring back.
CREATE TABLE profile (
  kind TEXT NOT NULL CHECK (kind IN ('tag', 'author', 'section')),
  name TEXT NOT NULL,
  slug TEXT NOT NULL,
  description TEXT NOT NULL,
  retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
  PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX profile_slug ON profile (kind, slug) WHERE retired = 0;

-- Which article a working copy links to; the target need not be there.
CREATE TABLE article_link (
  article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
  target TEXT NOT NULL,
  PRIMARY KEY (article, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_link_target ON article_link (target);

-- Which media an article names: now (`present`), or in one of its revisions.
CREATE TABLE medium_use (
  article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
  medium BLOB NOT NULL,
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  PRIMARY KEY (article, medium)
) STRICT, WITHOUT ROWID;
CREATE INDEX medium_use_medium ON medium_use (medium);

CREATE TABLE comment (
  article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  source TEXT NOT NULL,
  parent TEXT,
  author TEXT NOT NULL,
  url TEXT NOT NULL,
  at INTEGER,
  at_offset INTEGER,
  text TEXT NOT NULL,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

-- Addresses from before an import; slugs that an article had here stand in `slug_history`.
CREATE TABLE redirect (
  path TEXT PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX redirect_article ON redirect (article);

-- Where imported articles came from, so that another import brings only what is new or changed.
CREATE TABLE source (
  name TEXT PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
  item BLOB NOT NULL,
  content BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX source_article ON source (article);

-- What can be undone in one go, and what each article was before it.
CREATE TABLE operation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  origin TEXT NOT NULL,
  at INTEGER NOT NULL,
  at_offset INTEGER NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;
CREATE TABLE operation_step (
  operation INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
  article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
  created INTEGER NOT NULL CHECK (created IN (0, 1)),
  revision INTEGER REFERENCES revision (id),
  status TEXT NOT NULL,
  trashed INTEGER NOT NULL CHECK (trashed IN (0, 1)),
  live INTEGER REFERENCES revision (id),
  version INTEGER NOT NULL,
  PRIMARY KEY (operation, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_step_article ON operation_step (article);

-- A revision goes only with its article, and an article only from the trash.
DROP TRIGGER revision_kept;
CREATE TRIGGER revision_kept BEFORE DELETE ON revision
WHEN (SELECT trashed_at FROM article WHERE key = OLD.article) IS NULL BEGIN
  SELECT raise(ABORT, 'a revision is never removed');
END;

-- The other orders in which a list can stand.
CREATE INDEX article_by_title ON article (title COLLATE NOCASE, key, status) WHERE trashed_at IS NULL;
CREATE INDEX article_by_published ON article (published_at, key, status) WHERE trashed_at IS NULL;
CREATE INDEX article_by_created ON article (created_at, key, status) WHERE trashed_at IS NULL;
