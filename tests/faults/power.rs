//! Power that is cut: from a recording of what was written and synced, disks are made as a cut may leave them,
//! and every save that was acknowledged before the cut has to be in each of them.
//!
//! What was written and not synced may be there, or not, or half of it, in any order; of names that were given
//! and taken away, a beginning is on the disk at least as long as what was synced with their folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::json;
use tests::corpus::Chance;
use tests::program::temporary_folder;

use crate::disk::can_trace;
use crate::operations::{Ground, call, operation};
use crate::recording::{Event, record};

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

#[derive(Clone)]
enum Change {
    Write(u64, Vec<u8>),
    Truncate(u64),
}

/// The disk under a recording, up to some moment.
#[derive(Clone, Default)]
struct Disk {
    files: Vec<Content>,
    /// The names that are on the disk for certain.
    synced: BTreeMap<PathBuf, usize>,
    /// What was done to names since; `None` takes one away.
    pending: Vec<Vec<(PathBuf, Option<usize>)>>,
    folders: Vec<PathBuf>,
}

impl Disk {
    /// The disk with a library at rest on it.
    fn of(folder: &Path) -> Self {
        let mut disk = Self::default();
        let mut left = vec![folder.to_path_buf()];
        while let Some(folder) = left.pop() {
            for entry in std::fs::read_dir(&folder).expect("listed").flatten() {
                if entry.path().is_dir() {
                    left.push(entry.path());
                } else {
                    disk.synced.insert(entry.path(), disk.files.len());
                    let synced = std::fs::read(entry.path()).expect("read");
                    disk.files.push(Content { synced, ..Content::default() });
                }
            }
            disk.folders.push(folder);
        }
        disk
    }

    /// The names as a program sees them.
    fn names(&self) -> BTreeMap<PathBuf, usize> {
        let mut names = self.synced.clone();
        self.pending.iter().for_each(|changes| apply(&mut names, changes));
        names
    }

    fn file(&mut self, path: &Path) -> &mut Content {
        let number = match self.names().get(path) {
            Some(number) => *number,
            None => {
                self.files.push(Content::default());
                self.pending.push(vec![(path.to_path_buf(), Some(self.files.len() - 1))]);
                self.files.len() - 1
            }
        };
        &mut self.files[number]
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Said(_) => {}
            Event::MakeFolder(path) => self.folders.push(path.clone()),
            Event::Create(path) => self.file(path).position = 0,
            Event::Write { path, at, bytes } => {
                let file = self.file(path);
                let at = at.unwrap_or(file.position);
                file.position = at + bytes.len() as u64;
                file.pending.push(Change::Write(at, bytes.clone()));
            }
            Event::Truncate { path, length } => self.file(path).pending.push(Change::Truncate(*length)),
            Event::Sync(path) if self.folders.contains(path) => {
                for changes in std::mem::take(&mut self.pending) {
                    apply(&mut self.synced, &changes);
                }
            }
            Event::Sync(path) => {
                let file = self.file(path);
                for change in std::mem::take(&mut file.pending) {
                    change.happen(&mut file.synced);
                }
            }
            Event::Rename { from, to } => {
                let number = self.names().get(from).copied();
                self.pending.push(vec![(from.clone(), None), (to.clone(), number)]);
            }
            Event::Unlink(path) => self.pending.push(vec![(path.clone(), None)]),
        }
    }

    /// Writes the disk into another folder as a cut might leave it.
    fn cut(&self, from: &Path, to: &Path, chance: &mut Chance) {
        let mut names = self.synced.clone();
        let kept = chance.below(self.pending.len() + 1);
        self.pending[..kept].iter().for_each(|changes| apply(&mut names, changes));
        for folder in &self.folders {
            std::fs::create_dir_all(to.join(folder.strip_prefix(from).expect("below it"))).expect("made");
        }
        // All, nothing, or some of what is pending; each alike.
        let odds = [0, 50, 90, 100][chance.below(4)];
        for (path, number) in names {
            let file = &self.files[number];
            let mut content = file.synced.clone();
            for change in &file.pending {
                if chance.happens(odds) {
                    change.torn(chance).happen(&mut content);
                }
            }
            std::fs::write(to.join(path.strip_prefix(from).expect("below it")), content).expect("written");
        }
    }
}

fn apply(names: &mut BTreeMap<PathBuf, usize>, changes: &[(PathBuf, Option<usize>)]) {
    for (path, number) in changes {
        match number {
            Some(number) => names.insert(path.clone(), *number),
            None => names.remove(path),
        };
    }
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

/// A library at rest, what happened to it, and what was acknowledged at which moment.
struct Recording {
    ground: Ground,
    start: Disk,
    events: Vec<Event>,
    /// After so many events, this version with this text is on the disk.
    acknowledged: Vec<(usize, i64, String)>,
}

/// Saves with the real program, again and again, under a recorder.
fn record_saves(saves: usize) -> Recording {
    let save = operation("save");
    let mut ground = Ground::new(save);
    let library = ground.library();
    let start = Disk::of(&library);
    let (mut events, mut acknowledged) = (Vec::new(), Vec::new());
    for _ in 0..saves {
        (save.prepare)(&mut ground);
        let text =
            std::fs::read_to_string(ground.place().join("text.md")).expect("read").trim_end().to_owned();
        let command = ground.galley().command(&(save.arguments)(&ground));
        for event in record(&command, &ground.place().join("trace"), &library) {
            if let Event::Said(said) = &event {
                let version = said.trim().parse().expect("a version");
                acknowledged.push((events.len(), version, text.clone()));
            }
            events.push(event);
        }
    }
    assert_eq!(acknowledged.len(), saves);
    Recording { ground, start, events, acknowledged }
}

impl Recording {
    /// Cuts the power at so many moments; answers how often an acknowledged save was not there afterwards, or
    /// the library could not be opened.
    fn cut(&self, times: usize, seed: u64) -> usize {
        let mut chance = Chance::new(seed);
        let library = self.ground.library();
        let id = call(&library, "article_list", json!({ "shelf": "all", "offset": 0, "limit": 1 }))["items"]
            [0]["id"]
            .clone();
        let mut moments: Vec<usize> = (0..times).map(|_| chance.below(self.events.len() + 1)).collect();
        moments.sort_unstable();
        let (mut disk, mut happened, mut lost) = (self.start.clone(), 0, 0);
        for moment in moments {
            while happened < moment {
                disk.happen(&self.events[happened]);
                happened += 1;
            }
            let folder = temporary_folder();
            let image = folder.path().join("library");
            disk.cut(&library, &image, &mut chance);
            let promised = self.acknowledged.iter().rev().find(|(at, ..)| *at < moment);
            lost += usize::from(!self.holds(&image, &id, promised));
        }
        lost
    }

    fn holds(&self, image: &Path, id: &serde_json::Value, promised: Option<&(usize, i64, String)>) -> bool {
        let engine = engine::Engine::headless(image.to_path_buf());
        let Ok(article) = contract::dispatch(&engine, "article_show", json!({ "id": id })) else {
            return false;
        };
        let version = article["version"].as_i64().expect("a version");
        let body = article["body"].as_str().expect("a body").trim_end();
        let known = self.acknowledged.iter().find(|(_, number, _)| *number == version);
        let right = known.is_none_or(|(.., text)| text == body);
        let check = contract::dispatch(&engine, "library_check", json!({}));
        let sound = check.is_ok_and(|report| report["problems"] == json!([]));
        right && sound && promised.is_none_or(|(_, number, _)| version >= *number)
    }
}

fn cut_power(saves: usize, cuts: usize, seed: u64) {
    if !can_trace() {
        return;
    }
    let mut recording = record_saves(saves);
    assert_eq!(recording.cut(cuts, seed), 0, "an acknowledged save is lost, or the library is not whole");
    // The control: a program that did not have its log forced to the disk would lose what it acknowledged.
    let is_log = |path: &Path| path.to_string_lossy().ends_with("-wal");
    recording.events.retain(|event| !matches!(event, Event::Sync(path) if is_log(path)));
    let positions: Vec<usize> = recording
        .events
        .iter()
        .enumerate()
        .filter_map(|(at, event)| matches!(event, Event::Said(_)).then_some(at))
        .collect();
    for ((at, ..), position) in recording.acknowledged.iter_mut().zip(positions) {
        *at = position;
    }
    let lost = recording.cut(cuts, seed);
    assert!(lost > 0, "without syncing nothing is lost either: the cuts prove nothing");
    eprintln!("{cuts} cuts of {saves} saves: none lost; without syncing the log, {lost}");
}

#[test]
fn a_power_cut_takes_nothing_that_was_acknowledged() {
    cut_power(4, 250, 1);
}

#[test]
#[ignore = "takes long: `cargo xtask faults`"]
fn ten_thousand_power_cuts_take_nothing_that_was_acknowledged() {
    for seed in 0..10 {
        cut_power(12, 1_000, 100 + seed);
    }
}
