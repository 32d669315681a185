//! The blocks of a Markdown text, and how they are written down.

use super::escape;

/// A block.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    /// A paragraph, as Markdown.
    Paragraph(String),
    /// A heading of level 1 to 6, as Markdown on one line.
    Heading(u8, String),
    /// A quotation.
    Quote(Vec<Block>),
    /// A list.
    List { first: Option<u32>, items: Vec<ListItem> },
    /// A paragraph that says itself that it is an item of a list, as Word writes them: level, numbered, content.
    WordItem { level: u8, numbered: bool, blocks: Vec<Block> },
    /// A fenced block of code.
    Code { language: String, text: String },
    /// HTML without blank lines.
    Html(String),
    /// Markdown between two lines of HTML.
    Wrapped { before: String, blocks: Vec<Block>, after: String },
    /// A table: the alignment of each column, then its rows, the head first.
    Table { columns: Vec<&'static str>, rows: Vec<Vec<String>> },
    /// A thematic break.
    Rule,
    /// The text of a footnote.
    Footnote { label: String, blocks: Vec<Block> },
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct ListItem {
    /// Done or not, in a list of tasks.
    pub(super) task: Option<bool>,
    /// What is in it.
    pub(super) blocks: Vec<Block>,
}

/// How deep quotations and lists nest in what is written; beyond, their content stands at the last level.
const LEVELS: usize = 64;

/// The blocks as a Markdown text that ends in a line feed, or is empty.
pub(super) fn write(blocks: &[Block]) -> String {
    let mut writer = Writer::default();
    writer.blocks(blocks, false);
    writer.out
}

/// Paragraphs that Word wrote as items become lists.
pub(super) fn fold_word_items(blocks: Vec<Block>) -> Vec<Block> {
    let mut folded: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        if let Block::WordItem { level, numbered, blocks } = block {
            insert_word_item(&mut folded, level.clamp(1, 9), numbered, blocks);
        } else {
            folded.push(block);
        }
    }
    folded
}

fn insert_word_item(into: &mut Vec<Block>, level: u8, numbered: bool, blocks: Vec<Block>) {
    if let Some(Block::List { first, items }) = into.last_mut() {
        if level > 1 {
            if let Some(item) = items.last_mut() {
                insert_word_item(&mut item.blocks, level - 1, numbered, blocks);
                return;
            }
        } else if first.is_some() == numbered {
            items.push(ListItem { task: None, blocks });
            return;
        }
    }
    into.push(Block::List { first: numbered.then_some(1), items: vec![ListItem { task: None, blocks }] });
}

#[derive(Default)]
struct Writer {
    out: String,
    /// What stands before each line of each level: on its first line, and on the others.
    levels: Vec<(Option<String>, String)>,
}

impl Writer {
    fn blocks(&mut self, blocks: &[Block], tight: bool) {
        let mut before: Option<&Block> = None;
        let mut marker = 0;
        for block in blocks {
            if let Some(before) = before {
                if !tight {
                    self.line("");
                }
                // Two lists of a kind in a row are one list unless their markers differ.
                let same = |one: &Block, other: &Block| match (one, other) {
                    (Block::List { first: one, .. }, Block::List { first: other, .. }) => {
                        one.is_some() == other.is_some()
                    }
                    _ => false,
                };
                marker = if same(before, block) { 1 - marker } else { 0 };
            }
            self.block(block, marker);
            before = Some(block);
        }
    }

    fn block(&mut self, block: &Block, marker: usize) {
        match block {
            Block::Paragraph(text) => self.lines(text),
            Block::Heading(level, text) => {
                self.line(&format!("{} {text}", "#".repeat(usize::from(*level).clamp(1, 6))));
            }
            Block::Quote(blocks) => self.nested("> ".to_owned(), "> ".to_owned(), blocks, false),
            Block::List { first, items } => self.list(*first, items, marker),
            Block::WordItem { blocks, .. } => self.blocks(blocks, false),
            Block::Code { language, text } => {
                let fence = "`".repeat(escape::longest_run(text, '`').max(2) + 1);
                self.line(&format!("{fence}{language}"));
                if !text.is_empty() {
                    self.lines(text);
                }
                self.line(&fence);
            }
            Block::Html(html) => self.lines(html),
            Block::Wrapped { before, blocks, after } => {
                self.lines(before);
                self.line("");
                self.blocks(blocks, false);
                self.line("");
                self.lines(after);
            }
            Block::Table { columns, rows } => self.table(columns, rows),
            Block::Rule => self.line("***"),
            Block::Footnote { label, blocks } => {
                self.nested(format!("[^{label}]: "), "    ".to_owned(), blocks, false);
            }
        }
    }

    fn list(&mut self, first: Option<u32>, items: &[ListItem], marker: usize) {
        let flat = |item: &ListItem| {
            let paragraphs = item.blocks.iter().filter(|block| !matches!(block, Block::List { .. })).count();
            // Such a list would be taken for more of the paragraph before it.
            let waits = |block: &Block| match block {
                Block::List { first, items } => {
                    !matches!(first, None | Some(1))
                        || items.first().is_none_or(|item| item.blocks.is_empty())
                }
                _ => false,
            };
            if item.blocks.iter().skip(1).any(waits) {
                return false;
            }
            let leads = matches!(item.blocks.first(), None | Some(Block::Paragraph(_)));
            paragraphs <= 1 && leads || item.blocks.iter().all(|block| matches!(block, Block::List { .. }))
        };
        let tight = items.iter().all(flat);
        for (index, item) in items.iter().enumerate() {
            if index > 0 && !tight {
                self.line("");
            }
            let mut lead = match first {
                Some(first) => {
                    let number = first.saturating_add(u32::try_from(index).unwrap_or(0)).min(999_999_999);
                    format!("{number}{} ", if marker == 0 { '.' } else { ')' })
                }
                None => if marker == 0 { "- " } else { "+ " }.to_owned(),
            };
            let indent = " ".repeat(lead.len());
            match item.task {
                Some(true) => lead.push_str("[x] "),
                Some(false) => lead.push_str("[ ] "),
                None => {}
            }
            self.nested(lead, indent, &item.blocks, tight);
        }
    }

    fn nested(&mut self, first: String, rest: String, blocks: &[Block], tight: bool) {
        if self.levels.len() >= LEVELS {
            self.blocks(blocks, false);
            return;
        }
        self.levels.push((Some(first), rest));
        if blocks.is_empty() {
            self.line("");
        } else {
            self.blocks(blocks, tight);
        }
        self.levels.pop();
    }

    fn table(&mut self, columns: &[&str], rows: &[Vec<String>]) {
        for (index, row) in rows.iter().enumerate() {
            let mut line = String::from("|");
            for column in 0..columns.len() {
                line.push(' ');
                line.push_str(row.get(column).map_or("", String::as_str));
                line.push_str(" |");
            }
            self.line(&line);
            if index == 0 {
                self.line(&format!("| {} |", columns.join(" | ")));
            }
        }
    }

    fn lines(&mut self, text: &str) {
        for line in text.split('\n') {
            self.line(line);
        }
    }

    fn line(&mut self, line: &str) {
        let start = self.out.len();
        for (first, rest) in &mut self.levels {
            match first.take() {
                Some(first) => self.out.push_str(&first),
                None => self.out.push_str(rest),
            }
        }
        self.out.push_str(line);
        if line.is_empty() {
            let end = self.out.trim_end_matches(' ').len().max(start);
            self.out.truncate(end);
        }
        self.out.push('\n');
    }
}
