//! What is put into a text from elsewhere: cells of a spreadsheet, and pictures that are picked or dropped, with what is
//! said about them; in a text from left to right and in one from right to left.

use serde_json::json;
use tests::pictures::png;
use tests::window::keys::{CONTROL, ENTER, ESCAPE, TAB};
use tests::window::{GalleyWindow, Setup, answer_open_dialog};

use crate::Screen;

#[test]
fn cells_of_a_spreadsheet_become_an_aligned_table() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Tides", "Before."), ("جزر و مد", "پیش از آن.")]);
    let window = setup.open(&screen);
    for (title, direction, before, cells, table) in [
        (
            "Tides",
            "ltr",
            "Before.",
            [["Tide", "Hour"], ["high", "6"], ["low|ebb", "12"]],
            "| Tide     | Hour |\n| -------- | ---: |\n| high     |    6 |\n| low\\|ebb |   12 |",
        ),
        (
            "جزر و مد",
            "rtl",
            "پیش از آن.",
            [["آب", "ساعت"], ["بالا", "۶"], ["پایین|فرو", "۱۲"]],
            "| آب         | ساعت |\n| ---------- | ---: |\n| بالا       |    ۶ |\n| پایین\\|فرو |   ۱۲ |",
        ),
    ] {
        window.open_article(title);
        window.go_to_end_of_text();
        // What a spreadsheet puts on the clipboard: the cells between tabs, and the same as HTML.
        let _ = window.ask(
            "const cells = arguments[0], data = new DataTransfer();
             data.setData('text/plain', cells.map((row) => row.join('\\t') + '\\r\\n').join(''));
             data.setData('text/html', '<table>' + cells.map((row) => '<tr>' + row.map((cell) => `<td>${cell}</td>`).join('') + '</tr>').join('') + '</table>');
             document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))",
            &[json!(cells)],
        );
        window.wait_for_body(&setup, title, &format!("{before}\n\n{table}"));
        window.ask_until(
            "a grid, with the keyboard in its first cell",
            "const grid = document.activeElement?.closest('[role=grid]');
             return grid?.dir === arguments[0] && document.activeElement.cellIndex === 0 && document.activeElement.parentElement.rowIndex === 0",
            &[json!(direction)],
        );
        window.ask_until(
            "the table in the page",
            "return preview().querySelectorAll('table th').length === 2 && preview().querySelectorAll('table td').length === 4
               && preview().defaultView.getComputedStyle(preview().querySelector('table')).direction === arguments[0]",
            &[json!(direction)],
        );
    }
}

/// The name of what has the keyboard, and what else is said of it.
fn here(window: &GalleyWindow) -> serde_json::Value {
    window.ask(
        "const one = document.activeElement, note = one.getAttribute('aria-describedby');
         return [nameOf(one), note ? document.getElementById(note)?.textContent : null]",
        &[],
    )
}

#[test]
fn a_picture_is_picked_described_made_narrower_and_made_the_lead_by_the_keyboard() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Roof", "Start."), ("بام", "آغاز.")]);
    let window = setup.open(&screen);
    for (title, start, alt, caption, seed) in [
        ("Roof", "Start.", "A red roof", "Seen from the tower", 1),
        ("بام", "آغاز.", "بامی سرخ", "از بالای برج", 2),
    ] {
        let file = setup.outside().join(format!("roof{seed}.png"));
        std::fs::write(&file, png(seed, 200, 120)).expect("written");
        window.open_article(title);
        window.write_at_end("\n\n/picture");
        window.ask_until(
            "the insert menu",
            "return ofRole('option').some((row) => nameOf(row).startsWith('Insert a picture'))",
            &[],
        );
        window.settle();
        window.press(&[], ENTER);
        answer_open_dialog(&screen, &file);
        window.wait_for_body_with(&setup, title, &format!("{start}\n\n![](media/"));
        window.wait_for("group", "Picture");
        // On from the text is what the picture shows: it is asked for.
        window.press(&[], TAB);
        assert_eq!(
            here(&window),
            json!(["Alternative text", "Say what the picture shows, for those who do not see it."]),
            "{title}"
        );
        window.type_text(alt);
        window.press(&[], TAB);
        window.wait_for_body_with(&setup, title, &format!("![{alt}](media/"));
        assert_eq!(here(&window), json!(["Caption", null]), "{title}");
        window.type_text(caption);
        window.press(&[], TAB);
        assert_eq!(here(&window)[0], json!("Width (pixels)"), "{title}");
        window.type_text("120");
        window.press(&[], TAB);
        assert_eq!(here(&window)[0], json!("Use as lead picture"), "{title}");
        window.press(&[], ENTER);
        window.wait_for_body_with(
            &setup,
            title,
            &format!("alt=\"{alt}\" width=\"120\">\n<figcaption>{caption}</figcaption>\n</figure>"),
        );
        window.ask_until(
            "the page shows it so",
            "const figure = [...preview().querySelectorAll('figure')].find((one) => one.querySelector('img')?.getAttribute('width') === '120');
             return figure?.querySelector('img').getBoundingClientRect().width === 120 && figure.querySelector('img').alt === arguments[0] && figure.querySelector('figcaption').textContent === arguments[1]",
            &[json!(alt), json!(caption)],
        );
        window.settle();
        window.wait_for_status("Saved");
        let lead = setup.article(title)["metadata"]["lead"].clone();
        assert_eq!(lead["alt"], json!(alt), "{lead}");
        assert_eq!(lead["caption"], json!(caption), "{lead}");
    }
}

#[test]
fn a_picture_in_a_sentence_gets_a_caption_and_the_keyboard_goes_on_to_the_next_field() {
    let screen = Screen::start();
    let setup = Setup::new();
    let _ = setup.galley().run(&["init"]).exits(0);
    std::fs::write(setup.outside().join("wave.png"), png(6, 60, 40)).expect("written");
    let texts =
        [("Sentence", "See", "there it comes.", "At noon"), ("جمله", "ببین", "که می‌آید.", "هنگام نیمروز")];
    for (title, before, after, _) in texts {
        let text = setup.outside().join("text.md");
        std::fs::write(&text, format!("{before} ![A wave](wave.png) {after}\n")).expect("written");
        let _ = setup.galley().run(&["new", "--title", title, "--file", &text.to_string_lossy()]).exits(0);
    }
    let window = setup.open(&screen);
    for (title, before, after, caption) in texts {
        window.open_article(title);
        window.go_to_end_of_text();
        window.press(&[CONTROL], 'f');
        window.ask_until(
            "the find bar",
            "return named('textbox', 'Find')[0] === document.activeElement",
            &[],
        );
        window.type_text("A wave");
        window.ask_until(
            "it is found",
            "return document.querySelector('.find-bar .count').textContent === '1'",
            &[],
        );
        window.press(&[], ENTER);
        window.press(&[], ESCAPE);
        window.wait_for("group", "Picture");
        window.press(&[], TAB);
        assert_eq!(here(&window), json!(["Alternative text", null]), "{title}");
        window.press(&[], TAB);
        window.type_text(caption);
        window.press(&[], TAB);
        window.wait_for_body_with(
            &setup,
            title,
            &format!("<figcaption>{caption}</figcaption>\n</figure>\n\n"),
        );
        assert_eq!(here(&window)[0], json!("Width (pixels)"), "{title}");
        let body = setup.body_of(title);
        assert!(body.starts_with(before) && body.ends_with(after), "{body}");
        window.press(&[], ENTER);
        window.ask_until(
            "Enter goes back to the text",
            "return document.activeElement === named('textbox', 'Article text')[0]",
            &[],
        );
    }
}

#[test]
fn a_dropped_file_goes_where_it_was_dropped_and_waits_for_what_it_shows() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Drop", "One.\n\nTwo.\n\nThree."), ("رها", "یک.\n\nدو.\n\nسه.")]);
    let window = setup.open(&screen);
    for (title, [first, second, third], alt, seed) in
        [("Drop", ["One.", "Two.", "Three."], "A wave", 3), ("رها", ["یک.", "دو.", "سه."], "موج", 4)]
    {
        window.open_article(title);
        window.go_to_end_of_text();
        // A drag of the system's own cannot be driven: its event is what the text lives on.
        let _ = window.ask(
            "const [content, words] = arguments, data = new DataTransfer();
             data.items.add(new File([new Uint8Array(content)], 'wave.png', { type: 'image/png' }));
             const line = [...document.querySelectorAll('.cm-line')].find((one) => one.textContent === words);
             const range = document.createRange(); range.selectNodeContents(line);
             const box = range.getBoundingClientRect();
             line.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data,
               clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 }))",
            &[json!(png(seed, 40, 30)), json!(second)],
        );
        window.wait_for_body_with(&setup, title, &format!("{first}\n\n{second}\n\n![](media/"));
        assert!(setup.body_of(title).ends_with(third), "{}", setup.body_of(title));
        // What it shows is written at once: the caret is where it goes.
        window.type_text(alt);
        window.wait_for_body_with(&setup, title, &format!("![{alt}](media/"));
        window.ask_until(
            "the page says it",
            "return preview().querySelector('article img, main img')?.alt === arguments[0]",
            &[json!(alt)],
        );
    }
}
