//! Text without marks, and CommonMark without additions.

use std::sync::Arc;

use comrak::nodes::NodeValue;
use comrak::options::Render;
use comrak::{Arena, Options};

use crate::emit::{self, Assigned, Setting};
use crate::{AsWritten, RenderOptions, front_matter, parse, sanitize};

/// Renders CommonMark 0.31.2 exactly, raw HTML kept and nothing added: for checking conformance only. The
/// result is not safe to show.
#[must_use]
pub fn render_plain(text: &str) -> String {
    let options = Options { render: Render { r#unsafe: true, ..Render::default() }, ..Options::default() };
    comrak::markdown_to_html(text, &options)
}

/// What a reader reads of a text, each block on lines of its own: what is searched, compared and counted.
#[must_use]
pub fn plain_text(text: &str) -> String {
    let options = RenderOptions::default();
    let setting = Setting::new(&options, &AsWritten);
    let source = &text[front_matter::length(text)..];
    let arena = Arena::new();
    let parsed = parse::parse(&arena, source, &Arc::default(), &[]);
    let mark = sanitize::mark_for(source);
    let mut emission = emit::emit(&setting, &parsed.nodes, 0, &Assigned::default(), &mark);
    if emission.raw {
        sanitize::clean(&mut emission, source, &mark, &Assigned::default(), &setting);
    }
    emission.text
}

/// As much of a text as an excerpt is looked for in, in bytes.
const BEGINNING: usize = 32 * 1024;

/// The beginning of a text for lists and cards: its first paragraphs without marks, at most `limit` characters,
/// cut at a word and ended with “…” where something is left out. Headings, lists, tables and code are passed
/// over, unless there is nothing else.
#[must_use]
pub fn excerpt(text: &str, limit: usize) -> String {
    let body = &text[front_matter::length(text)..];
    let beginning = &body[..body.floor_char_boundary(BEGINNING)];
    let mut plain = paragraphs(beginning);
    if plain.trim().is_empty() {
        plain = plain_text(beginning);
    }
    let words = plain.split_whitespace();
    let mut excerpt = String::new();
    let mut length = 0;
    for word in words {
        let longer = length + word.chars().count() + usize::from(length > 0);
        if longer > limit {
            let end = excerpt.trim_end_matches(|character: char| ",;:.–—-(«“\"".contains(character)).len();
            excerpt.truncate(end);
            excerpt.push('…');
            break;
        }
        if length > 0 {
            excerpt.push(' ');
        }
        excerpt.push_str(word);
        length = longer;
    }
    excerpt
}

/// The text of the paragraphs at the top level.
fn paragraphs(text: &str) -> String {
    let options = RenderOptions::default();
    let setting = Setting::new(&options, &AsWritten);
    let arena = Arena::new();
    let parsed = parse::parse(&arena, text, &Arc::default(), &[]);
    let paragraphs: Vec<_> = parsed
        .nodes
        .into_iter()
        .filter(|node| {
            // A picture alone is not the beginning of anything.
            matches!(node.data().value, NodeValue::Paragraph)
                && node.children().any(|child| !matches!(child.data().value, NodeValue::Image(_)))
        })
        .collect();
    emit::emit(&setting, &paragraphs, 0, &Assigned::default(), "").text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_the_first_paragraphs_cut_at_a_word() {
        let text = "---\ntitle: x\n---\n\n# Title\n\n![a](b.png)\n\nThe *first* [one](/u).\n\n- item\n\nThe second, long.";
        assert_eq!(excerpt(text, 200), "The first one. The second, long.");
        assert_eq!(excerpt(text, 27), "The first one. The second…");
        assert_eq!(excerpt(text, 3), "The…");
        assert_eq!(excerpt("# Only\n\n- a list", 200), "Only a list");
        assert_eq!(excerpt("", 200), "");
    }

    #[test]
    fn plain_text_has_no_marks_and_keeps_words_apart() {
        let plain = plain_text(
            "# A\n\n**b** `c` ![d](e.png)\n\n<p>f</p><p>g</p>\n\n| h | i |\n|---|---|\n| j | k |\n\n```\nl\n```\n",
        );
        let words: Vec<_> = plain.split_whitespace().collect();
        assert_eq!(words, ["A", "b", "c", "f", "g", "h", "i", "j", "k", "l"]);
    }
}
