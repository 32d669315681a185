//! Tables, in a frame that scrolls on small screens.

use comrak::nodes::{Node, NodeValue, TableAlignment};

use super::{Emitter, text_of};
use crate::punctuation;

impl<'a> Emitter<'_, 'a> {
    pub(super) fn enter_table(&mut self, node: Node<'a>) {
        self.new_line();
        let label = self.table_label(node);
        self.block_tag("div", node);
        self.attribute("class", "table-scroll");
        self.attribute("role", "group");
        self.attribute("aria-label", &label);
        self.attribute("tabindex", "0");
        self.close_tag();
        self.tag("table");
        self.out.html.push('\n');
    }

    /// The name of a table: its header cells, so that it means something in any language.
    fn table_label(&self, node: Node<'a>) -> String {
        let mut label = String::new();
        for cell in node.first_child().into_iter().flat_map(|row| row.children()) {
            let text = text_of(cell);
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            if label.len() + text.len() > 120 {
                break;
            }
            label.push_str(if label.is_empty() { ": " } else { ", " });
            label.push_str(text);
        }
        format!("{}{label}", self.setting.phrases.table)
    }

    pub(super) fn leave_table(&mut self, node: Node<'a>) {
        if node.children().count() > 1 {
            self.end_tag("tbody");
            self.out.html.push('\n');
        }
        self.out.html.push_str("</table></div>\n");
        self.leave_direction();
    }

    pub(super) fn enter_row(&mut self, node: Node<'a>, header: bool) {
        if header {
            self.tag("thead");
            self.out.html.push('\n');
        } else if node.previous_sibling().is_some_and(is_header) {
            self.tag("tbody");
            self.out.html.push('\n');
        }
        self.column = 0;
        self.open_tag("tr");
        self.line_attribute(node);
        self.close_tag();
    }

    pub(super) fn leave_row(&mut self, header: bool) {
        self.end_tag("tr");
        self.out.html.push('\n');
        if header {
            self.end_tag("thead");
            self.out.html.push('\n');
        }
        self.out.text.push('\n');
    }

    pub(super) fn enter_cell(&mut self, node: Node<'a>) {
        punctuation::set(node, self.setting);
        let header = node.parent().is_some_and(is_header);
        // An empty header cell heads nothing.
        let heads = header && node.first_child().is_some();
        self.open_tag(if heads { "th" } else { "td" });
        self.direction_attribute(node);
        if heads {
            self.attribute("scope", "col");
        }
        let column = self.column;
        self.column += 1;
        match alignment(node, column) {
            TableAlignment::None => {}
            TableAlignment::Left => self.attribute("class", "align-left"),
            TableAlignment::Center => self.attribute("class", "align-center"),
            TableAlignment::Right => self.attribute("class", "align-right"),
        }
        self.close_tag();
    }

    pub(super) fn leave_cell(&mut self, node: Node<'a>) {
        let heads = node.parent().is_some_and(is_header) && node.first_child().is_some();
        self.end_tag(if heads { "th" } else { "td" });
        self.out.text.push(' ');
        self.leave_direction();
    }
}

fn is_header(row: Node<'_>) -> bool {
    matches!(row.data().value, NodeValue::TableRow(true))
}

fn alignment(cell: Node<'_>, column: usize) -> TableAlignment {
    let table = cell.parent().and_then(|row| row.parent());
    table
        .and_then(|table| match &table.data().value {
            NodeValue::Table(table) => table.alignments.get(column).copied(),
            _ => None,
        })
        .unwrap_or(TableAlignment::None)
}
