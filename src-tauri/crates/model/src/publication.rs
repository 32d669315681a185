//! The publication: what a library publishes.

use crate::{ArticleId, Language};

/// What the library publishes and how it presents itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Publication {
    /// The counter that every save moves; the optimistic lock.
    pub version: i64,
    /// The name of the publication.
    pub title: String,
    /// The line under the name.
    pub tagline: String,
    /// Where it is published, ending in a slash, or empty while that is not known.
    pub base_url: String,
    /// The language articles are in unless they say otherwise.
    pub language: Language,
    /// Who writes, where an article names nobody.
    pub default_author: String,
    /// The channel, the newsletter and the like, in order.
    pub links: Vec<PublicationLink>,
    /// The name of the theme.
    pub theme: String,
    /// Quotation marks and dashes set by the language's rules.
    pub smart_punctuation: bool,
    /// What becomes of comments.
    pub comments: CommentsPolicy,
    /// Pinned ("popular") articles, in order.
    pub pinned: Vec<ArticleId>,
}

/// A link the publication shows on its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationLink {
    /// What readers see.
    pub label: String,
    /// Where it leads: http or https.
    pub url: String,
}

/// What becomes of comments on the pages of a publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CommentsPolicy {
    /// None are shown.
    None,
    /// Imported ones are shown as static text.
    Static,
}
