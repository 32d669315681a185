//! Definitions of links that an edit changed, and the blocks elsewhere that use their labels.

use std::collections::HashSet;
use std::ops::Range;

use comrak::Arena;

use crate::facts;
use crate::outline::label;
use crate::parse;
use crate::state::{Piece, State};

/// The blocks outside `replaced` whose text could refer to one of some labels, by their first pieces. `resume` is
/// where the piece after those replaced begins in the new text. `None` where such a block says something else to
/// the others now, so that more than it is concerned.
pub(super) fn affected(
    state: &State,
    text: &str,
    labels: &HashSet<String>,
    replaced: &Range<usize>,
    resume: usize,
) -> Option<Vec<usize>> {
    let mut affected = Vec::new();
    if labels.is_empty() {
        return Some(affected);
    }
    let (mut piece, mut start) = (0, 0);
    while piece < state.pieces.len() {
        if piece == replaced.start {
            (piece, start) = (replaced.end, resume);
            continue;
        }
        let more = state.pieces[piece + 1..].iter().take_while(|next| next.block.is_none()).count();
        let range = piece..piece + 1 + more;
        let length: usize = state.pieces[range.clone()].iter().map(|piece| piece.bytes).sum();
        let source = &text[if piece == 0 { state.front } else { start }..start + length];
        if refers(source, labels) {
            if !says_the_same(state, &state.pieces[range.clone()], source) {
                return None;
            }
            affected.push(piece);
        }
        piece = range.end;
        start += length;
    }
    Some(affected)
}

fn refers(source: &str, labels: &HashSet<String>) -> bool {
    source.contains(']')
        && facts::labels(source, "]").iter().any(|(_, written)| labels.contains(&label(written)))
}

/// Whether a block says to the others what it said before: its headings may hold a link that is none any more.
fn says_the_same(state: &State, pieces: &[Piece], source: &str) -> bool {
    let arena = Arena::new();
    let own = State::own_definitions(pieces);
    let parsed = parse::parse(&arena, source, &state.knowledge, &own);
    let cuts = parse::pieces(source, &parsed);
    let ends = cuts.iter().skip(1).map(|cut| cut.start).chain([source.len()]);
    cuts.len() == pieces.len()
        && cuts.iter().zip(ends).zip(pieces).all(|((cut, end), piece)| {
            facts::gather(&parsed.nodes[cut.nodes.clone()], &source[cut.start..end]) == piece.facts
        })
}
