//! Front matter: what stands at the head of a Markdown file, in YAML (`---`) or TOML (`+++`).
//!
//! [`split`] takes a file apart, [`write`] puts one together; what is written is read back as it was. Fields
//! that other programs use are understood; those nobody knows are kept as custom fields. Front matter that
//! cannot be read is a problem, and the text is then kept whole as the body, so that nothing is lost.

mod read;
mod value;
mod write;

use model::{ArticleId, Metadata, Moment, Status};

use crate::Problem;

pub use write::{ArticleFile, write};

/// The longest front matter that is read, in bytes.
const LONGEST: usize = 256 * 1024;

/// A file taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Split<'t> {
    /// What stands at its head; `None` where there is nothing or it cannot be read.
    pub front: Option<FrontMatter>,
    /// The text under it.
    pub body: &'t str,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// What front matter says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FrontMatter {
    /// The article the file belongs to.
    pub id: Option<ArticleId>,
    /// Where the article stands.
    pub status: Option<Status>,
    /// When it was made.
    pub created_at: Option<Moment>,
    /// Everything else. Its lead picture is always `None`: see [`FrontMatter::lead`].
    pub metadata: Metadata,
    /// The lead picture, by its address: which medium that is, only the library knows.
    pub lead: Option<LeadReference>,
}

/// A lead picture as a file names it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeadReference {
    /// Its address, relative to the file or absolute, as it is written.
    pub address: String,
    /// What the picture shows.
    pub alt: String,
    /// The line under the picture.
    pub caption: String,
    /// Who made the picture.
    pub credit: String,
}

/// Takes a file apart.
#[must_use]
pub fn split(text: &str) -> Split<'_> {
    let Some(found) = find(text) else { return Split { front: None, body: text, problems: Vec::new() } };
    let source = &text[found.source.clone()];
    let fields = if found.toml { value::from_toml(source) } else { value::from_yaml(source) };
    match fields {
        Ok(fields) => {
            let mut problems = Vec::new();
            let front = read::read(fields, &mut problems);
            Split { front: Some(front), body: &text[found.end..], problems }
        }
        Err(reason) => {
            let problems = if looks_meant(source) {
                vec![Problem {
                    line: 0,
                    message: format!("The front matter cannot be read and stays part of the text: {reason}"),
                    concern: crate::Concern::FrontMatter,
                    subject: String::new(),
                }]
            } else {
                Vec::new()
            };
            Split { front: None, body: text, problems }
        }
    }
}

/// How many bytes of a text are front matter, the blank line after it included.
pub(crate) fn length(text: &str) -> usize {
    let Some(found) = find(text) else { return 0 };
    let source = &text[found.source];
    let fields = if found.toml { value::from_toml(source) } else { value::from_yaml(source) };
    if fields.is_ok() { found.end } else { 0 }
}

/// Where front matter stands, if the first line opens some and a later one closes it.
struct Found {
    toml: bool,
    source: std::ops::Range<usize>,
    end: usize,
}

fn find(text: &str) -> Option<Found> {
    let head = text.len() - text.trim_start_matches('\u{feff}').len();
    let mark = text.get(head..head + 3).filter(|mark| *mark == "---" || *mark == "+++")?;
    let window = &text[..text.floor_char_boundary(LONGEST)];
    let mut lines = window[head..].split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != mark || !first.ends_with('\n') {
        return None;
    }
    let start = head + first.len();
    let mut at = start;
    for line in lines {
        let end = at + line.len();
        if line.trim_end() == mark && (line.ends_with('\n') || end == text.len()) {
            let blank = text[end..].starts_with('\n').into();
            let blank = if text[end..].starts_with("\r\n") { 2 } else { blank };
            return Some(Found { toml: mark == "+++", source: start..at, end: end + blank });
        }
        at = end;
    }
    None
}

/// Whether the author meant these lines as fields, rather than a rule above some text.
fn looks_meant(source: &str) -> bool {
    source.lines().any(|line| {
        line.split_once([':', '=']).is_some_and(|(key, _)| {
            let key = key.trim_end();
            !key.is_empty()
                && key.len() < 40
                && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
        })
    })
}

#[cfg(test)]
mod tests;
