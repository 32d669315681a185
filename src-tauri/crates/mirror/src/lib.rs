//! A folder of Markdown files kept in step with the library.
//!
//! Here is what can be decided without touching a disk: [`file_name`] names files so that every file system
//! takes them, [`plan`] compares library, folder and what both last agreed on, and says what to do.
//!
//! What is *not* here yet: nothing in this crate reads, writes or watches a folder. Whoever carries out a
//! [`Plan`] checks, before each operation, the hashes it names, and writes down the agreement it leads to.

pub mod conflict_copy;
pub mod file_name;
pub mod plan;

pub use plan::{Agreement, Article, File, Operation, Plan, Question, plan};
