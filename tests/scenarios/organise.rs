//! Order in the library: many articles at once, tags, sections, lists that are kept, links, media, the trash.

use contract::ErrorCode;
use serde_json::{Value, json};
use tests::{AppTest, pictures};

fn with(app: &AppTest, metadata: Value) -> Value {
    app.ok("article_create", json!({ "body": "Text.\n", "metadata": metadata, "origin": "window" }))["id"]
        .clone()
}

fn titles(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().expect("a list");
    items.iter().map(|item| item["title"].as_str().expect("a title")).collect()
}

#[test]
fn many_articles_are_changed_at_once_and_it_is_undone_at_once() {
    let app = AppTest::empty();
    let ids: Vec<Value> = ["a", "b", "c"].iter().map(|title| with(&app, json!({ "title": title }))).collect();
    let bulk = |action: &str, value: Value| json!({ "ids": ids, "action": action, "value": value });
    let done = app.ok("article_bulk", bulk("add_tag", json!(" evening  news ")));
    assert_eq!(done["items"][2]["tags"], json!(["evening news"]));
    let _ = app.ok("article_bulk", bulk("section", json!("City")));
    let moved = app.ok("article_bulk", bulk("status", json!("review")));
    let state = app.ok("library_state", json!({}));
    let review =
        state["open"]["counts"].as_array().expect("counts").iter().find(|it| it["shelf"] == "review");
    assert_eq!(review.expect("a shelf")["count"], 3);
    let undone = app.ok("operation_undo", json!({ "operation": moved["operation"] }));
    assert_eq!(undone["articles"].as_array().expect("ids").len(), 3);
    let list = app.ok("article_list", json!({ "shelf": "draft", "offset": 0, "limit": 9 }));
    assert_eq!((&list["total"], &list["items"][0]["section"]), (&json!(3), &json!("City")));
    for (action, value) in [("status", json!("nowhere")), ("add_tag", json!(" ")), ("add_tag", Value::Null)] {
        assert_eq!(app.err("article_bulk", bulk(action, value)).code, ErrorCode::Invalid);
    }
    let unknown = json!({ "ids": ["0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a", ids[0]], "action": "trash" });
    assert_eq!(app.err("article_bulk", unknown).code, ErrorCode::NotFound);
    assert_eq!(app.ok("article_list", json!({ "shelf": "trash", "offset": 0, "limit": 9 }))["total"], 0);
}

#[test]
fn what_is_typed_and_not_saved_is_not_lost_to_a_change_of_many() {
    let app = AppTest::empty();
    let article = app.new_article("Open", "Start.\n");
    let id = &article["id"];
    let _ = app.ok("draft_open", json!({ "id": id }));
    let changes = json!([{ "from": 0, "to": 0, "insert": "Typed. " }]);
    let _ = app.ok("draft_edit", json!({ "id": id, "number": 1, "changes": changes }));
    let _ = app.ok("article_bulk", json!({ "ids": [id], "action": "add_tag", "value": "x" }));
    let shown = app.show(id);
    assert_eq!((&shown["body"], &shown["metadata"]["tags"]), (&json!("Typed. Start.\n"), &json!(["x"])));
}

#[test]
fn a_tag_is_described_renamed_merged_and_removed_everywhere() {
    let app = AppTest::empty();
    let one = with(&app, json!({ "title": "one", "tags": ["Rivers", "Town"] }));
    let _ = with(&app, json!({ "title": "two", "tags": ["rivers"] }));
    let save = |name: &str, slug: &str| json!({ "kind": "tag", "name": name, "slug": slug, "description": "Water." });
    let _ = app.ok("profile_save", save("Rivers", "Running Water"));
    let tags = app.ok("profile_list", json!({ "kind": "tag" }));
    assert_eq!((&tags[0]["slug"], &tags[0]["articles"]), (&json!("running-water"), &json!(1)));
    assert_eq!(app.err("profile_save", save("Town", "running-water")).code, ErrorCode::Invalid);
    let rename = json!({ "kind": "tag", "name": "rivers", "newName": "Rivers" });
    let merged = app.ok("profile_rename", rename);
    assert_eq!(app.ok("profile_list", json!({ "kind": "tag" }))[0]["articles"], 2);
    let _ = app.ok("operation_undo", json!({ "operation": merged["operation"] }));
    assert_eq!(app.ok("profile_list", json!({ "kind": "tag" })).as_array().expect("tags").len(), 3);
    let _ = app.ok("profile_delete", json!({ "kind": "tag", "name": "Town" }));
    assert_eq!(app.show(&one)["metadata"]["tags"], json!(["Rivers"]));
    assert_eq!(
        app.err("profile_rename", json!({ "kind": "tag", "name": "rivers", "newName": " " })).code,
        ErrorCode::Invalid
    );
}

#[test]
fn a_new_name_keeps_the_address_that_was_chosen_and_an_undo_gives_it_back() {
    let app = AppTest::empty();
    let _ = with(&app, json!({ "title": "one", "authors": ["Nour"] }));
    let profile = |name: &str| {
        let list = app.ok("profile_list", json!({ "kind": "author" }));
        let found = list.as_array().expect("authors").iter().find(|author| author["name"] == name).cloned();
        found
            .map(|author| (author["slug"].clone(), author["description"].clone(), author["articles"].clone()))
    };
    let save = |name: &str, words: &str| {
        app.ok(
            "profile_save",
            json!({ "kind": "author", "name": name, "slug": "nour", "description": words }),
        )
    };
    let _ = save("Nour", "Writes.");
    let renamed =
        app.ok("profile_rename", json!({ "kind": "author", "name": "Nour", "newName": "Nour Haddad" }));
    assert_eq!(profile("Nour Haddad"), Some((json!("nour"), json!("Writes."), json!(1))));
    assert_eq!(profile("Nour"), None);
    let undone = app.ok("operation_undo", json!({ "operation": renamed["operation"] }));
    assert_eq!(profile("Nour"), Some((json!("nour"), json!("Writes."), json!(1))));
    // It can be described on under its address, and the undo itself can be undone.
    let _ = save("Nour", "Writes again.");
    assert_eq!(profile("Nour"), Some((json!("nour"), json!("Writes again."), json!(1))));
    let _ = app.ok("operation_undo", json!({ "operation": undone["operation"] }));
    assert_eq!(profile("Nour Haddad"), Some((json!("nour"), json!("Writes."), json!(1))));
}

#[test]
fn filters_combine_lists_are_sorted_and_kept_under_a_name() {
    let app = AppTest::empty();
    let _ = with(
        &app,
        json!({ "title": "Bridge", "tags": ["city"], "language": "en", "authors": ["The Editors"] }),
    );
    let _ = with(&app, json!({ "title": "Alley", "tags": ["City"], "language": "en-GB" }));
    let _ = with(&app, json!({ "title": "درباره", "kind": "page", "language": "fa" }));
    let list = |filter: Value, sort: &str| {
        app.ok(
            "article_list",
            json!({ "shelf": "all", "filter": filter, "sort": sort, "offset": 0, "limit": 9 }),
        )
    };
    assert_eq!(titles(&list(json!({ "tag": "CITY" }), "title")), ["Alley", "Bridge"]);
    assert_eq!(titles(&list(json!({ "language": "en", "author": "the editors" }), "title")), ["Bridge"]);
    assert_eq!(titles(&list(json!({ "kind": "page" }), "changed")), ["درباره"]);
    assert_eq!(list(json!({ "live": "changed" }), "changed")["total"], 0);
    let kept = json!({ "filters": [{ "name": "City", "shelf": "all", "filter": { "tag": "city" } }] });
    let _ = app.ok("filter_save", kept.clone());
    let again = AppTest::on(app.library());
    assert_eq!(again.ok("filter_list", json!({}))["filters"][0]["filter"]["tag"], "city");
    let twice = json!({ "filters": [kept["filters"][0], kept["filters"][0]] });
    assert_eq!(app.err("filter_save", twice).code, ErrorCode::Invalid);
}

#[test]
fn links_between_articles_survive_a_rename_and_a_broken_one_is_found() {
    let app = AppTest::empty();
    let target = app.new_article("The bridge", "x\n");
    let text = format!("See [it](article:{}).\n", target["id"].as_str().expect("an id"));
    let from = app.new_article("Walks", &text);
    let mut metadata = target["metadata"].clone();
    metadata["title"] = json!("The old bridge");
    let save = json!({ "id": target["id"], "baseVersion": 1, "metadata": metadata, "origin": "window" });
    let _ = app.ok("article_save", save);
    let links = app.ok("article_links", json!({ "id": target["id"] }));
    assert_eq!(links["backlinks"][0]["id"], from["id"]);
    let _ = app.ok("article_trash", json!({ "ids": [target["id"]] }));
    assert_eq!(app.ok("article_links", json!({ "id": from["id"] }))["broken"], json!([target["id"]]));
    let broken = json!({ "shelf": "all", "filter": { "brokenLinks": true }, "offset": 0, "limit": 9 });
    assert_eq!(app.ok("article_list", broken)["total"], 1);
}

#[test]
fn a_picture_is_described_found_where_it_is_used_replaced_and_thrown_away() {
    let app = AppTest::empty();
    let add = |number: u32| {
        let file = app.library().join(format!("picture-{number}.png"));
        std::fs::write(&file, pictures::png(number, 8, 8)).expect("written");
        app.ok("medium_add", json!({ "token": app.token(&file) }))
    };
    let (old, new) = (add(1), add(2));
    let text = format!("![](media/{})\n", old["fileName"].as_str().expect("a name"));
    let article = app.new_article("Pictures", &text);
    let said =
        json!({ "hash": old["hash"], "alt": "A lamp", "caption": " Evening\nlight ", "credit": "Our own" });
    assert_eq!(app.ok("medium_describe", said)["caption"], "Evening light");
    let list = |shelf: &str, query: &str| {
        app.ok("medium_list", json!({ "shelf": shelf, "query": query, "offset": 0, "limit": 9 }))
    };
    assert_eq!(list("all", "evening LIGHT")["items"][0]["articles"], 1);
    assert_eq!(list("unused", "")["items"][0]["medium"]["hash"], new["hash"]);
    assert_eq!(app.ok("medium_uses", json!({ "hash": old["hash"] }))["articles"][0]["id"], article["id"]);
    let refused = app.err("medium_trash", json!({ "hashes": [old["hash"]] }));
    assert!(refused.message.contains("picture-1.png"), "{}", refused.message);
    let done = app.ok("medium_replace", json!({ "hash": old["hash"], "with": new["hash"] }));
    assert!(
        app.show(&article["id"])["body"]
            .as_str()
            .expect("a text")
            .contains(new["hash"].as_str().expect("a hash"))
    );
    let _ = app.ok("medium_trash", json!({ "hashes": [old["hash"]] }));
    assert_eq!(list("trash", "")["total"], 1);
    let gone = app.ok("trash_empty", json!({ "media": true }));
    assert_eq!(gone["media"], 0, "a revision shows it");
    let _ = app.ok("medium_restore", json!({ "hashes": [old["hash"]] }));
    let _ = app.ok("operation_undo", json!({ "operation": done["operation"] }));
    assert_eq!(app.show(&article["id"])["body"], text);
}

#[test]
fn the_trash_is_emptied_by_hand_and_keeps_what_is_not_named() {
    let app = AppTest::empty();
    let (one, two) = (with(&app, json!({ "title": "one" })), with(&app, json!({ "title": "two" })));
    let _ = app.ok("article_trash", json!({ "ids": [one, two] }));
    assert_eq!(app.ok("trash_empty", json!({ "ids": [one] }))["articles"], 1);
    assert_eq!(app.err("article_show", json!({ "id": one })).code, ErrorCode::NotFound);
    let _ = app.ok("article_restore", json!({ "ids": [two] }));
    assert_eq!(app.ok("trash_empty", json!({}))["articles"], 0);
    let _ = app.ok("housekeeping_save", json!({ "trashDays": 30 }));
    assert_eq!(app.ok("housekeeping_load", json!({}))["trashDays"], 30);
    assert_eq!(app.err("housekeeping_save", json!({ "trashDays": 0 })).code, ErrorCode::Invalid);
    assert_eq!(app.ok("library_check", json!({}))["problems"], json!([]));
}

#[test]
fn filters_narrow_a_search_chosen_or_typed() {
    let app = AppTest::empty();
    let make = |metadata: Value, body: &str| {
        app.ok("article_create", json!({ "body": body, "metadata": metadata, "origin": "window" }))["id"]
            .clone()
    };
    let tide = "The tide comes.\n";
    let _ =
        make(json!({ "title": "Both", "tags": ["Sea"], "section": "North", "authors": ["Ada Verne"] }), tide);
    let _ = make(json!({ "title": "Only the tag", "tags": ["sea"], "language": "de" }), tide);
    let broken = format!("{tide}[gone](article:0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a)\n");
    let _ = make(json!({ "title": "A page", "kind": "page", "authors": ["Ada"] }), &broken);
    let out = make(json!({ "title": "Highwater", "section": "north" }), "No such word.\n");
    let _ = app.ok("article_publish", json!({ "ids": [out] }));
    let _ = app.ok(
        "article_save",
        json!({ "id": out, "baseVersion": 2, "body": "The tide again.\n", "origin": "window" }),
    );
    let find = |command: &str, query: &str, filter: Value| {
        let found = app.ok(command, json!({ "query": query, "filter": filter, "limit": 9 }));
        let hits = found["hits"].as_array().expect("hits").clone();
        let mut titles: Vec<String> =
            hits.iter().map(|hit| hit["article"]["title"].as_str().expect("a title").to_owned()).collect();
        titles.sort();
        titles
    };
    let all = ["A page", "Both", "Highwater", "Only the tag"];
    let cases: [(Value, &str, &[&str]); 9] = [
        (json!({}), "", &all),
        (json!({ "tag": "SEA" }), "tag:sea", &["Both", "Only the tag"]),
        (json!({ "author": "ada verne" }), "author:verne", &["Both"]),
        (json!({ "section": "NORTH" }), "section:north", &["Both", "Highwater"]),
        (json!({ "language": "de" }), "lang:de", &["Only the tag"]),
        (json!({ "kind": "page" }), "is:page", &["A page"]),
        (json!({ "live": "changed" }), "is:changed", &["Highwater"]),
        (json!({ "brokenLinks": true }), "is:broken", &["A page"]),
        (json!({ "tag": "sea", "section": "North" }), "tag:sea section:north", &["Both"]),
    ];
    for command in ["article_search", "article_search_ranked"] {
        for (filter, typed, wanted) in &cases {
            assert_eq!(find(command, "tide", filter.clone()), *wanted, "{command} {filter}");
            assert_eq!(find(command, &format!("tide {typed}"), json!({})), *wanted, "{command} {typed}");
        }
        // Also what is found by a part of its title, and by one word or another.
        assert_eq!(find(command, "ghwat", json!({ "section": "North" })), ["Highwater"], "{command}");
        assert_eq!(find(command, "ghwat", json!({ "tag": "sea" })), [""; 0], "{command}");
        assert_eq!(find(command, "tide OR water", json!({ "tag": "sea" })), ["Both", "Only the tag"]);
        // An author by the whole name: "Ada" is not "Ada Verne".
        assert_eq!(find(command, "tide", json!({ "author": "Ada" })), ["A page"], "{command}");
    }
}
