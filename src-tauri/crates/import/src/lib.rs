//! From files of other programs to articles: bytes to values.
//!
//! [`Source::open`] looks at what the author named (a file, a folder, an archive) and tells which format it
//! is in. It is read twice: [`Source::outline`] learns what there is and where links lead, [`Source::read`]
//! gives the articles one by one, so that memory does not grow with the source. Whatever is wrong with one
//! item, the next begins anew. Nothing here writes (but a packed archive is unpacked into a file
//! without a name), loads from the network or knows the library: whoever
//! calls takes the pictures that an item names into the library and puts their new addresses into the text
//! with [`rewrite_pictures`].

mod blogger;
mod dates;
mod decode;
mod feed;
mod files;
pub mod folder;
mod habits;
mod html;
mod item;
mod links;
mod pictures;
mod source;
mod wordpress;
mod xml;

pub use decode::{Decoded, decode};
pub use item::{Item, LeadNeed, PictureNeed, Problem, ProblemKind};
pub use links::Links;
pub use pictures::{rewrite_pictures, used_pictures};
pub use source::{Format, Known, Nobody, Outline, Source, Step};
