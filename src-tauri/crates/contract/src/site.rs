//! Sites on the wire: what an export would change, did, and found wrong.

use crate::{ExportedFile, wire};

wire! {
    /// What an export of the site is doing.
    pub enum SiteStage {
        /// Looking at what is there.
        Comparing,
        /// Making pages.
        Pages,
        /// Making pictures.
        Pictures,
        /// Putting everything in place.
        Placing,
    }
}

wire! {
    /// Where the site goes, and how.
    pub struct SiteExport {
        /// The token of the picked folder.
        pub target: String,
        /// The address to use in place of the publication's.
        pub base_url: Option<String>,
        /// Whether files that no export wrote, or that somebody changed since, may be replaced.
        pub overwrite: bool,
    }

    /// What an export of the site did, or would do.
    pub struct SiteReport {
        /// Files that were not there.
        pub added: Vec<ExportedFile>,
        /// Files that are others now.
        pub changed: Vec<ExportedFile>,
        /// Paths of files that are gone.
        pub removed: Vec<String>,
        /// How many files stayed as they were.
        pub unchanged: u32,
        /// Bytes of all files of the site.
        #[ts(type = "number")]
        pub size: u64,
        /// How long it took, in milliseconds.
        #[ts(type = "number")]
        pub milliseconds: u64,
        /// The titles of scheduled articles whose time had come.
        pub published: Vec<String>,
        /// The front page, as an address that can be opened: below the publication's, or empty.
        pub url: String,
        /// What is not as it should be.
        pub problems: Vec<SiteProblem>,
    }

    /// Something that is not as it should be in a site.
    pub struct SiteProblem {
        /// The id of the article it is about; `None`: the site.
        pub article: Option<String>,
        /// Its title, or its address where it has none; empty for the site.
        pub title: String,
        /// The line of the text, from 1, where it has one.
        pub line: Option<u32>,
        /// What, and what to do.
        pub message: String,
    }

    /// A site that can be looked at.
    pub struct SiteServed {
        /// Its address, on this machine only.
        pub url: String,
    }
}
