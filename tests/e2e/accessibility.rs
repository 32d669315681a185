//! axe-core over the window's views and dialogs, and over exported pages.

use serde_json::json;
use tests::AppTest;
use tests::window::{Setup, violations};

use crate::Screen;

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
        window.press(&[], '\u{e00c}');
        window.click("button", "Publication settings");
        check(&format!("settings, {appearance}"));
        window.press(&[], '\u{e00c}');
        window.click("button", "More");
        check(&format!("menu, {appearance}"));
        window.press(&[], '\u{e00c}');
        window.click("button", "Trash");
        check(&format!("empty trash, {appearance}"));
        window.click("button", "All");
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn the_dialogs_of_the_library_have_no_violations() {
    let screen = Screen::start();
    let setup = Setup::new();
    let window = setup.open(&screen);
    let title = setup.titles_in_library().into_iter().next().expect("a sample");
    let mut found = Vec::new();
    let mut check = |view: &str| {
        window.settle();
        found.extend(violations(&window).into_iter().map(|violation| format!("{view}: {violation}")));
    };
    window.open_article(&title);
    window.write_at_end(" One more sentence.");
    window.wait_for_status("Saved");
    window.click("button", "Filter");
    window.click_on("the list", "return document.querySelector('[role=listbox]')", &[]);
    window.press(&['\u{e009}'], 'a');
    for appearance in ["Light appearance", "Dark appearance"] {
        window.run_command(appearance);
        check(&format!("filters and a selection, {appearance}"));
        for command in [
            "History of the article",
            "Replace across articles…",
            "Media…",
            "Tags…",
            "Recent changes",
            "Pinned articles…",
            "Trash settings…",
            "Ways to search",
            "Keep this list…",
        ] {
            window.open_by_command(command);
            window.ask_until("a dialog", "return !!document.querySelector('dialog[open]')", &[]);
            // The first of a list shows what there is to say about it.
            let _ = window.ask("document.querySelector('dialog [role=listbox]')?.focus()", &[]);
            window.press(&[], '\u{e015}');
            check(&format!("{command}, {appearance}"));
            window.press(&[], '\u{e00c}');
            window.ask_until("no dialog", "return !document.querySelector('dialog[open]')", &[]);
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
            window.press(&[], '\u{e00c}');
        }
        window.press(&[], '\u{e004}');
        let name = window.ask("return document.activeElement ? nameOf(document.activeElement) : ''", &[]);
        reached.push(name.as_str().unwrap_or_default().to_owned());
    }
    for name in ["Articles", "Article text", "New article", "Export", "Details", "Title"] {
        assert!(reached.iter().any(|found| found.starts_with(name)), "{name} is not reached: {reached:?}");
    }
}
