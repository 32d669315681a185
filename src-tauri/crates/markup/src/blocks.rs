//! A text that is being edited, and its blocks.

use std::sync::Arc;

use crate::emit::Setting;
use crate::state::State;
use crate::{Block, Heading, RenderOptions, Rendered, Resolver, window};

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
///
/// Whatever is edited, it equals a document made from the text as it stands.
pub struct Document {
    pub(crate) text: String,
    pub(crate) options: RenderOptions,
    pub(crate) resolver: Arc<dyn Resolver>,
    pub(crate) state: State,
}

impl Document {
    /// Renders a text and keeps it.
    #[must_use]
    pub fn new(text: String, options: RenderOptions, resolver: Arc<dyn Resolver>) -> Self {
        let state = State::build(&text, &Setting::new(&options, &*resolver));
        Self { text, options, resolver, state }
    }

    /// Changes the text and answers with what that does to the blocks. The changes are given in ascending
    /// order and do not overlap.
    ///
    /// # Errors
    /// [`OutOfRange`] where a change does not fit; the text is then as it was.
    pub fn edit(&mut self, changes: &[Change]) -> Result<Vec<Splice>, OutOfRange> {
        let places = self.places(changes)?;
        let (Some(first), Some(last)) = (places.first(), places.last()) else { return Ok(Vec::new()) };
        let old = first.0..last.1;
        let inserted: usize = changes.iter().map(|change| change.insert.len()).sum();
        let removed: usize = places.iter().map(|(from, to)| to - from).sum();
        let new_end = old.end + inserted - removed;
        let brackets = crate::state::count(&self.text.as_bytes()[old.clone()], b']');
        let mut replacement = String::new();
        for (index, (change, (_, to))) in changes.iter().zip(&places).enumerate() {
            replacement.push_str(&change.insert);
            let next = places.get(index + 1).map_or(*to, |(from, _)| *from);
            replacement.push_str(&self.text[*to..next]);
        }
        self.text.replace_range(old.clone(), &replacement);
        let setting = Setting::new(&self.options, &*self.resolver);
        let edit = window::Edit { old, new_end, brackets };
        if let Some(splices) = window::edit(&mut self.state, &self.text, &edit, &setting) {
            return Ok(splices);
        }
        Ok(self.refresh())
    }

    /// Where changes lie, in bytes.
    pub(crate) fn places(&self, changes: &[Change]) -> Result<Vec<(usize, usize)>, OutOfRange> {
        let mut places = Vec::with_capacity(changes.len());
        let mut at = (0, 0);
        let mut pieces = self.state.pieces.iter().peekable();
        let mut piece_end = (0, 0);
        for change in changes {
            let wrong = || OutOfRange { from: change.from, to: change.to };
            let mut seek = |target: usize| {
                if target < at.1 {
                    return None;
                }
                while let Some(piece) = pieces.next_if(|piece| piece_end.1 + piece.units <= target) {
                    piece_end = (piece_end.0 + piece.bytes, piece_end.1 + piece.units);
                }
                let start = if at.1 > piece_end.1 { at } else { piece_end };
                at = advance(&self.text, start, target)?;
                Some(at.0)
            };
            let from = seek(change.from).ok_or_else(wrong)?;
            let to = seek(change.to).ok_or_else(wrong)?;
            places.push((from, to));
        }
        Ok(places)
    }

    /// Renders the text with other options.
    pub fn set_options(&mut self, options: RenderOptions) -> Vec<Splice> {
        if options == self.options {
            return Vec::new();
        }
        self.options = options;
        self.refresh()
    }

    /// Renders the whole text again, as when the answers of the resolver have changed.
    pub fn refresh(&mut self) -> Vec<Splice> {
        let state = State::build(&self.text, &Setting::new(&self.options, &*self.resolver));
        let old = std::mem::replace(&mut self.state, state);
        let old: Vec<&Block> = old.blocks().collect();
        let new: Vec<&Block> = self.state.blocks().collect();
        difference(0, &old, &new).into_iter().collect()
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
        self.state.blocks()
    }

    /// How many words a reader reads.
    #[must_use]
    pub fn words(&self) -> u32 {
        self.state.words
    }

    /// The headings.
    #[must_use]
    pub fn outline(&self) -> Vec<Heading> {
        self.state.outline()
    }

    /// Everything that rendering the text gives.
    #[must_use]
    pub fn rendered(&self) -> Rendered {
        self.state.rendered()
    }
}

/// Goes on from a position (bytes, UTF-16 units) to `target` UTF-16 units.
fn advance(text: &str, (mut bytes, mut units): (usize, usize), target: usize) -> Option<(usize, usize)> {
    for character in text[bytes..].chars() {
        if units >= target {
            break;
        }
        bytes += character.len_utf8();
        units += character.len_utf16();
    }
    (units == target).then_some((bytes, units))
}

/// One splice that makes one stretch of blocks, from the block `at` on, into another.
pub(crate) fn difference(at: usize, old: &[&Block], new: &[&Block]) -> Option<Splice> {
    let head = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let tail =
        old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(old, new)| old == new).count();
    let remove = old.len() - head - tail;
    let insert: Vec<Block> = new[head..new.len() - tail].iter().map(|block| (*block).clone()).collect();
    (remove > 0 || !insert.is_empty()).then_some(Splice { at: at + head, remove, insert })
}
