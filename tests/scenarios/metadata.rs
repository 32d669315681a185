//! What is said about an article, and what is found out about it.

use serde_json::{Value, json};
use tests::{AppTest, pictures};

fn everything(app: &AppTest) -> Value {
    let picture = app.library().join("lead.png");
    std::fs::write(&picture, pictures::png(1, 40, 30)).expect("written");
    let medium = app.ok("medium_add", json!({ "token": app.token(&picture) }));
    json!({
        "title": "Every field", "subtitle": "None is lost", "slug": "every-field",
        "authors": ["The Editors", "A Correspondent"],
        "excerpt": "Written by hand.",
        "lead": { "medium": medium["hash"], "fileName": medium["fileName"], "alt": "A boat", "caption": "At dawn", "credit": "Our own" },
        "tags": ["rivers", "شب"], "section": "Essays", "language": "en-GB", "direction": "ltr",
        "publishedAt": "2026-03-01T08:30:00Z", "revisedAt": "2026-04-02T10:00:00Z",
        "original": { "name": "The Evening Page", "url": "https://example.org/first" },
        "canonicalUrl": "https://example.com/canonical", "searchTitle": "For engines",
        "searchDescription": "For cards", "kind": "page", "menuOrder": 3, "translation": "every-field",
        "tableOfContents": true, "custom": { "mood": "calm", "ref": "7" }
    })
}

#[test]
fn every_field_comes_back_as_it_was_given() {
    let app = AppTest::empty();
    let metadata = everything(&app);
    let article =
        app.ok("article_create", json!({ "body": "Text.", "metadata": metadata, "origin": "window" }));
    assert_eq!(article["metadata"], metadata);
    let again = AppTest::on(app.library());
    assert_eq!(again.show(&article["id"])["metadata"], metadata);
}

#[test]
fn every_field_can_be_emptied_again() {
    let app = AppTest::empty();
    let metadata = everything(&app);
    let article = app.ok("article_create", json!({ "metadata": metadata, "origin": "window" }));
    let _ = app.ok(
        "article_save",
        json!({ "id": article["id"], "baseVersion": 1, "metadata": { "title": "" }, "origin": "window" }),
    );
    let emptied = app.show(&article["id"])["metadata"].clone();
    for (field, value) in emptied.as_object().expect("an object") {
        let unset = [json!(null), json!(""), json!([]), json!({}), json!(false), json!("post")];
        let empty = unset.contains(value);
        assert!(empty, "{field} is still {value}");
    }
}

#[test]
fn an_excerpt_is_taken_from_the_text_until_one_is_written() {
    let app = AppTest::empty();
    let article = app.new_article(
        "Excerpts",
        "# Heading\n\nThe **first** paragraph, with a [link](https://example.org).\n\nThe second.",
    );
    assert!(article["metadata"]["excerpt"].is_null());
    let derived = article["derived"]["excerpt"].as_str().expect("an excerpt");
    assert!(derived.starts_with("The first paragraph, with a link."), "{derived}");
    let saved = app.ok(
        "article_save",
        json!({ "id": article["id"], "baseVersion": 1, "metadata": { "title": "Excerpts", "excerpt": "By hand." }, "origin": "window" }),
    );
    assert_eq!(saved["derived"]["excerpt"], "By hand.");
    assert_eq!(app.list("all")[0]["excerpt"], "By hand.");
}

#[test]
fn language_and_direction_are_found_in_the_text_and_can_be_overruled() {
    let app = AppTest::empty();
    let persian = app.new_article(
        "باغ‌های تهران",
        "در این شهر باغ‌های کهن هنوز سبزند و مردم در سایهٔ درختان چنار می‌نشینند و از گذشته سخن می‌گویند.",
    );
    assert_eq!(persian["derived"]["direction"], "rtl");
    assert!(
        persian["derived"]["language"].as_str().is_some_and(|language| language.starts_with("fa")),
        "{persian}"
    );
    let saved = app.ok(
        "article_save",
        json!({ "id": persian["id"], "baseVersion": 1, "origin": "window",
                "metadata": { "title": "x", "language": "en", "direction": "ltr" } }),
    );
    assert_eq!(saved["derived"]["direction"], "ltr");
    assert_eq!(saved["derived"]["language"], "en");
}

#[test]
fn reading_time_is_never_nothing_and_grows_with_the_text() {
    let app = AppTest::empty();
    let minutes =
        |text: &str| app.new_article("Long", text)["derived"]["readingMinutes"].as_u64().expect("minutes");
    assert_eq!(minutes(""), 1);
    assert!((7..=14).contains(&minutes(&"word ".repeat(2_000))));
    assert_eq!(app.new_article("Count", "one two three")["derived"]["words"], 3);
}

#[test]
fn what_cannot_be_true_is_turned_away_and_nothing_is_changed() {
    let app = AppTest::empty();
    let article = app.new_article("Solid", "");
    for wrong in [
        json!({ "title": "x", "language": "not a language!" }),
        json!({ "title": "x", "publishedAt": "yesterday" }),
        json!({ "title": "x", "lead": { "medium": "../../etc/passwd" } }),
    ] {
        let error = app.err(
            "article_save",
            json!({ "id": article["id"], "baseVersion": 1, "metadata": wrong, "origin": "window" }),
        );
        assert!(
            matches!(error.code, contract::ErrorCode::Invalid | contract::ErrorCode::NotFound),
            "{wrong}: {error:?}"
        );
    }
    assert_eq!(app.show(&article["id"]), article);
}
