//! Addresses of links, pictures and embedded players, as an author would write them.

use super::dom::{Id, Tree};

/// Where a link leads, or `None` where it leads nowhere a reader may follow.
pub(super) fn link(tree: &Tree, id: Id) -> Option<String> {
    let address = tree.attribute(id, "href")?.trim();
    let address = unwrapped(address).unwrap_or_else(|| address.to_owned());
    (!address.is_empty() && harmless(&address)).then_some(address)
}

/// Schemes that run code or reach into the reader's computer are not kept.
fn harmless(address: &str) -> bool {
    let cleaned: String =
        address.chars().filter(|character| !character.is_control() && !character.is_whitespace()).collect();
    let scheme = cleaned.split(['/', '?', '#']).next().unwrap_or_default();
    match scheme.split_once(':') {
        None => true,
        Some((scheme, _)) => {
            ["http", "https", "mailto", "tel", "ftp", "xmpp", "sms", "magnet", "geo", "article"]
                .contains(&scheme.to_ascii_lowercase().as_str())
        }
    }
}

/// The address inside the redirect that Google's programs put around links.
fn unwrapped(address: &str) -> Option<String> {
    let rest = ["https://www.google.com/url?", "http://www.google.com/url?"]
        .into_iter()
        .find_map(|prefix| address.strip_prefix(prefix))?;
    let value =
        rest.split('&').find_map(|pair| pair.strip_prefix("q=").or_else(|| pair.strip_prefix("url=")))?;
    let plain = percent_decoded(value)?;
    plain.starts_with("http").then_some(plain)
}

/// `%20` and the like taken away; `None` where what comes out is not text.
#[must_use]
pub fn percent_decoded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                plain.push(byte);
                at += 3;
            }
            _ => {
                plain.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(plain).ok()
}

/// The attributes from which scripts put a picture in place.
pub(super) const LAZY: [&str; 4] = ["data-src", "data-lazy-src", "data-original", "data-orig-file"];

/// The address of a picture, also where a script would have put it in place.
pub(super) fn picture(tree: &Tree, id: Id) -> Option<String> {
    let usable =
        |address: &&str| !address.trim().is_empty() && (harmless(address) || is_picture_data(address));
    let src = tree.attribute(id, "src").filter(usable).map(str::trim);
    let lazy = LAZY.into_iter().find_map(|name| tree.attribute(id, name).filter(usable).map(str::trim));
    let set = tree.attribute(id, "srcset").or_else(|| tree.attribute(id, "data-srcset"));
    let first_of_set =
        set.and_then(|set| set.split_whitespace().next()).map(|address| address.trim_end_matches(','));
    let address = match (src, lazy) {
        (Some(src), None) => src,
        (Some(src), Some(_)) if !src.starts_with("data:") && !src.contains("placeholder") => src,
        (_, Some(lazy)) => lazy,
        (None, None) => first_of_set.filter(usable)?,
    };
    Some(address.to_owned())
}

fn is_picture_data(address: &str) -> bool {
    ["data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp"]
        .into_iter()
        .any(|prefix| address.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)))
}

/// A picture of one pixel that counts readers.
pub(super) fn is_counter(tree: &Tree, id: Id) -> bool {
    let small = |name| {
        tree.attribute(id, name).is_some_and(|value| matches!(value.trim(), "0" | "1" | "1px" | "0px"))
    };
    small("width") && small("height")
}

/// What an embedded player shows, as a link for readers.
pub(super) fn embed(tree: &Tree, id: Id) -> Option<String> {
    let own = ["src", "data-src", "data"].into_iter().find_map(|name| tree.attribute(id, name));
    let inner = || {
        tree.within(id).skip(1).find_map(|inner| match tree.name(inner) {
            "source" | "embed" | "a" => {
                tree.attribute(inner, "src").or_else(|| tree.attribute(inner, "href"))
            }
            "param" if tree.attribute(inner, "name").is_some_and(|name| matches!(name, "movie" | "src")) => {
                tree.attribute(inner, "value")
            }
            _ => None,
        })
    };
    let address = own.filter(|address| !address.trim().is_empty()).or_else(inner)?.trim();
    let address = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
    if !harmless(&address) || address.starts_with("about:") {
        return None;
    }
    Some(watch_page(&address).unwrap_or(address))
}

/// The page of a video for the address of its player.
fn watch_page(address: &str) -> Option<String> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/')?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let name = |prefix: &str| {
        let id = path.strip_prefix(prefix)?.split(['?', '&', '/', '#']).next()?;
        let shaped = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        (shaped && !id.is_empty()).then_some(id)
    };
    match host {
        "youtube.com" | "youtube-nocookie.com" | "m.youtube.com" => name("embed/")
            .or_else(|| name("v/"))
            .filter(|id| *id != "videoseries")
            .map(|id| format!("https://www.youtube.com/watch?v={id}")),
        "player.vimeo.com" => name("video/").map(|id| format!("https://vimeo.com/{id}")),
        "dailymotion.com" => name("embed/video/").map(|id| format!("https://www.dailymotion.com/video/{id}")),
        _ => None,
    }
}
