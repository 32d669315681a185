//! Which articles carry a tag or an author's name. The names themselves are part of the metadata; these
//! tables are what finds articles by them.

use model::Metadata;
use rusqlite::{Connection, OptionalExtension as _};

use crate::error::Result;
use crate::fold;

/// Writes the rows of a new article.
pub(crate) fn write(connection: &Connection, article: i64, metadata: &Metadata) -> Result<()> {
    let insert = "INSERT INTO article_tag (article, tag, position) VALUES (?1, ?2, ?3)";
    for (position, name) in metadata.tags.iter().enumerate() {
        let tag = key_of(connection, Table::Tag, name)?;
        connection.prepare_cached(insert)?.execute((article, tag, position as i64))?;
    }
    let insert = "INSERT INTO article_author (article, author, position) VALUES (?1, ?2, ?3)";
    for (position, name) in metadata.authors.iter().enumerate() {
        let author = key_of(connection, Table::Author, name)?;
        connection.prepare_cached(insert)?.execute((article, author, position as i64))?;
    }
    Ok(())
}

/// Replaces the rows of an article.
pub(crate) fn replace(connection: &Connection, article: i64, metadata: &Metadata) -> Result<()> {
    connection.prepare_cached("DELETE FROM article_tag WHERE article = ?1")?.execute([article])?;
    connection.prepare_cached("DELETE FROM article_author WHERE article = ?1")?.execute([article])?;
    write(connection, article, metadata)
}

#[derive(Clone, Copy)]
enum Table {
    Tag,
    Author,
}

fn key_of(connection: &Connection, table: Table, name: &str) -> Result<i64> {
    let (find, insert) = match table {
        Table::Tag => {
            ("SELECT key FROM tag WHERE name = ?1", "INSERT INTO tag (name, folded) VALUES (?1, ?2)")
        }
        Table::Author => {
            ("SELECT key FROM author WHERE name = ?1", "INSERT INTO author (name, folded) VALUES (?1, ?2)")
        }
    };
    let found = connection.prepare_cached(find)?.query_row([name], |row| row.get(0)).optional()?;
    match found {
        Some(key) => Ok(key),
        None => {
            connection.prepare_cached(insert)?.execute((name, fold::folded(name)))?;
            Ok(connection.last_insert_rowid())
        }
    }
}
