//! Pictures and figures.

use comrak::nodes::{Node, NodeLink, NodeValue};

use super::{Emitter, escape, text_of};
use crate::sanitize::embed;
use crate::{PictureSource, PictureUse, address};

impl<'a> Emitter<'_, 'a> {
    /// A paragraph with one picture and nothing else, written as a figure. Returns whether it was one.
    pub(super) fn figure(&mut self, paragraph: Node<'a>) -> bool {
        let Some(only) = only_child(paragraph) else { return false };
        if self.embed(paragraph, only) {
            return true;
        }
        let (linked, picture) = match &only.data().value {
            NodeValue::Image(_) => (None, only),
            NodeValue::Link(link) => match only_child(only) {
                Some(inner) if matches!(inner.data().value, NodeValue::Image(_)) => {
                    (Some(link.clone()), inner)
                }
                _ => return false,
            },
            _ => return false,
        };
        let data = picture.data();
        let NodeValue::Image(link) = &data.value else { return false };
        self.new_line();
        self.open_tag("figure");
        self.line_attribute(paragraph);
        self.close_tag();
        let anchored = linked.is_some_and(|target| self.open_link(only, &target));
        self.image(picture, link, false);
        if anchored {
            self.end_tag("a");
        }
        if !link.title.trim().is_empty() {
            let caption = crate::punctuation::string(link.title.trim(), self.setting);
            self.open_tag("figcaption");
            let around = self.directions.last().copied().unwrap_or(self.setting.direction);
            if let Some(direction) = crate::direction::first_strong(&caption).filter(|own| *own != around) {
                self.attribute("dir", direction.as_str());
            }
            self.close_tag();
            escape(&mut self.out.html, &caption);
            self.end_tag("figcaption");
            self.out.text.push_str(&caption);
            self.out.text.push('\n');
        }
        self.out.html.push_str("</figure>\n");
        true
    }

    /// The bare address of a film, a piece of music or a post, alone in its paragraph: a card that leads there. It
    /// loads nothing; whoever wants to see it goes to the other site knowingly.
    fn embed(&mut self, paragraph: Node<'a>, only: Node<'a>) -> bool {
        let NodeValue::Link(link) = only.data().value.clone() else { return false };
        let shown = text_of(only);
        if shown != link.url || !embed::is_page_of_named_host(&link.url) {
            return false;
        }
        self.new_line();
        self.open_tag("figure");
        self.attribute("class", "embed");
        self.line_attribute(paragraph);
        self.close_tag();
        let opened = self.open_link(only, &link);
        escape(&mut self.out.html, &shown);
        if opened {
            self.end_tag("a");
        }
        self.out.html.push_str("</figure>\n");
        self.out.text.push_str(&shown);
        self.out.text.push('\n');
        true
    }

    /// One picture.
    pub(super) fn image(&mut self, node: Node<'a>, link: &NodeLink, titled: bool) {
        let alt = text_of(node);
        let alt = alt.trim();
        let line = self.line(node) as u32;
        self.out.pictures.push(PictureUse { address: link.url.clone(), alt: alt.to_owned(), line });
        let source = if address::is_picture(&link.url) {
            self.setting.resolver.picture(&link.url)
        } else {
            PictureSource::Missing
        };
        let source = match source {
            PictureSource::Shown { src, .. } if src.is_empty() => PictureSource::Missing,
            other => other,
        };
        match source {
            PictureSource::Shown { src, width, height } => {
                self.open_tag("img");
                self.attribute("src", &source_address(&src));
                self.attribute("alt", alt);
                if let (Some(width), Some(height)) = (width, height) {
                    self.attribute("width", &width.to_string());
                    self.attribute("height", &height.to_string());
                }
                if titled && !link.title.is_empty() {
                    self.attribute("title", &link.title);
                }
                self.attribute("loading", "lazy");
                self.attribute("decoding", "async");
                self.close_tag();
            }
            PictureSource::Remote => {
                self.open_tag("span");
                self.attribute("class", "picture-remote");
                self.close_tag();
                let shown = if alt.is_empty() { &link.url } else { alt };
                if self.links_open == 0 && address::is_link(&link.url) {
                    self.open_tag("a");
                    self.attribute("href", &address::encode(&link.url));
                    self.close_tag();
                    escape(&mut self.out.html, shown);
                    self.end_tag("a");
                } else {
                    escape(&mut self.out.html, shown);
                }
                self.end_tag("span");
                self.problem(
                    node,
                    format!("The picture “{}” is on another computer and is not shown.", link.url),
                );
            }
            PictureSource::Missing => {
                self.open_tag("span");
                self.attribute("class", "picture-missing");
                self.close_tag();
                escape(&mut self.out.html, if alt.is_empty() { &link.url } else { alt });
                self.end_tag("span");
                self.problem(node, format!("There is no picture “{}”.", link.url));
            }
        }
    }
}

/// What stands in `src`: the caller's own addresses may be `data:` (a picture inside the page).
fn source_address(src: &str) -> String {
    if src.starts_with("data:image/") { src.to_owned() } else { address::encode(src) }
}

fn only_child(node: Node<'_>) -> Option<Node<'_>> {
    let first = node.first_child()?;
    first.next_sibling().is_none().then_some(first)
}
