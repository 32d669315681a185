//! Where pictures and links of a text lead, for each place the text is shown.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use markup::{LinkTarget, PictureSource, Resolver};
use model::{ContentHash, medium::parse_reference};

use crate::address::{self, Address};
use crate::pictures::{Embedded, Pictures, embed, file_name};

/// The scheme of links in the preview; the shell catches their navigation and asks before it opens one.
pub const PREVIEW_LINK: &str = "galley-link://open?url=";

/// The address of the preview's own page: links in it are read from the address of the window around it.
pub const PREVIEW_PAGE: &str = "about:srcdoc";

/// Resolves for the preview: pictures from the library's media scheme, links through [`PREVIEW_LINK`].
pub struct PreviewResolver {
    pictures: Arc<dyn Pictures>,
    media_base: String,
    base_url: Option<String>,
}

impl PreviewResolver {
    /// `media_base` is what a medium's file name is appended to; `base_url` the publication's, if it has one.
    #[must_use]
    pub fn new(pictures: Arc<dyn Pictures>, media_base: String, base_url: Option<String>) -> Self {
        Self { pictures, media_base, base_url }
    }

    /// Where a medium is shown from.
    #[must_use]
    pub fn by_hash(&self, hash: &ContentHash) -> PictureSource {
        match self.pictures.facts(hash) {
            Some(facts) => {
                shown(format!("{}{}", self.media_base, file_name(hash, facts.kind)), facts.dimensions)
            }
            None => PictureSource::Missing,
        }
    }
}

impl Resolver for PreviewResolver {
    fn picture(&self, address: &str) -> PictureSource {
        of_library(address, |hash| self.by_hash(hash))
    }

    fn link(&self, address: &str) -> LinkTarget {
        match link(address, self.base_url.as_deref()) {
            LinkTarget::To(target) if target.starts_with('#') => {
                LinkTarget::To(format!("{PREVIEW_PAGE}{target}"))
            }
            LinkTarget::To(target) => LinkTarget::To(preview_link(&target)),
            LinkTarget::Broken => LinkTarget::Broken,
        }
    }
}

/// An address as the preview links to it.
#[must_use]
pub fn preview_link(address: &str) -> String {
    format!("{PREVIEW_LINK}{}", address::percent_encode(address))
}

/// Resolves for a page that stands alone: pictures inside it.
pub struct PageResolver<'a> {
    pictures: &'a dyn Pictures,
    base_url: Option<String>,
    read: Mutex<BTreeMap<ContentHash, Result<Embedded, String>>>,
}

impl<'a> PageResolver<'a> {
    /// `base_url` is the publication's, if it has one.
    #[must_use]
    pub fn new(pictures: &'a dyn Pictures, base_url: Option<String>) -> Self {
        Self { pictures, base_url, read: Mutex::default() }
    }

    /// A medium, embedded. Each is read once, however often it is used.
    #[must_use]
    pub fn by_hash(&self, hash: &ContentHash) -> PictureSource {
        if self.pictures.facts(hash).is_none() {
            return PictureSource::Missing;
        }
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let embedded = read.entry(hash.clone()).or_insert_with(|| embed(self.pictures, hash));
        match embedded {
            Ok(picture) => shown(picture.src.clone(), Some((picture.width, picture.height))),
            Err(_) => PictureSource::Missing,
        }
    }

    /// Why a medium of the library that was asked for could not be embedded.
    #[must_use]
    pub fn failure(&self, hash: &ContentHash) -> Option<String> {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.get(hash).and_then(|embedded| embedded.as_ref().err().cloned())
    }
}

impl Resolver for PageResolver<'_> {
    fn picture(&self, address: &str) -> PictureSource {
        of_library(address, |hash| self.by_hash(hash))
    }

    fn link(&self, address: &str) -> LinkTarget {
        link(address, self.base_url.as_deref())
    }
}

/// Resolves for a fragment: pictures inside it, or by their address below the publication's.
pub struct FragmentResolver<'a> {
    inside: PageResolver<'a>,
    media_url: Option<String>,
}

impl<'a> FragmentResolver<'a> {
    /// Pictures inside the fragment.
    #[must_use]
    pub fn embedding(pictures: &'a dyn Pictures, base_url: Option<String>) -> Self {
        Self { inside: PageResolver::new(pictures, base_url), media_url: None }
    }

    /// Pictures by their address, `media/…` below the publication's base address.
    #[must_use]
    pub fn linking(pictures: &'a dyn Pictures, base_url: String) -> Self {
        let media_url = address::below(&base_url, "media/");
        Self { inside: PageResolver::new(pictures, Some(base_url)), media_url }
    }

    /// Where a medium is shown from.
    #[must_use]
    pub fn by_hash(&self, hash: &ContentHash) -> PictureSource {
        let Some(media_url) = &self.media_url else { return self.inside.by_hash(hash) };
        match self.inside.pictures.facts(hash) {
            Some(facts) => shown(format!("{media_url}{}", file_name(hash, facts.kind)), facts.dimensions),
            None => PictureSource::Missing,
        }
    }

    /// Why a medium of the library that was asked for could not be embedded.
    #[must_use]
    pub fn failure(&self, hash: &ContentHash) -> Option<String> {
        self.inside.failure(hash)
    }
}

impl Resolver for FragmentResolver<'_> {
    fn picture(&self, address: &str) -> PictureSource {
        of_library(address, |hash| self.by_hash(hash))
    }

    fn link(&self, address: &str) -> LinkTarget {
        self.inside.link(address)
    }
}

fn shown(src: String, dimensions: Option<(u32, u32)>) -> PictureSource {
    let (width, height) = dimensions.unzip();
    PictureSource::Shown { src, width, height }
}

fn of_library(address: &str, by_hash: impl Fn(&ContentHash) -> PictureSource) -> PictureSource {
    match parse_reference(address) {
        Some((hash, _)) => by_hash(&hash),
        None => match address::read(address) {
            Address::Web(_) => PictureSource::Remote,
            _ => PictureSource::Missing,
        },
    }
}

/// A link as it stands in a page: places and followable addresses as they are, relative ones below the base
/// where there is one. Links to media lead nowhere, because media are inside the page.
fn link(address: &str, base_url: Option<&str>) -> LinkTarget {
    if parse_reference(address).is_some() {
        return LinkTarget::Broken;
    }
    let target = match address::read(address) {
        Address::Web(url) | Address::Contact(url) => Some(url),
        Address::Place(place) => Some(format!("#{place}")),
        Address::Relative(relative) => match base_url {
            Some(base) => address::below(base, &relative),
            None => Some(relative),
        },
        Address::Refused => None,
    };
    target.map_or(LinkTarget::Broken, LinkTarget::To)
}
