//! The pictures of a text: which there are, and other addresses for them.
//!
//! Only `markup` knows what is Markdown and what merely looks like it (code, escapes, comments). So nothing
//! is parsed here: every place that could be an address gets an address of its own, `markup` renders that
//! text, and the addresses it asks its [`Resolver`] for are the real ones.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Mutex;

use markup::from_html::{Html, percent_decoded};
use markup::{LinkTarget, PictureSource, RenderOptions, Resolver};

use crate::files::Files;
use crate::source::ending;
use crate::{Item, PictureNeed, ProblemKind};

/// The endings of the pictures that a library takes in.
const PICTURES: [&str; 6] = ["jpg", "jpeg", "png", "gif", "webp", "jfif"];

/// The pictures a text shows whose addresses lead to files inside the folder it lies in, each address once,
/// in order. `path` is the path of the text's own file inside that folder.
#[must_use]
pub fn used_pictures(body: &str, path: &str) -> Vec<PictureNeed> {
    let found = addresses(body);
    let mut seen = HashSet::new();
    let pictures = found.iter().filter(|found| found.picture).map(|found| &body[found.range.clone()]);
    pictures
        .filter(|address| seen.insert(*address))
        .filter_map(|address| Some(PictureNeed { path: inside(address, path)?, address: address.to_owned() }))
        .collect()
}

/// The text with other addresses for its pictures, and for links to them: `to` maps an address as the source
/// has it ([`PictureNeed::address`]) to the new one. Code, plain text and everything else stays as it is.
#[must_use]
#[allow(clippy::implicit_hasher)]
pub fn rewrite_pictures(body: &str, to: &HashMap<String, String>) -> String {
    if to.is_empty() {
        return body.to_owned();
    }
    let to: HashMap<String, &String> = to.iter().map(|(from, to)| (plain(from), to)).collect();
    rewrite(body, &addresses(body), |written, _| to.get(&plain(written)).map(|new| (*new).clone()))
}

/// Takes a Markdown text: its pictures are noted, its links led to the articles of the same source. `place`
/// says where a picture lies in the source, `link` where an address leads.
pub(crate) fn take_markdown(
    body: String,
    item: &mut Item,
    link: impl Fn(&str) -> Option<String>,
    place: impl Fn(&str) -> Option<String>,
) {
    let found = addresses(&body);
    for picture in found.iter().filter(|found| found.picture) {
        note_picture(&body[picture.range.clone()], item, &place);
    }
    item.body =
        rewrite(&body, &found, |written, picture| (!picture).then(|| link(&plain(written))).flatten());
}

/// Takes the HTML of an item: it becomes the text, its links are led to the articles of the same source, its
/// pictures noted, and what the text could not carry is told.
pub(crate) fn take_html(
    mut html: Html,
    item: &mut Item,
    link: impl Fn(&str) -> Option<String>,
    place: impl Fn(&str) -> Option<String>,
) {
    html.map_links(link);
    item.body = html.to_markdown();
    for address in html.pictures() {
        note_picture(&address, item, &place);
    }
    for address in html.linked_pictures() {
        if PICTURES.contains(&&*ending(address.split(['?', '#']).next().unwrap_or_default())) {
            note_picture(&address, item, &place);
        }
    }
    let witness = Witness::default();
    let rendered = markup::render(&item.body, &RenderOptions::default(), &witness).html();
    for difference in html.differences(&rendered).unwrap_or_default() {
        item.complain(ProblemKind::Lost, "", difference);
    }
}

fn note_picture(address: &str, item: &mut Item, place: &impl Fn(&str) -> Option<String>) {
    let known = item.pictures.iter().any(|need| need.address == address);
    if known || item.elsewhere.iter().any(|other| other == address) {
        return;
    }
    match place(address) {
        Some(path) => item.pictures.push(PictureNeed { path, address: address.to_owned() }),
        None => item.elsewhere.push(address.to_owned()),
    }
}

/// Where a picture of the web lies in the source, which may have come with its uploads.
pub(crate) fn in_archive(files: &Files, address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if files.single || path.starts_with("data:") || !PICTURES.contains(&&*ending(path)) {
        return None;
    }
    let path = percent_decoded(path).unwrap_or_else(|| path.to_owned());
    let found = files.nearest(&path).or_else(|| files.nearest(&path.replace('+', " ")));
    found.or_else(|| files.nearest(&unsized_name(&path)?)).map(|entry| entry.path.clone())
}

/// Where a picture that a file names lies in the source: beside it, below the root or among the files that a
/// site keeps apart, or anywhere under its name. A path that leads inside is answered even where no file is
/// there, so that its absence is told.
pub(crate) fn in_folder(files: &Files, address: &str, file: &str) -> Option<String> {
    if address.contains("://") || address.starts_with("//") {
        return in_archive(files, address);
    }
    let beside = inside(address, file);
    if let Some(path) = beside.as_ref().filter(|path| files.single || files.find(path).is_some()) {
        return Some(path.clone());
    }
    let from_root = inside(address.trim_start_matches('/'), "");
    let kept_apart = ["", "static/", "assets/", "public/", "source/", "content/"];
    let root = from_root.as_ref().and_then(|path| {
        let places = kept_apart.iter().map(|folder| format!("{folder}{path}"));
        places.into_iter().find(|path| files.find(path).is_some())
    });
    let anywhere = || from_root.as_ref().and_then(|path| files.nearest(path)).map(|entry| entry.path.clone());
    root.or_else(anywhere).or(beside)
}

/// WordPress keeps smaller copies of a picture beside it: `lamp-300x200.jpg`.
fn unsized_name(path: &str) -> Option<String> {
    let (stem, ending) = path.rsplit_once('.')?;
    if let Some(stem) = stem.strip_suffix("-scaled") {
        return Some(format!("{stem}.{ending}"));
    }
    let (stem, size) = stem.rsplit_once('-')?;
    let (width, height) = size.split_once('x')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(width) && digits(height)).then(|| format!("{stem}.{ending}"))
}

/// A text with other addresses; `to` is asked for each, and told whether a picture is shown from it.
fn rewrite(body: &str, found: &[Found], to: impl Fn(&str, bool) -> Option<String>) -> String {
    let mut written = String::with_capacity(body.len());
    let mut copied = 0;
    for found in found {
        if let Some(new) = to(&body[found.range.clone()], found.picture) {
            written.push_str(&body[copied..found.range.start]);
            written.push_str(&new);
            copied = found.range.end;
        }
    }
    written.push_str(&body[copied..]);
    written
}

/// An address without what Markdown, HTML and the web write around its letters.
fn plain(written: &str) -> String {
    let unescaped = unescaped(written);
    percent_decoded(&unescaped).unwrap_or(unescaped)
}

/// Where a text has an address, and whether a picture is shown from it.
struct Found {
    range: Range<usize>,
    picture: bool,
}

/// The addresses in a text that `markup` takes for addresses, in order.
fn addresses(body: &str) -> Vec<Found> {
    let candidates = candidates(body);
    if candidates.is_empty() {
        return Vec::new();
    }
    let mark = (0..).map(|number| format!("galley-address-{number}-")).find(|mark| !body.contains(mark));
    let Some(mark) = mark else { return Vec::new() };
    let mut marked = String::with_capacity(body.len() + candidates.len() * 32);
    let mut copied = 0;
    for (number, range) in candidates.iter().enumerate() {
        marked.push_str(&body[copied..range.start]);
        marked.push_str(&format!("{mark}{number}.png"));
        copied = range.end;
    }
    marked.push_str(&body[copied..]);
    let witness = Witness { mark, ..Witness::default() };
    let options = RenderOptions::default();
    let html = markup::render(&marked, &options, &witness).html();
    // What stands in HTML within the text shows in the result, where text is escaped and attributes are not.
    for (attribute, list) in [("src=\"", &witness.pictures), ("href=\"", &witness.links)] {
        for (at, _) in html.match_indices(attribute) {
            let value = html[at + attribute.len()..].split('"').next().unwrap_or_default();
            witness.note(value, list);
        }
    }
    let pictures = witness.pictures.into_inner().unwrap_or_default();
    let links = witness.links.into_inner().unwrap_or_default();
    let found = candidates.into_iter().enumerate().filter_map(|(number, range)| {
        let picture = pictures.contains(&number);
        (picture || links.contains(&number)).then_some(Found { range, picture })
    });
    found.collect()
}

/// Shows everything, and notes which of the marked addresses the renderer asks for.
#[derive(Default)]
struct Witness {
    mark: String,
    pictures: Mutex<HashSet<usize>>,
    links: Mutex<HashSet<usize>>,
}

impl Witness {
    fn note(&self, address: &str, list: &Mutex<HashSet<usize>>) {
        if self.mark.is_empty() {
            return;
        }
        let number = address.strip_prefix(&self.mark).and_then(|rest| rest.strip_suffix(".png"));
        if let (Some(number), Ok(mut list)) = (number.and_then(|number| number.parse().ok()), list.lock()) {
            list.insert(number);
        }
    }
}

impl Resolver for Witness {
    fn picture(&self, address: &str) -> PictureSource {
        self.note(address, &self.pictures);
        PictureSource::Shown { src: address.to_owned(), width: None, height: None }
    }

    fn link(&self, address: &str) -> LinkTarget {
        self.note(address, &self.links);
        LinkTarget::To(address.to_owned())
    }
}

/// Every place that could be an address: after `](`, after `]:`, and in the attributes `src` and `href`.
fn candidates(body: &str) -> Vec<Range<usize>> {
    let bytes = body.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let place = match bytes[at] {
            b']' if matches!(bytes.get(at + 1), Some(b'(' | b':')) => markdown_address(bytes, at + 2),
            b's' | b'S' | b'h' | b'H' => attribute_address(bytes, at).map(|range| (range, true)),
            _ => None,
        };
        if let Some((range, whole)) = place {
            at = range.end;
            if whole {
                found.push(range);
            }
        } else {
            at += 1;
        }
    }
    found
}

/// A link destination (CommonMark 0.31.2, section 6.3) that begins at or, after white space, behind `at`,
/// and whether its parentheses are balanced, as they must be.
fn markdown_address(bytes: &[u8], mut at: usize) -> Option<(Range<usize>, bool)> {
    let mut lines = 0;
    while let Some(b' ' | b'\t' | b'\n') = bytes.get(at) {
        lines += usize::from(bytes[at] == b'\n');
        at += 1;
    }
    if lines > 1 {
        return None;
    }
    if bytes.get(at) == Some(&b'<') {
        let start = at + 1;
        let mut end = start;
        loop {
            match bytes.get(end)? {
                b'\n' | b'<' => return None,
                b'>' => return (end > start).then_some((start..end, true)),
                b'\\' => end += 2,
                _ => end += 1,
            }
        }
    }
    let (start, mut depth) = (at, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 1,
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            0..=b' ' | 0x7f => break,
            _ => {}
        }
        at += 1;
    }
    (at > start).then_some((start..at, depth == 0))
}

/// The value of an attribute `src` or `href` whose name begins at `at`.
fn attribute_address(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let starts =
        |name: &[u8]| bytes[at..].get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name));
    let name = [&b"src"[..], b"href"].into_iter().find(|name| starts(name))?;
    let blank = |at: &mut usize| {
        while bytes.get(*at).is_some_and(u8::is_ascii_whitespace) {
            *at += 1;
        }
    };
    let mut at = at + name.len();
    blank(&mut at);
    if bytes.get(at) != Some(&b'=') {
        return None;
    }
    at += 1;
    blank(&mut at);
    let quote = *bytes.get(at)?;
    let (start, ends): (usize, fn(u8, u8) -> bool) = match quote {
        b'"' | b'\'' => (at + 1, |byte, quote| byte == quote),
        _ => (at, |byte, _| byte.is_ascii_whitespace() || byte == b'>'),
    };
    let length = bytes[start..].iter().take(8192).position(|byte| ends(*byte, quote))?;
    (length > 0).then_some(start..start + length)
}

/// The path inside the folder that an address in the file `file` leads to; `None` where it leads elsewhere:
/// to another server, out of the folder, to an absolute path, or nowhere.
#[must_use]
pub(crate) fn inside(address: &str, file: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decoded(&unescaped(path))?;
    let first = path.split('/').next().unwrap_or_default();
    if path.starts_with(['/', '\\', '~']) || first.contains(':') || path.chars().any(char::is_control) {
        return None;
    }
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    // A backslash parts names on Windows only; such an address would mean different files on two computers.
    if path.contains('\\') || parts.contains(&"..") {
        return None;
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let names_a_file =
        !path.is_empty() && !path.ends_with('/') && parts.last().is_some_and(|part| part.len() <= 255);
    names_a_file.then(|| parts.join("/"))
}

/// Backslash escapes and the entities that occur in addresses, taken away.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('\\', Some(next)) if next.is_ascii_punctuation() && *next != '\\' => {}
            _ => plain.push(character),
        }
    }
    if plain.contains('&') {
        for (entity, character) in
            [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
        {
            plain = plain.replace(entity, character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "![A](a.jpg) and ![B](<b c.png> \"t\") and ![C][c] `![A](a.jpg)` \\![A](a.jpg)\n\n\
        \x20   ![A](a.jpg)\n\n```\n![A](a.jpg)\n```\n\n[![t](a.jpg)](big%20one.jpg) <!-- ![A](a.jpg) -->\n\n\
        > ![D](../up.png)\n\n<img src=\"e.gif\" alt=\"\">\n\n[c]: ./sub/c.webp 'title'\n";

    #[test]
    fn pictures_inside_the_folder_are_found_and_code_is_not() {
        let mut item = Item::default();
        take_markdown(TEXT.to_owned(), &mut item, |_| None, |address| inside(address, "posts/one.md"));
        assert_eq!(item.body, TEXT);
        let found: Vec<_> =
            item.pictures.iter().map(|need| (need.address.as_str(), need.path.as_str())).collect();
        for expected in [
            ("a.jpg", "posts/a.jpg"),
            ("b c.png", "posts/b c.png"),
            ("../up.png", "up.png"),
            ("./sub/c.webp", "posts/sub/c.webp"),
            ("e.gif", "posts/e.gif"),
        ] {
            assert!(found.contains(&expected), "{expected:?} is not in {found:?}");
        }
        assert_eq!(found.len(), 5, "{found:?}");
    }

    #[test]
    fn new_addresses_go_to_pictures_and_links_to_them_and_never_into_code() {
        let to = [
            ("a.jpg", "media/1.jpg"),
            ("b c.png", "media/2.png"),
            ("./sub/c.webp", "media/3.webp"),
            ("big%20one.jpg", "media/4.jpg"),
        ];
        let to = to.into_iter().map(|(from, to)| (from.to_owned(), to.to_owned())).collect();
        let rewritten = rewrite_pictures(TEXT, &to);
        assert_eq!(
            rewritten,
            "![A](media/1.jpg) and ![B](<media/2.png> \"t\") and ![C][c] `![A](a.jpg)` \\![A](a.jpg)\n\n\
            \x20   ![A](a.jpg)\n\n```\n![A](a.jpg)\n```\n\n[![t](media/1.jpg)](media/4.jpg) <!-- ![A](a.jpg) -->\n\n\
            > ![D](../up.png)\n\n<img src=\"e.gif\" alt=\"\">\n\n[c]: media/3.webp 'title'\n"
                .replace("\\![A](a.jpg)", "\\![A](media/1.jpg)"),
            "the escaped exclamation mark makes a link of the picture, and its address follows"
        );
    }

    #[test]
    fn an_address_never_leads_out_of_the_folder() {
        for (address, path) in [
            ("a.jpg", Some("posts/a.jpg")),
            ("./a.jpg?w=3#x", Some("posts/a.jpg")),
            ("../img/a%20b.jpg", Some("img/a b.jpg")),
            ("a\\_b.jpg", Some("posts/a_b.jpg")),
            ("a&amp;b.jpg", Some("posts/a&b.jpg")),
            ("../../etc/passwd", None),
            ("..%2f..%2fetc/passwd", None),
            ("/etc/passwd", None),
            ("//example.org/a.jpg", None),
            ("C:\\a.jpg", None),
            ("c:/a.jpg", None),
            ("..\\..\\a.jpg", None),
            ("https://example.org/a.jpg", None),
            ("data:image/png;base64,AAAA", None),
            ("file:///etc/passwd", None),
            ("a%00.jpg", None),
            ("~/a.jpg", None),
            ("", None),
            ("..", None),
            ("#top", None),
        ] {
            assert_eq!(inside(address, "posts/one.md").as_deref(), path, "{address}");
        }
    }

    #[test]
    fn a_text_full_of_half_addresses_costs_no_more_than_its_length() {
        let text = "](<".repeat(20_000) + &"](".repeat(20_000) + &"src=\"".repeat(20_000);
        let begun = std::time::Instant::now();
        let _ = candidates(&text);
        assert!(begun.elapsed().as_secs() < 5);
    }
}
