//! Where pictures and links of a text lead, for each place the text is shown.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use markup::{LinkTarget, PictureSource, Resolver};
use model::{ArticleId, ContentHash, medium::parse_reference};

use crate::address::{self, Address};
use crate::pictures::site::{FOLDER, SitePictures, name_in_site};
use crate::pictures::{Embedded, Pictures, embed, file_name};

/// How a text names another article of its library: `[words](article:<id>)`.
pub const ARTICLE_LINK: &str = "article:";

/// Where other articles are, for the texts that link to them.
pub trait Articles: Send + Sync {
    /// The address of an article; `None` where readers cannot read it.
    fn address(&self, id: &ArticleId) -> Option<String>;
}

/// No other articles: for a text that stands alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoArticles;

impl Articles for NoArticles {
    fn address(&self, _: &ArticleId) -> Option<String> {
        None
    }
}

impl<F: Fn(&ArticleId) -> Option<String> + Send + Sync> Articles for F {
    fn address(&self, id: &ArticleId) -> Option<String> {
        self(id)
    }
}

/// The article that a link of a text names, if it names one.
#[must_use]
pub fn linked_article(address: &str) -> Option<ArticleId> {
    let id = address.strip_prefix(ARTICLE_LINK)?;
    ArticleId::parse(id.split(['#', '?']).next()?).ok()
}

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
        if linked_article(address).is_some() {
            // The window opens it for writing.
            return LinkTarget::To(preview_link(address));
        }
        match link(address, self.base_url.as_deref(), &NoArticles) {
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
    articles: &'a dyn Articles,
    read: Mutex<BTreeMap<ContentHash, Result<Embedded, String>>>,
}

impl<'a> PageResolver<'a> {
    /// `base_url` is the publication's, if it has one.
    #[must_use]
    pub fn new(pictures: &'a dyn Pictures, base_url: Option<String>, articles: &'a dyn Articles) -> Self {
        Self { pictures, base_url, articles, read: Mutex::default() }
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
        link(address, self.base_url.as_deref(), self.articles)
    }
}

/// Resolves for a page in a site: pictures from files beside it.
pub struct SiteResolver<'a> {
    pictures: &'a SitePictures<'a>,
    media_base: &'a str,
    base_url: Option<String>,
    articles: &'a dyn Articles,
    used: Mutex<Vec<ContentHash>>,
}

impl<'a> SiteResolver<'a> {
    /// `media_base` is where the site's pictures lie, from the page; `base_url` the publication's, if it has one.
    #[must_use]
    pub fn new(
        pictures: &'a SitePictures<'a>,
        media_base: &'a str,
        base_url: Option<String>,
        articles: &'a dyn Articles,
    ) -> Self {
        Self { pictures, media_base, base_url, articles, used: Mutex::default() }
    }

    /// The pictures that were asked for and are there, each once, by their hashes.
    #[must_use]
    pub fn used(&self) -> Vec<ContentHash> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner).clone();
        used.sort();
        used.dedup();
        used
    }
}

impl Resolver for SiteResolver<'_> {
    fn picture(&self, address: &str) -> PictureSource {
        of_library(address, |hash| {
            let source = self.pictures.source(hash, self.media_base);
            if source != PictureSource::Missing {
                self.used.lock().unwrap_or_else(PoisonError::into_inner).push(hash.clone());
            }
            source
        })
    }

    fn link(&self, address: &str) -> LinkTarget {
        link(address, self.base_url.as_deref(), self.articles)
    }
}

/// Where the pictures of a fragment are shown from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PicturesAs {
    /// From inside the fragment.
    Data,
    /// From `media/` below the publication's base address, where its site has them; from inside where the address
    /// is not known.
    Addresses,
    /// From `media/` beside the fragment.
    Folder,
}

/// Resolves for a fragment: pictures inside it, beside it, or by their address below the publication's.
pub struct FragmentResolver<'a> {
    inside: PageResolver<'a>,
    pictures_as: PicturesAs,
    media_url: Option<String>,
    beside: Mutex<BTreeMap<String, ContentHash>>,
}

impl<'a> FragmentResolver<'a> {
    /// `base_url` is the publication's, if it has one.
    #[must_use]
    pub fn new(
        pictures: &'a dyn Pictures,
        base_url: Option<String>,
        articles: &'a dyn Articles,
        pictures_as: PicturesAs,
    ) -> Self {
        let media_url = base_url.as_deref().and_then(|base| address::below(base, FOLDER));
        let inside = PageResolver::new(pictures, base_url, articles);
        Self { inside, pictures_as, media_url, beside: Mutex::default() }
    }

    /// Where a medium is shown from.
    #[must_use]
    pub fn by_hash(&self, hash: &ContentHash) -> PictureSource {
        let Some(facts) = self.inside.pictures.facts(hash) else { return PictureSource::Missing };
        match (self.pictures_as, &self.media_url) {
            (PicturesAs::Addresses, Some(media_url)) => match name_in_site(self.inside.pictures, hash) {
                Some(name) => shown(format!("{media_url}{name}"), facts.dimensions),
                None => PictureSource::Missing,
            },
            (PicturesAs::Folder, _) => match name_in_site(self.inside.pictures, hash) {
                Some(name) => {
                    let src = format!("{FOLDER}{name}");
                    self.beside.lock().unwrap_or_else(PoisonError::into_inner).insert(name, hash.clone());
                    shown(src, facts.dimensions)
                }
                None => PictureSource::Missing,
            },
            _ => self.inside.by_hash(hash),
        }
    }

    /// The files that the fragment shows from the folder beside it: their names there, and which media they are.
    #[must_use]
    pub fn beside(&self) -> BTreeMap<String, ContentHash> {
        self.beside.lock().unwrap_or_else(PoisonError::into_inner).clone()
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
fn link(address: &str, base_url: Option<&str>, articles: &dyn Articles) -> LinkTarget {
    if let Some(id) = linked_article(address) {
        let place = address.find('#').map_or("", |at| &address[at..]);
        return articles
            .address(&id)
            .map_or(LinkTarget::Broken, |target| LinkTarget::To(format!("{target}{place}")));
    }
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
