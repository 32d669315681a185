//! What a text names: other articles and media. Found by their form alone, so that this crate needs to know
//! nothing of Markdown: `article:<id>` and `media/<hash>.<extension>`.

use std::collections::BTreeSet;

use model::{ArticleId, ContentHash, Metadata};
use rusqlite::Connection;

use crate::error::Result;
use crate::row::hash_bytes;

/// The beginning of a link to an own article.
const ARTICLE: &str = "article:";

/// The beginning of the reference to a medium.
const MEDIUM: &str = "media/";

/// The articles a text links to.
pub(crate) fn articles_in(body: &str) -> BTreeSet<ArticleId> {
    after(body, ARTICLE, 36).filter_map(|id| ArticleId::parse(id).ok()).collect()
}

/// The media a text and its lead picture name.
pub(crate) fn media_in(metadata: &Metadata, body: &str) -> BTreeSet<ContentHash> {
    let mut media: BTreeSet<_> =
        after(body, MEDIUM, 64).filter_map(|hash| ContentHash::parse(hash).ok()).collect();
    media.extend(metadata.lead.as_ref().map(|lead| lead.medium.clone()));
    media
}

/// What stands behind each `mark`, `length` bytes of it.
fn after<'a>(body: &'a str, mark: &'static str, length: usize) -> impl Iterator<Item = &'a str> {
    body.match_indices(mark).filter_map(move |(at, _)| body.get(at + mark.len()..at + mark.len() + length))
}

/// Notes what the working copy of an article names, in place of what it named before.
pub(crate) fn replace(connection: &Connection, key: i64, metadata: &Metadata, body: &str) -> Result<()> {
    connection.prepare_cached("DELETE FROM article_link WHERE article = ?1")?.execute([key])?;
    connection
        .prepare_cached("UPDATE medium_use SET present = 0 WHERE article = ?1 AND present = 1")?
        .execute([key])?;
    write(connection, key, metadata, body)
}

/// Notes what the working copy of a new article names.
pub(crate) fn write(connection: &Connection, key: i64, metadata: &Metadata, body: &str) -> Result<()> {
    for target in articles_in(body) {
        connection
            .prepare_cached("INSERT INTO article_link (article, target) VALUES (?1, ?2)")?
            .execute((key, target.as_str()))?;
    }
    for medium in media_in(metadata, body) {
        connection
            .prepare_cached(
                "INSERT INTO medium_use (article, medium, present) VALUES (?1, ?2, 1) \
                 ON CONFLICT (article, medium) DO UPDATE SET present = 1",
            )?
            .execute((key, hash_bytes(&medium)))?;
    }
    Ok(())
}

/// Notes what a revision names that the working copy may not.
pub(crate) fn remember(connection: &Connection, key: i64, metadata: &Metadata, body: &str) -> Result<()> {
    for medium in media_in(metadata, body) {
        connection
            .prepare_cached(
                "INSERT INTO medium_use (article, medium, present) VALUES (?1, ?2, 0) \
                 ON CONFLICT (article, medium) DO NOTHING",
            )?
            .execute((key, hash_bytes(&medium)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_pictures_are_found_by_their_form_wherever_they_stand() {
        let id = "0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a";
        let hash = "ab".repeat(32);
        let body = format!("[a](article:{id}) ![](media/{hash}.jpg) article:short media/ü article:{id}é");
        assert_eq!(articles_in(&body).len(), 1);
        assert_eq!(media_in(&Metadata::default(), &body).len(), 1);
        assert!(articles_in("article:0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6é").is_empty());
    }
}
