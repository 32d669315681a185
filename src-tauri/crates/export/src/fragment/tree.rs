//! A fragment as a tree, for profiles that need more than other attributes.
//!
//! Reads HTML that `markup` has written or sanitised: well-formed, attributes in quotes. Text and the values of
//! attributes stay escaped as they are.

use std::fmt::Write as _;

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Text, escaped.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element {
    /// Its name, in lower case.
    pub name: String,
    /// Names and escaped values of its attributes; `None` for one without a value.
    pub attributes: Vec<(String, Option<String>)>,
    /// What is in it.
    pub children: Vec<Node>,
}

const VOID: [&str; 8] = ["br", "hr", "img", "input", "wbr", "source", "col", "track"];

/// Whether an element has neither content nor an end tag.
pub fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

impl Element {
    /// An element without attributes.
    pub fn new(name: &str, children: Vec<Node>) -> Self {
        Self { name: name.to_owned(), attributes: Vec::new(), children }
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(found, _)| found == name)?;
        Some(value.as_deref().unwrap_or_default())
    }

    /// Sets an attribute, in the place of one of this name.
    pub fn set(&mut self, name: &str, value: &str) {
        self.remove(name);
        self.attributes.push((name.to_owned(), Some(value.to_owned())));
    }

    /// Removes an attribute.
    pub fn remove(&mut self, name: &str) {
        self.attributes.retain(|(found, _)| found != name);
    }

    /// The elements right in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(Node::element)
    }
}

impl Node {
    /// The element, if it is one.
    pub fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(_) => None,
        }
    }

    /// Whether it is white space and nothing else.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

/// Reads HTML. Whatever it is, a tree comes out: what does not fit is taken for text or closed at the end.
pub fn read(html: &str) -> Vec<Node> {
    let mut open: Vec<Element> = vec![Element::default()];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_text(&mut open, &rest[..at]);
        rest = &rest[at..];
        let Some(end) = super::clean::tag_end(rest) else { break };
        let (tag, after) = rest.split_at(end);
        rest = after;
        if let Some(name) = tag.strip_prefix("</") {
            close(&mut open, name.trim_end_matches('>').trim());
        } else if !tag.starts_with("<!") {
            let inner = tag[1..tag.len() - 1].trim_end_matches('/');
            let (name, attributes) =
                inner.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((inner, ""));
            let attributes = super::clean::read_attributes(attributes);
            let element = Element {
                name: name.to_ascii_lowercase(),
                attributes: attributes
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value.map(str::to_owned)))
                    .collect(),
                children: Vec::new(),
            };
            if is_void(&element.name) || tag.ends_with("/>") {
                push(&mut open, Node::Element(element));
            } else {
                open.push(element);
            }
        }
    }
    push_text(&mut open, rest);
    while open.len() > 1 {
        let element = open.pop().unwrap_or_default();
        push(&mut open, Node::Element(element));
    }
    open.pop().unwrap_or_default().children
}

fn push(open: &mut [Element], node: Node) {
    if let Some(inside) = open.last_mut() {
        inside.children.push(node);
    }
}

fn push_text(open: &mut [Element], text: &str) {
    if !text.is_empty() {
        push(open, Node::Text(text.to_owned()));
    }
}

fn close(open: &mut Vec<Element>, name: &str) {
    let Some(at) =
        open.iter().rposition(|element| element.name.eq_ignore_ascii_case(name)).filter(|at| *at > 0)
    else {
        return;
    };
    while open.len() > at {
        let element = open.pop().unwrap_or_default();
        push(open, Node::Element(element));
    }
}

/// Writes a tree as HTML.
pub fn write(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        write_node(&mut out, node);
    }
    out
}

fn write_node(out: &mut String, node: &Node) {
    match node {
        Node::Text(text) => out.push_str(text),
        Node::Element(element) => {
            out.push('<');
            out.push_str(&element.name);
            for (name, value) in &element.attributes {
                let _ = match value {
                    Some(value) => write!(out, " {name}=\"{value}\""),
                    None => write!(out, " {name}"),
                };
            }
            out.push('>');
            if !is_void(&element.name) {
                for child in &element.children {
                    write_node(out, child);
                }
                let _ = write!(out, "</{}>", element.name);
            }
        }
    }
}

/// The text of some nodes, escaped, without their elements.
pub fn text(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(element) => out.push_str(&text(&element.children)),
        }
    }
    out
}

/// Changes every element, those within first. What `change` answers stands in its place.
pub fn change(nodes: Vec<Node>, with: &mut dyn FnMut(Element) -> Vec<Node>) -> Vec<Node> {
    let mut changed = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::Element(mut element) => {
                element.children = change(std::mem::take(&mut element.children), with);
                changed.extend(with(element));
            }
            text => changed.push(text),
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_as_it_was() {
        for html in [
            "<p>a <em>b</em>&amp;<br>c</p>\n<img src=\"x\" alt=\"\">",
            "<ol start=\"3\"><li><p>a</p></li></ol>",
            "<details open><summary>s</summary>t</details>",
            "text",
            "",
        ] {
            assert_eq!(write(&read(html)), html);
        }
    }

    #[test]
    fn what_does_not_fit_loses_no_text() {
        assert_eq!(write(&read("<p>a</b>c")), "<p>ac</p>");
        assert_eq!(text(&read("a<b>c<i>d</b>e")), "acde");
        assert_eq!(write(&read("a < b")), "a < b");
    }
}
