//! Feeds: Atom (RFC 4287), RSS 2.0 with its usual extensions, and JSON Feed 1.1, each with the full text.
//!
//! An article keeps its id, `urn:uuid:` and the id that the library gave it, wherever the site moves to. Dates
//! are the articles' own, so that the same articles always make the same feed.

use std::fmt::Write as _;

use model::Moment;
use serde::Serialize;

use super::contents::Term;
use super::plan::{FeedForm, SitePlan, feed_address, page_address};
use crate::html::{escape, one_line};

/// An article as feeds carry it.
pub(super) struct Entry<'a> {
    /// Its card.
    pub card: usize,
    /// Its text as HTML, all addresses absolute.
    pub html: &'a str,
    /// The same, as it stands within XML.
    pub escaped: &'a str,
    /// The absolute address of its lead picture.
    pub picture: Option<&'a str>,
}

/// What every feed says about itself.
struct About {
    title: String,
    home: String,
    own: String,
    description: String,
    language: String,
    /// The newest date of what it carries.
    updated: Moment,
}

/// Writes a feed.
pub(super) fn feed(
    plan: &SitePlan<'_>,
    term: Option<&Term>,
    form: FeedForm,
    entries: &[Entry<'_>],
) -> String {
    let contents = &plan.contents;
    let publication = &contents.snapshot.publication;
    let name = one_line(&publication.title);
    let absolute = |address| contents.links.absolute(&address).unwrap_or_default();
    let moments = entries.iter().filter_map(|entry| changed(plan, entry.card));
    let about = About {
        title: match term {
            Some(term) if name.is_empty() => term.name.clone(),
            Some(term) => format!("{} – {name}", term.name),
            None if name.is_empty() => contents.links.base().unwrap_or_default().to_owned(),
            None => name,
        },
        home: absolute(page_address(term.map_or("", |term| &term.folder), 1)),
        own: absolute(feed_address(term, form)),
        description: one_line(term.map_or(&publication.tagline, |term| &term.description)),
        language: publication.language.to_string(),
        updated: moments.max().unwrap_or_else(|| Moment::from_milliseconds(0)),
    };
    match form {
        FeedForm::Atom => atom(plan, &about, entries),
        FeedForm::Rss => rss(plan, &about, entries),
        FeedForm::Json => json(plan, &about, entries),
    }
}

/// The date of the last change that readers are told of.
fn changed(plan: &SitePlan<'_>, card: usize) -> Option<Moment> {
    let metadata = &plan.contents.card(card).metadata;
    metadata.revised_at.max(metadata.published_at)
}

fn title_of(plan: &SitePlan<'_>, card: usize) -> String {
    let card = plan.contents.card(card);
    match one_line(&card.metadata.title) {
        title if title.is_empty() => card.slug.to_string(),
        title => title,
    }
}

fn url_of(plan: &SitePlan<'_>, card: usize) -> String {
    plan.contents.links.absolute(&plan.contents.addresses[card]).unwrap_or_default()
}

fn tags_of(plan: &SitePlan<'_>, card: usize) -> Vec<String> {
    let tags = plan.contents.card(card).metadata.tags.iter();
    tags.map(|tag| one_line(tag)).filter(|tag| !tag.is_empty()).collect()
}

fn atom(plan: &SitePlan<'_>, about: &About, entries: &[Entry<'_>]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{}</id>\n<title>{}</title>\n",
        about.language,
        escape(&about.home),
        escape(&about.title),
    );
    if !about.description.is_empty() {
        let _ = writeln!(out, "<subtitle>{}</subtitle>", escape(&about.description));
    }
    let _ = write!(
        out,
        "<updated>{}</updated>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<generator>Galley</generator>\n",
        about.updated,
        escape(&about.own),
        escape(&about.home),
    );
    for entry in entries {
        let card = plan.contents.card(entry.card);
        let published = card.metadata.published_at;
        let _ = write!(
            out,
            "<entry xml:lang=\"{}\">\n<id>urn:uuid:{}</id>\n<title>{}</title>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
            card.language,
            card.id,
            escape(&title_of(plan, entry.card)),
            escape(&url_of(plan, entry.card)),
        );
        if let Some(published) = published {
            let _ = writeln!(out, "<published>{published}</published>");
        }
        let updated = changed(plan, entry.card).unwrap_or_else(|| Moment::from_milliseconds(0));
        let _ = writeln!(out, "<updated>{updated}</updated>");
        // RFC 4287, 4.2.1: an entry has an author, or its feed has.
        let mut authors = plan.contents.authors(entry.card);
        if authors.is_empty() {
            authors.push(about.title.clone());
        }
        for author in authors {
            let _ = writeln!(out, "<author><name>{}</name></author>", escape(&author));
        }
        for tag in tags_of(plan, entry.card) {
            let _ = writeln!(out, "<category term=\"{}\"/>", escape(&tag));
        }
        let excerpt = one_line(&card.excerpt);
        if !excerpt.is_empty() {
            let _ = writeln!(out, "<summary>{}</summary>", escape(&excerpt));
        }
        let _ = writeln!(out, "<content type=\"html\">{}</content>\n</entry>", entry.escaped);
    }
    out.push_str("</feed>\n");
    out
}

fn rss(plan: &SitePlan<'_>, about: &About, entries: &[Entry<'_>]) -> String {
    // A channel has a description (RSS 2.0, “Required channel elements”).
    let description = if about.description.is_empty() { &about.title } else { &about.description };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" \
         xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n<title>{}</title>\n<link>{}</link>\n\
         <description>{}</description>\n<language>{}</language>\n<lastBuildDate>{}</lastBuildDate>\n\
         <generator>Galley</generator>\n\
         <atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>\n",
        escape(&about.title),
        escape(&about.home),
        escape(description),
        about.language,
        rfc_822(about.updated),
        escape(&about.own),
    );
    for entry in entries {
        let card = plan.contents.card(entry.card);
        let _ = write!(
            out,
            "<item>\n<title>{}</title>\n<link>{}</link>\n<guid isPermaLink=\"false\">urn:uuid:{}</guid>\n",
            escape(&title_of(plan, entry.card)),
            escape(&url_of(plan, entry.card)),
            card.id,
        );
        if let Some(published) = card.metadata.published_at {
            let _ = writeln!(out, "<pubDate>{}</pubDate>", rfc_822(published));
        }
        for author in plan.contents.authors(entry.card) {
            let _ = writeln!(out, "<dc:creator>{}</dc:creator>", escape(&author));
        }
        for tag in tags_of(plan, entry.card) {
            let _ = writeln!(out, "<category>{}</category>", escape(&tag));
        }
        let _ = writeln!(out, "<description>{}</description>", escape(&one_line(&card.excerpt)));
        let _ = writeln!(out, "<content:encoded>{}</content:encoded>\n</item>", entry.escaped);
    }
    out.push_str("</channel>\n</rss>\n");
    out
}

/// A date as RSS wants it (RFC 822 with a year of four digits, as RFC 2822 has it).
fn rfc_822(moment: Moment) -> String {
    moment.zoned().strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
}

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    language: &'a str,
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: String,
    url: String,
    title: String,
    content_html: &'a str,
    #[serde(skip_serializing_if = "String::is_empty")]
    summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<JsonAuthor>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    language: &'a str,
}

#[derive(Serialize)]
struct JsonAuthor {
    name: String,
}

fn json(plan: &SitePlan<'_>, about: &About, entries: &[Entry<'_>]) -> String {
    let items = entries.iter().map(|entry| {
        let card = plan.contents.card(entry.card);
        JsonItem {
            id: format!("urn:uuid:{}", card.id),
            url: url_of(plan, entry.card),
            title: title_of(plan, entry.card),
            content_html: entry.html,
            summary: one_line(&card.excerpt),
            image: entry.picture,
            date_published: card.metadata.published_at.map(|moment| moment.to_string()),
            date_modified: changed(plan, entry.card).map(|moment| moment.to_string()),
            authors: plan.contents.authors(entry.card).into_iter().map(|name| JsonAuthor { name }).collect(),
            tags: tags_of(plan, entry.card),
            language: card.language.as_str(),
        }
    });
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &about.title,
        home_page_url: &about.home,
        feed_url: &about.own,
        description: &about.description,
        language: &about.language,
        items: items.collect(),
    };
    // Strings always serialise.
    let mut text = serde_json::to_string(&feed).unwrap_or_default();
    text.push('\n');
    text
}
