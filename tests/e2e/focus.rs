//! What an author counts and how one writes without distraction, by the keyboard alone: statistics and goals, focus,
//! typewriter, full screen; in a text from left to right and in one from right to left.

use std::fmt::Write as _;

use serde_json::json;
use tests::window::keys::{BACKSPACE, CONTROL, DOWN, END, ENTER, ESCAPE, HOME, SHIFT, UP};
use tests::window::{GalleyWindow, Setup};

use crate::Screen;

const F11: char = '\u{e03b}';

const TEXTS: [(&str, &str); 2] = [
    ("Counted", "The tide comes in. It goes out again.\n\nA second paragraph stands here."),
    ("شمرده", "آب بالا می‌آید. دوباره پایین می‌رود.\n\nبند دوم این‌جاست."),
];

/// What the panel says for a row of the counts.
fn counted(window: &GalleyWindow, name: &str) -> String {
    let found = window.ask(
        "return [...document.querySelectorAll('[data-pane=details] dt')].find((row) => row.textContent === arguments[0])?.nextElementSibling?.textContent ?? ''",
        &[json!(name)],
    );
    found.as_str().unwrap_or_default().trim().to_owned()
}

#[track_caller]
fn wait_for_count(window: &GalleyWindow, name: &str, wanted: &str) {
    window.ask_until(
        &format!("{name}: {wanted}"),
        "return [...document.querySelectorAll('[data-pane=details] dt')].some((row) => row.textContent === arguments[0] && row.nextElementSibling.textContent.trim() === arguments[1])",
        &[json!(name), json!(wanted)],
    );
}

#[test]
fn words_are_counted_while_one_writes_and_held_against_a_goal() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&TEXTS);
    let window = setup.open(&screen);
    for ((title, _), (whole, sentences)) in TEXTS.into_iter().zip([("13", "3"), ("9", "3")]) {
        window.open_article(title);
        if !window.has("heading", "Statistics") {
            window.press(&[CONTROL, SHIFT], 'y');
        }
        wait_for_count(&window, "Words", whole);
        assert_eq!(counted(&window, "Sentences"), sentences, "{title}");
        assert_eq!(counted(&window, "Paragraphs"), "2", "{title}");
        assert_eq!(counted(&window, "Reading time"), "1 min", "{title}");
        // What is selected is counted by itself.
        window.go_to_end_of_text();
        window.press(&[CONTROL, SHIFT], HOME);
        window.press(&[SHIFT], DOWN);
        window.ask_until(
            "the counts of the selection",
            "return ofRole('heading').some((heading) => heading.textContent === 'What is selected')",
            &[],
        );
        window.press(&[CONTROL], END);
        wait_for_count(&window, "Words", whole);
        // A goal, reached by typing.
        window.focus_on("spinbutton", "Words of this article");
        let more = whole.parse::<u32>().expect("a number") + 2;
        window.press(&[CONTROL], 'a');
        window.type_text(&format!("{more}\n"));
        window.wait_for_words(&format!("{whole} of {more} words"));
        window.go_to_end_of_text();
        window.type_text(" two words");
        window.wait_for_words(&format!("{more} of {more} words"));
        window.ask_until(
            "the bar is full",
            "const bar = document.querySelector('[data-pane=details] progress'); return bar && bar.value === bar.max",
            &[],
        );
    }
    window.focus_on("spinbutton", "Words a day");
    window.type_text("500\n");
    window.wait_for_words("4 of 500 words");
    window.wait_for_words("4 words since the library was opened");
    window.wait_for_status("Saved");
    window.settle();
    window.kill();
    let window = setup.open(&screen);
    window.wait_for_words("4 of 500 words");
}

#[test]
fn what_is_not_being_written_is_dimmed_by_sentence_or_paragraph() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&TEXTS);
    let window = setup.open(&screen);
    for (title, text) in TEXTS {
        window.open_article(title);
        window.click("textbox", "Article text");
        window.press(&[CONTROL], HOME);
        let (first, second) = text.split_once("\n\n").expect("two paragraphs");
        let sentence = first.split_inclusive('.').next().expect("a sentence");
        let lit = "const dim = new Set(document.querySelectorAll('.md-dim'));
                   const walker = document.createTreeWalker(document.querySelector('.cm-content'), 4);
                   let text = '';
                   for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                     if (![...dim].some((one) => one.contains(node))) text += node.data;
                   }
                   return text.trim()";
        window.run_command("Focus on the sentence");
        window.ask_until("the sentence alone", &format!("{} === arguments[0]", lit), &[json!(sentence)]);
        window.run_command("Focus on the paragraph");
        window.ask_until("the paragraph alone", &format!("{lit} === arguments[0]"), &[json!(first)]);
        window.press(&[CONTROL], END);
        window.ask_until("the other one", &format!("{lit} === arguments[0]"), &[json!(second)]);
        window.run_command("No focus");
        window.ask_until("all of it", "return !document.querySelector('.md-dim')", &[]);
    }
}

#[test]
fn the_line_that_is_written_stays_in_the_middle() {
    let screen = Screen::start();
    let setup = Setup::new();
    let long = |words: &str| {
        (0..60).fold(String::new(), |mut text, number| {
            let _ = write!(text, "{words} {number}.\n\n");
            text
        })
    };
    setup.library_with(&[("Long", &long("Paragraph")), ("بلند", &long("بند"))]);
    let window = setup.open(&screen);
    window.open_article("Long");
    window.run_command("Typewriter scrolling on or off");
    for title in ["Long", "بلند"] {
        window.open_article(title);
        window.click("textbox", "Article text");
        window.press(&[CONTROL], HOME);
        for _ in 0..40 {
            window.press(&[], DOWN);
        }
        window.type_text("x");
        window.ask_until(
            "the caret in the middle",
            "const line = getSelection().anchorNode?.parentElement?.closest('.cm-line')?.getBoundingClientRect();
             const scroller = document.querySelector('.editor .scroller').getBoundingClientRect();
             return line && Math.abs((line.top + line.bottom) / 2 - (scroller.top + scroller.bottom) / 2) < line.height * 1.5",
            &[],
        );
        for _ in 0..3 {
            window.press(&[], UP);
        }
        window.press(&[], BACKSPACE);
    }
}

#[test]
fn the_text_fills_the_screen_and_is_left_again() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&TEXTS);
    let window = setup.open(&screen);
    for (title, _) in TEXTS {
        window.open_article(title);
        let panes = "return ['library', 'list', 'preview'].filter((pane) => { const found = document.querySelector(`[data-pane=${pane}]`); return found && shown(found) && found.getBoundingClientRect().width > 0 }).length";
        window.press(&[], F11);
        window.ask_until("the text alone", &format!("{panes} === 0"), &[]);
        window.ask_until(
            "the keyboard in the text",
            "return document.activeElement === named('textbox', 'Article text')[0]",
            &[],
        );
        window.press(&[CONTROL], END);
        window.type_text(" More.");
        window.wait_for_status("Saved");
        assert!(setup.body_of(title).ends_with(" More."), "{title}");
        // A list that is open is closed first.
        window.type_text("\n\n/");
        window.ask_until(
            "the insert menu",
            "return ofRole('listbox').some((list) => list.closest('.cm-tooltip'))",
            &[],
        );
        window.press(&[], ESCAPE);
        window.ask_until("no menu", "return !document.querySelector('.cm-tooltip')", &[]);
        assert_eq!(window.ask(&format!("{panes} === 0"), &[]), json!(true), "still the text alone");
        window.press(&[], ESCAPE);
        window.ask_until("everything again", &format!("{panes} === 3"), &[]);
    }
    window.press(&[], ENTER);
}
