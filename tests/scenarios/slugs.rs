//! Addresses of articles.

use serde_json::{Value, json};
use tests::AppTest;

fn create(app: &AppTest, metadata: Value) -> Value {
    app.ok("article_create", json!({ "metadata": metadata, "origin": "window" }))
}

#[test]
fn a_title_of_any_script_makes_an_address() {
    let app = AppTest::empty();
    for (title, slug) in [
        ("Crème brûlée & Straße", "creme-brulee-strasse"),
        ("باغ‌های تهران", "باغ-های-تهران"),
        ("東京の夜", "東京の夜"),
        ("Москва 2026", "москва-2026"),
    ] {
        assert_eq!(create(&app, json!({ "title": title }))["derived"]["slug"], slug);
    }
}

#[test]
fn two_articles_with_one_title_have_two_addresses() {
    let app = AppTest::empty();
    let slugs: Vec<Value> =
        (0..4).map(|_| create(&app, json!({ "title": "Twins" }))["derived"]["slug"].clone()).collect();
    assert_eq!(slugs, ["twins", "twins-2", "twins-3", "twins-4"]);
}

#[test]
fn an_article_without_a_title_has_an_address_all_the_same() {
    let app = AppTest::empty();
    let one = create(&app, json!({ "title": "" }))["derived"]["slug"].clone();
    let two = create(&app, json!({ "title": "!!!" }))["derived"]["slug"].clone();
    assert!(one.as_str().is_some_and(|slug| !slug.is_empty()), "{one}");
    assert_ne!(one, two);
}

#[test]
fn an_address_that_is_taken_is_refused_with_one_that_is_free() {
    let app = AppTest::empty();
    let _ = create(&app, json!({ "title": "First", "slug": "wanted" }));
    let second = create(&app, json!({ "title": "Second" }));
    let wanted = json!({ "title": "Second", "slug": "wanted" });
    let error = app.err(
        "article_save",
        json!({ "id": second["id"], "baseVersion": 1, "metadata": wanted, "origin": "window" }),
    );
    assert!(error.message.contains("wanted-2"), "{error:?}");
    assert_eq!(app.show(&second["id"]), second);
}

#[test]
fn a_text_is_saved_even_if_the_address_typed_with_it_is_taken() {
    let app = AppTest::empty();
    let _ = create(&app, json!({ "title": "First", "slug": "wanted" }));
    let second = create(&app, json!({ "title": "Second" }));
    let id = &second["id"];
    let _ = app.ok("draft_open", json!({ "id": id }));
    let edit = json!({ "id": id, "number": 1, "changes": [{ "from": 0, "to": 0, "insert": "Typed." }],
                       "metadata": { "title": "Second", "slug": "wanted" } });
    let _ = app.ok("draft_edit", edit);
    let saved = app.ok("draft_save", json!({ "id": id, "number": 1, "baseVersion": 1 }));
    assert!(saved["notices"].to_string().contains("wanted"), "nobody was told: {saved}");
    assert_eq!(saved["derived"]["slug"], "second");
    assert_eq!(app.show(id)["body"], "Typed.");
}

#[test]
fn an_address_follows_the_title_until_it_is_chosen() {
    let app = AppTest::empty();
    let article = create(&app, json!({ "title": "Working title" }));
    let save = |version: u32, metadata: Value| {
        app.ok(
            "article_save",
            json!({ "id": article["id"], "baseVersion": version, "metadata": metadata, "origin": "window" }),
        )["derived"]["slug"]
            .clone()
    };
    assert_eq!(save(1, json!({ "title": "Final title" })), "final-title");
    assert_eq!(save(2, json!({ "title": "Final title", "slug": "Chosen One!" })), "chosen-one");
    assert_eq!(save(3, json!({ "title": "Another title", "slug": "chosen-one" })), "chosen-one");
    assert_eq!(save(4, json!({ "title": "Another title" })), "another-title");
}

#[test]
fn no_title_leaves_the_folder() {
    let app = AppTest::empty();
    for title in ["../../etc/passwd", "a/b\\c", "CON", "..", "x\u{0}y", "name.html\n"] {
        let slug = create(&app, json!({ "title": title }))["derived"]["slug"].clone();
        let slug = slug.as_str().expect("a slug");
        assert!(!slug.contains(['/', '\\', '\0', '.', '\n']) && !slug.is_empty(), "{title:?} makes {slug:?}");
    }
}
