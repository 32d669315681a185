//! Where the pictures around a text are shown from: inside the page, the library, or the site's folder.

use std::cell::RefCell;

use model::ContentHash;

use crate::address;
use crate::pictures::site::{FOLDER, name_in_site};
use crate::pictures::{Pictures, Shown, SitePictures, embed, file_name};
use crate::preflight::Problem;
use crate::snapshot::ArticleSnapshot;

enum From<'a> {
    Inside(&'a dyn Pictures),
    Library(&'a dyn Pictures, &'a str),
    Site(&'a SitePictures<'a>, &'a str),
}

/// A picture for programs that read a page: its absolute address.
pub(crate) struct ForPrograms {
    pub url: String,
    pub size: Option<(u32, u32)>,
    pub media_type: &'static str,
}

/// Where the pictures around a text are shown from, and what became of those asked for.
pub(crate) struct Media<'a> {
    from: From<'a>,
    used: RefCell<Vec<ContentHash>>,
    problems: RefCell<Vec<Problem>>,
}

impl<'a> Media<'a> {
    pub fn inside(pictures: &'a dyn Pictures) -> Self {
        Self::new(From::Inside(pictures))
    }

    pub fn of_library(pictures: &'a dyn Pictures, base: &'a str) -> Self {
        Self::new(From::Library(pictures, base))
    }

    pub fn in_site(pictures: &'a SitePictures<'a>, base: &'a str) -> Self {
        Self::new(From::Site(pictures, base))
    }

    fn new(from: From<'a>) -> Self {
        Self { from, used: RefCell::default(), problems: RefCell::default() }
    }

    /// The picture, as it is shown; a problem is kept where it cannot be. `what` it is, as in “The lead picture”.
    pub fn shown(&self, hash: &ContentHash, what: &str) -> Option<Shown> {
        let found = match &self.from {
            From::Inside(pictures) => embed(*pictures, hash).map(|picture| Shown {
                src: picture.src,
                width: Some(picture.width),
                height: Some(picture.height),
                ..Shown::default()
            }),
            From::Library(pictures, base) => {
                let facts = pictures.facts(hash)?;
                let (width, height) = facts.dimensions.unzip();
                let src = format!("{base}{}", file_name(hash, facts.kind));
                Ok(Shown { src, width, height, ..Shown::default() })
            }
            From::Site(pictures, base) => {
                self.used.borrow_mut().push(hash.clone());
                pictures.shown(hash, base).ok_or_else(|| "it is not in the library".to_owned())
            }
        };
        match found {
            Ok(shown) => Some(shown),
            Err(reason) => {
                let problem = Problem::of_article(format!("{what} is left out: {reason}."));
                self.problems.borrow_mut().push(problem);
                None
            }
        }
    }

    /// The pictures asked for that lie beside the page.
    pub fn used(&self) -> Vec<ContentHash> {
        self.used.borrow().clone()
    }

    /// What could not be shown.
    pub fn problems(&self) -> Vec<Problem> {
        self.problems.borrow().clone()
    }

    /// Where the lead picture will be found by programs, if the publication's address is known.
    pub fn for_programs(&self, snapshot: &ArticleSnapshot) -> Option<ForPrograms> {
        let lead = snapshot.article.metadata.lead.as_ref()?;
        self.address(snapshot, &lead.medium)
    }

    /// The same for the publication's logo.
    pub fn logo_for_programs(&self, snapshot: &ArticleSnapshot) -> Option<ForPrograms> {
        self.address(snapshot, snapshot.publication.logo.as_ref()?)
    }

    fn address(&self, snapshot: &ArticleSnapshot, hash: &ContentHash) -> Option<ForPrograms> {
        let (pictures, planned) = match &self.from {
            From::Inside(pictures) | From::Library(pictures, _) => (*pictures, None),
            From::Site(pictures, _) => (pictures.library(), pictures.variants(hash)),
        };
        let facts = pictures.facts(hash)?;
        let (name, size) = match planned.as_ref().and_then(|planned| planned.widest()) {
            Some(widest) => (widest.name.clone(), Some((widest.width, widest.height))),
            None => (name_in_site(pictures, hash)?, facts.dimensions),
        };
        let url = address::below(&snapshot.base_url()?, &format!("{FOLDER}{name}"))?;
        Some(ForPrograms { url, size, media_type: facts.kind.media_type() })
    }
}
