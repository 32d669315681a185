//! What the blocks of a text have to know of each other: definitions of links and notes, and ids.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

/// What a link reference definition says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Definition {
    pub address: String,
    pub title: String,
}

/// The definitions of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Knowledge {
    links: HashMap<String, Definition>,
    /// The labels of notes as they are compared, and as they are written.
    notes: HashMap<String, String>,
}

impl Knowledge {
    pub fn link(&self, label: &str) -> Option<&Definition> {
        self.links.get(label)
    }

    /// The definitions a part of a text needs to be given, as Markdown.
    pub fn preamble(&self, source: &str) -> String {
        let mut preamble = String::new();
        if self.notes.is_empty() || !source.contains("[^") {
            return preamble;
        }
        let mut named = HashSet::new();
        for candidate in source.split("[^").skip(1) {
            let Some(end) = candidate.find(']') else { break };
            named.insert(label(&candidate[..end]));
        }
        for name in named.iter().filter_map(|label| self.notes.get(label)) {
            let _ = write!(preamble, "[^{name}]: x\n\n");
        }
        preamble
    }
}

/// A label as the parser compares it: white space run together, case folded as Unicode folds it.
pub(crate) fn label(written: &str) -> String {
    caseless::default_case_fold_str(&written.split_whitespace().collect::<Vec<_>>().join(" "))
}
