//! axe-core over the window's views and dialogs, and over exported pages.

use serde_json::json;
use tests::AppTest;
use tests::window::keys::{CONTROL, ESCAPE, TAB};
use tests::window::{GalleyWindow, Setup, contrast_violations, violations};

use crate::Screen;
use crate::dialogs::{DIALOGS, library_with_something_everywhere, make_conflict, open_dialog, words};

#[test]
fn the_checker_notices_a_fault() {
    let screen = Screen::start();
    let setup = Setup::new();
    let browser = setup.plain_browser(&screen);
    let path = setup.outside().join("fault.html");
    std::fs::write(&path, "<!doctype html><html><body><img src=x><button></button>").expect("written");
    browser.goto(&format!("file://{}", path.display()));
    assert!(violations(&browser).len() >= 3, "{:?}", violations(&browser));
}

#[test]
fn the_window_s_views_and_dialogs_have_no_violations() {
    let screen = Screen::start();
    let setup = Setup::new();
    let window = setup.open(&screen);
    let title = setup.titles_in_library().into_iter().next().expect("a sample");
    let mut found = Vec::new();
    let mut check = |view: &str| {
        window.settle();
        found.extend(violations(&window).into_iter().map(|violation| format!("{view}: {violation}")));
    };
    for appearance in ["Light appearance", "Dark appearance"] {
        window.run_command(appearance);
        window.open_article(&title);
        check(&format!("an open article, {appearance}"));
        window.click("button", "Details");
        check(&format!("details, {appearance}"));
        window.click("button", "Details");
        window.click("button", "Export");
        check(&format!("export, {appearance}"));
        window.press(&[], ESCAPE);
        window.click("button", "Publication settings");
        check(&format!("settings, {appearance}"));
        window.press(&[], ESCAPE);
        window.click("button", "More");
        check(&format!("menu, {appearance}"));
        window.press(&[], ESCAPE);
        window.click("button", "Trash");
        check(&format!("empty trash, {appearance}"));
        window.click("button", "All");
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// Looks at what is shown in both appearances: all rules in the light, contrast in the dark, since nothing else
/// differs between them.
pub fn check_both(window: &GalleyWindow, view: &str, found: &mut Vec<String>) {
    let mut add = |appearance: &str, violations: Vec<String>| {
        found.extend(violations.into_iter().map(|violation| format!("{view}, {appearance}: {violation}")));
    };
    add("light", violations(window));
    let _ = window.ask("document.documentElement.dataset.appearance = 'dark'", &[]);
    std::thread::sleep(std::time::Duration::from_millis(200));
    add("dark", contrast_violations(window));
    let _ = window.ask("document.documentElement.dataset.appearance = 'light'", &[]);
}

#[test]
fn the_dialogs_of_the_library_have_no_violations_in_either_language_and_appearance() {
    let screen = Screen::start();
    let mut found = Vec::new();
    for language in ["en", "fa"] {
        let setup = Setup::new();
        library_with_something_everywhere(&setup, language);
        let window = setup.open_anything(&screen);
        window.ask_until(
            "the article of last time",
            "return document.getElementById('article-title')?.value === 'Tides' && !!document.querySelector('[role=option]')",
            &[],
        );
        make_conflict(&window, &setup, "Tides");
        check_both(&window, &format!("conflict, {language}"), &mut found);
        window.click("button", &words(language, "merge-open"));
        window.ask_until(
            "two texts",
            "return document.querySelectorAll('dialog .cm-content').length === 2",
            &[],
        );
        check_both(&window, &format!("merge, {language}"), &mut found);
        window.click("button", &words(language, "merge-save"));
        window.wait_for_no_dialog();
        window.wait_for_status(&words(language, "save-saved"));

        window.click("button", &words(language, "filter-name"));
        let _ = window.ask(
            "const field = document.querySelector('.panel input[type=checkbox]'); field.click(); field.click();
             document.querySelector('[role=listbox]').focus()",
            &[],
        );
        window.press(&[CONTROL], 'a');
        check_both(&window, &format!("filters and a selection, {language}"), &mut found);
        window.press(&[], ESCAPE);
        for command in DIALOGS {
            open_dialog(&window, language, command);
            check_both(&window, &format!("{command}, {language}"), &mut found);
            window.close_dialog();
        }
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn exported_pages_have_no_violations() {
    let screen = Screen::start();
    let setup = Setup::new();
    let app = AppTest::with_samples();
    let browser = setup.plain_browser(&screen);
    let mut found = Vec::new();
    let mut pages: Vec<(String, String)> = app
        .list("all")
        .iter()
        .map(|article| (article["title"].to_string(), app.export(&article["id"], "page").0))
        .collect();
    let everything = app.ok(
        "article_create",
        json!({ "body": include_str!("../fixtures/everything.md"), "metadata": { "title": "Everything" }, "origin": "window" }),
    );
    pages.push(("everything".to_owned(), app.export(&everything["id"], "page").0));
    for (title, html) in pages {
        let path = setup.outside().join("page.html");
        std::fs::write(&path, html).expect("written");
        browser.goto(&format!("file://{}", path.display()));
        found.extend(violations(&browser).into_iter().map(|violation| format!("{title}: {violation}")));
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn everything_can_be_reached_by_the_keyboard() {
    let screen = Screen::start();
    let setup = Setup::new();
    let window = setup.open(&screen);
    let title = setup.titles_in_library().into_iter().next().expect("a sample");
    window.open_article(&title);
    window.click("textbox", "Title");
    let mut reached = Vec::new();
    for _ in 0..60 {
        // The text keeps the tabulator for itself only if there is another way out of it: Escape, then Tab.
        if window.ask("return document.activeElement === named('textbox', 'Article text')[0]", &[])
            == json!(true)
        {
            window.press(&[], ESCAPE);
        }
        window.press(&[], TAB);
        let name = window.ask("return document.activeElement ? nameOf(document.activeElement) : ''", &[]);
        reached.push(name.as_str().unwrap_or_default().to_owned());
    }
    for name in ["Articles", "Article text", "New article", "Export", "Details", "Title"] {
        assert!(reached.iter().any(|found| found.starts_with(name)), "{name} is not reached: {reached:?}");
    }
}
