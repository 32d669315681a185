//! Escaping for the two places of HTML that text is put in.

use std::fmt::{self, Write};

/// Writes text so that it is the same text in HTML, between tags and in a quoted attribute.
///
/// Characters that HTML does not allow (controls and noncharacters) become U+FFFD.
pub fn write_escaped(out: &mut dyn Write, text: &str) -> fmt::Result {
    let (mut plain, mut at) = (0, 0);
    // All that needs a look begins with one of a few bytes, none of which stands inside a character.
    while let Some(found) = text.as_bytes()[at..].iter().position(|byte| NEEDS_A_LOOK[usize::from(*byte)]) {
        let here = at + found;
        let Some(character) = text[here..].chars().next() else { break };
        at = here + character.len_utf8();
        let replacement = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '\t' | '\n' => continue,
            '\r' => " ",
            character if is_forbidden(character) => "\u{fffd}",
            _ => continue,
        };
        out.write_str(&text[plain..here])?;
        out.write_str(replacement)?;
        plain = at;
    }
    out.write_str(&text[plain..])
}

/// The bytes with which begins what [`write_escaped`] may have to replace: marks, controls, and those characters
/// among which there are forbidden ones.
const NEEDS_A_LOOK: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(
            byte as u8,
            0..0x20 | 0x7f | b'&' | b'<' | b'>' | b'"' | b'\'' | 0xc2 | 0xef | 0xf0..=0xf4
        );
        byte += 1;
    }
    table
};

/// The text escaped as by [`write_escaped`].
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    // Writing into a String cannot fail.
    let _ = write_escaped(&mut out, text);
    out
}

/// Control characters and noncharacters, which the HTML standard calls parse errors.
fn is_forbidden(character: char) -> bool {
    let code = u32::from(character);
    character.is_control() || (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// One line: runs of white space become one space, the ends are cut off.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_means_something_to_html_survives_escaping() {
        assert_eq!(
            escape("<a href=\"x\" on='y'>&amp;\u{0}\u{1f}\u{ffff}\r\n"),
            "&lt;a href=&quot;x&quot; on=&#39;y&#39;&gt;&amp;amp;\u{fffd}\u{fffd}\u{fffd} \n"
        );
        assert_eq!(
            escape("plain سلام “é” 漢\u{7f}\u{85}\u{fdd0}\u{1f600}\u{1ffff}"),
            "plain سلام “é” 漢\u{fffd}\u{fffd}\u{fffd}\u{1f600}\u{fffd}"
        );
    }

    #[test]
    fn white_space_of_any_kind_becomes_one_space() {
        assert_eq!(one_line("  a\r\n\tb\u{a0}c "), "a b c");
    }
}
