//! One hash over everything in the library that a site is made from: where it is what it was, so is the site.

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest as _, Sha256};

use crate::error::Result;
use crate::row::COLUMNS;
use crate::store::Store;

/// Everything that [`Store::live_articles`], [`Store::live_text`], [`Store::comments`], [`Store::profiles`],
/// [`Store::redirects`], [`Store::old_slugs`], [`Store::publication`] and [`Store::medium`] answer from. Texts and
/// metadata count by the hash that stands beside them; a column more only means another look that was not needed.
fn questions() -> [String; 10] {
    [
        format!(
            "SELECT {COLUMNS}, content.hash, revision.hash, revision.taken_at, revision.taken_offset FROM article \
             JOIN content ON content.article = article.key JOIN revision ON revision.id = article.live \
             WHERE article.trashed_at IS NULL ORDER BY article.key"
        ),
        // Who came first keeps the plain address, also where no live article has the name; not one that nobody uses.
        "SELECT key, name, EXISTS (SELECT 1 FROM article_tag JOIN article ON article.key = article_tag.article \
         WHERE article_tag.tag = tag.key AND article.trashed_at IS NULL) FROM tag ORDER BY key"
            .into(),
        "SELECT key, name, EXISTS (SELECT 1 FROM article_author JOIN article ON article.key = article_author.article \
         WHERE article_author.author = author.key AND article.trashed_at IS NULL) FROM author ORDER BY key"
            .into(),
        "SELECT section, min(key) AS first, EXISTS (SELECT 1 FROM article AS other \
         WHERE other.section = article.section AND other.trashed_at IS NULL) FROM article \
         WHERE section IS NOT NULL GROUP BY section ORDER BY first"
            .into(),
        "SELECT * FROM profile ORDER BY kind, name".into(),
        "SELECT * FROM redirect ORDER BY path".into(),
        "SELECT * FROM slug_history ORDER BY slug".into(),
        "SELECT * FROM publication".into(),
        "SELECT * FROM comment ORDER BY article, position".into(),
        "SELECT * FROM medium ORDER BY hash".into(),
    ]
}

impl Store {
    /// The hash. Another one: maybe another site; the same one: certainly the same.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn site_state(&self) -> Result<[u8; 32]> {
        self.read(|connection| {
            let mut digest = Sha256::new();
            for question in questions() {
                take_in(connection, &question, &mut digest)?;
            }
            Ok(digest.finalize().into())
        })
    }
}

fn take_in(connection: &Connection, question: &str, digest: &mut Sha256) -> Result<()> {
    let mut statement = connection.prepare_cached(question)?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            let (kind, bytes): (u8, &[u8]) = match row.get_ref(column)? {
                ValueRef::Null => (0, &[]),
                ValueRef::Integer(number) => {
                    digest.update([1]);
                    digest.update(number.to_le_bytes());
                    continue;
                }
                ValueRef::Real(number) => {
                    digest.update([2]);
                    digest.update(number.to_le_bytes());
                    continue;
                }
                ValueRef::Text(text) => (3, text),
                ValueRef::Blob(blob) => (4, blob),
            };
            digest.update([kind]);
            digest.update((bytes.len() as u64).to_le_bytes());
            digest.update(bytes);
        }
        digest.update([5]);
    }
    digest.update([6]);
    Ok(())
}
