//! What stands at old addresses: a page that leads on, and a list for hosts that redirect by themselves.

use std::fmt::Write as _;

use super::address::Address;
use super::plan::{PlannedRedirect, SitePlan};
use crate::address::percent_encode;
use crate::html::{escape, one_line};

/// Writes the page at an old address.
pub(super) fn page(plan: &SitePlan<'_>, redirect: &PlannedRedirect, from: &Address) -> String {
    let contents = &plan.contents;
    let card = contents.card(redirect.card);
    let address = &contents.addresses[redirect.card];
    let link = escape(&contents.links.from(&from.to_root(), address));
    let canonical = contents
        .links
        .absolute(address)
        .map_or_else(String::new, |url| format!("<link rel=\"canonical\" href=\"{}\">\n", escape(&url)));
    let title = one_line(&card.metadata.title);
    let title = escape(if title.is_empty() { card.slug.as_str() } else { &title });
    format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <meta name=\"robots\" content=\"noindex\">\n<meta http-equiv=\"refresh\" content=\"0; url={link}\">\n\
         {canonical}</head>\n<body>\n<main>\n<h1><a href=\"{link}\">{title}</a></h1>\n</main>\n</body>\n</html>\n",
        card.language,
        card.direction.as_str(),
    )
}

/// Writes `_redirects`, as Netlify, Cloudflare Pages and others read it: from, to, status.
pub(super) fn list(plan: &SitePlan<'_>) -> String {
    let root = plan.contents.links.root_path();
    let mut out = String::new();
    for redirect in &plan.redirects {
        let Some(old) = one_word(&redirect.old) else { continue };
        let _ = writeln!(out, "{root}{old} {root}{} 301", plan.contents.addresses[redirect.card].url());
    }
    out
}

/// An old path in one word; `None` for what such a file cannot say: placeholders, queries, other folders.
fn one_word(old: &str) -> Option<String> {
    let plain = !old.contains(['?', '#', '*', ':', '\\'])
        && old.split('/').all(|segment| segment != "." && segment != "..")
        && !old.chars().any(|character| character.is_control() || character.is_whitespace());
    let encode = |segment: &str| {
        // What is encoded already stays so.
        segment.split('%').map(percent_encode).collect::<Vec<_>>().join("%")
    };
    plain.then(|| old.split('/').map(encode).collect::<Vec<_>>().join("/"))
}
