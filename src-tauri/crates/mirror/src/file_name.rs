//! Names of files that every file system takes and no two of which are the same on any.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// The most bytes of UTF-8 in a name, with its ending.
pub const LONGEST: usize = 200;

/// The ending of every file of the mirror.
const ENDING: &str = ".md";

/// Names that Windows keeps for devices, with any ending.
const RESERVED: [&str; 8] = ["con", "prn", "aux", "nul", "conin$", "conout$", "com", "lpt"];

/// A name for the file of an article with this slug, which no taken name is the same as on any file
/// system; a number is put behind it where it would be. `is_taken` is asked about [`key`]s.
#[must_use]
pub fn file_name(slug: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let stem = safe_stem(slug);
    let mut number = 1_u64;
    loop {
        let suffix = if number == 1 { ENDING.to_owned() } else { format!("-{number}{ENDING}") };
        let name = shorten(&stem, LONGEST - suffix.len()) + &suffix;
        if !is_taken(&key(&name)) {
            return name;
        }
        number += 1;
    }
}

/// A name for the file of an article with this slug in the folder that another file lies in (`""`, or a path
/// that ends in `/`).
#[must_use]
pub fn file_name_in(parent: &str, slug: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let parent_key = key(parent);
    let name = file_name(slug, |name| is_taken(&format!("{parent_key}{name}")));
    format!("{parent}{name}")
}

/// The form in which two names are compared: what differs only in case or in the composition of letters is
/// one file on some systems.
#[must_use]
pub fn key(name: &str) -> String {
    name.nfkd()
        .flat_map(char::to_lowercase)
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .nfc()
        .collect()
}

fn safe_stem(slug: &str) -> String {
    let replaced = slug.nfc().filter_map(|character| match character {
        '/' | '\\' | '<' | '>' | ':' | '"' | '|' | '?' | '*' => Some('-'),
        _ if character.is_control() => None,
        // Invisible marks of direction make a name look like another one.
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => None,
        _ => Some(character),
    });
    let stem: String = replaced.collect();
    let stem = stem
        .trim_matches(|character: char| character == '.' || character.is_whitespace() || character == '~');
    let stem = shorten(stem, LONGEST - ENDING.len());
    let first = key(stem.split('.').next().unwrap_or_default());
    let first = first.trim_end();
    let device =
        first.trim_end_matches(|character: char| character.is_ascii_digit() || "¹²³".contains(character));
    let reserved = RESERVED.contains(&first) || (device.len() < first.len() && RESERVED.contains(&device));
    match (&*stem, reserved) {
        ("", _) => "article".to_owned(),
        (stem, true) => format!("{stem}-1"),
        (stem, false) => stem.to_owned(),
    }
}

/// At most `limit` bytes, never within a cluster.
fn shorten(text: &str, limit: usize) -> String {
    let mut end = 0;
    for (start, cluster) in text.grapheme_indices(true) {
        if start + cluster.len() > limit {
            break;
        }
        end = start + cluster.len();
    }
    text[..end].trim_end_matches(['.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_slug_makes_a_name_that_is_safe_everywhere() {
        for (slug, name) in [
            ("the-lamp", "the-lamp.md"),
            ("باغ-ها", "باغ-ها.md"),
            ("../../etc/passwd", "-..-etc-passwd.md"),
            ("con", "con-1.md"),
            ("COM1.txt", "COM1.txt-1.md"),
            ("com", "com-1.md"),
            ("comet", "comet.md"),
            ("nul.", "nul-1.md"),
            ("a\0b\u{202e}c", "abc.md"),
            ("  .. ", "article.md"),
            ("", "article.md"),
            ("a:b|c", "a-b-c.md"),
            ("cafe\u{301}", "café.md"),
        ] {
            assert_eq!(file_name(slug, |_| false), name, "{slug:?}");
        }
        for long in ["界".repeat(500), "e\u{301}".repeat(500), "a".repeat(5000)] {
            assert!(file_name(&long, |_| false).len() <= LONGEST);
        }
    }

    #[test]
    fn names_that_some_file_system_takes_for_one_are_kept_apart() {
        let mut taken = std::collections::HashSet::new();
        for (slug, name) in [
            ("straße", "straße.md"),
            ("STRASSE", "STRASSE-2.md"),
            ("Café", "Café.md"),
            ("cafe\u{301}", "café-2.md"),
            ("ﬁn", "ﬁn.md"),
            ("fin", "fin-2.md"),
        ] {
            let made = file_name(slug, |key| taken.contains(key));
            assert_eq!(made, name);
            taken.insert(key(&made));
        }
    }
}
