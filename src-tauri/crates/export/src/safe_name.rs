//! Names of files that every file system takes and no one can escape with.

use unicode_normalization::UnicodeNormalization;

/// The most bytes of UTF-8 in a name, extension included.
pub const LONGEST: usize = 200;

/// Names that Windows keeps for itself, whatever their extension.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// A file name from any text: one segment in NFC, without separators, controls and the characters that Windows
/// refuses, not reserved, not hidden, at most [`LONGEST`] bytes with its extension; `untitled` where nothing
/// is left.
///
/// `extension` is ours, without its dot.
#[must_use]
pub fn safe_name(text: &str, extension: &str) -> String {
    let stem = safe_stem(text, LONGEST.saturating_sub(extension.len() + 1));
    format!("{}.{extension}", if stem.is_empty() { "untitled" } else { &stem })
}

/// One segment of a path from any text, as [`safe_name`] makes it, for a folder or for a name that brings its
/// own extension; empty where nothing is left.
#[must_use]
pub fn safe_segment(text: &str) -> String {
    safe_stem(text, LONGEST)
}

fn safe_stem(text: &str, room: usize) -> String {
    let mut stem = String::new();
    for character in text.nfc() {
        match character {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => stem.push('-'),
            character if character.is_control() || is_invisible(character) => {}
            character if character.is_whitespace() => stem.push(' '),
            character => stem.push(character),
        }
    }
    let mut stem = trimmed(&stem).to_owned();
    if is_reserved(&stem) {
        stem.insert(0, '_');
    }
    if stem.len() > room {
        let mut end = room;
        while !stem.is_char_boundary(end) {
            end -= 1;
        }
        stem.truncate(end);
        stem = trimmed(&stem).to_owned();
    }
    stem
}

/// Without spaces, dots and hyphens at the ends: no hidden file, no `..`, nothing that looks like an option.
fn trimmed(stem: &str) -> &str {
    stem.trim_matches([' ', '.', '-'])
}

fn is_reserved(stem: &str) -> bool {
    // Windows looks at what stands before the first dot, without the spaces in front of it.
    let device = stem.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let numbered = |port: &str| {
        device.strip_prefix(port).is_some_and(|digit| {
            matches!(digit, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
        })
    };
    RESERVED.contains(&device.as_str()) || numbered("com") || numbered("lpt")
}

/// Marks of direction and the like, which make a name read as another. The joiners stay: Persian and Hindi
/// are written with them.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
            | '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{2028}' | '\u{2029}'
    )
}
