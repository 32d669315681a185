//! Whether the search index fits the texts: in how many articles each word stands and how often, and how many
//! words each part of each article has.
//!
//! An index made anew would tell the same, ten times as slowly.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::content::bytes;
use crate::error::Result;
use crate::index_row;
use crate::watch::{self, Watch};

/// How many columns the index has.
const COLUMNS: usize = 7;

/// Words, counted.
#[derive(Default)]
pub(crate) struct Words {
    /// Of each word: in how many articles it stands, how often in all, and in which article it was seen last.
    counts: HashMap<Box<str>, (u64, u64, i64)>,
    /// Of each article: how many words each column has.
    sizes: HashMap<i64, [u64; COLUMNS]>,
}

impl Words {
    /// Counts the words of an article, as they go into the index. Each article is counted once.
    pub(crate) fn add(&mut self, key: i64, columns: &[String; COLUMNS]) {
        let mut sizes = [0; COLUMNS];
        for (column, size) in columns.iter().zip(&mut sizes) {
            for word in column.split(' ').filter(|word| !word.is_empty()) {
                *size += 1;
                if let Some((articles, times, last)) = self.counts.get_mut(word) {
                    *articles += u64::from(*last != key);
                    *times += 1;
                    *last = key;
                } else {
                    self.counts.insert(word.into(), (1, 1, key));
                }
            }
        }
        self.sizes.insert(key, sizes);
    }

    /// Adds the words of other articles.
    pub(crate) fn merge(&mut self, other: Self) {
        for (word, (articles, times, last)) in other.counts {
            let count = self.counts.entry(word).or_insert((0, 0, last));
            count.0 += articles;
            count.1 += times;
        }
        self.sizes.extend(other.sizes);
    }

    /// Whether the index of this database holds just these words.
    pub(crate) fn fit(&self, connection: &Connection, watch: &Watch<'_>) -> Result<bool> {
        connection.execute_batch("CREATE VIRTUAL TABLE temp.word USING fts5vocab (main, search, row)")?;
        let words = self.fit_counts(connection, watch);
        connection.execute_batch("DROP TABLE temp.word")?;
        Ok(words? && self.fit_sizes(connection)?)
    }

    fn fit_counts(&self, connection: &Connection, watch: &Watch<'_>) -> Result<bool> {
        let mut statement = connection.prepare("SELECT term, doc, cnt FROM temp.word")?;
        let mut rows = statement.query([])?;
        let (mut known, of) = (0, self.counts.len() as u64);
        while let Some(row) = rows.next()? {
            let Ok(word) = std::str::from_utf8(bytes(row.get_ref(0)?)) else { return Ok(false) };
            let expected = self.counts.get(word).map(|(articles, times, _)| (*articles, *times));
            let found: (i64, i64) = (row.get(1)?, row.get(2)?);
            if expected != Some((found.0.unsigned_abs(), found.1.unsigned_abs())) {
                return Ok(false);
            }
            known += 1;
            if known % 4096 == 0 {
                watch::step(watch, known.min(of), of)?;
            }
        }
        Ok(known == of)
    }

    fn fit_sizes(&self, connection: &Connection) -> Result<bool> {
        // An article whose row is not where it says is not found, and neither is a row that is nobody's.
        let all: i64 = connection.query_row("SELECT count(*) FROM search_docsize", [], |row| row.get(0))?;
        let mut statement = connection.prepare(
            "SELECT key, (SELECT sz FROM search_docsize WHERE id = search_turn << ?1 | key) FROM article",
        )?;
        let mut rows = statement.query([index_row::KEY_BITS])?;
        let mut known = 0;
        while let Some(row) = rows.next()? {
            let sizes = read_sizes(bytes(row.get_ref(1)?));
            if sizes.is_none() || sizes.as_ref() != self.sizes.get(&row.get(0)?) {
                return Ok(false);
            }
            known += 1;
        }
        Ok(known == self.sizes.len() && all == known as i64)
    }
}

/// The sizes of the columns as FTS5 keeps them: one variable-length integer each (SQLite's file format, 1.6).
fn read_sizes(mut packed: &[u8]) -> Option<[u64; COLUMNS]> {
    let mut sizes = [0_u64; COLUMNS];
    for size in &mut sizes {
        loop {
            let (byte, rest) = packed.split_first()?;
            packed = rest;
            *size = size.checked_mul(128)? | u64::from(byte & 0x7f);
            if byte & 0x80 == 0 {
                break;
            }
        }
    }
    packed.is_empty().then_some(sizes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_sqlite_packs_them() {
        assert_eq!(read_sizes(&[1, 0, 0x81, 0x00, 3, 0, 0x7f, 0]), Some([1, 0, 128, 3, 0, 127, 0]));
        assert_eq!(read_sizes(&[1, 2, 3]), None);
        assert_eq!(read_sizes(&[1, 2, 3, 4, 5, 6, 7, 8]), None);
    }
}
