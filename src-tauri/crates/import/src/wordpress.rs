//! The export of WordPress: WXR 1.0 to 1.2, an RSS file with everything in it.
//!
//! It is read twice: [`index`] learns what posts refer to (authors, attachments), [`items`] gives the posts and
//! pages one by one. Nothing that was not public becomes public: what is private, pending, scheduled,
//! protected or in the trash comes as a draft or for review, with its old status in the custom field
//! `wordpress_status`.

mod content;

use std::collections::HashMap;
use std::io::Read;

use markup::from_html;
use model::{Moment, Slug, Status};

use crate::xml::{Element, Names, Split, Splitter};
use crate::{Comment, Item, Kind, LeadNeed, Problem};

/// What posts refer to.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// The title of the site.
    pub title: String,
    /// The line under it.
    pub tagline: String,
    /// Where the site is.
    pub base_url: String,
    /// Its language.
    pub language: Option<model::Language>,
    /// Names that authors show, by the names they log in with.
    authors: HashMap<String, String>,
    attachments: HashMap<String, Attachment>,
    /// The attachments of each post, in their order.
    attached: HashMap<String, Vec<String>>,
}

#[derive(Debug, Clone, Default)]
struct Attachment {
    address: String,
    alt: String,
    caption: String,
}

/// Reads what posts refer to: the first of two passes.
pub fn index(reader: impl Read) -> Index {
    let mut index = Index::default();
    let mut names = Names::default();
    for part in Splitter::new(reader, "item") {
        match part {
            Split::Head(head) => {
                names = Names::of(&head);
                read_head(&head, &names, &mut index);
            }
            // Attachments are short; most of a file is posts, which this pass need not take apart.
            Split::Item(text) if text.contains("attachment_url") => {
                if let Ok(item) = Element::parse(&text, &names) {
                    read_attachment(&item, &mut index);
                }
            }
            Split::Item(_) | Split::Broken(_) => {}
        }
    }
    index
}

/// What stands before the items: a piece of XML whose first elements are not closed yet.
fn read_head(head: &str, names: &Names, index: &mut Index) {
    let Some(start) = head.find("<channel") else { return };
    let Ok(channel) = Element::parse(&format!("{}</channel>", &head[start..]), names) else { return };
    index.title = plain(channel.value("title"));
    index.tagline = plain(channel.value("description"));
    index.base_url = channel.value("link").to_owned();
    index.language = model::Language::parse(channel.value("language"));
    for author in channel.all("wp:author") {
        let shown = plain(author.value("wp:author_display_name"));
        if !shown.is_empty() {
            index.authors.insert(author.value("wp:author_login").to_owned(), shown);
        }
    }
}

fn read_attachment(item: &Element, index: &mut Index) {
    let id = item.value("wp:post_id").to_owned();
    let address = item.value("wp:attachment_url").to_owned();
    if id.is_empty() || address.is_empty() {
        return;
    }
    let alt =
        meta(item).find(|(key, _)| *key == "_wp_attachment_image_alt").map(|(_, value)| value.to_owned());
    let caption = plain(item.value("excerpt:encoded"));
    let parent = item.value("wp:post_parent");
    if !parent.is_empty() && parent != "0" {
        index.attached.entry(parent.to_owned()).or_default().push(id.clone());
    }
    index.attachments.insert(id, Attachment { address, alt: alt.unwrap_or_default(), caption });
}

/// The posts and pages, one by one: the second pass. An error in one never stops the rest.
pub fn items<'i, R: Read + 'i>(
    reader: R,
    index: &'i Index,
) -> impl Iterator<Item = Result<Item, Problem>> + 'i {
    let mut names = Names::default();
    let mut number = 0;
    Splitter::new(reader, "item").filter_map(move |part| {
        let text = match part {
            Split::Head(head) => {
                names = Names::of(&head);
                return None;
            }
            Split::Broken(reason) => {
                number += 1;
                return Some(Err(Problem::new(format!("item {number}"), reason)));
            }
            Split::Item(text) => text,
        };
        number += 1;
        match Element::parse(&text, &names) {
            Ok(item) => read_item(&item, index),
            Err(reason) => Some(Err(Problem::new(format!("item {number}"), reason))),
        }
    })
}

/// The plain text of a piece of HTML.
fn plain(html: &str) -> String {
    from_html::visible_text(html).unwrap_or_default()
}

fn meta(item: &Element) -> impl Iterator<Item = (&str, &str)> {
    item.all("wp:postmeta").map(|meta| (meta.value("wp:meta_key"), meta.value("wp:meta_value")))
}

/// Kinds of entries that are parts of a site and no texts of an author.
const FURNITURE: [&str; 11] = [
    "attachment",
    "nav_menu_item",
    "revision",
    "custom_css",
    "customize_changeset",
    "oembed_cache",
    "user_request",
    "wp_global_styles",
    "wp_template",
    "wp_template_part",
    "wp_navigation",
];

fn read_item(source: &Element, index: &Index) -> Option<Result<Item, Problem>> {
    let post_type = source.value("wp:post_type");
    if FURNITURE.contains(&post_type) {
        return None;
    }
    let mut item = Item::default();
    item.metadata.title = plain(source.value("title"));
    let about = match (&*item.metadata.title, source.value("wp:post_id")) {
        ("", id) => format!("post {id}"),
        (title, _) => title.to_owned(),
    };
    let raw = source.child("content:encoded").map_or("", |content| content.text.as_str());
    let prepared = content::prepare(raw, source.value("wp:post_id"), index);
    item.body = match from_html::from_html(&prepared) {
        Ok(body) => body,
        Err(error) => return Some(Err(Problem::new(about, error.to_string()))),
    };
    let excerpt = plain(source.value("excerpt:encoded"));
    item.metadata.excerpt = (!excerpt.is_empty()).then_some(excerpt);
    item.kind = if post_type == "page" { Kind::Page } else { Kind::Post };
    if !matches!(post_type, "post" | "page" | "") {
        item.metadata.custom.insert("wordpress_type".to_owned(), post_type.to_owned());
    }
    let link = source.value("link");
    item.permalink = (!link.is_empty()).then(|| link.to_owned());
    let guid = source.value("guid");
    let name = if guid.is_empty() {
        format!("{}#{}", index.base_url, source.value("wp:post_id"))
    } else {
        guid.to_owned()
    };
    item.source_id = Some(name);
    let creator = source.value("dc:creator");
    if !creator.is_empty() {
        item.metadata.authors =
            vec![index.authors.get(creator).cloned().unwrap_or_else(|| creator.to_owned())];
    }
    read_slug(source.value("wp:post_name"), &mut item);
    read_status(source, &mut item);
    read_dates(source, &about, &mut item);
    read_categories(source, &mut item);
    read_meta(source, index, &mut item);
    read_comments(source, &mut item);
    for (field, key) in [("wp:menu_order", "order"), ("wp:post_parent", "parent"), ("wp:is_sticky", "sticky")]
    {
        let value = source.value(field);
        if !value.is_empty() && value != "0" {
            item.metadata.custom.insert(key.to_owned(), value.to_owned());
        }
    }
    for name in content::unknown_shortcodes(&prepared) {
        item.problems
            .push(Problem::new(&about, format!("the shortcode [{name}] is not known and stays as text")));
    }
    Some(Ok(item))
}

/// The slug as the source has it; one that cannot be kept letter for letter is kept beside it.
fn read_slug(written: &str, item: &mut Item) {
    if written.is_empty() {
        return;
    }
    let given = crate::pictures::percent_decoded(written).unwrap_or_else(|| written.to_owned());
    item.metadata.slug = Slug::from_text(&given);
    if item.metadata.slug.as_ref().map(Slug::as_str) != Some(&given) {
        item.metadata.custom.insert("wordpress_slug".to_owned(), given);
    }
}

fn read_status(source: &Element, item: &mut Item) {
    let written = source.value("wp:status");
    let protected = !source.value("wp:post_password").is_empty();
    let status = match written {
        "publish" if !protected => Status::Published,
        "pending" => Status::Review,
        _ => Status::Draft,
    };
    let plain = matches!((written, protected), ("publish" | "draft", false));
    if !plain {
        let kept = if protected { "protected" } else { written };
        item.metadata.custom.insert("wordpress_status".to_owned(), kept.to_owned());
    }
    item.status = Some(status);
}

/// A date and the zone that the same date in UTC tells.
fn moment(local: &str, utc: &str) -> Option<Moment> {
    let unset = |date: &str| date.is_empty() || date.starts_with("0000-00-00");
    match (unset(local), unset(utc)) {
        (true, true) => None,
        (false, true) => Moment::parse(local),
        (true, false) => Moment::parse(utc),
        (false, false) => {
            let (here, there) = (Moment::parse(local)?, Moment::parse(utc)?);
            let minutes = (here.milliseconds() - there.milliseconds()) / 60_000;
            let offset = i16::try_from(minutes).ok().filter(|minutes| minutes.abs() <= 14 * 60).unwrap_or(0);
            Some(there.at_offset(offset))
        }
    }
}

fn read_dates(source: &Element, about: &str, item: &mut Item) {
    let (local, utc) = (source.value("wp:post_date"), source.value("wp:post_date_gmt"));
    let date = moment(local, utc).or_else(|| crate::dates::rfc_2822(source.value("pubDate")));
    let written = !local.is_empty() && !local.starts_with("0000");
    if date.is_none() && written {
        item.problems.push(Problem::new(about, format!("“{local}” is not a date")));
    }
    item.created_at = date;
    item.metadata.published_at = date;
    let revised = moment(source.value("wp:post_modified"), source.value("wp:post_modified_gmt"));
    item.metadata.revised_at =
        revised.filter(|revised| date.is_none_or(|date| revised.milliseconds() > date.milliseconds()));
}

/// The first category is the section; all others, and all tags, are tags.
fn read_categories(source: &Element, item: &mut Item) {
    let mut categories: Vec<String> = Vec::new();
    let mut tags: Vec<String> = Vec::new();
    for category in source.all("category") {
        let name = plain(&category.text);
        let list = match category.attribute("domain") {
            "post_tag" | "tag" => &mut tags,
            "category" if category.attribute("nicename") == "uncategorized" => continue,
            "category" => &mut categories,
            "post_format" if !name.is_empty() => {
                item.metadata.custom.insert("wordpress_format".to_owned(), name);
                continue;
            }
            // WXR 1.0 writes each category a second time without a domain.
            "" => continue,
            other => {
                let known = item.metadata.custom.entry(other.to_owned()).or_default();
                *known = if known.is_empty() { name } else { format!("{known}, {name}") };
                continue;
            }
        };
        if !name.is_empty() && !list.contains(&name) {
            list.push(name);
        }
    }
    if categories.len() > 1 {
        item.metadata.custom.insert("categories".to_owned(), categories.join(", "));
    }
    let mut categories = categories.into_iter();
    item.metadata.section = categories.next();
    let others = categories.filter(|name| !tags.contains(name)).collect::<Vec<_>>();
    item.metadata.tags = tags.into_iter().chain(others).collect();
}

/// Search titles and descriptions of the usual plugins, the lead picture, and the author's own fields.
fn read_meta(source: &Element, index: &Index, item: &mut Item) {
    for (key, value) in meta(source) {
        let text = || (!value.is_empty() && !value.contains("%%")).then(|| value.to_owned());
        match key {
            "_thumbnail_id" => match index.attachments.get(value) {
                Some(attachment) => {
                    item.lead = Some(LeadNeed {
                        address: attachment.address.clone(),
                        alt: attachment.alt.clone(),
                        caption: attachment.caption.clone(),
                        ..LeadNeed::default()
                    });
                }
                None => {
                    let message = format!("its lead picture, attachment {value}, is not in the file");
                    item.problems.push(Problem::new(&item.metadata.title, message));
                }
            },
            "_yoast_wpseo_title" | "rank_math_title" | "_aioseo_title" | "_seopress_titles_title" => {
                item.metadata.search_title = item.metadata.search_title.take().or_else(text);
            }
            "_yoast_wpseo_metadesc"
            | "rank_math_description"
            | "_aioseo_description"
            | "_seopress_titles_desc" => {
                item.metadata.search_description = item.metadata.search_description.take().or_else(text);
            }
            "_yoast_wpseo_canonical" | "rank_math_canonical_url" => {
                item.metadata.canonical_url = item.metadata.canonical_url.take().or_else(text);
            }
            // Names that begin with a line are WordPress's own bookkeeping.
            _ if key.is_empty() || key.starts_with('_') || value.is_empty() => {}
            _ => {
                item.metadata.custom.insert(key.to_owned(), value.to_owned());
            }
        }
    }
}

fn read_comments(source: &Element, item: &mut Item) {
    for comment in source.all("wp:comment") {
        let kind = comment.value("wp:comment_type");
        let approved = comment.value("wp:comment_approved");
        if matches!(kind, "pingback" | "trackback") || matches!(approved, "spam" | "trash") {
            continue;
        }
        let content = comment.child("wp:comment_content").map_or("", |content| content.text.as_str());
        let parent = comment.value("wp:comment_parent");
        let url = comment.value("wp:comment_author_url");
        item.comments.push(Comment {
            id: comment.value("wp:comment_id").to_owned(),
            parent: (!parent.is_empty() && parent != "0").then(|| parent.to_owned()),
            author: plain(comment.value("wp:comment_author")),
            url: (url.starts_with("http://") || url.starts_with("https://")).then(|| url.to_owned()),
            at: moment(comment.value("wp:comment_date"), comment.value("wp:comment_date_gmt")),
            approved: approved == "1",
            body: from_html::from_html(&content::paragraphs(content)).unwrap_or_default(),
        });
    }
    item.comments.sort_by_key(|comment| comment.at.map(Moment::milliseconds));
}
