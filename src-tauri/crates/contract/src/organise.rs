//! Order in the library on the wire: what is out, what is done to many, tags, authors and sections, lists that
//! are kept, and what can be undone.

use crate::{ArticleSummary, Kind, Origin, Shelf, wire};

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
