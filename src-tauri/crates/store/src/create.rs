//! New libraries.

use std::path::Path;

use model::Publication;
use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, Result};
use crate::file::{self, UNFINISHED};
use crate::migration::{self, MIGRATIONS};
use crate::{connection, publication, schema, store::Store};

/// The folders of a library.
pub(crate) const FOLDERS: [&str; 3] = ["media", "backups", "themes"];

/// What systems leave in any folder by themselves.
const NOBODYS: [&str; 5] = [".DS_Store", "Thumbs.db", "desktop.ini", ".directory", "lost+found"];

impl Store {
    /// Makes a new, empty library in `folder` and opens it. The folder may be missing or empty; what an
    /// earlier attempt left when it was interrupted is cleared away.
    ///
    /// # Errors
    /// [`Error::AlreadyThere`], [`Error::NotEmpty`], [`Error::ReadOnly`], [`Error::Full`], [`Error::Io`]. After
    /// an error there is no library, and a second attempt starts anew.
    pub fn create(folder: &Path, publication: &Publication) -> Result<Self> {
        let database = folder.join("library.db");
        prepare_folder(folder)?;
        let unfinished =
            file::unfinished(folder, ".db").map_err(|error| Error::io(folder, "written", &error))?;
        write_database(unfinished.path(), |connection| {
            migration::migrate(connection, MIGRATIONS)?;
            connection.pragma_update(None, "application_id", schema::LIBRARY)?;
            publication::insert(connection, publication)
        })
        .map_err(|error| error.about(&database))?;
        finish(unfinished, folder)?;
        Ok(Self::open(folder)?.store)
    }
}

/// Verifies that nothing of anybody's is in the folder, and makes it and the folders of a library.
pub(crate) fn prepare_folder(folder: &Path) -> Result<()> {
    if folder.join("library.db").symlink_metadata().is_ok() {
        return Err(Error::AlreadyThere(folder.to_owned()));
    }
    match std::fs::read_dir(folder) {
        Ok(entries) => {
            for entry in entries {
                let entry = entry.map_err(|error| Error::io(folder, "read", &error))?;
                let name = entry.file_name();
                let name = name.to_string_lossy();
                if name.starts_with(UNFINISHED) {
                    // Left by an attempt that was interrupted.
                    std::fs::remove_file(entry.path())
                        .map_err(|error| Error::io(&entry.path(), "removed", &error))?;
                } else if !NOBODYS.contains(&&*name) && !is_empty_folder_of_ours(&name, &entry.path()) {
                    return Err(Error::NotEmpty(folder.to_owned()));
                }
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            return Err(Error::NotEmpty(folder.to_owned()));
        }
        Err(error) => return Err(Error::io(folder, "read", &error)),
    }
    file::make_folder(folder).map_err(|error| Error::io(folder, "written", &error))?;
    for name in FOLDERS {
        let inside = folder.join(name);
        file::make_folder(&inside).map_err(|error| Error::io(&inside, "written", &error))?;
    }
    Ok(())
}

/// Whether this is one of a library's folders with nothing in it but what was never finished.
fn is_empty_folder_of_ours(name: &str, path: &Path) -> bool {
    let unfinished = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with(UNFINISHED))
    };
    FOLDERS.contains(&name)
        && path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
        && std::fs::read_dir(path).is_ok_and(|entries| entries.into_iter().all(unfinished))
}

/// Fills a new database and closes it again, so that everything stands in the one file.
pub(crate) fn write_database(path: &Path, fill: impl FnOnce(&Connection) -> Result<()>) -> Result<()> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection::arm(&connection)?;
    // The file is nobody's until it has its name: no journal is needed beside it.
    connection.query_row("PRAGMA journal_mode=MEMORY", [], |_| Ok(()))?;
    fill(&connection)?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Gives a finished database its name, durably.
pub(crate) fn finish(unfinished: tempfile::NamedTempFile, folder: &Path) -> Result<()> {
    let database = folder.join("library.db");
    let failed = |error: &std::io::Error| Error::io(&database, "written", error);
    file::sync_file(unfinished.path()).map_err(|error| failed(&error))?;
    match unfinished.persist_noclobber(&database) {
        Ok(_) => {}
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(Error::AlreadyThere(folder.to_owned()));
        }
        Err(error) => return Err(failed(&error.error)),
    }
    file::sync_folder(folder).map_err(|error| failed(&error))
}

/// Puts a finished database in the place of one that was put aside, durably.
pub(crate) fn replace_database(unfinished: tempfile::NamedTempFile, folder: &Path) -> Result<()> {
    let database = folder.join("library.db");
    let failed = |error: &std::io::Error| Error::io(&database, "written", error);
    file::sync_file(unfinished.path()).map_err(|error| failed(&error))?;
    unfinished.persist(&database).map_err(|error| failed(&error.error))?;
    file::sync_folder(folder).map_err(|error| failed(&error))
}
