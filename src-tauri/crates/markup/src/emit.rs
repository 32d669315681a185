//! From the syntax tree to HTML. What is written here is safe by construction, raw HTML apart: text is
//! escaped, addresses pass a list of schemes, and every element and attribute is one of ours. A block with
//! raw HTML in it goes through [`sanitize`](crate::sanitize) as a whole, in which our own elements are told
//! from the author's by a mark.

mod block;
mod inline;
mod picture;
mod table;

use comrak::nodes::{Node, NodeValue};
use model::Direction;

use crate::direction::first_strong;
pub(crate) use block::is_empty_heading;
pub(crate) use inline::reference_id;

use crate::phrases::{self, Phrases};
use crate::{Concern, Heading, LinkUse, PictureUse, Problem, RenderOptions, Resolver};

/// What holds for a whole text.
pub(crate) struct Setting<'s> {
    pub options: &'s RenderOptions,
    pub resolver: &'s dyn Resolver,
    pub phrases: &'static Phrases,
    pub direction: Direction,
    pub language: &'s str,
}

impl<'s> Setting<'s> {
    pub fn new(options: &'s RenderOptions, resolver: &'s dyn Resolver) -> Self {
        let language = options.language.as_ref().map_or("en", |language| language.primary());
        let by_language = options.language.as_ref().map_or(Direction::LeftToRight, |it| it.direction());
        let direction = options.direction.unwrap_or(by_language);
        Self { options, resolver, phrases: phrases::for_language(language), direction, language }
    }
}

/// What a stretch of blocks became.
#[derive(Debug, Default)]
pub(crate) struct Emission {
    pub html: String,
    /// What a reader reads, block by block on lines of its own.
    pub text: String,
    pub outline: Vec<Heading>,
    pub pictures: Vec<PictureUse>,
    pub links: Vec<LinkUse>,
    pub problems: Vec<Problem>,
    /// Whether the HTML holds some that the author wrote.
    pub raw: bool,
}

/// What the rest of the text settles for a stretch of blocks.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Assigned {
    /// The ids of its headings, in order.
    pub ids: Vec<String>,
    /// The levels of its headings, in order, and of those the author wrote in HTML.
    pub levels: Vec<u8>,
    pub raw_levels: Vec<u8>,
    /// What becomes of the ids the author wrote.
    pub raw_ids: Vec<(String, String)>,
    /// The number of each note referred to, and how many references to it came before, this one included.
    pub notes: Vec<NoteNumber>,
    /// The same for the references in each of the notes that are defined here.
    pub inner: Vec<Vec<NoteNumber>>,
}

/// The number of a note, and which of the references to it this is, counted from 1.
pub(crate) type NoteNumber = (u32, u32);

enum Step<'a> {
    Enter(Node<'a>),
    Leave(Node<'a>),
}

/// Writes one stretch of blocks.
pub(crate) struct Emitter<'e, 'a> {
    setting: &'e Setting<'e>,
    ids: std::slice::Iter<'e, String>,
    levels: std::slice::Iter<'e, u8>,
    notes: std::slice::Iter<'e, NoteNumber>,
    /// The parser's number of the first line; below zero where front matter stands before the text.
    first_line: isize,
    /// The attribute that marks our own elements, where the author's stand beside them.
    mark: &'e str,
    directions: Vec<Direction>,
    /// The elements `div` of the author's that are open, with the direction they say holds inside.
    wrappers: Vec<Option<Direction>>,
    links_open: u32,
    /// The element of the heading that is open.
    heading: &'static str,
    /// The column the next cell stands in.
    column: usize,
    steps: Vec<Step<'a>>,
    out: Emission,
}

/// Writes blocks that stand beside each other. `mark` is empty or an attribute with a space before it.
pub(crate) fn emit<'a>(
    setting: &Setting<'_>,
    nodes: &[Node<'a>],
    first_line: isize,
    assigned: &Assigned,
    mark: &str,
) -> Emission {
    let mut emitter = Emitter {
        setting,
        ids: assigned.ids.iter(),
        levels: assigned.levels.iter(),
        notes: assigned.notes.iter(),
        first_line,
        mark,
        directions: vec![setting.direction],
        wrappers: Vec::new(),
        links_open: 0,
        heading: "p",
        column: 0,
        steps: nodes.iter().rev().copied().map(Step::Enter).collect(),
        out: Emission::default(),
    };
    while let Some(step) = emitter.steps.pop() {
        match step {
            Step::Enter(node) => emitter.enter(node),
            Step::Leave(node) => emitter.leave(node),
        }
    }
    emitter.out
}

impl<'a> Emitter<'_, 'a> {
    fn enter(&mut self, node: Node<'a>) {
        let block = node.data().value.block();
        let descend = if block { self.enter_block(node) } else { self.enter_inline(node) };
        if descend {
            self.steps.push(Step::Leave(node));
            self.steps.extend(node.reverse_children().map(Step::Enter));
        }
    }

    fn leave(&mut self, node: Node<'a>) {
        if node.data().value.block() { self.leave_block(node) } else { self.leave_inline(node) }
    }

    /// Opens an element of ours; attributes follow, then [`Self::close_tag`].
    fn open_tag(&mut self, name: &str) {
        self.out.html.push('<');
        self.out.html.push_str(name);
        self.out.html.push_str(self.mark);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.html.push(' ');
        self.out.html.push_str(name);
        self.out.html.push_str("=\"");
        escape(&mut self.out.html, value);
        self.out.html.push('"');
    }

    fn close_tag(&mut self) {
        self.out.html.push('>');
    }

    /// A whole opening tag without attributes but the mark.
    fn tag(&mut self, name: &str) {
        self.open_tag(name);
        self.close_tag();
    }

    /// The opening tag of a block, with its line and, where it differs from what is around it, its direction.
    fn block_tag(&mut self, name: &str, node: Node<'a>) {
        self.open_tag(name);
        self.line_attribute(node);
        self.direction_attribute(node);
    }

    fn line_attribute(&mut self, node: Node<'a>) {
        if self.setting.options.source_lines {
            let line = self.line(node).to_string();
            self.attribute("data-l", &line);
        }
    }

    /// Enters the direction of a block; [`Self::leave_direction`] belongs to it.
    fn direction_attribute(&mut self, node: Node<'a>) {
        if let Some(chosen) = self.wrappers.iter().rev().find_map(|wrapper| *wrapper) {
            self.directions.push(chosen);
            return;
        }
        let around = self.directions.last().copied().unwrap_or(self.setting.direction);
        let own = direction_of(node).unwrap_or(around);
        self.directions.push(own);
        if own != around {
            self.attribute("dir", own.as_str());
        }
    }

    /// Takes note of a line of the author's that opens or closes a `div`: `<div dir="rtl">`, blocks, `</div>` is how
    /// a direction is chosen for them, in any program that knows Markdown.
    fn wrapper(&mut self, html: &str) {
        let line = html.trim().to_ascii_lowercase().replace('\'', "\"");
        match line.as_str() {
            "</div>" => {
                self.wrappers.pop();
            }
            "<div dir=\"rtl\">" => self.wrappers.push(Some(Direction::RightToLeft)),
            "<div dir=\"ltr\">" => self.wrappers.push(Some(Direction::LeftToRight)),
            other if other.starts_with("<div") && !other.contains("</div") => self.wrappers.push(None),
            _ => {}
        }
    }

    fn leave_direction(&mut self) {
        self.directions.pop();
    }

    fn end_tag(&mut self, name: &str) {
        self.out.html.push_str("</");
        self.out.html.push_str(name);
        self.out.html.push('>');
    }

    /// A line break in the HTML, where there is none yet.
    fn new_line(&mut self) {
        if !self.out.html.is_empty() && !self.out.html.ends_with('\n') {
            self.out.html.push('\n');
        }
    }

    /// The line of a node, counted from 0 at the first line of the stretch.
    fn line(&self, node: Node<'a>) -> usize {
        node.data().sourcepos.start.line.saturating_add_signed(-self.first_line)
    }

    fn problem(&mut self, node: Node<'a>, message: String) {
        let line = self.line(node) as u32;
        let (concern, subject) = match &node.data().value {
            NodeValue::Image(link) => (Concern::Picture, link.url.clone()),
            NodeValue::Math(math) => (Concern::Formula, math.literal.clone()),
            NodeValue::Link(link) => (Concern::Link, link.url.clone()),
            _ => (Concern::Link, String::new()),
        };
        self.out.problems.push(Problem { line, message, concern, subject });
    }
}

/// The direction of the first strong character in a node, code and raw HTML passed over.
fn direction_of(node: Node<'_>) -> Option<Direction> {
    let mut stack = vec![node];
    while let Some(node) = stack.pop() {
        match &node.data().value {
            NodeValue::Text(text) => {
                if let Some(direction) = first_strong(text) {
                    return Some(direction);
                }
            }
            NodeValue::FootnoteDefinition(_) => {}
            _ => stack.extend(node.reverse_children()),
        }
    }
    None
}

/// The text of a node as a reader reads it, pictures by their text.
pub(crate) fn text_of(node: Node<'_>) -> String {
    let mut text = String::new();
    let mut stack = vec![node];
    while let Some(node) = stack.pop() {
        match &node.data().value {
            NodeValue::Text(part) => text.push_str(part),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::Math(math) => text.push_str(&math.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            NodeValue::FootnoteReference(_) | NodeValue::FootnoteDefinition(_) => {}
            _ => stack.extend(node.reverse_children()),
        }
    }
    text
}

/// Appends text with the characters escaped that mean something in HTML.
pub(crate) fn escape(html: &mut String, text: &str) {
    let mut plain = 0;
    for (index, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            // What HTML may not contain at all, not even as a reference.
            0..=8 | 11..=12 | 14..=31 | 127 => "\u{fffd}",
            _ => continue,
        };
        html.push_str(&text[plain..index]);
        html.push_str(entity);
        plain = index + 1;
    }
    html.push_str(&text[plain..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_direction_that_was_chosen_counts_for_more_than_that_of_the_language() {
        let options = RenderOptions { direction: Some(Direction::RightToLeft), ..RenderOptions::default() };
        let rendered = crate::render("Latin.\n\nفارسی\n", &options, &crate::AsWritten);
        assert_eq!(rendered.html(), "<p dir=\"ltr\">Latin.</p>\n<p>فارسی</p>");
    }

    fn html(text: &str) -> String {
        crate::render(text, &RenderOptions::default(), &crate::AsWritten).html().replace('\n', "")
    }

    #[test]
    fn each_block_runs_as_its_first_strong_letter_does() {
        assert_eq!(
            html("- one\n  - دو\n    - three\n- «چهار» four\n"),
            "<ul><li>one<ul dir=\"rtl\"><li>دو<ul dir=\"ltr\"><li>three</li></ul></li></ul></li>\
             <li dir=\"rtl\">«چهار» four</li></ul>"
        );
        assert_eq!(
            html("> نقل\n>\n> English\n"),
            "<blockquote dir=\"rtl\"><p>نقل</p><p dir=\"ltr\">English</p></blockquote>"
        );
        let table = html("| a | ب |\n|---|---|\n| پ | d |\n");
        assert!(table.contains("<th scope=\"col\">a</th><th dir=\"rtl\" scope=\"col\">ب</th>"), "{table}");
        assert!(table.contains("<td dir=\"rtl\">پ</td><td>d</td>"), "{table}");
        assert_eq!(
            html("`code` 12. متن with Latin\n"),
            "<p dir=\"rtl\"><code>code</code> 12. متن with Latin</p>"
        );
    }

    #[test]
    fn a_direction_is_chosen_for_blocks_by_a_div_around_them() {
        let wrapped = html("<div dir=\"rtl\">\n\nLatin.\n\n- item\n\n</div>\n\nLatin.\n");
        assert_eq!(wrapped, "<div dir=\"rtl\"><p>Latin.</p><ul><li>item</li></ul></div><p>Latin.</p>");
        let against = html("<div dir='ltr'>\n\nفارسی\n\n<div>\n\nفارسی\n\n</div>\n\n</div>\n\nفارسی\n");
        assert_eq!(
            against,
            "<div dir=\"ltr\"><p>فارسی</p><div><p>فارسی</p></div></div><p dir=\"rtl\">فارسی</p>"
        );
    }
}
