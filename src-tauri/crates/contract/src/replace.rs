//! Replacing a text across articles.

use crate::{ArticleFilter, Shelf, wire};

wire! {
    /// What is to be replaced by what.
    pub struct ReplaceRequest {
        /// What to look for: plain text, or a regular expression.
        pub find: String,
        /// What to put in its place; in a regular expression `$1` is its first group.
        pub replace: String,
        /// Whether `find` is a regular expression.
        #[serde(default)]
        pub regex: bool,
        /// Whether capital and small letters differ.
        #[serde(default)]
        pub match_case: bool,
        /// Whether only whole words count.
        #[serde(default)]
        pub whole_words: bool,
        /// Whether titles, subtitles and excerpts are looked through as well.
        #[serde(default)]
        pub in_metadata: bool,
        /// In which shelf.
        pub shelf: Shelf,
        /// What the shelf is cut down to.
        #[serde(default)]
        pub filter: ArticleFilter,
    }

    /// What a replacement would change.
    pub struct ReplacePlan {
        /// The articles with hits.
        pub articles: Vec<ReplaceArticle>,
        /// How many hits there are in all.
        pub total: u32,
        /// Whether there are more than are shown; then only what is shown is replaced.
        pub truncated: bool,
    }

    /// The hits in one article.
    pub struct ReplaceArticle {
        /// Which.
        pub id: String,
        /// The version that was looked through.
        #[ts(type = "number")]
        pub version: i64,
        /// Its title.
        pub title: String,
        /// The hits, in order.
        pub hits: Vec<ReplaceHit>,
    }

    /// One hit.
    pub struct ReplaceHit {
        /// Its number in the article, from 0.
        pub number: u32,
        /// The field of the metadata, or `body`.
        pub field: String,
        /// The line of the text, from 1.
        pub line: u32,
        /// What stands before it, on its line.
        pub before: String,
        /// What is replaced.
        pub matched: String,
        /// What stands behind it, on its line.
        pub after: String,
        /// What would stand in its place.
        pub replacement: String,
    }

    /// A replacement to carry out.
    pub struct ReplaceRun {
        /// What by what.
        pub request: ReplaceRequest,
        /// Which hits of which articles, as they were planned.
        pub chosen: Vec<ReplaceChoice>,
    }

    /// The hits to replace in one article.
    pub struct ReplaceChoice {
        /// Which article.
        pub id: String,
        /// The version that was looked through; where it has moved, nothing is replaced anywhere.
        #[ts(type = "number")]
        pub version: i64,
        /// The numbers of the hits.
        pub hits: Vec<u32>,
    }
}
