//! What is seen beside the text: the page in step with it at any length, on other devices and as others show it; the
//! sections and the way through them.

use std::fmt::Write as _;

use serde_json::{Value, json};
use tests::window::keys::{CONTROL, END, PAGE_DOWN, SHIFT};
use tests::window::{GalleyWindow, Setup};

use crate::Screen;

/// The numbers of the paragraphs that are seen in the editor and in the page.
fn seen(window: &GalleyWindow) -> (Vec<i64>, Vec<i64>) {
    let found = window.ask(
        "const numbers = (elements, top, bottom) => [...elements].flatMap((element) => {
           const box = element.getBoundingClientRect();
           const number = /number (\\d+)/.exec(element.textContent);
           return number && box.bottom > top && box.top < bottom ? [Number(number[1])] : [];
         });
         const scroller = document.querySelector('.editor .scroller').getBoundingClientRect();
         return [numbers(document.querySelectorAll('.cm-line'), scroller.top, scroller.bottom),
                 numbers(preview().querySelectorAll('p'), 0, preview().defaultView.innerHeight)]",
        &[],
    );
    let list = |value: &Value| value.as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
    (list(&found[0]), list(&found[1]))
}

/// Waits until both halves show a paragraph in common, near this one.
#[track_caller]
fn wait_until_both_show(window: &GalleyWindow, wanted: i64) {
    let since = std::time::Instant::now();
    loop {
        let (text, page) = seen(window);
        let near = |shown: &[i64]| shown.iter().any(|number| (number - wanted).abs() <= 30);
        if near(&text) && near(&page) && text.iter().any(|number| page.contains(number)) {
            return;
        }
        assert!(
            since.elapsed() < std::time::Duration::from_secs(10),
            "the text shows {text:?}, the page {page:?}, wanted {wanted}"
        );
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

#[test]
fn the_page_follows_the_text_in_a_text_as_long_as_a_book() {
    let screen = Screen::start();
    let setup = Setup::new();
    let long = (0..5_000).fold(String::new(), |mut text, number| {
        let _ = write!(
            text,
            "Paragraph number {number} of a text as long as a book, which nobody reads at once.\n\n"
        );
        text
    });
    setup.library_with(&[("Book", &long)]);
    let window = setup.open(&screen);
    window.open_article("Book");
    for share in [0.5, 0.98, 0.1] {
        // Heights that were guessed are measured as they come into view: then the author scrolls on.
        for _ in 0..3 {
            window.ask(
                "const scroller = document.querySelector('.editor .scroller');
                 scroller.scrollTop = arguments[0] * (scroller.scrollHeight - scroller.clientHeight)",
                &[json!(share)],
            );
            window.settle();
        }
        let middle = seen(&window).0;
        wait_until_both_show(&window, middle[middle.len() / 2]);
    }
}

#[test]
fn the_text_follows_the_page_and_a_click_leads_to_its_text_and_back() {
    let screen = Screen::start();
    let setup = Setup::new();
    let long = |words: &str| {
        (0..120).fold(String::new(), |mut text, number| {
            let _ = write!(text, "{words} number {number} of a long text.\n\n");
            text
        })
    };
    setup.library_with(&[("Long", &long("Paragraph")), ("بلند", &long("بند"))]);
    let window = setup.open(&screen);
    for title in ["Long", "بلند"] {
        window.open_article(title);
        window.settle();
        // The page has the keyboard, and is scrolled by it.
        window.ask("document.querySelector('[data-pane=preview]').focus()", &[]);
        window.press(&[], PAGE_DOWN);
        window.press(&[], PAGE_DOWN);
        window.press(&[], PAGE_DOWN);
        window.ask_until(
            "the text has followed",
            "return preview().scrollingElement.scrollTop > 300 && document.querySelector('.editor .scroller').scrollTop > 300",
            &[],
        );
        let middle = seen(&window).1;
        wait_until_both_show(&window, middle[middle.len() / 2]);
        // A place of the page leads to its line.
        window.click_in_preview("p:nth-of-type(40)");
        let line = window.ask_until(
            "the caret in the text",
            "const line = getSelection().anchorNode?.parentElement?.closest('.cm-line');
             return document.activeElement === named('textbox', 'Article text')[0] && /number \\d+/.exec(line?.textContent ?? '')?.[0]",
            &[],
        );
        // And the line leads to its place: it is marked and seen, wherever the page was.
        window.ask("preview().scrollingElement.scrollTop = 0", &[]);
        window.settle();
        window.press(&[], END);
        window.type_text(" here");
        window.ask_until(
            "its place in the page",
            "const here = preview().querySelector('[data-galley-here]');
             const box = here?.getBoundingClientRect();
             return here && here.textContent.includes(`${arguments[0]} of`) && here.textContent.endsWith(' here')
               && box.top >= 0 && box.bottom <= preview().defaultView.innerHeight",
            &[line],
        );
    }
}

#[test]
fn the_page_is_shown_as_on_other_devices_and_as_others_show_it() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Shown elsewhere", "A text of some words, which a search engine may show.")]);
    let window = setup.open(&screen);
    window.open_article("Shown elsewhere");
    window.run_command("Show page only");
    let choose = |item: &str| {
        window.click("button", "How the page is shown");
        window.click("menuitemradio,menuitemcheckbox,menuitem", item);
    };
    let width = "return document.querySelector('iframe[title=\"Preview\"]').getBoundingClientRect().width";
    for (device, widest) in [("Telephone", 392.0), ("Tablet", 770.0)] {
        choose(device);
        window.ask_until(device, &format!("{} <= {widest}", width), &[]);
    }
    choose("Desktop");
    window.ask_until("the whole width", &format!("{width} > 700"), &[]);
    let bright = "const [r, g, b] = preview().defaultView.getComputedStyle(preview().body).backgroundColor.match(/\\d+/g).map(Number); return r + g + b";
    choose("Dark");
    window.ask_until("a dark page", &format!("{bright} < 250"), &[]);
    choose("Light");
    window.ask_until("a light page", &format!("{bright} > 500"), &[]);
    for (kind, words) in
        [("As a search result", "which a search engine may show"), ("As a social card", "Shown elsewhere")]
    {
        choose(kind);
        window.ask_until(
            kind,
            "const other = document.querySelector('[data-pane=preview] .other'); return other && shown(other) && other.textContent.includes(arguments[0])",
            &[json!(words)],
        );
    }
    choose("As a page");
    window.ask_until("the page", "return shown(document.querySelector('iframe[title=\"Preview\"]'))", &[]);
}

#[test]
fn text_and_page_are_shown_side_by_side_or_alone() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Halves", "Words.")]);
    let window = setup.open(&screen);
    window.open_article("Halves");
    for (command, halves) in [
        ("Show text only", [true, false]),
        ("Show page only", [false, true]),
        ("Show text and page", [true, true]),
    ] {
        window.run_command(command);
        window.ask_until(
            command,
            "return ['editor', 'preview'].every((pane, index) => {
               const box = document.querySelector(`[data-pane=${pane}]`).getBoundingClientRect();
               return (box.width > 100 && box.height > 100) === arguments[0][index];
             })",
            &[json!(halves)],
        );
    }
}

#[test]
fn sections_are_dragged_in_the_outline_and_the_way_to_the_caret_is_shown() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Dragged", "## One\n\nFirst.\n\n### Below\n\nUnder it.\n\n## Two\n\nSecond.")]);
    let window = setup.open(&screen);
    window.open_article("Dragged");
    window.press(&[CONTROL, SHIFT], 'k');
    window.ask_until("the outline", "return ofRole('treeitem').length === 3", &[]);
    // A drag of the system's own cannot be driven: its events are what the outline lives on.
    window.ask(
        "const [one, , two] = ofRole('treeitem');
         const data = new DataTransfer();
         const send = (target, kind, at) => target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data, clientY: at }));
         send(two, 'dragstart', two.getBoundingClientRect().top + 2);
         send(one, 'dragover', one.getBoundingClientRect().top + 2);
         send(one, 'drop', one.getBoundingClientRect().top + 2);
         send(two, 'dragend', 0)",
        &[],
    );
    window.wait_for_status("Saved");
    window.ask_until(
        "the section before the first",
        "return ofRole('treeitem').map((item) => item.textContent.trim()).join() === 'Two,One,Below'",
        &[],
    );
    window.settle();
    assert_eq!(setup.body_of("Dragged"), "## Two\n\nSecond.\n\n## One\n\nFirst.\n\n### Below\n\nUnder it.");
    window.ask("named('textbox', 'Article text')[0].focus()", &[]);
    window.press(&[CONTROL], END);
    window.ask_until(
        "the sections around the caret",
        "return [...document.querySelectorAll('nav')].some((nav) => /^\\s*One\\s*Below\\s*$/.test(nav.textContent))",
        &[],
    );
    window.click("button,link", "One");
    window.ask_until(
        "the caret at the heading",
        "return getSelection().anchorNode?.parentElement?.closest('.cm-line')?.textContent === '## One'",
        &[],
    );
}

#[test]
fn the_smallest_window_shows_everything_without_scrolling_sideways() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Small", "## A heading\n\nA text of some words.")]);
    let window = setup.open(&screen);
    window.open_article("Small");
    // As large letters as twice the usual ones leave room for in the usual window.
    window.resize(720, 480);
    window.ask_until("the small window", "return innerWidth <= 760", &[]);
    window.settle();
    let within = "return [...document.querySelectorAll('button, input, textarea, [role=textbox], dialog')].filter(shown).filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && !element.closest('.narrow .navigation') && (box.left < -1 || box.right > innerWidth + 1);
      }).length === 0 && document.documentElement.scrollWidth <= innerWidth";
    window.ask_until("nothing beyond the edge", within, &[]);
    window.press(&[CONTROL], ',');
    window.wait_for("dialog", "Settings");
    window.ask_until("nothing of the settings beyond the edge", within, &[]);
}
