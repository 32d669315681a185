//! Backups by themselves: when they are made, where they go, how many are kept, and what comes back from them.

use std::path::{Path, PathBuf};

use contract::{ErrorCode, Event};
use model::Moment;
use serde_json::{Value, json};
use tests::AppTest;
use tests::pictures;
use tests::program::temporary_folder;

const HOUR: i64 = 60 * 60 * 1000;

/// So many hours after now.
fn hours_from_now(hours: i64) -> Moment {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    Moment::from_milliseconds(i64::try_from(now.as_millis()).expect("a time") + hours * HOUR)
}

fn change(app: &AppTest, number: i64) {
    let _ = app.new_article(&format!("Change {number}"), "Something new.");
}

fn listed(app: &AppTest) -> Vec<Value> {
    app.ok("backup_list", json!({})).as_array().expect("a list").clone()
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// Restores a backup through the window's commands and answers an engine on what came back.
fn restore(app: &AppTest, backup: &Value) -> (AppTest, tempfile::TempDir) {
    let folder = temporary_folder();
    let target = folder.path().join("restored");
    let restored =
        app.ok("backup_restore", json!({ "backup": backup["token"], "folder": app.token(&target) }));
    assert_eq!(restored["problems"], json!([]), "{restored}");
    (AppTest::on(&target), folder)
}

#[test]
fn a_backup_is_made_each_hour_in_which_something_changed() {
    let app = AppTest::empty();
    assert_eq!(app.engine().back_up_if_due(hours_from_now(0)), 0, "nothing was ever written");
    change(&app, 1);
    assert_eq!(app.engine().back_up_if_due(hours_from_now(0)), 1);
    change(&app, 2);
    assert_eq!(app.engine().back_up_if_due(hours_from_now(0)), 0, "the hour is not over");
    assert_eq!(app.engine().back_up_if_due(hours_from_now(1)), 1);
    assert_eq!(app.engine().back_up_if_due(hours_from_now(2)), 0, "nothing has changed");
    change(&app, 3);
    assert_eq!(app.engine().back_up_if_due(hours_from_now(-9_000)), 1, "the clock was set back a year");
    assert_eq!(listed(&app).len(), 3);
    assert!(app.events().contains(&Event::BackupChanged));
}

#[test]
fn a_library_that_was_changed_is_backed_up_when_the_window_closes() {
    let app = AppTest::empty();
    change(&app, 1);
    app.engine().close();
    assert_eq!(listed(&app).len(), 1);
    app.engine().close();
    assert_eq!(listed(&app).len(), 1, "nothing has changed since");
}

#[test]
fn a_backup_brings_back_every_text_tag_revision_and_picture() {
    let app = AppTest::with_samples();
    let list = app.list("all");
    let id = &list[0]["id"];
    let version = &list[0]["version"];
    let _ = app.ok(
        "article_save",
        json!({ "id": id, "baseVersion": version, "body": "New.", "origin": "command_line" }),
    );
    let made = app.ok("backup_now", json!({}));
    assert_eq!(made["place"], "library");
    let (restored, _folder) = restore(&app, &listed(&app)[0]);
    let report = restored.ok("library_check", json!({}));
    assert_eq!(report["problems"], json!([]));
    assert_eq!(report, app.ok("library_check", json!({})));
    assert_eq!(restored.list("all"), app.list("all"));
    assert_eq!(restored.show(id), app.show(id));
    let revisions = |app: &AppTest| app.ok("revision_list", json!({ "id": id }));
    assert_eq!(revisions(&restored), revisions(&app));
}

#[test]
fn thirty_backups_hold_each_picture_once_and_are_all_whole() {
    let app = AppTest::empty();
    let picture = temporary_folder();
    let file = picture.path().join("noise.png");
    std::fs::write(&file, pictures::png(1, 64, 64)).expect("written");
    let _ = app.ok("medium_add", json!({ "token": app.token(&file) }));
    for number in 0..30 {
        change(&app, number);
        assert_eq!(app.engine().back_up_if_due(hours_from_now(number)), 1, "{number}");
    }
    let backups = listed(&app);
    assert!((24..=30).contains(&backups.len()), "{}", backups.len());
    assert_eq!(files_in(&app.library().join("backups/media")).len(), 1);
    for (position, backup) in backups.iter().enumerate() {
        let (restored, _folder) = restore(&app, backup);
        if position == 0 {
            assert_eq!(restored.list("all").len(), 30);
        }
        let report = restored.ok("library_check", json!({}));
        assert_eq!((&report["problems"], &report["media"]), (&json!([]), &json!(1)), "{backup}");
    }
}

#[test]
fn many_backups_are_thinned_and_the_newest_stays() {
    let app = AppTest::empty();
    for number in 0..60 {
        change(&app, number);
        assert_eq!(app.engine().back_up_if_due(hours_from_now(number)), 1, "{number}");
    }
    let backups = listed(&app);
    assert!((24..32).contains(&backups.len()), "{}", backups.len());
    let (restored, _folder) = restore(&app, &backups[0]);
    assert_eq!(restored.list("all").len(), 60);
}

#[test]
fn backups_go_to_a_second_folder_as_well_and_what_is_not_there_is_told() {
    let app = AppTest::empty();
    change(&app, 1);
    let other = temporary_folder();
    let disk = other.path().join("disk");
    std::fs::create_dir(&disk).expect("made");
    let error = app.err("backup_settings_save", json!({ "enabled": true, "second": true, "picked": null }));
    assert_eq!(error.code, ErrorCode::Invalid);
    let settings = json!({ "enabled": true, "second": true, "picked": app.token(&disk) });
    let state = app.ok("backup_settings_save", settings);
    assert_eq!(state["secondFolder"], disk.display().to_string());
    assert_eq!(app.engine().back_up_if_due(hours_from_now(0)), 2);
    let places: Vec<Value> = listed(&app).iter().map(|backup| backup["place"].clone()).collect();
    assert!(places.contains(&json!("library")) && places.contains(&json!("second")), "{places:?}");

    // The disk is unplugged.
    let away = other.path().join("away");
    std::fs::rename(&disk, &away).expect("renamed");
    change(&app, 2);
    assert_eq!(app.engine().back_up_if_due(hours_from_now(1)), 0);
    assert!(!disk.exists(), "a folder was made where the disk should be");
    let failed = app.events().into_iter().find_map(|event| match event {
        Event::BackupFailed { message } => Some(message),
        _ => None,
    });
    assert!(failed.expect("it is told").contains("disk"));
    assert!(app.ok("backup_state", json!({}))["problem"].is_string());
    assert_eq!(listed(&app).iter().filter(|backup| backup["place"] == "library").count(), 2);

    // It is there again; the wait is over.
    std::fs::rename(&away, &disk).expect("renamed");
    assert_eq!(app.engine().back_up_if_due(hours_from_now(1)), 0, "it is not tried again at once");
    assert_eq!(app.engine().back_up_if_due(hours_from_now(2)), 1);
    assert!(app.ok("backup_state", json!({}))["problem"].is_null());
    let second = app.token(&files_in_second(&disk));
    let found = app.ok("backup_list_in", json!({ "token": second }));
    let (restored, _folder) = restore(&app, &found[0]);
    assert_eq!(restored.list("all").len(), 2);
}

/// The folder of this library's backups in the second folder.
fn files_in_second(disk: &Path) -> PathBuf {
    let mut entries = std::fs::read_dir(disk).expect("listed").flatten();
    let folder = entries.next().expect("a folder").path();
    assert!(entries.next().is_none());
    folder
}

#[test]
fn backups_that_are_switched_off_are_made_by_hand_only() {
    let app = AppTest::empty();
    change(&app, 1);
    let state = app.ok("backup_settings_save", json!({ "enabled": false, "second": false, "picked": null }));
    assert_eq!(state["enabled"], false);
    assert_eq!(app.engine().back_up_if_due(hours_from_now(5)), 0);
    let _ = app.ok("backup_now", json!({}));
    assert_eq!(listed(&app).len(), 1);
    assert_eq!(app.ok("backup_state", json!({}))["last"]["token"], listed(&app)[0]["token"]);
}

#[test]
fn a_backup_is_never_restored_over_anything() {
    let app = AppTest::empty();
    change(&app, 1);
    let backup = app.ok("backup_now", json!({}));
    let taken = temporary_folder();
    std::fs::write(taken.path().join("letter.txt"), "Dear reader").expect("written");
    for target in [app.library(), taken.path()] {
        let call = json!({ "backup": backup["token"], "folder": app.token(target) });
        let error = app.err("backup_restore", call);
        assert!(error.message.contains(&target.display().to_string()), "{error:?}");
    }
    assert_eq!(files_in(taken.path()).len(), 1);
    assert_eq!(app.list("all").len(), 1);
}

#[test]
fn the_backups_of_a_library_that_cannot_be_opened_are_offered() {
    let folder = temporary_folder();
    let library = folder.path().join("library");
    let app = AppTest::on(&library);
    let _ = app.ok("library_create", json!({ "token": app.token(&library) }));
    change(&app, 1);
    let _ = app.ok("backup_now", json!({}));
    drop(app);
    std::fs::write(library.join("library.db"), "This is not a database. ".repeat(1000)).expect("written");
    for name in ["library.db-wal", "library.db-shm"] {
        let _ = std::fs::remove_file(library.join(name));
    }
    let app = AppTest::on(&library);
    let state = app.ok("library_state", json!({}));
    assert!(state["open"].is_null());
    let backups = listed(&app);
    assert_eq!(backups.len(), 1);
    let (restored, _folder) = restore(&app, &backups[0]);
    assert_eq!(restored.list("all").len(), 1);
}

#[test]
fn saves_go_on_while_a_backup_is_made() {
    let app = AppTest::empty();
    let text = "A sentence that fills some room. ".repeat(200);
    for number in 0..60 {
        let _ = app.new_article(&number.to_string(), &text);
    }
    let article = app.new_article("Typed", "0");
    std::thread::scope(|scope| {
        let backup = scope.spawn(|| app.ok("backup_now", json!({})));
        let mut version = 1;
        let mut slowest = std::time::Duration::ZERO;
        while !backup.is_finished() {
            let since = std::time::Instant::now();
            let saved = app.ok(
                "article_save",
                json!({ "id": article["id"], "baseVersion": version, "body": version.to_string(), "origin": "window" }),
            );
            slowest = slowest.max(since.elapsed());
            version = saved["summary"]["version"].as_i64().expect("a version");
        }
        assert!(version > 3, "nothing was saved meanwhile");
        assert!(slowest < std::time::Duration::from_secs(2), "a save waited {slowest:?}");
    });
    let (restored, _folder) = restore(&app, &listed(&app)[0]);
    assert_eq!(restored.ok("library_check", json!({}))["problems"], json!([]));
    assert_eq!(restored.list("all").len(), 61);
}

#[test]
fn a_long_run_tells_how_far_it_is_and_can_be_ended() {
    let app = AppTest::empty();
    for number in 0..40 {
        change(&app, number);
    }
    let outcome = std::thread::scope(|scope| {
        let backup = scope.spawn(|| app.call("backup_now", json!({})));
        while !backup.is_finished() {
            let _ = app.ok("backup_cancel", json!({}));
        }
        backup.join().expect("no panic")
    });
    let error = outcome.expect_err("it was ended");
    assert!(error.message.contains("stopped"), "{error:?}");
    assert_eq!(files_in(&app.library().join("backups")), Vec::<PathBuf>::new());
    let _ = app.ok("backup_now", json!({}));
}
