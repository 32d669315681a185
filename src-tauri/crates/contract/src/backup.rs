//! Backups that are made by themselves, and what comes back from them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::wire;

wire! {
    /// How the library's backups stand.
    pub struct BackupState {
        /// Whether they are made by themselves: hourly while something changed, and at close.
        pub enabled: bool,
        /// The second folder they go to, for people.
        pub second_folder: Option<String>,
        /// Whether one is being made right now.
        pub running: bool,
        /// The newest.
        pub last: Option<Backup>,
        /// Why the last attempt failed: what happened and what to do. It is tried again by itself.
        pub problem: Option<String>,
    }

    /// A backup that can be restored.
    pub struct Backup {
        /// Names it in later calls.
        pub token: String,
        /// When it was made, RFC 3339.
        pub taken_at: String,
        /// How large its file is, in bytes, without pictures.
        #[ts(type = "number")]
        pub size: u64,
        /// Where it stands.
        pub place: BackupPlace,
        /// Its file, for people.
        pub file: String,
    }

    /// How backups are made by themselves.
    pub struct BackupSettings {
        /// Whether they are made at all.
        pub enabled: bool,
        /// Whether they also go to a second folder.
        pub second: bool,
        /// Token of a newly picked second folder; where there is none, it stays the one it was.
        pub picked: Option<String>,
    }

    /// A backup, and where its library is made anew.
    pub struct BackupRestore {
        /// Token of the [`Backup`].
        pub backup: String,
        /// Token of the picked folder, which has to be empty.
        pub folder: String,
    }

    /// A library that was made anew from a backup.
    pub struct BackupRestored {
        /// Its folder, for people; the token that it was picked with opens it.
        pub folder: String,
        /// What the backup did not hold.
        pub problems: Vec<String>,
    }

    /// What a repair did.
    pub struct RepairReport {
        /// What was mended.
        pub mended: Vec<String>,
        /// What is still wrong, each with what can be done.
        pub problems: Vec<String>,
    }
}

wire! {
    /// Where a backup stands.
    pub enum BackupPlace {
        /// In the library's own folder of backups.
        Library,
        /// In the second folder.
        Second,
        /// In the library's own folder, made before its schema changed.
        BeforeMigration,
        /// In a folder that was picked.
        Picked,
    }
}

/// A long run that tells how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LongRun {
    /// The verification of the library.
    Check,
    /// A repair.
    Repair,
    /// A backup.
    Backup,
    /// A library that is made anew.
    Restore,
    /// An export of several articles.
    Export,
}
