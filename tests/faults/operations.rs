//! What is disturbed: one row for each operation of `galley`, with what it promises when it is not let finish.

use std::path::{Path, PathBuf};

use engine::Engine;
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::program::{Galley, Ran, temporary_folder};
use tests::{AppTest, pictures};

use crate::{mirror, site_operation};

/// An operation that may be killed, or fail, at any moment.
pub struct Operation {
    /// What it is called in messages.
    pub name: &'static str,
    /// What stands ready before the first run.
    pub lay: fn(&mut Ground),
    /// What is done before each run, undisturbed.
    pub prepare: fn(&mut Ground),
    /// The command line.
    pub arguments: fn(&Ground) -> Vec<String>,
    /// What has to hold afterwards, of a run that said it was done, or of one that did not.
    pub verify: fn(&mut Ground, Option<&Done>, &str),
    /// How many of ten thousand kills fall to it.
    pub share: usize,
}

/// What a run said that was done.
pub struct Done {
    /// On its standard output.
    pub said: String,
    /// Whether it named items that it could not do.
    pub with_problems: bool,
}

impl Done {
    /// `None` for a run that was not done.
    pub fn of(ran: &Ran) -> Option<Self> {
        let said = ran.stdout.clone();
        [0, 3].contains(&ran.status).then_some(Self { said, with_problems: ran.status == 3 })
    }
}

/// Every operation. Another one is one more row.
pub const OPERATIONS: &[Operation] = &[
    Operation {
        name: "save",
        lay: library,
        prepare: next_text,
        arguments: save,
        verify: saved,
        share: 4_000,
    },
    Operation {
        name: "create",
        lay: library,
        prepare: next_text,
        arguments: create,
        verify: created,
        share: 1_500,
    },
    Operation {
        name: "backup",
        lay: library,
        prepare: nothing,
        arguments: backup,
        verify: backed_up,
        share: 1_500,
    },
    Operation {
        name: "restore-backup",
        lay: library_with_backup,
        prepare: nothing,
        arguments: restore_backup,
        verify: restored,
        share: 500,
    },
    Operation {
        name: "check --repair",
        lay: library_with_backup,
        prepare: damage,
        arguments: repair,
        verify: repaired,
        share: 500,
    },
    Operation {
        name: "migrate",
        lay: nothing,
        prepare: old_library,
        arguments: list,
        verify: migrated,
        share: 500,
    },
    Operation {
        name: "import",
        lay: library,
        prepare: next_texts,
        arguments: import,
        verify: imported,
        share: 750,
    },
    Operation {
        name: "export",
        lay: library,
        prepare: nothing,
        arguments: export,
        verify: exported,
        share: 250,
    },
    Operation {
        name: "export --site",
        lay: site_operation::lay,
        prepare: site_operation::prepare,
        arguments: site_operation::arguments,
        verify: site_operation::verified,
        share: 500,
    },
    Operation {
        name: "mirror",
        lay: mirror::lay,
        prepare: mirror::prepare,
        arguments: mirror::arguments,
        verify: mirror::verified,
        share: 500,
    },
];

/// The row of this name.
pub fn operation(name: &str) -> &'static Operation {
    OPERATIONS.iter().find(|operation| operation.name == name).expect("a row of the table")
}

/// A folder in which an operation is disturbed, and what is known of it.
pub struct Ground {
    folder: TempDir,
    /// The article that is saved.
    pub id: String,
    /// How often it was made ready for a run.
    pub round: usize,
    /// What is known of the library.
    pub known: Known,
}

/// What is known to be in a library.
#[derive(Clone)]
pub struct Known {
    /// The last text of the article that is saved.
    text: String,
    /// How many articles there are.
    articles: usize,
}

impl Ground {
    /// A folder made ready for an operation.
    pub fn new(operation: &Operation) -> Self {
        let folder = temporary_folder();
        let known = Known { text: "Text 0.".into(), articles: 0 };
        let mut ground = Self { folder, id: String::new(), round: 0, known };
        (operation.lay)(&mut ground);
        ground
    }

    /// The folder around the library.
    pub fn place(&self) -> &Path {
        self.folder.path()
    }

    /// The library's folder.
    pub fn library(&self) -> PathBuf {
        self.place().join("library")
    }

    /// The program on the library.
    pub fn galley(&self) -> Galley {
        Galley::on(&self.library())
    }

    /// A file or folder in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.place().join(name)
    }

    /// The same, as an argument.
    pub fn named(&self, name: &str) -> String {
        self.file(name).to_string_lossy().into_owned()
    }

    /// One command on the library, opened anew and closed again.
    fn call(&self, command: &str, arguments: Value) -> Value {
        call(&self.library(), command, arguments)
    }
}

/// One command on a library, opened anew and closed again.
#[track_caller]
pub fn call(library: &Path, command: &str, arguments: Value) -> Value {
    match contract::dispatch(&Engine::headless(library.to_path_buf()), command, arguments) {
        Ok(answer) => answer,
        Err(error) => panic!("{command}: {error}"),
    }
}

fn nothing(_: &mut Ground) {}

fn library(ground: &mut Ground) {
    let galley = ground.galley();
    let _ = galley.run(&["init"]).exits(0);
    std::fs::write(ground.file("noise.png"), pictures::png(1, 48, 48)).expect("written");
    std::fs::write(ground.file("text.md"), "Text 0.\n\n![Noise](noise.png)\n").expect("written");
    let made = galley.run(&["new", "--title", "Disturbed", "--file", &ground.named("text.md")]).exits(0);
    made.stdout.trim().clone_into(&mut ground.id);
    ground.known.articles = 1;
}

fn library_with_backup(ground: &mut Ground) {
    library(ground);
    let app = AppTest::on(&ground.library());
    let made = app.ok("backup_now", json!({}));
    let file = made["file"].as_str().expect("a file");
    std::fs::copy(file, ground.file("backup.galley")).expect("copied");
    // Its pictures stand beside it.
    std::fs::create_dir(ground.file("media")).expect("made");
    for entry in std::fs::read_dir(ground.library().join("media")).expect("listed").flatten() {
        std::fs::copy(entry.path(), ground.file("media").join(entry.file_name())).expect("copied");
    }
    drop(app);
}

/// Writes the text of the next round: a different length each time.
fn next_text(ground: &mut Ground) {
    ground.round += 1;
    let text = format!("Text {}. {}\n", ground.round, "word ".repeat(ground.round * 797 % 4_001));
    std::fs::write(ground.file("text.md"), text).expect("written");
}

fn wanted_text(ground: &Ground) -> String {
    std::fs::read_to_string(ground.file("text.md")).expect("read").trim_end().to_owned()
}

fn save(ground: &Ground) -> Vec<String> {
    ["edit", &ground.id, "--file", &ground.named("text.md")].map(str::to_owned).to_vec()
}

fn saved(ground: &mut Ground, done: Option<&Done>, what: &str) {
    let article = ground.call("article_show", json!({ "id": ground.id }));
    let body = article["body"].as_str().expect("a body").trim_end().to_owned();
    let wanted = wanted_text(ground);
    if let Some(done) = done {
        assert_eq!(
            done.said.trim(),
            article["version"].to_string(),
            "{what}: an acknowledged version is lost"
        );
        assert_eq!(body, wanted, "{what}: an acknowledged text is lost");
    }
    let before = ground.known.text.clone();
    assert!(
        body == wanted || body == before || before == "Text 0.",
        "{what}: half of it was done: {body:.80}"
    );
    ground.known.text = body;
}

fn create(ground: &Ground) -> Vec<String> {
    let title = format!("Article {}", ground.round);
    ["new", "--title", &title, "--file", &ground.named("text.md")].map(str::to_owned).to_vec()
}

fn created(ground: &mut Ground, done: Option<&Done>, what: &str) {
    let list = ground.call("article_list", json!({ "shelf": "all", "offset": 0, "limit": 2 }));
    let total = list["total"].as_u64().and_then(|total| usize::try_from(total).ok()).expect("a number");
    if let Some(done) = done {
        let article = ground.call("article_show", json!({ "id": done.said.trim() }));
        assert_eq!(article["body"].as_str().map(str::trim_end), Some(wanted_text(ground).as_str()), "{what}");
        assert_eq!(total, ground.known.articles + 1, "{what}: an acknowledged article is lost");
    }
    assert!(total == ground.known.articles || total == ground.known.articles + 1, "{what}: {total} articles");
    ground.known.articles = total;
}

fn backup(ground: &Ground) -> Vec<String> {
    ["backup", &ground.named("one.galley")].map(str::to_owned).to_vec()
}

fn backed_up(ground: &mut Ground, done: Option<&Done>, what: &str) {
    let file = ground.file("one.galley");
    assert!(done.is_none() || file.is_file(), "{what}: the backup is not there");
    if file.is_file() {
        let target = ground.file("from-backup");
        Engine::restore_backup(&file, &target).unwrap_or_else(|error| panic!("{what}: {error}"));
        same_library(ground, &target, done, what);
        std::fs::remove_dir_all(target).expect("removed");
        std::fs::remove_file(file).expect("removed");
    }
    remove_unfinished(ground.place());
}

/// What a run that was killed leaves behind begins with a name that no file of the author has.
fn remove_unfinished(folder: &Path) {
    for entry in std::fs::read_dir(folder).expect("listed").flatten() {
        if entry.file_name().to_string_lossy().starts_with(".galley-new-") {
            std::fs::remove_file(entry.path()).expect("removed");
        }
    }
}

/// The other library holds the same article, and the picture too unless the run named it as missing.
fn same_library(ground: &Ground, other: &Path, done: Option<&Done>, what: &str) {
    let show = json!({ "id": ground.id });
    assert_eq!(
        call(other, "article_show", show.clone())["body"],
        ground.call("article_show", show)["body"],
        "{what}"
    );
    if done.is_none_or(|done| !done.with_problems) {
        let report = call(other, "library_check", json!({}));
        assert_eq!((&report["problems"], &report["media"]), (&json!([]), &json!(1)), "{what}");
    }
}

fn restore_backup(ground: &Ground) -> Vec<String> {
    let (file, target) = (ground.named("backup.galley"), ground.named("target"));
    ["restore-backup", &file, "--to", &target].map(str::to_owned).to_vec()
}

fn restored(ground: &mut Ground, done: Option<&Done>, what: &str) {
    let target = ground.file("target");
    assert!(done.is_none() || target.join("library.db").is_file(), "{what}: there is no library");
    if !target.join("library.db").exists() {
        // A second attempt starts anew, whatever the first one left.
        let again: Vec<String> = restore_backup(ground);
        let ran = ground.galley().run(&again);
        assert_eq!(ran.status, 0, "{what}: {ran:?}");
    }
    same_library(ground, &target, done, what);
    std::fs::remove_dir_all(target).expect("removed");
}

/// Damages the database, with the last backup up to date.
fn damage(ground: &mut Ground) {
    let library = ground.library();
    for name in ["library.db-wal", "library.db-shm"] {
        let _ = std::fs::remove_file(library.join(name));
    }
    std::fs::write(library.join("library.db"), "This is not a database. ".repeat(500)).expect("written");
}

fn repair(_: &Ground) -> Vec<String> {
    ["check", "--repair"].map(str::to_owned).to_vec()
}

fn repaired(ground: &mut Ground, _: Option<&Done>, what: &str) {
    // Whatever was done: asked once more, it is done, and what was damaged is kept.
    let ran = ground.galley().run(&["check", "--repair"]);
    assert!([0, 3].contains(&ran.status), "{what}: {ran:?}");
    let report = ground.call("library_check", json!({}));
    assert_eq!((&report["problems"], &report["articles"]), (&json!([]), &json!(1)), "{what}");
    let aside: Vec<_> = std::fs::read_dir(ground.library())
        .expect("listed")
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("damaged-"))
        .map(|entry| entry.path())
        .collect();
    let kept = |folder: &PathBuf| {
        std::fs::read_to_string(folder.join("library.db")).is_ok_and(|text| text.starts_with("This is not"))
    };
    assert!(aside.iter().any(kept), "{what}: the damaged database is gone");
    for folder in aside {
        std::fs::remove_dir_all(folder).expect("removed");
    }
    remove_unfinished(&ground.library());
}

/// Puts a library of the first schema in the place of the present one.
fn old_library(ground: &mut Ground) {
    let library = ground.library();
    let _ = std::fs::remove_dir_all(&library);
    std::fs::create_dir_all(library.join("media")).expect("made");
    let fixture = include_bytes!("../../src-tauri/crates/store/tests/fixtures/schema-1.db.zst");
    let database = zstd::bulk::decompress(fixture, 64 << 20).expect("decompressed");
    std::fs::write(library.join("library.db"), database).expect("written");
}

fn list(_: &Ground) -> Vec<String> {
    ["list"].map(str::to_owned).to_vec()
}

fn migrated(ground: &mut Ground, _: Option<&Done>, what: &str) {
    let list = ground.call("article_list", json!({ "shelf": "all", "offset": 0, "limit": 9 }));
    let article = ground.call("article_show", json!({ "id": list["items"][0]["id"] }));
    assert_eq!(article["body"], "It was built in 1891.\n", "{what}");
    let problems = ground.call("library_check", json!({}))["problems"].clone();
    // The fixture comes without its picture.
    let only_the_picture = problems.as_array().is_some_and(|problems| {
        problems.iter().all(|problem| problem.as_str().is_some_and(|problem| problem.contains("picture")))
    });
    assert!(only_the_picture, "{what}: {problems}");
    let backups = std::fs::read_dir(ground.library().join("backups")).expect("listed").flatten();
    let whole =
        backups.filter(|entry| entry.file_name().to_string_lossy().starts_with("before-schema")).count();
    assert!(whole > 0, "{what}: there is no backup from before");
}

/// How many texts are imported at once.
const IMPORTED: usize = 3;

/// Writes texts into the folder that is imported, in place of the last round's.
fn next_texts(ground: &mut Ground) {
    ground.round += 1;
    let folder = ground.file("texts");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir(&folder).expect("made");
    for number in 0..IMPORTED {
        let text = format!("# Text {number} of round {}\n\n{}\n", ground.round, "word ".repeat(900 * number));
        std::fs::write(folder.join(format!("round-{}-{number}.md", ground.round)), text).expect("written");
    }
}

fn import(ground: &Ground) -> Vec<String> {
    ["import", &ground.named("texts")].map(str::to_owned).to_vec()
}

fn imported(ground: &mut Ground, done: Option<&Done>, what: &str) {
    let total = |ground: &Ground| {
        let list = ground.call("article_list", json!({ "shelf": "all", "offset": 0, "limit": 1 }));
        list["total"].as_u64().and_then(|total| usize::try_from(total).ok()).expect("a number")
    };
    let found = total(ground);
    if done.is_some_and(|done| !done.with_problems) {
        assert_eq!(found, ground.known.articles + IMPORTED, "{what}: an acknowledged article is lost");
    }
    assert!(found >= ground.known.articles, "{what}: {found} articles");
    // Asked once more, it brings what is missing, and nothing twice.
    let ran = ground.galley().run(&import(ground));
    assert_eq!(ran.status, 0, "{what}: {ran:?}");
    ground.known.articles += IMPORTED;
    assert_eq!(total(ground), ground.known.articles, "{what}: after another import");
}

fn export(ground: &Ground) -> Vec<String> {
    ["export", &ground.id, "--to", &ground.named("pages")].map(str::to_owned).to_vec()
}

fn exported(ground: &mut Ground, done: Option<&Done>, what: &str) {
    let pages: Vec<PathBuf> = std::fs::read_dir(ground.file("pages"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "html"))
        .collect();
    assert!(done.is_none() || pages.len() == 1, "{what}: the page is not there");
    for page in pages {
        let text = std::fs::read_to_string(&page).expect("read");
        assert!(text.trim_end().ends_with("</html>"), "{what}: half a page stands under its name");
    }
    let _ = std::fs::remove_dir_all(ground.file("pages"));
}
