//! Writes a tree again, with what may stand in a page, where it may stand.

mod special;

use std::collections::{HashMap, HashSet};

use super::allow::{self, MATH, MATH_ATTRIBUTES, Rule};
use super::attribute::{Ids, attributes};
use crate::emit::{Assigned, Setting, escape};
use crate::from_html::dom::{Data, Id, Tree};
use crate::{LinkUse, PictureUse, Problem};

/// What writing a tree gave.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub html: String,
    pub text: String,
    pub links: Vec<LinkUse>,
    pub pictures: Vec<PictureUse>,
    pub problems: Vec<Problem>,
}

/// What may stand in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Blocks and text.
    Flow,
    /// Text and what stands within a line.
    Phrasing,
    /// Items of a list.
    List,
    /// Terms and descriptions.
    Descriptions,
    /// Sections, rows and cells.
    Table,
    /// Annotations beside text.
    Ruby,
}

/// A place.
#[derive(Debug, Clone, Copy)]
struct Place {
    kind: Kind,
    linked: bool,
    /// A table is around it.
    table: bool,
}

enum Step {
    Enter(Id, Place),
    /// The end of an element, and whether it breaks the line.
    Leave(&'static str, bool),
    /// The beginning of an element whose children are on their way.
    Open(&'static str, Id),
    /// HTML without text in it.
    Html(&'static str),
}

struct Writer<'w> {
    tree: &'w Tree,
    mark: &'w str,
    setting: &'w Setting<'w>,
    ids: Ids<'w>,
    /// Whether there is a block in a node, by its number.
    blocks: Vec<bool>,
    /// Summaries and captions, which are written apart from what stands around them.
    moved: HashSet<Id>,
    levels: std::slice::Iter<'w, u8>,
    /// The level of the heading before.
    level: u8,
    /// How many cells each row of the author's tables lacks.
    lacking: HashMap<Id, usize>,
    steps: Vec<Step>,
    out: Written,
}

/// Writes a tree. `mark` is the name of the attribute on our own elements, with its empty value.
pub(super) fn write(tree: &Tree, mark: &str, assigned: &Assigned, setting: &Setting<'_>) -> Written {
    let place = Place { kind: Kind::Flow, linked: false, table: false };
    let mut writer = Writer {
        tree,
        mark: mark.split('=').next().unwrap_or(mark),
        setting,
        ids: Ids { assigned: &assigned.raw_ids, used: HashSet::new() },
        blocks: blocks(tree),
        moved: HashSet::new(),
        levels: assigned.raw_levels.iter(),
        level: setting.options.heading_offset.saturating_add(1).min(6),
        lacking: HashMap::new(),
        steps: vec![Step::Enter(Tree::ROOT, place)],
        out: Written::default(),
    };
    while let Some(step) = writer.steps.pop() {
        match step {
            Step::Enter(id, place) => writer.enter(id, place),
            Step::Leave(name, block) => writer.leave(name, block),
            Step::Open(name, id) => writer.open(id, name, ""),
            Step::Html(html) => writer.out.html.push_str(html),
        }
    }
    writer.out
}

/// Tells of each node whether a block stands in it.
fn blocks(tree: &Tree) -> Vec<bool> {
    let mut blocks = vec![false; tree.len()];
    let order: Vec<Id> = tree.within(Tree::ROOT).collect();
    for id in order.into_iter().rev() {
        let inside = blocks[id as usize] || (tree.is_html(id) && allow::is_block(tree.name(id)));
        if let Some(parent) = tree.parent(id).filter(|_| inside) {
            blocks[parent as usize] = true;
        }
    }
    blocks
}

impl Writer<'_> {
    fn enter(&mut self, id: Id, place: Place) {
        match self.tree.data(id) {
            Data::Other => self.children(id, place),
            Data::Text(text) => self.text(text, place),
            Data::Element(_) if self.tree.is_math(id) => self.math(id),
            Data::Element(_) if !self.tree.is_html(id) => {}
            Data::Element(_) => self.element(id, place),
        }
    }

    fn children(&mut self, id: Id, place: Place) {
        let start = self.steps.len();
        self.steps.extend(self.tree.children(id).map(|child| Step::Enter(child, place)));
        self.steps[start..].reverse();
    }

    fn text(&mut self, text: &str, place: Place) {
        let blank = text.trim().is_empty();
        match place.kind {
            Kind::List | Kind::Descriptions | Kind::Table if blank => self.out.html.push('\n'),
            Kind::List => {
                self.out.html.push_str("<li>");
                self.plain(text);
                self.out.html.push_str("</li>");
            }
            _ => self.plain(text),
        }
    }

    fn plain(&mut self, text: &str) {
        escape(&mut self.out.html, text);
        self.out.text.push_str(text);
    }

    fn is_own(&self, id: Id) -> bool {
        self.tree.attribute(id, self.mark).is_some()
    }

    fn element(&mut self, id: Id, place: Place) {
        let name = self.tree.name(id);
        match allow::rule(name) {
            Rule::Drop => {}
            Rule::Unwrap => self.children(id, place),
            Rule::Block(as_name, class) => self.block(id, as_name, class, place),
            Rule::Phrase(_) if self.blocks[id as usize] && place.kind != Kind::Phrasing => {
                // A line cannot hold blocks: what stands in it stays, without it.
                self.children(id, place);
            }
            Rule::Phrase("abbr") if self.tree.attribute(id, "title").is_none() => self.children(id, place),
            Rule::Phrase(as_name) => {
                let place = self.in_list(place);
                self.open(id, as_name, "");
                self.steps.push(Step::Leave(as_name, false));
                self.children(id, Place { kind: Kind::Phrasing, ..place });
            }
            Rule::Transparent(as_name) => {
                let place = self.in_list(place);
                self.open(id, as_name, "");
                self.steps.push(Step::Leave(as_name, false));
                self.children(id, place);
            }
            Rule::Special => self.special(id, place),
        }
    }

    /// A block, where one may stand; otherwise what is in it.
    fn block(&mut self, id: Id, name: &'static str, class: &str, place: Place) {
        let structure = matches!(name, "thead" | "tbody" | "tfoot" | "td" | "th" | "caption");
        if place.kind == Kind::Phrasing
            || structure != (place.kind == Kind::Table)
            || place.kind == Kind::Ruby
        {
            self.separate();
            if structure || place.kind != Kind::Table {
                self.children(id, place);
            }
            return;
        }
        if name == "caption" && self.tree.parent(id).and_then(|table| self.first_element(table)) != Some(id) {
            return;
        }
        let place = self.in_list(place);
        if name == "ul" || name == "ol" {
            let empty = !self.tree.children(id).any(|child| self.shows(child));
            if empty {
                return;
            }
        }
        self.open(id, name, class);
        self.steps.push(Step::Leave(name, true));
        let kind = match name {
            "p" | "pre" => Kind::Phrasing,
            "ul" | "ol" => Kind::List,
            "thead" | "tbody" | "tfoot" => Kind::Table,
            _ => Kind::Flow,
        };
        self.children(id, Place { kind, ..place });
    }

    /// Opens an item where a list has something else than items in it; its end is left to the parser, which
    /// closes an item where the next begins.
    fn in_list(&mut self, place: Place) -> Place {
        match place.kind {
            Kind::List => {
                self.out.html.push_str("<li>");
                self.steps.push(Step::Leave("li", true));
                Place { kind: Kind::Flow, ..place }
            }
            _ => place,
        }
    }

    /// The first element in a node that is not left out.
    fn first_element(&self, id: Id) -> Option<Id> {
        self.tree.children(id).find(|child| {
            matches!(self.tree.data(*child), Data::Element(_))
                && allow::rule(self.tree.name(*child)) != Rule::Drop
        })
    }

    /// Whether anything of a node is seen.
    fn shows(&self, id: Id) -> bool {
        self.tree.within(id).any(|id| match self.tree.data(id) {
            Data::Text(text) => !text.trim().is_empty(),
            Data::Element(_) => {
                self.tree.is_math(id)
                    || matches!(
                        self.tree.name(id),
                        "img" | "hr" | "input" | "iframe" | "video" | "audio" | "li"
                    )
            }
            Data::Other => false,
        })
    }

    fn open(&mut self, id: Id, name: &str, class: &str) {
        if self.is_own(id) {
            let attributes = self.own_attributes(id);
            self.start(name, attributes);
        } else {
            let attributes = attributes(self.tree, id, name, class, &mut self.ids);
            self.start(name, attributes);
        }
    }

    /// The attributes of an element of ours; an id only where no copy of the element has it already.
    fn own_attributes(&mut self, id: Id) -> Vec<(&'static str, String)> {
        const OWN: [&str; 23] = [
            "id",
            "class",
            "dir",
            "role",
            "aria-label",
            "tabindex",
            "data-l",
            "href",
            "title",
            "src",
            "alt",
            "width",
            "height",
            "loading",
            "decoding",
            "type",
            "disabled",
            "checked",
            "start",
            "scope",
            "lang",
            "open",
            "datetime",
        ];
        let mut attributes = Vec::new();
        for name in OWN {
            let Some(value) = self.tree.attribute(id, name) else { continue };
            if name != "id" || self.ids.used.insert(value.to_owned()) {
                attributes.push((name, value.to_owned()));
            }
        }
        attributes
    }

    fn start(&mut self, name: &str, attributes: Vec<(&'static str, String)>) {
        self.out.html.push('<');
        self.out.html.push_str(name);
        for (name, value) in attributes {
            self.out.html.push(' ');
            self.out.html.push_str(name);
            if !value.is_empty() || !matches!(name, "open" | "reversed" | "disabled" | "checked") {
                self.out.html.push_str("=\"");
                escape(&mut self.out.html, &value);
                self.out.html.push('"');
            }
        }
        self.out.html.push('>');
    }

    fn leave(&mut self, name: &'static str, block: bool) {
        self.out.html.push_str("</");
        self.out.html.push_str(name);
        self.out.html.push('>');
        if block {
            self.separate();
        }
    }

    /// Parts words in the text that a reader reads.
    fn separate(&mut self) {
        if !self.out.text.is_empty() && !self.out.text.ends_with('\n') {
            self.out.text.push('\n');
        }
    }

    /// MathML, with what belongs to MathML Core.
    fn math(&mut self, root: Id) {
        let mut steps = vec![(root, false)];
        while let Some((id, leave)) = steps.pop() {
            let name = self.tree.name(id);
            if leave {
                self.out.html.push_str("</");
                self.out.html.push_str(name);
                self.out.html.push('>');
                continue;
            }
            match self.tree.data(id) {
                Data::Text(text) => self.plain(text),
                Data::Other => {}
                Data::Element(_) if self.tree.is_math(id) && MATH.contains(&name) => {
                    self.out.html.push('<');
                    self.out.html.push_str(name);
                    let own = self.is_own(id);
                    for (key, value) in self.tree.attributes(id) {
                        let known = MATH_ATTRIBUTES.contains(&key) || (own && key != self.mark);
                        if known && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
                            self.out.html.push(' ');
                            self.out.html.push_str(key);
                            self.out.html.push_str("=\"");
                            escape(&mut self.out.html, value);
                            self.out.html.push('"');
                        }
                    }
                    self.out.html.push('>');
                    steps.push((id, true));
                    let at = steps.len();
                    steps.extend(self.tree.children(id).map(|child| (child, false)));
                    steps[at..].reverse();
                }
                Data::Element(_) => {}
            }
        }
    }
}
