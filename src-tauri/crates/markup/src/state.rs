//! The pieces of a text and what each became.

use std::sync::Arc;

use comrak::Arena;
use comrak::nodes::{Node, NodeValue};

use crate::emit::{self, Assigned, NoteNumber, Setting};
use crate::facts::{self, Facts};
use crate::notes::{Note, Numbering};
use crate::outline::{Definition, Ids, Knowledge, Levels};
use crate::parse::{self, Parsed};
use crate::reading::Remembered;
use crate::{
    Block, Heading, LinkUse, PictureUse, Problem, Rendered, front_matter, groups, sanitize, statistics, wild,
};

/// A stretch of lines, see [`parse::pieces`]. The first piece begins with the text, front matter included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its length in bytes, in UTF-16 code units and in lines.
    pub bytes: usize,
    pub units: usize,
    pub lines: u32,
    /// The words of the block that begins here.
    pub words: u32,
    /// The block, where one begins here.
    pub block: Option<Block>,
    pub facts: Option<Box<Facts>>,
    pub found: Option<Box<Found>>,
    /// What reading that block gives, once somebody asked.
    pub reading: Remembered,
}

/// What rendering a block brought to light, apart from its HTML. Lines are counted from its first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Found {
    pub assigned: Assigned,
    pub outline: Vec<Heading>,
    pub pictures: Vec<PictureUse>,
    pub links: Vec<LinkUse>,
    pub problems: Vec<Problem>,
    pub notes: Vec<Note>,
}

/// A text, rendered.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct State {
    /// How many bytes and lines of front matter there are.
    pub front: usize,
    pub front_lines: usize,
    pub pieces: Vec<Piece>,
    pub knowledge: Arc<Knowledge>,
    pub numbering: Numbering,
    pub section: Option<Block>,
    pub section_words: u32,
    /// The words of all blocks and of the section.
    pub words: u32,
    /// Whether the text is shown as it is written, see [`wild`].
    pub wild: bool,
    /// How many closing brackets the text has: each may be a reference.
    pub brackets: usize,
}

impl State {
    /// Renders a whole text.
    pub fn build(text: &str, setting: &Setting<'_>) -> Self {
        if wild::is_wild(text) {
            return wild::build(text);
        }
        let front = front_matter::length(text);
        let source = &text[front..];
        let mut state = Self {
            front,
            front_lines: count(&text.as_bytes()[..front], b'\n'),
            brackets: count(source.as_bytes(), b']'),
            ..Self::default()
        };
        let arena = Arena::new();
        let parsed = parse::parse(&arena, source, &state.knowledge, &[]);
        let mut cuts = parse::pieces(source, &parsed);
        if cuts.is_empty() && !text.is_empty() {
            cuts.push(parse::Piece { line: 0, start: 0, nodes: 0..0 });
        }
        state.pieces = measure(text, 0, front, &cuts, &parsed);
        let facts = state.pieces.iter().filter_map(|piece| piece.facts.as_deref());
        state.knowledge = Arc::new(Knowledge::gather(facts, state.brackets));
        let again = Arena::new();
        let parsed = if state.knowledge.fits_parser(state.brackets, source.len()) {
            parsed
        } else {
            let parsed = parse::parse(&again, source, &state.knowledge, &[]);
            for (piece, cut) in state.pieces.iter_mut().zip(&cuts) {
                let start = cut.start;
                let end = start + piece.bytes - if start == 0 { front } else { 0 };
                piece.facts = facts::gather(&parsed.nodes[cut.nodes.clone()], &source[start..end]);
            }
            parsed
        };
        let heads = state.heads();
        let assigned = state.assign(&heads, setting);
        state.render_all(source, &cuts, &parsed, &heads, assigned, setting);
        state.render_section(setting);
        state.words = state.section_words + state.pieces.iter().map(|piece| piece.words).sum::<u32>();
        state
    }

    fn render_all(
        &mut self,
        source: &str,
        cuts: &[parse::Piece],
        parsed: &Parsed<'_>,
        heads: &[bool],
        assigned: Vec<Assigned>,
        setting: &Setting<'_>,
    ) {
        for (range, assigned) in blocks_of(heads).zip(assigned) {
            let (first, last) = (range.start, range.end - 1);
            let end = cuts.get(range.end).map_or(source.len(), |cut| cut.start);
            let nodes = &parsed.nodes[cuts[first].nodes.start..cuts[last].nodes.end];
            let line = (parsed.first_line + cuts[first].line) as isize;
            let line = if first == 0 { line - self.front_lines as isize } else { line };
            self.render(range, nodes, line, &source[cuts[first].start..end], assigned, setting);
        }
    }

    /// Renders one block: the pieces of `range`, whose syntax trees are `nodes` and whose text is `source`.
    pub fn render(
        &mut self,
        range: std::ops::Range<usize>,
        nodes: &[Node<'_>],
        first_line: isize,
        source: &str,
        assigned: Assigned,
        setting: &Setting<'_>,
    ) {
        let pieces = &mut self.pieces[range];
        let raw = pieces.iter().any(|piece| piece.facts.as_ref().is_some_and(|facts| facts.raw));
        let lines = pieces.iter().map(|piece| piece.lines).sum();
        let Some(head) = pieces.first_mut() else { return };
        let (html, words, found) = render_block(nodes, first_line, source, raw, assigned, setting);
        head.block = Some(Block { html, lines });
        head.words = words;
        head.reading = Remembered::default();
        head.found = (found != Found::default()).then(|| Box::new(found));
        for piece in &mut pieces[1..] {
            piece.block = None;
            piece.words = 0;
            piece.found = None;
        }
    }

    /// Tells of each piece whether a block begins with it.
    pub fn heads(&self) -> Vec<bool> {
        let tags = |piece: &Piece| piece.facts.as_ref().is_some_and(|facts| !facts.tags.is_empty());
        if !self.pieces.iter().any(tags) {
            return vec![true; self.pieces.len()];
        }
        groups::heads(
            self.pieces.iter().map(|piece| {
                (piece.bytes, piece.facts.as_ref().map_or(&[][..], |facts| facts.tags.as_slice()))
            }),
        )
    }

    /// Hands out ids and numbers, block by block.
    pub fn assign(&mut self, heads: &[bool], setting: &Setting<'_>) -> Vec<Assigned> {
        let all: Vec<Option<&Facts>> = self.pieces.iter().map(|piece| piece.facts.as_deref()).collect();
        let (numbering, numbers) = Numbering::of(&all);
        let mut ids = Ids::default();
        let mut levels = Levels::default();
        let offset = setting.options.heading_offset;
        let mut assigned: Vec<Assigned> = Vec::new();
        for ((facts, (notes, inner)), head) in all.iter().zip(numbers).zip(heads) {
            if *head || assigned.is_empty() {
                assigned.push(Assigned::default());
            }
            let Some(facts) = facts else { continue };
            if let Some(block) = assigned.last_mut() {
                let level = |written, _| levels.next(written, offset);
                add(block, facts, notes, inner, |wish| ids.hand_out(wish), level);
            }
        }
        self.numbering = numbering;
        assigned
    }

    /// Makes the section of footnotes again.
    pub fn render_section(&mut self, setting: &Setting<'_>) {
        let notes =
            self.pieces.iter().filter_map(|piece| piece.found.as_ref()).flat_map(|found| &found.notes);
        let section = self.numbering.section(setting, notes);
        self.section_words = section.as_ref().map_or(0, |(_, words)| *words);
        self.section = section.map(|(html, _)| Block { html, lines: 0 });
    }

    /// The blocks, the section of footnotes last.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.pieces.iter().filter_map(|piece| piece.block.as_ref()).chain(&self.section)
    }

    /// The headings, with their lines in the text.
    pub fn outline(&self) -> Vec<Heading> {
        let mut outline = Vec::new();
        self.each(|line, found| {
            outline.extend(found.outline.iter().map(|it| Heading { line: it.line + line, ..it.clone() }));
        });
        outline
    }

    /// Calls for each block with what it found, and the line it begins in.
    pub fn each(&self, mut visit: impl FnMut(u32, &Found)) {
        let mut line = 0;
        for piece in &self.pieces {
            if let Some(found) = &piece.found {
                visit(line, found);
            }
            line += piece.lines;
        }
    }

    /// Everything there is to know.
    pub fn rendered(&self) -> Rendered {
        let mut rendered =
            Rendered { blocks: self.blocks().cloned().collect(), words: self.words, ..Rendered::default() };
        self.each(|line, found| {
            let at = |own: u32| own + line;
            rendered
                .outline
                .extend(found.outline.iter().map(|it| Heading { line: at(it.line), ..it.clone() }));
            rendered
                .pictures
                .extend(found.pictures.iter().map(|it| PictureUse { line: at(it.line), ..it.clone() }));
            rendered.links.extend(found.links.iter().map(|it| LinkUse { line: at(it.line), ..it.clone() }));
            rendered
                .problems
                .extend(found.problems.iter().map(|it| Problem { line: at(it.line), ..it.clone() }));
        });
        rendered
    }

    /// The definitions of links in some pieces.
    pub fn own_definitions(pieces: &[Piece]) -> Vec<&Definition> {
        pieces.iter().filter_map(|piece| piece.facts.as_ref()).flat_map(|facts| &facts.links).collect()
    }
}

/// Adds to a block what one of its pieces is assigned.
pub(crate) fn add(
    block: &mut Assigned,
    facts: &Facts,
    notes: Vec<NoteNumber>,
    inner: Vec<Vec<NoteNumber>>,
    mut hand_out: impl FnMut(&facts::IdWish) -> String,
    mut level: impl FnMut(u8, bool) -> u8,
) {
    for (written, raw) in &facts.headings {
        let level = level(*written, *raw);
        if *raw { block.raw_levels.push(level) } else { block.levels.push(level) }
    }
    for wish in &facts.ids {
        let id = hand_out(wish);
        if wish.raw {
            block.raw_ids.push((wish.base.clone(), id));
        } else {
            block.ids.push(id);
        }
    }
    block.notes.extend(notes);
    block.inner.extend(inner);
}

/// The ranges of pieces that make up blocks.
pub(crate) fn blocks_of(heads: &[bool]) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = next;
        if start >= heads.len() {
            return None;
        }
        next = heads[start + 1..].iter().position(|head| *head).map_or(heads.len(), |more| start + 1 + more);
        Some(start..next)
    })
}

/// Measures the pieces of a text from `start` on, where `from` is the end of front matter or `start` itself.
/// Front matter is counted to the first piece.
pub(crate) fn measure(
    text: &str,
    start: usize,
    from: usize,
    cuts: &[parse::Piece],
    parsed: &Parsed<'_>,
) -> Vec<Piece> {
    let source = &text[from..];
    let ends = cuts.iter().skip(1).map(|cut| cut.start).chain([source.len()]);
    cuts.iter()
        .zip(ends)
        .enumerate()
        .map(|(index, (cut, end))| {
            let own = &source[cut.start..end];
            let all = if index == 0 { &text[start..from + end] } else { own };
            Piece {
                bytes: all.len(),
                units: utf16_length(all),
                lines: lines(all),
                words: 0,
                block: None,
                facts: facts::gather(&parsed.nodes[cut.nodes.clone()], own),
                found: None,
                reading: Remembered::default(),
            }
        })
        .collect()
}

fn render_block(
    nodes: &[Node<'_>],
    first_line: isize,
    source: &str,
    raw: bool,
    assigned: Assigned,
    setting: &Setting<'_>,
) -> (String, u32, Found) {
    if too_deep(nodes) {
        let mut emission = emit::Emission::default();
        sanitize::as_source(&mut emission, source);
        let found = Found { problems: emission.problems, assigned, ..Found::default() };
        return (emission.html, statistics::words(&emission.text), found);
    }
    let mark = if raw { sanitize::mark_for(source) } else { String::new() };
    let mut emission = emit::emit(setting, nodes, first_line, &assigned, &mark);
    if emission.raw {
        sanitize::clean(&mut emission, source, &mark, &assigned, setting);
    }
    let mut found = Found::default();
    let mut inner = assigned.inner.iter();
    facts::walk(nodes, |node| {
        let NodeValue::FootnoteDefinition(definition) = &node.data().value else { return };
        let own = Assigned { notes: inner.next().cloned().unwrap_or_default(), ..Assigned::default() };
        let mut note = emit::emit(setting, &node.children().collect::<Vec<_>>(), first_line, &own, &mark);
        if note.raw {
            sanitize::clean(&mut note, source, &mark, &own, setting);
        }
        found.notes.push(Note {
            label: crate::outline::label(&definition.name),
            html: note.html.trim_end().to_owned(),
            words: statistics::words(&note.text),
        });
        found.pictures.extend(note.pictures);
        found.links.extend(note.links);
        found.problems.extend(note.problems);
    });
    found.outline = emission.outline;
    found.pictures.splice(..0, emission.pictures);
    found.links.splice(..0, emission.links);
    found.problems.splice(..0, emission.problems);
    found.assigned = assigned;
    let mut html = emission.html;
    html.truncate(html.trim_end().len());
    (html, statistics::words(&emission.text), found)
}

/// Whether blocks or emphasis are nested deeper than browsers and readers can follow.
fn too_deep(nodes: &[Node<'_>]) -> bool {
    const DEEPEST: usize = 200;
    let mut stack: Vec<(Node<'_>, usize)> = nodes.iter().map(|node| (*node, 1)).collect();
    while let Some((node, depth)) = stack.pop() {
        if depth > DEEPEST {
            return true;
        }
        stack.extend(node.children().map(|child| (child, depth + 1)));
    }
    false
}

/// How many lines a stretch has: a last line counts where it holds anything.
pub(crate) fn lines(text: &str) -> u32 {
    let feeds = count(text.as_bytes(), b'\n');
    (feeds + usize::from(!text.is_empty() && !text.ends_with('\n'))) as u32
}

pub(crate) fn count(bytes: &[u8], wanted: u8) -> usize {
    bytes.iter().filter(|byte| **byte == wanted).count()
}

/// The length in UTF-16 code units: one for each character, two for those of four bytes.
pub(crate) fn utf16_length(text: &str) -> usize {
    text.bytes().map(|byte| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0)).sum()
}
