//! Articles: a body in Markdown and what is said about it.

use std::collections::BTreeMap;

use crate::{ArticleId, ContentHash, Direction, Language, Moment, Slug};

/// An article as it stands in the library: the working copy.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Its name for ever.
    pub id: ArticleId,
    /// The counter of the working copy: 1 when made, one more at every save. The optimistic lock.
    pub version: i64,
    /// Where it stands between an idea and the archive.
    pub status: Status,
    /// The address in force, unique in the library: the chosen one, or one made from the title.
    pub slug: Slug,
    /// The text: Markdown, with line feeds only.
    pub body: String,
    /// What is said about the text.
    pub metadata: Metadata,
    /// When it was made.
    pub created_at: Moment,
    /// When it was last saved.
    pub updated_at: Moment,
    /// When it went to the trash, if it is there.
    pub trashed_at: Option<Moment>,
}

/// What is said about an article. Everything here may be empty; `None` means "found from the text".
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Metadata {
    /// The title; may be empty while an article is an idea.
    pub title: String,
    /// The line under the title.
    pub subtitle: String,
    /// The address the author chose; `None`: made from the title, see [`Article::slug`].
    pub slug: Option<Slug>,
    /// Who wrote it, in order. Empty: the publication's default author.
    pub authors: Vec<String>,
    /// The excerpt the author wrote; `None`: taken from the text.
    pub excerpt: Option<String>,
    /// The lead picture.
    pub lead: Option<LeadPicture>,
    /// Tags, in the author's order, without repetition.
    pub tags: Vec<String>,
    /// The section of the publication.
    pub section: Option<String>,
    /// The language, if the author chose one.
    pub language: Option<Language>,
    /// The direction, if the author chose one.
    pub direction: Option<Direction>,
    /// The date that readers see as the date of publication.
    pub published_at: Option<Moment>,
    /// The date that readers see as the date of the last change.
    pub revised_at: Option<Moment>,
    /// Where it was first published.
    pub original: Option<OriginalPublication>,
    /// The canonical URL, where it is not this publication's own.
    pub canonical_url: Option<String>,
    /// The title for search engines and cards, where it differs.
    pub search_title: Option<String>,
    /// The description for search engines and cards, where it differs from the excerpt.
    pub search_description: Option<String>,
    /// Whether it is a post in the flow of the publication or a page beside it.
    pub kind: Kind,
    /// The place of a page in the menu; `None`: not in the menu.
    pub menu_order: Option<i32>,
    /// A key shared by the articles that are translations of one another.
    pub translation: Option<String>,
    /// Whether readers get a table of contents.
    pub table_of_contents: bool,
    /// Fields of the author's own, and what an import had no place for.
    pub custom: BTreeMap<String, String>,
}

/// What an article is on a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Kind {
    /// One of the publication's articles: in lists, feeds and archives.
    #[default]
    Post,
    /// A page beside them, as "About" and "Contact".
    Page,
}

impl Kind {
    /// The word for it in files, in the library and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Page => "page",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        [Self::Post, Self::Page].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A comment that came with an article from elsewhere; shown as static text.
#[derive(Debug, Clone, PartialEq)]
pub struct Comment {
    /// Its name where it came from; one article has none twice.
    pub source_id: String,
    /// The `source_id` of the comment it answers.
    pub parent: Option<String>,
    /// Who wrote it.
    pub author: String,
    /// Their address, or empty.
    pub url: String,
    /// When.
    pub at: Option<Moment>,
    /// What: plain text, paragraphs divided by blank lines.
    pub text: String,
}

/// The picture at the head of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadPicture {
    /// Which medium.
    pub medium: ContentHash,
    /// What the picture shows, for those who do not see it; empty for a decoration.
    pub alt: String,
    /// The line under the picture.
    pub caption: String,
    /// Who made the picture.
    pub credit: String,
}

/// "First published by …".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginalPublication {
    /// Who published it first.
    pub name: String,
    /// Where; may be empty.
    pub url: String,
}

/// Where an article stands. The trash is apart from it: see [`Article::trashed_at`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// A thought worth keeping.
    Idea,
    /// Being written.
    Draft,
    /// Being read by someone else.
    Review,
    /// Finished, not yet out.
    Ready,
    /// Goes out when its date has come.
    Scheduled,
    /// Out.
    Published,
    /// Kept, no longer shown.
    Archived,
}

impl Status {
    /// All of them, in the order of an article's life.
    pub const ALL: [Self; 7] = [
        Self::Idea,
        Self::Draft,
        Self::Review,
        Self::Ready,
        Self::Scheduled,
        Self::Published,
        Self::Archived,
    ];

    /// The word for it in files, on the wire and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Idea => "idea",
            Self::Draft => "draft",
            Self::Review => "review",
            Self::Ready => "ready",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Archived => "archived",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_is_read_from_its_own_word() {
        for status in Status::ALL {
            assert_eq!(Status::parse(status.as_str()), Some(status));
        }
        assert_eq!(Status::parse("trash"), None);
    }
}
