//! What readers see: the published version of an article, beside the working copy.
//!
//! An article is live if and only if its status is [`Status::Published`]. What is live is a revision, so it
//! stays what it is while the working copy goes on.

use model::{ArticleId, Cause, ContentHash, Metadata, Moment, Origin, Revision, RevisionId, Slug, Status};
use rusqlite::{Connection, OptionalExtension as _, Transaction};

use crate::article::{Derived, sort_at};
use crate::change::{self, ChangeKind};
use crate::content::{Content, Packed, bytes};
use crate::error::{Error, Result};
use crate::list::Summary;
use crate::operation::{self, OperationKind};
use crate::revision::{self, Snapshot};
use crate::row::{COLUMNS, Live, Row};
use crate::save::Saved;
use crate::store::Store;
use crate::write_content::Ready;

/// A published article as a site needs to know it, without its text.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveArticle {
    /// The working copy as lists show it.
    pub summary: Summary,
    /// The address it is live under.
    pub slug: Slug,
    /// The metadata that are live.
    pub metadata: Metadata,
    /// The hash of what is live: text and metadata.
    pub hash: ContentHash,
    /// The date readers see: the author's, or when it first went live.
    pub published_at: Moment,
    /// When what is live went live.
    pub live_since: Moment,
    /// What was found out about the text, if it is the working copy's; `None`: find it out from the text.
    pub derived: Option<Derived>,
}

/// What readers see of one article.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveVersion {
    /// The revision that is live.
    pub revision: Revision,
    /// The address it is live under.
    pub slug: Slug,
    /// The date readers see: the author's, or when it first went live.
    pub published_at: Moment,
}

/// What is published, and what of it could not be read.
#[derive(Debug, Default)]
pub struct LiveArticles {
    /// Those that are what was published, oldest first.
    pub articles: Vec<LiveArticle>,
    /// Those that are not.
    pub damaged: Vec<DamagedArticle>,
}

/// A published article that is not what was published.
#[derive(Debug)]
pub struct DamagedArticle {
    /// Which.
    pub id: ArticleId,
    /// Its title, as far as it can be read.
    pub title: String,
    /// [`Error::ArticleDamaged`] or [`Error::RevisionDamaged`].
    pub reason: Error,
}

impl Store {
    /// Makes the working copies live, all of them or none: each is kept as a revision, and that is what readers
    /// see from now on.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::ArticleDamaged`], and what every write can meet.
    pub fn publish(&self, ids: &[ArticleId], origin: Origin, now: Moment) -> Result<Vec<Summary>> {
        self.write(|transaction| {
            ids.iter().map(|id| publish(transaction, id, origin, now, self.process())).collect()
        })
    }

    /// Publishes what is scheduled and whose date has come.
    ///
    /// # Errors
    /// As [`Store::publish`].
    pub fn publish_due(&self, origin: Origin, now: Moment) -> Result<Vec<Summary>> {
        let due = |connection: &Connection| -> Result<Vec<ArticleId>> {
            let mut statement = connection.prepare_cached(
                "SELECT id FROM article WHERE trashed_at IS NULL AND status = 'scheduled' AND published_at <= ?1 \
                 ORDER BY published_at, key",
            )?;
            let ids = statement.query_map([now.milliseconds()], |row| row.get::<_, String>(0))?;
            ids.map(|id| ArticleId::parse(&id?).map_err(|error| Error::damaged(&error.to_string()))).collect()
        };
        let ids = self.read(due)?;
        if ids.is_empty() { Ok(Vec::new()) } else { self.publish(&ids, origin, now) }
    }

    /// What readers see of an article; `None` where it is not out.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::RevisionDamaged`] where it is not what was published.
    pub fn live(&self, id: &ArticleId) -> Result<Option<Revision>> {
        Ok(self.live_version(id)?.map(|live| live.revision))
    }

    /// The same, with the address and the date that readers know.
    ///
    /// # Errors
    /// As [`Store::live`].
    pub fn live_version(&self, id: &ArticleId) -> Result<Option<LiveVersion>> {
        self.read(|connection| {
            let row = Row::find(connection, id)?;
            let Some(live) = row.live else { return Ok(None) };
            let revision = revision::load(connection, live.revision)?;
            let published_at = revision.metadata.published_at.or(row.live_at).unwrap_or(revision.taken_at);
            Ok(Some(LiveVersion { revision, slug: live.slug, published_at }))
        })
    }

    /// Throws away what was changed since the article was published: the working copy is again what is live.
    /// What is thrown away is kept as a revision before. `derive` finds out about a text.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such article or it is not out, and what every write can meet.
    pub fn discard_changes(
        &self,
        id: &ArticleId,
        derive: &dyn Fn(&Metadata, &str) -> Derived,
        origin: Origin,
        now: Moment,
    ) -> Result<Saved> {
        self.write(|transaction| {
            let row = Row::find(transaction, id)?;
            let Some(live) = row.live.clone() else {
                return Err(Error::NotFound { what: "published version of article", name: id.to_string() });
            };
            let label = row.title.clone();
            let operation = operation::begin(transaction, OperationKind::Discard, &label, origin, now)?;
            let wanted = revision::load(transaction, live.revision)?;
            operation::note(transaction, operation, &row, now)?;
            let derived = derive(&wanted.metadata, &wanted.body);
            let saved = put_back(transaction, row, &wanted, &derived, origin, now, self.process())?;
            operation::noted(transaction, operation, id)?;
            Ok(saved)
        })
    }

    /// Every published article that is not in the trash, oldest first, without texts; and those that are not what
    /// was published.
    ///
    /// # Errors
    /// Where the library cannot be read.
    pub fn live_articles(&self) -> Result<LiveArticles> {
        self.read(live_articles)
    }

    /// The text that is live.
    ///
    /// # Errors
    /// As [`Store::live`]; [`Error::NotFound`] where it is not out.
    pub fn live_text(&self, id: &ArticleId) -> Result<String> {
        self.read(|connection| {
            let row = Row::find(connection, id)?;
            let Some(live) = &row.live else {
                return Err(Error::NotFound { what: "published version of article", name: id.to_string() });
            };
            if !live.changed
                && let Some(content) = Content::load(connection, row.key)?
            {
                return Ok(content.unpack()?.1.to_owned());
            }
            Ok(revision::load(connection, live.revision)?.body)
        })
    }
}

fn live_articles(connection: &Connection) -> Result<LiveArticles> {
    let sql = format!(
        "SELECT {COLUMNS}, medium.kind, content.hash, content.metadata, revision.hash, revision.taken_at, \
         revision.taken_offset FROM article \
         JOIN content ON content.article = article.key JOIN revision ON revision.id = article.live \
         LEFT JOIN medium ON medium.hash = article.lead WHERE article.trashed_at IS NULL ORDER BY article.key"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    let mut found = LiveArticles::default();
    let at = crate::row::WIDTH + 1;
    while let Some(read) = rows.next()? {
        let row = Row::read(read)?;
        let mut damaged = |reason: Error| {
            let (id, title) = (row.id.clone(), row.title.clone());
            found.damaged.push(DamagedArticle { id, title, reason });
        };
        let Some(live) = row.live.clone().filter(|_| row.intact) else {
            damaged(revision::article_damaged(connection, row.key, &row.id));
            continue;
        };
        let hash: [u8; 32] = bytes(read.get_ref(at + 2)?).try_into().unwrap_or_default();
        let (metadata, derived) = if live.changed {
            match revision::load(connection, live.revision) {
                Ok(revision) => (revision.metadata, None),
                Err(reason @ Error::RevisionDamaged { .. }) => {
                    damaged(reason);
                    continue;
                }
                Err(error) => return Err(error),
            }
        } else {
            let json = std::str::from_utf8(bytes(read.get_ref(at + 1)?)).unwrap_or_default();
            let Some(metadata) = crate::content::decode(json) else {
                damaged(revision::article_damaged(connection, row.key, &row.id));
                continue;
            };
            let derived = Derived {
                excerpt: row.excerpt.clone(),
                language: row.language.clone(),
                direction: row.direction,
                words: row.words,
            };
            (metadata, Some(derived))
        };
        let live_since = Moment::from_milliseconds(read.get(at + 3)?).at_offset(read.get(at + 4)?);
        found.articles.push(LiveArticle {
            slug: live.slug,
            hash: ContentHash::from_bytes(&hash),
            published_at: metadata.published_at.or(row.live_at).unwrap_or(live_since),
            live_since,
            metadata,
            derived,
            summary: Summary::read(read)?,
        });
    }
    Ok(found)
}

/// Publishes one article.
pub(crate) fn publish(
    transaction: &Transaction<'_>,
    id: &ArticleId,
    origin: Origin,
    now: Moment,
    process: i64,
) -> Result<Summary> {
    let mut row = Row::find_intact(transaction, id)?;
    if row.status == Status::Published && row.live.as_ref().is_some_and(|live| !live.changed) {
        return Summary::of(transaction, row);
    }
    row.status = Status::Published;
    row.version += 1;
    row.updated_at = now;
    row.sort_at = sort_at(transaction, origin, now)?;
    go_live(transaction, &mut row, origin, now)?;
    row.update(transaction)?;
    change::write(transaction, process, ChangeKind::Published, Some(&row), origin, now)?;
    Summary::of(transaction, row)
}

/// Keeps the working copy as the published version. The row is changed, but not yet written.
pub(crate) fn go_live(
    transaction: &Transaction<'_>,
    row: &mut Row,
    origin: Origin,
    now: Moment,
) -> Result<()> {
    let content = Content::load(transaction, row.key)?
        .ok_or_else(|| revision::article_damaged(transaction, row.key, &row.id))?;
    let kept = revision::keep(
        transaction,
        &Snapshot {
            row,
            packed: &content.packed,
            hash: &content.hash,
            cause: Cause::Published,
            origin,
            name: None,
            now,
        },
    )?;
    is_live(row, kept, now);
    Ok(())
}

/// Notes that a revision of the working copy is what readers see.
pub(crate) fn is_live(row: &mut Row, revision: RevisionId, now: Moment) {
    row.live = Some(Live { revision, slug: row.slug.clone(), changed: false });
    row.live_at.get_or_insert(now);
    row.was_published = true;
}

/// Brings what is live in step with the status: what is out has a published version, what is not has none.
pub(crate) fn follow_status(
    transaction: &Transaction<'_>,
    row: &mut Row,
    origin: Origin,
    now: Moment,
) -> Result<()> {
    if row.status != Status::Published {
        row.live = None;
    } else if row.live.is_none() {
        go_live(transaction, row, origin, now)?;
    }
    Ok(())
}

/// Notes whether the working copy, whose hash this is, differs from what is live.
pub(crate) fn follow_text(connection: &Connection, row: &mut Row, hash: &[u8; 32]) -> Result<()> {
    if let Some(live) = &mut row.live {
        let live_hash: Option<Vec<u8>> = connection
            .prepare_cached("SELECT hash FROM revision WHERE id = ?1")?
            .query_row([live.revision.0], |row| row.get(0))
            .optional()?;
        live.changed = live_hash.as_deref() != Some(&hash[..]) || live.slug != row.slug;
    }
    Ok(())
}

/// Makes a revision the working copy, its address included. What it replaces has to be kept already.
pub(crate) fn put_back(
    transaction: &Transaction<'_>,
    old: Row,
    wanted: &Revision,
    derived: &Derived,
    origin: Origin,
    now: Moment,
    process: i64,
) -> Result<Saved> {
    let mut metadata = wanted.metadata.clone();
    let mut row = old.clone();
    if let Err(Error::SlugTaken { .. }) = crate::slug::free_for(transaction, Some(&old), &metadata, row.key) {
        metadata.slug = None;
    }
    row.describe(&metadata, derived);
    row.slug = match &row.live {
        Some(live) if metadata.slug.is_none() && old.slug != live.slug => live.slug.clone(),
        _ => crate::slug::free_for(transaction, Some(&old), &metadata, row.key)?,
    };
    row.version += 1;
    row.origin = origin;
    row.updated_at = now;
    row.sort_at = sort_at(transaction, origin, now)?;
    row.intact = true;
    let ready = Ready::new(&metadata, &wanted.body);
    ready.replace(transaction, &row)?;
    crate::slug::keep_old(transaction, &old, &row.slug, now.milliseconds())?;
    follow_text(transaction, &mut row, &ready.hash)?;
    row.update(transaction)?;
    revision::keep(
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
    change::write(transaction, process, ChangeKind::Restored, Some(&row), origin, now)?;
    Ok(Saved { summary: Summary::of(transaction, row)?, changed: true, kept: None })
}

/// Takes over a library of the first schema: every article that is out gets a published version, what it says
/// now, and what each article names is noted.
pub(crate) fn adopt(transaction: &Transaction<'_>) -> Result<()> {
    note_references(transaction)?;
    let keys: Vec<i64> = transaction
        .prepare("SELECT key FROM article WHERE status = 'published' AND live IS NULL")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for key in keys {
        let mut row = transaction
            .prepare_cached(&format!("SELECT {COLUMNS} FROM article WHERE key = ?1"))?
            .query_row([key], Row::read)?;
        // One that was altered on disk stays as it is: nothing of it may look as if it were the author's.
        let Some(content) = Content::load(transaction, key)?.filter(|_| row.intact) else { continue };
        let now = row.updated_at;
        let newest: Option<(i64, Vec<u8>)> = transaction
            .prepare_cached(
                "SELECT id, hash FROM revision WHERE article = ?1 AND cause <> 'conflict' ORDER BY id DESC LIMIT 1",
            )?
            .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let revision = match newest {
            Some((id, hash)) if hash == content.hash => RevisionId(id),
            _ => {
                let (cause, origin) = (Cause::Published, row.origin);
                let Content { packed, hash } = &content;
                revision::keep(
                    transaction,
                    &Snapshot { row: &row, packed, hash, cause, origin, name: None, now },
                )?
            }
        };
        is_live(&mut row, revision, now);
        row.update(transaction)?;
    }
    Ok(())
}

/// What each article and its revisions name, for a library that was made before this was noted.
fn note_references(transaction: &Transaction<'_>) -> Result<()> {
    let mut statement = transaction.prepare("SELECT key FROM article ORDER BY key")?;
    let keys: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for key in keys {
        let mut revisions = transaction.prepare_cached("SELECT id FROM revision WHERE article = ?1")?;
        let ids: Vec<i64> = revisions.query_map([key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for id in ids {
            let packed = revision::read_packed(transaction, RevisionId(id))?;
            if let Some((metadata, body)) = packed.as_ref().and_then(Packed::unpack) {
                crate::reference::remember(transaction, key, &metadata, body)?;
            }
        }
        if let Some(content) = Content::load(transaction, key)? {
            let (metadata, body) = content.unpack()?;
            crate::reference::write(transaction, key, &metadata, body)?;
        }
    }
    Ok(())
}
