//! One change for many articles, all of them or none, as an operation that can be undone.

use model::{ArticleId, Metadata, Moment, Origin, Status};
use rusqlite::Transaction;

use crate::article::sort_at;
use crate::change::{self, ChangeKind};
use crate::content::{self, Content};
use crate::error::Result;
use crate::list::Summary;
use crate::operation::{self, OperationId, OperationKind};
use crate::row::Row;
use crate::store::Store;
use crate::write_content::Ready;
use crate::{publish, revision};

/// A change for many articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bulk {
    /// Another status; [`Status::Published`] publishes what is not out yet.
    Status(Status),
    /// Makes the working copies live.
    Publish,
    /// To the trash.
    Trash,
    /// Back from the trash.
    Restore,
    /// Another tag, behind those that are there.
    AddTag(String),
    /// A tag less.
    RemoveTag(String),
    /// Another section, or none.
    Section(Option<String>),
}

impl Store {
    /// Changes many articles at once. What is that way already is left as it is.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound), [`Error::ArticleDamaged`](crate::Error::ArticleDamaged),
    /// and what every write can meet: then nothing was changed.
    pub fn change_many(
        &self,
        ids: &[ArticleId],
        bulk: &Bulk,
        label: &str,
        origin: Origin,
        now: Moment,
    ) -> Result<(OperationId, Vec<Summary>)> {
        self.write(|transaction| {
            let operation = operation::begin(transaction, OperationKind::Bulk, label, origin, now)?;
            let mut summaries = Vec::with_capacity(ids.len());
            for id in ids {
                let row = Row::find_intact(transaction, id)?;
                operation::note(transaction, operation, &row, now)?;
                summaries.push(change_one(transaction, row, bulk, origin, now, self.process())?);
                operation::noted(transaction, operation, id)?;
            }
            Ok((operation, summaries))
        })
    }
}

fn change_one(
    transaction: &Transaction<'_>,
    row: Row,
    bulk: &Bulk,
    origin: Origin,
    now: Moment,
    process: i64,
) -> Result<Summary> {
    let id = row.id.clone();
    let edit: Box<dyn Fn(&mut Metadata)> = match bulk {
        Bulk::Publish => return publish::publish(transaction, &id, origin, now, process),
        Bulk::Status(status) => {
            return move_one(transaction, row, ChangeKind::Status, origin, now, process, |row| {
                row.status = *status;
            });
        }
        Bulk::Trash => {
            return move_one(transaction, row, ChangeKind::Trashed, origin, now, process, |row| {
                row.trashed_at.get_or_insert(now);
            });
        }
        Bulk::Restore => {
            return move_one(transaction, row, ChangeKind::Untrashed, origin, now, process, |row| {
                row.trashed_at = None;
            });
        }
        Bulk::AddTag(tag) => {
            let tag = tag.clone();
            Box::new(move |metadata| metadata.tags.push(tag.clone()))
        }
        Bulk::RemoveTag(tag) => {
            let tag = tag.clone();
            Box::new(move |metadata| metadata.tags.retain(|other| *other != tag))
        }
        Bulk::Section(section) => {
            let section = section.clone();
            Box::new(move |metadata| metadata.section.clone_from(&section))
        }
    };
    edit_metadata(transaction, row, &edit, origin, now, process)
}

/// Changes where an article stands.
pub(crate) fn move_one(
    transaction: &Transaction<'_>,
    before: Row,
    kind: ChangeKind,
    origin: Origin,
    now: Moment,
    process: i64,
    step: impl Fn(&mut Row),
) -> Result<Summary> {
    let mut row = before.clone();
    step(&mut row);
    if row == before {
        return Summary::of(transaction, row);
    }
    publish::follow_status(transaction, &mut row, origin, now)?;
    row.version += 1;
    row.updated_at = now;
    row.sort_at = sort_at(transaction, origin, now)?;
    row.update(transaction)?;
    change::write(transaction, process, kind, Some(&row), origin, now)?;
    Summary::of(transaction, row)
}

/// Changes metadata that nothing found out about the text depends on. What was live without changes stays
/// so: a new name of a tag is no news that waits for the author to publish it.
pub(crate) fn edit_metadata(
    transaction: &Transaction<'_>,
    mut row: Row,
    edit: &dyn Fn(&mut Metadata),
    origin: Origin,
    now: Moment,
    process: i64,
) -> Result<Summary> {
    let content = Content::load(transaction, row.key)?
        .ok_or_else(|| revision::article_damaged(transaction, row.key, &row.id))?;
    let (old, body) = content.unpack()?;
    let mut metadata = old.clone();
    edit(&mut metadata);
    let metadata = content::normal(&metadata);
    if metadata == old {
        return Summary::of(transaction, row);
    }
    let ready = Ready::new(&metadata, body);
    row.tags.clone_from(&metadata.tags);
    row.section.clone_from(&metadata.section);
    row.version += 1;
    row.origin = origin;
    row.updated_at = now;
    row.sort_at = sort_at(transaction, origin, now)?;
    ready.replace(transaction, &row)?;
    if row.live.as_ref().is_some_and(|live| !live.changed) {
        publish::go_live(transaction, &mut row, origin, now)?;
    }
    row.update(transaction)?;
    change::write(transaction, process, ChangeKind::Saved, Some(&row), origin, now)?;
    Summary::of(transaction, row)
}
