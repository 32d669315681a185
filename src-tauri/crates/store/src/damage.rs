//! What to offer when a database is damaged: the newest backup that is whole.

use std::path::{Path, PathBuf};

use crate::backup;
use crate::backup_folder::backups_in;
use crate::error::Error;
use crate::store::Store;
use crate::watch::unwatched;

/// How many backups are verified, newest first, before the search is given up.
const TRIED: usize = 5;

/// Adds the newest good backup to an error about a damaged database.
pub(crate) fn name_backup(error: Error, folder: &Path) -> Error {
    match error {
        Error::Damaged { path, detail, backup: None } => {
            let backup = newest_good_backup(folder);
            Error::Damaged { path, detail, backup }
        }
        error => error,
    }
}

/// The newest backup of a library that is whole.
pub(crate) fn newest_good_backup(folder: &Path) -> Option<PathBuf> {
    let backups = backups_in(&Store::backup_folder(folder)).ok()?;
    let files = backups.into_iter().take(TRIED).map(|backup| backup.file);
    files.into_iter().find(|file| backup::verify(file, &unwatched).is_ok())
}
