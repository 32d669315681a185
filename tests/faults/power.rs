//! Power that is cut: from a recording of what was written and synced, disks are made as a cut may leave them,
//! and each has to keep what the operation promises.

use std::path::Path;

use serde_json::json;
use tests::corpus::Chance;
use tests::program::temporary_folder;

use crate::cut_disk::Disk;
use crate::disk::can_trace;
use crate::operations::{Done, Ground, OPERATIONS, Operation, call, operation};
use crate::recording::{Event, record};

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
        for event in record(&command, &ground.place().join("trace"), &library).0 {
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

/// So many moments of a recording, in their order.
fn moments(times: usize, events: usize, chance: &mut Chance) -> Vec<usize> {
    let mut moments: Vec<usize> = (0..times).map(|_| chance.below(events + 1)).collect();
    moments.sort_unstable();
    moments
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
        let (mut disk, mut happened, mut lost) = (self.start.clone(), 0, 0);
        for moment in moments(times, self.events.len(), &mut chance) {
            self.events[happened..moment].iter().for_each(|event| disk.happen(event));
            happened = moment;
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

fn cut_power_of_saves(saves: usize, cuts: usize, seed: u64) {
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
    cut_power_of_saves(4, 250, 1);
}

#[test]
#[ignore = "takes long: `cargo xtask faults`"]
fn ten_thousand_power_cuts_take_nothing_that_was_acknowledged() {
    for seed in 0..10 {
        cut_power_of_saves(12, 1_000, 100 + seed);
    }
}

/// Runs an operation under a recorder, again and again, and cuts the power of each run at so many moments:
/// whatever the disk looks like then, what the operation promises has to hold in it.
fn cut_power_of(operation: &Operation, runs: usize, cuts: usize, seed: u64) {
    let mut ground = Ground::new(operation);
    let mut chance = Chance::new(seed);
    let trace = temporary_folder();
    for run in 1..=runs {
        (operation.prepare)(&mut ground);
        let place = ground.place().to_path_buf();
        let mut disk = Disk::of(&place);
        let known = ground.known.clone();
        let command = ground.galley().command(&(operation.arguments)(&ground));
        let (events, ran) = record(&command, &trace.path().join("trace"), &place);
        let said = |event: &Event| matches!(event, Event::Said(_));
        // It has said that it was done once all of its answer is out.
        let answered = events.iter().rposition(said).unwrap_or(events.len());
        let done = |moment: usize| if moment > answered { Done::of(&ran) } else { None };
        let mut happened = 0;
        for moment in moments(cuts, events.len(), &mut chance) {
            events[happened..moment].iter().for_each(|event| disk.happen(event));
            happened = moment;
            empty(&place);
            disk.cut(&place, &place, &mut chance);
            ground.known.clone_from(&known);
            let what =
                format!("{}, run {run}, power cut after {moment} of {} calls", operation.name, events.len());
            (operation.verify)(&mut ground, done(moment).as_ref(), &what);
        }
        events[happened..].iter().for_each(|event| disk.happen(event));
        empty(&place);
        disk.uncut(&place, &place);
        ground.known = known;
        (operation.verify)(&mut ground, done(events.len()).as_ref(), operation.name);
    }
    eprintln!("{}: {} power cuts, none took anything", operation.name, runs * cuts);
}

fn empty(folder: &Path) {
    for entry in std::fs::read_dir(folder).expect("listed").flatten() {
        let path = entry.path();
        if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) }
            .expect("removed");
    }
}

/// Cuts the power of every operation.
fn cut_power_of_all(runs: usize, cuts: usize, seed: u64) {
    if can_trace() {
        for (operation, seed) in OPERATIONS.iter().zip(seed..) {
            cut_power_of(operation, runs, cuts, seed);
        }
    }
}

#[test]
fn a_power_cut_during_any_operation_leaves_what_it_promises() {
    cut_power_of_all(1, 6, 1);
}

#[test]
#[ignore = "takes long: `cargo xtask faults`"]
fn two_thousand_power_cuts_during_any_operation_leave_what_it_promises() {
    cut_power_of_all(10, 20, 100);
}
