//! Feeds, sitemap and structured data: read back by those who will read them.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tests::program::{Ran, finish, project_root, temporary_folder};
use tests::{page, site};

const BASE: &str = "https://example.org/quayside/";

#[test]
fn every_feed_is_read_back_whole() {
    let (app, folder) = site::of_samples();
    let published = app.list("published");
    let feeds: Vec<String> = site::files(folder.path())
        .into_keys()
        .filter(|path| ["atom.xml", "rss.xml", "feed.json"].iter().any(|name| path.ends_with(name)))
        .collect();
    assert!(feeds.len() >= 6 && feeds.iter().any(|path| path.starts_with("tags/")), "{feeds:?}");
    for path in feeds {
        let text = site::text(folder.path(), &path);
        let feed = match feed_rs::parser::parse(text.as_bytes()) {
            Ok(feed) => feed,
            Err(error) => panic!("{path}: {error}"),
        };
        assert!(feed.title.is_some_and(|title| !title.content.is_empty()), "{path} has no title");
        assert!(!feed.entries.is_empty(), "{path} is empty");
        if !path.contains('/') {
            let posts = published.iter().filter(|article| article["kind"] != "page").count();
            assert_eq!(feed.entries.len(), posts.min(20), "{path}");
        }
        for entry in &feed.entries {
            assert!(entry.id.starts_with("urn:uuid:"), "{path}: {}", entry.id);
            assert!(entry.links.iter().any(|link| link.href.starts_with(BASE)), "{path}: {:?}", entry.links);
            assert!(entry.published.is_some(), "{path}: {} has no date", entry.id);
            // feed-rs gives the text of RSS as the entry's content or summary.
            let html = entry.content.as_ref().and_then(|content| content.body.clone()).unwrap_or_default();
            assert!(html.len() > 500, "{path}: {} has no full text: {html}", entry.id);
            for tag in page::tags(&html) {
                for name in ["href", "src"] {
                    let relative = tag.attribute(name).is_some_and(|address| !address.contains(':'));
                    assert!(!relative, "{path}: {tag:?} is not absolute");
                }
            }
        }
    }
}

#[test]
fn all_xml_is_well_formed() {
    let (_, folder) = site::of_samples();
    for path in site::files(folder.path()).into_keys().filter(|path| path.ends_with(".xml")) {
        let mut command = Command::new("xmllint");
        command.args(["--nonet", "--noout"]).arg(folder.path().join(&path));
        let ran = finish(command, b"");
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{path}");
    }
}

/// What the published schema of sitemaps.org, and those of its extensions, say of a sitemap.
fn against_the_schema(sitemap: &Path) -> Ran {
    let mut command = Command::new("xmllint");
    command
        .args(["--nonet", "--noout", "--schema"])
        .arg(project_root().join("tests/fixtures/sitemap/all.xsd"));
    command.arg(sitemap);
    finish(command, b"")
}

#[test]
fn the_schema_of_sitemaps_notices_what_is_wrong() {
    let (_, folder) = site::of_samples();
    let good = site::text(folder.path(), "sitemap.xml");
    let other = temporary_folder();
    let path = other.path().join("sitemap.xml");
    for (from, to) in [
        ("<loc>", "<loc>x</loc><loc>"),
        ("<lastmod>", "<lastmod>yesterday "),
        ("<image:loc>", "<image:loc>media/"),
        ("<image:image>", "<image:picture/><image:image>"),
        ("xmlns=\"http://www.sitemaps.org", "xmlns=\"http://www.sitemap.org"),
    ] {
        assert!(good.contains(from), "{from} is not in the sitemap");
        std::fs::write(&path, good.replacen(from, to, 1)).expect("written");
        let ran = against_the_schema(&path);
        assert_eq!(ran.status, 3, "{to}: {ran:?}");
    }
}

#[test]
fn the_sitemap_is_valid_and_names_every_article() {
    let (app, folder) = site::of_samples();
    for folder in std::iter::once(folder).chain(site::editions().iter().map(|edition| &edition.folder)) {
        let ran = against_the_schema(&folder.path().join("sitemap.xml"));
        assert_eq!(ran.status, 0, "{ran:?}");
        let sitemap = site::text(folder.path(), "sitemap.xml");
        let mut places: Vec<&str> = sitemap.split("<loc>").skip(1).collect();
        places.sort_unstable();
        assert!(places.windows(2).all(|two| two[0] != two[1]), "an address is there twice: {sitemap}");
    }
    let sitemap = site::text(folder.path(), "sitemap.xml");
    for article in app.list("published") {
        let slug = article["slug"].as_str().expect("a slug");
        let elsewhere = app.show(&article["id"])["metadata"]["canonicalUrl"].is_string();
        assert!(
            elsewhere
                || sitemap.contains(&format!("<loc>{BASE}{}/</loc>", export::address::percent_encode(slug))),
            "{slug} is missing"
        );
    }
    assert!(sitemap.contains("<image:loc>https://example.org/quayside/media/"), "no picture");
    assert!(site::text(folder.path(), "robots.txt").contains(&format!("Sitemap: {BASE}sitemap.xml")));
}

#[test]
fn structured_data_is_json_with_what_search_engines_require() {
    let (_, folder) = site::of_samples();
    let mut kinds = std::collections::BTreeMap::<String, usize>::new();
    for (path, bytes) in site::files(folder.path()) {
        if !path.ends_with(".html") {
            continue;
        }
        let html = String::from_utf8_lossy(&bytes).into_owned();
        for script in html.split("<script type=\"application/ld+json\">").skip(1) {
            let text = script.split("</script>").next().unwrap_or_default();
            let data: Value = match serde_json::from_str(text) {
                Ok(data) => data,
                Err(error) => panic!("{path}: {error}: {text}"),
            };
            assert_eq!(data["@context"], "https://schema.org", "{path}");
            let kind = data["@type"].as_str().unwrap_or_default().to_owned();
            match kind.as_str() {
                "NewsArticle" | "BlogPosting" | "Article" => {
                    assert!(
                        data["headline"].is_string() && data["datePublished"].is_string(),
                        "{path}: {data}"
                    );
                    assert!(data["author"].as_array().is_some_and(|all| !all.is_empty()), "{path}: {data}");
                }
                "BreadcrumbList" => {
                    let items = data["itemListElement"].as_array().expect("items");
                    assert!(
                        items.iter().enumerate().all(|(at, item)| item["position"] == json!(at + 1)),
                        "{path}"
                    );
                }
                _ => {}
            }
            *kinds.entry(kind).or_default() += 1;
        }
    }
    assert!(kinds.contains_key("BreadcrumbList") && kinds.len() >= 3, "{kinds:?}");
}

#[test]
fn the_search_finds_words_without_a_server() {
    let (_, folder) = site::of_samples();
    let mut words = std::collections::BTreeMap::<String, Vec<u64>>::new();
    for (path, bytes) in site::files(folder.path()) {
        if path.starts_with("search/words-") {
            let file: std::collections::BTreeMap<String, Vec<u64>> =
                serde_json::from_slice(&bytes).expect("JSON");
            words.extend(file);
        }
    }
    let entries: Value =
        serde_json::from_str(&site::text(folder.path(), "search/entries-0.json")).expect("JSON");
    let mut number = 0;
    let mut in_titles = 0;
    for step in words.get("harbour").expect("a word of a title") {
        number += step;
        let entry = &entries[usize::try_from(number / 2).expect("small")];
        if number % 2 == 1 {
            in_titles += 1;
            assert!(
                entry[1].as_str().is_some_and(|title| title.to_lowercase().contains("harbour")),
                "{entry}"
            );
        }
    }
    assert!(in_titles > 0, "the word of a title is not known as one");
    let html = site::text(folder.path(), "search/index.html");
    assert!(html.contains("Content-Security-Policy") && html.contains("<noscript>"), "{html}");
}
