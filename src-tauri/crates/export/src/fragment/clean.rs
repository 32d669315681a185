//! Takes off a rendered body what only a page with a theme needs.
//!
//! Reads HTML that `markup` has written or sanitised: well-formed, attributes in quotes, no scripts. Anything
//! else passes through as it is.

use std::fmt::Write as _;

/// The body without classes, line numbers and frames that scroll; alignment stays, as a style.
pub fn clean(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    // For each open `div` and `span`, whether its tags were left out.
    let mut left_out: Vec<(&str, bool)> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = tag_end(rest) else { break };
        let (tag, after) = rest.split_at(end);
        rest = after;
        if let Some(name) = tag.strip_prefix("</") {
            let name = name.trim_end_matches('>').trim();
            let open = left_out.iter().rposition(|(open, _)| *open == name);
            if !open.is_some_and(|open| left_out.remove(open).1) {
                out.push_str(tag);
            }
        } else if tag.starts_with("<!") {
            // Comments say nothing to a CMS.
        } else {
            start_tag(tag, &mut left_out, &mut out);
        }
    }
    out.push_str(rest);
    out
}

/// Where a tag or comment that begins at the start of the text ends.
pub(super) fn tag_end(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return text.find("-->").map(|end| end + 3);
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn start_tag<'t>(tag: &'t str, left_out: &mut Vec<(&'t str, bool)>, out: &mut String) {
    let inner = tag[1..tag.len() - 1].trim_end_matches('/');
    let (name, attributes) = inner.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((inner, ""));
    let attributes = read_attributes(attributes);
    let value = |name: &str| {
        attributes.iter().find(|(found, _)| *found == name).and_then(|(_, value)| *value).unwrap_or_default()
    };
    let classes = value("class");
    let role = value("role");
    let mut kept = String::new();
    for (attribute, value) in &attributes {
        let text = value.unwrap_or_default();
        let keep = match *attribute {
            "class" => {
                kept.push_str(&from_classes(text));
                false
            }
            "tabindex" | "loading" | "decoding" => false,
            "role" => text.starts_with("doc-"),
            "aria-label" => role != "group",
            name => !name.starts_with("data-"),
        };
        if keep {
            let _ = match value {
                Some(value) => write!(kept, " {attribute}=\"{value}\""),
                None => write!(kept, " {attribute}"),
            };
        }
    }
    if matches!(name, "div" | "span") {
        let frame = ["table-scroll", "math-scroll"].contains(&classes);
        let empty = name == "span" && kept.is_empty();
        left_out.push((name, frame || empty));
        if frame || empty {
            return;
        }
    }
    let _ = write!(out, "<{name}{kept}>");
    // An element of MathML without content: the slash would mean nothing on one of HTML.
    if tag.ends_with("/>") && !super::tree::is_void(name) {
        let _ = write!(out, "</{name}>");
    }
    if role == "doc-endnotes" {
        out.push_str("\n<hr>");
    }
}

/// What classes say that a CMS can use: the language of code, and the alignment of a cell.
fn from_classes(classes: &str) -> String {
    let mut kept = String::new();
    for class in classes.split_ascii_whitespace() {
        match class {
            "align-left" => kept.push_str(" style=\"text-align: left\""),
            "align-center" => kept.push_str(" style=\"text-align: center\""),
            "align-right" => kept.push_str(" style=\"text-align: right\""),
            class if class.starts_with("language-") => {
                let _ = write!(kept, " class=\"{class}\"");
            }
            _ => {}
        }
    }
    kept
}

/// Names and values of the attributes of a tag, entities left as they are.
pub(super) fn read_attributes(mut text: &str) -> Vec<(&str, Option<&str>)> {
    let mut attributes = Vec::new();
    loop {
        text = text.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if text.is_empty() {
            return attributes;
        }
        let end = text.find(|c: char| c == '=' || c.is_ascii_whitespace()).unwrap_or(text.len());
        let (name, after) = text.split_at(end);
        let Some(value) = after.strip_prefix('=') else {
            attributes.push((name, None));
            text = after;
            continue;
        };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, rest) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        attributes.push((name, Some(value)));
        text = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_a_theme_needs_is_taken_off() {
        for (rendered, cleaned) in [
            ("<p data-l=\"3\" class=\"x\">a</p>", "<p>a</p>"),
            ("<h2 id=\"a\" data-l=\"0\">a</h2>", "<h2 id=\"a\">a</h2>"),
            (
                "<div class=\"table-scroll\" role=\"group\" aria-label=\"T\" tabindex=\"0\"><table><tr><td class=\"align-right\">1</td></tr></table></div>",
                "<table><tr><td style=\"text-align: right\">1</td></tr></table>",
            ),
            (
                "<pre tabindex=\"0\"><code class=\"language-rust\"><span class=\"hl-k\">fn</span> a</code></pre>",
                "<pre><code class=\"language-rust\">fn a</code></pre>",
            ),
            ("<img src=\"a.png\" alt=\"\" loading=\"lazy\">", "<img src=\"a.png\" alt=\"\">"),
            ("<input type=\"checkbox\" disabled checked>", "<input type=\"checkbox\" disabled checked>"),
            ("<span lang=\"fa\"><span class=\"y\">س</span></span>", "<span lang=\"fa\">س</span>"),
            (
                "<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup>",
                "<sup><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup>",
            ),
            ("a &lt; b<br>c<br/>", "a &lt; b<br>c<br>"),
            ("<mspace width=\"1em\"/><mi>x</mi>", "<mspace width=\"1em\"></mspace><mi>x</mi>"),
            ("<a title=\"1 > 0\" href='x'>y</a><!-- z -->", "<a title=\"1 > 0\" href=\"x\">y</a>"),
        ] {
            assert_eq!(clean(rendered), cleaned);
        }
    }

    #[test]
    fn text_that_is_no_tag_is_kept() {
        assert_eq!(clean("a < b"), "a < b");
        assert_eq!(clean("<div><span>a"), "<div>a");
    }
}
