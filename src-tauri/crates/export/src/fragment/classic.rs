//! HTML for the classic editors: WordPress in its text view, Blogger in its HTML view.

use super::tree::{Element, Node, change, write};

/// For WordPress, which turns line ends into paragraphs and what stands in square brackets into shortcodes: one
/// block a line, a blank line between blocks, brackets as entities, the classes that its themes style.
pub fn wordpress(nodes: Vec<Node>) -> String {
    let nodes = change(brackets_as_entities(nodes), &mut |mut element| {
        match element.name.as_str() {
            "figure" => {
                element.set("class", "wp-caption aligncenter");
                element.children.retain(|node| !node.is_blank());
            }
            "figcaption" => element.set("class", "wp-caption-text"),
            _ => {}
        }
        vec![Node::Element(element)]
    });
    separated(nodes, "\n\n")
}

/// For Blogger: centred pictures and tables by inline styles, because its themes style nothing else.
pub fn blogger(nodes: Vec<Node>) -> String {
    let nodes = change(nodes, &mut |mut element| {
        match element.name.as_str() {
            "figure" => element.set("style", "margin: 1.5em 0; text-align: center"),
            "img" => element.set("style", "max-width: 100%; height: auto"),
            "figcaption" => element.set("style", "margin-top: 0.4em; font-size: 0.85em"),
            "table" => element.set("style", "border-collapse: collapse; width: 100%"),
            "th" | "td" => {
                let align = element.get("style").map(|style| format!("; {style}")).unwrap_or_default();
                element.set("style", &format!("border: 1px solid; padding: 0.3em 0.6em{align}"));
            }
            "pre" => element.set("style", "overflow-x: auto; direction: ltr; text-align: left"),
            _ => {}
        }
        vec![Node::Element(element)]
    });
    separated(nodes, "\n")
}

/// Square brackets as entities, so that no word of an article runs as a shortcode.
pub(super) fn brackets_as_entities(nodes: Vec<Node>) -> Vec<Node> {
    nodes
        .into_iter()
        .map(|node| match node {
            Node::Text(text) => Node::Text(entities(&text)),
            Node::Element(element) => Node::Element(Element {
                attributes: element
                    .attributes
                    .into_iter()
                    .map(|(name, value)| {
                        // An address has its brackets percent-encoded already.
                        let value = value.map(|value| {
                            if name == "alt" || name == "title" { entities(&value) } else { value }
                        });
                        (name, value)
                    })
                    .collect(),
                children: brackets_as_entities(element.children),
                name: element.name,
            }),
        })
        .collect()
}

fn entities(text: &str) -> String {
    text.replace('[', "&#91;").replace(']', "&#93;")
}

/// The blocks with this between them, each on one line where that changes nothing.
fn separated(nodes: Vec<Node>, between: &str) -> String {
    let blocks: Vec<String> = nodes
        .into_iter()
        .filter(|node| !node.is_blank())
        .map(|node| match node {
            Node::Element(element) => write(&[Node::Element(on_one_line(element))]),
            Node::Text(text) => text.trim().to_owned(),
        })
        .collect();
    let mut html = blocks.join(between);
    html.push('\n');
    html
}

/// Line ends within a block become spaces, but where they mean something.
fn on_one_line(mut element: Element) -> Element {
    if element.name == "pre" {
        return element;
    }
    let list = [
        "ul",
        "ol",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "figure",
        "dl",
        "details",
        "blockquote",
        "div",
    ]
    .contains(&element.name.as_str());
    if list {
        element.children.retain(|node| !node.is_blank());
    }
    element.children = element
        .children
        .into_iter()
        .map(|node| match node {
            Node::Text(text) => Node::Text(text.replace('\n', " ")),
            Node::Element(inner) => Node::Element(on_one_line(inner)),
        })
        .collect();
    element
}
