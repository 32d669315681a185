//! A site that is exported over an old one while the disk fills up or the author changes their mind: the old site
//! stays whole, or the new one is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use contract::{Event, SiteStage};
use engine::{Engine, Settings};
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::corpus::article;
use tests::program::temporary_folder;
use tests::{AppTest, pictures, site};

/// Files and folders of a site.
type Tree = (BTreeMap<String, Vec<u8>>, BTreeSet<PathBuf>);

fn tree(folder: &Path) -> Tree {
    fn folders(folder: &Path, found: &mut BTreeSet<PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders(&entry.path(), found);
                found.insert(entry.path());
            }
        }
    }
    let mut found = BTreeSet::new();
    folders(folder, &mut found);
    (site::files(folder), found)
}

/// A publication of some articles with a picture.
fn publication(articles: u64) -> AppTest {
    let app = AppTest::empty();
    let file = app.library().join("picture.png");
    std::fs::write(&file, pictures::png(1, 640, 480)).expect("written");
    let medium = app.ok("medium_add", json!({ "token": app.token(&file) }));
    let name = medium["fileName"].as_str().expect("a name").to_owned();
    for number in 0..articles {
        let text = article(4, number);
        let body = format!("![A picture](media/{name})\n\n{}", text.body);
        let metadata = json!({ "title": format!("{} {number}", text.title), "tags": text.tags });
        let _ = site::publish(&app, &body, metadata);
    }
    app
}

/// Changes what every page shows, and adds pages in folders that were not there.
fn change(app: &AppTest) {
    let mut publication = app.ok("library_state", json!({}))["open"]["publication"].clone();
    publication["title"] = json!("Another name");
    let _ = app.ok("publication_save", json!({ "publication": publication }));
    let metadata = json!({ "title": "New", "tags": ["Unheard of"], "publishedAt": "2020-02-02" });
    let _ = site::publish(app, "A new text.", metadata);
}

/// A small file system of its own.
struct Disk {
    folder: TempDir,
}

impl Disk {
    fn new(options: &str) -> Option<Self> {
        let folder = temporary_folder();
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(folder.path())
            .output()
            .is_ok_and(|output| output.status.success());
        if !done {
            eprintln!("SKIPPED: no disk can be mounted here");
        }
        done.then_some(Self { folder })
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.folder.path()).output();
    }
}

/// Exports onto a disk that fills up after so many steps, and then with room; answers whether there was too little.
#[track_caller]
fn is_full(app: &AppTest, folder: &Path, old: &Tree, new: &Tree, what: &str) -> bool {
    match app.call("site_export", site::arguments(app, folder)) {
        Ok(_) => {
            assert!(tree_at(folder, new) == *new, "{what}: the new site is not whole");
            false
        }
        Err(error) => {
            assert!(error.message.contains("No space left"), "{what}: {error:?}");
            assert!(tree_at(folder, old) == *old, "{what}: the old site is not what it was: {error:?}");
            true
        }
    }
}

/// The tree of a folder as if it lay where another does.
fn tree_at(folder: &Path, other: &Tree) -> Tree {
    let (files, folders) = tree(folder);
    let root = other.1.iter().next().and_then(|path| path.parent());
    let Some(root) = root else { return (files, folders) };
    let moved = |path: PathBuf| path.strip_prefix(folder).map(|rest| root.join(rest)).unwrap_or(path.clone());
    (files, folders.into_iter().map(moved).collect())
}

#[test]
fn a_disk_that_is_full_at_any_moment_leaves_the_old_site() {
    let app = publication(6);
    let place = temporary_folder();
    let (old_place, new_place) = (place.path().join("old"), place.path().join("new"));
    let _ = site::export(&app, &old_place);
    change(&app);
    let _ = site::export(&app, &new_place);
    let (old, new) = (tree(&old_place), tree(&new_place));
    let mut times = 0;
    // Room for so many more bytes, or for so many more files and folders.
    let rooms = [0, 8, 40, 120, 250, 400, 600, 5_000].map(|room| (room, 0));
    let rooms = rooms.into_iter().chain([1, 5, 20, 40, 45, 55, 75, 100, 5_000].map(|files| (0, files)));
    for (bytes, files) in rooms {
        let what = format!("room for {bytes} KB, {files} files");
        let Some(disk) = Disk::new("size=16m,nr_inodes=2000") else { return };
        let folder = disk.folder.path().join("site");
        copy(&old_place, &folder);
        let filler = disk.folder.path().join("filler");
        fill(&filler, bytes, files, disk.folder.path());
        times += u32::from(is_full(&app, &folder, &old, &new, &what));
        std::fs::remove_dir_all(&filler).expect("removed");
        let _ = site::export(&app, &folder);
        assert!(tree_at(&folder, &new) == new, "{what}: the next export does not make it whole");
    }
    assert!(times >= 6, "the disk was full {times} times only");
}

fn copy(from: &Path, to: &Path) {
    let done = Command::new("cp").arg("-a").arg(from).arg(to).status();
    assert!(done.is_ok_and(|status| status.success()), "copied");
}

/// Leaves room for so many kilobytes, or for so many files.
fn fill(folder: &Path, kilobytes: u64, files: u64, disk: &Path) {
    std::fs::create_dir(folder).expect("made");
    let free = |format: &str| -> u64 {
        let output = Command::new("stat").args(["-f", "-c", format]).arg(disk).output().expect("stat");
        String::from_utf8_lossy(&output.stdout).trim().parse().expect("a number")
    };
    if files > 0 {
        for number in files..free("%d") {
            std::fs::write(folder.join(number.to_string()), "").expect("written");
        }
    } else {
        let bytes = (free("%a") * free("%S")).saturating_sub(kilobytes * 1024);
        std::fs::write(folder.join("filler"), vec![1; usize::try_from(bytes).expect("small")])
            .expect("written");
    }
}

/// An engine whose export is cancelled when it says for the `at`th time how far it is.
fn cancelling(library: &Path, at: usize) -> (Engine, Arc<Mutex<Vec<SiteStage>>>) {
    let engine: Arc<OnceLock<Engine>> = Arc::default();
    let seen: Arc<Mutex<Vec<SiteStage>>> = Arc::default();
    let (hears, sees) = (Arc::clone(&engine), Arc::clone(&seen));
    let started = Engine::start(Settings {
        library: library.to_path_buf(),
        origin: contract::Origin::Window,
        watch: false,
        sample_if_new: false,
        desktop: Arc::new(tests::app_test::RecordingDesktop::default()),
        media_base: "media://localhost/".to_owned(),
        on_event: Box::new(move |event| {
            let Event::SiteProgress { stage, .. } = event else { return };
            let mut seen = sees.lock().unwrap_or_else(PoisonError::into_inner);
            seen.push(stage);
            if seen.len() == at
                && let Some(engine) = hears.get()
            {
                let _ = contract::dispatch(engine, "site_cancel", json!({}));
            }
        }),
    });
    assert!(engine.set(started.clone()).is_ok());
    (started, seen)
}

#[test]
fn an_export_that_is_cancelled_at_any_moment_leaves_the_old_site() {
    let app = publication(4);
    let place = temporary_folder();
    let (folder, new_place) = (place.path().join("site"), place.path().join("new"));
    let _ = site::export(&app, &folder);
    let old = tree(&folder);
    change(&app);
    let _ = site::export(&app, &new_place);
    let library = app.library().to_path_buf();
    let mut cancelled = BTreeSet::new();
    for at in 1.. {
        let (engine, seen) = cancelling(&library, at);
        let arguments: Value =
            json!({ "target": engine.pick(folder.clone()).token, "baseUrl": null, "overwrite": false });
        let outcome = contract::dispatch(&engine, "site_export", arguments);
        let seen = seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match outcome {
            Err(error) => {
                assert!(error.message.contains("cancelled"), "{error:?}");
                assert!(tree(&folder) == old, "cancelled at {seen:?}, and the old site is not what it was");
                cancelled.insert(format!("{:?}", seen.last()));
            }
            Ok(_) => {
                assert_eq!(site::files(&folder), site::files(&new_place), "{seen:?}");
                assert!(seen.len() <= at, "a cancel was not heard: {seen:?}");
                break;
            }
        }
    }
    assert!(cancelled.len() >= 3, "cancelled in {cancelled:?} only");
}
