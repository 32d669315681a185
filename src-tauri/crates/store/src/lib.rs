//! The library on disk: the only crate with SQL.
//!
//! A library is a folder with `library.db`, `media/`, `backups/` and `themes/`. What this crate promises:
//! an acknowledged save is never lost, nothing is overwritten silently, and no text is altered silently.
//! It knows no clock: times come in as parameters. Everything here is synchronous; call it from a worker.

mod article;
mod author_and_tag;
mod backup;
mod bulk;
mod change;
mod check;
mod connection;
mod content;
mod create;
mod damage;
mod error;
mod excerpt;
mod file;
mod filter;
mod fold;
mod link;
mod list;
mod media;
mod media_library;
mod migration;
mod operation;
mod origin;
mod profile;
mod publication;
mod publish;
mod query;
mod reference;
mod restore_backup;
mod revision;
mod row;
mod save;
mod schema;
mod search;
mod setting;
mod slug;
mod status;
mod store;
mod trash;
mod write_content;

pub use article::{Derived, NewArticle, StoredArticle};
pub use backup::BackupReport;
pub use bulk::Bulk;
pub use change::{Change, ChangeKind, Changes};
pub use check::{Repair, Report};
pub use error::{Error, Result};
pub use excerpt::Run;
pub use filter::{Filter, Sort};
pub use list::{Counts, LiveState, Shelf, Summary};
pub use media::LARGEST_MEDIUM;
pub use media_library::{MediaShelf, MediumUse};
pub use operation::{Operation, OperationId, OperationKind, Undone};
pub use origin::{Arrival, Source};
pub use profile::ProfileUse;
pub use publish::LiveArticle;
pub use revision::RevisionSummary;
pub use save::{LONGEST_TEXT, SaveArticle, Saved};
pub use search::Hit;
pub use store::{Migrated, Opened, Store};
