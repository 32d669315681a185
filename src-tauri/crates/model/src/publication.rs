//! The publication: what a library publishes.

use std::collections::BTreeMap;

use crate::{ArticleId, ContentHash, Language, Slug};

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
    /// The pattern of the addresses of articles on a site: see [`Publication::PERMALINK`].
    pub permalink: String,
    /// Articles on one page of a list.
    pub posts_per_page: u32,
    /// The logo.
    pub logo: Option<ContentHash>,
    /// What the author chose among the theme's options.
    pub theme_options: BTreeMap<String, String>,
    /// Whether articles carry links for sharing them.
    pub share_links: bool,
}

impl Publication {
    /// The pattern of addresses until the author chooses one. Placeholders are `{slug}`, `{year}`, `{month}`,
    /// `{day}`, `{section}` and `{lang}`.
    pub const PERMALINK: &str = "{slug}/";

    /// Articles on one page of a list, until the author chooses.
    pub const POSTS_PER_PAGE: u32 = 10;

    /// A publication of which only the name and the language are known.
    #[must_use]
    pub fn new(title: &str, language: Language) -> Self {
        Self {
            version: 0,
            title: title.to_owned(),
            tagline: String::new(),
            base_url: String::new(),
            language,
            default_author: String::new(),
            links: Vec::new(),
            theme: "news".to_owned(),
            smart_punctuation: true,
            comments: CommentsPolicy::Static,
            pinned: Vec::new(),
            permalink: Self::PERMALINK.to_owned(),
            posts_per_page: Self::POSTS_PER_PAGE,
            logo: None,
            theme_options: BTreeMap::new(),
            share_links: true,
        }
    }
}

/// What is told apart by name: tags, authors and sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProfileKind {
    /// A tag.
    Tag,
    /// An author.
    Author,
    /// A section.
    Section,
}

impl ProfileKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Tag, Self::Author, Self::Section];

    /// The word for it in the library and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Author => "author",
            Self::Section => "section",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What a publication says about a tag, an author or a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Of which kind it is.
    pub kind: ProfileKind,
    /// The name, as articles give it; one kind has none twice.
    pub name: String,
    /// Its address; one kind has none twice.
    pub slug: Slug,
    /// A few words about it: the description of a tag or section, the "about the author".
    pub description: String,
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
