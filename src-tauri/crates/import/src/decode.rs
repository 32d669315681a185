//! From bytes to text: the encoding, the line ends, and the characters no text has.

use crate::{Problem, ProblemKind};

/// Text with line feeds only, and what had to be guessed or left out to get it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// Sentences for the author; empty when nothing had to be guessed.
    pub problems: Vec<String>,
}

impl Decoded {
    /// What is wrong with the bytes of a file.
    pub(crate) fn told(&self, path: &str) -> Vec<Problem> {
        let problem = |message: &String| Problem::new(path, message).of(ProblemKind::Encoding, "");
        self.problems.iter().map(problem).collect()
    }
}

/// Reads text in UTF-8 (with or without a byte order mark), UTF-16 (with one, or plainly recognisable), or
/// else Windows-1252, in which every byte is some character.
///
/// Line ends become line feeds. Control characters that text cannot have are left out.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded {
    let mut problems = Vec::new();
    let text = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) => {
            let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
            if broken {
                problems.push(format!("some bytes are not {}; each became “\u{fffd}”", encoding.name()));
            }
            text.into_owned()
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => text.to_owned(),
            read => {
                if let Some(encoding) = utf16_without_mark(bytes) {
                    problems.push(format!(
                        "the file does not say its encoding; it was read as {}",
                        encoding.name()
                    ));
                    encoding.decode_without_bom_handling(bytes).0.into_owned()
                } else if let Ok(text) = read {
                    text.to_owned()
                } else {
                    problems.push(
                        "the text is not UTF-8; it was read as Windows-1252, so look at its accents and quotation marks"
                            .to_owned(),
                    );
                    encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
                }
            }
        },
    };
    let (text, left_out) = clean(&text);
    if left_out > 0 {
        problems.push(format!("{left_out} control characters that no text has were left out"));
    }
    Decoded { text, problems }
}

/// UTF-16 tells itself by a NUL in nearly every second byte, as any text with many Latin letters has it.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = &bytes[..bytes.len().min(1024)];
    if sample.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |at: usize| sample.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let most = sample.len() / 2 * 7 / 10;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd > most => Some(encoding_rs::UTF_16LE),
        (even, 0) if even > most => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// Line feeds for line ends, and no control characters but the tab; says how many were left out.
pub(crate) fn clean(text: &str) -> (String, usize) {
    let clean_already = text
        .bytes()
        .all(|byte| byte >= 0x20 && byte != 0x7f && byte != 0xef || byte == b'\n' || byte == b'\t');
    if clean_already {
        return (text.to_owned(), 0);
    }
    let mut cleaned = String::with_capacity(text.len());
    let mut left_out = 0;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                cleaned.push('\n');
            }
            // Word writes a line break within a paragraph as a vertical tab, old files a page as a form feed.
            '\u{b}' | '\u{c}' => cleaned.push('\n'),
            '\n' | '\t' => cleaned.push(character),
            '\0'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}' => left_out += 1,
            // A byte order mark that was carried into the middle of a text by joining files.
            '\u{feff}' => {}
            _ => cleaned.push(character),
        }
    }
    (cleaned, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_8_is_read_with_and_without_its_mark() {
        assert_eq!(decode("Café 東京".as_bytes()), Decoded { text: "Café 東京".into(), problems: vec![] });
        assert_eq!(decode(b"\xef\xbb\xbf# Title\n").text, "# Title\n");
        assert_eq!(decode(b""), Decoded::default());
    }

    #[test]
    fn utf_16_is_read_by_its_mark_or_by_its_looks() {
        let little: Vec<u8> = "Käse باغ\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "A plain text".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&[b"\xff\xfe", &little[..]].concat()).text, "Käse باغ\n");
        assert_eq!(decode(&[b"\xfe\xff", &big[..]].concat()).text, "A plain text");
        let guessed = decode(&big);
        assert_eq!(guessed.text, "A plain text");
        assert_eq!(guessed.problems.len(), 1);
    }

    #[test]
    fn anything_else_is_windows_1252_and_the_author_is_told() {
        let decoded = decode(b"na\xefve \x93quoted\x94 \x80 5");
        assert_eq!(decoded.text, "naïve “quoted” € 5");
        assert!(decoded.problems[0].contains("Windows-1252"));
    }

    #[test]
    fn every_line_end_becomes_a_line_feed_and_controls_go() {
        let decoded = decode(b"a\r\nb\rc\n\nd\0e\x0bf\x1bg\th");
        assert_eq!(decoded.text, "a\nb\nc\n\nde\nfg\th");
        assert_eq!(decoded.problems, ["2 control characters that no text has were left out"]);
    }
}
