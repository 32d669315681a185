//! Texts that nobody wrote: megabytes in one paragraph, or in millions of blocks. They are shown as they are
//! written, so that whatever is pasted is answered at once.

use crate::emit::escape;
use crate::reading::Remembered;
use crate::state::{Found, Piece, State, lines, utf16_length};
use crate::{Block, Concern, Problem};

/// Texts up to this size are always rendered, in bytes.
const TAME: usize = 1024 * 1024;

/// How much may stand without a blank line in longer ones.
const LONGEST_RUN: usize = 256 * 1024;

/// How many blank lines they may have.
const MOST_BLOCKS: usize = 250_000;

/// The size of the blocks a wild text is shown in, at least.
const BLOCK: usize = 16 * 1024;

/// Whether a text is shown as it is written.
pub(crate) fn is_wild(text: &str) -> bool {
    if text.len() <= TAME {
        return false;
    }
    let mut last = 0;
    let mut blocks = 0;
    for (at, _) in text.match_indices("\n\n") {
        if at - last > LONGEST_RUN {
            return true;
        }
        last = at;
        blocks += 1;
    }
    blocks > MOST_BLOCKS || text.len() - last > LONGEST_RUN
}

/// Shows a text as it is written.
pub(crate) fn build(text: &str) -> State {
    let mut state = State { wild: true, ..State::default() };
    let mut rest = text;
    while !rest.is_empty() {
        let from = rest.ceil_char_boundary(BLOCK);
        let end = rest[from..].find('\n').map_or(rest.len(), |feed| from + feed + 1);
        let (part, after) = rest.split_at(end);
        let mut html = String::with_capacity(part.len() + 64);
        html.push_str("<pre tabindex=\"0\"><code>");
        escape(&mut html, part.trim_end());
        html.push_str("</code></pre>");
        let words = part.split_whitespace().count() as u32;
        let lines = lines(part);
        state.words += words;
        state.pieces.push(Piece {
            bytes: part.len(),
            units: utf16_length(part),
            lines,
            words,
            block: Some(Block { html, lines }),
            facts: None,
            found: None,
            reading: Remembered::default(),
        });
        rest = after;
    }
    if let Some(first) = state.pieces.first_mut() {
        let message = "This text has megabytes in one paragraph, or hundreds of thousands of paragraphs; it is \
                       shown as it is written.";
        let problems = vec![Problem {
            line: 0,
            message: message.to_owned(),
            concern: Concern::Size,
            subject: String::new(),
        }];
        first.found = Some(Box::new(Found { problems, ..Found::default() }));
    }
    state
}

#[cfg(test)]
mod tests {
    use crate::{AsWritten, Change, Document, RenderOptions, render};

    #[test]
    fn megabytes_without_a_blank_line_are_shown_as_they_are_written() {
        for text in ["[".repeat(2_000_000), "a\n\n".repeat(700_000), "word\n".repeat(400_000)] {
            let rendered = render(&text, &RenderOptions::default(), &AsWritten);
            assert_eq!(rendered.problems.len(), 1);
            assert!(rendered.blocks.iter().all(|block| block.html.starts_with("<pre")));
        }
    }

    #[test]
    fn a_text_can_grow_wild_and_be_tamed_again() {
        let text = "word ".repeat(300_000);
        let tame = format!("{}\n\n{}", &text[..200_000], &text[200_000..]);
        let mut document = Document::new(tame, RenderOptions::default(), std::sync::Arc::new(AsWritten));
        let wild = document.rendered();
        assert_eq!(wild.problems.len(), 1);
        let change = Change { from: 100, to: 1_400_000, insert: String::new() };
        assert!(!document.edit(&[change]).expect("a change that fits").is_empty());
        assert_eq!(document.rendered(), render(document.text(), &RenderOptions::default(), &AsWritten));
        assert!(document.rendered().problems.is_empty());
    }
}
