//! Revisions: kept snapshots, and what brought them about.

use crate::{ArticleId, Metadata, Moment, RevisionId};

/// A kept snapshot of an article, never changed after it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// Its number.
    pub id: RevisionId,
    /// Whose it is.
    pub article: ArticleId,
    /// The version of the working copy it was taken at.
    pub version: i64,
    /// Why it was taken.
    pub cause: Cause,
    /// Through which door the text had come.
    pub origin: Origin,
    /// The name the author gave it, if any.
    pub name: Option<String>,
    /// When.
    pub taken_at: Moment,
    /// The text.
    pub body: String,
    /// What was said about it.
    pub metadata: Metadata,
}

/// Why a revision was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// The article came into the library.
    Created,
    /// The author left the article or paused for long.
    Pause,
    /// Just before something other than typing replaced the text.
    Replaced,
    /// A save met a newer version: this is the text that was turned away.
    Conflict,
    /// An older revision was brought back.
    Restored,
    /// The author asked for it.
    Kept,
    /// It went live.
    Published,
}

impl Cause {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Created,
        Self::Pause,
        Self::Replaced,
        Self::Conflict,
        Self::Restored,
        Self::Kept,
        Self::Published,
    ];

    /// The word for it in the library and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Pause => "pause",
            Self::Replaced => "replaced",
            Self::Conflict => "conflict",
            Self::Restored => "restored",
            Self::Kept => "kept",
            Self::Published => "published",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.as_str() == text)
    }
}

/// Through which door a change came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The window.
    Window,
    /// The command line.
    CommandLine,
    /// An import.
    Import,
    /// A file of the mirror.
    Mirror,
    /// Galley itself: the sample library, a repair.
    Program,
}

impl Origin {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Window, Self::CommandLine, Self::Import, Self::Mirror, Self::Program];

    /// The word for it in the library and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::CommandLine => "command_line",
            Self::Import => "import",
            Self::Mirror => "mirror",
            Self::Program => "program",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.as_str() == text)
    }
}
