//! The table of contents: the headings of a text as a list of lists.

use markup::Heading;
use serde::Serialize;

/// A heading with those under it.
#[derive(Debug, PartialEq, Serialize)]
pub struct Entry {
    /// Its text.
    text: String,
    /// Where it is.
    url: String,
    /// The headings under it.
    entries: Vec<Entry>,
}

/// The levels that are shown, counted from the highest of the text.
const DEPTH: u8 = 2;

/// The fewest headings that need a table.
const FEWEST: usize = 2;

/// The table of contents of a text; empty where it has too few headings to need one.
pub fn contents(outline: &[Heading], own_address: &str) -> Vec<Entry> {
    let highest = outline.iter().map(|heading| heading.level).min().unwrap_or(1);
    let shown: Vec<&Heading> = outline
        .iter()
        .filter(|heading| heading.level < highest + DEPTH && !heading.text.trim().is_empty())
        .collect();
    if shown.len() < FEWEST {
        return Vec::new();
    }
    let mut table: Vec<Entry> = Vec::new();
    for heading in shown {
        let entry = Entry {
            text: heading.text.clone(),
            url: format!("{own_address}#{}", heading.id),
            entries: Vec::new(),
        };
        match table.last_mut() {
            Some(above) if heading.level > highest => above.entries.push(entry),
            _ => table.push(entry),
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(level: u8, text: &str) -> Heading {
        Heading { level, text: text.into(), id: text.into(), line: 0 }
    }

    #[test]
    fn headings_stand_under_those_above_them_two_levels_deep() {
        let outline = [heading(2, "a"), heading(3, "b"), heading(4, "c"), heading(2, "d")];
        let table = contents(&outline, "");
        let texts: Vec<&str> = table.iter().map(|entry| entry.text.as_str()).collect();
        assert_eq!(texts, ["a", "d"]);
        assert_eq!(table[0].entries[0].url, "#b");
        assert!(table[0].entries[0].entries.is_empty());
    }

    #[test]
    fn one_heading_needs_no_table() {
        assert!(contents(&[heading(2, "a"), heading(4, "b")], "").is_empty());
    }
}
