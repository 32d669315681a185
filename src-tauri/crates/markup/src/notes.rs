//! Footnotes: their numbers, and the section at the end of the text.

use std::collections::HashMap;

use crate::emit::{self, NoteNumber, Setting};
use crate::facts::Facts;

/// A note, rendered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Note {
    pub label: String,
    pub html: String,
    pub words: u32,
}

/// The numbers of references: those in the text, and those in each note that is defined there.
pub(crate) type Numbers = (Vec<NoteNumber>, Vec<Vec<NoteNumber>>);

/// The numbers of the notes of a text: in the order in which the text first refers to them, then those that
/// only notes refer to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbering {
    /// The labels in the order of their numbers.
    pub order: Vec<String>,
    numbers: HashMap<String, u32>,
    counts: Vec<u32>,
}

impl Numbering {
    /// Numbers the notes. Returns the numbers of the references in each set of facts: those in the text, and
    /// those in each note that is defined there.
    pub fn of(all: &[Option<&Facts>]) -> (Self, Vec<Numbers>) {
        let mut numbering = Self::default();
        let mut first: HashMap<&str, (usize, usize)> = HashMap::new();
        let mut numbers: Vec<Numbers> = Vec::with_capacity(all.len());
        for (index, facts) in all.iter().enumerate() {
            let Some(facts) = facts else {
                numbers.push(Default::default());
                continue;
            };
            for (place, definition) in facts.definitions.iter().enumerate() {
                first.entry(&definition.label).or_insert((index, place));
            }
            let outer = facts.notes.iter().map(|label| numbering.count(label)).collect();
            numbers.push((outer, vec![Vec::new(); facts.definitions.len()]));
        }
        let mut next = 0;
        while let Some(label) = numbering.order.get(next).cloned() {
            next += 1;
            let Some(&(index, place)) = first.get(&*label) else { continue };
            let Some(facts) = all[index] else { continue };
            numbers[index].1[place] =
                facts.definitions[place].notes.iter().map(|label| numbering.count(label)).collect();
        }
        (numbering, numbers)
    }

    fn count(&mut self, label: &str) -> NoteNumber {
        let number = match self.numbers.get(label) {
            Some(number) => *number,
            None => {
                self.order.push(label.to_owned());
                self.counts.push(0);
                let number = self.order.len() as u32;
                self.numbers.insert(label.to_owned(), number);
                number
            }
        };
        let count = &mut self.counts[number as usize - 1];
        *count += 1;
        (number, *count)
    }

    /// The section of footnotes and its words, from all rendered notes in the order of the text.
    pub fn section<'n>(
        &self,
        setting: &Setting<'_>,
        notes: impl Iterator<Item = &'n Note>,
    ) -> Option<(String, u32)> {
        if self.order.is_empty() {
            return None;
        }
        let mut by_label: HashMap<&str, &Note> = HashMap::new();
        for note in notes {
            by_label.entry(&note.label).or_insert(note);
        }
        let mut words = 0;
        let mut html = String::from("<div class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        html.push_str(setting.phrases.footnotes);
        html.push_str("\">\n<ol>\n");
        for (index, label) in self.order.iter().enumerate() {
            let number = index as u32 + 1;
            let note = by_label.get(&**label);
            words += note.map_or(0, |note| note.words);
            let note = note.map_or("", |note| &*note.html);
            // The way back stands at the end of the last paragraph, where there is one.
            let body = note.strip_suffix("</p>").unwrap_or(note);
            html.push_str(&format!("<li id=\"fn-{number}\">{body}"));
            self.push_ways_back(&mut html, number, setting);
            html.push_str(&note[body.len()..]);
            html.push_str("</li>\n");
        }
        html.push_str("</ol>\n</div>");
        Some((html, words))
    }

    fn push_ways_back(&self, html: &mut String, number: u32, setting: &Setting<'_>) {
        let (back, own) = (setting.phrases.back, setting.options.own_address);
        for count in 1..=self.counts[number as usize - 1] {
            let id = emit::reference_id(number, count);
            let which = if count == 1 { format!("{number}") } else { format!("{number}-{count}") };
            html.push_str(&format!(
                " <a href=\"{own}#{id}\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"{back} {which}\">↩\u{fe0e}</a>"
            ));
        }
    }
}
