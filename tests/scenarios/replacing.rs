//! Replacing a text across articles.

use contract::ErrorCode;
use serde_json::{Value, json};
use tests::AppTest;

fn request(find: &str, replace: &str) -> Value {
    json!({ "find": find, "replace": replace, "shelf": "all" })
}

fn choose(plan: &Value, hits: impl Fn(usize) -> Vec<u32>) -> Value {
    let articles = plan["articles"].as_array().expect("articles");
    let choice = |(at, article): (usize, &Value)| json!({ "id": article["id"], "version": article["version"], "hits": hits(at) });
    articles.iter().enumerate().map(choice).collect()
}

#[test]
fn every_hit_is_shown_before_and_only_the_chosen_ones_are_replaced_and_one_undo_brings_all_back() {
    let app = AppTest::empty();
    let one = app.new_article("One", "A lamp.\n\nTwo Lamps and a lamp.\n");
    let two = app.new_article("Two", "The lamp.\n");
    let plan = app.ok("replace_plan", request("lamp", "light"));
    assert_eq!((&plan["total"], &plan["truncated"]), (&json!(4), &json!(false)));
    let first =
        plan["articles"].as_array().expect("articles").iter().find(|it| it["id"] == one["id"]).expect("it");
    let hit = &first["hits"][1];
    assert_eq!((&hit["line"], &hit["before"], &hit["matched"]), (&json!(3), &json!("Two "), &json!("Lamp")));
    assert_eq!((&hit["after"], &hit["replacement"]), (&json!("s and a lamp."), &json!("light")));
    let chosen = json!([
        { "id": one["id"], "version": 1, "hits": [0, 2] },
        { "id": two["id"], "version": 1, "hits": [0] },
    ]);
    let done = app.ok("replace_run", json!({ "request": request("lamp", "light"), "chosen": chosen }));
    assert_eq!(app.show(&one["id"])["body"], "A light.\n\nTwo Lamps and a light.\n");
    assert_eq!(app.show(&two["id"])["body"], "The light.\n");
    let _ = app.ok("operation_undo", json!({ "operation": done["operation"] }));
    assert_eq!(app.show(&one["id"])["body"], "A lamp.\n\nTwo Lamps and a lamp.\n");
    assert_eq!(app.show(&two["id"])["body"], "The lamp.\n");
}

#[test]
fn a_regular_expression_puts_its_groups_in_and_plain_text_is_taken_as_it_is() {
    let app = AppTest::empty();
    let article = app.new_article("Dates", "On 2024-05-01 and $1 (a+b).\n");
    let mut pattern = request(r"(\d{4})-(\d\d)-(\d\d)", "$3.$2.$1");
    pattern["regex"] = json!(true);
    let plan = app.ok("replace_plan", pattern.clone());
    let _ = app.ok("replace_run", json!({ "request": pattern, "chosen": choose(&plan, |_| vec![0]) }));
    assert_eq!(app.show(&article["id"])["body"], "On 01.05.2024 and $1 (a+b).\n");
    let plain = request("(a+b)", "$1");
    let plan = app.ok("replace_plan", plain.clone());
    let _ = app.ok("replace_run", json!({ "request": plain, "chosen": choose(&plan, |_| vec![0]) }));
    assert_eq!(app.show(&article["id"])["body"], "On 01.05.2024 and $1 $1.\n");
}

#[test]
fn whole_words_case_and_metadata_are_heeded_and_a_filter_narrows_the_articles() {
    let app = AppTest::empty();
    let metadata = json!({ "title": "River", "subtitle": "A riverside", "tags": ["x"] });
    let _ = app.ok(
        "article_create",
        json!({ "body": "river Riverside river\n", "metadata": metadata, "origin": "window" }),
    );
    let _ = app.new_article("Other", "river\n");
    let total = |extra: Value| {
        let mut asked = request("river", "");
        asked.as_object_mut().expect("an object").extend(extra.as_object().expect("an object").clone());
        app.ok("replace_plan", asked)["total"].clone()
    };
    assert_eq!(total(json!({})), 4);
    assert_eq!(total(json!({ "wholeWords": true })), 3);
    assert_eq!(total(json!({ "matchCase": true })), 3);
    assert_eq!(total(json!({ "inMetadata": true })), 6);
    assert_eq!(total(json!({ "filter": { "tag": "x" } })), 3);
}

#[test]
fn what_was_changed_since_the_search_is_not_replaced_anywhere() {
    let app = AppTest::empty();
    let one = app.new_article("One", "lamp\n");
    let two = app.new_article("Two", "lamp\n");
    let plan = app.ok("replace_plan", request("lamp", "light"));
    let save = json!({ "id": two["id"], "baseVersion": 1, "body": "lamp!\n", "origin": "command_line" });
    let _ = app.ok("article_save", save);
    let run = json!({ "request": request("lamp", "light"), "chosen": choose(&plan, |_| vec![0]) });
    let error = app.err("replace_run", run);
    assert_eq!(error.code, ErrorCode::Conflict);
    assert!(error.message.contains("Two"), "{}", error.message);
    assert_eq!(app.show(&one["id"])["body"], "lamp\n");
}

#[test]
fn patterns_that_are_wrong_empty_or_would_explode_are_answered_with_words() {
    let app = AppTest::empty();
    let _ = app.new_article("Long", &"a".repeat(60_000));
    for pattern in ["(", "x*", "", "[a-", r"(?<n>a"] {
        let mut asked = request(pattern, "");
        asked["regex"] = json!(true);
        assert_eq!(app.err("replace_plan", asked).code, ErrorCode::Invalid, "{pattern}");
    }
    let before = std::time::Instant::now();
    let mut asked = request("(a+)+b", "");
    asked["regex"] = json!(true);
    assert_eq!(app.ok("replace_plan", asked)["total"], 0);
    assert!(before.elapsed() < std::time::Duration::from_secs(20));
}

#[test]
fn persian_text_and_astral_characters_are_replaced_where_they_stand() {
    let app = AppTest::empty();
    let article = app.new_article("متن", "🙂 پل قدیمی، پل نو 🙂\n");
    let plan = app.ok("replace_plan", request("پل", "رود"));
    assert_eq!(plan["total"], 2);
    let run = json!({ "request": request("پل", "رود"), "chosen": choose(&plan, |_| vec![1]) });
    let _ = app.ok("replace_run", run);
    assert_eq!(app.show(&article["id"])["body"], "🙂 پل قدیمی، رود نو 🙂\n");
}
