//! What an export will write, before it writes anything. Pure: no disk.

use crate::safe_name;

/// Whether a file that is there already may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    /// Yes: whoever asked has confirmed it.
    Yes,
    /// No: the export fails and nothing is changed.
    No,
}

/// One file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedFile {
    /// Its name: one safe segment.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The file name of an article: its slug, and `.html`.
#[must_use]
pub fn file_name(slug: &model::Slug) -> String {
    safe_name(slug.as_str(), "html")
}
