//! What elements are, by their names and attributes: apart or in the line, seen or not, items, code.

use super::dom::{Data, Id, Tree};
use super::style;

/// What stands in a paragraph of its own, or holds such things.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "plaintext"
            | "pre"
            | "search"
            | "section"
            | "select"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "caption"
            | "ul"
            | "xmp"
    )
}

/// What readers do not see.
pub(super) fn is_unseen(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "title"
            | "meta"
            | "link"
            | "base"
            | "head"
            | "svg"
            | "canvas"
            | "map"
            | "datalist"
            | "param"
            | "source"
            | "track"
            | "col"
            | "colgroup"
            | "input"
            | "noembed"
            | "noframes"
            | "frameset"
            | "rp"
    )
}

/// The text in an element with its own line ends, and one around everything that stands on lines of its own.
pub(super) fn lines(tree: &Tree, id: Id, depth: usize, out: &mut String) {
    if depth > super::walk::DEPTH {
        return out.push_str(&tree.text(id));
    }
    for child in tree.children(id) {
        let apart = is_block(tree.name(child));
        if apart && !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        match tree.data(child) {
            Data::Text(text) => out.push_str(text),
            Data::Element(_) if tree.name(child) == "br" => out.push('\n'),
            _ if is_unseen(tree.name(child)) => {}
            _ => lines(tree, child, depth + 1, out),
        }
        if apart && !out.ends_with('\n') {
            out.push('\n');
        }
    }
}

/// The state of the checkbox an item of a task list begins with.
pub(super) fn checkbox(tree: &Tree, item: Id) -> Option<bool> {
    for inner in tree.within(item).skip(1).take(8) {
        match (tree.data(inner), tree.name(inner)) {
            (Data::Text(text), _) if !text.trim().is_empty() => return None,
            (_, "input")
                if tree
                    .attribute(inner, "type")
                    .is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox")) =>
            {
                return Some(tree.attribute(inner, "checked").is_some());
            }
            (_, "li") => return None,
            _ => {}
        }
    }
    None
}

/// The level and the kind of a list item that Word wrote as a paragraph.
pub(super) fn word_item(tree: &Tree, id: Id) -> Option<(u8, bool)> {
    let list = style::property(tree, id, "mso-list").filter(|value| value.contains("level"))?;
    let level = list.split("level").nth(1)?.chars().next()?.to_digit(10)?;
    let mark = tree
        .within(id)
        .skip(1)
        .find(|inner| style::property(tree, *inner, "mso-list").is_some_and(|value| value == "ignore"));
    let mark = mark.map(|mark| tree.text(mark)).unwrap_or_default();
    let mark = mark.trim().trim_start_matches('(');
    let numbered = mark.len() > 1
        && mark.chars().next().is_some_and(char::is_alphanumeric)
        && mark.ends_with(['.', ')']);
    Some((u8::try_from(level).unwrap_or(1), numbered))
}

/// The language of a block of code, as the usual highlighters write it in classes.
pub(super) fn language(tree: &Tree, id: Id) -> String {
    let inner = tree.within(id).skip(1).take(3).find(|inner| tree.name(*inner) == "code");
    let around = [Some(id), inner, tree.parent(id), tree.parent(id).and_then(|up| tree.parent(up))];
    for element in around.into_iter().flatten() {
        for name in ["data-lang", "data-language", "lang"] {
            if let (Some(value), true) = (tree.attribute(element, name), name != "lang" || element == id) {
                return shaped(value);
            }
        }
        let classes = tree.attribute(element, "class").unwrap_or_default();
        let mut words = classes.split([' ', ';', '\t', '\n']).filter(|word| !word.is_empty());
        while let Some(word) = words.next() {
            for prefix in ["language-", "lang-", "highlight-source-", "brush:"] {
                if let Some(language) = word.strip_prefix(prefix) {
                    let language =
                        if language.is_empty() { words.next().unwrap_or_default() } else { language };
                    return shaped(language);
                }
            }
        }
        let mut words = classes.split_whitespace();
        let marked = words
            .next()
            .is_some_and(|first| matches!(first, "sourceCode" | "hljs" | "highlight" | "prettyprint"));
        let second = words.next().filter(|word| marked && !word.contains("number") && !word.contains("wrap"));
        if let Some(language) = second {
            return shaped(language);
        }
    }
    String::new()
}

fn shaped(language: &str) -> String {
    let language = language.trim().to_ascii_lowercase();
    let known = language.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-#._".contains(&byte));
    if known && language.len() <= 32 && !matches!(&*language, "none" | "text" | "plain" | "plaintext") {
        language
    } else {
        String::new()
    }
}
