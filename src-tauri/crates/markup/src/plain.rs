//! Text without marks, and CommonMark without additions.

use std::sync::Arc;

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

/// The beginning of a text for lists and cards: its first paragraphs without marks, at most `limit` characters,
/// cut at a word and ended with “…” where something is left out.
#[must_use]
pub fn excerpt(text: &str, limit: usize) -> String {
    let plain = plain_text(text);
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
