//! The folder itself: opened without a way out of it, claimed by a library, and known again.
//!
//! Everything is done through a handle below which paths are resolved (cap-std): no link and no `..` leads
//! outside. In `.galley/` stand a mark for each library that is mirrored here and what is not finished yet;
//! a folder without our mark is not our folder, whatever its path, so a drive that is not there deletes nothing.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use cap_std::ambient_authority;
use cap_std::fs::{Dir, Metadata};
use model::ContentHash;
use sha2::{Digest as _, Sha256};

use crate::error::{Error, Refusal, Result};
use crate::scan::Stamp;

/// The largest text that is taken in, in bytes.
pub const LARGEST_TEXT: u64 = 64 * 1024 * 1024;

/// The largest picture that is taken in, in bytes.
pub const LARGEST_PICTURE: u64 = 100 * 1024 * 1024;

/// The folder of the mirror's own files.
pub(crate) const OWN: &str = ".galley";

/// The hash of some bytes, by which files are compared.
#[must_use]
pub fn hash(bytes: &[u8]) -> ContentHash {
    ContentHash::from_bytes(&Sha256::digest(bytes).into())
}

/// A mirror's folder, opened. Opened anew for every round, so that it is never one that was unmounted.
#[derive(Debug)]
pub struct Folder {
    pub(crate) dir: Dir,
    pub(crate) path: PathBuf,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Their hash.
    pub hash: ContentHash,
    /// What tells later that nobody wrote to it since.
    pub stamp: Stamp,
}

impl Folder {
    /// Opens a folder that exists.
    ///
    /// # Errors
    /// [`Error::Offline`] where there is none, or it cannot be read.
    pub fn open(path: &Path) -> Result<Self> {
        let offline =
            |error: std::io::Error| Error::Offline { path: path.to_owned(), reason: error.to_string() };
        let dir = Dir::open_ambient_dir(path, ambient_authority()).map_err(offline)?;
        dir.entries().map_err(offline)?;
        Ok(Self { dir, path: path.to_owned() })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Marks the folder as the mirror of a library, which has a name of its own and lies in a folder.
    /// `is_here` answers whether the library of a name lies in a folder of this computer: the marks of
    /// libraries on other computers come along with the files, and are no obstacle.
    ///
    /// # Errors
    /// [`Error::Taken`], [`Error::Unfit`], and what writing meets.
    pub fn claim(&self, library: &str, at: &Path, is_here: impl Fn(&str, &Path) -> bool) -> Result<()> {
        let unfit = |reason: &str| Error::Unfit { path: self.path.clone(), reason: reason.to_owned() };
        if let (Ok(folder), Ok(library)) = (self.path.canonicalize(), at.canonicalize())
            && (folder.starts_with(&library) || library.starts_with(&folder))
        {
            return Err(unfit("the library lies in it, or it in the library. Choose a folder beside it."));
        }
        for (other, place) in self.marks()? {
            if other != library && is_here(&other, &place) {
                return Err(Error::Taken { path: self.path.clone(), library: place });
            }
        }
        let own = self.path.join(OWN);
        match self.dir.symlink_metadata(OWN) {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => return Err(unfit("“.galley” in it is not a folder")),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                self.dir.create_dir(OWN).map_err(|error| Error::io(&own, "written", &error))?;
            }
            Err(error) => return Err(Error::io(&own, "read", &error)),
        }
        // The mark names a folder of this computer, which is nobody else's business.
        self.put(&format!("{OWN}/.gitignore"), b"*\n")?;
        let mark = mark(library);
        let wanted = at.display().to_string();
        if self.read_own(&mark).as_deref() != Some(wanted.as_str()) {
            self.put(&mark, wanted.as_bytes())?;
        }
        self.sync_folders([OWN, ""])
    }

    /// Whether the folder bears the mark of this library. Where it does not, it is another folder at the same
    /// place, an empty mount point perhaps.
    #[must_use]
    pub fn is_claimed_by(&self, library: &str) -> bool {
        self.dir.symlink_metadata(mark(library)).is_ok_and(|metadata| metadata.is_file())
    }

    /// Whether nothing lies in it, as in a folder where a drive is not mounted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.dir.entries().is_ok_and(|mut entries| entries.next().is_none())
    }

    /// The folder that the mark of a library names: where it was when it claimed this one.
    #[must_use]
    pub fn claimed_from(&self, library: &str) -> Option<PathBuf> {
        self.read_own(&mark(library)).map(PathBuf::from)
    }

    /// Takes the mark of a library away, when its mirror ends.
    ///
    /// # Errors
    /// What removing meets.
    pub fn release(&self, library: &str) -> Result<()> {
        match self.dir.remove_file(mark(library)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Error::io(&self.path, "written", &error))
            }
            _ => Ok(()),
        }
    }

    /// Clears away what earlier rounds left unfinished when they were interrupted. Only where no other round
    /// is under way.
    pub fn clear_unfinished(&self) {
        let Ok(entries) = self.dir.read_dir(OWN) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            if name.to_string_lossy().starts_with("unfinished-") {
                let _ = self.dir.remove_file(Path::new(OWN).join(name));
            }
        }
    }

    /// Reads a text file, if it is one that the mirror touches.
    ///
    /// # Errors
    /// [`Error::Refused`] for links, files with several names, folders, and what is too large;
    /// [`Error::Io`] where it cannot be read.
    pub fn read(&self, name: &str) -> Result<Option<Contents>> {
        self.read_up_to(name, LARGEST_TEXT)
    }

    /// Whether a picture lies there.
    #[must_use]
    pub fn has_picture(&self, name: &str) -> bool {
        let there = self.dir.symlink_metadata(name);
        there.is_ok_and(|metadata| verify_kind(name, &metadata, LARGEST_PICTURE).is_ok())
    }

    /// Reads a picture beside a text.
    ///
    /// # Errors
    /// As [`Folder::read`].
    pub fn read_picture(&self, name: &str) -> Result<Option<Contents>> {
        self.read_up_to(name, LARGEST_PICTURE)
    }

    fn read_up_to(&self, name: &str, largest: u64) -> Result<Option<Contents>> {
        let failed = |error: &std::io::Error| Error::io(&self.path.join(name), "read", error);
        let metadata = match self.dir.symlink_metadata(name) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => return Ok(None),
            Err(error) => return Err(failed(&error)),
        };
        verify_kind(name, &metadata, largest)?;
        let file = match self.dir.open(name) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&error)),
        };
        let opened = file.metadata().map_err(|error| failed(&error))?;
        if !is_same_file(&metadata, &opened) {
            return Err(Error::Changed(name.to_owned()));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(opened.len()).unwrap_or(0) + 1);
        file.take(largest + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
        if bytes.len() as u64 > largest {
            return Err(Error::Refused { name: name.to_owned(), why: Refusal::TooLarge(largest) });
        }
        let hash = hash(&bytes);
        Ok(Some(Contents { bytes, hash, stamp: Stamp::of(&opened) }))
    }

    /// Puts a file of the mirror's own in place, durably once its folder is.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let failed = |error: &std::io::Error| Error::io(&self.path.join(name), "written", error);
        let unfinished = format!("{OWN}/unfinished-own");
        let mut file = self.dir.create(&unfinished).map_err(|error| failed(&error))?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| failed(&error))?;
        self.dir.rename(&unfinished, &self.dir, name).map_err(|error| failed(&error))
    }

    fn read_own(&self, name: &str) -> Option<String> {
        let metadata = self.dir.symlink_metadata(name).ok().filter(|metadata| metadata.len() < 65_536)?;
        if metadata.is_file() { self.dir.read_to_string(name).ok() } else { None }
    }

    /// The libraries that say they are mirrored here: name and folder.
    fn marks(&self) -> Result<Vec<(String, PathBuf)>> {
        let entries = match self.dir.read_dir(OWN) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::io(&self.path.join(OWN), "read", &error)),
        };
        let name = |entry: cap_std::fs::DirEntry| {
            let name = entry.file_name().into_string().ok()?;
            let library = name.strip_prefix("library-")?.to_owned();
            let place = self.read_own(&format!("{OWN}/{name}"))?;
            Some((library, PathBuf::from(place)))
        };
        Ok(entries.flatten().filter_map(name).collect())
    }

    /// Makes the names in these folders durable (`""` is the mirror's own folder).
    pub(crate) fn sync_folders<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Result<()> {
        for name in names {
            // Where folders cannot be opened to be forced to disk (Windows), a rename is durable by itself.
            if cfg!(unix) {
                let opened = self.dir.open(if name.is_empty() { "." } else { name });
                opened
                    .and_then(|folder| folder.sync_all())
                    .map_err(|error| Error::io(&self.path.join(name), "written", &error))?;
            }
        }
        Ok(())
    }
}

/// The name of the mark of a library. Only what every file system takes.
fn mark(library: &str) -> String {
    let known = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
    let name: String = library.chars().filter(known).collect();
    format!("{OWN}/library-{name}")
}

/// Refuses what is no plain text file of its own.
pub(crate) fn verify_kind(name: &str, metadata: &Metadata, largest: u64) -> Result<()> {
    let refused = |why| Err(Error::Refused { name: name.to_owned(), why });
    if metadata.is_symlink() {
        return refused(Refusal::Link);
    }
    if !metadata.is_file() {
        return refused(Refusal::NotAFile);
    }
    if links(metadata) > 1 {
        return refused(Refusal::SecondName);
    }
    if metadata.len() > largest {
        return refused(Refusal::TooLarge(largest));
    }
    Ok(())
}

#[cfg(unix)]
fn links(metadata: &Metadata) -> u64 {
    cap_std::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
fn links(_: &Metadata) -> u64 {
    1
}

/// Whether both are the same file: what was looked at is what was opened.
#[cfg(unix)]
fn is_same_file(one: &Metadata, other: &Metadata) -> bool {
    use cap_std::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same_file(one: &Metadata, other: &Metadata) -> bool {
    one.len() == other.len()
}
