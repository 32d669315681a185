//! The files of a source: a folder, an archive, or one file with what lies beside it.
//!
//! Nothing outside is ever read: folders are read below an open folder and never through a symbolic link,
//! entries of archives by their names inside it. What is left out for that is told.

mod archive;
mod tape;
mod walk;

use std::collections::HashMap;
use std::io::{self, Read};
use std::path::Path;

use cap_std::ambient_authority;
use cap_std::fs::Dir;

use crate::Problem;
use archive::Archive;
use tape::Tape;
pub(crate) use walk::read as read_below;

/// The most files a source may have.
const MOST: usize = 1_000_000;

/// The files of a source.
pub(crate) struct Files {
    root: Root,
    /// What the source is called: the name of the folder or the file.
    pub(crate) name: String,
    /// Their paths with `/`, in the order of their names, and their sizes.
    pub(crate) entries: Vec<Entry>,
    /// Where each name lies.
    by_name: HashMap<String, Vec<u32>>,
    /// What was left out.
    pub(crate) problems: Vec<Problem>,
    /// Whether only one file was named, and others may lie beside it.
    pub(crate) single: bool,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Where it lies.
    pub(crate) path: String,
    /// How many bytes it has.
    pub(crate) size: u64,
    /// Its number in the archive.
    index: usize,
}

enum Root {
    Folder(Dir),
    Archive(Archive),
    Tape(Tape),
}

impl Files {
    /// Looks at what the author named.
    pub(crate) fn open(path: &Path) -> Result<Self, Problem> {
        let shown = path.display().to_string();
        let failed = |error: io::Error| Problem::new(&shown, format!("it cannot be read: {error}"));
        let full = path.canonicalize().map_err(failed)?;
        let name = full.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if full.is_dir() {
            let dir = Dir::open_ambient_dir(&full, ambient_authority()).map_err(failed)?;
            let (entries, problems) = walk::walk(&dir);
            return Ok(Self::new(Root::Folder(dir), name, entries, problems, false));
        }
        let mut file = std::fs::File::open(&full).map_err(failed)?;
        let mut head = Vec::new();
        (&mut file).take(tape::Kind::HEAD).read_to_end(&mut head).map_err(failed)?;
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            let (archive, entries, problems) =
                Archive::open(file).map_err(|reason| Problem::new(&shown, reason))?;
            return Ok(Self::new(Root::Archive(archive), name, entries, problems, false));
        }
        if let Some(kind) = tape::Kind::of(&head) {
            let (tape, entries, problems) =
                Tape::open(file, kind).map_err(|reason| Problem::new(&shown, reason))?;
            return Ok(Self::new(Root::Tape(tape), name, entries, problems, false));
        }
        let folder = full.parent().unwrap_or(Path::new("."));
        let dir = Dir::open_ambient_dir(folder, ambient_authority()).map_err(failed)?;
        let size = file.metadata().map_err(failed)?.len();
        let entry = Entry { path: name, size, index: 0 };
        let around = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self::new(Root::Folder(dir), around, vec![entry], Vec::new(), true))
    }

    fn new(root: Root, name: String, mut entries: Vec<Entry>, problems: Vec<Problem>, single: bool) -> Self {
        entries.sort_by(|one, other| one.path.cmp(&other.path));
        let mut by_name: HashMap<String, Vec<u32>> = HashMap::new();
        for (index, entry) in (0..).zip(&entries) {
            let name = entry.path.rsplit('/').next().unwrap_or_default().to_lowercase();
            by_name.entry(name).or_default().push(index);
        }
        Self { root, name, entries, by_name, problems, single }
    }

    /// Whether they lie in an archive.
    pub(crate) fn is_archive(&self) -> bool {
        !matches!(self.root, Root::Folder(_))
    }

    /// Whether there is a file at this path.
    pub(crate) fn find(&self, path: &str) -> Option<&Entry> {
        let found = self.entries.binary_search_by(|entry| entry.path.as_str().cmp(path));
        found.ok().map(|index| &self.entries[index])
    }

    /// Whether there is a file at this path, or beside the one file that was named.
    pub(crate) fn holds(&self, path: &str) -> bool {
        let beside = || match &self.root {
            Root::Folder(dir) => self.single && walk::open(dir, path).is_ok(),
            _ => false,
        };
        self.find(path).is_some() || beside()
    }

    /// The file whose path ends most like this one; `None` where none has its name, or several end alike.
    pub(crate) fn nearest(&self, path: &str) -> Option<&Entry> {
        let name = path.rsplit('/').next().unwrap_or_default().to_lowercase();
        let alike = |entry: &Entry| {
            let parts = |path: &str| path.rsplit('/').map(str::to_lowercase).collect::<Vec<_>>();
            parts(&entry.path).iter().zip(parts(path)).take_while(|(one, other)| *one == other).count()
        };
        let found = self.by_name.get(&name)?.iter().take(1000).map(|index| &self.entries[*index as usize]);
        let mut found: Vec<(usize, &Entry)> = found.map(|entry| (alike(entry), entry)).collect();
        found.sort_by_key(|(alike, _)| std::cmp::Reverse(*alike));
        match found[..] {
            [(_, one)] => Some(one),
            [(first, one), (second, _), ..] if first > second => Some(one),
            _ => None,
        }
    }

    /// Lets a file be read from its beginning.
    pub(crate) fn read_with<T>(
        &self,
        entry: &Entry,
        read: impl FnOnce(&mut dyn Read) -> T,
    ) -> Result<T, Problem> {
        let failed = |reason: String| Problem::new(&entry.path, reason);
        match &self.root {
            Root::Folder(dir) => {
                let file = walk::open(dir, &entry.path).map_err(failed)?;
                Ok(read(&mut io::BufReader::with_capacity(64 * 1024, file)))
            }
            Root::Archive(archive) => archive.read_with(entry.index, read).map_err(failed),
            Root::Tape(tape) => tape.read_with(entry.index, read).map_err(failed),
        }
    }

    /// A whole file.
    pub(crate) fn read(&self, entry: &Entry, limit: u64) -> Result<Vec<u8>, Problem> {
        let too_large = || {
            let message = format!("it is larger than {} MB and was left out", limit / (1024 * 1024));
            Problem::new(&entry.path, message)
        };
        if entry.size > limit {
            return Err(too_large());
        }
        let bytes = self.read_with(entry, |reader| {
            let mut bytes = Vec::new();
            reader.take(limit + 1).read_to_end(&mut bytes).map(|_| bytes)
        })?;
        let bytes = bytes.map_err(|error| {
            Problem::new(&entry.path, format!("it cannot be read: {error}; it was left out"))
        })?;
        if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
    }

    /// A file by its path, which a text names: it may lie beside the one file that was named.
    pub(crate) fn read_path(&self, path: &str, limit: u64) -> Result<Vec<u8>, Problem> {
        if let Some(entry) = self.find(path) {
            return self.read(entry, limit);
        }
        match &self.root {
            Root::Folder(_) if self.single => {
                self.read(&Entry { path: path.to_owned(), size: 0, index: 0 }, limit)
            }
            _ => Err(Problem::new(path, "there is no such file in the source")),
        }
    }

    /// The beginning of a file, for telling what it is.
    pub(crate) fn head(&self, entry: &Entry) -> Vec<u8> {
        let read = self.read_with(entry, |reader| {
            let mut head = Vec::new();
            reader.take(16 * 1024).read_to_end(&mut head).map(|_| head)
        });
        read.ok().and_then(Result::ok).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
