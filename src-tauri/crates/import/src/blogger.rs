//! The export of Blogger: an Atom feed, as Takeout gives it (namespace `…/blogger/2018`) or as the old backup
//! was (`kind#post`).
//!
//! It is read twice: [`index`] collects the comments, which stand apart from the posts, [`items`] gives the
//! posts and pages one by one. Drafts, scheduled and deleted posts come as drafts.

use std::collections::HashMap;
use std::io::Read;

use markup::from_html;
use model::{Moment, Slug, Status};

use crate::xml::{Element, Names, Split, Splitter};
use crate::{Comment, Item, Kind, Problem};

/// The most text of comments that is kept, in bytes; what is beyond is reported.
const COMMENTS: usize = 128 * 1024 * 1024;

/// What stands apart from the posts.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// The title of the blog.
    pub title: String,
    /// What could not be read.
    pub problems: Vec<Problem>,
    comments: HashMap<String, Vec<Comment>>,
}

/// Reads the comments: the first of two passes.
pub fn index(reader: impl Read) -> Index {
    let mut index = Index::default();
    let mut names = Names::default();
    let (mut kept, mut left_out) = (0, 0);
    for part in Splitter::new(reader, "entry") {
        match part {
            Split::Head(head) => {
                names = Names::of(&head);
                if let Some(feed) = head.find("<feed").map(|start| format!("{}</feed>", &head[start..])) {
                    index.title = Element::parse(&feed, &names)
                        .map(|feed| plain(feed.value("title")))
                        .unwrap_or_default();
                }
            }
            Split::Item(text) if text.contains("COMMENT") || text.contains("kind#comment") => {
                let Ok(entry) = Element::parse(&text, &names) else { continue };
                let Some(post) = answered(&entry).filter(|_| kind(&entry) == "comment") else { continue };
                let comment = read_comment(&entry);
                kept += comment.body.len();
                if kept > COMMENTS {
                    left_out += 1;
                } else {
                    index.comments.entry(post).or_default().push(comment);
                }
            }
            Split::Item(_) | Split::Broken(_) => {}
        }
    }
    if left_out > 0 {
        let message =
            format!("{left_out} comments were left out, because there are too many to be read at once");
        index.problems.push(Problem::new("comments", message));
    }
    for comments in index.comments.values_mut() {
        comments.sort_by_key(|comment| comment.at.map(Moment::milliseconds));
    }
    index
}

/// The posts and pages, one by one: the second pass. An error in one never stops the rest.
pub fn items<'i, R: Read + 'i>(
    reader: R,
    index: &'i Index,
) -> impl Iterator<Item = Result<Item, Problem>> + 'i {
    let mut names = Names::default();
    let mut number = 0;
    Splitter::new(reader, "entry").filter_map(move |part| {
        let text = match part {
            Split::Head(head) => {
                names = Names::of(&head);
                return None;
            }
            Split::Broken(reason) => {
                number += 1;
                return Some(Err(Problem::new(format!("entry {number}"), reason)));
            }
            Split::Item(text) => text,
        };
        number += 1;
        match Element::parse(&text, &names) {
            Ok(entry) if matches!(kind(&entry), "post" | "page") => Some(read_entry(&entry, index)),
            Ok(_) => None,
            Err(reason) => Some(Err(Problem::new(format!("entry {number}"), reason))),
        }
    })
}

fn plain(html: &str) -> String {
    from_html::visible_text(html).unwrap_or_default()
}

/// `post`, `page`, `comment`, or something that is no text of an author: templates, settings.
fn kind(entry: &Element) -> &'static str {
    let old = entry
        .all("category")
        .map(|category| category.attribute("term"))
        .find_map(|term| term.split_once("kind#"));
    match (entry.value("blogger:type"), old.map(|(_, kind)| kind)) {
        ("POST", _) | ("", Some("post")) => "post",
        ("PAGE", _) | ("", Some("page")) => "page",
        ("COMMENT", _) | ("", Some("comment")) => "comment",
        _ => "",
    }
}

/// The identifier of the post a comment belongs to.
fn answered(entry: &Element) -> Option<String> {
    let parent = entry.value("blogger:parent");
    let reference = entry.child("thr:in-reply-to").map_or("", |reply| reply.attribute("ref"));
    let id = if parent.is_empty() { reference } else { parent };
    (!id.is_empty()).then(|| id.to_owned())
}

fn read_comment(entry: &Element) -> Comment {
    let answer = entry.value("blogger:inReplyTo");
    let related =
        entry.all("link").find(|link| link.attribute("rel") == "related").map(|link| link.attribute("href"));
    let parent =
        if answer.is_empty() { related.and_then(|href| href.rsplit('/').next()) } else { Some(answer) };
    let author = entry.child("author");
    let url = author.map_or("", |author| author.value("uri"));
    Comment {
        id: entry.value("id").rsplit("post-").next().unwrap_or_default().to_owned(),
        parent: parent.map(|parent| parent.rsplit("post-").next().unwrap_or(parent).to_owned()),
        author: author.map(|author| plain(author.value("name"))).unwrap_or_default(),
        url: url.starts_with("http").then(|| url.to_owned()),
        at: Moment::parse(entry.value("published")),
        approved: matches!(entry.value("blogger:status"), "" | "LIVE"),
        body: from_html::from_html(&html(entry, "content")).unwrap_or_default(),
    }
}

/// The HTML of a text construct (RFC 4287, section 3.1).
fn html(entry: &Element, name: &str) -> String {
    let Some(content) = entry.child(name) else { return String::new() };
    match content.attribute("type") {
        "xhtml" => {
            let mut html = String::new();
            content.children.iter().for_each(|child| write_html(child, &mut html));
            html
        }
        "text" | "" => content.text.replace('&', "&amp;").replace('<', "&lt;"),
        _ => content.text.clone(),
    }
}

/// XHTML as HTML. Text between elements stands before them, as the tree of an item keeps it.
fn write_html(element: &Element, html: &mut String) {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    html.push_str(&format!("<{}", element.name));
    for (name, value) in &element.attributes {
        html.push_str(&format!(" {name}=\"{}\"", escape(value)));
    }
    html.push('>');
    html.push_str(&escape(&element.text));
    element.children.iter().for_each(|child| write_html(child, html));
    html.push_str(&format!("</{}>", element.name));
}

fn read_entry(entry: &Element, index: &Index) -> Result<Item, Problem> {
    let mut item = Item::default();
    let title = entry.child("title");
    let marked = title.is_some_and(|title| title.attribute("type") == "html");
    let written = title.map_or("", |title| title.text.trim());
    item.metadata.title =
        if marked { plain(written) } else { written.split_whitespace().collect::<Vec<_>>().join(" ") };
    let id = entry.value("id");
    let about = if item.metadata.title.is_empty() { id.to_owned() } else { item.metadata.title.clone() };
    let body = from_html::from_html(&html(entry, "content"));
    item.body = body.map_err(|error| Problem::new(&about, error.to_string()))?;
    item.source_id = (!id.is_empty()).then(|| id.to_owned());
    item.kind = if kind(entry) == "page" { Kind::Page } else { Kind::Post };
    item.metadata.authors = entry
        .all("author")
        .map(|author| plain(author.value("name")))
        .filter(|name| !name.is_empty() && name != "Unknown" && name != "Anonymous")
        .collect();
    read_address(entry, &mut item);
    read_status(entry, &mut item);
    let date = |name: &str| Moment::parse(entry.value(name));
    item.metadata.published_at = date("published");
    item.created_at = date("blogger:created").or(item.metadata.published_at);
    item.metadata.revised_at = date("updated").filter(|updated| {
        item.metadata.published_at.is_none_or(|published| updated.milliseconds() > published.milliseconds())
    });
    if item.metadata.published_at.is_none() && !entry.value("published").is_empty() {
        item.problems.push(Problem::new(&about, format!("“{}” is not a date", entry.value("published"))));
    }
    for label in entry.all("category").filter(|category| !category.attribute("scheme").ends_with("#kind")) {
        let label = label.attribute("term").trim().to_owned();
        if !label.is_empty() && !item.metadata.tags.contains(&label) {
            item.metadata.tags.push(label);
        }
    }
    let described = plain(entry.value("blogger:metaDescription"));
    item.metadata.search_description = (!described.is_empty()).then_some(described);
    if let Some(place) = entry.child("blogger:location") {
        let name = plain(place.value("blogger:name"));
        let name = if name.is_empty() { plain(&place.text) } else { name };
        if !name.is_empty() {
            item.metadata.custom.insert("location".to_owned(), name);
        }
    }
    item.comments = index.comments.get(id).cloned().unwrap_or_default();
    Ok(item)
}

/// The address readers know, and the slug in it.
fn read_address(entry: &Element, item: &mut Item) {
    let alternate = entry
        .all("link")
        .find(|link| link.attribute("rel") == "alternate" && !link.attribute("href").is_empty());
    let file = entry.value("blogger:filename");
    let address = match (alternate, file) {
        (Some(link), _) => link.attribute("href").to_owned(),
        (None, "") => return,
        (None, file) => file.to_owned(),
    };
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let stem = name.strip_suffix(".html").or_else(|| name.strip_suffix(".htm"));
    if let Some(stem) = stem {
        let given = crate::pictures::percent_decoded(stem).unwrap_or_else(|| stem.to_owned());
        item.metadata.slug = Slug::from_text(&given);
        if item.metadata.slug.as_ref().map(Slug::as_str) != Some(&given) {
            item.metadata.custom.insert("blogger_slug".to_owned(), given);
        }
    }
    item.permalink = Some(address);
}

fn read_status(entry: &Element, item: &mut Item) {
    let draft = entry.child("app:control").is_some_and(|control| control.value("app:draft") == "yes");
    let written = entry.value("blogger:status");
    let trashed = !entry.value("blogger:trashed").is_empty();
    let live = matches!(written, "" | "LIVE") && !draft && !trashed;
    item.status = Some(if live { Status::Published } else { Status::Draft });
    if !live && !matches!(written, "" | "DRAFT" | "LIVE") {
        item.metadata.custom.insert("blogger_status".to_owned(), written.to_ascii_lowercase());
    } else if trashed {
        item.metadata.custom.insert("blogger_status".to_owned(), "trashed".to_owned());
    }
}
