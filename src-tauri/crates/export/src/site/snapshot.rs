//! What a site is made from, read at one moment: everything but the texts, which are fetched one by one.

use model::{ArticleId, Comment, Direction, Language, Metadata, Profile, Publication, Slug};

/// A publication and what it has published.
#[derive(Debug, Clone)]
pub struct SiteSnapshot {
    /// The publication. Its base address is the one to use: an override has been put in its place.
    pub publication: Publication,
    /// Every article that is live, in any order.
    pub cards: Vec<Card>,
    /// Live articles that could not be read: what an earlier export made of them stays.
    pub damaged: Vec<Damaged>,
    /// What is said about tags, authors and sections.
    pub profiles: Vec<Profile>,
    /// Old addresses and where they lead now.
    pub redirects: Vec<Redirect>,
    /// Slugs that articles had before their present one.
    pub old_slugs: Vec<(Slug, ArticleId)>,
}

/// A live article without its text.
#[derive(Debug, Clone)]
pub struct Card {
    /// Its name for ever.
    pub id: ArticleId,
    /// Its address in force.
    pub slug: Slug,
    /// What is said about it.
    pub metadata: Metadata,
    /// The language in force.
    pub language: Language,
    /// The direction in force.
    pub direction: Direction,
    /// The excerpt in force.
    pub excerpt: String,
    /// Words in its text.
    pub words: u32,
    /// A hash over its text, its metadata and its comments: another hash, another article.
    pub content: [u8; 32],
}

/// A live article that is not what was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// Its name for ever.
    pub id: ArticleId,
    /// Its title, as far as it can be read.
    pub title: String,
    /// What is wrong with it, for people.
    pub reason: String,
}

/// An old address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redirect {
    /// The path below the publication's base, as it was: `2019/04/the-old-name.html`.
    pub path: String,
    /// Where it leads now.
    pub article: ArticleId,
}

/// Fetches what a site needs of an article only when it renders it.
pub trait Texts: Send + Sync {
    /// The live text of an article.
    ///
    /// # Errors
    /// What went wrong, for people.
    fn live(&self, id: &ArticleId) -> Result<LiveText, String>;
}

/// What readers read of an article besides what its card says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LiveText {
    /// The text: Markdown.
    pub body: String,
    /// What was said about it elsewhere.
    pub comments: Vec<Comment>,
}
