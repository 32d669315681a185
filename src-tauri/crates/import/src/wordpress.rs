//! The export of WordPress: WXR 1.0 to 1.2, an RSS file with everything in it.
//!
//! The first pass learns what posts refer to (authors, attachments, menus, blocks that several posts share).
//! Nothing that was not public becomes public: what is private, pending, scheduled or protected comes as a
//! draft or for review, with its old status in the custom field `wordpress_status`; what lies in the trash is
//! left out.

mod content;
mod fields;
mod meta;

use std::collections::HashMap;
use std::io::Read;
use std::ops::ControlFlow;

use markup::from_html::Html;
use model::{Kind, Profile, ProfileKind, Slug};

use crate::feed::{self, Part, each, plain};
use crate::files::Files;
use crate::pictures;
use crate::source::{self, Known, Outline, Step, Visit};
use crate::xml::{Element, Names};
use crate::{Item, Problem, ProblemKind};

/// The most text of shared blocks that is kept, in bytes.
const BLOCKS: usize = 8 * 1024 * 1024;

/// What posts refer to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    base_url: String,
    /// Names that authors show, by the names they log in with.
    authors: HashMap<String, String>,
    attachments: HashMap<String, Attachment>,
    /// The names of categories, by their numbers.
    terms: HashMap<String, String>,
    /// The attachments of each post, in their order.
    attached: HashMap<String, Vec<String>>,
    /// The places in menus, by the numbers of the pages.
    menu: HashMap<String, i32>,
    /// The blocks that several posts share.
    blocks: HashMap<String, String>,
    blocks_kept: usize,
}

#[derive(Debug, Clone, Default)]
struct Attachment {
    address: String,
    alt: String,
    caption: String,
}

/// The first pass.
pub(crate) fn outline(
    reader: &mut dyn Read,
    outline: &mut Outline,
    heard: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> ControlFlow<()> {
    each(reader, "item", |part| {
        match part {
            Part::Head(head, names) => read_head(head, names, outline),
            Part::Item(item, _) => match item.value("wp:post_type") {
                "attachment" => read_attachment(&item, &mut outline.wordpress),
                "nav_menu_item" => read_menu_item(&item, &mut outline.wordpress),
                "wp_block" => read_block(&item, &mut outline.wordpress),
                kind if FURNITURE.contains(&kind) => {}
                _ => {
                    let source = outline.links.add_source(&source_id(&item, &outline.wordpress));
                    for address in [item.value("link"), item.value("guid")] {
                        outline.links.add(address, source);
                    }
                    let number = item.value("wp:post_id");
                    if !number.is_empty() {
                        outline.links.add(&format!("/?p={number}"), source);
                    }
                    return heard(u64::from(source) + 1);
                }
            },
            // The second pass tells of it.
            Part::Broken(_) => {}
        }
        ControlFlow::Continue(())
    })
}

/// What stands before the items: a piece of XML whose first elements are not closed yet.
fn read_head(head: &str, names: &Names, outline: &mut Outline) {
    let Some(start) = head.find("<channel") else { return };
    let Ok(channel) = Element::parse(&format!("{}</channel>", &head[start..]), names) else { return };
    outline.title = plain(channel.value("title"));
    outline.language = model::Language::parse(channel.value("language"));
    outline.wordpress.base_url = channel.value("link").to_owned();
    for address in ["link", "wp:base_site_url", "wp:base_blog_url"] {
        outline.links.add_host(channel.value(address));
    }
    for author in channel.all("wp:author") {
        let shown = plain(author.value("wp:author_display_name"));
        if !shown.is_empty() {
            outline.wordpress.authors.insert(author.value("wp:author_login").to_owned(), shown);
        }
    }
    for (element, kind, name, slug, description) in [
        (
            "wp:category",
            ProfileKind::Section,
            "wp:cat_name",
            "wp:category_nicename",
            "wp:category_description",
        ),
        ("wp:tag", ProfileKind::Tag, "wp:tag_name", "wp:tag_slug", "wp:tag_description"),
    ] {
        for term in channel.all(element) {
            let (name, written) = (plain(term.value(name)), given(term.value(slug)));
            let number = term.value("wp:term_id");
            if kind == ProfileKind::Section && !number.is_empty() && !name.is_empty() {
                outline.wordpress.terms.insert(number.to_owned(), name.clone());
            }
            let Some(slug) = Slug::from_text(&written).or_else(|| Slug::from_text(&name)) else { continue };
            if !name.is_empty() && written != "uncategorized" {
                outline.profiles.push(Profile {
                    kind,
                    name,
                    slug,
                    description: plain(term.value(description)),
                });
            }
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

fn read_menu_item(item: &Element, index: &mut Index) {
    let field = |name: &str| meta(item).find(|(key, _)| *key == name).map_or("", |(_, value)| value);
    let order = item.value("wp:menu_order").parse().ok();
    if let (true, Some(order)) = (field("_menu_item_type") == "post_type", order) {
        index.menu.entry(field("_menu_item_object_id").to_owned()).or_insert(order);
    }
}

fn read_block(item: &Element, index: &mut Index) {
    let content = item.child("content:encoded").map_or("", |content| content.text.as_str());
    index.blocks_kept += content.len();
    if index.blocks_kept <= BLOCKS {
        index.blocks.insert(item.value("wp:post_id").to_owned(), content.to_owned());
    }
}

/// The second pass: the posts and pages.
pub(crate) fn read(
    reader: &mut dyn Read,
    outline: &Outline,
    files: &Files,
    known: &dyn Known,
    visit: &mut Visit<'_>,
) -> ControlFlow<()> {
    each(reader, "item", |part| match part {
        Part::Head(..) => ControlFlow::Continue(()),
        Part::Broken(problem) => visit(Step::Broken(problem)),
        Part::Item(source, text) => {
            let kind = source.value("wp:post_type");
            if kind == "attachment" || FURNITURE.contains(&kind) {
                return ControlFlow::Continue(());
            }
            let source_id = source_id(&source, &outline.wordpress);
            if matches!(source.value("wp:status"), "trash" | "auto-draft") {
                let title = plain(source.value("title"));
                let about = if title.is_empty() { source_id } else { title };
                let message = "it lies in the trash of the site and was left out";
                return visit(Step::LeftOut(Problem::new(about, message)));
            }
            let hash = feed::hash([text.as_bytes()]);
            if known.is_unchanged(&source_id, &hash) {
                return visit(Step::Unchanged(source_id));
            }
            let mut item = Item { source_id: Some(source_id), source_hash: Some(hash), ..Item::default() };
            match read_item(&source, &mut item, outline, files, known) {
                Ok(()) => visit(Step::Article(Box::new(item))),
                Err(problem) => visit(Step::Broken(problem)),
            }
        }
    })
}

fn source_id(item: &Element, index: &Index) -> String {
    let (guid, number) = (item.value("guid"), item.value("wp:post_id"));
    match (guid, number) {
        ("", "") => feed::hash([format!("{item:?}").as_bytes()]).to_string(),
        ("", number) => format!("{}#{number}", index.base_url),
        (guid, _) => guid.to_owned(),
    }
}

fn meta(item: &Element) -> impl Iterator<Item = (&str, &str)> {
    item.all("wp:postmeta").map(|meta| (meta.value("wp:meta_key"), meta.value("wp:meta_value")))
}

/// What stands in an address, as people write it.
fn given(written: &str) -> String {
    markup::from_html::percent_decoded(written).unwrap_or_else(|| written.to_owned())
}

/// Kinds of entries that are parts of a site and no texts of an author.
const FURNITURE: [&str; 15] = [
    "nav_menu_item",
    "revision",
    "custom_css",
    "customize_changeset",
    "oembed_cache",
    "user_request",
    "wp_block",
    "wp_global_styles",
    "wp_template",
    "wp_template_part",
    "wp_navigation",
    "wp_font_family",
    "wp_font_face",
    "acf-field",
    "acf-field-group",
];

fn read_item(
    source: &Element,
    item: &mut Item,
    outline: &Outline,
    files: &Files,
    known: &dyn Known,
) -> Result<(), Problem> {
    let index = &outline.wordpress;
    let post_type = source.value("wp:post_type");
    item.metadata.title = plain(source.value("title"));
    let raw = source.child("content:encoded").map_or("", |content| content.text.as_str());
    let prepared = content::prepare(raw, source.value("wp:post_id"), index);
    let html = Html::parse(&prepared)
        .map_err(|error| Problem::new(item.name().to_owned(), format!("{error}; it was left out")))?;
    pictures::take_html(
        html,
        item,
        |address| source::own_link(outline, known, address),
        |address| pictures::in_archive(files, address),
    );
    let excerpt = plain(source.value("excerpt:encoded"));
    item.metadata.excerpt = (!excerpt.is_empty()).then_some(excerpt);
    if post_type == "page" {
        item.metadata.kind = Kind::Page;
        let own = source.value("wp:menu_order").parse().ok().filter(|order| *order != 0);
        item.metadata.menu_order = index.menu.get(source.value("wp:post_id")).copied().or(own);
    } else if !matches!(post_type, "post" | "") {
        item.keep("wordpress_type", post_type);
    }
    let link = source.value("link");
    if !link.is_empty() {
        item.addresses.push(link.to_owned());
    }
    item.pinned = source.value("wp:is_sticky") == "1";
    let parent = source.value("wp:post_parent");
    if !matches!(parent, "" | "0") {
        item.keep("wordpress_parent", parent);
    }
    fields::read_authors(source, index, item);
    fields::read_slug(source.value("wp:post_name"), item);
    fields::read_status(source, item);
    fields::read_dates(source, item);
    fields::read_categories(source, item);
    meta::read(source, index, files, item);
    fields::read_comments(source, item);
    for name in content::unknown_shortcodes(&prepared) {
        let message = format!("the shortcode [{name}] is not known and stays as text");
        item.complain(ProblemKind::Tag, &format!("[{name}]"), message);
    }
    for name in content::empty_blocks(raw) {
        let message =
            format!("the block “{name}” is filled by WordPress when it is read and shows nothing here");
        item.complain(ProblemKind::Block, &name, message);
    }
    source::inherit(item, outline);
    Ok(())
}
