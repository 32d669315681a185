//! Files made from media, such as smaller pictures, kept so that they need not be made again.
//!
//! They lie in `cache/`, which may be deleted at any time: what is missing or damaged there is made anew. So
//! nothing here is forced to disk, and a file carries the hash of its content at its end, which is checked.

use std::io::{Read as _, Write as _};
use std::time::{Duration, SystemTime};

use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};

use crate::content::sha256;
use crate::error::{Error, Result};
use crate::file;
use crate::media::LARGEST_MEDIUM;
use crate::store::Store;

const FOLDER: &str = "cache";

/// Tells programs that make backups that nothing in this folder needs one (<https://bford.info/cachedir/>).
const TAG: (&str, &str) = (
    "CACHEDIR.TAG",
    "Signature: 8a477f597d28d172789f06886806bc55\n# Made from the library by Galley. It may be deleted.\n",
);

/// The length of the hash at the end of each file.
const HASH: usize = 32;

/// How exactly it is known when a file was used last.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl Store {
    /// What was kept under this name, which is hexadecimal; `None` where it was not, or is not what it was.
    #[must_use]
    pub fn made_file(&self, name: &str, now: SystemTime) -> Option<Vec<u8>> {
        let path = place(name)?;
        let folder = self.made_folder(false)?;
        let found = folder.symlink_metadata(&path).ok()?;
        if !found.is_file() || found.len() > LARGEST_MEDIUM {
            return None;
        }
        let mut content = Vec::new();
        folder.open(&path).ok()?.take(LARGEST_MEDIUM).read_to_end(&mut content).ok()?;
        let end = content.len().checked_sub(HASH)?;
        let hash = content.split_off(end);
        if sha256(&content)[..] != hash[..] {
            return None;
        }
        let is_known_to_be_used =
            found.modified().is_ok_and(|time| now.duration_since(time.into_std()).unwrap_or_default() < DAY);
        if !is_known_to_be_used
            && self.read_only().is_none()
            && let Ok(file) = folder.open_with(&path, OpenOptions::new().append(true))
        {
            // Where no times can be set, others are forgotten first.
            let _ = file.into_std().set_modified(now);
        }
        Some(content)
    }

    /// Keeps a file under this name, which is hexadecimal, in place of one that is there.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::Io`]: it is not kept, and that is all.
    pub fn keep_made_file(&self, name: &str, content: &[u8]) -> Result<()> {
        if let Some(reason) = self.read_only() {
            return Err(Error::ReadOnly(reason.to_owned()));
        }
        let at = self.folder().join(FOLDER);
        let failed = |error: &std::io::Error| Error::io(&at, "written", error);
        let place = place(name);
        let (Some(path), Some(folder)) = (place, self.made_folder(true)) else {
            return Err(Error::Unreadable { path: at, reason: "it is not a folder".into() });
        };
        let unfinished = format!("{}{name}-{}", file::UNFINISHED, std::process::id());
        let write = || -> std::io::Result<()> {
            let mut file = folder.create(&unfinished)?;
            file.write_all(content)?;
            file.write_all(&sha256(content))?;
            drop(file);
            if let Some((shelf, _)) = path.split_once('/') {
                folder.create_dir_all(shelf)?;
            }
            folder.rename(&unfinished, &folder, &path)
        };
        write().map_err(|error| {
            // What cannot be removed now is removed when there is too much.
            let _ = folder.remove_file(&unfinished);
            failed(&error)
        })
    }

    /// Forgets what was not used for longest where more than `most` bytes are kept. Answers how many are left.
    pub fn trim_made_files(&self, most: u64) -> u64 {
        let Some(folder) = self.made_folder(false) else { return 0 };
        let mut kept = Vec::new();
        for shelf in folder.entries().into_iter().flatten().flatten() {
            let Ok(name) = shelf.file_name().into_string() else { continue };
            if name.starts_with(file::UNFINISHED)
                && file::is_abandoned(&self.folder().join(FOLDER).join(&name))
            {
                let _ = folder.remove_file(&name);
            }
            // A link is no folder.
            if !is_hexadecimal(&name) || !shelf.file_type().is_ok_and(|kind| kind.is_dir()) {
                continue;
            }
            for file in shelf.open_dir().and_then(|shelf| shelf.entries()).into_iter().flatten().flatten() {
                let (Ok(found), Ok(file)) = (file.metadata(), file.file_name().into_string()) else {
                    continue;
                };
                if found.is_file() && is_hexadecimal(&file) {
                    let used = found.modified().map_or(SystemTime::UNIX_EPOCH, |time| time.into_std());
                    kept.push((used, found.len(), format!("{name}/{file}")));
                }
            }
        }
        kept.sort();
        let mut all: u64 = kept.iter().map(|(_, size, _)| size).sum();
        for (_, size, path) in kept {
            if all <= most {
                break;
            }
            if folder.remove_file(&path).is_ok() {
                all -= size;
            }
        }
        all
    }

    /// The folder of what was made; `None` where there is none, or a link in its place.
    fn made_folder(&self, make: bool) -> Option<Dir> {
        let path = self.folder().join(FOLDER);
        if make && path.symlink_metadata().is_err() {
            std::fs::create_dir(&path).ok();
            std::fs::write(path.join(TAG.0), TAG.1).ok();
        }
        let is_folder = path.symlink_metadata().is_ok_and(|found| found.is_dir());
        if is_folder { Dir::open_ambient_dir(&path, ambient_authority()).ok() } else { None }
    }
}

fn is_hexadecimal(name: &str) -> bool {
    name.len() >= 2 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Where a file of this name lies: not all in one folder, which some file systems are slow with.
fn place(name: &str) -> Option<String> {
    is_hexadecimal(name).then(|| format!("{}/{name}", &name[..2]))
}
