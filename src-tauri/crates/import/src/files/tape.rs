//! A tape archive (POSIX.1-2017, pax), packed or not: its entries by name, none of them outside it.
//!
//! A packed one can be read only from its beginning. So it is unpacked once, as it is, into a file that has no
//! name and is gone when the source is closed; nothing in it ever gets a name of its own.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use flate2::read::MultiGzDecoder;

use super::archive::{ALWAYS, RATIO, Shared, inside, settled};
use super::{Entry, MOST};
use crate::Problem;

/// The most that is unpacked, in bytes.
const UNPACKED: u64 = 8 * 1024 * 1024 * 1024;

/// An archive that several readers read at once.
pub(super) struct Tape {
    file: Shared,
    /// Where each entry begins, and how long it is.
    places: Vec<(u64, u64)>,
}

/// What a file is, told by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// As it is.
    Plain,
    /// Packed with gzip.
    Packed,
}

impl Kind {
    /// How many bytes have to be looked at.
    pub(super) const HEAD: u64 = 512;

    /// Tells a tape archive, or what may be one, by its first bytes.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(&[0x1f, 0x8b, 8]) {
            Some(Self::Packed)
        } else {
            (head.get(257..262) == Some(b"ustar")).then_some(Self::Plain)
        }
    }
}

impl Tape {
    /// Opens an archive and lists the files in it.
    pub(super) fn open(mut file: File, kind: Kind) -> Result<(Self, Vec<Entry>, Vec<Problem>), String> {
        let mut problems = Vec::new();
        file.seek(SeekFrom::Start(0)).map_err(|error| format!("it cannot be read: {error}"))?;
        if kind == Kind::Packed {
            file = unpacked(file, &mut problems)?;
        }
        let size = file.metadata().map_or(0, |metadata| metadata.len());
        let mut places: Vec<(u64, u64)> = Vec::new();
        let mut entries: Vec<Entry> = Vec::new();
        let mut archive = tar::Archive::new(file);
        let list =
            archive.entries_with_seek().map_err(|error| format!("the archive cannot be read: {error}"))?;
        for entry in list {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) if places.is_empty() => {
                    return Err(format!(
                        "the archive cannot be read: {error}. Unpack it and import the folder"
                    ));
                }
                Err(error) => {
                    let message = format!("it cannot be read to its end: {error}; the rest was left out");
                    problems.push(Problem::new("the archive", message));
                    break;
                }
            };
            if places.len() >= MOST {
                return Err(format!("the archive has more than {MOST} entries, which is more than is read"));
            }
            let name = String::from_utf8_lossy(&entry.path_bytes()).replace('\\', "/");
            let mut leave = |reason: &str| problems.push(Problem::new(&name, reason));
            let place = (entry.raw_file_position(), entry.size());
            match entry.header().entry_type() {
                tar::EntryType::Directory | tar::EntryType::XGlobalHeader => continue,
                tar::EntryType::Symlink | tar::EntryType::Link => {
                    leave("a symbolic link is not followed; it was left out");
                    continue;
                }
                tar::EntryType::Regular | tar::EntryType::Continuous => {}
                _ => {
                    leave("it is no plain file; it was left out");
                    continue;
                }
            }
            let Some(path) = inside(&name) else {
                leave("its name leads out of the archive; it was left out");
                continue;
            };
            if place.0.saturating_add(place.1) > size {
                leave("the archive ends in the middle of it; it was left out");
                continue;
            }
            if !path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX") {
                entries.push(Entry { path, size: place.1, index: places.len() });
                places.push(place);
            }
        }
        settled(&mut entries, &mut problems);
        Ok((Self { file: Shared::new(archive.into_inner()), places }, entries, problems))
    }

    /// Lets an entry be read from its beginning.
    pub(super) fn read_with<T>(
        &self,
        index: usize,
        read: impl FnOnce(&mut dyn Read) -> T,
    ) -> Result<T, String> {
        let (start, length) = self.places.get(index).copied().unwrap_or_default();
        let mut file = self.file.clone();
        file.seek(SeekFrom::Start(start))
            .map_err(|error| format!("it cannot be read: {error}; it was left out"))?;
        Ok(read(&mut BufReader::with_capacity(64 * 1024, file.take(length))))
    }
}

/// The content of a packed file, in a file without a name.
fn unpacked(file: File, problems: &mut Vec<Problem>) -> Result<File, String> {
    let packed = file.metadata().map_or(0, |metadata| metadata.len());
    let limit = ALWAYS.saturating_add(packed.saturating_mul(RATIO)).min(UNPACKED);
    let failed = |error: io::Error| {
        format!("the archive cannot be unpacked: {error}. Unpack it and import the folder")
    };
    let mut content = MultiGzDecoder::new(BufReader::new(file)).take(limit + 1);
    let mut out = tempfile::tempfile().map_err(failed)?;
    let mut buffer = vec![0; 64 * 1024];
    let mut written = 0_u64;
    loop {
        let count = match content.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            // What came before the break is read.
            Err(error) if written > 0 => {
                let message = format!("it cannot be unpacked to its end: {error}; the rest was left out");
                problems.push(Problem::new("the archive", message));
                break;
            }
            Err(error) => return Err(failed(error)),
        };
        if written == 0 && Kind::of(&buffer[..count]) != Some(Kind::Plain) && !is_old(&buffer[..count]) {
            return Err("what is packed in it is no archive; unpack it and import what is in it".to_owned());
        }
        written += count as u64;
        io::Write::write_all(&mut out, &buffer[..count]).map_err(failed)?;
    }
    if written > limit {
        return Err(
            "what is in the archive is so much larger than the archive that it can only be meant to fill \
                    a disk; nothing was read"
                .to_owned(),
        );
    }
    out.seek(SeekFrom::Start(0)).map_err(failed)?;
    Ok(out)
}

/// An archive from before there was a mark: a header whose sum is right.
fn is_old(head: &[u8]) -> bool {
    let Some(block) = head.get(..512) else { return false };
    let mut header = tar::Header::new_old();
    header.as_mut_bytes().copy_from_slice(block);
    let sum = header.cksum().unwrap_or(0);
    let counted = block
        .iter()
        .enumerate()
        .map(|(at, byte)| u32::from(if (148..156).contains(&at) { b' ' } else { *byte }));
    sum > 256 && sum == counted.sum::<u32>()
}
