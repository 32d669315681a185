//! Themes: chosen with their options, copied, changed while they are in use, and kept from doing harm.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use contract::Event;
use serde_json::{Value, json};
use tests::{AppTest, page};

/// The publication's settings with some of them changed.
fn save_publication(app: &AppTest, changes: Value) -> Value {
    let state = app.ok("library_state", json!({}));
    let mut publication = state["open"]["publication"].clone();
    for (key, value) in changes.as_object().expect("changes") {
        publication[key] = value.clone();
    }
    app.ok("publication_save", json!({ "publication": publication }))
}

fn themes(app: &AppTest) -> Vec<Value> {
    app.ok("theme_list", json!({})).as_array().cloned().expect("themes")
}

fn problems(app: &AppTest) -> Vec<Value> {
    app.ok("theme_problems", json!({})).as_array().cloned().expect("problems")
}

/// Copies a theme into the library and chooses it; answers its folder.
fn own_theme(app: &AppTest, from: &str) -> PathBuf {
    let copied = app.ok("theme_copy", json!({ "from": from, "name": "mine" }));
    assert_eq!(copied["own"], true);
    assert!(copied["problem"].is_null(), "{copied}");
    let _ = save_publication(app, json!({ "theme": "mine" }));
    app.library().join("themes/mine")
}

fn preview(app: &AppTest, id: &Value) -> String {
    let opened = app.ok("draft_open", json!({ "id": id }));
    opened["page"]["html"].as_str().expect("html").to_owned()
}

#[test]
fn two_themes_come_with_galley_and_look_different() {
    let app = AppTest::with_samples();
    let listed = themes(&app);
    let names: Vec<&str> = listed.iter().filter_map(|theme| theme["name"].as_str()).collect();
    assert_eq!(names, ["news", "essay"]);
    for theme in &listed {
        let options = theme["options"].as_array().expect("options");
        for kind in ["colour", "type", "choice"] {
            assert!(options.iter().any(|option| option["kind"] == kind), "{theme}");
        }
    }
    let id = app.list("all")[0]["id"].clone();
    let news = app.export(&id, "page").0;
    let _ = save_publication(&app, json!({ "theme": "essay" }));
    let essay = app.export(&id, "page").0;
    assert_ne!(news, essay);
    assert_eq!(page::visible_text(&preview(&app, &id)), page::visible_text(&essay));
}

#[test]
fn options_reach_page_and_preview_and_wrong_ones_are_told() {
    let app = AppTest::with_samples();
    let id = app.list("all")[0]["id"].clone();
    let _ = save_publication(
        &app,
        json!({ "themeOptions": { "accent": "#005a9c", "layout": "compact", "type": "literata" } }),
    );
    for html in [app.export(&id, "page").0, preview(&app, &id)] {
        assert!(html.contains("--accent: #005a9c"), "the colour is missing");
        assert!(html.contains("class=\"compact\"") && html.contains("\"Literata\""));
    }
    assert!(problems(&app).is_empty());
    let wrong = json!({ "accent": "#ffff00", "layout": "\"><script>alert(1)</script>", "type": "../x" });
    let _ = save_publication(&app, json!({ "themeOptions": wrong }));
    let told = problems(&app);
    let options: Vec<&str> = told.iter().filter_map(|problem| problem["option"].as_str()).collect();
    assert_eq!(options, ["accent", "layout", "type"], "{told:?}");
    let html = app.export(&id, "page").0;
    assert!(!html.contains("#ffff00") && page::reaches_out(&html).is_empty());
    assert!(!html.contains("alert(1)"));
}

#[test]
fn fonts_are_inside_a_page_only_where_that_is_asked_for() {
    let app = AppTest::with_samples();
    let id = app.list("all")[0]["id"].clone();
    let size = |options: Value| {
        let _ = save_publication(&app, json!({ "themeOptions": options }));
        app.export(&id, "page").0
    };
    let without = size(json!({ "type": "newsreader" }));
    let with = size(json!({ "type": "newsreader", "embed_fonts": "yes" }));
    assert!(!without.contains("font/woff2") && with.contains("data:font/woff2;base64,"));
    assert!(page::reaches_out(&with).is_empty());
}

#[test]
fn an_own_theme_is_shown_as_it_changes_and_a_mistake_leaves_the_last_good_one_in_use() {
    let app = AppTest::with_samples();
    let id = app.list("all")[0]["id"].clone();
    let folder = own_theme(&app, "news");
    assert!(folder.join("README.md").is_file(), "the guide is missing");
    let style = folder.join("style/page.css");
    let text = std::fs::read_to_string(&style).expect("the style sheet");
    std::fs::write(&style, format!("{text}\n.mark-of-mine {{ color: red }}\n")).expect("written");
    let since = Instant::now();
    let told = |event: &Event| matches!(event, Event::ThemeChanged { problem: None });
    assert!(app.wait_for_event(since, Duration::from_secs(10), told).is_some(), "the change is not told");
    assert!(preview(&app, &id).contains(".mark-of-mine"));

    let template = folder.join("article.html");
    let good = std::fs::read_to_string(&template).expect("the template");
    let since = Instant::now();
    std::fs::write(&template, format!("{good}\n{{% if %}}\n")).expect("written");
    let told = |event: &Event| matches!(event, Event::ThemeChanged { problem: Some(_) });
    assert!(app.wait_for_event(since, Duration::from_secs(10), told).is_some(), "the mistake is not told");
    let problem = &problems(&app)[0];
    assert_eq!(problem["file"], "article.html");
    assert_eq!(problem["line"], good.lines().count() as u64 + 2, "{problem}");
    for html in [preview(&app, &id), app.export(&id, "page").0] {
        assert!(html.contains(".mark-of-mine"), "the last good theme is not in use");
    }
    std::fs::write(&template, good).expect("written");
    let since = Instant::now();
    let told = |event: &Event| matches!(event, Event::ThemeChanged { problem: None });
    assert!(app.wait_for_event(since, Duration::from_secs(10), told).is_some(), "the mending is not told");
    assert!(problems(&app).is_empty());
}

#[test]
fn a_theme_that_is_gone_leaves_the_pages_whole() {
    let app = AppTest::with_samples();
    let folder = own_theme(&app, "essay");
    std::fs::remove_dir_all(folder).expect("removed");
    let other = AppTest::on(app.library());
    let html = other.export(&other.list("all")[0]["id"], "page").0;
    assert!(html.contains("</html>"));
    assert!(problems(&other)[0]["message"].as_str().is_some_and(|message| message.contains("mine")));
}

#[test]
fn a_copy_replaces_nothing_and_leaves_the_folder_of_themes_never() {
    let app = AppTest::empty();
    let copy = |name: &str| json!({ "from": "news", "name": name });
    let _ = app.ok("theme_copy", copy("mine"));
    for name in ["mine", "news", "", "..", "../x", "a/b", "a\\b", ".hidden", "con:x"] {
        let _ = app.err("theme_copy", copy(name));
    }
    let _ = app.err("theme_copy", json!({ "from": "../news", "name": "other" }));
    let entries = std::fs::read_dir(app.library().join("themes")).expect("themes").count();
    assert_eq!(entries, 1);
}

#[test]
fn a_hostile_theme_reads_nothing_runs_nothing_and_ends() {
    let app = AppTest::empty();
    let secret = app.library().parent().expect("a folder").join("secret.html");
    std::fs::write(&secret, "the secret").expect("written");
    let article = app.new_article("<script>alert(1)</script>", "Text.");
    let folder = app.library().join("themes/evil");
    std::fs::create_dir_all(&folder).expect("made");
    let about = "title = \"E\"\ndescription = \"E\"\nstyles = []\n";
    let good = "<title>{{ page.title }}</title>{{ body }}";
    let write = |file: &str, text: &str| std::fs::write(folder.join(file), text).expect(file);
    write("theme.toml", about);
    write("article.html", good);
    let _ = save_publication(&app, json!({ "theme": "evil" }));
    let mut hostile = vec![
        ("article.html", "{% include '../../../secret.html' %}".to_owned()),
        ("article.html", format!("{{% include '{}' %}}", secret.display())),
        ("article.html", "{{ page.title|safe }}".to_owned()),
        ("article.html", "{% for a in [1,2,3,4,5,6,7,8,9] %}".repeat(9) + "x" + &"{% endfor %}".repeat(9)),
        ("article.html", "{% include 'article.html' %}".to_owned()),
        ("theme.toml", format!("{about}extends = \"../news\"\n")),
        ("theme.toml", about.replace("[]", "[\"../../../secret.html\"]")),
    ];
    if cfg!(unix) {
        hostile.push(("article.html", "{% include 'linked.html' %}".to_owned()));
        #[cfg(unix)]
        std::os::unix::fs::symlink(&secret, folder.join("linked.html")).expect("a link");
    }
    for (file, text) in hostile {
        write("theme.toml", about);
        write("article.html", good);
        write(file, &text);
        let fresh = AppTest::on(app.library());
        let token = fresh.token(&app.library().join("out.html"));
        let started = Instant::now();
        let exported =
            fresh.call("export_article", json!({ "id": article["id"], "form": "page", "target": token }));
        assert!(started.elapsed() < Duration::from_secs(20), "{text} runs for too long");
        if exported.is_ok() {
            let html = std::fs::read_to_string(app.library().join("out.html")).expect("the page");
            assert!(!html.contains("the secret"), "{text} read a file");
            assert!(!html.contains("<script>alert"), "{text} let a script through");
        }
    }
}
