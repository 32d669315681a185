//! The words of a text with their places in its source: what a spelling checker looks at.
//!
//! Code, formulas, HTML, addresses and front matter have no such words. A word that is written with marks in it,
//! half of it emphasised, has none either: it cannot be told what its place would be.

use std::ops::Range;

use comrak::nodes::{Node, NodeValue};
use model::Language;
use unicode_segmentation::UnicodeSegmentation;

use crate::language;
use crate::marks::Places;

/// The words of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The language the block is written in, where that can be told from it alone.
    pub language: Option<Language>,
    /// Its words in order.
    pub words: Vec<Word>,
}

/// A word with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In UTF-16 code units of the text.
    pub range: Range<usize>,
    /// As written.
    pub text: String,
}

/// The words of a block; places are counted from its start.
pub(crate) fn passage(nodes: &[Node<'_>], places: &mut Places<'_>) -> Passage {
    let mut words = Vec::new();
    let mut text = String::new();
    let mut stack: Vec<Node<'_>> = nodes.iter().rev().copied().collect();
    while let Some(node) = stack.pop() {
        match &node.data().value {
            NodeValue::Text(literal) => {
                text.push_str(literal);
                take(node, literal, places, &mut words);
            }
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            NodeValue::Link(link) if is_address(node, &link.url) => {}
            _ => {
                if node.data().value.block() {
                    text.push('\n');
                }
                stack.extend(node.reverse_children());
            }
        }
    }
    Passage { language: language::detect(&text), words }
}

/// Whether a link shows its address.
fn is_address(link: Node<'_>, address: &str) -> bool {
    let text = crate::emit::text_of(link);
    !text.is_empty() && (address.ends_with(&text) || text.contains("://"))
}

fn take(node: Node<'_>, literal: &str, places: &mut Places<'_>, words: &mut Vec<Word>) {
    let Some(source) = written(node, literal, places) else { return };
    for (at, word) in literal.unicode_word_indices() {
        let wanted = word.chars().any(char::is_alphabetic)
            && !word
                .contains(|character: char| character.is_numeric() || matches!(character, '_' | '.' | ':'));
        if !wanted {
            continue;
        }
        let (Some(start), Some(end)) = (source.at(at), source.at(at + word.len())) else { continue };
        let whole = places.source().get(start..end) == Some(word);
        if whole && stands_alone(places.source(), start, end) {
            words.push(Word { range: places.units(&(start..end)), text: word.to_owned() });
        }
    }
}

/// Whether neither a letter, with or without marks of emphasis between, nor a sign of an address is next to a word.
fn stands_alone(source: &str, start: usize, end: usize) -> bool {
    let mark = |character: &char| !matches!(character, '*' | '_' | '~' | '\u{200c}');
    let before = source[..start].chars().rev().find(mark);
    let after = source[end..].chars().find(mark);
    let joined = |character: char| character.is_alphanumeric() || matches!(character, '@' | '/');
    !before.is_some_and(joined) && !after.is_some_and(joined)
}

/// Where the bytes of a literal are written.
struct Written {
    /// As they stand, from here on.
    start: usize,
    /// Where character references or escapes are among them: each byte's place.
    bytes: Option<Vec<usize>>,
}

impl Written {
    fn at(&self, byte: usize) -> Option<usize> {
        self.bytes.as_ref().map_or(Some(self.start + byte), |bytes| bytes.get(byte).copied())
    }
}

fn written(node: Node<'_>, literal: &str, places: &Places<'_>) -> Option<Written> {
    let source = places.source();
    let line = places.line_bytes(node)?;
    let start = places.bytes(node.data().sourcepos).map(|bytes| bytes.start);
    if let Some(start) = start.filter(|start| source[*start..].starts_with(literal)) {
        return Some(Written { start, bytes: None });
    }
    if let Some(bytes) = start.and_then(|start| aligned(source, start, literal)) {
        return Some(Written { start: 0, bytes: Some(bytes) });
    }
    // The parser lost its place: a text that stands in its line just once is still found.
    let own = &source[line.clone()];
    let first = literal.chars().next()?;
    let mut found = own
        .match_indices(first)
        .take(MOST_PLACES)
        .filter_map(|(at, _)| aligned(source, line.start + at, literal));
    let bytes = found.next()?;
    found.next().is_none().then_some(Written { start: 0, bytes: Some(bytes) })
}

/// In how many places of a line a text is looked for.
const MOST_PLACES: usize = 400;

/// Goes over a literal and its source side by side; references and escapes are stepped over.
fn aligned(source: &str, start: usize, literal: &str) -> Option<Vec<usize>> {
    let mut places = Vec::with_capacity(literal.len() + 1);
    let mut at = start;
    for (index, character) in literal.char_indices() {
        let rest = &source[at..];
        if let Some(length) = reference(rest).filter(|length| !literal[index..].starts_with(&rest[..*length]))
        {
            places.extend(std::iter::repeat_n(at, character.len_utf8()));
            at += length;
            continue;
        }
        if !rest.starts_with(character) {
            if !(rest.starts_with('\\') && rest[1..].starts_with(character)) {
                return None;
            }
            at += 1;
        }
        places.extend(at..at + character.len_utf8());
        at += character.len_utf8();
    }
    places.push(at);
    Some(places)
}

/// The length of the character reference that a text begins with.
fn reference(text: &str) -> Option<usize> {
    if !text.starts_with('&') {
        return None;
    }
    let name =
        text[1..].bytes().take(40).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    (name > 0 && text[1 + name..].starts_with(';')).then_some(name + 2)
}
