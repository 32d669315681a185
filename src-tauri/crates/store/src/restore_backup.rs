//! A library from a backup, in a new folder.

use std::collections::BTreeSet;
use std::path::Path;

use model::{ContentHash, MediumKind};
use rusqlite::Connection;

use crate::backup;
use crate::content::{bytes, sha256};
use crate::create::{finish, prepare_folder, write_database};
use crate::error::{Error, Result};
use crate::store::{Migrated, Opened, Store};
use crate::watch::{Pace, Watch};
use crate::{backup_media, file, schema};

impl Store {
    /// Makes the library that is in a backup anew, in a missing or empty folder, and opens it. Media come from
    /// the backup itself, or from the folder `media` beside it.
    ///
    /// # Errors
    /// [`Error::NotALibrary`] where the file is no backup, [`Error::Damaged`] where it is not whole,
    /// [`Error::AlreadyThere`], [`Error::NotEmpty`], [`Error::Full`], [`Error::Io`]. After an error there is no
    /// library in the folder, and a second attempt starts anew.
    pub fn restore_backup(backup: &Path, folder: &Path, watch: &Watch<'_>) -> Result<Restored> {
        if !backup.is_file() {
            return Err(Error::Missing(backup.to_owned()));
        }
        backup::verify(backup, watch)?;
        clear_unfinished_restore(folder)?;
        prepare_folder(folder)?;
        let failed = |error: &std::io::Error| Error::io(folder, "written", error);
        let unfinished = file::unfinished(folder, ".db").map_err(|error| failed(&error))?;
        std::fs::copy(backup, unfinished.path()).map_err(|error| failed(&error))?;
        let mut problems = Vec::new();
        let written = write_database(unfinished.path(), |connection| {
            let inside = write_media(connection, &folder.join("media"))?;
            let names: Vec<String> = backup_media::names(connection)?;
            let outside: Vec<String> = names.into_iter().filter(|name| !inside.contains(name)).collect();
            if !outside.is_empty() {
                let beside = backup.parent().unwrap_or(Path::new("."));
                problems = backup_media::store(&outside, beside, folder, Pace::Fast)?.1;
            }
            connection.execute_batch("DROP TABLE medium_content")?;
            connection.pragma_update(None, "application_id", schema::LIBRARY)?;
            // Only pictures leave room behind that is worth the time.
            if !inside.is_empty() {
                connection.execute_batch("VACUUM")?;
            }
            Ok(())
        })
        .map_err(|error| error.about(&folder.join("library.db")))
        .and_then(|()| finish(unfinished, folder));
        if written.is_err() && !folder.join("library.db").exists() {
            // Nothing says any more whose the pictures are, and a second attempt wants an empty folder.
            let _ = clear_media(folder);
        }
        written?;
        let Opened { store, migrated } = Self::open(folder)?;
        Ok(Restored { store, migrated, problems })
    }
}

/// A library that came back.
#[derive(Debug)]
pub struct Restored {
    /// The library.
    pub store: Store,
    /// Set where the backup was of an older version.
    pub migrated: Option<Migrated>,
    /// Pictures that no backup held.
    pub problems: Vec<String>,
}

/// Writes the media that are in the backup itself, and answers their names.
fn write_media(connection: &Connection, media: &Path) -> Result<BTreeSet<String>> {
    let failed = |error: &std::io::Error| Error::io(media, "written", error);
    let mut statement = connection.prepare(
        "SELECT medium.hash, medium.kind, medium_content.content FROM medium JOIN medium_content USING (hash)",
    )?;
    let mut rows = statement.query([])?;
    let mut written = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let content = bytes(row.get_ref(2)?);
        let kind: String = row.get(1)?;
        // The name is made from the content, never taken from the file.
        let kind = MediumKind::from_extension(&kind)
            .ok_or_else(|| Error::damaged("a picture in it is of an unknown kind"))?;
        let name = format!("{}.{}", ContentHash::from_bytes(&sha256(content)), kind.extension());
        backup_media::put(media, &name, content)?;
        written.insert(name);
    }
    file::sync_folder(media).map_err(|error| failed(&error))?;
    Ok(written)
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
    clear_media(folder)
}

/// Removes the pictures of a library that there is not yet.
fn clear_media(folder: &Path) -> Result<()> {
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
