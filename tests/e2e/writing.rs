//! Writing: preview, saving, and coming back.

use std::time::{Duration, Instant};

use serde_json::json;
use tests::window::Setup;

use crate::Screen;

#[test]
fn what_is_typed_is_shown_saved_and_survives_a_kill() {
    let screen = Screen::start();
    let setup = Setup::new();
    let window = setup.open(&screen);
    let title = setup.titles_in_library().into_iter().next().expect("a sample");
    window.open_article(&title);
    window.write_at_end("\n\nA sentence that *nobody* wrote before. سلام.");
    window.wait_for_preview("A sentence that nobody wrote before. سلام.");
    window.ask_until(
        "emphasis",
        "return [...preview().querySelectorAll('em')].some((em) => em.textContent === 'nobody')",
        &[],
    );
    window.wait_for_status("Saved");
    window.kill();
    assert!(setup.body_of(&title).ends_with("A sentence that *nobody* wrote before. سلام."));
    assert_eq!(setup.galley().run(&["--json", "check"]).exits(0).json()["problems"], json!([]));

    let window = setup.open(&screen);
    window.ask_until(
        "the same article",
        "return named('textbox', 'Title')[0]?.value === arguments[0]",
        &[json!(title)],
    );
    window.wait_for_preview("A sentence that nobody wrote before. سلام.");
}

#[test]
fn saved_is_said_only_once_it_is_true() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Promise", "Start.")]);
    let window = setup.open(&screen);
    window.open_article("Promise");
    for round in 0..5 {
        window.write_at_end(&format!(" Round {round}."));
        // While it is being typed, the old state is not claimed for the new text.
        let since = Instant::now();
        window.wait_for_status("Saved");
        assert!(since.elapsed() < Duration::from_secs(3), "saving took {:?}", since.elapsed());
        assert!(
            setup.body_of("Promise").ends_with(&format!("Round {round}.")),
            "“Saved” before it was: round {round}"
        );
    }
}

#[test]
fn switching_to_another_article_saves_the_one_that_is_left() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Left", "Left text."), ("Right", "Right text.")]);
    let window = setup.open(&screen);
    window.open_article("Left");
    window.write_at_end(" And more.");
    window.open_article("Right");
    window.wait_for_preview("Right text.");
    assert!(!window.preview_text().contains("And more."));
    let since = Instant::now();
    while !setup.body_of("Left").ends_with("And more.") {
        assert!(since.elapsed() < Duration::from_secs(2), "what was left was not saved");
    }
    window.open_article("Left");
    window.wait_for_preview("And more.");
}

#[test]
fn closing_the_window_saves_what_was_just_typed() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Closing", "Start.")]);
    let window = setup.open(&screen);
    window.open_article("Closing");
    window.write_at_end(" Typed just before.");
    window.close_by_its_button(&screen);
    assert!(setup.body_of("Closing").ends_with("Typed just before."));
}

#[test]
fn every_edit_ends_in_the_preview_that_a_fresh_start_shows() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Edits", "# Start\n\nText with [a link][ref].\n\n- one\n- two\n")]);
    let window = setup.open(&screen);
    window.open_article("Edits");
    window.write_at_end("\n\n## Heading\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nNote[^1].\n\n[^1]: The note.\n\n[ref]: https://example.org/x\n");
    window.wait_for_preview("The note.");
    window.wait_for_status("Saved");
    let content = "return preview().body.cloneNode(true).innerHTML.replace(/\\s+/g, ' ')";
    let patched = window.ask(content, &[]);
    assert!(
        patched
            .as_str()
            .is_some_and(|html| html.contains("example.org%2Fx") || html.contains("example.org/x")),
        "the late definition was not applied"
    );
    window.kill();
    let window = setup.open(&screen);
    window.wait_for_preview("The note.");
    assert_eq!(window.ask(content, &[]), patched);
}

#[test]
fn the_preview_does_not_jump_while_its_end_is_written() {
    let screen = Screen::start();
    let setup = Setup::new();
    let long: String =
        (0..120).map(|number| format!("Paragraph number {number} of a long text.\n\n")).collect();
    setup.library_with(&[("Long", &long)]);
    let window = setup.open(&screen);
    window.open_article("Long");
    window.go_to_end_of_text();
    window.type_text("x");
    window.wait_for_status("Saved");
    window.settle();
    let frame = window.ask(
        "const view = preview().defaultView, root = preview().scrollingElement;
         window.seen = []; window.marked = preview().body; let last = root.scrollTop;
         const watch = () => { const now = root.scrollTop; if (now < last - 2 || now > last + 200) window.seen.push([last, now]); last = now; requestAnimationFrame(watch) };
         requestAnimationFrame(watch); return root.scrollTop",
        &[],
    );
    window.type_text(" and then some more words at the very end of the text");
    window.wait_for_preview("very end of the text");
    assert_eq!(window.ask("return window.seen", &[]), json!([]), "from {frame}");
    assert_eq!(
        window.ask("return window.marked === preview().body", &[]),
        json!(true),
        "the page was loaded again"
    );
}

#[test]
fn metadata_shows_in_the_preview_and_in_the_library() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Panel", "Text.")]);
    let window = setup.open(&screen);
    window.open_article("Panel");
    window.click("button", "Details");
    window.fill("Subtitle", "The line below");
    window.wait_for_preview("The line below");
    window.click("textbox,combobox", "Authors");
    window.type_text("The Night Desk\n");
    window.wait_for_preview("The Night Desk");
    window.click("textbox,combobox", "Tags");
    window.type_text("rivers\n");
    window.fill("Slug", "Chosen Address");
    window.wait_for_status("Saved");
    window.settle();
    let shown = setup.article("Panel");
    assert_eq!(shown["metadata"]["subtitle"], "The line below");
    assert_eq!(shown["metadata"]["authors"], json!(["The Night Desk"]));
    assert_eq!(shown["metadata"]["tags"], json!(["rivers"]));
    assert_eq!(shown["derived"]["slug"], "chosen-address");
}
