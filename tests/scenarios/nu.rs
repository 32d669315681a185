//! The Nu checker over everything that is exported from the sample library.

use std::process::Command;

use serde_json::{Value, json};
use tests::AppTest;
use tests::program::{finish, project_root, temporary_folder};

/// Messages of the checker that ask for something: errors and warnings.
///
/// Informative messages without a subtype are left out: they remark on habits (a trailing slash) and on guesses at the
/// language, and the checker itself does not count them as warnings.
fn complaints(folder: &std::path::Path) -> Vec<String> {
    let jar = project_root().join("ui/node_modules/vnu-jar/build/dist/vnu.jar");
    assert!(jar.is_file(), "{} is missing: run `npm ci` in ui", jar.display());
    let mut command = Command::new("java");
    command.args(["-Xss8m", "-jar"]).arg(jar).args([
        "--format",
        "json",
        "--exit-zero-always",
        "--skip-non-html",
    ]);
    let ran = finish(
        {
            command.arg(folder);
            command
        },
        b"",
    );
    let report: Value = match serde_json::from_str(&ran.stderr) {
        Ok(report) => report,
        Err(error) => panic!("the checker did not answer in JSON ({error}): {ran:?}"),
    };
    let messages = report["messages"].as_array().expect("messages");
    messages
        .iter()
        .filter(|message| message["type"] != "info" || message["subType"] == "warning")
        .map(|message| {
            format!(
                "{}:{}: {} [{}]",
                message["url"], message["lastLine"], message["message"], message["extract"]
            )
        })
        .collect()
}

#[test]
fn the_checker_notices_an_error_and_a_warning() {
    let folder = temporary_folder();
    std::fs::write(folder.path().join("a.html"), "<!doctype html><html lang=en><title>x</title><p><div></p>")
        .expect("written");
    std::fs::write(
        folder.path().join("b.html"),
        "<!doctype html><html lang=en><title>x</title><section><p>x</section>",
    )
    .expect("written");
    let found = complaints(folder.path()).join("\n");
    assert!(found.contains("a.html") && found.contains("b.html"), "{found}");
}

#[test]
fn every_page_and_fragment_of_the_samples_is_valid() {
    let app = AppTest::with_samples();
    let folder = temporary_folder();
    let mut count = 0;
    for article in app.list("all") {
        let slug = article["slug"].as_str().expect("a slug");
        let (page, _) = app.export(&article["id"], "page");
        std::fs::write(folder.path().join(format!("page-{slug}.html")), page).expect("written");
        let (fragment, _) = app.export(&article["id"], "fragment");
        // What a CMS puts around a fragment: its own page, with the title as the first heading.
        let wrapped = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head><meta charset=\"utf-8\"><title>Wrapper</title></head>\n\
             <body>\n<h1>Wrapper</h1>\n{fragment}\n</body>\n</html>\n",
            article["language"].as_str().expect("a language"),
            article["direction"].as_str().expect("a direction"),
        );
        std::fs::write(folder.path().join(format!("fragment-{slug}.html")), wrapped).expect("written");
        count += 2;
    }
    assert!(count >= 12, "only {count} files to check");
    let found = complaints(folder.path());
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn an_article_that_uses_everything_is_valid() {
    let app = AppTest::empty();
    let folder = temporary_folder();
    for (name, text) in [
        ("everything", include_str!("../fixtures/everything.md")),
        ("hostile", include_str!("../fixtures/hostile.md")),
        ("empty", ""),
    ] {
        let article = app.new_article(name, text);
        let (page, _) = app.export(&article["id"], "page");
        std::fs::write(folder.path().join(format!("{name}.html")), page).expect("written");
    }
    let found = complaints(folder.path());
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// The samples and articles that use everything, in a theme with options that change something.
fn library_in(theme: &str) -> AppTest {
    let app = AppTest::with_samples();
    let state = app.ok("library_state", json!({}));
    let mut publication = state["open"]["publication"].clone();
    publication["theme"] = json!(theme);
    publication["themeOptions"] =
        json!({ "type": "literata", "embed_fonts": "yes", "accent": "#0b4f7d #9cc9ee" });
    publication["baseUrl"] = json!("https://lantern.example/news/");
    publication["logo"] = app
        .list("all")
        .iter()
        .find_map(|it| it["lead"].as_str())
        .map_or(Value::Null, |lead| json!(lead.split('.').next()));
    let _ = app.ok("publication_save", json!({ "publication": publication }));
    for (title, text) in [
        ("everything", include_str!("../fixtures/everything.md")),
        ("hostile", include_str!("../fixtures/hostile.md")),
        ("film", "https://www.youtube.com/watch?v=abc\n\nText.\n"),
        ("<i>empty</i>", ""),
    ] {
        let _ = app.ok(
            "article_create",
            json!({ "origin": "window", "body": text, "metadata": {
                "title": title, "tableOfContents": true, "subtitle": "A subtitle", "section": "Town & country",
                "authors": ["A", "B <b>"], "tags": ["one", "two & three"], "kind": "page",
                "original": { "name": "The River", "url": "https://river.example/?a=1&b=2" },
                "publishedAt": "2026-11-23T09:00:00+03:30", "revisedAt": "2026-12-01T00:00:00Z",
            }}),
        );
    }
    app
}

#[test]
fn every_page_and_fragment_is_valid_in_every_theme_and_profile() {
    let folder = temporary_folder();
    for theme in ["news", "essay"] {
        let app = library_in(theme);
        for article in app.list("all") {
            let slug = article["slug"].as_str().expect("a slug");
            let (page, _) = app.export(&article["id"], "page");
            std::fs::write(folder.path().join(format!("{theme}-{slug}.html")), page).expect("written");
            if theme != "news" {
                continue;
            }
            for profile in ["blogger", "wordpress", "email"] {
                let target = folder.path().join(format!("{profile}-{slug}.html"));
                let _ = app.ok(
                    "export_article",
                    json!({ "id": article["id"], "form": "fragment", "profile": profile, "target": app.token(&target) }),
                );
                let fragment = std::fs::read_to_string(&target).expect("the fragment");
                let wrapped = format!(
                    "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head><meta charset=\"utf-8\"><title>Wrapper</title></head>\n<body>\n<h1>Wrapper</h1>\n{}{fragment}\n</body>\n</html>\n",
                    article["language"].as_str().expect("a language"),
                    article["direction"].as_str().expect("a direction"),
                    if profile == "blogger" { "<h2>The post’s own title</h2>\n" } else { "" },
                );
                std::fs::write(&target, wrapped).expect("written");
            }
        }
    }
    // Mail programs need the attributes of HTML 4, which the checker calls obsolete, and nothing else.
    let found: Vec<String> = complaints(folder.path())
        .into_iter()
        .filter(|complaint| !(complaint.contains("/email-") && complaint.contains(" element is obsolete.")))
        .collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn every_page_of_a_site_of_a_thousand_articles_is_valid() {
    let app = AppTest::empty();
    let folder = temporary_folder();
    for number in 0..1_000 {
        let text = tests::corpus::article(5, number);
        let day = format!("{}-{:02}-{:02}", 2000 + number / 40, number % 12 + 1, number % 28 + 1);
        let _ = app.ok(
            "article_create",
            serde_json::json!({ "body": text.body, "origin": "import", "status": "published", "metadata": {
                "title": text.title, "authors": [text.author], "tags": text.tags, "publishedAt": day } }),
        );
    }
    let ids: Vec<Value> = app.list("draft").iter().map(|article| article["id"].clone()).collect();
    let _ = app.ok("article_publish", serde_json::json!({ "ids": ids }));
    for theme in ["news", "essay"] {
        let mut publication = app.ok("library_state", serde_json::json!({}))["open"]["publication"].clone();
        publication["theme"] = theme.into();
        publication["baseUrl"] = "https://example.org/quayside/".into();
        let _ = app.ok("publication_save", serde_json::json!({ "publication": publication }));
        let _ = tests::site::export(&app, folder.path());
        let found = complaints(folder.path());
        assert!(found.is_empty(), "\n{theme}: {}\n", found[..found.len().min(40)].join("\n"));
        assert_eq!(
            tests::site::broken_links(folder.path(), "https://example.org/quayside/"),
            Vec::<String>::new()
        );
    }
}

#[test]
fn every_page_of_the_site_of_the_samples_is_valid() {
    let (_, folder) = tests::site::of_samples();
    let found = complaints(folder.path());
    assert!(found.is_empty(), "\n{}\n", found[..found.len().min(40)].join("\n"));
}
