//! The library on disk: the only crate with SQL.
//!
//! A library is a folder with `library.db`, `media/`, `backups/` and `themes/`. What this crate promises:
//! an acknowledged save is never lost, nothing is overwritten silently, and no text is altered silently.
//! It knows no clock: times come in as parameters. Everything here is synchronous; call it from a worker.

mod article;
mod author_and_tag;
mod backup;
mod backup_folder;
mod backup_media;
mod backup_rotation;
mod bulk;
mod change;
mod check;
mod check_index;
mod check_texts;
mod connection;
mod content;
mod create;
mod damage;
mod error;
mod excerpt;
mod file;
mod filter;
mod find;
mod fold;
mod index_row;
mod key_set;
mod link;
mod list;
mod made;
mod media;
mod media_library;
mod migration;
mod mirror_parts;
mod mirror_state;
mod operation;
mod origin;
mod profile;
mod publication;
mod publish;
mod query;
mod reference;
mod repair;
mod rescue;
mod restore_backup;
mod revision;
mod row;
mod sample;
mod save;
mod schema;
mod search;
mod setting;
mod site_state;
mod slug;
mod status;
mod store;
mod tend;
mod title_part;
mod trash;
mod vocabulary;
mod watch;
mod write_content;

pub use article::{Derived, NewArticle, StoredArticle};
pub use backup::BackupReport;
pub use backup_folder::{KeptBackup, Taken, backups_in};
pub use bulk::Bulk;
pub use change::{Change, ChangeKind, Changes};
pub use check::Report;
pub use error::{Error, MediumFault, Result};
pub use excerpt::Run;
pub use filter::{Filter, Sort};
pub use list::{Counts, LiveState, Shelf, Summary};
pub use media::LARGEST_MEDIUM;
pub use media_library::{MediaShelf, MediumUse};
pub use mirror_state::{
    MirrorAgree, MirrorAgreement, MirrorArticle, MirrorChange, MirrorConflict, MirrorShown, MirrorStep,
    MirrorTaken, MirrorTakings,
};
pub use operation::{Operation, OperationId, OperationKind, Undone};
pub use origin::{Arrival, Source};
pub use profile::ProfileUse;
pub use publish::{DamagedArticle, LiveArticle, LiveArticles, LiveVersion};
pub use repair::Repair;
pub use rescue::Rescue;
pub use restore_backup::Restored;
pub use revision::RevisionSummary;
pub use save::{LONGEST_TEXT, SaveArticle, Saved};
pub use search::{Hit, Question};
pub use store::{Migrated, Opened, Store};
pub use watch::{Cancel, Pace, Watch, unwatched};
