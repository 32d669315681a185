//! From files of other programs to articles: bytes to values.
//!
//! Every reader answers with [`Item`]s and [`Problem`]s and never stops at the first bad item. Nothing here
//! writes, loads from the network or knows the library: whoever calls takes the pictures that an item names
//! into the library and puts their new addresses into the text with [`rewrite_pictures`].

pub mod blogger;
mod dates;
mod decode;
pub mod folder;
pub mod html;
mod pictures;
pub mod wordpress;
mod xml;

use model::{ArticleId, Metadata, Moment, Status};

pub use decode::{Decoded, decode};
pub use pictures::{rewrite_pictures, used_pictures};

/// One article, as a file of another program tells it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Item {
    /// The text: Markdown with line feeds only, pictures still under the addresses of the source.
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
    /// The address readers knew it under.
    pub permalink: Option<String>,
    /// Whether it is a post or a page apart from the stream of posts.
    pub kind: Kind,
    /// The pictures of the text that lie in the folder of the source, each address once.
    pub pictures: Vec<PictureNeed>,
    /// The lead picture, which the caller brings into the library before it can stand in the metadata.
    pub lead: Option<LeadNeed>,
    /// What readers said, oldest first.
    pub comments: Vec<Comment>,
    /// What could not be read as it was meant.
    pub problems: Vec<Problem>,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Kind {
    /// An article of the publication.
    #[default]
    Post,
    /// A page of its own: about, contact.
    Page,
}

/// A picture that lies in the folder of the source.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PictureNeed {
    /// The address exactly as the text has it: the key for [`rewrite_pictures`].
    pub address: String,
    /// Where it lies: a path inside the folder, with `/`, without `..`, relative to the folder's root.
    pub path: String,
}

/// The lead picture of an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeadNeed {
    /// Its address as the source has it.
    pub address: String,
    /// Where it lies inside the folder of the source; `None`: somewhere else.
    pub path: Option<String>,
    /// What it shows.
    pub alt: String,
    /// The line under it.
    pub caption: String,
    /// Who made it.
    pub credit: String,
}

/// What a reader said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The name of its number in the source, for answers.
    pub id: String,
    /// The comment it answers.
    pub parent: Option<String>,
    /// Who said it; empty if nobody is named.
    pub author: String,
    /// Where its author can be found.
    pub url: Option<String>,
    /// When.
    pub at: Option<Moment>,
    /// Whether it was shown to readers.
    pub approved: bool,
    /// What was said, in Markdown.
    pub body: String,
}

/// What could not be read as it was meant, in a sentence for the author.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{about}: {message}")]
pub struct Problem {
    /// What it is about: a file, a title, a place in the source.
    pub about: String,
    /// What is wrong and what became of it.
    pub message: String,
}

impl Problem {
    /// A problem with something named.
    #[must_use]
    pub fn new(about: impl Into<String>, message: impl Into<String>) -> Self {
        Self { about: about.into(), message: message.into() }
    }
}
