//! What Markdown cannot carry, written as HTML from a short list of elements and attributes.

use super::dom::{Data, Id, Tree};
use super::{address, kinds, style};

/// How deep elements nest in what is written.
const DEPTH: usize = 64;

/// Whether an element can stand as HTML without its readers missing anything: small, and nothing in it that
/// Markdown or the page would treat in its own way.
pub(super) fn is_simple(tree: &Tree, id: Id) -> bool {
    let mut inside = tree.within(id).take(20_000);
    inside
        .all(|inner| !matches!(tree.name(inner), "iframe" | "video" | "audio" | "object" | "embed" | "math"))
}

/// An element as HTML without blank lines.
pub(super) fn write(tree: &Tree, id: Id) -> String {
    let mut out = String::new();
    element(tree, id, false, 0, &mut out);
    tidy(&out)
}

/// What is in an element as HTML without blank lines.
pub(super) fn write_children(tree: &Tree, id: Id) -> String {
    let mut out = String::new();
    for child in tree.children(id) {
        element(tree, child, false, 0, &mut out);
    }
    tidy(&out)
}

/// The formula of a `<math>` element that carries its TeX.
pub(super) fn tex(tree: &Tree, id: Id) -> Option<String> {
    let note = tree.within(id).find(|inner| {
        tree.name(*inner) == "annotation"
            && tree.attribute(*inner, "encoding").is_some_and(|encoding| encoding.contains("tex"))
    })?;
    let tex = tree.text(note).split_whitespace().collect::<Vec<_>>().join(" ");
    let tex = tex
        .strip_prefix("{\\displaystyle ")
        .and_then(|rest| rest.strip_suffix('}'))
        .unwrap_or(&tex)
        .trim()
        .to_owned();
    let block = tree.attribute(id, "display").is_some_and(|display| display == "block");
    let usable = !tex.is_empty() && !tex.contains('$');
    usable.then(|| if block { format!("$${tex}$$") } else { format!("${tex}$") })
}

fn tidy(html: &str) -> String {
    html.lines()
        .map(str::trim_end)
        .filter(|line| !line.trim().is_empty())
        .collect::<Vec<_>>()
        .join("\n")
        .trim()
        .to_owned()
}

fn allowed(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "blockquote"
            | "br"
            | "caption"
            | "cite"
            | "code"
            | "col"
            | "colgroup"
            | "dd"
            | "del"
            | "details"
            | "dfn"
            | "div"
            | "dl"
            | "dt"
            | "em"
            | "figcaption"
            | "figure"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "li"
            | "mark"
            | "ol"
            | "p"
            | "pre"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "summary"
            | "sup"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "u"
            | "ul"
            | "var"
    )
}

fn element(tree: &Tree, id: Id, verbatim: bool, depth: usize, out: &mut String) {
    let name = tree.name(id);
    match tree.data(id) {
        Data::Text(text) => return write_text(text, verbatim, out),
        Data::Other => return,
        Data::Element(_)
            if (kinds::is_unseen(name) && !matches!(name, "col" | "colgroup" | "rp"))
                || style::hidden(tree, id) =>
        {
            return;
        }
        Data::Element(_) => {}
    }
    if depth > DEPTH {
        return write_text(&tree.text(id), false, out);
    }
    let attributes = attributes(tree, id);
    let bare = matches!(name, "span" | "div" | "font") && attributes.is_empty();
    let unlinked = (name == "a" && attributes.is_empty()) || (name == "img" && !attributes.contains(" src="));
    let tag = if allowed(name) && !bare && !unlinked { name } else { "" };
    let standing = kinds::is_block(name);
    if standing && !verbatim {
        out.push('\n');
    }
    if !tag.is_empty() {
        *out += &format!("<{tag}{attributes}>");
    }
    if !matches!(name, "br" | "img" | "hr" | "col") {
        for child in tree.children(id) {
            element(tree, child, verbatim || name == "pre", depth + 1, out);
        }
        if !tag.is_empty() {
            *out += &format!("</{tag}>");
        }
    }
    if standing && !verbatim {
        out.push('\n');
    }
}

fn write_text(text: &str, verbatim: bool, out: &mut String) {
    let mut blank = out.ends_with(char::is_whitespace);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' if verbatim => out.push_str("&#10;"),
            _ if character.is_whitespace() && !verbatim => {
                if !blank {
                    out.push(' ');
                }
            }
            _ => out.push(character),
        }
        blank = character.is_whitespace();
    }
}

fn attributes(tree: &Tree, id: Id) -> String {
    let mut written = String::new();
    let mut add = |name: &str, value: &str| written.push_str(&style::written_attribute(name, value));
    let name = tree.name(id);
    if let Some(direction) = style::direction(tree, id) {
        add("dir", direction);
    }
    match name {
        "a" => {
            if let Some(address) = address::link(tree, id) {
                add("href", &address);
            }
        }
        "img" => {
            if let Some(address) = address::picture(tree, id).filter(|_| !address::is_counter(tree, id)) {
                add("src", &address);
                add("alt", tree.attribute(id, "alt").unwrap_or_default());
            }
        }
        "td" | "th" => {
            for span in ["colspan", "rowspan"] {
                let number = tree.attribute(id, span).and_then(|value| value.trim().parse::<u16>().ok());
                if let Some(number) = number.filter(|number| (2..=1000).contains(number)) {
                    add(span, &number.to_string());
                }
            }
            if let Some(scope) = tree
                .attribute(id, "scope")
                .filter(|scope| matches!(*scope, "col" | "row" | "colgroup" | "rowgroup"))
            {
                add("scope", scope);
            }
        }
        "ol" => {
            if let Some(start) =
                tree.attribute(id, "start").and_then(|start| start.trim().parse::<u32>().ok())
            {
                add("start", &start.to_string());
            }
        }
        "abbr" => {
            if let Some(title) = tree.attribute(id, "title") {
                add("title", title);
            }
        }
        _ => {}
    }
    written
}
