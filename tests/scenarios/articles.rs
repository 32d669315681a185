//! Making, opening, saving, listing, duplicating, the trash.

use serde_json::json;
use tests::AppTest;

#[test]
fn a_new_article_is_a_draft_with_its_text_and_title() {
    let app = AppTest::empty();
    let article = app.new_article("A bridge at night", "The *lamp* is lit.\n");
    assert_eq!(article["status"], "draft");
    assert_eq!(article["version"], 1);
    assert_eq!(article["body"], "The *lamp* is lit.\n");
    assert_eq!(article["metadata"]["title"], "A bridge at night");
    assert_eq!(article["derived"]["slug"], "a-bridge-at-night");
    assert_eq!(app.show(&article["id"]), article);
}

#[test]
fn a_text_with_windows_or_old_mac_line_ends_is_kept_with_line_feeds() {
    let app = AppTest::empty();
    let article = app.new_article("Lines", "one\r\ntwo\rthree\nfour");
    assert_eq!(app.show(&article["id"])["body"], "one\ntwo\nthree\nfour");
}

#[test]
fn a_save_moves_the_version_and_changes_only_what_it_names() {
    let app = AppTest::empty();
    let article = app.new_article("Before", "One.");
    let saved = app.ok(
        "article_save",
        json!({ "id": article["id"], "baseVersion": 1, "body": "Two.", "origin": "window" }),
    );
    assert_eq!(saved["summary"]["version"], 2);
    let after = app.show(&article["id"]);
    assert_eq!(after["version"], 2);
    assert_eq!(after["body"], "Two.");
    assert_eq!(after["metadata"]["title"], "Before");
    let saved = app.ok(
        "article_save",
        json!({ "id": article["id"], "baseVersion": 2, "metadata": { "title": "After" }, "origin": "window" }),
    );
    assert_eq!(saved["summary"]["title"], "After");
    assert_eq!(app.show(&article["id"])["body"], "Two.");
}

#[test]
fn a_text_survives_a_new_start_to_the_last_byte() {
    let app = AppTest::empty();
    let body =
        "Tabs\tand  spaces  \n\n\u{feff}zero\u{200d}width, 🧭🏽, \u{202e}turned\u{202c}, nul-free.\n\n\n";
    let article = app.new_article("Bytes", body);
    let again = AppTest::on(app.library());
    assert_eq!(again.show(&article["id"])["body"], body);
}

#[test]
fn the_list_is_newest_first_and_can_be_read_in_parts() {
    let app = AppTest::empty();
    for number in 1..=7 {
        let _ = app.new_article(&format!("Number {number}"), "");
    }
    let titles = |offset: u32, limit: u32| -> Vec<String> {
        let page = app.ok("article_list", json!({ "shelf": "all", "offset": offset, "limit": limit }));
        assert_eq!(page["total"], 7);
        let items = page["items"].as_array().expect("a list");
        items.iter().map(|item| item["title"].as_str().expect("a title").to_owned()).collect()
    };
    assert_eq!(titles(0, 3), ["Number 7", "Number 6", "Number 5"]);
    assert_eq!(titles(3, 3), ["Number 4", "Number 3", "Number 2"]);
    assert_eq!(titles(6, 3), ["Number 1"]);
    assert!(titles(7, 3).is_empty());
    // Saving brings to the front.
    let oldest = app.list("all")[6].clone();
    let _ = app.ok(
        "article_save",
        json!({ "id": oldest["id"], "baseVersion": 1, "body": "now", "origin": "window" }),
    );
    assert_eq!(titles(0, 1), ["Number 1"]);
}

#[test]
fn shelves_hold_their_status_and_are_counted() {
    let app = AppTest::empty();
    let one = app.new_article("One", "");
    let two = app.new_article("Two", "");
    let moved = app.ok("article_set_status", json!({ "ids": [one["id"]], "status": "review" }));
    assert_eq!(moved[0]["status"], "review");
    assert_eq!(app.list("review").len(), 1);
    assert_eq!(app.list("draft").len(), 1);
    assert_eq!(app.list("draft")[0]["id"], two["id"]);
    assert_eq!(app.list("all").len(), 2);
    let counts = app.ok("library_state", json!({}))["open"]["counts"].clone();
    let count = |shelf: &str| {
        counts
            .as_array()
            .expect("counts")
            .iter()
            .find(|entry| entry["shelf"] == shelf)
            .map(|entry| entry["count"].clone())
    };
    assert_eq!(count("all"), Some(json!(2)));
    assert_eq!(count("review"), Some(json!(1)));
    assert_eq!(count("draft"), Some(json!(1)));
}

#[test]
fn a_tag_narrows_the_list() {
    let app = AppTest::empty();
    let _ = app.ok(
        "article_create",
        json!({ "metadata": { "title": "Tagged", "tags": ["rivers", "night"] }, "origin": "window" }),
    );
    let _ = app.new_article("Plain", "");
    let list = app.ok("article_list", json!({ "shelf": "all", "tag": "night", "offset": 0, "limit": 10 }));
    assert_eq!(list["total"], 1);
    assert_eq!(list["items"][0]["title"], "Tagged");
}

#[test]
fn a_copy_is_a_draft_with_an_address_of_its_own() {
    let app = AppTest::empty();
    let article = app.new_article("The original", "Text with `code`.");
    let _ = app.ok("article_set_status", json!({ "ids": [article["id"]], "status": "published" }));
    let copy = app.ok("article_duplicate", json!({ "id": article["id"] }));
    assert_ne!(copy["id"], article["id"]);
    assert_eq!(copy["status"], "draft");
    assert_eq!(copy["body"], "Text with `code`.");
    assert_ne!(copy["derived"]["slug"], article["derived"]["slug"]);
    assert!(copy["metadata"]["title"].as_str().is_some_and(|title| title.contains("The original")), "{copy}");
    assert_eq!(app.show(&article["id"])["status"], "published");
}

#[test]
fn the_trash_takes_and_gives_back() {
    let app = AppTest::empty();
    let article = app.new_article("Thrown away", "Kept all the same.");
    let trashed = app.ok("article_trash", json!({ "ids": [article["id"]] }));
    assert!(trashed[0]["trashedAt"].is_string());
    assert!(app.list("all").is_empty());
    assert_eq!(app.list("trash").len(), 1);
    let found = app.ok("article_search", json!({ "query": "thrown", "limit": 10 }));
    assert_eq!(found["hits"], json!([]), "the trash is not searched");
    let restored = app.ok("article_restore", json!({ "ids": [article["id"]] }));
    assert!(restored[0]["trashedAt"].is_null());
    assert_eq!(restored[0]["status"], "draft");
    assert_eq!(app.show(&article["id"])["body"], "Kept all the same.");
    assert!(app.list("trash").is_empty());
}

#[test]
fn an_unknown_id_is_said_to_be_unknown() {
    let app = AppTest::empty();
    let unknown = "01890a5d-ac96-774b-bcce-b302099a8057";
    for (name, arguments) in [
        ("article_show", json!({ "id": unknown })),
        ("article_save", json!({ "id": unknown, "baseVersion": 1, "body": "x", "origin": "window" })),
        ("article_duplicate", json!({ "id": unknown })),
        ("article_trash", json!({ "ids": [unknown] })),
        ("draft_open", json!({ "id": unknown })),
        ("revision_list", json!({ "id": unknown })),
    ] {
        assert_eq!(app.err(name, arguments).code, contract::ErrorCode::NotFound, "{name}");
    }
}

#[test]
fn a_list_of_ids_with_an_unknown_one_changes_nothing() {
    let app = AppTest::empty();
    let article = app.new_article("Stays", "");
    let unknown = "01890a5d-ac96-774b-bcce-b302099a8057";
    let _ = app.err("article_trash", json!({ "ids": [article["id"], unknown] }));
    assert_eq!(app.list("all").len(), 1, "half of it was done");
}

#[test]
fn arguments_that_do_not_fit_are_turned_away_with_words() {
    let app = AppTest::empty();
    for (name, arguments) in [
        ("article_show", json!({})),
        ("article_show", json!({ "id": 7 })),
        ("article_show", json!({ "id": "../../library.db" })),
        ("article_list", json!({ "shelf": "nowhere", "offset": 0, "limit": 1 })),
        ("article_list", json!({ "shelf": "all", "offset": -1, "limit": 1 })),
        ("article_drop_all", json!({})),
        ("article_show", json!(null)),
    ] {
        let error = app.err(name, arguments.clone());
        assert!(
            matches!(error.code, contract::ErrorCode::Invalid | contract::ErrorCode::NotFound),
            "{name} {arguments}: {error:?}"
        );
    }
}

#[test]
fn search_finds_words_in_titles_and_texts_of_any_script() {
    let app = AppTest::empty();
    let english = app.new_article("Harbour lights", "Pilots steer by the estuary beacon.");
    let persian = app.new_article("باغ‌های تهران", "در این شهر باغ‌های کهن هنوز سبزند.");
    for (query, expected) in
        [("harb", &english), ("estuary", &english), ("beacon pil", &english), ("تهران", &persian)]
    {
        let found = app.ok("article_search", json!({ "query": query, "limit": 10 }));
        assert_eq!(found["hits"][0]["article"]["id"], expected["id"], "{query}");
        assert_eq!(found["hits"].as_array().map(Vec::len), Some(1), "{query}");
    }
    let found = app.ok("article_search", json!({ "query": "estuary", "limit": 10 }));
    let runs = found["hits"][0]["excerpt"].as_array().expect("runs");
    assert!(runs.iter().any(|run| run["matched"] == true && run["text"] == "estuary"), "{runs:?}");
}

#[test]
fn whatever_is_typed_into_the_search_is_searched_and_never_an_error() {
    let app = AppTest::empty();
    let _ = app.new_article("Quotes", "a \"quoted\" word AND another");
    for query in [
        "\"", "'", "AND", "OR NOT", "*", "a*b", "(", "title:x", "NEAR(", "\u{0}", "-", "^", "{x}", "   ",
        "%", "\\",
    ] {
        let _ = app.ok("article_search", json!({ "query": query, "limit": 10 }));
    }
}
