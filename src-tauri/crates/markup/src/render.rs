//! What a rendered text is, and the rendering of a whole one.

use model::{Direction, Language};

use crate::Resolver;
use crate::emit::Setting;
use crate::state::State;

/// How a text is to be rendered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RenderOptions {
    /// The language of the text: chooses its direction, its quotation marks and the few words that are added.
    /// `None`: as for English.
    pub language: Option<Language>,
    /// The direction of the text. `None`: by its language.
    pub direction: Option<Direction>,
    /// Quotation marks, dashes and ellipses are set as the language sets them.
    pub smart_punctuation: bool,
    /// How many levels are added to each heading: with 1, the highest heading of the text becomes an `h2`.
    pub heading_offset: u8,
    /// What stands before the `#` of a link to another place of the page: nothing, but in a frame whose links
    /// are read from the address of the window around it.
    pub own_address: &'static str,
    /// Elements carry `data-l`, their line counted from the first line of their block.
    pub source_lines: bool,
}

/// A rendered text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    /// The blocks in order; the last is the footnote section, where there are footnotes.
    pub blocks: Vec<Block>,
    /// The headings in order.
    pub outline: Vec<Heading>,
    /// How many words a reader reads.
    pub words: u32,
    /// The pictures in order.
    pub pictures: Vec<PictureUse>,
    /// The links in order.
    pub links: Vec<LinkUse>,
    /// What the author should know about.
    pub problems: Vec<Problem>,
}

impl Rendered {
    /// The HTML of all blocks.
    #[must_use]
    pub fn html(&self) -> String {
        let mut html = String::with_capacity(self.blocks.iter().map(|block| block.html.len() + 1).sum());
        for block in self.blocks.iter().filter(|block| !block.html.is_empty()) {
            if !html.is_empty() {
                html.push('\n');
            }
            html.push_str(&block.html);
        }
        html
    }
}

/// One or more top-level blocks of Markdown whose HTML is well-formed as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block {
    /// The HTML; empty where the source shows nothing, such as front matter.
    pub html: String,
    /// How many lines of the text it covers, blank lines after it included.
    pub lines: u32,
}

/// A heading of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The level in the page, 1 to 6: the offset is counted in.
    pub level: u8,
    /// Its text, without marks.
    pub text: String,
    /// The id of its element.
    pub id: String,
    /// The line it stands in, counted from 0.
    pub line: u32,
}

/// A picture of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureUse {
    /// Its address as written.
    pub address: String,
    /// The text for those who do not see it.
    pub alt: String,
    /// The line it stands in or near, counted from 0.
    pub line: u32,
}

/// A link of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkUse {
    /// Its address as written.
    pub address: String,
    /// The line it stands in or near, counted from 0.
    pub line: u32,
}

/// Something the author should know about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line it is about, counted from 0.
    pub line: u32,
    /// What is wrong, and what becomes of it.
    pub message: String,
    /// What it is about.
    pub concern: Concern,
    /// Which one: an address, a formula, a field; empty where there is only one.
    pub subject: String,
}

/// What a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// A link written in Markdown: it is among the marks of [`Document`](crate::Document).
    Link,
    /// A picture written in Markdown, likewise.
    Picture,
    /// A link written in HTML that leads nowhere.
    HtmlLink,
    /// A picture written in HTML that is on another computer.
    HtmlRemotePicture,
    /// A picture written in HTML that is not there.
    HtmlMissingPicture,
    /// A frame, a film or a sound that is left out.
    Embedded,
    /// A formula that cannot be read.
    Formula,
    /// A part that is nested too deep, and shown as it is written.
    Depth,
    /// A text that is too large for its kind, and shown as it is written.
    Size,
    /// Front matter, or a field of it, that cannot be read.
    FrontMatter,
}

/// Renders a whole text. Front matter at its head is passed over.
#[must_use]
pub fn render(text: &str, options: &RenderOptions, resolver: &dyn Resolver) -> Rendered {
    State::build(text, &Setting::new(options, resolver)).rendered()
}
