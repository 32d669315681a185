//! The contents of `head`: what programs read about a page. The same for every theme.

use std::fmt::Write as _;

use serde::Serialize;

use crate::address;
use crate::dates;
use crate::html::{escape, one_line};
use crate::snapshot::ArticleSnapshot;

/// The policy of the preview document: pictures from the library, styles of its own, nothing else.
pub const PREVIEW_POLICY: &str = "default-src 'none'; img-src media: http://media.localhost data:; style-src 'unsafe-inline'; font-src data:";

/// What the head says that is not in the snapshot as it is.
pub struct Head<'a> {
    /// The title shown, never empty.
    pub title: &'a str,
    /// The Content-Security-Policy, in the preview. An exported page has none: the Nu HTML checker takes its
    /// structured data for a blocked script.
    pub policy: Option<&'a str>,
    /// The absolute address of the lead picture, where it has one.
    pub picture_url: Option<String>,
    /// The theme's style sheet.
    pub style: &'a str,
}

/// Writes the contents of `head`.
pub fn write(snapshot: &ArticleSnapshot, head: &Head<'_>) -> String {
    let metadata = &snapshot.article.metadata;
    let canonical = snapshot.canonical_url();
    let description = snapshot.description();
    let site = one_line(&snapshot.publication.title);
    let card_title = search_title(snapshot, head.title);
    let mut out = Lines(String::with_capacity(head.style.len() + 4_096));
    if let Some(policy) = head.policy {
        out.line(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", escape(policy)));
    }
    out.line("<meta charset=\"utf-8\">");
    out.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    out.line(&format!("<title>{}</title>", escape(&document_title(&card_title, &site))));
    out.named("description", &description);
    out.named("author", &snapshot.authors().join(", "));
    out.line("<meta name=\"color-scheme\" content=\"light dark\">");
    out.line("<meta name=\"generator\" content=\"Galley\">");
    if let Some(url) = &canonical {
        out.line(&format!("<link rel=\"canonical\" href=\"{}\">", escape(url)));
    }
    out.property("og:type", "article");
    out.property("og:title", &card_title);
    out.property("og:description", &description);
    out.property("og:url", canonical.as_deref().unwrap_or_default());
    out.property("og:site_name", &site);
    out.property("og:locale", &dates::open_graph_locale(&snapshot.derived.language).unwrap_or_default());
    if let (Some(url), Some(lead)) = (&head.picture_url, &metadata.lead) {
        out.property("og:image", url);
        out.property("og:image:alt", &one_line(&lead.alt));
    }
    if let Some(date) = metadata.published_at {
        out.property("article:published_time", &date.to_string());
    }
    if let Some(date) = metadata.revised_at {
        out.property("article:modified_time", &date.to_string());
    }
    for author in snapshot.authors() {
        out.property("article:author", &author);
    }
    out.property("article:section", &metadata.section.as_deref().map(one_line).unwrap_or_default());
    for tag in &metadata.tags {
        out.property("article:tag", &one_line(tag));
    }
    let card = if head.picture_url.is_some() { "summary_large_image" } else { "summary" };
    out.named("twitter:card", card);
    out.line(&format!(
        "<script type=\"application/ld+json\">{}</script>",
        structured(snapshot, head, canonical)
    ));
    out.line(&format!("<style>\n{}\n</style>", head.style));
    out.0.pop();
    out.0
}

/// The title for search engines and cards: the chosen one, or the article's.
fn search_title(snapshot: &ArticleSnapshot, title: &str) -> String {
    let chosen = snapshot.article.metadata.search_title.as_deref().map(one_line).unwrap_or_default();
    if chosen.is_empty() { title.to_owned() } else { chosen }
}

fn document_title(title: &str, site: &str) -> String {
    if site.is_empty() || site == title { title.to_owned() } else { format!("{title} – {site}") }
}

struct Lines(String);

impl Lines {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// A `meta` with a name; none where there is nothing to say.
    fn named(&mut self, name: &str, content: &str) {
        if !content.is_empty() {
            let _ = writeln!(self.0, "<meta name=\"{name}\" content=\"{}\">", escape(content));
        }
    }

    /// A `meta` with a property, as Open Graph wants it; none where there is nothing to say.
    fn property(&mut self, property: &str, content: &str) {
        if !content.is_empty() {
            let _ = writeln!(self.0, "<meta property=\"{property}\" content=\"{}\">", escape(content));
        }
    }
}

/// schema.org's `Article`. A struct, because the order of its fields is the order in the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StructuredArticle<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    headline: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    alternative_headline: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: String,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    main_entity_of_page: Option<Identified>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_based_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article_section: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<String>,
    word_count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_required: Option<String>,
}

#[derive(Serialize)]
struct Named {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Identified {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
}

fn structured(snapshot: &ArticleSnapshot, head: &Head<'_>, canonical: Option<String>) -> String {
    let metadata = &snapshot.article.metadata;
    let derived = &snapshot.derived;
    let publisher = one_line(&snapshot.publication.title);
    let person = |name| Named { kind: "Person", name, url: None };
    let article = StructuredArticle {
        context: "https://schema.org",
        kind: "Article",
        headline: head.title,
        alternative_headline: one_line(&metadata.subtitle),
        description: snapshot.description(),
        in_language: derived.language.as_str(),
        author: snapshot.authors().into_iter().map(person).collect(),
        date_published: metadata.published_at.map(dates::machine),
        date_modified: metadata.revised_at.or(metadata.published_at).map(dates::machine),
        main_entity_of_page: canonical.clone().map(|id| Identified { kind: "WebPage", id }),
        url: canonical,
        image: head.picture_url.as_deref(),
        publisher: (!publisher.is_empty()).then(|| Named {
            kind: "Organization",
            name: publisher,
            url: snapshot.base_url(),
        }),
        is_based_on: metadata.original.as_ref().and_then(|original| address::web_only(&original.url)),
        article_section: metadata.section.as_deref().map(one_line).filter(|section| !section.is_empty()),
        keywords: metadata.tags.iter().map(|tag| one_line(tag)).filter(|tag| !tag.is_empty()).collect(),
        word_count: derived.words,
        time_required: (derived.reading_minutes > 0).then(|| format!("PT{}M", derived.reading_minutes)),
    };
    // Strings and numbers always serialise. Nothing in the result may end the element or open a comment in it.
    let json = serde_json::to_string(&article).unwrap_or_default();
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}
