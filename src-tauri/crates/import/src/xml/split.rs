//! Cuts a stream of XML into its items without reading what is in them.

use std::io::{self, Read};

use crate::decode::decode;

/// The largest item that is read, in bytes; what is longer is left out and reported.
const LARGEST: usize = 32 * 1024 * 1024;

/// The most that is kept of what stands before the first item.
const HEAD: usize = 8 * 1024 * 1024;

/// How much is read at a time.
const CHUNK: usize = 64 * 1024;

/// A part of the stream.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Split {
    /// What stands before the first item; always the first part.
    Head(String),
    /// An item with its tags.
    Item(String),
    /// An item that cannot be read, and why.
    Broken(String),
}

/// Cuts a stream at the elements of one name.
pub(crate) struct Splitter<R> {
    source: Source<R>,
    name: &'static str,
    buffer: Vec<u8>,
    /// Where to look on.
    at: usize,
    /// Whether what stands in the buffer is wanted.
    keep: bool,
    /// Whether some of what was wanted has been thrown away, because it is too large.
    overflow: bool,
    started: bool,
    failed: bool,
}

impl<R: Read> Splitter<R> {
    /// Cuts at the elements `name`.
    pub(crate) fn new(reader: R, name: &'static str) -> Self {
        let source = Source { reader, decoder: None, sniffed: false, ended: false };
        Self {
            source,
            name,
            buffer: Vec::new(),
            at: 0,
            keep: true,
            overflow: false,
            started: false,
            failed: false,
        }
    }

    /// The next tag of an item at or after `at`; `at` moves behind it.
    fn next_tag(&mut self) -> io::Result<Option<Tag>> {
        loop {
            let found = self.buffer[self.at..].iter().position(|byte| *byte == b'<');
            self.at = found.map_or(self.buffer.len(), |found| self.at + found);
            self.forget();
            // Enough to tell what it is.
            while self.buffer.len() < self.at + 16 + self.name.len() {
                if !self.source.read(&mut self.buffer)? {
                    break;
                }
            }
            if found.is_none() {
                if self.at >= self.buffer.len() {
                    return Ok(None);
                }
                continue;
            }
            let rest = &self.buffer[self.at..];
            let named = |prefix: &[u8]| {
                rest.strip_prefix(prefix)
                    .and_then(|rest| rest.strip_prefix(self.name.as_bytes()))
                    .is_some_and(|rest| rest.first().is_none_or(|byte| b" \t\r\n>/".contains(byte)))
            };
            let skip: Option<(&[u8], &[u8])> =
                [(&b"<![CDATA["[..], &b"]]>"[..]), (&b"<!--"[..], &b"-->"[..]), (&b"<?"[..], &b"?>"[..])]
                    .into_iter()
                    .find(|(begin, _)| rest.starts_with(begin));
            let start = self.at;
            if let Some((begin, end)) = skip {
                self.at += begin.len();
                if !self.skip_past(end)? {
                    return Ok(None);
                }
            } else if named(b"</") {
                self.at += 2;
                return Ok(Some(Tag::End(start)));
            } else if named(b"<") {
                self.at += 1;
                return Ok(Some(Tag::Start(start)));
            } else {
                self.at += 1;
            }
        }
    }

    /// Moves behind the next `end`; false where there is none.
    fn skip_past(&mut self, end: &[u8]) -> io::Result<bool> {
        loop {
            let found = self.buffer[self.at..].windows(end.len()).position(|window| window == end);
            if let Some(found) = found {
                self.at += found + end.len();
                return Ok(true);
            }
            self.at = self.at.max(self.buffer.len().saturating_sub(end.len() - 1));
            self.forget();
            if !self.source.read(&mut self.buffer)? {
                self.at = self.buffer.len();
                return Ok(false);
            }
        }
    }

    /// Lets go of what stands before `at`, where nobody wants it or it has become too much.
    fn forget(&mut self) {
        let limit = if self.keep { LARGEST } else { CHUNK };
        if self.at > limit {
            self.buffer.drain(..self.at);
            self.at = 0;
            self.overflow |= self.keep;
        }
    }

    fn head(&mut self) -> io::Result<String> {
        self.keep = true;
        let end = loop {
            match self.next_tag()? {
                Some(Tag::Start(start)) => break start,
                Some(Tag::End(_)) => {}
                None => break self.buffer.len(),
            }
        };
        let head = decode(&self.buffer[..end.min(HEAD)]).text;
        self.buffer.drain(..end);
        self.at = 0;
        Ok(head)
    }

    fn item(&mut self) -> io::Result<Option<Split>> {
        self.keep = false;
        let start = loop {
            match self.next_tag()? {
                Some(Tag::Start(start)) => break start,
                Some(Tag::End(_)) => {}
                None => return Ok(None),
            }
        };
        self.buffer.drain(..start);
        (self.at, self.keep, self.overflow) = (1, true, false);
        let (end, result) = match self.next_tag()? {
            Some(Tag::End(start)) if !self.overflow => {
                let end = start + 2 + self.name.len();
                (end, Split::Item(decode(&self.buffer[..end]).text + ">"))
            }
            Some(Tag::End(start)) => {
                (start + 2, Split::Broken("it is larger than 32 MB and was left out".to_owned()))
            }
            Some(Tag::Start(start)) => {
                (start, Split::Broken("its end is missing; it was left out".to_owned()))
            }
            None => {
                let cut = "the file ends in the middle of it; it was left out".to_owned();
                (self.buffer.len(), Split::Broken(cut))
            }
        };
        self.buffer.drain(..end.min(self.buffer.len()));
        self.at = 0;
        Ok(Some(result))
    }
}

enum Tag {
    Start(usize),
    End(usize),
}

impl<R: Read> Iterator for Splitter<R> {
    type Item = Split;

    fn next(&mut self) -> Option<Split> {
        if self.failed {
            return None;
        }
        let next = if self.started {
            self.item()
        } else {
            self.started = true;
            self.head().map(|head| Some(Split::Head(head)))
        };
        next.unwrap_or_else(|error| {
            self.failed = true;
            Some(Split::Broken(format!("the file cannot be read further: {error}")))
        })
    }
}

/// Bytes in the encoding the file names, given on as UTF-8. What claims to be UTF-8 is given on as it is, so
/// that an item with wrong bytes can be told apart from the others.
struct Source<R> {
    reader: R,
    decoder: Option<encoding_rs::Decoder>,
    sniffed: bool,
    ended: bool,
}

impl<R: Read> Source<R> {
    /// Adds some bytes; false at the end.
    fn read(&mut self, buffer: &mut Vec<u8>) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        let mut chunk = vec![0; CHUNK];
        let mut filled = 0;
        // The first piece must be long enough to see the declaration in it.
        while filled < if self.sniffed { 1 } else { 1024 } {
            match self.reader.read(&mut chunk[filled..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let mut bytes = &chunk[..filled];
        if !self.sniffed {
            self.sniffed = true;
            let encoding = match encoding_rs::Encoding::for_bom(bytes) {
                Some((encoding, mark)) => {
                    bytes = &bytes[mark..];
                    Some(encoding)
                }
                None => declared(bytes),
            };
            let other = encoding.filter(|encoding| *encoding != encoding_rs::UTF_8);
            self.decoder = other.map(|encoding| encoding.new_decoder_without_bom_handling());
        }
        match &mut self.decoder {
            None => buffer.extend_from_slice(bytes),
            Some(decoder) => {
                let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3 + 16);
                let mut text = String::with_capacity(room);
                let _ = decoder.decode_to_string(bytes, &mut text, self.ended);
                buffer.extend_from_slice(text.as_bytes());
            }
        }
        Ok(filled > 0)
    }
}

/// The encoding in the XML declaration (XML 1.0, section 4.3.3).
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    if bytes.starts_with(b"<\0?\0") {
        return Some(encoding_rs::UTF_16LE);
    }
    if bytes.starts_with(b"\0<\0?") {
        return Some(encoding_rs::UTF_16BE);
    }
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let end = bytes.iter().take(512).position(|byte| *byte == b'>')?;
    let line = String::from_utf8_lossy(bytes.get(start..end)?).into_owned();
    let value =
        line.strip_prefix("<?xml")?.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    encoding_rs::Encoding::for_label(value[1..].split(quote).next()?.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(bytes: &[u8]) -> Vec<Split> {
        // One byte at a time, so that every tag is met in the middle.
        struct Slow<'a>(&'a [u8]);
        impl Read for Slow<'_> {
            fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
                let count = self.0.len().min(1).min(out.len());
                out[..count].copy_from_slice(&self.0[..count]);
                self.0 = &self.0[count..];
                Ok(count)
            }
        }
        let slow: Vec<Split> = Splitter::new(Slow(bytes), "item").collect();
        assert_eq!(slow, Splitter::new(bytes, "item").collect::<Vec<_>>());
        slow
    }

    fn item(text: &str) -> Split {
        Split::Item(text.to_owned())
    }

    #[test]
    fn items_are_cut_out_and_what_looks_like_their_end_in_text_is_not_taken_for_it() {
        let text = b"<?xml version='1.0'?><rss><items/><item><![CDATA[</item>]]><!-- <item> --></item>\n<item a='b'>2</item ></rss>";
        assert_eq!(
            parts(text),
            [
                Split::Head("<?xml version='1.0'?><rss><items/>".to_owned()),
                item("<item><![CDATA[</item>]]><!-- <item> --></item>"),
                item("<item a='b'>2</item>"),
            ]
        );
    }

    #[test]
    fn a_file_that_ends_anywhere_is_read_as_far_as_it_goes() {
        let text = b"<?xml?><rss><!-- a --><item><![CDATA[b]]></item><item>2</item></rss>";
        for end in 0..=text.len() {
            let whole = parts(&text[..end]).into_iter().filter(|part| matches!(part, Split::Item(_)));
            let ends = text[..end].windows(7).filter(|window| window == b"</item>").count();
            assert!(whole.count() >= ends, "{end}");
        }
        // The shortest of their kind.
        for text in ["<?", "<?x", "<!--", "<!-->", "<![CDATA[", "<![CDATA[]", "<", ""] {
            assert_eq!(parts(text.as_bytes()), [Split::Head(text.to_owned())], "{text}");
        }
    }

    #[test]
    fn a_broken_item_does_not_take_the_next_with_it() {
        let parts = parts(b"<rss><item>1<item>2</item><item><![CDATA[3");
        assert_eq!(parts[2], item("<item>2</item>"));
        assert!(matches!((&parts[1], &parts[3]), (Split::Broken(_), Split::Broken(_))));
        assert_eq!(parts.len(), 4);
    }

    #[test]
    fn an_item_of_any_size_passes_in_bounded_memory() {
        let large = std::io::repeat(b'x').take(LARGEST as u64 + 5_000_000);
        let stream = (&b"<rss><item>"[..]).chain(large).chain(&b"</item><item>2</item></rss>"[..]);
        let mut splitter = Splitter::new(stream, "item");
        assert!(matches!(splitter.next(), Some(Split::Head(_))));
        assert!(matches!(splitter.next(), Some(Split::Broken(reason)) if reason.contains("larger")));
        assert!(splitter.buffer.capacity() < 3 * LARGEST);
        assert_eq!(splitter.next(), Some(item("<item>2</item>")));
        assert_eq!(splitter.next(), None);
    }

    #[test]
    fn the_encoding_of_the_declaration_is_honoured() {
        let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><item>caf\xe9</item></rss>";
        assert_eq!(parts(latin)[1], item("<item>café</item>"));
        let wide: Vec<u8> =
            "\u{feff}<rss><item>é</item></rss>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(parts(&wide)[1], item("<item>é</item>"));
        assert_eq!(
            parts(b"<rss><item>caf\xe9</item><item>caf\xc3\xa9</item></rss>")[1..],
            [item("<item>café</item>"), item("<item>café</item>")]
        );
    }
}
