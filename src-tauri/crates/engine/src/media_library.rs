//! The library of media in the window: where each is used, what is said about it, the trash, replacing.

use contract as wire;
use contract::{ApiError, ErrorCode, Nothing};
use model::ContentHash;

use crate::convert;
use crate::errors::ToApi as _;
use crate::{Engine, now};

/// Reads the hash of a medium.
pub(crate) fn hash_from(text: &str) -> Result<ContentHash, ApiError> {
    ContentHash::parse(text)
        .map_err(|_| ApiError::new(ErrorCode::NotFound, format!("“{text}” names no picture.")))
}

impl Engine {
    pub(crate) fn list_media(&self, request: &wire::MediumListRequest) -> Result<wire::MediumList, ApiError> {
        let shelf = match request.shelf {
            wire::MediaShelf::All => store::MediaShelf::All,
            wire::MediaShelf::Unused => store::MediaShelf::Unused,
            wire::MediaShelf::Trash => store::MediaShelf::Trash,
        };
        let (total, items) = self
            .library()?
            .store()
            .media(shelf, &request.query, request.offset, request.limit.min(1_000))
            .to_api()?;
        let items = items
            .iter()
            .map(|item| wire::MediumUse {
                medium: convert::medium_to(&item.medium),
                articles: item.articles,
                needed: item.needed,
                trashed_at: item.trashed_at.map(|at| at.to_string()),
            })
            .collect();
        Ok(wire::MediumList { total, items })
    }

    pub(crate) fn medium_uses(&self, request: &wire::MediumRef) -> Result<wire::MediumUses, ApiError> {
        let found = self.library()?.store().medium_articles(&hash_from(&request.hash)?).to_api()?;
        let part = |wanted: bool| {
            let of = found.iter().filter(|(_, now)| *now == wanted);
            of.map(|(summary, _)| convert::summary_to(summary)).collect()
        };
        Ok(wire::MediumUses { articles: part(true), earlier: part(false) })
    }

    pub(crate) fn describe_medium(&self, request: &wire::MediumDescribe) -> Result<wire::Medium, ApiError> {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (alt, caption, credit) = (line(&request.alt), line(&request.caption), line(&request.credit));
        let hash = hash_from(&request.hash)?;
        let medium = self.library()?.store().describe_medium(&hash, &alt, &caption, &credit).to_api()?;
        Ok(convert::medium_to(&medium))
    }

    pub(crate) fn move_media(&self, request: &wire::MediumRefs, trash: bool) -> Result<Nothing, ApiError> {
        let hashes: Vec<_> = request.hashes.iter().map(|hash| hash_from(hash)).collect::<Result<_, _>>()?;
        let library = self.library()?;
        self.settle_all_drafts(&library)?;
        library.store().trash_media(&hashes, trash, now()).to_api()?;
        Ok(Nothing {})
    }

    pub(crate) fn replace_medium(&self, request: &wire::MediumReplace) -> Result<wire::BulkDone, ApiError> {
        let library = self.library()?;
        self.settle_all_drafts(&library)?;
        let (old, new) = (hash_from(&request.hash)?, hash_from(&request.with)?);
        let origin = convert::origin_from(self.shared.origin);
        let (operation, items) =
            library.store().replace_medium(&old, &new, &library.deriver(), origin, now()).to_api()?;
        self.replaced(&items.iter().map(|item| (item.id.clone(), item.version)).collect::<Vec<_>>());
        Ok(wire::BulkDone { items: items.iter().map(convert::summary_to).collect(), operation: operation.0 })
    }
}
