//! A text that is being edited, and its blocks.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use comrak::Arena;
use comrak::nodes::{Node, NodeValue};
use model::Slug;

use crate::emit::{self, Assigned, Emission, Setting};
use crate::outline::{Knowledge, label};
use crate::{Block, Heading, RenderOptions, Rendered, Resolver, parse, sanitize, statistics};

/// A replacement in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where it begins, in UTF-16 code units of the text before the edit.
    pub from: usize,
    /// Where it ends, likewise.
    pub to: usize,
    /// What stands there now.
    pub insert: String,
}

/// A change to the list of blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// Index of the first block concerned, in the list as the splices before this one left it.
    pub at: usize,
    /// How many blocks go.
    pub remove: usize,
    /// What comes in their place.
    pub insert: Vec<Block>,
}

/// A change that does not fit the text: beyond its end, within a surrogate pair, or out of order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a change from {from} to {to} does not fit the text")]
pub struct OutOfRange {
    /// Where the change begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
}

/// A text that is being edited, rendered at every moment.
pub struct Document {
    text: String,
    options: RenderOptions,
    resolver: Arc<dyn Resolver>,
    state: State,
}

impl Document {
    /// Renders a text and keeps it.
    #[must_use]
    pub fn new(text: String, options: RenderOptions, resolver: Arc<dyn Resolver>) -> Self {
        let state = State::build(&text, &options, &*resolver);
        Self { text, options, resolver, state }
    }

    /// Changes the text and answers with what that does to the blocks. The changes are given in ascending
    /// order and do not overlap.
    ///
    /// # Errors
    /// [`OutOfRange`] where a change does not fit; the text is then as it was.
    pub fn edit(&mut self, changes: &[Change]) -> Result<Vec<Splice>, OutOfRange> {
        let mut text = String::with_capacity(self.text.len());
        let mut at = (0, 0);
        for change in changes {
            let wrong = || OutOfRange { from: change.from, to: change.to };
            let from = advance(&self.text, at, change.from).ok_or_else(wrong)?;
            let to = advance(&self.text, from, change.to).ok_or_else(wrong)?;
            text.push_str(&self.text[at.0..from.0]);
            text.push_str(&change.insert);
            at = to;
        }
        text.push_str(&self.text[at.0..]);
        self.text = text;
        Ok(self.refresh())
    }

    /// Renders the text with other options.
    pub fn set_options(&mut self, options: RenderOptions) -> Vec<Splice> {
        self.options = options;
        self.refresh()
    }

    /// Renders the text again, where the answers of the resolver have changed.
    pub fn refresh(&mut self) -> Vec<Splice> {
        let state = State::build(&self.text, &self.options, &*self.resolver);
        let old = std::mem::replace(&mut self.state, state);
        difference(&old.rendered.blocks, &self.state.rendered.blocks)
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The options in force.
    #[must_use]
    pub fn options(&self) -> &RenderOptions {
        &self.options
    }

    /// The blocks.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.state.rendered.blocks.iter()
    }

    /// How many words a reader reads.
    #[must_use]
    pub fn words(&self) -> u32 {
        self.state.rendered.words
    }

    /// The headings.
    #[must_use]
    pub fn outline(&self) -> Vec<Heading> {
        self.state.rendered.outline.clone()
    }

    /// Everything that rendering the text gives.
    #[must_use]
    pub fn rendered(&self) -> Rendered {
        self.state.rendered.clone()
    }
}

/// Goes on from a position (bytes, UTF-16 units) to `target` UTF-16 units.
fn advance(text: &str, (mut bytes, mut units): (usize, usize), target: usize) -> Option<(usize, usize)> {
    if target < units {
        return None;
    }
    for character in text[bytes..].chars() {
        if units >= target {
            break;
        }
        bytes += character.len_utf8();
        units += character.len_utf16();
    }
    (units == target).then_some((bytes, units))
}

/// One splice that makes one list of blocks into another.
fn difference(old: &[Block], new: &[Block]) -> Vec<Splice> {
    let head = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let tail =
        old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(old, new)| old == new).count();
    let (remove, insert) = (old.len() - head - tail, &new[head..new.len() - tail]);
    if remove == 0 && insert.is_empty() {
        return Vec::new();
    }
    vec![Splice { at: head, remove, insert: insert.to_vec() }]
}

/// The blocks of a text.
pub(crate) struct State {
    rendered: Rendered,
}

impl State {
    pub fn build(text: &str, options: &RenderOptions, resolver: &dyn Resolver) -> Self {
        let setting = Setting::new(options, resolver);
        let front = crate::front_matter::length(text);
        let source = &text[front..];
        let arena = Arena::new();
        let parsed = parse::parse(&arena, source, &Arc::new(Knowledge::default()));
        let pieces = parse::pieces(source, &parsed);
        let front_lines = text[..front].matches('\n').count();
        let total = text.lines().count();
        let mut rendered = Rendered::default();
        let mut notes = Notes::gather(&parsed.nodes);
        let mut ids = HashSet::new();
        for (index, piece) in pieces.iter().enumerate() {
            let nodes = &parsed.nodes[piece.nodes.clone()];
            let first = if index == 0 { 0 } else { piece.line + front_lines };
            let end = pieces.get(index + 1).map_or(total, |next| next.line + front_lines);
            let assigned = Assigned { ids: heading_ids(nodes, &mut ids), notes: notes.number(nodes) };
            let lines_before = if index == 0 { front_lines } else { 0 };
            let first_line = (parsed.first_line + piece.line).saturating_sub(lines_before);
            let emission = emit::emit(&setting, nodes.iter().copied(), first_line, &assigned, "");
            rendered.take(emission, first as u32, (end - first) as u32);
        }
        if pieces.is_empty() && total > 0 {
            rendered.take(Emission::default(), 0, total as u32);
        }
        if let Some(section) = notes.section(&setting) {
            rendered.take(section, total as u32, 0);
        }
        Self { rendered }
    }

    pub fn into_rendered(self) -> Rendered {
        self.rendered
    }
}

impl Rendered {
    fn take(&mut self, emission: Emission, line: u32, lines: u32) {
        self.words += statistics::words(&emission.text);
        let html = if emission.raw { sanitize::clean(&emission.html) } else { emission.html };
        self.blocks.push(Block { html: html.trim_end().to_owned(), lines });
        self.outline.extend(emission.outline.into_iter().map(|it| Heading { line: it.line + line, ..it }));
        self.pictures
            .extend(emission.pictures.into_iter().map(|it| crate::PictureUse { line: it.line + line, ..it }));
        self.links.extend(emission.links.into_iter().map(|it| crate::LinkUse { line: it.line + line, ..it }));
        self.problems
            .extend(emission.problems.into_iter().map(|it| crate::Problem { line: it.line + line, ..it }));
    }
}

fn heading_ids(nodes: &[Node<'_>], taken: &mut HashSet<String>) -> Vec<String> {
    let headings = nodes
        .iter()
        .flat_map(|node| node.descendants())
        .filter(|node| matches!(node.data().value, NodeValue::Heading(_)));
    headings
        .map(|heading| {
            let base = Slug::from_text(&emit::text_of(heading))
                .map_or_else(|| "section".to_owned(), |slug| slug.as_str().to_owned());
            let mut id = base.clone();
            let mut number = 2;
            while !taken.insert(id.clone()) {
                id = format!("{base}-{number}");
                number += 1;
            }
            id
        })
        .collect()
}

/// The footnotes of a text.
struct Notes<'a> {
    definitions: HashMap<String, Node<'a>>,
    order: Vec<String>,
    counts: HashMap<String, u32>,
}

impl<'a> Notes<'a> {
    fn gather(nodes: &[Node<'a>]) -> Self {
        let mut definitions = HashMap::new();
        for node in nodes.iter().flat_map(|node| node.descendants()) {
            if let NodeValue::FootnoteDefinition(definition) = &node.data().value {
                definitions.entry(label(&definition.name)).or_insert(node);
            }
        }
        Self { definitions, order: Vec::new(), counts: HashMap::new() }
    }

    fn number(&mut self, nodes: &[Node<'_>]) -> Vec<(u32, u32)> {
        let mut numbers = Vec::new();
        let mut stack: Vec<_> = nodes.iter().rev().copied().collect();
        while let Some(node) = stack.pop() {
            match &node.data().value {
                NodeValue::FootnoteReference(reference) => {
                    let label = label(&reference.name);
                    let count = self.counts.entry(label.clone()).or_insert(0);
                    *count += 1;
                    if *count == 1 {
                        self.order.push(label.clone());
                    }
                    let number = self.order.iter().position(|it| *it == label).unwrap_or(0) as u32 + 1;
                    numbers.push((number, *count));
                }
                NodeValue::FootnoteDefinition(_) | NodeValue::Image(_) => {}
                _ => stack.extend(node.reverse_children()),
            }
        }
        numbers
    }

    fn section(&mut self, setting: &Setting<'_>) -> Option<Emission> {
        if self.order.is_empty() {
            return None;
        }
        let mut section = Emission::default();
        section.html = format!(
            "<div class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{}\">\n<ol>\n",
            setting.phrases.footnotes
        );
        let mut index = 0;
        while let Some(label) = self.order.get(index).cloned() {
            index += 1;
            let Some(node) = self.definitions.get(&label).copied() else { continue };
            let children: Vec<_> = node.children().collect();
            let assigned = Assigned { ids: Vec::new(), notes: self.number(&children) };
            let emission = emit::emit(setting, children.into_iter(), 0, &assigned, "");
            let html = emission.html.trim_end();
            let body = html.strip_suffix("</p>").unwrap_or(html);
            section.html.push_str(&format!("<li id=\"fn-{index}\">{body}"));
            for count in 1..=self.counts.get(&label).copied().unwrap_or(1) {
                let id = emit::reference_id(index as u32, count);
                let back = setting.phrases.back;
                section.html.push_str(&format!(
                    " <a href=\"#{id}\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"{back} {index}\">↩\u{fe0e}</a>"
                ));
            }
            section.html.push_str(if body.len() < html.len() { "</p></li>\n" } else { "</li>\n" });
            section.text.push_str(&emission.text);
            section.raw |= emission.raw;
        }
        section.html.push_str("</ol>\n</div>");
        Some(section)
    }
}

/// What a reader reads of a text.
pub(crate) fn plain_text(text: &str, options: &RenderOptions, resolver: &dyn Resolver) -> String {
    let setting = Setting::new(options, resolver);
    let source = &text[crate::front_matter::length(text)..];
    let arena = Arena::new();
    let parsed = parse::parse(&arena, source, &Arc::new(Knowledge::default()));
    emit::emit(&setting, parsed.nodes.iter().copied(), 0, &Assigned::default(), "").text
}
