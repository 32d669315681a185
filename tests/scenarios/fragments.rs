//! Fragments for each place they are pasted into: what it takes, and what is said where it cannot take something.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tests::page::{self, Tag};
use tests::program::temporary_folder;
use tests::{AppTest, pictures};

const TEXT: &str = "First[^1] with a [gallery] and *emphasis*.\n\n## Part\n\n### Deeper\n\n- one\n- two\n  - inner\n\n\
3. three\n4. four\n\n> Said by someone.\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n\n```rust\nfn a() {}\n```\n\n---\n\n\
<details><summary>More</summary>\n\nInside.\n\n</details>\n\n$$\nx = \\frac{1}{2}\n$$\n\n- [x] done\n\n\
PICTURE\n\n[elsewhere](https://example.org/?a=1&b=2)\n\n[^1]: A note.\n";

struct Exported {
    html: String,
    problems: Vec<String>,
    media: BTreeSet<String>,
}

fn library(base_url: &str) -> (AppTest, Value) {
    let app = AppTest::empty();
    let state = app.ok("library_state", json!({}));
    let mut publication = state["open"]["publication"].clone();
    publication["baseUrl"] = json!(base_url);
    let _ = app.ok("publication_save", json!({ "publication": publication }));
    let folder = temporary_folder();
    let file = folder.path().join("picture.png");
    std::fs::write(&file, pictures::png(1, 64, 48)).expect("written");
    let medium = app.ok("medium_add", json!({ "token": app.token(&file) }));
    let reference =
        format!("![A lamp](media/{} \"Its light\")", medium["fileName"].as_str().expect("a name"));
    let article = app.new_article("Fragment", &TEXT.replace("PICTURE", &reference));
    (app, article["id"].clone())
}

fn export(app: &AppTest, id: &Value, profile: &str, pictures: Option<&str>) -> Exported {
    let folder = temporary_folder();
    let path = folder.path().join("fragment.html");
    let mut request = json!({ "id": id, "form": "fragment", "target": app.token(&path), "profile": profile });
    if let Some(pictures) = pictures {
        request["pictures"] = json!(pictures);
    }
    let report = app.ok("export_article", request);
    let media = std::fs::read_dir(folder.path().join("media")).into_iter().flatten();
    Exported {
        html: std::fs::read_to_string(path).expect("the fragment"),
        problems: report["problems"]
            .as_array()
            .expect("problems")
            .iter()
            .map(|problem| problem["message"].as_str().unwrap_or_default().to_owned())
            .collect(),
        media: media.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect(),
    }
}

fn images(html: &str) -> Vec<Tag> {
    page::tags(html).into_iter().filter(|tag| tag.name == "img").collect()
}

const BASE: &str = "https://lantern.example/";

#[test]
fn plain_is_what_it_is_without_a_profile() {
    let (app, id) = library(BASE);
    assert_eq!(export(&app, &id, "plain", None).html, app.export(&id, "fragment").0);
}

#[test]
fn every_profile_carries_every_word() {
    let (app, id) = library(BASE);
    // The number of a footnote may stand with or without brackets, and as close to a word as it likes.
    let said = |html: &str| page::visible_text(html).replace(['[', ']', '↩', '\u{fe0e}'], "");
    let plain = said(&export(&app, &id, "plain", None).html);
    for profile in ["blogger", "wordpress", "wordpress_blocks", "email"] {
        let html = export(&app, &id, profile, None).html;
        let all: String = said(&html).split_whitespace().collect();
        let missing: Vec<_> = plain.split_whitespace().filter(|word| !all.contains(*word)).collect();
        assert!(missing.is_empty(), "{profile} lacks {missing:?}:\n{html}");
    }
}

#[test]
fn blocks_are_opened_closed_and_nested_as_the_grammar_says() {
    let (app, id) = library(BASE);
    let html = export(&app, &id, "wordpress_blocks", None).html;
    let mut open: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for comment in html.split("<!-- ").skip(1) {
        let comment = comment.split(" -->").next().expect("closed");
        if let Some(name) = comment.strip_prefix("/wp:") {
            assert_eq!(open.pop().as_deref(), Some(name), "{html}");
            continue;
        }
        let rest = comment.strip_prefix("wp:").unwrap_or_else(|| panic!("a comment of no block: {comment}"));
        let (name, attributes) = rest.split_once(' ').unwrap_or((rest, "{}"));
        let attributes: Value = serde_json::from_str(attributes).expect(attributes);
        assert!(attributes.is_object() && !comment.contains("--"), "{comment}");
        seen.insert(name.to_owned());
        open.push(name.to_owned());
    }
    assert!(open.is_empty(), "left open: {open:?}");
    for name in [
        "paragraph",
        "heading",
        "list",
        "list-item",
        "quote",
        "table",
        "code",
        "separator",
        "details",
        "image",
        "html",
    ] {
        assert!(seen.contains(name), "no {name} block in {seen:?}:\n{html}");
    }
    // What the editor itself writes, to the letter.
    for written in [
        "<!-- wp:heading -->\n<h2 class=\"wp-block-heading\" id=\"part\">Part</h2>\n<!-- /wp:heading -->",
        "<!-- wp:heading {\"level\":3} -->\n<h3 class=\"wp-block-heading\" id=\"deeper\">Deeper</h3>\n<!-- /wp:heading -->",
        "<!-- wp:separator -->\n<hr class=\"wp-block-separator has-alpha-channel-opacity\"/>\n<!-- /wp:separator -->",
        "<!-- wp:code {\"className\":\"language-rust\"} -->\n<pre class=\"wp-block-code language-rust\"><code>fn a() {}</code></pre>\n<!-- /wp:code -->",
        "<ul class=\"wp-block-list\"><!-- wp:list-item -->\n<li>one</li>\n<!-- /wp:list-item -->",
        "<!-- wp:list {\"ordered\":true,\"start\":3} -->\n<ol start=\"3\" class=\"wp-block-list\">",
    ] {
        assert!(html.contains(written), "{written}\nis not in\n{html}");
    }
    // Words between blocks would be lost in the editor.
    let between: String = html
        .split("<!-- /wp:")
        .skip(1)
        .filter_map(|rest| rest.split_once(" -->"))
        .map(|(_, rest)| rest.split('<').next().unwrap_or_default())
        .collect();
    assert!(between.trim().is_empty(), "{between}");
}

#[test]
fn no_word_runs_as_a_shortcode_of_wordpress() {
    let (app, id) = library(BASE);
    for profile in ["wordpress", "wordpress_blocks"] {
        let html = export(&app, &id, profile, None).html;
        assert!(html.contains("&#91;gallery&#93;") && !html.contains("[gallery"), "{profile}: {html}");
    }
}

#[test]
fn the_classic_editor_gets_one_block_a_line() {
    let (app, id) = library(BASE);
    let html = export(&app, &id, "wordpress", None).html;
    for block in html.trim_end().split("\n\n") {
        assert!(!block.contains('\n') || block.starts_with("<pre"), "a line break becomes a <br>: {block}");
    }
}

#[test]
fn mail_has_styles_on_its_elements_and_nothing_that_mail_programs_drop() {
    let (app, id) = library(BASE);
    let exported = export(&app, &id, "email", None);
    let tags = page::tags(&exported.html);
    for tag in &tags {
        assert!(tag.attribute("class").is_none() && tag.attribute("id").is_none(), "{tag:?}");
        assert!(
            !["details", "summary", "math", "figure", "figcaption", "input", "style"]
                .contains(&tag.name.as_str()),
            "{tag:?}"
        );
        if let Some(href) = tag.attribute("href") {
            assert!(href.starts_with("https://"), "{tag:?}");
        }
        if ["p", "h2", "h3", "img", "td", "blockquote"].contains(&tag.name.as_str()) {
            assert!(tag.attribute("style").is_some(), "{tag:?} has no style");
        }
    }
    assert!(
        images(&exported.html)
            .iter()
            .all(|image| image.attribute("src").is_some_and(|src| src.starts_with(BASE)))
    );
    for what in ["fold", "formulas"] {
        assert!(exported.problems.iter().any(|problem| problem.contains(what)), "{:?}", exported.problems);
    }
}

#[test]
fn notes_have_numbers_where_links_within_a_page_do_not_last() {
    let (app, id) = library(BASE);
    for profile in ["blogger", "email"] {
        let html = export(&app, &id, profile, None).html;
        assert!(html.contains("[1]") && !html.contains("href=\"#"), "{profile}: {html}");
    }
    assert!(export(&app, &id, "wordpress", None).html.contains("href=\"#fn-1\""));
}

#[test]
fn headings_are_lowered_as_the_place_wants_them() {
    let (app, id) = library(BASE);
    for (profile, first) in [("plain", "h2"), ("blogger", "h3"), ("wordpress", "h2"), ("email", "h2")] {
        let html = export(&app, &id, profile, None).html;
        let found = page::tags(&html)
            .into_iter()
            .find(|tag| tag.name.len() == 2 && tag.name.starts_with('h') && tag.name != "hr");
        assert_eq!(found.map(|tag| tag.name).as_deref(), Some(first), "{profile}");
    }
}

#[test]
fn pictures_are_where_they_were_asked_for() {
    let (app, id) = library(BASE);
    let source =
        |exported: &Exported| images(&exported.html)[0].attribute("src").expect("an address").to_owned();
    assert!(source(&export(&app, &id, "blogger", None)).starts_with("https://lantern.example/media/"));
    assert!(source(&export(&app, &id, "blogger", Some("data"))).starts_with("data:image/png;base64,"));
    let beside = export(&app, &id, "wordpress", Some("folder"));
    let name = source(&beside).strip_prefix("media/").expect("beside the file").to_owned();
    assert_eq!(beside.media, BTreeSet::from([name]));
}

#[test]
fn pictures_of_a_publication_without_an_address_are_inside_and_that_is_said() {
    let (app, id) = library("");
    let exported = export(&app, &id, "blogger", None);
    assert!(images(&exported.html)[0].attribute("src").is_some_and(|src| src.starts_with("data:")));
    assert!(exported.problems.iter().any(|problem| problem.contains("address")), "{:?}", exported.problems);
}

#[test]
fn nothing_hostile_passes_through_a_profile() {
    let (app, _) = library(BASE);
    let article = app.new_article("<script>alert(1)</script>", include_str!("../fixtures/hostile.md"));
    for profile in ["plain", "blogger", "wordpress", "wordpress_blocks", "email"] {
        let html = export(&app, &article["id"], profile, None).html;
        for tag in page::tags(&html) {
            assert!(
                !["script", "iframe", "object", "embed", "form", "meta", "link", "base"]
                    .contains(&tag.name.as_str()),
                "{profile}: {tag:?}"
            );
            for (name, value) in &tag.attributes {
                assert!(!name.starts_with("on"), "{profile}: {tag:?}");
                let value = value.trim().to_ascii_lowercase();
                assert!(
                    !value.starts_with("javascript:") && !value.contains("expression("),
                    "{profile}: {tag:?}"
                );
            }
        }
    }
}

#[test]
fn what_goes_out_is_looked_at_before_it_does_and_loads_nothing() {
    let (app, id) = library("https://example.org/");
    for (form, profile, shown) in [
        ("fragment", json!("plain"), "<em>emphasis</em>"),
        ("fragment", json!("wordpress_blocks"), "wp:"),
        ("markdown", Value::Null, "with a [gallery] and *emphasis*."),
    ] {
        let mut request = json!({ "id": id, "form": form });
        if !profile.is_null() {
            request["profile"] = profile;
        }
        let looked = app.ok("export_look", request);
        let html = looked["html"].as_str().expect("a page");
        assert!(html.contains(shown), "{form}: {html}");
        assert!(html.contains("Content-Security-Policy") && !html.contains("<script"), "{html}");
        let sources: Vec<String> =
            images(html).iter().filter_map(|image| image.attribute("src").map(str::to_owned)).collect();
        assert!(sources.iter().all(|source| source.starts_with("data:image/")), "{sources:?}");
        assert_eq!(sources.is_empty(), form == "markdown");
    }
    // What is said about it leads to its article and its line.
    let bare = app.new_article("Bare", "Words.\n\n![](https://example.org/x.png)\n");
    let looked = app.ok("export_look", json!({ "id": bare["id"], "form": "fragment" }));
    let problem = &looked["problems"][0];
    assert_eq!((&problem["article"], &problem["title"]), (&bare["id"], &json!("Bare")), "{looked}");
    assert_eq!(problem["line"], 3);
}
