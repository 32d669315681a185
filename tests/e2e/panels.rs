//! axe-core over everything that stands beside the text or above it: panels, settings, the grid of a table, tools of the
//! preview, palette, find bar, menus; light and dark, in English and in Persian.

use serde_json::json;
use tests::AppTest;
use tests::window::keys::{ALT, CONTROL, DOWN, END, ENTER, ESCAPE, HOME, RIGHT, SHIFT, UP};
use tests::window::{GalleyWindow, Setup};

use crate::Screen;
use crate::accessibility::check_both;
use crate::dialogs::{library_with_something_everywhere, words};

const BODY: &str = "## The tide\n\n#### It jumps\n\nThe old brigde, [a link]() and a note[^1].\n\n\
    | Tide | Hour |\n| ---- | ---- |\n| high | 6    |\n\nhttps://youtu.be/abc\n\n- [ ] a task\n\n[^1]: The note.\n\nEnd";

/// The window on an article with something for every panel.
fn window_in(screen: &Screen, setup: &Setup, language: &str) -> GalleyWindow {
    library_with_something_everywhere(setup, language);
    let app = AppTest::on(&setup.library());
    let article = setup.article("Tides");
    let picture =
        article["body"].as_str().unwrap_or_default().split("![").nth(1).unwrap_or_default().to_owned();
    let body = format!("![{}\n\n{BODY}", picture.trim_end());
    let save = json!({ "id": article["id"], "baseVersion": article["version"], "body": body, "origin": "command_line" });
    let _ = app.ok("article_save", save);
    drop(app);
    let window = setup.open_anything(screen);
    window.ask_until(
        "the article of last time",
        "return document.getElementById('article-title')?.value === 'Tides' && !!document.querySelector('.cm-content')",
        &[],
    );
    window
}

fn into_the_text(window: &GalleyWindow) {
    window.ask_until(
        "the keyboard in the text",
        "const text = document.querySelector('.cm-content'); text.focus(); return document.activeElement === text",
        &[],
    );
    window.press(&[CONTROL], END);
}

fn check(window: &GalleyWindow, language: &str, view: &str, found: &mut Vec<String>) {
    window.settle();
    check_both(window, &format!("{view}, {language}"), found);
}

#[test]
fn panels_and_what_stands_over_the_text_have_no_violations_in_either_language_and_appearance() {
    let screen = Screen::start();
    let mut found = Vec::new();
    for language in ["en", "fa"] {
        let setup = Setup::new();
        let window = window_in(&screen, &setup, language);
        for (panel, key) in [("details", 'd'), ("outline", 'k'), ("problems", 'm'), ("statistics", 'y')] {
            window.press(&[CONTROL, SHIFT], key);
            let name = words(language, &format!("panel-{panel}"));
            window.wait_for("heading", &name);
            check(&window, language, panel, &mut found);
        }
        window.press(&[CONTROL, SHIFT], 'd');
        into_the_text(&window);
        window.ask_until("a card", "return !!document.querySelector('.md-card')", &[]);
        check(&window, language, "the text with a card and a grid", &mut found);
        // The picture at the head.
        window.press(&[CONTROL], HOME);
        window.wait_for("group", &words(language, "picture-name"));
        check(&window, language, "the picture's bar", &mut found);
        // The misspelt word in the line of its own below the two headings, and what is proposed for it.
        let here = "const node = getSelection().anchorNode; return (node instanceof Element ? node : node.parentElement).closest('.cm-line')?.textContent.includes('brigde') ?? false";
        for _ in 0..12 {
            if window.ask(here, &[]) == json!(true) {
                break;
            }
            window.press(&[], DOWN);
        }
        window.press(&[], HOME);
        for _ in 0..3 {
            window.press(&[CONTROL], RIGHT);
        }
        window.ask_until("it is marked", "return !!document.querySelector('.md-misspelt')", &[]);
        window.press(&[CONTROL], '.');
        window.wait_for("menu", &words(language, "spelling-suggestions"));
        window.wait_for("menuitem", "bridge");
        check(&window, language, "the suggestions for a word", &mut found);
        window.press(&[], ESCAPE);
        window.ask_until(
            "the text has the keyboard again",
            "return !ofRole('menu').some(shown) && document.activeElement === document.querySelector('.cm-content')",
            &[],
        );
        into_the_text(&window);
        window.press(&[], ENTER);
        window.press(&[], ENTER);
        window.type_text("/");
        window.ask_until(
            "the insert menu",
            "return !!document.querySelector('.cm-tooltip [role=option]')",
            &[],
        );
        check(&window, language, "the insert menu", &mut found);
        window.press(&[], ESCAPE);
        window.press(&[CONTROL], 'f');
        window.ask_until("the find bar", "return !!document.querySelector('.find-bar')", &[]);
        window.type_text("tide");
        check(&window, language, "the find bar", &mut found);
        window.press(&[], ESCAPE);
        window.ask_until(
            "a cell with its tools",
            "const cell = ofRole('gridcell')[0];
             cell?.focus();
             return cell && document.activeElement === cell && named('toolbar', arguments[0])[0] !== undefined",
            &[json!(words(language, "table-name"))],
        );
        check(&window, language, "the grid with its tools", &mut found);
        let tools = words(language, "preview-tools");
        window.click("button", &tools);
        window.ask_until("the menu", "return ofRole('menu').some(shown)", &[]);
        check(&window, language, "the preview's tools", &mut found);
        window.press(&[], ESCAPE);
        for key in ["search", "card"] {
            window.click("button", &tools);
            window.click(
                "menuitemradio,menuitemcheckbox,menuitem",
                &words(language, &format!("preview-as-{key}")),
            );
            check(&window, language, &format!("the page as {key}"), &mut found);
        }
        window.click("button", &tools);
        window.click("menuitemradio,menuitemcheckbox,menuitem", &words(language, "preview-as-page"));
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn settings_palette_and_the_ways_to_open_have_no_violations_in_either_language_and_appearance() {
    let screen = Screen::start();
    let mut found = Vec::new();
    for language in ["en", "fa"] {
        let setup = Setup::new();
        let window = window_in(&screen, &setup, language);
        for (view, held, key) in [
            ("palette", &[CONTROL, SHIFT][..], 'p'),
            ("quick open", &[CONTROL][..], 'p'),
            ("headings", &[CONTROL, SHIFT][..], 'o'),
        ] {
            window.press(held, key);
            window.ask_until("a list", "return !!document.querySelector('dialog[open] [role=option]')", &[]);
            check(&window, language, view, &mut found);
            window.close_dialog();
        }
        window.press(&[CONTROL], ',');
        window.wait_for("dialog", &words(language, "preferences-title"));
        for section in ["appearance", "editor", "writing", "typing", "spelling", "shortcuts"] {
            window.click("tab", &words(language, &format!("preferences-{section}")));
            check(&window, language, &format!("settings: {section}"), &mut found);
        }
        window.focus_on("searchbox,textbox", &words(language, "preferences-search"));
        window.type_text("no such setting");
        check(&window, language, "settings: nothing found", &mut found);
        window.click("button", &words(language, "action-close"));
        window.wait_for_no_dialog();
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn the_panels_are_reached_and_left_by_the_keyboard_alone() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Panels", "## One\n\n## Two")]);
    let window = setup.open(&screen);
    window.open_article("Panels");
    window.press(&[CONTROL, SHIFT], 'k');
    window.wait_for("heading", "Outline");
    // From the text by the key for panes, along the tabs by arrows, and back.
    into_the_text(&window);
    let pane = |name: &str| {
        format!("return document.activeElement?.closest('[data-pane]')?.dataset.pane === '{name}'")
    };
    for _ in 0..6 {
        window.press(&[], '\u{e036}');
        if window.ask(&pane("details"), &[]) == json!(true) {
            break;
        }
    }
    window.ask_until("the panel has the keyboard", &pane("details"), &[]);
    window.focus_on("tab", "Outline");
    window.press(&[], '\u{e014}');
    window.wait_for("heading", "Problems");
    window.press(&[], '\u{e012}');
    window.wait_for("heading", "Outline");
    window.ask_until("two headings", "return ofRole('treeitem').length === 2", &[]);
    let _ = window.ask("ofRole('treeitem')[0].focus()", &[]);
    window.press(&[], DOWN);
    window.press(&[ALT], UP);
    window.wait_for_status("Saved");
    window.settle();
    assert_eq!(setup.body_of("Panels"), "## Two\n\n## One");
    window.press(&[], ENTER);
    window.ask_until("the text has the keyboard", &pane("editor"), &[]);
    window.press(&[CONTROL, SHIFT], 'k');
    window.ask_until("no panel", "return !document.querySelector('[data-pane=details]')", &[]);
}
