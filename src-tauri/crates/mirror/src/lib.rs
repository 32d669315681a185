//! A folder of Markdown files kept in step with the library.
//!
//! [`file_name`] names files so that every file system takes them; [`plan`] compares library, folder and what
//! both last agreed on, and says what to do, of everything or of a [`part`] of it; [`merge`] puts two changes of one text together; [`document`]
//! writes an article into a file without disturbing what the file says beside it. Those touch no disk.
//! [`folder`], [`scan`], [`pictures`] and [`apply`] read and change the folder, and nothing outside it; [`watch`] hears what
//! others change in it. What the library holds is none of this crate's business: whoever carries out a
//! [`Plan`] brings both together.

pub mod apply;
pub mod conflict_copy;
pub mod document;
pub mod error;
pub mod file_name;
pub mod folder;
pub mod merge;
pub mod part;
pub mod pictures;
pub mod plan;
pub mod scan;
pub mod watch;

pub use error::{Error, Refusal, Result};
pub use folder::Folder;
pub use part::{Part, Sides, part};
pub use plan::{Agreement, Article, File, Operation, Plan, Question, Rest, plan, plan_part};
