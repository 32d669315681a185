//! The one place that calls the Markdown parser: its options, the part of a text it is given, and where that
//! part can be taken apart.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use comrak::nodes::{Node, NodeValue};
use comrak::options::{BrokenLinkCallback, BrokenLinkReference, Extension, Parse};
use comrak::{Arena, Options, ResolvedReference, parse_document};

use crate::outline::{Definition, Knowledge};

/// Ends every open block and shows nothing: an HTML block of type 2 that closes on its own line. It stands
/// before every text that is parsed, so that what went before cannot reach into it.
const FENCE: &str = "<!---->\n";

/// A parsed part of a text.
pub(crate) struct Parsed<'a> {
    /// The top-level blocks of what was put above the part.
    pub above: Vec<Node<'a>>,
    /// The top-level blocks of the part.
    pub nodes: Vec<Node<'a>>,
    /// The parser's number of the first line of the part.
    pub first_line: usize,
}

impl Parsed<'_> {
    /// The line a node starts in, counted from 0 at the start of the part.
    pub fn line(&self, node: Node<'_>) -> usize {
        node.data().sourcepos.start.line.saturating_sub(self.first_line)
    }
}

/// Parses a part of a text that begins where a piece begins, with what the rest of the text defines. `own` are
/// the definitions of the part, where they are known.
pub(crate) fn parse<'a>(
    arena: &'a Arena<'a>,
    source: &str,
    knowledge: &Arc<Knowledge>,
    own: &[&Definition],
) -> Parsed<'a> {
    parse_below(arena, &knowledge.preamble(source, own.iter().copied()), source, knowledge)
}

/// Parses a part of a text below some other text.
pub(crate) fn parse_below<'a>(
    arena: &'a Arena<'a>,
    above: &str,
    source: &str,
    knowledge: &Arc<Knowledge>,
) -> Parsed<'a> {
    let mut text = String::with_capacity(above.len() + FENCE.len() + source.len());
    text.push_str(above);
    let fence_line = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
    text.push_str(FENCE);
    text.push_str(source);
    // Bodies have line feeds only; a stray carriage return must not make a line that the editor does not count.
    // NUL is replaced as the specification asks, here because the parser does not do so everywhere.
    if text.contains(['\r', '\0']) {
        text = text.replace('\r', " ").replace('\0', "\u{fffd}");
    }
    let known = Arc::clone(knowledge);
    let resolve = move |reference: BrokenLinkReference<'_>| -> Option<ResolvedReference> {
        let definition = known.link(reference.normalized)?;
        Some(ResolvedReference { url: definition.address.clone(), title: definition.title.clone() })
    };
    let callback = knowledge.has_links().then(|| Arc::new(resolve) as Arc<dyn BrokenLinkCallback>);
    let root = parse_document(arena, &text, &options(callback));
    let mut parsed = Parsed { above: Vec::new(), nodes: Vec::new(), first_line: fence_line + 1 };
    for node in root.children() {
        match node.data().sourcepos.start.line.cmp(&fence_line) {
            Ordering::Less => parsed.above.push(node),
            Ordering::Equal => {}
            Ordering::Greater => parsed.nodes.push(node),
        }
    }
    parsed
}

fn options<'c>(callback: Option<Arc<dyn BrokenLinkCallback + 'c>>) -> Options<'c> {
    Options {
        extension: Extension {
            strikethrough: true,
            table: true,
            autolink: true,
            tasklist: true,
            footnotes: true,
            math_dollars: true,
            cjk_friendly_emphasis: true,
            ..Extension::default()
        },
        parse: Parse {
            broken_link_callback: callback,
            leave_footnote_definitions: true,
            escaped_char_spans: true,
            ..Parse::default()
        },
        ..Options::default()
    }
}

/// A stretch of lines that can be parsed by itself: nothing before it changes what it is, except through
/// definitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The first line, counted from 0 at the start of the part.
    pub line: usize,
    /// Where its first line begins in the part, in bytes.
    pub start: usize,
    /// Which of the top-level blocks stand in it.
    pub nodes: Range<usize>,
}

/// Takes a parsed part apart. The first piece begins at the start of the part whatever stands there.
///
/// A piece begins at a top-level block that follows a blank line or a block that nothing can continue: there
/// no paragraph is open that could swallow the line, and every container that was open has just been closed.
pub(crate) fn pieces(source: &str, parsed: &Parsed<'_>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut lines = Lines::new(source);
    let mut closed_line = None;
    for (index, node) in parsed.nodes.iter().enumerate() {
        let line = parsed.line(node);
        let begins = match pieces.last() {
            None => true,
            Some(last) => {
                line > last.line
                    && (lines.blank_before(line) || closed_line.is_some_and(|end| end + 1 == line))
            }
        };
        if begins {
            let (line, start) = if pieces.is_empty() { (0, 0) } else { (line, lines.start(line)) };
            pieces.push(Piece { line, start, nodes: index..index });
        }
        if let Some(last) = pieces.last_mut() {
            last.nodes.end = index + 1;
        }
        closed_line = closing_line(node).map(|end| end.saturating_sub(parsed.first_line));
    }
    if pieces.is_empty() && !source.is_empty() {
        pieces.push(Piece { line: 0, start: 0, nodes: 0..0 });
    }
    pieces
}

/// The last line of a block that no later line can continue.
fn closing_line(node: Node<'_>) -> Option<usize> {
    let data = node.data();
    let closed = match &data.value {
        NodeValue::Heading(_) | NodeValue::ThematicBreak => true,
        NodeValue::CodeBlock(block) => block.fenced && block.closed,
        _ => false,
    };
    closed.then_some(data.sourcepos.end.line)
}

/// Walks forward through the lines of a text.
struct Lines<'t> {
    text: &'t str,
    /// The line `at` stands at the beginning of.
    line: usize,
    at: usize,
    /// Whether the line before is blank.
    blank: bool,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, line: 0, at: 0, blank: false }
    }

    fn advance_to(&mut self, line: usize) {
        while self.line < line && self.at < self.text.len() {
            let rest = &self.text.as_bytes()[self.at..];
            let length = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
            self.blank = rest[..length].iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
            self.at = (self.at + length + 1).min(self.text.len());
            self.line += 1;
        }
    }

    fn start(&mut self, line: usize) -> usize {
        self.advance_to(line);
        self.at
    }

    fn blank_before(&mut self, line: usize) -> bool {
        self.advance_to(line);
        self.line == line && self.blank
    }
}
