//! A zip archive: its entries by name, none of them outside it, none of them larger than it says.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use zip::ZipArchive;

use super::{Entry, MOST};
use crate::Problem;

/// What an archive may hold however small it is.
pub(super) const ALWAYS: u64 = 256 * 1024 * 1024;

/// How many times larger than itself the content of an archive may be beyond that. Text packs ten to thirty
/// times; what packs a thousand times was made to fill a disk.
pub(super) const RATIO: u64 = 100;

/// An archive that several readers read at once.
pub(super) struct Archive(ZipArchive<Shared>);

impl Archive {
    /// Opens an archive and lists the files in it.
    pub(super) fn open(file: File) -> Result<(Self, Vec<Entry>, Vec<Problem>), String> {
        let size = file.metadata().map_or(0, |metadata| metadata.len());
        let shared = Shared::new(file);
        let mut archive = ZipArchive::new(shared).map_err(|error| {
            format!("the archive cannot be read: {error}. Unpack it and import the folder")
        })?;
        if archive.len() > MOST {
            return Err(format!("the archive has more than {MOST} entries, which is more than is read"));
        }
        let (mut entries, mut problems): (Vec<Entry>, Vec<Problem>) = (Vec::new(), Vec::new());
        let mut total = 0_u64;
        for index in 0..archive.len() {
            let entry = match archive.by_index_raw(index) {
                Ok(entry) => entry,
                Err(error) => {
                    problems.push(Problem::new(
                        format!("entry {}", index + 1),
                        format!("it cannot be read: {error}; it was left out"),
                    ));
                    continue;
                }
            };
            let shown =
                entry.name().map_or_else(|_| format!("entry {}", index + 1), |name| name.replace('\\', "/"));
            let mut leave = |reason: &str| problems.push(Problem::new(&shown, reason));
            if entry.is_dir() {
                continue;
            }
            if entry.is_symlink() {
                leave("a symbolic link is not followed; it was left out");
                continue;
            }
            if entry.encrypted() {
                leave(
                    "it is locked with a password and was left out; unpack the archive and import the folder",
                );
                continue;
            }
            let path = entry.enclosed_name().and_then(|_| inside(&shown));
            let Some(path) = path else {
                leave("its name leads out of the archive; it was left out");
                continue;
            };
            if path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX") {
                continue;
            }
            if entry.size() > ALWAYS && entry.size() / RATIO > entry.compressed_size() {
                leave("it is packed so tightly that it can only be meant to fill a disk; it was left out");
                continue;
            }
            total = total.saturating_add(entry.size());
            entries.push(Entry { path, size: entry.size(), index });
        }
        if total > ALWAYS.saturating_add(size.saturating_mul(RATIO)) {
            return Err(
                "what is in the archive is so much larger than the archive that it can only be meant to \
                        fill a disk; nothing was read"
                    .to_owned(),
            );
        }
        settled(&mut entries, &mut problems);
        Ok((Self(archive), entries, problems))
    }

    /// Lets an entry be read from its beginning.
    pub(super) fn read_with<T>(
        &self,
        index: usize,
        read: impl FnOnce(&mut dyn Read) -> T,
    ) -> Result<T, String> {
        let mut archive = self.0.clone();
        let entry = archive
            .by_index(index)
            .map_err(|error| format!("it cannot be read from the archive: {error}; it was left out"))?;
        let mut honest = Honest { left: entry.size(), entry };
        Ok(read(&mut honest))
    }
}

/// The name of an entry as a path inside its archive; `None` where it leads out of it.
pub(super) fn inside(name: &str) -> Option<String> {
    let strange = |part: &str| part == ".." || part.contains(':') && part.len() == 2;
    if name.starts_with('/') || name.contains('\0') || name.split('/').any(strange) {
        return None;
    }
    let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Puts entries in the order of their names, and tells of those that are there twice.
pub(super) fn settled(entries: &mut Vec<Entry>, problems: &mut Vec<Problem>) {
    entries.sort_by(|one, other| one.path.cmp(&other.path));
    for pair in entries.windows(2).filter(|pair| pair[0].path == pair[1].path) {
        problems.push(Problem::new(&pair[0].path, "it is in the archive twice; the first was taken"));
    }
    entries.dedup_by(|one, other| one.path == other.path);
}

/// An entry that ends, with an error, where it is larger than the archive says.
struct Honest<R> {
    entry: R,
    left: u64,
}

impl<R: Read> Read for Honest<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.entry.read(buffer)?;
        match self.left.checked_sub(count as u64) {
            Some(left) => self.left = left,
            None => return Err(io::Error::other("it is larger than the archive says")),
        }
        Ok(count)
    }
}

/// One open file that several readers read, each from its own place.
#[derive(Clone)]
pub(super) struct Shared {
    file: Arc<Mutex<File>>,
    at: u64,
    size: u64,
}

impl Shared {
    pub(super) fn new(file: File) -> Self {
        let size = file.metadata().map_or(0, |metadata| metadata.len());
        Self { file: Arc::new(Mutex::new(file)), at: 0, size }
    }
}

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let count = file.read(buffer)?;
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}
