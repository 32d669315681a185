//! Where the headings, links and pictures of a text stand in its source.

use std::ops::Range;

use comrak::nodes::{Node, NodeValue, Sourcepos};

use crate::embed::{self, Card};
use crate::emit::text_of;
use crate::state::utf16_length;

/// A heading, a link or a picture, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// The text a reader reads, or of a picture the text for those who do not see it.
    pub text: String,
    /// Where a link leads or a picture comes from, as written; empty for a heading.
    pub address: String,
    /// The line it begins in, counted from 0.
    pub line: u32,
    /// Its source in UTF-16 code units; `None` where it cannot be told exactly.
    pub range: Option<Range<usize>>,
    /// The source itself, where the range is known.
    pub source: String,
    /// The card that the page shows for it: of a link that has its paragraph to itself.
    pub card: Option<Card>,
}

/// What a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// A heading with its level as written, and whether it is underlined rather than marked with `#`.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Whether its level is said by a line below it.
        underlined: bool,
        /// Whether it stands in a quote or a list.
        nested: bool,
    },
    /// A link with a text and an address.
    Link,
    /// An address that is a link because it looks like one.
    BareLink,
    /// An address in angle brackets.
    Autolink,
    /// A picture.
    Picture,
}

/// Turns the parser's lines and columns into places in a block.
pub(crate) struct Places<'s> {
    source: &'s str,
    /// The parser's number of the first line of the source.
    first_line: usize,
    /// What stands before the source in its block: UTF-16 units and lines.
    before: (usize, u32),
    starts: Vec<usize>,
    /// The last place that was looked up: bytes and units.
    last: (usize, usize),
}

impl<'s> Places<'s> {
    pub fn new(source: &'s str, first_line: usize, before: (usize, u32)) -> Self {
        let starts = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { source, first_line, before, starts, last: (0, 0) }
    }

    /// The line of a node, counted from the start of the block.
    pub fn line(&self, node: Node<'_>) -> u32 {
        self.before.1 + node.data().sourcepos.start.line.saturating_sub(self.first_line) as u32
    }

    /// The bytes of the source that a node is written in, as far as the parser knows.
    pub fn bytes(&self, sourcepos: Sourcepos) -> Option<Range<usize>> {
        let at =
            |line: usize, column: usize| Some(self.starts.get(line.checked_sub(self.first_line)?)? + column);
        let start = at(sourcepos.start.line, sourcepos.start.column.checked_sub(1)?)?;
        let end = at(sourcepos.end.line, sourcepos.end.column)?;
        self.source.get(start..end).map(|_| start..end)
    }

    /// The bytes of the line a node begins in.
    pub fn line_bytes(&self, node: Node<'_>) -> Option<Range<usize>> {
        let line = node.data().sourcepos.start.line.checked_sub(self.first_line)?;
        let start = *self.starts.get(line)?;
        let end = self.starts.get(line + 1).map_or(self.source.len(), |next| next - 1);
        Some(start..end)
    }

    /// The same in UTF-16 code units of the block. Places are asked for from front to back, or it takes longer.
    pub fn units(&mut self, bytes: &Range<usize>) -> Range<usize> {
        let mut unit = |byte: usize| {
            let (from, units) = if self.last.0 <= byte { self.last } else { (0, 0) };
            self.last = (byte, units + utf16_length(&self.source[from..byte]));
            self.before.0 + self.last.1
        };
        unit(bytes.start)..unit(bytes.end)
    }

    pub fn source(&self) -> &'s str {
        self.source
    }
}

/// Gathers the marks of a block, in the order of its text.
pub(crate) fn gather(nodes: &[Node<'_>], places: &mut Places<'_>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut stack: Vec<(Node<'_>, bool)> = nodes.iter().rev().map(|node| (*node, false)).collect();
    while let Some((node, nested)) = stack.pop() {
        let data = node.data();
        let mut inside = nested;
        match &data.value {
            NodeValue::Heading(heading) => {
                let kind = MarkKind::Heading { level: heading.level, underlined: heading.setext, nested };
                marks.push(mark(node, kind, "", places));
            }
            NodeValue::Link(link) => {
                let card = node.parent().and_then(embed::card_of);
                marks.push(Mark { card, ..mark(node, MarkKind::Link, &link.url, places) });
            }
            NodeValue::Image(link) => marks.push(mark(node, MarkKind::Picture, &link.url, places)),
            NodeValue::BlockQuote | NodeValue::List(_) | NodeValue::FootnoteDefinition(_) => inside = true,
            _ => {}
        }
        if !matches!(data.value, NodeValue::Image(_)) {
            stack.extend(node.reverse_children().map(|child| (child, inside)));
        }
    }
    marks
}

fn mark(node: Node<'_>, kind: MarkKind, address: &str, places: &mut Places<'_>) -> Mark {
    let text = text_of(node);
    let bytes = places.bytes(node.data().sourcepos);
    let begins = |with: &str| bytes.as_ref().is_some_and(|it| places.source()[it.clone()].starts_with(with));
    let ends = |with: &str| bytes.as_ref().is_some_and(|it| places.source()[it.clone()].ends_with(with));
    let (kind, bytes) = match kind {
        MarkKind::Heading { underlined, .. } => {
            let known = underlined || begins("#");
            (kind, bytes.filter(|_| known))
        }
        MarkKind::Picture => {
            let known = begins("![") && (ends(")") || ends("]"));
            (kind, bytes.filter(|_| known))
        }
        _ if begins("[") && (ends(")") || ends("]")) => (MarkKind::Link, bytes),
        _ if begins("<") && ends(">") => (MarkKind::Autolink, bytes),
        _ => bare(node, &text, bytes, places),
    };
    let range = bytes.as_ref().map(|bytes| places.units(bytes));
    let source = bytes.map(|bytes| places.source()[bytes].to_owned()).unwrap_or_default();
    Mark { kind, text, address: address.to_owned(), line: places.line(node), range, source, card: None }
}

/// A link without marks: it is its own text. The parser finds those last and knows their places less well.
fn bare(
    node: Node<'_>,
    text: &str,
    bytes: Option<Range<usize>>,
    places: &Places<'_>,
) -> (MarkKind, Option<Range<usize>>) {
    if text.is_empty() || text.contains(char::is_whitespace) {
        return (MarkKind::Link, None);
    }
    let exact = bytes.filter(|bytes| &places.source()[bytes.clone()] == text);
    let found = exact.or_else(|| {
        let line = places.line_bytes(node)?;
        let own = &places.source()[line.clone()];
        let mut places = own.match_indices(text);
        let (at, _) = places.next()?;
        // Twice in a line: which of the two it is cannot be told.
        places.next().is_none().then(|| line.start + at..line.start + at + text.len())
    });
    (MarkKind::BareLink, found)
}
