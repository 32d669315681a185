//! Reading an export of a blog item by item: what both formats of such files have in common.

use std::io::Read;
use std::ops::ControlFlow;

use markup::from_html::{self, Html};
use model::{Comment, ContentHash, Moment};
use sha2::{Digest as _, Sha256};

use crate::Problem;
use crate::xml::{Element, Names, Split, Splitter};

/// A part of such a file.
pub(crate) enum Part<'a> {
    /// What stands before the first item.
    Head(&'a str, &'a Names),
    /// An item, and its text as it stands in the file.
    Item(Element, &'a str),
    /// An item that cannot be read.
    Broken(Problem),
}

/// Gives the parts of a file one by one. `name` is the name of an item.
pub(crate) fn each(
    reader: impl Read,
    name: &'static str,
    mut visit: impl FnMut(Part<'_>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut names = Names::default();
    let mut number = 0;
    for part in Splitter::new(reader, name) {
        let about = |number: usize| format!("{name} {number}");
        let part = match part {
            Split::Head(head) => {
                names = Names::of(&head);
                visit(Part::Head(&head, &names))
            }
            Split::Broken(reason) => {
                number += 1;
                visit(Part::Broken(Problem::new(about(number), reason)))
            }
            Split::Item(text) => {
                number += 1;
                match Element::parse(&text, &names) {
                    Ok(item) => visit(Part::Item(item, &text)),
                    Err(reason) => {
                        visit(Part::Broken(Problem::new(about(number), reason + "; it was left out")))
                    }
                }
            }
        };
        part?;
    }
    ControlFlow::Continue(())
}

/// The plain text of a piece of HTML, on one line.
pub(crate) fn plain(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    from_html::visible_text(html).unwrap_or_default()
}

/// The plain text of a comment, its paragraphs parted by blank lines.
pub(crate) fn comment_text(html: &str) -> String {
    Html::parse(html).map(|html| html.to_plain()).unwrap_or_default()
}

/// Comments in the order in which they were written, none twice.
pub(crate) fn in_order(comments: &mut Vec<Comment>) {
    comments.sort_by(|one, other| {
        let key = |comment: &Comment| comment.at.map(Moment::milliseconds);
        key(one).cmp(&key(other)).then_with(|| one.source_id.cmp(&other.source_id))
    });
    comments.dedup_by(|one, other| !one.source_id.is_empty() && one.source_id == other.source_id);
}

/// The hash of some parts, told apart.
pub(crate) fn hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> ContentHash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    ContentHash::from_bytes(&hasher.finalize().into())
}

/// An address of the web, or nothing.
pub(crate) fn web(address: &str) -> Option<&str> {
    (address.starts_with("http://") || address.starts_with("https://")).then_some(address)
}
