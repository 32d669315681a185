//! The folder of a site: nothing that is not the site's is touched, and nothing is written outside.

use serde_json::json;
use tests::program::temporary_folder;
use tests::{AppTest, page, site};

fn problems(report: &serde_json::Value) -> String {
    let list = report["problems"].as_array().expect("problems");
    list.iter().map(|problem| problem["message"].as_str().expect("words")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_file_that_somebody_wrote_or_changed_is_left_and_reported() {
    let app = AppTest::empty();
    let folder = temporary_folder();
    std::fs::write(folder.path().join("robots.txt"), "theirs").expect("written");
    let id = site::publish(&app, "Text.", json!({ "title": "Mended by hand" }));
    let first = site::export(&app, folder.path());
    assert!(problems(&first).contains("“robots.txt” is there already"), "{first}");
    let path = folder.path().join("mended-by-hand/index.html");
    std::fs::write(&path, "by hand").expect("written");
    let article = app.show(&id);
    let _ = app.ok(
        "article_save",
        json!({ "id": id, "baseVersion": article["version"], "body": "Other text.", "origin": "window" }),
    );
    let _ = app.ok("article_publish", json!({ "ids": [id] }));
    let second = site::export(&app, folder.path());
    assert!(problems(&second).contains("“mended-by-hand/index.html” was changed by somebody"), "{second}");
    assert_eq!(std::fs::read_to_string(&path).expect("read"), "by hand");
    assert_eq!(site::text(folder.path(), "robots.txt"), "theirs");
    let mut arguments = site::arguments(&app, folder.path());
    arguments["overwrite"] = json!(true);
    let _ = app.ok("site_export", arguments);
    assert!(std::fs::read_to_string(&path).expect("read").contains("Other text."));
    assert!(site::text(folder.path(), "robots.txt").contains("User-agent"));
}

#[cfg(unix)]
#[test]
fn a_link_in_the_folder_is_not_followed() {
    let app = AppTest::empty();
    let _ = site::publish(&app, "Text.", json!({ "title": "Through a link" }));
    let (folder, outside) = (temporary_folder(), temporary_folder());
    std::os::unix::fs::symlink(outside.path(), folder.path().join("through-a-link")).expect("a link");
    std::os::unix::fs::symlink(outside.path().join("x.txt"), folder.path().join("robots.txt"))
        .expect("a link");
    let report = site::export(&app, folder.path());
    assert!(problems(&report).contains("link"), "{report}");
    assert_eq!(
        std::fs::read_dir(outside.path()).expect("a folder").count(),
        0,
        "something was written outside"
    );
    assert!(folder.path().join("index.html").is_file(), "the rest was not written");
}

#[test]
fn no_title_slug_or_tag_leaves_the_folder_or_the_text() {
    let app = AppTest::empty();
    let around = temporary_folder();
    let folder = around.path().join("site");
    let long = "ab ".repeat(400);
    let payloads = [
        "../../escaped",
        "..\\..\\escaped",
        "/etc/passwd",
        "CON",
        "nul.html",
        "COM1",
        "a\u{0}b",
        "\u{202e}gnp.exe",
        "Straße",
        "STRASSE",
        "strasse",
        "tags",
        "index",
        "404",
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "{{ 7 * 7 }}{% include '/etc/passwd' %}",
        "'; DROP TABLE article; --",
        "cafe\u{301}",
        "café",
        "😀",
        ".git",
        "_redirects",
        "javascript:alert(1)",
        "&lt;b&gt;",
        "]]>",
        long.as_str(),
    ];
    for payload in payloads {
        let metadata = json!({ "title": payload, "subtitle": payload, "tags": [payload], "authors": [payload],
            "section": payload, "excerpt": payload, "publishedAt": "2026-01-01" });
        let _ = site::publish(&app, "Text.", metadata);
    }
    let mut publication = app.ok("library_state", json!({}))["open"]["publication"].clone();
    publication["baseUrl"] = json!("https://example.org/");
    publication["title"] = json!("<script>alert(1)</script>");
    let _ = app.ok("publication_save", json!({ "publication": publication }));
    let _ = site::export(&app, &folder);
    assert_eq!(
        std::fs::read_dir(around.path()).expect("a folder").count(),
        1,
        "something was written outside"
    );
    let files = site::files(&folder);
    let mut folded = std::collections::BTreeSet::new();
    for (path, bytes) in &files {
        assert!(folded.insert(path.to_uppercase().to_lowercase()), "{path} is there twice");
        assert!(path.split('/').all(|segment| segment.len() <= 255), "{path}");
        if path.ends_with(".html") {
            let html = String::from_utf8_lossy(bytes);
            for tag in page::tags(&html) {
                let script = tag.name == "script" && tag.attribute("type") != Some("application/ld+json");
                assert!(!script || tag.attribute("src") == Some("search.js"), "{path}: {tag:?}");
                let bad = tag.attributes.iter().any(|(name, value)| {
                    let followed = ["href", "src", "action"].contains(&name.as_str());
                    name.starts_with("on")
                        || followed && value.trim().to_lowercase().starts_with("javascript:")
                });
                assert!(!bad, "{path}: {tag:?}");
            }
            assert!(!html.contains("root:"), "{path}");
        }
    }
    assert_eq!(files.keys().filter(|path| path.contains("strasse")).count() % 3, 0);
    assert_eq!(site::broken_links(&folder, "https://example.org/"), Vec::<String>::new());
}

#[test]
fn an_export_that_was_broken_off_is_finished_by_the_next() {
    let app = AppTest::empty();
    let _ = site::publish(&app, "Text.", json!({ "title": "One" }));
    let folder = temporary_folder();
    // Before the journal was whole: what lies there is cleared away.
    let staging = folder.path().join(".galley-staging");
    std::fs::create_dir(&staging).expect("made");
    std::fs::write(staging.join("0"), "half").expect("written");
    std::fs::write(staging.join("journal"), "0 stolen.html\n").expect("written");
    let _ = site::export(&app, folder.path());
    assert!(!folder.path().join("stolen.html").exists());
    assert!(!staging.exists());
    // After it was whole: what it says is done first.
    let before = site::files(folder.path());
    std::fs::create_dir(&staging).expect("made");
    for (number, path) in [("0", "index.html"), ("1", "one/index.html")] {
        std::fs::rename(folder.path().join(path), staging.join(number)).expect("moved");
    }
    std::fs::write(staging.join("journal"), "0 index.html\n1 one/index.html\nEND\n").expect("written");
    let report = site::export(&app, folder.path());
    assert_eq!((&report["added"], &report["changed"]), (&json!([]), &json!([])), "{report}");
    assert_eq!(site::files(folder.path()), before);
}
