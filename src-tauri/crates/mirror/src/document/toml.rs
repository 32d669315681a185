//! Front matter in TOML that stays TOML: comments, order, spaces and quotes are the file's own.

use std::collections::BTreeMap;

use markup::front_matter::ArticleFile;
use toml_edit::{Array, Datetime, DocumentMut, InlineTable, Item, TableLike, Value};

use super::{Due, between, meaning_of_head};

const MARK: &str = "+++";

/// By what names a part of a lead picture, or of the place where an article was first published, may go.
const NAMES: [(&str, &[&str]); 6] = [
    ("address", &["address", "src", "url", "path", "file", "image", "filename"]),
    ("alt", &["alt"]),
    ("caption", &["caption", "title"]),
    ("credit", &["credit"]),
    ("name", &["name", "title", "publication"]),
    ("url", &["url", "link", "href"]),
];

/// What each entry of a head says.
pub(super) fn meanings(head: &str) -> Option<Vec<BTreeMap<String, String>>> {
    let document: DocumentMut = between(head, MARK)?.parse().ok()?;
    Some(document.iter().map(|(key, item)| meaning(key, item)).collect())
}

/// A head with the entries changed that have to say something else.
pub(super) fn changed(head: &str, wanted: &ArticleFile<'_>, due: &Due<'_>) -> Option<String> {
    let mut document: DocumentMut = between(head, MARK)?.parse().ok()?;
    let values = values(wanted, due.wants);
    let mut done: Vec<&str> = Vec::new();
    let keys: Vec<String> = document.iter().map(|(key, _)| key.to_owned()).collect();
    for key in &keys {
        let Some(item) = document.get(key) else { continue };
        let means = meaning(key, item);
        if !means.keys().any(|key| due.concerns(key)) {
            continue;
        }
        let kept = super::only(&means).and_then(|meant| {
            let (meant, wanted) =
                due.wants.get_key_value(meant).filter(|(meant, _)| !done.contains(meant))?;
            let (_, _, value) = values.iter().find(|(known, _, _)| known == meant)?;
            let says_it = |item: &Item| super::only_text(&meaning(key, item)) == Some((*meant, *wanted));
            Some((*meant, in_place(item, value).into_iter().find(says_it)?))
        });
        match kept {
            Some((meant, item)) => {
                done.push(meant);
                document[key.as_str()] = item;
            }
            None => remove(&mut document, key),
        }
    }
    for (meant, key, value) in &values {
        if !done.contains(&meant.as_str()) && due.concerns(meant) {
            let _ = document.insert(key, Item::Value(value.clone()));
        }
    }
    Some(assembled(head, &document))
}

fn assembled(head: &str, document: &DocumentMut) -> String {
    let mut source = document.to_string();
    if !source.is_empty() && !source.ends_with('\n') {
        source.push('\n');
    }
    let end = head.trim_end_matches('\n').len();
    format!("{MARK}\n{source}{MARK}{}", &head[end..])
}

/// What one entry says, in our own words.
fn meaning(key: &str, item: &Item) -> BTreeMap<String, String> {
    let mut document = DocumentMut::new();
    let _ = document.insert(key, item.clone());
    let source = document.to_string();
    let end = if source.ends_with('\n') { "" } else { "\n" };
    meaning_of_head(&format!("{MARK}\n{source}{end}{MARK}\n"))
}

/// Everything a file has to say, as TOML: the key by which [`super::entries`] knows it, its own, the value.
fn values(wanted: &ArticleFile<'_>, wants: &BTreeMap<&str, &str>) -> Vec<(String, String, Value)> {
    let metadata = wanted.metadata;
    let mut plain: Vec<(&str, Value)> = Vec::new();
    let optional = [
        ("title", Some(metadata.title.as_str())),
        ("subtitle", Some(metadata.subtitle.as_str())),
        ("id", wanted.id.map(model::ArticleId::as_str)),
        ("slug", metadata.slug.as_ref().map(model::Slug::as_str)),
        ("status", wanted.status.map(model::Status::as_str)),
        ("excerpt", metadata.excerpt.as_deref()),
        ("section", metadata.section.as_deref()),
        ("language", metadata.language.as_ref().map(model::Language::as_str)),
        ("direction", metadata.direction.map(model::Direction::as_str)),
        ("canonical_url", metadata.canonical_url.as_deref()),
        ("search_title", metadata.search_title.as_deref()),
        ("search_description", metadata.search_description.as_deref()),
        ("type", Some("page")),
        ("translation", metadata.translation.as_deref()),
    ];
    plain.extend(optional.into_iter().filter_map(|(key, text)| Some((key, Value::from(text?)))));
    plain.push(("authors", list(&metadata.authors)));
    plain.push(("tags", list(&metadata.tags)));
    for (key, moment) in [("date", metadata.published_at), ("updated", metadata.revised_at)] {
        plain.extend(moment.map(|moment| (key, moment_of(&moment.to_string()))));
    }
    plain.extend(metadata.menu_order.map(|order| ("menu_order", Value::from(i64::from(order)))));
    plain.push(("toc", Value::from(true)));
    if let Some(lead) = wanted.lead {
        let parts = [
            ("address", &lead.address),
            ("alt", &lead.alt),
            ("caption", &lead.caption),
            ("credit", &lead.credit),
        ];
        plain.push(("lead", fields(parts.into_iter().filter(|(_, text)| !text.is_empty()))));
    }
    if let Some(original) = &metadata.original {
        plain.push(("first_published", fields([("name", &original.name), ("url", &original.url)])));
    }
    let mut values: Vec<(String, String, Value)> = plain
        .into_iter()
        .filter(|(key, _)| wants.contains_key(key))
        .map(|(key, value)| (key.to_owned(), key.to_owned(), value))
        .collect();
    // Custom fields whose names mean something of their own stand by themselves.
    let mut inner = Vec::new();
    for (key, text) in &metadata.custom {
        let value = Value::from(text.as_str());
        let means = meaning(key, &Item::Value(value.clone()));
        let known = super::only_text(&means).filter(|(meant, text)| wants.get(meant) == Some(text));
        match known.filter(|(meant, _)| !values.iter().any(|(other, _, _)| other == meant)) {
            Some((meant, _)) => values.push((meant.to_owned(), key.clone(), value)),
            None => inner.push((key.as_str(), text)),
        }
    }
    if !inner.is_empty() {
        values.retain(|(meant, _, _)| meant != "custom");
        values.push(("custom".to_owned(), "custom".to_owned(), fields(inner)));
    }
    values
}

fn list(items: &[String]) -> Value {
    Value::Array(items.iter().map(String::as_str).collect::<Array>())
}

fn fields<'a>(parts: impl IntoIterator<Item = (&'a str, &'a String)>) -> Value {
    Value::InlineTable(
        parts.into_iter().map(|(key, text)| (key, Value::from(text.as_str()))).collect::<InlineTable>(),
    )
}

fn moment_of(text: &str) -> Value {
    text.parse::<Datetime>().map_or_else(|_| Value::from(text), Value::from)
}

/// Ways to say something in the place of an old value, the most like it first.
fn in_place(old: &Item, new: &Value) -> Vec<Item> {
    if let (Some(_), Value::InlineTable(parts)) = (old.as_table_like(), new) {
        let mut item = old.clone();
        if let Some(table) = item.as_table_like_mut() {
            put_parts(table, parts);
        }
        return vec![item];
    }
    let Item::Value(old) = old else { return Vec::new() };
    let mut ways = Vec::new();
    match (old, new) {
        (Value::Boolean(_), _) => ways.extend([Value::from(true), Value::from(false)]),
        (Value::String(_), Value::String(text)) => ways.extend(quoted_like(old, text.value())),
        (Value::String(_), Value::Datetime(at)) => ways.extend(quoted_like(old, &at.value().to_string())),
        (Value::String(_), Value::Array(items)) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            ways.extend(quoted_like(old, &items.join(", ")));
        }
        (Value::Integer(_), Value::String(text)) => {
            ways.extend(text.value().parse::<i64>().map(Value::from));
        }
        (Value::Datetime(_), Value::String(text)) => ways.push(moment_of(text.value())),
        (Value::Array(before), Value::Array(items)) => ways.extend(items_like(before, items)),
        _ => {}
    }
    ways.push(new.clone());
    for way in &mut ways {
        *way.decor_mut() = old.decor().clone();
    }
    ways.into_iter().map(Item::Value).collect()
}

/// A text in single quotes where the old one stands in such.
fn quoted_like(old: &Value, text: &str) -> Vec<Value> {
    let written = old.to_string();
    let written = written.trim_start();
    let literal = written.starts_with('\'') && !written.starts_with("'''");
    let own = literal.then(|| format!("'{text}'").parse::<Value>().ok()).flatten();
    own.filter(|value| value.as_str() == Some(text)).into_iter().chain([Value::from(text)]).collect()
}

/// A list that keeps its lines, remarks and quotes where entries only come at the end or go.
fn items_like(before: &Array, wanted: &Array) -> Option<Value> {
    let wanted: Vec<&str> = wanted.iter().filter_map(Value::as_str).collect();
    let mut array = before.clone();
    array.retain(|item| item.as_str().is_some_and(|text| wanted.contains(&text)));
    let kept: Vec<&str> = array.iter().filter_map(Value::as_str).collect();
    let new: Vec<String> =
        wanted.strip_prefix(kept.as_slice())?.iter().map(|&text| text.to_owned()).collect();
    for text in new {
        let like = array.iter().last().cloned();
        let mut value = match &like {
            Some(like) => quoted_like(like, &text).into_iter().next()?,
            None => Value::from(text),
        };
        if let Some(prefix) = like.as_ref().and_then(|like| like.decor().prefix()?.as_str()) {
            // The first of a line has no space before it, the others one; remarks are of the entry above.
            let prefix = match prefix.rfind('\n') {
                Some(at) => &prefix[at..],
                None if prefix.is_empty() => " ",
                None => prefix,
            };
            value.decor_mut().set_prefix(prefix);
        }
        // What stands between the last entry and the bracket stays there.
        if let Some(last) = array.len().checked_sub(1).and_then(|last| array.get_mut(last)) {
            let end = last.decor().suffix().and_then(|end| end.as_str()).unwrap_or_default().to_owned();
            last.decor_mut().set_suffix("");
            value.decor_mut().set_suffix(end);
        }
        array.push_formatted(value);
    }
    Some(Value::Array(array))
}

/// Gives the parts of a table what they have to say, by the names they have there.
fn put_parts(table: &mut dyn TableLike, parts: &InlineTable) {
    let names = |part: &str| -> Vec<String> {
        let known = NAMES.iter().find(|(known, _)| *known == part);
        known.map_or_else(
            || vec![part.to_owned()],
            |(_, names)| names.iter().map(|&name| name.to_owned()).collect(),
        )
    };
    let mut used: Vec<String> = Vec::new();
    for (part, value) in parts {
        let there = names(part).into_iter().find(|name| table.contains_key(name) && !used.contains(name));
        let name = there.unwrap_or_else(|| part.to_owned());
        used.push(name.clone());
        match table.get_mut(&name) {
            Some(old) if text_of(old) == value.as_str().map(str::to_owned) => {}
            Some(old) => {
                if let Some(new) = in_place(old, value).into_iter().next() {
                    *old = new;
                }
            }
            None => drop(table.insert(&name, Item::Value(value.clone()))),
        }
    }
    let gone: Vec<String> =
        table.iter().map(|(key, _)| key.to_owned()).filter(|key| !used.contains(key)).collect();
    for key in gone {
        let _ = table.remove(&key);
    }
}

/// A value as the text of a custom field.
fn text_of(item: &Item) -> Option<String> {
    const PROBE: &str = "probe";
    let mut document = DocumentMut::new();
    let _ = document.insert(PROBE, item.clone());
    let head = format!("{MARK}\n{}{MARK}\n", document);
    markup::front_matter::split(&head).front?.metadata.custom.remove(PROBE)
}

/// Takes an entry away; remarks above it stay.
fn remove(document: &mut DocumentMut, key: &str) {
    let next = document.iter().map(|(key, _)| key.to_owned()).skip_while(|other| other != key).nth(1);
    let mut above = String::new();
    change_above(document.as_table_mut(), key, |own| {
        above = own.to_owned();
        own.to_owned()
    });
    let _ = document.remove(key);
    if !above.contains('#') {
        return;
    }
    let Some(next) = next else {
        let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
        document.set_trailing(format!("{above}{trailing}"));
        return;
    };
    change_above(document.as_table_mut(), &next, |below| format!("{above}{below}"));
}

/// Changes what stands above an entry: remarks and blank lines. Of `a.b.c = 1` they are with the last key.
fn change_above(table: &mut dyn TableLike, key: &str, change: impl FnOnce(&str) -> String) {
    let text = |above: Option<&toml_edit::RawString>| {
        above.and_then(toml_edit::RawString::as_str).unwrap_or_default().to_owned()
    };
    match table.get_mut(key) {
        Some(Item::Table(inner)) if inner.is_dotted() => {
            let first = inner.iter().next().map(|(key, _)| key.to_owned());
            if let Some(first) = first {
                change_above(inner, &first, change);
            }
        }
        Some(Item::Table(inner)) => {
            let above = change(&text(inner.decor().prefix()));
            inner.decor_mut().set_prefix(above);
        }
        Some(Item::ArrayOfTables(tables)) => {
            if let Some(first) = tables.get_mut(0) {
                let above = change(&text(first.decor().prefix()));
                first.decor_mut().set_prefix(above);
            }
        }
        _ => {
            if let Some(mut key) = table.key_mut(key) {
                let above = change(&text(key.leaf_decor().prefix()));
                key.leaf_decor_mut().set_prefix(above);
            }
        }
    }
}
