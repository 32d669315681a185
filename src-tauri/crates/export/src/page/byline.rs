//! "Written by A, B and C", in parts.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::phrases::Phrases;

/// A part of the byline.
#[derive(Serialize)]
pub struct BylinePart {
    /// What readers see.
    text: String,
    /// Whether it is a name.
    name: bool,
    /// The author's page.
    url: Option<String>,
}

/// The byline in parts, so that a theme can set the names apart and link them.
pub fn byline(phrases: &Phrases, authors: &[String], pages: &BTreeMap<String, String>) -> Vec<BylinePart> {
    if authors.is_empty() {
        return Vec::new();
    }
    let around = phrases.written_by();
    let joined = phrases.list(authors);
    let mut parts = Vec::new();
    let mut say = |text: &str, name: bool| {
        if !text.is_empty() {
            let url = if name { pages.get(text).cloned() } else { None };
            parts.push(BylinePart { text: text.to_owned(), name, url });
        }
    };
    say(&around.before, false);
    let mut rest = joined.as_str();
    for author in authors {
        // A list holds its items as they are and in order.
        let Some((between, after)) = rest.split_once(author.as_str()) else { break };
        say(between, false);
        say(author, true);
        rest = after;
    }
    say(rest, false);
    say(&around.after, false);
    parts
}
