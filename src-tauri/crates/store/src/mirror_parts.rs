//! Single things of what the library knows of its mirror: what a round asks for that looks only at what was
//! touched. Each is found by an index, however large the library is.

use model::{ArticleId, ContentHash};
use rusqlite::{OptionalExtension as _, Params};

use crate::content::bytes;
use crate::error::Result;
use crate::mirror_state::{MirrorAgreement, MirrorArticle, MirrorShown, agreement};
use crate::row::hash_bytes;
use crate::store::Store;

/// The columns of an agreement, in the order in which they are read.
const AGREEMENT: &str = "SELECT article, slug, version, content, file, bytes FROM mirror_agreement";

impl Store {
    /// One article, from the trash too; `None` where there is none.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn mirror_article(&self, id: &ArticleId) -> Result<Option<MirrorArticle>> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT version, slug, trashed_at IS NOT NULL FROM article WHERE id = ?1")?
                .query_row([id.as_str()], |row| {
                    Ok(MirrorArticle {
                        id: id.clone(),
                        version: row.get(0)?,
                        slug: row.get(1)?,
                        trashed: row.get(2)?,
                    })
                })
                .optional()?)
        })
    }

    /// What is agreed on about one article.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn mirror_agreement(&self, article: &ArticleId) -> Result<Option<MirrorAgreement>> {
        Ok(self.some_agreements("article = ?1", [article.as_str()])?.pop())
    }

    /// What is agreed on about the file of a name.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn mirror_agreed_on(&self, file: &str) -> Result<Vec<MirrorAgreement>> {
        self.some_agreements("file = ?1", [file])
    }

    /// What is agreed on about files with these bytes.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn mirror_agreed_with(&self, bytes: &ContentHash) -> Result<Vec<MirrorAgreement>> {
        self.some_agreements("bytes = ?1", [hash_bytes(bytes)])
    }

    /// How many articles are agreed on.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn mirror_agreed(&self) -> Result<usize> {
        let count: i64 = self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT count(*) FROM mirror_agreement")?
                .query_row([], |row| row.get(0))?)
        })?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    fn some_agreements(&self, which: &str, parameters: impl Params) -> Result<Vec<MirrorAgreement>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!("{AGREEMENT} WHERE {which}"))?;
            let mut rows = statement.query(parameters)?;
            let mut agreements = Vec::new();
            while let Some(row) = rows.next()? {
                agreements.extend(agreement(row)?);
            }
            Ok(agreements)
        })
    }

    /// The pictures that the texts of the folder show, each with the article: all, or those under one path.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn mirror_pictures(&self, path: Option<&str>) -> Result<Vec<(ArticleId, MirrorShown)>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(match path {
                Some(_) => "SELECT article, path, bytes, stamp FROM mirror_picture WHERE path = ?1",
                None => "SELECT article, path, bytes, stamp FROM mirror_picture WHERE ?1 IS NULL",
            })?;
            let mut rows = statement.query([path])?;
            let mut pictures = Vec::new();
            while let Some(row) = rows.next()? {
                let article = ArticleId::parse(&row.get::<_, String>(0)?);
                let hash = <&[u8; 32]>::try_from(bytes(row.get_ref(2)?)).ok();
                if let (Ok(article), Some(hash)) = (article, hash) {
                    let bytes = ContentHash::from_bytes(hash);
                    let (path, stamp) = (row.get(1)?, row.get(3)?);
                    pictures.push((article, MirrorShown { path, bytes, stamp }));
                }
            }
            Ok(pictures)
        })
    }
}
