//! Files and folders made durable: a rename is on disk once its folder is.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// The beginning of the name of every file that is not finished yet. One that is found later was left by a
/// crash and is nobody's.
pub(crate) const UNFINISHED: &str = ".galley-new-";

/// Writes a folder's entries to disk. On Windows a folder cannot be synced, and renames need no such help.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        File::open(folder)?.sync_all()
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        Ok(())
    }
}

/// Writes a file's content to disk.
pub(crate) fn sync_file(path: &Path) -> io::Result<()> {
    fs::OpenOptions::new().write(true).open(path)?.sync_all()
}

/// Makes a folder and all above it, each on disk before the function returns.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
    if let Some(parent) = parent {
        make_folder(parent)?;
    }
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
        outcome => outcome?,
    }
    sync_folder(parent.unwrap_or(Path::new(".")))
}

/// An unfinished file in `folder`, removed when dropped; readable by those the system's defaults name.
pub(crate) fn unfinished(folder: &Path, suffix: &str) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED).suffix(suffix);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Whether a new file can be made in the folder.
pub(crate) fn can_write_in(folder: &Path) -> io::Result<()> {
    unfinished(folder, "").map(drop)
}

/// Whether an unfinished file is nobody's: nobody writes one for a day.
pub(crate) fn is_abandoned(path: &Path) -> bool {
    let day = std::time::Duration::from_secs(24 * 60 * 60);
    let age = || path.symlink_metadata().ok()?.modified().ok()?.elapsed().ok();
    let is_unfinished = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(UNFINISHED));
    is_unfinished && age().is_some_and(|age| age > day)
}
