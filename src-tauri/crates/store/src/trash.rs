//! What goes for good: articles from the trash with their revisions, and pictures that nothing names.

use model::{ArticleId, Moment, Origin};
use rusqlite::Transaction;

use crate::change::{self, ChangeKind};
use crate::error::Result;
use crate::row::{COLUMNS, Row};
use crate::search;
use crate::store::Store;

impl Store {
    /// Removes articles in the trash for good, with their revisions: those named, or all. Only those that went
    /// to the trash before `before`, where that is given. Answers how many went.
    ///
    /// # Errors
    /// What every write can meet: then nothing was removed.
    pub fn empty_trash(
        &self,
        ids: Option<&[ArticleId]>,
        before: Option<Moment>,
        origin: Origin,
        now: Moment,
    ) -> Result<u32> {
        self.write(|transaction| {
            let mut statement = transaction.prepare(&format!(
                "SELECT {COLUMNS} FROM article WHERE trashed_at IS NOT NULL AND trashed_at < ?1 ORDER BY key"
            ))?;
            let before = before.map_or(i64::MAX, Moment::milliseconds);
            let rows: Vec<Row> =
                statement.query_map([before], Row::read)?.collect::<rusqlite::Result<_>>()?;
            let mut gone = 0;
            for row in rows {
                if ids.is_none_or(|ids| ids.contains(&row.id)) {
                    remove(transaction, &row)?;
                    change::write(transaction, self.process(), ChangeKind::Removed, Some(&row), origin, now)?;
                    gone += 1;
                }
            }
            Ok(gone)
        })
    }
}

fn remove(transaction: &Transaction<'_>, row: &Row) -> Result<()> {
    search::remove(transaction, row.key)?;
    for sql in [
        "UPDATE article SET live = NULL WHERE key = ?1",
        "DELETE FROM operation_step WHERE article = ?1",
        "DELETE FROM revision WHERE article = ?1",
        "DELETE FROM title_part WHERE rowid = ?1",
        "DELETE FROM article WHERE key = ?1",
    ] {
        transaction.prepare_cached(sql)?.execute([row.key])?;
    }
    Ok(())
}
