//! Verification and repair, through the window's commands and on the command line.

use contract::Event;
use serde_json::json;
use tests::AppTest;
use tests::program::{Galley, temporary_folder};

#[test]
fn a_damaged_library_is_mended_from_its_backup_on_the_command_line() {
    let folder = temporary_folder();
    let library = folder.path().join("library");
    let galley = Galley::on(&library);
    let _ = galley.run(&["init"]).exits(0);
    let _ = galley.run(&["new", "--title", "Kept"]).exits(0);
    let app = AppTest::on(&library);
    let _ = app.ok("backup_now", json!({}));
    drop(app);
    let _ = galley.run(&["new", "--title", "Since then"]).exits(0);
    let sound = galley.run(&["check", "--repair"]).exits(0);
    assert_eq!(sound.stdout.trim(), "There was nothing to mend.");

    std::fs::write(library.join("library.db"), "no database any more".repeat(500)).expect("written");
    let told = galley.run(&["check"]).exits(1).stderr;
    assert!(told.contains("backup-000001"), "the newest good backup is not named: {told}");
    let mended = galley.run(&["--json", "check", "--repair"]).exits(3).json();
    assert_eq!(mended["mended"].as_array().map(Vec::len), Some(1), "{mended}");
    assert!(mended["problems"][0].as_str().is_some_and(|lost| lost.contains("after the backup")), "{mended}");
    let list = galley.run(&["--json", "list"]).exits(0).json();
    assert_eq!((&list[0]["title"], list.as_array().map(Vec::len)), (&json!("Kept"), Some(1)));
    let _ = galley.run(&["check"]).exits(0);
    assert!(library.join("damaged-1/library.db").is_file(), "the damaged database is gone");
}

#[test]
fn a_library_without_a_backup_is_not_touched_by_a_repair() {
    let folder = temporary_folder();
    let library = folder.path().join("library");
    let galley = Galley::on(&library);
    let _ = galley.run(&["init"]).exits(0);
    std::fs::write(library.join("library.db"), "no database any more").expect("written");
    let told = galley.run(&["check", "--repair"]).exits(1).stderr;
    assert!(told.contains("backup"), "{told}");
    assert_eq!(std::fs::read_to_string(library.join("library.db")).expect("read"), "no database any more");
}

#[test]
fn the_window_repairs_what_is_not_text() {
    let app = AppTest::with_samples();
    let picture =
        std::fs::read_dir(app.library().join("media")).expect("listed").flatten().next().expect("one");
    let _ = app.ok("backup_now", json!({}));
    std::fs::remove_file(picture.path()).expect("removed");
    let report = app.ok("library_check", json!({}));
    assert_eq!(report["problems"].as_array().map(Vec::len), Some(1), "{report}");
    let repaired = app.ok("library_repair", json!({}));
    assert_eq!(repaired["problems"], json!([]));
    assert!(repaired["mended"][0].as_str().is_some_and(|mended| mended.contains("from the backups")));
    assert_eq!(app.ok("library_check", json!({}))["problems"], json!([]));
}

#[test]
fn a_verification_can_be_ended_and_begun_again() {
    let app = AppTest::empty();
    for number in 0..600 {
        let _ = app.new_article(&number.to_string(), "Text.");
    }
    let outcome = std::thread::scope(|scope| {
        let check = scope.spawn(|| app.call("library_check", json!({})));
        while !check.is_finished() {
            let _ = app.ok("library_check_cancel", json!({}));
        }
        check.join().expect("no panic")
    });
    let error = outcome.expect_err("it was ended");
    assert!(error.message.contains("stopped"), "{error:?}");
    assert_eq!(app.ok("library_check", json!({}))["articles"], 600);
    assert!(!app.events().iter().any(|event| matches!(event, Event::BackupFailed { .. })));
}

#[test]
fn a_search_for_the_best_answers_what_the_quick_one_finds() {
    let app = AppTest::empty();
    let _ = app.new_article("Bridges", "Of stone.");
    let _ = app.new_article("Stones", "Once a bridge is named, among much else.");
    let titles = |command: &str| -> Vec<String> {
        let found = app.ok(command, json!({ "query": "bridg", "limit": 9 }));
        let hits = found["hits"].as_array().expect("hits").clone();
        hits.iter().map(|hit| hit["article"]["title"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(titles("article_search"), ["Stones", "Bridges"]);
    assert_eq!(titles("article_search_ranked"), ["Bridges", "Stones"]);
}
