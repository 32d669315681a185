//! What readers see of an article, beside its working copy: to compare, to look at, to export.

use contract as wire;
use contract::ApiError;
use model::{ArticleId, Metadata};

use crate::convert::{self, article_id};
use crate::errors::ToApi as _;
use crate::library::Library;
use crate::{Engine, derive, drafts};

/// An article in one of its states; `None` where readers see nothing of it and that is what is asked for.
pub(crate) fn version_of(
    library: &Library,
    id: &ArticleId,
    version: wire::ExportVersion,
) -> Result<Option<store::StoredArticle>, ApiError> {
    let store = library.store();
    let working = store.article(id).to_api()?;
    if version == wire::ExportVersion::Working {
        return Ok(Some(working));
    }
    let Some(live) = store.live_version(id).to_api()? else { return Ok(None) };
    let metadata = Metadata { published_at: Some(live.published_at), ..live.revision.metadata };
    let derived = derive::derive(&live.revision.body, &metadata, &library.publication());
    let article = model::Article { body: live.revision.body, metadata, slug: live.slug, ..working.article };
    Ok(Some(store::StoredArticle { article, derived, ..working }))
}

/// That there is nothing that readers see, and what to do.
pub(crate) fn not_out(library: &Library, id: &ArticleId) -> Result<String, ApiError> {
    let summary = library.store().summary(id).to_api()?;
    let name = if summary.title.is_empty() { summary.slug.to_string() } else { summary.title };
    Ok(format!(
        "“{name}” is not published, so readers see nothing of it. Publish it, or export its working copy."
    ))
}

impl Engine {
    pub(crate) fn live_version(
        &self,
        request: &wire::ArticleRef,
    ) -> Result<Option<wire::LiveVersion>, ApiError> {
        let library = self.library()?;
        let Some(live) = library.store().live(&article_id(&request.id)?).to_api()? else { return Ok(None) };
        let words = markup::statistics::words(&live.body);
        Ok(Some(wire::LiveVersion {
            revision: convert::whole_revision_to(&live, words),
            since: live.taken_at.to_string(),
            metadata: library.metadata_to_wire(&live.metadata),
            body: live.body,
        }))
    }

    /// The page of what is live, made by what makes the page of the working copy.
    pub(crate) fn live_page(
        &self,
        request: &wire::ArticleRef,
    ) -> Result<Option<wire::PreviewPage>, ApiError> {
        let library = self.library()?;
        let live = version_of(&library, &article_id(&request.id)?, wire::ExportVersion::Published)?;
        Ok(live.map(|live| drafts::page_of(&library, live, &self.shared.media_base)))
    }
}
