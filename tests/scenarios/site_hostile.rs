//! A site of a publication in which everything means harm: no page, style sheet, feed or file beside them lets any
//! of it act. The real window looks at the same site in `tests/e2e/sites.rs`.

use serde_json::Value;
use tests::page::{self, Tag};
use tests::program::temporary_folder;
use tests::{hostile, site};

const ADDRESS: &str = "http://127.0.0.1:9";

/// What of a tag would act, or load something that is not the site's own.
fn acts(tag: &Tag) -> bool {
    let own = |address: &str| {
        let address = address.trim();
        address.starts_with("https://example.org/quayside/")
            || address.starts_with("data:image/")
            || !address.contains(':') && !address.starts_with("//") && !address.starts_with("\\")
    };
    let embeds =
        ["iframe", "frame", "frameset", "object", "embed", "applet", "base", "portal", "svg", "math-field"];
    let script = tag.name == "script"
        && tag.attribute("type") != Some("application/ld+json")
        && tag.attribute("src") != Some("search.js");
    let refresh = tag.attribute("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh"));
    // A page that moved leads to another of the site, by a relative address.
    let leads_away = refresh && !tag.attribute("content").is_some_and(|goal| goal.starts_with("0; url=../"));
    let loads = ["link", "img", "source", "script", "video", "audio", "track", "image", "use", "input"];
    let relation = tag.attribute("rel").unwrap_or_default();
    // A page may name an address elsewhere as its own; nothing is loaded from there.
    let named_only = tag.name == "link" && ["canonical", "alternate", "me"].contains(&relation);
    let attributes = tag.attributes.iter().any(|(name, value)| {
        let plain: String =
            value.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect();
        let plain = plain.to_ascii_lowercase();
        let code = ["javascript:", "vbscript:", "data:text"].iter().any(|scheme| plain.starts_with(scheme));
        let loading = loads.contains(&tag.name.as_str())
            && ["src", "href", "poster", "data", "xlink:href"].contains(&name.as_str())
            && !named_only
            && !own(value);
        let several = name == "srcset" && value.split(',').any(|one| !own(one));
        let style = name == "style" && plain.contains("url(");
        name.starts_with("on")
            || name == "srcdoc"
            || name == "ping"
            || name == "formaction"
            || code
            || loading
            || several
            || style
    });
    script || leads_away || attributes || embeds.contains(&tag.name.as_str())
}

fn style_acts(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    let loads = |rest: &str| {
        let address = rest.trim_start_matches(['"', '\'', ' ']);
        address.contains("//") && address.find("//") < address.find(')') && !address.starts_with("data:")
    };
    style.contains("@import")
        || style.contains("expression(")
        || style.contains("127.0.0.1")
        || style.split("url(").skip(1).any(loads)
}

fn harm_in(html: &str) -> Vec<String> {
    let tags = page::tags(html).into_iter().filter(acts).map(|tag| format!("{tag:?}"));
    let styles = html.split("<style").skip(1).filter_map(|rest| rest.split("</style").next());
    tags.chain(styles.filter(|style| style_acts(style)).map(str::to_owned)).collect()
}

#[test]
fn the_control_would_be_noticed() {
    let raw = markup::render_plain(&hostile::text(ADDRESS));
    assert!(harm_in(&raw).len() > 60, "the payloads are not hostile enough: {:#?}", harm_in(&raw));
    assert!(harm_in(&hostile::words(ADDRESS)).len() >= 4, "{:#?}", harm_in(&hostile::words(ADDRESS)));
}

#[test]
fn nothing_of_a_hostile_publication_acts_in_any_file_of_its_site() {
    for theme in ["news", "essay"] {
        let app = hostile::library(ADDRESS, theme);
        let folder = temporary_folder();
        let report = site::export(&app, folder.path());
        let files = site::files(folder.path());
        let mut found = Vec::new();
        let mut kinds = std::collections::BTreeSet::new();
        for (path, bytes) in &files {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains("root:x:"), "{path} holds a file of this machine");
            match path.rsplit_once('.').map(|(_, extension)| extension) {
                Some("html") => found.extend(harm_in(&text).iter().map(|harm| format!("{path}: {harm}"))),
                Some("css") if style_acts(&text) => found.push(format!("{path}: a style loads something")),
                Some("xml" | "json") => kinds.extend([path.rsplit('/').next().unwrap_or(path)]),
                _ => {}
            }
            if path.ends_with("feed.json") {
                let feed: Value = serde_json::from_slice(bytes).expect("JSON");
                for item in feed["items"].as_array().into_iter().flatten() {
                    let html = item["content_html"].as_str().unwrap_or_default();
                    found.extend(harm_in(html).iter().map(|harm| format!("{path}: {harm}")));
                }
            } else if path.ends_with("atom.xml") || path.ends_with("rss.xml") {
                let feed = feed_rs::parser::parse(bytes.as_slice())
                    .unwrap_or_else(|error| panic!("{path}: {error}"));
                for entry in feed.entries {
                    let html = entry.content.and_then(|content| content.body).unwrap_or_default();
                    assert!(html.contains("still here at the end"), "{path}: the harmless rest is gone");
                    found.extend(harm_in(&html).iter().map(|harm| format!("{path}: {harm}")));
                }
            } else if path.ends_with(".xml") {
                let read = tests::xml::read(&text);
                assert!(read.is_ok(), "{path}: {read:?}");
            }
        }
        assert!(found.is_empty(), "{theme}: {found:#?}\n{}", report["problems"]);
        for kind in ["atom.xml", "rss.xml", "feed.json", "sitemap.xml", "opensearch.xml"] {
            assert!(kinds.contains(kind), "{theme}: {kind} is not there to be looked at: {kinds:?}");
        }
        for (path, least) in
            [("tags/", 3), ("authors/", 2), ("sections/", 2), ("archive/", 3), ("search/", 1), ("", 12)]
        {
            let pages = files.keys().filter(|file| file.starts_with(path) && file.ends_with(".html")).count();
            assert!(pages >= least, "{theme}: {pages} pages below “{path}”");
        }
        let front = site::text(folder.path(), "index.html");
        assert!(
            page::visible_text(&front).contains("<script>top.owned=100"),
            "{theme}: a title is not shown as it is written"
        );
    }
}
