//! What the library knows of its mirror: what both last agreed on, and which texts could not be merged.
//!
//! An article that a file changes and the agreement that comes of it are one transaction, so that no crash
//! can make a text twice or take one back.

use std::io::Read as _;
use std::path::Path;

use model::{ArticleId, ContentHash, Moment, Origin, RevisionId};
use rusqlite::{Connection, OptionalExtension as _, Transaction};

use crate::article::{self, NewArticle};
use crate::change::ChangeKind;
use crate::connection::{self, Access};
use crate::content::{self, bytes};
use crate::error::{Error, Result};
use crate::operation::{self, OperationId, OperationKind};
use crate::row::{Row, hash_bytes};
use crate::save::{self, LONGEST_TEXT, SaveArticle};
use crate::status;
use crate::store::{self, Store};

/// A picture of the folder that a text shows, as it was when the text was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MirrorShown {
    /// Where it lies in the folder.
    pub path: String,
    /// The hash of its bytes.
    pub bytes: ContentHash,
    /// What tells that nobody wrote to it since.
    pub stamp: String,
}

/// What both sides last agreed on about one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MirrorAgreement {
    /// Which article.
    pub article: ArticleId,
    /// The slug it had.
    pub slug: String,
    /// The version it had; 0 where it says something else by now.
    pub version: i64,
    /// The hash of what it said.
    pub content: ContentHash,
    /// The name of its file.
    pub file: String,
    /// The hash of the file's bytes.
    pub bytes: ContentHash,
}

/// An article as a mirror compares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MirrorArticle {
    /// Which.
    pub id: ArticleId,
    /// The optimistic lock.
    pub version: i64,
    /// The address in force.
    pub slug: String,
    /// Whether it is in the trash.
    pub trashed: bool,
}

/// One thing that a file brings about, and what both sides agree on after it.
#[derive(Debug, Clone)]
pub struct MirrorStep<'a> {
    /// What becomes of the article.
    pub change: MirrorChange<'a>,
    /// What becomes of the agreement.
    pub agree: MirrorAgree<'a>,
}

/// What a file brings about.
#[derive(Debug, Clone)]
pub enum MirrorChange<'a> {
    /// A new article.
    Create(NewArticle<'a>),
    /// Another text; a stale one is turned away and *not* kept, because the file has it still.
    Save(SaveArticle<'a>),
    /// The same for an article in the trash, which comes back.
    Restore(SaveArticle<'a>),
    /// To the trash, if it still has this version.
    Trash {
        /// Which article.
        id: &'a ArticleId,
        /// The version.
        version: i64,
    },
    /// A text that contradicts the article's: kept as a revision and as a conflict that waits for the author.
    Conflict(SaveArticle<'a>),
    /// Nothing: the file followed the article.
    Nothing,
}

/// What becomes of an agreement.
#[derive(Debug, Clone)]
pub enum MirrorAgree<'a> {
    /// It stays.
    Keep,
    /// There is none any more.
    Forget(&'a ArticleId),
    /// This is agreed on.
    On {
        /// The article; `None`: the one that was just made.
        article: Option<&'a ArticleId>,
        /// Its slug; `None`: the one in force.
        slug: Option<&'a str>,
        /// The version that says this; `None`: the present one.
        version: Option<i64>,
        /// What is agreed on.
        base: &'a str,
        /// The hash of it.
        content: &'a ContentHash,
        /// The name of the file.
        file: &'a str,
        /// The hash of the file's bytes.
        bytes: &'a ContentHash,
        /// The pictures of the folder that its text shows; `None`: those that were known.
        pictures: Option<&'a [MirrorShown]>,
    },
}

/// What a step did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MirrorTaken {
    /// The article, where the step concerns one.
    pub article: Option<ArticleId>,
    /// Its version now.
    pub version: i64,
    /// Whether it is another one than before.
    pub changed: bool,
    /// The revision that keeps a text in conflict.
    pub kept: Option<RevisionId>,
}

/// What all steps did.
#[derive(Debug)]
pub struct MirrorTakings {
    /// What became of each step.
    pub steps: Vec<Result<MirrorTaken>>,
    /// The operation that takes them back, if there is one.
    pub operation: Option<OperationId>,
}

/// A text of a file that could not be merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MirrorConflict {
    /// The article.
    pub article: ArticleId,
    /// The revision that keeps the file's text.
    pub revision: RevisionId,
    /// The name of the file.
    pub file: String,
    /// When, in milliseconds since 1970-01-01T00:00:00Z.
    pub at: i64,
}

impl Store {
    /// The name of the library in another folder; `None` where there is none that can be read.
    #[must_use]
    pub fn library_name_at(folder: &Path) -> Option<String> {
        let database = folder.join("library.db");
        std::fs::metadata(&database).ok().filter(std::fs::Metadata::is_file)?;
        store::library_of(&connection::open(&database, Access::Read).ok()?).ok()
    }

    /// Every article, from the trash too, as briefly as it can be.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn mirror_articles(&self) -> Result<Vec<MirrorArticle>> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT id, version, slug, trashed_at IS NOT NULL FROM article")?;
            let mut rows = statement.query([])?;
            let mut articles = Vec::new();
            while let Some(row) = rows.next()? {
                let Ok(id) = ArticleId::parse(&row.get::<_, String>(0)?) else { continue };
                articles.push(MirrorArticle {
                    id,
                    version: row.get(1)?,
                    slug: row.get(2)?,
                    trashed: row.get(3)?,
                });
            }
            Ok(articles)
        })
    }

    /// What is agreed on.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn mirror_agreements(&self) -> Result<Vec<MirrorAgreement>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT article, slug, version, content, file, bytes FROM mirror_agreement",
            )?;
            let mut rows = statement.query([])?;
            let mut agreements = Vec::new();
            while let Some(row) = rows.next()? {
                agreements.extend(agreement(row)?);
            }
            Ok(agreements)
        })
    }

    /// The text that was agreed on; `None` where there is none, or it is not what was written.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn mirror_base(&self, article: &ArticleId) -> Result<Option<String>> {
        let found: Option<(Vec<u8>, Vec<u8>)> = self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT base, content FROM mirror_agreement WHERE article = ?1")?
                .query_row([article.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?)
        })?;
        let Some((compressed, hash)) = found else { return Ok(None) };
        let mut base = Vec::new();
        let read = zstd::stream::read::Decoder::new(&*compressed)
            .and_then(|decoder| decoder.take(2 * LONGEST_TEXT as u64).read_to_end(&mut base));
        let intact = read.is_ok() && content::sha256(&base)[..] == hash;
        Ok(if intact { String::from_utf8(base).ok() } else { None })
    }

    /// Writes down that articles still say what was agreed on, at another version.
    ///
    /// # Errors
    /// What every write can meet.
    pub fn mirror_versions(&self, articles: &[(ArticleId, i64)]) -> Result<()> {
        if articles.is_empty() {
            return Ok(());
        }
        self.write(|transaction| {
            let mut statement =
                transaction.prepare_cached("UPDATE mirror_agreement SET version = ?2 WHERE article = ?1")?;
            for (article, version) in articles {
                statement.execute((article.as_str(), version))?;
            }
            Ok(())
        })
    }

    /// Takes what files brought, all in one transaction, and as one operation that can be undone where it
    /// takes articles away or changes several. A step that fails changes nothing and keeps no other from being
    /// taken.
    ///
    /// # Errors
    /// What every write can meet: then nothing was taken.
    pub fn mirror_take(&self, steps: &[MirrorStep<'_>], label: &str, now: Moment) -> Result<MirrorTakings> {
        self.write(|transaction| {
            let changing = steps.iter().filter(|step| !matches!(step.change, MirrorChange::Nothing)).count();
            let trashing = steps.iter().any(|step| matches!(step.change, MirrorChange::Trash { .. }));
            let operation = if trashing || changing > 1 {
                Some(operation::begin(transaction, OperationKind::Mirror, label, Origin::Mirror, now)?)
            } else {
                None
            };
            let mut taken = Vec::with_capacity(steps.len());
            for step in steps {
                transaction.execute_batch("SAVEPOINT mirror_step")?;
                let outcome = take(transaction, step, operation, now, self.process());
                match &outcome {
                    Err(error) if error.is_severe() => {
                        return outcome.map(|_| MirrorTakings { steps: taken, operation });
                    }
                    Err(_) => transaction.execute_batch("ROLLBACK TO mirror_step")?,
                    Ok(_) => {}
                }
                transaction.execute_batch("RELEASE mirror_step")?;
                taken.push(outcome);
            }
            Ok(MirrorTakings { steps: taken, operation })
        })
    }

    /// Forgets all agreements and conflicts, for another folder.
    ///
    /// # Errors
    /// What every write can meet.
    pub fn mirror_forget(&self) -> Result<()> {
        self.write(|transaction| {
            transaction.execute_batch(
                "DELETE FROM mirror_agreement; DELETE FROM mirror_picture; DELETE FROM mirror_conflict",
            )?;
            Ok(())
        })
    }

    /// The texts that wait for the author, oldest first.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn mirror_conflicts(&self) -> Result<Vec<MirrorConflict>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT mirror_conflict.article, mirror_conflict.revision, file, mirror_conflict.at \
                 FROM mirror_conflict JOIN revision ON revision.id = mirror_conflict.revision \
                 ORDER BY mirror_conflict.revision",
            )?;
            let rows = statement
                .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
            let mut conflicts = Vec::new();
            for row in rows {
                let (article, revision, file, at) = row?;
                if let Ok(article) = ArticleId::parse(&article) {
                    conflicts.push(MirrorConflict { article, revision: RevisionId(revision), file, at });
                }
            }
            Ok(conflicts)
        })
    }

    /// Takes a conflict off the list; the revision stays.
    ///
    /// # Errors
    /// What every write can meet.
    pub fn mirror_settle(&self, article: &ArticleId, revision: RevisionId) -> Result<()> {
        self.write(|transaction| {
            transaction
                .prepare_cached("DELETE FROM mirror_conflict WHERE article = ?1 AND revision = ?2")?
                .execute((article.as_str(), revision.0))?;
            Ok(())
        })
    }
}

/// Reads an agreement. A row that was altered on disk is none: both sides are then compared afresh.
pub(crate) fn agreement(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<MirrorAgreement>> {
    let hash = |index| -> rusqlite::Result<Option<ContentHash>> {
        Ok(<&[u8; 32]>::try_from(bytes(row.get_ref(index)?)).ok().map(ContentHash::from_bytes))
    };
    let article = ArticleId::parse(&row.get::<_, String>(0)?);
    let (Ok(article), Some(content), Some(bytes)) = (article, hash(3)?, hash(5)?) else { return Ok(None) };
    let (slug, version, file) = (row.get(1)?, row.get(2)?, row.get(4)?);
    Ok(Some(MirrorAgreement { article, slug, version, content, file, bytes }))
}

fn take(
    transaction: &Transaction<'_>,
    step: &MirrorStep<'_>,
    operation: Option<OperationId>,
    now: Moment,
    process: i64,
) -> Result<MirrorTaken> {
    let mut taken = MirrorTaken { article: None, version: 0, changed: true, kept: None };
    match &step.change {
        MirrorChange::Create(new) => {
            save::verify_length(new.body)?;
            taken.article =
                Some(article::create(transaction, &NewArticle { operation, ..new.clone() }, process)?);
            taken.version = 1;
        }
        MirrorChange::Save(change) => {
            replace(transaction, &SaveArticle { operation, ..change.clone() }, &mut taken, process)?;
        }
        MirrorChange::Restore(change) => {
            if let Some(operation) = operation {
                operation::note(transaction, operation, &Row::find(transaction, change.id)?, now)?;
            }
            let back = status::move_article(
                transaction,
                change.id,
                ChangeKind::Untrashed,
                Origin::Mirror,
                now,
                process,
                &|row| row.trashed_at.take().is_some(),
            )?;
            replace(
                transaction,
                &SaveArticle { base_version: back.version, operation, ..change.clone() },
                &mut taken,
                process,
            )?;
        }
        MirrorChange::Trash { id, version } => {
            let row = Row::find(transaction, id)?;
            if row.version != *version {
                return Err(Error::Stale { current: row.version, kept: None });
            }
            if let Some(operation) = operation {
                operation::note(transaction, operation, &row, now)?;
            }
            let moved = status::move_article(
                transaction,
                id,
                ChangeKind::Trashed,
                Origin::Mirror,
                now,
                process,
                &|row| {
                    let moved = row.trashed_at.is_none();
                    row.trashed_at.get_or_insert(now);
                    moved
                },
            )?;
            if let Some(operation) = operation {
                operation::noted(transaction, operation, id)?;
            }
            (taken.article, taken.version) = (Some((*id).clone()), moved.version);
        }
        MirrorChange::Conflict(change) => {
            let metadata = change.metadata.map(content::normal);
            let kept = save::keep_turned_away(transaction, change, metadata.as_ref(), process)?;
            if let MirrorAgree::On { file, .. } = &step.agree {
                transaction
                    .prepare_cached(
                        "INSERT INTO mirror_conflict (article, revision, file, at) VALUES (?1, ?2, ?3, ?4) \
                         ON CONFLICT DO NOTHING",
                    )?
                    .execute((change.id.as_str(), kept.0, file, now.milliseconds()))?;
            }
            let version = Row::find(transaction, change.id)?.version;
            (taken.article, taken.version) = (Some(change.id.clone()), version);
            (taken.kept, taken.changed) = (Some(kept), false);
        }
        MirrorChange::Nothing => taken.changed = false,
    }
    agree(transaction, &step.agree, taken.article.as_ref())?;
    Ok(taken)
}

fn replace(
    transaction: &Transaction<'_>,
    change: &SaveArticle<'_>,
    taken: &mut MirrorTaken,
    process: i64,
) -> Result<()> {
    if let Some(body) = change.body {
        save::verify_length(body)?;
    }
    let metadata = change.metadata.map(content::normal);
    let saved = save::replace(transaction, change, metadata.as_ref(), process)?;
    (taken.article, taken.version) = (Some(change.id.clone()), saved.summary.version);
    taken.changed = saved.changed;
    Ok(())
}

fn forget_pictures(connection: &Connection, article: &ArticleId) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM mirror_picture WHERE article = ?1")?
        .execute([article.as_str()])?;
    Ok(())
}

fn agree(connection: &Connection, agree: &MirrorAgree<'_>, made: Option<&ArticleId>) -> Result<()> {
    match agree {
        MirrorAgree::Keep => {}
        MirrorAgree::Forget(article) => {
            connection
                .prepare_cached("DELETE FROM mirror_agreement WHERE article = ?1")?
                .execute([article.as_str()])?;
            forget_pictures(connection, article)?;
        }
        MirrorAgree::On { article, slug, version, base, content, file, bytes, pictures } => {
            let Some(article) = article.or(made) else { return Ok(()) };
            let row = Row::find(connection, article)?;
            let compressed = zstd::bulk::compress(base.as_bytes(), 3).map_err(|error| Error::Io {
                path: std::path::PathBuf::new(),
                action: "compressed",
                reason: error.to_string(),
            })?;
            connection
                .prepare_cached(
                    "INSERT INTO mirror_agreement (article, slug, version, content, file, bytes, base) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (article) DO UPDATE SET slug = ?2, \
                     version = ?3, content = ?4, file = ?5, bytes = ?6, base = ?7",
                )?
                .execute((
                    article.as_str(),
                    slug.unwrap_or_else(|| row.slug.as_str()),
                    version.unwrap_or(row.version),
                    hash_bytes(content),
                    file,
                    hash_bytes(bytes),
                    compressed,
                ))?;
            let Some(pictures) = pictures else { return Ok(()) };
            forget_pictures(connection, article)?;
            let mut add = connection.prepare_cached(
                "INSERT INTO mirror_picture (article, path, bytes, stamp) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT DO NOTHING",
            )?;
            for shown in *pictures {
                add.execute((article.as_str(), &shown.path, hash_bytes(&shown.bytes), &shown.stamp))?;
            }
        }
    }
    Ok(())
}
