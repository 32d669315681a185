//! Which addresses may stand in a page: a list of schemes, and everything else is dropped.

/// The schemes a link may have; `article` names another article of the library, for the resolver to find.
const LINK_SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "article"];

/// The schemes a picture may have.
const PICTURE_SCHEMES: [&str; 2] = ["http", "https"];

/// The scheme of an address as a browser sees it (WHATWG URL): leading control characters and spaces do not
/// count, nor do tabs and line ends anywhere. `None` for a relative address.
pub(crate) fn scheme(address: &str) -> Option<String> {
    let mut scheme = String::new();
    let meaningful = address
        .chars()
        .filter(|character| !matches!(character, '\t' | '\n' | '\r'))
        .skip_while(|character| *character <= ' ');
    for character in meaningful {
        match character {
            ':' if !scheme.is_empty() => return Some(scheme),
            'a'..='z' | 'A'..='Z' => scheme.push(character.to_ascii_lowercase()),
            '0'..='9' | '+' | '-' | '.' if !scheme.is_empty() => scheme.push(character),
            _ => return None,
        }
    }
    None
}

/// Whether a link may have this address.
pub(crate) fn is_link(address: &str) -> bool {
    allowed(address, &LINK_SCHEMES)
}

/// Whether a link of a text may be written so: as [`is_link`], or `article:` with the id of an own article, which
/// whoever knows the library turns into an address.
pub(crate) fn is_written_link(address: &str) -> bool {
    is_link(address) || !address.starts_with(|character: char| character <= ' ') && is_article(address)
}

/// Whether an address names an own article, as no page may.
pub(crate) fn is_article(address: &str) -> bool {
    scheme(address).is_some_and(|scheme| scheme == "article")
}

/// Whether a picture may have this address.
pub(crate) fn is_picture(address: &str) -> bool {
    allowed(address, &PICTURE_SCHEMES)
}

fn allowed(address: &str, schemes: &[&str]) -> bool {
    // Control characters and spaces ahead of an address only ever hide what follows them.
    if address.starts_with(|character: char| character <= ' ') {
        return false;
    }
    scheme(address).is_none_or(|scheme| schemes.contains(&scheme.as_str()))
}

/// Writes an address so that it is valid in an attribute (before HTML escaping): what the URL standard does
/// not allow is percent-encoded; letters of every script and existing escapes are kept.
pub(crate) fn encode(address: &str) -> String {
    let host_end = bracketed_host_end(address);
    let bytes = address.as_bytes();
    let mut encoded = String::with_capacity(address.len());
    let mut fragment = false;
    for (index, character) in address.char_indices() {
        let escape = || {
            bytes.get(index + 1).is_some_and(u8::is_ascii_hexdigit)
                && bytes.get(index + 2).is_some_and(u8::is_ascii_hexdigit)
        };
        let kept = match character {
            '%' => escape(),
            '#' => !std::mem::replace(&mut fragment, true),
            '[' | ']' => index < host_end,
            _ => character.is_alphanumeric() || "-._~:/?@!$&'()*+,;=".contains(character),
        };
        if kept {
            encoded.push(character);
        } else {
            percent(&mut encoded, character);
        }
    }
    encoded
}

fn percent(encoded: &mut String, character: char) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
        encoded.push('%');
        encoded.push(char::from(HEX[usize::from(byte >> 4)]));
        encoded.push(char::from(HEX[usize::from(byte & 15)]));
    }
}

/// Where a host that is an IPv6 address ends, the one place in which brackets may stand; otherwise 0.
fn bracketed_host_end(address: &str) -> usize {
    let Some(start) = address.find("://[").filter(|start| *start < 8) else { return 0 };
    let host = &address[start + 4..];
    match host.find(']') {
        Some(end)
            if host[..end].bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':' || byte == b'.') =>
        {
            start + 4 + end + 1
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_schemes_pass_however_they_are_disguised() {
        for good in [
            "https://a.example",
            "HTTP://a.example",
            "mailto:a@b.example",
            "#part",
            "a/b:c",
            "./x",
            "tel:+49",
        ] {
            assert!(is_link(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "java\nscript:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://a.example/1",
        ] {
            assert!(!is_link(bad), "{bad:?}");
        }
    }

    #[test]
    fn an_address_is_written_so_that_a_checker_takes_it() {
        assert_eq!(encode("/a b?q=ä#x#y"), "/a%20b?q=ä#x%23y");
        assert_eq!(encode("/100%/%20\\|"), "/100%25/%20%5C%7C");
        assert_eq!(encode("http://[::1]/[x]"), "http://[::1]/%5Bx%5D");
    }
}
