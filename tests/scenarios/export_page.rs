//! Pages and fragments of real articles.

use std::collections::HashSet;

use serde_json::{Value, json};
use tests::{AppTest, page};

/// Every sample article with its page.
fn pages(app: &AppTest) -> Vec<(Value, String)> {
    let articles = app.list("all");
    assert!(articles.len() >= 6, "the sample library has {} articles", articles.len());
    articles
        .into_iter()
        .map(|article| {
            let html = app.export(&article["id"], "page").0;
            (article, html)
        })
        .collect()
}

fn count(html: &str, name: &str) -> usize {
    page::tags(html).iter().filter(|tag| tag.name == name).count()
}

#[test]
fn every_page_is_self_contained() {
    let app = AppTest::with_samples();
    for (article, html) in pages(&app) {
        let found = page::reaches_out(&html);
        assert!(found.is_empty(), "{}: {found:#?}", article["title"]);
        assert!(!html.contains("<!--galley") && !html.contains("<!--b-->"), "marks of the preview are left");
        assert!(!html.contains("data-l="), "lines of the preview are left");
        for tag in page::tags(&html) {
            let leads_out = tag.attributes.iter().find(|(_, value)| value.starts_with("media/"));
            assert!(leads_out.is_none(), "a picture of {} is not inside: {leads_out:?}", article["title"]);
        }
    }
}

#[test]
fn every_page_says_what_it_is() {
    let app = AppTest::with_samples();
    for (article, html) in pages(&app) {
        let title = article["title"].as_str().expect("a title");
        assert!(html.to_ascii_lowercase().starts_with("<!doctype html>"), "{title}");
        let tags = page::tags(&html);
        let root = tags.iter().find(|tag| tag.name == "html").expect("html");
        assert_eq!(root.attribute("lang"), article["language"].as_str(), "{title}");
        assert_eq!(root.attribute("dir"), article["direction"].as_str(), "{title}");
        for (name, exactly) in [("h1", 1), ("main", 1), ("title", 1)] {
            assert_eq!(count(&html, name), exactly, "{name} in {title}");
        }
        for name in ["article", "header", "footer"] {
            assert!(count(&html, name) > 0, "{title} has no {name}");
        }
        assert!(count(&html, "time") > 0 || article["publishedAt"].is_null(), "{title} has no time");
        let has_meta = |key: &str, value: &str| {
            tags.iter().any(|tag| {
                tag.name == "meta"
                    && tag.attribute(key) == Some(value)
                    && tag.attribute("content").is_some_and(|content| !content.is_empty())
            })
        };
        for name in ["description", "viewport"] {
            assert!(has_meta("name", name), "{title} has no meta {name}");
        }
        for property in ["og:title", "og:type", "og:description"] {
            assert!(has_meta("property", property), "{title} has no {property}");
        }
        let linked_data = html.split("<script type=\"application/ld+json\">").nth(1).expect("linked data");
        let linked_data: Value = serde_json::from_str(linked_data.split("</script>").next().expect("closed"))
            .expect("linked data is JSON");
        let text = linked_data.to_string();
        assert!(text.contains("Article") && linked_data.to_string().contains("author"), "{title}: {text}");
    }
}

#[test]
fn headings_have_ids_of_their_own_and_the_text_has_no_first_level() {
    let app = AppTest::with_samples();
    for (article, html) in pages(&app) {
        let mut ids = HashSet::new();
        for tag in page::tags(&html) {
            if let Some(id) = tag.attribute("id") {
                assert!(ids.insert(id.to_owned()), "{} twice in {}", id, article["title"]);
            }
        }
        for tag in page::tags(&html).iter().filter(|tag| tag.name == "a") {
            if let Some(target) = tag.attribute("href").and_then(|href| href.strip_prefix('#')) {
                assert!(ids.contains(target), "#{target} leads nowhere in {}", article["title"]);
            }
        }
    }
}

#[test]
fn the_id_of_a_heading_stays_when_another_heading_comes_before_it() {
    let app = AppTest::empty();
    let id_of_second = |text: &str| {
        let (html, _) = app.export(&app.new_article("Ids", text)["id"], "page");
        let tag = page::tags(&html).into_iter().rfind(|tag| tag.name == "h2").expect("a heading");
        tag.attribute("id").expect("an id").to_owned()
    };
    assert_eq!(id_of_second("## Second\n"), id_of_second("## First\n\n## Second\n"));
}

#[test]
fn two_exports_of_one_article_are_the_same_bytes() {
    let app = AppTest::with_samples();
    let other = AppTest::on(app.library());
    for article in app.list("all") {
        for form in ["page", "fragment"] {
            assert_eq!(
                app.export(&article["id"], form).0,
                other.export(&article["id"], form).0,
                "{}",
                article["title"]
            );
        }
    }
}

#[test]
fn the_preview_is_the_page() {
    let app = AppTest::with_samples();
    for (article, html) in pages(&app) {
        let opened = app.ok("draft_open", json!({ "id": article["id"] }));
        let preview = opened["page"]["html"].as_str().expect("html");
        assert_eq!(page::visible_text(preview), page::visible_text(&html), "{}", article["title"]);
    }
}

#[test]
fn a_fragment_is_clean_and_holds_the_article() {
    let app = AppTest::empty();
    let article = app.new_article(
        "Fragment",
        "Text with *emphasis*[^1].\n\n## Part\n\n- one\n- two\n\n| a |\n|---|\n| 1 |\n\n[^1]: A note.\n",
    );
    let (html, report) = app.export(&article["id"], "fragment");
    let names: HashSet<String> = page::tags(&html).into_iter().map(|tag| tag.name).collect();
    for absent in ["html", "head", "body", "style", "script", "link", "meta", "title"] {
        assert!(!names.contains(absent), "a fragment with <{absent}>:\n{html}");
    }
    for present in ["p", "em", "h2", "ul", "li", "table"] {
        assert!(names.contains(present), "no <{present}>:\n{html}");
    }
    assert!(!html.contains(" style=") && !html.contains("data-l="), "{html}");
    assert!(report["files"][0]["size"].as_u64().is_some_and(|size| size == html.len() as u64), "{report}");
}

#[test]
fn what_is_copied_is_the_fragment_as_text_and_as_source() {
    let app = AppTest::empty();
    let article = app.new_article("Copied", "A **bold** word.");
    let _ = app.ok("export_copy", json!({ "id": article["id"], "form": "rich_text" }));
    let _ = app.ok("export_copy", json!({ "id": article["id"], "form": "html_source" }));
    let requests = app.desktop.requests();
    let (html, plain) = requests.copied_html.first().expect("formatted text was copied");
    assert!(html.contains("<strong>bold</strong>"), "{html}");
    assert!(plain.contains("A bold word.") && !plain.contains('<'), "{plain}");
    assert!(requests.copied_text[0].contains("<strong>bold</strong>"));
}

#[test]
fn an_export_goes_where_the_author_picked_and_nowhere_else() {
    let app = AppTest::empty();
    let article = app.new_article("Where to", "x");
    let folder = tests::program::temporary_folder();
    let target = folder.path().join("chosen.html");
    app.desktop.requests().save_to = Some(target.clone());
    let picked = app.ok("export_pick_target", json!({ "id": article["id"], "form": "page" }));
    assert_eq!(app.desktop.requests().suggested, ["where-to.html"]);
    let report =
        app.ok("export_article", json!({ "id": article["id"], "form": "page", "target": picked["token"] }));
    assert_eq!(report["files"][0]["path"], target.to_string_lossy().as_ref());
    assert_eq!(std::fs::read_dir(folder.path()).expect("listed").count(), 1, "a file too many");
    let _ = app.err(
        "export_article",
        json!({ "id": article["id"], "form": "page", "target": "/tmp/elsewhere.html" }),
    );
    app.desktop.requests().save_to = None;
    let cancelled = app.ok("export_pick_target", json!({ "id": article["id"], "form": "page" }));
    assert!(cancelled.is_null());
}

#[test]
fn an_export_that_cannot_be_written_says_so_and_leaves_the_old_file() {
    let app = AppTest::empty();
    let article = app.new_article("No way", "x");
    let folder = tests::program::temporary_folder();
    let file = folder.path().join("file");
    std::fs::write(&file, "x").expect("written");
    let token = app.token(&file.join("below.html"));
    let _ = app.err("export_article", json!({ "id": article["id"], "form": "page", "target": token }));
    let taken = folder.path().join("folder.html");
    std::fs::create_dir(&taken).expect("made");
    let _ = app
        .err("export_article", json!({ "id": article["id"], "form": "page", "target": app.token(&taken) }));
    assert_eq!(std::fs::read_dir(folder.path()).expect("listed").count(), 2, "something was left behind");
}

#[test]
fn problems_of_an_article_are_listed_with_their_lines() {
    let app = AppTest::empty();
    let article = app.new_article(
        "Problems",
        &format!("One.\n\n![](media/{}.png)\n\n![remote](https://example.org/a.jpg)\n", "ab".repeat(32)),
    );
    let (html, report) = app.export(&article["id"], "page");
    let problems = report["problems"].as_array().expect("problems");
    assert!(problems.iter().any(|problem| problem["line"] == 3), "{problems:?}");
    assert!(page::reaches_out(&html).is_empty(), "{:?}", page::reaches_out(&html));
}

#[test]
fn mathematics_code_and_footnotes_need_no_script() {
    let app = AppTest::empty();
    let article =
        app.new_article("Rich", "Area $a^2$.[^n]\n\n```rust\nfn main() { let x = 1; }\n```\n\n[^n]: Note.\n");
    let (html, _) = app.export(&article["id"], "page");
    let tags = page::tags(&html);
    assert!(tags.iter().any(|tag| tag.name == "math"), "no MathML");
    assert!(
        tags.iter().any(|tag| tag.name == "span" && tag.attribute("class").is_some()),
        "code is not highlighted"
    );
    let back = tags
        .iter()
        .filter(|tag| tag.name == "a")
        .filter(|tag| tag.attribute("href").is_some_and(|href| href.starts_with("#fnref")));
    assert_eq!(back.count(), 1, "a footnote leads back once");
}
