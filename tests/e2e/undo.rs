//! Whatever changes articles otherwise than by typing is undone by keyboard.

use tests::window::keys::{ALT, CONTROL, DELETE, END, ENTER, HOME, SHIFT, TAB};
use tests::window::{GalleyWindow, Setup};

use crate::Screen;

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
    window.wait_for_rows(2);

    // One article, then all of them, thrown away from the list and brought back where the keyboard is.
    window.focus_on("listbox", "Articles");
    window.press(&[], HOME);
    window.ask_until("an article is open", "return named('textbox', 'Title')[0]?.value === 'Two'", &[]);
    window.press(&[], DELETE);
    window.wait_for_rows(1);
    window.focus_on("listbox", "Articles");
    window.press(&[CONTROL], 'z');
    window.wait_for_rows(2);
    window.press(&[CONTROL], 'a');
    window.wait_for_words("2 selected");
    window.press(&[], DELETE);
    window.wait_for_rows(0);
    window.press(&[CONTROL], 'z');
    window.wait_for_rows(2);

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
    window.wait_for_words("Replaced 2 hits in 2 articles");
    window.wait_for_preview("A blue lamp.");
    undo(&window);
    window.wait_for_preview("A red lamp.");
    assert_eq!(setup.body_of("Two"), "A red door.");

    // Discarding what is not published.
    window.run_command("Publish the article");
    window.wait_for_words("“One” is published.");
    window.write_at_end(" And more.");
    window.wait_for("button", "Changes not published");
    window.run_command("Discard changes that are not published");
    window.wait_for_words("is again what readers see");
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
    window.wait_for_no_dialog();
    window.wait_for_words("Undo");
    assert_eq!(setup.body_of("One"), "A red lamp.");
    undo(&window);
    window.wait_for_preview("A red lamp. And more.");
    assert_eq!(setup.body_of("One"), "A red lamp. And more.");
}
