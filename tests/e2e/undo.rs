//! Whatever changes articles otherwise than by typing is undone by keyboard.

use serde_json::json;
use tests::window::{GalleyWindow, Setup};

use crate::Screen;

const CONTROL: char = '\u{e009}';
const ALT: char = '\u{e00a}';
const SHIFT: char = '\u{e008}';
const ENTER: char = '\u{e007}';
const HOME: char = '\u{e011}';
const DELETE: char = '\u{e017}';
const TAB: char = '\u{e004}';
const END: char = '\u{e010}';

#[track_caller]
fn wait_for_rows(window: &GalleyWindow, count: usize) {
    window.ask_until(
        &format!("{count} rows"),
        "return named('listbox', 'Articles')[0].querySelectorAll('[role=option]').length === arguments[0]",
        &[json!(count)],
    );
}

#[track_caller]
fn wait_for_words(window: &GalleyWindow, words: &str) {
    window.ask_until(
        &format!("the words “{words}”"),
        "return document.body.textContent.includes(arguments[0])",
        &[words.into()],
    );
}

fn focus_list(window: &GalleyWindow) {
    let _ = window.ask("named('listbox', 'Articles')[0].focus()", &[]);
}

/// Undoes by the keys that work anywhere.
fn undo(window: &GalleyWindow) {
    window.press(&[CONTROL, ALT], 'z');
}

#[test]
fn deleting_bulk_changes_replacing_discarding_and_restoring_are_undone_by_keyboard() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("One", "A red lamp."), ("Two", "A red door.")]);
    let window = setup.open(&screen);
    wait_for_rows(&window, 2);

    // One article, then all of them, thrown away from the list and brought back where the keyboard is.
    focus_list(&window);
    window.press(&[], HOME);
    window.ask_until("an article is open", "return named('textbox', 'Title')[0]?.value === 'Two'", &[]);
    window.press(&[], DELETE);
    wait_for_rows(&window, 1);
    focus_list(&window);
    window.press(&[CONTROL], 'z');
    wait_for_rows(&window, 2);
    window.press(&[CONTROL], 'a');
    wait_for_words(&window, "2 selected");
    window.press(&[], DELETE);
    wait_for_rows(&window, 0);
    window.press(&[CONTROL], 'z');
    wait_for_rows(&window, 2);

    // Replacing in all articles.
    window.open_article("One");
    window.open_by_command("Replace across articles");
    window.wait_for("dialog", "Replace across articles");
    window.type_text("red");
    window.press(&[], TAB);
    window.type_text("blue");
    window.wait_for("button", "Replace 2");
    let _ = window.ask("named('button', 'Replace 2')[0].focus()", &[]);
    window.press(&[], ENTER);
    wait_for_words(&window, "Replaced 2 hits in 2 articles");
    window.wait_for_preview("A blue lamp.");
    undo(&window);
    window.wait_for_preview("A red lamp.");
    assert_eq!(setup.body_of("Two"), "A red door.");

    // Discarding what is not published.
    window.run_command("Publish the article");
    wait_for_words(&window, "“One” is published.");
    window.write_at_end(" And more.");
    window.wait_for("button", "Changes not published");
    window.run_command("Discard changes that are not published");
    wait_for_words(&window, "is again what readers see");
    undo(&window);
    window.wait_for_preview("A red lamp. And more.");

    // Restoring a version.
    window.press(&[CONTROL, SHIFT], 'h');
    window.wait_for("dialog", "History of “One”");
    window.ask_until(
        "the list has the keyboard",
        "return nameOf(document.activeElement) === 'Versions'",
        &[],
    );
    window.press(&[], END);
    window.wait_for("button", "Restore this version");
    window.ask_until("a difference", "return document.querySelector('dialog ins, dialog del') !== null", &[]);
    let _ = window.ask("named('button', 'Restore this version')[0].focus()", &[]);
    window.press(&[], ENTER);
    window.ask_until("no dialog", "return !document.querySelector('dialog[open]')", &[]);
    wait_for_words(&window, "Undo");
    assert_eq!(setup.body_of("One"), "A red lamp.");
    undo(&window);
    window.wait_for_preview("A red lamp. And more.");
    assert_eq!(setup.body_of("One"), "A red lamp. And more.");
}
