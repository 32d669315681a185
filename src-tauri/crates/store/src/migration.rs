//! From one schema to the next.
//!
//! Migrations only ever add files to `migrations/`; a file that was released is never edited.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::{Error, Result};
use crate::{publish, title_part};

/// All migrations in order: the first makes schema 1 from an empty database.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { sql: include_str!("migrations/0001_library.sql"), then: None },
    Migration { sql: include_str!("migrations/0002_organise.sql"), then: Some(publish::adopt) },
    Migration { sql: include_str!("migrations/0003_search.sql"), then: Some(title_part::adopt) },
    Migration { sql: include_str!("migrations/0004_mirror.sql"), then: None },
    Migration { sql: include_str!("migrations/0005_mirror_parts.sql"), then: None },
    Migration { sql: include_str!("migrations/0006_search_turn.sql"), then: None },
];

/// One step from a schema to the next.
#[derive(Clone, Copy)]
pub(crate) struct Migration {
    /// What changes the tables.
    sql: &'static str,
    /// What SQL alone cannot do with the rows that are there.
    then: Option<fn(&Transaction<'_>) -> Result<()>>,
}

/// The newest schema this program knows.
pub(crate) const CURRENT: i64 = MIGRATIONS.len() as i64;

/// The schema of a database, by its `user_version`.
pub(crate) fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Runs the migrations the database has not seen, all in one transaction: either the database is at the end
/// of `migrations`, or nothing has changed.
///
/// # Errors
/// [`Error::Damaged`] where a migration leaves a reference to nothing, and what SQLite reports.
pub(crate) fn migrate(connection: &Connection, migrations: &[Migration]) -> Result<()> {
    // Rebuilding a table needs the references switched off, and they cannot be switched within a transaction.
    connection.pragma_update(None, "foreign_keys", false)?;
    let outcome = migrate_in_transaction(connection, migrations);
    connection.pragma_update(None, "foreign_keys", true)?;
    outcome
}

fn migrate_in_transaction(connection: &Connection, migrations: &[Migration]) -> Result<()> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    // Read again under the lock: another process may have migrated while this one waited for it.
    let found = version(&transaction)?;
    for (index, migration) in migrations.iter().enumerate() {
        let number = index as i64 + 1;
        if number > found {
            transaction.execute_batch(migration.sql)?;
            if let Some(then) = migration.then {
                then(&transaction)?;
            }
            transaction.pragma_update(None, "user_version", number)?;
        }
    }
    let dangling = transaction.prepare("PRAGMA foreign_key_check")?.exists([])?;
    if dangling {
        return Err(Error::damaged("a reference inside it leads nowhere"));
    }
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Migration = sql("CREATE TABLE word (text TEXT) STRICT; INSERT INTO word VALUES ('lamp');");
    const SECOND: Migration =
        sql("ALTER TABLE word ADD COLUMN length INTEGER; UPDATE word SET length = length(text);");

    const fn sql(sql: &'static str) -> Migration {
        Migration { sql, then: None }
    }

    #[test]
    fn only_the_migrations_a_database_has_not_seen_are_run() {
        let connection = Connection::open_in_memory().expect("a database");
        migrate(&connection, &[FIRST]).expect("migrated");
        migrate(&connection, &[FIRST, SECOND]).expect("migrated");
        migrate(&connection, &[FIRST, SECOND]).expect("nothing to do");
        let row: (String, i64) = connection
            .query_row("SELECT text, length FROM word", [], |row| Ok((row.get(0)?, row.get(1)?)))
            .expect("one row");
        assert_eq!((row, version(&connection).expect("a version")), (("lamp".into(), 4), 2));
    }

    #[test]
    fn a_migration_that_fails_changes_nothing() {
        let connection = Connection::open_in_memory().expect("a database");
        migrate(&connection, &[FIRST]).expect("migrated");
        assert!(migrate(&connection, &[FIRST, SECOND, sql("CREATE TABLE word (again TEXT)")]).is_err());
        assert_eq!(version(&connection).expect("a version"), 1);
        assert!(connection.prepare("SELECT length FROM word").is_err());
    }

    #[test]
    fn a_migration_may_leave_no_reference_that_leads_nowhere() {
        let connection = Connection::open_in_memory().expect("a database");
        let broken = "CREATE TABLE a (b INTEGER PRIMARY KEY) STRICT;
            CREATE TABLE c (d INTEGER REFERENCES a (b)) STRICT; INSERT INTO c VALUES (7);";
        assert!(migrate(&connection, &[sql(broken)]).is_err());
        assert_eq!(version(&connection).expect("a version"), 0);
    }

    #[test]
    fn every_migration_has_its_number_in_its_name_and_is_listed() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/migrations");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
            .collect();
        names.sort();
        assert_eq!(names.len(), MIGRATIONS.len());
        for (index, name) in names.iter().enumerate() {
            assert!(name.starts_with(&format!("{:04}_", index + 1)), "{name}");
        }
    }
}
