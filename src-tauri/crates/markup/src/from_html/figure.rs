//! Pictures, alone and in figures, and the other blocks that HTML wraps around Markdown.

use super::block::{Block, fold_word_items};
use super::dom::Id;
use super::inline::{Mark, Piece};
use super::walk::{DEPTH, Flow, Walker};
use super::{address, raw};

impl Walker<'_> {
    /// A block whose author set it apart by its alignment, which Markdown has no form for.
    pub(super) fn aligned(&mut self, alignment: &'static str, id: Id, flow: &mut Flow) {
        flow.flush();
        let outer = std::mem::replace(&mut self.alignment, alignment);
        let mut inner = Flow { marks: flow.marks.clone(), ..Flow::default() };
        inner.flush();
        self.block(id, &mut inner);
        inner.flush();
        self.alignment = outer;
        if !inner.blocks.is_empty() {
            let before = format!("<div class=\"align-{alignment}\">");
            let blocks = fold_word_items(inner.blocks);
            flow.push_block(Block::Wrapped { before, blocks, after: "</div>".to_owned() });
        }
    }

    /// A picture, or its description where it has no address.
    pub(super) fn picture(&self, id: Id, title: &str) -> Option<Piece> {
        if address::is_counter(self.tree, id) {
            return None;
        }
        let alt = self.tree.attribute(id, "alt").unwrap_or_default();
        let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
        match address::picture(self.tree, id) {
            Some(address) => Some(Piece::Image { alt, address, title: title.to_owned() }),
            None if !alt.is_empty() => Some(Piece::Text(alt)),
            None => None,
        }
    }

    pub(super) fn figure(&mut self, id: Id, flow: &mut Flow) {
        let captions: Vec<Id> =
            self.tree.children(id).filter(|child| self.tree.name(*child) == "figcaption").collect();
        let pictures: Vec<Id> = self
            .tree
            .within(id)
            .filter(|inner| {
                matches!(
                    self.tree.name(*inner),
                    "img" | "table" | "pre" | "blockquote" | "iframe" | "video" | "audio" | "figure" | "p"
                )
            })
            .collect();
        let alone = matches!(pictures[..], [_, picture] if self.tree.name(picture) == "img");
        let plain = captions.iter().all(|caption| {
            self.tree.within(*caption).skip(1).all(|inner| {
                self.tree.name(inner).is_empty()
                    || matches!(self.tree.name(inner), "span" | "br" | "font" | "div")
            })
        });
        let caption = captions.iter().map(|caption| self.tree.text(*caption)).collect::<Vec<_>>().join(" ");
        let caption = caption.split_whitespace().collect::<Vec<_>>().join(" ");
        if alone
            && plain
            && !caption.is_empty()
            && let Some(Piece::Image { .. }) = self.picture(pictures[1], &caption)
        {
            self.captioned_picture(pictures[1], &caption, flow);
            return;
        }
        if alone && !plain && raw::is_simple(self.tree, id) && !flow.in_link() {
            flow.push_block(Block::Html(raw::write(self.tree, id)));
            return;
        }
        self.container(id, flow);
    }

    /// A picture in a paragraph of its own, with the line under it as its title and the link around it.
    pub(super) fn captioned_picture(&mut self, picture: Id, caption: &str, flow: &mut Flow) {
        flow.flush();
        let link = self.tree.parent(picture).filter(|up| self.tree.name(*up) == "a");
        let link = link.and_then(|up| address::link(self.tree, up));
        let marks = link.map(|address| Mark::Link { address, title: String::new() }).into_iter().collect();
        let image = self.picture(picture, caption);
        self.marked(marks, flow, |_, flow| flow.run.extend(image));
        flow.flush();
    }

    pub(super) fn details(&mut self, id: Id, flow: &mut Flow) {
        flow.flush();
        let summary = self.tree.children(id).find(|child| self.tree.name(*child) == "summary");
        let title = summary.map(|summary| raw::write_children(self.tree, summary)).unwrap_or_default();
        let mut inner = Flow { marks: flow.marks.clone(), ..Flow::default() };
        inner.flush();
        let children: Vec<Id> = self.tree.children(id).filter(|child| Some(*child) != summary).collect();
        if self.depth < DEPTH {
            self.depth += 1;
            children.into_iter().for_each(|child| self.node(child, &mut inner));
            self.depth -= 1;
        }
        inner.flush();
        let before = format!("<details>\n<summary>{title}</summary>");
        let blocks = fold_word_items(inner.blocks);
        flow.push_block(Block::Wrapped { before, blocks, after: "</details>".to_owned() });
    }
}
