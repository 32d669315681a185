//! Lists that are cut down by what articles carry, and put into another order.

use model::{Kind, Language};
use rusqlite::types::ToSql;

use crate::article::{self, StoredArticle};
use crate::error::Result;
use crate::fold;
use crate::list::{LiveState, Shelf, Summary, condition};
use crate::query::{Condition, What};
use crate::row::{COLUMNS, Row};
use crate::store::Store;
use crate::{find, search};
use model::Status;

/// What a list is cut down to; everything that is given has to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The shelf.
    pub shelf: Shelf,
    /// With this tag (compared without regard to case and accents).
    pub tag: Option<String>,
    /// By this author (compared likewise).
    pub author: Option<String>,
    /// In this section.
    pub section: Option<String>,
    /// In this language, its regions included.
    pub language: Option<Language>,
    /// Posts only, or pages only.
    pub kind: Option<Kind>,
    /// What readers see of it.
    pub live: Option<LiveState>,
    /// With a link to an own article that leads nowhere.
    pub broken_links: bool,
}

impl Filter {
    /// A shelf, whole.
    #[must_use]
    pub fn shelf(shelf: Shelf) -> Self {
        Self {
            shelf,
            tag: None,
            author: None,
            section: None,
            language: None,
            kind: None,
            live: None,
            broken_links: false,
        }
    }
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// By the last change, newest first.
    Changed,
    /// By the date of publication, newest first; what has none at the end.
    Published,
    /// By the date of making, newest first.
    Created,
    /// By the title, from A to Z.
    Title,
}

impl Store {
    /// One page of a list, and how many articles it has in all.
    ///
    /// # Errors
    /// As [`Store::list`].
    pub fn list_filtered(
        &self,
        filter: &Filter,
        sort: Sort,
        reverse: bool,
        offset: u32,
        limit: u32,
    ) -> Result<(u32, Vec<Summary>)> {
        let plain = *filter == Filter::shelf(filter.shelf);
        if plain && sort == Sort::Changed && !reverse {
            return self.list(filter.shelf, offset, limit);
        }
        if filter.is_of_indexes() && sort == Sort::Changed && !reverse {
            return self.read(|connection| {
                let all = find::of_list(connection, &filter.conditions())?;
                let keys = find::newest_of(connection, &all, offset as usize, limit as usize)?;
                let page = search::summaries(connection, &keys)?.into_iter().map(|(_, summary)| summary);
                Ok((u32::try_from(all.len()).unwrap_or(u32::MAX), page.collect()))
            });
        }
        let (condition, values) = filter.condition();
        let order = sort.order(reverse);
        self.read(|connection| {
            let values: Vec<(&str, &dyn ToSql)> =
                values.iter().map(|(name, value)| (*name, value as &dyn ToSql)).collect();
            let total = if plain {
                crate::list::counts(connection)?.on(filter.shelf)
            } else {
                connection
                    .prepare_cached(&format!("SELECT count(*) FROM article WHERE {condition}"))?
                    .query_row(&values[..], |row| row.get(0))?
            };
            let mut page = values.clone();
            page.push((":limit", &limit));
            page.push((":offset", &offset));
            let mut statement = connection.prepare_cached(&format!(
                "SELECT {COLUMNS}, (SELECT kind FROM medium WHERE hash = article.lead) FROM \
                 (SELECT key AS wanted FROM article WHERE {condition} ORDER BY {order} LIMIT :limit OFFSET :offset) \
                 CROSS JOIN article ON article.key = wanted ORDER BY {order}"
            ))?;
            let rows = statement.query_map(&page[..], Summary::read)?;
            Ok((total, rows.collect::<rusqlite::Result<_>>()?))
        })
    }
}

impl Store {
    /// Reads every article of a list, whole, in pages of `page`; one that is not what was saved is left out.
    /// Each page is read at one moment; between pages the library may change.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn for_each_article(
        &self,
        filter: &Filter,
        page: u32,
        visit: &mut dyn FnMut(&StoredArticle),
    ) -> Result<()> {
        let (condition, values) = filter.condition();
        let mut last = i64::MAX;
        loop {
            let articles = self.read(|connection| {
                let mut values: Vec<(&str, &dyn ToSql)> =
                    values.iter().map(|(name, value)| (*name, value as &dyn ToSql)).collect();
                values.push((":last", &last));
                values.push((":limit", &page));
                let mut statement = connection.prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM article WHERE {condition} AND article.key < :last \
                     ORDER BY article.key DESC LIMIT :limit"
                ))?;
                let rows: Vec<Row> =
                    statement.query_map(&values[..], Row::read)?.collect::<rusqlite::Result<_>>()?;
                Ok(rows
                    .into_iter()
                    .map(|row| (row.key, article::load(connection, &row).ok()))
                    .collect::<Vec<_>>())
            })?;
            let Some((key, _)) = articles.last() else { return Ok(()) };
            last = *key;
            articles.iter().filter_map(|(_, article)| article.as_ref()).for_each(&mut *visit);
        }
    }
}

/// Whether an article has a link to an own article that leads nowhere, in SQL.
pub(crate) const BROKEN_LINKS: &str = "EXISTS (SELECT 1 FROM article_link LEFT JOIN article AS target \
     ON target.id = article_link.target AND target.trashed_at IS NULL \
     WHERE article_link.article = article.key AND target.key IS NULL)";

impl Filter {
    /// Whether indexes know all that it asks for, so that no row need be looked at to count what it finds.
    fn is_of_indexes(&self) -> bool {
        let Self { shelf, tag, author, section, language, kind, live, broken_links } = self;
        let by_rows =
            section.is_some() || language.is_some() || kind.is_some() || live.is_some() || *broken_links;
        *shelf != Shelf::Trash && (tag.is_some() || author.is_some()) && !by_rows
    }

    /// The same for a search, which knows no trash.
    pub(crate) fn conditions(&self) -> Vec<Condition> {
        let status = match self.shelf {
            Shelf::Status(status) => Some(What::Status(status)),
            Shelf::All | Shelf::Trash => None,
        };
        let all = [
            status,
            self.tag.as_deref().map(|name| What::Tag(fold::folded(name))),
            self.author.as_deref().map(|name| What::AuthorIs(fold::folded(name))),
            self.section.as_deref().map(|name| What::Section(fold::folded(name))),
            self.language.clone().map(What::Language),
            self.kind.map(What::Kind),
            self.live.map(What::Live),
            self.broken_links.then_some(What::BrokenLinks),
        ];
        all.into_iter().flatten().map(|what| Condition { what, not: false }).collect()
    }

    /// The condition in SQL, and the values of its parameters.
    fn condition(&self) -> (String, Vec<(&'static str, String)>) {
        let mut sql = condition(self.shelf).to_owned();
        let mut values = Vec::new();
        let mut with = |part: &str, name: &'static str, value: String| {
            sql.push_str(" AND ");
            sql.push_str(part);
            values.push((name, value));
        };
        if let Shelf::Status(status) = self.shelf {
            with("TRUE", ":status", Status::as_str(status).to_owned());
        }
        if let Some(tag) = &self.tag {
            with(
                "article.key IN (SELECT article_tag.article FROM tag JOIN article_tag ON article_tag.tag = tag.key \
                 WHERE tag.folded = :tag)",
                ":tag",
                fold::folded(tag),
            );
        }
        if let Some(author) = &self.author {
            with(
                "article.key IN (SELECT article_author.article FROM author \
                 JOIN article_author ON article_author.author = author.key WHERE author.folded = :author)",
                ":author",
                fold::folded(author),
            );
        }
        if let Some(section) = &self.section {
            with("article.section = :section", ":section", section.clone());
        }
        if let Some(language) = &self.language {
            with(
                "(article.language = :language OR article.language GLOB :language || '-*')",
                ":language",
                language.as_str().to_owned(),
            );
        }
        match self.kind {
            Some(Kind::Page) => sql.push_str(" AND article.page = 1"),
            Some(Kind::Post) => sql.push_str(" AND article.page = 0"),
            None => {}
        }
        match self.live {
            Some(LiveState::No) => sql.push_str(" AND article.live IS NULL"),
            Some(LiveState::Same) => {
                sql.push_str(" AND article.live IS NOT NULL AND article.live_changed = 0")
            }
            Some(LiveState::Changed) => {
                sql.push_str(" AND article.live IS NOT NULL AND article.live_changed = 1")
            }
            None => {}
        }
        if self.broken_links {
            sql.push_str(" AND ");
            sql.push_str(BROKEN_LINKS);
        }
        (sql, values)
    }
}

impl Sort {
    fn order(self, reverse: bool) -> &'static str {
        match (self, reverse) {
            (Self::Changed, false) => "article.sort_at DESC, article.key DESC",
            (Self::Changed, true) => "article.sort_at, article.key",
            (Self::Published, false) => "article.published_at DESC, article.key DESC",
            (Self::Published, true) => "article.published_at, article.key",
            (Self::Created, false) => "article.created_at DESC, article.key DESC",
            (Self::Created, true) => "article.created_at, article.key",
            (Self::Title, false) => "article.title COLLATE NOCASE, article.key",
            (Self::Title, true) => "article.title COLLATE NOCASE DESC, article.key DESC",
        }
    }
}
