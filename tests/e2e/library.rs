//! The library and the list.

use serde_json::json;
use tests::window::Setup;
use tests::window::keys::{BACKSPACE, CONTROL, RIGHT};

use crate::Screen;

#[test]
fn the_first_start_shows_the_sample_library_and_its_articles_open() {
    let screen = Screen::start();
    let setup = Setup::new();
    let window = setup.open(&screen);
    window.ask_until("six articles in the list", "return named('listbox,grid', 'Articles')[0].querySelectorAll('[role=option],[role=row]').length >= 6", &[]);
    for title in setup.titles_in_library() {
        window.open_article(&title);
    }
    assert_eq!(setup.galley().run(&["--json", "check"]).exits(0).json()["problems"], json!([]));
}

#[test]
fn an_article_is_made_renamed_copied_thrown_away_and_brought_back() {
    let screen = Screen::start();
    let setup = Setup::new();
    let _ = setup.galley().run(&["init"]).exits(0);
    let window = setup.open(&screen);
    window.new_article("The first name");
    window.write_at_end("Some text.");
    window.wait_for_preview("Some text.");
    window.fill("Title", "The second name");
    window.wait_for_row("The second name");
    window.wait_for_preview("The second name");
    window.wait_for_status("Saved");

    window.click("button", "More");
    window.click("menuitem", "Duplicate");
    window.ask_until("two articles", "return document.querySelectorAll('[role=option]').length === 2", &[]);
    let titles = setup.titles_in_library();
    assert_eq!(titles.len(), 2, "{titles:?}");

    window.open_article("The second name");
    window.click("button", "More");
    window.click("menuitem", "Move to trash");
    window.ask_until("one article", "return document.querySelectorAll('[role=option]').length === 1", &[]);
    assert_eq!(setup.titles_in_library().len(), 1);
    window.click("button", "Trash");
    window.ask_until(
        "it is in the trash",
        "return document.querySelectorAll('[role=option]').length === 1",
        &[],
    );
    window.click_on("the row in the trash", "return document.querySelector('[role=option]')", &[]);
    window.wait_for_preview("Some text.");
    window.click("button", "More");
    window.click("menuitem", "Restore");
    window.ask_until(
        "the trash is empty",
        "return document.querySelectorAll('[role=option]').length === 0",
        &[],
    );
    window.click("button", "All");
    window.ask_until("two again", "return document.querySelectorAll('[role=option]').length === 2", &[]);
    assert_eq!(setup.titles_in_library().len(), 2);
}

#[test]
fn search_finds_and_an_empty_search_shows_everything_again() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[
        ("Harbour lights", "Pilots steer by the estuary beacon."),
        ("Garden walls", "Moss."),
    ]);
    let window = setup.open(&screen);
    window.ask_until("both", "return document.querySelectorAll('[role=option]').length === 2", &[]);
    window.click("textbox,searchbox,combobox", "Search all articles");
    window.type_text("estua");
    window.ask_until("one", "return document.querySelectorAll('[role=option]').length === 1 && document.querySelector('[role=option]').textContent.includes('Harbour lights')", &[]);
    window.press(&[CONTROL], 'a');
    window.press(&[], BACKSPACE);
    window.ask_until("both again", "return document.querySelectorAll('[role=option]').length === 2", &[]);
}

#[test]
fn the_window_comes_back_as_it_was() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("One", "Text one."), ("Two", "Text two."), ("Three", "Text three.")]);
    let window = setup.open(&screen);
    window.open_article("Two");
    window.resize(1210, 780);
    window.click("separator", "Width of the list");
    for _ in 0..4 {
        window.press(&[], RIGHT);
    }
    let width = "return named('separator', 'Width of the list')[0].getAttribute('aria-valuenow')";
    let chosen = window.ask(width, &[]);
    window.wait_for_status("Saved");
    std::thread::sleep(std::time::Duration::from_secs(2));
    window.close_by_its_button(&screen);
    let window = setup.open(&screen);
    window.ask_until("the same article", "return named('textbox', 'Title')[0]?.value === 'Two'", &[]);
    assert_eq!(window.ask(width, &[]), chosen);
    let size = window.ask("return [innerWidth, innerHeight]", &[]);
    let near = |value: &serde_json::Value, wanted: f64| {
        value.as_f64().is_some_and(|value| (value - wanted).abs() < 60.0)
    };
    assert!(near(&size[0], 1210.0) && near(&size[1], 780.0), "{size}");
}

#[test]
fn a_library_that_cannot_be_opened_is_explained() {
    let screen = Screen::start();
    let setup = Setup::new();
    std::fs::create_dir_all(setup.library()).expect("made");
    std::fs::write(setup.library().join("library.db"), "not a database, just words ".repeat(300))
        .expect("written");
    let window = setup.open_anything(&screen);
    window.ask_until(
        "an explanation",
        "return document.body.innerText.includes('library cannot be opened')",
        &[],
    );
    assert!(window.has("button", "Choose another folder…"), "nothing can be done about it");
}
