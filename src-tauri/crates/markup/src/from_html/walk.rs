//! From the tree of an HTML text to blocks.

use std::rc::Rc;

use super::block::{Block, ListItem, fold_word_items};
use super::dom::{Data, Id, Tree};
use super::inline::{self, Breaks, Mark, Piece};
use super::kinds::{checkbox, is_block, is_unseen, language, lines, word_item};
use super::notes::Notes;
use super::{address, raw, style, table};

/// How deep elements are followed; the text of what is deeper stands in the paragraph it has been reached in.
pub(super) const DEPTH: usize = 200;

/// Walks a tree.
pub(super) struct Walker<'a> {
    pub(super) tree: &'a Tree,
    pub(super) notes: Notes,
    /// The direction at this place.
    pub(super) direction: &'static str,
    /// The alignment that something around this place asked for; empty: the usual one.
    pub(super) alignment: &'static str,
    /// The texts of footnotes, in order.
    pub(super) footnotes: Vec<Block>,
    pub(super) depth: usize,
    /// Whether this place is within code.
    pub(super) in_code: bool,
}

/// Blocks that are done and the run of text that is not.
#[derive(Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<Block>,
    pub(super) run: Vec<Piece>,
    pub(super) marks: Vec<Rc<Mark>>,
}

impl Flow {
    /// Ends the paragraph; marks that stand open go on in the next.
    pub(super) fn flush(&mut self) {
        if !inline::is_blank(&self.run) {
            let mut run = std::mem::take(&mut self.run);
            run.extend(self.marks.iter().rev().cloned().map(Piece::Close));
            self.blocks.extend(inline::write(&run, Breaks::Paragraphs).into_iter().map(Block::Paragraph));
        }
        self.run.clear();
        self.run.extend(self.marks.iter().cloned().map(Piece::Open));
    }

    /// The marks that stand open.
    pub(super) fn marks(&self) -> Vec<Rc<Mark>> {
        self.marks.clone()
    }

    /// Whether a link stands open, which HTML between blocks would cut off.
    pub(super) fn in_link(&self) -> bool {
        self.marks.iter().any(|mark| matches!(**mark, Mark::Link { .. }))
    }

    pub(super) fn push_block(&mut self, block: Block) {
        self.flush();
        self.blocks.push(block);
    }
}

impl Walker<'_> {
    /// The blocks in an element, under the marks that stand open around it.
    pub(super) fn blocks(&mut self, id: Id, marks: &[Rc<Mark>]) -> Vec<Block> {
        let mut flow = Flow { marks: marks.to_vec(), ..Flow::default() };
        flow.flush();
        self.children(id, &mut flow);
        flow.flush();
        fold_word_items(flow.blocks)
    }

    /// The content of an element as one line of Markdown.
    pub(super) fn line(&mut self, id: Id, marks: &[Rc<Mark>], breaks: Breaks) -> String {
        let mut flow = Flow::default();
        flow.run.extend(marks.iter().cloned().map(Piece::Open));
        flow.marks = marks.to_vec();
        self.pieces(id, &mut flow);
        flow.run.extend(marks.iter().rev().cloned().map(Piece::Close));
        inline::write(&flow.run, breaks).pop().unwrap_or_default()
    }

    /// Everything in an element as one run: blocks in it are parted by line breaks.
    fn pieces(&mut self, id: Id, flow: &mut Flow) {
        let children: Vec<Id> = self.tree.children(id).collect();
        for child in children {
            if is_block(self.tree.name(child)) && !style::hidden(self.tree, child) {
                flow.run.push(Piece::Break);
                self.deeper(|walker| walker.pieces(child, flow), |walker| walker.shallow(child))
                    .into_iter()
                    .for_each(|piece| flow.run.push(piece));
                flow.run.push(Piece::Break);
            } else {
                self.node(child, flow);
            }
        }
    }

    /// Goes one level deeper, or, where that is too deep, takes the text alone.
    fn deeper(
        &mut self,
        follow: impl FnOnce(&mut Self),
        text: impl FnOnce(&mut Self) -> Vec<Piece>,
    ) -> Vec<Piece> {
        if self.depth >= DEPTH {
            return text(self);
        }
        self.depth += 1;
        follow(self);
        self.depth -= 1;
        Vec::new()
    }

    /// The text in an element without its structure.
    fn shallow(&self, id: Id) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for node in self.tree.within(id) {
            match self.tree.data(node) {
                Data::Text(text)
                    if !is_unseen(self.tree.parent(node).map_or("", |up| self.tree.name(up))) =>
                {
                    pieces.push(Piece::Text(text.clone()));
                }
                Data::Element(_) if is_block(self.tree.name(node)) || self.tree.name(node) == "br" => {
                    pieces.push(Piece::Text(" ".to_owned()));
                }
                _ => {}
            }
        }
        pieces
    }

    fn children(&mut self, id: Id, flow: &mut Flow) {
        if self.depth >= DEPTH {
            flow.run.extend(self.shallow(id));
            return;
        }
        self.depth += 1;
        let mut child = self.tree.children(id).next();
        while let Some(here) = child {
            self.node(here, flow);
            child = self.tree.next(here);
        }
        self.depth -= 1;
    }

    pub(super) fn node(&mut self, id: Id, flow: &mut Flow) {
        match self.tree.data(id) {
            Data::Text(text) if self.in_code => match flow.run.last_mut() {
                Some(Piece::Code(code)) => code.push_str(text),
                _ => flow.run.push(Piece::Code(text.clone())),
            },
            Data::Text(text) => flow.run.push(Piece::Text(text.clone())),
            Data::Element(_) => self.element(id, flow),
            Data::Other => self.children(id, flow),
        }
    }

    fn element(&mut self, id: Id, flow: &mut Flow) {
        let name = self.tree.name(id);
        if is_unseen(name) || style::hidden(self.tree, id) || self.notes.back.contains(&id) {
            return;
        }
        if let Some(label) = self.notes.texts.get(&id).cloned() {
            let blocks = self.blocks(id, &[]);
            self.footnotes.push(Block::Footnote { label, blocks });
            return;
        }
        if let Some(label) = self.notes.references.get(&id) {
            // The mark is raised by itself; it needs no `<sup>` around it.
            flow.run.push(Piece::Footnote(label.clone()));
            return;
        }
        let direction = style::direction(self.tree, id).filter(|direction| *direction != self.direction);
        match direction {
            Some(direction)
                if is_block(name) && !matches!(name, "td" | "th" | "tr" | "tbody" | "html" | "body") =>
            {
                flow.flush();
                let outer = std::mem::replace(&mut self.direction, direction);
                let mut inner = Flow { marks: flow.marks.clone(), ..Flow::default() };
                inner.flush();
                self.block(id, &mut inner);
                inner.flush();
                self.direction = outer;
                if !inner.blocks.is_empty() {
                    let before = format!("<div dir=\"{direction}\">");
                    let blocks = fold_word_items(inner.blocks);
                    flow.push_block(Block::Wrapped { before, blocks, after: "</div>".to_owned() });
                }
            }
            Some(direction) if !is_block(name) && !matches!(name, "bdo" | "bdi" | "img" | "br" | "html") => {
                let outer = std::mem::replace(&mut self.direction, direction);
                let attributes = format!(" dir=\"{direction}\"");
                let mark = Mark::Tag { name: "span".to_owned(), attributes };
                self.marked(vec![mark], flow, |walker, flow| walker.inline(id, flow));
                self.direction = outer;
            }
            _ if is_block(name) => match style::alignment(self.tree, id, self.direction) {
                Some(alignment) if alignment != self.alignment && !flow.in_link() => {
                    self.aligned(alignment, id, flow);
                }
                _ => self.block(id, flow),
            },
            _ => self.inline(id, flow),
        }
    }

    /// Walks something under marks; a mark that stands open already is not doubled.
    pub(super) fn marked(
        &mut self,
        marks: Vec<Mark>,
        flow: &mut Flow,
        walk: impl FnOnce(&mut Self, &mut Flow),
    ) {
        let before = flow.marks.len();
        for mark in marks {
            let doubled = flow.marks.iter().any(|open| match (&**open, &mark) {
                (Mark::Link { .. }, Mark::Link { .. }) => true,
                (open, mark) => open == mark,
            });
            if !doubled {
                let mark = Rc::new(mark);
                flow.marks.push(mark.clone());
                flow.run.push(Piece::Open(mark));
            }
        }
        walk(self, flow);
        while flow.marks.len() > before {
            if let Some(mark) = flow.marks.pop() {
                flow.run.push(Piece::Close(mark));
            }
        }
    }

    fn inline(&mut self, id: Id, flow: &mut Flow) {
        match self.tree.name(id) {
            "br" => flow.run.push(Piece::Break),
            "img" => flow.run.extend(self.picture(id, "")),
            "code" | "tt" => self.code(id, flow),
            "iframe" | "embed" | "video" | "audio" | "object" => self.embed(id, flow),
            "math" => match raw::tex(self.tree, id) {
                Some(tex) => flow.run.push(Piece::Html(tex)),
                None => self.children(id, flow),
            },
            "ruby" => {
                let html = raw::write(self.tree, id);
                if !html.is_empty() {
                    flow.run.push(Piece::Html(html));
                }
            }
            "noscript" => {
                // Beside a picture that a script loads there is the same picture again.
                if !self.tree.text(id).trim().is_empty() {
                    self.children(id, flow);
                }
            }
            "a" => {
                let mut marks = style::marks(self.tree, id);
                if let Some(address) = address::link(self.tree, id) {
                    let title = self.tree.attribute(id, "title").unwrap_or_default().trim().to_owned();
                    marks.insert(0, Mark::Link { address, title });
                }
                self.marked(marks, flow, |walker, flow| walker.children(id, flow));
            }
            "sup" if self.holds_only_a_footnote_mark(id) => self.children(id, flow),
            _ => {
                let marks = style::marks(self.tree, id);
                self.marked(marks, flow, |walker, flow| walker.children(id, flow));
            }
        }
    }

    fn holds_only_a_footnote_mark(&self, id: Id) -> bool {
        let mut inside = self.tree.within(id).skip(1).take(4);
        inside.any(|inner| self.notes.references.contains_key(&inner))
    }

    /// Code within a line; marks, links and pictures in it stay what they are.
    fn code(&mut self, id: Id, flow: &mut Flow) {
        let outer = std::mem::replace(&mut self.in_code, true);
        self.children(id, flow);
        self.in_code = outer;
    }

    /// A player becomes a link in a paragraph of its own; the page decides how it is shown.
    fn embed(&mut self, id: Id, flow: &mut Flow) {
        let Some(address) = address::embed(self.tree, id) else {
            return self.children(id, flow);
        };
        let link = Rc::new(Mark::Link { address: address.clone(), title: String::new() });
        let run = [Piece::Open(link.clone()), Piece::Text(address), Piece::Close(link)];
        for paragraph in inline::write(&run, Breaks::Paragraphs) {
            flow.push_block(Block::Paragraph(paragraph));
        }
    }

    pub(super) fn block(&mut self, id: Id, flow: &mut Flow) {
        let name = self.tree.name(id);
        flow.flush();
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(id, flow),
            "hr" => {
                let ornament = self.tree.parent(id).is_some_and(|up| self.notes.areas.contains(&up));
                flow.flush();
                if !ornament {
                    flow.push_block(Block::Rule);
                }
            }
            "blockquote" => {
                flow.flush();
                let blocks = self.blocks(id, &flow.marks.clone());
                if !blocks.is_empty() {
                    flow.push_block(Block::Quote(blocks));
                }
            }
            "ul" | "ol" | "menu" | "dir" => self.list(id, flow),
            "pre" | "listing" | "xmp" | "plaintext" => self.preformatted(id, flow),
            "table" => table::convert(self, id, flow),
            "figure" => self.figure(id, flow),
            "details" if !flow.in_link() => self.details(id, flow),
            "dl" if raw::is_simple(self.tree, id) && !flow.in_link() => {
                let html = raw::write(self.tree, id);
                if !html.is_empty() {
                    flow.push_block(Block::Html(html));
                }
            }
            _ => self.container(id, flow),
        }
    }

    fn heading(&mut self, id: Id, flow: &mut Flow) {
        let level = self.tree.name(id).as_bytes().get(1).map_or(2, |digit| digit - b'0');
        // A heading with a table, a list or the like in it is none.
        let holds_blocks = self.tree.within(id).skip(1).any(|inner| {
            matches!(
                self.tree.name(inner),
                "table"
                    | "ul"
                    | "ol"
                    | "pre"
                    | "blockquote"
                    | "figure"
                    | "iframe"
                    | "video"
                    | "hr"
                    | "dl"
                    | "details"
            )
        });
        let ornament = style::has_class(self.tree, id, &["sr-only"])
            && self.tree.parent(id).is_some_and(|up| self.notes.areas.contains(&up));
        if ornament {
            return;
        }
        if holds_blocks {
            return self.container(id, flow);
        }
        flow.flush();
        let text = self.line(id, &flow.marks.clone(), Breaks::Spaces);
        // A heading is bold by itself.
        let text = table::unmarked(&text).map(str::to_owned).unwrap_or(text);
        if !text.is_empty() {
            flow.push_block(Block::Heading(level, text));
        }
    }

    /// A division, a paragraph, anything whose content stands apart from what is around it.
    pub(super) fn container(&mut self, id: Id, flow: &mut Flow) {
        flow.flush();
        let marks: Vec<Mark> = style::marks(self.tree, id)
            .into_iter()
            .filter(|mark| !matches!(mark, Mark::Tag { .. }))
            .collect();
        if let Some((level, numbered)) = word_item(self.tree, id) {
            let mut inner = Flow { marks: flow.marks.clone(), ..Flow::default() };
            inner.flush();
            self.marked(marks, &mut inner, |walker, flow| walker.children(id, flow));
            inner.flush();
            if !inner.blocks.is_empty() {
                flow.push_block(Block::WordItem { level, numbered, blocks: inner.blocks });
            }
            return;
        }
        self.marked(marks, flow, |walker, flow| {
            walker.children(id, flow);
            flow.flush();
        });
        flow.flush();
    }

    fn list(&mut self, id: Id, flow: &mut Flow) {
        flow.flush();
        let marks = flow.marks.clone();
        let numbered = self.tree.name(id) == "ol";
        let mut items: Vec<ListItem> = Vec::new();
        let children: Vec<Id> = self.tree.children(id).collect();
        if self.depth >= DEPTH {
            return self.children(id, flow);
        }
        self.depth += 1;
        for child in children {
            match (self.tree.name(child), self.tree.data(child)) {
                ("li", _) if self.notes.texts.contains_key(&child) => self.element(child, flow),
                ("li", _) if !style::hidden(self.tree, child) => {
                    let task = checkbox(self.tree, child);
                    let blocks = self.directed(child, &marks);
                    if numbered || task.is_some() || !blocks.is_empty() {
                        items.push(ListItem { task, blocks });
                    }
                }
                (_, Data::Other) => {}
                (_, Data::Text(text)) if text.trim().is_empty() => {}
                // A list or a text that stands in a list without an item belongs to the item before it.
                _ => {
                    let mut inner = Flow { marks: marks.clone(), ..Flow::default() };
                    inner.flush();
                    self.node(child, &mut inner);
                    inner.flush();
                    match items.last_mut() {
                        Some(item) => item.blocks.append(&mut inner.blocks),
                        None if inner.blocks.is_empty() => {}
                        None => items.push(ListItem { task: None, blocks: inner.blocks }),
                    }
                }
            }
        }
        self.depth -= 1;
        if !items.is_empty() {
            let first = self.tree.attribute(id, "start").and_then(|start| start.trim().parse().ok());
            let first = numbered.then(|| first.filter(|first| *first <= 999_999_999).unwrap_or(1));
            flow.push_block(Block::List { first, items });
        }
    }

    /// The blocks of an element, within HTML that says their direction where it is another one.
    fn directed(&mut self, id: Id, marks: &[Rc<Mark>]) -> Vec<Block> {
        match style::direction(self.tree, id).filter(|direction| *direction != self.direction) {
            None => self.blocks(id, marks),
            Some(direction) => {
                let outer = std::mem::replace(&mut self.direction, direction);
                let blocks = self.blocks(id, marks);
                self.direction = outer;
                let before = format!("<div dir=\"{direction}\">");
                if blocks.is_empty() {
                    blocks
                } else {
                    vec![Block::Wrapped { before, blocks, after: "</div>".to_owned() }]
                }
            }
        }
    }

    fn preformatted(&mut self, id: Id, flow: &mut Flow) {
        flow.flush();
        let mut text = String::new();
        lines(self.tree, id, 0, &mut text);
        let text = text.trim_end_matches([' ', '\n', '\t']).trim_start_matches('\n');
        let language = language(self.tree, id);
        if !text.trim().is_empty() {
            flow.push_block(Block::Code { language, text: text.to_owned() });
        }
        let pictures: Vec<Id> =
            self.tree.within(id).filter(|inner| self.tree.name(*inner) == "img").collect();
        for picture in pictures {
            flow.run.extend(self.picture(picture, ""));
        }
        flow.flush();
    }
}
