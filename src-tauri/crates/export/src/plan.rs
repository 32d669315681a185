//! What an export will write, before it writes anything. Pure: no disk.

use crate::{Fragment, Page, Problem, safe_name};

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

/// The files of an export, and what they could not carry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// The files, by name.
    pub files: Vec<PlannedFile>,
    /// What is not as it should be.
    pub problems: Vec<Problem>,
}

/// The file name of an article: its slug, and `.html`.
#[must_use]
pub fn file_name(slug: &model::Slug) -> String {
    safe_name(slug.as_str(), "html")
}

/// Plans a page as one file of the given name, or of its slug's.
#[must_use]
pub fn plan_page(name: &str, page: Page) -> Plan {
    one_file(name, page.html, page.problems)
}

/// Plans a fragment as one file.
#[must_use]
pub fn plan_fragment(name: &str, fragment: Fragment) -> Plan {
    one_file(name, fragment.html, fragment.problems)
}

fn one_file(name: &str, html: String, problems: Vec<Problem>) -> Plan {
    Plan { files: vec![PlannedFile { name: name.to_owned(), bytes: html.into_bytes() }], problems }
}
