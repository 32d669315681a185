//! Two changes of one text put together, where they do not touch.
//!
//! Metadata is merged entry by entry, lists of names name by name, the text line by line (a paragraph mostly
//! is one line). Where both changed the same thing differently there is no answer, and both stay.

use std::collections::BTreeSet;

use crate::document::entries_of;

/// From this many lines on, all three texts together, a merge is not worth its time.
const MOST_LINES: usize = 60_000;

/// Both changes in one text. All three are what [`crate::document::canonical`] writes; `base` is what both
/// sides last agreed on. `None` where they contradict each other.
#[must_use]
pub fn merge(base: &str, ours: &str, theirs: &str) -> Option<String> {
    if ours == theirs || theirs == base {
        return Some(ours.to_owned());
    }
    if ours == base {
        return Some(theirs.to_owned());
    }
    let ([base_head, base_body], [our_head, our_body], [their_head, their_body]) =
        (parts(base), parts(ours), parts(theirs));
    let head = merge_heads(base_head, our_head, their_head)?;
    let body = merge_bodies(base_body, our_body, their_body)?;
    Some(format!("{head}{body}"))
}

/// Head and body.
fn parts(text: &str) -> [&str; 2] {
    let body = markup::front_matter::split(text).body;
    [&text[..text.len() - body.len()], body]
}

fn merge_heads(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let [base, ours, theirs] = [base, ours, theirs].map(entries_of);
    let find = |entries: &[(String, String)], key: &str| {
        entries.iter().find(|(other, _)| other == key).map(|(_, text)| text.clone())
    };
    let keys = ours.iter().chain(theirs.iter().filter(|(key, _)| find(&ours, key).is_none()));
    let mut head = String::from("---\n");
    for (key, _) in keys {
        let [base, ours, theirs] = [&base, &ours, &theirs].map(|entries| find(entries, key));
        let merged = if ours == theirs || theirs == base {
            ours
        } else if ours == base {
            theirs
        } else {
            Some(merge_names(base.as_deref(), &ours?, &theirs?)?)
        };
        head.push_str(&merged.unwrap_or_default());
    }
    head.push_str("---\n\n");
    Some(head)
}

/// A list of names: what one side added is added, what one side took away is gone.
fn merge_names(base: Option<&str>, ours: &str, theirs: &str) -> Option<String> {
    let names = |entry: &str| -> Option<Vec<String>> {
        let mut lines = entry.lines();
        lines.next()?.ends_with(':').then_some(())?;
        lines.map(|line| line.strip_prefix("  - ").map(str::to_owned)).collect()
    };
    let (our_names, their_names) = (names(ours)?, names(theirs)?);
    let base: BTreeSet<String> = names(base.unwrap_or("tags:\n"))?.into_iter().collect();
    let key = ours.lines().next()?;
    let mut merged: Vec<&String> =
        our_names.iter().filter(|name| their_names.contains(name) || !base.contains(*name)).collect();
    for name in &their_names {
        if !base.contains(name) && !merged.contains(&name) {
            merged.push(name);
        }
    }
    if merged.is_empty() {
        return Some(String::new());
    }
    let lines: String = merged.iter().map(|name| format!("  - {name}\n")).collect();
    Some(format!("{key}\n{lines}"))
}

fn merge_bodies(base: &str, ours: &str, theirs: &str) -> Option<String> {
    if ours == theirs || theirs == base {
        return Some(ours.to_owned());
    }
    if ours == base {
        return Some(theirs.to_owned());
    }
    let lines = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count();
    if lines(base) + lines(ours) + lines(theirs) > MOST_LINES {
        return None;
    }
    // Every line ends, so that a last line that others follow is the same line still.
    let [base, ours, theirs] = [base, ours, theirs].map(|text| format!("{text}\n"));
    let mut merged = diffy::merge(&base, &ours, &theirs).ok()?;
    merged.truncate(merged.trim_end_matches('\n').len());
    Some(merged)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(title: &str, tags: &[&str], body: &str) -> String {
        let metadata = model::Metadata {
            title: title.into(),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            ..model::Metadata::default()
        };
        crate::document::canonical(&markup::front_matter::ArticleFile {
            id: None,
            status: Some(model::Status::Draft),
            created_at: None,
            metadata: &metadata,
            lead: None,
            body,
        })
    }

    const BASE: &str = "First.\n\nSecond.\n\nThird.";

    #[test]
    fn changes_in_different_places_are_put_together() {
        let merged = merge(
            &text("Lamp", &["a", "b"], BASE),
            &text("The Lamp", &["a", "b", "c"], &BASE.replace("First", "Our first")),
            &text("Lamp", &["b", "d"], &format!("{}\n\nFourth.", BASE.replace("Third", "Their third"))),
        );
        let expected = "Our first.\n\nSecond.\n\nTheir third.\n\nFourth.";
        assert_eq!(merged, Some(text("The Lamp", &["b", "c", "d"], expected)));
    }

    #[test]
    fn changes_of_the_same_thing_are_not() {
        let base = text("Lamp", &[], BASE);
        let ours = text("Lamp", &[], &BASE.replace("Second", "Our second"));
        assert_eq!(merge(&base, &ours, &text("Lamp", &[], &BASE.replace("Second", "Their second"))), None);
        assert_eq!(merge(&base, &text("One", &[], BASE), &text("Two", &[], BASE)), None);
        assert_eq!(merge(&base, &text("", &[], BASE), &text("Two", &[], BASE)), None);
        assert_eq!(merge(&base, &ours, &ours), Some(ours.clone()));
        assert_eq!(merge(&base, &ours, &base), Some(ours.clone()));
        assert_eq!(merge(&base, &base, &ours), Some(ours));
    }

    mod any_texts {
        use proptest::prelude::*;

        use super::*;

        proptest! {
            #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

            #[test]
            fn a_merge_holds_every_line_that_one_side_added(
                base in prop::collection::vec("[a-d]", 0..8),
                ours in prop::collection::vec((0..9_usize, "o[0-9]"), 0..3),
                theirs in prop::collection::vec((0..9_usize, "t[0-9]"), 0..3),
            ) {
                let with = |added: &[(usize, String)]| {
                    let mut lines = base.clone();
                    for (at, line) in added {
                        lines.insert((*at).min(lines.len()), line.clone());
                    }
                    text("Lamp", &[], &lines.join("\n\n"))
                };
                let (ours_text, theirs_text) = (with(&ours), with(&theirs));
                if let Some(merged) = merge(&text("Lamp", &[], &base.join("\n\n")), &ours_text, &theirs_text) {
                    for (_, line) in ours.iter().chain(&theirs) {
                        prop_assert!(merged.contains(line.as_str()), "{} is lost in {}", line, merged);
                    }
                }
            }
        }
    }
}
