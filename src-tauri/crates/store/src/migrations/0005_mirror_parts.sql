-- A round of the mirror looks only at what was touched: an agreement is found by the name and by the bytes of
-- its file, as it is by its article.
CREATE INDEX mirror_agreement_file ON mirror_agreement (file);
CREATE INDEX mirror_agreement_bytes ON mirror_agreement (bytes);

-- The pictures beside the files, as they were when the texts that show them were taken: a text says something
-- new where another picture lies under its name. The stamp (size and times) tells of most that they are the same.
CREATE TABLE mirror_picture (
  article TEXT NOT NULL,
  path TEXT NOT NULL,
  bytes BLOB NOT NULL,
  stamp TEXT NOT NULL,
  PRIMARY KEY (article, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX mirror_picture_path ON mirror_picture (path);
