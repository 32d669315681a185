//! Replacing a text across articles.

use tests::window::Setup;
use tests::window::keys::TAB;

use crate::Screen;

#[test]
fn a_text_is_replaced_where_the_author_wants_it_and_one_undo_brings_all_back() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[
        ("First", "The colour red, the colour blue."),
        ("Second", "No colour."),
        ("Third", "Grey."),
    ]);
    let window = setup.open(&screen);
    let wait_for_words = |words: &str| {
        window.ask_until(
            &format!("the words “{words}”"),
            "return document.body.textContent.includes(arguments[0])",
            &[words.into()],
        );
    };
    window.open_article("First");
    window.open_by_command("Replace across articles");
    window.wait_for("dialog", "Replace across articles");
    window.type_text("colour");
    window.press(&[], TAB);
    window.type_text("color");
    window.ask_until(
        "three hits, each with what replaces it",
        "return [...document.querySelectorAll('dialog ins')].filter((one) => one.textContent === 'color').length === 3",
        &[],
    );
    // The second of the first article stays as it is.
    window.click_on(
        "the second hit",
        "return [...document.querySelectorAll('dialog li')].find((hit) => hit.textContent.includes('colourcolor blue'))?.querySelector('input') ?? null",
        &[],
    );
    wait_for_words("2 of 3 chosen");
    window.click("button", "Replace 2");
    wait_for_words("Replaced 2 hits in 2 articles");
    assert_eq!(setup.body_of("First"), "The color red, the colour blue.");
    assert_eq!(setup.body_of("Second"), "No color.");
    window.wait_for_preview("The color red");

    window.click("button", "Undo");
    window.wait_for_preview("The colour red");
    assert_eq!(setup.body_of("First"), "The colour red, the colour blue.");
    assert_eq!(setup.body_of("Second"), "No colour.");
}
