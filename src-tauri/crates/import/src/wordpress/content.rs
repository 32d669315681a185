//! The habits of WordPress's texts: paragraphs without tags, shortcodes, addresses that stand for players.

use std::borrow::Cow;
use std::collections::HashSet;

use super::Index;

/// Elements that stand apart (the list of WordPress's own `wpautop`, shortened to what matters here).
const BLOCKS: [&str; 38] = [
    "table",
    "thead",
    "tfoot",
    "caption",
    "col",
    "colgroup",
    "tbody",
    "tr",
    "td",
    "th",
    "div",
    "dl",
    "dd",
    "dt",
    "ul",
    "ol",
    "li",
    "pre",
    "form",
    "blockquote",
    "address",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "section",
    "article",
    "aside",
    "figure",
    "figcaption",
    "details",
    "summary",
    "iframe",
    "footer",
];

/// A text as the HTML its readers would be shown.
pub(super) fn prepare(raw: &str, post: &str, index: &Index) -> String {
    let shared = shared_blocks(raw, index);
    let text = shortcodes(&shared, post, index);
    if text.contains("<!-- wp:") { verses(&without_buttons(&players(&text))) } else { paragraphs(&text) }
}

/// The text without the second link that the block of a file has to the same file.
fn without_buttons(text: &str) -> Cow<'_, str> {
    const MARK: &str = "wp-block-file__button";
    let (mut kept, mut at) = (String::new(), 0);
    while let Some(found) = text[at..].find(MARK).map(|found| at + found) {
        let start = text[at..found].rfind("<a ").map(|start| at + start);
        let end = text[found..].find("</a>").map(|end| found + end + "</a>".len());
        let (Some(start), Some(end)) = (start, end) else { break };
        // The only one there is stays.
        let again = text[at..start].ends_with("</a>");
        kept.push_str(&text[at..if again { start } else { end }]);
        at = end;
    }
    if at == 0 { Cow::Borrowed(text) } else { Cow::Owned(kept + &text[at..]) }
}

/// Poems are lines, and no code.
fn verses(text: &str) -> String {
    const MARK: &str = "<pre class=\"wp-block-verse";
    let mut parts = text.split(MARK);
    let mut html = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let inner = part.split_once('>').and_then(|(_, rest)| rest.split_once("</pre>"));
        match inner {
            Some((poem, rest)) => {
                for verse in poem.trim_matches('\n').split("\n\n") {
                    let lines: Vec<&str> = verse.lines().collect();
                    html.push_str(&format!("<p>{}</p>\n", lines.join("<br>\n")));
                }
                html.push_str(rest);
            }
            None => {
                html.push_str(MARK);
                html.push_str(part);
            }
        }
    }
    html
}

/// The text with the blocks in it that several posts share: `<!-- wp:block {"ref":12} /-->`. A block in such a
/// block stays out.
fn shared_blocks<'t>(raw: &'t str, index: &Index) -> Cow<'t, str> {
    const MARK: &str = "<!-- wp:block {";
    if index.blocks.is_empty() || !raw.contains(MARK) {
        return Cow::Borrowed(raw);
    }
    let mut parts = raw.split(MARK);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (mark, rest) = part.split_once("-->").unwrap_or((part, ""));
        let number = mark.split_once("\"ref\":").map_or("", |(_, rest)| {
            let digits = rest.trim_start();
            &digits[..digits.bytes().take_while(u8::is_ascii_digit).count()]
        });
        text.push_str(index.blocks.get(number).map_or("", String::as_str));
        text.push_str(rest);
    }
    Cow::Owned(text)
}

/// The names of blocks that WordPress fills when they are read, each once: nothing of them is in the file.
pub(super) fn empty_blocks(raw: &str) -> Vec<String> {
    const HARMLESS: [&str; 8] =
        ["block", "more", "nextpage", "spacer", "separator", "post-title", "post-date", "post-author"];
    let mut names: Vec<String> = Vec::new();
    for part in raw.split("<!-- wp:").skip(1) {
        let Some((mark, _)) = part.split_once("-->").filter(|(mark, _)| mark.trim_end().ends_with('/'))
        else {
            continue;
        };
        let name: String = mark.chars().take_while(|it| !it.is_whitespace()).take(60).collect();
        if !HARMLESS.contains(&&*name) && !names.contains(&name) && names.len() < 20 {
            names.push(name);
        }
    }
    names
}

/// Blank lines part paragraphs and line ends break lines, where the text has no tags of its own for it.
pub(super) fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lower = text.to_ascii_lowercase();
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    let mut at = 0;
    // What is preformatted stays as it is.
    while let Some((start, end)) = preformatted(&lower, at) {
        break_up(&text[at..start], &mut html);
        html.push_str(&text[start..end]);
        at = end;
    }
    break_up(&text[at..], &mut html);
    html
}

/// The first preformatted element at or after `from`, in a text in lower case.
fn preformatted(lower: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let start = at + lower[at..].find('<')?;
        let rest = &lower[start..];
        let close = [("<pre", "</pre>"), ("<script", "</script>"), ("<style", "</style>")]
            .into_iter()
            .find_map(|(open, close)| rest.starts_with(open).then_some(close));
        match close {
            Some(close) => {
                let end = rest.find(close).map_or(lower.len(), |end| start + end + close.len());
                return Some((start, end));
            }
            None => at = start + 1,
        }
    }
}

fn break_up(text: &str, html: &mut String) {
    let mut paragraph: Vec<&str> = Vec::new();
    for line in text.split('\n') {
        if line.trim().is_empty() {
            end_paragraph(&mut paragraph, html);
        } else {
            paragraph.push(line);
        }
    }
    end_paragraph(&mut paragraph, html);
}

fn end_paragraph(lines: &mut Vec<&str>, html: &mut String) {
    let lines = std::mem::take(lines);
    let Some(first) = lines.first() else { return };
    let own = begins_block(first.trim_start());
    html.push_str(if own { "\n" } else { "\n<p>" });
    for (index, line) in lines.iter().enumerate() {
        if let Some(player) = player(line) {
            html.push_str(&player);
            continue;
        }
        html.push_str(line);
        let next = lines.get(index + 1);
        let apart = ends_block(line.trim_end()) || next.is_some_and(|next| begins_block(next.trim_start()));
        if next.is_some()
            && !apart
            && !line.trim_end().ends_with("<br />")
            && !line.trim_end().ends_with("<br>")
        {
            html.push_str("<br>");
        }
        html.push('\n');
    }
    if !own {
        html.push_str("</p>");
    }
}

fn begins_block(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('<') else { return false };
    let name = tag_name(rest.strip_prefix('/').unwrap_or(rest));
    BLOCKS.contains(&&*name) || rest.starts_with("!--")
}

fn ends_block(line: &str) -> bool {
    let Some(start) = line.rfind('<').filter(|_| line.ends_with('>')) else { return false };
    let rest = &line[start + 1..];
    BLOCKS.contains(&&*tag_name(rest.strip_prefix('/').unwrap_or(rest))) || line.ends_with("-->")
}

fn tag_name(rest: &str) -> String {
    rest.chars().take_while(char::is_ascii_alphanumeric).take(12).collect::<String>().to_ascii_lowercase()
}

/// An address alone on its line, which WordPress shows as a player or a card.
fn player(line: &str) -> Option<String> {
    let address = line.trim();
    let web = address.starts_with("https://") || address.starts_with("http://");
    let plain =
        !address.contains(|character: char| character.is_whitespace() || "<>\"'[]".contains(character));
    (web && plain).then(|| link(address))
}

fn link(address: &str) -> String {
    let address = escaped(address);
    format!("\n<p><a href=\"{address}\">{address}</a></p>\n")
}

/// Addresses alone on their line, among blocks that have tags of their own.
fn players(text: &str) -> String {
    let lines = text.lines().map(|line| player(line).unwrap_or_else(|| line.to_owned()));
    lines.collect::<Vec<_>>().join("\n")
}

fn escaped(text: &str) -> String {
    text.replace("&amp;", "&")
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// What follows a place, as far as the end of a shortcode is looked for.
fn ahead(text: &str, from: usize) -> &str {
    &text[from..text.floor_char_boundary(from + 64 * 1024)]
}

/// A shortcode: its name, its attributes and where it stands.
struct Shortcode<'t> {
    name: &'t str,
    attributes: &'t str,
    start: usize,
    end: usize,
}

/// The first shortcode at or after `from`.
fn find(text: &str, from: usize) -> Option<Shortcode<'_>> {
    let mut at = from;
    loop {
        let start = at + text[at..].find('[')?;
        let rest = &text[start + 1..];
        let length =
            rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(byte)).count();
        let close = ahead(rest, 0).find([']', '[', '\n']).filter(|close| rest[*close..].starts_with(']'));
        let after = rest.as_bytes().get(length);
        match close {
            Some(close) if length > 1 && matches!(after, Some(b' ' | b']' | b'/' | b'\t')) => {
                let name = &rest[..length];
                return Some(Shortcode {
                    name,
                    attributes: &rest[length..close],
                    start,
                    end: start + 2 + close,
                });
            }
            _ => at = start + 1,
        }
    }
}

/// The value of an attribute of a shortcode.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let attributes = attributes.replace(['“', '”', '″'], "\"").replace("&quot;", "\"");
    let start = attributes.match_indices(name).map(|(at, _)| at).find(|at| {
        let before = attributes[..*at].chars().next_back();
        before.is_none_or(char::is_whitespace) && attributes[at + name.len()..].trim_start().starts_with('=')
    })?;
    let value = attributes[start + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''));
    let value = match quote {
        Some(quote) => value[1..].split(quote).next()?,
        None => value.split_whitespace().next()?,
    };
    Some(value.to_owned())
}

fn shortcodes(text: &str, post: &str, index: &Index) -> String {
    let mut html = String::with_capacity(text.len());
    let mut at = 0;
    let mut copied = 0;
    // Shortcodes that no longer end anywhere, so that their end is looked for only once.
    let mut endless: Vec<&'static str> = Vec::new();
    while let Some(code) = find(text, at) {
        let mut inner = |name: &'static str| {
            if endless.contains(&name) {
                return None;
            }
            let close = format!("[/{name}]");
            let Some(end) = text[code.end..].find(&close) else {
                endless.push(name);
                return None;
            };
            Some((&text[code.end..code.end + end], code.end + end + close.len()))
        };
        let made = match code.name {
            "caption" => inner("caption").map(|(inner, end)| (captioned(inner, code.attributes), end)),
            "wp_caption" => inner("wp_caption").map(|(inner, end)| (captioned(inner, code.attributes), end)),
            "gallery" => Some((gallery(code.attributes, post, index), code.end)),
            "embed" => inner("embed").map(|(address, end)| (link(address.trim()), end)),
            "audio" | "video" | "playlist" => {
                let source = ["src", "mp3", "mp4", "m4a", "m4v", "ogg", "webm"];
                let address = source.into_iter().find_map(|name| attribute(code.attributes, name));
                let close = format!("[/{}]", code.name);
                let end = code.end + if text[code.end..].starts_with(&close) { close.len() } else { 0 };
                address.map(|address| (link(&address), end))
            }
            "youtube" | "vimeo" => attribute(&format!(" url{}", code.attributes.trim_start()), "url")
                .map(|address| (link(&address), code.end)),
            "code" => inner("code").map(|(inner, end)| (code_block(inner, code.attributes), end)),
            "sourcecode" => inner("sourcecode").map(|(inner, end)| (code_block(inner, code.attributes), end)),
            _ => None,
        };
        match made {
            Some((made, end)) => {
                html.push_str(&text[copied..code.start]);
                html.push_str(&made);
                (at, copied) = (end, end);
            }
            None => at = code.start + 1,
        }
    }
    html.push_str(&text[copied..]);
    html
}

/// `[sourcecode language="…"]…[/sourcecode]`.
fn code_block(inner: &str, attributes: &str) -> String {
    let language = attribute(attributes, "lang").or_else(|| attribute(attributes, "language"));
    let class = escaped(&language.unwrap_or_default());
    format!("\n\n<pre class=\"language-{class}\">{}</pre>\n\n", escaped(inner.trim_matches('\n')))
}

/// `[caption]<img> the line under it[/caption]`, and its older form with the line in an attribute.
fn captioned(inner: &str, attributes: &str) -> String {
    let end = inner.find("<img").and_then(|start| inner[start..].find('>').map(|end| start + end + 1));
    let Some(end) = end else { return inner.to_owned() };
    let linked = inner[end..].trim_start().starts_with("</a>");
    let end = if linked { inner[end..].find("</a>").map_or(end, |close| end + close + 4) } else { end };
    let caption = match attribute(attributes, "caption") {
        Some(caption) => escaped(&caption),
        None => inner[end..].trim().to_owned(),
    };
    let side = attribute(attributes, "align").filter(|side| matches!(&**side, "alignleft" | "alignright"));
    let class = side.map(|side| format!(" class=\"{side}\"")).unwrap_or_default();
    format!("\n\n<figure{class}>{}<figcaption>{caption}</figcaption></figure>\n\n", &inner[..end])
}

/// The pictures of a gallery: those it names, or those attached to the post.
fn gallery(attributes: &str, post: &str, index: &Index) -> String {
    let named = attribute(attributes, "ids").or_else(|| attribute(attributes, "include"));
    let ids: Vec<String> = match named {
        Some(ids) => ids.split(',').map(|id| id.trim().to_owned()).collect(),
        None => index.attached.get(post).cloned().unwrap_or_default(),
    };
    let figures = ids.iter().filter_map(|id| index.attachments.get(id)).map(|picture| {
        let (address, alt, caption) =
            (escaped(&picture.address), escaped(&picture.alt), escaped(&picture.caption));
        format!("<figure><img src=\"{address}\" alt=\"{alt}\"><figcaption>{caption}</figcaption></figure>\n")
    });
    format!("\n\n{}\n", figures.collect::<String>())
}

/// The names of shortcodes that are left in a text, each once.
pub(super) fn unknown_shortcodes(html: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut looked_at: HashSet<&str> = HashSet::new();
    let mut at = 0;
    while let Some(code) = find(html, at).filter(|_| looked_at.len() < 200 && names.len() < 20) {
        // A word in brackets is a remark of the author's; a shortcode has attributes or an end.
        let assigned = code.attributes.contains('=');
        let first = looked_at.insert(code.name);
        let meant = assigned || first && ahead(html, code.end).contains(&format!("[/{}]", code.name));
        if meant && !names.iter().any(|name| name == code.name) {
            names.push(code.name.to_owned());
        }
        at = code.end;
    }
    names
}
