//! A folder of backups that looks after itself: numbered database files, the media beside them stored once,
//! and only as many of both as are worth keeping.
//!
//! A backup in such a folder is `backup-<number>-<time>.galley`: the whole database, verified. Its media stand
//! in `media/`, each once for all backups, under the name of its content. Together they are restored like a
//! backup in one file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use model::Moment;

use crate::backup::{self, BackupReport};
use crate::backup_rotation::{self, Candidate, USUAL};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::watch::{Pace, Watch};
use crate::{backup_media, connection, file};

/// A file in a folder of backups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBackup {
    /// The file.
    pub file: PathBuf,
    /// Rising from one backup to the next; `None` for one that was made before a migration, or by hand.
    pub number: Option<u64>,
    /// When it was made.
    pub taken_at: Moment,
    /// How large the file is, in bytes.
    pub size: u64,
}

/// What became of a folder of backups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The new backup and what is in it.
    pub report: BackupReport,
    /// How many old ones were cleared away.
    pub cleared: u32,
}

impl Store {
    /// Adds a backup to a folder of backups while others go on writing, verifies it, and clears away those
    /// that are no longer worth their place. The folder is made if need be.
    ///
    /// # Errors
    /// [`Error::Cancelled`], [`Error::Full`], [`Error::Io`], [`Error::ReadOnly`], [`Error::Damaged`]. After an
    /// error there is no new backup, and the old ones are untouched.
    pub fn back_up_into(&self, folder: &Path, now: Moment, pace: Pace, watch: &Watch<'_>) -> Result<Taken> {
        let failed = |error: &std::io::Error| Error::io(folder, "written", error);
        file::make_folder(folder).map_err(|error| failed(&error))?;
        clear_unfinished(folder);
        let number = next_number(folder)?;
        let time = now.at_offset(0).zoned().strftime("%Y-%m-%dT%H%M%SZ").to_string();
        let file = folder.join(format!("{PREFIX}{number:06}-{time}{SUFFIX}"));
        let report = self.back_up_beside_media(&file, folder, pace, watch)?;
        // What cannot be cleared away now is cleared away next time.
        let cleared = rotate(folder, self).unwrap_or(0);
        Ok(Taken { report, cleared })
    }

    /// The number of the newest change that a backup holds; one that is the same as [`Store::last_change`]
    /// has nothing to add to it.
    ///
    /// # Errors
    /// [`Error::NotALibrary`], [`Error::Damaged`] and what SQLite reports.
    pub fn last_change_in_backup(file: &Path) -> Result<i64> {
        let connection = backup::open(file)?;
        let last = connection.query_row("SELECT coalesce(max(seq), 0) FROM change", [], |row| row.get(0))?;
        Ok(last)
    }

    /// The folder that a library's backups go to by themselves.
    #[must_use]
    pub fn backup_folder(library: &Path) -> PathBuf {
        library.join("backups")
    }

    /// The name of the folder for this library's backups inside a folder of the author's choice: several
    /// libraries may share one, and none clears away what belongs to another.
    #[must_use]
    pub fn name_of_second_folder(&self) -> String {
        let name = self.library_name();
        format!("Galley backups {}", name.get(..8).unwrap_or(name))
    }
}

const PREFIX: &str = "backup-";
const SUFFIX: &str = ".galley";

/// The backups in a folder, newest first. A folder that does not exist has none.
///
/// # Errors
/// [`Error::Unreadable`], [`Error::Io`].
pub fn backups_in(folder: &Path) -> Result<Vec<KeptBackup>> {
    let failed = |error: &std::io::Error| Error::io(folder, "read", error);
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(&error)),
    };
    let mut backups = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| failed(&error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(metadata) = entry.path().symlink_metadata() else { continue };
        if !metadata.is_file() || name.starts_with(file::UNFINISHED) || !name.ends_with(SUFFIX) {
            continue;
        }
        let named = read_name(&name);
        let modified = metadata.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        let modified = modified.and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(0);
        backups.push(KeptBackup {
            file: entry.path(),
            number: named.map(|(number, _)| number),
            taken_at: named.map_or_else(|| Moment::from_milliseconds(modified), |(_, at)| at),
            size: metadata.len(),
        });
    }
    // Numbers say which came later; where there is none, only the time does.
    backups.sort_by(|one, other| match (one.number, other.number) {
        (Some(one), Some(other)) => other.cmp(&one),
        _ => (other.taken_at, &other.file).cmp(&(one.taken_at, &one.file)),
    });
    Ok(backups)
}

/// Number and time of `backup-000012-2026-03-01T093000Z.galley`.
fn read_name(name: &str) -> Option<(u64, Moment)> {
    let (number, time) = name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?.split_once('-')?;
    let (date, clock) = time.strip_suffix('Z')?.split_once('T')?;
    let (hours, rest) = clock.split_at_checked(2)?;
    let (minutes, seconds) = rest.split_at_checked(2)?;
    Some((number.parse().ok()?, Moment::parse(&format!("{date}T{hours}:{minutes}:{seconds}Z"))?))
}

fn next_number(folder: &Path) -> Result<u64> {
    let newest = backups_in(folder)?.into_iter().filter_map(|backup| backup.number).max();
    Ok(newest.map_or(1, |number| number.saturating_add(1)))
}

/// Removes what an earlier attempt left that was interrupted, in the folder and among its media.
fn clear_unfinished(folder: &Path) {
    for place in [folder.to_owned(), folder.join(backup_media::FOLDER)] {
        let entries = std::fs::read_dir(place).into_iter().flatten().flatten();
        for entry in entries.filter(|entry| file::is_abandoned(&entry.path())) {
            // It is in nobody's way; the next attempt tries again.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Removes the backups that are not worth keeping, and the media that no backup left in the folder names.
fn rotate(folder: &Path, store: &Store) -> Result<u32> {
    let backups = backups_in(folder)?;
    let candidates: Vec<Candidate> = backups
        .iter()
        .filter_map(|backup| {
            let taken_at = backup.taken_at.milliseconds();
            Some(Candidate { number: backup.number?, taken_at, size: backup.size })
        })
        .collect();
    let superfluous = backup_rotation::superfluous(&candidates, USUAL);
    let (gone, left): (Vec<_>, Vec<_>) = backups
        .into_iter()
        .partition(|backup| backup.number.is_some_and(|number| superfluous.contains(&number)));
    let mut cleared = 0;
    for backup in &gone {
        std::fs::remove_file(&backup.file).map_err(|error| Error::io(&backup.file, "removed", &error))?;
        cleared += 1;
    }
    if cleared > 0 {
        clear_media(folder, &left, store)?;
    }
    Ok(cleared)
}

/// Removes media that neither a backup nor the library names. Where one backup cannot be read, nothing is
/// removed: it may name any of them.
fn clear_media(folder: &Path, backups: &[KeptBackup], store: &Store) -> Result<()> {
    let mut named: BTreeSet<String> = store.read(backup_media::names)?.into_iter().collect();
    for backup in backups {
        let connection = connection::open(&backup.file, connection::Access::Read)?;
        named.extend(backup_media::names(&connection)?);
    }
    backup_media::remove_others(folder, &named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_backup_says_its_number_and_time() {
        let (number, at) = read_name("backup-000012-2026-03-01T093015Z.galley").expect("a name");
        assert_eq!((number, at.to_string().as_str()), (12, "2026-03-01T09:30:15Z"));
        for other in
            ["backup-x-2026-03-01T093015Z.galley", "backup-1.galley", "before-schema-2-1.galley", "é"]
        {
            assert_eq!(read_name(other), None, "{other}");
        }
    }
}
