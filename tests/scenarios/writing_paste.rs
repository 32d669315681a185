//! HTML from the clipboard: the shapes that programs put there become Markdown as an author would write it.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tests::AppTest;

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/paste").join(name)
}

fn paste(app: &AppTest, html: &str) -> Value {
    app.ok("paste_html", json!({ "html": html }))
}

/// Compares with the Markdown that stands beside a fixture; `GALLEY_GOLDEN=write` writes it anew.
fn as_expected(name: &str) -> Value {
    let app = AppTest::empty();
    let html = std::fs::read_to_string(fixture(&format!("{name}.html"))).expect("a fixture");
    let pasted = paste(&app, &html);
    let markdown = format!("{}\n", pasted["markdown"].as_str().expect("Markdown"));
    let golden = fixture(&format!("{name}.md"));
    if std::env::var_os("GALLEY_GOLDEN").is_some_and(|wish| wish == "write") {
        std::fs::write(&golden, &markdown).expect("written");
    }
    let expected = std::fs::read_to_string(&golden).expect("the Markdown expected");
    assert_eq!(markdown, expected, "{name}");
    pasted
}

#[test]
fn a_document_of_word_becomes_markdown() {
    let pasted = as_expected("word");
    assert!(
        pasted["problems"].to_string().contains("did not come along"),
        "its picture is a file elsewhere: {pasted}"
    );
}

#[test]
fn a_document_of_google_docs_becomes_markdown() {
    let pasted = as_expected("google-docs");
    assert_eq!(pasted["remotePictures"], json!(["https://lh7-rt.example.org/docsz/lamp"]));
}

#[test]
fn a_document_of_libreoffice_becomes_markdown() {
    let _ = as_expected("libreoffice");
}

#[test]
fn a_mail_becomes_markdown_without_what_counts_its_readers() {
    let pasted = as_expected("gmail");
    assert_eq!(pasted["remotePictures"], json!([]));
}

#[test]
fn a_web_page_becomes_markdown_and_nothing_of_it_runs() {
    let pasted = as_expected("web-page");
    assert_eq!(pasted["remotePictures"], json!(["https://example.org/lamp.jpg"]));
    for hostile in ["script", "onerror", "alert", "onclick", "style"] {
        assert!(!pasted["markdown"].to_string().contains(hostile), "{hostile}: {pasted}");
    }
}

#[test]
fn pictures_inside_what_is_pasted_become_media() {
    let app = AppTest::empty();
    let html = std::fs::read_to_string(fixture("data-pictures.html")).expect("a fixture");
    let pasted = paste(&app, &html);
    let markdown = pasted["markdown"].as_str().expect("Markdown");
    let name =
        markdown.split("![A dot](media/").nth(1).and_then(|rest| rest.split(')').next()).expect("a medium");
    let hash = name.strip_suffix(".png").expect("a PNG");
    assert_eq!(app.ok("medium_show", json!({ "hash": hash }))["width"], 1);
    assert_eq!(pasted["problems"].as_array().map(Vec::len), Some(1), "the broken one is told: {pasted}");
    assert!(
        markdown.contains("`<img src=\"data:image/png;base64,AAAA\">`"),
        "a text stays a text: {markdown}"
    );
}

#[test]
fn what_is_too_long_or_no_text_is_refused_with_a_word() {
    let app = AppTest::empty();
    let started = Instant::now();
    let long = app.err("paste_html", json!({ "html": "<p>word</p>".repeat(5_000_000) }));
    assert!(long.message.contains("too long"), "{}", long.message);
    let binary: String = (0..100_000_u32).filter_map(|it| char::from_u32(it % 256)).collect();
    let refused = app.err("paste_html", json!({ "html": binary }));
    assert!(refused.message.contains("no text"), "{}", refused.message);
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn broken_html_is_taken_as_far_as_it_goes() {
    let app = AppTest::empty();
    for (html, markdown) in [
        ("<p>one<b>two", "one**two**"),
        ("</div></p>text</b>", "text"),
        ("<table><tr><td>a<td>b", ""),
        ("<a href='x", ""),
        ("", ""),
    ] {
        let pasted = paste(&app, html);
        let found = pasted["markdown"].as_str().expect("Markdown");
        assert!(found.contains(markdown), "{html} became {found}");
    }
    let deep = "<div>".repeat(200_000) + "x";
    let started = Instant::now();
    let _ = app.call("paste_html", json!({ "html": deep }));
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}
