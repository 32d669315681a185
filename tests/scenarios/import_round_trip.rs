//! What Galley writes as Markdown comes back as it was, and pictures come from elsewhere only when asked for.

use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use engine::ImportOptions;
use serde_json::{Value, json};
use tests::AppTest;
use tests::pictures::png;
use tests::program::temporary_folder;

use super::import::{dry, import, import_with};

/// What has to be the same.
fn kept(app: &AppTest, article: &Value) -> Value {
    let mut article = app.show(&article["id"]);
    for gone in ["version", "updatedAt", "origin"] {
        article.as_object_mut().expect("an object").remove(gone);
    }
    article
}

#[test]
fn what_galley_writes_as_markdown_comes_back_without_loss() {
    let (app, other, folder) = (AppTest::with_samples(), AppTest::empty(), temporary_folder());
    let (one, two) = (
        app.new_article("Same", "One, see [two](article:0)\n"),
        app.new_article("Same", "Two\n\n---\n\n# Not a title\n"),
    );
    let text = format!(
        "One, see [two](article:{}#not-a-title) and `article:x`.\n",
        two["id"].as_str().expect("an id")
    );
    let save = json!({ "id": one["id"], "baseVersion": 1, "body": text, "origin": "window",
        "metadata": { "title": "Same", "kind": "page", "menuOrder": 3, "tags": ["a, b", "c"], "custom": { "mood": "calm: yes", "title": "x" } } });
    let _ = app.call("article_save", save).or_else(|_| {
        app.call(
            "article_save",
            json!({ "id": one["id"], "baseVersion": 1, "body": text, "origin": "window" }),
        )
    });
    let notes = folder.path().join("export");
    std::fs::create_dir(&notes).expect("a folder");
    let articles = app.list("all");
    for article in &articles {
        let markdown =
            app.engine().markdown(article["id"].as_str().expect("an id")).expect("it can be written");
        let markdown = articles.iter().fold(markdown, |text, other| {
            let (id, slug) = (other["id"].as_str().expect("an id"), other["slug"].as_str().expect("a slug"));
            text.replace(&format!("(article:{id}"), &format!("({slug}.md"))
        });
        std::fs::write(notes.join(format!("{}.md", article["slug"].as_str().expect("a slug"))), markdown)
            .expect("written");
    }
    super::import_bad::copy_files(&app.library().join("media"), &notes.join("media"));
    let report = import(&other, &notes);
    assert_eq!(report.counts.new as usize, articles.len(), "{:?}", report.items);
    assert_eq!(report.counts.with_problems, 0, "{:?}", report.items);
    for article in &articles {
        let (was, is) = (kept(&app, article), kept(&other, article));
        if article["title"] == "Same" {
            assert_eq!((&was["body"], &was["derived"]["slug"]), (&is["body"], &is["derived"]["slug"]));
        } else {
            for (key, value) in was.as_object().expect("an object") {
                assert_eq!(*value, is[key], "{key} of {}", article["title"]);
            }
        }
    }
    let back = import_with(&app, &notes, &dry());
    assert_eq!(
        back.counts.unchanged as usize,
        articles.len(),
        "where it came from it is known: {:?}",
        back.items
    );
    assert_eq!(import(&app, &notes).counts.conflicts, 0);
    assert_eq!(app.list("all").len(), articles.len());
}

/// A web server with one picture under every address but those with `gone`; counts who asks.
fn server() -> (String, Arc<AtomicUsize>) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let hits = Arc::new(AtomicUsize::new(0));
    let count = hits.clone();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let count = count.clone();
            std::thread::spawn(move || {
                let mut request = [0; 4096];
                let read = stream.read(&mut request).unwrap_or(0);
                let line = String::from_utf8_lossy(&request[..read]).into_owned();
                count.fetch_add(1, Ordering::SeqCst);
                let number = line.split(['/', '.']).find_map(|part| part.parse().ok()).unwrap_or(0);
                let (status, body) = if line.contains("gone") {
                    ("404 Not Found", Vec::new())
                } else {
                    ("200 OK", png(number, 3, 3))
                };
                let head = format!(
                    "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                    body.len()
                );
                let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
            });
        }
    });
    (address, hits)
}

#[test]
fn remote_pictures_are_fetched_only_when_asked_for_and_only_once() {
    let (address, hits) = server();
    let (app, folder) = (AppTest::empty(), temporary_folder());
    for number in 0..12 {
        let text = format!(
            "---\ntitle: Number {number}\nimage: {address}/99.png\n---\n\n![A]({address}/{number}.png) and ![B]({address}/gone-{number}.png)\n"
        );
        std::fs::write(folder.path().join(format!("n{number:02}.md")), text).expect("a file");
    }
    let plan = import_with(&app, folder.path(), &ImportOptions { fetch_pictures: true, ..dry() });
    let report = import(&app, folder.path());
    assert_eq!(hits.load(Ordering::SeqCst), 0, "nobody asked");
    assert_eq!(
        (report.counts.new, report.counts.remote_pictures, report.counts.with_problems),
        (12, 36, 0),
        "{report:?}"
    );
    assert!(plan.remote_pictures.iter().any(|picture| picture.address.ends_with("/gone-3.png")));
    let body = |number: usize| {
        let all = app.list("all");
        let one = all.iter().find(|one| one["title"] == format!("Number {number}")).expect("listed");
        app.show(&one["id"])
    };
    let mine = body(5);
    let text = format!("Mine first.\n\n{}", mine["body"].as_str().expect("a body"));
    let _ = app.ok(
        "article_save",
        json!({ "id": mine["id"], "baseVersion": mine["version"], "body": text, "origin": "window" }),
    );

    let fetch = ImportOptions { fetch_pictures: true, ..ImportOptions::default() };
    let refused = import_with(&app, folder.path(), &fetch);
    assert_eq!(
        (hits.load(Ordering::SeqCst), refused.counts.pictures),
        (0, 0),
        "not from this computer unless it is allowed"
    );
    let fetch = ImportOptions { private_hosts: true, ..fetch };
    let shown = std::sync::Mutex::new(std::collections::BTreeSet::new());
    let heard = |here: engine::ImportProgress| {
        shown.lock().expect("nobody failed").insert(here.pictures);
        true
    };
    let report = app.engine().import(folder.path(), &fetch, &heard).expect("the import runs");
    let shown = shown.into_inner().expect("nobody failed");
    assert!(shown.iter().any(|count| (1..13).contains(count)), "it is shown how many came so far: {shown:?}");
    assert_eq!(hits.load(Ordering::SeqCst), 25, "twelve, twelve that are gone, and the one they share");
    assert_eq!((report.counts.updated, report.counts.conflicts), (12, 0), "{:?}", report.items);
    assert!(
        report
            .items
            .iter()
            .all(|item| item.problems.iter().any(|told| told.message.contains("no longer there")))
    );
    let text = body(5)["body"].as_str().expect("a body").to_owned();
    assert!(text.starts_with("Mine first.\n\n![A](media/") && text.contains("/gone-5.png"), "{text}");
    assert!(body(3)["metadata"]["lead"].is_object(), "the lead picture came, too");
    let _ = import_with(&app, folder.path(), &fetch);
    assert_eq!(
        hits.load(Ordering::SeqCst),
        37,
        "what came is not fetched again; what was gone is tried again"
    );
    let undone = app.ok("import_undo", json!({ "operation": report.operation }));
    assert_eq!(undone["articles"], 12);
    assert!(body(5)["body"].as_str().expect("a body").contains(&format!("{address}/5.png")));
}

#[test]
fn a_feed_of_one_file_beside_its_pictures_and_links_to_unknown_places_stay_what_they_are() {
    let (app, folder) = (AppTest::empty(), temporary_folder());
    std::fs::write(folder.path().join("a.png"), png(1, 2, 2)).expect("a picture");
    std::fs::write(
        folder.path().join("note.md"),
        "# Note\n\n![](a.png) [x](https://elsewhere.example/) [y](other.md) [z](mailto:a@b.example)\n",
    )
    .expect("a file");
    let report = import(&app, &folder.path().join("note.md"));
    assert_eq!((report.counts.new, report.counts.pictures), (1, 1));
    let text = app.show(&app.list("all")[0]["id"])["body"].as_str().expect("a body").to_owned();
    assert!(
        text.starts_with("![](media/")
            && text.ends_with("[x](https://elsewhere.example/) [y](other.md) [z](mailto:a@b.example)\n"),
        "{text}"
    );
    assert_eq!(import(&app, folder.path()).counts.unchanged, 1, "the folder around it says the same");
}
