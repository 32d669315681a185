//! What the pictures beside the texts are now: a text stays as it is where somebody puts another picture under
//! a name that it shows.

use std::collections::HashMap;
use std::time::SystemTime;

use model::ContentHash;

use crate::error::{Error, Result};
use crate::folder::{Folder, LARGEST_PICTURE, hash, verify_kind};
use crate::scan::Look;
pub use crate::scan::Stamp;

/// The folder in which the pictures of the library lie, each under its hash.
const MEDIA: &str = "media";

/// What the last looks found. Kept for as long as the program runs.
#[derive(Debug, Default)]
pub struct Memory {
    trusting: bool,
    known: HashMap<String, (Stamp, ContentHash)>,
}

impl Memory {
    /// Takes every picture for whole at once: for a folder to which nobody writes meanwhile.
    #[must_use]
    pub fn trusting() -> Self {
        Self { trusting: true, ..Self::default() }
    }
}

/// A picture now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// There is none that could be read.
    None,
    /// It was written a moment ago, and may be half written.
    Young,
    /// It has these bytes.
    Bytes(ContentHash),
}

/// What stands for the bytes of a picture that is not there.
#[must_use]
pub fn nothing() -> ContentHash {
    hash(b"")
}

/// Looks at one picture. `by_stamp` answers which bytes a picture has that was not looked at before, if its
/// [`Stamp`] tells; `is_known` whether bytes are what is on record: such a picture is whole however young it is.
///
/// # Errors
/// [`Error::Offline`] where the folder can no longer be reached.
pub fn picture(
    folder: &Folder,
    memory: &mut Memory,
    look: Look,
    path: &str,
    by_stamp: &dyn Fn(&Stamp) -> Option<ContentHash>,
    is_known: &dyn Fn(&ContentHash) -> bool,
) -> Result<Picture> {
    let metadata = folder.dir.symlink_metadata(path).ok();
    let Some(metadata) = metadata.filter(|it| verify_kind(path, it, LARGEST_PICTURE).is_ok()) else {
        memory.known.remove(path);
        return Ok(Picture::None);
    };
    let stamp = Stamp::of(&metadata);
    if look == Look::Quick {
        let told = match memory.known.get(path) {
            Some((known, bytes)) => (*known == stamp).then(|| bytes.clone()),
            None => by_stamp(&stamp),
        };
        if let Some(bytes) = told {
            memory.known.insert(path.to_owned(), (stamp, bytes.clone()));
            return Ok(Picture::Bytes(bytes));
        }
    }
    let bytes = match folder.read_picture(path) {
        Ok(Some(contents)) => contents.hash,
        Err(error @ Error::Offline { .. }) => return Err(error),
        Err(Error::Changed(_)) => return Ok(Picture::Young),
        Ok(None) | Err(_) => return Ok(Picture::None),
    };
    if !memory.trusting && !stamp.is_settled(SystemTime::now()) && !is_known(&bytes) {
        return Ok(Picture::Young);
    }
    memory.known.insert(path.to_owned(), (stamp, bytes.clone()));
    Ok(Picture::Bytes(bytes))
}

/// The paths of the files in the folder of the library's pictures.
#[must_use]
pub fn media(folder: &Folder) -> Vec<String> {
    let plain = folder.dir.symlink_metadata(MEDIA).is_ok_and(|metadata| metadata.is_dir());
    let Some(entries) = plain.then(|| folder.dir.read_dir(MEDIA).ok()).flatten() else { return Vec::new() };
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    names.map(|name| format!("{MEDIA}/{name}")).collect()
}
