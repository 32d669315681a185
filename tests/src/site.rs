//! An exported site, read back from its folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::AppTest;
use crate::page::tags;
use crate::program::temporary_folder;

/// Every file below a folder, by its path with `/`.
#[must_use]
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type().expect("a kind");
            if kind.is_dir() {
                walk(&entry.path(), &format!("{name}/"), found);
            } else if kind.is_file() {
                found.insert(name, std::fs::read(entry.path()).expect("a file can be read"));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, "", &mut found);
    found
}

/// The text of a file of the site.
#[track_caller]
#[must_use]
pub fn text(folder: &Path, path: &str) -> String {
    match std::fs::read_to_string(folder.join(path)) {
        Ok(text) => text,
        Err(error) => panic!("{path}: {error}"),
    }
}

/// The arguments of an export into a folder.
#[must_use]
pub fn arguments(app: &AppTest, folder: &Path) -> Value {
    json!({ "target": app.token(folder), "baseUrl": null, "overwrite": false })
}

/// Exports the site and answers the report.
#[track_caller]
#[must_use]
pub fn export(app: &AppTest, folder: &Path) -> Value {
    app.ok("site_export", arguments(app, folder))
}

/// The sample library and its site, made once for all tests that only read them.
#[must_use]
pub fn of_samples() -> &'static (AppTest, TempDir) {
    static SAMPLES: OnceLock<(AppTest, TempDir)> = OnceLock::new();
    SAMPLES.get_or_init(|| {
        let app = AppTest::with_samples();
        let folder = temporary_folder();
        let _ = export(&app, folder.path());
        (app, folder)
    })
}

/// Makes an article and publishes it; answers its id.
#[track_caller]
#[must_use]
pub fn publish(app: &AppTest, body: &str, metadata: Value) -> Value {
    let made = app.ok("article_create", json!({ "body": body, "metadata": metadata, "origin": "window" }));
    let _ = app.ok("article_set_status", json!({ "ids": [made["id"]], "status": "published" }));
    made["id"].clone()
}

/// Every link of every page that leads to a file of the site which is not there. Absolute addresses below `base`
/// are the site's own.
#[must_use]
pub fn broken_links(folder: &Path, base: &str) -> Vec<String> {
    let all = files(folder);
    let paths: BTreeSet<&str> = all.keys().map(String::as_str).collect();
    let mut broken = Vec::new();
    for (path, bytes) in &all {
        if !path.ends_with(".html") {
            continue;
        }
        let html = String::from_utf8_lossy(bytes);
        let found = tags(&html);
        let ids: BTreeSet<&str> = found.iter().filter_map(|tag| tag.attribute("id")).collect();
        for tag in &found {
            let single = ["href", "src"].iter().filter_map(|name| tag.attribute(name)).map(str::to_owned);
            let several = tag.attribute("srcset").unwrap_or_default().split(',');
            let several = several.filter_map(|one| one.split_whitespace().next()).map(str::to_owned);
            for address in single.chain(several) {
                if let Some(place) = address.strip_prefix('#') {
                    if !place.is_empty() && !ids.contains(decoded(place).as_str()) {
                        broken.push(format!("{path}: {address}"));
                    }
                    continue;
                }
                let Some(goal) = goal(path, &address, base) else { continue };
                let index =
                    if goal.is_empty() { "index.html".to_owned() } else { format!("{goal}/index.html") };
                let there =
                    paths.contains(goal.as_str()) || paths.contains(index.replace("//", "/").as_str());
                if !there {
                    broken.push(format!("{path}: {address} ({goal})"));
                }
            }
        }
    }
    broken.sort();
    broken.dedup();
    broken
}

/// The path of a file that an address leads to; `None` where it leads elsewhere.
fn goal(page: &str, address: &str, base: &str) -> Option<String> {
    let address = address.split(['#', '?']).next().unwrap_or_default();
    let relative = match address.strip_prefix(base) {
        Some(inner) if !base.is_empty() => return Some(decoded(inner.trim_end_matches('/'))),
        _ if address.contains("://") || address.starts_with("mailto:") || address.starts_with("tel:") => {
            return None;
        }
        _ => address,
    };
    // Below the root of the host, where the site lies below a path of its own.
    let root =
        base.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..])).unwrap_or("/");
    if let Some(inner) = relative.strip_prefix(root).filter(|_| root != "/") {
        return Some(decoded(inner.trim_end_matches('/')));
    }
    let mut segments: Vec<&str> = match relative.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => page.rsplit_once('/').map_or(Vec::new(), |(parent, _)| parent.split('/').collect()),
    };
    for segment in relative.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            other => segments.push(other),
        }
    }
    Some(decoded(&segments.join("/")))
}

/// An address without its percent signs.
#[must_use]
pub fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = (*first == b'%').then(|| tail.get(..2)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The sample library published in one theme and language.
pub struct Edition {
    /// What it is called where a test fails: `essay fa`.
    pub name: String,
    /// Its files.
    pub folder: TempDir,
}

/// The site of the samples in both themes, from left to right and from right to left, with everything that a
/// publication can show: a page in the menu, pinned articles, share links, a table of contents.
#[must_use]
pub fn editions() -> &'static [Edition] {
    static EDITIONS: OnceLock<Vec<Edition>> = OnceLock::new();
    EDITIONS.get_or_init(|| {
        let app = AppTest::with_samples();
        let about = json!({ "title": "About this letter", "kind": "page", "menuOrder": 1 });
        let _ = publish(&app, "Who we are, and how to reach us.", about);
        let contents = json!({ "title": "In several parts", "tableOfContents": true, "section": "Town",
            "original": { "name": "The River", "url": "https://river.example/parts" } });
        let _ = publish(&app, "## One\n\nText.\n\n## Two\n\nMore text.\n\n### Deeper\n\nText.\n", contents);
        let pinned: Vec<Value> = app.list("published").iter().take(3).map(|it| it["id"].clone()).collect();
        // An address that it had before.
        let moved = publish(&app, "Text.", json!({ "title": "Moved", "slug": "where-it-was", "tags": ["sea"] }));
        let shown = app.show(&moved);
        let mut metadata = shown["metadata"].clone();
        metadata["slug"] = json!("where-it-is");
        let _ = app.ok(
            "article_save",
            json!({ "id": moved, "baseVersion": shown["version"], "body": "Text.", "metadata": metadata, "origin": "window" }),
        );
        let _ = app.ok("article_publish", json!({ "ids": [moved] }));
        let whole = temporary_folder();
        let mut editions = Vec::new();
        for language in ["en", "fa"] {
            for theme in ["news", "essay"] {
                let mut publication = app.ok("library_state", json!({}))["open"]["publication"].clone();
                publication["theme"] = json!(theme);
                publication["language"] = json!(language);
                publication["pinned"] = json!(pinned);
                publication["shareLinks"] = json!(true);
                publication["postsPerPage"] = json!(4);
                let _ = app.ok("publication_save", json!({ "publication": publication }));
                // Into the same folder each time: the pictures are made once.
                let _ = export(&app, whole.path());
                editions.push(Edition { name: format!("{theme} {language}"), folder: copy(whole.path()) });
            }
        }
        editions
    })
}

/// Another folder with the same files.
#[must_use]
pub fn copy(site: &Path) -> TempDir {
    let folder = temporary_folder();
    copy_into(site, folder.path());
    folder
}

/// The same files in another folder.
pub fn copy_into(site: &Path, folder: &Path) {
    for (path, bytes) in files(site) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
}

/// What kinds of pages a site has.
pub const KINDS: [&str; 14] = [
    "home",
    "later home",
    "article",
    "section",
    "tag",
    "author",
    "sections",
    "tags",
    "authors",
    "archive",
    "year",
    "month",
    "search",
    "missing",
];

/// The pages of a site with the kind of each, by their addresses below the site's; redirects are left out.
#[must_use]
pub fn pages(folder: &Path) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for (path, bytes) in files(folder) {
        if !path.ends_with(".html") || is_redirect(&String::from_utf8_lossy(&bytes)) {
            continue;
        }
        let address = path.strip_suffix("index.html").unwrap_or(&path).to_owned();
        let segments: Vec<&str> = address.split('/').filter(|segment| !segment.is_empty()).collect();
        let kind = match segments.as_slice() {
            [] => "home",
            ["404.html"] => "missing",
            ["page", _] => "later home",
            ["search"] => "search",
            ["archive"] => "archive",
            ["archive", _] => "year",
            ["archive", ..] => "month",
            ["sections"] => "sections",
            ["tags"] => "tags",
            ["authors"] => "authors",
            ["sections", ..] => "section",
            ["tags", ..] => "tag",
            ["authors", ..] => "author",
            _ => "article",
        };
        found.push((kind, address));
    }
    found
}

/// One page of every kind, and so many articles.
#[must_use]
pub fn pages_of_every_kind(folder: &Path, articles: usize) -> Vec<String> {
    let mut chosen: Vec<(&str, String)> = Vec::new();
    for (kind, address) in pages(folder) {
        let most = if kind == "article" { articles } else { 1 };
        if chosen.iter().filter(|(known, _)| *known == kind).count() < most {
            chosen.push((kind, address));
        }
    }
    for kind in KINDS {
        assert!(chosen.iter().any(|(known, _)| *known == kind), "the site has no page of the kind “{kind}”");
    }
    chosen.into_iter().map(|(_, address)| address).collect()
}

/// Whether a page only leads to another.
#[must_use]
pub fn is_redirect(html: &str) -> bool {
    tags(html)
        .iter()
        .any(|tag| tag.attribute("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh")))
}
