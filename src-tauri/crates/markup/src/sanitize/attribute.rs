//! The attributes that may stand on the author's elements.

use std::collections::HashSet;

use model::Language;

use crate::from_html::dom::{Id, Tree};
use crate::outline;

/// Who has which id in a block.
pub(super) struct Ids<'i> {
    pub assigned: &'i [(String, String)],
    pub used: HashSet<String>,
}

impl Ids<'_> {
    /// The id an element gets for the one it asks for; none where another element has it.
    pub fn take(&mut self, asked: &str) -> Option<String> {
        let asked = outline::tidy_id(asked)?;
        let free = self.assigned.iter().filter(|(base, _)| *base == asked).map(|(_, id)| id);
        let id = free.into_iter().find(|id| !self.used.contains(*id))?.clone();
        self.used.insert(id.clone());
        Some(id)
    }
}

/// The attributes any element may have, and those this one may have.
pub(super) fn attributes(
    tree: &Tree,
    id: Id,
    name: &str,
    class: &str,
    ids: &mut Ids<'_>,
) -> Vec<(&'static str, String)> {
    let mut attributes = Vec::new();
    let get = |name: &str| tree.attribute(id, name).map(str::trim).filter(|value| !value.is_empty());
    let asked = get("id").or_else(|| get("name").filter(|_| name == "a"));
    if let Some(own) = asked.and_then(|asked| ids.take(asked)) {
        attributes.push(("id", own));
    }
    let class = classes(class, get("class"), get("align"), name);
    if !class.is_empty() {
        attributes.push(("class", class));
    }
    if let Some(language) = get("lang").and_then(Language::parse) {
        attributes.push(("lang", language.to_string()));
    }
    if let Some(direction) =
        get("dir").map(str::to_ascii_lowercase).filter(|it| ["ltr", "rtl", "auto"].contains(&&**it))
    {
        attributes.push(("dir", direction));
    }
    if let Some(title) = get("title").filter(|_| name != "iframe") {
        attributes.push(("title", title.to_owned()));
    }
    match name {
        "td" | "th" => {
            for span in ["colspan", "rowspan"] {
                let number = get(span).and_then(|value| value.parse::<u16>().ok());
                if let Some(number) = number.filter(|number| (2..=100).contains(number)) {
                    attributes
                        .push((if span == "colspan" { "colspan" } else { "rowspan" }, number.to_string()));
                }
            }
            if name == "th"
                && let Some(scope) =
                    get("scope").filter(|it| ["row", "col", "rowgroup", "colgroup"].contains(it))
            {
                attributes.push(("scope", scope.to_owned()));
            }
        }
        "ol" => {
            if let Some(start) = get("start").and_then(|value| value.parse::<i32>().ok()) {
                attributes.push(("start", start.to_string()));
            }
            if let Some(kind) = get("type").filter(|kind| ["1", "a", "A", "i", "I"].contains(kind)) {
                attributes.push(("type", kind.to_owned()));
            }
            if tree.attribute(id, "reversed").is_some() {
                attributes.push(("reversed", String::new()));
            }
        }
        "details" if tree.attribute(id, "open").is_some() => attributes.push(("open", String::new())),
        _ => {}
    }
    attributes
}

/// At most eight classes of harmless names, with what `align` said among them.
fn classes(own: &str, written: Option<&str>, align: Option<&str>, name: &str) -> String {
    let align = match align.map(str::to_ascii_lowercase).as_deref() {
        _ if matches!(name, "table" | "hr" | "caption" | "iframe") => "",
        Some("left") => "align-left",
        Some("right") => "align-right",
        Some("center" | "middle") if name != "img" => "align-center",
        _ => "",
    };
    let mut classes: Vec<&str> = Vec::new();
    for class in [own, align].into_iter().chain(written.unwrap_or_default().split_ascii_whitespace()) {
        let harmless = (1..=40).contains(&class.len())
            && class.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        if harmless && !classes.contains(&class) && classes.len() < 8 {
            classes.push(class);
        }
    }
    classes.join(" ")
}
