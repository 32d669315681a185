//! What is live beside what is being written; the history and its comparisons; what can be undone.

use contract::ErrorCode;
use serde_json::{Value, json};
use tests::AppTest;

fn type_into(app: &AppTest, id: &Value, number: u32, at: usize, text: &str) {
    let changes = json!([{ "from": at, "to": at, "insert": text }]);
    let _ = app.ok("draft_edit", json!({ "id": id, "number": number, "changes": changes }));
}

#[test]
fn a_published_article_is_edited_compared_published_and_discarded() {
    let app = AppTest::empty();
    let article = app.new_article("The lamp", "It is old.\n");
    let id = &article["id"];
    assert_eq!(app.ok("article_live", json!({ "id": id })), Value::Null);
    let published = app.ok("article_publish", json!({ "ids": [id] }));
    assert_eq!(
        (&published["items"][0]["live"], &published["items"][0]["status"]),
        (&json!("same"), &json!("published"))
    );
    let _ = app.ok("draft_open", json!({ "id": id }));
    type_into(&app, id, 1, 6, "very ");
    // What was typed and not yet saved is put on disk before it is compared.
    let live = app.ok("article_live", json!({ "id": id }));
    let comparison =
        app.ok("revision_compare", json!({ "id": id, "from": live["revision"]["revision"], "to": null }));
    assert_eq!((&comparison["wordsAdded"], &comparison["wordsRemoved"]), (&json!(1), &json!(0)));
    assert_eq!(comparison["rows"][0]["kind"], "changed");
    let list = app.ok("article_list", json!({ "shelf": "all", "offset": 0, "limit": 9 }));
    assert_eq!(list["items"][0]["live"], "changed");
    assert_eq!(app.ok("article_live", json!({ "id": id }))["body"], "It is old.\n");

    let discarded = app.ok("article_discard", json!({ "id": id }));
    assert_eq!(discarded["summary"]["live"], "same");
    assert_eq!(app.show(id)["body"], "It is old.\n");
    assert_eq!(
        app.err("draft_save", json!({ "id": id, "number": 1, "baseVersion": 1 })).code,
        ErrorCode::OutOfStep
    );
    let done = app.ok("operation_list", json!({ "limit": 9 }));
    assert_eq!((&done[0]["kind"], &done[0]["label"]), (&json!("discard"), &json!("The lamp")));
    let undone = app.ok("operation_undo", json!({ "operation": done[0]["operation"] }));
    assert_eq!((&undone["articles"], &undone["left"]), (&json!([id]), &json!([])));
    assert_eq!(app.show(id)["body"], "It is very old.\n");
    let _ = app.ok("article_publish", json!({ "ids": [id] }));
    assert_eq!(app.ok("article_live", json!({ "id": id }))["body"], "It is very old.\n");
}

#[test]
fn the_history_says_what_caused_a_revision_and_how_many_words_came_and_went() {
    let app = AppTest::empty();
    let article = app.new_article("Words", "one two three\n");
    let id = &article["id"];
    let _ = app.ok(
        "article_save",
        json!({ "id": id, "baseVersion": 1, "body": "one 2 three four\n", "origin": "command_line" }),
    );
    let history = app.ok("revision_keep", json!({ "id": id, "name": "  Before   the edit " }));
    let newest = &history[0];
    assert_eq!((&newest["cause"], &newest["name"]), (&json!("kept"), &json!("Before the edit")));
    assert_eq!((&newest["wordsAdded"], &newest["wordsRemoved"]), (&json!(2), &json!(1)));
    assert_eq!(newest["origin"], "command_line");
    assert_eq!(app.err("revision_keep", json!({ "id": id, "name": " " })).code, ErrorCode::Invalid);
    let first = history.as_array().expect("a list").last().expect("a revision");
    let comparison =
        app.ok("revision_compare", json!({ "id": id, "from": first["revision"], "to": newest["revision"] }));
    let right: String = comparison["rows"][0]["to"]
        .as_array()
        .expect("runs")
        .iter()
        .map(|run| run["text"].as_str().expect("a text"))
        .collect();
    assert_eq!(right, "one 2 three four");
}

#[test]
fn a_comparison_tells_of_the_metadata_that_differ() {
    let app = AppTest::empty();
    let article = app.new_article("Old title", "x\n");
    let id = &article["id"];
    let mut metadata = article["metadata"].clone();
    metadata["title"] = json!("New title");
    metadata["tags"] = json!(["river", "شب"]);
    let save = json!({ "id": id, "baseVersion": 1, "metadata": metadata, "origin": "window" });
    let _ = app.ok("article_save", save);
    let history = app.ok("revision_list", json!({ "id": id }));
    let first = &history[0]["revision"];
    let comparison = app.ok("revision_compare", json!({ "id": id, "from": first, "to": null }));
    let fields = comparison["fields"].as_array().expect("fields");
    let field = |name: &str| fields.iter().find(|field| field["field"] == name).expect("it differs");
    assert_eq!((&field("title")["from"], &field("title")["to"]), (&json!("Old title"), &json!("New title")));
    assert_eq!(field("tags")["to"], "river, شب");
    assert_eq!(fields.len(), 2);
    let other = app.new_article("Other", "y\n");
    let error = app.err("revision_compare", json!({ "id": other["id"], "from": first, "to": null }));
    assert_eq!(error.code, ErrorCode::NotFound);
}

#[test]
fn restoring_is_undone_as_it_was_done() {
    let app = AppTest::empty();
    let article = app.new_article("Restored", "first\n");
    let id = &article["id"];
    let save = json!({ "id": id, "baseVersion": 1, "body": "second\n", "origin": "window" });
    let _ = app.ok("article_save", save);
    let history = app.ok("revision_list", json!({ "id": id }));
    let first = history.as_array().expect("a list").last().expect("one")["revision"].clone();
    let _ = app.ok("revision_restore", json!({ "id": id, "revision": first, "origin": "window" }));
    assert_eq!(app.show(id)["body"], "first\n");
    let operation = app.ok("operation_list", json!({ "limit": 1 }))[0]["operation"].clone();
    let _ = app.ok("operation_undo", json!({ "operation": operation }));
    assert_eq!(app.show(id)["body"], "second\n");
}

/// What an export of one article wrote.
fn exported(app: &AppTest, id: &Value, form: &str, version: Option<&str>) -> String {
    let path = app.library().with_file_name(format!("{}.{form}", version.unwrap_or("default")));
    let mut request = json!({ "id": id, "form": form, "target": app.token(&path) });
    if let Some(version) = version {
        request["version"] = json!(version);
    }
    let _ = app.ok("export_article", request);
    std::fs::read_to_string(&path).expect("it was written")
}

#[test]
fn an_article_goes_out_as_the_working_copy_or_as_what_is_live() {
    let app = AppTest::empty();
    let article = app.new_article("The lamp", "It is old.\n");
    let id = &article["id"];
    let refused = app.err("export_copy", json!({ "id": id, "form": "html_source", "version": "published" }));
    assert!(refused.message.contains("“The lamp” is not published"), "{}", refused.message);
    let _ = app.ok("article_publish", json!({ "ids": [id] }));
    let mut metadata = article["metadata"].clone();
    metadata["title"] = json!("The lantern");
    let save = json!({ "id": id, "baseVersion": 2, "body": "It is new.\n", "metadata": metadata, "origin": "window" });
    let _ = app.ok("article_save", save);
    for form in ["page", "fragment", "markdown"] {
        for (version, text, other) in [
            (None, "It is new.", "It is old."),
            (Some("working"), "It is new.", "It is old."),
            (Some("published"), "It is old.", "It is new."),
        ] {
            let out = exported(&app, id, form, version);
            assert!(out.contains(text) && !out.contains(other), "{form}, {version:?}: {out}");
            let title = if version == Some("published") { "The lamp" } else { "The lantern" };
            assert!(form == "fragment" || out.contains(title), "{form}, {version:?}: {out}");
        }
    }
    let draft = app.new_article("A draft", "Not out.\n");
    let folder = app.library().with_file_name("several");
    let several = json!({
        "ids": [id, draft["id"]], "form": "page", "version": "published", "target": app.token(&folder),
    });
    let report = app.ok("export_articles", several);
    assert_eq!(report["files"].as_array().expect("files").len(), 1);
    assert_eq!(report["problems"][0]["article"], draft["id"]);
    assert_eq!(report["problems"][0]["title"], "A draft");
    let all = json!({ "ids": [], "form": "markdown", "version": "published", "target": app.token(&folder) });
    assert_eq!(app.ok("export_articles", all)["problems"], json!([]));
}

#[test]
fn the_page_of_what_is_live_is_made_by_what_makes_the_preview() {
    let app = AppTest::empty();
    let article = app.new_article("The lamp", "It is *old*.\n\nAnd bright.\n");
    let id = &article["id"];
    assert_eq!(app.ok("article_live_page", json!({ "id": id })), Value::Null);
    let _ = app.ok("article_publish", json!({ "ids": [id] }));
    let of_live = app.ok("article_live_page", json!({ "id": id }));
    let opened = app.ok("draft_open", json!({ "id": id }));
    let body = |page: &Value| {
        let html = page["html"].as_str().expect("a page");
        let from = html.find("<!--galley:body-->").expect("a body");
        html[from..html.find("<!--/galley:body-->").expect("its end")].to_owned()
    };
    assert_eq!(body(&of_live), body(&opened["page"]));
    type_into(&app, id, 1, 6, "very ");
    let html = app.ok("article_live_page", json!({ "id": id }))["html"].clone();
    assert!(html.as_str().expect("a page").contains("It is <em>old</em>."), "{html}");
}

#[test]
fn an_export_of_several_tells_how_far_it_is_and_what_it_wrote_before_it_was_stopped_stays() {
    let app = AppTest::empty();
    for number in 0..60 {
        let _ = app.new_article(&format!("Number {number}"), "A text.\n");
    }
    let folder = app.library().with_file_name("stopped");
    let request = json!({ "ids": [], "form": "markdown", "target": app.token(&folder) });
    let outcome = std::thread::scope(|scope| {
        let export = scope.spawn(|| app.call("export_articles", request.clone()));
        // It is stopped when it has begun to write.
        while !export.is_finished() {
            if std::fs::read_dir(&folder).is_ok_and(|entries| entries.count() > 3) {
                let _ = app.ok("export_cancel", json!({}));
            }
        }
        export.join().expect("no panic")
    });
    let report = outcome.expect("what was written stays");
    let written = report["files"].as_array().expect("files");
    assert_eq!(report["stopped"], true);
    assert!((1..60).contains(&written.len()), "{} files", written.len());
    for file in written {
        let text = std::fs::read_to_string(file["path"].as_str().expect("a path")).expect("it is there");
        assert!(text.contains("A text."), "{text}");
    }
    // The next one replaces them without asking, and is whole.
    let report = app.ok("export_articles", request);
    assert_eq!(
        (report["stopped"].clone(), report["files"].as_array().map(Vec::len)),
        (json!(false), Some(60))
    );

    // Before anything is written, and for an archive, which is whole or not there, nothing is left of it.
    let archive = app.library().with_file_name("all.zip");
    let request = json!({ "ids": [], "form": "markdown", "target": app.token(&archive) });
    let outcome = std::thread::scope(|scope| {
        let export = scope.spawn(|| app.call("export_articles", request));
        while !export.is_finished() {
            let _ = app.ok("export_cancel", json!({}));
        }
        export.join().expect("no panic")
    });
    assert_eq!(outcome.expect_err("it was stopped").reason, Some(contract::Reason::Stopped));
    assert!(!archive.exists());
}
