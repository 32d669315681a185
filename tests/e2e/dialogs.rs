//! The dialogs of the library, in either language of the window: how a test opens each of them.

use std::time::Duration;

use serde_json::json;
use tests::AppTest;
use tests::program::project_root;
use tests::window::keys::{CONTROL, DOWN, ENTER, SHIFT};
use tests::window::{GalleyWindow, Setup};

/// The commands that open a dialog, by their ids.
pub const DIALOGS: [&str; 16] = [
    "history",
    "live-changes",
    "keep-version",
    "replace",
    "media",
    "tags",
    "authors",
    "sections",
    "operations",
    "pinned",
    "trash-settings",
    "search-help",
    "keep-list",
    "backups",
    "export",
    "empty-trash",
];

/// What the window says for a key, in a language.
#[track_caller]
pub fn words(language: &str, key: &str) -> String {
    let folder = project_root().join("ui/src/texts").join(language);
    let files = std::fs::read_dir(folder).expect("the texts are there").flatten();
    let mut lines = files.flat_map(|file| {
        let text = std::fs::read_to_string(file.path()).expect("a text");
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    });
    let start = format!("{key} = ");
    match lines.find_map(|line| line.strip_prefix(&start).map(str::to_owned)) {
        Some(words) => words,
        None => panic!("there is no text “{key}” in {language}"),
    }
}

/// A library in which each of the dialogs has something to show, and its window in a language.
pub fn library_with_something_everywhere(setup: &Setup, language: &str) {
    let _ = setup.galley().run(&["init"]).exits(0);
    let app = AppTest::on(&setup.library());
    let make = |title: &str, body: &str, tags: serde_json::Value| {
        let metadata = json!({ "title": title, "tags": tags, "authors": ["A. Writer"], "section": "North" });
        app.ok("article_create", json!({ "body": body, "metadata": metadata, "origin": "window" }))["id"]
            .clone()
    };
    let picture = app.library().join("picture.png");
    std::fs::write(&picture, tests::pictures::png(3, 40, 30)).expect("written");
    let medium = app.ok("medium_add", json!({ "token": app.token(&picture) }));
    std::fs::remove_file(&picture).expect("it is in the library now");
    let name = medium["fileName"].as_str().expect("a name");
    let tides =
        make("Tides", &format!("The tide comes.\n\n![A wave](media/{name})\n"), json!(["sea", "moon"]));
    let other = make("Harbour", "The tide goes.\n", json!(["sea"]));
    let gone = make("Thrown away", "No more.\n", json!([]));
    let _ = app.ok("article_publish", json!({ "ids": [tides] }));
    let _ = app.ok("article_bulk", json!({ "ids": [tides, other], "action": "add_tag", "value": "water" }));
    let _ = app.ok("article_trash", json!({ "ids": [gone] }));
    let publication = app.ok("library_state", json!({}))["open"]["publication"].clone();
    let mut pinned = publication;
    pinned["pinned"] = json!([tides, other]);
    let _ = app.ok("publication_save", json!({ "publication": pinned }));
    let _ = app.ok("backup_now", json!({}));
    let mut workspace = app.ok("workspace_load", json!({}));
    workspace["article"] = tides;
    workspace["appearance"] = json!("light");
    workspace["settings"] = json!({ "language": json!(language).to_string() });
    let _ = app.ok("workspace_save", workspace);
}

/// Opens the dialog of a command, from the palette, with something chosen in it.
#[track_caller]
pub fn open_dialog(window: &GalleyWindow, language: &str, command: &str) {
    let name = words(language, &format!("command-{command}"));
    window.press(&[CONTROL, SHIFT], 'p');
    window.ask_until("the palette", "return document.activeElement?.closest('dialog[open]') !== null && document.activeElement?.tagName === 'INPUT'", &[]);
    window.type_text(&name);
    window.ask_until(
        &format!("the command “{name}”"),
        "return ofRole('option').some((row) => shown(row) && nameOf(row).startsWith(arguments[0]))",
        &[json!(name)],
    );
    window.press(&[], ENTER);
    window.ask_until(
        &format!("the dialog of “{name}”"),
        "return document.querySelector('dialog[open]') !== null
           && [...document.querySelectorAll('dialog[open] input')].every((field) => field.value !== arguments[0])",
        &[json!(name)],
    );
    if command == "replace" {
        window.type_text("tide");
        window.ask_until("hits", "return document.querySelectorAll('dialog li').length > 1", &[]);
    } else {
        // The first of a list shows what there is to say about it.
        let _ = window.ask("document.querySelector('dialog [role=listbox]')?.focus()", &[]);
        window.press(&[], DOWN);
    }
    std::thread::sleep(Duration::from_millis(250));
}

/// Lets somebody else save the open article while there is unsaved text in the window, until it is noticed.
#[track_caller]
pub fn make_conflict(window: &GalleyWindow, setup: &Setup, title: &str) {
    let app = AppTest::on(&setup.library());
    let id = setup.article(title)["id"].clone();
    for _ in 0..40 {
        let there = window.ask_until(
            "the keyboard is in the text, or the conflict is shown",
            "if (document.querySelector('dialog[open]')) return 'conflict';
             const text = document.querySelector('.cm-content');
             text.focus();
             return document.activeElement === text && 'text'",
            &[],
        );
        if there == json!("conflict") {
            return;
        }
        window.type_text("More.");
        let version = app.show(&id)["version"].clone();
        let save = json!({
            "id": id, "baseVersion": version, "body": "From outside.\n\nThe tide comes.\n", "origin": "command_line",
        });
        // Whoever is quicker here has saved: both orders are right, one of them is a conflict in the window.
        let _ = app.call("article_save", save);
        window.type_text("More.");
        std::thread::sleep(Duration::from_millis(150));
        if window.ask("return !!document.querySelector('dialog[open]')", &[]) == json!(true) {
            return;
        }
    }
    panic!("no conflict was shown");
}
