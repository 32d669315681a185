//! From one schema to the next.
//!
//! Migrations only ever add files to `migrations/`; a file that was released is never edited.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::{Error, Result};

/// All migrations in order: the first makes schema 1 from an empty database.
pub(crate) const MIGRATIONS: &[&str] = &[include_str!("migrations/0001_library.sql")];

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
pub(crate) fn migrate(connection: &Connection, migrations: &[&str]) -> Result<()> {
    // Rebuilding a table needs the references switched off, and they cannot be switched within a transaction.
    connection.pragma_update(None, "foreign_keys", false)?;
    let outcome = migrate_in_transaction(connection, migrations);
    connection.pragma_update(None, "foreign_keys", true)?;
    outcome
}

fn migrate_in_transaction(connection: &Connection, migrations: &[&str]) -> Result<()> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    // Read again under the lock: another process may have migrated while this one waited for it.
    let found = version(&transaction)?;
    for (index, sql) in migrations.iter().enumerate() {
        let number = index as i64 + 1;
        if number > found {
            transaction.execute_batch(sql)?;
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
