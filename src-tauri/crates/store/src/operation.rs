//! Operations: what changed many articles, or replaced a text, and can be undone in one go.
//!
//! Before an operation touches an article, what the article was is noted: its text as a revision, its status,
//! whether it was in the trash, what was live. Undoing puts that back, as a new revision, and is an operation
//! of its own, so that it can be undone too. What somebody changed since is left as it is, and named.

use std::collections::BTreeSet;

use model::{ArticleId, Cause, Metadata, Moment, Origin, RevisionId, Status};
use rusqlite::{Connection, OptionalExtension as _, Transaction};

use crate::article::{Derived, sort_at};
use crate::change::{self, ChangeKind};
use crate::content::{Content, bytes};
use crate::error::{Error, Result};
use crate::publish;
use crate::revision::{self, Snapshot};
use crate::row::{COLUMNS, Live, Row};
use crate::store::Store;

/// Numbers the operations of a library in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OperationId(pub i64);

/// What kind of thing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OperationKind {
    /// Several articles got another status, tag or section, or went to the trash or back.
    Bulk,
    /// Text was replaced across articles.
    Replace,
    /// Articles were imported.
    Import,
    /// Files of the mirror changed articles.
    Mirror,
    /// Unpublished changes were thrown away.
    Discard,
    /// A revision was brought back.
    Restore,
    /// A tag, author or section was renamed, merged or removed.
    Profile,
    /// A picture was replaced everywhere.
    Medium,
    /// Another operation was undone.
    Undo,
}

impl OperationKind {
    /// All of them, with the word for each.
    const ALL: [(Self, &'static str); 9] = [
        (Self::Bulk, "bulk"),
        (Self::Replace, "replace"),
        (Self::Import, "import"),
        (Self::Mirror, "mirror"),
        (Self::Discard, "discard"),
        (Self::Restore, "restore"),
        (Self::Profile, "profile"),
        (Self::Medium, "medium"),
        (Self::Undo, "undo"),
    ];

    /// The word for it in the library.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("bulk", |(_, word)| word)
    }

    fn parse(text: &str) -> Self {
        Self::ALL.iter().find(|(_, word)| *word == text).map_or(Self::Bulk, |(kind, _)| *kind)
    }
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// Its number.
    pub id: OperationId,
    /// What kind of thing.
    pub kind: OperationKind,
    /// What it was about, in the words it was begun with.
    pub label: String,
    /// Through which door.
    pub origin: Origin,
    /// When.
    pub at: Moment,
    /// Whether it was undone.
    pub undone: bool,
    /// How many articles it changed.
    pub articles: u32,
}

/// What an undo did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Undone {
    /// The articles that are again what they were; what the operation had made is in the trash.
    pub articles: Vec<ArticleId>,
    /// Articles that were changed since and left as they are.
    pub left: Vec<ArticleId>,
}

impl Store {
    /// Begins an operation whose parts are written one after the other, as an import's are.
    ///
    /// # Errors
    /// What every write can meet.
    pub fn begin_operation(
        &self,
        kind: OperationKind,
        label: &str,
        origin: Origin,
        now: Moment,
    ) -> Result<OperationId> {
        self.write(|transaction| begin(transaction, kind, label, origin, now))
    }

    /// What was done last, newest first; what changed nothing is left out.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn operations(&self, limit: u32) -> Result<Vec<Operation>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, kind, label, origin, at, at_offset, undone, \
                 (SELECT count(*) FROM operation_step WHERE operation = id) AS articles \
                 FROM operation WHERE articles > 0 ORDER BY id DESC LIMIT ?1",
            )?;
            let rows = statement.query_map([limit], read)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The articles an operation changed.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn operation_articles(&self, id: OperationId) -> Result<Vec<ArticleId>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT article.id FROM operation_step JOIN article ON article.key = operation_step.article \
                 WHERE operation = ?1 ORDER BY article.key",
            )?;
            let ids = statement.query_map([id.0], |row| row.get::<_, String>(0))?;
            Ok(ids.filter_map(|id| ArticleId::parse(&id.ok()?).ok()).collect())
        })
    }

    /// Undoes an operation: every article that nobody changed since is again what it was before it.
    /// `derive` finds out about a text that comes back.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such operation or it was undone already, and what every write can
    /// meet: then nothing was undone.
    pub fn undo_operation(
        &self,
        id: OperationId,
        derive: &dyn Fn(&Metadata, &str) -> Derived,
        origin: Origin,
        now: Moment,
    ) -> Result<(OperationId, Undone)> {
        self.write(|transaction| {
            let label: Option<String> = transaction
                .prepare_cached("SELECT label FROM operation WHERE id = ?1 AND undone = 0")?
                .query_row([id.0], |row| row.get(0))
                .optional()?;
            let Some(label) = label else {
                return Err(Error::NotFound { what: "operation that can be undone", name: id.0.to_string() });
            };
            transaction.prepare_cached("UPDATE operation SET undone = 1 WHERE id = ?1")?.execute([id.0])?;
            let undo = begin(transaction, OperationKind::Undo, &label, origin, now)?;
            let mut undone = Undone::default();
            let mut done = BTreeSet::new();
            for step in steps(transaction, id)? {
                let row = transaction
                    .prepare_cached(&format!("SELECT {COLUMNS} FROM article WHERE key = ?1"))?
                    .query_row([step.key], Row::read)?;
                let article = row.id.clone();
                if row.version != step.version || !row.intact {
                    undone.left.push(article);
                    continue;
                }
                note(transaction, undo, &row, now)?;
                take_back(transaction, row, &step, derive, origin, now, self.process())?;
                noted(transaction, undo, &article)?;
                if done.insert(article.clone()) {
                    undone.articles.push(article);
                }
            }
            Ok((undo, undone))
        })
    }
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Operation> {
    let text = |index| row.get_ref(index).map(|value| String::from_utf8_lossy(bytes(value)).into_owned());
    Ok(Operation {
        id: OperationId(row.get(0)?),
        kind: OperationKind::parse(&text(1)?),
        label: text(2)?,
        origin: Origin::parse(&text(3)?).unwrap_or(Origin::Program),
        at: Moment::from_milliseconds(row.get(4)?).at_offset(row.get(5)?),
        undone: row.get(6)?,
        articles: row.get(7)?,
    })
}

/// Begins an operation.
pub(crate) fn begin(
    connection: &Connection,
    kind: OperationKind,
    label: &str,
    origin: Origin,
    now: Moment,
) -> Result<OperationId> {
    connection
        .prepare_cached(
            "INSERT INTO operation (kind, label, origin, at, at_offset) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((kind.as_str(), label, origin.as_str(), now.milliseconds(), now.offset_minutes()))?;
    Ok(OperationId(connection.last_insert_rowid()))
}

/// Notes what an article is before an operation changes it. What is noted first counts.
pub(crate) fn note(
    transaction: &Transaction<'_>,
    operation: OperationId,
    row: &Row,
    now: Moment,
) -> Result<()> {
    let content = Content::load(transaction, row.key)?;
    let revision = match &content {
        None => None,
        Some(content) => Some(kept(transaction, row, content, now)?),
    };
    insert(transaction, operation, row, false, revision)
}

/// The revision that holds the working copy, kept now unless the newest one does.
fn kept(transaction: &Transaction<'_>, row: &Row, content: &Content, now: Moment) -> Result<RevisionId> {
    let newest: Option<(i64, Vec<u8>)> = transaction
        .prepare_cached(
            "SELECT id, hash FROM revision WHERE article = ?1 AND cause <> 'conflict' ORDER BY id DESC LIMIT 1",
        )?
        .query_row([row.key], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match newest {
        Some((id, hash)) if hash == content.hash => Ok(RevisionId(id)),
        _ => revision::keep(
            transaction,
            &Snapshot {
                row,
                packed: &content.packed,
                hash: &content.hash,
                cause: Cause::Replaced,
                origin: row.origin,
                name: None,
                now,
            },
        ),
    }
}

/// Notes that an operation made an article.
pub(crate) fn note_created(transaction: &Transaction<'_>, operation: OperationId, row: &Row) -> Result<()> {
    insert(transaction, operation, row, true, None)
}

fn insert(
    transaction: &Transaction<'_>,
    operation: OperationId,
    row: &Row,
    created: bool,
    revision: Option<RevisionId>,
) -> Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO operation_step (operation, article, created, revision, status, trashed, live, version) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (operation, article) DO NOTHING",
        )?
        .execute((
            operation.0,
            row.key,
            created,
            revision.map(|id| id.0),
            row.status.as_str(),
            row.trashed_at.is_some(),
            row.live.as_ref().map(|live| live.revision.0),
            row.version,
        ))?;
    Ok(())
}

/// Notes the version an article has after the operation changed it. One that is as it was is taken off again.
pub(crate) fn noted(transaction: &Transaction<'_>, operation: OperationId, id: &ArticleId) -> Result<()> {
    let (key, version): (i64, i64) = transaction
        .prepare_cached("SELECT key, version FROM article WHERE id = ?1")?
        .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    transaction
        .prepare_cached(
            "DELETE FROM operation_step WHERE operation = ?1 AND article = ?2 AND version = ?3 AND created = 0",
        )?
        .execute((operation.0, key, version))?;
    transaction
        .prepare_cached("UPDATE operation_step SET version = ?3 WHERE operation = ?1 AND article = ?2")?
        .execute((operation.0, key, version))?;
    Ok(())
}

/// What an article was before an operation.
struct Step {
    key: i64,
    created: bool,
    revision: Option<RevisionId>,
    status: Status,
    trashed: bool,
    live: Option<RevisionId>,
    version: i64,
}

fn steps(connection: &Connection, id: OperationId) -> Result<Vec<Step>> {
    let mut statement = connection.prepare_cached(
        "SELECT article, created, revision, status, trashed, live, version FROM operation_step \
         WHERE operation = ?1 ORDER BY article",
    )?;
    let rows = statement.query_map([id.0], |row| {
        let status: String = row.get(3)?;
        Ok(Step {
            key: row.get(0)?,
            created: row.get(1)?,
            revision: row.get::<_, Option<i64>>(2)?.map(RevisionId),
            status: Status::parse(&status).unwrap_or(Status::Draft),
            trashed: row.get(4)?,
            live: row.get::<_, Option<i64>>(5)?.map(RevisionId),
            version: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Makes an article what it was before the step.
fn take_back(
    transaction: &Transaction<'_>,
    row: Row,
    step: &Step,
    derive: &dyn Fn(&Metadata, &str) -> Derived,
    origin: Origin,
    now: Moment,
    process: i64,
) -> Result<()> {
    let id = row.id.clone();
    if let Some(revision) = step.revision {
        let wanted = revision::load(transaction, revision)?;
        let same = Content::load(transaction, row.key)?.is_some_and(|content| {
            content.unpack().is_ok_and(|(metadata, body)| metadata == wanted.metadata && body == wanted.body)
        });
        if !same {
            let derived = derive(&wanted.metadata, &wanted.body);
            publish::put_back(transaction, row, &wanted, &derived, origin, now, process)?;
        }
    }
    let before = Row::find(transaction, &id)?;
    let mut row = before.clone();
    row.status = step.status;
    if step.created || step.trashed {
        row.trashed_at.get_or_insert(now);
    } else {
        row.trashed_at = None;
    }
    if !step.created && row.live.as_ref().map(|live| live.revision) != step.live {
        row.live = step.live.map(|revision| Live { revision, slug: row.slug.clone(), changed: false });
        if let Some(content) = Content::load(transaction, row.key)? {
            publish::follow_text(transaction, &mut row, &content.hash)?;
        }
    }
    if row != before {
        row.version += 1;
        row.updated_at = now;
        row.sort_at = sort_at(transaction, origin, now)?;
        row.update(transaction)?;
        let kind = match (before.trashed_at.is_some(), row.trashed_at.is_some()) {
            (false, true) => ChangeKind::Trashed,
            (true, false) => ChangeKind::Untrashed,
            _ => ChangeKind::Status,
        };
        change::write(transaction, process, kind, Some(&row), origin, now)?;
    }
    Ok(())
}
