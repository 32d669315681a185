//! What the crate promises, seen from outside.

mod pages;
mod pictures;
mod safe_names;
mod support;
mod themes;
mod write;
