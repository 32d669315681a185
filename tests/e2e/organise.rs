//! Several articles at once, filters, kept lists, tags, the trash, and search that leads to its place.

use serde_json::{Value, json};
use tests::window::keys::{CONTROL, DELETE, DOWN, ENTER, HOME, SHIFT};
use tests::window::{GalleyWindow, Setup};

use crate::Screen;

#[track_caller]
fn throw_away_the_first_two(window: &GalleyWindow) {
    window.focus_on("listbox", "Articles");
    window.press(&[], HOME);
    window.press(&[SHIFT], DOWN);
    window.wait_for_words("2 selected");
    window.press(&[], DELETE);
}

fn tags(setup: &Setup, title: &str) -> Value {
    setup.article(title)["metadata"]["tags"].clone()
}

#[test]
fn all_that_are_selected_get_a_tag_and_one_undo_takes_it_off() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("One", "x"), ("Two", "y"), ("Three", "z")]);
    let window = setup.open(&screen);
    window.wait_for_rows(3);
    window.focus_on("listbox", "Articles");
    window.press(&[CONTROL], 'a');
    window.wait_for_words("3 selected");
    window.click("button", "Actions");
    window.click("menuitem", "Add a tag…");
    window.wait_for("dialog", "Add a tag…");
    window.type_text("sea");
    window.press(&[], ENTER);
    window.wait_for_words("3 articles have the tag “sea”");
    for title in ["One", "Two", "Three"] {
        assert_eq!(tags(&setup, title), json!(["sea"]), "{title}");
    }
    window.click("button", "Undo");
    window.wait_for_words("Undone in 3 articles");
    assert_eq!(tags(&setup, "Two"), json!([]));
}

/// Chooses from a field of the filters.
#[track_caller]
fn choose(window: &GalleyWindow, name: &str, value: &str) {
    window.ask_until(
        &format!("{value} is chosen"),
        "const field = ofRole('combobox').find((one) => nameOf(one) === arguments[0]);
         if (![...(field?.options ?? [])].some((option) => option.value === arguments[1])) return false;
         field.value = arguments[1];
         field.dispatchEvent(new Event('change', { bubbles: true }));
         return true",
        &[json!(name), json!(value)],
    );
}

#[test]
fn a_search_gives_the_best_first_and_is_cut_down_by_a_filter() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[
        ("The tide", "---\ntitle: The tide\ntags: [sea]\n---\nThe tide, the tide."),
        ("Walks", "---\ntitle: Walks\ntags: [sea]\n---\nAt low tide, among much else that is said here."),
        ("Bread", "Bread and tide."),
    ]);
    let window = setup.open(&screen);
    window.wait_for_rows(3);
    window.click("textbox", "Search all articles");
    window.type_text("tide");
    // The newest is found first; the best, which was made first, comes to the top.
    window.wait_for_words("3 found");
    window.ask_until(
        "the best at the top",
        "return document.querySelector('[role=option]').textContent.trim().startsWith('The tide')",
        &[],
    );
    window.click("button", "Filter");
    choose(&window, "Tag", "sea");
    window.wait_for_words("2 found");
    let query = window.ask("return document.getElementById('library-search').value", &[]);
    assert_eq!(query, "tide", "the search stays");
    window.click("button", "Remove the filter “Tag: sea”");
    window.wait_for_words("3 found");
    window.click("textbox", "Search all articles");
    window.press(&[CONTROL], 'a');
    window.type_text("tide -tag:sea");
    window.wait_for_words("1 found");
}

#[test]
fn filters_combine_and_are_kept_as_a_list() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[
        ("Both", "---\ntitle: Both\ntags: [sea]\nsection: North\n---\nx"),
        ("Only the tag", "---\ntitle: Only the tag\ntags: [sea]\n---\ny"),
        ("Neither", "z"),
    ]);
    let window = setup.open(&screen);
    window.wait_for_rows(3);
    window.click("button", "Filter");
    choose(&window, "Tag", "sea");
    window.wait_for_rows(2);
    choose(&window, "Section", "North");
    window.wait_for_rows(1);
    window.click("button", "Keep this list…");
    window.wait_for("dialog", "Keep this list");
    window.type_text("Northern sea");
    window.press(&[], ENTER);
    window.wait_for("button", "Northern sea");
    window.click("button", "Remove the filter “Section: North”");
    window.wait_for_rows(2);
    window.click("button", "Remove the filter “Tag: sea”");
    window.wait_for_rows(3);
    window.click("button", "Northern sea");
    window.wait_for_rows(1);
}

#[test]
fn what_is_thrown_away_comes_back_and_leaves_for_good_only_after_a_question() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Stays", "x"), ("Goes", "y"), ("Goes too", "z")]);
    let window = setup.open(&screen);
    window.wait_for_rows(3);
    throw_away_the_first_two(&window);
    window.wait_for_rows(1);
    window.click("button", "Undo");
    window.wait_for_rows(3);

    throw_away_the_first_two(&window);
    window.wait_for_rows(1);
    window.click_on("the trash", "return document.getElementById('shelf-trash')", &[]);
    window.wait_for_rows(2);
    window.click("button", "Empty the trash…");
    window.wait_for("alertdialog", "Empty the trash?");
    window.click_on("the answer", "return document.querySelector('dialog .danger')", &[]);
    window.wait_for_words("2 articles and 0 pictures left the library");
    assert_eq!(setup.titles_in_library().len(), 1);
}

#[test]
fn a_tag_gets_another_name_in_every_article() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[
        ("One", "---\ntitle: One\ntags: [see]\n---\nx"),
        ("Two", "---\ntitle: Two\ntags: [see]\n---\ny"),
    ]);
    let window = setup.open(&screen);
    window.open_by_command("Tags…");
    window.wait_for("option", "see");
    let _ = window.ask("document.querySelector('dialog [role=listbox]').focus()", &[]);
    window.press(&[], DOWN);
    window.fill("Name", "sea");
    window.click("button", "Save");
    window.wait_for_words("is now “sea”");
    assert_eq!(tags(&setup, "One"), json!(["sea"]));
    window.close_dialog();
    window.click("button", "Undo");
    window.wait_for_words("Undone in 2 articles");
    assert_eq!(tags(&setup, "Two"), json!(["see"]));
}

#[test]
fn a_search_hit_opens_at_its_place_in_the_text() {
    let screen = Screen::start();
    let setup = Setup::new();
    let filler = "A line that says nothing of what is looked for.\n\n".repeat(200);
    setup.library_with(&[("Long", &format!("{filler}Here the lighthouse stands.\n\n{filler}"))]);
    let window = setup.open(&screen);
    window.press(&[CONTROL, SHIFT], 'f');
    window.ask_until(
        "the search box has the keyboard",
        "return document.activeElement?.id === 'library-search'",
        &[],
    );
    window.type_text("lighthouse");
    window.wait_for_words("1 found");
    window.press(&[], DOWN);
    window.ask_until("the article", "return named('textbox', 'Title')[0]?.value === 'Long'", &[]);
    window.press(&[], ENTER);
    window.ask_until(
        "the word is selected and in view",
        "if (getSelection().toString() !== 'lighthouse') return false;
         const box = getSelection().getRangeAt(0).getBoundingClientRect();
         return box.top > 0 && box.bottom < innerHeight",
        &[],
    );
}
