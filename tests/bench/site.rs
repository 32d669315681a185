//! The whole site of publications of different sizes beside Hugo's of the same articles: the whole program each
//! time, turn by turn, in memory and on disk.

mod hugo;
mod photographs;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tests::AppTest;
use tests::corpus::{Chance, article};
use tests::program::Galley;

use crate::figures::{Figures, Runs, Target};
use crate::peak::{Peak, run};

/// The most memory a site may take, in MiB.
const MEMORY: f64 = 300.0;

/// The place that is no disk.
const MEMORY_PLACE: &str = "in memory (tmpfs)";

/// How many articles the site has for which something was promised.
const PROMISED: u64 = 10_000;

/// Under which address both think that their site will be found.
const BASE: &str = "https://corpus.example/";

pub fn measure(figures: &mut Figures) {
    if hugo::version().is_none() {
        figures.missing("Hugo's times", "Hugo is not installed");
    }
    for (size, turns) in [(100_u64, 7), (1_000, 5), (10_000, 3)] {
        for (place, name) in places() {
            figures.group(&format!("A site of {size} articles {name}"));
            // Six tenths of Zola's time, which takes 0.64 of Hugo's where the disk is the limit.
            let cold = if name == MEMORY_PLACE { 0.2 } else { 0.38 };
            Ground::new(&place, size).measure(figures, turns, cold);
        }
    }
    photographs::measure(figures);
}

/// Where sites are made: in memory, where the system has that as a folder, and on disk.
fn places() -> Vec<(PathBuf, &'static str)> {
    let memory = PathBuf::from("/dev/shm");
    let disk = std::env::current_dir().unwrap_or_default().join("target");
    let mut places = Vec::new();
    if memory.is_dir() {
        places.push((memory, MEMORY_PLACE));
    }
    let disk = if disk.is_dir() { disk } else { std::env::temp_dir() };
    places.push((disk, "on disk"));
    places
}

/// The same articles in a library and in a folder for Hugo.
struct Ground {
    folder: TempDir,
    galley: Galley,
    library: PathBuf,
    size: u64,
}

impl Ground {
    fn new(place: &Path, size: u64) -> Self {
        let folder = tempfile::Builder::new().prefix("galley-bench-").tempdir_in(place).expect("a folder");
        let hugo = folder.path().join("hugo");
        let posts = hugo.join("content/posts");
        std::fs::create_dir_all(&posts).expect("made");
        for number in 0..size {
            std::fs::write(posts.join(format!("{number}.md")), as_markdown(number)).expect("written");
        }
        hugo::write_theme(&hugo, BASE).expect("written");
        let library = folder.path().join("library");
        let galley = Galley::on(&library);
        let _ = galley.run(&["init"]).exits(0);
        // Pictures on other computers are named as problems, and left there.
        let ran = galley.run(&[OsStr::new("import"), posts.as_os_str()]);
        assert!([0, 3].contains(&ran.status), "{}", ran.stderr);
        Self { folder, galley, library, size }
    }

    /// Exports with Galley: the time, the most memory, and the report.
    fn export(&self, into: &Path) -> (Duration, Peak, Value) {
        let to = into.to_string_lossy();
        let mut command =
            self.galley.command(&["--json", "export", "--site", "--to", &to, "--base-url", BASE]);
        let (time, peak, output) = run(&mut command);
        (time, peak, serde_json::from_slice(&output).expect("a report"))
    }

    /// As many times the yardstick, for a site of the size for which that was promised.
    fn target(&self, multiple: f64) -> Target {
        if self.size == PROMISED { Target::Multiple(multiple) } else { Target::None }
    }

    fn measure(&self, figures: &mut Figures, turns: usize, cold: f64) {
        let mut hugo = hugo::version().map(|_| self.folder.path().join("hugo"));
        let place = |name: &str| self.folder.path().join(name);
        let (mut ours, mut theirs) = (Runs::default(), Runs::default());
        let (mut most, mut most_theirs) = (Peak::default(), Peak::default());
        for turn in 0..turns {
            let (time, peak, report) = self.export(&place(&format!("galley{turn}")));
            assert_eq!(report["unchanged"], 0, "it was not made anew");
            ours.add(time);
            most = most.max(peak);
            match hugo.as_ref().map(|hugo| hugo::build(hugo, &place(&format!("hugo{turn}")))) {
                Some(Ok((time, peak))) => {
                    theirs.add(time);
                    most_theirs = most_theirs.max(peak);
                }
                Some(Err(reason)) => {
                    figures.missing("Hugo's times", &format!("it failed: {reason}"));
                    hugo = None;
                }
                None => {}
            }
            if turn > 0 {
                // Only the last of each is needed.
                for name in ["galley", "hugo"] {
                    let _ = std::fs::remove_dir_all(place(&format!("{name}{}", turn - 1)));
                }
            }
        }
        let last = place(&format!("galley{}", turns - 1));
        let yardstick = |runs: &'static str| hugo.as_ref().map(|_| (runs, &theirs));
        figures.add("the whole site, cold", &ours, &self.target(cold), yardstick("Hugo"));
        figures.note("  articles each second", self.size as f64 * 1_000.0 / ours.quantile(0.5), "");
        figures.note("  files", count(&last) as f64, "");
        figures.note("  most memory", most.mebibytes(), "MiB");
        if hugo.is_some() {
            figures.note("  files of Hugo's", count(&place(&format!("hugo{}", turns - 1))) as f64, "");
            figures.note("  most memory of Hugo", most_theirs.mebibytes(), "MiB");
        }
        assert!(most.mebibytes() <= MEMORY, "a site of {} takes {} MiB", self.size, most.mebibytes());
        self.nothing(figures, turns, &last, &ours);
        self.one_edit(figures, turns, &last, hugo.as_deref());
    }

    fn nothing(&self, figures: &mut Figures, turns: usize, site: &Path, cold: &Runs) {
        let mut runs = Runs::default();
        for _ in 0..turns {
            let before = newest(site);
            let (time, _, report) = self.export(site);
            runs.add(time);
            assert_eq!((&report["added"], &report["changed"]), (&json!([]), &json!([])));
            assert_eq!(newest(site), before, "something was written");
        }
        let yardstick = Some(("the whole site, cold", cold));
        figures.add("nothing changed, nothing written", &runs, &self.target(0.01), yardstick);
    }

    /// One article gets another sentence; the times until its page is on disk.
    fn one_edit(&self, figures: &mut Figures, turns: usize, site: &Path, hugo: Option<&Path>) {
        let app = AppTest::on(&self.library);
        let list = app.ok("article_list", json!({ "shelf": "published", "offset": 0, "limit": 50 }));
        let mut server = hugo.and_then(|hugo| hugo::Server::start(hugo, &self.folder.path().join("served")));
        let (mut ours, mut theirs) = (Runs::default(), Runs::default());
        for turn in 0..turns {
            let id = &list["items"][turn]["id"];
            let shown = app.show(id);
            let body =
                format!("{}\nEdited for the {turn}th time.\n", shown["body"].as_str().unwrap_or_default());
            let call = json!({ "id": id, "baseVersion": shown["version"], "body": body, "origin": "window" });
            let _ = app.ok("article_save", call);
            let _ = app.ok("article_publish", json!({ "ids": [id] }));
            let (time, _, report) = self.export(site);
            assert!(!report["changed"].as_array().is_none_or(Vec::is_empty), "nothing was written");
            ours.add(time);
            if let (Some(server), Some(hugo)) = (&mut server, hugo) {
                let number = turn as u64;
                let text = format!("{}\nEdited for the {turn}th time.\n", as_markdown(number));
                let begun = Instant::now();
                std::fs::write(hugo.join(format!("content/posts/{number}.md")), text).expect("written");
                if server.shows(&slug(number), &format!("Edited for the {turn}th time.")) {
                    theirs.add(begun.elapsed());
                }
            }
        }
        if hugo.is_some() && theirs.is_empty() {
            figures.missing("Hugo's server after one edit", "it did not start, or did not see the edit");
            server = None;
        }
        let yardstick = server.as_ref().map(|_| ("hugo server, until the page is on disk", &theirs));
        let target = if server.is_some() { self.target(0.1) } else { Target::Median(100.0) };
        figures.add("after one edit, start to end of the program", &ours, &target, yardstick);
    }
}

fn slug(number: u64) -> String {
    format!("article-{number}")
}

/// An article as Hugo and Galley's import read it.
fn as_markdown(number: u64) -> String {
    let text = article(1, number);
    let mut chance = Chance::new(number);
    let date = format!(
        "20{:02}-{:02}-{:02}T{:02}:00:00Z",
        chance.between(10, 24),
        chance.between(1, 12),
        chance.between(1, 28),
        chance.between(0, 23)
    );
    let tags: Vec<String> = text.tags.iter().map(|tag| format!("{tag:?}")).collect();
    format!(
        "---\ntitle: {:?}\ndate: {date}\nslug: {}\ntags: [{}]\nauthor: {:?}\ndescription: {:?}\ndraft: false\n---\n\n{}",
        text.title,
        slug(number),
        tags.join(", "),
        text.author,
        format!("{}, told in full.", text.title),
        text.body
    )
}

fn count(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| if entry.file_type().is_ok_and(|kind| kind.is_dir()) { count(&entry.path()) } else { 1 })
        .sum()
}

/// When anything in a folder was written last.
fn newest(folder: &Path) -> Option<std::time::SystemTime> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let found = entry.metadata().ok()?;
            let inside = if found.is_dir() { newest(&entry.path()) } else { None };
            inside.max(found.modified().ok())
        })
        .max()
}
