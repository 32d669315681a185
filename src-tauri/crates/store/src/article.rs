//! Articles: made, read, copied.

use model::{Article, ArticleId, Direction, Language, Metadata, Moment, Origin, Slug, Status};
use rusqlite::{Connection, OptionalExtension as _, Transaction};

use crate::change::{self, ChangeKind};
use crate::content::{self, Content};
use crate::error::{Error, Result};
use crate::operation::{self, OperationId};
use crate::revision::{self, Snapshot};
use crate::row::{COLUMNS, Row};
use crate::save;
use crate::store::Store;
use crate::write_content::Ready;
use crate::{publish, slug};

/// What the caller found out about a text, to be stored beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// The excerpt in force: the written one, or one taken from the text.
    pub excerpt: String,
    /// The language in force.
    pub language: Language,
    /// The direction in force.
    pub direction: Direction,
    /// Words in the text.
    pub words: u32,
}

/// A new article.
#[derive(Debug, Clone)]
pub struct NewArticle<'a> {
    /// The id it is to have; `None`: a new one. A given id that is taken is an error.
    pub id: Option<ArticleId>,
    /// The text: Markdown with line feeds.
    pub body: &'a str,
    /// What is said about it.
    pub metadata: &'a Metadata,
    /// Where it stands.
    pub status: Status,
    /// What was found out about it.
    pub derived: &'a Derived,
    /// Through which door it comes.
    pub origin: Origin,
    /// When it was made, as far as the library shows.
    pub now: Moment,
    /// The operation it is part of, if that is to be undone as one.
    pub operation: Option<OperationId>,
}

/// An article as it stands in the library, with what was found out about it when it was saved.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredArticle {
    /// The article.
    pub article: Article,
    /// What was found out about it.
    pub derived: Derived,
    /// Through which door its last save came.
    pub origin: Origin,
}

impl Store {
    /// Adds an article and its first revision.
    ///
    /// # Errors
    /// [`Error::SlugTaken`] where the chosen address leads elsewhere, [`Error::TooLong`],
    /// [`Error::IdTaken`]; what every write can meet: [`Error::ReadOnly`], [`Error::Gone`], [`Error::Full`],
    /// [`Error::Busy`], [`Error::Io`], [`Error::Damaged`].
    pub fn create_article(&self, new: &NewArticle<'_>) -> Result<StoredArticle> {
        save::verify_length(new.body)?;
        self.write(|transaction| {
            let id = create(transaction, new, self.process())?;
            load(transaction, &Row::find(transaction, &id)?)
        })
    }

    /// Adds many articles, all of them or none.
    ///
    /// # Errors
    /// As [`Store::create_article`].
    pub fn create_articles(&self, articles: &[NewArticle<'_>]) -> Result<Vec<ArticleId>> {
        for new in articles {
            save::verify_length(new.body)?;
        }
        self.write(|transaction| {
            articles.iter().map(|new| create(transaction, new, self.process())).collect()
        })
    }

    /// One article, whole, from the trash too.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::ArticleDamaged`] where it is not what was saved.
    pub fn article(&self, id: &ArticleId) -> Result<StoredArticle> {
        self.read(|connection| load(connection, &Row::find(connection, id)?))
    }

    /// The article an address leads to; an address it had while it was published leads to it still.
    ///
    /// # Errors
    /// As [`Store::article`].
    pub fn article_by_slug(&self, slug: &Slug) -> Result<StoredArticle> {
        self.read(|connection| {
            let row = connection
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM article WHERE slug = ?1 \
                     UNION ALL SELECT {COLUMNS} FROM slug_history JOIN article ON article.key = slug_history.article \
                     WHERE slug_history.slug = ?1 LIMIT 1"
                ))?
                .query_row([slug.as_str()], Row::read)
                .optional()?
                .ok_or_else(|| Error::no_article(slug))?;
            load(connection, &row)
        })
    }

    /// Makes a copy of an article, as a draft: same text and metadata, its own address, not published.
    ///
    /// # Errors
    /// As [`Store::article`] and [`Store::create_article`].
    pub fn duplicate(&self, id: &ArticleId, origin: Origin, now: Moment) -> Result<StoredArticle> {
        self.write(|transaction| {
            let StoredArticle { article, derived, .. } = load(transaction, &Row::find(transaction, id)?)?;
            let metadata = Metadata { slug: None, published_at: None, revised_at: None, ..article.metadata };
            let copy = NewArticle {
                id: None,
                body: &article.body,
                metadata: &metadata,
                status: Status::Draft,
                derived: &derived,
                origin,
                now,
                operation: None,
            };
            let id = create(transaction, &copy, self.process())?;
            load(transaction, &Row::find(transaction, &id)?)
        })
    }
}

/// Reads the rest of an article, and verifies all of it.
pub(crate) fn load(connection: &Connection, row: &Row) -> Result<StoredArticle> {
    let content = Content::load(connection, row.key)?
        .filter(|_| row.intact)
        .ok_or_else(|| revision::article_damaged(connection, row.key, &row.id))?;
    let (metadata, body) = content.unpack()?;
    Ok(StoredArticle {
        article: Article {
            id: row.id.clone(),
            version: row.version,
            status: row.status,
            slug: row.slug.clone(),
            body: body.to_owned(),
            metadata,
            created_at: row.created_at,
            updated_at: row.updated_at,
            trashed_at: row.trashed_at,
        },
        derived: Derived {
            excerpt: row.excerpt.clone(),
            language: row.language.clone(),
            direction: row.direction,
            words: row.words,
        },
        origin: row.origin,
    })
}

/// Writes everything that belongs to a new article.
pub(crate) fn create(transaction: &Transaction<'_>, new: &NewArticle<'_>, process: i64) -> Result<ArticleId> {
    let id = match &new.id {
        Some(id) => id.clone(),
        None => ArticleId::parse(&uuid::Uuid::now_v7().to_string())
            .map_err(|error| Error::damaged(&error.to_string()))?,
    };
    let taken = transaction.prepare_cached("SELECT 1 FROM article WHERE id = ?1")?.exists([id.as_str()])?;
    if taken {
        return Err(Error::IdTaken(id));
    }
    let metadata = content::normal(new.metadata);
    // Never the key of an article that was there once: the log of changes may still name it.
    let key = transaction
        .prepare_cached("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'article'), 0) + 1")?
        .query_row([], |row| row.get(0))?;
    let mut row = Row {
        key,
        id: id.clone(),
        version: 1,
        status: new.status,
        slug: slug::free_for(transaction, None, &metadata, key)?,
        slug_chosen: false,
        was_published: new.status == Status::Published,
        title: String::new(),
        excerpt: String::new(),
        language: new.derived.language.clone(),
        direction: new.derived.direction,
        words: 0,
        lead: None,
        tags: Vec::new(),
        section: None,
        origin: new.origin,
        published_at: None,
        created_at: new.now,
        updated_at: new.now,
        trashed_at: None,
        sort_at: sort_at(transaction, new.origin, new.now)?,
        kind: metadata.kind,
        live: None,
        live_at: None,
        intact: true,
    };
    row.describe(&metadata, new.derived);
    row.insert(transaction)?;
    let ready = Ready::new(&metadata, new.body);
    ready.insert(transaction, &row)?;
    let first = revision::keep(
        transaction,
        &Snapshot {
            row: &row,
            packed: &ready.packed,
            hash: &ready.hash,
            cause: model::Cause::Created,
            origin: new.origin,
            name: None,
            now: new.now,
        },
    )?;
    if row.status == Status::Published {
        publish::is_live(&mut row, first, new.now);
        row.update(transaction)?;
    }
    if let Some(operation) = new.operation {
        operation::note_created(transaction, operation, &row)?;
    }
    change::write(transaction, process, ChangeKind::Created, Some(&row), new.origin, new.now)?;
    Ok(id)
}

/// Where a change puts an article among the newest. What people change comes first whatever the clock says;
/// what an import brings keeps the place of its date.
pub(crate) fn sort_at(connection: &Connection, origin: Origin, now: Moment) -> Result<i64> {
    if matches!(origin, Origin::Import | Origin::Program) {
        return Ok(now.milliseconds());
    }
    let newest: Option<i64> =
        connection.prepare_cached("SELECT max(sort_at) FROM article")?.query_row([], |row| row.get(0))?;
    Ok(newest.map_or(now.milliseconds(), |newest| now.milliseconds().max(newest.saturating_add(1))))
}

impl Row {
    /// Takes over what lists show of the metadata and of what was found out.
    pub(crate) fn describe(&mut self, metadata: &Metadata, derived: &Derived) {
        self.slug_chosen = metadata.slug.is_some();
        self.title.clone_from(&metadata.title);
        self.excerpt.clone_from(&derived.excerpt);
        self.language.clone_from(&derived.language);
        self.direction = derived.direction;
        self.words = derived.words;
        self.lead = metadata.lead.as_ref().map(|lead| lead.medium.clone());
        self.tags.clone_from(&metadata.tags);
        self.section.clone_from(&metadata.section);
        self.kind = metadata.kind;
        self.published_at = metadata.published_at;
    }
}
