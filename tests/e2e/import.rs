//! Articles from elsewhere: looked at first, brought in, taken back, and never brought twice.

use std::path::{Path, PathBuf};

use tests::pictures::png;
use tests::program::project_root;
use tests::window::keys::{CONTROL, ENTER, ESCAPE, SHIFT};
use tests::window::{GalleyWindow, Setup, answer_open_dialog, answer_save_dialog, violations};

use crate::Screen;

/// The command in Persian.
const OPEN: &str = "درون‌ریزی…";

/// An export of WordPress with its uploads, in a folder of its own.
fn export(setup: &Setup) -> PathBuf {
    let name = "lamps.WordPress.2024-05-06.xml";
    let file = setup.outside().join(name);
    let fixture = project_root().join("tests/fixtures/import/wordpress").join(name);
    std::fs::copy(fixture, &file).expect("the fixture is there");
    let uploads = setup.outside().join("wp-content/uploads/2020/05");
    std::fs::create_dir_all(&uploads).expect("a folder");
    std::fs::write(uploads.join("lamp.jpg"), png(1, 4, 3)).expect("a picture");
    file
}

/// Waits until the dialog says something, and answers all it says.
#[track_caller]
fn wait_for_words(window: &GalleyWindow, words: &str) -> String {
    let said = window.ask_until(
        words,
        "const said = document.querySelector('dialog[open]')?.innerText ?? ''; return said.includes(arguments[0]) ? said : null",
        &[words.into()],
    );
    said.as_str().unwrap_or_default().to_owned()
}

fn pick(window: &GalleyWindow, screen: &Screen, file: &Path) {
    window.click("button", "Choose a file…");
    answer_open_dialog(screen, file);
}

#[test]
fn an_import_is_looked_at_first_brought_in_reported_taken_back_and_never_brought_twice() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Mine", "My own words.")]);
    let file = export(&setup);
    let window = setup.open(&screen);
    window.open_by_command("Import…");
    window.wait_for("dialog", "Import");
    pick(&window, &screen, &file);

    // First what would come; nothing has changed.
    let said = wait_for_words(&window, "This would come in (WordPress)");
    assert!(said.contains("New articles: 9"), "{said}");
    assert_eq!(setup.titles_in_library(), ["Mine"]);

    window.click("button", "Import");
    let said = wait_for_words(&window, "The import is done.");
    assert!(said.contains("To look at") && said.contains("[strange]"), "{said}");
    assert_eq!(setup.titles_in_library().len(), 10);
    window.ask_until(
        "they are in the list",
        "return [...document.querySelectorAll('[role=listbox] [role=option]')].some((row) => row.textContent.includes('On wicks'))",
        &[],
    );

    // The report can be kept.
    let report = setup.outside().join("report.txt");
    window.click("button", "Save report…");
    answer_save_dialog(&screen, &report);
    wait_for_words(&window, "The report is in");
    let kept = std::fs::read_to_string(&report).expect("the report");
    assert!(kept.contains("9 new articles") && kept.contains("[strange]"), "{kept}");

    // One step takes all of it back, and another import brings it again.
    window.click("button", "Undo import");
    wait_for_words(&window, "Taken back: 9 articles");
    assert_eq!(setup.titles_in_library(), ["Mine"]);
    window.click("button", "Other source");
    pick(&window, &screen, &file);
    let said = wait_for_words(&window, "This would come in (WordPress)");
    assert!(said.contains("Articles back from the trash: 9"), "{said}");
    window.click("button", "Import");
    wait_for_words(&window, "The import is done.");
    assert_eq!(setup.titles_in_library().len(), 10);

    // What is here does not come again.
    window.click("button", "Other source");
    pick(&window, &screen, &file);
    let said = wait_for_words(&window, "There is nothing new in this source.");
    assert!(said.contains("The same as here: 9"), "{said}");
    let locked = window.ask("return named('button', 'Import')[0].disabled", &[]);
    assert_eq!(locked, true, "there is nothing to bring");
    assert_eq!(setup.titles_in_library().len(), 10);
}

#[test]
fn the_dialog_of_an_import_has_no_violations_in_any_of_its_states() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Mine", "My own words.")]);
    let file = export(&setup);
    let window = setup.open(&screen);
    let mut found = Vec::new();
    let mut check = |view: &str| {
        window.settle();
        window.keep_picture(view);
        found.extend(violations(&window).into_iter().map(|violation| format!("{view}: {violation}")));
    };
    window.run_command("Light appearance");
    window.open_by_command("Import…");
    window.wait_for("dialog", "Import");
    check("import-nothing-chosen-light");
    pick(&window, &screen, &file);
    wait_for_words(&window, "This would come in");
    check("import-looked-at-light");
    window.press(&[], ESCAPE);
    window.run_command("Dark appearance");
    window.open_by_command("Import…");
    wait_for_words(&window, "This would come in");
    check("import-looked-at-dark");
    window.press(&[], ESCAPE);
    window.press(&[CONTROL], ',');
    window.wait_for("dialog", "Settings");
    window.type_text("language of the interface");
    window.ask("const list = named('combobox', 'Language of the interface')[0]; list.value = 'fa'; list.dispatchEvent(new Event('change', { bubbles: true }))", &[]);
    window.ask_until("the other language", "return document.documentElement.dir === 'rtl'", &[]);
    window.click_on("close", "return document.querySelector('dialog[open] .buttons .button')", &[]);
    window.ask_until("the settings are closed", "return !document.querySelector('dialog[open]')", &[]);
    window.press(&[CONTROL, SHIFT], 'p');
    window.wait_for("dialog", "فرمان‌ها");
    window.type_text(OPEN);
    window.ask_until("the command", "return named('option', arguments[0])[0]", &[OPEN.into()]);
    window.press(&[], ENTER);
    window.ask_until("the dialog", "return document.querySelector('dialog[open] .figures')", &[]);
    check("import-looked-at-dark-persian");
    let primary = "return document.querySelector('dialog[open] .button.primary:not(:disabled)')";
    window.click_on("import", primary, &[]);
    let undo = "return document.querySelector('dialog[open] .button.danger:not(:disabled)')";
    window.ask_until("it is done", undo, &[]);
    check("import-done-dark-persian");
    window.click_on("undo", undo, &[]);
    window.ask_until("it is taken back", "return document.querySelector('dialog[open] .good')", &[]);
    check("import-undone-dark-persian");
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}
