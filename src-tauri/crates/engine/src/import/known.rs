//! What the library knows of the articles of a source.

use std::collections::HashSet;

use model::{ArticleId, ContentHash};
use sha2::{Digest as _, Sha256};
use store::{OperationKind, Store};

/// How many operations back an undone import is looked for.
const OPERATIONS: u32 = 200;

/// The library, asked by the readers of `import`.
pub(super) struct InLibrary<'l> {
    store: &'l Store,
    /// Whether pictures are fetched, so that an article whose pictures are still missing is read again.
    fetch_pictures: bool,
    /// What an undone import had brought.
    undone: HashSet<ArticleId>,
}

/// Where an article of a source stands here.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Standing {
    /// It is not here.
    New,
    /// It came in before and says the same.
    Unchanged(ArticleId),
    /// It says the same, but some of its pictures did not come along.
    PicturesMissing(ArticleId),
    /// It says something else now, and was not changed here.
    ChangedThere(ArticleId),
    /// It says something else, and was changed here, too.
    ChangedBoth(ArticleId),
    /// It was moved to the trash by undoing the import that brought it.
    Undone(ArticleId),
    /// It lies in the trash here.
    InTrash(ArticleId),
}

impl Standing {
    /// The article it is here.
    pub(super) fn article(&self) -> Option<&ArticleId> {
        match self {
            Self::New => None,
            Self::Unchanged(id)
            | Self::PicturesMissing(id)
            | Self::ChangedThere(id)
            | Self::ChangedBoth(id)
            | Self::Undone(id)
            | Self::InTrash(id) => Some(id),
        }
    }
}

impl<'l> InLibrary<'l> {
    pub(super) fn new(store: &'l Store, fetch_pictures: bool) -> Self {
        let operations = store.operations(OPERATIONS).unwrap_or_default();
        let imports = operations.iter().filter(|one| one.undone && one.kind == OperationKind::Import);
        let undone = imports.flat_map(|one| store.operation_articles(one.id).unwrap_or_default()).collect();
        Self { store, fetch_pictures, undone }
    }

    /// Where an article stands that has this name, and whose source says this.
    pub(super) fn standing(
        &self,
        source_id: &str,
        id: Option<&ArticleId>,
        content: &ContentHash,
    ) -> Result<Standing, store::Error> {
        let Some(known) = self.store.source(source_id)? else {
            // What Galley wrote itself names its article; that may be here without ever having been imported.
            let own = id.filter(|id| self.store.summary(id).is_ok());
            return Ok(own.map_or(Standing::New, |id| Standing::ChangedBoth(id.clone())));
        };
        let id = known.article;
        Ok(if known.trashed {
            if self.undone.contains(&id) { Standing::Undone(id) } else { Standing::InTrash(id) }
        } else if known.item == *content {
            Standing::Unchanged(id)
        } else if known.item == with_pictures_missing(content) {
            if self.fetch_pictures { Standing::PicturesMissing(id) } else { Standing::Unchanged(id) }
        } else if known.changed {
            Standing::ChangedBoth(id)
        } else {
            Standing::ChangedThere(id)
        })
    }
}

impl import::Known for InLibrary<'_> {
    fn article(&self, source_id: &str) -> Option<ArticleId> {
        let known = self.store.source(source_id).ok().flatten().map(|known| known.article);
        known.or_else(|| id_for(source_id))
    }

    fn is_unchanged(&self, source_id: &str, content: &ContentHash) -> bool {
        matches!(self.standing(source_id, None, content), Ok(Standing::Unchanged(_)))
    }
}

/// The id that an article of a source gets: always the same, so that links to articles lead to them whatever
/// comes in first, and lead there still when an import that was stopped goes on. A UUID of version 8 (RFC 9562,
/// section 5.8) from the hash of its name.
pub(super) fn id_for(source_id: &str) -> Option<ArticleId> {
    if let Some(own) = source_id.strip_prefix("galley:") {
        return ArticleId::parse(own).ok();
    }
    let hash = Sha256::digest(format!("galley import {source_id}").as_bytes());
    let bytes = <[u8; 16]>::try_from(&hash[..16]).ok()?;
    ArticleId::parse(&uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()).ok()
}

/// What stands for a content some of whose pictures are still elsewhere.
pub(super) fn with_pictures_missing(content: &ContentHash) -> ContentHash {
    let hash = Sha256::digest(format!("pictures missing {content}").as_bytes());
    ContentHash::from_bytes(&hash.into())
}
