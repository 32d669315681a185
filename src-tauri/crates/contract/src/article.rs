//! Articles on the wire.

use std::collections::BTreeMap;

use crate::{ArticleFilter, LiveState, Origin, Sort, wire};

wire! {
    /// Where an article stands.
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

    /// A shelf of the library: everything that is not in the trash, one status, or the trash.
    pub enum Shelf {
        /// Everything but the trash.
        All,
        /// One status.
        Idea,
        /// One status.
        Draft,
        /// One status.
        Review,
        /// One status.
        Ready,
        /// One status.
        Scheduled,
        /// One status.
        Published,
        /// One status.
        Archived,
        /// The trash.
        Trash,
    }

    /// What an article is on a site.
    #[derive(Default)]
    pub enum Kind {
        /// One of the publication's articles.
        #[default]
        Post,
        /// A page beside them.
        Page,
    }

    /// The direction text runs in.
    pub enum Direction {
        /// As English.
        Ltr,
        /// As Persian.
        Rtl,
    }
}

wire! {
    /// Which article.
    pub struct ArticleRef {
        /// Its id.
        pub id: String,
    }

    /// Which articles.
    pub struct ArticleRefs {
        /// Their ids.
        pub ids: Vec<String>,
    }

    /// An article, whole.
    pub struct Article {
        /// Its name for ever.
        pub id: String,
        /// The optimistic lock.
        #[ts(type = "number")]
        pub version: i64,
        /// Where it stands.
        pub status: Status,
        /// The text: Markdown with line feeds.
        pub body: String,
        /// What is said about it.
        pub metadata: Metadata,
        /// What was found out about it.
        pub derived: Derived,
        /// What readers see of it.
        pub live: LiveState,
        /// RFC 3339.
        pub created_at: String,
        /// RFC 3339.
        pub updated_at: String,
        /// RFC 3339, if it is in the trash.
        pub trashed_at: Option<String>,
    }

    /// What is said about an article. An empty field means "found from the text" or "none".
    pub struct Metadata {
        /// The title.
        pub title: String,
        /// The line under the title.
        #[serde(default)]
        pub subtitle: String,
        /// The chosen address; `None`: made from the title.
        #[serde(default)]
        pub slug: Option<String>,
        /// Who wrote it.
        #[serde(default)]
        pub authors: Vec<String>,
        /// The excerpt as written; `None`: taken from the text.
        #[serde(default)]
        pub excerpt: Option<String>,
        /// The lead picture.
        #[serde(default)]
        pub lead: Option<LeadPicture>,
        /// Tags.
        #[serde(default)]
        pub tags: Vec<String>,
        /// The section.
        #[serde(default)]
        pub section: Option<String>,
        /// BCP 47 tag; `None`: found from the text.
        #[serde(default)]
        pub language: Option<String>,
        /// `None`: by the language.
        #[serde(default)]
        pub direction: Option<Direction>,
        /// RFC 3339.
        #[serde(default)]
        pub published_at: Option<String>,
        /// RFC 3339.
        #[serde(default)]
        pub revised_at: Option<String>,
        /// Where it was first published.
        #[serde(default)]
        pub original: Option<OriginalPublication>,
        /// The canonical URL.
        #[serde(default)]
        pub canonical_url: Option<String>,
        /// Title for search engines.
        #[serde(default)]
        pub search_title: Option<String>,
        /// Description for search engines.
        #[serde(default)]
        pub search_description: Option<String>,
        /// A post, or a page beside the posts.
        #[serde(default)]
        pub kind: Kind,
        /// The place of a page in the menu; `None`: not in the menu.
        #[serde(default)]
        pub menu_order: Option<i32>,
        /// A key shared by the articles that are translations of one another.
        #[serde(default)]
        pub translation: Option<String>,
        /// Whether readers get a table of contents.
        #[serde(default)]
        pub table_of_contents: bool,
        /// Fields of the author's own.
        #[serde(default)]
        pub custom: BTreeMap<String, String>,
    }

    /// The picture at the head of an article.
    pub struct LeadPicture {
        /// The content hash of the medium.
        pub medium: String,
        /// The medium's file name, for showing it; ignored in requests.
        #[serde(default)]
        pub file_name: String,
        /// What it shows.
        #[serde(default)]
        pub alt: String,
        /// The line under it.
        #[serde(default)]
        pub caption: String,
        /// Who made it.
        #[serde(default)]
        pub credit: String,
    }

    /// "First published by …".
    pub struct OriginalPublication {
        /// Who.
        pub name: String,
        /// Where.
        #[serde(default)]
        pub url: String,
    }

    /// What was found out about an article.
    pub struct Derived {
        /// The address in force.
        pub slug: String,
        /// The excerpt in force.
        pub excerpt: String,
        /// The language in force.
        pub language: String,
        /// The direction in force.
        pub direction: Direction,
        /// Words in the text.
        pub words: u32,
        /// Reading time in whole minutes, at least 1.
        pub reading_minutes: u32,
    }

    /// An article in a list.
    pub struct ArticleSummary {
        /// Its name for ever.
        pub id: String,
        /// The optimistic lock.
        #[ts(type = "number")]
        pub version: i64,
        /// Where it stands.
        pub status: Status,
        /// The title; may be empty.
        pub title: String,
        /// The excerpt in force.
        pub excerpt: String,
        /// The address in force.
        pub slug: String,
        /// The language in force.
        pub language: String,
        /// The direction in force.
        pub direction: Direction,
        /// File name of the lead picture's medium.
        pub lead: Option<String>,
        /// Tags.
        pub tags: Vec<String>,
        /// The section.
        pub section: Option<String>,
        /// A post, or a page beside the posts.
        pub kind: Kind,
        /// What readers see of it.
        pub live: LiveState,
        /// Words in the text.
        pub words: u32,
        /// RFC 3339: the date that readers see.
        pub published_at: Option<String>,
        /// RFC 3339.
        pub created_at: String,
        /// RFC 3339.
        pub updated_at: String,
        /// RFC 3339, if it is in the trash.
        pub trashed_at: Option<String>,
    }

    /// Which part of which shelf.
    pub struct ArticleListRequest {
        /// The shelf.
        pub shelf: Shelf,
        /// Only with this tag.
        #[serde(default)]
        pub tag: Option<String>,
        /// What else it is cut down to.
        #[serde(default)]
        pub filter: ArticleFilter,
        /// Its order.
        #[serde(default)]
        pub sort: Sort,
        /// The order turned round.
        #[serde(default)]
        pub reverse: bool,
        /// How many to pass over.
        pub offset: u32,
        /// How many at the most (at most 1,000).
        pub limit: u32,
    }

    /// A part of a shelf.
    pub struct ArticleList {
        /// How many there are in all.
        pub total: u32,
        /// This part.
        pub items: Vec<ArticleSummary>,
    }

    /// What to look for.
    pub struct ArticleSearchRequest {
        /// The words, as typed. Never an error: what is not understood is searched as words.
        pub query: String,
        /// What they are besides; the whole library where it is left out.
        #[serde(default)]
        #[ts(optional)]
        pub filter: Option<ArticleFilter>,
        /// How many at the most (at most 1,000).
        pub limit: u32,
    }

    /// What was found.
    pub struct ArticleSearchResult {
        /// The articles, newest first.
        pub hits: Vec<SearchHit>,
    }

    /// One article that was found.
    pub struct SearchHit {
        /// The article.
        pub article: ArticleSummary,
        /// A part of the text, in runs that did or did not match.
        pub excerpt: Vec<ExcerptRun>,
    }

    /// A run of an excerpt.
    pub struct ExcerptRun {
        /// The text.
        pub text: String,
        /// Whether it matched.
        pub matched: bool,
    }

    /// A new article.
    pub struct ArticleCreate {
        /// The text; front matter in it is not read here.
        #[serde(default)]
        pub body: String,
        /// What is said about it.
        pub metadata: Metadata,
        /// Where it stands; `None`: a draft.
        #[serde(default)]
        pub status: Option<Status>,
        /// Through which door it comes.
        pub origin: Origin,
    }

    /// A whole replacement.
    pub struct ArticleSave {
        /// Which article.
        pub id: String,
        /// The version the change is based on.
        #[ts(type = "number")]
        pub base_version: i64,
        /// The text, if it changes.
        #[serde(default)]
        pub body: Option<String>,
        /// All metadata, if any changes.
        #[serde(default)]
        pub metadata: Option<Metadata>,
        /// The status, if it changes.
        #[serde(default)]
        pub status: Option<Status>,
        /// Through which door it comes.
        pub origin: Origin,
    }

    /// What a save answers once it is on disk.
    pub struct ArticleSaved {
        /// The article as the list shows it; its version is the new one.
        pub summary: ArticleSummary,
        /// What was found out about it.
        pub derived: Derived,
        /// What was saved otherwise than asked (a slug that was taken), in words for the author.
        pub notices: Vec<String>,
    }

    /// Another status for articles.
    pub struct ArticleSetStatus {
        /// Which articles.
        pub ids: Vec<String>,
        /// The status.
        pub status: Status,
    }
}
