//! Fields of front matter that only some programs write, and what an article knows them as.

use model::{Kind, Moment, Slug, Status};
use serde_json::Value;

use crate::{Item, LeadNeed, pictures};

/// Front matter in JSON, as Hugo takes it, as front matter in YAML, of which JSON is a part; `None` where a text
/// does not begin with such.
pub(super) fn json_as_yaml(text: &str) -> Option<String> {
    if !text.starts_with("{\n") && !text.starts_with("{ ") && !text.starts_with("{\"") {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Map<String, Value>>();
    let fields = values.next()?.ok()?;
    let rest = &text[values.byte_offset()..];
    let body = rest.strip_prefix('\n').or_else(|| rest.is_empty().then_some(""))?;
    let json = serde_json::to_string_pretty(&fields).ok()?;
    Some(format!("---\n{json}\n---\n\n{}", body.trim_start_matches('\n')))
}

/// Gives fields a place that other programs know under another name. Answers whether they say where the
/// article lies on its site.
pub(super) fn lift(item: &mut Item, path: &str) -> bool {
    let mut addressed = false;
    for (key, take) in FIELDS {
        let found = item.metadata.custom.keys().find(|known| normal(known) == *key).cloned();
        let Some(found) = found else { continue };
        let Some(text) = item.metadata.custom.remove(&found) else { continue };
        if take(item, &text, path) {
            addressed |= matches!(*key, "url" | "permalink" | "path");
        } else {
            item.metadata.custom.insert(found, text);
        }
    }
    for key in item.metadata.custom.keys().filter(|key| *key != "categories") {
        if !item.kept_as_custom.contains(key) {
            item.kept_as_custom.push(key.clone());
        }
    }
    addressed
}

/// Jekyll parts tags and categories that are written as one text at their spaces.
pub(super) fn part_words(item: &mut Item, text: &str) {
    let one_text = |key: &str| {
        let head = text.strip_prefix("---").and_then(|rest| rest.split("\n---").next()).unwrap_or_default();
        head.lines().any(|line| {
            let value = line.strip_prefix(key).and_then(|rest| rest.strip_prefix(':')).map(str::trim);
            value.is_some_and(|value| value.contains(' ') && !value.contains(['[', ',', '"', '\'', '#']))
        })
    };
    if one_text("tags") {
        let words = item.metadata.tags.iter().flat_map(|tag| tag.split(' ')).map(str::to_owned);
        item.metadata.tags = words.collect();
    }
    if one_text("categories")
        && let Some(section) = item.metadata.section.take()
    {
        item.metadata.custom.insert("categories".to_owned(), section.replace(' ', ", "));
        let mut words = section.split(' ').map(str::to_owned);
        item.metadata.section = words.next();
        push_new(&mut item.metadata.tags, words);
    }
}

fn normal(key: &str) -> String {
    key.to_lowercase().replace(['-', '_', ' '], "")
}

/// Takes a field; false where it stays what it is.
type Take = fn(&mut Item, &str, &str) -> bool;

/// The fields, without signs between their words, in the order in which they are looked at.
const FIELDS: &[(&str, Take)] = &[
    ("taxonomies", taxonomies),
    ("url", address),
    ("permalink", address),
    ("path", address),
    ("aliases", addresses),
    ("alias", addresses),
    ("redirectfrom", addresses),
    ("sticky", pinned),
    ("pinned", pinned),
    ("pin", pinned),
    ("featured", pinned),
    ("private", hidden),
    ("unlisted", hidden),
    ("publishdate", published),
    ("datepublished", published),
    ("datemodified", revised),
    ("dateupdated", revised),
    ("lastupdated", revised),
    ("lastmodified", revised),
    ("modifieddate", revised),
    ("layout", layout),
    ("weight", order),
    ("navorder", order),
    ("seo", search),
    ("metadescription", |item, text, _| fill(&mut item.metadata.search_description, text)),
    ("metatitle", |item, text, _| fill(&mut item.metadata.search_title, text)),
    ("subheadline", |item, text, _| fill_text(&mut item.metadata.subtitle, text)),
    ("tagline", |item, text, _| fill_text(&mut item.metadata.subtitle, text)),
    ("cover", lead),
    ("image", lead),
    ("images", lead),
    ("thumbnail", lead),
    ("banner", lead),
    ("header", lead),
    ("extra", extra),
    ("params", extra),
];

fn fill(field: &mut Option<String>, text: &str) -> bool {
    if field.is_some() || text.is_empty() {
        return false;
    }
    *field = Some(text.to_owned());
    true
}

fn fill_text(field: &mut String, text: &str) -> bool {
    if !field.is_empty() {
        return false;
    }
    *field = text.to_owned();
    true
}

fn is_true(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// A list of names: as JSON, or one name.
fn list(text: &str) -> Vec<String> {
    match serde_json::from_str(text) {
        Ok(Value::Array(items)) => items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect(),
        _ if text.is_empty() => Vec::new(),
        _ => vec![text.to_owned()],
    }
}

/// Zola keeps tags and categories here.
fn taxonomies(item: &mut Item, text: &str, _: &str) -> bool {
    let Ok(Value::Object(mut kinds)) = serde_json::from_str::<Value>(text) else { return false };
    for key in ["categories", "category", "tags", "tag", "authors", "author"] {
        let Some(value) = kinds.remove(key) else { continue };
        let mut names = list(&value.to_string()).into_iter();
        match key {
            "categories" | "category" => {
                let all: Vec<String> = names.by_ref().collect();
                if all.len() > 1 {
                    item.metadata.custom.insert("categories".to_owned(), all.join(", "));
                }
                let mut all = all.into_iter();
                if item.metadata.section.is_none() {
                    item.metadata.section = all.next();
                }
                push_new(&mut item.metadata.tags, all);
            }
            "tags" | "tag" => push_new(&mut item.metadata.tags, names),
            _ => push_new(&mut item.metadata.authors, names),
        }
    }
    for (kind, value) in kinds {
        let names = list(&value.to_string()).join(", ");
        item.keep(&kind, names);
    }
    true
}

fn push_new(list: &mut Vec<String>, names: impl Iterator<Item = String>) {
    for name in names {
        if !list.contains(&name) {
            list.push(name);
        }
    }
}

/// Whether something is an address that readers know, and not a name.
fn is_address(text: &str) -> bool {
    text.starts_with('/')
        || text.starts_with("https://")
        || text.starts_with("http://")
        || text.ends_with('/')
}

fn address(item: &mut Item, text: &str, _: &str) -> bool {
    // A pattern (`/:year/:title/`) is the business of a whole site.
    if text.is_empty() || text.contains(':') && !text.contains("://") {
        return false;
    }
    let rooted =
        if text.contains("://") || text.starts_with('/') { text.to_owned() } else { format!("/{text}") };
    if item.metadata.slug.is_none() {
        let last = rooted.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let last = last.strip_suffix(".html").unwrap_or(last);
        item.metadata.slug = if last.contains("://") { None } else { Slug::from_text(last) };
    }
    item.addresses.insert(0, rooted);
    true
}

fn addresses(item: &mut Item, text: &str, _: &str) -> bool {
    let all = list(text);
    let known = all.iter().filter(|one| is_address(one));
    for one in known {
        let rooted = if is_address(one) && !one.starts_with('/') && !one.contains("://") {
            format!("/{one}")
        } else {
            one.clone()
        };
        if !item.addresses.contains(&rooted) {
            item.addresses.push(rooted);
        }
    }
    // Other names of a note stay what they are.
    all.iter().all(|one| is_address(one))
}

fn pinned(item: &mut Item, text: &str, _: &str) -> bool {
    match is_true(text) {
        Some(pinned) => item.pinned |= pinned,
        // Hexo's order among the pinned.
        None if text.trim().parse::<u32>().is_ok() => item.pinned = true,
        None => return false,
    }
    true
}

/// What is not for everybody does not become public, whatever else the file says.
fn hidden(item: &mut Item, text: &str, _: &str) -> bool {
    if is_true(text) == Some(true) {
        item.status = Some(Status::Draft);
    }
    false
}

fn date(field: &mut Option<Moment>, text: &str) -> bool {
    let Some(moment) = Moment::parse(text).filter(|_| field.is_none()) else { return false };
    *field = Some(moment);
    true
}

fn published(item: &mut Item, text: &str, _: &str) -> bool {
    date(&mut item.metadata.published_at, text)
}

fn revised(item: &mut Item, text: &str, _: &str) -> bool {
    date(&mut item.metadata.revised_at, text)
}

fn layout(item: &mut Item, text: &str, _: &str) -> bool {
    if text == "page" {
        item.metadata.kind = Kind::Page;
    }
    matches!(text, "page" | "post" | "posts" | "default" | "single")
}

/// Where a page stands among the others.
fn order(item: &mut Item, text: &str, _: &str) -> bool {
    if item.metadata.menu_order.is_none() {
        item.metadata.menu_order = text.trim().parse().ok();
    }
    false
}

fn search(item: &mut Item, text: &str, _: &str) -> bool {
    let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(text) else { return false };
    let mut all = true;
    for (key, value) in &fields {
        all &= match (normal(key).as_str(), value) {
            ("title", Value::String(text)) => fill(&mut item.metadata.search_title, text),
            ("description", Value::String(text)) => fill(&mut item.metadata.search_description, text),
            _ => false,
        };
    }
    all
}

/// A lead picture in one of the forms that themes ask for.
fn lead(item: &mut Item, text: &str, path: &str) -> bool {
    if item.lead.is_some() || item.metadata.lead.is_some() {
        return false;
    }
    let value = serde_json::from_str::<Value>(text).unwrap_or(Value::String(text.to_owned()));
    let (mut lead, whole) = match value {
        Value::String(address) if !address.is_empty() => (LeadNeed { address, ..LeadNeed::default() }, true),
        Value::Array(items) => match items.first() {
            Some(Value::String(address)) => {
                (LeadNeed { address: address.clone(), ..LeadNeed::default() }, items.len() == 1)
            }
            _ => return false,
        },
        Value::Object(fields) => {
            let get = |names: &[&str]| {
                fields.iter().find_map(|(key, value)| {
                    names.contains(&normal(key).as_str()).then(|| value.as_str()).flatten().map(str::to_owned)
                })
            };
            let Some(address) = get(&["image", "src", "path", "url", "teaser", "overlayimage"]) else {
                return false;
            };
            let lead = LeadNeed {
                address,
                path: None,
                alt: get(&["alt", "imagealt", "imagedescription"]).unwrap_or_default(),
                caption: get(&["caption", "title"]).unwrap_or_default(),
                credit: get(&["credit", "attribution"]).unwrap_or_default(),
            };
            (lead, false)
        }
        _ => return false,
    };
    lead.path = pictures::inside(&lead.address, path);
    item.lead = Some(lead);
    whole
}

/// What themes ask for: the lead picture among it. The rest stays.
fn extra(item: &mut Item, text: &str, path: &str) -> bool {
    if let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(text) {
        for (key, value) in &fields {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            match normal(key).as_str() {
                "image" | "thumbnail" | "cover" | "banner" | "hero" | "ogimage" | "featuredimage" => {
                    lead(item, &text, path);
                }
                "subtitle" => {
                    fill_text(&mut item.metadata.subtitle, &text);
                }
                "pinned" | "sticky" | "featured" => {
                    pinned(item, &text, path);
                }
                _ => {}
            }
        }
    }
    false
}
