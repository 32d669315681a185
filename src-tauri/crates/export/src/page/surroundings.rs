//! What stands around an article on its page in a site: said by the site's plan, put into words and elements here.

use std::collections::BTreeMap;

use model::{Direction, Language, LeadPicture, Moment};

/// What stands around a page in a site. Addresses are as the page is to have them: relative to it, or absolute.
/// A page that stands alone has none of this.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Surroundings {
    /// The style sheet, where it is a file of the site; `None`: inside the page.
    pub style: Option<String>,
    /// The page's own absolute address, where the publication's base is known. `None`: as for a page alone.
    pub url: Option<String>,
    /// The front page.
    pub home: Option<String>,
    /// The page with the search.
    pub search: Option<String>,
    /// The menu, in order.
    pub menu: Vec<Link>,
    /// Its feeds, for the head and the foot of the page.
    pub feeds: Vec<Feed>,
    /// The same article in other languages, itself included: absolute addresses.
    pub translations: Vec<Translation>,
    /// The way from the front page to the article, both included: absolute addresses.
    pub breadcrumbs: Vec<Link>,
    /// The pages of authors, by name.
    pub authors: BTreeMap<String, String>,
    /// The pages of tags, by name.
    pub tags: BTreeMap<String, String>,
    /// The page of the article's section.
    pub section: Option<String>,
    /// The article before it in time.
    pub previous: Option<Card>,
    /// The article after it in time.
    pub next: Option<Card>,
    /// Articles on the same matter.
    pub related: Vec<Card>,
}

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Link {
    /// What readers see.
    pub label: String,
    /// Where it leads.
    pub url: String,
    /// Whether it leads to the page it stands on.
    pub current: bool,
}

/// A feed of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Its name.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// What it is: `application/atom+xml`, `application/rss+xml` or `application/feed+json`.
    pub media_type: &'static str,
}

/// The same article in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// The language.
    pub language: Language,
    /// Its absolute address.
    pub url: String,
    /// Its title.
    pub title: String,
}

/// An article as other pages show it.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Its title; may be empty.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// A few words of it; may be empty.
    pub excerpt: String,
    /// Its section; may be empty.
    pub section: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it came out.
    pub published: Option<Moment>,
    /// How long it takes to read, in minutes; 0: not said.
    pub reading_minutes: u32,
    /// Its language.
    pub language: Language,
    /// Its direction.
    pub direction: Direction,
    /// Its lead picture.
    pub picture: Option<LeadPicture>,
}
