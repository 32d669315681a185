//! The media beside a folder of backups: each stored once, under the name of its content.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::path::Path;

use cap_std::ambient_authority;
use cap_std::fs::Dir;
use model::{ContentHash, MediumKind};
use rusqlite::Connection;

use crate::content::{bytes, sha256};
use crate::error::{Error, Result};
use crate::file;
use crate::media::LARGEST_MEDIUM;
use crate::watch::Pace;

/// Where they stand in a folder of backups, and in a library.
pub(crate) const FOLDER: &str = "media";

/// The file names of all media that a database knows.
pub(crate) fn names(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT hash, kind FROM medium ORDER BY hash")?;
    let mut rows = statement.query([])?;
    let mut names = Vec::new();
    while let Some(row) = rows.next()? {
        // A row that was altered is told where everything is verified.
        let Ok(hash) = <[u8; 32]>::try_from(bytes(row.get_ref(0)?)) else { continue };
        let kind = String::from_utf8_lossy(bytes(row.get_ref(1)?)).into_owned();
        if MediumKind::from_extension(&kind).is_some() {
            names.push(format!("{}.{kind}", ContentHash::from_bytes(&hash)));
        }
    }
    Ok(names)
}

/// Copies what is not there yet from the folder above `from` into the folder `to`, each verified against its
/// name. Answers how many are there now, and what could not be taken over.
pub(crate) fn store(names: &[String], library: &Path, to: &Path, pace: Pace) -> Result<(u32, Vec<String>)> {
    let target = to.join(FOLDER);
    let failed = |error: &std::io::Error| Error::io(&target, "written", error);
    let (mut there, mut problems, mut added) = (0, Vec::new(), false);
    let Some(source) = open(library)? else {
        return Ok((0, names.iter().map(|name| missing(name)).collect()));
    };
    for name in names {
        let size = |folder: &Dir| folder.symlink_metadata(name).ok().filter(|m| m.is_file()).map(|m| m.len());
        let stored = open(to)?.as_ref().and_then(size);
        // A file of the right size was verified when it was put there, and nothing of ours ever writes into it.
        if stored.is_some() && stored == size(&source) {
            there += 1;
            continue;
        }
        match read(&source, name) {
            Some(content) => {
                file::make_folder(&target).map_err(|error| failed(&error))?;
                put(&target, name, &content)?;
                (there, added) = (there + 1, true);
                pace.pause();
            }
            // What is missing from the library may stand with its backups since long.
            None if stored.is_some() => there += 1,
            None => problems.push(missing(name)),
        }
    }
    if added {
        file::sync_folder(&target).map_err(|error| failed(&error))?;
    }
    Ok((there, problems))
}

fn missing(name: &str) -> String {
    format!(
        "The picture “media/{name}” is missing or altered and is not in the backup. Add the picture again."
    )
}

/// The folder of media in a library or a folder of backups; `None` where there is none.
pub(crate) fn open(folder: &Path) -> Result<Option<Dir>> {
    let path = folder.join(FOLDER);
    match path.symlink_metadata() {
        Ok(metadata) if metadata.is_dir() => Dir::open_ambient_dir(&path, ambient_authority())
            .map(Some)
            .map_err(|error| Error::io(&path, "read", &error)),
        _ => Ok(None),
    }
}

/// A medium, if it is there and whole. Links are not followed.
pub(crate) fn read(folder: &Dir, name: &str) -> Option<Vec<u8>> {
    let (hash, _) = model::medium::parse_reference(&format!("media/{name}"))?;
    folder.symlink_metadata(name).ok().filter(|metadata| metadata.is_file())?;
    let mut content = Vec::new();
    folder.open(name).ok()?.take(LARGEST_MEDIUM + 1).read_to_end(&mut content).ok()?;
    (ContentHash::from_bytes(&sha256(&content)) == hash).then_some(content)
}

/// Writes one, durable but for the folder's own entry.
pub(crate) fn put(folder: &Path, name: &str, content: &[u8]) -> Result<()> {
    let failed = |error: &std::io::Error| Error::io(folder, "written", error);
    let mut unfinished = file::unfinished(folder, "").map_err(|error| failed(&error))?;
    unfinished.write_all(content).map_err(|error| failed(&error))?;
    unfinished.as_file().sync_all().map_err(|error| failed(&error))?;
    unfinished.persist(folder.join(name)).map_err(|error| failed(&error.error))?;
    Ok(())
}

/// Removes the media that are not among those named. What is no medium is left alone.
pub(crate) fn remove_others(folder: &Path, named: &BTreeSet<String>) -> Result<()> {
    let Some(media) = open(folder)? else { return Ok(()) };
    let failed = |error: &std::io::Error| Error::io(&folder.join(FOLDER), "read", error);
    for entry in media.entries().map_err(|error| failed(&error))? {
        let name = entry.map_err(|error| failed(&error))?.file_name().to_string_lossy().into_owned();
        let is_medium = model::medium::parse_reference(&format!("media/{name}")).is_some();
        if is_medium && !named.contains(&name) {
            media.remove_file(&name).map_err(|error| failed(&error))?;
        }
    }
    Ok(())
}
