//! Addresses in the text, by the keyboard alone: films as cards, an address on selected words, plain text on request; in
//! a text from left to right and in one from right to left.

use serde_json::json;
use tests::window::keys::{CONTROL, DOWN, END, ENTER, HOME, SHIFT, UP};
use tests::window::{GalleyWindow, Setup};

use crate::Screen;

const FILM: &str = "https://www.youtube.com/watch?v=abc123";

/// Pastes into whatever has the keyboard.
pub fn paste(window: &GalleyWindow, plain: &str, html: &str) {
    let _ = window.ask(
        "const data = new DataTransfer();
         data.setData('text/plain', arguments[0]);
         if (arguments[1]) data.setData('text/html', arguments[1]);
         document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))",
        &[json!(plain), json!(html)],
    );
}

#[test]
fn the_address_of_a_film_is_a_card_in_text_and_page_and_is_written_in_again() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[
        ("Film", "Before."),
        ("فیلم", "پیش از آن مردم هر بامداد کنار رودخانه راه می‌رفتند و به آب نگاه می‌کردند."),
    ]);
    let window = setup.open(&screen);
    for (title, direction, text) in [
        ("Film", "ltr", "Before."),
        ("فیلم", "rtl", "پیش از آن مردم هر بامداد کنار رودخانه راه می‌رفتند و به آب نگاه می‌کردند."),
    ] {
        window.open_article(title);
        window.go_to_end_of_text();
        window.type_text("\n\n");
        window.type_text(FILM);
        // While it is being written it is an address.
        window.wait_for_preview("YouTube");
        assert_eq!(window.ask("return !document.querySelector('.md-card')", &[]), json!(true));
        window.press(&[], ENTER);
        window.press(&[], ENTER);
        window.type_text("z");
        window.ask_until(
            "a card",
            "const card = document.querySelector('.md-card');
             return card && card.textContent.includes('Video on') && card.textContent.includes('YouTube youtube.com/watch?v=abc123')
               && getComputedStyle(card.closest('.cm-line')).direction === arguments[0]",
            &[json!(direction)],
        );
        window.ask_until(
            "the same in the page",
            "return preview().querySelector('p.embed-video a[href] .embed-service')?.textContent === 'YouTube'",
            &[],
        );
        window.wait_for_body(&setup, title, &format!("{text}\n\n{FILM}\n\nz"));
        // The caret goes into it, and what stands there is seen.
        window.press(&[], UP);
        window.press(&[], UP);
        window.ask_until(
            "the address",
            "return !document.querySelector('.md-card') && getSelection().anchorNode?.parentElement?.closest('.cm-line')?.textContent === arguments[0]",
            &[json!(FILM)],
        );
        // The address may be broken into two lines: the end of the first, then that of both.
        window.press(&[], END);
        window.press(&[], END);
        window.type_text("&t=9");
        window.press(&[], DOWN);
        window.press(&[], DOWN);
        window.ask_until(
            "the card of the new address",
            "return document.querySelector('.md-card')?.textContent.includes('v=abc123&t=9')",
            &[],
        );
        window.wait_for_body(&setup, title, &format!("{text}\n\n{FILM}&t=9\n\nz"));
    }
}

#[test]
fn an_address_pasted_on_words_makes_them_a_link() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Words", "See the harbour"), ("واژه‌ها", "بندر را ببینید")]);
    let window = setup.open(&screen);
    for (title, wanted) in [
        ("Words", "[See the harbour](https://example.org/harbour)"),
        ("واژه‌ها", "[بندر را ببینید](https://example.org/harbour)"),
    ] {
        window.open_article(title);
        window.go_to_end_of_text();
        window.press(&[CONTROL, SHIFT], HOME);
        paste(&window, "https://example.org/harbour", "");
        window.wait_for_body(&setup, title, wanted);
        window.ask_until(
            "a link in the page",
            "return [...preview().querySelectorAll('article a')].some((link) => link.textContent.includes(arguments[0]))",
            &[json!(wanted[1..].split(']').next())],
        );
    }
}

#[test]
fn what_was_copied_with_its_look_is_pasted_as_markdown_or_as_plain_text() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[
        ("Source", "one **bold** word"),
        ("Look", ""),
        ("سرچشمه", "یک واژهٔ **پررنگ** است"),
        ("قالب", ""),
    ]);
    let window = setup.open(&screen);
    for (source, title, word) in [("Source", "Look", "bold"), ("سرچشمه", "قالب", "پررنگ")] {
        window.open_article(source);
        // Through the system's clipboard, as from any other program.
        window.run_command("Copy the article as rich text");
        window.wait_for_words("on the clipboard as rich text");
        window.open_article(title);
        window.click("textbox", "Article text");
        window.press(&[CONTROL], 'v');
        let body = |wanted: bool| {
            let since = std::time::Instant::now();
            loop {
                window.wait_for_status("Saved");
                let body = setup.body_of(title);
                let marked = body.contains(&format!("**{word}**"));
                if marked == wanted && body.contains(word) {
                    return;
                }
                assert!(since.elapsed() < std::time::Duration::from_secs(8), "{wanted}: {body}");
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
        };
        body(true);
        window.press(&[CONTROL], 'z');
        window.wait_for_body(&setup, title, "");
        window.press(&[CONTROL, SHIFT], 'v');
        body(false);
    }
}
