//! What a library's database consists of, and whether a given one consists of just that.
//!
//! A database is a program as much as it is data: a trigger or view that somebody added would run with our
//! statements. So a library is opened for writing only if every object in it is one of ours, word for word.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rusqlite::Connection;

use crate::error::{Error, Result};
use crate::migration::{self, MIGRATIONS};

/// The `application_id` of a library: "Gley".
pub(crate) const LIBRARY: i64 = 0x476c_6579;

/// The `application_id` of a backup in one file: "Glbk". A backup is restored, never opened as a library.
pub(crate) const BACKUP: i64 = 0x476c_626b;

/// Kind and definition of each object by its name.
type Objects = BTreeMap<String, (String, Option<String>)>;

/// Whose file this is, by its `application_id`.
pub(crate) fn application(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA application_id", [], |row| row.get(0))?)
}

/// Verifies that the database consists of what the migrations made and of nothing else.
///
/// # Errors
/// [`Error::Damaged`] with the name of the first object that is missing, added or different.
pub(crate) fn verify(connection: &Connection) -> Result<()> {
    static EXPECTED: OnceLock<Objects> = OnceLock::new();
    let expected = match EXPECTED.get() {
        Some(expected) => expected,
        None => {
            let fresh = Connection::open_in_memory()?;
            migration::migrate(&fresh, MIGRATIONS)?;
            EXPECTED.get_or_init(|| objects(&fresh).unwrap_or_default())
        }
    };
    let found = objects(connection)?;
    for (name, definition) in &found {
        match expected.get(name) {
            None => {
                return Err(Error::damaged(&format!(
                    "it holds the {} “{name}”, which is none of Galley's",
                    definition.0
                )));
            }
            Some(ours) if ours != definition => {
                return Err(Error::damaged(&format!("the definition of “{name}” in it was changed")));
            }
            Some(_) => {}
        }
    }
    match expected.keys().find(|name| !found.contains_key(*name)) {
        Some(name) => Err(Error::damaged(&format!("“{name}” is missing from it"))),
        None => Ok(()),
    }
}

/// Verifies, in a library of a newer schema, that what is read from is tables: a view could be anything.
pub(crate) fn verify_newer(connection: &Connection) -> Result<()> {
    let found = objects(connection)?;
    for name in ["article", "content", "medium", "publication", "revision", "setting"] {
        if found.get(name).is_none_or(|(kind, _)| kind != "table") {
            return Err(Error::damaged(&format!("“{name}” in it is not a table")));
        }
    }
    Ok(())
}

/// All objects but those SQLite keeps for itself. Of the tables behind the search index only the kind
/// counts: their definitions are SQLite's, and may change with it.
fn objects(connection: &Connection) -> Result<Objects> {
    let mut statement = connection.prepare("SELECT name, type, sql FROM sqlite_schema")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, (row.get::<_, String>(1)?, row.get::<_, Option<String>>(2)?)))
    })?;
    let mut objects = Objects::new();
    for row in rows {
        let (name, (kind, sql)) = row?;
        let own = name.starts_with("sqlite_") && kind != "trigger" && kind != "view";
        if own {
            continue;
        }
        let behind_an_index = name.starts_with("search_") || name.starts_with("title_part_");
        let sql = if behind_an_index { None } else { sql };
        objects.insert(name, (kind, sql));
    }
    Ok(objects)
}
