//! Reads and renders Markdown: the only crate that parses it.
//!
//! Text in, values out: no disk, no clock, no network. [`render`] makes the HTML of a whole text, [`Document`]
//! keeps it in step with a text that is being edited, [`front_matter`] reads and writes what stands at the
//! head of a file. What a page looks like around the text is left to the crate `export`; where pictures and
//! links lead is decided by a [`Resolver`] that the caller brings.

mod address;
mod blocks;
mod direction;
mod document;
mod embed;
mod emit;
mod facts;
pub mod from_html;
pub mod front_matter;
mod groups;
mod highlight;
pub mod language;
mod marks;
mod math;
mod notes;
mod outline;
mod parse;
mod phrases;
mod plain;
mod prose;
mod punctuation;
mod reading;
mod render;
mod resolve;
mod sanitize;
mod state;
pub mod statistics;
mod tags;
mod wild;
mod window;

pub use blocks::{Change, Document, OutOfRange, Splice};
pub use document::Section;
pub use embed::{Card, Embed, is_embed};
pub use highlight::{CLASSES, highlight_css};
pub use marks::{Mark, MarkKind};
pub use plain::{excerpt, plain_text, render_plain};
pub use prose::{Passage, Word};
pub use render::{Block, Concern, Heading, LinkUse, PictureUse, Problem, RenderOptions, Rendered, render};
pub use resolve::{AsWritten, LinkTarget, PictureSource, Resolver};
