//! What lies in the folder: the names of all texts and the hashes of their bytes.
//!
//! A file whose size, time and place on disk are those of the last look is not read again, unless the look is
//! thorough. A file that was written a moment ago may be half written: it is named as unsettled, and nothing
//! is to be concluded from it.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, SystemTime};

use cap_std::fs::{Dir, Metadata};
use model::ContentHash;

use crate::error::{Error, Result};
use crate::folder::{Folder, LARGEST_TEXT, verify_kind};

/// How long nobody must have written to a file before it is taken for whole.
pub const SETTLED_AFTER: Duration = Duration::from_millis(300);

/// The same for an empty file: an editor may have emptied it to write it anew.
const EMPTY_SETTLED_AFTER: Duration = Duration::from_secs(2);

/// How deep folders may lie in each other.
const DEEPEST: usize = 32;

/// A text in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its name: a path inside the folder, with `/`.
    pub name: String,
    /// The hash of its bytes.
    pub bytes: ContentHash,
}

/// A text that is there, but cannot be used now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// Its name.
    pub name: String,
    /// Why; `None`: it is being written.
    pub reason: Option<Error>,
}

/// All texts of the folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// Those that can be used, by name.
    pub files: Vec<Found>,
    /// Those that are there, and are to be left alone.
    pub unusable: Vec<Unusable>,
}

/// What tells that a file has not changed since it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    /// Device, number and time of the last change of the file's record, where the system has them.
    record: (u64, u64, i64, i64),
}

/// What the last looks found. Kept for as long as the program runs.
#[derive(Debug, Default)]
pub struct Memory {
    /// Whether every file is taken for whole.
    trusting: bool,
    known: HashMap<String, (Stamp, ContentHash)>,
}

impl Memory {
    /// Takes every file for whole at once: for a folder to which nobody writes meanwhile.
    #[must_use]
    pub fn trusting() -> Self {
        Self { trusting: true, ..Self::default() }
    }
}

/// Whether to read files that look unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Only what looks changed is read.
    Quick,
    /// Everything is read, for disks whose times are not to be trusted.
    Thorough,
}

/// Lists the folder. `is_agreed` answers whether a file of this name is known to have these bytes: such a file
/// is whole however young it is.
///
/// # Errors
/// [`Error::Offline`] where the folder can no longer be listed. A single file never is an error.
pub fn scan(
    folder: &Folder,
    memory: &mut Memory,
    look: Look,
    is_agreed: &dyn Fn(&str, &ContentHash) -> bool,
) -> Result<Listing> {
    let (listing, kept) = (Listing::default(), HashSet::new());
    let mut scan = Scan { folder, memory, look, is_agreed, now: SystemTime::now(), listing, kept };
    scan.walk(&folder.dir, "", 0)?;
    let Scan { listing: mut found, kept, .. } = scan;
    memory.known.retain(|name, _| kept.contains(name));
    found.files.sort_by(|one, other| one.name.cmp(&other.name));
    found.unusable.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

/// Whether a file of this name is a text of the mirror: a Markdown file that is not hidden.
#[must_use]
pub fn is_text(name: &str) -> bool {
    let (folders, file) = name.rsplit_once('/').unwrap_or(("", name));
    let ending = file.rsplit_once('.').map(|(stem, ending)| (stem.len(), ending.to_ascii_lowercase()));
    let markdown =
        ending.is_some_and(|(stem, ending)| stem > 0 && matches!(ending.as_str(), "md" | "markdown"));
    markdown && !file.starts_with('.') && (folders.is_empty() || folders.split('/').all(is_open_folder))
}

/// Whether a folder of this name is looked into.
fn is_open_folder(name: &str) -> bool {
    !name.starts_with('.') && name != "node_modules"
}

struct Scan<'s> {
    folder: &'s Folder,
    memory: &'s mut Memory,
    look: Look,
    is_agreed: &'s dyn Fn(&str, &ContentHash) -> bool,
    now: SystemTime,
    listing: Listing,
    kept: HashSet<String>,
}

impl Scan<'_> {
    fn walk(&mut self, dir: &Dir, prefix: &str, depth: usize) -> Result<()> {
        let offline = |error: &std::io::Error| Error::Offline {
            path: self.folder.path.join(prefix),
            reason: error.to_string(),
        };
        let entries = dir.entries().map_err(|error| offline(&error))?;
        let mut inner = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| offline(&error))?;
            let Ok(kind) = entry.file_type() else { continue };
            let lossy = entry.file_name().to_string_lossy().into_owned();
            let name = format!("{prefix}{lossy}");
            if kind.is_dir() {
                if is_open_folder(&lossy) && depth < DEEPEST {
                    inner.push(lossy);
                }
            } else if is_text(&name) {
                if entry.file_name().to_str().is_none() {
                    let reason = "its name is not text. Give it another one.".to_owned();
                    let reason = Some(Error::Refused { name: name.clone(), reason });
                    self.listing.unusable.push(Unusable { name, reason });
                } else if let Ok(metadata) = dir.symlink_metadata(&lossy) {
                    self.take(name, &metadata);
                }
            }
        }
        inner.sort();
        for name in inner {
            // A folder that went away meanwhile, or was swapped for a link out of here, holds no texts.
            let is_dir = dir.symlink_metadata(&name).is_ok_and(|metadata| metadata.is_dir());
            if let (true, Ok(below)) = (is_dir, dir.open_dir(&name)) {
                self.walk(&below, &format!("{prefix}{name}/"), depth + 1)?;
            }
        }
        Ok(())
    }

    fn take(&mut self, name: String, metadata: &Metadata) {
        if let Err(reason) = verify_kind(&name, metadata, LARGEST_TEXT) {
            self.listing.unusable.push(Unusable { name, reason: Some(reason) });
            return;
        }
        let stamp = Stamp::of(metadata);
        if let (Look::Quick, Some((known, bytes))) = (self.look, self.memory.known.get(&name))
            && *known == stamp
        {
            self.listing.files.push(Found { name: name.clone(), bytes: bytes.clone() });
            self.kept.insert(name);
            return;
        }
        let bytes = match self.folder.read(&name) {
            Ok(Some(contents)) => contents.hash,
            Ok(None) => return,
            Err(Error::Changed(_)) => {
                self.listing.unusable.push(Unusable { name, reason: None });
                return;
            }
            Err(error) => {
                self.listing.unusable.push(Unusable { name, reason: Some(error) });
                return;
            }
        };
        if !self.memory.trusting && !self.is_settled(&stamp) && !(self.is_agreed)(&name, &bytes) {
            self.listing.unusable.push(Unusable { name, reason: None });
            return;
        }
        self.kept.insert(name.clone());
        self.memory.known.insert(name.clone(), (stamp, bytes.clone()));
        self.listing.files.push(Found { name, bytes });
    }

    /// Whether the last write is long enough ago. A time in the future is a clock that goes wrong.
    fn is_settled(&self, stamp: &Stamp) -> bool {
        let record = u64::try_from(stamp.record.2).unwrap_or(0);
        let nanoseconds = u32::try_from(stamp.record.3).unwrap_or(0);
        let record = SystemTime::UNIX_EPOCH + Duration::new(record, nanoseconds);
        let least = if stamp.size == 0 { EMPTY_SETTLED_AFTER } else { SETTLED_AFTER };
        let old = |at: SystemTime| self.now.duration_since(at).map_or(true, |age| age >= least);
        old(record) && stamp.modified.is_none_or(old)
    }
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self {
            size: metadata.len(),
            modified: metadata.modified().ok().map(cap_std::time::SystemTime::into_std),
            record: record(metadata),
        }
    }
}

#[cfg(unix)]
fn record(metadata: &Metadata) -> (u64, u64, i64, i64) {
    use cap_std::fs::MetadataExt as _;
    (metadata.dev(), metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn record(_: &Metadata) -> (u64, u64, i64, i64) {
    (0, 0, 0, 0)
}
