//! The folder that a site is exported into: what stands there, and how a new site takes the place of the old.
//!
//! Everything new is written into a folder of its own beside the old site and forced to disk; then a journal
//! says what is to be moved where; then it is moved. A crash before the journal is whole leaves the old site; one
//! after it leaves work that the next export finishes first. Nothing is followed out of the folder, and links
//! are not written through.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Read as _, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use cap_std::fs::{Dir, OpenOptions};
use sha2::{Digest as _, Sha256};

use crate::manifest;

/// Where new files lie until all of them are there.
pub const STAGING: &str = ".galley-staging";

const JOURNAL: &str = "journal";
const LOCK: &str = "lock";
const MANIFEST: &str = "manifest";
const END: &str = "END\n";

/// Up to so many files are forced to disk one by one; more of them by one call for the whole file system, where
/// there is one.
const FEW: usize = 64;

/// Why a folder could not be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Another export is at work there.
    #[error("another export into this folder is at work; wait until it is done")]
    Busy,
    /// The file system refused before anything was changed.
    #[error("the folder could not be written: {0}. The site in it is what it was")]
    Io(io::Error),
    /// The file system refused while the new site took the place of the old.
    #[error(
        "putting the new site in place was broken off: {0}. The next export into this folder finishes it"
    )]
    Unfinished(io::Error),
}

/// What stands at the place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    Free,
    /// The very content that is to stand there.
    Same,
    /// What the last export left there.
    Ours,
    /// A file that no export wrote, or that somebody changed since.
    Theirs,
    /// Something that cannot be replaced by a file, and what.
    Blocked(&'static str),
}

/// The size of a plain file; `None` where there is none.
#[must_use]
pub fn size_of(folder: &Dir, path: &str) -> Option<u64> {
    let found = folder.symlink_metadata(path).ok()?;
    found.is_file().then(|| found.len())
}

/// Looks at what stands at a path. `known` is the hash of what the last export wrote there, `wanted` and `size`
/// those of what is to stand there.
#[must_use]
pub fn standing(
    folder: &Dir,
    path: &str,
    known: Option<&[u8; 32]>,
    wanted: &[u8; 32],
    size: u64,
) -> Standing {
    for (at, _) in path.match_indices('/') {
        match folder.symlink_metadata(&path[..at]) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Standing::Free,
            Err(_) => return Standing::Blocked("its folder cannot be looked into"),
            Ok(found) if found.is_symlink() => {
                return Standing::Blocked("its folder is a link, which is not followed");
            }
            Ok(found) if !found.is_dir() => {
                return Standing::Blocked("a file stands where its folder should be");
            }
            Ok(_) => {}
        }
    }
    let found = match folder.symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Standing::Free,
        Err(_) => return Standing::Blocked("its place cannot be looked at"),
        Ok(found) => found,
    };
    if found.is_symlink() {
        return Standing::Blocked("a link stands there, which is not followed");
    }
    if !found.is_file() {
        return Standing::Blocked("a folder stands there");
    }
    if known.is_none() && found.len() != size {
        return Standing::Theirs;
    }
    match hash_of(folder, path) {
        Ok(hash) if hash == *wanted => Standing::Same,
        Ok(hash) if known == Some(&hash) => Standing::Ours,
        _ => Standing::Theirs,
    }
}

fn hash_of(folder: &Dir, path: &str) -> io::Result<[u8; 32]> {
    let mut file = folder.open(path)?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(digest.finalize().into()),
            read => digest.update(&buffer[..read]),
        }
    }
}

/// The new files of an export, on their way.
pub struct Staging<'a> {
    folder: &'a Dir,
    open: Mutex<Option<Opened>>,
    next: AtomicUsize,
    /// Folders of the site that were not there.
    made: Mutex<Vec<String>>,
}

/// The folder of new files, and what keeps other exports out.
struct Opened {
    dir: std::sync::Arc<Dir>,
    _lock: std::fs::File,
}

impl<'a> Staging<'a> {
    /// Nothing is written before the first file is.
    #[must_use]
    pub fn new(folder: &'a Dir) -> Self {
        Self { folder, open: Mutex::new(None), next: AtomicUsize::new(0), made: Mutex::default() }
    }

    /// Keeps a new file, and answers its number.
    ///
    /// # Errors
    /// [`FolderError`]; nothing of the site was changed.
    pub fn add(&self, bytes: &[u8]) -> Result<usize, FolderError> {
        let staging = self.dir()?;
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        write_new(&staging, &number.to_string(), bytes).map_err(FolderError::Io)?;
        Ok(number)
    }

    fn dir(&self) -> Result<std::sync::Arc<Dir>, FolderError> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(opened) = &*open {
            return Ok(opened.dir.clone());
        }
        let opened = open_staging(self.folder)?;
        let dir = opened.dir.clone();
        *open = Some(opened);
        Ok(dir)
    }

    /// Takes back everything.
    pub fn abandon(&self) {
        let opened = self.open.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(opened) = opened
            && !is_journal(&read_journal(&opened.dir))
        {
            // What cannot be removed now is removed by the next export.
            let _ = self.folder.remove_dir_all(STAGING);
            // The deepest first; a folder that somebody uses by now stays.
            for made in self.made.lock().unwrap_or_else(PoisonError::into_inner).drain(..).rev() {
                let _ = self.folder.remove_dir(made);
            }
        }
    }

    /// Forces the new files and the manifest to disk and makes the folders they are moved to. Nothing of the site
    /// is changed, and all of it can be abandoned.
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn prepare(&self, moves: &[(usize, String)], manifest: &str) -> Result<(), FolderError> {
        let staging = self.dir()?;
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        for parent in parents(moves.iter().map(|(_, path)| path.as_str())) {
            match self.folder.create_dir(parent) {
                Ok(()) => made.push(parent.to_owned()),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(FolderError::Io(error)),
            }
        }
        write_new(&staging, MANIFEST, manifest.as_bytes()).map_err(FolderError::Io)?;
        sync_files(&staging, moves).map_err(FolderError::Io)
    }

    /// Moves the files that were prepared to their paths, in this order, removes others, and puts the manifest in
    /// place.
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn place(&self, moves: &[(usize, String)], removed: &[String]) -> Result<(), FolderError> {
        let staging = self.dir()?;
        let prepared = || -> io::Result<()> {
            let mut journal = String::new();
            for (number, path) in moves {
                let _ = writeln!(journal, "{number} {path}");
            }
            for path in removed {
                let _ = writeln!(journal, "- {path}");
            }
            journal.push_str(END);
            write_new(&staging, JOURNAL, journal.as_bytes())?;
            staging.open(JOURNAL)?.sync_all()?;
            sync_folder(&staging)
        };
        prepared().map_err(FolderError::Io)?;
        let moves = moves.iter().map(|(number, path)| (number.to_string(), path.as_str()));
        carry_out(self.folder, &staging, &moves.collect::<Vec<_>>(), removed)
            .map_err(FolderError::Unfinished)?;
        drop(self.open.lock().unwrap_or_else(PoisonError::into_inner).take());
        self.folder.remove_dir_all(STAGING).map_err(FolderError::Unfinished)
    }
}

/// Finishes what an export left that was broken off, or clears it away.
///
/// # Errors
/// [`FolderError`].
pub fn recover(folder: &Dir) -> Result<(), FolderError> {
    match folder.symlink_metadata(STAGING) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(FolderError::Io(error)),
        Ok(_) => {}
    }
    let opened = open_staging(folder)?;
    let journal = read_journal(&opened.dir);
    if is_journal(&journal) {
        let lines = journal.lines().filter_map(|line| line.split_once(' '));
        let (removed, moves): (Vec<_>, Vec<_>) = lines.partition(|(number, _)| *number == "-");
        let moves: Vec<(String, &str)> =
            moves.into_iter().map(|(number, path)| (number.to_owned(), path)).collect();
        let removed: Vec<String> = removed.into_iter().map(|(_, path)| path.to_owned()).collect();
        // They were made before the journal, but a power cut may have taken them.
        for parent in parents(moves.iter().map(|(_, path)| *path)) {
            folder.create_dir_all(parent).map_err(FolderError::Unfinished)?;
        }
        carry_out(folder, &opened.dir, &moves, &removed).map_err(FolderError::Unfinished)?;
    }
    drop(opened);
    folder.remove_dir_all(STAGING).map_err(FolderError::Io)
}

/// Opens the folder of new files, made if need be, for this export alone.
fn open_staging(folder: &Dir) -> Result<Opened, FolderError> {
    let is_made = match folder.create_dir(STAGING) {
        Ok(()) => true,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => false,
        Err(error) => return Err(FolderError::Io(error)),
    };
    let opened = lock_staging(folder);
    if opened.is_err() && is_made {
        let _ = folder.remove_dir(STAGING);
    }
    opened
}

fn lock_staging(folder: &Dir) -> Result<Opened, FolderError> {
    let found = folder.symlink_metadata(STAGING).map_err(FolderError::Io)?;
    if !found.is_dir() {
        let reason = format!("“{STAGING}” is no folder of ours");
        return Err(FolderError::Io(io::Error::new(io::ErrorKind::AlreadyExists, reason)));
    }
    let dir = folder.open_dir(STAGING).map_err(FolderError::Io)?;
    let lock =
        dir.open_with(LOCK, OpenOptions::new().write(true).create(true)).map_err(FolderError::Io)?.into_std();
    match lock.try_lock() {
        Ok(()) => Ok(Opened { dir: std::sync::Arc::new(dir), _lock: lock }),
        Err(std::fs::TryLockError::WouldBlock) => Err(FolderError::Busy),
        // Not every file system has locks.
        Err(std::fs::TryLockError::Error(_)) => Ok(Opened { dir: std::sync::Arc::new(dir), _lock: lock }),
    }
}

fn read_journal(staging: &Dir) -> String {
    staging.read_to_string(JOURNAL).unwrap_or_default()
}

fn is_journal(text: &str) -> bool {
    text == END || text.ends_with(&format!("\n{END}"))
}

/// The folders that these paths lie in, those above before those in them.
fn parents<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    paths.flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect()
}

/// Moves and removes; what has been done already is passed over.
fn carry_out(folder: &Dir, staging: &Dir, moves: &[(String, &str)], removed: &[String]) -> io::Result<()> {
    let missing = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
    for (number, path) in moves {
        match staging.rename(number, folder, path) {
            Err(error) if missing(&error) && staging.symlink_metadata(number).is_err() => {}
            done => done?,
        }
    }
    let mut emptied = BTreeSet::new();
    for path in removed {
        match folder.remove_file(path) {
            Err(error) if !missing(&error) => return Err(error),
            _ => {}
        }
        emptied.extend(path.match_indices('/').map(|(at, _)| &path[..at]));
    }
    // The deepest first; a folder in which something is left stays.
    for parent in emptied.into_iter().rev() {
        let _ = folder.remove_dir(parent);
    }
    sync_places(folder, moves)?;
    match staging.rename(MANIFEST, folder, manifest::NAME) {
        Err(error) if missing(&error) => {}
        done => done?,
    }
    sync_folder(folder)
}

fn write_new(folder: &Dir, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = folder.open_with(name, options.write(true).create(true).truncate(true))?;
    file.write_all(bytes)
}

/// Forces the content of new files to disk.
fn sync_files(staging: &Dir, moves: &[(usize, String)]) -> io::Result<()> {
    if moves.len() > FEW && sync_all(staging)? {
        return Ok(());
    }
    for (number, _) in moves {
        staging.open_with(number.to_string(), OpenOptions::new().write(true))?.sync_all()?;
    }
    staging.open_with(MANIFEST, OpenOptions::new().write(true))?.sync_all()?;
    Ok(())
}

/// Forces the entries of the folders to disk that files were moved into.
fn sync_places(folder: &Dir, moves: &[(String, &str)]) -> io::Result<()> {
    if moves.len() > FEW && sync_all(folder)? {
        return Ok(());
    }
    for parent in parents(moves.iter().map(|(_, path)| *path)) {
        sync_folder(&folder.open_dir(parent)?)?;
    }
    Ok(())
}

/// Forces everything on the file system of a folder to disk; `false` where there is no such call.
fn sync_all(folder: &Dir) -> io::Result<bool> {
    #[cfg(target_os = "linux")]
    {
        rustix::fs::syncfs(folder.open(".")?)?;
        Ok(true)
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = folder;
        Ok(false)
    }
}

/// Forces the folder's entries to disk (not needed, and not possible, on Windows).
fn sync_folder(folder: &Dir) -> io::Result<()> {
    #[cfg(unix)]
    folder.open(".")?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
