//! A quick look at HTML the author wrote: which elements it leaves open or closes, which ids it names, how deep
//! it goes. Nothing here decides what is safe; that is the work of [`sanitize`](crate::sanitize).

/// A start or end tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    pub name: String,
    pub end: bool,
}

/// Elements that have no end.
const VOID: [&str; 16] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "link",
    "meta", "param", "source", "wbr",
];

/// Elements whose content is text and not tags.
const TEXT: [&str; 9] =
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"];

/// Elements that parsers close by themselves, so that an open one says nothing about what comes after it.
const SELF_CLOSING: [&str; 16] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "caption", "option",
    "optgroup", "rp", "rt",
];

/// What a walk through tags sees.
pub(crate) enum Seen<'h> {
    /// The name of an element, its attributes, and all that follows the tag.
    Start(&'h str, &'h str, &'h str),
    End(&'h str),
}

/// Walks through the tags of some HTML: names as they are written, attributes unread.
pub(crate) fn walk<'h>(html: &'h str, mut visit: impl FnMut(Seen<'h>)) {
    let mut rest = html;
    let mut inside: Option<&str> = None;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--").filter(|_| inside.is_none()) {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let end = rest.starts_with('/');
        let name_at = usize::from(end);
        let length = rest[name_at..]
            .find(|character: char| !character.is_ascii_alphanumeric() && character != '-')
            .unwrap_or(rest.len() - name_at);
        let name = &rest[name_at..name_at + length];
        if !name.starts_with(|character: char| character.is_ascii_alphabetic()) {
            continue;
        }
        if inside.is_some_and(|open| !(end && open.eq_ignore_ascii_case(name))) {
            continue;
        }
        inside = None;
        let attributes = &rest[name_at + length..];
        let length = tag_end(attributes);
        let (attributes, after) = attributes.split_at(length);
        rest = after;
        if end {
            visit(Seen::End(name));
        } else {
            visit(Seen::Start(name, attributes, rest));
            if TEXT.iter().any(|text| text.eq_ignore_ascii_case(name)) {
                inside = Some(name);
            }
        }
    }
}

/// Where a tag ends: at the first `>` outside quotes.
fn tag_end(attributes: &str) -> usize {
    let mut quote = None;
    let mut value = false;
    for (index, byte) in attributes.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return index,
            (None, b'"' | b'\'') if value => quote = Some(byte),
            (None, b'=') => value = true,
            (None, b' ' | b'\t' | b'\n') => {}
            (None, _) => value = false,
        }
    }
    attributes.len()
}

/// The tags that some HTML leaves unmatched, in order: ends first, then starts.
pub(crate) fn unmatched(html: &str) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    walk(html, |seen| {
        let (name, end) = match seen {
            Seen::Start(name, ..) => (name, false),
            Seen::End(name) => (name, true),
        };
        let name = name.to_ascii_lowercase();
        if VOID.contains(&&*name) || SELF_CLOSING.contains(&&*name) {
            return;
        }
        if end {
            let opened = tags.iter().rposition(|tag| tag.end || tag.name == name);
            if let Some(opened) = opened.filter(|at| !tags[*at].end) {
                tags.truncate(opened);
                return;
            }
        }
        tags.push(Tag { name, end });
    });
    tags
}

/// The ids that some HTML names, by `id` or by the `name` of an anchor, in order.
pub(crate) fn ids(html: &str) -> Vec<String> {
    let mut ids = Vec::new();
    walk(html, |seen| {
        if let Seen::Start(name, attributes, _) = seen {
            let anchor = name.eq_ignore_ascii_case("a");
            let found =
                attribute(attributes, "id").or_else(|| attribute(attributes, "name").filter(|_| anchor));
            ids.extend(found.and_then(|id| crate::outline::tidy_id(&id)));
        }
    });
    ids
}

/// The levels of the headings in some HTML that have anything to read, in order.
pub(crate) fn headings(html: &str) -> Vec<u8> {
    let mut headings = Vec::new();
    walk(html, |seen| {
        if let Seen::Start(name, _, after) = seen
            && let Some(level) = level(name)
        {
            let after = after.strip_prefix('>').unwrap_or_default();
            let end = after.find("</h").or_else(|| after.find("</H")).unwrap_or(after.len());
            if has_text(&after[..end]) {
                headings.push(level);
            }
        }
    });
    headings
}

/// The level of the heading that one tag begins.
pub(crate) fn heading_level(tag: &str) -> Option<u8> {
    let mut found = None;
    walk(tag, |seen| {
        if let Seen::Start(name, ..) = seen {
            found = level(name);
        }
    });
    found
}

fn level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h' | b'H', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// Whether anything but tags and white space stands in some HTML.
fn has_text(html: &str) -> bool {
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        if !rest[..start].trim().is_empty() {
            return true;
        }
        rest = rest[start..].find('>').map_or("", |end| &rest[start + end + 1..]);
    }
    !rest.trim().is_empty()
}

/// The value of an attribute, character references left alone.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let lower = attributes.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = lower[from..].find(name) {
        let at = from + found;
        from = at + name.len();
        let before = lower[..at].chars().next_back();
        if !before.is_some_and(|character| character.is_ascii_whitespace() || "\"'/".contains(character)) {
            continue;
        }
        let Some(value) = attributes[from..].trim_start().strip_prefix('=') else { continue };
        let value = value.trim_start();
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
            _ => value.split(|character: char| character.is_ascii_whitespace() || character == '>').next(),
        };
        return value.map(str::to_owned);
    }
    None
}

/// How deep the elements of some HTML could be nested at most.
pub(crate) fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    walk(html, |seen| match seen {
        Seen::Start(name, ..) => {
            if !VOID.iter().any(|void| void.eq_ignore_ascii_case(name)) {
                depth += 1;
                deepest = deepest.max(depth);
            }
        }
        Seen::End(_) => depth = depth.saturating_sub(1),
    });
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_and_close_tags_are_told_apart() {
        let names = |html: &str| {
            unmatched(html)
                .iter()
                .map(|tag| format!("{}{}", if tag.end { "/" } else { "" }, tag.name))
                .collect::<Vec<_>>()
        };
        assert_eq!(names("<details><summary>a</summary>"), ["details"]);
        assert_eq!(names("</details><div><div></div>"), ["/details", "div"]);
        assert_eq!(names("<div title='>'><br><p>"), ["div"]);
        assert_eq!(names("<!-- <div> --><script>'<div>'</script>"), Vec::<String>::new());
        assert_eq!(depth("<div><div><br></div></div><div>"), 2);
        assert_eq!(ids("<a name=x></a><div class=\"a\" id='y z'><b data-id=q>"), ["x", "y-z"]);
    }
}
