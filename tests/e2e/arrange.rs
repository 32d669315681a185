//! How an author arranges a publication: sections, authors, pinned articles, dates, and many articles going out at
//! once.

use serde_json::{Value, json};
use tests::window::keys::{ALT, CONTROL, DOWN, ENTER, SHIFT, TAB};
use tests::window::{GalleyWindow, Setup, answer_open_dialog};

use crate::Screen;

/// Chooses one of the tags, authors or sections that the dialog lists, by the keyboard.
#[track_caller]
fn choose_first(window: &GalleyWindow, list: &str) {
    window.focus_on("listbox", list);
    window.press(&[], DOWN);
    window.wait_for("textbox", "Name");
}

/// Fills in the field with this label, several lines or one.
#[track_caller]
fn write_into(window: &GalleyWindow, field: &str, text: &str) {
    window.focus_on("textbox", field);
    window.press(&[CONTROL], 'a');
    window.type_text(text);
}

/// What the open page says, once it says this.
#[track_caller]
fn wait_for_byline(window: &GalleyWindow, name: &str) {
    window.wait_for_preview(&format!("Written by {name}"));
}

#[test]
fn an_author_gets_a_life_and_a_section_another_name_by_the_keyboard() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[
        ("One", "---\ntitle: One\nauthor: Nour\nsection: Norht\n---\nx"),
        ("Two", "---\ntitle: Two\nauthor: Nour\nsection: Norht\n---\ny"),
    ]);
    let window = setup.open(&screen);
    window.open_article("One");
    wait_for_byline(&window, "Nour");

    window.open_by_command("Authors…");
    window.wait_for("option", "Nour");
    choose_first(&window, "Authors");
    write_into(&window, "Name", "Nour Haddad");
    window.wait_for_words("2 articles will be changed.");
    write_into(&window, "Slug", "nour");
    write_into(&window, "About the author", "Writes about the sea.");
    window.press_button("Save");
    window.wait_for_words("is now “Nour Haddad”");
    window.close_dialog();
    wait_for_byline(&window, "Nour Haddad");
    for title in ["One", "Two"] {
        assert_eq!(setup.article(title)["metadata"]["authors"], json!(["Nour Haddad"]), "{title}");
    }

    window.open_by_command("Sections…");
    window.wait_for("option", "Norht");
    choose_first(&window, "Sections");
    write_into(&window, "Name", "North");
    window.press_button("Save");
    window.wait_for_words("is now “North”");
    window.close_dialog();
    assert_eq!(setup.article("Two")["metadata"]["section"], "North");
    // The last of the two changes is taken back, the first stays.
    window.press(&[CONTROL, ALT], 'z');
    window.wait_for_words("Undone in 2 articles");
    assert_eq!(setup.article("Two")["metadata"]["section"], "Norht");
    assert_eq!(setup.article("One")["metadata"]["authors"], json!(["Nour Haddad"]));

    // What was said of the author stands in the library, and the address is what was chosen.
    window.open_by_command("Authors…");
    window.wait_for("option", "Nour Haddad");
    choose_first(&window, "Authors");
    let kept =
        window.ask("return ['Slug', 'About the author'].map((name) => named('textbox', name)[0].value)", &[]);
    assert_eq!(kept, json!(["nour", "Writes about the sea."]));
}

/// The articles that the publication pins, by title and in their order.
fn pinned(window: &GalleyWindow) -> Value {
    window.ask(
        "return [...document.querySelectorAll('dialog ol li .name')].map((one) => one.textContent.trim())",
        &[],
    )
}

#[test]
fn articles_are_pinned_and_put_in_an_order_by_the_keyboard() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("First", "x"), ("Second", "y"), ("Third", "z")]);
    let window = setup.open(&screen);
    for title in ["First", "Second", "Third"] {
        window.open_article(title);
        window.run_command("Pin the article");
        window.settle();
    }
    window.open_by_command("Pinned articles…");
    window.wait_for("button", "Move “Third” up");
    assert_eq!(pinned(&window), json!(["First", "Second", "Third"]));
    window.press_button("Move “Third” up");
    window.ask_until(
        "the third is the second, and the keyboard went with it",
        "return document.querySelectorAll('dialog ol li .name')[1].textContent.trim() === 'Third'
             && nameOf(document.activeElement) === 'Move “Third” up'",
        &[],
    );
    window.press(&[], ENTER);
    window.ask_until(
        "the third is the first",
        "return document.querySelector('dialog ol li .name').textContent.trim() === 'Third'",
        &[],
    );
    window.press_button("Unpin “Second”");
    window.ask_until("two are left", "return document.querySelectorAll('dialog ol li').length === 2", &[]);
    window.close_dialog();
    // It is the publication that says so, not the window.
    drop(window);
    let window = setup.open(&screen);
    window.open_by_command("Pinned articles…");
    window.wait_for("button", "Move “First” up");
    assert_eq!(pinned(&window), json!(["Third", "First"]));
}

#[test]
fn the_list_says_when_an_article_was_or_will_be_published_and_goes_by_it() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[
        ("Long ago", "---\ntitle: Long ago\nstatus: published\ndate: 2009-03-04T10:00:00Z\n---\nx"),
        ("To come", "---\ntitle: To come\nstatus: scheduled\ndate: 2031-05-06T10:00:00Z\n---\ny"),
        ("Being written", "z"),
    ]);
    let window = setup.open(&screen);
    window.wait_for_rows(3);
    let row = |title: &str| {
        let script = "return ofRole('option').find((row) => row.textContent.includes(arguments[0]))
            .querySelector('time').textContent.trim()";
        window.ask(script, &[json!(title)]).as_str().unwrap_or_default().to_owned()
    };
    assert!(
        row("Long ago").starts_with("Published ") && row("Long ago").contains("2009"),
        "{}",
        row("Long ago")
    );
    assert!(
        row("To come").starts_with("Scheduled for ") && row("To come").contains("2031"),
        "{}",
        row("To come")
    );
    assert!(!row("Being written").contains("ublished"), "{}", row("Being written"));
    window.click("button", "Order");
    window.click("menuitemradio,menuitem", "Date of publication");
    window.ask_until(
        "the article that is to come stands above the old one",
        "const rows = ofRole('option').map((row) => row.textContent);
         const at = (title) => rows.findIndex((row) => row.includes(title));
         return at('To come') < at('Long ago')",
        &[],
    );
}

#[test]
fn all_that_are_selected_go_out_into_a_folder_at_once() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Bread", "Flour."), ("Salt", "From the sea."), ("Left alone", "z")]);
    let window = setup.open(&screen);
    window.wait_for_rows(3);
    window.focus_on("listbox", "Articles");
    window.press(&[], DOWN);
    window.press(&[SHIFT], DOWN);
    window.wait_for_words("2 selected");
    let folder = setup.outside();
    for (item, ending) in [("Export as pages…", "html"), ("Export as Markdown…", "md")] {
        window.press_button("Actions");
        window.click("menuitem", item);
        window.press_button("Into a folder…");
        answer_open_dialog(&screen, &folder);
        window.wait_for_words("files were written to");
        window.close_dialog();
        let mut names: Vec<String> = std::fs::read_dir(&folder)
            .expect("listed")
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(&format!(".{ending}")))
            .collect();
        names.sort();
        assert_eq!(names, [format!("bread.{ending}"), format!("salt.{ending}")]);
    }
    let page = std::fs::read_to_string(folder.join("salt.html")).expect("read");
    assert!(page.contains("From the sea."), "{page:.400}");
    // The selection is still there for what comes next.
    window.press(&[], TAB);
    window.wait_for_words("2 selected");
}
