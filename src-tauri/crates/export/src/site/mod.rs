//! The site: a folder that any host can serve, made from everything that is published.
//!
//! [`SiteSnapshot`] says what there is, without the texts. [`plan::plan`] decides from it, without a disk and
//! without a clock, which files the site has and what each depends on ([`plan::PlannedFile::fingerprint`]).
//! [`Site::render`] makes one of them, reading only the texts that it needs. [`export`] compares with what the
//! last export left in the folder, makes what has changed, and lets [`crate::folder`] put it in place.

pub mod address;
mod around;
pub mod contents;
pub mod digest;
pub mod export;
mod feed_entries;
mod feeds;
mod files;
pub mod left;
mod old_addresses;
mod open_search;
mod pages;
pub mod plan;
pub mod render;
mod report;
mod search;
mod sitemap;
pub mod snapshot;

pub use address::Address;
pub use contents::{Contents, SiteProblem};
pub use digest::{Digest, Fingerprint};
pub use plan::{SitePlan, What};
pub use render::Site;
pub use snapshot::{Card, Damaged, LiveText, Redirect, SiteSnapshot, Texts};
