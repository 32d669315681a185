//! Addresses: which may stand in a page, and how they are written there.
//!
//! An address that passes is an absolute `http`, `https`, `mailto` or `tel` URL as the WHATWG URL Standard serialises
//! it, with what that standard tolerates but calls invalid percent-encoded, so that the Nu HTML checker has
//! nothing to say about it.

use std::fmt::Write as _;

use url::Url;

/// What an address in a text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// An absolute `http` or `https` address, normalised.
    Web(String),
    /// A `mailto` or `tel` address, normalised.
    Contact(String),
    /// A place on the same page: the part after `#`, as it stands.
    Place(String),
    /// Relative to the publication, such as `another-article` or `/about`.
    Relative(String),
    /// Anything else: another scheme, or no address at all.
    Refused,
}

/// Reads an address as a browser would.
#[must_use]
pub fn read(address: &str) -> Address {
    // The URL standard drops tabs and line feeds anywhere, and controls and spaces at the ends.
    let address: String = address.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let address = address.trim_matches(|c: char| c <= ' ');
    if address.is_empty() {
        return Address::Refused;
    }
    if let Some(place) = address.strip_prefix('#') {
        return Address::Place(encode(place, is_fragment_character));
    }
    match Url::parse(address) {
        Ok(url) => match url.scheme() {
            "http" | "https" => web(&url).map_or(Address::Refused, Address::Web),
            "mailto" | "tel" => Address::Contact(encode(url.as_str(), is_url_character)),
            _ => Address::Refused,
        },
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            let other_host = address.replace('\\', "/").starts_with("//");
            if other_host {
                let url = Url::parse(&format!("https:{}", address.replace('\\', "/")));
                url.ok().as_ref().and_then(web).map_or(Address::Refused, Address::Web)
            } else {
                Address::Relative(encode(&address.replace('\\', "/"), is_url_character))
            }
        }
        Err(_) => Address::Refused,
    }
}

/// The address if it may be followed from a page: `http`, `https`, `mailto` or `tel`.
#[must_use]
pub fn followable(address: &str) -> Option<String> {
    match read(address) {
        Address::Web(url) | Address::Contact(url) => Some(url),
        _ => None,
    }
}

/// The address if it is an absolute `http` or `https` address.
#[must_use]
pub fn web_only(address: &str) -> Option<String> {
    match read(address) {
        Address::Web(url) => Some(url),
        _ => None,
    }
}

/// A relative address made absolute, below the publication's base.
#[must_use]
pub fn below(base_url: &str, relative: &str) -> Option<String> {
    let base = Url::parse(base_url).ok()?;
    web(&base.join(relative).ok()?)
}

/// Everything but unreserved characters (RFC 3986) percent-encoded: safe as a segment and as a query value.
#[must_use]
pub fn percent_encode(text: &str) -> String {
    encode_bytes(text, |byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

fn web(url: &Url) -> Option<String> {
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return None;
    }
    // A name and password in an address help nobody but a deceiver.
    let mut url = url.clone();
    if url.set_username("").and_then(|()| url.set_password(None)).is_err() {
        return None;
    }
    let origin = &url[..url::Position::BeforePath];
    Some(format!("{origin}{}", encode(&url[url::Position::BeforePath..], is_url_character)))
}

/// The ASCII "URL code points" of the URL Standard, with the characters that part an address.
fn is_url_character(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!$&'()*+,-./:;=?@_~#".contains(&byte)
}

fn is_fragment_character(byte: u8) -> bool {
    is_url_character(byte) && byte != b'#'
}

/// Percent-encodes every ASCII character outside `keep`, and non-ASCII white space and controls; keeps
/// encodings that are there already, and letters of any script.
fn encode(text: &str, keep: fn(u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    let mut hash_seen = false;
    for (at, character) in text.char_indices() {
        let mut utf8 = [0; 4];
        let kept = match character {
            '%' => {
                text.as_bytes().get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit))
            }
            // Only the first hash parts the address.
            '#' => !std::mem::replace(&mut hash_seen, true) && keep(b'#'),
            character if character.is_ascii() => keep(character as u8),
            character => !character.is_whitespace() && !character.is_control() && !is_noncharacter(character),
        };
        if kept {
            encoded.push(character);
        } else {
            for byte in character.encode_utf8(&mut utf8).bytes() {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

fn is_noncharacter(character: char) -> bool {
    let code = u32::from(character);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe || (0xe000..=0xf8ff).contains(&code)
}

fn encode_bytes(text: &str, keep: impl Fn(u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if keep(byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_schemes_can_be_followed() {
        for address in [
            "javascript:alert(1)",
            " java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,<script>",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://example.org/x",
            "about:blank",
            "ftp://example.org/",
            "http://",
            "https://exa mple.org/",
            "",
        ] {
            assert_eq!(followable(address), None, "{address:?} was let through");
        }
    }

    #[test]
    fn an_address_is_written_so_that_no_checker_complains() {
        for (written, read) in [
            ("https://example.org", "https://example.org/"),
            ("HTTPS://EXAMPLE.org/a b|c?d=[1]\"<>", "https://example.org/a%20b%7Cc?d=%5B1%5D%22%3C%3E"),
            ("https://example.org/100%", "https://example.org/100%25"),
            ("https://example.org/%D8%A7", "https://example.org/%D8%A7"),
            ("https://example.org/#a#b", "https://example.org/#a%23b"),
            ("https://user:secret@example.org/", "https://example.org/"),
            ("https://bücher.example/", "https://xn--bcher-kva.example/"),
            ("//example.org/x", "https://example.org/x"),
            ("\\\\example.org\\x", "https://example.org/x"),
            ("mailto:a@example.org?subject=a b", "mailto:a@example.org?subject=a%20b"),
        ] {
            assert_eq!(followable(written).as_deref(), Some(read), "{written}");
        }
    }

    #[test]
    fn a_place_and_a_relative_address_are_told_apart() {
        assert_eq!(read("#fn-1"), Address::Place("fn-1".into()));
        assert_eq!(read("another article"), Address::Relative("another%20article".into()));
        assert_eq!(below("https://example.org/blog/", "../x").as_deref(), Some("https://example.org/x"));
    }
}
