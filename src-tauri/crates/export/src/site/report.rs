//! What is asked of an export of a site, and what it answers.

use std::sync::atomic::AtomicBool;

use super::contents::SiteProblem;
use crate::folder::FolderError;
use crate::plan::Overwrite;

/// What an export is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Looking at what is there.
    Comparing,
    /// Making pages.
    Pages,
    /// Making pictures.
    Pictures,
    /// Putting everything in place.
    Placing,
}

/// How far an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// How much of it is done.
    pub done: usize,
    /// How much of it there is.
    pub total: usize,
}

/// How a site is exported.
pub struct Options<'a> {
    /// Whether files that no export wrote, or that somebody changed since, may be replaced.
    pub overwrite: Overwrite,
    /// Only say what would change.
    pub dry_run: bool,
    /// Hears how far it is, from several threads.
    pub progress: &'a (dyn Fn(Progress) + Sync),
    /// Ends the export before anything is changed.
    pub cancelled: &'a AtomicBool,
}

/// A file and its size in bytes.
pub type Sized = (String, u64);

/// What an export did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Files that were not there.
    pub added: Vec<Sized>,
    /// Files that are others now.
    pub changed: Vec<Sized>,
    /// Files that are gone.
    pub removed: Vec<String>,
    /// How many files stayed as they were.
    pub unchanged: usize,
    /// How many pages were made to find that out.
    pub made: usize,
    /// Bytes of all files of the site.
    pub size: u64,
    /// What is not as it should be.
    pub problems: Vec<SiteProblem>,
    /// Whether everything was done that was to be done: nothing stood in the way, nothing could not be read.
    pub settled: bool,
}

/// Why an export did not take place.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// It was cancelled; the site is what it was.
    #[error("the export was cancelled; nothing was changed")]
    Cancelled,
    /// The theme fails.
    #[error(transparent)]
    Theme(#[from] crate::theme::ThemeError),
    /// The folder cannot be used or written.
    #[error(transparent)]
    Folder(#[from] FolderError),
}
