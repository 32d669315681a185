//! The words of the search index, and which of them begin with some letters.
//!
//! The index answers beginnings of two and three letters at once. For all others SQLite would put the places
//! of every such word together, for a common one those of the whole library; asked for word by word, it gives
//! the newest without reading the rest.

use rusqlite::{Connection, OptionalExtension as _};

use crate::error::Result;

/// How many letters the beginnings in the index have: the option `prefix` of the table.
const INDEXED: std::ops::RangeInclusive<usize> = 2..=3;

/// How many words are asked for one by one. More of them cost more than a beginning.
const MOST: usize = 48;

/// A word, or a beginning that is in the index.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ending {
    pub(crate) word: String,
    pub(crate) prefix: bool,
}

/// What stands for all words with a beginning; `None` where the index answers the beginning itself, or where
/// too many words begin so.
pub(crate) fn endings(connection: &Connection, beginning: &str) -> Result<Option<Vec<Ending>>> {
    let letters = beginning.chars().count();
    if INDEXED.contains(&letters) {
        return Ok(None);
    }
    // Of a single letter, what is looked for is the second.
    let longest = if letters < *INDEXED.start() { *INDEXED.start() } else { usize::MAX };
    connection.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab (main, search, instance)",
    )?;
    let mut next = connection.prepare_cached("SELECT term FROM temp.vocabulary WHERE term >= ?1 LIMIT 1")?;
    let mut endings: Vec<Ending> = Vec::new();
    let mut from = beginning.to_owned();
    while let Some(term) = next.query_row([&from], |row| row.get::<_, String>(0)).optional()? {
        if !term.starts_with(beginning) {
            break;
        }
        if endings.len() == MOST {
            return Ok(None);
        }
        let word: String = term.chars().take(longest).collect();
        let prefix = word.chars().count() == longest;
        // What comes after this word, or after all that begin with it.
        from.clone_from(&word);
        from.push(if prefix { char::MAX } else { '\u{1}' });
        endings.push(Ending { word, prefix });
    }
    Ok(Some(endings))
}
