//! Articles: made, listed, found, saved, moved; their revisions.

use contract as wire;
use contract::{ApiError, Event, Nothing};
use model::ArticleId;

use crate::convert::{self, article_id, article_ids};
use crate::errors::ToApi as _;
use crate::library::Library;
use crate::{Engine, derive, now, organise};

/// The most items one call lists.
pub(crate) const LONGEST_LIST: u32 = 1_000;

impl Library {
    /// An article for the wire.
    pub(crate) fn article_to_wire(
        &self,
        article: &model::Article,
        derived: &store::Derived,
    ) -> wire::Article {
        wire::Article {
            id: article.id.to_string(),
            version: article.version,
            status: convert::status_to(article.status),
            body: article.body.clone(),
            metadata: self.metadata_to_wire(&article.metadata),
            derived: derive::to_wire(derived, &article.slug),
            live: self
                .store()
                .summary(&article.id)
                .map_or(wire::LiveState::No, |summary| convert::live_to(summary.live)),
            created_at: article.created_at.to_string(),
            updated_at: article.updated_at.to_string(),
            trashed_at: article.trashed_at.map(|moment| moment.to_string()),
        }
    }

    /// Metadata for the wire, the lead picture with its file name.
    pub(crate) fn metadata_to_wire(&self, metadata: &model::Metadata) -> wire::Metadata {
        convert::metadata_to(metadata, |hash| self.store().medium(hash).ok().map(|medium| medium.file_name()))
    }

    pub(crate) fn show_article(&self, id: &ArticleId) -> Result<wire::Article, ApiError> {
        let stored = self.store().article(id).to_api()?;
        Ok(self.article_to_wire(&stored.article, &stored.derived))
    }

    pub(crate) fn saved_to_wire(&self, saved: &store::Saved, notices: Vec<String>) -> wire::ArticleSaved {
        wire::ArticleSaved {
            summary: convert::summary_to(&saved.summary),
            derived: derive::of_summary(&saved.summary),
            notices,
        }
    }
}

/// The editor counts every line end as one; so does everything else from here on.
pub(crate) fn normal_text(text: String) -> String {
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

impl Engine {
    /// Tells that this process changed an article.
    pub(crate) fn changed(&self, id: &ArticleId, version: i64, origin: wire::Origin) {
        self.tell(Event::ArticleChanged { id: id.to_string(), version, origin, here: true });
    }

    pub(crate) fn list_articles(
        &self,
        request: &wire::ArticleListRequest,
    ) -> Result<wire::ArticleList, ApiError> {
        let library = self.library()?;
        let mut filter = organise::filter_from(request.shelf, &request.filter)?;
        filter.tag = filter.tag.or_else(|| request.tag.clone());
        let (total, items) = library
            .store()
            .list_filtered(
                &filter,
                organise::sort_from(request.sort),
                request.reverse,
                request.offset,
                request.limit.min(LONGEST_LIST),
            )
            .to_api()?;
        Ok(wire::ArticleList { total, items: items.iter().map(convert::summary_to).collect() })
    }

    pub(crate) fn create_article(&self, request: wire::ArticleCreate) -> Result<wire::Article, ApiError> {
        let library = self.library()?;
        let metadata = convert::metadata_from(request.metadata)?;
        let body = normal_text(request.body);
        let stored = library
            .store()
            .create_article(&store::NewArticle {
                id: None,
                body: &body,
                metadata: &metadata,
                status: request.status.map_or(model::Status::Draft, convert::status_from),
                derived: &derive::derive(&body, &metadata, &library.publication()),
                origin: convert::origin_from(request.origin),
                now: now(),
                operation: None,
            })
            .to_api()?;
        self.changed(&stored.article.id, stored.article.version, request.origin);
        Ok(library.article_to_wire(&stored.article, &stored.derived))
    }

    pub(crate) fn save_article(&self, request: wire::ArticleSave) -> Result<wire::ArticleSaved, ApiError> {
        let library = self.library()?;
        let id = article_id(&request.id)?;
        let body = request.body.map(normal_text);
        let metadata = request.metadata.map(convert::metadata_from).transpose()?;
        let present = library.store().article(&id).to_api()?.article;
        let derived = derive::derive(
            body.as_deref().unwrap_or(&present.body),
            metadata.as_ref().unwrap_or(&present.metadata),
            &library.publication(),
        );
        let saved = library
            .store()
            .save_article(&store::SaveArticle {
                id: &id,
                base_version: request.base_version,
                body: body.as_deref(),
                metadata: metadata.as_ref(),
                status: request.status.map(convert::status_from),
                derived: &derived,
                origin: convert::origin_from(request.origin),
                now: now(),
                keep_revision: None,
                operation: None,
            })
            .to_api()?;
        self.changed(&id, saved.summary.version, request.origin);
        Ok(library.saved_to_wire(&saved, Vec::new()))
    }

    /// Does the same to every named article and tells of each.
    fn move_articles(
        &self,
        ids: &[String],
        act: impl Fn(&store::Store, &[ArticleId], model::Origin) -> Result<Vec<store::Summary>, store::Error>,
    ) -> Result<Vec<wire::ArticleSummary>, ApiError> {
        let library = self.library()?;
        let origin = self.shared.origin;
        let moved = act(library.store(), &article_ids(ids)?, convert::origin_from(origin)).to_api()?;
        for summary in &moved {
            self.shared.drafts.moved(&summary.id, summary.version);
            self.changed(&summary.id, summary.version, origin);
        }
        Ok(moved.iter().map(convert::summary_to).collect())
    }

    pub(crate) fn set_status(
        &self,
        request: &wire::ArticleSetStatus,
    ) -> Result<Vec<wire::ArticleSummary>, ApiError> {
        let status = convert::status_from(request.status);
        self.move_articles(&request.ids, |store, ids, origin| store.set_status(ids, status, origin, now()))
    }

    pub(crate) fn trash_articles(
        &self,
        request: &wire::ArticleRefs,
    ) -> Result<Vec<wire::ArticleSummary>, ApiError> {
        self.move_articles(&request.ids, |store, ids, origin| store.trash(ids, origin, now()))
    }

    pub(crate) fn restore_articles(
        &self,
        request: &wire::ArticleRefs,
    ) -> Result<Vec<wire::ArticleSummary>, ApiError> {
        self.move_articles(&request.ids, |store, ids, origin| store.restore(ids, origin, now()))
    }

    pub(crate) fn duplicate_article(&self, request: &wire::ArticleRef) -> Result<wire::Article, ApiError> {
        let library = self.library()?;
        let origin = self.shared.origin;
        let copy = library
            .store()
            .duplicate(&article_id(&request.id)?, convert::origin_from(origin), now())
            .to_api()?;
        self.changed(&copy.article.id, copy.article.version, origin);
        Ok(library.article_to_wire(&copy.article, &copy.derived))
    }

    pub(crate) fn list_revisions(
        &self,
        request: &wire::ArticleRef,
    ) -> Result<Vec<wire::RevisionSummary>, ApiError> {
        let revisions = self.library()?.store().revisions(&article_id(&request.id)?).to_api()?;
        Ok(revisions.iter().map(convert::revision_to).collect())
    }

    pub(crate) fn show_revision(&self, request: &wire::RevisionRef) -> Result<wire::Revision, ApiError> {
        let library = self.library()?;
        let revision = library.store().revision(convert::revision_id(request.revision)).to_api()?;
        Ok(wire::Revision {
            summary: convert::whole_revision_to(&revision, markup::statistics::words(&revision.body)),
            metadata: library.metadata_to_wire(&revision.metadata),
            body: revision.body,
        })
    }

    pub(crate) fn keep_revision(
        &self,
        request: &wire::RevisionKeep,
    ) -> Result<Vec<wire::RevisionSummary>, ApiError> {
        let library = self.library()?;
        let id = article_id(&request.id)?;
        self.settle_draft(&library, &id)?;
        let name = request.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(ApiError::invalid("Give the revision a name, so that you find it again."));
        }
        library.store().keep_article(&id, model::Cause::Kept, Some(&name), now()).to_api()?;
        self.list_revisions(&wire::ArticleRef { id: request.id.clone() })
    }

    pub(crate) fn restore_revision(
        &self,
        request: &wire::RevisionRestore,
    ) -> Result<wire::ArticleSaved, ApiError> {
        let library = self.library()?;
        let id = article_id(&request.id)?;
        let number = convert::revision_id(request.revision);
        self.settle_draft(&library, &id)?;
        let revision = library.store().revision(number).to_api()?;
        let derived = derive::derive(&revision.body, &revision.metadata, &library.publication());
        let saved = library
            .store()
            .restore_revision(&id, number, &derived, convert::origin_from(request.origin), now())
            .to_api()?;
        self.shared.drafts.forget(&id);
        self.changed(&id, saved.summary.version, request.origin);
        Ok(library.saved_to_wire(&saved, Vec::new()))
    }

    pub(crate) fn save_workspace(&self, workspace: &wire::Workspace) -> Result<Nothing, ApiError> {
        let library = self.library()?;
        let text = serde_json::to_string(workspace).map_err(|error| ApiError::internal(error.to_string()))?;
        library.store().set_setting("workspace", &text).to_api()?;
        Ok(Nothing {})
    }
}
