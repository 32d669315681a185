//! Addresses: each leads to one article at the most, now or before.
//!
//! An address that a published article had is kept for it, so that old links still find it; another article
//! cannot take it. An article may take back an address of its own.

use model::{Metadata, Slug};
use rusqlite::{Connection, OptionalExtension as _};

use crate::error::{Error, Result};
use crate::row::Row;

/// How many numbers are tried behind a slug, before one is taken that is free as good as certainly.
const TRIED: u32 = 30;

/// The address an article is to have.
///
/// A chosen one has to be free. One made from the title follows the title until the article is published;
/// from then on it stays.
pub(crate) fn free_for(
    connection: &Connection,
    row: Option<&Row>,
    metadata: &Metadata,
    key: i64,
) -> Result<Slug> {
    if let Some(chosen) = &metadata.slug {
        if is_free(connection, chosen, key)? {
            return Ok(chosen.clone());
        }
        let suggestion = numbered(connection, chosen, key)?;
        return Err(Error::SlugTaken { slug: chosen.clone(), suggestion });
    }
    let made = from_title(&metadata.title);
    if let Some(row) = row {
        let follows = !row.was_published && (row.slug_chosen || row.title != metadata.title);
        if !follows || row.slug == made {
            return Ok(row.slug.clone());
        }
    }
    if is_free(connection, &made, key)? { Ok(made) } else { numbered(connection, &made, key) }
}

/// Keeps the address that a published article leaves.
pub(crate) fn keep_old(connection: &Connection, row: &Row, new: &Slug, until: i64) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM slug_history WHERE slug = ?1 AND article = ?2")?
        .execute((new.as_str(), row.key))?;
    if row.was_published && row.slug != *new {
        connection
            .prepare_cached("INSERT OR REPLACE INTO slug_history (slug, article, until) VALUES (?1, ?2, ?3)")?
            .execute((row.slug.as_str(), row.key, until))?;
    }
    Ok(())
}

fn from_title(title: &str) -> Slug {
    Slug::from_text(title)
        .or_else(|| Slug::from_text("untitled"))
        .unwrap_or_else(|| unreachable!("“untitled” holds letters, of which a slug is made"))
}

/// Whether no other article has the address, or had it while it was published.
fn is_free(connection: &Connection, slug: &Slug, key: i64) -> Result<bool> {
    let owner: Option<i64> = connection
        .prepare_cached(
            "SELECT key FROM article WHERE slug = ?1 AND key <> ?2 \
             UNION ALL SELECT article FROM slug_history WHERE slug = ?1 AND article <> ?2 LIMIT 1",
        )?
        .query_row((slug.as_str(), key), |row| row.get(0))
        .optional()?;
    Ok(owner.is_none())
}

fn numbered(connection: &Connection, slug: &Slug, key: i64) -> Result<Slug> {
    for number in 2..TRIED {
        let numbered = slug.numbered(number);
        if is_free(connection, &numbered, key)? {
            return Ok(numbered);
        }
    }
    // Thousands of untitled articles must not cost thousands of questions each.
    let mut number = u32::try_from(key.rem_euclid(1_000_000_000)).unwrap_or(0).max(TRIED);
    loop {
        let numbered = slug.numbered(number);
        if is_free(connection, &numbered, key)? {
            return Ok(numbered);
        }
        number = number.wrapping_mul(31).wrapping_add(7) % 1_000_000_000;
    }
}
