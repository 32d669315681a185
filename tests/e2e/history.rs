//! Versions: history, restore, what is live, and the merge of two texts.

use std::time::{Duration, Instant};

use tests::window::keys::{CONTROL, END, ENTER, SHIFT};
use tests::window::{GalleyWindow, Setup};

use crate::Screen;

#[track_caller]
fn wait_for_text(window: &GalleyWindow, words: &str) {
    window.ask_until(
        &format!("the text “{words}”"),
        "return named('textbox', 'Article text')[0]?.innerText.trim() === arguments[0]",
        &[words.into()],
    );
}

#[track_caller]
fn wait_for_difference(window: &GalleyWindow, words: &str) {
    window.ask_until(
        &format!("“{words}” as what was added"),
        "return document.querySelector('dialog ins')?.textContent.includes(arguments[0])",
        &[words.into()],
    );
}

#[test]
fn a_version_is_compared_and_restored_by_keyboard_and_the_restore_is_undone() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Tides", "The first words.")]);
    let window = setup.open(&screen);
    window.open_article("Tides");
    window.write_at_end(" And more.");
    window.wait_for_preview("And more.");
    window.wait_for_status("Saved");

    window.press(&[CONTROL, SHIFT], 'h');
    window.wait_for("dialog", "History of “Tides”");
    wait_for_difference(&window, "And more");
    let focused = window.ask("return nameOf(document.activeElement)", &[]);
    assert_eq!(focused, "Versions", "the keyboard begins in the list");
    window.press(&[], END);
    wait_for_difference(&window, "And more");
    window.click("button", "Next change");
    let focused = window.ask("return document.activeElement.getAttribute('aria-label')", &[]);
    assert_eq!(focused, "Change 1 of 1 in the text");
    window.click("button", "Side by side");
    window.ask_until("two columns", "return !!document.querySelector('dialog .beside')", &[]);

    window.click("button", "Restore this version");
    wait_for_text(&window, "The first words.");
    window.wait_for_status("Saved");
    assert_eq!(setup.body_of("Tides"), "The first words.");
    window.click("button", "Undo");
    wait_for_text(&window, "The first words. And more.");
    assert_eq!(setup.body_of("Tides"), "The first words. And more.");
}

#[test]
fn a_version_is_kept_under_a_name() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Tides", "The words.")]);
    let window = setup.open(&screen);
    window.open_article("Tides");
    window.open_by_command("Keep this version");
    window.wait_for("textbox", "Name of this version");
    window.type_text("Sent to the editor");
    window.press(&[], ENTER);
    window.ask_until(
        "the version in the list",
        "return ofRole('option').some((one) => one.textContent.includes('Sent to the editor'))",
        &[],
    );
    let id = setup.article("Tides")["id"].as_str().expect("an id").to_owned();
    let history = setup.galley().run(&["--json", "history", &id]).exits(0).json();
    assert!(history.to_string().contains("Sent to the editor"), "{history}");
}

#[test]
fn what_is_live_stays_until_changes_are_published_or_discarded() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Tides", "What readers see.")]);
    let window = setup.open(&screen);
    window.open_article("Tides");
    window.click_on(
        "the button “Publish”",
        "return document.querySelector('header.toolbar button.state')",
        &[],
    );
    window.wait_for_words("“Tides” is published.");
    window.write_at_end(" A change.");
    window.wait_for("button", "Changes not published");
    window.wait_for_words("Unpublished changes");

    window.click("button", "Changes not published");
    window.click("menuitem", "Show what changed");
    wait_for_difference(&window, "A change");
    window.close_dialog();

    window.click("button", "Changes not published");
    window.click("menuitem", "Discard changes");
    wait_for_text(&window, "What readers see.");
    window.wait_for_words("is again what readers see");
    window.click_on(
        "undo of the discard",
        "return [...document.querySelectorAll('.notice')].find((one) => one.textContent.includes('is again what'))?.querySelector('.textual') ?? null",
        &[],
    );
    wait_for_text(&window, "What readers see. A change.");
    assert_eq!(setup.body_of("Tides"), "What readers see. A change.");
}

#[test]
fn two_texts_of_a_conflict_are_merged_side_by_side() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Contested", "One.\n\nTwo.\n\nThree.")]);
    let window = setup.open(&screen);
    window.open_article("Contested");
    let id = setup.article("Contested")["id"].as_str().expect("an id").to_owned();
    let file = setup.file("---\ntitle: Contested\n---\nOne from outside.\n\nTwo.\n\nThree.\n");
    window.write_at_end(" Mine");
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
    window.click("button", "Compare and merge…");
    window.wait_for("textbox", "In this window");
    // The caret is on the first difference: the library's beginning is taken, my end stays.
    window.click("button", "Take this over");
    window.click("button", "Save the merged text");
    window.wait_for_preview("One from outside.");
    window.wait_for_status("Saved");
    window.settle();
    let body = setup.body_of("Contested");
    assert!(body.starts_with("One from outside.\n") && body.contains("Mine"), "{body}");
    let history = setup.galley().run(&["--json", "history", &id]).exits(0).json();
    let kept = history.as_array().expect("a list").iter().any(|entry| {
        let _ = setup.galley().run(&["restore", &id, &entry["revision"].to_string()]).exits(0);
        let body = setup.body_of("Contested");
        body.starts_with("One from outside.") && !body.contains("Mine")
    });
    assert!(kept, "the library's text is gone: {history}");
}

#[test]
fn undo_reaches_back_over_a_visit_to_another_article() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("One", "First."), ("Other", "Second.")]);
    let window = setup.open(&screen);
    window.open_article("One");
    window.write_at_end(" Typed here.");
    window.wait_for_status("Saved");
    window.open_article("Other");
    window.open_article("One");
    window.click("textbox", "Article text");
    window.press(&[CONTROL], 'z');
    wait_for_text(&window, "First.");
}
