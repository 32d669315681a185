//! The library on disk: the only crate with SQL.
//!
//! A library is a folder with `library.db`, `media/`, `backups/` and `themes/`. What this crate promises:
//! an acknowledged save is never lost, nothing is overwritten silently, and no text is altered silently.
//! It knows no clock: times come in as parameters. Everything here is synchronous; call it from a worker.

mod article;
mod author_and_tag;
mod backup;
mod change;
mod check;
mod connection;
mod content;
mod create;
mod damage;
mod error;
mod excerpt;
mod file;
mod fold;
mod list;
mod media;
mod migration;
mod mirror_state;
mod publication;
mod query;
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

pub use article::{Derived, NewArticle, StoredArticle};
pub use backup::BackupReport;
pub use change::{Change, ChangeKind, Changes};
pub use check::{Repair, Report};
pub use error::{Error, Result};
pub use excerpt::Run;
pub use list::{Counts, Shelf, Summary};
pub use media::LARGEST_MEDIUM;
pub use mirror_state::{
    MirrorAgree, MirrorAgreement, MirrorArticle, MirrorChange, MirrorConflict, MirrorStep, MirrorTaken,
};
pub use revision::RevisionSummary;
pub use save::{LONGEST_TEXT, SaveArticle, Saved};
pub use search::Hit;
pub use store::{Migrated, Opened, Store};
