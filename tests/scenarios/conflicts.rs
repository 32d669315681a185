//! A save that is based on a version that is not the last: both texts stay.

use contract::ErrorCode;
use serde_json::json;
use tests::AppTest;

#[test]
fn a_save_on_a_stale_version_is_refused_and_both_texts_are_kept() {
    let app = AppTest::empty();
    let article = app.new_article("Contested", "The first.");
    let id = &article["id"];
    let _ = app.ok(
        "article_save",
        json!({ "id": id, "baseVersion": 1, "body": "The second.", "origin": "command_line" }),
    );
    let error = app
        .err("article_save", json!({ "id": id, "baseVersion": 1, "body": "The third.", "origin": "window" }));
    assert_eq!(error.code, ErrorCode::Conflict);
    assert_eq!(app.show(id)["body"], "The second.");
    let revisions = app.ok("revision_list", json!({ "id": id }));
    let turned_away =
        revisions.as_array().expect("a list").iter().find(|revision| revision["cause"] == "conflict");
    let turned_away = turned_away.expect("the text that was turned away is a revision");
    let revision = app.ok("revision_show", json!({ "revision": turned_away["revision"] }));
    assert_eq!(revision["body"], "The third.");
}

#[test]
fn a_draft_that_was_overtaken_keeps_both_texts_and_can_go_on() {
    let app = AppTest::empty();
    let article = app.new_article("Contested", "Start.");
    let id = &article["id"];
    let _ = app.ok("draft_open", json!({ "id": id }));
    let _ = app.ok(
        "draft_edit",
        json!({ "id": id, "number": 1, "changes": [{ "from": 6, "to": 6, "insert": " Typed." }] }),
    );
    let _ = app.ok(
        "article_save",
        json!({ "id": id, "baseVersion": 1, "body": "From outside.", "origin": "command_line" }),
    );
    let error = app.err("draft_save", json!({ "id": id, "number": 1, "baseVersion": 1 }));
    assert_eq!(error.code, ErrorCode::Conflict);
    assert_eq!(app.show(id)["body"], "From outside.");
    // The author decides for the typed text: it goes on top of the newer version.
    let saved = app.ok("draft_save", json!({ "id": id, "number": 1, "baseVersion": 2 }));
    assert_eq!(saved["summary"]["version"], 3);
    assert_eq!(app.show(id)["body"], "Start. Typed.");
    let bodies: Vec<String> = app
        .ok("revision_list", json!({ "id": id }))
        .as_array()
        .expect("a list")
        .iter()
        .map(|summary| {
            app.ok("revision_show", json!({ "revision": summary["revision"] }))["body"].to_string()
        })
        .collect();
    assert!(bodies.iter().any(|body| body.contains("From outside.")), "the other text is gone: {bodies:?}");
}

#[test]
fn a_version_from_the_future_is_a_conflict_too() {
    let app = AppTest::empty();
    let article = app.new_article("Contested", "The first.");
    let error = app.err(
        "article_save",
        json!({ "id": article["id"], "baseVersion": 7, "body": "x", "origin": "window" }),
    );
    assert_eq!(error.code, ErrorCode::Conflict);
    assert_eq!(app.show(&article["id"])["body"], "The first.");
}

#[test]
fn an_older_revision_comes_back_and_what_it_replaces_is_kept() {
    let app = AppTest::empty();
    let article = app.new_article("Second thoughts", "The first thought.");
    let id = &article["id"];
    let _ = app.ok(
        "article_save",
        json!({ "id": id, "baseVersion": 1, "body": "The second thought.", "origin": "command_line" }),
    );
    let revisions = app.ok("revision_list", json!({ "id": id }));
    let first = revisions
        .as_array()
        .expect("a list")
        .iter()
        .find(|summary| {
            app.ok("revision_show", json!({ "revision": summary["revision"] }))["body"]
                == "The first thought."
        })
        .expect("the first text is a revision")
        .clone();
    let saved =
        app.ok("revision_restore", json!({ "id": id, "revision": first["revision"], "origin": "window" }));
    assert_eq!(saved["summary"]["version"], 3);
    assert_eq!(app.show(id)["body"], "The first thought.");
    let kept = app.ok("revision_list", json!({ "id": id }));
    let second_is_kept = kept.as_array().expect("a list").iter().any(|summary| {
        app.ok("revision_show", json!({ "revision": summary["revision"] }))["body"] == "The second thought."
    });
    assert!(second_is_kept, "{kept}");
}

#[test]
fn a_revision_of_another_article_is_not_brought_back() {
    let app = AppTest::empty();
    let one = app.new_article("One", "One.");
    let two = app.new_article("Two", "Two.");
    let of_one = app.ok("revision_list", json!({ "id": one["id"] }))[0]["revision"].clone();
    assert!(of_one.is_number(), "a new article has a revision");
    let _ = app.err("revision_restore", json!({ "id": two["id"], "revision": of_one, "origin": "window" }));
    assert_eq!(app.show(&two["id"])["body"], "Two.");
}

#[test]
fn another_status_for_the_open_article_is_no_conflict_with_its_text() {
    let app = AppTest::empty();
    let article = app.new_article("Open", "One.");
    let id = &article["id"];
    let opened = app.ok("draft_open", json!({ "id": id }));
    let _ = app.ok("article_set_status", json!({ "ids": [id], "status": "ready" }));
    let _ = app.ok(
        "draft_edit",
        json!({ "id": id, "number": 1, "changes": [{ "from": 0, "to": 0, "insert": "More. " }] }),
    );
    let version = opened["article"]["version"].clone();
    let _ = app.ok("draft_save", json!({ "id": id, "number": 1, "baseVersion": version }));
    let shown = app.show(id);
    assert_eq!((&shown["body"], &shown["status"]), (&json!("More. One."), &json!("ready")));
}
