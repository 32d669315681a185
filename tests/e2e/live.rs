//! What readers see of an article, beside its working copy: to look at, and to export.

use serde_json::json;
use tests::window::keys::ESCAPE;
use tests::window::{GalleyWindow, Setup, answer_save_dialog};

use crate::Screen;

/// The text of the page of what is live, while that is shown.
const LIVE: &str = "const frame = document.querySelector('iframe[title=\"Page that is live\"]');
    const text = frame?.contentDocument?.body?.textContent ?? '';";

#[track_caller]
fn wait_for_live(window: &GalleyWindow, words: &str) {
    window.ask_until(
        &format!("the page that is live shows “{words}”"),
        &format!("{LIVE} return text.includes(arguments[0])"),
        &[words.into()],
    );
}

#[test]
fn what_is_live_is_looked_at_while_the_text_goes_on_and_goes_out_where_it_is_asked_for() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Tides", "What readers see.")]);
    let window = setup.open(&screen);
    window.open_article("Tides");
    window.run_command("Publish the article");
    window.wait_for_words("“Tides” is published.");
    window.write_at_end(" A change.");
    window.wait_for("button", "Changes not published");

    window.click("button", "Changes not published");
    window.click("menuitem", "Look at what is live");
    wait_for_live(&window, "What readers see.");
    // It says what it is, and stays that while the text goes on.
    window.write_at_end(" And more.");
    window.wait_for_status("Saved");
    let shown = window.ask(
        &format!("{LIVE} return [text.includes('A change'), document.body.innerText.includes('This is what readers see')]"),
        &[],
    );
    assert_eq!(shown, json!([false, true]));
    window.run_command("Look at the working copy");
    window.wait_for_preview("What readers see. A change. And more.");
    window.ask_until("the working copy is shown", &format!("{LIVE} return frame === null"), &[]);

    let target = setup.outside().join("live.html");
    window.click("button", "Export");
    window.wait_for("combobox", "Which version");
    let chosen = "return named('combobox', 'Which version')[0].selectedOptions[0].textContent.trim()";
    assert_eq!(window.ask(chosen, &[]), "Working copy");
    let _ = window.ask(
        "const field = named('combobox', 'Which version')[0]; field.value = 'published';
         field.dispatchEvent(new Event('change', { bubbles: true }))",
        &[],
    );
    window.click("button", "Save as…");
    answer_save_dialog(&screen, &target);
    window.ask_until(
        "the export says where it went",
        "return document.querySelector('dialog[open]')?.textContent.includes('live.html')",
        &[],
    );
    window.press(&[], ESCAPE);
    let out = std::fs::read_to_string(&target).expect("exported");
    assert!(out.contains("What readers see.") && !out.contains("A change."), "{out}");

    // Once the changes are out there is nothing to tell apart.
    window.run_command("Look at what is live");
    wait_for_live(&window, "What readers see.");
    window.click("button", "Changes not published");
    window.click("menuitem", "Publish changes");
    window.wait_for_words("The changes of “Tides” are published.");
    window.ask_until("the working copy is shown", &format!("{LIVE} return frame === null"), &[]);
    window.click("button", "Export");
    window.wait_for("button", "Copy HTML");
    assert!(!window.has("combobox", "Which version"));
}
