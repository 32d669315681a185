//! Export from the window.

use serde_json::json;
use tests::page;
use tests::window::Setup;
use tests::window::keys::{CONTROL, ESCAPE};

use crate::Screen;

/// The text of a document as readers have it, without what the browser does not show.
const TEXT: &str = "const copy = (DOCUMENT).body.cloneNode(true);
  copy.querySelectorAll('script,style,template').forEach((element) => element.remove());
  return copy.textContent.replace(/\\s+/g, ' ').trim()";

#[test]
fn the_exported_page_says_what_the_preview_says() {
    let screen = Screen::start();
    let setup = Setup::new();
    let window = setup.open(&screen);
    let browser = setup.plain_browser(&screen);
    for (number, title) in setup.titles_in_library().iter().take(3).enumerate() {
        window.open_article(title);
        window.write_at_end("\n\nLast words before the export.");
        window.wait_for_preview("Last words before the export.");
        let preview = window.ask(&TEXT.replace("DOCUMENT", "preview()"), &[]);
        let target = setup.outside().join(format!("page-{number}.html"));
        window.export_page(&screen, &target);
        let html = std::fs::read_to_string(&target).expect("exported");
        assert!(page::reaches_out(&html).is_empty(), "{:?}", page::reaches_out(&html));
        browser.goto(&format!("file://{}", target.display()));
        assert_eq!(browser.run(&TEXT.replace("DOCUMENT", "document"), &[]), preview, "{title}");
        assert!(preview.as_str().is_some_and(|text| text.contains("Last words before the export.")));
        let broken = browser.run("return [...document.images].filter((image) => image.complete && !image.naturalWidth).map((image) => image.alt)", &[]);
        assert_eq!(broken, json!([]), "{title}");
    }
}

#[test]
fn an_exported_page_fits_every_width() {
    let screen = Screen::start();
    let setup = Setup::new();
    let app = tests::AppTest::with_samples();
    let browser = setup.plain_browser(&screen);
    for article in app.list("all") {
        let path = setup.outside().join("width.html");
        std::fs::write(&path, app.export(&article["id"], "page").0).expect("written");
        browser.goto(&format!("file://{}", path.display()));
        for width in [360, 768, 1400] {
            // The window manager may not make a window as narrow as a telephone; a frame is.
            let wider = browser.run_async(
                "const [width, done] = [arguments[0], arguments[1]];
                 const frame = document.createElement('iframe');
                 frame.style.cssText = `position:fixed;inset:0 auto auto 0;width:${width}px;height:800px;border:0`;
                 frame.srcdoc = '<!doctype html>' + document.documentElement.outerHTML;
                 frame.onload = () => { const root = frame.contentDocument.documentElement;
                   const answer = root.scrollWidth > width ? `${root.scrollWidth} wide` : ''; frame.remove(); done(answer) };
                 document.body.append(frame)",
                &[json!(width)],
            );
            assert_eq!(wider, json!(""), "{} at {width}", article["title"]);
        }
    }
}

#[test]
fn a_cancelled_save_dialog_leaves_everything_as_it_was() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Cancelled", "x")]);
    let window = setup.open(&screen);
    window.open_article("Cancelled");
    window.click("button", "Export");
    window.click("button", "Save as…");
    assert_eq!(tests::window::cancel_dialog(&screen), "Export to");
    window.settle();
    assert_eq!(std::fs::read_dir(setup.outside()).expect("listed").count(), 0);
    window.press(&[], ESCAPE);
    window.write_at_end(" y");
    window.wait_for_status("Saved");
}

#[test]
fn a_copy_reaches_the_clipboard_as_html() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Copied", "A **bold** word."), ("Target", "")]);
    let window = setup.open(&screen);
    window.open_article("Copied");
    window.click("button", "Export");
    window.click("button", "Copy HTML");
    window.ask_until("it says so", "return document.body.innerText.includes('on the clipboard')", &[]);
    window.press(&[], ESCAPE);
    window.open_article("Target");
    window.go_to_end_of_text();
    window.press(&[CONTROL], 'v');
    window.ask_until(
        "it is pasted",
        "return named('textbox', 'Article text')[0].innerText.includes('<strong>bold</strong>')",
        &[],
    );
}
