//! Writes files so that each is whole or not there, below one folder and nowhere else.
//!
//! The folder is a [`cap_std::fs::Dir`], so no name can lead out of it. Each file is written beside its place
//! under a name of its own, forced to disk, moved into place, and the folder forced to disk: after a power cut
//! there is the old file or the new one.

use std::io::{self, Write as _};

use cap_std::fs::{Dir, OpenOptions};
use sha2::{Digest, Sha256};

use crate::plan::{Overwrite, PlannedFile};

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There is one already, and replacing it was not asked for.
    #[error("“{0}” is there already; choose another name or folder, or allow it to be replaced")]
    Exists(String),
    /// The name is not one segment, or something other than a file stands there.
    #[error("“{0}” cannot be used as the name of a file here")]
    Name(String),
    /// The file system refused.
    #[error("“{name}” could not be written: {reason}")]
    Io {
        /// The name of the file.
        name: String,
        /// What the file system said.
        reason: io::Error,
    },
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its name in the folder.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
}

/// Writes one file.
///
/// # Errors
/// [`WriteError`]; what stood there before then still does, and no temporary file is left where that can be
/// helped.
pub fn write_file(folder: &Dir, file: &PlannedFile, overwrite: Overwrite) -> Result<Written, WriteError> {
    write_with(folder, &file.name, overwrite, |staged| staged.write_all(&file.bytes))
}

/// Writes one file whose content comes in parts.
///
/// # Errors
/// As [`write_file`]; what `content` fails with is passed on.
pub fn write_with(
    folder: &Dir,
    name: &str,
    overwrite: Overwrite,
    content: impl FnOnce(&mut cap_std::fs::File) -> io::Result<()>,
) -> Result<Written, WriteError> {
    check_place(folder, name, overwrite)?;
    let failed = |reason| WriteError::Io { name: name.to_owned(), reason };
    let (temporary, mut staged) = stage(folder, name).map_err(failed)?;
    let result = content(&mut staged)
        .and_then(|()| staged.sync_all())
        .and_then(|()| staged.metadata())
        .map_err(failed)
        .and_then(|written| {
            drop(staged);
            put(folder, &temporary, name, overwrite).map(|()| written.len())
        });
    let size = match result {
        Ok(size) => size,
        Err(error) => {
            // The first failure is the one to tell; a file that cannot be removed either stays behind.
            let _ = folder.remove_file(&temporary);
            return Err(error);
        }
    };
    sync_folder(folder).map_err(failed)?;
    Ok(Written { name: name.to_owned(), size })
}

/// Asked before each file: whether to go on.
pub type GoOn<'a> = dyn Fn() -> bool + 'a;

/// Writes files one after another while it is to go on; stops at the first that fails, and says which were written
/// before.
///
/// # Errors
/// The files written, and why the next one was not.
pub fn write_files(
    folder: &Dir,
    files: &[PlannedFile],
    overwrite: Overwrite,
    go_on: &GoOn<'_>,
) -> Result<Vec<Written>, (Vec<Written>, WriteError)> {
    let mut written = Vec::new();
    for file in files.iter().take_while(|_| go_on()) {
        match write_file(folder, file, overwrite) {
            Ok(done) => written.push(done),
            Err(error) => return Err((written, error)),
        }
    }
    Ok(written)
}

/// The place must be one segment, and free or a plain file that may be replaced.
fn check_place(folder: &Dir, name: &str, overwrite: Overwrite) -> Result<(), WriteError> {
    let plain = !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\\', '\0']);
    if !plain {
        return Err(WriteError::Name(name.to_owned()));
    }
    match folder.symlink_metadata(name) {
        Ok(found) if !found.is_file() => Err(WriteError::Name(name.to_owned())),
        Ok(_) if overwrite == Overwrite::No => Err(WriteError::Exists(name.to_owned())),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(reason) => Err(WriteError::Io { name: name.to_owned(), reason }),
    }
}

/// Opens a new file beside the place, under a name that nothing else uses.
fn stage(folder: &Dir, name: &str) -> io::Result<(String, cap_std::fs::File)> {
    let digest = Sha256::digest(name.as_bytes());
    let mark: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let process = std::process::id();
    for attempt in 0..1_000_u32 {
        let temporary = format!(".galley-{mark}-{process}-{attempt}.part");
        match folder.open_with(&temporary, OpenOptions::new().read(true).write(true).create_new(true)) {
            Ok(opened) => return Ok((temporary, opened)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "the folder is full of unfinished exports"))
}

/// Moves the finished file into its place.
fn put(folder: &Dir, temporary: &str, name: &str, overwrite: Overwrite) -> Result<(), WriteError> {
    let failed = |reason| WriteError::Io { name: name.to_owned(), reason };
    if overwrite == Overwrite::Yes {
        return folder.rename(temporary, folder, name).map_err(failed);
    }
    // A link fails where something has come to stand there meanwhile; a rename would replace it.
    match folder.hard_link(temporary, folder, name) {
        Ok(()) => folder.remove_file(temporary).map_err(failed),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(WriteError::Exists(name.to_owned()))
        }
        // Not every file system has links.
        Err(_) => {
            check_place(folder, name, overwrite)?;
            folder.rename(temporary, folder, name).map_err(failed)
        }
    }
}

/// Forces the folder's entries to disk (not needed, and not possible, on Windows).
fn sync_folder(folder: &Dir) -> io::Result<()> {
    #[cfg(unix)]
    folder.open(".")?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
