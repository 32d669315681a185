//! A mirror whose rounds are killed or fail at any moment: every text is somewhere, and both sides converge.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use serde_json::json;
use tests::AppTest;
use tests::corpus::Chance;
use tests::program::{Galley, finish};

use crate::disk::can_trace;
use crate::operations::{Done, Ground, operation};

/// Longer than a young file is waited for.
const SETTLED: Duration = Duration::from_millis(350);

/// Both sides of a mirror, and the texts that have to be in one of them: kept on disk, from run to run.
struct Sides {
    place: PathBuf,
    galley: Galley,
    texts: BTreeSet<String>,
}

/// What stands ready before the first run.
pub fn lay(ground: &mut Ground) {
    let mut sides = Sides::of(ground);
    fs::create_dir(sides.mirror()).expect("made");
    let _ = sides.galley.run(&["init"]).exits(0);
    for number in 0..3 {
        sides.new_article(&format!("Article {number}"));
    }
    let _ = sides.galley.run(&sides.arguments()).exits(0);
    sides.remember();
}

/// What is done before each run.
pub fn prepare(ground: &mut Ground) {
    let mut sides = Sides::of(ground);
    let round = sides.texts.len();
    sides.change(round, &mut Chance::new(round as u64));
    sides.remember();
}

/// The command line.
pub fn arguments(ground: &Ground) -> Vec<String> {
    Sides::of(ground).arguments().to_vec()
}

/// What has to hold afterwards, whether the run said that it was done or not.
pub fn verified(ground: &mut Ground, _: Option<&Done>, what: &str) {
    Sides::of(ground).verify(what);
}

impl Sides {
    fn of(ground: &Ground) -> Self {
        let place = ground.place().to_path_buf();
        let texts = fs::read_to_string(place.join("texts")).unwrap_or_default();
        Self { place, galley: ground.galley(), texts: texts.lines().map(str::to_owned).collect() }
    }

    fn remember(&self) {
        let lines: String = self.texts.iter().map(|text| format!("{text}\n")).collect();
        fs::write(self.place.join("texts"), lines).expect("written");
    }

    fn arguments(&self) -> [String; 4] {
        let mirror = self.mirror().to_string_lossy().into_owned();
        ["--json".to_owned(), "mirror".to_owned(), mirror, "--once".to_owned()]
    }

    fn mirror(&self) -> PathBuf {
        self.place.join("mirror")
    }

    fn new_article(&mut self, title: &str) {
        let text = format!("Text of {title}.");
        let file = self.place.join("new.md");
        fs::write(&file, &text).expect("written");
        let _ = self.galley.run(&["new", "--title", title, "--file", &file.to_string_lossy()]).exits(0);
        self.texts.insert(text);
    }

    /// Changes something on both sides.
    fn change(&mut self, round: usize, chance: &mut Chance) {
        self.new_article(&format!("New {round}"));
        fs::write(self.mirror().join(format!("put-{round}.md")), format!("Put {round}.\n")).expect("written");
        self.texts.insert(format!("Put {round}."));
        let list = self.galley.run(&["--json", "list"]).exits(0).json();
        let list = list.as_array().expect("a list");
        let file = self.place.join("edit.md");
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
        let app = AppTest::on(&self.place.join("library"));
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

#[test]
fn a_round_that_ends_between_any_two_changes_of_the_folder_is_taken_up_again() {
    if !can_trace() {
        return;
    }
    let mirror = operation("mirror");
    let mut ground = Ground::new(mirror);
    for (calls, fault) in
        [("renameat2", "signal=KILL"), ("renameat2", "error=EIO"), ("syncfs,fsync", "error=EIO")]
    {
        for number in 1..=4 {
            prepare(&mut ground);
            let fault = format!("{calls}:{fault}:when={number}");
            let plain = ground.galley().command(&arguments(&ground));
            let mut command = Command::new("strace");
            command.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={calls}")]);
            command.args(["-e", &format!("inject={fault}")]).arg(plain.get_program()).args(plain.get_args());
            let ran = finish(command, b"");
            assert!(!ran.stderr.contains("panicked"), "{fault}: {ran:?}");
            verified(&mut ground, None, &format!("{fault}: {ran:?}"));
        }
    }
}
