//! Which row of the search index an article has.
//!
//! FTS5 answers in the order of its rows. A row is a turn and, below it, the key of the article; an article that is
//! changed moves into a later turn where too many stand above it. So the order of rows is the order of changes, but
//! for [`MISPLACED`] places, and the newest matches are read first, wherever in the library they are.

use rusqlite::Connection;

use crate::error::Result;

/// How many bits of a row are the key: as many keys as a set of them holds.
pub(crate) const KEY_BITS: u32 = 31;

/// The bits of a row that are the key.
pub(crate) const KEY: i64 = (1 << KEY_BITS) - 1;

/// How many rows may stand above that of an article when it is written, although they were written before it. Each
/// turn makes the index larger by some bytes for every word in it, so a turn is not taken for every save.
const MISPLACED: i64 = 64;

pub(crate) fn row(turn: i64, key: i64) -> i64 {
    turn << KEY_BITS | key & KEY
}

pub(crate) fn key(row: i64) -> i64 {
    row & KEY
}

/// The row that an article has.
pub(crate) fn of(connection: &Connection, key: i64) -> Result<i64> {
    let turn = connection
        .prepare_cached("SELECT search_turn FROM article WHERE key = ?1")?
        .query_row([key], |row| row.get(0))?;
    Ok(row(turn, key))
}

/// The row that an article is to have when it is written now. Notes it.
pub(crate) fn take(connection: &Connection, key: i64) -> Result<i64> {
    let newest: Option<i64> =
        connection.prepare_cached("SELECT max(id) FROM search_docsize")?.query_row([], |row| row.get(0))?;
    let mut turn = newest.map_or(0, |row| row >> KEY_BITS);
    let above: i64 = connection
        .prepare_cached("SELECT count(*) FROM (SELECT 1 FROM search_docsize WHERE id > ?1 LIMIT ?2)")?
        .query_row((row(turn, key), MISPLACED + 1), |row| row.get(0))?;
    turn += i64::from(above > MISPLACED);
    connection
        .prepare_cached("UPDATE article SET search_turn = ?2 WHERE key = ?1 AND search_turn <> ?2")?
        .execute((key, turn))?;
    Ok(row(turn, key))
}

/// How many articles stand between two rows, both counted; where that has to be counted, [`COUNTED`] at most.
pub(crate) fn between(connection: &Connection, first: i64, last: i64) -> Result<i64> {
    if first >> KEY_BITS == last >> KEY_BITS {
        return Ok(last - first + 1);
    }
    Ok(connection
        .prepare_cached(
            "SELECT count(*) FROM (SELECT 1 FROM search_docsize WHERE id BETWEEN ?1 AND ?2 LIMIT ?3)",
        )?
        .query_row((first, last, COUNTED), |row| row.get(0))?)
}

/// A millisecond's worth.
const COUNTED: i64 = 20_000;

#[cfg(test)]
mod tests {
    use super::*;

    /// As much of a library as rows need, with articles that were written one after the other.
    fn index(articles: i64) -> Connection {
        let connection = Connection::open_in_memory().expect("a database");
        connection
            .execute_batch(
                "CREATE TABLE article (key INTEGER PRIMARY KEY, search_turn INTEGER NOT NULL DEFAULT 0);
                 CREATE TABLE search_docsize (id INTEGER PRIMARY KEY);",
            )
            .expect("made");
        for key in 1..=articles {
            connection.execute("INSERT INTO article (key) VALUES (?1)", [key]).expect("made");
            write(&connection, key);
        }
        connection
    }

    fn write(connection: &Connection, key: i64) {
        let old = of(connection, key).expect("a row");
        connection.execute("DELETE FROM search_docsize WHERE id = ?1", [old]).expect("gone");
        let row = take(connection, key).expect("a row");
        assert_eq!(of(connection, key).expect("noted"), row);
        connection.execute("INSERT INTO search_docsize VALUES (?1)", [row]).expect("written");
    }

    #[test]
    fn what_was_written_last_is_never_far_below_the_first_row() {
        let connection = index(1_000);
        assert_eq!(of(&connection, 1_000).expect("a row"), 1_000, "new articles need no turn");
        for step in 1..2_000 {
            let key = step * 7_919 % 1_000 + 1;
            write(&connection, key);
            let above: i64 = connection
                .query_row(
                    "SELECT count(*) FROM search_docsize WHERE id > ?1",
                    [of(&connection, key).expect("a row")],
                    |row| row.get(0),
                )
                .expect("counted");
            assert!(above <= MISPLACED, "{above} above the article written last");
        }
        let turns = of(&connection, 1).expect("a row") >> KEY_BITS;
        assert!((1..=2_000 / MISPLACED).contains(&turns), "{turns} turns");
    }
}
