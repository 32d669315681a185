//! Notes without links, for places that rewrite or drop links within a page.

use super::tree::{Element, Node, change, text};

/// The numbers of notes in brackets, and no way to them or back but reading.
pub fn without_links(nodes: Vec<Node>) -> Vec<Node> {
    change(nodes, &mut |element| match element.name.as_str() {
        "a" if element.get("role") == Some("doc-backlink") => Vec::new(),
        "a" if element.get("role") == Some("doc-noteref") => {
            vec![Node::Text(format!("[{}]", text(&element.children)))]
        }
        "li" if element.get("id").is_some_and(|id| id.starts_with("fn-")) => vec![note(element)],
        _ => vec![Node::Element(element)],
    })
}

/// A note ends where its way back stood.
fn note(mut item: Element) -> Node {
    item.remove("id");
    let last = item.children.iter_mut().rev().find_map(|node| match node {
        Node::Element(paragraph) if paragraph.name == "p" => Some(paragraph),
        _ => None,
    });
    let end = last.and_then(|paragraph| paragraph.children.last_mut());
    if let Some(Node::Text(end)) = end {
        end.truncate(end.trim_end().len());
    }
    Node::Element(item)
}
