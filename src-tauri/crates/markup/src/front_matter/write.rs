//! A file from an article: YAML that people can read and every reader of YAML understands.

use model::{ArticleId, Kind, Metadata, Moment, Status};

use super::{LeadReference, read};

/// What goes into a file. The lead picture is named by [`ArticleFile::lead`]; the one in the metadata, which
/// only a library understands, is passed over.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleFile<'a> {
    /// The article the file belongs to.
    pub id: Option<&'a ArticleId>,
    /// Where the article stands.
    pub status: Option<Status>,
    /// When it was made.
    pub created_at: Option<Moment>,
    /// Everything else that is said about the text.
    pub metadata: &'a Metadata,
    /// The lead picture, by the address it has from the file.
    pub lead: Option<&'a LeadReference>,
    /// The text.
    pub body: &'a str,
}

/// Writes a file: front matter in YAML, a blank line, the text. Equal values give equal bytes.
#[must_use]
pub fn write(file: &ArticleFile<'_>) -> String {
    let metadata = file.metadata;
    let mut yaml = String::with_capacity(file.body.len() + 512);
    yaml.push_str("---\n");
    filled(&mut yaml, "title", &metadata.title);
    filled(&mut yaml, "subtitle", &metadata.subtitle);
    optional(&mut yaml, "id", file.id.map(ArticleId::as_str));
    optional(&mut yaml, "slug", metadata.slug.as_ref().map(model::Slug::as_str));
    optional(&mut yaml, "status", file.status.map(Status::as_str));
    list(&mut yaml, "authors", &metadata.authors);
    date(&mut yaml, "date", metadata.published_at);
    date(&mut yaml, "updated", metadata.revised_at);
    date(&mut yaml, "created", file.created_at);
    optional(&mut yaml, "excerpt", metadata.excerpt.as_deref());
    if let Some(lead) = file.lead {
        yaml.push_str("lead:\n");
        for (key, text) in [
            ("address", &lead.address),
            ("alt", &lead.alt),
            ("caption", &lead.caption),
            ("credit", &lead.credit),
        ] {
            if !text.is_empty() {
                yaml.push_str("  ");
                field(&mut yaml, key, text);
            }
        }
    }
    list(&mut yaml, "tags", &metadata.tags);
    optional(&mut yaml, "section", metadata.section.as_deref());
    optional(&mut yaml, "language", metadata.language.as_ref().map(model::Language::as_str));
    optional(&mut yaml, "direction", metadata.direction.map(model::Direction::as_str));
    if let Some(original) = &metadata.original {
        yaml.push_str("first_published:\n  ");
        field(&mut yaml, "name", &original.name);
        yaml.push_str("  ");
        field(&mut yaml, "url", &original.url);
    }
    optional(&mut yaml, "canonical_url", metadata.canonical_url.as_deref());
    optional(&mut yaml, "search_title", metadata.search_title.as_deref());
    optional(&mut yaml, "search_description", metadata.search_description.as_deref());
    if metadata.kind == Kind::Page {
        yaml.push_str("type: page\n");
    }
    if let Some(order) = metadata.menu_order {
        yaml.push_str(&format!("menu_order: {order}\n"));
    }
    optional(&mut yaml, "translation", metadata.translation.as_deref());
    if metadata.table_of_contents {
        yaml.push_str("toc: true\n");
    }
    custom(&mut yaml, metadata);
    yaml.push_str("---\n\n");
    yaml.push_str(file.body);
    yaml
}

/// Custom fields stand beside the others, but for those whose names mean something of their own.
fn custom(yaml: &mut String, metadata: &Metadata) {
    let taken = |key: &str| key.is_empty() || read::KNOWN.contains(&read::normal(key).as_str());
    for (key, text) in metadata.custom.iter().filter(|(key, _)| !taken(key)) {
        field(yaml, key, text);
    }
    let mut inner = metadata.custom.iter().filter(|(key, _)| taken(key)).peekable();
    if inner.peek().is_some() {
        yaml.push_str("custom:\n");
    }
    for (key, text) in inner {
        yaml.push_str("  ");
        field(yaml, key, text);
    }
}

fn filled(yaml: &mut String, key: &str, text: &str) {
    if !text.is_empty() {
        field(yaml, key, text);
    }
}

fn optional(yaml: &mut String, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        field(yaml, key, text);
    }
}

fn date(yaml: &mut String, key: &str, moment: Option<Moment>) {
    if let Some(moment) = moment {
        yaml.push_str(&format!("{key}: {moment}\n"));
    }
}

fn list(yaml: &mut String, key: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    yaml.push_str(key);
    yaml.push_str(":\n");
    for item in items {
        yaml.push_str("  - ");
        scalar(yaml, item);
        yaml.push('\n');
    }
}

fn field(yaml: &mut String, key: &str, text: &str) {
    scalar(yaml, key);
    yaml.push_str(": ");
    scalar(yaml, text);
    yaml.push('\n');
}

/// A scalar without quotes where nobody could take it for anything else.
fn scalar(yaml: &mut String, text: &str) {
    if is_plain(text) { yaml.push_str(text) } else { push_quoted(yaml, text) }
}

fn is_plain(text: &str) -> bool {
    const MEANINGFUL: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let mut characters = text.chars();
    let starts_well = characters.next().is_some_and(|first| first.is_alphabetic() || first == '/');
    let goes_on_well = text.chars().all(|it| {
        it.is_alphanumeric()
            || matches!(it, ' ' | '-' | '_' | '.' | '/' | '’' | '\u{200c}' | ',' | '?' | '!' | '(' | ')')
    });
    starts_well
        && goes_on_well
        && !text.ends_with(' ')
        && text.len() < 400
        && !MEANINGFUL.contains(&text.to_ascii_lowercase().as_str())
}

/// A double-quoted scalar (YAML 1.2.2, section 7.3.1), which is a JSON string as well.
pub(super) fn push_quoted(yaml: &mut String, text: &str) {
    yaml.push('"');
    for character in text.chars() {
        match character {
            '"' => yaml.push_str("\\\""),
            '\\' => yaml.push_str("\\\\"),
            '\n' => yaml.push_str("\\n"),
            '\t' => yaml.push_str("\\t"),
            '\r' => yaml.push_str("\\r"),
            // What YAML does not count as printable, what it takes for a line end, and marks that hide.
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{a0}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {
                yaml.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            _ => yaml.push(character),
        }
    }
    yaml.push('"');
}
