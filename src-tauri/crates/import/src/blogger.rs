//! The export of Blogger: an Atom feed, as Takeout gives it (namespace `…/blogger/2018`) or as the old backup
//! was (`kind#post`).
//!
//! Comments stand apart from the posts and are collected by the first pass. Drafts and scheduled posts come as
//! drafts; what lies in the trash is left out.

use std::collections::HashMap;
use std::io::Read;
use std::ops::ControlFlow;

use markup::from_html::{Html, percent_decoded};
use model::{Comment, Kind, Moment, Slug, Status};

use crate::feed::{self, Part, each, plain, web};
use crate::files::Files;
use crate::pictures;
use crate::source::{self, Known, Outline, Step, Visit};
use crate::xml::Element;
use crate::{Item, Problem, ProblemKind};

/// The most text of comments that is kept, in bytes; what is beyond is reported.
const COMMENTS: usize = 96 * 1024 * 1024;

/// What stands apart from the posts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    comments: HashMap<String, Vec<Comment>>,
    kept: usize,
    left_out: usize,
    unapproved: usize,
}

impl Index {
    /// Puts everything in order after the last entry.
    pub(crate) fn finish(&mut self, problems: &mut Vec<Problem>) {
        self.comments.values_mut().for_each(feed::in_order);
        for (count, why) in [
            (self.left_out, "because there are too many to be read at once"),
            (self.unapproved, "because readers were not shown them"),
        ] {
            if count > 0 {
                let message = format!("{count} comments were left out, {why}");
                problems.push(Problem::new("Comments", message).of(ProblemKind::Comments, ""));
            }
        }
    }
}

/// Where a feed lies in the source.
pub(crate) struct Place<'f> {
    pub(crate) files: &'f Files,
    /// Its path.
    pub(crate) feed: &'f str,
}

impl Place<'_> {
    /// Where a picture of the web lies in the source. Takeout keeps the pictures of `Blogs/<name>/feed.atom` in
    /// `Albums/<name>/`, and several blogs may have pictures of one name.
    fn picture(&self, address: &str) -> Option<String> {
        pictures::in_archive(self.files, address).or_else(|| {
            let (around, _) = self.feed.rsplit_once('/')?;
            let blog = around.rsplit('/').next().filter(|blog| !blog.is_empty())?;
            let name = address.split(['?', '#']).next()?.rsplit('/').next()?;
            pictures::in_archive(self.files, &format!("Albums/{blog}/{name}"))
        })
    }
}

/// The blog of an entry: `tag:blogger.com,1999:blog-<number>.post-<number>`.
fn blog(entry: &Element) -> &str {
    let id = entry.value("id");
    id.split_once("blog-").map_or("", |(_, rest)| rest.split('.').next().unwrap_or_default())
}

/// The first pass: where posts lie, and the comments.
pub(crate) fn outline(
    reader: &mut dyn Read,
    outline: &mut Outline,
    heard: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> ControlFlow<()> {
    each(reader, "entry", |part| {
        match part {
            Part::Head(head, names) => {
                let feed = head.find("<feed").map(|start| format!("{}</feed>", &head[start..]));
                if let Some(feed) = feed.and_then(|feed| Element::parse(&feed, names).ok()) {
                    outline.title = plain(feed.value("title"));
                    for link in feed.all("link").filter(|link| link.attribute("rel") == "alternate") {
                        outline.links.add_host(link.attribute("href"));
                    }
                }
            }
            Part::Item(entry, _) => match kind(&entry) {
                "comment" => note_comment(&entry, &mut outline.blogger),
                "post" | "page" => {
                    let source = outline.links.add_source(&source_id(&entry));
                    if let Some(address) = address(&entry) {
                        outline.links.add_host(&address);
                        outline.links.add(&address, source);
                        outline.links.add_in_blog(blog(&entry), &address, source);
                        outline.links.add_blog_path(&address, source);
                    }
                    return heard(u64::from(source) + 1);
                }
                _ => {}
            },
            // The second pass tells of it.
            Part::Broken(_) => {}
        }
        ControlFlow::Continue(())
    })
}

/// The second pass: the posts and pages.
pub(crate) fn read(
    reader: &mut dyn Read,
    outline: &Outline,
    place: &Place<'_>,
    known: &dyn Known,
    visit: &mut Visit<'_>,
) -> ControlFlow<()> {
    each(reader, "entry", |part| match part {
        Part::Head(..) => ControlFlow::Continue(()),
        Part::Broken(problem) => visit(Step::Broken(problem)),
        Part::Item(entry, text) => {
            if !matches!(kind(&entry), "post" | "page") {
                return ControlFlow::Continue(());
            }
            let source_id = source_id(&entry);
            if !entry.value("blogger:trashed").is_empty() || entry.value("blogger:status") == "SOFT_TRASHED" {
                let title = plain(entry.value("title"));
                let about = if title.is_empty() { source_id } else { title };
                let problem = Problem::new(about, "it lies in the trash of the blog and was left out");
                return visit(Step::LeftOut(problem.of(ProblemKind::LeftOut, "")));
            }
            let comments =
                outline.blogger.comments.get(entry.value("id")).map(Vec::as_slice).unwrap_or_default();
            let told = comments.iter().map(|comment| format!("{comment:?}")).collect::<String>();
            let hash = feed::hash([text.as_bytes(), told.as_bytes()]);
            if known.is_unchanged(&source_id, &hash) {
                return visit(Step::Unchanged(source_id));
            }
            let mut item = Item {
                source_id: Some(source_id),
                source_hash: Some(hash),
                comments: comments.to_vec(),
                ..Item::default()
            };
            match read_entry(&entry, text, &mut item, outline, place, known) {
                Ok(()) => visit(Step::Article(Box::new(item))),
                Err(problem) => visit(Step::Broken(problem)),
            }
        }
    })
}

fn source_id(entry: &Element) -> String {
    let id = entry.value("id");
    if id.is_empty() { feed::hash([format!("{entry:?}").as_bytes()]).to_string() } else { id.to_owned() }
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

fn note_comment(entry: &Element, index: &mut Index) {
    let parent = entry.value("blogger:parent");
    let reference = entry.child("thr:in-reply-to").map_or("", |reply| reply.attribute("ref"));
    let post = if parent.is_empty() { reference } else { parent };
    if post.is_empty() {
        return;
    }
    if !matches!(entry.value("blogger:status"), "" | "LIVE") {
        index.unapproved += 1;
        return;
    }
    let comment = read_comment(entry);
    index.kept += comment.text.len() + 200;
    if index.kept > COMMENTS {
        index.left_out += 1;
    } else {
        index.comments.entry(post.to_owned()).or_default().push(comment);
    }
}

fn read_comment(entry: &Element) -> Comment {
    let answer = entry.value("blogger:inReplyTo");
    let related =
        entry.all("link").find(|link| link.attribute("rel") == "related").map(|link| link.attribute("href"));
    let parent =
        if answer.is_empty() { related.and_then(|href| href.rsplit('/').next()) } else { Some(answer) };
    let author = entry.child("author");
    let content = entry.child("content");
    let html = content.map_or_else(String::new, |content| marked_up(content, &content.text));
    Comment {
        source_id: entry.value("id").rsplit("post-").next().unwrap_or_default().to_owned(),
        parent: parent.map(|parent| parent.rsplit("post-").next().unwrap_or(parent).to_owned()),
        author: author.map(|author| plain(author.value("name"))).unwrap_or_default(),
        url: author.and_then(|author| web(author.value("uri"))).unwrap_or_default().to_owned(),
        at: Moment::parse(entry.value("published")),
        text: feed::comment_text(&html),
    }
}

/// The HTML of a text construct (RFC 4287, section 3.1); `inner` is what stands between its tags.
fn marked_up(content: &Element, inner: &str) -> String {
    match content.attribute("type") {
        "text" | "" => inner.replace('&', "&amp;").replace('<', "&lt;"),
        _ => inner.to_owned(),
    }
}

/// The HTML of an entry. XHTML is taken from the file as it stands there.
fn html(entry: &Element, text: &str) -> String {
    let Some(content) = entry.child("content") else { return String::new() };
    if content.attribute("type") != "xhtml" {
        return marked_up(content, &content.text);
    }
    let inner = text.find("<content").and_then(|start| {
        let open = start + text[start..].find('>')? + 1;
        let close = open + text[open..].rfind("</content")?;
        Some(text[open..close].to_owned())
    });
    inner.unwrap_or_default()
}

fn read_entry(
    entry: &Element,
    text: &str,
    item: &mut Item,
    outline: &Outline,
    place: &Place<'_>,
    known: &dyn Known,
) -> Result<(), Problem> {
    let title = entry.child("title");
    let marked = title.is_some_and(|title| title.attribute("type") == "html");
    let written = title.map_or("", |title| title.text.trim());
    item.metadata.title =
        if marked { plain(written) } else { written.split_whitespace().collect::<Vec<_>>().join(" ") };
    let html = Html::parse(&html(entry, text))
        .map_err(|error| Problem::new(item.name().to_owned(), format!("{error}; it was left out")))?;
    pictures::take_html(
        html,
        item,
        |address| {
            // Another blog of the source may have the same path.
            let own = outline.links.in_blog(blog(entry), address).and_then(|source| known.article(source));
            own.map(|id| format!("article:{id}")).or_else(|| source::own_link(outline, known, address))
        },
        |address| place.picture(address),
    );
    if kind(entry) == "page" {
        item.metadata.kind = Kind::Page;
    }
    for author in entry.all("author").map(|author| plain(author.value("name"))) {
        if !matches!(&*author, "" | "Unknown" | "Anonymous") && !item.metadata.authors.contains(&author) {
            item.metadata.authors.push(author);
        }
    }
    read_address(entry, item);
    read_status(entry, item);
    read_dates(entry, item);
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
        item.keep("location", if name.is_empty() { plain(&place.text) } else { name });
        for (part, key) in [("blogger:latitude", "latitude"), ("blogger:longitude", "longitude")] {
            item.keep(key, place.value(part));
        }
    }
    source::inherit(item, outline);
    Ok(())
}

fn read_dates(entry: &Element, item: &mut Item) {
    let date = |name: &str| Moment::parse(entry.value(name));
    let published = date("published");
    item.metadata.published_at = published;
    item.created_at = date("blogger:created").or(published).or_else(|| date("updated"));
    item.metadata.revised_at = date("updated").filter(|updated| {
        published.is_none_or(|published| updated.milliseconds() > published.milliseconds())
    });
    let written = entry.value("published");
    if published.is_none() && !written.is_empty() {
        item.complain(ProblemKind::Date, written, format!("“{written}” is not a date; it has none"));
        item.keep("blogger_published", written);
    }
}

/// The address readers know: whole, or from the root of the blog.
fn address(entry: &Element) -> Option<String> {
    let alternate = entry
        .all("link")
        .find(|link| link.attribute("rel") == "alternate" && !link.attribute("href").is_empty());
    let address = alternate.map_or(entry.value("blogger:filename"), |link| link.attribute("href"));
    (!address.is_empty()).then(|| address.to_owned())
}

/// The address and the slug in it.
fn read_address(entry: &Element, item: &mut Item) {
    let Some(address) = address(entry) else { return };
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    if let Some(stem) = name.strip_suffix(".html").or_else(|| name.strip_suffix(".htm")) {
        let given = percent_decoded(stem).unwrap_or_else(|| stem.to_owned());
        item.metadata.slug = Slug::from_text(&given);
        if item.metadata.slug.as_ref().map(Slug::as_str) != Some(&given) {
            item.keep("blogger_slug", given);
        }
    }
    item.addresses.push(address);
}

fn read_status(entry: &Element, item: &mut Item) {
    let draft = entry.child("app:control").is_some_and(|control| control.value("app:draft") == "yes");
    let written = entry.value("blogger:status");
    let live = matches!(written, "" | "LIVE") && !draft;
    item.status = Some(if live { Status::Published } else { Status::Draft });
    if !live && !matches!(written, "" | "DRAFT" | "LIVE") {
        item.keep("blogger_status", written.to_ascii_lowercase());
    }
}
