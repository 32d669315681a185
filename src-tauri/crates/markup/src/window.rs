//! An edit, rendered without looking at the whole text.
//!
//! Pieces can be parsed by themselves (see [`parse::pieces`]). So parsing starts at the piece before the edit,
//! whose beginning the edit cannot have moved, and goes on until a piece begins where an old one began: from
//! there on everything is as it was. Where definitions of links change, the blocks that use their labels are rendered
//! as well. Where notes are defined anew, or elements of the author's change that hold pieces together, more is
//! concerned; then the whole text is rendered again.

mod labels;

use std::collections::{HashSet, VecDeque};
use std::ops::Range;
use std::sync::Arc;

use comrak::Arena;

use crate::blocks::{Splice, difference};
use crate::emit::{Assigned, Setting};
use crate::facts::{Facts, IdWish, NoteDefinition};
use crate::outline::{Definition, Knowledge};
use crate::parse::{self, Parsed};
use crate::state::{self, Piece, State, blocks_of, count, measure};
use crate::{Block, front_matter, groups, wild};

/// A stretch of a text that was replaced.
pub(crate) struct Edit {
    /// What was replaced, in bytes of the text before.
    pub old: Range<usize>,
    /// Where the replacement ends, in bytes of the text after.
    pub new_end: usize,
    /// How many closing brackets were replaced.
    pub brackets: usize,
}

/// Where the edit lies among the pieces.
struct Place {
    /// The first piece that is parsed again, and where it begins.
    first: usize,
    start: usize,
    /// The last piece the edit touches.
    touched: usize,
}

enum Outcome {
    Done(Vec<Splice>),
    /// No piece begins where one did before: more has to be parsed.
    Grow,
    /// The text defines other links than before.
    Learn(Knowledge, Vec<Definition>),
    /// The edit reaches beyond its neighbourhood.
    Rebuild,
}

/// Renders an edit. Returns `None`, with the state as it was, where the whole text has to be rendered again.
pub(crate) fn edit(state: &mut State, text: &str, edit: &Edit, setting: &Setting<'_>) -> Option<Vec<Splice>> {
    if state.pieces.is_empty() || text.is_empty() || edit.old.start < state.front {
        return None;
    }
    if state.wild || wild::is_wild(text) {
        return None;
    }
    let brackets =
        state.brackets - edit.brackets + count(&text.as_bytes()[edit.old.start..edit.new_end], b']');
    if front_matter::length(text) != state.front || state.knowledge.depends_on(brackets) {
        return None;
    }
    let place = locate(&state.pieces, edit);
    let mut ahead = 2;
    let mut learnt = Learnt { brackets, labels: None, own: Vec::new() };
    loop {
        let end = (place.touched + ahead).min(state.pieces.len());
        match attempt(state, text, edit, &place, end, &learnt, setting) {
            Outcome::Learn(knowledge, own) => {
                if learnt.labels.is_some() || knowledge.depends_on(brackets) {
                    return None;
                }
                learnt.labels = Some(state.knowledge.changed_labels(&knowledge));
                state.knowledge = Arc::new(knowledge);
                learnt.own = own;
            }
            Outcome::Done(splices) => {
                state.brackets = brackets;
                return Some(splices);
            }
            Outcome::Rebuild => return None,
            Outcome::Grow => ahead *= 4,
        }
    }
}

fn locate(pieces: &[Piece], edit: &Edit) -> Place {
    let last = pieces.len() - 1;
    let (mut index, mut start) = (0, 0);
    while index < last && start + pieces[index].bytes <= edit.old.start {
        start += pieces[index].bytes;
        index += 1;
    }
    let (mut touched, mut end) = (index, start + pieces[index].bytes);
    while touched < last && end < edit.old.end {
        touched += 1;
        end += pieces[touched].bytes;
    }
    let mut first = index;
    // One piece back, then to the beginning of its block.
    let mut back = |first: &mut usize| {
        *first -= 1;
        start -= pieces[*first].bytes;
    };
    if first > 0 {
        back(&mut first);
    }
    while first > 0 && pieces[first].block.is_none() {
        back(&mut first);
    }
    Place { first, start, touched }
}

/// What became known of the definitions since the edit.
struct Learnt {
    /// How many closing brackets the text has now.
    brackets: usize,
    /// The labels that lead elsewhere now, where definitions changed.
    labels: Option<HashSet<String>>,
    /// What the part around the edit defines now.
    own: Vec<Definition>,
}

/// Parses from the beginning of `place` to the old piece `end`, which is the first that is not parsed.
fn attempt(
    state: &mut State,
    text: &str,
    edit: &Edit,
    place: &Place,
    end: usize,
    learnt: &Learnt,
    setting: &Setting<'_>,
) -> Outcome {
    let first = place.first;
    let old_length: usize = state.pieces[first..end].iter().map(|piece| piece.bytes).sum();
    let whole = end == state.pieces.len();
    let shifted = |old: usize| old + edit.new_end - edit.old.end;
    let stop = if whole { text.len() } else { shifted(place.start + old_length) };
    let from = if first == 0 { state.front } else { place.start };
    let source = &text[from..stop];
    let arena = Arena::new();
    let mut own = State::own_definitions(&state.pieces[first..end]);
    own.extend(&learnt.own);
    let parsed = parse::parse(&arena, source, &state.knowledge, &own);
    let cuts = parse::pieces(source, &parsed);
    // The first old block that begins where a new piece begins, and that piece.
    let mut meeting = whole.then_some((end, cuts.len()));
    let mut at: usize =
        place.start + state.pieces[first..=place.touched].iter().map(|it| it.bytes).sum::<usize>();
    for old in place.touched + 1..end {
        let new = shifted(at) - from;
        let cut = cuts.binary_search_by_key(&new, |cut| cut.start).ok();
        if let Some(cut) = cut.filter(|cut| *cut > 0 && state.pieces[old].block.is_some()) {
            meeting = Some((old, cut));
            break;
        }
        at += state.pieces[old].bytes;
    }
    let Some((last, kept)) = meeting else { return Outcome::Grow };
    if kept == 0 {
        return Outcome::Rebuild;
    }
    let limit = cuts.get(kept).map_or(stop, |cut| from + cut.start);
    let new = measure(&text[..limit], place.start, from, &cuts[..kept], &parsed);
    let Some(heads) = heads(state, first..last, &new) else { return Outcome::Rebuild };
    if !same_notes(&state.pieces[first..last], &new) {
        return Outcome::Rebuild;
    }
    let mut affected = Vec::new();
    if learnt.labels.is_some() || !same_links(&state.pieces[first..last], &new) {
        let all = state.pieces[..first].iter().chain(&new).chain(&state.pieces[last..]);
        let known = Knowledge::gather(all.filter_map(|piece| piece.facts.as_deref()), learnt.brackets);
        let Some(labels) = learnt.labels.as_ref().filter(|_| *state.knowledge == known) else {
            return Outcome::Learn(known, State::own_definitions(&new).into_iter().cloned().collect());
        };
        let Some(found) = labels::affected(state, text, labels, &(first..last), limit) else {
            return Outcome::Rebuild;
        };
        let moved = |piece: usize| if piece < first { piece } else { piece + new.len() - (last - first) };
        affected = found.into_iter().map(moved).collect();
    }
    let (start, cuts) = (place.start, &cuts[..kept]);
    let reuses = learnt.labels.is_none();
    let work = Work { text, edit, setting, first, start, from, cuts, parsed: &parsed, affected, reuses };
    Outcome::Done(work.replace(state, last, new, &heads))
}

/// Tells of each new piece whether a block begins with it; `None` where that changes for pieces outside.
fn heads(state: &State, old: Range<usize>, new: &[Piece]) -> Option<Vec<bool>> {
    let tags = |piece: &Piece| piece.facts.as_ref().is_some_and(|facts| !facts.tags.is_empty());
    let outside = || state.pieces[..old.start].iter().chain(&state.pieces[old.end..]);
    if !new.iter().any(tags) && !outside().any(tags) {
        return outside().all(|piece| piece.block.is_some()).then(|| vec![true; new.len()]);
    }
    let all = state.pieces[..old.start].iter().chain(new).chain(&state.pieces[old.end..]);
    let heads = groups::heads(
        all.map(|piece| (piece.bytes, piece.facts.as_ref().map_or(&[][..], |facts| facts.tags.as_slice()))),
    );
    let inside = old.start..old.start + new.len();
    let around = heads[..inside.start].iter().chain(&heads[inside.end..]);
    let same = around.zip(outside()).all(|(head, piece)| *head == piece.block.is_some());
    (same && heads[inside.start]).then(|| heads[inside].to_vec())
}

fn facts_of(pieces: &[Piece]) -> impl Iterator<Item = &Facts> {
    pieces.iter().filter_map(|piece| piece.facts.as_deref())
}

/// Whether two stretches define the same links, in the same order.
fn same_links(old: &[Piece], new: &[Piece]) -> bool {
    facts_of(old).flat_map(|it| &it.links).eq(facts_of(new).flat_map(|it| &it.links))
}

/// Whether two stretches define the same notes, in the same order.
fn same_notes(old: &[Piece], new: &[Piece]) -> bool {
    let name = |note: &NoteDefinition| note.name.clone();
    facts_of(old)
        .flat_map(|it| it.definitions.iter().map(name))
        .eq(facts_of(new).flat_map(|it| it.definitions.iter().map(name)))
}

/// Whether two stretches wish for the same ids and refer to the same notes, in the same order.
fn same_wishes(old: &[Piece], new: &[Piece]) -> bool {
    facts_of(old).flat_map(|it| &it.ids).eq(facts_of(new).flat_map(|it| &it.ids))
        && facts_of(old).flat_map(|it| &it.headings).eq(facts_of(new).flat_map(|it| &it.headings))
        && facts_of(old).flat_map(|it| &it.notes).eq(facts_of(new).flat_map(|it| &it.notes))
        && facts_of(old)
            .flat_map(|it| it.definitions.iter().map(|note| &note.notes))
            .eq(facts_of(new).flat_map(|it| it.definitions.iter().map(|note| &note.notes)))
}

/// The replacement of some pieces, all of whose consequences are known to be local.
struct Work<'w, 'a> {
    text: &'w str,
    edit: &'w Edit,
    setting: &'w Setting<'w>,
    first: usize,
    start: usize,
    from: usize,
    cuts: &'w [parse::Piece],
    parsed: &'w Parsed<'a>,
    /// Blocks elsewhere, as they are counted afterwards, in which a label leads elsewhere now.
    affected: Vec<usize>,
    /// Whether blocks of the same text are the same.
    reuses: bool,
}

impl Work<'_, '_> {
    fn replace(&self, state: &mut State, last: usize, new: Vec<Piece>, heads: &[bool]) -> Vec<Splice> {
        let (first, added) = (self.first, new.len());
        let settled = same_wishes(&state.pieces[first..last], &new);
        let old: Vec<Piece> = state.pieces.splice(first..last, new).collect();
        let mut elsewhere = Vec::new();
        let assigned = if settled {
            pass_on(&old, &state.pieces[first..first + added], heads)
        } else {
            let mut all_heads: Vec<bool> = state.pieces.iter().map(|piece| piece.block.is_some()).collect();
            all_heads[first..first + added].copy_from_slice(heads);
            self.share_out(state, &all_heads, added, &mut elsewhere)
        };
        let mut notes_changed = !settled;
        let mut rest = old;
        let starts: Vec<usize> = rest
            .iter()
            .scan(self.start, |next, piece| Some(std::mem::replace(next, *next + piece.bytes)))
            .collect();
        let mut pieces_start = self.start;
        for (range, assigned) in blocks_of(heads).zip(assigned) {
            let here = first + range.start..first + range.end;
            let end = pieces_start + state.pieces[here.clone()].iter().map(|it| it.bytes).sum::<usize>();
            let reused = self.reusable(&rest, &starts, &state.pieces[here.clone()], pieces_start..end);
            let reused = reused.filter(|_| self.reuses).filter(|old| *assigned_of(&rest[*old]) == assigned);
            if let Some(old) = reused {
                let piece = &mut state.pieces[here.start];
                piece.words = rest[old].words;
                piece.reading = std::mem::take(&mut rest[old].reading);
                piece.block.clone_from(&rest[old].block);
                // What is taken here is not seen below, where changes to notes are looked for.
                piece.found = rest[old].found.take();
            } else {
                self.render(state, here.clone(), range, assigned);
                notes_changed |= has_notes(&state.pieces[here.start]);
            }
            pieces_start = end;
        }
        notes_changed |= rest.iter().any(has_notes);
        let words = |pieces: &[Piece]| pieces.iter().map(|piece| piece.words).sum::<u32>();
        state.words = state.words + words(&state.pieces[first..first + added]) - words(&rest);
        let block_index = state.pieces[..first].iter().filter(|piece| piece.block.is_some()).count();
        let old_blocks: Vec<&Block> = rest.iter().filter_map(|piece| piece.block.as_ref()).collect();
        let new_blocks: Vec<&Block> =
            state.pieces[first..first + added].iter().filter_map(|piece| piece.block.as_ref()).collect();
        let mut splices: Vec<Splice> =
            difference(block_index, &old_blocks, &new_blocks).into_iter().collect();
        for (piece, assigned) in elsewhere {
            notes_changed |= has_notes(&state.pieces[piece]);
            splices.extend(self.render_elsewhere(state, piece, assigned));
        }
        for piece in self.affected.iter().copied() {
            let assigned = assigned_of(&state.pieces[piece]).clone();
            notes_changed |= has_notes(&state.pieces[piece]);
            splices.extend(self.render_elsewhere(state, piece, assigned));
        }
        if notes_changed {
            splices.extend(self.section(state));
        }
        splices
    }

    /// The assignments of the new blocks, and of those outside that change.
    fn share_out(
        &self,
        state: &mut State,
        all_heads: &[bool],
        added: usize,
        elsewhere: &mut Vec<(usize, Assigned)>,
    ) -> Vec<Assigned> {
        let all = state.assign(all_heads, self.setting);
        let mut here = Vec::new();
        for (range, assigned) in blocks_of(all_heads).zip(all) {
            if (self.first..self.first + added).contains(&range.start) {
                here.push(assigned);
            } else if *assigned_of(&state.pieces[range.start]) != assigned {
                elsewhere.push((range.start, assigned));
            }
        }
        here
    }

    /// The old block with the same text as a new one, which lies before the edit or after it. `starts` says
    /// where the old pieces began.
    fn reusable(
        &self,
        old: &[Piece],
        starts: &[usize],
        block: &[Piece],
        bytes: Range<usize>,
    ) -> Option<usize> {
        let start = if bytes.end <= self.edit.old.start {
            bytes.start
        } else if bytes.start >= self.edit.new_end {
            bytes.start - self.edit.new_end + self.edit.old.end
        } else {
            return None;
        };
        let at = starts.binary_search(&start).ok()?;
        let candidate = old.get(at..at + block.len())?;
        let same =
            candidate.iter().zip(block).all(|(old, new)| old.bytes == new.bytes && old.facts == new.facts);
        let whole = candidate[0].block.is_some()
            && candidate[1..].iter().all(|piece| piece.block.is_none())
            && old.get(at + block.len()).is_none_or(|piece| piece.block.is_some());
        (same && whole).then_some(at)
    }

    fn render(&self, state: &mut State, here: Range<usize>, range: Range<usize>, assigned: Assigned) {
        let cut = &self.cuts[range.start];
        let nodes = &self.parsed.nodes[cut.nodes.start..self.cuts[range.end - 1].nodes.end];
        let bytes: usize = state.pieces[here.clone()].iter().map(|piece| piece.bytes).sum();
        let start = self.from + cut.start;
        let end = start + bytes - if here.start == 0 { state.front } else { 0 };
        let line = (self.parsed.first_line + cut.line) as isize;
        let line = if here.start == 0 { line - state.front_lines as isize } else { line };
        state.render(here, nodes, line, &self.text[start..end], assigned, self.setting);
    }

    /// Renders a block outside the window, because it is assigned something else.
    fn render_elsewhere(&self, state: &mut State, piece: usize, assigned: Assigned) -> Option<Splice> {
        let next = state.pieces[piece + 1..].iter().position(|piece| piece.block.is_some());
        let range = piece..next.map_or(state.pieces.len(), |more| piece + 1 + more);
        let start: usize = state.pieces[..piece].iter().map(|piece| piece.bytes).sum();
        let length: usize = state.pieces[range.clone()].iter().map(|piece| piece.bytes).sum();
        let from = if piece == 0 { state.front } else { start };
        let source = &self.text[from..start + length];
        let arena = Arena::new();
        let own = State::own_definitions(&state.pieces[range.clone()]);
        let parsed = parse::parse(&arena, source, &state.knowledge, &own);
        let line = parsed.first_line as isize - if piece == 0 { state.front_lines as isize } else { 0 };
        let index = state.pieces[..piece].iter().filter(|piece| piece.block.is_some()).count();
        let (old, words) = (state.pieces[piece].block.clone(), state.pieces[piece].words);
        state.render(range, &parsed.nodes, line, source, assigned, self.setting);
        state.words = state.words + state.pieces[piece].words - words;
        difference(
            index,
            &old.iter().collect::<Vec<_>>(),
            &state.pieces[piece].block.iter().collect::<Vec<_>>(),
        )
    }

    fn section(&self, state: &mut State) -> Option<Splice> {
        let (old, words) = (state.section.take(), state.section_words);
        state.render_section(self.setting);
        state.words = state.words + state.section_words - words;
        let index = state.pieces.iter().filter(|piece| piece.block.is_some()).count();
        difference(index, &old.iter().collect::<Vec<_>>(), &state.section.iter().collect::<Vec<_>>())
    }
}

/// What the block that begins with a piece was assigned.
pub(crate) fn assigned_of(piece: &Piece) -> &Assigned {
    static NONE: Assigned = Assigned {
        ids: Vec::new(),
        levels: Vec::new(),
        raw_levels: Vec::new(),
        raw_ids: Vec::new(),
        notes: Vec::new(),
        inner: Vec::new(),
    };
    piece.found.as_ref().map_or(&NONE, |found| &found.assigned)
}

fn has_notes(piece: &Piece) -> bool {
    piece.found.as_ref().is_some_and(|found| !found.notes.is_empty())
}

/// Passes on to new blocks what the old ones were assigned, where all wishes are the same.
fn pass_on(old: &[Piece], new: &[Piece], heads: &[bool]) -> Vec<Assigned> {
    let mut ids = VecDeque::new();
    let mut raw_ids = VecDeque::new();
    let mut levels = VecDeque::new();
    let mut raw_levels = VecDeque::new();
    let mut notes = VecDeque::new();
    let mut inner = VecDeque::new();
    for found in old.iter().filter_map(|piece| piece.found.as_ref()) {
        ids.extend(found.assigned.ids.iter().cloned());
        raw_ids.extend(found.assigned.raw_ids.iter().map(|(_, id)| id.clone()));
        levels.extend(found.assigned.levels.iter().copied());
        raw_levels.extend(found.assigned.raw_levels.iter().copied());
        notes.extend(found.assigned.notes.iter().copied());
        inner.extend(found.assigned.inner.iter().cloned());
    }
    let mut assigned: Vec<Assigned> = Vec::new();
    for (piece, head) in new.iter().zip(heads) {
        if *head || assigned.is_empty() {
            assigned.push(Assigned::default());
        }
        let (Some(facts), Some(block)) = (piece.facts.as_deref(), assigned.last_mut()) else { continue };
        let own_notes = notes.drain(..facts.notes.len().min(notes.len())).collect();
        let own_inner = inner.drain(..facts.definitions.len().min(inner.len())).collect();
        let id = |wish: &IdWish| {
            let from = if wish.raw { &mut raw_ids } else { &mut ids };
            from.pop_front().unwrap_or_default()
        };
        let level = |_, raw| {
            let from = if raw { &mut raw_levels } else { &mut levels };
            from.pop_front().unwrap_or(1)
        };
        state::add(block, facts, own_notes, own_inner, id, level);
    }
    assigned
}
