//! Titles by any part of them, three letters and longer: what was typed from the middle of a word is found as
//! well. Texts are not: an index of all their parts would make the library more than twice as large.

use rusqlite::{Connection, Transaction};

use crate::content::bytes;
use crate::error::Result;
use crate::find::Filter;
use crate::fold;
use crate::key_set::KeySet;
use crate::query::{Query, What};

/// The fewest letters that are looked for.
const FEWEST: usize = 3;

/// Notes a title, folded.
pub(crate) fn write(connection: &Connection, key: i64, title: &str) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO title_part (rowid, title) VALUES (?1, ?2)")?
        .execute((key, title))?;
    Ok(())
}

/// Forgets a title.
pub(crate) fn remove(connection: &Connection, key: i64) -> Result<()> {
    connection.prepare_cached("DELETE FROM title_part WHERE rowid = ?1")?.execute([key])?;
    Ok(())
}

/// Notes the titles that were there before this index was.
pub(crate) fn adopt(transaction: &Transaction<'_>) -> Result<()> {
    let mut statement = transaction.prepare("SELECT key, title FROM article ORDER BY key")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let title = String::from_utf8_lossy(bytes(row.get_ref(1)?)).into_owned();
        write(transaction, row.get(0)?, &fold::folded(&title))?;
    }
    Ok(())
}

/// Adds articles whose title holds every word of a question without alternatives, somewhere, those changed last
/// first.
pub(crate) fn add(connection: &Connection, query: &Query, keys: &mut Vec<i64>, limit: usize) -> Result<()> {
    let Some(parts) = parts(query).filter(|_| keys.len() < limit) else { return Ok(()) };
    let mut statement = connection.prepare_cached(
        "SELECT article.key FROM title_part CROSS JOIN article ON article.key = title_part.rowid \
         WHERE title_part MATCH ?1 AND article.trashed_at IS NULL ORDER BY article.sort_at DESC, article.key DESC",
    )?;
    let filter = Filter::new(query.alternatives.first().map_or(&[], Vec::as_slice));
    let mut found = KeySet::default();
    keys.iter().for_each(|key| found.insert(*key));
    let mut rows = statement.query([parts])?;
    while keys.len() < limit
        && let Some(row) = rows.next()?
    {
        let key: i64 = row.get(0)?;
        if !found.contains(key) && (filter.is_empty() || filter.lets_pass(connection, key)?) {
            keys.push(key);
        }
    }
    Ok(())
}

/// What the title has to hold, in the language of FTS5; `None` where the question has alternatives or words that
/// are not wanted, no words, or one that is too short.
fn parts(query: &Query) -> Option<String> {
    let [conditions] = &query.alternatives[..] else { return None };
    let mut parts = Vec::new();
    for condition in conditions {
        let What::Words(words) = &condition.what else { continue };
        let part = words.tokens.join(" ");
        if condition.not || part.chars().count() < FEWEST {
            return None;
        }
        parts.push(format!("\"{part}\""));
    }
    (!parts.is_empty()).then(|| parts.join(" AND "))
}
