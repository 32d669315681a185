//! Revisions on the wire.

use crate::{Metadata, wire};

wire! {
    /// Through which door a change came.
    pub enum Origin {
        /// The window.
        Window,
        /// The command line.
        CommandLine,
        /// An import.
        Import,
        /// A file of the mirror.
        Mirror,
        /// Galley itself.
        Program,
    }

    /// Why a revision was taken.
    pub enum Cause {
        /// The article came into the library.
        Created,
        /// The author left the article or paused for long.
        Pause,
        /// Something other than typing was about to replace the text.
        Replaced,
        /// A save met a newer version: the text that was turned away.
        Conflict,
        /// An older revision was brought back.
        Restored,
        /// The author asked for it.
        Kept,
        /// It went live.
        Published,
    }
}

wire! {
    /// Which revision.
    pub struct RevisionRef {
        /// Its number.
        #[ts(type = "number")]
        pub revision: i64,
    }

    /// A revision in a list.
    pub struct RevisionSummary {
        /// Its number.
        #[ts(type = "number")]
        pub revision: i64,
        /// The version it was taken at.
        #[ts(type = "number")]
        pub version: i64,
        /// Why.
        pub cause: Cause,
        /// Through which door the text had come.
        pub origin: Origin,
        /// The name the author gave it.
        pub name: Option<String>,
        /// RFC 3339.
        pub taken_at: String,
        /// The title then.
        pub title: String,
        /// Words then.
        pub words: u32,
        /// Words that came since the revision before.
        pub words_added: Option<u32>,
        /// Words that went since the revision before.
        pub words_removed: Option<u32>,
    }

    /// A revision, whole.
    pub struct Revision {
        /// What the list shows of it.
        pub summary: RevisionSummary,
        /// The text.
        pub body: String,
        /// What was said about it.
        pub metadata: Metadata,
    }

    /// A revision to bring back.
    pub struct RevisionRestore {
        /// Which article.
        pub id: String,
        /// Which revision of it.
        #[ts(type = "number")]
        pub revision: i64,
        /// Through which door.
        pub origin: Origin,
    }
}
