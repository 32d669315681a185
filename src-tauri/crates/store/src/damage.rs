//! What to offer when a database is damaged: the newest backup that is whole.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::backup;
use crate::error::Error;

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

fn newest_good_backup(folder: &Path) -> Option<PathBuf> {
    let mut files: Vec<(SystemTime, PathBuf)> = std::fs::read_dir(folder.join("backups"))
        .ok()?
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let metadata = entry.path().symlink_metadata().ok()?;
            let finished = !entry.file_name().to_string_lossy().starts_with(crate::file::UNFINISHED);
            (metadata.is_file() && finished).then_some((metadata.modified().ok()?, entry.path()))
        })
        .collect();
    files.sort_by(|one, other| other.cmp(one));
    files.into_iter().take(TRIED).map(|(_, path)| path).find(|path| backup::verify(path).is_ok())
}
