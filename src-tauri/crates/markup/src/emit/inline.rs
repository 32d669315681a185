//! Inlines: text, emphasis, links, references to notes, formulas.

use comrak::nodes::{Node, NodeLink, NodeMath, NodeValue};

use super::{Emitter, escape};
use crate::{LinkTarget, LinkUse, address, embed, math};

impl<'a> Emitter<'_, 'a> {
    /// Returns whether to go on to the children, and to [`Self::leave_inline`] after them.
    pub(super) fn enter_inline(&mut self, node: Node<'a>) -> bool {
        let data = node.data();
        match &data.value {
            NodeValue::Text(text) => {
                escape(&mut self.out.html, text);
                self.out.text.push_str(text);
                false
            }
            NodeValue::SoftBreak => {
                self.out.html.push('\n');
                self.out.text.push(' ');
                false
            }
            NodeValue::LineBreak => {
                self.tag("br");
                self.out.html.push('\n');
                self.out.text.push(' ');
                false
            }
            NodeValue::Code(code) => {
                self.tag("code");
                escape(&mut self.out.html, &code.literal);
                self.end_tag("code");
                self.out.text.push_str(&code.literal);
                false
            }
            NodeValue::HtmlInline(html) => {
                self.raw(html);
                false
            }
            NodeValue::Math(math) => {
                self.math(node, math);
                false
            }
            NodeValue::Image(link) => {
                self.image(node, link, true);
                false
            }
            NodeValue::FootnoteReference(reference) => {
                self.note_reference(&reference.name);
                false
            }
            NodeValue::Link(link) => {
                let opened = self.open_link(node, link);
                if opened {
                    self.links_open += 1;
                }
                opened || {
                    self.steps.extend(node.reverse_children().map(super::Step::Enter));
                    false
                }
            }
            NodeValue::Emph => self.open("em"),
            NodeValue::Strong => self.open("strong"),
            NodeValue::Strikethrough => self.open("del"),
            _ => true,
        }
    }

    fn open(&mut self, name: &str) -> bool {
        self.tag(name);
        true
    }

    pub(super) fn leave_inline(&mut self, node: Node<'a>) {
        match &node.data().value {
            NodeValue::Link(_) => {
                self.links_open -= 1;
                self.end_tag("a");
            }
            NodeValue::Emph => self.end_tag("em"),
            NodeValue::Strong => self.end_tag("strong"),
            NodeValue::Strikethrough => self.end_tag("del"),
            _ => {}
        }
    }

    /// Opens a link if it leads anywhere; returns whether it does.
    pub(super) fn open_link(&mut self, node: Node<'a>, link: &NodeLink) -> bool {
        let line = self.line(node) as u32;
        if self.links_open > 0 {
            return false;
        }
        self.out.links.push(LinkUse { address: link.url.clone(), line });
        if !address::is_written_link(&link.url) {
            self.problem(
                node,
                format!("The address “{}” is of a kind that pages may not link to.", shown(&link.url)),
            );
            return false;
        }
        let target = match self.setting.resolver.link(&link.url) {
            LinkTarget::To(target) if !address::is_article(&target) => target,
            _ => {
                self.problem(node, format!("The link to “{}” leads nowhere.", shown(&link.url)));
                return false;
            }
        };
        self.open_tag("a");
        self.attribute("href", &address::encode(&target));
        if !link.title.is_empty() {
            self.attribute("title", &link.title);
        }
        self.close_tag();
        true
    }

    fn note_reference(&mut self, name: &str) {
        let Some(&(number, count)) = self.notes.next() else {
            self.out.html.push_str("[^");
            escape(&mut self.out.html, name);
            self.out.html.push(']');
            return;
        };
        let id = reference_id(number, count);
        self.open_tag("sup");
        self.attribute("class", "footnote-ref");
        if self.links_open > 0 {
            self.attribute("id", &id);
            self.close_tag();
            self.out.html.push_str(&number.to_string());
        } else {
            self.close_tag();
            self.open_tag("a");
            let own = self.setting.options.own_address;
            self.attribute("href", &format!("{own}#fn-{number}"));
            self.attribute("id", &id);
            self.attribute("role", "doc-noteref");
            self.close_tag();
            self.out.html.push_str(&number.to_string());
            self.end_tag("a");
        }
        self.end_tag("sup");
    }

    /// A paragraph that is the address of a video or a post, written as a card. Returns whether it was one.
    pub(super) fn card(&mut self, paragraph: Node<'a>) -> bool {
        let Some(address) = embed::only_address(paragraph) else { return false };
        let Some(card) = embed::card(&address) else { return false };
        let Some(only) = paragraph.first_child() else { return false };
        let link = NodeLink { url: address.clone(), title: String::new() };
        self.new_line();
        self.open_tag("p");
        self.line_attribute(paragraph);
        self.attribute("class", card.kind.class());
        self.close_tag();
        let opened = self.open_link(only, &link);
        for (class, text) in [("embed-service", card.service), ("embed-address", &embed::shown(&address))] {
            if class == "embed-address" {
                self.out.html.push(' ');
            }
            self.open_tag("span");
            self.attribute("class", class);
            self.close_tag();
            escape(&mut self.out.html, text);
            self.end_tag("span");
        }
        if opened {
            self.end_tag("a");
        }
        self.out.html.push_str("</p>\n");
        self.out.text.push_str(card.service);
        self.out.text.push('\n');
        true
    }

    /// A paragraph with one displayed formula and nothing else. Returns whether it was one.
    pub(super) fn display_math(&mut self, paragraph: Node<'a>) -> bool {
        let Some(only) = paragraph.first_child().filter(|child| child.next_sibling().is_none()) else {
            return false;
        };
        let data = only.data();
        let NodeValue::Math(math) = &data.value else { return false };
        if !math.display_math {
            return false;
        }
        self.new_line();
        let label = self.setting.phrases.formula;
        self.open_tag("div");
        self.line_attribute(paragraph);
        self.attribute("class", "math-scroll");
        self.attribute("role", "group");
        self.attribute("aria-label", label);
        self.attribute("tabindex", "0");
        self.close_tag();
        self.math(only, math);
        self.out.html.push_str("</div>\n");
        true
    }

    fn math(&mut self, node: Node<'a>, math: &NodeMath) {
        self.out.text.push_str(&math.literal);
        match math::mathml(&math.literal, math.display_math) {
            Ok(mathml) => self.out.html.push_str(&math::marked(&mathml, self.mark)),
            Err(reason) => {
                self.tag("code");
                escape(&mut self.out.html, &math.literal);
                self.end_tag("code");
                self.problem(
                    node,
                    format!("The formula “{}” cannot be read: {reason}", shown(&math.literal)),
                );
            }
        }
    }
}

/// The id of the place that refers to a note for the `count`th time.
pub(crate) fn reference_id(number: u32, count: u32) -> String {
    if count == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{count}") }
}

/// As much of a text as a message shows.
fn shown(text: &str) -> &str {
    &text[..text.floor_char_boundary(120)]
}
