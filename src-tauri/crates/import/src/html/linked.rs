//! JSON-LD (<https://schema.org/Article>): what a page says of its article in a script. It fills what the page says
//! nowhere else.

use markup::from_html::Page;
use serde_json::{Map, Value};

/// How deep descriptions of parts of a page are followed.
const DEPTH: usize = 8;

/// Completes what a page says about itself.
pub(super) fn complete(page: &mut Page) {
    for text in std::mem::take(&mut page.linked_data) {
        // What is broken is nobody's loss: the page shows the same to its readers.
        let Ok(value) = serde_json::from_str::<Value>(text.trim().trim_end_matches(';')) else { continue };
        let mut all = Vec::new();
        things(&value, &mut all, 0);
        let article = all.iter().find(|thing| is_article(thing));
        if let Some(article) = article.or_else(|| all.iter().find(|thing| is(thing, "WebPage"))) {
            take(article, &all, page);
        }
    }
}

/// Everything that is described, in order.
fn things<'v>(value: &'v Value, all: &mut Vec<&'v Map<String, Value>>, depth: usize) {
    match value {
        Value::Array(values) if depth < DEPTH => {
            values.iter().for_each(|value| things(value, all, depth + 1))
        }
        Value::Object(fields) if depth < DEPTH => {
            all.push(fields);
            for part in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(value) = fields.get(part) {
                    things(value, all, depth + 1);
                }
            }
        }
        _ => {}
    }
}

fn kinds(thing: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let kinds = match thing.get("@type") {
        Some(Value::Array(kinds)) => kinds.as_slice(),
        Some(kind) => std::slice::from_ref(kind),
        None => &[],
    };
    kinds.iter().filter_map(Value::as_str)
}

fn is(thing: &Map<String, Value>, kind: &str) -> bool {
    kinds(thing).any(|known| known == kind)
}

fn is_article(thing: &Map<String, Value>) -> bool {
    kinds(thing).any(|kind| kind.ends_with("Article") || kind.ends_with("Posting"))
}

fn take(thing: &Map<String, Value>, all: &[&Map<String, Value>], page: &mut Page) {
    let set = |field: &mut String, names: &[&str], parts: &[&str]| {
        if field.is_empty() {
            let found = names.iter().filter_map(|name| thing.get(*name));
            let found = found.flat_map(|value| texts(value, parts, all)).next();
            *field = found.unwrap_or_default();
        }
    };
    set(&mut page.published, &["datePublished", "dateCreated"], &[]);
    set(&mut page.modified, &["dateModified"], &[]);
    set(&mut page.title, &["headline", "name"], &[]);
    set(&mut page.description, &["description"], &[]);
    set(&mut page.language, &["inLanguage"], &["alternateName", "name"]);
    set(&mut page.section, &["articleSection"], &[]);
    set(&mut page.site, &["publisher", "isPartOf"], &["name"]);
    set(&mut page.canonical, &["mainEntityOfPage", "url"], &["@id", "url"]);
    set(&mut page.picture, &["image", "thumbnailUrl", "primaryImageOfPage"], &["url", "contentUrl", "@id"]);
    if page.authors.is_empty() {
        let authors = thing.get("author").or_else(|| thing.get("creator"));
        page.authors = authors.map(|value| texts(value, &["name"], all)).unwrap_or_default();
        page.authors.retain(|name| !name.contains("://"));
    }
    if page.keywords.is_empty() {
        let words = thing.get("keywords").map(|value| texts(value, &["name"], all)).unwrap_or_default();
        let words = words.iter().flat_map(|words| words.split(',')).map(str::trim);
        page.keywords = words.filter(|word| !word.is_empty()).take(100).map(str::to_owned).collect();
    }
}

/// The texts of a value: itself, those in a list, or the first of these parts of a thing, which may be described
/// elsewhere under its name.
fn texts(value: &Value, parts: &[&str], all: &[&Map<String, Value>]) -> Vec<String> {
    let text = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match value {
        Value::String(written) => Some(text(written)).filter(|text| !text.is_empty()).into_iter().collect(),
        Value::Array(values) => {
            // A list in a list says nothing more.
            let plain = values.iter().take(100).filter(|value| !value.is_array());
            plain.flat_map(|value| texts(value, parts, all)).collect()
        }
        Value::Object(fields) => {
            let of = |fields: &Map<String, Value>| {
                parts
                    .iter()
                    .find_map(|part| fields.get(*part)?.as_str().map(text))
                    .filter(|text| !text.is_empty())
            };
            let name = fields.get("@id").and_then(Value::as_str);
            let elsewhere =
                || all.iter().find(|one| one.get("@id").and_then(Value::as_str) == name && one.len() > 1);
            let named = name.and_then(|_| elsewhere()).and_then(|thing| of(thing));
            named.or_else(|| of(fields)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(json: &str) -> Page {
        let mut page = Page { linked_data: vec![json.to_owned()], ..Page::default() };
        complete(&mut page);
        page
    }

    #[test]
    fn an_article_in_a_graph_says_everything_about_itself() {
        let page = completed(
            r##"{"@context":"https://schema.org","@graph":[
                {"@type":"WebPage","@id":"https://e.example/a/","name":"Wrong"},
                {"@type":["BlogPosting","Thing"],"headline":"On  lamps","datePublished":"2021-03-01T09:30:00+01:00",
                 "dateModified":"2022-01-01","author":[{"@id":"#writer"},"Night Desk"],"image":{"@id":"#p"},
                 "mainEntityOfPage":{"@id":"https://e.example/a/"},"inLanguage":"de-AT","keywords":"oil, wick",
                 "articleSection":["Light","More"],"publisher":{"@type":"Organization","name":"The Site"}},
                {"@type":"Person","@id":"#writer","name":"The Lamp Desk"},
                {"@type":"ImageObject","@id":"#p","url":"https://e.example/lead.jpg"}]}"##,
        );
        assert_eq!(page.title, "On lamps");
        assert_eq!((&*page.published, &*page.modified), ("2021-03-01T09:30:00+01:00", "2022-01-01"));
        assert_eq!(page.authors, ["The Lamp Desk", "Night Desk"]);
        assert_eq!(
            (&*page.picture, &*page.canonical),
            ("https://e.example/lead.jpg", "https://e.example/a/")
        );
        assert_eq!((&*page.language, &*page.section, &*page.site), ("de-AT", "Light", "The Site"));
        assert_eq!(page.keywords, ["oil", "wick"]);
    }

    #[test]
    fn what_the_page_says_elsewhere_stands_and_what_is_broken_says_nothing() {
        let json = r#"[{"@type":"NewsArticle","headline":"Other","description":"New"}]"#.to_owned();
        let mut page = Page { title: "Said".into(), linked_data: vec!["{".into(), json], ..Page::default() };
        complete(&mut page);
        assert_eq!((&*page.title, &*page.description), ("Said", "New"));
        assert_eq!(completed(r#"{"@type":"Organization","name":"X"}"#), Page::default());
        assert_eq!(completed(&("[".repeat(500) + &"]".repeat(500))), Page::default());
    }
}
