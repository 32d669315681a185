//! A folder of files beside the window: what is changed in either shows in the other.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::json;
use tests::window::keys::{ALT, ENTER, ESCAPE, TAB};
use tests::window::{GalleyWindow, Setup, answer_open_dialog, contrast_violations, violations};

use crate::Screen;
use crate::dialogs::words;

/// The command that opens the dialog of the mirror.
const OPEN: &str = "Mirror: a folder";

/// A folder for the mirror, and the way to one of its files.
struct Mirror(PathBuf);

impl Mirror {
    /// Has the author choose a folder in the window, and waits until both sides say the same.
    #[track_caller]
    fn choose(window: &GalleyWindow, screen: &Screen, setup: &Setup) -> Self {
        let folder = setup.outside().join("mirror");
        fs::create_dir_all(&folder).expect("made");
        window.open_by_command(OPEN);
        window.click("button", "Choose a folder…");
        answer_open_dialog(screen, &folder);
        window.wait_for_words("Both sides say the same.");
        window.close_dialog();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    fn edit(&self, name: &str, old: &str, new: &str) {
        let text = self.read(name);
        assert!(text.contains(old), "{text}");
        fs::write(self.path(name), text.replace(old, new)).expect("written");
    }

    /// Takes the folder away, as a drive that is pulled out, for as long as something is done.
    fn away(&self, while_away: impl FnOnce(&Self)) {
        let aside = Self(self.0.with_extension("away"));
        fs::rename(&self.0, &aside.0).expect("moved");
        while_away(&aside);
        fs::rename(&aside.0, &self.0).expect("moved back");
    }
}

/// Waits until something holds outside of the window.
#[track_caller]
fn soon(what: &str, holds: impl Fn() -> bool) {
    let since = Instant::now();
    while !holds() {
        assert!(since.elapsed() < Duration::from_secs(15), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Writes into the open article here and into its file there while neither sees the other.
fn change_both(window: &GalleyWindow, mirror: &Mirror, here: &str, old: &str, new: &str) {
    mirror.away(|aside| {
        window.wait_for_words("is not there. Nothing was deleted");
        window.write_at_end(here);
        window.wait_for_status("Saved");
        aside.edit("tides.md", old, new);
    });
}

#[test]
fn what_is_changed_in_a_file_shows_in_the_open_article_and_the_other_way_round() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Tides", "The sea comes."), ("Harbour", "Ships lie there.")]);
    let window = setup.open(&screen);
    window.open_article("Tides");
    let mirror = Mirror::choose(&window, &screen, &setup);

    mirror.edit("tides.md", "The sea comes.", "The sea goes out again.");
    window.wait_for_preview("The sea goes out again.");
    assert!(window.editor_text().contains("The sea goes out again."), "{}", window.editor_text());
    window.wait_for_status("Saved");

    window.write_at_end("\n\nAnd comes back.");
    window.wait_for_status("Saved");
    soon("the file says it too", || mirror.read("tides.md").contains("And comes back."));

    // A file of its own is a new article, one under another name the same one still.
    fs::write(mirror.path("mill.md"), "# The mill\n\nIt turns.\n").expect("written");
    window.wait_for_row("The mill");
    fs::rename(mirror.path("harbour.md"), mirror.path("port.md")).expect("renamed");
    std::thread::sleep(Duration::from_secs(2));
    window.wait_for_rows(3);
    assert_eq!(setup.titles_in_library().len(), 3);
}

#[test]
fn changes_of_both_sides_are_put_together_and_a_folder_that_is_gone_is_told() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Tides", "The sea comes.\n\nIt stays a while.\n\nIt goes.")]);
    let window = setup.open(&screen);
    window.open_article("Tides");
    let mirror = Mirror::choose(&window, &screen, &setup);

    change_both(&window, &mirror, " Written here.", "The sea comes.", "Written there.");
    window.wait_for_preview("Written there.");
    window.wait_for_preview("It goes. Written here.");
    soon("the file has both", || {
        let file = mirror.read("tides.md");
        file.contains("Written there.") && file.contains("It goes. Written here.")
    });
    window.open_by_command(OPEN);
    window.wait_for_words("Both sides say the same.");
    assert!(!window.has("button", "Compare"), "it was no conflict");
}

#[test]
fn changes_of_one_place_are_shown_side_by_side_and_merged_by_keyboard() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Tides", "The sea comes.")]);
    let window = setup.open(&screen);
    window.open_article("Tides");
    let mirror = Mirror::choose(&window, &screen, &setup);

    change_both(&window, &mirror, " Written here.", "The sea comes.", "Written there.");
    window.wait_for_words("1 text of the mirror waits for your choice.");
    // What is here stays, and the file says it too; the other text is kept.
    assert_eq!(setup.body_of("Tides"), "The sea comes. Written here.");
    soon("the file follows", || mirror.read("tides.md").contains("Written here."));

    window.open_by_command(OPEN);
    window.press_button("Compare the texts of “Tides”");
    window.ask_until(
        "both texts side by side",
        "const texts = [...document.querySelectorAll('dialog[open] .cm-content')].map((one) => one.innerText);
         return texts.length === 2 && texts[0].includes('Written there.') && texts[1].includes('Written here.')",
        &[],
    );
    window.press(&[ALT], ENTER);
    window.ask_until(
        "the other text is taken",
        "return document.querySelectorAll('dialog[open] .cm-content')[1].innerText.includes('Written there.')",
        &[],
    );
    window.type_text("Put together. ");
    let save = words("en", "merge-save");
    let mut presses = 0;
    while window.ask("return nameOf(document.activeElement) === arguments[0]", &[json!(save)]) != json!(true)
    {
        presses += 1;
        assert!(presses < 12, "“{save}” is not reached by the keyboard");
        window.press(&[], TAB);
    }
    window.press(&[], ENTER);
    window.wait_for_words(&words("en", "mirror-resolved"));
    soon("the text that was put together", || setup.body_of("Tides") == "Put together. Written there.");
    soon("its file", || mirror.read("tides.md").contains("Put together. Written there."));
    window.press(&[], ESCAPE);
    window.wait_for_preview("Put together. Written there.");
    let id = setup.article("Tides")["id"].as_str().expect("an id").to_owned();
    let history = setup.galley().run(&["--json", "history", &id]).exits(0).json();
    assert!(history.as_array().is_some_and(|all| all.len() >= 3), "the other text is not kept: {history}");
}

#[test]
fn a_file_that_is_deleted_takes_its_article_to_the_trash_and_one_key_brings_both_back() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Tides", "The sea comes."), ("Harbour", "Ships lie there.")]);
    let window = setup.open(&screen);
    window.open_article("Harbour");
    let mirror = Mirror::choose(&window, &screen, &setup);
    fs::remove_file(mirror.path("tides.md")).expect("removed");
    window.wait_for_words("“Tides” went to the trash, because its file is gone from the mirror.");
    window.wait_for_rows(1);
    window.press_button("Undo");
    window.wait_for_rows(2);
    assert_eq!(setup.body_of("Tides"), "The sea comes.");
    soon("the file is back", || mirror.path("tides.md").exists());
}

#[test]
fn many_files_that_are_gone_are_asked_about_and_nothing_is_deleted_before_an_answer() {
    let screen = Screen::start();
    let setup = Setup::new();
    let titles: Vec<String> = (1..=8).map(|number| format!("Article {number}")).collect();
    let articles: Vec<(&str, &str)> = titles.iter().map(|title| (title.as_str(), "Text.")).collect();
    setup.library_with(&articles);
    let window = setup.open(&screen);
    let mirror = Mirror::choose(&window, &screen, &setup);
    let remove = || {
        for number in 1..=6 {
            fs::remove_file(mirror.path(&format!("article-{number}.md"))).expect("removed");
        }
    };
    remove();
    window.wait_for_words("6 of 8 files are gone from the mirror.");
    assert_eq!(setup.titles_in_library().len(), 8, "something was deleted without an answer");
    window.click("button", "Show mirror");
    window.wait_for("dialog", "Mirror");
    window.press_button("Write the files again");
    window.wait_for_words("Both sides say the same.");
    assert!(mirror.path("article-1.md").exists());
    remove();
    window.wait_for_words("6 of 8 files are gone from the mirror.");
    window.click("button", "Move the articles to the trash");
    window.wait_for_words("Both sides say the same.");
    assert_eq!(setup.titles_in_library().len(), 2);
    window.wait_for_rows(2);
}

/// Looks at what is shown in both appearances.
fn check_both(window: &GalleyWindow, view: &str, found: &mut Vec<String>) {
    window.settle();
    for appearance in ["light", "dark"] {
        let set = "document.documentElement.dataset.appearance = arguments[0]";
        let _ = window.ask(set, &[json!(appearance)]);
        std::thread::sleep(Duration::from_millis(200));
        if let Some(folder) = std::env::var_os("GALLEY_PICTURES") {
            let name = format!("mirror-{view}-{appearance}.png").replace([' ', ','], "-");
            fs::write(Path::new(&folder).join(name), window.screenshot()).expect("a picture");
        }
        let violations = if appearance == "light" { violations(window) } else { contrast_violations(window) };
        found.extend(violations.into_iter().map(|violation| format!("{view}, {appearance}: {violation}")));
    }
    let _ = window.ask("document.documentElement.dataset.appearance = 'light'", &[]);
}

/// Opens the dialog of the mirror, in a language.
fn open_in(window: &GalleyWindow, language: &str) {
    window.press(&[tests::window::keys::CONTROL, tests::window::keys::SHIFT], 'p');
    window.ask_until(
        "the palette",
        "return document.activeElement?.closest('dialog[open]') && document.activeElement.tagName === 'INPUT'",
        &[],
    );
    let name = words(language, "command-mirror");
    window.type_text(&name);
    window.ask_until(
        "the command",
        "return ofRole('option').some((row) => shown(row) && nameOf(row).startsWith(arguments[0]))",
        &[json!(name)],
    );
    window.press(&[], ENTER);
    window.wait_for("dialog", &words(language, "mirror-title"));
}

#[test]
fn the_dialogs_of_the_mirror_have_no_violations_in_either_language_and_appearance() {
    let screen = Screen::start();
    let mut found = Vec::new();
    for language in ["en", "fa"] {
        let setup = Setup::new();
        let titles: Vec<String> = (1..=8).map(|number| format!("Article {number}")).collect();
        let mut articles: Vec<(&str, &str)> = titles.iter().map(|title| (title.as_str(), "Text.")).collect();
        articles.push(("Tides", "The sea comes."));
        setup.library_with(&articles);
        let app = tests::AppTest::on(&setup.library());
        let mut workspace = app.ok("workspace_load", json!({}));
        workspace["appearance"] = json!("light");
        workspace["settings"] = json!({ "language": json!(language).to_string() });
        let _ = app.ok("workspace_save", workspace);
        drop(app);
        let window = setup.open_anything(&screen);
        window.ask_until("the list", "return document.querySelectorAll('[role=option]').length > 3", &[]);

        open_in(&window, language);
        check_both(&window, &format!("empty, {language}"), &mut found);
        let mirror = Mirror(setup.outside().join("mirror"));
        fs::create_dir(&mirror.0).expect("made");
        fs::write(mirror.path("latin.md"), b"caf\xe9").expect("written");
        window.click("button", &words(language, "mirror-pick"));
        answer_open_dialog(&screen, &mirror.0);
        window.wait_for_words(&words(language, "mirror-phase-in_step"));
        check_both(&window, &format!("in step, {language}"), &mut found);

        mirror.away(|aside| {
            window.wait_for_words(&words(language, "mirror-phase-offline"));
            let said = window.ask("return document.querySelector('dialog[open] .result').innerText", &[]);
            let persian = said.as_str().unwrap_or_default().contains("چیزی حذف نشد");
            assert_eq!(persian, language == "fa", "{said}");
            check_both(&window, &format!("offline, {language}"), &mut found);
            let tides = setup.article("Tides");
            let id = tides["id"].as_str().expect("an id");
            let file = setup.file("---\ntitle: Tides\n---\nWritten here.\n");
            let _ = setup.galley().run(&["edit", id, "--file", &file]).exits(0);
            aside.edit("tides.md", "The sea comes.", "Written there.");
        });
        window.ask_until("a conflict", "return document.querySelector('dialog[open] li .button')", &[]);
        check_both(&window, &format!("conflict, {language}"), &mut found);
        window.click_on("compare", "return document.querySelector('dialog[open] li .button')", &[]);
        window.ask_until(
            "two texts",
            "return document.querySelectorAll('dialog .cm-content').length === 2",
            &[],
        );
        check_both(&window, &format!("two texts, {language}"), &mut found);
        window.click("button", &words(language, "mirror-both"));
        window.ask_until("no conflict", "return !document.querySelector('dialog[open] li .button')", &[]);

        for number in 1..=6 {
            fs::remove_file(mirror.path(&format!("article-{number}.md"))).expect("removed");
        }
        window.wait_for("button", &words(language, "mirror-write-again"));
        check_both(&window, &format!("a question, {language}"), &mut found);
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}
