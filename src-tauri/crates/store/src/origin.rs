//! Where articles came from: sources of imports, the addresses they had there, and the comments that came along.

use model::{ArticleId, Comment, ContentHash, Moment, Slug};
use rusqlite::{Connection, OptionalExtension as _};

use crate::article::{self, NewArticle};
use crate::content::bytes;
use crate::error::{Error, Result};
use crate::row::{Row, hash_bytes};
use crate::save;
use crate::store::Store;

/// An article that comes in from elsewhere, with what belongs to it.
#[derive(Debug, Clone)]
pub struct Arrival<'a> {
    /// The article.
    pub article: NewArticle<'a>,
    /// Its name where it came from, and the hash of what was said there.
    pub source: Option<(&'a str, ContentHash)>,
    /// The addresses it had: paths from the root of its site, without a slash at the beginning.
    pub redirects: &'a [String],
    /// Its comments, in order.
    pub comments: &'a [Comment],
}

/// What is known of an article that came from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The article here.
    pub article: ArticleId,
    /// Its version.
    pub version: i64,
    /// The hash of what its source said when it came.
    pub item: ContentHash,
    /// Whether it was changed here since.
    pub changed: bool,
    /// Whether it is in the trash.
    pub trashed: bool,
}

impl Store {
    /// Takes in articles from elsewhere, all of them or none.
    ///
    /// # Errors
    /// As [`Store::create_article`].
    pub fn take_in(&self, arrivals: &[Arrival<'_>]) -> Result<Vec<ArticleId>> {
        for arrival in arrivals {
            save::verify_length(arrival.article.body)?;
        }
        self.write(|transaction| {
            let mut ids = Vec::with_capacity(arrivals.len());
            for arrival in arrivals {
                let id = article::create(transaction, &arrival.article, self.process())?;
                let key = Row::find(transaction, &id)?.key;
                if let Some((name, item)) = &arrival.source {
                    set_source(transaction, key, name, item)?;
                }
                add_redirects(transaction, key, arrival.redirects)?;
                set_comments(transaction, key, arrival.comments)?;
                ids.push(id);
            }
            Ok(ids)
        })
    }

    /// The article that came from a source; `None` where none did, or its article is gone for good.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn source(&self, name: &str) -> Result<Option<Source>> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT article.id, article.version, source.item, source.content <> content.hash, \
                     article.trashed_at IS NOT NULL FROM source JOIN article ON article.key = source.article \
                     JOIN content ON content.article = article.key WHERE source.name = ?1",
                )?
                .query_row([name], |row| {
                    let id: String = row.get(0)?;
                    let item: [u8; 32] = bytes(row.get_ref(2)?).try_into().unwrap_or_default();
                    Ok(ArticleId::parse(&id)
                        .ok()
                        .map(|article| (article, row.get(1), item, row.get(3), row.get(4))))
                })
                .optional()?
                .flatten()
                .map(|(article, version, item, changed, trashed)| {
                    Ok(Source {
                        article,
                        version: version?,
                        item: ContentHash::from_bytes(&item),
                        changed: changed?,
                        trashed: trashed?,
                    })
                })
                .transpose()
        })
    }

    /// Notes what the source of an article says now, that the article says the same, and what comes with it.
    ///
    /// # Errors
    /// [`Error::NotFound`], and what every write can meet.
    pub fn update_source(
        &self,
        id: &ArticleId,
        source: (&str, &ContentHash),
        redirects: &[String],
        comments: &[Comment],
    ) -> Result<()> {
        self.write(|transaction| {
            let key = Row::find(transaction, id)?.key;
            set_source(transaction, key, source.0, source.1)?;
            add_redirects(transaction, key, redirects)?;
            set_comments(transaction, key, comments)
        })
    }

    /// The comments of an article, in order.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn comments(&self, id: &ArticleId) -> Result<Vec<Comment>> {
        self.read(|connection| {
            let key = Row::find(connection, id)?.key;
            let mut statement = connection.prepare_cached(
                "SELECT source, parent, author, url, at, at_offset, text FROM comment WHERE article = ?1 \
                 ORDER BY position",
            )?;
            let rows = statement.query_map([key], |row| {
                let at: Option<i64> = row.get(4)?;
                let offset: Option<i16> = row.get(5)?;
                Ok(Comment {
                    source_id: row.get(0)?,
                    parent: row.get(1)?,
                    author: row.get(2)?,
                    url: row.get(3)?,
                    at: at.map(|at| Moment::from_milliseconds(at).at_offset(offset.unwrap_or(0))),
                    text: row.get(6)?,
                })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// A mark for the comments of each article that has any: other comments, another mark.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn comment_marks(&self) -> Result<Vec<(String, ArticleId)>> {
        self.read(|connection| {
            pairs(
                connection,
                "SELECT group_concat(source || ' ' || author || ' ' || url || ' ' || coalesce(at, '') || ' ' || text,                  char(0)), article.id FROM comment JOIN article ON article.key = comment.article \
                 WHERE article.live IS NOT NULL GROUP BY article.key ORDER BY article.key",
            )
        })
    }

    /// Replaces the comments of an article.
    ///
    /// # Errors
    /// [`Error::NotFound`], and what every write can meet.
    pub fn set_comments(&self, id: &ArticleId, comments: &[Comment]) -> Result<()> {
        self.write(|transaction| {
            let key = Row::find(transaction, id)?.key;
            set_comments(transaction, key, comments)
        })
    }

    /// Addresses that lead to published articles from before an import: path and article.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn redirects(&self) -> Result<Vec<(String, ArticleId)>> {
        self.read(|connection| {
            pairs(
                connection,
                "SELECT path, article.id FROM redirect JOIN article ON article.key = redirect.article \
                 WHERE article.live IS NOT NULL AND article.trashed_at IS NULL ORDER BY path",
            )
        })
    }

    /// Slugs that published articles had here before their present one.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn old_slugs(&self) -> Result<Vec<(Slug, ArticleId)>> {
        let found = self.read(|connection| {
            pairs(
                connection,
                "SELECT slug_history.slug, article.id FROM slug_history \
                 JOIN article ON article.key = slug_history.article \
                 WHERE article.live IS NOT NULL AND article.trashed_at IS NULL \
                 AND slug_history.slug <> article.live_slug ORDER BY slug_history.slug",
            )
        })?;
        Ok(found.into_iter().filter_map(|(slug, id)| Some((Slug::parse(&slug)?, id))).collect())
    }
}

fn pairs(connection: &Connection, sql: &str) -> Result<Vec<(String, ArticleId)>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let mut pairs = Vec::new();
    for row in rows {
        let (path, id) = row?;
        let id = ArticleId::parse(&id).map_err(|error| Error::damaged(&error.to_string()))?;
        pairs.push((path, id));
    }
    Ok(pairs)
}

fn set_source(connection: &Connection, key: i64, name: &str, item: &ContentHash) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO source (name, article, item, content) \
             SELECT ?1, ?2, ?3, hash FROM content WHERE article = ?2 \
             ON CONFLICT (name) DO UPDATE SET article = excluded.article, item = excluded.item, \
             content = excluded.content",
        )?
        .execute((name, key, hash_bytes(item)))?;
    Ok(())
}

/// An address leads to one article: who had it first keeps it.
fn add_redirects(connection: &Connection, key: i64, paths: &[String]) -> Result<()> {
    for path in paths {
        connection
            .prepare_cached(
                "INSERT INTO redirect (path, article) VALUES (?1, ?2) ON CONFLICT (path) DO NOTHING",
            )?
            .execute((path, key))?;
    }
    Ok(())
}

fn set_comments(connection: &Connection, key: i64, comments: &[Comment]) -> Result<()> {
    connection.prepare_cached("DELETE FROM comment WHERE article = ?1")?.execute([key])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO comment (article, position, source, parent, author, url, at, at_offset, text) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for (position, comment) in comments.iter().enumerate() {
        insert.execute((
            key,
            position as i64,
            &comment.source_id,
            &comment.parent,
            &comment.author,
            &comment.url,
            comment.at.map(Moment::milliseconds),
            comment.at.map(Moment::offset_minutes),
            &comment.text,
        ))?;
    }
    Ok(())
}
