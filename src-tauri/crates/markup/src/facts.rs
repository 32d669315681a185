//! What a piece of a text says to the other pieces.

use std::fmt::Write as _;
use std::sync::Arc;

use comrak::Arena;
use comrak::nodes::{Node, NodeValue};
use model::Slug;

use crate::emit::{is_empty_heading, text_of};
use crate::outline::{Definition, Knowledge, label};
use crate::tags::{self, Tag};
use crate::{parse, sanitize};

/// What a piece says to the others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Facts {
    /// The ids it would like, in order.
    pub ids: Vec<IdWish>,
    /// The headings in order: their levels as written, and whether the author wrote them in HTML.
    pub headings: Vec<(u8, bool)>,
    /// The labels of the notes it refers to, in order; those in notes are apart.
    pub notes: Vec<String>,
    /// The notes it defines.
    pub definitions: Vec<NoteDefinition>,
    /// The link reference definitions it holds, the first of each label.
    pub links: Vec<Definition>,
    /// The tags its HTML blocks leave unmatched.
    pub tags: Vec<Tag>,
    /// Whether it holds HTML the author wrote.
    pub raw: bool,
}

/// An id that something would like to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IdWish {
    pub base: String,
    /// Whether it stands in HTML the author wrote, rather than being made for a heading.
    pub raw: bool,
}

/// A note, defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoteDefinition {
    /// Its label as it is compared.
    pub label: String,
    /// Its label as it is written.
    pub name: String,
    /// The labels of the notes it refers to.
    pub notes: Vec<String>,
}

/// Gathers the facts of a piece.
pub(crate) fn gather(nodes: &[Node<'_>], source: &str) -> Option<Box<Facts>> {
    let mut facts = Facts::default();
    for node in nodes {
        if let NodeValue::HtmlBlock(html) = &node.data().value
            && !sanitize::is_comment(&html.literal)
        {
            facts.tags.extend(tags::unmatched(&html.literal));
        }
    }
    let Facts { ids, headings, notes, definitions, raw, .. } = &mut facts;
    walk(nodes, |node| match &node.data().value {
        NodeValue::Heading(_) if is_empty_heading(node) => {}
        NodeValue::Heading(heading) => {
            headings.push((heading.level, false));
            ids.push(IdWish { base: heading_id(node), raw: false });
        }
        NodeValue::HtmlBlock(html) => raw_html(&html.literal, ids, headings, raw),
        NodeValue::HtmlInline(html) => {
            let written = headings.len();
            raw_html(html, ids, headings, raw);
            // The text of a heading that begins in a line stands in nodes of its own.
            if headings.len() == written {
                headings.extend(tags::heading_level(html).map(|level| (level, true)));
            }
        }
        NodeValue::FootnoteReference(reference) => notes.push(label(&reference.name)),
        NodeValue::FootnoteDefinition(definition) => {
            let mut inner = Vec::new();
            walk(&node.children().collect::<Vec<_>>(), |node| {
                if let NodeValue::FootnoteReference(reference) = &node.data().value {
                    inner.push(label(&reference.name));
                }
            });
            definitions.push(NoteDefinition {
                label: label(&definition.name),
                name: definition.name.clone(),
                notes: inner,
            });
        }
        _ => {}
    });
    facts.links = link_definitions(source);
    (facts != Facts::default()).then(|| Box::new(facts))
}

/// Visits nodes in the order in which they are written; what stands in notes and in the text of pictures is
/// passed over.
pub(crate) fn walk<'a>(nodes: &[Node<'a>], mut visit: impl FnMut(Node<'a>)) {
    let mut stack: Vec<Node<'a>> = nodes.iter().rev().copied().collect();
    while let Some(node) = stack.pop() {
        visit(node);
        if !matches!(node.data().value, NodeValue::FootnoteDefinition(_) | NodeValue::Image(_)) {
            stack.extend(node.reverse_children());
        }
    }
}

fn raw_html(html: &str, ids: &mut Vec<IdWish>, headings: &mut Vec<(u8, bool)>, raw: &mut bool) {
    if !sanitize::is_comment(html) {
        *raw = true;
        headings.extend(tags::headings(html).into_iter().map(|level| (level, true)));
        ids.extend(tags::ids(html).into_iter().map(|base| IdWish { base, raw: true }));
    }
}

fn heading_id(heading: Node<'_>) -> String {
    Slug::from_text(&text_of(heading)).map_or_else(|| "section".to_owned(), |slug| slug.as_str().to_owned())
}

/// The link reference definitions of a piece, the first of each label.
///
/// The parser keeps them to itself, so it is asked: the piece is parsed below a reference to every label that
/// could be defined in it.
fn link_definitions(source: &str) -> Vec<Definition> {
    let mut candidates = labels(source, "]:");
    let mut seen = std::collections::HashSet::new();
    candidates.retain(|(_, candidate)| seen.insert(label(candidate)));
    let mut found = Vec::new();
    // The parser expands references up to 100,000 bytes; asking for a stretch at a time stays below that.
    for group in candidates.chunk_by(|(one, _), (other, _)| one / 65_536 == other / 65_536) {
        let mut question = String::new();
        for (_, candidate) in group {
            let _ = write!(question, "[x][{candidate}]\n\n");
        }
        let arena = Arena::new();
        let parsed = parse::parse_below(&arena, &question, source, &Arc::new(Knowledge::default()));
        for node in parsed.above {
            let index = node.data().sourcepos.start.line.saturating_sub(1) / 2;
            let (Some((_, candidate)), Some(link)) = (group.get(index), node.first_child()) else { continue };
            if let NodeValue::Link(link) = &link.data().value {
                found.push(Definition {
                    label: label(candidate),
                    written: candidate.clone(),
                    address: link.url.clone(),
                    title: link.title.clone(),
                });
            }
        }
    }
    found
}

/// Every text that could be a label, on one line, and where it ends: what stands between brackets. `close` is a
/// closing bracket, or one with the colon that makes it the label of a definition. Marks of quotes at line starts
/// are taken for text and for marks, since either is possible.
pub(crate) fn labels(source: &str, close: &str) -> Vec<(usize, String)> {
    let bytes = source.as_bytes();
    let mut candidates = Vec::new();
    for (end, _) in source.match_indices(close) {
        let escaped =
            |at: usize| bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1;
        if escaped(end) {
            continue;
        }
        // A label has at most 999 characters, of four bytes at most.
        let earliest = end.saturating_sub(4_000);
        let start = (earliest..end).rev().find(|at| bytes[*at] == b'[' && !escaped(*at));
        let Some(start) = start else { continue };
        let label = &source[start + 1..end];
        if label.trim().is_empty() || close != "]" && defines_note(source, start, label) {
            continue;
        }
        let mut lines = label.split('\n');
        let mut plain = lines.next().unwrap_or_default().to_owned();
        let mut stripped = plain.clone();
        for line in lines {
            plain.push(' ');
            plain.push_str(line.trim());
            stripped.push(' ');
            stripped.push_str(line.trim_start_matches([' ', '\t', '>']).trim_end());
        }
        if stripped != plain {
            candidates.push((end, stripped));
        }
        candidates.push((end, plain));
    }
    candidates
}

/// Whether brackets that begin at `start` define a note: at the start of a line nothing else can begin so.
fn defines_note(source: &str, start: usize, label: &str) -> bool {
    let line = &source[source[..start].rfind('\n').map_or(0, |feed| feed + 1)..start];
    let name = label.strip_prefix('^').unwrap_or_default();
    line.len() <= 3
        && line.bytes().all(|byte| byte == b' ')
        && !name.is_empty()
        && !name.contains(['[', ']', ' ', '\t', '\r', '\n', '\0', '\\'])
}
