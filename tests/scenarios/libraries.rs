//! Libraries that cannot be opened, or not be written.

use std::path::Path;

use contract::ErrorCode;
use serde_json::{Value, json};
use tests::AppTest;
use tests::program::temporary_folder;

/// Changes bytes of a file that no program has open.
fn overwrite(path: &Path, at: usize, with: &[u8]) {
    let mut bytes = std::fs::read(path).expect("read");
    bytes[at..at + with.len()].copy_from_slice(with);
    std::fs::write(path, bytes).expect("written");
}

/// Brings a library to rest: no process has it open, and all of it is in one file.
fn closed_library(folder: &Path) -> std::path::PathBuf {
    let library = folder.join("library");
    let app = AppTest::on(&library);
    let picked = app.token(&library);
    let _ = app.ok("library_create", json!({ "token": picked }));
    let _ = app.new_article("Kept", "Text.");
    drop(app);
    library
}

fn problem(app: &AppTest) -> String {
    let state = app.ok("library_state", json!({}));
    assert!(state["open"].is_null(), "it is open: {state}");
    assert_eq!(
        app.err("article_list", json!({ "shelf": "all", "offset": 0, "limit": 1 })).code,
        ErrorCode::LibraryUnavailable
    );
    state["problem"].as_str().expect("a problem in words").to_owned()
}

#[test]
fn the_first_start_makes_the_sample_library() {
    let app = AppTest::with_samples();
    let articles = app.list("all");
    assert!(articles.len() >= 6, "{}", articles.len());
    let directions: Vec<&Value> = articles.iter().map(|article| &article["direction"]).collect();
    assert!(directions.contains(&&json!("rtl")) && directions.contains(&&json!("ltr")));
    assert!(
        articles.iter().filter(|article| article["lead"].is_string()).count() >= 4,
        "few have a lead picture"
    );
    let report = app.ok("library_check", json!({}));
    assert_eq!(report["problems"], json!([]));
    assert!(report["media"].as_u64() >= Some(4));
    let publication = &app.ok("library_state", json!({}))["open"]["publication"];
    for field in ["title", "tagline", "defaultAuthor"] {
        assert!(publication[field].as_str().is_some_and(|text| !text.is_empty()), "{field}");
    }
}

#[test]
fn a_second_start_does_not_bring_the_samples_again() {
    let folder = temporary_folder();
    let library = closed_library(folder.path());
    assert_eq!(AppTest::on(&library).list("all").len(), 1);
}

#[test]
fn a_folder_that_is_not_a_library_is_left_alone() {
    let folder = temporary_folder();
    let file = folder.path().join("letter.txt");
    std::fs::write(&file, "Dear reader").expect("written");
    let app = AppTest::on(folder.path());
    assert!(problem(&app).contains("library"), "{}", problem(&app));
    let _ = app.err("library_create", json!({ "token": app.token(folder.path()) }));
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).expect("listed").flatten().map(|entry| entry.path()).collect();
    assert_eq!(left, [file]);
}

#[test]
fn a_file_that_is_not_a_database_is_left_alone() {
    let folder = temporary_folder();
    let database = folder.path().join("library.db");
    let text = "This is not a database. ".repeat(400);
    std::fs::write(&database, &text).expect("written");
    let app = AppTest::on(folder.path());
    assert!(!problem(&app).is_empty());
    assert_eq!(std::fs::read_to_string(database).expect("read"), text);
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let folder = temporary_folder();
    let library = closed_library(folder.path());
    overwrite(&library.join("library.db"), 68, &[1, 2, 3, 4]);
    assert!(!problem(&AppTest::on(&library)).is_empty());
}

#[test]
fn a_library_of_a_newer_version_can_be_read_and_says_what_it_needs() {
    let folder = temporary_folder();
    let library = closed_library(folder.path());
    overwrite(&library.join("library.db"), 60, &999_u32.to_be_bytes());
    let app = AppTest::on(&library);
    let state = app.ok("library_state", json!({}));
    if state["open"].is_object() {
        let words = state["open"]["readOnly"].as_str().expect("read-only, in words");
        assert!(words.contains("newer") || words.contains("999"), "{words}");
        assert_eq!(app.list("all").len(), 1);
        let error = app.err("article_create", json!({ "metadata": { "title": "x" }, "origin": "window" }));
        assert_eq!(error.code, ErrorCode::ReadOnly);
    } else {
        let words = state["problem"].as_str().expect("a problem in words");
        assert!(words.contains("newer"), "{words}");
    }
    drop(app);
    let version = std::fs::read(library.join("library.db")).expect("read")[60..64].to_vec();
    assert_eq!(version, 999_u32.to_be_bytes(), "the newer library was changed");
}

#[test]
fn a_missing_library_is_named_and_not_made() {
    let folder = temporary_folder();
    let nowhere = folder.path().join("nowhere");
    let app = AppTest::on(&nowhere);
    assert!(problem(&app).contains("nowhere"), "{}", problem(&app));
    assert!(!nowhere.exists());
}

#[test]
fn another_library_can_be_opened_instead() {
    let app = AppTest::empty();
    let _ = app.new_article("Here", "");
    let folder = temporary_folder();
    let other = closed_library(folder.path());
    let state = app.ok("library_open", json!({ "token": app.token(&other) }));
    assert!(state["open"].is_object(), "{state}");
    assert_eq!(app.list("all")[0]["title"], "Kept");
    let _ = app.call("library_open", json!({ "token": app.token(&folder.path().join("none")) }));
    assert_eq!(app.err("library_open", json!({ "token": "made-up" })).code, ErrorCode::Invalid);
}

#[test]
fn a_library_that_is_deleted_while_open_acknowledges_nothing_more() {
    let app = AppTest::empty();
    let article = app.new_article("Pulled away", "One.");
    for name in ["library.db", "library.db-wal", "library.db-shm"] {
        let _ = std::fs::remove_file(app.library().join(name));
    }
    let error = app.err(
        "article_save",
        json!({ "id": article["id"], "baseVersion": 1, "body": "Two.", "origin": "window" }),
    );
    assert!(
        matches!(error.code, ErrorCode::NotSaved | ErrorCode::LibraryUnavailable | ErrorCode::ReadOnly),
        "{error:?}"
    );
}

#[test]
fn a_text_that_was_altered_on_the_disk_is_noticed() {
    let folder = temporary_folder();
    let library = folder.path().join("library");
    let app = AppTest::on(&library);
    let _ = app.ok("library_create", json!({ "token": app.token(&library) }));
    let article = app.new_article("Altered", "The unmistakable sentence number one.");
    drop(app);
    let database = library.join("library.db");
    let bytes = std::fs::read(&database).expect("read");
    let needle = b"unmistakable sentence";
    let places: Vec<usize> =
        (0..bytes.len() - needle.len()).filter(|&at| &bytes[at..at + needle.len()] == needle).collect();
    assert!(!places.is_empty(), "the text is not in the file as it is");
    for at in places {
        overwrite(&database, at, b"U");
    }
    let app = AppTest::on(&library);
    let report = app.ok("library_check", json!({}));
    assert!(!report["problems"].as_array().expect("problems").is_empty(), "nobody noticed");
    if let Ok(shown) = app.call("article_show", json!({ "id": article["id"] })) {
        assert_ne!(
            shown["body"], "The Unmistakable sentence number one.",
            "an altered text was shown as if it were right"
        );
    }
}

#[test]
fn a_window_gives_its_library_back_when_another_takes_its_place_and_never_takes_one_of_another_window() {
    let folder = temporary_folder();
    let first = closed_library(folder.path());
    let second = folder.path().join("second");
    let app = AppTest::on(&first);
    let claimed = || {
        let requests = app.desktop.requests();
        requests.claimed.lock().expect("claimed").clone()
    };
    assert_eq!(claimed(), std::slice::from_ref(&first));
    // The one that is open is no other.
    let _ = app.ok("library_open", json!({ "token": app.token(&first) }));
    assert_eq!(claimed(), std::slice::from_ref(&first));
    let _ = app.ok("library_create", json!({ "token": app.token(&second) }));
    assert_eq!(claimed(), std::slice::from_ref(&second));
    app.desktop.requests().shown_elsewhere.push(first.clone());
    let error = app.err("library_open", json!({ "token": app.token(&first) }));
    assert!(error.message.contains("another window"), "{error:?}");
    assert_eq!(claimed(), std::slice::from_ref(&second));
    assert_eq!(app.ok("library_state", json!({}))["folder"], json!(second));
    app.desktop.requests().shown_elsewhere.clear();
    let _ = app.ok("library_open", json!({ "token": app.token(&first) }));
    assert_eq!(claimed(), [first]);
}

#[test]
fn what_was_typed_is_saved_before_another_library_takes_the_place() {
    let folder = temporary_folder();
    let first = closed_library(folder.path());
    let app = AppTest::on(&first);
    let id = app.list("all")[0]["id"].clone();
    let _ = app.ok("draft_open", json!({ "id": id }));
    let changes = json!([{ "from": 0, "to": 0, "insert": "Typed. " }]);
    let _ = app.ok("draft_edit", json!({ "id": id, "number": 1, "changes": changes, "metadata": null }));
    let _ = app.ok("library_create", json!({ "token": app.token(&folder.path().join("second")) }));
    assert_eq!(AppTest::on(&first).show(&id)["body"], "Typed. Text.");
}

#[test]
fn an_article_of_a_library_that_may_not_be_written_is_read_and_typed_in_and_the_text_stays_with_the_author() {
    let folder = temporary_folder();
    let library = closed_library(folder.path());
    overwrite(&library.join("library.db"), 60, &999_u32.to_be_bytes());
    let app = AppTest::on(&library);
    let words = app.ok("library_state", json!({}))["open"]["readOnly"].clone();
    assert!(words.as_str().is_some_and(|words| words.contains("newer version of Galley")), "{words}");
    let id = app.list("all")[0]["id"].clone();
    let opened = app.ok("draft_open", json!({ "id": id }));
    assert_eq!(opened["article"]["body"], "Text.");
    let changes = json!([{ "from": 5, "to": 5, "insert": " Typed." }]);
    let _ = app.ok("draft_edit", json!({ "id": id, "number": 1, "changes": changes, "metadata": null }));
    for _ in 0..2 {
        let error = app.err("draft_save", json!({ "id": id, "number": 1, "baseVersion": 1 }));
        assert_eq!(error.code, ErrorCode::ReadOnly, "{error:?}");
        assert!(error.message.contains("newer version of Galley"), "{error:?}");
    }
    // What was typed stays with the author, who goes on; what the library holds is as it was.
    let changes = json!([{ "from": 12, "to": 12, "insert": " Typed on." }]);
    let patch = app.ok("draft_edit", json!({ "id": id, "number": 2, "changes": changes, "metadata": null }));
    assert!(patch.to_string().contains("Text. Typed. Typed on."), "{patch}");
    assert_eq!(app.show(&id)["body"], "Text.");
    let (page, _) = app.export(&id, "page");
    assert!(page.contains("Text."));
    assert!(app.ok("article_search", json!({ "query": "text", "limit": 5 })).to_string().contains("Kept"));
}
