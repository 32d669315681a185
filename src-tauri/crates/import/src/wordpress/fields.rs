//! What a post of WordPress says about itself, field by field.

use model::{Comment, Language, Moment, Slug, Status};

use super::{Index, content, given};
use crate::feed::{self, plain, web};
use crate::xml::Element;
use crate::{Item, ProblemKind};

/// Who wrote it: the authors of the plugin for several, else the one of WordPress.
pub(super) fn read_authors(source: &Element, index: &Index, item: &mut Item) {
    let shown = |login: &str| index.authors.get(login).cloned().unwrap_or_else(|| login.to_owned());
    let several = source.all("category").filter(|category| category.attribute("domain") == "author");
    for author in several {
        let login = author.attribute("nicename").trim_start_matches("cap-");
        let name = if index.authors.contains_key(login) { shown(login) } else { shown(&plain(&author.text)) };
        if !name.is_empty() && !item.metadata.authors.contains(&name) {
            item.metadata.authors.push(name);
        }
    }
    let creator = source.value("dc:creator");
    if item.metadata.authors.is_empty() && !creator.is_empty() {
        item.metadata.authors = vec![shown(creator)];
    }
}

/// The slug as the source has it; one that cannot be kept letter for letter is kept beside it.
pub(super) fn read_slug(written: &str, item: &mut Item) {
    if written.is_empty() {
        return;
    }
    let given = given(written);
    item.metadata.slug = Slug::from_text(&given);
    if item.metadata.slug.as_ref().map(Slug::as_str) != Some(&given) {
        item.keep("wordpress_slug", given);
    }
}

/// Where it stands. Only what everybody could read is published.
pub(super) fn read_status(source: &Element, item: &mut Item) {
    let written = source.value("wp:status");
    let protected = !source.value("wp:post_password").is_empty();
    item.status = Some(match written {
        "publish" if !protected => Status::Published,
        "pending" => Status::Review,
        _ => Status::Draft,
    });
    if protected {
        item.keep("wordpress_status", "protected");
    } else if !matches!(written, "publish" | "draft") {
        item.keep("wordpress_status", written);
    }
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

/// When it was published and last changed.
pub(super) fn read_dates(source: &Element, item: &mut Item) {
    let (local, utc) = (source.value("wp:post_date"), source.value("wp:post_date_gmt"));
    let date = moment(local, utc).or_else(|| crate::dates::rfc_2822(source.value("pubDate")));
    let written = !local.is_empty() && !local.starts_with("0000");
    if date.is_none() && written {
        item.complain(ProblemKind::Date, local, format!("“{local}” is not a date; it has none"));
        item.keep("wordpress_date", local);
    }
    item.created_at = date;
    item.metadata.published_at = date;
    let revised = moment(source.value("wp:post_modified"), source.value("wp:post_modified_gmt"));
    item.metadata.revised_at =
        revised.filter(|revised| date.is_none_or(|date| revised.milliseconds() > date.milliseconds()));
}

/// The first category is the section; all others, and all tags, are tags. Where there are several categories
/// the custom field `categories` keeps which they were, in their order.
pub(super) fn read_categories(source: &Element, item: &mut Item) {
    let mut categories: Vec<String> = Vec::new();
    let mut tags: Vec<String> = Vec::new();
    for category in source.all("category") {
        let name = plain(&category.text);
        let nicename = category.attribute("nicename");
        let list = match category.attribute("domain") {
            "post_tag" | "tag" => &mut tags,
            "category" if nicename == "uncategorized" => continue,
            "category" => &mut categories,
            // WXR 1.0 writes each category a second time without a domain.
            "" | "author" => continue,
            "language" => {
                item.metadata.language = Language::parse(nicename);
                continue;
            }
            "post_translations" => {
                item.metadata.translation = (!nicename.is_empty()).then(|| nicename.to_owned());
                continue;
            }
            "post_format" => {
                item.keep("wordpress_format", name);
                continue;
            }
            other => {
                item.keep(other, name);
                continue;
            }
        };
        if !name.is_empty() && !list.contains(&name) {
            list.push(name);
        }
    }
    if categories.len() > 1 {
        item.keep("categories", categories.join(", "));
    }
    let mut categories = categories.into_iter();
    item.metadata.section = categories.next();
    for name in tags.into_iter().chain(categories) {
        if !item.metadata.tags.contains(&name) {
            item.metadata.tags.push(name);
        }
    }
}

/// What readers were shown that others said.
pub(super) fn read_comments(source: &Element, item: &mut Item) {
    let mut unapproved = 0;
    for comment in source.all("wp:comment") {
        let kind = comment.value("wp:comment_type");
        let approved = comment.value("wp:comment_approved");
        if matches!(kind, "pingback" | "trackback") || matches!(approved, "spam" | "trash") {
            continue;
        }
        if !matches!(approved, "1" | "approve") {
            unapproved += 1;
            continue;
        }
        let content = comment.child("wp:comment_content").map_or("", |content| content.text.as_str());
        let parent = comment.value("wp:comment_parent");
        item.comments.push(Comment {
            source_id: comment.value("wp:comment_id").to_owned(),
            parent: (!parent.is_empty() && parent != "0").then(|| parent.to_owned()),
            author: plain(comment.value("wp:comment_author")),
            url: web(comment.value("wp:comment_author_url")).unwrap_or_default().to_owned(),
            at: moment(comment.value("wp:comment_date"), comment.value("wp:comment_date_gmt")),
            text: feed::comment_text(&content::paragraphs(content)),
        });
    }
    feed::in_order(&mut item.comments);
    if unapproved > 0 {
        let message = format!("{unapproved} comments that were not shown to readers were left out");
        item.complain(ProblemKind::Comments, "", message);
    }
}
