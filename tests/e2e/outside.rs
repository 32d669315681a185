//! What others do to the library while the window is open.

use std::time::{Duration, Instant};

use serde_json::json;
use tests::window::Setup;

use crate::Screen;

const PROMISED: Duration = Duration::from_secs(1);

#[test]
fn what_the_command_line_changes_shows_within_a_second() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Watched", "Old words.")]);
    let window = setup.open(&screen);
    window.open_article("Watched");
    let id = setup.article("Watched")["id"].as_str().expect("an id").to_owned();

    let _ = setup
        .galley()
        .run(&["edit", &id, "--file", &setup.file("---\ntitle: Watched\n---\nNew words.\n")])
        .exits(0);
    let since = Instant::now();
    window.wait_for_preview("New words.");
    let preview = since.elapsed();
    assert!(window.editor_text().contains("New words."), "the editor still shows: {}", window.editor_text());

    let _ = setup.galley().run(&["new", "--title", "Brand new", "--file", &setup.file("x")]).exits(0);
    let since = Instant::now();
    window.wait_for_row("Brand new");
    let list = since.elapsed();
    assert!(preview <= PROMISED && list <= PROMISED, "preview after {preview:?}, list after {list:?}");
}

#[test]
fn texts_that_change_in_two_places_are_both_kept_and_the_author_chooses() {
    for (choice, winner, loser) in [
        ("Keep mine", "from the window", "From outside."),
        ("Take the other", "From outside.", "from the window"),
    ] {
        let screen = Screen::start();
        let setup = Setup::new();
        setup.library_with(&[("Contested", "Start.")]);
        let window = setup.open(&screen);
        window.open_article("Contested");
        let id = setup.article("Contested")["id"].as_str().expect("an id").to_owned();
        let file = setup.file("---\ntitle: Contested\n---\nFrom outside.\n");
        window.write_at_end(" Typed from the window");
        let edit = setup.galley().command(&["edit", &id, "--file", &file]).spawn();
        // Typing goes on, so that there is always something that is not saved yet.
        let since = Instant::now();
        while !window.has("dialog,alertdialog", "This article was also changed elsewhere") {
            assert!(since.elapsed() < Duration::from_secs(15), "no conflict was shown; {}", window.status());
            if !window.has("dialog,alertdialog", "") {
                window.type_text(".");
            }
        }
        let _ = edit.expect("started").wait();
        assert!(
            !window.status().contains("Saved") || window.status().contains("Not saved"),
            "{}",
            window.status()
        );
        window.click("button", choice);
        window.wait_for_status("Saved");
        window.settle();
        let body = setup.body_of("Contested");
        assert!(body.contains(winner) && !body.contains(loser), "{choice}: {body}");
        window.wait_for_preview(winner);
        let history = setup.galley().run(&["--json", "history", &id]).exits(0).json();
        let other = history.as_array().expect("a list").iter().any(|entry| {
            let _ = setup.galley().run(&["restore", &id, &entry["revision"].to_string()]).exits(0);
            setup.body_of("Contested").contains(loser)
        });
        assert!(other, "{choice}: the other text is gone: {history}");
    }
}

#[test]
fn an_article_that_others_throw_away_leaves_the_list() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Stays", "x"), ("Goes", "y")]);
    let window = setup.open(&screen);
    window.ask_until("both", "return document.querySelectorAll('[role=option]').length === 2", &[]);
    let other = tests::AppTest::on(&setup.library());
    let id = setup.article("Goes")["id"].clone();
    let _ = other.ok("article_trash", json!({ "ids": [id] }));
    window.ask_until("one", "return document.querySelectorAll('[role=option]').length === 1", &[]);
}
