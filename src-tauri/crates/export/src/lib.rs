//! From an article to what readers see: plans, pages, fragments, and the files written.
//!
//! Values come in ([`snapshot::ArticleSnapshot`], the rendered body, a [`pictures::Pictures`] to read pictures
//! from) and bytes go out. Nothing here reads the clock or the network; only [`write`] touches the disk.
//! Whatever an article says about itself is taken for hostile and escaped where it is put.

pub mod address;
pub mod archive;
mod dates;
pub mod folder;
pub mod fragment;
mod head;
mod html;
pub mod manifest;
pub mod markdown;
pub mod page;
pub mod phrases;
pub mod pictures;
pub mod plan;
pub mod preflight;
pub mod resolver;
pub mod safe_name;
pub mod site;
pub mod snapshot;
pub mod theme;
pub mod write;

pub use fragment::{Fragment, FragmentInput};
pub use page::{Page, PageInput, ShellInput, SiteInput, Surroundings};
pub use pictures::{NoPictures, PictureFacts, Pictures, SitePictures};
pub use plan::{Overwrite, PlannedFile};
pub use preflight::Problem;
pub use resolver::{
    Articles, FragmentResolver, NoArticles, PageResolver, PicturesAs, PreviewResolver, SiteResolver,
};
pub use safe_name::safe_name;
pub use snapshot::{ArticleSnapshot, Derived};
pub use theme::{Theme, ThemeError};
