//! The part of a text where the words that were looked for stand, with those words marked.

use crate::fold::{self, Token};
use crate::query::Words;

/// A run of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text, as its author wrote it.
    pub text: String,
    /// Whether it is what was looked for.
    pub matched: bool,
}

/// How many bytes are shown before the first match.
const BEFORE: usize = 60;

/// How many bytes are shown in all, roughly.
const SHOWN: usize = 240;

/// An excerpt of `text` around the first place where any of the words stands; `None` where none does.
pub(crate) fn excerpt(text: &str, words: &[&Words]) -> Option<Vec<Run>> {
    let first = first_match(text, words)?;
    let start = floor(text, first.saturating_sub(BEFORE));
    let start = if start == 0 { 0 } else { after_space(text, start, first) };
    let end = ceil(text, start + SHOWN);
    let end = if end == text.len() { end } else { before_space(text, end, first) };
    Some(mark(&text[start..end], words, start > 0, end < text.len()))
}

/// A whole text with the words marked.
pub(crate) fn marked(text: &str, words: &[&Words]) -> Vec<Run> {
    mark(text, words, false, false)
}

fn first_match(text: &str, words: &[&Words]) -> Option<usize> {
    let longest = words.iter().map(|words| words.tokens.len()).max()?;
    let mut window: std::collections::VecDeque<Token> = std::collections::VecDeque::new();
    let mut rest = fold::tokens(text);
    loop {
        while window.len() < longest {
            match rest.next() {
                Some(token) => window.push_back(token),
                None => break,
            }
        }
        let tokens = window.make_contiguous();
        let start = tokens.first()?.range.start;
        if words.iter().any(|words| matches_at(words, tokens)) {
            return Some(start);
        }
        window.pop_front();
    }
}

fn matches_at(words: &Words, tokens: &[Token]) -> bool {
    let count = words.tokens.len();
    tokens.len() >= count
        && words.tokens.iter().zip(tokens).enumerate().all(|(index, (wanted, token))| {
            if words.prefix && index + 1 == count {
                token.text.starts_with(wanted)
            } else {
                token.text == *wanted
            }
        })
}

fn mark(text: &str, words: &[&Words], cut_before: bool, cut_after: bool) -> Vec<Run> {
    let tokens: Vec<Token> = fold::tokens(text).collect();
    let mut runs = Runs::default();
    if cut_before {
        runs.push("… ", false);
    }
    let mut shown = 0;
    let mut index = 0;
    while index < tokens.len() {
        let longest = words
            .iter()
            .filter(|words| matches_at(words, &tokens[index..]))
            .map(|words| words.tokens.len())
            .max();
        let Some(count) = longest else {
            index += 1;
            continue;
        };
        let (start, end) = (tokens[index].range.start, tokens[index + count - 1].range.end);
        runs.push(&text[shown..start], false);
        runs.push(&text[start..end], true);
        shown = end;
        index += count;
    }
    runs.push(&text[shown..], false);
    if cut_after {
        runs.push(" …", false);
    }
    runs.0
}

#[derive(Default)]
struct Runs(Vec<Run>);

impl Runs {
    /// Adds text with every run of white space as one space.
    fn push(&mut self, text: &str, matched: bool) {
        let mut spaced = String::with_capacity(text.len());
        for character in text.chars() {
            if !character.is_whitespace() {
                spaced.push(character);
            } else if !spaced.ends_with(' ') {
                spaced.push(' ');
            }
        }
        if spaced.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.matched == matched => last.text.push_str(&spaced),
            _ => self.0.push(Run { text: spaced, matched }),
        }
    }
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn ceil(text: &str, at: usize) -> usize {
    (at.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// The beginning of the first word from `start` on, but not after the match.
fn after_space(text: &str, start: usize, first: usize) -> usize {
    let part = &text[start..first.max(start)];
    part.char_indices()
        .find(|(_, character)| character.is_whitespace())
        .map_or(start, |(index, character)| start + index + character.len_utf8())
}

/// The end of the last word before `end`, but not before the match.
fn before_space(text: &str, end: usize, first: usize) -> usize {
    match text[..end].rfind(char::is_whitespace) {
        Some(space) if space > first && end - space < SHOWN / 2 => space,
        _ => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query;

    fn shown(text: &str, wanted: &str) -> Option<String> {
        let query = query::parse(wanted);
        let runs = excerpt(text, &query.words())?;
        Some(
            runs.iter()
                .map(|run| if run.matched { format!("[{}]", run.text) } else { run.text.clone() })
                .collect(),
        )
    }

    #[test]
    fn an_excerpt_marks_the_words_as_they_were_written() {
        assert_eq!(shown("The Crème\n of it", "creme").as_deref(), Some("The [Crème] of it"));
        assert_eq!(shown("an old  bridge here", "\"old bridge\"").as_deref(), Some("an [old bridge] here"));
        assert_eq!(shown("نامهٔ كِتابي‌ها", "کتابی").as_deref(), Some("نامهٔ [كِتابي]‌ها"));
        assert_eq!(shown("nothing", "else"), None);
        assert_eq!(shown("", "else"), None);
    }

    #[test]
    fn an_excerpt_of_a_long_text_is_cut_between_words_around_the_match() {
        let text = format!("{} needle {}", "häy ".repeat(500), "straw ".repeat(500));
        let shown = shown(&text, "needle").expect("a match");
        assert!(shown.starts_with("… häy") && shown.ends_with("straw …"), "{shown}");
        assert!(shown.contains("[needle]") && shown.len() < 300, "{shown}");
    }
}
