//! What is done to files: written whole, renamed, removed, and only if they still are what the plan saw.
//!
//! A file is written under another name, forced to disk, and then takes its place in one step. Where the
//! system can exchange two names (Linux), what was replaced is looked at after it, and put back if another
//! program changed it in the very last moment; elsewhere it is looked at right before.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

use model::ContentHash;

use crate::error::{Error, Result};
use crate::folder::{Folder, OWN, hash};

/// Numbers unfinished files, so that no two have one name.
static NUMBER: AtomicU64 = AtomicU64::new(0);

/// From this many files on, the whole disk is forced once instead of each file.
const MANY: usize = 8;

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// Its name.
    pub name: String,
    /// The bytes it has now; `None`: it is not there.
    pub replaces: Option<ContentHash>,
    /// The bytes it is to have.
    pub bytes: Vec<u8>,
}

/// Changes to a folder, whose names are made durable together at the end.
#[derive(Debug)]
pub struct Changes<'f> {
    folder: &'f Folder,
    touched: BTreeSet<String>,
}

impl<'f> Changes<'f> {
    /// None yet.
    #[must_use]
    pub fn new(folder: &'f Folder) -> Self {
        Self { folder, touched: BTreeSet::new() }
    }

    /// Makes all of them durable. Before this nothing may rely on them.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn finish(&mut self) -> Result<()> {
        let touched = std::mem::take(&mut self.touched);
        self.folder.sync_folders(touched.iter().map(String::as_str))
    }

    /// Writes a file in place of one that has these bytes now; `None`: there is none. Its permissions stay.
    ///
    /// # Errors
    /// [`Error::Changed`] where it is something else; [`Error::Refused`] where a link or a folder stands
    /// there; what the disk reports. Then nothing was changed.
    pub fn write(&mut self, name: &str, replaces: Option<&ContentHash>, bytes: &[u8]) -> Result<ContentHash> {
        let write = Write { name: name.to_owned(), replaces: replaces.cloned(), bytes: bytes.to_vec() };
        self.write_all(std::slice::from_ref(&write)).pop().unwrap_or_else(|| Ok(hash(bytes)))
    }

    /// Writes many files, each as [`Changes::write`] does, and forces all of them to disk together: no file
    /// takes its place before that. Answers for each.
    pub fn write_all(&mut self, writes: &[Write]) -> Vec<Result<ContentHash>> {
        let together = writes.len() >= MANY;
        let mut unfinished: Vec<Result<String>> = writes
            .iter()
            .map(|write| {
                self.verify(&write.name, write.replaces.as_ref())?;
                self.make_parents(&write.name)?;
                self.unfinished(&write.name, &write.bytes, !together)
            })
            .collect();
        if together && let Err(error) = self.sync_all(&unfinished) {
            for file in &mut unfinished {
                if let Ok(name) = file {
                    let _ = self.folder.dir.remove_file(&*name);
                    *file = Err(error.clone());
                }
            }
        }
        let place = |(write, unfinished): (&Write, Result<String>)| {
            let unfinished = unfinished?;
            if let Err(error) = self.place(&write.name, &unfinished, write.replaces.as_ref()) {
                let _ = self.folder.dir.remove_file(&unfinished);
                return Err(error);
            }
            self.touch(&write.name);
            Ok(hash(&write.bytes))
        };
        writes.iter().zip(unfinished).map(place).collect()
    }

    /// Writes a picture beside the texts, unless it is there already.
    ///
    /// # Errors
    /// As [`Changes::write`]; a file of that name with other bytes is [`Error::Changed`].
    pub fn write_picture(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        match self.folder.read_picture(name)? {
            Some(there) if there.hash == hash(bytes) => Ok(()),
            Some(_) => Err(Error::Changed(name.to_owned())),
            None => self.write(name, None, bytes).map(drop),
        }
    }

    /// Gives a file that has these bytes another name, which nothing has.
    ///
    /// # Errors
    /// As [`Changes::write`].
    pub fn rename(&mut self, from: &str, to: &str, bytes: &ContentHash) -> Result<()> {
        self.verify(from, Some(bytes))?;
        self.verify(to, None)?;
        self.make_parents(to)?;
        self.rename_new(from, to)?;
        self.touch(from);
        self.touch(to);
        Ok(())
    }

    /// Removes a file that has these bytes.
    ///
    /// # Errors
    /// As [`Changes::write`].
    pub fn remove(&mut self, name: &str, bytes: &ContentHash) -> Result<()> {
        self.verify(name, Some(bytes))?;
        // Taken aside first: what is removed is then looked at where nobody else writes.
        let aside = self.own_name();
        let dir = &self.folder.dir;
        dir.rename(name, dir, &aside).map_err(|error| self.failed(name, "removed", &error))?;
        if self.folder.read(&aside)?.is_none_or(|there| there.hash != *bytes) {
            self.rename_new(&aside, name)?;
            return Err(Error::Changed(name.to_owned()));
        }
        dir.remove_file(&aside).map_err(|error| self.failed(name, "removed", &error))?;
        self.touch(name);
        Ok(())
    }

    fn verify(&self, name: &str, bytes: Option<&ContentHash>) -> Result<()> {
        let there = self.folder.read(name)?.map(|there| there.hash);
        if there.as_ref() == bytes { Ok(()) } else { Err(Error::Changed(name.to_owned())) }
    }

    fn own_name(&self) -> String {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        format!("{OWN}/unfinished-{}-{number}", std::process::id())
    }

    fn failed(&self, name: &str, action: &'static str, error: &std::io::Error) -> Error {
        Error::io(&self.folder.path.join(name), action, error)
    }

    fn touch(&mut self, name: &str) {
        self.touched.insert(name.rsplit_once('/').map_or("", |(parent, _)| parent).to_owned());
    }

    fn make_parents(&mut self, name: &str) -> Result<()> {
        let Some((parent, _)) = name.rsplit_once('/') else { return Ok(()) };
        if self.folder.dir.symlink_metadata(parent).is_ok() {
            return Ok(());
        }
        self.folder.dir.create_dir_all(parent).map_err(|error| self.failed(parent, "written", &error))?;
        self.touch(parent);
        Ok(())
    }

    /// Writes a file of which nobody knows yet, and forces it to disk if that is wanted.
    fn unfinished(&self, name: &str, bytes: &[u8], sync: bool) -> Result<String> {
        let dir = &self.folder.dir;
        let unfinished = self.own_name();
        let failed = |error: &std::io::Error| self.failed(name, "written", error);
        let write = || -> std::io::Result<()> {
            let mut file = dir.create(&unfinished)?;
            if let Ok(old) = dir.symlink_metadata(name) {
                file.set_permissions(old.permissions())?;
            }
            file.write_all(bytes)?;
            if sync { file.sync_all() } else { Ok(()) }
        };
        write().map_err(|error| {
            let _ = dir.remove_file(&unfinished);
            failed(&error)
        })?;
        Ok(unfinished)
    }

    /// Forces many unfinished files to disk.
    fn sync_all(&self, unfinished: &[Result<String>]) -> Result<()> {
        let failed = |error: std::io::Error| Error::io(&self.folder.path, "written", &error);
        if let Some(synced) = sync_disk(&self.folder.dir) {
            return synced.map_err(failed);
        }
        for name in unfinished.iter().flatten() {
            let file = self.folder.dir.open_with(name, cap_std::fs::OpenOptions::new().write(true));
            file.and_then(|file| file.sync_all()).map_err(failed)?;
        }
        Ok(())
    }

    /// Puts a finished file in its place.
    fn place(&self, name: &str, unfinished: &str, replaces: Option<&ContentHash>) -> Result<()> {
        let Some(bytes) = replaces else { return self.rename_new(unfinished, name) };
        let dir = &self.folder.dir;
        match exchange(dir, unfinished, name) {
            Some(Ok(())) => {
                // What stood there has the other name now, and nobody writes to it any more.
                if self.folder.read(unfinished).ok().flatten().is_some_and(|old| old.hash == *bytes) {
                    return dir.remove_file(unfinished).map_err(|error| self.failed(name, "written", &error));
                }
                if let Some(Err(error)) = exchange(dir, unfinished, name) {
                    return Err(self.failed(name, "written", &error));
                }
                Err(Error::Changed(name.to_owned()))
            }
            Some(Err(error)) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(Error::Changed(name.to_owned()))
            }
            Some(Err(error)) => Err(self.failed(name, "written", &error)),
            None => {
                self.verify(name, replaces)?;
                dir.rename(unfinished, dir, name).map_err(|error| self.failed(name, "written", &error))
            }
        }
    }

    /// Renames, if nothing has the new name.
    fn rename_new(&self, from: &str, to: &str) -> Result<()> {
        let dir = &self.folder.dir;
        let renamed = match rename_without_replacing(dir, from, to) {
            Some(renamed) => renamed,
            None if dir.symlink_metadata(to).is_ok() => return Err(Error::Changed(to.to_owned())),
            None => dir.rename(from, dir, to),
        };
        renamed.map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => Error::Changed(to.to_owned()),
            _ => self.failed(to, "written", &error),
        })
    }
}

/// Forces everything that was written to this disk; `None` where the system has no such call.
#[cfg(target_os = "linux")]
fn sync_disk(dir: &cap_std::fs::Dir) -> Option<std::io::Result<()>> {
    Some(dir.open(".").and_then(|folder| rustix::fs::syncfs(&folder).map_err(Into::into)))
}

#[cfg(not(target_os = "linux"))]
fn sync_disk(_: &cap_std::fs::Dir) -> Option<std::io::Result<()>> {
    None
}

/// Exchanges two names in one step; `None` where the system or the disk cannot.
#[cfg(target_os = "linux")]
fn exchange(dir: &cap_std::fs::Dir, one: &str, other: &str) -> Option<std::io::Result<()>> {
    rename_with(dir, one, other, rustix::fs::RenameFlags::EXCHANGE)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &cap_std::fs::Dir, _: &str, _: &str) -> Option<std::io::Result<()>> {
    None
}

/// Renames in one step if nothing has the new name; `None` where the system or the disk cannot.
#[cfg(target_os = "linux")]
fn rename_without_replacing(dir: &cap_std::fs::Dir, from: &str, to: &str) -> Option<std::io::Result<()>> {
    rename_with(dir, from, to, rustix::fs::RenameFlags::NOREPLACE)
}

#[cfg(not(target_os = "linux"))]
fn rename_without_replacing(_: &cap_std::fs::Dir, _: &str, _: &str) -> Option<std::io::Result<()>> {
    None
}

/// The system's own call, which knows no limits of a folder: each parent is opened within them first.
#[cfg(target_os = "linux")]
fn rename_with(
    dir: &cap_std::fs::Dir,
    from: &str,
    to: &str,
    flags: rustix::fs::RenameFlags,
) -> Option<std::io::Result<()>> {
    let parent = |name: &str| -> std::io::Result<(cap_std::fs::Dir, String)> {
        match name.rsplit_once('/') {
            None => Ok((dir.try_clone()?, name.to_owned())),
            Some((parent, file)) => Ok((dir.open_dir(parent)?, file.to_owned())),
        }
    };
    let (from, to) = match (parent(from), parent(to)) {
        (Ok(from), Ok(to)) => (from, to),
        (Err(error), _) | (_, Err(error)) => return Some(Err(error)),
    };
    match rustix::fs::renameat_with(&from.0, &from.1, &to.0, &to.1, flags) {
        Ok(()) => Some(Ok(())),
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP) => None,
        Err(error) => Some(Err(error.into())),
    }
}
