//! Two states of an article, compared; what is live; revisions with names.

use crate::{Metadata, RevisionSummary, wire};

wire! {
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
