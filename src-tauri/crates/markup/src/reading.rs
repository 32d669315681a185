//! What the author wants to know of a text besides its look: counts, and where its headings, links and pictures
//! stand. Nothing of it is needed to show a text, so each block is read when somebody asks, and remembered.

use std::sync::OnceLock;

use comrak::nodes::{Node, NodeValue};
use model::Language;

use crate::marks::{self, Mark, Places};
use crate::statistics::Statistics;
use crate::{emit, statistics};

/// What reading a block gives.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    pub counts: Statistics,
    /// Counted from the start of the block.
    pub marks: Vec<Mark>,
}

/// A reading that is made when it is asked for. It follows from the text, so it makes no two blocks differ.
#[derive(Debug, Clone, Default)]
pub(crate) struct Remembered(OnceLock<Box<Reading>>);

impl PartialEq for Remembered {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Remembered {}

impl Remembered {
    pub fn get(&self) -> Option<&Reading> {
        self.0.get().map(|reading| &**reading)
    }

    pub fn or_read(&self, read: impl FnOnce() -> Reading) -> &Reading {
        self.0.get_or_init(|| Box::new(read()))
    }
}

/// Reads a block. `raw_text` is what a reader sees of a block with HTML in it, whose nodes do not tell.
pub(crate) fn read(
    nodes: &[Node<'_>],
    places: &mut Places<'_>,
    raw_text: Option<&str>,
    language: Option<&Language>,
) -> Reading {
    let mut reading = Reading { marks: marks::gather(nodes, places), ..Reading::default() };
    let counts = &mut reading.counts;
    if let Some(text) = raw_text {
        for line in text.lines() {
            statistics::count(counts, line, true, language);
        }
        return reading;
    }
    let mut stack: Vec<(Node<'_>, bool)> = nodes.iter().rev().map(|node| (*node, true)).collect();
    while let Some((node, prose)) = stack.pop() {
        match &node.data().value {
            NodeValue::Paragraph => statistics::count(counts, &emit::text_of(node), prose, language),
            NodeValue::Heading(_) | NodeValue::TableCell => {
                statistics::count(counts, &emit::text_of(node), false, language);
            }
            NodeValue::CodeBlock(code) => {
                for line in code.literal.lines() {
                    statistics::count(counts, line, false, language);
                }
            }
            _ => stack.extend(node.reverse_children().map(|child| (child, prose))),
        }
    }
    reading
}
