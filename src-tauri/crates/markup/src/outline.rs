//! What the blocks of a text have to know of each other: definitions of links and notes, and who has which id.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use crate::facts::{Facts, IdWish};

/// All link reference definitions together may add this much to a page, in bytes. It takes hundreds of
/// thousands of references to one long address to get there.
const MOST_EXPANDED: usize = 64 * 1024 * 1024;

/// What a link reference definition says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Definition {
    /// The label as the parser compares it, and one way to write it.
    pub label: String,
    pub written: String,
    pub address: String,
    pub title: String,
}

impl Definition {
    fn size(&self) -> usize {
        self.address.len() + self.title.len()
    }
}

/// The definitions of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Knowledge {
    links: HashMap<String, Definition>,
    /// The labels of notes as they are compared, and as they are written.
    notes: HashMap<String, String>,
    /// The size of the largest definition of a link, used or not.
    largest: usize,
    /// The largest definition that is used.
    limit: usize,
}

impl Knowledge {
    /// Gathers the definitions; the first of each label counts. `brackets` is how often the text could refer.
    pub fn gather<'f>(facts: impl Iterator<Item = &'f Facts>, brackets: usize) -> Self {
        let mut knowledge = Self { limit: limit(brackets), ..Self::default() };
        for facts in facts {
            for definition in &facts.links {
                knowledge.largest = knowledge.largest.max(definition.size());
                if !knowledge.links.contains_key(&definition.label) {
                    knowledge.links.insert(definition.label.clone(), definition.clone());
                }
            }
            for note in &facts.definitions {
                knowledge.notes.entry(note.label.clone()).or_insert_with(|| note.name.clone());
            }
        }
        let limit = knowledge.limit;
        knowledge.links.retain(|_, definition| definition.size() <= limit);
        knowledge
    }

    /// Whether the definitions that are used depend on how often the text could refer.
    pub fn depends_on(&self, brackets: usize) -> bool {
        self.largest > self.limit || self.largest > limit(brackets)
    }

    pub fn link(&self, label: &str) -> Option<&Definition> {
        self.links.get(label)
    }

    /// Whether the parser, by itself, would resolve every reference: it stops after expanding as many bytes
    /// as the text has, or 100,000.
    pub fn fits_parser(&self, brackets: usize, length: usize) -> bool {
        self.largest.saturating_mul(brackets) < length.min(100_000)
    }

    /// The labels that lead elsewhere in `other`, there or gone.
    pub fn changed_labels(&self, other: &Self) -> HashSet<String> {
        let same = |label: &String, definition: &Definition| {
            other
                .links
                .get(label)
                .is_some_and(|it| it.address == definition.address && it.title == definition.title)
        };
        let gone =
            self.links.iter().filter(|(label, definition)| !same(label, definition)).map(|(label, _)| label);
        gone.chain(other.links.keys().filter(|label| !self.links.contains_key(*label))).cloned().collect()
    }

    pub fn has_links(&self) -> bool {
        self.largest > 0
    }

    /// The definitions a part of a text has to be given as Markdown: of the notes it may refer to, and of the
    /// labels it defines itself although another part has done so before.
    pub fn preamble<'f>(&self, source: &str, own: impl Iterator<Item = &'f Definition>) -> String {
        let mut preamble = String::new();
        for definition in own {
            match self.link(&definition.label) {
                Some(first) if first.address != definition.address || first.title != definition.title => {
                    let _ = write!(preamble, "[{}]: <", definition.written);
                    references(&mut preamble, &first.address);
                    preamble.push('>');
                    if !first.title.is_empty() {
                        preamble.push_str(" \"");
                        references(&mut preamble, &first.title);
                        preamble.push('"');
                    }
                    preamble.push_str("\n\n");
                }
                _ => {}
            }
        }
        if self.notes.is_empty() || !source.contains("[^") {
            return preamble;
        }
        let mut named = HashSet::new();
        let mut disguised = false;
        for candidate in source.split("[^").skip(1) {
            let Some(end) = candidate.find(']') else { continue };
            disguised |= candidate[..end].contains(['\\', '&', '<']);
            named.insert(label(&candidate[..end]));
        }
        let mut names: Vec<_> =
            self.notes.iter().filter(|(label, _)| disguised || named.contains(*label)).collect();
        names.sort();
        for (_, name) in names {
            let _ = write!(preamble, "[^{name}]: x\n\n");
        }
        preamble
    }
}

fn limit(brackets: usize) -> usize {
    MOST_EXPANDED / brackets.max(1)
}

/// Writes a text so that Markdown reads just this text from it: as numeric character references.
fn references(markdown: &mut String, text: &str) {
    for character in text.chars() {
        let _ = write!(markdown, "&#{};", u32::from(character));
    }
}

/// A label as the parser compares it: white space run together, case folded as Unicode folds it.
pub(crate) fn label(written: &str) -> String {
    let mut label = String::with_capacity(written.len());
    let mut gap = false;
    for character in written.trim_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']).chars() {
        if !character.is_whitespace() {
            label.push(character);
        } else if !gap {
            label.push(' ');
        }
        gap = character.is_whitespace();
    }
    caseless::default_case_fold_str(&label)
}

/// Hands out ids in the order of the text, each once.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    taken: HashSet<String>,
    next: HashMap<String, u32>,
}

/// Gives headings the levels of an outline without gaps: a heading below another is one level deeper, however
/// many levels the author left out. Readers of screens move by these levels, and checkers ask for them.
#[derive(Debug, Default)]
pub(crate) struct Levels {
    open: Vec<u8>,
}

impl Levels {
    /// The level in the page of the next heading, written with this level.
    pub fn next(&mut self, written: u8, offset: u8) -> u8 {
        while self.open.last().is_some_and(|open| *open >= written) {
            self.open.pop();
        }
        self.open.push(written);
        (self.open.len() as u8).saturating_add(offset).clamp(1, 6)
    }
}

/// Ids that pages and footnotes have for themselves.
const RESERVED: [&str; 8] = ["main", "top", "content", "article", "title", "comments", "footnotes", "galley"];

impl Ids {
    /// The id for a wish: the wish itself, or with a number behind it.
    pub fn hand_out(&mut self, wish: &IdWish) -> String {
        let reserved = RESERVED.contains(&&*wish.base)
            || wish.base.starts_with("fn-")
            || wish.base.starts_with("fnref-")
            || wish.base.starts_with("galley");
        let base = if reserved { format!("section-{}", wish.base) } else { wish.base.clone() };
        if self.taken.insert(base.clone()) {
            return base;
        }
        let next = self.next.entry(base.clone()).or_insert(2);
        loop {
            let id = format!("{base}-{next}");
            *next += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// An id the author wrote, in a form that HTML allows; `None` where nothing is left.
pub(crate) fn tidy_id(id: &str) -> Option<String> {
    let id: String = id
        .trim()
        .chars()
        .map(|character| if character.is_whitespace() { '-' } else { character })
        .filter(|character| !character.is_control() && !"\"'<>&`".contains(*character))
        .take(120)
        .collect();
    (!id.is_empty()).then_some(id)
}
