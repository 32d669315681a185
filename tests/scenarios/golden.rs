//! Sites that stay as they are, byte for byte: `tests/fixtures/golden` says what they are and how they are made anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tests::program::{project_root, temporary_folder};
use tests::{AppTest, site};

use super::import::import;

/// What an export notes for itself; it changes with every version of the program.
const MANIFEST: &str = ".galley-manifest";

/// What a site has as the program or its theme has it, and words that are numbers to people.
const COPIED: [&str; 3] = ["assets/", "search/search.js", "search/words-"];

/// The text files of a site, and one more text that lists all others.
fn exported(golden: &Path) -> (BTreeMap<String, Vec<u8>>, String) {
    let app = AppTest::empty();
    let settings = std::fs::read_to_string(golden.join("publication.json")).expect("settings");
    let settings: Value = serde_json::from_str(&settings).expect("JSON");
    let mut publication = app.ok("library_state", json!({}))["open"]["publication"].clone();
    for (key, value) in settings.as_object().expect("an object") {
        assert!(publication.get(key).is_some(), "a publication has no {key}");
        publication[key] = value.clone();
    }
    let _ = app.ok("publication_save", json!({ "publication": publication }));
    let report = import(&app, &golden.join("articles"));
    assert_eq!(report.counts.with_problems, 0, "{:?}", report.items);
    let folder = temporary_folder();
    let _ = site::export(&app, folder.path());
    let mut files = site::files(folder.path());
    assert!(files.remove(MANIFEST).is_some());
    let mut others = String::new();
    files.retain(|path, bytes| {
        let is_read =
            std::str::from_utf8(bytes).is_ok() && !COPIED.iter().any(|copied| path.starts_with(copied));
        if !is_read {
            let hash: String = Sha256::digest(&*bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            let _ = writeln!(others, "{hash} {:>7} {path}", bytes.len());
        }
        is_read
    });
    (files, others)
}

/// The first line in which two texts differ, for people.
fn first_difference(expected: &str, found: &str) -> String {
    let mut lines = expected.lines().zip(found.lines()).zip(1..);
    match lines.find(|((one, other), _)| one != other) {
        Some(((one, other), line)) => format!("line {line}\n  was: {one}\n  is:  {other}"),
        None => format!("one has {} bytes, the other {}", expected.len(), found.len()),
    }
}

fn stays_as_it_is(name: &str) {
    let golden: PathBuf = project_root().join("tests/fixtures/golden").join(name);
    let (files, others) = exported(&golden);
    let (kept, listed) = (golden.join("site"), golden.join("others.txt"));
    if std::env::var_os("GALLEY_RENEW_GOLDEN").is_some() {
        let _ = std::fs::remove_dir_all(&kept);
        for (path, bytes) in &files {
            let path = kept.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, bytes).expect("written");
        }
        std::fs::write(listed, others).expect("written");
        return;
    }
    let expected = site::files(&kept);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&files), names(&expected), "files are missing, or left over");
    for (path, bytes) in &expected {
        let (was, is) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&files[path]));
        assert!(was == is, "{name}/site/{path}: {}", first_difference(&was, &is));
    }
    let was = std::fs::read_to_string(listed).expect("a list");
    assert!(was == others, "{name}/others.txt: {}", first_difference(&was, &others));
}

#[test]
fn a_news_site_from_left_to_right_stays_as_it_is() {
    stays_as_it_is("news");
}

#[test]
fn an_essay_site_from_right_to_left_stays_as_it_is() {
    stays_as_it_is("essay");
}
