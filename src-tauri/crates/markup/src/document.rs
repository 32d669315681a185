//! What a document can say of its text beside its blocks: counts, marks, words, sections.

use std::collections::HashSet;
use std::ops::Range;

use comrak::Arena;

use crate::emit::{self, Setting};
use crate::marks::{Mark, Places};
use crate::parse::{self, Parsed};
use crate::prose::{self, Passage};
use crate::reading::{self, Reading};
use crate::state::{State, utf16_length};
use crate::statistics::Statistics;
use crate::{Change, Document, Problem, sanitize, window};

/// A heading and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading, as in the outline.
    pub heading: crate::Heading,
    /// From the start of the heading's line to the next heading that is not below it, in UTF-16 code units;
    /// empty where the heading stands in a quote or a list.
    pub range: Range<usize>,
}

/// A block among the pieces: which they are, and where it begins in bytes, UTF-16 units and lines.
struct Place {
    pieces: Range<usize>,
    bytes: usize,
    units: usize,
    line: u32,
}

impl Document {
    /// Reads up to `most` blocks that nobody has read yet; `true` where there may be more. Reading a long text
    /// at once takes a while; whoever shares it with someone who types reads it bit by bit.
    pub fn read_ahead(&self, most: usize) -> bool {
        let mut read = 0;
        for place in self.places_of_blocks() {
            if self.state.pieces[place.pieces.start].reading.get().is_none() {
                if read == most {
                    return true;
                }
                read += 1;
                self.reading(&place);
            }
        }
        false
    }

    /// What there is to count.
    #[must_use]
    pub fn statistics(&self) -> Statistics {
        let mut all = Statistics::default();
        for place in self.places_of_blocks() {
            all.add(&self.reading(&place).counts);
        }
        // The words that the status line shows: those of notes count once, where readers find them.
        all.words = self.words();
        all
    }

    /// What there is to count in a stretch of the text, in UTF-16 code units, taken for a text of its own.
    #[must_use]
    pub fn statistics_of(&self, range: Range<usize>) -> Statistics {
        let Some(bytes) = self.bytes(&range) else { return Statistics::default() };
        let stretch = Document::new(self.text[bytes].to_owned(), self.options.clone(), self.resolver.clone());
        stretch.statistics()
    }

    /// The headings, links and pictures, in the order of the text.
    #[must_use]
    pub fn marks(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        for place in self.places_of_blocks() {
            marks.extend(self.reading(&place).marks.iter().map(|mark| Mark {
                line: mark.line + place.line,
                range: mark.range.as_ref().map(|range| range.start + place.units..range.end + place.units),
                ..mark.clone()
            }));
        }
        marks
    }

    /// What rendering could not do as it is written.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.state.each(|line, found| {
            problems.extend(found.problems.iter().map(|it| Problem { line: it.line + line, ..it.clone() }));
        });
        problems
    }

    /// The ids that links within the text can lead to.
    #[must_use]
    pub fn anchors(&self) -> HashSet<String> {
        let mut anchors = HashSet::new();
        self.state.each(|_, found| {
            anchors.extend(found.assigned.ids.iter().cloned());
            anchors.extend(found.assigned.raw_ids.iter().map(|(_, id)| id.clone()));
        });
        anchors
    }

    /// Where lines of the text begin and end, in UTF-16 code units, for lines counted from 0 in ascending order.
    #[must_use]
    pub fn line_ranges(&self, lines: &[u32]) -> Vec<Range<usize>> {
        let starts = self.starts(lines.iter().copied());
        let range = |(byte, unit): &(usize, usize)| {
            let line = self.text[*byte..].split('\n').next().unwrap_or_default();
            *unit..*unit + utf16_length(line)
        };
        starts.iter().map(range).collect()
    }

    /// The words of the blocks that stand in some lines, counted from 0.
    #[must_use]
    pub fn passages(&self, within: Range<u32>) -> Vec<Passage> {
        let mut passages = Vec::new();
        if self.state.wild {
            return passages;
        }
        for place in self.places_of_blocks() {
            let pieces = &self.state.pieces[place.pieces.clone()];
            let end = place.line + pieces.iter().map(|piece| piece.lines).sum::<u32>();
            if end <= within.start {
                continue;
            }
            if place.line >= within.end {
                break;
            }
            let mut passage = self.parsed(&place, |parsed, places| prose::passage(&parsed.nodes, places));
            for word in &mut passage.words {
                word.range = word.range.start + place.units..word.range.end + place.units;
            }
            passages.push(passage);
        }
        passages
    }

    /// The headings with their sections.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        let outline = self.outline();
        let starts = self.starts(outline.iter().map(|heading| heading.line));
        let movable: Vec<bool> = starts.iter().map(|(byte, _)| is_outermost(&self.text[*byte..])).collect();
        let end = utf16_length(&self.text[..self.end_of_sections()]);
        let ends = |index: usize| {
            let level = outline[index].level;
            let next =
                (index + 1..outline.len()).find(|next| movable[*next] && outline[*next].level <= level);
            next.map_or(end, |next| starts[next].1).max(starts[index].1)
        };
        outline
            .iter()
            .enumerate()
            .map(|(index, heading)| {
                let start = starts[index].1;
                let range = start..if movable[index] { ends(index) } else { start };
                Section { heading: heading.clone(), range }
            })
            .collect()
    }

    /// The changes that move a section before another heading or, where `to` is the number of headings, behind
    /// the last; both are counted as in [`Document::sections`]. None where it would stay or cannot be moved.
    #[must_use]
    pub fn move_section(&self, from: usize, to: usize) -> Vec<Change> {
        let sections = self.sections();
        let Some(moved) = sections.get(from).filter(|section| !section.range.is_empty()) else {
            return Vec::new();
        };
        let behind = sections.iter().map(|section| section.range.end).max().unwrap_or_default();
        let target = match sections.get(to) {
            Some(before) if before.range.is_empty() => return Vec::new(),
            Some(before) => before.range.start,
            None => behind,
        };
        if (moved.range.start..=moved.range.end).contains(&target) {
            return Vec::new();
        }
        let (Some(own), Some(head)) = (self.bytes(&moved.range), self.bytes(&(0..target))) else {
            return Vec::new();
        };
        let own = self.text[own].trim_end_matches('\n');
        let head = &self.text[head];
        // A blank line stands between it and what is around it, wherever it comes to stand.
        let gap = match () {
            () if head.is_empty() || head.ends_with("\n\n") => "",
            () if head.ends_with('\n') => "\n",
            () => "\n\n",
        };
        let after = if head.len() == self.text.len() { "\n" } else { "\n\n" };
        let insert = Change { from: target, to: target, insert: format!("{gap}{own}{after}") };
        let removal = Change { from: moved.range.start, to: moved.range.end, insert: String::new() };
        if target < moved.range.start { vec![insert, removal] } else { vec![removal, insert] }
    }

    /// The bytes of a range of UTF-16 code units.
    fn bytes(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let change = Change { from: range.start, to: range.end, insert: String::new() };
        let places = self.places(std::slice::from_ref(&change)).ok()?;
        places.first().map(|(from, to)| *from..*to)
    }

    /// Where lines begin, in bytes and UTF-16 units; they are asked for in ascending order.
    fn starts(&self, wanted: impl Iterator<Item = u32>) -> Vec<(usize, usize)> {
        let (mut byte, mut unit, mut line) = (0, 0, 0);
        wanted
            .map(|wanted| {
                while line < wanted && byte < self.text.len() {
                    let rest = &self.text[byte..];
                    let length = rest.find('\n').map_or(rest.len(), |feed| feed + 1);
                    unit += utf16_length(&rest[..length]);
                    byte += length;
                    line += 1;
                }
                (byte, unit)
            })
            .collect()
    }

    /// Where the definitions of notes and links that end a text begin, or else its end.
    fn end_of_sections(&self) -> usize {
        let mut end = self.text.len();
        for piece in self.state.pieces.iter().rev() {
            let defines = piece
                .facts
                .as_ref()
                .is_some_and(|facts| !facts.definitions.is_empty() || !facts.links.is_empty());
            let shows = piece.block.as_ref().is_none_or(|block| !block.html.is_empty());
            if !defines || shows {
                break;
            }
            end -= piece.bytes;
        }
        end
    }

    fn places_of_blocks(&self) -> impl Iterator<Item = Place> + '_ {
        let pieces = &self.state.pieces;
        let (mut index, mut bytes, mut units, mut line) = (0, 0, 0, 0);
        std::iter::from_fn(move || {
            if index >= pieces.len() {
                return None;
            }
            let more = pieces[index + 1..].iter().take_while(|piece| piece.block.is_none()).count();
            let place = Place { pieces: index..index + 1 + more, bytes, units, line };
            for piece in &pieces[place.pieces.clone()] {
                bytes += piece.bytes;
                units += piece.units;
                line += piece.lines;
            }
            index = place.pieces.end;
            Some(place)
        })
    }

    fn source(&self, place: &Place) -> &str {
        let length: usize = self.state.pieces[place.pieces.clone()].iter().map(|piece| piece.bytes).sum();
        let front = if place.pieces.start == 0 { self.state.front } else { 0 };
        &self.text[place.bytes + front..place.bytes + length]
    }

    /// Parses a block by itself.
    fn parsed<T>(&self, place: &Place, read: impl FnOnce(&Parsed<'_>, &mut Places<'_>) -> T) -> T {
        let source = self.source(place);
        let arena = Arena::new();
        let own = State::own_definitions(&self.state.pieces[place.pieces.clone()]);
        let parsed = parse::parse(&arena, source, &self.state.knowledge, &own);
        let front = if place.pieces.start == 0 { self.state.front } else { 0 };
        let before =
            (utf16_length(&self.text[..front]), if front == 0 { 0 } else { self.state.front_lines as u32 });
        read(&parsed, &mut Places::new(source, parsed.first_line, before))
    }

    fn reading(&self, place: &Place) -> &Reading {
        let pieces = &self.state.pieces[place.pieces.clone()];
        pieces[0].reading.or_read(|| {
            let language = self.options.language.as_ref();
            if self.state.wild {
                let mut reading = Reading::default();
                crate::statistics::count(&mut reading.counts, self.source(place), false, language);
                return reading;
            }
            let raw = pieces.iter().any(|piece| piece.facts.as_ref().is_some_and(|facts| facts.raw));
            self.parsed(place, |parsed, places| {
                let text = raw.then(|| self.seen(place, parsed));
                reading::read(&parsed.nodes, places, text.as_deref(), language)
            })
        })
    }

    /// What a reader sees of a block with HTML in it.
    fn seen(&self, place: &Place, parsed: &Parsed<'_>) -> String {
        let setting = Setting::new(&self.options, &*self.resolver);
        let source = self.source(place);
        let mark = sanitize::mark_for(source);
        let assigned = window::assigned_of(&self.state.pieces[place.pieces.start]);
        let mut emission = emit::emit(&setting, &parsed.nodes, parsed.first_line as isize, assigned, &mark);
        if emission.raw {
            sanitize::clean(&mut emission, source, &mark, assigned, &setting);
        }
        emission.text
    }
}

/// Whether a heading that begins here stands in no quote and no list.
fn is_outermost(text: &str) -> bool {
    let line = text.split('\n').next().unwrap_or_default();
    let bare = line.trim_start_matches(' ');
    let item = bare.starts_with(['-', '*', '+']) && bare[1..].starts_with([' ', '\t']);
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let numbered =
        digits > 0 && bare[digits..].starts_with(['.', ')']) && bare[digits + 1..].starts_with([' ', '\t']);
    line.len() - bare.len() <= 3 && !bare.starts_with(['>', '\t']) && !item && !numbered
}

#[cfg(test)]
mod tests;
