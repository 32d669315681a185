//! What comes beside the letter that is typed: marks that close themselves or go around what is selected, and the
//! quotation marks and dashes of the language. And how the text looks. By the keyboard alone, in a text from left to
//! right and in one from right to left.

use serde_json::{Value, json};
use tests::window::keys::{BACKSPACE, CONTROL, DOWN, END, ESCAPE, HOME, LEFT, RIGHT, SHIFT, SPACE, TAB, UP};
use tests::window::{GalleyWindow, Setup};

use crate::Screen;

/// Opens the settings and looks for one of them.
#[track_caller]
fn look_for_setting(window: &GalleyWindow, words: &str) {
    window.press(&[CONTROL], ',');
    window.wait_for("dialog", "Settings");
    window.type_text(words);
}

#[test]
fn a_mark_closes_itself_is_stepped_over_and_goes_around_what_is_selected() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Marks", ""), ("نشانه‌ها", "")]);
    let window = setup.open(&screen);
    for (title, word) in [("Marks", "word"), ("نشانه‌ها", "واژه")] {
        window.open_article(title);
        window.go_to_end_of_text();
        window.type_text(word);
        let mut expected = word.to_owned();
        for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("\"", "\""), ("«", "»")] {
            window.type_text(&format!(" {open}"));
            expected = format!("{expected} {open}");
            window.wait_for_body(&setup, title, &format!("{expected}{close}"));
            window.type_text(&format!("{word}{close}"));
            expected = format!("{expected}{word}{close}");
            window.wait_for_body(&setup, title, &expected);
        }
        window.press(&[CONTROL], 'a');
        window.type_text(word);
        window.press(&[SHIFT], HOME);
        for mark in ["*", "*", "\"", "(", "`"] {
            window.type_text(mark);
        }
        window.wait_for_body(&setup, title, &format!("**\"(`{word}`)\"**"));
        window.ask_until(
            "the word is still what is selected, and the page shows it so",
            "return getSelection().toString() === arguments[0] && preview().querySelector('strong code')?.textContent === arguments[0]",
            &[json!(word)],
        );
    }
}

#[test]
fn quotation_marks_and_dashes_are_those_of_the_language_except_in_code_and_one_step_back_undoes_them() {
    let screen = Screen::start();
    let setup = Setup::new();
    let texts = [
        ("Marks", "A text in English, for now."),
        ("نشانه‌ها", "رودخانه از میان شهر می‌گذرد و مردم هر بامداد کنار آن راه می‌روند."),
    ];
    setup.library_with(&texts);
    let window = setup.open(&screen);
    window.open_article("Marks");
    look_for_setting(&window, "dashes");
    window.focus_on("checkbox", "Quotation marks and dashes of the language");
    window.press(&[], SPACE);
    window.close_dialog();
    for ((title, text), typed, becomes, quoted) in [
        (texts[0], "He said \"yes\" -- well... 'so'", "He said “yes” – well… ‘so’", "“so”"),
        (texts[1], "گفت \"آری\" -- خب... 'نه'", "گفت «آری» – خب… ‹نه›", "«نه»"),
    ] {
        window.open_article(title);
        window.ask_until(
            "the language of the text",
            "return named('textbox', 'Article text')[0].lang.slice(0, 2) === arguments[0]",
            &[json!(if title == "Marks" { "en" } else { "fa" })],
        );
        window.go_to_end_of_text();
        window.type_text(&format!("\n\n{typed} "));
        window.wait_for_body(&setup, title, &format!("{text}\n\n{becomes}"));
        window.wait_for_preview(becomes);
        let opening = if title == "Marks" { "“" } else { "«" };
        for (straight, marks) in [("\"", opening), ("--", "–"), ("...", "…")] {
            window.type_text(straight);
            window.wait_for_body(&setup, title, &format!("{text}\n\n{becomes} {marks}"));
            window.press(&[CONTROL], 'z');
            window.wait_for_body(&setup, title, &format!("{text}\n\n{becomes} {straight}"));
            for _ in straight.chars() {
                window.press(&[], BACKSPACE);
            }
        }
        // On a selection they go around it.
        let last = if title == "Marks" { "so" } else { "نه" };
        window.type_text(last);
        for _ in last.chars() {
            window.press(&[SHIFT], if title == "Marks" { LEFT } else { RIGHT });
        }
        window.type_text("\"");
        window.wait_for_body(&setup, title, &format!("{text}\n\n{becomes} {quoted}"));
        // In code a mark is the one that was typed.
        let code = "`a \"b\" -- c...`\n\n```\nd \"e\" -- f... 'g'\n```";
        window.press(&[CONTROL], END);
        window.type_text(&format!("\n\n{code}"));
        window.wait_for_body(&setup, title, &format!("{text}\n\n{becomes} {quoted}\n\n{code}"));
    }
}

/// Goes on by the tabulator to the field with this name.
#[track_caller]
fn tab_to(window: &GalleyWindow, name: &str) {
    for _ in 0..30 {
        window.press(&[], TAB);
        let here =
            window.ask("return nameOf(document.activeElement).startsWith(arguments[0])", &[json!(name)]);
        if here == json!(true) {
            return;
        }
    }
    panic!("“{name}” is not reached by the tabulator");
}

/// The face, the size of the letters and the width of the lines, as they are shown.
fn looks(window: &GalleyWindow) -> [Value; 3] {
    let shown = window.ask(
        "const style = getComputedStyle(document.querySelector('.cm-content'));
         return [style.fontFamily, parseFloat(style.fontSize), parseFloat(getComputedStyle(document.querySelector('.editor .sheet')).maxInlineSize)]",
        &[],
    );
    [0, 1, 2].map(|index| shown[index].clone())
}

#[test]
fn face_size_and_width_of_the_text_are_chosen_by_the_keyboard_shown_at_once_and_kept() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Looks", "A text."), ("نما", "یک متن.")]);
    let window = setup.open(&screen);
    window.open_article("Looks");
    let before = looks(&window);
    look_for_setting(&window, "text editor");
    tab_to(&window, "Typeface of the text");
    window.press(&[], DOWN);
    window.ask_until(
        "another face",
        "return getComputedStyle(document.querySelector('.cm-content')).fontFamily !== arguments[0]",
        &[before[0].clone()],
    );
    tab_to(&window, "Size of the text");
    for _ in 0..4 {
        window.press(&[], UP);
    }
    tab_to(&window, "Longest line");
    for _ in 0..6 {
        window.press(&[], DOWN);
    }
    let number = |value: &Value| value.as_f64().unwrap_or(0.0);
    let after = looks(&window);
    assert!((number(&after[1]) / number(&before[1]) - 1.2).abs() < 0.02, "{before:?} {after:?}");
    assert!(
        number(&after[2]) < number(&before[2]) * 1.1,
        "larger letters, and fewer of them in a line: {before:?} {after:?}"
    );
    window.ask_until(
        "both are said",
        "const dialog = document.querySelector('dialog[open]').textContent; return dialog.includes('120%') && dialog.includes('60 letters')",
        &[],
    );
    window.press(&[], ESCAPE);
    window.press(&[], ESCAPE);
    window.wait_for_no_dialog();
    window.settle();
    window.kill();
    let window = setup.open(&screen);
    for title in ["Looks", "نما"] {
        window.open_article(title);
        assert_eq!(looks(&window), after, "{title}, after a start");
    }
}
