//! Pictures on their way into a page: read from the library, made fit for readers, written as `data:` addresses.

mod discreet;
pub mod make;
mod prepare;
pub mod site;
mod strip;
pub mod variants;

use base64::Engine as _;
use model::{ContentHash, Medium, MediumKind};

pub use discreet::discreet;
pub use prepare::{Prepared, prepare};
pub use site::{Shown, SitePictures};
pub use variants::{Variant, Variants};

/// What is known about a picture without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureFacts {
    /// What it is.
    pub kind: MediumKind,
    /// Width and height in pixels, as shown, where they are known.
    pub dimensions: Option<(u32, u32)>,
}

impl From<&Medium> for PictureFacts {
    fn from(medium: &Medium) -> Self {
        Self { kind: medium.kind, dimensions: medium.dimensions }
    }
}

/// Where pictures come from: the library, or nothing.
pub trait Pictures: Send + Sync {
    /// What is known about a picture; `None` where there is none of this content.
    fn facts(&self, hash: &ContentHash) -> Option<PictureFacts>;

    /// The bytes of a picture.
    ///
    /// # Errors
    /// What went wrong, for people.
    fn bytes(&self, hash: &ContentHash) -> Result<Vec<u8>, String>;

    /// The first bytes of a picture, all of it where it is short; not checked for damage. Nothing where it cannot
    /// be read.
    fn beginning(&self, hash: &ContentHash) -> Vec<u8> {
        self.bytes(hash).unwrap_or_default()
    }

    /// A file that was made from a picture before, by the name it was kept under.
    fn made_before(&self, _name: &str) -> Option<Vec<u8>> {
        None
    }

    /// Keeps a file that was made from a picture, so that the next export need not make it again. Nobody relies
    /// on it.
    fn keep_made(&self, _name: &str, _bytes: &[u8]) {}

    /// Whether a picture moves, and so cannot be written again in another size.
    fn moves(&self, hash: &ContentHash) -> bool {
        let Some(kind) = self.facts(hash).map(|facts| facts.kind) else { return false };
        strip::says_it_moves(&self.beginning(hash), kind)
            .unwrap_or_else(|| self.bytes(hash).is_ok_and(|bytes| strip::is_animated(&bytes, kind)))
    }
}

/// No pictures at all: for a text that stands alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoPictures;

impl Pictures for NoPictures {
    fn facts(&self, _: &ContentHash) -> Option<PictureFacts> {
        None
    }

    fn bytes(&self, _: &ContentHash) -> Result<Vec<u8>, String> {
        Err("there is no library to take pictures from".to_owned())
    }
}

/// The name of a picture's file in the library: `<hash>.<extension>`.
#[must_use]
pub fn file_name(hash: &ContentHash, kind: MediumKind) -> String {
    format!("{hash}.{}", kind.extension())
}

/// A picture as a `data:` address (RFC 2397), with its width and height.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embedded {
    /// The address.
    pub src: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Reads a picture, makes it fit for readers and writes it as an address.
///
/// # Errors
/// What went wrong, for people: it cannot be read, is not a picture, or is too large.
pub fn embed(pictures: &dyn Pictures, hash: &ContentHash) -> Result<Embedded, String> {
    let prepared = prepare(&pictures.bytes(hash)?)?;
    let mut src = format!("data:{};base64,", prepared.kind.media_type());
    base64::engine::general_purpose::STANDARD.encode_string(&prepared.bytes, &mut src);
    Ok(Embedded { src, width: prepared.width, height: prepared.height })
}
