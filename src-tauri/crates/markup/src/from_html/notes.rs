//! Footnotes, found by what all programs have in common: a link to a place that links back.

use std::collections::{HashMap, HashSet};

use super::dom::{Id, Tree};
use super::style;

/// The footnotes of a text.
#[derive(Default)]
pub(super) struct Notes {
    /// The label of the footnote that a link refers to.
    pub(super) references: HashMap<Id, String>,
    /// The label of the footnote whose text an element holds.
    pub(super) texts: HashMap<Id, String>,
    /// Links from the text of a footnote back to where it was referred to.
    pub(super) back: HashSet<Id>,
    /// Elements that hold nothing but footnotes and their ornaments.
    pub(super) areas: HashSet<Id>,
}

/// Finds the footnotes.
pub(super) fn find(tree: &Tree) -> Notes {
    let mut places: HashMap<&str, Id> = HashMap::new();
    let mut links = Vec::new();
    let mut order = HashMap::new();
    for (index, id) in tree.within(Tree::ROOT).enumerate() {
        for name in ["id", "name"] {
            if let Some(place) = tree.attribute(id, name).filter(|place| !place.is_empty()) {
                places.entry(place).or_insert(id);
            }
        }
        if let ("a", Some(target)) =
            (tree.name(id), tree.attribute(id, "href").and_then(|href| href.strip_prefix('#')))
        {
            links.push((id, target));
            order.insert(id, index);
        }
    }
    let mut notes = Notes::default();
    if links.len() < 2 {
        return notes;
    }
    // Which links lead to a place in each element: to tell in constant time whether a link is answered.
    let mut incoming: HashMap<Id, Vec<Id>> = HashMap::new();
    for (link, target) in &links {
        if let Some(place) = places.get(target) {
            incoming.entry(*place).or_default().push(*link);
        }
    }
    let mut taken: HashSet<String> = HashSet::new();
    for (link, target) in &links {
        let Some(place) = places.get(target) else { continue };
        // A table of contents links there and back as well, but under words.
        if tree.text(*link).trim().chars().count() > 6 {
            continue;
        }
        let Some(text) = holder(tree, *place) else { continue };
        // The place of the reference is the link itself or what closely surrounds or fills it.
        let around = [Some(*link), tree.parent(*link), tree.parent(*link).and_then(|up| tree.parent(up))];
        let around = around.into_iter().flatten().chain(tree.within(*link).skip(1).take(2));
        let answers: Vec<Id> = around
            .filter(|place| {
                tree.attribute(*place, "id").is_some() || tree.attribute(*place, "name").is_some()
            })
            .flat_map(|place| incoming.get(&place).map(Vec::as_slice).unwrap_or_default().iter().take(16))
            .copied()
            .filter(|answer| order.get(answer) > order.get(link) && is_within(tree, *answer, text))
            .collect();
        if answers.is_empty() || is_within(tree, *link, text) {
            continue;
        }
        let label = notes.texts.entry(text).or_insert_with(|| {
            let written = tree.text(*link);
            let written = written.trim().trim_matches(['[', ']', '(', ')', '^']).trim();
            let usable =
                (1..=16).contains(&written.len()) && written.bytes().all(|byte| byte.is_ascii_alphanumeric());
            let first = if usable { written.to_owned() } else { (taken.len() + 1).to_string() };
            let mut label = first.clone();
            let mut number = 1;
            while !taken.insert(label.clone()) {
                number += 1;
                label = format!("{first}-{number}");
            }
            label
        });
        notes.references.insert(*link, label.clone());
        notes.back.extend(answers);
        note_areas(tree, text, &mut notes.areas);
    }
    notes
}

/// The element that holds the whole text of a footnote whose place is this.
fn holder(tree: &Tree, place: Id) -> Option<Id> {
    let mut at = Some(place);
    for _ in 0..6 {
        let id = at?;
        if matches!(tree.name(id), "li" | "p" | "div" | "aside" | "dd" | "td") {
            let parent = tree.parent(id).filter(|parent| tree.name(*parent) == "div" && tree.name(id) == "p");
            // Word and Google Docs wrap each footnote's paragraphs in a division of their own.
            let own = parent.filter(|parent| {
                tree.children(*parent).filter(|child| !tree.name(*child).is_empty()).count() == 1
                    || tree
                        .attribute(*parent, "id")
                        .is_some_and(|id| id.starts_with("ftn") || id.starts_with("edn"))
            });
            return Some(own.unwrap_or(id));
        }
        if !matches!(tree.name(id), "a" | "sup" | "span" | "b" | "strong" | "i" | "em" | "small" | "font") {
            return None;
        }
        at = tree.parent(id);
    }
    None
}

fn is_within(tree: &Tree, id: Id, holder: Id) -> bool {
    std::iter::successors(Some(id), |id| tree.parent(*id)).take(64).any(|id| id == holder)
}

fn note_areas(tree: &Tree, text: Id, areas: &mut HashSet<Id>) {
    for up in std::iter::successors(tree.parent(text), |id| tree.parent(*id)).take(2) {
        let named = ["class", "role", "style", "id"]
            .into_iter()
            .filter_map(|name| tree.attribute(up, name))
            .any(|value| value.contains("footnote") || value.contains("endnote"));
        if named || style::has_class(tree, up, &["wp-block-footnotes"]) {
            areas.insert(up);
        }
    }
}
