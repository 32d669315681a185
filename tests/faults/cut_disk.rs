//! A disk as a power cut may leave it, made from what was written and synced until then.
//!
//! What was written and not synced may be there, or not, or half of it, in any order; of names that were given
//! and taken away, a beginning is on the disk at least as long as what was synced with their folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tests::corpus::Chance;

use crate::recording::Event;

/// The smallest part of a file that a disk writes at once, in bytes.
const SECTOR: usize = 512;

/// A file as the disk and the system's cache have it.
#[derive(Clone, Default)]
struct Content {
    /// What is on the disk for certain.
    synced: Vec<u8>,
    /// What was asked for since, in order.
    pending: Vec<Change>,
    /// Where the next plain write goes.
    position: u64,
}

impl Content {
    fn sync(&mut self) {
        for change in std::mem::take(&mut self.pending) {
            change.happen(&mut self.synced);
        }
    }
}

#[derive(Clone)]
enum Change {
    Write(u64, Vec<u8>),
    Truncate(u64),
}

impl Change {
    fn happen(&self, content: &mut Vec<u8>) {
        match self {
            Self::Truncate(length) => content.resize(usize::try_from(*length).expect("small"), 0),
            Self::Write(at, bytes) => {
                let at = usize::try_from(*at).expect("small");
                if content.len() < at + bytes.len() {
                    content.resize(at + bytes.len(), 0);
                }
                content[at..at + bytes.len()].copy_from_slice(bytes);
            }
        }
    }

    /// The change, or now and then only its first sectors.
    fn torn(&self, chance: &mut Chance) -> Self {
        match self {
            Self::Write(at, bytes) if bytes.len() > SECTOR && chance.happens(15) => {
                let sectors = chance.below(bytes.len() / SECTOR);
                Self::Write(*at, bytes[..sectors * SECTOR].to_vec())
            }
            change => change.clone(),
        }
    }
}

/// Names and the numbers of their files.
type Names = BTreeMap<PathBuf, usize>;

/// What was done to names at once; `None` takes one away.
type Renaming = Vec<(PathBuf, Option<usize>)>;

fn apply(names: &mut Names, changes: &Renaming) {
    for (path, number) in changes {
        match number {
            Some(number) => names.insert(path.clone(), *number),
            None => names.remove(path),
        };
    }
}

/// The disk under a recording, up to some moment.
#[derive(Clone, Default)]
pub struct Disk {
    files: Vec<Content>,
    /// The names that are on the disk for certain.
    synced: Names,
    /// The names as a program sees them.
    names: Names,
    /// What was done to names since.
    pending: Vec<Renaming>,
    folders: BTreeSet<PathBuf>,
}

impl Disk {
    /// The disk with what is at rest in a folder.
    pub fn of(folder: &Path) -> Self {
        let mut disk = Self::default();
        let mut left = vec![folder.to_path_buf()];
        while let Some(folder) = left.pop() {
            for entry in std::fs::read_dir(&folder).expect("listed").flatten() {
                if entry.path().is_dir() {
                    left.push(entry.path());
                } else {
                    disk.names.insert(entry.path(), disk.files.len());
                    let synced = std::fs::read(entry.path()).expect("read");
                    disk.files.push(Content { synced, ..Content::default() });
                }
            }
            disk.folders.insert(folder);
        }
        disk.synced.clone_from(&disk.names);
        disk
    }

    fn rename(&mut self, changes: Renaming) {
        apply(&mut self.names, &changes);
        self.pending.push(changes);
    }

    fn file(&mut self, path: &Path) -> &mut Content {
        let number = match self.names.get(path) {
            Some(number) => *number,
            None => {
                self.files.push(Content::default());
                self.rename(vec![(path.to_path_buf(), Some(self.files.len() - 1))]);
                self.files.len() - 1
            }
        };
        &mut self.files[number]
    }

    fn sync_names(&mut self) {
        self.synced.clone_from(&self.names);
        self.pending.clear();
    }

    /// What a program asked for is done, as far as a program can see.
    pub fn happen(&mut self, event: &Event) {
        match event {
            Event::Said(_) => {}
            Event::MakeFolder(path) => drop(self.folders.insert(path.clone())),
            Event::Create(path) => self.file(path).position = 0,
            Event::Write { path, at, bytes } => {
                let file = self.file(path);
                let at = at.unwrap_or(file.position);
                file.position = at + bytes.len() as u64;
                file.pending.push(Change::Write(at, bytes.clone()));
            }
            Event::Truncate { path, length } => {
                let file = self.file(path);
                file.position = file.position.min(*length);
                file.pending.push(Change::Truncate(*length));
            }
            Event::Sync(path) if self.folders.contains(path) => self.sync_names(),
            Event::Sync(path) => self.file(path).sync(),
            Event::SyncAll => {
                self.files.iter_mut().for_each(Content::sync);
                self.sync_names();
            }
            Event::Link { from, to } => {
                let number = self.names.get(from).copied();
                self.rename(vec![(to.clone(), number)]);
            }
            Event::Rename { from, to } if self.folders.contains(from) => self.move_folder(from, to),
            Event::Rename { from, to } => {
                let number = self.names.get(from).copied();
                self.rename(vec![(from.clone(), None), (to.clone(), number)]);
            }
            Event::Exchange { one, other } => {
                let numbers = (self.names.get(one).copied(), self.names.get(other).copied());
                self.rename(vec![(one.clone(), numbers.1), (other.clone(), numbers.0)]);
            }
            Event::Unlink(path) if self.folders.remove(path) => {}
            Event::Unlink(path) => self.rename(vec![(path.clone(), None)]),
        }
    }

    fn move_folder(&mut self, from: &Path, to: &Path) {
        let moved = |path: &Path| path.strip_prefix(from).ok().map(|rest| to.join(rest));
        let below =
            self.names.iter().filter_map(|(path, number)| Some((path.clone(), moved(path)?, *number)));
        let changes = below.flat_map(|(old, new, number)| [(old, None), (new, Some(number))]).collect();
        self.rename(changes);
        self.folders = self.folders.iter().map(|path| moved(path).unwrap_or_else(|| path.clone())).collect();
    }

    /// Writes the disk into another folder as a cut might leave it.
    pub fn cut(&self, from: &Path, to: &Path, chance: &mut Chance) {
        let mut names = self.synced.clone();
        let kept = chance.below(self.pending.len() + 1);
        self.pending[..kept].iter().for_each(|changes| apply(&mut names, changes));
        // All, nothing, or some of what is pending; each alike.
        let odds = [0, 50, 90, 100][chance.below(4)];
        self.write(from, to, &names, |changes, content| {
            for change in changes {
                if chance.happens(odds) {
                    change.torn(chance).happen(content);
                }
            }
        });
    }

    /// Writes the disk into another folder as a program sees it.
    pub fn uncut(&self, from: &Path, to: &Path) {
        self.write(from, to, &self.names, |changes, content| {
            changes.iter().for_each(|change| change.happen(content));
        });
    }

    fn write(&self, from: &Path, to: &Path, names: &Names, mut end: impl FnMut(&[Change], &mut Vec<u8>)) {
        let place = |path: &Path| to.join(path.strip_prefix(from).expect("below it"));
        for folder in &self.folders {
            std::fs::create_dir_all(place(folder)).expect("made");
        }
        for (path, number) in names {
            let file = &self.files[*number];
            let mut content = file.synced.clone();
            end(&file.pending, &mut content);
            let path = place(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, content).expect("written");
        }
    }
}
