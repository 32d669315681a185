//! The site: a folder that any host can serve, made from everything that is published.
//!
//! [`SiteSnapshot`] says what there is, without the texts. [`plan`] decides from it, without a disk and without
//! a clock, which files the site has and what each depends on ([`plan::PlannedFile::fingerprint`]). [`render`]
//! makes one of them, reading only the texts that it needs. What is already in the folder, what is written and
//! in which order is the matter of [`crate::folder`].

pub mod address;
pub mod contents;
pub mod digest;
pub mod plan;
pub mod snapshot;

pub use address::Address;
pub use contents::Contents;
pub use plan::{PlannedFile, SitePlan, What};
pub use snapshot::{Card, Redirect, SiteSnapshot, Texts};
