//! The open article: what is typed, what the preview shows, what is on disk.

use crate::{Article, Metadata, wire};

wire! {
    /// An article opened for writing.
    pub struct DraftOpened {
        /// The article.
        pub article: Article,
        /// Its preview.
        pub page: PreviewPage,
    }

    /// The whole preview.
    pub struct PreviewPage {
        /// The number of the edit it shows; 0 for a draft just opened or reset.
        pub number: u32,
        /// A complete HTML document: the page as it will be published. Its blocks stand between the comments
        /// `<!--galley:body-->` and `<!--/galley:body-->`, a comment `<!--b-->` before each.
        pub html: String,
        /// How many lines of the text each block covers, from the first line to the last.
        pub lines: Vec<u32>,
    }

    /// What was typed since the last edit.
    pub struct DraftEdit {
        /// Which article.
        pub id: String,
        /// One more than that of the last edit.
        pub number: u32,
        /// Replacements in the text as it was, in ascending order, not overlapping.
        pub changes: Vec<TextChange>,
        /// All metadata, if any changed.
        #[serde(default)]
        pub metadata: Option<Metadata>,
    }

    /// One replacement, in UTF-16 code units of the text before the edit.
    pub struct TextChange {
        /// Start.
        pub from: u32,
        /// End.
        pub to: u32,
        /// What stands there now.
        pub insert: String,
    }

    /// What changes in the preview.
    pub struct PreviewPatch {
        /// The number of the edit it shows.
        pub number: u32,
        /// Changes to the list of blocks, to be made in this order.
        pub splices: Vec<BlockSplice>,
        /// The page around the blocks, where that changed: a complete document without blocks.
        pub shell: Option<String>,
    }

    /// One change to the list of blocks.
    pub struct BlockSplice {
        /// Index of the first block concerned.
        pub at: u32,
        /// How many blocks go.
        pub remove: u32,
        /// What comes in their place.
        pub insert: Vec<PreviewBlock>,
    }

    /// One block of the preview.
    pub struct PreviewBlock {
        /// Its HTML; elements carry `data-l`, their line counted from the block's first.
        pub html: String,
        /// How many lines of the text it covers, blank lines after it included.
        pub lines: u32,
    }

    /// The whole text again.
    pub struct DraftReset {
        /// Which article.
        pub id: String,
        /// The text.
        pub body: String,
        /// All metadata.
        pub metadata: Metadata,
    }

    /// A save of the open article.
    pub struct DraftSave {
        /// Which article.
        pub id: String,
        /// The number of the last edit that is to be saved.
        pub number: u32,
        /// The version the text is based on.
        #[ts(type = "number")]
        pub base_version: i64,
    }
}
