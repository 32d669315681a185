//! What stands on which shelf, newest first, and how much.

use model::{ArticleId, Direction, Kind, Language, Moment, Origin, Slug, Status};
use rusqlite::{Connection, OptionalExtension as _};

use crate::content::bytes;
use crate::error::Result;
use crate::row::{COLUMNS, Row, WIDTH, hash_bytes};
use crate::store::Store;

/// A shelf of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shelf {
    /// Everything but the trash.
    All,
    /// What has this status and is not in the trash.
    Status(Status),
    /// The trash.
    Trash,
}

/// What readers see of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LiveState {
    /// Nothing: it is not out.
    No,
    /// The working copy.
    Same,
    /// What was published; the working copy has changes that are not.
    Changed,
}

/// An article in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Its name for ever.
    pub id: ArticleId,
    /// The optimistic lock.
    pub version: i64,
    /// Where it stands.
    pub status: Status,
    /// The title; may be empty.
    pub title: String,
    /// The excerpt in force.
    pub excerpt: String,
    /// The address in force.
    pub slug: Slug,
    /// The language in force.
    pub language: Language,
    /// The direction in force.
    pub direction: Direction,
    /// File name of the lead picture's medium, if the library has it.
    pub lead: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// The section.
    pub section: Option<String>,
    /// Words in the text.
    pub words: u32,
    /// A post, or a page beside the posts.
    pub kind: Kind,
    /// What readers see of it.
    pub live: LiveState,
    /// Through which door the last save came.
    pub origin: Origin,
    /// The date that readers see.
    pub published_at: Option<Moment>,
    /// When it was made.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
    /// When it went to the trash, if it is there.
    pub trashed_at: Option<Moment>,
    /// Whether this is not what was saved: then its title says so, and nothing here is to be relied on.
    pub damaged: bool,
}

/// How many articles stand on each shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    by_status: [u32; Status::ALL.len()],
    trash: u32,
}

impl Counts {
    /// How many articles stand on a shelf.
    #[must_use]
    pub fn on(&self, shelf: Shelf) -> u32 {
        match shelf {
            Shelf::All => self.by_status.iter().sum(),
            Shelf::Status(status) => {
                Status::ALL.iter().position(|other| *other == status).map_or(0, |index| self.by_status[index])
            }
            Shelf::Trash => self.trash,
        }
    }
}

impl Store {
    /// How many articles stand on each shelf.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn counts(&self) -> Result<Counts> {
        self.read(counts)
    }

    /// One page of a shelf, newest first, and how many there are in all.
    ///
    /// # Errors
    /// What SQLite reports. A row that was altered on disk is no error: see [`Summary::damaged`].
    pub fn list(&self, shelf: Shelf, offset: u32, limit: u32) -> Result<(u32, Vec<Summary>)> {
        self.read(|connection| {
            let total = counts(connection)?.on(shelf);
            Ok((total, page(connection, shelf, offset, limit)?))
        })
    }

    /// An article as lists show it.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound).
    pub fn summary(&self, id: &ArticleId) -> Result<Summary> {
        self.read(|connection| Summary::of(connection, Row::find(connection, id)?))
    }
}

pub(crate) fn counts(connection: &Connection) -> Result<Counts> {
    let mut counts = Counts { by_status: [0; Status::ALL.len()], trash: 0 };
    let mut statement = connection.prepare_cached("SELECT name, articles FROM shelf")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let count = row.get(1)?;
        match Status::ALL.iter().position(|status| status.as_str() == name) {
            Some(index) => counts.by_status[index] = count,
            None => counts.trash = count,
        }
    }
    Ok(counts)
}

/// The condition of a shelf, its order and the index that holds both.
pub(crate) fn condition(shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::All => "article.trashed_at IS NULL",
        Shelf::Status(_) => "article.trashed_at IS NULL AND article.status = :status",
        Shelf::Trash => "article.trashed_at IS NOT NULL",
    }
}

fn page(connection: &Connection, shelf: Shelf, offset: u32, limit: u32) -> Result<Vec<Summary>> {
    // The inner question is answered from an index alone, however many rows are passed over.
    let sql = format!(
        "SELECT {COLUMNS}, medium.kind FROM \
         (SELECT key AS wanted FROM article WHERE {} ORDER BY sort_at DESC, key DESC LIMIT :limit OFFSET :offset) \
         CROSS JOIN article ON article.key = wanted LEFT JOIN medium ON medium.hash = article.lead \
         ORDER BY article.sort_at DESC, article.key DESC",
        condition(shelf)
    );
    let mut statement = connection.prepare_cached(&sql)?;
    statement.raw_bind_parameter(c":limit", limit)?;
    statement.raw_bind_parameter(c":offset", offset)?;
    if let Shelf::Status(status) = shelf {
        statement.raw_bind_parameter(c":status", status.as_str())?;
    }
    let mut rows = statement.raw_query();
    let mut summaries = Vec::new();
    while let Some(row) = rows.next()? {
        summaries.push(Summary::read(row)?);
    }
    Ok(summaries)
}

impl Summary {
    /// Reads [`COLUMNS`] and behind them the kind of the lead picture's medium.
    pub(crate) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        let kind = String::from_utf8_lossy(bytes(row.get_ref(WIDTH)?)).into_owned();
        Ok(Self::new(Row::read(row)?, &kind))
    }

    /// The summary of a row.
    pub(crate) fn of(connection: &Connection, row: Row) -> Result<Self> {
        let kind: Option<String> = match &row.lead {
            None => None,
            Some(lead) => connection
                .prepare_cached("SELECT kind FROM medium WHERE hash = ?1")?
                .query_row([hash_bytes(lead)], |row| row.get(0))
                .optional()?,
        };
        Ok(Self::new(row, kind.as_deref().unwrap_or_default()))
    }

    fn new(row: Row, kind: &str) -> Self {
        let lead = row.lead.filter(|_| !kind.is_empty()).map(|hash| format!("{hash}.{kind}"));
        // What was altered is never shown as if it were the author's.
        let title = if row.intact { row.title } else { format!("⚠ Altered on disk: {}", row.title) };
        Self {
            id: row.id,
            version: row.version,
            status: row.status,
            title,
            excerpt: row.excerpt,
            slug: row.slug,
            language: row.language,
            direction: row.direction,
            lead,
            tags: row.tags,
            section: row.section,
            words: row.words,
            kind: row.kind,
            live: match &row.live {
                None => LiveState::No,
                Some(live) if live.changed => LiveState::Changed,
                Some(_) => LiveState::Same,
            },
            origin: row.origin,
            published_at: row.published_at.or(row.live_at.filter(|_| row.live.is_some())),
            created_at: row.created_at,
            updated_at: row.updated_at,
            trashed_at: row.trashed_at,
            damaged: !row.intact,
        }
    }
}
