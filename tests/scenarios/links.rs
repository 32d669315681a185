//! The links of an exported site, followed by a maintained checker (LinkChecker, Debian's package) as readers and
//! search engines follow them: from page to page over HTTP, without leaving this machine.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::json;
use tests::program::{finish, temporary_folder};
use tests::{AppTest, corpus, site};

/// Every address that was followed, and those that lead nowhere.
struct Followed {
    found: BTreeSet<String>,
    broken: Vec<String>,
}

fn follow(start: &str) -> Followed {
    let folder = temporary_folder();
    let settings = folder.path().join("settings");
    // One request after another would wait a tenth of a second each; this host is ours.
    std::fs::write(
        &settings,
        "[checking]\nmaxrequestspersecond=10000\nthreads=8\n[output]\nstatus=0\n\
         [csv]\nseparator=|\nparts=parentname,result,valid,url\n",
    )
    .expect("written");
    let mut command = Command::new("linkchecker");
    command.arg("--config").arg(&settings);
    command.args(["--verbose", "--no-warnings", "--no-robots", "--output", "csv"]);
    let ran = finish(
        {
            command.arg(start);
            command
        },
        b"",
    );
    let mut followed = Followed { found: BTreeSet::new(), broken: Vec::new() };
    for line in ran.stdout.lines() {
        let parts: Vec<&str> = line.split('|').collect();
        let [parent, result, valid @ ("True" | "False"), url] = parts[..] else { continue };
        if valid == "False" {
            followed.broken.push(format!("{url} on {parent}: {result}"));
        }
        followed.found.insert(url.to_owned());
    }
    assert!(!followed.found.is_empty(), "the checker found nothing: {ran:?}");
    followed
}

/// Serves the library's site under the address it is made for, and follows its links.
fn follow_site(app: &AppTest) -> (Followed, BTreeSet<String>, String) {
    let folder = temporary_folder();
    let target = folder.path().join("site");
    let _ = site::export(app, &target);
    let served = app.ok("site_serve_start", json!({ "token": app.token(&target) }));
    let base = served["url"].as_str().expect("an address").to_owned();
    // Only now it is known where it stands: then what is written in full (canonical addresses, feeds) is followed too.
    let mut arguments = site::arguments(app, &target);
    arguments["baseUrl"] = json!(base);
    let _ = app.ok("site_export", arguments);
    let followed = follow(&base);
    let files = site::files(&target).into_keys().collect();
    let _ = app.ok("site_serve_stop", json!({}));
    (followed, files, base)
}

fn assert_whole(app: &AppTest) {
    let (followed, files, base) = follow_site(app);
    assert_eq!(followed.broken, Vec::<String>::new());
    // Whatever readers can be led to is led to: no page is an island.
    let islands: Vec<&String> = files
        .iter()
        .filter(|path| path.ends_with(".html") && *path != "404.html")
        .filter(|path| {
            let address = export::address::percent_encode(path.trim_end_matches("index.html"));
            let whole = export::address::percent_encode(path);
            let there = |address: &str| followed.found.contains(&format!("{base}{address}"));
            !there(&address.replace("%2F", "/")) && !there(&whole.replace("%2F", "/"))
        })
        .collect();
    assert!(islands.is_empty(), "no link leads to {islands:?}");
}

#[test]
fn no_link_of_the_samples_is_broken_for_a_link_checker() {
    assert_whole(&AppTest::with_samples());
}

#[test]
fn no_link_of_a_generated_site_is_broken_for_a_link_checker() {
    let app = AppTest::empty();
    for number in 0..24 {
        let text = corpus::article(7, number);
        let day = format!("2026-{:02}-{:02}", number % 12 + 1, number % 28 + 1);
        let metadata = json!({ "title": text.title, "authors": [text.author], "tags": text.tags,
            "section": if number % 3 == 0 { "Town & Ĉe maro" } else { "Sea" }, "publishedAt": day });
        let _ = site::publish(&app, &text.body, metadata);
    }
    assert_whole(&app);
}

#[test]
fn a_link_checker_notices_a_broken_link() {
    let app = AppTest::empty();
    let folder = temporary_folder();
    std::fs::write(
        folder.path().join("index.html"),
        "<!doctype html><html lang=en><title>x</title><a href=\"gone/\">x</a><img src=lost.png alt=x>",
    )
    .expect("written");
    let served = app.ok("site_serve_start", json!({ "token": app.token(folder.path()) }));
    let broken = follow(served["url"].as_str().expect("an address")).broken;
    assert_eq!(broken.len(), 2, "{broken:?}");
}
