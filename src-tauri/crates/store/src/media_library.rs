//! The library of media: what is there, where it is used, what is said about it, and what goes for good.

use model::{ArticleId, ContentHash, Medium, Metadata, Moment, Origin};
use rusqlite::{Connection, Transaction};

use crate::article::Derived;
use crate::content::{Content, bytes};
use crate::error::{Error, Result};
use crate::list::Summary;
use crate::operation::{self, OperationId, OperationKind};
use crate::row::{COLUMNS, Row, hash_bytes};
use crate::save::{SaveArticle, replace};
use crate::store::Store;
use crate::{media, revision};

/// A part of the media.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaShelf {
    /// All but the trash.
    All,
    /// What no article outside the trash names now.
    Unused,
    /// The trash.
    Trash,
}

/// A medium in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediumUse {
    /// The medium.
    pub medium: Medium,
    /// How many articles outside the trash name it now.
    pub articles: u32,
    /// Whether an article, also in the trash, or one of its revisions names it: then it cannot go for good.
    pub needed: bool,
    /// When it went to the trash, if it is there.
    pub trashed_at: Option<Moment>,
}

/// How many articles outside the trash name a medium now.
const USES: &str = "(SELECT count(*) FROM medium_use JOIN article ON article.key = medium_use.article \
    WHERE medium_use.medium = medium.hash AND present = 1 AND article.trashed_at IS NULL)";

impl Store {
    /// One page of the media, newest first, and how many there are in all. `words` have to be part of the
    /// name, the alternative text, the caption or the credit.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn media(
        &self,
        shelf: MediaShelf,
        words: &str,
        offset: u32,
        limit: u32,
    ) -> Result<(u32, Vec<MediumUse>)> {
        let condition = match shelf {
            MediaShelf::All => "trashed_at IS NULL".to_owned(),
            MediaShelf::Unused => format!("trashed_at IS NULL AND {USES} = 0"),
            MediaShelf::Trash => "trashed_at IS NOT NULL".to_owned(),
        };
        let words = words.trim().to_lowercase();
        let from = format!(
            "FROM medium WHERE {condition} AND (?1 = '' OR \
             instr(lower(name || ' ' || alt || ' ' || caption || ' ' || credit), ?1) > 0)"
        );
        self.read(|connection| {
            let total = connection
                .prepare_cached(&format!("SELECT count(*) {from}"))?
                .query_row([&words], |row| row.get(0))?;
            let mut statement = connection.prepare_cached(&format!(
                "SELECT hash, {USES}, EXISTS (SELECT 1 FROM medium_use WHERE medium_use.medium = medium.hash), \
                 trashed_at, trashed_offset {from} ORDER BY added_at DESC, hash LIMIT ?2 OFFSET ?3"
            ))?;
            let mut rows = statement.query((&words, limit, offset))?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let Ok(hash) = <[u8; 32]>::try_from(bytes(row.get_ref(0)?)) else { continue };
                let Some(medium) = media::find(connection, &ContentHash::from_bytes(&hash))? else { continue };
                let at: Option<i64> = row.get(3)?;
                let offset: Option<i16> = row.get(4)?;
                found.push(MediumUse {
                    medium,
                    articles: row.get(1)?,
                    needed: row.get(2)?,
                    trashed_at: at.map(|at| Moment::from_milliseconds(at).at_offset(offset.unwrap_or(0))),
                });
            }
            Ok((total, found))
        })
    }

    /// The articles that name a medium: now, or (`false`) only in a revision or in the trash.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn medium_articles(&self, hash: &ContentHash) -> Result<Vec<(Summary, bool)>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT {COLUMNS}, (SELECT kind FROM medium WHERE hash = article.lead), present FROM medium_use \
                 JOIN article ON article.key = medium_use.article WHERE medium_use.medium = ?1 \
                 ORDER BY present DESC, article.sort_at DESC"
            ))?;
            let rows = statement.query_map([hash_bytes(hash)], |row| {
                let summary = Summary::read(row)?;
                let present: bool = row.get(crate::row::WIDTH + 1)?;
                let now = present && summary.trashed_at.is_none();
                Ok((summary, now))
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Keeps what is said about a medium, for all uses that say nothing of their own.
    ///
    /// # Errors
    /// [`Error::NotFound`], and what every write can meet.
    pub fn describe_medium(
        &self,
        hash: &ContentHash,
        alt: &str,
        caption: &str,
        credit: &str,
    ) -> Result<Medium> {
        self.write(|transaction| {
            transaction
                .prepare_cached("UPDATE medium SET alt = ?2, caption = ?3, credit = ?4 WHERE hash = ?1")?
                .execute((hash_bytes(hash), alt, caption, credit))?;
            media::find(transaction, hash)?.ok_or_else(|| media::missing(hash.as_str()))
        })
    }

    /// Moves media to the trash or back. One that an article outside the trash names now cannot go there.
    ///
    /// # Errors
    /// [`Error::MediumInUse`] for one that is used, and what every write can meet: then nothing was moved.
    pub fn trash_media(&self, hashes: &[ContentHash], trash: bool, now: Moment) -> Result<()> {
        self.write(|transaction| {
            for hash in hashes {
                let uses: u32 = transaction
                    .prepare_cached(&format!("SELECT {USES} FROM medium WHERE hash = ?1"))?
                    .query_row([hash_bytes(hash)], |row| row.get(0))
                    .map_err(|_| media::missing(hash.as_str()))?;
                if trash && uses > 0 {
                    let name = media::find(transaction, hash)?.map_or_else(String::new, |found| found.name);
                    return Err(Error::MediumInUse { name, uses });
                }
                let at = trash.then_some(now);
                transaction
                    .prepare_cached("UPDATE medium SET trashed_at = ?2, trashed_offset = ?3 WHERE hash = ?1")?
                    .execute((
                        hash_bytes(hash),
                        at.map(Moment::milliseconds),
                        at.map(Moment::offset_minutes),
                    ))?;
            }
            Ok(())
        })
    }

    /// Removes media from the trash for good, with their files: those that went there before `before`, where
    /// that is given. What an article or a revision names stays. Answers how many went.
    ///
    /// # Errors
    /// What every write can meet: then nothing was removed.
    pub fn empty_media_trash(&self, before: Option<Moment>) -> Result<u32> {
        let before = before.map_or(i64::MAX, Moment::milliseconds);
        let gone = self.write(|transaction| {
            let mut statement = transaction.prepare(
                "DELETE FROM medium WHERE trashed_at < ?1 AND NOT EXISTS \
                 (SELECT 1 FROM medium_use WHERE medium_use.medium = medium.hash) RETURNING hash, kind",
            )?;
            let rows = statement
                .query_map([before], |row| Ok((bytes(row.get_ref(0)?).to_vec(), row.get::<_, String>(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
        })?;
        // A file that stays behind takes room and does no harm; the check names it.
        if let Some(folder) = self.media_folder()? {
            for (hash, kind) in &gone {
                if let Ok(hash) = <[u8; 32]>::try_from(&hash[..]) {
                    let _ = folder.remove_file(format!("{}.{kind}", ContentHash::from_bytes(&hash)));
                }
            }
        }
        Ok(u32::try_from(gone.len()).unwrap_or(u32::MAX))
    }

    /// Puts one medium in the place of another in every article outside the trash. `derive` finds out about a
    /// text.
    ///
    /// # Errors
    /// [`Error::NotFound`] where either is not there, and what every write can meet: then nothing was changed.
    pub fn replace_medium(
        &self,
        old: &ContentHash,
        new: &ContentHash,
        derive: &dyn Fn(&Metadata, &str) -> Derived,
        origin: Origin,
        now: Moment,
    ) -> Result<(OperationId, Vec<Summary>)> {
        self.write(|transaction| {
            let medium = |hash| media::find(transaction, hash)?.ok_or_else(|| media::missing(hash.as_str()));
            let (before, after) = (medium(old)?, medium(new)?);
            let operation = operation::begin(transaction, OperationKind::Medium, &before.name, origin, now)?;
            let (from, to) =
                (format!("media/{}", before.file_name()), format!("media/{}", after.file_name()));
            let mut summaries = Vec::new();
            for id in users(transaction, old)? {
                let row = Row::find_intact(transaction, &id)?;
                let content = Content::load(transaction, row.key)?
                    .ok_or_else(|| revision::article_damaged(transaction, row.key, &id))?;
                let (mut metadata, body) = content.unpack()?;
                if let Some(lead) = metadata.lead.as_mut().filter(|lead| lead.medium == *old) {
                    lead.medium = new.clone();
                }
                let body = body.replace(&from, &to);
                let derived = derive(&metadata, &body);
                let save = SaveArticle {
                    id: &id,
                    base_version: row.version,
                    body: Some(&body),
                    metadata: Some(&metadata),
                    status: None,
                    derived: &derived,
                    origin,
                    now,
                    keep_revision: None,
                    operation: Some(operation),
                };
                summaries.push(replace(transaction, &save, Some(&metadata), self.process())?.summary);
            }
            Ok((operation, summaries))
        })
    }
}

fn users(transaction: &Transaction<'_>, hash: &ContentHash) -> Result<Vec<ArticleId>> {
    let connection: &Connection = transaction;
    let mut statement = connection.prepare_cached(
        "SELECT article.id FROM medium_use JOIN article ON article.key = medium_use.article \
         WHERE medium_use.medium = ?1 AND present = 1 AND article.trashed_at IS NULL ORDER BY article.key",
    )?;
    let ids = statement.query_map([hash_bytes(hash)], |row| row.get::<_, String>(0))?;
    ids.map(|id| ArticleId::parse(&id?).map_err(|error| Error::damaged(&error.to_string()))).collect()
}
