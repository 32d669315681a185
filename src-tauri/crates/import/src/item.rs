//! What a reader answers with: one article as the source tells it, and what it needs.

use model::{ArticleId, Comment, ContentHash, Metadata, Moment, Status};

/// One article, as a file of another program tells it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Item {
    /// The text: Markdown with line feeds only. Pictures stand under the addresses of the source, links to
    /// articles of the same source as `article:<id>`.
    pub body: String,
    /// What is said about it. What Galley has no field for is in [`Metadata::custom`].
    pub metadata: Metadata,
    /// Where it stands, where the source says so. Nothing that was not public becomes public.
    pub status: Option<Status>,
    /// Its identifier, if it comes from a library of Galley.
    pub id: Option<ArticleId>,
    /// When it was made, where the source says so.
    pub created_at: Option<Moment>,
    /// The name that the source itself has for it: the same at every reading.
    pub source_id: Option<String>,
    /// The hash of what the source has of it, comments included: another hash, another content.
    pub source_hash: Option<ContentHash>,
    /// The addresses readers knew it under, whole or from the site's root; the last one used first.
    pub addresses: Vec<String>,
    /// Whether the source keeps it above the others.
    pub pinned: bool,
    /// The pictures of the text that lie in the source, each address once.
    pub pictures: Vec<PictureNeed>,
    /// The addresses of the pictures of the text that lie on other computers, or are written out (`data:`).
    pub elsewhere: Vec<String>,
    /// The lead picture, which the caller brings into the library before it can stand in the metadata.
    pub lead: Option<LeadNeed>,
    /// What readers said, oldest first; only what was shown to readers.
    pub comments: Vec<Comment>,
    /// What could not be taken over as it was.
    pub problems: Vec<Problem>,
    /// What Galley has no field for: kept as custom fields under these names.
    pub kept_as_custom: Vec<String>,
    /// Fields that the other program and its plugins keep for themselves, by name: they are left out.
    pub left_fields: Vec<String>,
}

impl Item {
    /// What to call it in a report: its title, else its name in the source.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.metadata.title.is_empty() {
            self.source_id.as_deref().unwrap_or("an article without a title")
        } else {
            &self.metadata.title
        }
    }

    /// Keeps a field that Galley has no place for, and notes that.
    pub(crate) fn keep(&mut self, key: &str, value: impl Into<String>) {
        let value = value.into();
        if value.is_empty() {
            return;
        }
        match self.metadata.custom.get_mut(key) {
            Some(known) if *known == value => {}
            Some(known) => *known = format!("{known}\n{value}"),
            None => {
                self.metadata.custom.insert(key.to_owned(), value);
            }
        }
        if !self.kept_as_custom.iter().any(|known| known == key) {
            self.kept_as_custom.push(key.to_owned());
        }
    }

    /// Notes a field that is left out.
    pub(crate) fn leave(&mut self, key: &str) {
        if !self.left_fields.iter().any(|known| known == key) {
            self.left_fields.push(key.to_owned());
        }
    }

    /// Notes a problem with it: what kind of problem, and what it names.
    pub(crate) fn complain(&mut self, kind: ProblemKind, subject: &str, message: impl Into<String>) {
        let problem = Problem::new(self.name().to_owned(), message).of(kind, subject);
        self.problems.push(problem);
    }
}

/// A picture that lies in the source.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PictureNeed {
    /// The address exactly as the text has it: the key for [`rewrite_pictures`](crate::rewrite_pictures).
    pub address: String,
    /// Where it lies: a path inside the source, with `/`, without `..`, relative to its root.
    pub path: String,
}

/// The lead picture of an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeadNeed {
    /// Its address as the source has it.
    pub address: String,
    /// Where it lies inside the source; `None`: somewhere else.
    pub path: Option<String>,
    /// What it shows.
    pub alt: String,
    /// The line under it.
    pub caption: String,
    /// Who made it.
    pub credit: String,
}

/// What could not be read as it was meant, in a sentence for the author.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{about}: {message}")]
pub struct Problem {
    /// What it is about: a file, a title, a place in the source.
    pub about: String,
    /// What is wrong and what became of it.
    pub message: String,
    /// What kind of problem it is.
    pub kind: ProblemKind,
    /// What it names: a date as it is written, a shortcode, a link. Empty where that is nothing.
    pub subject: String,
}

/// The kinds of problems, for those who say them in another language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ProblemKind {
    /// Something cannot be read and was left out.
    #[default]
    Unreadable,
    /// Bytes that are no letters in the encoding of the file, or an encoding that was guessed.
    Encoding,
    /// A date that is none. The subject: the date.
    Date,
    /// A shortcode or a tag that is not known and stays as text. The subject: its name.
    Tag,
    /// A block that the other program fills when it is read. The subject: its name.
    Block,
    /// A note on how a text is to look, which went. The subject: the note.
    Layout,
    /// A link that leads to nothing. The subject: where it was to lead.
    DeadLink,
    /// Comments that were left out.
    Comments,
    /// A picture that is not there or could not be taken.
    Picture,
    /// Something in the text that the result does not show.
    Lost,
    /// An address that another article has.
    Address,
    /// An article that was changed here and there.
    ChangedTwice,
    /// Something that was left out on purpose.
    LeftOut,
}

impl Problem {
    /// A problem with something named.
    #[must_use]
    pub fn new(about: impl Into<String>, message: impl Into<String>) -> Self {
        let (about, message) = (about.into(), message.into());
        Self { about, message, kind: ProblemKind::default(), subject: String::new() }
    }

    /// The same, of a kind and about something that it names.
    #[must_use]
    pub fn of(self, kind: ProblemKind, subject: &str) -> Self {
        Self { kind, subject: subject.to_owned(), ..self }
    }
}
