//! Where pictures and links lead: asked of the caller, because only the caller knows the library.

use crate::address;

/// Decides what becomes of the addresses in a text.
pub trait Resolver: Send + Sync {
    /// What to show for a picture with this address, as written in the text.
    fn picture(&self, address: &str) -> PictureSource;
    /// Where a link with this address leads. The address has passed the list of schemes already.
    fn link(&self, address: &str) -> LinkTarget;
}

/// What becomes of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureSource {
    /// It is shown.
    Shown {
        /// The value of `src`.
        src: String,
        /// Width in pixels, where it is known.
        width: Option<u32>,
        /// Height in pixels, where it is known.
        height: Option<u32>,
    },
    /// It lies on another computer: its text and a link stand in its place, and it is never loaded.
    Remote,
    /// There is no such picture: its text stands in its place.
    Missing,
}

/// What becomes of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// It leads to this address.
    To(String),
    /// It leads nowhere: its text stays, and a problem says so.
    Broken,
}

/// Keeps every address as it is written, for texts that belong to no library.
#[derive(Debug, Clone, Copy, Default)]
pub struct AsWritten;

impl Resolver for AsWritten {
    fn picture(&self, address: &str) -> PictureSource {
        if address.is_empty() {
            PictureSource::Missing
        } else if address::is_picture(address) {
            PictureSource::Shown { src: address.to_owned(), width: None, height: None }
        } else {
            PictureSource::Remote
        }
    }

    fn link(&self, address: &str) -> LinkTarget {
        LinkTarget::To(address.to_owned())
    }
}
