//! A mirror whose rounds are killed or fail at any moment: every text is somewhere, and both sides converge.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tests::AppTest;
use tests::corpus::Chance;
use tests::program::{Galley, Ran, finish, temporary_folder};

/// Longer than a young file is waited for.
const SETTLED: Duration = Duration::from_millis(350);

struct Ground {
    folder: TempDir,
    galley: Galley,
    /// Every text that was acknowledged, or lay in the folder when an undisturbed round began.
    texts: BTreeSet<String>,
    round: usize,
}

impl Ground {
    fn new() -> Self {
        let folder = temporary_folder();
        fs::create_dir(folder.path().join("mirror")).expect("made");
        let galley = Galley::on(&folder.path().join("library"));
        let _ = galley.run(&["init"]).exits(0);
        let mut ground = Self { folder, galley, texts: BTreeSet::new(), round: 0 };
        for number in 0..3 {
            ground.new_article(&format!("Article {number}"));
        }
        let _ = ground.galley.run(&ground.arguments()).exits(0);
        ground
    }

    fn arguments(&self) -> [String; 4] {
        let mirror = self.mirror().to_string_lossy().into_owned();
        ["--json".to_owned(), "mirror".to_owned(), mirror, "--once".to_owned()]
    }

    fn mirror(&self) -> PathBuf {
        self.folder.path().join("mirror")
    }

    fn new_article(&mut self, title: &str) {
        let text = format!("Text of {title}.");
        let file = self.folder.path().join("new.md");
        fs::write(&file, &text).expect("written");
        let _ = self.galley.run(&["new", "--title", title, "--file", &file.to_string_lossy()]).exits(0);
        self.texts.insert(text);
    }

    /// Changes something on both sides.
    fn change(&mut self, chance: &mut Chance) {
        self.round += 1;
        let round = self.round;
        self.new_article(&format!("New {round}"));
        fs::write(self.mirror().join(format!("put-{round}.md")), format!("Put {round}.\n")).expect("written");
        self.texts.insert(format!("Put {round}."));
        let list = self.galley.run(&["--json", "list"]).exits(0).json();
        let list = list.as_array().expect("a list");
        let file = self.folder.path().join("edit.md");
        let text = format!("Inside {round}.");
        fs::write(&file, &text).expect("written");
        let id = list[chance.below(list.len())]["id"].as_str().expect("an id").to_owned();
        let _ = self.galley.run(&["edit", &id, "--file", &file.to_string_lossy()]).exits(0);
        self.texts.insert(text);
        // One that a round has seen: what is written over before that was never anybody's.
        let new = format!("put-{round}.md");
        let files: Vec<PathBuf> = self.files().into_iter().filter(|path| !path.ends_with(&new)).collect();
        let path = &files[chance.below(files.len())];
        let old = fs::read_to_string(path).expect("read");
        let head = old.len() - markup::front_matter::split(&old).body.len();
        let text = format!("Outside {round}.");
        self.texts.insert(old[head..].trim().to_owned());
        fs::write(path, format!("{}{text}\n", &old[..head])).expect("written");
        self.texts.insert(text);
        std::thread::sleep(SETTLED);
    }

    fn files(&self) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = fs::read_dir(self.mirror())
            .expect("listed")
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
            .collect();
        files.sort();
        files
    }

    /// After the fault: a round that nobody disturbs, and everything is there.
    fn verify(&self, what: &str) {
        let ran = self.galley.run(&self.arguments());
        assert!(ran.status == 0 || ran.status == 3, "{what}: it does not recover: {ran:?}");
        let again = self.galley.run(&self.arguments()).json();
        for count in ["created", "taken", "merged", "trashed", "restored", "written", "renamed", "removed"] {
            assert_eq!(again[count], 0, "{what}: it does not come to rest: {again}");
        }
        let app = AppTest::on(&self.folder.path().join("library"));
        let mut kept = BTreeSet::new();
        let mut articles = Vec::new();
        for article in app.list("all") {
            let body = app.show(&article["id"])["body"].as_str().expect("a body").trim().to_owned();
            articles.push(body.clone());
            kept.insert(body);
            let revisions = app.ok("revision_list", json!({ "id": article["id"] }));
            for revision in revisions.as_array().expect("a list") {
                let revision = app.ok("revision_show", json!({ "revision": revision["revision"] }));
                kept.insert(revision["body"].as_str().expect("a body").trim().to_owned());
            }
        }
        let lost: Vec<&String> = self.texts.iter().filter(|text| !kept.contains(*text)).collect();
        assert!(lost.is_empty(), "{what}: lost {lost:?}");
        let body = |path: &PathBuf| {
            let text = fs::read_to_string(path).expect("read");
            markup::front_matter::split(&text).body.trim().to_owned()
        };
        let mut files: Vec<String> = self.files().iter().map(body).collect();
        files.sort();
        articles.sort();
        assert_eq!(files, articles, "{what}: both sides differ");
        assert_eq!(app.ok("library_check", json!({}))["problems"], json!([]), "{what}");
        let left = fs::read_dir(self.mirror().join(".galley")).expect("listed").flatten();
        let left: Vec<_> = left.map(|entry| entry.file_name()).collect();
        let unfinished = left.iter().any(|name| name.to_string_lossy().starts_with("unfinished"));
        assert!(!unfinished, "{what}: {left:?}");
    }
}

fn kill_rounds(times: usize, seed: u64) {
    let mut ground = Ground::new();
    let mut chance = Chance::new(seed);
    let since = Instant::now();
    let _ = ground.galley.run(&ground.arguments()).exits(0);
    let whole = since.elapsed() * 2;
    for round in 0..times {
        ground.change(&mut chance);
        let mut command = ground.galley.command(&ground.arguments());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("started");
        std::thread::sleep(whole.mul_f64(chance.below(1_000) as f64 / 1_000.0));
        let _ = child.kill();
        let _ = child.wait();
        ground.verify(&format!("kill {round}"));
    }
}

/// Runs a round with a fault at the Nth of these calls; answers how it ended and whether the fault happened.
fn round_with(ground: &Ground, fault: &str) -> Option<(Ran, bool)> {
    let trace = ground.folder.path().join("trace");
    let plain = ground.galley.command(&ground.arguments());
    let mut command = Command::new("strace");
    let calls = fault.split(':').next().unwrap_or_default();
    command.args(["-f", "-qq", "-e", &format!("trace={calls}"), "-e", &format!("inject={fault}"), "-o"]);
    command.arg(&trace).arg(plain.get_program()).args(plain.get_args()).env_remove("GALLEY_LIBRARY");
    if !Command::new("strace").arg("-V").stdout(Stdio::null()).status().is_ok_and(|status| status.success()) {
        eprintln!("SKIPPED: strace is not installed");
        return None;
    }
    let ran = finish(command, b"");
    let trace = fs::read_to_string(trace).unwrap_or_default();
    let happened = trace.contains("(INJECTED)") || trace.contains("killed by SIGKILL");
    Some((ran, happened))
}

fn sweep(faults: &[(&str, &str)], most: usize) {
    let mut ground = Ground::new();
    let mut chance = Chance::new(5);
    for (calls, fault) in faults {
        for number in 1..=most {
            ground.change(&mut chance);
            let fault = format!("{calls}:{fault}:when={number}");
            let Some((ran, happened)) = round_with(&ground, &fault) else { return };
            assert!(!ran.stderr.contains("panicked"), "{fault}: {ran:?}");
            if happened && ran.status > 0 {
                assert!(ran.stderr.trim().len() > 15, "{fault}: it failed without a word: {ran:?}");
            }
            if happened && ran.status == 0 {
                let report: Value = ran.json();
                assert_eq!(report["state"]["phase"], "in_step", "{fault}: {report}");
            }
            ground.verify(&fault);
            if !happened {
                break;
            }
        }
    }
}

#[test]
fn a_round_that_is_killed_loses_no_text_and_the_next_one_goes_on() {
    kill_rounds(12, 7);
}

#[test]
fn a_round_that_is_killed_between_any_two_changes_of_the_folder_goes_on() {
    sweep(&[("renameat2", "signal=KILL")], 6);
}

#[test]
fn a_folder_that_fails_is_told_and_taken_up_again() {
    sweep(&[("renameat2", "error=EIO"), ("syncfs,fsync", "error=EIO"), ("write", "error=ENOSPC")], 3);
}

#[test]
#[ignore = "takes long: `cargo xtask faults`"]
fn five_hundred_kills_of_a_mirror_lose_no_text() {
    kill_rounds(500, 8);
}

#[test]
#[ignore = "takes long: `cargo xtask faults`"]
fn every_single_call_of_a_round_may_fail_or_be_the_last() {
    let calls = ["renameat2", "syncfs,fsync,fdatasync", "write,pwrite64", "openat", "unlinkat", "mkdirat"];
    let faults: Vec<(&str, &str)> = calls
        .iter()
        .flat_map(|calls| ["error=EIO", "error=ENOSPC", "signal=KILL"].map(|fault| (*calls, fault)))
        .collect();
    sweep(&faults, 400);
}
