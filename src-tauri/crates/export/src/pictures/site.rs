//! Pictures of a site: which files stand behind each, and the HTML that lets a browser choose among them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use markup::PictureSource;
use model::ContentHash;
use serde::Serialize;

use super::variants::{Variant, Variants, variants};
use super::{Pictures, file_name};
use crate::html::escape;

/// The folder of a site in which its pictures lie.
pub const FOLDER: &str = "media/";

/// A picture as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Shown {
    /// Its address, for those who choose among none.
    pub src: String,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// Its files and their widths, where there are several.
    pub srcset: String,
    /// The same in WebP, where there are any.
    pub webp: String,
}

/// The pictures of a site, each planned once however many pages show it.
pub struct SitePictures<'a> {
    pictures: &'a dyn Pictures,
    planned: Mutex<BTreeMap<ContentHash, Option<Arc<Variants>>>>,
}

impl<'a> SitePictures<'a> {
    /// Pictures of a library.
    #[must_use]
    pub fn new(pictures: &'a dyn Pictures) -> Self {
        Self { pictures, planned: Mutex::default() }
    }

    /// The library they are read from.
    pub(crate) fn library(&self) -> &'a dyn Pictures {
        self.pictures
    }

    /// The files of a picture; `None` where there is no such picture.
    #[must_use]
    pub fn variants(&self, hash: &ContentHash) -> Option<Arc<Variants>> {
        let mut planned = self.planned.lock().unwrap_or_else(PoisonError::into_inner);
        planned.entry(hash.clone()).or_insert_with(|| variants(self.pictures, hash).map(Arc::new)).clone()
    }

    /// Whether there is such a picture, without looking into it.
    #[must_use]
    pub fn has(&self, hash: &ContentHash) -> bool {
        self.pictures.facts(hash).is_some_and(|facts| facts.dimensions.is_some())
    }

    /// Every picture that was asked for and is there, by its hash.
    #[must_use]
    pub fn used(&self) -> Vec<Arc<Variants>> {
        let planned = self.planned.lock().unwrap_or_else(PoisonError::into_inner);
        planned.values().flatten().cloned().collect()
    }

    /// A picture as a page shows it whose media lie at `base`, which ends in a slash or is empty.
    #[must_use]
    pub fn shown(&self, hash: &ContentHash, base: &str) -> Option<Shown> {
        let variants = self.variants(hash)?;
        let widest = variants.widest()?;
        Some(Shown {
            src: format!("{base}{}", widest.name),
            width: Some(widest.width),
            height: Some(widest.height),
            srcset: if variants.files.len() > 1 { srcset(&variants.files, base) } else { String::new() },
            webp: srcset(&variants.webp, base),
        })
    }

    /// The same for the renderer of texts, which writes one address; [`Self::responsive`] adds the others.
    #[must_use]
    pub fn source(&self, hash: &ContentHash, base: &str) -> PictureSource {
        match self.shown(hash, base) {
            Some(Shown { src, width, height, .. }) => PictureSource::Shown { src, width, height },
            None => PictureSource::Missing,
        }
    }

    /// Puts the other files of each of these pictures into rendered HTML: `srcset` and `sizes` on the element,
    /// and a `picture` with WebP around it. What the text shows besides is passed over.
    #[must_use]
    pub fn responsive(&self, html: &str, hashes: &[ContentHash], base: &str, sizes: &str) -> String {
        let shown: Vec<Shown> = hashes.iter().filter_map(|hash| self.shown(hash, base)).collect();
        let mut out = String::with_capacity(html.len() + shown.len() * 512);
        let mut rest = html;
        while let Some(at) = rest.find("<img ") {
            let (before, tag) = rest.split_at(at);
            out.push_str(before);
            // The renderer escapes “>” in attributes.
            let Some(end) = tag.find('>') else {
                rest = tag;
                break;
            };
            let (tag, after) = tag.split_at(end + 1);
            let source = tag.split_once("src=\"").and_then(|(_, value)| value.split('"').next());
            match shown.iter().find(|shown| source.is_some_and(|source| source == escape(&shown.src))) {
                Some(shown) => push_responsive(&mut out, tag, shown, sizes),
                None => out.push_str(tag),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

fn push_responsive(out: &mut String, tag: &str, shown: &Shown, sizes: &str) {
    let sizes = escape(sizes);
    let open = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
    if !shown.webp.is_empty() {
        out.push_str(&format!(
            "<picture><source type=\"image/webp\" srcset=\"{}\" sizes=\"{sizes}\">",
            escape(&shown.webp)
        ));
    }
    out.push_str(open);
    if !shown.srcset.is_empty() {
        out.push_str(&format!(" srcset=\"{}\" sizes=\"{sizes}\"", escape(&shown.srcset)));
    }
    out.push('>');
    if !shown.webp.is_empty() {
        out.push_str("</picture>");
    }
}

fn srcset(files: &[Variant], base: &str) -> String {
    let entries: Vec<String> =
        files.iter().map(|file| format!("{base}{} {}w", file.name, file.width)).collect();
    entries.join(", ")
}

/// The name that a picture's widest file has in a site: what pages that stand alone, cards and fragments refer
/// to. Where the size is not known, the name in the library.
#[must_use]
pub fn name_in_site(pictures: &dyn Pictures, hash: &ContentHash) -> Option<String> {
    let facts = pictures.facts(hash)?;
    let planned = variants(pictures, hash);
    let widest = planned.as_ref().and_then(Variants::widest).map(|widest| widest.name.clone());
    Some(widest.unwrap_or_else(|| file_name(hash, facts.kind)))
}

/// The bytes of a picture under the name that [`name_in_site`] gave it.
///
/// # Errors
/// What is wrong with it, for people.
pub fn bytes_in_site(pictures: &dyn Pictures, hash: &ContentHash, name: &str) -> Result<Vec<u8>, String> {
    match variants(pictures, hash) {
        Some(variants) => super::make::one(pictures, &variants, name),
        None => super::prepare(&pictures.bytes(hash)?).map(|prepared| prepared.bytes),
    }
}
