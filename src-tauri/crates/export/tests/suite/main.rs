//! What the crate promises, seen from outside.

mod pages;
mod pictures;
mod safe_names;
mod site_pages;
mod site_pictures;
mod support;
mod themes;
mod write;
