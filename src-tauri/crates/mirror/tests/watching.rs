//! A real watcher over a real folder, and the ways in which editors save.
#![allow(missing_docs)]

use std::fs;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use mirror::watch::{Batch, Watcher};

const LIMIT: Duration = Duration::from_secs(5);

fn watched() -> (tempfile::TempDir, Watcher, Receiver<Batch>) {
    let folder = tempfile::tempdir().expect("a folder");
    let (sender, receiver) = channel();
    let watcher = Watcher::new(folder.path(), move |batch| drop(sender.send(batch))).expect("watched");
    (folder, watcher, receiver)
}

/// Waits until a file is named, or everything is to be looked at.
fn wait_for(receiver: &Receiver<Batch>, path: &Path) -> Duration {
    let since = Instant::now();
    while let Ok(batch) = receiver.recv_timeout(LIMIT.saturating_sub(since.elapsed())) {
        if batch.rescan || batch.paths.contains(path) {
            return since.elapsed();
        }
    }
    panic!("no word of {}", path.display());
}

#[test]
fn every_way_of_saving_is_noticed() {
    let (folder, _watcher, receiver) = watched();
    let path = folder.path().join("a.md");
    let aside = folder.path().join("a.md~");
    let ways: [(&str, &dyn Fn()); 5] = [
        ("new", &|| fs::write(&path, "one").expect("written")),
        ("in place", &|| fs::write(&path, "two").expect("written")),
        ("vim", &|| {
            fs::rename(&path, &aside).expect("renamed");
            fs::write(&path, "three").expect("written");
            fs::remove_file(&aside).expect("removed");
        }),
        ("atomically", &|| {
            fs::write(&aside, "four").expect("written");
            fs::rename(&aside, &path).expect("renamed");
        }),
        ("removed", &|| fs::remove_file(&path).expect("removed")),
    ];
    for (way, act) in ways {
        act();
        let after = wait_for(&receiver, &path);
        assert!(after < Duration::from_secs(2), "{way}: {after:?}");
        while receiver.recv_timeout(Duration::from_millis(300)).is_ok() {}
    }
}

#[test]
fn a_new_folder_is_watched_and_a_hidden_one_is_not_told_of() {
    let (folder, _watcher, receiver) = watched();
    let below = folder.path().join("below");
    fs::create_dir(&below).expect("made");
    wait_for(&receiver, &below);
    let path = below.join("b.md");
    fs::write(&path, "text").expect("written");
    wait_for(&receiver, &path);
    let hidden = folder.path().join(".hidden");
    fs::create_dir(&hidden).expect("made");
    std::thread::sleep(Duration::from_millis(500));
    fs::write(hidden.join("c.md"), "text").expect("written");
    std::thread::sleep(Duration::from_millis(500));
    while let Ok(batch) = receiver.recv_timeout(Duration::from_millis(100)) {
        assert!(batch.paths.iter().all(|path| !path.starts_with(&hidden)), "{batch:?}");
    }
}

#[test]
fn thousands_of_quick_writes_end_in_few_batches_that_tell_of_all() {
    let (folder, _watcher, receiver) = watched();
    for number in 0..6_000 {
        fs::write(folder.path().join(format!("{number}.md")), "text").expect("written");
    }
    let (mut batches, mut named, mut rescan) = (0, std::collections::BTreeSet::new(), false);
    while let Ok(batch) = receiver.recv_timeout(Duration::from_secs(2)) {
        batches += 1;
        rescan |= batch.rescan;
        named.extend(batch.paths);
    }
    assert!(rescan || named.len() == 6_000, "{} were told of", named.len());
    assert!(batches < 20, "{batches} batches");
}

#[test]
fn a_folder_that_is_not_there_cannot_be_watched() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(Watcher::new(&folder.path().join("gone"), |_| {}).is_err());
}
