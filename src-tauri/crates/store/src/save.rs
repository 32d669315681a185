//! Saving: the one place where a text is replaced.

use model::{ArticleId, Cause, Metadata, Moment, Origin, RevisionId, Status};
use rusqlite::Transaction;

use crate::article::{self, Derived};
use crate::change::{self, ChangeKind};
use crate::content::{self, Content, Packed};
use crate::error::{Error, Result};
use crate::list::Summary;
use crate::operation::{self, OperationId};
use crate::revision::{self, Snapshot};
use crate::row::Row;
use crate::store::Store;
use crate::write_content::Ready;
use crate::{publish, reference, search, slug};

/// The longest text of an article, in bytes.
pub const LONGEST_TEXT: usize = 64 * 1024 * 1024;

/// From this many bytes on, a text that shrinks by more than half in one save is kept before.
const WORTH_KEEPING: usize = 400;

/// A save of an article.
#[derive(Debug, Clone)]
pub struct SaveArticle<'a> {
    /// Which article.
    pub id: &'a ArticleId,
    /// The version the change is based on.
    pub base_version: i64,
    /// The text, if it changes.
    pub body: Option<&'a str>,
    /// All metadata, if any changes.
    pub metadata: Option<&'a Metadata>,
    /// The status, if it changes.
    pub status: Option<Status>,
    /// What was found out about the text as it will be.
    pub derived: &'a Derived,
    /// Through which door it comes.
    pub origin: Origin,
    /// When.
    pub now: Moment,
    /// Keeps the result as a revision, for this reason.
    pub keep_revision: Option<Cause>,
    /// The operation it is part of, if that is to be undone as one.
    pub operation: Option<OperationId>,
}

/// What a save answers once it is on disk.
#[derive(Debug, Clone, PartialEq)]
pub struct Saved {
    /// The article as lists show it; its version is the new one.
    pub summary: Summary,
    /// Whether anything was different from what the library held.
    pub changed: bool,
    /// The revision that keeps what was replaced, if one was due.
    pub kept: Option<RevisionId>,
}

impl Store {
    /// Replaces text, metadata or status of an article, if nobody saved it since `base_version`.
    ///
    /// What is replaced is kept as a revision first, unless it is one author's typing that goes on: when the
    /// save comes through another door than the last one, through any door but the window's, or takes more
    /// than half of the text away. A save that changes nothing moves no version.
    ///
    /// # Errors
    /// [`Error::Stale`] where somebody did save since: nothing is overwritten, and the text that was turned
    /// away is kept as a revision. [`Error::NotFound`], [`Error::SlugTaken`], [`Error::TooLong`],
    /// [`Error::ArticleDamaged`] (only where text or metadata are not replaced), and what every write can meet.
    pub fn save_article(&self, save: &SaveArticle<'_>) -> Result<Saved> {
        if let Some(body) = save.body {
            verify_length(body)?;
        }
        let metadata = save.metadata.map(content::normal);
        match self.write(|transaction| replace(transaction, save, metadata.as_ref(), self.process())) {
            Err(Error::Stale { current, .. }) => {
                let kept = self
                    .write(|transaction| {
                        keep_turned_away(transaction, save, metadata.as_ref(), self.process())
                    })
                    .ok();
                Err(Error::Stale { current, kept })
            }
            outcome => outcome,
        }
    }

    /// Saves several articles, all of them or none.
    ///
    /// # Errors
    /// As [`Store::save_article`]; nothing is kept of what was turned away.
    pub fn save_articles(&self, saves: &[SaveArticle<'_>]) -> Result<Vec<Saved>> {
        for save in saves {
            save.body.map_or(Ok(()), verify_length)?;
        }
        self.write(|transaction| {
            saves
                .iter()
                .map(|save| {
                    let metadata = save.metadata.map(content::normal);
                    replace(transaction, save, metadata.as_ref(), self.process())
                })
                .collect()
        })
    }

    /// Leaves an article: its working copy is kept as a revision, unless the newest revision is the same.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::ArticleDamaged`], and what every write can meet.
    pub fn close_article(&self, id: &ArticleId, now: Moment) -> Result<Option<RevisionId>> {
        self.keep_article(id, Cause::Pause, None, now)
    }

    /// Keeps the working copy as a revision for a reason, with a name the author gave it. Without a name,
    /// nothing is kept twice: `None` where the newest revision is the same.
    ///
    /// # Errors
    /// As [`Store::close_article`].
    pub fn keep_article(
        &self,
        id: &ArticleId,
        cause: Cause,
        name: Option<&str>,
        now: Moment,
    ) -> Result<Option<RevisionId>> {
        let is_kept = |connection: &rusqlite::Connection| -> Result<Option<(Row, Content)>> {
            let row = Row::find_intact(connection, id)?;
            let content = Content::load(connection, row.key)?
                .ok_or_else(|| revision::article_damaged(connection, row.key, id))?;
            let same = name.is_none() && revision::newest_hash(connection, row.key)? == Some(content.hash);
            Ok((!same).then_some((row, content)))
        };
        // Leaving an article that did not change writes nothing, so it cannot fail on a full disk either.
        if self.read(is_kept)?.is_none() {
            return Ok(None);
        }
        self.write(|transaction| {
            let Some((row, content)) = is_kept(transaction)? else { return Ok(None) };
            let kept = revision::keep(
                transaction,
                &Snapshot {
                    row: &row,
                    packed: &content.packed,
                    hash: &content.hash,
                    cause,
                    origin: row.origin,
                    name,
                    now,
                },
            )?;
            Ok(Some(kept))
        })
    }
}

/// Refuses a text that is longer than a library holds.
pub(crate) fn verify_length(body: &str) -> Result<()> {
    if body.len() > LONGEST_TEXT {
        return Err(Error::TooLong { size: body.len(), limit: LONGEST_TEXT });
    }
    Ok(())
}

/// The content a save asks for; what it does not name stays as it is.
fn wanted(
    transaction: &Transaction<'_>,
    row: &Row,
    old: Option<&Content>,
    body: Option<&str>,
    metadata: Option<&Metadata>,
) -> Result<(Metadata, String)> {
    if let (Some(body), Some(metadata)) = (body, metadata) {
        return Ok((metadata.clone(), body.to_owned()));
    }
    let old = old.ok_or_else(|| revision::article_damaged(transaction, row.key, &row.id))?;
    let (old_metadata, old_body) = old.unpack()?;
    Ok((metadata.cloned().unwrap_or(old_metadata), body.unwrap_or(old_body).to_owned()))
}

pub(crate) fn replace(
    transaction: &Transaction<'_>,
    save: &SaveArticle<'_>,
    metadata: Option<&Metadata>,
    process: i64,
) -> Result<Saved> {
    let old_row = Row::find(transaction, save.id)?;
    let old = Content::load(transaction, old_row.key)?;
    let (metadata, body) = wanted(transaction, &old_row, old.as_ref(), save.body, metadata)?;
    let ready = Ready::new(&metadata, &body);
    let (packed, hash) = (&ready.packed, ready.hash);
    let status = save.status.unwrap_or(old_row.status);
    let same_content = old.as_ref().is_some_and(|old| old.hash == hash);
    let same = same_content && status == old_row.status && old_row.intact;
    if old_row.version != save.base_version && !same {
        return Err(Error::Stale { current: old_row.version, kept: None });
    }
    if let Some(operation) = save.operation {
        operation::note(transaction, operation, &old_row, save.now)?;
    }

    let mut row = old_row.clone();
    row.describe(&metadata, save.derived);
    if same {
        // What was found out about the text may still be told otherwise, by a newer version of the program.
        if row != old_row {
            row.update(transaction)?;
            search::replace(transaction, row.key, &metadata, &body, &row.excerpt, true)?;
        }
    } else {
        row.slug = slug::free_for(transaction, Some(&old_row), &metadata, row.key)?;
        row.status = status;
        row.was_published |= status == Status::Published;
        row.version += 1;
        row.origin = save.origin;
        row.updated_at = save.now;
        row.sort_at = article::sort_at(transaction, save.origin, save.now)?;
    }

    let mut kept = None;
    if !same_content {
        if let Some(old) = &old
            && is_worth_keeping(&old_row, old.packed.0.len(), packed.0.len(), save.origin)
            && revision::newest_hash(transaction, row.key)? != Some(old.hash)
        {
            kept = Some(revision::keep(
                transaction,
                &Snapshot {
                    row: &old_row,
                    packed: &old.packed,
                    hash: &old.hash,
                    cause: Cause::Replaced,
                    origin: old_row.origin,
                    name: None,
                    now: save.now,
                },
            )?);
        }
        ready.replace(transaction, &row)?;
    }
    if !same {
        publish::follow_text(transaction, &mut row, &hash)?;
        publish::follow_status(transaction, &mut row, save.origin, save.now)?;
        slug::keep_old(transaction, &old_row, &row.slug, save.now.milliseconds())?;
        row.update(transaction)?;
        change::write(transaction, process, ChangeKind::Saved, Some(&row), save.origin, save.now)?;
    }
    if let Some(cause) = save.keep_revision
        && (cause != Cause::Pause || revision::newest_hash(transaction, row.key)? != Some(hash))
    {
        revision::keep(
            transaction,
            &Snapshot {
                row: &row,
                packed,
                hash: &hash,
                cause,
                origin: save.origin,
                name: None,
                now: save.now,
            },
        )?;
    }
    if let Some(operation) = save.operation {
        operation::noted(transaction, operation, save.id)?;
    }
    row.intact = true;
    Ok(Saved { summary: Summary::of(transaction, row)?, changed: !same, kept })
}

/// Whether what a save replaces is kept first: always, except while one author goes on typing.
fn is_worth_keeping(old: &Row, old_size: usize, new_size: usize, origin: Origin) -> bool {
    origin != Origin::Window
        || old.origin != Origin::Window
        || (old_size >= WORTH_KEEPING && new_size < old_size / 2)
}

/// Keeps what a stale save asked for, once.
pub(crate) fn keep_turned_away(
    transaction: &Transaction<'_>,
    save: &SaveArticle<'_>,
    metadata: Option<&Metadata>,
    process: i64,
) -> Result<RevisionId> {
    let mut row = Row::find(transaction, save.id)?;
    let old = Content::load(transaction, row.key)?;
    let (metadata, body) = wanted(transaction, &row, old.as_ref(), save.body, metadata)?;
    let packed = Packed::new(&content::encode(&metadata), &body);
    let hash = packed.hash();
    if let Some(kept) = revision::conflict_with_hash(transaction, row.key, &hash)? {
        return Ok(kept);
    }
    row.describe(&metadata, save.derived);
    row.version = save.base_version;
    reference::remember(transaction, row.key, &metadata, &body)?;
    let kept = revision::keep(
        transaction,
        &Snapshot {
            row: &row,
            packed: &packed,
            hash: &hash,
            cause: Cause::Conflict,
            origin: save.origin,
            name: None,
            now: save.now,
        },
    )?;
    change::write(transaction, process, ChangeKind::Conflict, Some(&row), save.origin, save.now)?;
    Ok(kept)
}
