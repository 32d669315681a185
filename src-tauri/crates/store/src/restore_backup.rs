//! A library from a backup, in a new folder.

use std::path::Path;

use model::{ContentHash, MediumKind};
use rusqlite::Connection;

use crate::backup;
use crate::content::{bytes, sha256};
use crate::create::{finish, prepare_folder, write_database};
use crate::error::{Error, Result};
use crate::store::{Opened, Store};
use crate::{file, schema};

impl Store {
    /// Makes the library that is in a backup anew, in a missing or empty folder, and opens it.
    ///
    /// # Errors
    /// [`Error::NotALibrary`] where the file is no backup, [`Error::Damaged`] where it is not whole,
    /// [`Error::AlreadyThere`], [`Error::NotEmpty`], [`Error::Full`], [`Error::Io`]. After an error there is no
    /// library in the folder, and a second attempt starts anew.
    pub fn restore_backup(backup: &Path, folder: &Path) -> Result<Opened> {
        if !backup.is_file() {
            return Err(Error::Missing(backup.to_owned()));
        }
        backup::verify(backup)?;
        clear_unfinished_restore(folder)?;
        prepare_folder(folder)?;
        let failed = |error: &std::io::Error| Error::io(folder, "written", error);
        let unfinished = file::unfinished(folder, ".db").map_err(|error| failed(&error))?;
        std::fs::copy(backup, unfinished.path()).map_err(|error| failed(&error))?;
        write_database(unfinished.path(), |connection| {
            write_media(connection, &folder.join("media"))?;
            connection.execute_batch("DROP TABLE medium_content")?;
            connection.pragma_update(None, "application_id", schema::LIBRARY)?;
            connection.execute_batch("VACUUM")?;
            Ok(())
        })
        .map_err(|error| error.about(&folder.join("library.db")))?;
        finish(unfinished, folder)?;
        Self::open(folder)
    }
}

/// The beginning of the name of media files of a restore that has not finished.
fn write_media(connection: &Connection, media: &Path) -> Result<()> {
    let failed = |error: &std::io::Error| Error::io(media, "written", error);
    let mut statement = connection.prepare(
        "SELECT medium.hash, medium.kind, medium_content.content FROM medium JOIN medium_content USING (hash)",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let content = bytes(row.get_ref(2)?);
        let kind: String = row.get(1)?;
        // The name is made from the content, never taken from the file.
        let kind = MediumKind::from_extension(&kind)
            .ok_or_else(|| Error::damaged("a picture in it is of an unknown kind"))?;
        let name = format!("{}.{}", ContentHash::from_bytes(&sha256(content)), kind.extension());
        let mut unfinished = file::unfinished(media, "").map_err(|error| failed(&error))?;
        std::io::Write::write_all(&mut unfinished, content).map_err(|error| failed(&error))?;
        unfinished.as_file().sync_all().map_err(|error| failed(&error))?;
        unfinished.persist(media.join(name)).map_err(|error| failed(&error.error))?;
    }
    file::sync_folder(media).map_err(|error| failed(&error))
}

/// Clears away the media of a restore that was interrupted: there is no library yet, an unfinished database
/// says whose they are, and the backup holds them still.
fn clear_unfinished_restore(folder: &Path) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    let names: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.file_name())).collect();
    let unfinished = names.iter().any(|name| name.to_string_lossy().starts_with(file::UNFINISHED));
    if !unfinished || names.iter().any(|name| name == "library.db") {
        return Ok(());
    }
    let media = folder.join("media");
    let Ok(entries) = std::fs::read_dir(&media) else { return Ok(()) };
    for entry in entries.filter_map(std::result::Result::ok) {
        let name = entry.file_name();
        let is_medium =
            model::medium::parse_reference(&format!("media/{}", name.to_string_lossy())).is_some();
        if is_medium {
            std::fs::remove_file(entry.path())
                .map_err(|error| Error::io(&entry.path(), "removed", &error))?;
        }
    }
    Ok(())
}
