-- What the library and the folder of its mirror last agreed on, article by article: what both sides are
-- compared with, and from what a merge starts. Kept here and not in the folder, which is copied and restored
-- by other programs.
CREATE TABLE mirror_agreement (
  article TEXT PRIMARY KEY,
  slug TEXT NOT NULL,
  version INTEGER NOT NULL,
  content BLOB NOT NULL,
  file TEXT NOT NULL,
  bytes BLOB NOT NULL,
  base BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Texts of files that could not be merged, each kept as a revision, until the author has chosen.
CREATE TABLE mirror_conflict (
  article TEXT NOT NULL,
  revision INTEGER NOT NULL,
  file TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (article, revision)
) STRICT, WITHOUT ROWID;
