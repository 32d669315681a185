//! A site whose export is killed or fails at any moment: no half page stands under its name, files of others are left
//! alone, and the next export makes what one that nobody disturbed would have made.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;
use tests::AppTest;
use tests::program::Galley;
use tests::site::files;

use crate::operations::{Done, Ground};

/// How many articles the site has.
const ARTICLES: usize = 12;

/// A file that no export wrote.
const FOREIGN: &str = "CNAME";

/// What stands ready before the first run: a library with published articles, and a folder with a file of its own.
pub fn lay(ground: &mut Ground) {
    let _ = ground.galley().run(&["init"]).exits(0);
    let app = AppTest::on(&ground.library());
    for number in 0..ARTICLES {
        let id = app.new_article(&format!("Article {number}"), "Text.\n\n## Part\n\nMore.")["id"].clone();
        if number == 0 {
            id.as_str().expect("an id").clone_into(&mut ground.id);
        }
        let _ = app.ok("article_set_status", json!({ "ids": [id], "status": "published" }));
    }
    drop(app);
    std::fs::create_dir(ground.file("site")).expect("made");
    std::fs::write(ground.file("site").join(FOREIGN), "example.org").expect("written");
}

/// Changes an article, so that some files are others; now and then the whole site is.
pub fn prepare(ground: &mut Ground) {
    ground.round += 1;
    if ground.round.is_multiple_of(3) {
        let folder = ground.file("site");
        std::fs::remove_dir_all(&folder).expect("removed");
        std::fs::create_dir(&folder).expect("made");
        std::fs::write(folder.join(FOREIGN), "example.org").expect("written");
    }
    let text = format!("---\ntitle: Article 0\n---\nText of round {}.\n", ground.round);
    std::fs::write(ground.file("text.md"), text).expect("written");
    let galley = ground.galley();
    let _ = galley.run(&["edit", &ground.id, "--file", &ground.named("text.md")]).exits(0);
    let app = AppTest::on(&ground.library());
    let _ = app.ok("article_publish", json!({ "ids": [ground.id] }));
}

/// The command line.
pub fn arguments(ground: &Ground) -> Vec<String> {
    ["export", "--site", "--base-url", "https://example.org/", "--to", &ground.named("site")]
        .map(str::to_owned)
        .to_vec()
}

/// What has to hold afterwards.
pub fn verified(ground: &mut Ground, done: Option<&Done>, what: &str) {
    let folder = ground.file("site");
    let left = files(&folder);
    assert_eq!(
        left.get(FOREIGN).map(Vec::as_slice),
        Some(b"example.org".as_slice()),
        "{what}: a file of others"
    );
    for (name, bytes) in left.iter().filter(|(name, _)| name.ends_with(".html") && !name.starts_with('.')) {
        assert!(bytes.trim_ascii_end().ends_with(b"</html>"), "{what}: half of {name} stands under its name");
    }
    let whole = undisturbed(&ground.galley(), &ground.file("compared"));
    if done.is_some_and(|done| !done.with_problems) {
        assert_eq!(pages(&left), whole, "{what}: it was done, and is not whole");
    }
    let ran = ground.galley().run(&arguments(ground));
    assert_eq!(ran.status, 0, "{what}: {ran:?}");
    assert_eq!(pages(&files(&folder)), whole, "{what}: another export did not mend it");
}

/// What an export into an empty folder makes.
fn undisturbed(galley: &Galley, folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let to = folder.to_string_lossy().into_owned();
    let _ = galley.run(&["export", "--site", "--base-url", "https://example.org/", "--to", &to]).exits(0);
    let made = pages(&files(folder));
    std::fs::remove_dir_all(folder).expect("removed");
    made
}

/// What is for readers: neither what exports keep for each other nor the file of others.
fn pages(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let own = |name: &str| name == FOREIGN || name.starts_with(".galley");
    files.iter().filter(|(name, _)| !own(name)).map(|(name, bytes)| (name.clone(), bytes.clone())).collect()
}
