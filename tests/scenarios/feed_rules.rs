//! The rules of the three formats of feeds, one by one, and what Python's feedparser makes of them: over all feeds
//! of a site, whole and per tag, in both themes and directions.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use tests::program::{finish, temporary_folder};
use tests::xml::{self, Element};
use tests::{page, site};

fn feeds(name: &str) -> Vec<(String, PathBuf, String)> {
    let mut found = Vec::new();
    for edition in site::editions() {
        for path in site::files(edition.folder.path()).into_keys() {
            if path == name || path.ends_with(&format!("/{name}")) {
                let text = site::text(edition.folder.path(), &path);
                found.push((format!("{}: {path}", edition.name), edition.folder.path().join(&path), text));
            }
        }
    }
    assert!(found.len() >= 20 && found.iter().any(|feed| feed.0.contains("tags/")), "{found:?}");
    found
}

/// Adds to `broken` what does not hold.
struct Rules {
    broken: Vec<String>,
}

impl Rules {
    fn new() -> Self {
        Self { broken: Vec::new() }
    }

    fn rule(&mut self, holds: bool, rule: &str) {
        if !holds {
            self.broken.push(rule.to_owned());
        }
    }
}

/// RFC 3339, with its letters in upper case as RFC 4287, 3.3, wants them.
fn is_rfc_3339(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = b"0000-00-00T00:00:00";
    let begins = bytes.len() > shape.len()
        && shape.iter().zip(bytes).all(|(want, is)| match want {
            b'0' => is.is_ascii_digit(),
            _ => is == want,
        });
    let mut zone = text.get(shape.len()..).unwrap_or_default();
    if let Some(rest) = zone.strip_prefix('.') {
        zone = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
    }
    let offset = zone.len() == 6 && zone.starts_with(['+', '-']) && zone.as_bytes()[3] == b':';
    begins && (zone == "Z" || offset)
}

fn is_absolute(address: &str) -> bool {
    address.starts_with("https://example.org/quayside/")
        && address.bytes().all(|byte| byte.is_ascii_graphic())
}

/// HTML as a reader shows it: no address in it depends on where it stands.
fn is_html_anywhere(html: &str) -> bool {
    !html.trim().is_empty()
        && page::tags(html).iter().all(|tag| {
            ["href", "src"].iter().all(|name| tag.attribute(name).is_none_or(|address| address.contains(':')))
                && !["script", "style", "iframe", "form"].contains(&tag.name.as_str())
        })
}

const ATOM: &str = "{http://www.w3.org/2005/Atom}";

fn atom_rules(feed: &Element) -> Vec<String> {
    let mut rules = Rules::new();
    let name = |local: &str| format!("{ATOM}{local}");
    rules.rule(feed.name == name("feed"), "4.1.1: the root is atom:feed");
    let known = ["id", "title", "subtitle", "updated", "link", "generator", "entry"].map(name);
    rules.rule(feed.children.iter().all(|child| known.contains(&child.name)), "4.1.1: only its elements");
    for local in ["id", "title", "updated"] {
        rules.rule(
            feed.only(&name(local)).is_some_and(|text| !text.is_empty()),
            "4.1.1: id, title, updated once",
        );
    }
    for local in ["generator", "subtitle"] {
        rules.rule(feed.all(&name(local)).count() <= 1, "4.1.1: generator and subtitle at most once");
    }
    let links: Vec<&Element> = feed.all(&name("link")).collect();
    let of = |relation: &str| links.iter().filter(|link| link.attribute("rel") == Some(relation)).count();
    rules.rule(of("self") == 1 && of("alternate") == 1, "4.1.1: a link to itself, one to the page");
    rules.rule(links.iter().all(|link| link.attribute("href").is_some_and(is_absolute)), "4.2.7.1: href");
    rules.rule(feed.only(&name("id")).is_some_and(is_absolute), "4.2.6: an id is an absolute IRI");
    rules.rule(feed.only(&name("updated")).is_some_and(is_rfc_3339), "3.3: the date of the feed");
    let mut ids = BTreeSet::new();
    let mut newest = String::new();
    for entry in feed.all(&name("entry")) {
        let known =
            ["id", "title", "link", "published", "updated", "author", "category", "summary", "content"];
        let known = known.map(name);
        rules
            .rule(entry.children.iter().all(|child| known.contains(&child.name)), "4.1.2: only its elements");
        for local in ["id", "title", "updated"] {
            let once = entry.only(&name(local)).is_some_and(|text| !text.trim().is_empty());
            rules.rule(once, "4.1.2: id, title, updated once");
        }
        for local in ["content", "published", "summary"] {
            rules.rule(
                entry.all(&name(local)).count() <= 1,
                "4.1.2: content, published, summary at most once",
            );
        }
        let id = entry.only(&name("id")).unwrap_or_default();
        rules.rule(id.starts_with("urn:uuid:") && id.len() == 45, "4.2.6: the id is a URN");
        rules.rule(ids.insert(id.to_owned()), "4.1.1: no id twice");
        for local in ["updated", "published"] {
            rules.rule(entry.all(&name(local)).all(|date| is_rfc_3339(&date.text)), "3.3: dates of an entry");
        }
        newest = newest.max(entry.only(&name("updated")).unwrap_or_default().to_owned());
        rules.rule(entry.all(&name("author")).count() >= 1, "4.1.2: an author, as the feed has none");
        for author in entry.all(&name("author")) {
            let named = author.only(&name("name")).is_some_and(|text| !text.trim().is_empty());
            rules.rule(named && author.children.len() == 1, "3.2.1: a person has one name");
        }
        let term = |category: &Element| category.attribute("term").is_some_and(|term| !term.is_empty());
        rules.rule(entry.all(&name("category")).all(term), "4.2.2.1: a category has a term");
        let alternate = |link: &&Element| link.attribute("rel") == Some("alternate");
        rules.rule(entry.all(&name("link")).filter(alternate).count() == 1, "4.1.2: one alternate link");
        let leads = |link: &Element| link.attribute("href").is_some_and(|href| href.starts_with("https://"));
        rules.rule(entry.all(&name("link")).all(leads), "4.2.7.1: href");
        for content in entry.all(&name("content")) {
            let html = content.attribute("type") == Some("html") && content.children.is_empty();
            rules.rule(
                html && is_html_anywhere(&content.text),
                "4.1.3.3: HTML is text, its addresses absolute",
            );
        }
        rules.rule(
            entry.attribute("xml:lang").is_some_and(|tag| !tag.is_empty()),
            "2: the language of an entry",
        );
        let plain = |text: &Element| text.children.is_empty() && text.attribute("type").is_none();
        rules.rule(
            entry.all(&name("title")).chain(entry.all(&name("summary"))).all(plain),
            "3.1.1.1: plain text",
        );
    }
    rules.rule(!ids.is_empty(), "a feed carries something");
    rules.broken
}

const DAYS: [&str; 7] = ["Mon,", "Tue,", "Wed,", "Thu,", "Fri,", "Sat,", "Sun,"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// RFC 822 with a year of four digits.
fn is_rfc_822(text: &str) -> bool {
    let parts: Vec<&str> = text.split(' ').collect();
    let [day, date, month, year, time, zone] = parts[..] else { return false };
    let digits =
        |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    DAYS.contains(&day)
        && digits(date, 2)
        && MONTHS.contains(&month)
        && digits(year, 4)
        && time.split(':').filter(|part| digits(part, 2)).count() == 3
        && zone.starts_with(['+', '-'])
        && digits(&zone[1..], 4)
}

fn rss_rules(rss: &Element) -> Vec<String> {
    let mut rules = Rules::new();
    rules.rule(rss.name == "rss" && rss.attribute("version") == Some("2.0"), "rss has version 2.0");
    rules.rule(rss.children.len() == 1 && rss.children[0].name == "channel", "one channel");
    let channel = &rss.children[0];
    for name in ["title", "link", "description"] {
        rules.rule(
            channel.only(name).is_some_and(|text| !text.is_empty()),
            "title, link, description of a channel",
        );
    }
    for name in ["language", "lastBuildDate", "generator"] {
        rules.rule(channel.only(name).is_some_and(|text| !text.is_empty()), "once each in a channel");
    }
    rules.rule(channel.only("link").is_some_and(is_absolute), "the link of the channel");
    rules.rule(channel.only("lastBuildDate").is_some_and(is_rfc_822), "the date of the channel");
    let own: Vec<&Element> = channel.all(&format!("{ATOM}link")).collect();
    let itself = |link: &&Element| {
        link.attribute("rel") == Some("self")
            && link.attribute("type") == Some("application/rss+xml")
            && link.attribute("href").is_some_and(is_absolute)
    };
    rules.rule(own.len() == 1 && own.iter().all(itself), "an atom:link to itself (best practice)");
    let mut guids = BTreeSet::new();
    for item in channel.all("item") {
        for name in ["title", "link", "guid", "pubDate", "description"] {
            rules.rule(item.only(name).is_some(), "title, link, guid, pubDate, description once in an item");
        }
        rules.rule(item.only("title").is_some_and(|text| !text.trim().is_empty()), "the title of an item");
        rules.rule(item.only("link").is_some_and(|link| link.starts_with("https://")), "the link of an item");
        rules.rule(item.only("pubDate").is_some_and(is_rfc_822), "the date of an item");
        let lasting =
            |guid: &Element| guid.attribute("isPermaLink") == Some("false") && !guid.text.contains("://");
        rules.rule(item.all("guid").all(lasting), "an id that is no address says so");
        rules.rule(guids.insert(item.only("guid").unwrap_or_default().to_owned()), "no guid twice");
        // `author` is for mail addresses only; names go into dc:creator.
        rules.rule(item.all("author").count() == 0, "no author without a mail address");
        let named = |creator: &Element| !creator.text.trim().is_empty();
        rules.rule(item.all("{http://purl.org/dc/elements/1.1/}creator").all(named), "dc:creator");
        rules.rule(item.all("category").all(named), "category");
        let content = item.only("{http://purl.org/rss/1.0/modules/content/}encoded");
        rules.rule(content.is_some_and(is_html_anywhere), "content:encoded, its addresses absolute");
    }
    rules.rule(!guids.is_empty(), "a feed carries something");
    rules.broken
}

fn json_rules(feed: &Value) -> Vec<String> {
    let mut rules = Rules::new();
    let text = |value: &Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
    let optional = |value: &Value| value.is_null() || text(value);
    rules.rule(feed["version"] == "https://jsonfeed.org/version/1.1", "version");
    rules.rule(text(&feed["title"]), "title");
    for name in ["home_page_url", "feed_url"] {
        rules.rule(feed[name].as_str().is_some_and(is_absolute), "home_page_url, feed_url");
    }
    for name in ["description", "language"] {
        rules.rule(optional(&feed[name]), "description, language");
    }
    let known = ["version", "title", "home_page_url", "feed_url", "description", "language", "items"];
    let keys = |value: &Value| {
        value.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect::<Vec<_>>()
    };
    rules.rule(keys(feed).iter().all(|key| known.contains(&key.as_str())), "nothing that 1.1 does not know");
    let mut ids = BTreeSet::new();
    for item in feed["items"].as_array().into_iter().flatten() {
        rules.rule(text(&item["id"]) && ids.insert(item["id"].to_string()), "a unique id that is a string");
        rules.rule(item["content_html"].as_str().is_some_and(is_html_anywhere), "content_html");
        rules.rule(item["url"].as_str().is_some_and(|url| url.starts_with("https://")), "url");
        rules
            .rule(text(&item["title"]) && optional(&item["summary"]) && optional(&item["language"]), "texts");
        rules.rule(item["image"].is_null() || item["image"].as_str().is_some_and(is_absolute), "image");
        for name in ["date_published", "date_modified"] {
            let date = &item[name];
            rules.rule(date.is_null() || date.as_str().is_some_and(is_rfc_3339), "dates of RFC 3339");
        }
        let mut authors = item["authors"].as_array().into_iter().flatten();
        rules.rule(
            item["author"].is_null() && authors.all(|author| text(&author["name"])),
            "authors have names",
        );
        rules.rule(item["tags"].as_array().into_iter().flatten().all(text), "tags are strings");
        let known = [
            "id",
            "url",
            "title",
            "content_html",
            "summary",
            "image",
            "date_published",
            "date_modified",
            "authors",
            "tags",
            "language",
        ];
        rules.rule(
            keys(item).iter().all(|key| known.contains(&key.as_str())),
            "nothing that 1.1 does not know",
        );
    }
    rules.rule(!ids.is_empty(), "a feed carries something");
    rules.broken
}

#[test]
fn atom_keeps_every_rule_of_rfc_4287() {
    for (name, _, text) in feeds("atom.xml") {
        let feed = xml::read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(atom_rules(&feed), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn rss_keeps_every_rule_of_version_2() {
    for (name, _, text) in feeds("rss.xml") {
        let feed = xml::read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(rss_rules(&feed), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn json_feed_keeps_every_rule_of_version_1_1() {
    for (name, _, text) in feeds("feed.json") {
        let feed: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(json_rules(&feed), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_feed_that_breaks_a_rule_is_noticed() {
    let (_, _, atom) = feeds("atom.xml").swap_remove(0);
    for (from, to) in [
        ("<updated>2026-", "<updated>on 2026-"),
        ("<id>urn:uuid:", "<id>"),
        ("<name>", "<uri>x</uri><name>"),
        ("rel=\"self\"", "rel=\"first\""),
        ("<entry xml:lang", "<entry data-lang"),
        ("href=&quot;https:", "href=&quot;"),
        ("<published>", "<published>2026-01-01T00:00:00Z</published><published>"),
        ("<generator>", "<rights/><rights/><generator>"),
    ] {
        assert!(atom.contains(from), "{from} is not in the feed");
        let feed = xml::read(&atom.replacen(from, to, 1)).expect("still XML");
        assert!(!atom_rules(&feed).is_empty(), "{to} breaks a rule");
    }
    let (_, _, rss) = feeds("rss.xml").swap_remove(0);
    for (from, to) in [
        ("<pubDate>", "<pubDate>x"),
        ("isPermaLink=\"false\"", ""),
        ("<dc:creator>", "<author>x</author><dc:creator>"),
    ] {
        assert!(rss.contains(from), "{from} is not in the feed");
        let feed = xml::read(&rss.replacen(from, to, 1)).expect("still XML");
        assert!(!rss_rules(&feed).is_empty(), "{to} breaks a rule");
    }
    let (_, _, text) = feeds("feed.json").swap_remove(0);
    let mut feed: Value = serde_json::from_str(&text).expect("JSON");
    feed["items"][0]["id"] = 7.into();
    assert_eq!(json_rules(&feed).len(), 1);
}

/// What feedparser found in each file: whether it had to guess, its version, how many entries, and those without an
/// id, a title, a date, a link or a text.
const FEEDPARSER: &str = "
import json, sys, warnings
import feedparser
warnings.simplefilter('error')
found = []
for path in sys.argv[1:]:
    feed = feedparser.parse(path)
    lacking = [entry.get('id', '?') for entry in feed.entries if not (entry.get('id') and entry.get('title')
        and entry.get('link') and entry.get('published_parsed') and entry.get('author') and entry.get('content'))]
    found.append([int(feed.bozo), str(feed.get('bozo_exception', '')), feed.version, len(feed.entries), lacking])
json.dump(found, sys.stdout)
";

fn feedparser(paths: &[PathBuf]) -> Vec<Value> {
    // Debian's own Python has Debian's packages, whichever comes first on the path.
    let mut command = Command::new("/usr/bin/python3");
    command.args(["-I", "-c", FEEDPARSER]).args(paths);
    let ran = finish(command, b"");
    assert_eq!(ran.status, 0, "is python3-feedparser installed? {ran:?}");
    ran.json().as_array().cloned().expect("a list")
}

#[test]
fn feedparser_reads_every_feed_back_without_a_warning() {
    for (name, version) in [("atom.xml", "atom10"), ("rss.xml", "rss20")] {
        let all = feeds(name);
        let paths: Vec<PathBuf> = all.iter().map(|feed| feed.1.clone()).collect();
        for ((name, _, text), found) in all.iter().zip(feedparser(&paths)) {
            let entries = text.matches("<entry ").count() + text.matches("<item>").count();
            assert_eq!(found, serde_json::json!([0, "", version, entries, []]), "{name}");
        }
    }
    let folder = temporary_folder();
    let broken = folder.path().join("broken.xml");
    std::fs::write(&broken, "<feed xmlns='http://www.w3.org/2005/Atom'><title>a & b</title></feed>")
        .expect("written");
    assert_eq!(feedparser(&[broken])[0][0], 1, "what is wrong is not noticed");
}
