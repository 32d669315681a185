//! HTML from the clipboard, as Markdown: pictures inside it become media of the library, pictures on other
//! computers stay links until the author asks for them.

use std::borrow::Cow;

use base64::Engine as _;
use contract as wire;
use contract::{ApiError, ErrorCode, Reason};

use crate::errors::ToApi as _;
use crate::library::Library;
use crate::{Engine, now};

/// The most that is pasted at once, in bytes of HTML without the pictures inside it. More is a file to import.
const LARGEST: usize = 8 * 1024 * 1024;

/// How far before an address its `<img` is looked for.
const FAR: usize = 4096;

impl Engine {
    pub(crate) fn paste(&self, request: &wire::PasteHtml) -> Result<wire::Pasted, ApiError> {
        let library = self.library()?;
        if is_binary(&request.html) {
            return Err(ApiError::invalid(
                "What was pasted is no text. A picture is pasted from the program that shows it, a file is \
                 dropped or picked.",
            )
            .because(Reason::PasteNoText));
        }
        let mut problems = Vec::new();
        let html = with_media(&library, &request.html, &mut problems)?;
        let size = html.len().div_ceil(1024 * 1024);
        if html.len() > LARGEST {
            return Err(ApiError::invalid(format!(
                "What was pasted is too long: {} MB, and at most {} MB are taken at once. Paste it in parts, or \
                 save it as a file and import that.",
                size,
                LARGEST / (1024 * 1024)
            ))
            .because(Reason::PasteTooLong {
                size: u32::try_from(size).unwrap_or(u32::MAX),
                most: (LARGEST / (1024 * 1024)) as u32,
            }));
        }
        let markdown = markup::from_html::from_html(&html).map_err(|error| {
            ApiError::invalid(format!("What was pasted could not be taken: {error}. Paste it in parts."))
        })?;
        let local = html.matches("src=\"file:").count();
        if local > 0 {
            problems.push(format!(
                "{local} of the pictures are files of the program they were copied from and did not come along. \
                 Save them there, and drop the files here."
            ));
        }
        let rendered = markup::render(&markdown, &markup::RenderOptions::default(), &markup::AsWritten);
        let mut remote_pictures: Vec<String> = Vec::new();
        for picture in rendered.pictures {
            let remote = ["http://", "https://"].iter().any(|scheme| picture.address.starts_with(scheme));
            if remote && !remote_pictures.contains(&picture.address) {
                remote_pictures.push(picture.address);
            }
        }
        let markdown = markdown.trim_end_matches('\n').to_owned();
        Ok(wire::Pasted { markdown, remote_pictures, problems })
    }
}

/// Whether something is no text at all, whatever its sender called it.
fn is_binary(text: &str) -> bool {
    let sample = text.bytes().take(64 * 1024);
    let (mut all, mut strange) = (0_usize, 0_usize);
    for byte in sample {
        all += 1;
        strange += usize::from(byte < 9 || (14..32).contains(&byte));
    }
    let replaced = text.chars().take(16 * 1024).filter(|character| *character == '\u{fffd}').count();
    strange * 50 > all || replaced * 20 > all
}

/// The HTML with the pictures that it holds as `data:` taken into the library.
fn with_media<'h>(
    library: &Library,
    html: &'h str,
    problems: &mut Vec<String>,
) -> Result<Cow<'h, str>, ApiError> {
    let mut written = String::new();
    let mut copied = 0;
    for (at, _) in html.match_indices("data:image/") {
        if at < copied || !stands_in_a_picture(html, at) {
            continue;
        }
        let ends = |byte: u8| matches!(byte, b'"' | b'\'' | b'>');
        let end = html[at..].bytes().position(ends).map_or(html.len(), |length| at + length);
        written.push_str(&html[copied..at]);
        copied = end;
        let Some(bytes) = content(&html[at..end]) else {
            problems.push("A picture inside what was pasted is damaged and was left out.".to_owned());
            continue;
        };
        match library.store().add_medium(&bytes, "pasted picture", now()).to_api() {
            Ok(medium) => written.push_str(&format!("media/{}", medium.file_name())),
            Err(error) if error.code == ErrorCode::Invalid => problems.push(error.message),
            Err(error) => return Err(error),
        }
    }
    if copied == 0 {
        return Ok(Cow::Borrowed(html));
    }
    written.push_str(&html[copied..]);
    Ok(Cow::Owned(written))
}

/// Whether the address at `at` is an attribute of an `<img`: the same words in a text are a text.
fn stands_in_a_picture(html: &str, at: usize) -> bool {
    let before = &html.as_bytes()[at.saturating_sub(FAR)..at];
    let Some(open) = before.iter().rposition(|byte| *byte == b'<') else { return false };
    let tag = &before[open..];
    let name = tag.get(..5).unwrap_or_default().to_ascii_lowercase();
    let named = name.starts_with(b"<img") && name.get(4).is_some_and(u8::is_ascii_whitespace);
    let attribute =
        tag.trim_ascii_end().strip_suffix(b"\"").or_else(|| tag.trim_ascii_end().strip_suffix(b"'"));
    named && !tag.contains(&b'>') && attribute.unwrap_or(tag).trim_ascii_end().ends_with(b"src=")
}

/// The bytes of a `data:` address in Base64.
fn content(address: &str) -> Option<Vec<u8>> {
    let (head, body) = address.split_once(',')?;
    if !head.trim_end().to_ascii_lowercase().ends_with(";base64") {
        return None;
    }
    let mut body: Cow<'_, str> = Cow::Borrowed(body);
    if body.contains(|character: char| character.is_whitespace() || character == '%') {
        let plain = body.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=").replace("%0A", "");
        body = Cow::Owned(plain.split_whitespace().collect());
    }
    let forgiving = base64::engine::GeneralPurpose::new(
        &base64::alphabet::STANDARD,
        base64::engine::GeneralPurposeConfig::new()
            .with_decode_padding_mode(base64::engine::DecodePaddingMode::Indifferent),
    );
    forgiving.decode(body.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_address_of_a_picture_is_one() {
        let at = |html: &str| stands_in_a_picture(html, html.find("data:").expect("an address"));
        assert!(at("<p><img src=\"data:image/png;base64,AA\">"));
        assert!(at("<IMG alt='x' src='data:image/png;base64,AA'>"));
        assert!(!at("<p>data:image/png;base64,AA"));
        assert!(!at("<code>&lt;img src=\"data:image/png;base64,AA\"&gt;</code>"));
        assert!(!at("<img alt=\"data:image/png\">"));
        assert!(!at("<imgx src=\"data:image/png\">"));
    }

    #[test]
    fn what_is_no_text_is_told_from_text() {
        assert!(!is_binary("<p>سلام — hello\n\t\u{fffd}</p><p>and more text than that</p>"));
        assert!(is_binary("PNG\u{1}\u{2}\u{3}\u{4}\u{5}"));
        assert!(is_binary(&"\u{fffd}a".repeat(40)));
    }
}
