//! Two states of an article, compared line by line and word by word.

use std::collections::BTreeMap;

use contract as wire;
use contract::ApiError;
use similar::{Algorithm, DiffOp, TextDiff};

use crate::Engine;
use crate::convert::{self, article_id};
use crate::errors::ToApi as _;

/// A comparison gives up being exact after this long: what it then shows is right, but longer than need be.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(1500);

impl Engine {
    pub(crate) fn compare_revisions(
        &self,
        request: &wire::RevisionCompare,
    ) -> Result<wire::Comparison, ApiError> {
        let library = self.library()?;
        let id = article_id(&request.id)?;
        let state = |revision: Option<i64>| -> Result<(model::Metadata, String), ApiError> {
            match revision {
                None => {
                    self.settle_draft(&library, &id)?;
                    let article = library.store().article(&id).to_api()?.article;
                    Ok((article.metadata, article.body))
                }
                Some(number) => {
                    let revision = library.store().revision(convert::revision_id(number)).to_api()?;
                    if revision.article != id {
                        return Err(ApiError::new(
                            wire::ErrorCode::NotFound,
                            format!("Revision {number} is none of this article."),
                        ));
                    }
                    Ok((revision.metadata, revision.body))
                }
            }
        };
        let (from, to) = (state(request.from)?, state(request.to)?);
        let (from_metadata, to_metadata) =
            (library.metadata_to_wire(&from.0), library.metadata_to_wire(&to.0));
        Ok(compare(&from.1, &to.1, fields(&from_metadata, &to_metadata)))
    }
}

fn compare(from: &str, to: &str, fields: Vec<wire::FieldDiff>) -> wire::Comparison {
    let (from_lines, to_lines): (Vec<&str>, Vec<&str>) = (from.lines().collect(), to.lines().collect());
    let deadline = std::time::Instant::now() + PATIENCE;
    let ops =
        similar::capture_diff_slices_deadline(Algorithm::Patience, &from_lines, &to_lines, Some(deadline));
    let mut comparison = wire::Comparison { rows: Vec::new(), fields, words_added: 0, words_removed: 0 };
    for op in ops {
        let (old, new) = (op.old_range(), op.new_range());
        match op {
            DiffOp::Equal { .. } => {
                for (old, new) in old.zip(new) {
                    comparison.push(
                        wire::DiffKind::Same,
                        Some((old, whole(from_lines[old], false))),
                        Some((new, whole(to_lines[new], false))),
                    );
                }
            }
            _ => {
                // Lines that stand at the same place in both are compared word by word.
                let pairs = old.len().max(new.len());
                for index in 0..pairs {
                    let before = old.clone().nth(index);
                    let after = new.clone().nth(index);
                    match (before, after) {
                        (Some(before), Some(after)) => {
                            let (left, right) = words(from_lines[before], to_lines[after], deadline);
                            comparison.push(
                                wire::DiffKind::Changed,
                                Some((before, left)),
                                Some((after, right)),
                            );
                        }
                        (Some(before), None) => {
                            let line = whole(from_lines[before], true);
                            comparison.push(wire::DiffKind::Removed, Some((before, line)), None);
                        }
                        (None, Some(after)) => {
                            let line = whole(to_lines[after], true);
                            comparison.push(wire::DiffKind::Added, None, Some((after, line)));
                        }
                        (None, None) => {}
                    }
                }
            }
        }
    }
    comparison
}

trait Push {
    fn push(
        &mut self,
        kind: wire::DiffKind,
        from: Option<(usize, Vec<wire::DiffRun>)>,
        to: Option<(usize, Vec<wire::DiffRun>)>,
    );
}

impl Push for wire::Comparison {
    fn push(
        &mut self,
        kind: wire::DiffKind,
        from: Option<(usize, Vec<wire::DiffRun>)>,
        to: Option<(usize, Vec<wire::DiffRun>)>,
    ) {
        let number = |index: usize| u32::try_from(index + 1).unwrap_or(u32::MAX);
        let count = |runs: &[wire::DiffRun]| -> u32 {
            runs.iter().filter(|run| run.changed).map(|run| markup::statistics::words(&run.text)).sum()
        };
        let (from_line, from) = from.map_or((None, Vec::new()), |(line, runs)| (Some(number(line)), runs));
        let (to_line, to) = to.map_or((None, Vec::new()), |(line, runs)| (Some(number(line)), runs));
        self.words_removed += count(&from);
        self.words_added += count(&to);
        self.rows.push(wire::DiffRow { kind, from_line, to_line, from, to });
    }
}

fn whole(line: &str, changed: bool) -> Vec<wire::DiffRun> {
    if line.is_empty() { Vec::new() } else { vec![wire::DiffRun { text: line.to_owned(), changed }] }
}

/// Two lines, word by word.
fn words(from: &str, to: &str, deadline: std::time::Instant) -> (Vec<wire::DiffRun>, Vec<wire::DiffRun>) {
    let diff = TextDiff::configure().deadline(deadline).diff_unicode_words(from, to);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for change in diff.iter_all_changes() {
        let text = change.value();
        match change.tag() {
            similar::ChangeTag::Equal => {
                add(&mut left, text, false);
                add(&mut right, text, false);
            }
            similar::ChangeTag::Delete => add(&mut left, text, true),
            similar::ChangeTag::Insert => add(&mut right, text, true),
        }
    }
    (left, right)
}

fn add(runs: &mut Vec<wire::DiffRun>, text: &str, changed: bool) {
    match runs.last_mut() {
        Some(run) if run.changed == changed => run.text.push_str(text),
        _ => runs.push(wire::DiffRun { text: text.to_owned(), changed }),
    }
}

/// The fields of the metadata that differ, by their names on the wire.
fn fields(from: &wire::Metadata, to: &wire::Metadata) -> Vec<wire::FieldDiff> {
    let (from, to) = (flat(from), flat(to));
    let names: std::collections::BTreeSet<_> = from.keys().chain(to.keys()).collect();
    names
        .into_iter()
        .filter_map(|field| {
            let text = |fields: &BTreeMap<String, String>| fields.get(field).cloned().unwrap_or_default();
            let (from, to) = (text(&from), text(&to));
            (from != to).then(|| wire::FieldDiff { field: field.clone(), from, to })
        })
        .collect()
}

fn flat(metadata: &wire::Metadata) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    if let Ok(value) = serde_json::to_value(metadata) {
        flatten("", &value, &mut fields);
    }
    fields.remove("lead.fileName");
    fields
}

fn flatten(name: &str, value: &serde_json::Value, fields: &mut BTreeMap<String, String>) {
    use serde_json::Value;
    match value {
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => {
            fields.insert(name.to_owned(), text.clone());
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().filter_map(Value::as_str).collect();
            if !items.is_empty() {
                fields.insert(name.to_owned(), items.join(", "));
            }
        }
        Value::Object(inner) => {
            for (key, value) in inner {
                let name = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                flatten(&name, value, fields);
            }
        }
        Value::Bool(false) => {}
        other => {
            fields.insert(name.to_owned(), other.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_can_be_read_out_of_its_side_of_the_comparison() {
        let from = "One two three.\n\nA line that goes.\nThe end.\n";
        let to = "One 2 three.\n\nThe end.\nMore.\n";
        let comparison = compare(from, to, Vec::new());
        let side = |pick: fn(&wire::DiffRow) -> (&Option<u32>, &Vec<wire::DiffRun>)| {
            let rows = comparison.rows.iter().map(pick).filter(|(line, _)| line.is_some());
            rows.map(|(_, runs)| runs.iter().map(|run| run.text.as_str()).collect::<String>() + "\n")
                .collect::<String>()
        };
        assert_eq!(side(|row| (&row.from_line, &row.from)), from);
        assert_eq!(side(|row| (&row.to_line, &row.to)), to);
        assert_eq!((comparison.words_added, comparison.words_removed), (2, 5));
    }

    #[test]
    fn long_texts_without_anything_in_common_are_compared_in_bounded_time() {
        let text = |word: &str| (0..60_000).map(|line| format!("{word} {line} {word}\n")).collect::<String>();
        let before = std::time::Instant::now();
        let comparison = compare(&text("one"), &text("two"), Vec::new());
        assert_eq!(comparison.rows.len(), 60_000);
        assert!(before.elapsed() < std::time::Duration::from_secs(60));
    }
}
