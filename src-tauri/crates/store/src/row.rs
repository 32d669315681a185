//! One row of the table `article`: what lists show, with the hash that tells whether it was altered.

use model::{ArticleId, ContentHash, Direction, Kind, Language, Moment, Origin, RevisionId, Slug, Status};
use rusqlite::{Connection, OptionalExtension as _, ToSql, named_params};

use crate::content::{bytes, sha256};
use crate::error::{Error, Result};

/// The columns of [`Row::read`], in its order.
pub(crate) const COLUMNS: &str = "article.key, article.id, article.version, article.status, article.slug, \
    article.slug_chosen, article.was_published, article.title, article.excerpt, article.language, \
    article.direction, article.words, article.lead, article.tags, article.section, article.origin, \
    article.published_at, article.published_offset, article.created_at, article.created_offset, \
    article.updated_at, article.updated_offset, article.trashed_at, article.trashed_offset, article.sort_at, \
    article.page, article.live, article.live_changed, article.live_slug, article.live_at, article.live_offset, \
    article.hash";

/// The same columns in a library of the first schema, which a backup before its migration is.
const COLUMNS_OF_FIRST: &str = "article.key, article.id, article.version, article.status, article.slug, \
    article.slug_chosen, article.was_published, article.title, article.excerpt, article.language, \
    article.direction, article.words, article.lead, article.tags, article.section, article.origin, \
    article.published_at, article.published_offset, article.created_at, article.created_offset, \
    article.updated_at, article.updated_offset, article.trashed_at, article.trashed_offset, article.sort_at, \
    0, NULL, 0, NULL, NULL, NULL, article.hash";

/// The columns of [`Row::read`] in a library of this schema.
pub(crate) fn columns_of(schema: i64) -> &'static str {
    if schema == 1 { COLUMNS_OF_FIRST } else { COLUMNS }
}

/// How many columns that are.
pub(crate) const WIDTH: usize = 32;

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) key: i64,
    pub(crate) id: ArticleId,
    pub(crate) version: i64,
    pub(crate) status: Status,
    pub(crate) slug: Slug,
    pub(crate) slug_chosen: bool,
    /// Whether it was ever published: from then on its address is known outside.
    pub(crate) was_published: bool,
    pub(crate) title: String,
    /// In force: written, or taken from the text.
    pub(crate) excerpt: String,
    pub(crate) language: Language,
    pub(crate) direction: Direction,
    pub(crate) words: u32,
    pub(crate) lead: Option<ContentHash>,
    pub(crate) tags: Vec<String>,
    pub(crate) section: Option<String>,
    /// Through which door the last save came.
    pub(crate) origin: Origin,
    pub(crate) published_at: Option<Moment>,
    pub(crate) created_at: Moment,
    pub(crate) updated_at: Moment,
    pub(crate) trashed_at: Option<Moment>,
    pub(crate) sort_at: i64,
    pub(crate) kind: Kind,
    /// What readers see of it, if it is out.
    pub(crate) live: Option<Live>,
    /// When it first went live.
    pub(crate) live_at: Option<Moment>,
    /// Whether the row is what was written. Kept out of the hash.
    pub(crate) intact: bool,
}

/// The published version of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Live {
    pub(crate) revision: RevisionId,
    /// The address it went live under.
    pub(crate) slug: Slug,
    /// Whether the working copy differs from it.
    pub(crate) changed: bool,
}

impl Row {
    /// Finds an article.
    pub(crate) fn find(connection: &Connection, id: &ArticleId) -> Result<Self> {
        let key: i64 = connection
            .prepare_cached("SELECT key FROM article WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?
            .ok_or_else(|| Error::no_article(id))?;
        let row = connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM article WHERE key = ?1"))?
            .query_row([key], Self::read)
            .optional()?;
        // An index that was altered on the disk may lead to another article, or to none.
        row.filter(|row| !row.intact || row.id == *id)
            .ok_or_else(|| Error::damaged("the index of its articles was altered"))
    }

    /// Finds an article that is to be changed without being replaced: it has to be what was written.
    pub(crate) fn find_intact(connection: &Connection, id: &ArticleId) -> Result<Self> {
        let row = Self::find(connection, id)?;
        if row.intact { Ok(row) } else { Err(crate::revision::article_damaged(connection, row.key, id)) }
    }

    /// Reads the columns named in [`COLUMNS`], whatever a damaged file holds in them.
    pub(crate) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        let text = |index| row.get_ref(index).map(|value| String::from_utf8_lossy(bytes(value)).into_owned());
        let number = |index| row.get_ref(index).map(|value| value.as_i64().unwrap_or_default());
        let optional = |index| row.get_ref(index).map(|value| value.as_i64().ok());
        let moment = |milliseconds, offset: i64| {
            Moment::from_milliseconds(milliseconds).at_offset(i16::try_from(offset).unwrap_or(0))
        };
        let lead = row.get_ref(12).map(|value| <[u8; 32]>::try_from(bytes(value)).ok())?;
        let section =
            matches!(row.get_ref(14)?, rusqlite::types::ValueRef::Text(_)).then(|| text(14)).transpose()?;
        let mut intact = true;
        let mut known = |known: bool| intact &= known;
        let id = ArticleId::parse(&text(1)?);
        known(id.is_ok());
        let slug = Slug::parse(&text(4)?);
        known(slug.is_some());
        let status = Status::parse(&text(3)?);
        known(status.is_some());
        let language = Language::parse(&text(9)?);
        known(language.is_some());
        let tags = serde_json::from_str(&text(13)?);
        known(tags.is_ok());
        let origin = Origin::parse(&text(15)?);
        known(origin.is_some());
        let live_slug = Slug::parse(&text(28)?);
        let live = match (optional(26)?, live_slug) {
            (None, _) => None,
            (Some(revision), Some(slug)) => {
                Some(Live { revision: RevisionId(revision), slug, changed: number(27)? != 0 })
            }
            (Some(_), None) => {
                known(false);
                None
            }
        };
        let mut read = Self {
            key: number(0)?,
            id: id
                .or_else(|_| ArticleId::parse("00000000-0000-0000-0000-000000000000"))
                .map_err(|_| unreadable(1))?,
            version: number(2)?,
            status: status.unwrap_or(Status::Draft),
            slug: slug.or_else(|| Slug::from_text("damaged")).ok_or_else(|| unreadable(4))?,
            slug_chosen: number(5)? != 0,
            was_published: number(6)? != 0,
            title: text(7)?,
            excerpt: text(8)?,
            language: language.or_else(|| Language::parse("und")).ok_or_else(|| unreadable(9))?,
            direction: Direction::parse(&text(10)?).unwrap_or(Direction::LeftToRight),
            words: u32::try_from(number(11)?).unwrap_or_default(),
            lead: lead.map(|bytes| ContentHash::from_bytes(&bytes)),
            tags: tags.unwrap_or_default(),
            section,
            origin: origin.unwrap_or(Origin::Program),
            published_at: optional(16)?.zip(optional(17)?).map(|(at, offset)| moment(at, offset)),
            created_at: moment(number(18)?, number(19)?),
            updated_at: moment(number(20)?, number(21)?),
            trashed_at: optional(22)?.zip(optional(23)?).map(|(at, offset)| moment(at, offset)),
            sort_at: number(24)?,
            kind: if number(25)? == 1 { Kind::Page } else { Kind::Post },
            live,
            live_at: optional(29)?.zip(optional(30)?).map(|(at, offset)| moment(at, offset)),
            intact: true,
        };
        read.intact = intact && read.hash()[..] == *bytes(row.get_ref(31)?);
        Ok(read)
    }

    /// A hash over everything that is shown: half of a SHA-256, each field after its length.
    fn hash(&self) -> [u8; 16] {
        let mut all = Vec::with_capacity(512);
        let mut add = |field: &[u8]| {
            all.extend_from_slice(&(field.len() as u64).to_le_bytes());
            all.extend_from_slice(field);
        };
        add(self.id.as_str().as_bytes());
        for text in
            [self.status.as_str(), self.slug.as_str(), &self.title, &self.excerpt, self.language.as_str()]
        {
            add(text.as_bytes());
        }
        for text in [self.direction.as_str(), self.origin.as_str(), self.section.as_deref().unwrap_or("\0")] {
            add(text.as_bytes());
        }
        add(self.lead.as_ref().map_or("", ContentHash::as_str).as_bytes());
        for tag in &self.tags {
            add(tag.as_bytes());
        }
        let moments = [self.published_at, Some(self.created_at), Some(self.updated_at), self.trashed_at];
        for moment in moments {
            let (at, offset) = moment.map_or((i64::MIN, 0), |at| (at.milliseconds(), at.offset_minutes()));
            add(&at.to_le_bytes());
            add(&offset.to_le_bytes());
        }
        for number in [
            self.key,
            self.version,
            i64::from(self.words),
            i64::from(self.slug_chosen),
            i64::from(self.was_published),
            self.sort_at,
        ] {
            add(&number.to_le_bytes());
        }
        // Left out where there is nothing to tell, so that rows of the first schema keep their hash.
        if self.kind == Kind::Page {
            add(b"page");
        }
        if let Some(live) = &self.live {
            add(b"live");
            add(&live.revision.0.to_le_bytes());
            add(live.slug.as_str().as_bytes());
            add(&[u8::from(live.changed)]);
        }
        if let Some(at) = self.live_at {
            add(b"live at");
            add(&at.milliseconds().to_le_bytes());
            add(&at.offset_minutes().to_le_bytes());
        }
        let mut half = [0; 16];
        half.copy_from_slice(&sha256(&all)[..16]);
        half
    }

    /// Inserts a new row; its key is already set.
    pub(crate) fn insert(&self, connection: &Connection) -> Result<()> {
        self.store(
            connection,
            "INSERT INTO article (key, id, version, status, slug, slug_chosen, was_published, title, excerpt, \
             language, direction, words, lead, tags, section, origin, published_at, published_offset, created_at, \
             created_offset, updated_at, updated_offset, trashed_at, trashed_offset, sort_at, page, live, \
             live_changed, live_slug, live_at, live_offset, hash) VALUES (:key, \
             :id, :version, :status, :slug, :slug_chosen, :was_published, :title, :excerpt, :language, :direction, \
             :words, :lead, :tags, :section, :origin, :published_at, :published_offset, :created_at, \
             :created_offset, :updated_at, :updated_offset, :trashed_at, :trashed_offset, :sort_at, :page, :live, :live_changed, :live_slug, \
             :live_at, :live_offset, :hash)",
        )
    }

    /// Replaces the row of the same key.
    pub(crate) fn update(&self, connection: &Connection) -> Result<()> {
        self.store(
            connection,
            "UPDATE article SET id = :id, version = :version, status = :status, slug = :slug, \
             slug_chosen = :slug_chosen, was_published = :was_published, title = :title, excerpt = :excerpt, \
             language = :language, direction = :direction, words = :words, lead = :lead, tags = :tags, \
             section = :section, origin = :origin, published_at = :published_at, \
             published_offset = :published_offset, created_at = :created_at, created_offset = :created_offset, \
             updated_at = :updated_at, updated_offset = :updated_offset, trashed_at = :trashed_at, \
             trashed_offset = :trashed_offset, sort_at = :sort_at, page = :page, live = :live, \
             live_changed = :live_changed, live_slug = :live_slug, live_at = :live_at, \
             live_offset = :live_offset, hash = :hash WHERE key = :key",
        )
    }

    fn store(&self, connection: &Connection, sql: &str) -> Result<()> {
        let lead = self.lead.as_ref().map(hash_bytes);
        let tags = serde_json::to_string(&self.tags).unwrap_or_else(|_| "[]".into());
        let at = |moment: Option<Moment>| moment.map(Moment::milliseconds);
        let offset = |moment: Option<Moment>| moment.map(Moment::offset_minutes);
        connection.prepare_cached(sql)?.execute(named_params! {
            ":key": self.key,
            ":id": self.id.as_str(),
            ":version": self.version,
            ":status": self.status.as_str(),
            ":slug": self.slug.as_str(),
            ":slug_chosen": self.slug_chosen,
            ":was_published": self.was_published,
            ":title": self.title,
            ":excerpt": self.excerpt,
            ":language": self.language.as_str(),
            ":direction": self.direction.as_str(),
            ":words": self.words,
            ":lead": lead.as_ref().map(|bytes| bytes as &dyn ToSql),
            ":tags": tags,
            ":section": self.section,
            ":origin": self.origin.as_str(),
            ":published_at": at(self.published_at),
            ":published_offset": offset(self.published_at),
            ":created_at": self.created_at.milliseconds(),
            ":created_offset": self.created_at.offset_minutes(),
            ":updated_at": self.updated_at.milliseconds(),
            ":updated_offset": self.updated_at.offset_minutes(),
            ":trashed_at": at(self.trashed_at),
            ":trashed_offset": offset(self.trashed_at),
            ":sort_at": self.sort_at,
            ":page": self.kind == Kind::Page,
            ":live": self.live.as_ref().map(|live| live.revision.0),
            ":live_changed": self.live.as_ref().is_some_and(|live| live.changed),
            ":live_slug": self.live.as_ref().map(|live| live.slug.as_str()),
            ":live_at": at(self.live_at),
            ":live_offset": offset(self.live_at),
            ":hash": &self.hash()[..],
        })?;
        Ok(())
    }
}

/// The bytes of a content hash, as columns hold them.
pub(crate) fn hash_bytes(hash: &ContentHash) -> Vec<u8> {
    let digits = hash.as_str().as_bytes();
    let value = |digit: u8| char::from(digit).to_digit(16).unwrap_or_default() as u8;
    digits.chunks(2).map(|pair| value(pair[0]) << 4 | value(pair[pair.len() - 1])).collect()
}

fn unreadable(column: usize) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnType(column, "unreadable".into(), rusqlite::types::Type::Text)
}
