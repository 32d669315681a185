//! Imports of files that nobody wrote: the fixtures, changed at random, for a bounded time; and imports that are
//! killed.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use import::{Format, Nobody, Source, Step};
use serde_json::json;
use tests::AppTest;
use tests::corpus::Chance;
use tests::program::{Galley, project_root, temporary_folder};

/// What is likely to matter in the files that are read.
const BITS: [&str; 44] = [
    "<item>",
    "</item>",
    "<entry>",
    "</entry>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?",
    "&",
    "&#x0;",
    "&lol;",
    "<!DOCTYPE a [",
    "<p>",
    "</p>",
    "<table><tr><td>",
    "<ul><li>",
    "<blockquote>",
    "<b><i>",
    "<font>",
    "<a href='",
    "[caption]",
    "[/caption]",
    "[gallery ids=\"1,2\"]",
    "<!-- wp:block {\"ref\":1} /-->",
    "---\n",
    "+++\n",
    "{\n",
    "title: ",
    "tags: [",
    "date: 2",
    "{{< ",
    " >}}",
    "{% ",
    " %}",
    "[[",
    "]]",
    "![[",
    "](",
    "\0",
    "\r\n",
    "\u{feff}",
    "\u{202e}",
    "🙂",
];

/// The files of a fixture.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a fixture").flatten() {
        let path = entry.path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// The bytes with some of them changed, cut, doubled or put elsewhere.
fn changed(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..chance.between(1, 12) {
        let at = chance.below(bytes.len() + 1);
        let end = (at + chance.below(64)).min(bytes.len());
        match chance.below(7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let part = bytes[at..end].to_vec();
                let times = chance.between(1, 300);
                bytes.splice(at..at, part.repeat(times));
            }
            3 => {
                drop(bytes.splice(
                    at..end,
                    u8::try_from(chance.below(256)).map(|byte| vec![byte]).unwrap_or_default(),
                ))
            }
            4 => bytes = bytes.iter().flat_map(|byte| [*byte, 0]).take(200_000).collect(),
            _ => {
                let bit = BITS[chance.below(BITS.len())];
                let times = if chance.happens(5) { 2_000 } else { 1 };
                bytes.splice(at..at, bit.repeat(times).into_bytes());
            }
        }
    }
    bytes.truncate(1_000_000);
    bytes
}

/// Reads everything in a file in every format, and converts what comes out.
fn read(file: &Path) {
    for format in Format::ALL {
        let Ok(source) = Source::open(file, Some(format)) else { continue };
        let outline = source.outline(&mut |_| ControlFlow::Continue(()));
        source.read(&outline, &Nobody, &mut |step| {
            if let Step::Article(item) = step {
                let _ =
                    markup::render(&item.body, &markup::RenderOptions::default(), &markup::AsWritten).html();
                assert!(!item.body.contains('\r') && !item.body.contains('\0'), "{:?}", item.body);
                assert!(item.pictures.iter().all(|need| !need.path.split('/').any(|part| part == "..")));
            }
            ControlFlow::Continue(())
        });
    }
}

fn fuzz(name: &str, seed: u64, time: Duration) {
    let folder = temporary_folder();
    let mut found = Vec::new();
    files(&project_root().join("tests/fixtures/import").join(name), &mut found);
    found.sort();
    let mut chance = Chance::new(seed);
    let begun = Instant::now();
    let mut rounds = 0;
    while begun.elapsed() < time {
        let original = std::fs::read(&found[chance.below(found.len())]).expect("a fixture");
        let bytes = changed(&original, &mut chance);
        let file = folder.path().join("changed");
        std::fs::write(&file, &bytes).expect("written");
        let since = Instant::now();
        let done = std::panic::catch_unwind(|| read(&file));
        let slow = since.elapsed() > Duration::from_secs(20);
        if done.is_err() || slow {
            let kept = std::env::temp_dir().join(format!("galley-import-{name}-{seed}-{rounds}"));
            std::fs::write(&kept, &bytes).expect("written");
            panic!(
                "round {rounds} of seed {seed} took {:?} and is kept in {}",
                since.elapsed(),
                kept.display()
            );
        }
        rounds += 1;
    }
    assert!(rounds > 0);
}

const FIXTURES: [&str; 8] =
    ["wordpress", "blogger", "blogger-backup", "hugo", "jekyll", "zola", "obsidian", "html"];

#[test]
fn readers_answer_whatever_the_file() {
    for (seed, name) in (1..).zip(FIXTURES) {
        fuzz(name, seed, Duration::from_millis(700));
    }
}

#[test]
#[ignore = "takes minutes; `cargo xtask faults` runs it"]
fn readers_answer_whatever_the_file_for_minutes() {
    let seed = std::time::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_secs());
    for name in FIXTURES {
        println!("{name}: seed {seed}");
        fuzz(name, seed, Duration::from_secs(40));
    }
}

/// Kills `galley import` at moments of its own; then lets it finish.
fn kill_while_importing(times: usize, seed: u64) {
    let folder = temporary_folder();
    let source = folder.path().join("many");
    std::fs::create_dir(&source).expect("a folder");
    const ARTICLES: usize = 1_200;
    for number in 0..ARTICLES {
        let text = format!(
            "---\ntitle: Number {number}\nslug: same\n---\n\nOn to [the next](n{:04}.md).\n",
            (number + 1) % ARTICLES
        );
        std::fs::write(source.join(format!("n{number:04}.md")), text).expect("a file");
    }
    let galley = Galley::on(&folder.path().join("library"));
    let _ = galley.run(&["init"]).exits(0);
    let path = source.display().to_string();
    let mut chance = Chance::new(seed);
    for _ in 0..times {
        let mut command = galley.command(&["import", &path]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("started");
        std::thread::sleep(Duration::from_millis(u64::try_from(chance.between(20, 900)).unwrap_or(20)));
        let _ = child.kill();
        let _ = child.wait();
        let _ = galley.run(&["check"]).exits(0);
    }
    let _ = galley.run(&["import", &path]);
    let app = AppTest::on(&folder.path().join("library"));
    let list = app.ok("article_list", json!({ "shelf": "all", "offset": 0, "limit": 1 }));
    assert_eq!(list["total"], ARTICLES, "every article once");
    let again = galley.run(&["--json", "import", &path]).json();
    assert_eq!((&again["counts"]["new"], &again["counts"]["unchanged"]), (&json!(0), &json!(ARTICLES)));
}

#[test]
fn an_import_that_is_killed_goes_on_where_it_was() {
    kill_while_importing(3, 4);
}

#[test]
#[ignore = "takes minutes; `cargo xtask faults` runs it"]
fn an_import_that_is_killed_many_times_goes_on_where_it_was() {
    kill_while_importing(60, 5);
}
