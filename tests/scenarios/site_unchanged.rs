//! An export to which nothing is left to do ends before it has read the articles; and everything that changes a site
//! is seen all the same.

use contract::Event;
use serde_json::{Value, json};
use tests::program::temporary_folder;
use tests::{AppTest, site};

/// Exports, and tells whether it was seen at once that there is nothing to do: nothing is compared then.
fn export(app: &AppTest, folder: &std::path::Path) -> (bool, Value) {
    app.forget_events();
    let report = site::export(app, folder);
    let at_once = !app.events().iter().any(|event| matches!(event, Event::SiteProgress { .. }));
    (at_once, report)
}

fn save(app: &AppTest, id: &Value, body: &str) {
    let version = app.show(id)["version"].clone();
    let _ =
        app.ok("article_save", json!({ "id": id, "baseVersion": version, "body": body, "origin": "window" }));
    let _ = app.ok("article_publish", json!({ "ids": [id] }));
}

fn set(app: &AppTest, change: impl FnOnce(&mut Value)) {
    let mut publication = app.ok("library_state", json!({}))["open"]["publication"].clone();
    change(&mut publication);
    let _ = app.ok("publication_save", json!({ "publication": publication }));
}

#[test]
fn an_export_without_changes_says_the_same_as_the_one_before_and_reads_no_article() {
    let app = AppTest::empty();
    set(&app, |publication| publication["baseUrl"] = json!("https://example.org/"));
    let gone = format!("![Gone](media/{}.png)\n", "ab".repeat(32));
    let _ = site::publish(&app, &gone, json!({ "title": "One" }));
    let folder = temporary_folder();
    let (at_once, first) = export(&app, folder.path());
    assert!(!at_once);
    let before = site::files(folder.path());
    let (at_once, second) = export(&app, folder.path());
    assert!(at_once, "everything was looked at again");
    assert_eq!(
        (&second["added"], &second["changed"], &second["removed"]),
        (&json!([]), &json!([]), &json!([]))
    );
    assert_eq!(second["unchanged"], json!(first["added"].as_array().map(Vec::len)));
    for field in ["problems", "size", "url"] {
        assert_eq!(second[field], first[field], "{field}");
    }
    assert_eq!(second["problems"][0]["title"], "One");
    assert_eq!(site::files(folder.path()), before);
    // What would change is answered in the same way.
    app.forget_events();
    let planned = app.ok("site_plan", site::arguments(&app, folder.path()));
    assert_eq!((&planned["unchanged"], &planned["added"]), (&second["unchanged"], &json!([])));
}

#[test]
fn every_change_of_library_theme_folder_or_wish_is_looked_at() {
    let app = AppTest::empty();
    let id = site::publish(&app, "Text.\n", json!({ "title": "One", "tags": ["sea"] }));
    let folder = temporary_folder();
    let settle = || {
        let _ = export(&app, folder.path());
        assert!(export(&app, folder.path()).0, "nothing changed, and everything was looked at");
    };
    let path = |name: &str| folder.path().join(name);
    let changes: [(&str, &dyn Fn()); 9] = [
        ("another text", &|| save(&app, &id, "Another text.\n")),
        ("an article more", &|| drop(site::publish(&app, "x\n", json!({ "title": "Two" })))),
        ("an article less", &|| {
            let two =
                app.list("published").iter().find(|it| it["title"] == "Two").expect("it is there")["id"]
                    .clone();
            let _ = app.ok("article_trash", json!({ "ids": [two] }));
        }),
        ("another title of the publication", &|| {
            set(&app, |publication| publication["title"] = json!("Other"))
        }),
        ("another theme", &|| set(&app, |publication| publication["theme"] = json!("essay"))),
        ("an option of the theme", &|| {
            set(&app, |publication| publication["themeOptions"] = json!({ "accent": "#333333" }));
        }),
        ("what is said about a tag", &|| {
            let profile =
                json!({ "kind": "tag", "name": "sea", "slug": "the-sea", "description": "", "articles": 0 });
            let _ = app.ok("profile_save", profile);
        }),
        ("a file that is gone", &|| std::fs::remove_file(path("index.html")).expect("removed")),
        ("a file that is longer", &|| {
            let page = std::fs::read_to_string(path("404.html")).expect("read");
            std::fs::write(path("404.html"), page + "<!-- mine -->").expect("written");
        }),
    ];
    for (what, change) in changes {
        settle();
        change();
        let (at_once, report) = export(&app, folder.path());
        assert!(!at_once, "{what} was not seen: {report}");
        let mut done = ["added", "changed", "removed", "problems"]
            .iter()
            .map(|list| report[*list].as_array().map_or(0, Vec::len));
        assert!(done.any(|count| count > 0), "{what} made no difference: {report}");
    }
    // What somebody changed is told until it is mended.
    let (at_once, report) = export(&app, folder.path());
    assert!(!at_once && report["problems"].to_string().contains("404.html"), "{report}");
    std::fs::remove_file(path("404.html")).expect("removed");
    settle();

    let mut elsewhere = site::arguments(&app, folder.path());
    elsewhere["baseUrl"] = json!("https://elsewhere.example/");
    let report = app.ok("site_export", elsewhere);
    assert_ne!(report["changed"], json!([]), "another address makes another site");
    assert!(!export(&app, folder.path()).0, "the publication's own address makes another site again");
    settle();
    let other = temporary_folder();
    assert!(!export(&app, other.path()).0, "another folder is empty");
    assert!(other.path().join("index.html").is_file());
    assert!(export(&app, folder.path()).0, "the first folder is what it was");
}
