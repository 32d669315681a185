//! What the engine tells the window without being asked.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{LongRun, Origin, SiteStage, ThemeProblem};

/// The name of the one channel that carries every [`Event`].
pub const CHANNEL: &str = "galley";

/// Something that has happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "event", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Event {
    /// An article was made, saved, moved or removed.
    ArticleChanged {
        /// Which.
        id: String,
        /// Its version now.
        #[ts(type = "number")]
        version: i64,
        /// Through which door.
        origin: Origin,
        /// Whether this very process did it.
        here: bool,
    },
    /// Many articles changed at once: what lists show is to be asked for again.
    ArticlesChanged,
    /// The publication's settings changed.
    PublicationChanged {
        /// Whether this very process did it.
        here: bool,
    },
    /// An export of the site goes on.
    SiteProgress {
        /// What it is doing.
        stage: SiteStage,
        /// How much of that is done.
        done: u32,
        /// How much of it there is.
        total: u32,
        /// How long it will still take, in seconds, as far as can be said.
        remaining: Option<f64>,
    },
    /// The files of the theme in use changed. Without a problem, pages look different from now on.
    ThemeChanged {
        /// What is wrong with it now; the last good one stays in use.
        problem: Option<ThemeProblem>,
    },
    /// Another library is open, or the open one can no longer be used.
    LibraryChanged,
    /// An import or a dry run goes on.
    ImportProgress {
        /// Which.
        job: String,
        /// How many articles of the source are done.
        done: u32,
        /// How many there are; 0 while that is being found out.
        total: u32,
        /// How many pictures were taken into the library.
        pictures: u32,
        /// Whether it is over: its report is there.
        finished: bool,
    },
    /// A link of the preview was followed: show where it leads before it opens.
    LinkFollowed {
        /// The address.
        url: String,
    },
    /// A backup began, was finished or failed: ask how they stand.
    BackupChanged,
    /// A backup that was to be made by itself could not be made.
    BackupFailed {
        /// What happened, and what to do.
        message: String,
    },
    /// How far a long run is.
    Progress {
        /// Which.
        run: LongRun,
        /// How much is done.
        #[ts(type = "number")]
        done: u64,
        /// Of how much.
        #[ts(type = "number")]
        of: u64,
    },
    /// How much of a picked picture has been read.
    MediumProgress {
        /// Which, by the token of its file.
        arrival: String,
        /// Bytes.
        #[ts(type = "number")]
        done: u64,
        /// Of how many.
        #[ts(type = "number")]
        of: u64,
    },
    /// The mirror did something, or waits for something.
    MirrorChanged {
        /// How it stands now.
        state: crate::MirrorState,
    },
    /// Articles went to the trash because their files are gone from the mirror.
    MirrorTrashed {
        /// The operation that brings them back.
        #[ts(type = "number")]
        operation: i64,
        /// How many.
        articles: u32,
        /// What the first of them is called.
        title: String,
    },
    /// The window is about to close: save, then it closes.
    CloseRequested,
}
