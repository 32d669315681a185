//! Reads and renders Markdown: the only crate that parses it.

pub mod from_html;
