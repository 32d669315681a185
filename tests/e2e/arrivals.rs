//! Pictures that are pasted: a large one with its progress and a way to give it up, one that is too large, and none of
//! them at the price of the text.

use serde_json::json;
use tests::window::keys::{CONTROL, END};
use tests::window::{GalleyWindow, Setup};

use crate::Screen;

/// Pastes a picture of so many bytes, whose head says it is so wide and high.
fn paste_picture(window: &GalleyWindow, bytes: u32, width: u32, height: u32) {
    let head: Vec<u8> = tests::pictures::png(5, 8, 8);
    let _ = window.ask(
        "const [head, bytes, width, height] = arguments;
         const content = new Uint8Array(Math.max(bytes, head.length));
         content.set(head);
         const view = new DataView(content.buffer);
         view.setUint32(16, width);
         view.setUint32(20, height);
         // The sum of the head says that nobody has altered it (PNG, section 5.5).
         let sum = 0xffffffff;
         for (let at = 12; at < 29; at += 1) {
           sum ^= content[at];
           for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
         }
         view.setUint32(29, ~sum >>> 0);
         const data = new DataTransfer();
         data.items.add(new File([content], 'roof.png', { type: 'image/png' }));
         document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))",
        &[json!(head), json!(bytes), json!(width), json!(height)],
    );
}

fn media(setup: &Setup) -> usize {
    std::fs::read_dir(setup.library().join("media")).map_or(0, |folder| folder.count())
}

#[test]
fn a_large_picture_shows_how_far_it_is_and_is_given_up_or_taken() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Roof", "Start.")]);
    let window = setup.open(&screen);
    window.open_article("Roof");
    window.go_to_end_of_text();
    paste_picture(&window, 60_000_000, 8, 8);
    window.ask_until(
        "how far it is",
        "const bar = named('group', 'Adding roof.png')[0]?.querySelector('progress'); return bar && bar.value > 0 && bar.value < 1",
        &[],
    );
    // Writing goes on meanwhile.
    window.type_text(" More.");
    window.wait_for_preview("Start. More.");
    window.run_command("Stop adding pictures");
    window.ask_until(
        "nothing is coming",
        "return named('group', 'Adding roof.png').length === 0 && !document.querySelector('.md-coming')",
        &[],
    );
    window.settle();
    window.wait_for_status("Saved");
    assert_eq!(setup.body_of("Roof"), "Start. More.");
    assert_eq!(media(&setup), 0);
    window.focus_on("textbox", "Article text");
    window.press(&[CONTROL], END);
    paste_picture(&window, 3_000_000, 8, 8);
    window.ask_until(
        "the picture in the page",
        "return preview().querySelectorAll('article img').length === 1",
        &[],
    );
    window.wait_for_status("Saved");
    window.settle();
    assert!(setup.body_of("Roof").contains("![](media/"), "{}", setup.body_of("Roof"));
    assert_eq!(media(&setup), 1);
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_with_a_word_in_the_language_of_the_window() {
    let screen = Screen::start();
    for (language, told) in [
        ("en", ["“roof.png” was not added", "200 million pixels", "20,000 × 10,001"]),
        ("fa", ["افزوده نشد", "۲۰۰ میلیون پیکسل", "۲۰٬۰۰۰ × ۱۰٬۰۰۱"]),
    ] {
        let setup = Setup::new();
        crate::dialogs::library_with_something_everywhere(&setup, language);
        let before = media(&setup);
        let window = setup.open_anything(&screen);
        window.ask_until(
            "the article of last time",
            "return document.getElementById('article-title')?.value === 'Tides' && !!document.querySelector('.cm-content')",
            &[],
        );
        window.ask_until(
            "the keyboard in the text",
            "const text = document.querySelector('.cm-content'); text.focus(); return document.activeElement === text",
            &[],
        );
        let text = setup.body_of("Tides");
        paste_picture(&window, 100, 20_000, 10_001);
        for words in told {
            window.wait_for_words(words);
        }
        window.settle();
        assert_eq!(setup.body_of("Tides"), text, "the text is as it was");
        assert_eq!(media(&setup), before);
    }
}
