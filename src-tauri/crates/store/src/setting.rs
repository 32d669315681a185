//! Small texts the program keeps in the library, such as where the window was.

use rusqlite::OptionalExtension as _;

use crate::error::Result;
use crate::store::Store;

impl Store {
    /// The text kept under a key.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
                .query_row([key], |row| row.get(0))
                .optional()?)
        })
    }

    /// Keeps a text under a key, in place of what was there.
    ///
    /// # Errors
    /// What every write can meet.
    pub fn set_setting(&self, key: &str, value: &str) -> Result<()> {
        if self.setting(key)?.as_deref() == Some(value) {
            return Ok(());
        }
        self.write(|transaction| {
            transaction
                .prepare_cached(
                    "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
                )?
                .execute((key, value))?;
            Ok(())
        })
    }
}
