//! Revisions: written once, never changed.
//!
//! A revision is compressed against the one before it, so that a thousand of them cost little. A chain of
//! such differences is short ([`LONGEST_CHAIN`]): what is lost with one altered row stays small.

use model::{ArticleId, Cause, Moment, Origin, Revision, RevisionId};
use rusqlite::{Connection, OptionalExtension as _, Transaction};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::article::{self, Derived};
use crate::change::{self, ChangeKind};
use crate::content::{self, Content, Packed, bytes};
use crate::error::{Error, Result};
use crate::list::Summary;
use crate::operation::{self, OperationKind};
use crate::publish;
use crate::row::Row;
use crate::save::{LONGEST_TEXT, Saved};
use crate::store::Store;
use crate::write_content::Ready;

/// How many differences follow each other before a revision is kept whole again.
const LONGEST_CHAIN: i64 = 16;

/// Texts from this size on are compressed for speed.
const LARGE: usize = 256 * 1024;

/// A revision in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionSummary {
    /// Its number.
    pub id: RevisionId,
    /// The version it was taken at; for a conflict, the version it was based on.
    pub version: i64,
    /// Why it was taken.
    pub cause: Cause,
    /// Through which door the text had come.
    pub origin: Origin,
    /// The name the author gave it.
    pub name: Option<String>,
    /// When.
    pub taken_at: Moment,
    /// The title then.
    pub title: String,
    /// Words then.
    pub words: u32,
    /// Words that came and went since the revision before it, where that is known.
    pub changed: Option<(u32, u32)>,
}

/// What is to be kept.
pub(crate) struct Snapshot<'a> {
    pub(crate) row: &'a Row,
    pub(crate) packed: &'a Packed,
    pub(crate) hash: &'a [u8; 32],
    pub(crate) cause: Cause,
    pub(crate) origin: Origin,
    pub(crate) name: Option<&'a str>,
    pub(crate) now: Moment,
}

impl Store {
    /// The revisions of an article, newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such article.
    pub fn revisions(&self, id: &ArticleId) -> Result<Vec<RevisionSummary>> {
        self.read(|connection| {
            let key = Row::find(connection, id)?.key;
            let mut statement = connection.prepare_cached(
                "SELECT id, version, cause, origin, name, taken_at, taken_offset, title, words, words_added, \
                 words_removed FROM revision \
                 WHERE article = ?1 ORDER BY id DESC",
            )?;
            let rows = statement.query_map([key], summary)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// One revision, whole.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::RevisionDamaged`] where it is not what was kept.
    pub fn revision(&self, id: RevisionId) -> Result<Revision> {
        self.read(|connection| load(connection, id))
    }

    /// Makes a revision the working copy again. What it replaces is kept before, so that this can be undone;
    /// the article keeps its present address. `derived` is what was found out about the revision's text.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such article or the revision is none of its own,
    /// [`Error::RevisionDamaged`], and what every write can meet.
    pub fn restore_revision(
        &self,
        id: &ArticleId,
        revision: RevisionId,
        derived: &Derived,
        origin: Origin,
        now: Moment,
    ) -> Result<Saved> {
        self.write(|transaction| restore(transaction, id, revision, derived, origin, now, self.process()))
    }
}

fn summary(row: &rusqlite::Row<'_>) -> rusqlite::Result<RevisionSummary> {
    let text = |index| row.get_ref(index).map(|value| String::from_utf8_lossy(bytes(value)).into_owned());
    Ok(RevisionSummary {
        id: RevisionId(row.get(0)?),
        version: row.get(1)?,
        cause: Cause::parse(&text(2)?).unwrap_or(Cause::Kept),
        origin: Origin::parse(&text(3)?).unwrap_or(Origin::Program),
        name: row.get(4)?,
        taken_at: Moment::from_milliseconds(row.get(5)?).at_offset(row.get(6)?),
        title: text(7)?,
        words: row.get(8)?,
        changed: row.get::<_, Option<u32>>(9)?.zip(row.get(10)?),
    })
}

/// Reads a revision and verifies it.
pub(crate) fn load(connection: &Connection, id: RevisionId) -> Result<Revision> {
    let found = connection
        .prepare_cached(
            "SELECT revision.id, revision.version, cause, revision.origin, name, taken_at, taken_offset, \
             revision.title, revision.words, words_added, words_removed, article.id, article.key FROM revision \
             JOIN article ON article.key = revision.article WHERE revision.id = ?1",
        )?
        .query_row([id.0], |row| Ok((summary(row)?, row.get::<_, String>(11)?, row.get::<_, i64>(12)?)))
        .optional()?;
    let Some((summary, article, key)) = found else {
        return Err(Error::NotFound { what: "revision", name: id.to_string() });
    };
    let damaged = || Error::RevisionDamaged { revision: id, good: newest_good(connection, key) };
    let packed = read_packed(connection, id)?.ok_or_else(damaged)?;
    let (metadata, body) = packed.unpack().ok_or_else(damaged)?;
    Ok(Revision {
        id,
        article: ArticleId::parse(&article).map_err(|_| damaged())?,
        version: summary.version,
        cause: summary.cause,
        origin: summary.origin,
        name: summary.name,
        taken_at: summary.taken_at,
        body: body.to_owned(),
        metadata,
    })
}

fn restore(
    transaction: &Transaction<'_>,
    id: &ArticleId,
    revision: RevisionId,
    derived: &Derived,
    origin: Origin,
    now: Moment,
    process: i64,
) -> Result<Saved> {
    let old_row = Row::find(transaction, id)?;
    let wanted = load(transaction, revision)?;
    if wanted.article != *id {
        return Err(Error::NotFound { what: "revision of this article", name: revision.to_string() });
    }
    let old = Content::load(transaction, old_row.key)?;
    let mut kept = None;
    let mut metadata = wanted.metadata;
    metadata.slug = None;
    if let Some(old) = &old {
        if newest_hash(transaction, old_row.key)? != Some(old.hash) {
            kept = Some(keep(
                transaction,
                &Snapshot {
                    row: &old_row,
                    packed: &old.packed,
                    hash: &old.hash,
                    cause: Cause::Replaced,
                    origin: old_row.origin,
                    name: None,
                    now,
                },
            )?);
        }
        metadata.slug = old.unpack()?.0.slug;
    } else if old_row.slug_chosen {
        metadata.slug = Some(old_row.slug.clone());
    }
    let operation = operation::begin(transaction, OperationKind::Restore, &old_row.title, origin, now)?;
    operation::note(transaction, operation, &old_row, now)?;
    let ready = Ready::new(&metadata, &wanted.body);
    let mut row = old_row.clone();
    row.describe(&metadata, derived);
    row.slug = crate::slug::free_for(transaction, Some(&old_row), &metadata, row.key)?;
    row.version += 1;
    row.origin = origin;
    row.updated_at = now;
    row.sort_at = article::sort_at(transaction, origin, now)?;
    row.intact = true;
    ready.replace(transaction, &row)?;
    publish::follow_text(transaction, &mut row, &ready.hash)?;
    crate::slug::keep_old(transaction, &old_row, &row.slug, now.milliseconds())?;
    row.update(transaction)?;
    keep(
        transaction,
        &Snapshot {
            row: &row,
            packed: &ready.packed,
            hash: &ready.hash,
            cause: Cause::Restored,
            origin,
            name: None,
            now,
        },
    )?;
    operation::noted(transaction, operation, id)?;
    change::write(transaction, process, ChangeKind::Restored, Some(&row), origin, now)?;
    Ok(Saved { summary: Summary::of(transaction, row)?, changed: true, kept })
}

/// Writes a revision.
pub(crate) fn keep(transaction: &Transaction<'_>, snapshot: &Snapshot<'_>) -> Result<RevisionId> {
    let Snapshot { row, packed, hash, cause, origin, name, now } = snapshot;
    let newest: Option<(i64, i64)> = transaction
        .prepare_cached("SELECT id, depth FROM revision WHERE article = ?1 ORDER BY id DESC LIMIT 1")?
        .query_row([row.key], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let before = match newest {
        Some((id, _)) => read_packed(transaction, RevisionId(id))?,
        None => None,
    };
    let text = |packed: &Packed| packed.unpack().map(|(_, body)| body.to_owned()).unwrap_or_default();
    let (added, removed) = words_between(&before.as_ref().map(text).unwrap_or_default(), &text(packed));
    let mut base = None;
    if let Some((id, depth)) = newest
        && depth + 1 < LONGEST_CHAIN
        && let Some(before) = before
    {
        base = Some((id, depth + 1, before));
    }
    let failed = |error: std::io::Error| Error::Io {
        path: std::path::PathBuf::new(),
        action: "compressed",
        reason: error.to_string(),
    };
    let level = if packed.0.len() < LARGE { 9 } else { 3 };
    let dictionary = base.as_ref().map_or(&[][..], |(_, _, before)| &before.0);
    let compressed = zstd::bulk::Compressor::with_dictionary(level, dictionary)
        .and_then(|mut compressor| compressor.compress(&packed.0))
        .map_err(failed)?;
    let (base, depth) = base.map_or((None, 0), |(id, depth, _)| (Some(id), depth));
    transaction
        .prepare_cached(
            "INSERT INTO revision (article, version, cause, origin, name, taken_at, taken_offset, title, words, \
             hash, size, base, depth, content, words_added, words_removed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, \
             ?11, ?12, ?13, ?14, ?15, ?16)",
        )?
        .execute(rusqlite::params![
            row.key,
            row.version,
            cause.as_str(),
            origin.as_str(),
            name,
            now.milliseconds(),
            now.offset_minutes(),
            row.title,
            row.words,
            &hash[..],
            packed.0.len() as i64,
            base,
            depth,
            compressed,
            added,
            removed,
        ])?;
    Ok(RevisionId(transaction.last_insert_rowid()))
}

/// How many words came and went between two texts, whatever places they stand in.
fn words_between(before: &str, after: &str) -> (u32, u32) {
    let same = before.bytes().zip(after.bytes()).take_while(|(one, other)| one == other).count();
    // Back to where a word begins in both.
    let same = before[..before.floor_char_boundary(same)].rfind(char::is_whitespace).map_or(0, |at| at);
    let mut counts = std::collections::HashMap::<&str, i64>::new();
    for word in before[same..].unicode_words() {
        *counts.entry(word).or_default() -= 1;
    }
    for word in after[same..].unicode_words() {
        *counts.entry(word).or_default() += 1;
    }
    let sum = |sign: i64| counts.values().map(|count| (count * sign).max(0)).sum::<i64>();
    (u32::try_from(sum(1)).unwrap_or(u32::MAX), u32::try_from(sum(-1)).unwrap_or(u32::MAX))
}

/// The content of a revision; `None` where it, or one it is compressed against, is not what was kept.
pub(crate) fn read_packed(connection: &Connection, id: RevisionId) -> Result<Option<Packed>> {
    let mut chain = Vec::new();
    let mut next = Some(id.0);
    while let Some(id) = next {
        // A damaged file may lead in a circle.
        if chain.len() as i64 > LONGEST_CHAIN {
            return Ok(None);
        }
        let mut statement =
            connection.prepare_cached("SELECT content, size, hash, base FROM revision WHERE id = ?1")?;
        let mut rows = statement.query([id])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let size =
            row.get_ref(1)?.as_i64().ok().and_then(|size| usize::try_from(size).ok()).unwrap_or(usize::MAX);
        chain.push((bytes(row.get_ref(0)?).to_vec(), size, bytes(row.get_ref(2)?).to_vec()));
        next = row.get_ref(3)?.as_i64().ok();
    }
    let mut before = Vec::new();
    for (compressed, size, hash) in chain.into_iter().rev() {
        // Metadata may come to some megabytes beside the text.
        if size > 2 * LONGEST_TEXT {
            return Ok(None);
        }
        let content = zstd::bulk::Decompressor::with_dictionary(&before)
            .and_then(|mut decompressor| decompressor.decompress(&compressed, size));
        match content {
            Ok(content) if content::sha256(&content)[..] == hash => before = content,
            _ => return Ok(None),
        }
    }
    Ok(Some(Packed(before)))
}

/// The hash of the newest revision that once was the working copy.
pub(crate) fn newest_hash(connection: &Connection, key: i64) -> Result<Option<[u8; 32]>> {
    let hash: Option<Vec<u8>> = connection
        .prepare_cached(
            "SELECT hash FROM revision WHERE article = ?1 AND cause <> 'conflict' ORDER BY id DESC LIMIT 1",
        )?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Ok(hash.and_then(|hash| hash.try_into().ok()))
}

/// The revision that already keeps a text that was turned away.
pub(crate) fn conflict_with_hash(
    connection: &Connection,
    key: i64,
    hash: &[u8; 32],
) -> Result<Option<RevisionId>> {
    Ok(connection
        .prepare_cached(
            "SELECT id FROM revision WHERE article = ?1 AND cause = 'conflict' AND hash = ?2 ORDER BY id DESC LIMIT 1",
        )?
        .query_row((key, &hash[..]), |row| Ok(RevisionId(row.get(0)?)))
        .optional()?)
}

/// The error for an article that is not what was saved.
pub(crate) fn article_damaged(connection: &Connection, key: i64, id: &ArticleId) -> Error {
    Error::ArticleDamaged { article: id.clone(), good: newest_good(connection, key) }
}

/// The newest revision of an article that is whole.
fn newest_good(connection: &Connection, key: i64) -> Option<RevisionId> {
    let mut statement = connection
        .prepare_cached(
            "SELECT id FROM revision WHERE article = ?1 AND cause <> 'conflict' ORDER BY id DESC LIMIT 100",
        )
        .ok()?;
    let ids: Vec<i64> =
        statement.query_map([key], |row| row.get(0)).ok()?.filter_map(std::result::Result::ok).collect();
    ids.into_iter().map(RevisionId).find(|id| matches!(read_packed(connection, *id), Ok(Some(_))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_that_came_and_went() {
        assert_eq!(words_between("", "one two two"), (3, 0));
        assert_eq!(words_between("one two three", "one 2 three four"), (2, 1));
        assert_eq!(words_between("پل قدیمی", "پل قديمی نو"), (2, 1));
        assert_eq!(words_between("über é", "über é"), (0, 0));
        assert_eq!(words_between("abc", "abd"), (1, 1));
    }
}
