//! Order in the library on the wire: what is out, what is done to many, tags, authors and sections, lists that
//! are kept, replacing across articles, and what can be undone.

use crate::{ArticleSummary, Kind, Medium, Metadata, Origin, RevisionSummary, Shelf, wire};

wire! {
    /// What readers see of an article.
    pub enum LiveState {
        /// Nothing: it is not out.
        No,
        /// The working copy.
        Same,
        /// What was published; the working copy has changes that are not.
        Changed,
    }

    /// The order of a list.
    #[derive(Default)]
    pub enum Sort {
        /// By the last change, newest first.
        #[default]
        Changed,
        /// By the date of publication, newest first.
        Published,
        /// By the date of making, newest first.
        Created,
        /// By the title, from A to Z.
        Title,
    }

    /// What is done to many articles.
    pub enum BulkAction {
        /// Another status, named in `value`.
        Status,
        /// Makes the working copies live.
        Publish,
        /// To the trash.
        Trash,
        /// Back from the trash.
        Restore,
        /// The tag in `value` is added.
        AddTag,
        /// The tag in `value` is taken off.
        RemoveTag,
        /// The section in `value`; without one, none.
        Section,
    }

    /// What kind of thing was done.
    pub enum OperationKind {
        /// Several articles got another status, tag or section, or went to the trash or back.
        Bulk,
        /// Text was replaced across articles.
        Replace,
        /// Articles were imported.
        Import,
        /// Files of the mirror changed articles.
        Mirror,
        /// Unpublished changes were thrown away.
        Discard,
        /// A revision was brought back.
        Restore,
        /// A tag, author or section was renamed, merged or removed.
        Profile,
        /// A picture was replaced everywhere.
        Medium,
        /// Another operation was undone.
        Undo,
    }

    /// What is told apart by name.
    pub enum ProfileKind {
        /// A tag.
        Tag,
        /// An author.
        Author,
        /// A section.
        Section,
    }

    /// How two texts compare at one place.
    pub enum DiffKind {
        /// The same.
        Same,
        /// Different.
        Changed,
        /// Only in the second.
        Added,
        /// Only in the first.
        Removed,
    }

    /// A part of the media.
    pub enum MediaShelf {
        /// All but the trash.
        All,
        /// What no article shows.
        Unused,
        /// The trash.
        Trash,
    }
}

wire! {
    /// What a list is cut down to, beside its shelf; everything that is given has to hold.
    #[derive(Default)]
    pub struct ArticleFilter {
        /// With this tag.
        #[serde(default)]
        pub tag: Option<String>,
        /// By this author.
        #[serde(default)]
        pub author: Option<String>,
        /// In this section.
        #[serde(default)]
        pub section: Option<String>,
        /// In this language, a BCP 47 tag; its regions are included.
        #[serde(default)]
        pub language: Option<String>,
        /// Posts only, or pages only.
        #[serde(default)]
        pub kind: Option<Kind>,
        /// What readers see of it.
        #[serde(default)]
        pub live: Option<LiveState>,
        /// With a link to an own article that leads nowhere.
        #[serde(default)]
        pub broken_links: bool,
    }

    /// A list that the author keeps under a name.
    pub struct SavedFilter {
        /// The name; one library has none twice.
        pub name: String,
        /// The shelf.
        pub shelf: Shelf,
        /// What it is cut down to.
        pub filter: ArticleFilter,
        /// Its order.
        #[serde(default)]
        pub sort: Sort,
        /// The order turned round.
        #[serde(default)]
        pub reverse: bool,
    }

    /// All lists that are kept, in the author's order.
    pub struct SavedFilters {
        /// The lists.
        pub filters: Vec<SavedFilter>,
    }

    /// Something for many articles.
    pub struct ArticleBulk {
        /// Which.
        pub ids: Vec<String>,
        /// What.
        pub action: BulkAction,
        /// The status, tag or section, where the action needs one.
        #[serde(default)]
        pub value: Option<String>,
    }

    /// What was done to many articles.
    pub struct BulkDone {
        /// The articles as they are now.
        pub items: Vec<ArticleSummary>,
        /// For undoing it.
        #[ts(type = "number")]
        pub operation: i64,
    }

    /// Something that was done and can be undone.
    pub struct Operation {
        /// Its number.
        #[ts(type = "number")]
        pub operation: i64,
        /// What kind of thing.
        pub kind: OperationKind,
        /// What it was about: a title, a file name, what was looked for.
        pub label: String,
        /// Through which door.
        pub origin: Origin,
        /// RFC 3339.
        pub at: String,
        /// Whether it was undone.
        pub undone: bool,
        /// How many articles it changed.
        pub articles: u32,
    }

    /// Which operation.
    pub struct OperationRef {
        /// Its number.
        #[ts(type = "number")]
        pub operation: i64,
    }

    /// How many operations.
    pub struct OperationListRequest {
        /// At the most.
        pub limit: u32,
    }

    /// What an undo did.
    pub struct OperationUndone {
        /// For undoing the undo.
        #[ts(type = "number")]
        pub operation: i64,
        /// The articles that are again what they were; what the operation had made is in the trash.
        pub articles: Vec<String>,
        /// Articles that were changed since and left as they are.
        pub left: Vec<ArticleSummary>,
    }

    /// Which kind.
    pub struct ProfileListRequest {
        /// Tags, authors or sections.
        pub kind: ProfileKind,
    }

    /// A tag, an author or a section.
    pub struct Profile {
        /// Of which kind it is.
        pub kind: ProfileKind,
        /// The name, as articles give it.
        pub name: String,
        /// Its address.
        pub slug: String,
        /// A few words about it.
        pub description: String,
        /// How many articles carry it; ignored in requests.
        #[serde(default)]
        pub articles: u32,
    }

    /// Another name, in every article. Where it is there already, the two become one.
    pub struct ProfileRename {
        /// Of which kind.
        pub kind: ProfileKind,
        /// The name now.
        pub name: String,
        /// The new name.
        pub new_name: String,
    }

    /// Which tag, author or section.
    pub struct ProfileRef {
        /// Of which kind.
        pub kind: ProfileKind,
        /// The name.
        pub name: String,
    }

    /// What an article leads to, and what leads to it.
    pub struct ArticleLinks {
        /// Articles that link here.
        pub backlinks: Vec<ArticleSummary>,
        /// Ids in the text that lead to no article, or into the trash.
        pub broken: Vec<String>,
    }

    /// A comment that came with an article from elsewhere.
    pub struct Comment {
        /// Its name where it came from.
        pub source_id: String,
        /// The comment it answers.
        pub parent: Option<String>,
        /// Who wrote it.
        pub author: String,
        /// Their address, or empty.
        pub url: String,
        /// RFC 3339.
        pub at: Option<String>,
        /// Plain text.
        pub text: String,
    }

    /// What leaves the trash for good.
    pub struct TrashEmpty {
        /// These articles; `None`: all.
        #[serde(default)]
        pub ids: Option<Vec<String>>,
        /// Whether pictures in the trash that nothing names go too.
        #[serde(default)]
        pub media: bool,
    }

    /// What left the trash.
    pub struct TrashEmptied {
        /// How many articles.
        pub articles: u32,
        /// How many pictures.
        pub media: u32,
    }

    /// What the library does by itself.
    pub struct Housekeeping {
        /// After how many days in the trash articles and pictures go for good; `None`: never by themselves.
        #[serde(default)]
        pub trash_days: Option<u32>,
    }
}

wire! {
    /// A revision to keep by hand.
    pub struct RevisionKeep {
        /// Which article.
        pub id: String,
        /// A name for it.
        pub name: String,
    }

    /// Two states of an article to compare. `None` is the working copy.
    pub struct RevisionCompare {
        /// Which article.
        pub id: String,
        /// The first, older one.
        #[ts(type = "number | null")]
        pub from: Option<i64>,
        /// The second, newer one.
        #[ts(type = "number | null")]
        pub to: Option<i64>,
    }

    /// Two states of an article, compared.
    pub struct Comparison {
        /// The texts, line by line.
        pub rows: Vec<DiffRow>,
        /// Metadata that differ.
        pub fields: Vec<FieldDiff>,
        /// Words only in the second.
        pub words_added: u32,
        /// Words only in the first.
        pub words_removed: u32,
    }

    /// A line of either text, or of both.
    pub struct DiffRow {
        /// How they compare.
        pub kind: DiffKind,
        /// The line of the first text, from 1.
        pub from_line: Option<u32>,
        /// The line of the second text, from 1.
        pub to_line: Option<u32>,
        /// The line of the first text.
        pub from: Vec<DiffRun>,
        /// The line of the second text.
        pub to: Vec<DiffRun>,
    }

    /// A run of a line.
    pub struct DiffRun {
        /// The text.
        pub text: String,
        /// Whether the other line does not have it.
        pub changed: bool,
    }

    /// A field of the metadata that differs.
    pub struct FieldDiff {
        /// Its name, as metadata have it on the wire.
        pub field: String,
        /// The first, for people.
        pub from: String,
        /// The second.
        pub to: String,
    }

    /// What readers see of an article.
    pub struct LiveVersion {
        /// The revision that is live.
        pub revision: RevisionSummary,
        /// The text.
        pub body: String,
        /// What is said about it.
        pub metadata: Metadata,
        /// RFC 3339: since when.
        pub since: String,
    }
}

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

    /// Which media.
    pub struct MediumListRequest {
        /// The shelf.
        pub shelf: MediaShelf,
        /// Part of a name, description, caption or credit.
        #[serde(default)]
        pub query: String,
        /// How many to pass over.
        pub offset: u32,
        /// How many at the most (at most 1,000).
        pub limit: u32,
    }

    /// A part of the media.
    pub struct MediumList {
        /// How many there are in all.
        pub total: u32,
        /// This part.
        pub items: Vec<MediumUse>,
    }

    /// A medium and its uses.
    pub struct MediumUse {
        /// The medium.
        pub medium: Medium,
        /// How many articles show it.
        pub articles: u32,
        /// Whether an article or one of its revisions names it: then it does not go for good.
        pub needed: bool,
        /// RFC 3339, if it is in the trash.
        pub trashed_at: Option<String>,
    }

    /// Where a medium is used.
    pub struct MediumUses {
        /// Articles that show it now.
        pub articles: Vec<ArticleSummary>,
        /// Articles that only name it in a revision, or from the trash.
        pub earlier: Vec<ArticleSummary>,
    }

    /// What is said about a medium, for all uses that say nothing of their own.
    pub struct MediumDescribe {
        /// Its content hash.
        pub hash: String,
        /// What it shows.
        pub alt: String,
        /// Caption.
        pub caption: String,
        /// Who made it.
        pub credit: String,
    }

    /// Media to move.
    pub struct MediumRefs {
        /// Their content hashes.
        pub hashes: Vec<String>,
    }

    /// One medium in the place of another, in every article.
    pub struct MediumReplace {
        /// The content hash of the one.
        pub hash: String,
        /// The content hash of the other, which is in the library already.
        pub with: String,
    }
}
