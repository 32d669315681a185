//! Folders that may not be written, go away or are tampered with, and clocks that go wrong: what the author is
//! told, and that everything acknowledged is there afterwards.

use std::path::Path;
use std::process::Command;

use contract::ErrorCode;
use serde_json::{Value, json};
use tests::program::{finish, program, temporary_folder};
use tests::{AppTest, pictures};

fn save(app: &AppTest, article: &Value, version: i64, body: &str) -> Result<Value, contract::ApiError> {
    let call = json!({ "id": article["id"], "baseVersion": version, "body": body, "origin": "window" });
    app.call("article_save", call)
}

/// Saves until it works again, as the window does, and requires what was acknowledged to be there.
#[track_caller]
fn goes_on(app: &AppTest, article: &Value, version: i64, body: &str) {
    let saved = save(app, article, version, body).expect("saving goes on");
    assert_eq!(saved["summary"]["version"], version + 1);
    assert_eq!(app.show(&article["id"])["body"], body);
    assert_eq!(app.ok("library_check", json!({}))["problems"], json!([]));
}

/// Everything is in the one file of the database, and nothing in its log.
fn bring_to_rest(library: &Path) {
    // The last one to close it empties the log.
    drop(AppTest::on(library));
}

#[test]
fn a_folder_that_may_not_be_written_is_read_and_says_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = temporary_folder();
    let allow = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("allowed");
    };
    allow(folder.path(), 0o755);
    let library = folder.path().join("library");
    let app = AppTest::on(&library);
    let _ = app.ok("library_create", json!({ "token": app.token(&library) }));
    let article = app.new_article("Read only", "Before.");
    drop(app);
    let galley = folder.path().join("galley");
    std::fs::copy(program("galley"), &galley).expect("copied");
    std::fs::write(folder.path().join("text.md"), "After.").expect("written");
    allow(&library, 0o555);
    let run = |arguments: &[&str]| {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&galley);
        command.arg("--library").arg(&library).args(arguments).env_remove("GALLEY_LIBRARY");
        finish(command, b"")
    };
    let list = run(&["list"]);
    let id = article["id"].as_str().expect("an id");
    let text = folder.path().join("text.md").to_string_lossy().into_owned();
    let edit = run(&["edit", id, "--file", &text]);
    let backup = folder.path().join("backup.galley").to_string_lossy().into_owned();
    let outside = run(&["backup", &backup]);
    allow(&library, 0o755);
    if list.stderr.contains("setpriv:") {
        eprintln!("SKIPPED: setpriv may not be used here: {}", list.stderr);
        return;
    }
    assert!(list.exits(0).stdout.contains("Read only"));
    let edit = edit.exits(1);
    assert!(edit.stderr.contains("may not write"), "{edit:?}");
    assert!(outside.exits(1).stderr.contains("backup.galley"));
    goes_on(&AppTest::on(&library), &article, 1, "After.");
}

#[test]
fn a_folder_that_goes_away_and_comes_back_loses_nothing() {
    let folder = temporary_folder();
    let library = folder.path().join("library");
    let app = AppTest::on(&library);
    let _ = app.ok("library_create", json!({ "token": app.token(&library) }));
    let article = app.new_article("Away", "Here.");
    let away = folder.path().join("away");
    std::fs::rename(&library, &away).expect("renamed");
    for _ in 0..2 {
        let error = save(&app, &article, 1, "Written while it was away.").expect_err("it is gone");
        assert_eq!(error.code, ErrorCode::NotSaved, "{error:?}");
        assert!(error.message.contains("library.db"), "{error:?}");
    }
    std::fs::rename(&away, &library).expect("renamed back");
    goes_on(&app, &article, 1, "Written while it was away.");
}

#[test]
fn a_disk_that_is_pulled_out_is_told_and_keeps_what_was_acknowledged() {
    let folder = temporary_folder();
    let disk = folder.path().join("disk");
    std::fs::create_dir(&disk).expect("made");
    let mount = |arguments: &[&str]| {
        let done = Command::new(arguments[0]).args(&arguments[1..]).arg(&disk).output();
        done.is_ok_and(|output| output.status.success())
    };
    if !mount(&["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs"]) {
        eprintln!("SKIPPED: no disk can be mounted here");
        return;
    }
    let library = disk.join("library");
    let outcome = std::panic::catch_unwind(|| {
        let app = AppTest::on(&library);
        let _ = app.ok("library_create", json!({ "token": app.token(&library) }));
        let article = app.new_article("Unplugged", "Here.");
        // It goes although it is in use; what has it open keeps a disk that nobody finds any more.
        assert!(mount(&["umount", "--lazy"]), "it cannot be pulled out");
        let error = save(&app, &article, 1, "Too late.").expect_err("it is gone");
        assert_eq!(error.code, ErrorCode::NotSaved, "{error:?}");
        let _ = app.err("backup_now", json!({}));
        assert!(!library.exists(), "something was written into the empty folder");
    });
    let _ = Command::new("umount").arg("--lazy").arg(&disk).output();
    outcome.expect("it is told");
}

#[test]
fn a_database_that_is_replaced_cut_or_altered_while_open_is_never_called_saved() {
    type Harm = fn(&Path);
    let harms: [(&str, Harm); 4] = [
        ("replaced", |database| {
            let other = temporary_folder();
            let library = other.path().join("library");
            let app = AppTest::on(&library);
            let _ = app.ok("library_create", json!({ "token": app.token(&library) }));
            drop(app);
            std::fs::rename(database, database.with_extension("old")).expect("renamed");
            std::fs::copy(library.join("library.db"), database).expect("copied");
        }),
        ("cut", |database| {
            let file = std::fs::OpenOptions::new().write(true).open(database).expect("opened");
            file.set_len(4096).expect("cut");
        }),
        ("emptied", |database| std::fs::write(database, "").expect("written")),
        ("overwritten", |database| {
            let length = std::fs::metadata(database).expect("there").len();
            std::fs::write(database, vec![0x41; usize::try_from(length).expect("small")]).expect("written");
        }),
    ];
    for (name, harm) in harms {
        let folder = temporary_folder();
        let library = folder.path().join("library");
        let app = AppTest::on(&library);
        let _ = app.ok("library_create", json!({ "token": app.token(&library) }));
        drop(app);
        let app = AppTest::on(&library);
        let article = app.new_article("Tampered", "Acknowledged.");
        let _ = app.ok("backup_now", json!({}));
        // So that a change of the file shows in its time.
        std::thread::sleep(std::time::Duration::from_millis(20));
        harm(&library.join("library.db"));
        let error = save(&app, &article, 1, "Not acknowledged.").expect_err(name);
        assert!(
            matches!(error.code, ErrorCode::NotSaved | ErrorCode::LibraryUnavailable | ErrorCode::ReadOnly),
            "{name}: {error:?}"
        );
        assert!(error.message.contains("library.db"), "{name}: {error:?}");
        // What was acknowledged is in the backup, which can be restored whatever became of the library.
        let backups = app.ok("backup_list", json!({}));
        let target = folder.path().join("restored");
        let call = json!({ "backup": backups[0]["token"], "folder": app.token(&target) });
        let _ = app.ok("backup_restore", call);
        assert_eq!(AppTest::on(&target).show(&article["id"])["body"], "Acknowledged.", "{name}");
    }
}

#[test]
fn a_text_whose_bits_flip_while_it_is_open_is_not_shown_as_if_it_were_right() {
    let folder = temporary_folder();
    let library = folder.path().join("library");
    let app = AppTest::on(&library);
    let _ = app.ok("library_create", json!({ "token": app.token(&library) }));
    let sentence = "An unmistakable sentence of its own.";
    let article = app.new_article("Flipped", sentence);
    let _ = app.ok("backup_now", json!({}));
    drop(app);
    bring_to_rest(&library);
    let app = AppTest::on(&library);
    let database = library.join("library.db");
    let mut bytes = std::fs::read(&database).expect("read");
    let places: Vec<usize> =
        (0..bytes.len() - 12).filter(|&at| bytes[at..].starts_with(b"unmistakable")).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at] ^= 0x20;
    }
    // In place, as a disk does it.
    let mut file = std::fs::OpenOptions::new().write(true).open(&database).expect("opened");
    std::io::Write::write_all(&mut file, &bytes).expect("written");
    drop(file);
    let error = app.err("article_show", json!({ "id": article["id"] }));
    assert!(error.message.contains("altered"), "{error:?}");
    assert!(!app.ok("library_check", json!({}))["problems"].as_array().expect("problems").is_empty());
}

#[test]
fn a_missing_picture_keeps_nobody_from_writing_showing_and_exporting() {
    let app = AppTest::empty();
    let folder = temporary_folder();
    let file = folder.path().join("noise.png");
    std::fs::write(&file, pictures::png(2, 40, 40)).expect("written");
    let medium = app.ok("medium_add", json!({ "token": app.token(&file) }));
    let name = medium["fileName"].as_str().expect("a name").to_owned();
    let article = app.new_article("Pictured", &format!("Before.\n\n![A picture](media/{name})\n\nAfter."));
    std::fs::remove_file(app.library().join("media").join(&name)).expect("removed");
    let opened = app.ok("draft_open", json!({ "id": article["id"] }));
    assert!(opened.to_string().contains("After."));
    let (page, report) = app.export(&article["id"], "page");
    assert!(page.contains("Before.") && page.contains("After."));
    assert!(!report["problems"].as_array().expect("problems").is_empty(), "nobody is told: {report}");
    let made = app.ok("backup_now", json!({}));
    assert!(made["file"].is_string());
    let problems = app.ok("library_check", json!({}))["problems"].clone();
    assert!(problems[0].as_str().is_some_and(|problem| problem.contains(&name)), "{problems}");
    let _ = app.ok("medium_add", json!({ "token": app.token(&file) }));
    goes_on(&app, &article, 1, "Added again.");
}

#[test]
fn a_clock_that_is_set_back_a_year_loses_no_edit_and_turns_no_order_around() {
    if !Command::new("faketime").arg("--version").output().is_ok_and(|output| output.status.success()) {
        eprintln!("SKIPPED: faketime is not installed");
        return;
    }
    let folder = temporary_folder();
    let library = folder.path().join("library");
    let text = folder.path().join("text.md");
    let run = |shift: &str, arguments: &[&str]| {
        let mut command = Command::new("faketime");
        command.args(["-f", shift]).arg(program("galley")).arg("--library").arg(&library).args(arguments);
        command.env_remove("GALLEY_LIBRARY");
        finish(command, b"").exits(0).stdout.trim().to_owned()
    };
    let file = text.to_string_lossy().into_owned();
    let _ = run("+0d", &["init"]);
    std::fs::write(&text, "Now.").expect("written");
    let first = run("+0d", &["new", "--title", "First", "--file", &file]);
    let _ = run("+0d", &["new", "--title", "Second", "--file", &file]);
    std::fs::write(&text, "A year ago by the clock, and later in truth.").expect("written");
    assert_eq!(run("-365d", &["edit", &first, "--file", &file]), "2");
    std::fs::write(&text, "Later still.").expect("written");
    assert_eq!(run("-366d", &["edit", &first, "--file", &file]), "3");
    let list: Value = serde_json::from_str(&run("+0d", &["--json", "list"])).expect("JSON");
    assert_eq!((&list[0]["title"], &list[1]["title"]), (&json!("First"), &json!("Second")), "{list}");
    let shown: Value = serde_json::from_str(&run("-365d", &["show", &first, "--as", "json"])).expect("JSON");
    assert_eq!(shown["body"].as_str().map(str::trim_end), Some("Later still."));
    let history: Value = serde_json::from_str(&run("-365d", &["--json", "history", &first])).expect("JSON");
    let numbers: Vec<i64> =
        history.as_array().expect("revisions").iter().filter_map(|kept| kept["revision"].as_i64()).collect();
    assert!(numbers.len() >= 2 && numbers.is_sorted_by(|one, other| one > other), "{history}");
    let _ = run("-365d", &["check"]);
}
