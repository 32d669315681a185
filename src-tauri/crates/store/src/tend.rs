//! What keeps a library quick, done while nobody waits for it.
//!
//! SQLite by itself empties the log into the database, and merges the parts of the search index, within whichever
//! save makes it due: one in some dozen saves of a large library then takes ten times as long as the others. Where
//! somebody looks after a library, both are done between the saves instead, on this thread. A program that runs one
//! command looks after nothing: there SQLite does it as it always does.

use rusqlite::Connection;

use crate::connection;
use crate::error::Result;
use crate::store::Store;

/// From so many pages of 4 KB on, the log is emptied into the database.
const LOG: i64 = 1_000;

/// So many pages may the log have before a save empties it nevertheless, because it grows faster than it is emptied.
const LONGEST_LOG: i64 = 8_192;

/// How many pages of the search index are merged at once: some milliseconds' worth, which a save may have to wait.
const MERGED_AT_ONCE: i64 = 64;

/// The tables of the search index.
const INDEXES: [&str; 2] = ["search", "title_part"];

/// What looking after the library keeps from one time to the next.
#[derive(Debug, Default)]
pub(crate) struct Tending {
    pub(crate) connection: Option<Connection>,
    /// How many rows the writer had changed when it was looked at last; `None` before the first look.
    pub(crate) changes: Option<u64>,
    /// Whether the search index may hold parts that are to be merged.
    pub(crate) unmerged: bool,
}

impl Store {
    /// Does a little of what is due, if anything: empties the log into the database, beside readers and writers;
    /// and, when nobody has written since the last call, merges what the last saves added to the search index.
    /// To be called some times a second for as long as the library is open.
    ///
    /// # Errors
    /// What SQLite reports. Nothing is lost by it, and the next call tries again.
    pub fn tend(&self) -> Result<()> {
        if self.read_only().is_some() {
            return Ok(());
        }
        let mut tending = self.tending();
        let outcome = self.empty_log_beside(&mut tending).and_then(|()| self.merge_when_idle(&mut tending));
        if outcome.is_err() {
            tending.connection = None;
        }
        drop(tending);
        outcome.map_err(|error| self.explain(error))
    }

    fn empty_log_beside(&self, tending: &mut Tending) -> Result<()> {
        let connection = match &mut tending.connection {
            Some(connection) => connection,
            none => none.insert(connection::open(self.path(), connection::Access::Write)?),
        };
        // Looks, and does nothing.
        let (in_log, emptied) = checkpoint(connection, "NOOP")?;
        if in_log - emptied >= LOG {
            checkpoint(connection, "PASSIVE")?;
        }
        Ok(())
    }

    fn merge_when_idle(&self, tending: &mut Tending) -> Result<()> {
        let looked = self.with_idle_writer(|writer| {
            writer.pragma_update(None, "wal_autocheckpoint", LONGEST_LOG)?;
            Ok(writer.total_changes())
        });
        let Some(changes) = looked.transpose()? else { return Ok(()) };
        match tending.changes.replace(changes) {
            // Another program may have left something to merge, or the one before this.
            None => {
                self.write(|transaction| {
                    INDEXES.iter().try_for_each(|index| leave_merging_to_us(transaction, index))
                })?;
                tending.unmerged = true;
            }
            Some(before) if before != changes => tending.unmerged = true,
            Some(_) if tending.unmerged => {
                tending.unmerged = self.write(|transaction| merge_a_little(transaction))?;
                // What was done just now is no news.
                tending.changes = self.with_idle_writer(|writer| Ok(writer.total_changes())).transpose()?;
            }
            Some(_) => {}
        }
        Ok(())
    }
}

/// Answers whether there may be more to merge.
fn merge_a_little(connection: &Connection) -> Result<bool> {
    let mut more = false;
    for index in INDEXES {
        let before = connection.total_changes();
        let merge = format!("INSERT INTO {index} ({index}, rank) VALUES ('merge', ?1)");
        connection.prepare_cached(&merge)?.execute([MERGED_AT_ONCE])?;
        // The FTS5 documentation, section 6.8: fewer than two mean that there was nothing to merge.
        more |= connection.total_changes() - before >= 2;
    }
    Ok(more)
}

/// Keeps FTS5 from merging within saves. Its own emergency stays: sixteen parts of one size are made one at once.
/// With more of them a search takes as much longer as a save would gain.
fn leave_merging_to_us(connection: &Connection, index: &str) -> Result<()> {
    let set: bool = connection
        .prepare_cached(&format!(
            "SELECT EXISTS (SELECT 1 FROM {index}_config WHERE k = 'automerge' AND v = 0)"
        ))?
        .query_row([], |row| row.get(0))?;
    if !set {
        connection.execute(&format!("INSERT INTO {index} ({index}, rank) VALUES ('automerge', 0)"), [])?;
    }
    Ok(())
}

/// Runs a checkpoint of this kind; answers how many pages are in the log, and how many of them in the database too.
fn checkpoint(connection: &Connection, kind: &str) -> Result<(i64, i64)> {
    Ok(connection
        .query_row(&format!("PRAGMA wal_checkpoint({kind})"), [], |row| Ok((row.get(1)?, row.get(2)?)))?)
}
