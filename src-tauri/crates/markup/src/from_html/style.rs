//! What attributes say about how an element looks: marks, direction, hidden or not.

use super::dom::{Id, Tree};
use super::inline::Mark;

/// The value of a property in the `style` attribute, in lower case.
pub(super) fn property(tree: &Tree, id: Id, name: &str) -> Option<String> {
    let style = tree.attribute(id, "style")?;
    let value = style.split(';').rev().find_map(|rule| {
        let (property, value) = rule.split_once(':')?;
        property.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_ascii_lowercase())
    })?;
    Some(value.trim_end_matches("!important").trim_end().to_owned())
}

/// Whether an element is not shown.
pub(super) fn hidden(tree: &Tree, id: Id) -> bool {
    if tree.attribute(id, "style").is_none() {
        return tree.attribute(id, "hidden").is_some();
    }
    property(tree, id, "display").is_some_and(|value| value == "none")
        || property(tree, id, "mso-hide").is_some_and(|value| value == "all")
        || property(tree, id, "mso-list").is_some_and(|value| value == "ignore")
        || tree.attribute(id, "hidden").is_some()
}

fn is_in_link(tree: &Tree, id: Id) -> bool {
    std::iter::successors(tree.parent(id), |up| tree.parent(*up)).any(|up| tree.name(up) == "a")
}

/// The marks an element means by its name and by its style.
pub(super) fn marks(tree: &Tree, id: Id) -> Vec<Mark> {
    let name = tree.name(id);
    let mut marks = Vec::new();
    let weight = property(tree, id, "font-weight");
    let bold = match weight.as_deref() {
        Some("bold" | "bolder") => true,
        Some("normal" | "lighter" | "inherit" | "initial") => false,
        Some(number) => number.parse::<u32>().map_or(matches!(name, "b" | "strong"), |number| number >= 600),
        None => matches!(name, "b" | "strong"),
    };
    let heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "th");
    if bold && !heading {
        marks.push(Mark::Strong);
    }
    let italic = match property(tree, id, "font-style").as_deref() {
        Some("italic" | "oblique") => true,
        Some("normal") => false,
        _ => matches!(name, "i" | "em"),
    };
    if italic {
        marks.push(Mark::Emphasis);
    }
    let decoration =
        property(tree, id, "text-decoration").or_else(|| property(tree, id, "text-decoration-line"));
    // A link is underlined because it is one.
    let underlined = decoration.as_deref().is_some_and(|decoration| decoration.contains("underline"))
        && !is_in_link(tree, id);
    if matches!(name, "s" | "strike" | "del")
        || decoration.is_some_and(|decoration| decoration.contains("line-through"))
    {
        marks.push(Mark::Strike);
    }
    let vertical = property(tree, id, "vertical-align");
    let tag = match (name, vertical.as_deref()) {
        ("span" | "font", Some("super")) => "sup",
        ("span" | "font", Some("sub")) => "sub",
        ("span" | "font", _) if underlined => "u",
        (
            "sub" | "sup" | "u" | "ins" | "mark" | "kbd" | "small" | "var" | "samp" | "dfn" | "bdi" | "cite"
            | "q",
            _,
        ) => name,
        ("abbr" | "acronym", _) if tree.attribute(id, "title").is_some() => "abbr",
        ("bdo", _) if tree.attribute(id, "dir").is_some() => "bdo",
        _ => "",
    };
    if !tag.is_empty() {
        let attributes = match tag {
            "abbr" => written_attribute("title", tree.attribute(id, "title").unwrap_or_default()),
            "bdo" | "bdi" => direction(tree, id).map(|dir| written_attribute("dir", dir)).unwrap_or_default(),
            _ => String::new(),
        };
        marks.push(Mark::Tag { name: tag.to_owned(), attributes });
    }
    marks
}

/// ` name="value"`, on one line.
pub(super) fn written_attribute(name: &str, value: &str) -> String {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let value = value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
    format!(" {name}=\"{value}\"")
}

/// The direction an element asks for: `ltr` or `rtl`.
pub(super) fn direction(tree: &Tree, id: Id) -> Option<&'static str> {
    // Blogger's old editor puts this attribute beside a `dir` that nobody chose.
    if tree.attribute(id, "trbidi").is_some() {
        return None;
    }
    let value =
        tree.attribute(id, "dir").map(str::to_ascii_lowercase).or_else(|| property(tree, id, "direction"));
    match value.as_deref() {
        Some("ltr") => Some("ltr"),
        Some("rtl") => Some("rtl"),
        _ => None,
    }
}

/// How a paragraph with words, or a figure, is set otherwise than the text around it. Pictures alone stand in
/// the middle anyway, and the usual side of a line is nobody's choice.
pub(super) fn alignment(tree: &Tree, id: Id, direction: &str) -> Option<&'static str> {
    let figure = tree.name(id) == "figure";
    let asked = match tree.name(id) {
        "center" => "center".to_owned(),
        "p" | "div" => property(tree, id, "text-align")
            .or_else(|| tree.attribute(id, "align").map(str::to_ascii_lowercase))
            .or_else(|| {
                has_class(tree, id, &["has-text-align-center", "align-center"]).then(|| "center".to_owned())
            })
            .or_else(|| {
                has_class(tree, id, &["has-text-align-right", "align-right"]).then(|| "right".to_owned())
            })?,
        "figure" if has_class(tree, id, &["alignleft"]) => "left".to_owned(),
        "figure" if has_class(tree, id, &["alignright"]) => "right".to_owned(),
        _ => return None,
    };
    let alignment = match &*asked {
        "center" => "center",
        "right" if figure || direction == "ltr" => "right",
        "left" if figure || direction == "rtl" => "left",
        _ => return None,
    };
    (figure || tree.text(id).contains(char::is_alphanumeric)).then_some(alignment)
}

/// The direction most letters of a text run in.
pub(super) fn direction_of_text(tree: &Tree) -> &'static str {
    let (mut left, mut right) = (0_usize, 0_usize);
    for id in tree.within(Tree::ROOT) {
        if let super::dom::Data::Text(text) = tree.data(id) {
            for character in text.chars() {
                match character {
                    '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
                        right += usize::from(character.is_alphabetic());
                    }
                    _ => left += usize::from(character.is_alphabetic()),
                }
            }
        }
    }
    if right > left { "rtl" } else { "ltr" }
}

/// Whether one of the classes of an element is, or begins with, one of these.
pub(super) fn has_class(tree: &Tree, id: Id, classes: &[&str]) -> bool {
    tree.attribute(id, "class").is_some_and(|value| {
        value.split_whitespace().any(|class| classes.iter().any(|wanted| class.eq_ignore_ascii_case(wanted)))
    })
}
