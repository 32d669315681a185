//! From HTML to clean Markdown: what authors paste from other programs, and what an import brings.
//!
//! Whatever readers see of the source they see in the result: its text, links, pictures and structure. What
//! Markdown has no form for stays as HTML from a short list; scripts, styles and hidden things go. The tree is
//! bounded in depth and size, every step takes time in proportion to the text.

mod address;
mod block;
pub(crate) mod dom;
mod escape;
mod figure;
mod html;
mod inline;
mod kinds;
mod notes;
mod page;
mod raw;
mod style;
mod table;
mod walk;

use dom::Tree;

pub use address::percent_decoded;
pub use html::Html;
pub use page::{Page, page};

/// The longest HTML text that is read, in bytes.
pub const LONGEST: usize = 64 * 1024 * 1024;

/// An HTML text of more than [`LONGEST`] bytes, or of so many elements that reading it would take gigabytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the HTML is too large to be read: more than 64 MB or 8 million elements")]
pub struct TooLarge;

/// Converts HTML, a whole page or a piece, to Markdown that ends in a line feed, or is empty.
///
/// # Errors
/// [`TooLarge`] for what would take gigabytes.
pub fn from_html(html: &str) -> Result<String, TooLarge> {
    Ok(Html::parse(html)?.to_markdown())
}

/// Converts one element of a tree.
fn convert(tree: &Tree, id: dom::Id) -> String {
    let mut walker = walk::Walker {
        tree,
        notes: notes::find(tree),
        direction: style::direction_of_text(tree),
        alignment: "",
        footnotes: Vec::new(),
        depth: 0,
        in_code: false,
    };
    let mut blocks = walker.blocks(id, &[]);
    blocks.append(&mut walker.footnotes);
    block::write(&blocks)
}

/// The text a reader of an HTML text sees, on one line: for titles and the like.
///
/// # Errors
/// [`TooLarge`] for what would take gigabytes.
pub fn visible_text(html: &str) -> Result<String, TooLarge> {
    if html.len() > LONGEST {
        return Err(TooLarge);
    }
    let tree = Tree::parse(html)?;
    Ok(words(&tree, Tree::ROOT))
}

/// The words in an element that readers see, with one space between them.
fn words(tree: &Tree, id: dom::Id) -> String {
    let mut text = String::new();
    for inner in tree.within(id) {
        match tree.data(inner) {
            dom::Data::Text(more) if !kinds::is_unseen(tree.parent(inner).map_or("", |up| tree.name(up))) => {
                text.push_str(more);
            }
            dom::Data::Element(_) if kinds::is_block(tree.name(inner)) || tree.name(inner) == "br" => {
                text.push(' ')
            }
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Plain text as Markdown that shows exactly this text: nothing in it is taken for markup, line feeds become
/// line breaks, blank lines part paragraphs.
#[must_use]
pub fn from_plain(text: &str) -> String {
    let mut pieces = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            pieces.push(inline::Piece::Break);
        }
        pieces.push(inline::Piece::Text(line.to_owned()));
    }
    let paragraphs = inline::write(&pieces, inline::Breaks::Paragraphs);
    block::write(&paragraphs.into_iter().map(block::Block::Paragraph).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod properties;
