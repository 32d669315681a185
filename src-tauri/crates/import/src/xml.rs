//! Exports of blogs are XML files of any size. They are cut into their items by [`split`], and each item is
//! read by itself: whatever is wrong with one, the next begins anew. Document type definitions are never
//! read, so that no entity expands to more than a character or two, and nothing outside is ever opened.

mod split;
mod tree;

pub(crate) use split::{Split, Splitter};
pub(crate) use tree::{Element, Names};
