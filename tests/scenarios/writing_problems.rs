//! The problems of an article while it is written, and what mends them.

use serde_json::{Value, json};
use tests::AppTest;

/// The kinds of the problems of an article, with what they are about.
fn kinds(problems: &Value) -> Vec<(String, String)> {
    let list = problems["problems"].as_array().expect("problems");
    list.iter()
        .map(|it| {
            (
                it["kind"].as_str().expect("a kind").to_owned(),
                it["subject"].as_str().unwrap_or_default().to_owned(),
            )
        })
        .collect()
}

fn problems_of(app: &AppTest, title: &str, body: &str) -> Value {
    let id = app.new_article(title, body)["id"].clone();
    let _ = app.ok("draft_open", json!({ "id": id }));
    let of_draft = app.ok("draft_problems", json!({ "id": id }));
    let of_article = app.ok("article_problems", json!({ "id": id }));
    assert_eq!(of_draft["problems"], of_article["problems"], "the open article and the kept one");
    of_draft
}

/// The problems of the text alone.
fn of_text(app: &AppTest, body: &str) -> Value {
    let mut problems = problems_of(app, "A title", body);
    let list = problems["problems"].as_array().expect("problems");
    let list: Vec<Value> = list.iter().filter(|it| it["field"].is_null()).cloned().collect();
    problems["problems"] = json!(list);
    problems
}

/// The text after the fix of its only problem of a kind.
fn mended(app: &AppTest, body: &str, kind: &str) -> String {
    let problems = of_text(app, body);
    let list = problems["problems"].as_array().expect("problems");
    let problem = list.iter().find(|it| it["kind"] == kind).unwrap_or_else(|| panic!("{kind} in {problems}"));
    let mut units: Vec<u16> = body.encode_utf16().collect();
    for change in problem["fix"]["changes"].as_array().expect("a fix").iter().rev() {
        let at = |name: &str| usize::try_from(change[name].as_u64().expect("a place")).expect("small");
        units.splice(at("from")..at("to"), change["insert"].as_str().expect("a text").encode_utf16());
    }
    String::from_utf16(&units).expect("whole characters")
}

#[test]
fn a_text_without_fault_has_no_problems() {
    let app = AppTest::empty();
    let text = "Words.\n\n## One\n\nA [link](https://example.org) to [below](#two), <https://example.org>, a@example.org.\n\n### Two\n\nhttps://youtu.be/dQw4w9WgXcQ\n";
    assert_eq!(kinds(&of_text(&app, text)), []);
}

#[test]
fn what_is_missing_or_too_long_in_the_metadata_is_told_with_its_field() {
    let app = AppTest::empty();
    let problems = problems_of(&app, "", "Text.\n");
    assert_eq!(
        kinds(&problems).iter().map(|(kind, _)| kind.as_str()).collect::<Vec<_>>(),
        ["missing_title", "missing_excerpt", "missing_lead"]
    );
    assert_eq!(problems["problems"][0]["field"], "title");
    assert_eq!(problems["problems"][0]["severity"], "error");
    let long = problems_of(&app, &"long ".repeat(15), "Text.\n");
    assert_eq!(kinds(&long)[0].0, "long_title");
    let id = app.new_article("Fine", "Text.\n")["id"].clone();
    let _ = app.ok("draft_open", json!({ "id": id }));
    let mut metadata = app.show(&id)["metadata"].clone();
    metadata["excerpt"] = json!("word ".repeat(40));
    let _ = app.ok("draft_edit", json!({ "id": id, "number": 1, "changes": [], "metadata": metadata }));
    let problems = app.ok("draft_problems", json!({ "id": id }));
    assert_eq!(problems["number"], 1);
    assert_eq!(kinds(&problems)[0].0, "long_description");
    assert_eq!(problems["problems"][0]["field"], "excerpt");
}

#[test]
fn pictures_are_held_against_the_library() {
    let app = AppTest::empty();
    let gone = format!("media/{}.png", "0".repeat(64));
    let text = format!("😀 ![]({gone})\n\n![Remote](https://example.org/a.png)\n\n![x](nowhere.png)\n");
    let problems = of_text(&app, &text);
    assert_eq!(
        kinds(&problems),
        [
            ("missing_alt", gone.as_str()),
            ("missing_picture", gone.as_str()),
            ("remote_picture", "https://example.org/a.png"),
            ("missing_picture", "nowhere.png"),
        ]
        .map(|(kind, subject)| (kind.to_owned(), subject.to_owned()))
    );
    let first = &problems["problems"][0];
    assert_eq!((&first["line"], &first["range"]["from"]), (&json!(0), &json!(3)));
    assert_eq!(first["range"]["to"], 3 + "![]()".len() + gone.len());
}

#[test]
fn links_are_held_against_the_library_and_the_text() {
    let app = AppTest::empty();
    let draft = app.new_article("Not out yet", "x\n")["id"].as_str().expect("an id").to_owned();
    let out = app.new_article("Out", "x\n")["id"].as_str().expect("an id").to_owned();
    let _ = app.ok("article_set_status", json!({ "ids": [out], "status": "published" }));
    let gone = "0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a";
    let text = format!(
        "[a](article:{draft}) [b](article:{out}) [c](article:{gone}) [d](javascript:alert(1)) [e](#nowhere) [f](#one-two)\n\n# One two\n"
    );
    assert_eq!(
        kinds(&of_text(&app, &text)),
        [
            ("unpublished_target", "Not out yet"),
            ("missing_target", gone),
            ("broken_link", "javascript:alert(1)"),
            ("missing_anchor", "nowhere"),
        ]
        .map(|(kind, subject)| (kind.to_owned(), subject.to_owned()))
    );
    let _ = app.ok("article_trash", json!({ "ids": [out] }));
    let trashed = of_text(&app, &format!("[b](article:{out})\n"));
    assert_eq!(kinds(&trashed)[0].0, "missing_target", "what is in the trash is not there for readers");
}

#[test]
fn headings_that_jump_or_repeat_are_told_and_mended() {
    let app = AppTest::empty();
    let text = "# 😀 One\n\n#### Deep\n\n## One\n\n> ###### Quoted\n\n# 😀 one\n\n##\n";
    let found = kinds(&of_text(&app, text));
    assert_eq!(found[0], ("heading_jump".to_owned(), "Deep".to_owned()));
    assert_eq!(found[1], ("duplicate_heading".to_owned(), "😀 one".to_owned()));
    assert_eq!(found[2].0, "empty_heading");
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(mended(&app, text, "heading_jump").contains("\n\n## Deep\n"));
    assert!(mended(&app, text, "empty_heading").ends_with("# 😀 one\n\n\n"));
}

#[test]
fn empty_links_and_bare_addresses_are_mended() {
    let app = AppTest::empty();
    for (text, kind, after) in [
        ("😀 [words]() here\n", "empty_link", "😀 words here\n"),
        ("😀 [](https://example.org/a) here\n", "empty_link", "😀 <https://example.org/a> here\n"),
        ("See https://example.org/a now\n", "bare_url", "See <https://example.org/a> now\n"),
        ("See www.example.org now\n", "bare_url", "See [www.example.org](http://www.example.org) now\n"),
        ("> - quoted https://example.org/a\n", "bare_url", "> - quoted <https://example.org/a>\n"),
    ] {
        assert_eq!(mended(&app, text, kind), after);
        assert_eq!(kinds(&of_text(&app, after)), [], "{after}");
    }
}

#[test]
fn what_the_renderer_cannot_do_is_a_problem_too() {
    let app = AppTest::empty();
    let problems = of_text(&app, "Text $\\frac{1$ here.\n");
    assert_eq!(kinds(&problems)[0].0, "unreadable_formula");
    assert_eq!(problems["problems"][0]["line"], 0);
    assert_eq!(problems["problems"][0]["subject"], "\\frac{1");
    for (text, kind, subject) in [
        ("<p><a href=\"article:nowhere\">x</a></p>\n", "broken_link", "article:nowhere"),
        (
            "<p><img src=\"https://example.org/a.png\" alt=\"a\"></p>\n",
            "remote_picture",
            "https://example.org/a.png",
        ),
        ("<p><img src=\"a.png\" alt=\"a\"></p>\n", "missing_picture", "a.png"),
        ("<iframe src=\"javascript:alert(1)\"></iframe>\n", "left_out", "javascript:alert(1)"),
    ] {
        let problems = of_text(&app, text);
        assert_eq!(kinds(&problems)[0].0, kind, "{text}");
        assert_eq!(problems["problems"][0]["subject"], subject, "{text}");
    }
}

#[test]
fn an_article_that_is_not_there_has_no_problems_to_tell() {
    let app = AppTest::empty();
    let gone = "0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a";
    assert_eq!(app.err("article_problems", json!({ "id": gone })).code, contract::ErrorCode::NotFound);
    assert_eq!(app.err("draft_problems", json!({ "id": gone })).code, contract::ErrorCode::OutOfStep);
}

#[test]
fn problems_carry_the_figures_that_their_words_need_in_any_language() {
    let app = AppTest::empty();
    let article = app.new_article(&"t".repeat(90), "## One\n\n##### Two\n");
    let found = app.ok("article_problems", json!({ "id": article["id"] }));
    let of = |kind: &str| {
        let problems = found["problems"].as_array().into_iter().flatten();
        problems.into_iter().find(|problem| problem["kind"] == kind).cloned().unwrap_or_default()
    };
    assert_eq!((&of("long_title")["count"], &of("long_title")["most"]), (&json!(90), &json!(70)));
    assert_eq!(of("heading_jump")["count"], 3);
    assert_eq!(of("heading_jump")["fix"]["kind"], "raise_heading");
    assert_eq!(of("heading_jump")["fix"]["level"], 3);
}
