//! The fields that WordPress and its plugins keep beside a post.
//!
//! What has a place here goes there, what an author may have written stays a custom field, and what programs
//! note down for themselves is left out and named in the report.

use super::{Index, given, meta};
use crate::feed::{plain, web};
use crate::files::Files;
use crate::xml::Element;
use crate::{Item, LeadNeed, ProblemKind, pictures};

/// The longest hidden field that is kept, in bytes: what is longer is the work of a program.
const LONGEST_HIDDEN: usize = 1_000;

/// How the names of fields begin that say nothing about a text: locks, caches, scores, the states of builders.
const BOOKKEEPING: [&str; 22] = [
    "_edit_",
    "_encloseme",
    "_pingme",
    "_oembed_",
    "_wp_trash_",
    "_wp_desired_post_slug",
    "_wp_attach",
    "_wp_old_date",
    "_yoast_wpseo_content_score",
    "_yoast_wpseo_linkdex",
    "_yoast_wpseo_estimated-reading-time",
    "_yoast_wpseo_wordproof",
    "_yoast_wpseo_inclusive_language_score",
    "_elementor_",
    "_fl_builder_",
    "_et_",
    "_jetpack_",
    "_publicize_",
    "_wpas_",
    "_transient_",
    "rank_math_internal_links_processed",
    "rank_math_seo_score",
];

/// Search titles and descriptions of the usual plugins, the lead picture, old slugs, the category that counts
/// most, and the author's own fields.
pub(super) fn read(source: &Element, index: &Index, files: &Files, item: &mut Item) {
    for (key, value) in meta(source) {
        if value.is_empty() {
            continue;
        }
        match key {
            "_thumbnail_id" => read_lead(value, index, files, item),
            "_yoast_wpseo_title"
            | "rank_math_title"
            | "_aioseo_title"
            | "_aioseop_title"
            | "_seopress_titles_title"
            | "_genesis_title" => {
                if is_pattern(value) {
                    item.keep(key.trim_start_matches('_'), value);
                } else if item.metadata.search_title.is_none() {
                    item.metadata.search_title = Some(plain(value));
                }
            }
            "_yoast_wpseo_metadesc"
            | "rank_math_description"
            | "_aioseo_description"
            | "_aioseop_description"
            | "_seopress_titles_desc"
            | "_genesis_description" => {
                if is_pattern(value) {
                    item.keep(key.trim_start_matches('_'), value);
                } else if item.metadata.search_description.is_none() {
                    item.metadata.search_description = Some(plain(value));
                }
            }
            "_yoast_wpseo_canonical" | "rank_math_canonical_url" | "_seopress_robots_canonical" => {
                if web(value).is_some() {
                    item.metadata.canonical_url.get_or_insert_with(|| value.to_owned());
                }
            }
            "subtitle" | "_subtitle" | "wps_subtitle" | "kia_subtitle" | "secondary_title"
                if item.metadata.subtitle.is_empty() =>
            {
                item.metadata.subtitle = plain(value);
            }
            "_wp_old_slug" => read_old_slug(value, item),
            "_yoast_wpseo_primary_category" | "rank_math_primary_category" => {
                if !put_first(index.terms.get(value), item) {
                    item.leave(key);
                }
            }
            "" => {}
            _ if is_bookkeeping(key, value) => item.leave(key),
            _ => item.keep(key, value),
        }
    }
}

/// Whether a field is a program's own business.
fn is_bookkeeping(key: &str, value: &str) -> bool {
    let hidden = key.starts_with('_');
    // Advanced Custom Fields notes beside each field of an author how it is edited.
    let edited = hidden && value.starts_with("field_") && !value.contains(char::is_whitespace);
    let usual = key == "_wp_page_template" && value == "default";
    BOOKKEEPING.iter().any(|start| key.starts_with(start))
        || edited
        || usual
        || hidden && value.len() > LONGEST_HIDDEN
}

/// Makes this category the section, if it is one of the article's.
fn put_first(name: Option<&String>, item: &mut Item) -> bool {
    let Some(name) = name else { return false };
    let metadata = &mut item.metadata;
    if metadata.section.as_ref() == Some(name) {
        return true;
    }
    let Some(place) = metadata.tags.iter().position(|tag| tag == name) else { return false };
    match metadata.section.replace(name.clone()) {
        Some(before) => metadata.tags[place] = before,
        None => drop(metadata.tags.remove(place)),
    }
    true
}

/// Whether a plugin would have put other words in place of these.
fn is_pattern(value: &str) -> bool {
    value.contains("%%")
        || value.contains("%title%")
        || value.contains("%sitename%")
        || value.contains("#post_")
}

fn read_lead(number: &str, index: &Index, files: &Files, item: &mut Item) {
    match index.attachments.get(number) {
        Some(attachment) => {
            item.lead = Some(LeadNeed {
                path: pictures::in_archive(files, &attachment.address),
                address: attachment.address.clone(),
                alt: attachment.alt.clone(),
                caption: attachment.caption.clone(),
                ..LeadNeed::default()
            });
        }
        None => {
            item.keep("wordpress_lead", number);
            let message = format!("its lead picture, attachment {number}, is not in the file");
            item.complain(ProblemKind::Picture, "", message);
        }
    }
}

/// The address it had under an earlier slug.
fn read_old_slug(written: &str, item: &mut Item) {
    let Some(last) = item.addresses.first().filter(|address| !address.contains('?')) else { return };
    let trimmed = last.trim_end_matches('/');
    let end = &last[trimmed.len()..];
    if let Some((before, _)) = trimmed.rsplit_once('/') {
        let old = format!("{before}/{}{end}", given(written));
        if !item.addresses.contains(&old) {
            item.addresses.push(old);
        }
    }
}
