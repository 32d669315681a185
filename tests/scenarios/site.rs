//! The site: what comes out of it, and what follows from a change.

use serde_json::{Value, json};
use tests::program::{Galley, temporary_folder};
use tests::{AppTest, page, site};

const BASE: &str = "https://example.org/quayside/";

fn set(app: &AppTest, change: impl FnOnce(&mut Value)) {
    let mut publication = app.ok("library_state", json!({}))["open"]["publication"].clone();
    change(&mut publication);
    let _ = app.ok("publication_save", json!({ "publication": publication }));
}

/// A library with three articles that are out.
fn few() -> AppTest {
    let app = AppTest::empty();
    set(&app, |publication| publication["baseUrl"] = json!(BASE));
    for (title, tag) in [("The first light", "light"), ("A second lamp", "light"), ("Third", "dark")] {
        let body = format!("# {title}\n\nSome words about it.\n");
        let _ =
            site::publish(&app, &body, json!({ "title": title, "tags": [tag], "publishedAt": "2026-03-01" }));
    }
    app
}

fn paths(list: &Value, folder: &std::path::Path) -> Vec<String> {
    let relative = |file: &Value| {
        let path = file["path"].as_str().or(file.as_str()).expect("a path");
        let path = std::path::Path::new(path).strip_prefix(folder).expect("below the folder");
        path.to_string_lossy().replace('\\', "/")
    };
    list.as_array().expect("a list").iter().map(relative).collect()
}

#[test]
fn the_samples_become_a_site_in_which_no_link_is_broken() {
    let (app, folder) = site::of_samples();
    let published = app.list("published");
    assert!(published.len() >= 5, "only {} samples are published", published.len());
    for article in &published {
        let slug = article["slug"].as_str().expect("a slug");
        let html = site::text(folder.path(), &format!("{slug}/index.html"));
        let elsewhere = app.show(&article["id"])["metadata"]["canonicalUrl"].is_string();
        let own = html.contains(&format!(
            "<link rel=\"canonical\" href=\"{BASE}{}/\">",
            export::address::percent_encode(slug)
        ));
        assert!(own || elsewhere, "{slug} names another address as its own");
    }
    for path in [
        "index.html",
        "404.html",
        "archive/index.html",
        "tags/index.html",
        "search/index.html",
        "atom.xml",
        "rss.xml",
        "feed.json",
        "sitemap.xml",
        "robots.txt",
        "opensearch.xml",
        "search/search.js",
    ] {
        assert!(folder.path().join(path).is_file(), "{path} is missing");
    }
    assert_eq!(site::broken_links(folder.path(), BASE), Vec::<String>::new());
    assert!(!folder.path().join(".galley-staging").exists(), "something was left behind");
}

#[test]
fn a_checker_of_links_notices_a_broken_one() {
    let folder = temporary_folder();
    std::fs::write(folder.path().join("a.html"), "<a href=\"b.html\">b</a><a href=\"#c\">c</a>")
        .expect("written");
    assert_eq!(site::broken_links(folder.path(), "").len(), 2);
}

#[test]
fn what_has_not_changed_is_not_written_again() {
    let app = few();
    let folder = temporary_folder();
    let first = site::export(&app, folder.path());
    let before = site::files(folder.path());
    let stamp = |path: &str| std::fs::metadata(folder.path().join(path)).and_then(|found| found.modified());
    let stamps: Vec<_> = before.keys().map(|path| stamp(path).expect("a date")).collect();
    let second = site::export(&app, folder.path());
    assert_eq!(second["added"], json!([]));
    assert_eq!(second["changed"], json!([]));
    assert_eq!(second["unchanged"], json!(first["added"].as_array().expect("a list").len()));
    assert_eq!(site::files(folder.path()), before);
    assert_eq!(before.keys().map(|path| stamp(path).expect("a date")).collect::<Vec<_>>(), stamps);
}

#[test]
fn the_same_library_makes_the_same_bytes_in_every_folder() {
    let (app, one) = site::of_samples();
    let other = temporary_folder();
    let _ = site::export(app, other.path());
    assert_eq!(site::files(one.path()), site::files(other.path()));
}

#[test]
fn an_edit_changes_the_pages_that_show_it_and_no_others() {
    let app = AppTest::empty();
    set(&app, |publication| publication["baseUrl"] = json!(BASE));
    let folder = temporary_folder();
    let mut ids = Vec::new();
    for number in 1..=30 {
        ids.push(site::publish(
            &app,
            &format!("Text {number}."),
            json!({ "title": format!("Title {number}"), "excerpt": "Same.", "publishedAt": format!("2026-01-{number:02}"),
                    "tags": [if number % 2 == 0 { "even" } else { "odd" }] }),
        ));
    }
    let _ = site::export(&app, folder.path());
    let edited = app.show(&ids[2]);
    let _ = app.ok(
        "article_save",
        json!({ "id": ids[2], "baseVersion": edited["version"], "body": "Another text 3.", "origin": "window" }),
    );
    let still = site::export(&app, folder.path());
    assert_eq!(still["changed"], json!([]), "the working copy is not what readers see");
    let _ = app.ok("article_publish", json!({ "ids": [ids[2]] }));
    let planned = app.ok("site_plan", site::arguments(&app, folder.path()));
    let done = site::export(&app, folder.path());
    assert_eq!(planned["changed"], done["changed"], "what was planned is what was done");
    let mut changed = paths(&done["changed"], folder.path());
    changed.retain(|path| !path.starts_with("tags/"));
    assert_eq!(changed, ["title-3/index.html"]);
    assert!(site::text(folder.path(), "title-3/index.html").contains("Another text 3."));
    assert_eq!(done["added"], json!([]));
}

#[test]
fn a_plan_changes_nothing_and_lists_everything() {
    let app = few();
    let folder = temporary_folder();
    let target = folder.path().join("not/yet/there");
    let planned = app.ok("site_plan", site::arguments(&app, &target));
    assert!(!folder.path().join("not").exists(), "a plan made a folder");
    let done = site::export(&app, &target);
    assert_eq!(planned["added"], done["added"]);
}

#[test]
fn an_article_that_is_withdrawn_leaves_and_what_lies_beside_stays() {
    let app = AppTest::empty();
    let folder = temporary_folder();
    let gone = site::publish(&app, "Text.", json!({ "title": "Soon gone", "tags": ["rare"] }));
    let _ = site::publish(&app, "Text.", json!({ "title": "Here to stay" }));
    for (path, text) in [("CNAME", "example.org"), (".git/HEAD", "ref"), ("soon-gone/notes.txt", "mine")] {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    let _ = site::export(&app, folder.path());
    let _ = app.ok("article_set_status", json!({ "ids": [gone], "status": "draft" }));
    let report = site::export(&app, folder.path());
    let removed = paths(&report["removed"], folder.path());
    assert!(removed.contains(&"soon-gone/index.html".to_owned()), "{removed:?}");
    assert!(removed.iter().any(|path| path.starts_with("tags/rare/")), "{removed:?}");
    assert!(!folder.path().join("tags").exists(), "an empty folder was left");
    for path in ["CNAME", ".git/HEAD", "soon-gone/notes.txt", "here-to-stay/index.html"] {
        assert!(folder.path().join(path).is_file(), "{path} is gone");
    }
}

#[test]
fn pages_stand_in_the_menu_and_not_among_the_posts() {
    let app = AppTest::empty();
    set(&app, |publication| publication["permalink"] = json!("{year}/{month}/{slug}/"));
    let folder = temporary_folder();
    let _ =
        site::publish(&app, "Who we are.", json!({ "title": "About us", "kind": "page", "menuOrder": 1 }));
    let _ = site::publish(&app, "News.", json!({ "title": "A post", "publishedAt": "2026-02-03T10:00:00Z" }));
    let _ = site::export(&app, folder.path());
    let post = site::text(folder.path(), "2026/02/a-post/index.html");
    assert!(post.contains("href=\"../../../about-us/index.html\""), "{post}");
    let front = page::visible_text(&site::text(folder.path(), "index.html"));
    assert_eq!(front.matches("A post").count(), 1, "{front}");
    assert_eq!(front.matches("About us").count(), 1, "{front}");
    assert!(!folder.path().join("atom.xml").exists(), "a feed without an address");
}

#[test]
fn an_old_address_leads_to_the_new_one() {
    let app = AppTest::empty();
    set(&app, |publication| publication["baseUrl"] = json!(BASE));
    let id = site::publish(&app, "Text.", json!({ "title": "Old name", "slug": "old-name" }));
    let folder = temporary_folder();
    let _ = site::export(&app, folder.path());
    let article = app.show(&id);
    let mut metadata = article["metadata"].clone();
    metadata["slug"] = json!("new-name");
    let _ = app.ok(
        "article_save",
        json!({ "id": id, "baseVersion": article["version"], "body": "Text.", "metadata": metadata, "origin": "window" }),
    );
    let _ = app.ok("article_publish", json!({ "ids": [id] }));
    let _ = site::export(&app, folder.path());
    let old = site::text(folder.path(), "old-name/index.html");
    assert!(old.contains("<meta http-equiv=\"refresh\" content=\"0; url=../new-name/\">"), "{old}");
    assert!(old.contains(&format!("<link rel=\"canonical\" href=\"{BASE}new-name/\">")), "{old}");
    assert_eq!(site::text(folder.path(), "_redirects"), "/quayside/old-name/ /quayside/new-name/ 301\n");
}

#[test]
fn translations_name_one_another() {
    let app = AppTest::empty();
    set(&app, |publication| publication["baseUrl"] = json!(BASE));
    for (title, language) in [("The light", "en"), ("Das Licht", "de")] {
        let metadata = json!({ "title": title, "language": language, "translation": "light" });
        let _ = site::publish(&app, "Text.", metadata);
    }
    let folder = temporary_folder();
    let _ = site::export(&app, folder.path());
    for slug in ["the-light", "das-licht"] {
        let html = site::text(folder.path(), &format!("{slug}/index.html"));
        for (language, other) in [("en", "the-light"), ("de", "das-licht")] {
            let link = format!("<link rel=\"alternate\" hreflang=\"{language}\" href=\"{BASE}{other}/\">");
            assert!(html.contains(&link), "{slug} lacks {link}");
        }
    }
    let sitemap = site::text(folder.path(), "sitemap.xml");
    assert_eq!(sitemap.matches("hreflang=\"de\"").count(), 2, "{sitemap}");
}

#[test]
fn the_command_line_exports_a_site_for_people_and_for_programs() {
    let app = few();
    let folder = temporary_folder();
    let target = folder.path().join("site");
    let to = target.to_str().expect("a path");
    let galley = Galley::on(app.library());
    let planned = galley.run(&["export", "--site", "--to", to, "--dry-run"]);
    assert!([0, 3].contains(&planned.status), "{planned:?}");
    assert!(planned.stdout.contains("+ ") && !target.exists(), "{planned:?}");
    let done =
        galley.run(&["--json", "export", "--site", "--to", to, "--base-url", "https://other.example/x/"]);
    assert!([0, 3].contains(&done.status), "{done:?}");
    let added = paths(&done.json()["added"], &target);
    assert_eq!(
        added,
        site::files(&target).into_keys().filter(|path| path != ".galley-manifest").collect::<Vec<_>>()
    );
    assert!(added.iter().any(|path| path == "third/index.html"), "{added:?}");
    assert!(site::text(&target, "atom.xml").contains("<id>https://other.example/x/</id>"));
    let again = galley.run(&["export", "--site", "--to", to, "--base-url", "https://other.example/x/"]);
    assert!(again.stdout.contains("0 files added, 0 changed, 0 removed"), "{again:?}");
    let _ = galley.run(&["export", "--site", "--to", to, "--base-url", "javascript:alert(1)"]).exits(1);
    let _ = galley.run(&["export", "--site", "--to", to, "some-article"]).exits(2);
}

#[test]
fn a_page_exported_alone_names_the_address_that_it_has_in_the_site() {
    let app = AppTest::empty();
    set(&app, |publication| {
        publication["baseUrl"] = json!(BASE);
        publication["permalink"] = json!("{section}/{year}/{month}/{slug}.html");
    });
    let metadata =
        json!({ "title": "باغ", "section": "Town & Gown", "publishedAt": "2026-03-01", "language": "fa" });
    let id = site::publish(&app, "Text.", metadata);
    let profile =
        json!({ "kind": "section", "name": "Town & Gown", "slug": "town", "description": "", "articles": 0 });
    let _ = app.ok("profile_save", profile);
    let folder = temporary_folder();
    let _ = site::export(&app, folder.path());
    let slug = app.list("published")[0]["slug"].as_str().expect("a slug").to_owned();
    let canonical = |html: &str| {
        let tags = page::tags(html);
        let link =
            tags.iter().find(|tag| tag.attribute("rel") == Some("canonical")).expect("a canonical address");
        link.attribute("href").expect("an address").to_owned()
    };
    let in_site = canonical(&site::text(folder.path(), &format!("town/2026/03/{slug}.html")));
    let (alone, _) = app.export(&id, "page");
    assert_eq!(canonical(&alone), in_site);
    assert!(in_site.starts_with("https://example.org/quayside/town/2026/03/%D8%A8"), "{in_site}");
}

#[test]
fn what_is_not_as_it_should_be_is_told_also_of_pages_that_stayed_as_they_were() {
    let app = few();
    let _ =
        site::publish(&app, "A ![](https://example.org/x.png) picture.\n", json!({ "title": "Undescribed" }));
    let folder = temporary_folder();
    let first = site::export(&app, folder.path());
    assert!(first["problems"].to_string().contains("no description"), "{}", first["problems"]);
    let second = site::export(&app, folder.path());
    assert_eq!(second["changed"], json!([]));
    assert_eq!(second["problems"], first["problems"]);
    let planned = app.ok("site_plan", site::arguments(&app, folder.path()));
    assert_eq!(planned["problems"], first["problems"]);
}

#[test]
fn a_damaged_article_keeps_the_page_it_had_and_holds_up_no_other() {
    let home = temporary_folder();
    let (library, text, out) =
        (home.path().join("library"), home.path().join("text.md"), home.path().join("out"));
    // Each is a process of its own, so that everything is in the one file when it is altered.
    let galley = Galley::on(&library);
    let _ = galley.run(&["init"]).exits(0);
    let publish = |title: &str| {
        let written = format!("---\ntitle: {title}\nstatus: published\ndate: 2026-03-01\n---\n\nWords.\n");
        std::fs::write(&text, written).expect("written");
        galley.run(&["new", "--file", &text.to_string_lossy()]).exits(0).stdout.trim().to_owned()
    };
    let export = || {
        let to = out.to_string_lossy();
        galley.run(&["--json", "export", "--site", "--base-url", BASE, "--to", &to])
    };
    let damaged = publish("Quicksilver");
    let _ = export().exits(0);
    let page_before = site::text(&out, "quicksilver/index.html");

    alter(&library.join("library.db"), "Quicksilver", "Quicksolver");
    let _ = publish("Fifth");
    let report = export().exits(3).json();
    assert!(out.join("fifth/index.html").is_file(), "the damaged article held up another: {report}");
    assert_eq!(site::text(&out, "quicksilver/index.html"), page_before);
    let told = report["problems"].as_array().expect("a list");
    assert!(told.iter().any(|problem| problem["article"] == json!(damaged)), "{report}");
    assert_eq!(report["removed"], json!([]));
}

/// Changes bytes of a file wherever they stand, as a failing disk does.
fn alter(file: &std::path::Path, from: &str, to: &str) {
    let mut bytes = std::fs::read(file).expect("the file can be read");
    let places: Vec<usize> =
        (0..bytes.len() - from.len()).filter(|at| bytes[*at..].starts_with(from.as_bytes())).collect();
    assert!(!places.is_empty(), "{from} stands nowhere");
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
    }
    std::fs::write(file, bytes).expect("the file can be written");
}
