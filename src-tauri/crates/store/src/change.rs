//! The log of changes, from which a window learns what another process wrote.

use model::{ArticleId, Moment, Origin};
use rusqlite::Connection;

use crate::error::Result;
use crate::row::Row;
use crate::store::Store;

/// How many changes the log holds; older ones are dropped.
const KEPT: i64 = 100_000;

/// What happened to an article or to the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// An article came into the library.
    Created,
    /// Text, metadata or status of an article were saved.
    Saved,
    /// An article was put on another shelf.
    Status,
    /// An article went to the trash.
    Trashed,
    /// An article came back from the trash.
    Untrashed,
    /// The working copy of an article went live.
    Published,
    /// A revision was brought back.
    Restored,
    /// An article left the trash for good.
    Removed,
    /// A save was turned away, and its text kept.
    Conflict,
    /// The settings of the publication changed.
    Publication,
}

impl ChangeKind {
    const ALL: [(Self, &'static str); 10] = [
        (Self::Created, "created"),
        (Self::Saved, "saved"),
        (Self::Status, "status"),
        (Self::Trashed, "trashed"),
        (Self::Untrashed, "untrashed"),
        (Self::Published, "published"),
        (Self::Restored, "restored"),
        (Self::Removed, "removed"),
        (Self::Conflict, "conflict"),
        (Self::Publication, "publication"),
    ];

    fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("saved", |(_, word)| word)
    }

    fn parse(text: &str) -> Self {
        Self::ALL.iter().find(|(_, word)| *word == text).map_or(Self::Saved, |(kind, _)| *kind)
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its number: rising, never reused.
    pub seq: i64,
    /// The article; `None` for the publication, and where the article is gone for good.
    pub article: Option<ArticleId>,
    /// What happened.
    pub kind: ChangeKind,
    /// The version of the article, or of the publication, after it.
    pub version: i64,
    /// Through which door it came.
    pub origin: Origin,
    /// Whether this very process did it.
    pub here: bool,
    /// When, in milliseconds since 1970-01-01T00:00:00Z, by the clock of who did it.
    pub at: i64,
}

/// Changes in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The changes.
    pub changes: Vec<Change>,
    /// The number of the newest change of the library: where to go on from.
    pub last: i64,
    /// Whether the log no longer reaches back to where it was asked from: everything may have changed.
    pub gap: bool,
}

impl Store {
    /// What changed after the change numbered `seq`, at most 10,000 at once.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn changes_since(&self, seq: i64) -> Result<Changes> {
        let process = self.process();
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT change.seq, article.id, change.kind, change.version, change.origin, change.process, change.at \
                 FROM change LEFT JOIN article ON article.key = change.article \
                 WHERE change.seq > ?1 ORDER BY change.seq LIMIT 10000",
            )?;
            let mut rows = statement.query([seq])?;
            let mut changes = Vec::new();
            while let Some(row) = rows.next()? {
                let id: Option<String> = row.get(1)?;
                changes.push(Change {
                    seq: row.get(0)?,
                    article: id.and_then(|id| ArticleId::parse(&id).ok()),
                    kind: ChangeKind::parse(&row.get::<_, String>(2)?),
                    version: row.get(3)?,
                    origin: Origin::parse(&row.get::<_, String>(4)?).unwrap_or(Origin::Program),
                    here: row.get::<_, i64>(5)? == process,
                    at: row.get(6)?,
                });
            }
            let (first, newest): (Option<i64>, Option<i64>) = connection
                .query_row("SELECT (SELECT min(seq) FROM change), (SELECT max(seq) FROM change)", [], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?;
            let gap = first.is_some_and(|first| first > seq + 1);
            let last = changes.last().map_or(newest.unwrap_or(0).max(seq), |change| change.seq);
            Ok(Changes { changes, last, gap })
        })
    }

    /// The number of the newest change: where one who wants to follow the library begins.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn last_change(&self) -> Result<i64> {
        self.read(|connection| {
            Ok(connection.query_row("SELECT coalesce(max(seq), 0) FROM change", [], |row| row.get(0))?)
        })
    }
}

/// Notes a change of an article, as it is afterwards.
pub(crate) fn write(
    connection: &Connection,
    process: i64,
    kind: ChangeKind,
    row: Option<&Row>,
    origin: Origin,
    now: Moment,
) -> Result<()> {
    let version = row.map_or(0, |row| row.version);
    write_version(connection, process, kind, row.map(|row| row.key), version, origin, now)
}

/// Notes a change.
pub(crate) fn write_version(
    connection: &Connection,
    process: i64,
    kind: ChangeKind,
    article: Option<i64>,
    version: i64,
    origin: Origin,
    now: Moment,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO change (article, kind, version, origin, process, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((article, kind.as_str(), version, origin.as_str(), process, now.milliseconds()))?;
    let seq = connection.last_insert_rowid();
    if seq > KEPT {
        connection.prepare_cached("DELETE FROM change WHERE seq <= ?1")?.execute([seq - KEPT])?;
    }
    Ok(())
}
