//! A folder of Markdown files in step with the library, through the contract.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tests::AppTest;
use tests::program::temporary_folder;

/// A library with a mirror that is in step.
pub struct Mirrored {
    pub app: AppTest,
    place: TempDir,
}

impl Mirrored {
    /// One that is brought in step by [`Mirrored::sync`] only.
    pub fn with(articles: &[(&str, &str)]) -> Self {
        let mirrored = Self::live(articles);
        let _ = mirrored.app.ok("mirror_stop", json!({}));
        let _ = mirrored.sync();
        mirrored
    }

    /// One that is kept in step by the engine itself.
    pub fn live(articles: &[(&str, &str)]) -> Self {
        let mirrored = Self::started(articles);
        let _ = mirrored.sync();
        mirrored
    }

    /// The same, where only the engine itself has ever looked.
    pub fn unsynced(articles: &[(&str, &str)]) -> Self {
        let mirrored = Self::started(articles);
        let since = Instant::now();
        while mirrored.app.ok("mirror_state", json!({}))["phase"] != "in_step" {
            assert!(since.elapsed() < Duration::from_secs(8), "it does not come to rest");
            std::thread::sleep(Duration::from_millis(20));
        }
        mirrored
    }

    fn started(articles: &[(&str, &str)]) -> Self {
        let app = AppTest::empty();
        for (title, body) in articles {
            let _ = app.new_article(title, body);
        }
        let place = temporary_folder();
        fs::create_dir(place.path().join("mirror")).expect("made");
        let mirrored = Self { app, place };
        let token = mirrored.app.token(&mirrored.folder());
        let _ = mirrored.app.ok("mirror_start", json!({ "token": token }));
        mirrored
    }

    pub fn folder(&self) -> PathBuf {
        self.place.path().join("mirror")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    pub fn sync(&self) -> Value {
        self.app.ok("mirror_sync_now", json!({}))
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name))
            .unwrap_or_else(|error| panic!("{name}: {error}: {:?}", self.names()))
    }

    pub fn names(&self) -> Vec<String> {
        names(&self.folder())
    }

    pub fn edit(&self, name: &str, edit: impl Fn(&str) -> String) {
        fs::write(self.path(name), edit(&self.read(name))).expect("written");
    }

    pub fn only(&self) -> Value {
        let list = self.app.list("all");
        assert_eq!(list.len(), 1, "{list:?}");
        self.app.show(&list[0]["id"])
    }

    pub fn bodies_of_revisions(&self, id: &Value) -> Vec<String> {
        let revisions = self.app.ok("revision_list", json!({ "id": id }));
        let revisions = revisions.as_array().expect("a list").clone();
        let show =
            |revision: &Value| self.app.ok("revision_show", json!({ "revision": revision["revision"] }));
        revisions.iter().map(|revision| show(revision)["body"].as_str().expect("a body").to_owned()).collect()
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("listed")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    names
}

#[test]
fn every_article_is_a_file_named_by_its_address_that_says_what_the_article_says() {
    let mirrored = Mirrored::with(&[("The Lamp", "It burns."), ("Öl & Licht", "Text.")]);
    assert_eq!(mirrored.names(), ["ol-licht.md", "the-lamp.md"]);
    let file = mirrored.read("the-lamp.md");
    assert!(file.starts_with("---\ntitle: The Lamp\nid: "), "{file}");
    assert!(file.ends_with("---\n\nIt burns.\n"), "{file}");
    assert!(file.contains("\nstatus: draft\n"), "{file}");
    let state = mirrored.app.ok("mirror_state", json!({}));
    assert_eq!((&state["phase"], &state["problems"]), (&json!("in_step"), &json!([])), "{state}");
    let again = mirrored.sync();
    for count in ["created", "taken", "merged", "trashed", "written", "renamed", "removed"] {
        assert_eq!(again[count], 0, "a second round did something: {again}");
    }
}

#[test]
fn a_text_changed_outside_is_the_article_s_and_what_it_replaces_is_kept() {
    let mirrored = Mirrored::with(&[("The Lamp", "It burns.")]);
    mirrored.edit("the-lamp.md", |text| text.replace("It burns.", "It shines.").replace("draft", "ready"));
    let before = mirrored.read("the-lamp.md");
    assert_eq!(mirrored.sync()["taken"], 1);
    let article = mirrored.only();
    assert_eq!((&article["body"], &article["status"]), (&json!("It shines.\n"), &json!("ready")));
    assert_eq!(mirrored.read("the-lamp.md"), before, "the file was written although nothing asked for it");
    assert!(mirrored.bodies_of_revisions(&article["id"]).contains(&"It burns.".to_owned()));
}

#[test]
fn a_text_changed_here_is_written_and_the_rest_of_the_file_stays_as_it_is() {
    let mirrored = Mirrored::with(&[]);
    let file = "\u{feff}---\r\n# mine\r\ntitle: 'The Lamp' # working\r\nlayout: post\r\nnested:\r\n  deep: [1, 2]\r\n---\r\n\r\nIt burns.\r\nBright.";
    fs::write(mirrored.path("lamp.md"), file).expect("written");
    assert_eq!(mirrored.sync()["created"], 1);
    let article = mirrored.only();
    assert_eq!(
        (&article["body"], &article["metadata"]["title"]),
        (&json!("It burns.\nBright."), &json!("The Lamp"))
    );
    assert_eq!(article["metadata"]["custom"]["layout"], "post");
    let id = article["id"].as_str().expect("an id");
    let with_id = file.replace("\r\n---\r\n\r\n", &format!("\r\nid: \"{id}\"\r\n---\r\n\r\n"));
    assert_eq!(mirrored.read("lamp.md"), with_id, "only the id was to be added");
    let _ = mirrored.app.ok(
        "article_save",
        json!({ "id": id, "baseVersion": article["version"], "body": "It shines.\nBright.", "origin": "window" }),
    );
    let _ = mirrored.sync();
    assert_eq!(mirrored.read("lamp.md"), with_id.replace("burns", "shines"));
}

#[test]
fn a_file_under_another_name_is_the_same_article_and_a_new_address_renames_the_file() {
    let mirrored = Mirrored::with(&[("The Lamp", "It burns.")]);
    let id = mirrored.only()["id"].clone();
    fs::create_dir(mirrored.path("notes")).expect("made");
    fs::rename(mirrored.path("the-lamp.md"), mirrored.path("notes/mine.md")).expect("renamed");
    let report = mirrored.sync();
    assert_eq!((&report["trashed"], &report["created"]), (&json!(0), &json!(0)), "{report}");
    assert_eq!(mirrored.only()["id"], id);
    let article = mirrored.only();
    let mut metadata = article["metadata"].clone();
    metadata["slug"] = json!("night-lamp");
    let _ = mirrored.app.ok(
        "article_save",
        json!({ "id": id, "baseVersion": article["version"], "metadata": metadata, "origin": "window" }),
    );
    let _ = mirrored.sync();
    assert_eq!(names(&mirrored.path("notes")), ["night-lamp.md"]);
    assert!(mirrored.read("notes/night-lamp.md").contains("slug: night-lamp"));
    // Renamed by a program that does not keep the id.
    mirrored.edit("notes/night-lamp.md", |text| {
        text.lines().filter(|line| !line.starts_with("id:")).map(|line| format!("{line}\n")).collect()
    });
    let _ = mirrored.sync();
    fs::rename(mirrored.path("notes/night-lamp.md"), mirrored.path("back.md")).expect("renamed");
    let _ = mirrored.sync();
    assert_eq!(mirrored.only()["id"], id);
}

#[test]
fn a_deleted_file_takes_its_article_to_the_trash_and_back_writes_the_file() {
    let mirrored = Mirrored::with(&[("The Lamp", "It burns."), ("Other", "Text.")]);
    fs::remove_file(mirrored.path("the-lamp.md")).expect("removed");
    assert_eq!(mirrored.sync()["trashed"], 1);
    let trash = mirrored.app.list("trash");
    assert_eq!(trash[0]["title"], "The Lamp");
    let _ = mirrored.app.ok("article_restore", json!({ "ids": [trash[0]["id"]] }));
    assert_eq!(mirrored.sync()["written"], 1);
    assert!(mirrored.read("the-lamp.md").contains("It burns."));
    let _ = mirrored.app.ok("article_trash", json!({ "ids": [trash[0]["id"]] }));
    assert_eq!(mirrored.sync()["removed"], 1);
    assert_eq!(mirrored.names(), ["other.md"]);
    // The file comes back, from a repository perhaps, and so does the article.
    let id = trash[0]["id"].as_str().expect("an id");
    fs::write(mirrored.path("again.md"), format!("---\ntitle: The Lamp\nid: {id}\n---\nIt burns again.\n"))
        .expect("written");
    assert_eq!(mirrored.sync()["restored"], 1);
    assert_eq!(mirrored.app.show(&json!(id))["body"], "It burns again.\n");
    assert_eq!(mirrored.app.list("trash").len(), 0);
}

#[test]
fn many_files_gone_at_once_are_asked_about_and_nothing_is_deleted_before() {
    let titles: Vec<String> = (0..12).map(|number| format!("Article {number}")).collect();
    let articles: Vec<(&str, &str)> = titles.iter().map(|title| (title.as_str(), "Text.")).collect();
    for (answer, left) in [("write_again", 12), ("trash", 7)] {
        let mirrored = Mirrored::with(&articles);
        for name in mirrored.names().iter().take(5) {
            fs::remove_file(mirrored.path(name)).expect("removed");
        }
        let report = mirrored.sync();
        assert_eq!((&report["state"]["phase"], &report["trashed"]), (&json!("asks"), &json!(0)), "{report}");
        assert_eq!(report["state"]["question"], json!({ "gone": 5, "of": 12 }));
        assert_eq!(mirrored.app.list("all").len(), 12);
        let _ = mirrored.app.ok("mirror_confirm", json!({ "answer": answer }));
        let _ = mirrored.sync();
        assert_eq!((mirrored.app.list("all").len(), mirrored.names().len()), (left, left), "{answer}");
        assert_eq!(mirrored.app.list("trash").len(), 12 - left);
    }
}

#[test]
fn a_mirror_that_runs_asks_by_itself_and_tells_what_went_to_the_trash() {
    let titles: Vec<String> = (0..8).map(|number| format!("Article {number}")).collect();
    let articles: Vec<(&str, &str)> = titles.iter().map(|title| (title.as_str(), "Text.")).collect();
    // Nobody asks for a round here: what is known comes from the rounds that the mirror does by itself.
    let mirrored = Mirrored::unsynced(&articles);
    let heard = |wanted: &dyn Fn(&contract::Event) -> bool| {
        let since = Instant::now();
        mirrored.app.wait_for_event(since, Duration::from_secs(8), |event| wanted(event)).is_some()
    };
    for number in 0..6 {
        fs::remove_file(mirrored.path(&format!("article-{number}.md"))).expect("removed");
    }
    let asks = |event: &contract::Event| matches!(event, contract::Event::MirrorChanged { state } if state.question.as_ref().is_some_and(|it| (it.gone, it.of) == (6, 8)));
    assert!(heard(&asks), "{:?}", mirrored.app.events());
    assert_eq!(mirrored.app.list("all").len(), 8);
    let _ = mirrored.app.ok("mirror_confirm", json!({ "answer": "write_again" }));
    fs::remove_file(mirrored.path("article-3.md")).expect("removed");
    let told = |event: &contract::Event| matches!(event, contract::Event::MirrorTrashed { articles: 1, title, .. } if title == "Article 3");
    assert!(heard(&told), "{:?}", mirrored.app.events());
    let operation = mirrored.app.events().into_iter().find_map(|event| match event {
        contract::Event::MirrorTrashed { operation, .. } => Some(operation),
        _ => None,
    });
    let _ = mirrored.app.ok("operation_undo", json!({ "operation": operation }));
    assert_eq!(mirrored.app.list("all").len(), 8);
}

#[test]
fn a_folder_that_is_gone_or_empty_deletes_nothing_and_goes_on_when_it_is_back() {
    let mirrored = Mirrored::live(&[("The Lamp", "Text."), ("Other", "Text.")]);
    let aside = mirrored.place.path().join("aside");
    fs::rename(mirrored.folder(), &aside).expect("renamed");
    let error = mirrored.app.err("mirror_sync_now", json!({}));
    assert!(error.message.contains("Nothing was deleted"), "{error:?}");
    // An empty mount point in its place.
    fs::create_dir(mirrored.folder()).expect("made");
    let error = mirrored.app.err("mirror_sync_now", json!({}));
    assert!(error.message.contains("drive"), "{error:?}");
    assert_eq!(mirrored.app.ok("mirror_state", json!({}))["phase"], "offline");
    assert_eq!(mirrored.app.list("all").len(), 2);
    assert_eq!(fs::read_dir(mirrored.folder()).expect("listed").count(), 0, "it was written into");
    fs::remove_dir(mirrored.folder()).expect("removed");
    fs::rename(&aside, mirrored.folder()).expect("renamed");
    fs::write(mirrored.path("new.md"), "New.").expect("written");
    let since = Instant::now();
    while mirrored.app.list("all").len() < 3 {
        assert!(since.elapsed() < Duration::from_secs(5), "it did not go on");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn pictures_come_along_both_ways() {
    let mirrored = Mirrored::with(&[]);
    fs::write(mirrored.path("my lamp.png"), tests::pictures::png(1, 8, 8)).expect("written");
    fs::create_dir(mirrored.path("deep")).expect("made");
    fs::write(
        mirrored.path("deep/one.md"),
        "---\ntitle: One\nimage: ../my lamp.png\n---\n![A lamp](<../my lamp.png>)\n",
    )
    .expect("written");
    let _ = mirrored.sync();
    let article = mirrored.only();
    let body = article["body"].as_str().expect("a body");
    assert!(body.starts_with("![A lamp](media/") || body.starts_with("![A lamp](<media/"), "{body}");
    assert!(article["metadata"]["lead"].is_object(), "{article}");
    let _ = mirrored.app.ok(
        "article_save",
        json!({ "id": article["id"], "baseVersion": article["version"], "body": format!("{body}\nMore."), "origin": "window" }),
    );
    let _ = mirrored.sync();
    let file = mirrored.read("deep/one.md");
    let address =
        file.split("../media/").nth(1).and_then(|rest| rest.get(..68)).expect("a picture of the library");
    assert!(mirrored.path("media").join(address).exists(), "{file}");
    assert!(mirrored.path("my lamp.png").exists(), "the author's own picture is gone");
    assert_eq!(mirrored.sync()["taken"], 0);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_told_and_neither_read_nor_written() {
    let mirrored = Mirrored::with(&[("The Lamp", "Text.")]);
    let outside = temporary_folder();
    let secret = outside.path().join("secret.md");
    fs::write(&secret, "Secret.").expect("written");
    fs::remove_file(mirrored.path("the-lamp.md")).expect("removed");
    std::os::unix::fs::symlink(&secret, mirrored.path("the-lamp.md")).expect("linked");
    std::os::unix::fs::symlink(outside.path(), mirrored.path("folder")).expect("linked");
    fs::hard_link(&secret, mirrored.path("twin.md")).expect("linked");
    let article = mirrored.only();
    let _ = mirrored.app.ok(
        "article_save",
        json!({ "id": article["id"], "baseVersion": article["version"], "body": "Changed.", "origin": "window" }),
    );
    let report = mirrored.sync();
    let problems = report["state"]["problems"].to_string();
    assert!(problems.contains("symbolic link") && problems.contains("second name"), "{report}");
    assert_eq!(fs::read_to_string(&secret).expect("there"), "Secret.");
    assert_eq!(mirrored.only()["body"], "Changed.");
    assert_eq!(names(outside.path()), ["secret.md"]);
}

#[test]
fn a_file_that_is_no_text_is_left_alone_and_told() {
    let mirrored = Mirrored::with(&[]);
    fs::write(mirrored.path("latin.md"), b"caf\xe9").expect("written");
    fs::write(mirrored.path("broken.md"), "---\ntitle: [a\n---\nText.\n").expect("written");
    let report = mirrored.sync();
    assert_eq!(fs::read(mirrored.path("latin.md")).expect("there"), b"caf\xe9");
    assert!(report["state"]["problems"].to_string().contains("UTF-8"), "{report}");
    assert!(mirrored.only()["body"].as_str().expect("a body").contains("title: [a"), "nothing is lost");
}

#[test]
fn one_s_own_files_are_no_news() {
    let mirrored = Mirrored::live(&[("The Lamp", "Text.")]);
    let article = mirrored.only();
    for version in 1..=5 {
        let body = format!("Text {version}.");
        let _ = mirrored.app.ok(
            "article_save",
            json!({ "id": article["id"], "baseVersion": version, "body": body, "origin": "window" }),
        );
        std::thread::sleep(Duration::from_millis(300));
    }
    std::thread::sleep(Duration::from_secs(1));
    let _ = mirrored.sync();
    assert_eq!(mirrored.only()["version"], 6, "a file of its own came back as a change");
    assert!(mirrored.read("the-lamp.md").contains("Text 5."));
}

#[test]
fn a_folder_that_holds_the_mirror_of_another_library_is_refused() {
    let mirrored = Mirrored::with(&[("The Lamp", "Text.")]);
    let other = AppTest::empty();
    let error = other.err("mirror_start", json!({ "token": other.token(&mirrored.folder()) }));
    assert!(error.message.contains("another library"), "{error:?}");
    let inside = other.library().join("media");
    let error = other.err("mirror_start", json!({ "token": other.token(&inside) }));
    assert!(error.message.contains("beside"), "{error:?}");
    assert_eq!(other.ok("mirror_state", json!({}))["phase"], "off");
}

#[test]
fn a_library_elsewhere_takes_over_the_articles_with_their_names() {
    let one = Mirrored::with(&[("The Lamp", "Text.")]);
    let id = one.only()["id"].clone();
    // Another computer: the files came along, the first library did not.
    let two = Mirrored::with(&[]);
    fs::write(two.path("the-lamp.md"), one.read("the-lamp.md")).expect("written");
    let _ = two.sync();
    assert_eq!(two.only()["id"], id);
    assert_eq!(two.read("the-lamp.md"), one.read("the-lamp.md"));
    two.edit("the-lamp.md", |text| text.replace("Text.", "Changed."));
    fs::copy(two.path("the-lamp.md"), one.path("the-lamp.md")).expect("copied");
    let _ = (one.sync(), two.sync());
    assert_eq!((&one.only()["body"], &two.only()["body"]), (&json!("Changed.\n"), &json!("Changed.\n")));
}

#[test]
fn a_stopped_mirror_leaves_the_folder_alone_and_knows_it_again() {
    let mirrored = Mirrored::live(&[("The Lamp", "Text.")]);
    assert_eq!(mirrored.app.ok("mirror_stop", json!({}))["phase"], "off");
    mirrored.edit("the-lamp.md", |text| text.replace("Text.", "Changed."));
    std::thread::sleep(Duration::from_millis(1_000));
    assert_eq!(mirrored.only()["body"], "Text.");
    let _ = mirrored.app.ok("mirror_start", json!({ "token": mirrored.app.token(&mirrored.folder()) }));
    assert_eq!(mirrored.sync()["taken"].as_u64().map(|taken| taken <= 1), Some(true));
    assert_eq!(mirrored.only()["body"], "Changed.\n");
    assert_eq!(mirrored.app.ok("mirror_conflicts", json!({})), json!([]));
}
