//! Articles and metadata that mean harm: nothing of them runs or loads, and what is harmless stays.

use serde_json::json;
use tests::{AppTest, page};

/// The fixture with every payload, its address filled in.
fn hostile_article() -> String {
    include_str!("../fixtures/hostile.md").replace("BEACON", "http://127.0.0.1:9")
}

#[test]
fn the_control_would_be_noticed() {
    let found = page::reaches_out(&markup::render_plain(&hostile_article()));
    assert!(found.len() > 40, "the payloads are not hostile enough: {found:#?}");
}

#[test]
fn nothing_of_a_hostile_article_reaches_out_of_page_fragment_or_preview() {
    let app = AppTest::empty();
    let article = app.new_article("Hostile", &hostile_article());
    for form in ["page", "fragment"] {
        let (html, _) = app.export(&article["id"], form);
        let found = page::reaches_out(&html);
        assert!(found.is_empty(), "{form}: {found:#?}");
        assert!(html.contains("still here at the end"), "{form}: the harmless rest is gone");
    }
    let opened = app.ok("draft_open", json!({ "id": article["id"] }));
    let preview = opened["page"]["html"].as_str().expect("html");
    let found = page::reaches_out(preview);
    assert!(found.is_empty(), "preview: {found:#?}");
}

#[test]
fn nothing_of_hostile_metadata_reaches_out() {
    let app = AppTest::empty();
    let break_out =
        "\"><script>alert(1)</script></script></title></style><img src=x onerror=alert(1)>'--><!--";
    let article = app.ok(
        "article_create",
        json!({ "body": "Text.", "origin": "window", "metadata": {
            "title": break_out, "subtitle": break_out, "authors": [break_out], "excerpt": break_out,
            "tags": [break_out], "section": break_out, "searchTitle": break_out, "searchDescription": break_out,
            "original": { "name": break_out, "url": "https://example.org/" }, "custom": { "x": break_out } } }),
    );
    let mut publication = app.ok("library_state", json!({}))["open"]["publication"].clone();
    for field in ["title", "tagline", "defaultAuthor"] {
        publication[field] = json!(break_out);
    }
    publication["links"] = json!([{ "label": break_out, "url": "https://example.org/" }]);
    let _ = app.ok("publication_save", json!({ "publication": publication }));
    for form in ["page", "fragment"] {
        let (html, _) = app.export(&article["id"], form);
        let found = page::reaches_out(&html);
        assert!(found.is_empty(), "{form}: {found:#?}");
        assert_eq!(html.matches("<script>").count(), 0, "{form}");
    }
    let (html, _) = app.export(&article["id"], "page");
    assert!(
        page::visible_text(&html).contains("<script>alert(1)</script>"),
        "the title is not shown as it is written"
    );
}

#[test]
fn addresses_that_run_code_do_not_get_into_a_page_by_metadata() {
    let app = AppTest::empty();
    for address in [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
    ] {
        for metadata in [
            json!({ "title": "x", "original": { "name": "Somebody", "url": address } }),
            json!({ "title": "x", "canonicalUrl": address }),
        ] {
            // Either it is turned away, or it does not become an address.
            let created = app.call("article_create", json!({ "metadata": metadata, "origin": "window" }));
            if let Ok(article) = created {
                let (html, _) = app.export(&article["id"], "page");
                for tag in page::tags(&html) {
                    let leads = tag.attribute("href").or(tag.attribute("content")).unwrap_or_default();
                    assert!(
                        !leads.contains("alert(1)") && !leads.contains("text/html,"),
                        "{metadata}: {tag:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn links_that_run_code_are_described_and_never_opened() {
    let app = AppTest::empty();
    for url in [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "JAVASCRIPT:x",
        "\u{1}javascript:x",
        "ssh://x",
    ] {
        let described = app.ok("link_describe", json!({ "url": url }));
        assert_eq!(described["allowed"], false, "{url:?}");
        let _ = app.err("link_open", json!({ "url": url }));
    }
    for url in ["https://example.org/a?b#c", "http://example.org", "mailto:desk@example.org"] {
        assert_eq!(app.ok("link_describe", json!({ "url": url }))["allowed"], true, "{url}");
        let _ = app.ok("link_open", json!({ "url": url }));
    }
    assert_eq!(app.desktop.requests().opened.len(), 3);
    let shown = app.ok("link_describe", json!({ "url": "https://аpple.com/" }))["shown"].clone();
    assert!(shown.as_str().is_some_and(|shown| shown.contains("xn--")), "{shown}");
}

#[test]
fn what_nests_without_end_is_rendered_in_time() {
    let app = AppTest::empty();
    for (text, name) in [
        ("<div>".repeat(50_000), "elements"),
        ("> ".repeat(5_000), "quotes"),
        ("[".repeat(50_000), "brackets"),
        ("*a ".repeat(20_000), "stars"),
        ("- ".repeat(2_000) + "x", "lists"),
    ] {
        let since = std::time::Instant::now();
        let article = app.new_article(name, &text);
        let (html, _) = app.export(&article["id"], "page");
        assert!(html.contains("</html>"));
        assert!(since.elapsed().as_secs() < 15, "{name} took {:?}", since.elapsed());
    }
}
