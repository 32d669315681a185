//! What the library says about its publication.

use contract::ErrorCode;
use serde_json::json;
use tests::{AppTest, page};

#[test]
fn the_settings_come_back_as_they_were_given_and_stand_on_the_pages() {
    let app = AppTest::empty();
    let before = app.ok("library_state", json!({}))["open"]["publication"].clone();
    let mut wanted = before.clone();
    wanted["title"] = json!("The Evening Page");
    wanted["tagline"] = json!("Read slowly");
    wanted["baseUrl"] = json!("https://example.org/evening/");
    wanted["language"] = json!("en");
    wanted["defaultAuthor"] = json!("The Night Desk");
    wanted["links"] = json!([{ "label": "Our channel", "url": "https://example.com/channel" }]);
    wanted["smartPunctuation"] = json!(true);
    let saved = app.ok("publication_save", json!({ "publication": wanted }));
    assert_eq!(saved["version"].as_i64(), before["version"].as_i64().map(|version| version + 1));
    let again = AppTest::on(app.library());
    assert_eq!(again.ok("library_state", json!({}))["open"]["publication"], saved);

    let article = app.new_article("Names", "It's \"here\".");
    let (html, _) = app.export(&article["id"], "page");
    let text = page::visible_text(&html);
    for words in ["The Evening Page", "The Night Desk", "Our channel", "It’s “here”."] {
        assert!(text.contains(words), "“{words}” is missing in: {text}");
    }
    assert!(html.contains("https://example.org/evening/"), "the base address is not in the page");
}

#[test]
fn a_change_on_a_stale_version_is_refused() {
    let app = AppTest::empty();
    let mut publication = app.ok("library_state", json!({}))["open"]["publication"].clone();
    publication["title"] = json!("One");
    let _ = app.ok("publication_save", json!({ "publication": publication }));
    publication["title"] = json!("Two");
    assert_eq!(app.err("publication_save", json!({ "publication": publication })).code, ErrorCode::Conflict);
    assert_eq!(app.ok("library_state", json!({}))["open"]["publication"]["title"], "One");
}

#[test]
fn links_and_addresses_that_run_code_are_turned_away() {
    let app = AppTest::empty();
    let publication = app.ok("library_state", json!({}))["open"]["publication"].clone();
    for (field, value) in [
        ("baseUrl", json!("javascript:alert(1)")),
        ("links", json!([{ "label": "x", "url": "javascript:alert(1)" }])),
        ("language", json!("???")),
        ("theme", json!("../../elsewhere")),
    ] {
        let mut wrong = publication.clone();
        wrong[field] = value;
        let error = app.err("publication_save", json!({ "publication": wrong }));
        assert!(matches!(error.code, ErrorCode::Invalid | ErrorCode::NotFound), "{field}: {error:?}");
    }
}

#[test]
fn the_built_in_theme_is_among_those_that_can_be_chosen() {
    let app = AppTest::empty();
    let themes = app.ok("theme_list", json!({}));
    let used = app.ok("library_state", json!({}))["open"]["publication"]["theme"].clone();
    assert!(
        themes.as_array().expect("a list").iter().any(|theme| theme["name"] == used),
        "{used} is not in {themes}"
    );
}

#[test]
fn the_window_s_place_is_kept_in_the_library() {
    let app = AppTest::empty();
    let mut workspace = app.ok("workspace_load", json!({}));
    workspace["libraryWidth"] = json!(231.5);
    workspace["shelf"] = json!("ready");
    workspace["appearance"] = json!("dark");
    let _ = app.ok("workspace_save", workspace.clone());
    assert_eq!(AppTest::on(app.library()).ok("workspace_load", json!({})), workspace);
}
