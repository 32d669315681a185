//! Blocks: paragraphs, headings, lists, quotes, code.

use comrak::nodes::{ListType, Node, NodeCodeBlock, NodeList, NodeTaskItem, NodeValue};

use super::{Emitter, escape, text_of};
use crate::{Heading, highlight, punctuation, sanitize};

impl<'a> Emitter<'_, 'a> {
    /// Returns whether to go on to the children, and to [`Self::leave_block`] after them.
    pub(super) fn enter_block(&mut self, node: Node<'a>) -> bool {
        let data = node.data();
        match &data.value {
            NodeValue::Paragraph => {
                drop(data);
                self.enter_paragraph(node)
            }
            NodeValue::Heading(_) => {
                drop(data);
                if node.first_child().is_none() {
                    return false;
                }
                self.enter_heading(node);
                true
            }
            NodeValue::BlockQuote => {
                self.new_line();
                self.block_tag("blockquote", node);
                self.out.html.push_str(">\n");
                true
            }
            NodeValue::List(list) => {
                self.enter_list(node, list);
                true
            }
            NodeValue::Item(_) => {
                self.new_line();
                self.block_tag("li", node);
                self.close_tag();
                true
            }
            NodeValue::TaskItem(task) => {
                self.enter_task(node, task);
                true
            }
            NodeValue::CodeBlock(code) => {
                self.code(node, code);
                false
            }
            NodeValue::HtmlBlock(html) => {
                self.raw(&html.literal);
                self.wrapper(&html.literal);
                false
            }
            NodeValue::ThematicBreak => {
                self.new_line();
                self.open_tag("hr");
                self.line_attribute(node);
                self.out.html.push_str(">\n");
                false
            }
            NodeValue::Table(_) => {
                self.enter_table(node);
                true
            }
            NodeValue::TableRow(header) => {
                self.enter_row(node, *header);
                true
            }
            NodeValue::TableCell => {
                drop(data);
                self.enter_cell(node);
                true
            }
            // Notes are written where the footnote section is made.
            NodeValue::FootnoteDefinition(_) => false,
            _ => true,
        }
    }

    pub(super) fn leave_block(&mut self, node: Node<'a>) {
        let data = node.data();
        match &data.value {
            NodeValue::Paragraph => self.leave_paragraph(node),
            NodeValue::Heading(_) => {
                self.end_tag(self.heading);
                self.out.html.push('\n');
                self.out.text.push('\n');
                self.leave_direction();
            }
            NodeValue::BlockQuote => {
                self.new_line();
                self.out.html.push_str("</blockquote>\n");
                self.leave_direction();
            }
            NodeValue::List(list) => {
                self.end_tag(if list.list_type == ListType::Bullet { "ul" } else { "ol" });
                self.out.html.push('\n');
                self.leave_direction();
            }
            NodeValue::Item(_) | NodeValue::TaskItem(_) => {
                self.out.html.push_str("</li>\n");
                self.out.text.push('\n');
                self.leave_direction();
            }
            NodeValue::Table(_) => self.leave_table(node),
            NodeValue::TableRow(header) => self.leave_row(*header),
            NodeValue::TableCell => self.leave_cell(node),
            _ => {}
        }
    }

    fn enter_paragraph(&mut self, node: Node<'a>) -> bool {
        punctuation::set(node, self.setting);
        if is_tight(node) {
            return true;
        }
        if self.figure(node) || self.display_math(node) || self.card(node) {
            return false;
        }
        self.new_line();
        self.block_tag("p", node);
        self.close_tag();
        true
    }

    fn leave_paragraph(&mut self, node: Node<'a>) {
        self.out.text.push('\n');
        if is_tight(node) {
            if node.next_sibling().is_some() {
                self.out.html.push('\n');
            }
            return;
        }
        self.out.html.push_str("</p>\n");
        self.leave_direction();
    }

    fn enter_heading(&mut self, node: Node<'a>) {
        punctuation::set(node, self.setting);
        self.new_line();
        // In notes there is no outline, and a picture alone heads nothing: a heading there is a paragraph.
        let assigned =
            if is_empty_heading(node) { None } else { self.ids.next().zip(self.levels.next().copied()) };
        let Some((id, level)) = assigned else {
            self.heading = "p";
            self.block_tag("p", node);
            self.close_tag();
            return;
        };
        self.heading = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6)) - 1];
        self.block_tag(self.heading, node);
        let line = self.line(node) as u32;
        self.out.outline.push(Heading { level, text: text_of(node), id: id.clone(), line });
        self.attribute("id", id);
        self.close_tag();
    }

    fn enter_list(&mut self, node: Node<'a>, list: &NodeList) {
        self.new_line();
        let ordered = list.list_type == ListType::Ordered;
        self.block_tag(if ordered { "ol" } else { "ul" }, node);
        if ordered && list.start != 1 {
            // An integer as HTML reads it has 31 bits.
            let start = list.start.min(i32::MAX as usize).to_string();
            self.attribute("start", &start);
        }
        if list.is_task_list {
            self.attribute("class", "tasks");
        }
        self.out.html.push_str(">\n");
    }

    fn enter_task(&mut self, node: Node<'a>, task: &NodeTaskItem) {
        self.new_line();
        self.block_tag("li", node);
        self.attribute("class", "task");
        self.close_tag();
        let name = node.first_child().map(text_of).unwrap_or_default();
        let name = match name.trim() {
            "" => "–",
            name => &name[..name.floor_char_boundary(160)],
        };
        self.open_tag("input");
        self.out.html.push_str(" type=\"checkbox\" disabled");
        if task.symbol.is_some() {
            self.out.html.push_str(" checked");
        }
        self.attribute("aria-label", name);
        self.out.html.push_str("> ");
    }

    fn code(&mut self, node: Node<'a>, code: &NodeCodeBlock) {
        self.new_line();
        self.open_tag("pre");
        self.line_attribute(node);
        self.attribute("tabindex", "0");
        self.close_tag();
        let language = highlight::language(&code.info);
        self.open_tag("code");
        if let Some(language) = &language {
            let class = format!("language-{language}");
            self.attribute("class", &class);
        }
        self.close_tag();
        let highlighted =
            language.as_deref().and_then(|name| highlight::html(&code.literal, name, self.mark));
        match highlighted {
            Some(html) => self.out.html.push_str(&html),
            None => escape(&mut self.out.html, &code.literal),
        }
        self.out.html.push_str("</code></pre>\n");
        self.out.text.push_str(&code.literal);
        self.out.text.push('\n');
    }

    /// HTML the author wrote.
    pub(super) fn raw(&mut self, literal: &str) {
        if sanitize::is_comment(literal) {
            return;
        }
        self.out.raw = true;
        self.out.html.push_str(literal);
    }
}

/// Whether a heading has nothing to read, so that it heads nothing.
pub(crate) fn is_empty_heading(node: Node<'_>) -> bool {
    text_of(node).trim().is_empty()
}

/// Whether a paragraph stands in a tight list, where it has no element of its own.
fn is_tight(node: Node<'_>) -> bool {
    let Some(item) = node.parent() else { return false };
    if !matches!(item.data().value, NodeValue::Item(_) | NodeValue::TaskItem(_)) {
        return false;
    }
    item.parent().is_some_and(|list| matches!(&list.data().value, NodeValue::List(list) if list.tight))
}
