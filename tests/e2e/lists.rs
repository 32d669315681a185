//! Lists, written by the keyboard alone: Enter goes on with them and ends them, Tab puts an item on another level, and
//! numbers follow one another whatever is moved or deleted; in a text from left to right and in one from right to left.

use serde_json::{Value, json};
use tests::window::keys::{
    ALT, BACKSPACE, CONTROL, DELETE, DOWN, END, ENTER, HOME, LEFT, RIGHT, SHIFT, TAB, UP,
};
use tests::window::{GalleyWindow, Setup};

use crate::Screen;

/// A title, the direction of its text, what the text begins with, and words for items.
const TEXTS: [(&str, &str, &str, [&str; 3]); 2] = [
    ("Lists", "ltr", "What is to be bought today, and what can wait.", ["bread", "milk", "salt"]),
    (
        "فهرست‌ها",
        "rtl",
        "رودخانه از میان شهر می‌گذرد و مردم هر بامداد کنار آن راه می‌روند.",
        ["نان", "شیر", "نمک"],
    ),
];

/// Every line runs in this direction, and the keyboard is in the text.
#[track_caller]
fn runs(window: &GalleyWindow, direction: &str) {
    window.ask_until(
        &format!("every line runs {direction}, with the keyboard in the text"),
        "return document.activeElement === named('textbox', 'Article text')[0]
           && [...document.querySelectorAll('.cm-line')].every((line) => getComputedStyle(line).direction === arguments[0])",
        &[json!(direction)],
    );
}

/// How often something stands in the page.
#[track_caller]
fn page_has(window: &GalleyWindow, selector: &str, count: usize) {
    window.ask_until(
        &format!("{count} of {selector} in the page"),
        "return preview().querySelector('article, main').querySelectorAll(arguments[0]).length === arguments[1]",
        &[json!(selector), json!(count)],
    );
}

/// The line that the caret is in.
fn line(window: &GalleyWindow) -> Value {
    window.ask(
        "const node = getSelection().anchorNode;
         return (node instanceof Element ? node : node.parentElement).closest('.cm-line').textContent",
        &[],
    )
}

#[test]
fn enter_goes_on_with_bullets_numbers_a_quotation_and_tasks_and_ends_them_on_an_empty_item() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&TEXTS.map(|(title, _, opening, _)| (title, opening)));
    let window = setup.open(&screen);
    for (title, direction, opening, [first, second, _]) in TEXTS {
        window.open_article(title);
        window.go_to_end_of_text();
        let mut expected = opening.to_owned();
        for (before, mark, next, shown, count) in [
            ("\n\n", "- ", "- ", "ul > li", 2),
            ("\n", "1. ", "2. ", "ol > li", 2),
            ("\n", "> ", "> ", "blockquote", 1),
            ("", "- [ ] ", "- [ ] ", "li [type=checkbox]", 2),
        ] {
            window.type_text(&format!("{before}{mark}{first}\n"));
            // The mark stands there already, and the empty item runs as the text does.
            window.settle();
            assert_eq!(line(&window), json!(next), "{title}");
            runs(&window, direction);
            window.type_text(&format!("{second}\n\n"));
            if mark == "> " {
                // In a quotation the first empty line begins another paragraph of it.
                window.press(&[], ENTER);
            }
            expected = format!("{expected}\n\n{mark}{first}\n{next}{second}");
            window.wait_for_body(&setup, title, &expected);
            assert_eq!(line(&window), json!(""), "{title}: the empty item ends {mark}");
            page_has(&window, shown, count);
        }
        runs(&window, direction);
    }
}

#[test]
fn tab_puts_an_item_below_the_one_above_and_the_numbers_follow_whatever_is_moved_or_deleted() {
    let screen = Screen::start();
    let setup = Setup::new();
    let texts = TEXTS.map(|(title, _, opening, [first, second, third])| {
        (title, format!("{opening}\n\n1. {first}\n2. {second}\n3. {third}"))
    });
    setup.library_with(&texts.each_ref().map(|(title, text)| (*title, text.as_str())));
    let window = setup.open(&screen);
    for (title, direction, opening, [first, second, third]) in TEXTS {
        let saved = |list: &str| window.wait_for_body(&setup, title, &format!("{opening}\n\n{list}"));
        window.open_article(title);
        window.go_to_end_of_text();
        window.press(&[], UP);
        window.press(&[], TAB);
        saved(&format!("1. {first}\n   1. {second}\n2. {third}"));
        page_has(&window, "ol ol > li", 1);
        runs(&window, direction);
        window.press(&[SHIFT], TAB);
        saved(&format!("1. {first}\n2. {second}\n3. {third}"));
        page_has(&window, "ol ol", 0);
        window.press(&[ALT], UP);
        let moved = format!("1. {second}\n2. {first}\n3. {third}");
        saved(&moved);
        // A whole item goes; one step back brings it again, with the numbers.
        window.press(&[], HOME);
        window.press(&[SHIFT], DOWN);
        window.press(&[], DELETE);
        saved(&format!("1. {first}\n2. {third}"));
        window.press(&[CONTROL], 'z');
        saved(&moved);
        // At its start, an item becomes more of the one before it.
        window.press(&[CONTROL], END);
        window.press(&[], UP);
        window.press(&[], HOME);
        for _ in "2. ".chars() {
            window.press(&[], if direction == "rtl" { LEFT } else { RIGHT });
        }
        window.press(&[], BACKSPACE);
        saved(&format!("1. {second}\n   {first}\n2. {third}"));
        page_has(&window, "ol > li", 2);
        window.press(&[CONTROL], 'z');
        saved(&moved);
        // One that is put in between moves the others on, and runs as the text does though it has no letter.
        window.press(&[CONTROL], END);
        window.press(&[], UP);
        window.press(&[], UP);
        window.press(&[], END);
        window.press(&[], ENTER);
        window.type_text("4");
        saved(&format!("1. {second}\n2. 4\n3. {first}\n4. {third}"));
        runs(&window, direction);
    }
}
