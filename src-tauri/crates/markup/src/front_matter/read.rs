//! From fields, as many programs write them, to what an article knows of itself.

use model::{ArticleId, Direction, Kind, Language, Moment, OriginalPublication, Slug, Status};

use super::value::Value;
use super::{FrontMatter, LeadReference};
use crate::{Concern, Problem};

/// Every name a field may go by, in the form [`normal`] makes of it. A custom field of the author's with such
/// a name is written inside `custom`.
pub(super) const KNOWN: [&str; 72] = [
    "id",
    "status",
    "draft",
    "published",
    "title",
    "subtitle",
    "slug",
    "authors",
    "author",
    "by",
    "excerpt",
    "description",
    "summary",
    "lead",
    "image",
    "cover",
    "featured_image",
    "hero",
    "lead_alt",
    "image_alt",
    "cover_alt",
    "featured_image_alt",
    "hero_alt",
    "lead_caption",
    "image_caption",
    "cover_caption",
    "featured_image_caption",
    "hero_caption",
    "lead_credit",
    "image_credit",
    "cover_credit",
    "featured_image_credit",
    "hero_credit",
    "tags",
    "tag",
    "keywords",
    "section",
    "category",
    "categories",
    "language",
    "lang",
    "locale",
    "direction",
    "dir",
    "date",
    "published_at",
    "publish_date",
    "pubdate",
    "updated",
    "lastmod",
    "modified",
    "revised_at",
    "last_modified_at",
    "created",
    "created_at",
    "original",
    "first_published",
    "original_publication",
    "canonical",
    "canonical_url",
    "search_title",
    "search_description",
    "custom",
    "seo_title",
    "type",
    "kind",
    "menu_order",
    "weight",
    "translation",
    "translation_key",
    "toc",
    "table_of_contents",
];

/// The form in which names of fields are compared.
pub(super) fn normal(key: &str) -> String {
    key.trim().to_lowercase().replace(['-', ' '], "_")
}

/// Reads all fields.
pub(super) fn read(fields: Vec<(String, Value)>, problems: &mut Vec<Problem>) -> FrontMatter {
    let mut front = FrontMatter::default();
    let mut lead = LeadReference::default();
    for (key, value) in fields {
        if matches!(value, Value::Null) {
            continue;
        }
        if let Err(value) = take(&mut front, &mut lead, &normal(&key), value, problems) {
            front.metadata.custom.insert(key, value.into_text());
        }
    }
    if lead.address.is_empty() {
        for (key, text) in
            [("lead_alt", lead.alt), ("lead_caption", lead.caption), ("lead_credit", lead.credit)]
        {
            if !text.is_empty() {
                front.metadata.custom.insert(key.to_owned(), text);
            }
        }
    } else {
        front.lead = Some(lead);
    }
    front
}

/// Takes one field, or gives its value back where it has no place.
fn take(
    front: &mut FrontMatter,
    lead: &mut LeadReference,
    key: &str,
    value: Value,
    problems: &mut Vec<Problem>,
) -> Result<(), Value> {
    let metadata = &mut front.metadata;
    match key {
        "id" => set(&mut front.id, value, |text| ArticleId::parse(text).ok()),
        "status" => set(&mut front.status, value, Status::parse),
        "draft" => set(&mut front.status, value, |text| switch(text, Status::Draft, Status::Published)),
        "published" if matches!(&value, Value::Text(text) if switch(text, (), ()).is_some()) => {
            set(&mut front.status, value, |text| switch(text, Status::Published, Status::Draft))
        }
        "title" => fill(&mut metadata.title, value),
        "subtitle" => fill(&mut metadata.subtitle, value),
        "slug" => set(&mut metadata.slug, value, Slug::from_text),
        "authors" | "author" | "by" => extend(&mut metadata.authors, value),
        "excerpt" | "summary" => set(&mut metadata.excerpt, value, |text| Some(text.to_owned())),
        "description" if metadata.excerpt.is_none() => {
            set(&mut metadata.excerpt, value, |text| Some(text.to_owned()))
        }
        "description" | "search_description" => {
            set(&mut metadata.search_description, value, |text| Some(text.to_owned()))
        }
        "search_title" | "seo_title" => set(&mut metadata.search_title, value, |text| Some(text.to_owned())),
        "tags" | "tag" | "keywords" => extend(&mut metadata.tags, value),
        "section" | "category" => set(&mut metadata.section, value, |text| Some(text.to_owned())),
        "categories" => categories(front, value),
        "language" | "lang" | "locale" => {
            set(&mut metadata.language, value, |text| Language::parse(text.split('.').next().unwrap_or(text)))
        }
        "direction" | "dir" => set(&mut metadata.direction, value, Direction::parse),
        "date" | "published" | "published_at" | "publish_date" | "pubdate" => {
            date(&mut metadata.published_at, key, value, problems)
        }
        "updated" | "lastmod" | "modified" | "revised_at" | "last_modified_at" => {
            date(&mut metadata.revised_at, key, value, problems)
        }
        "created" | "created_at" => date(&mut front.created_at, key, value, problems),
        "canonical" | "canonical_url" => {
            set(&mut metadata.canonical_url, value, |text| Some(text.to_owned()))
        }
        "original" | "first_published" | "original_publication" => original(&mut metadata.original, value),
        "type" | "kind" => kind(metadata, value),
        "menu_order" | "weight" => set(&mut metadata.menu_order, value, |text| text.trim().parse().ok()),
        "translation" | "translation_key" => {
            set(&mut metadata.translation, value, |text| Some(text.to_owned()))
        }
        "toc" | "table_of_contents" => match &value {
            Value::Text(text) if switch(text, (), ()).is_some() => {
                metadata.table_of_contents = switch(text, true, false) == Some(true);
                Ok(())
            }
            _ => Err(value),
        },
        "custom" => custom(front, value),
        "lead" | "image" | "cover" | "featured_image" | "hero" => picture(lead, value),
        _ => {
            let Some((of, part)) = key.rsplit_once('_') else { return Err(value) };
            if !["lead", "image", "cover", "featured_image", "hero"].contains(&of) {
                return Err(value);
            }
            match part {
                "alt" => fill(&mut lead.alt, value),
                "caption" => fill(&mut lead.caption, value),
                "credit" => fill(&mut lead.credit, value),
                _ => Err(value),
            }
        }
    }
}

/// Sets a field that is still empty from a scalar that can be read.
fn set<T>(field: &mut Option<T>, value: Value, read: impl Fn(&str) -> Option<T>) -> Result<(), Value> {
    if field.is_some() {
        return Err(value);
    }
    let Value::Text(text) = &value else { return Err(value) };
    *field = read(text);
    if field.is_some() { Ok(()) } else { Err(value) }
}

fn fill(field: &mut String, value: Value) -> Result<(), Value> {
    match value {
        Value::Text(text) if field.is_empty() => {
            *field = text;
            Ok(())
        }
        other => Err(other),
    }
}

/// Post or page; any other word is a field of the author's own.
fn kind(metadata: &mut model::Metadata, value: Value) -> Result<(), Value> {
    let Value::Text(text) = &value else { return Err(value) };
    match Kind::parse(text) {
        Some(kind) => {
            metadata.kind = kind;
            Ok(())
        }
        None => Err(value),
    }
}

fn switch<T>(text: &str, on: T, off: T) -> Option<T> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(on),
        "false" | "no" | "off" => Some(off),
        _ => None,
    }
}

fn date(
    field: &mut Option<Moment>,
    key: &str,
    value: Value,
    problems: &mut Vec<Problem>,
) -> Result<(), Value> {
    let result = set(field, value, Moment::parse);
    if let Err(Value::Text(text)) = &result
        && field.is_none()
    {
        let message = format!("“{text}” is not a date; the field “{key}” is kept as a custom field.");
        let subject = key.to_owned();
        problems.push(Problem { line: 0, message, concern: Concern::FrontMatter, subject });
    }
    result
}

/// Adds names from a list, or from a text with commas between them. None is taken twice.
fn extend(names: &mut Vec<String>, value: Value) -> Result<(), Value> {
    let new: Vec<String> = match value {
        Value::Text(text) => text
            .split([',', '،', ';'])
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
        Value::List(items) if items.iter().all(|item| name_of(item).is_some()) => {
            items.iter().filter_map(name_of).collect()
        }
        Value::Map(_) => match name_of(&value) {
            Some(name) => vec![name],
            None => return Err(value),
        },
        other => return Err(other),
    };
    for name in new {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(())
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Map(fields) => fields.iter().find_map(|(key, value)| match value {
            Value::Text(text) if normal(key) == "name" => Some(text.clone()),
            _ => None,
        }),
        _ => None,
    }
}

/// The first category is the section; the others become tags. Which they were is kept, where there are several.
fn categories(front: &mut FrontMatter, value: Value) -> Result<(), Value> {
    let mut names = Vec::new();
    extend(&mut names, value)?;
    if names.len() > 1 || front.metadata.section.is_some() && !names.is_empty() {
        front.metadata.custom.insert("categories".to_owned(), names.join(", "));
    }
    let mut names = names.into_iter();
    if front.metadata.section.is_none() {
        front.metadata.section = names.next();
    }
    for name in names {
        if !front.metadata.tags.contains(&name) {
            front.metadata.tags.push(name);
        }
    }
    Ok(())
}

fn original(field: &mut Option<OriginalPublication>, value: Value) -> Result<(), Value> {
    if field.is_some() {
        return Err(value);
    }
    match value {
        Value::Text(text) => {
            let web = text.starts_with("http://") || text.starts_with("https://");
            let (name, url) = if web { (String::new(), text) } else { (text, String::new()) };
            *field = Some(OriginalPublication { name, url });
            Ok(())
        }
        Value::Map(fields) => {
            let mut found = OriginalPublication { name: String::new(), url: String::new() };
            for (key, value) in &fields {
                match (normal(key).as_str(), value) {
                    ("name" | "title" | "publication", Value::Text(text)) => found.name.clone_from(text),
                    ("url" | "link" | "href", Value::Text(text)) => found.url.clone_from(text),
                    _ => return Err(Value::Map(fields)),
                }
            }
            *field = Some(found);
            Ok(())
        }
        other => Err(other),
    }
}

fn picture(lead: &mut LeadReference, value: Value) -> Result<(), Value> {
    if !lead.address.is_empty() {
        return Err(value);
    }
    match value {
        Value::Text(address) if !address.is_empty() => {
            lead.address = address;
            Ok(())
        }
        Value::Map(fields) => {
            let mut found = lead.clone();
            for (key, value) in &fields {
                let Value::Text(text) = value else { return Err(Value::Map(fields)) };
                match normal(key).as_str() {
                    "address" | "src" | "url" | "path" | "file" | "image" | "filename" => {
                        found.address.clone_from(text);
                    }
                    "alt" => found.alt.clone_from(text),
                    "caption" | "title" => found.caption.clone_from(text),
                    "credit" => found.credit.clone_from(text),
                    _ => return Err(Value::Map(fields)),
                }
            }
            if found.address.is_empty() {
                return Err(Value::Map(fields));
            }
            *lead = found;
            Ok(())
        }
        other => Err(other),
    }
}

fn custom(front: &mut FrontMatter, value: Value) -> Result<(), Value> {
    let Value::Map(fields) = value else { return Err(value) };
    for (key, value) in fields {
        front.metadata.custom.insert(key, value.into_text());
    }
    Ok(())
}
