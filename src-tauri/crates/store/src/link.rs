//! Links between articles.

use model::ArticleId;

use crate::error::Result;
use crate::list::Summary;
use crate::row::COLUMNS;
use crate::store::Store;

impl Store {
    /// The articles outside the trash whose working copies link to this one.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn backlinks(&self, id: &ArticleId) -> Result<Vec<Summary>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT {COLUMNS}, (SELECT kind FROM medium WHERE hash = article.lead) FROM article_link \
                 JOIN article ON article.key = article_link.article \
                 WHERE article_link.target = ?1 AND article.trashed_at IS NULL ORDER BY article.sort_at DESC"
            ))?;
            let rows = statement.query_map([id.as_str()], Summary::read)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The ids in the text of an article that lead to no article, or into the trash.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn broken_links_of(&self, id: &ArticleId) -> Result<Vec<ArticleId>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT article_link.target FROM article JOIN article_link ON article_link.article = article.key \
                 LEFT JOIN article AS target ON target.id = article_link.target AND target.trashed_at IS NULL \
                 WHERE article.id = ?1 AND target.key IS NULL ORDER BY article_link.target",
            )?;
            let rows = statement.query_map([id.as_str()], |row| row.get::<_, String>(0))?;
            Ok(rows.filter_map(|id| ArticleId::parse(&id.ok()?).ok()).collect())
        })
    }

    /// The links to own articles that lead to none, or into the trash: who links, and the id that was written.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn broken_links(&self) -> Result<Vec<(ArticleId, ArticleId)>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT article.id, article_link.target FROM article_link \
                 JOIN article ON article.key = article_link.article AND article.trashed_at IS NULL \
                 LEFT JOIN article AS target ON target.id = article_link.target AND target.trashed_at IS NULL \
                 WHERE target.key IS NULL ORDER BY article.key, article_link.target",
            )?;
            let rows =
                statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
            let mut broken = Vec::new();
            for row in rows {
                let (from, to) = row?;
                if let (Ok(from), Ok(to)) = (ArticleId::parse(&from), ArticleId::parse(&to)) {
                    broken.push((from, to));
                }
            }
            Ok(broken)
        })
    }
}
