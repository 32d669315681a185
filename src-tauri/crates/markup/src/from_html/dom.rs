//! The tree of an HTML text, in one vector, built by html5ever and bounded in depth and size.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, create_element};
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name, ns};

use super::TooLarge;

/// How deep elements nest; what is deeper stands beside what it would have stood in.
pub(crate) const DEPTH: u32 = 512;

/// How many nodes a tree has at most; about a gigabyte of memory.
const NODES: usize = 8_000_000;

/// The number of a node in its tree.
pub(crate) type Id = u32;

/// No node.
const NONE: Id = Id::MAX;

/// What a node is.
pub(crate) enum Data {
    /// The root, a comment, a doctype: nothing to read.
    Other,
    /// Text.
    Text(String),
    /// An element.
    Element(Box<Element>),
}

/// An element: its name, and its attributes under lower-case names.
pub(crate) struct Element {
    name: QualName,
    attributes: Vec<(LocalName, String)>,
}

struct Node {
    parent: Id,
    previous: Id,
    next: Id,
    first: Id,
    last: Id,
    depth: u32,
    data: Data,
}

/// The tree.
pub(crate) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// The root, which is no element.
    pub(crate) const ROOT: Id = 0;

    /// Reads a text, whole pages and pieces alike.
    pub(crate) fn parse(html: &str) -> Result<Self, TooLarge> {
        let sink = Sink {
            tree: RefCell::new(Self { nodes: Vec::new() }),
            depth: Cell::new(0),
            full: Cell::new(false),
        };
        sink.new_node(Data::Other);
        let body = QualName::new(None, ns!(html), local_name!("body"));
        let context = create_element(&sink, body, Vec::new());
        let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        let builder = TreeBuilder::new_for_fragment(sink, context, None, options);
        let limit = Limit { builder, dropped: RefCell::default() };
        let tokenizer = Tokenizer::new(limit, TokenizerOpts::default());
        let input = BufferQueue::default();
        // In pieces, so that a text without tags is not copied again for every token that is cut from it.
        let mut rest = html;
        while !rest.is_empty() {
            let mut end = rest.len().min(64 * 1024);
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            input.push_back(StrTendril::from_slice(&rest[..end]));
            rest = &rest[end..];
            // Anything but "done" is a script that asks to be run, and none is.
            while !input.is_empty() {
                let _ = tokenizer.feed(&input);
            }
        }
        tokenizer.end();
        let sink = tokenizer.sink.builder.sink;
        if sink.full.get() { Err(TooLarge) } else { Ok(sink.tree.into_inner()) }
    }

    /// The children of a node, in order.
    pub(crate) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let link = |id: Id| (id != NONE).then_some(id);
        std::iter::successors(link(self.nodes[id as usize].first), move |child| {
            link(self.nodes[*child as usize].next)
        })
    }

    /// The node after this one in the same element.
    pub(crate) fn next(&self, id: Id) -> Option<Id> {
        let next = self.nodes[id as usize].next;
        (next != NONE).then_some(next)
    }

    /// The node this one stands in.
    pub(crate) fn parent(&self, id: Id) -> Option<Id> {
        let parent = self.nodes[id as usize].parent;
        (parent != NONE).then_some(parent)
    }

    /// A node and everything in it, in the order of the text.
    pub(crate) fn within(&self, root: Id) -> impl Iterator<Item = Id> + '_ {
        let mut at = Some(root);
        std::iter::from_fn(move || {
            let here = at?;
            let node = |id: Id| &self.nodes[id as usize];
            at = if node(here).first == NONE {
                let mut up = here;
                loop {
                    if up == root {
                        break None;
                    }
                    if node(up).next != NONE {
                        break Some(node(up).next);
                    }
                    up = node(up).parent;
                }
            } else {
                Some(node(here).first)
            };
            Some(here)
        })
    }

    /// What a node is.
    pub(crate) fn data(&self, id: Id) -> &Data {
        &self.nodes[id as usize].data
    }

    /// The name of an element of HTML; empty for anything else.
    pub(crate) fn name(&self, id: Id) -> &str {
        match self.data(id) {
            Data::Element(element) => &element.name.local,
            _ => "",
        }
    }

    /// An attribute of an element.
    pub(crate) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        let Data::Element(element) = self.data(id) else { return None };
        element.attributes.iter().find(|(known, _)| &**known == name).map(|(_, value)| value.as_str())
    }

    /// Gives an element another value for an attribute it has; an empty one takes the attribute away.
    pub(super) fn set_attribute(&mut self, id: Id, name: &str, value: String) {
        let Data::Element(element) = &mut self.nodes[id as usize].data else { return };
        if value.is_empty() {
            element.attributes.retain(|(known, _)| &**known != name);
        } else if let Some((_, old)) = element.attributes.iter_mut().find(|(known, _)| &**known == name) {
            *old = value;
        } else {
            element.attributes.push((LocalName::from(name), value));
        }
    }

    /// All attributes of an element.
    pub(crate) fn attributes(&self, id: Id) -> impl Iterator<Item = (&str, &str)> {
        let attributes = match self.data(id) {
            Data::Element(element) => element.attributes.as_slice(),
            _ => &[],
        };
        attributes.iter().map(|(name, value)| (&**name, value.as_str()))
    }

    /// Whether an element belongs to MathML.
    pub(crate) fn is_math(&self, id: Id) -> bool {
        matches!(self.data(id), Data::Element(element) if element.name.ns == ns!(mathml))
    }

    /// Whether an element belongs to HTML itself.
    pub(crate) fn is_html(&self, id: Id) -> bool {
        matches!(self.data(id), Data::Element(element) if element.name.ns == ns!(html))
    }

    /// How many nodes there are: numbers are below this.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The text in a node, as it is written.
    pub(crate) fn text(&self, id: Id) -> String {
        let mut text = String::new();
        for node in self.within(id) {
            match self.data(node) {
                Data::Text(more) => text.push_str(more),
                Data::Element(element) if element.name.local == local_name!("br") => text.push('\n'),
                _ => {}
            }
        }
        text
    }

    /// Takes an element and everything in it away.
    pub(super) fn remove(&mut self, id: Id) {
        self.detach(id);
    }

    fn detach(&mut self, id: Id) {
        let Node { parent, previous, next, .. } = self.nodes[id as usize];
        if previous != NONE {
            self.nodes[previous as usize].next = next;
        } else if parent != NONE {
            self.nodes[parent as usize].first = next;
        }
        if next != NONE {
            self.nodes[next as usize].previous = previous;
        } else if parent != NONE {
            self.nodes[parent as usize].last = previous;
        }
        let node = &mut self.nodes[id as usize];
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    /// Puts a node under a parent, before a sibling or at the end.
    fn insert(&mut self, parent: Id, id: Id, before: Id) {
        self.detach(id);
        let previous = if before == NONE {
            self.nodes[parent as usize].last
        } else {
            self.nodes[before as usize].previous
        };
        let depth = self.nodes[parent as usize].depth + 1;
        let node = &mut self.nodes[id as usize];
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, before, depth);
        match previous {
            NONE => self.nodes[parent as usize].first = id,
            previous => self.nodes[previous as usize].next = id,
        }
        match before {
            NONE => self.nodes[parent as usize].last = id,
            before => self.nodes[before as usize].previous = id,
        }
    }
}

/// Takes the nodes from html5ever.
struct Sink {
    tree: RefCell<Tree>,
    /// The depth of the element last put into the tree: the stack of open elements is no deeper.
    depth: Cell<u32>,
    full: Cell<bool>,
}

impl Sink {
    fn new_node(&self, data: Data) -> Id {
        let mut tree = self.tree.borrow_mut();
        if tree.nodes.len() >= NODES {
            self.full.set(true);
        }
        let id = Id::try_from(tree.nodes.len()).unwrap_or(NONE - 1);
        let free = Node { parent: NONE, previous: NONE, next: NONE, first: NONE, last: NONE, depth: 0, data };
        tree.nodes.push(free);
        id
    }

    fn put(&self, parent: Id, child: NodeOrText<Id>, before: Id) {
        let id = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let mut tree = self.tree.borrow_mut();
                self.depth.set(tree.nodes[parent as usize].depth);
                let previous = match before {
                    NONE => tree.nodes[parent as usize].last,
                    before => tree.nodes[before as usize].previous,
                };
                let previous = (previous != NONE).then(|| &mut tree.nodes[previous as usize].data);
                if let Some(Data::Text(existing)) = previous {
                    existing.push_str(&text);
                    return;
                }
                drop(tree);
                self.new_node(Data::Text(text.to_string()))
            }
        };
        let mut tree = self.tree.borrow_mut();
        tree.insert(parent, id, before);
        if matches!(tree.nodes[id as usize].data, Data::Element(_)) {
            self.depth.set(tree.nodes[id as usize].depth);
        }
    }
}

/// The name of an element, for html5ever.
#[derive(Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

fn plain(attributes: Vec<Attribute>) -> impl Iterator<Item = (LocalName, String)> {
    attributes.into_iter().map(|attribute| (attribute.name.local, attribute.value.to_string()))
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Self;
    type ElemName<'a> = Name;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        Tree::ROOT
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn same_node(&self, one: &Id, other: &Id) -> bool {
        one == other
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Name {
        match &self.tree.borrow().nodes[*target as usize].data {
            Data::Element(element) => Name(element.name.clone()),
            _ => Name(QualName::new(None, ns!(), LocalName::from(""))),
        }
    }

    /// Templates are never shown; what is in them goes where nobody looks.
    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        let attributes = plain(attributes).collect();
        self.new_node(Data::Element(Box::new(Element { name, attributes })))
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.new_node(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.new_node(Data::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.put(*parent, child, NONE);
    }

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let parent = self.tree.borrow().nodes[*sibling as usize].parent;
        if parent != NONE {
            self.put(parent, child, *sibling);
        }
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        if self.tree.borrow().nodes[*element as usize].parent == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        if let Data::Element(element) = &mut self.tree.borrow_mut().nodes[*target as usize].data {
            for (name, value) in plain(attributes) {
                if !element.attributes.iter().any(|(known, _)| *known == name) {
                    element.attributes.push((name, value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        let mut tree = self.tree.borrow_mut();
        while tree.nodes[*node as usize].first != NONE {
            let child = tree.nodes[*node as usize].first;
            tree.insert(*new_parent, child, NONE);
        }
    }
}

/// Stands between the tokenizer and the tree builder and leaves out the tags that would nest too deep, so that
/// no input makes html5ever walk a stack of more than [`DEPTH`] elements for every tag.
struct Limit {
    builder: TreeBuilder<Id, Sink>,
    /// Start tags that were left out, whose end tags must be left out too.
    dropped: RefCell<HashMap<LocalName, u32>>,
}

/// Elements without content, and elements whose content is not tags: these never nest.
const FLAT: [&str; 22] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
];

impl Limit {
    /// A tag that is left out still parts words, if what it begins or ends stands apart.
    fn gap(&self, name: &str, line: u64) -> TokenSinkResult<Id> {
        if super::kinds::is_block(name) {
            self.builder.process_token(Token::CharacterTokens(StrTendril::from_slice(" ")), line)
        } else {
            TokenSinkResult::Continue
        }
    }
}

impl TokenSink for Limit {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        let sink = &self.builder.sink;
        if let Token::TagToken(tag) = &token {
            if sink.full.get() {
                return TokenSinkResult::Continue;
            }
            let mut dropped = self.dropped.borrow_mut();
            match tag.kind {
                TagKind::StartTag if sink.depth.get() >= DEPTH && !FLAT.contains(&&*tag.name) => {
                    *dropped.entry(tag.name.clone()).or_default() += 1;
                    drop(dropped);
                    return self.gap(&tag.name, line);
                }
                TagKind::EndTag => {
                    if let Some(count) = dropped.get_mut(&tag.name).filter(|count| **count > 0) {
                        *count -= 1;
                        drop(dropped);
                        return self.gap(&tag.name, line);
                    }
                }
                TagKind::StartTag => {}
            }
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
