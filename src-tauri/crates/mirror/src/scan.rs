//! What lies in the folder: the names of all texts and the hashes of their bytes.
//!
//! A file whose size, time and place on disk are those of the last look is not read again, unless the look is
//! thorough. A file that was written a moment ago may be half written: it is named as unsettled, and nothing
//! is to be concluded from it.
//!
//! [`scan`] looks at everything; [`scan_one`] at one name, where somebody told that just this was touched
//! ([`texts_below`]). Both keep the same [`Memory`], so that it knows the whole folder after either.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::time::{Duration, SystemTime};

use cap_std::fs::{Dir, Metadata};
use model::ContentHash;

use crate::error::{Error, Refusal, Result};
use crate::file_name;
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

/// What lies under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum One {
    /// Nothing that is a text.
    Nothing,
    /// A text.
    Text(Found),
    /// Something that is to be left alone.
    Unusable(Unusable),
}

/// What tells that a file has not changed since it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// How many bytes it has.
    pub size: u64,
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
    /// Every text that is there, also those that cannot be used.
    names: BTreeSet<String>,
    /// The keys of these names ([`file_name::key`]), and how many have each.
    keys: HashMap<String, u32>,
    /// How many names were looked at, and how many files were read.
    tally: Tally,
}

/// How much was done, for those who count.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Names whose size and time were asked for.
    pub looked_at: usize,
    /// Files that were read.
    pub read: usize,
}

impl Memory {
    /// Takes every file for whole at once: for a folder to which nobody writes meanwhile.
    #[must_use]
    pub fn trusting() -> Self {
        Self { trusting: true, ..Self::default() }
    }

    /// How many texts there are.
    #[must_use]
    pub fn texts(&self) -> usize {
        self.names.len()
    }

    /// Whether a text has a name of this key.
    #[must_use]
    pub fn has_key(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    /// What was done so far.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// The texts that were there in a folder.
    fn below(&self, folder: &str) -> Vec<String> {
        let prefix = format!("{folder}/");
        let later =
            self.names.range::<str, _>((std::ops::Bound::Included(&*prefix), std::ops::Bound::Unbounded));
        later.take_while(|name| name.starts_with(&prefix)).cloned().collect()
    }

    fn add(&mut self, name: &str) {
        if self.names.insert(name.to_owned()) {
            *self.keys.entry(file_name::key(name)).or_default() += 1;
        }
    }

    fn remove(&mut self, name: &str) {
        self.known.remove(name);
        if !self.names.remove(name) {
            return;
        }
        let key = file_name::key(name);
        if let Some(count) = self.keys.get_mut(&key) {
            *count -= 1;
            if *count == 0 {
                self.keys.remove(&key);
            }
        }
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
    let mut scan =
        Scan { folder, memory, look, is_agreed, now: SystemTime::now(), listing: Listing::default() };
    scan.walk(&folder.dir, "", 0)?;
    let mut found = scan.listing;
    let there: HashSet<&str> = names_of(&found).collect();
    let gone: Vec<String> = memory.names.iter().filter(|name| !there.contains(&***name)).cloned().collect();
    gone.iter().for_each(|name| memory.remove(name));
    found.files.sort_by(|one, other| one.name.cmp(&other.name));
    found.unusable.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

fn names_of(listing: &Listing) -> impl Iterator<Item = &str> {
    let unusable = listing.unusable.iter().map(|file| file.name.as_str());
    listing.files.iter().map(|file| file.name.as_str()).chain(unusable)
}

/// Looks at one name only. For the rest see [`scan`].
///
/// # Errors
/// As [`scan`].
pub fn scan_one(
    folder: &Folder,
    memory: &mut Memory,
    look: Look,
    name: &str,
    is_agreed: &dyn Fn(&str, &ContentHash) -> bool,
) -> Result<One> {
    let metadata = if is_text(name) && lies_in_plain_folders(&folder.dir, name) {
        folder.dir.symlink_metadata(name).ok().filter(|metadata| !metadata.is_dir())
    } else {
        None
    };
    let mut scan =
        Scan { folder, memory, look, is_agreed, now: SystemTime::now(), listing: Listing::default() };
    if let Some(metadata) = metadata {
        scan.take(name.to_owned(), &metadata);
    }
    let mut listing = scan.listing;
    if let Some(found) = listing.files.pop() {
        return Ok(One::Text(found));
    }
    if let Some(unusable) = listing.unusable.pop() {
        return Ok(One::Unusable(unusable));
    }
    memory.remove(name);
    Ok(One::Nothing)
}

/// The texts that a touched path may concern: itself, what lies in it if it is a folder, and what lay in it if
/// it was one.
///
/// # Errors
/// [`Error::Offline`] where the folder can no longer be listed.
pub fn texts_below(folder: &Folder, memory: &Memory, path: &str) -> Result<Vec<String>> {
    let mut texts = memory.below(path);
    if is_text(path) {
        texts.push(path.to_owned());
    }
    let is_open = path.split('/').all(is_open_folder);
    if is_open && lies_in_plain_folders(&folder.dir, path) {
        let is_dir = folder.dir.symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
        if let (true, Ok(dir)) = (is_dir, folder.dir.open_dir(path)) {
            let depth = path.matches('/').count() + 1;
            list(folder, &dir, &format!("{path}/"), depth, &mut texts)?;
        }
    }
    texts.sort();
    texts.dedup();
    Ok(texts)
}

fn list(folder: &Folder, dir: &Dir, prefix: &str, depth: usize, texts: &mut Vec<String>) -> Result<()> {
    let offline =
        |error: &std::io::Error| Error::Offline { path: folder.path.join(prefix), reason: error.to_string() };
    for entry in dir.entries().map_err(|error| offline(&error))? {
        let entry = entry.map_err(|error| offline(&error))?;
        let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string()) else { continue };
        let path = format!("{prefix}{name}");
        if kind.is_dir() {
            if let (true, Ok(below)) = (is_open_folder(&name) && depth < DEEPEST, dir.open_dir(&name)) {
                list(folder, &below, &format!("{path}/"), depth + 1, texts)?;
            }
        } else if is_text(&path) {
            texts.push(path);
        }
    }
    Ok(())
}

/// Whether no folder on the way to a name is a link: [`scan`] looks into none.
fn lies_in_plain_folders(dir: &Dir, name: &str) -> bool {
    let ends = name.match_indices('/').map(|(at, _)| at);
    let mut depth = 0;
    for end in ends {
        depth += 1;
        if depth > DEEPEST || !dir.symlink_metadata(&name[..end]).is_ok_and(|metadata| metadata.is_dir()) {
            return false;
        }
    }
    true
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
                    let reason = Some(Error::Refused { name: name.clone(), why: Refusal::Name });
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
        self.memory.tally.looked_at += 1;
        match self.look_at(&name, metadata) {
            Ok(Some(bytes)) => {
                self.memory.add(&name);
                self.listing.files.push(Found { name, bytes });
            }
            Ok(None) => {}
            Err(reason) => {
                self.memory.known.remove(&name);
                self.memory.add(&name);
                self.listing.unusable.push(Unusable { name, reason });
            }
        }
    }

    /// The hash of a file; `None` where there is none any more, an error without a reason where it is young.
    fn look_at(
        &mut self,
        name: &str,
        metadata: &Metadata,
    ) -> std::result::Result<Option<ContentHash>, Option<Error>> {
        verify_kind(name, metadata, LARGEST_TEXT).map_err(Some)?;
        let stamp = Stamp::of(metadata);
        if let (Look::Quick, Some((known, bytes))) = (self.look, self.memory.known.get(name))
            && *known == stamp
        {
            return Ok(Some(bytes.clone()));
        }
        self.memory.tally.read += 1;
        let bytes = match self.folder.read(name) {
            Ok(Some(contents)) => contents.hash,
            Ok(None) => return Ok(None),
            Err(Error::Changed(_)) => return Err(None),
            Err(error) => return Err(Some(error)),
        };
        if !self.memory.trusting && !stamp.is_settled(self.now) && !(self.is_agreed)(name, &bytes) {
            return Err(None);
        }
        self.memory.known.insert(name.to_owned(), (stamp, bytes.clone()));
        Ok(Some(bytes))
    }
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let modified = self.modified.and_then(|at| at.duration_since(SystemTime::UNIX_EPOCH).ok());
        let modified = modified.unwrap_or_default().as_nanos();
        let (_, _, changed, fraction) = self.record;
        write!(formatter, "{} {modified} {changed}.{fraction}", self.size)
    }
}

impl Stamp {
    pub(crate) fn of(metadata: &Metadata) -> Self {
        Self {
            size: metadata.len(),
            modified: metadata.modified().ok().map(cap_std::time::SystemTime::into_std),
            record: record(metadata),
        }
    }

    /// Whether the last write is long enough ago. A time in the future is a clock that goes wrong.
    pub(crate) fn is_settled(&self, now: SystemTime) -> bool {
        let record = u64::try_from(self.record.2).unwrap_or(0);
        let nanoseconds = u32::try_from(self.record.3).unwrap_or(0);
        let record = SystemTime::UNIX_EPOCH + Duration::new(record, nanoseconds);
        let least = if self.size == 0 { EMPTY_SETTLED_AFTER } else { SETTLED_AFTER };
        let old = |at: SystemTime| now.duration_since(at).map_or(true, |age| age >= least);
        old(record) && self.modified.is_none_or(old)
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
