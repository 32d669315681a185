//! From shelf to shelf, to the trash and back.

use model::{ArticleId, Moment, Origin, Status};
use rusqlite::Transaction;

use crate::article::sort_at;
use crate::change::{self, ChangeKind};
use crate::error::Result;
use crate::list::Summary;
use crate::publish;
use crate::row::Row;
use crate::store::Store;

impl Store {
    /// Gives articles another status, all of them or none. One that has it already is left as it is.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound), [`Error::ArticleDamaged`](crate::Error::ArticleDamaged),
    /// and what every write can meet.
    pub fn set_status(
        &self,
        ids: &[ArticleId],
        status: Status,
        origin: Origin,
        now: Moment,
    ) -> Result<Vec<Summary>> {
        self.move_articles(ids, ChangeKind::Status, origin, now, |row| {
            let moved = row.status != status;
            row.status = status;
            moved
        })
    }

    /// Moves articles to the trash, all of them or none. Nothing of them is lost; they can still be read,
    /// and a save that was under way still arrives.
    ///
    /// # Errors
    /// As [`Store::set_status`].
    pub fn trash(&self, ids: &[ArticleId], origin: Origin, now: Moment) -> Result<Vec<Summary>> {
        self.move_articles(ids, ChangeKind::Trashed, origin, now, |row| {
            let moved = row.trashed_at.is_none();
            row.trashed_at.get_or_insert(now);
            moved
        })
    }

    /// Brings articles back from the trash to where they stood, all of them or none.
    ///
    /// # Errors
    /// As [`Store::set_status`].
    pub fn restore(&self, ids: &[ArticleId], origin: Origin, now: Moment) -> Result<Vec<Summary>> {
        self.move_articles(ids, ChangeKind::Untrashed, origin, now, |row| row.trashed_at.take().is_some())
    }

    fn move_articles(
        &self,
        ids: &[ArticleId],
        kind: ChangeKind,
        origin: Origin,
        now: Moment,
        step: impl Fn(&mut Row) -> bool,
    ) -> Result<Vec<Summary>> {
        let process = self.process();
        self.write(|transaction| {
            let one = |id| move_article(transaction, id, kind, origin, now, process, &step);
            ids.iter().map(one).collect()
        })
    }
}

pub(crate) fn move_article(
    transaction: &Transaction<'_>,
    id: &ArticleId,
    kind: ChangeKind,
    origin: Origin,
    now: Moment,
    process: i64,
    step: &impl Fn(&mut Row) -> bool,
) -> Result<Summary> {
    let mut row = Row::find_intact(transaction, id)?;
    if step(&mut row) {
        publish::follow_status(transaction, &mut row, origin, now)?;
        row.version += 1;
        row.updated_at = now;
        row.sort_at = sort_at(transaction, origin, now)?;
        row.update(transaction)?;
        change::write(transaction, process, kind, Some(&row), origin, now)?;
    }
    Summary::of(transaction, row)
}
