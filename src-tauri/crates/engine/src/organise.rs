//! What is out, what is done to many articles, and what can be undone; tags, authors, sections; kept lists.

use contract as wire;
use contract::{ApiError, Event, Nothing};
use model::ArticleId;

use crate::convert::{self, article_id, article_ids};
use crate::errors::ToApi as _;
use crate::library::Library;
use crate::{Engine, derive, now};

/// From this many articles on, one event tells of all of them.
const MANY: usize = 20;

/// The setting that holds the lists the author keeps.
const FILTERS: &str = "filters";

/// The setting that says what the library does by itself.
const HOUSEKEEPING: &str = "housekeeping";

pub(crate) fn filter_from(
    shelf: wire::Shelf,
    filter: &wire::ArticleFilter,
) -> Result<store::Filter, ApiError> {
    let language = filter.language.as_deref().map(|tag| {
        model::Language::parse(tag).ok_or_else(|| {
            ApiError::invalid(format!("“{tag}” is not a language tag. Write it as en, fa or pt-BR."))
        })
    });
    Ok(store::Filter {
        shelf: convert::shelf_from(shelf),
        tag: filter.tag.clone(),
        author: filter.author.clone(),
        section: filter.section.clone(),
        language: language.transpose()?,
        kind: filter.kind.map(convert::kind_from),
        live: filter.live.map(|live| match live {
            wire::LiveState::No => store::LiveState::No,
            wire::LiveState::Same => store::LiveState::Same,
            wire::LiveState::Changed => store::LiveState::Changed,
        }),
        broken_links: filter.broken_links,
    })
}

pub(crate) fn sort_from(sort: wire::Sort) -> store::Sort {
    match sort {
        wire::Sort::Changed => store::Sort::Changed,
        wire::Sort::Published => store::Sort::Published,
        wire::Sort::Created => store::Sort::Created,
        wire::Sort::Title => store::Sort::Title,
    }
}

fn profile_kind_from(kind: wire::ProfileKind) -> model::ProfileKind {
    match kind {
        wire::ProfileKind::Tag => model::ProfileKind::Tag,
        wire::ProfileKind::Author => model::ProfileKind::Author,
        wire::ProfileKind::Section => model::ProfileKind::Section,
    }
}

fn operation_kind_to(kind: store::OperationKind) -> wire::OperationKind {
    match kind {
        store::OperationKind::Bulk => wire::OperationKind::Bulk,
        store::OperationKind::Replace => wire::OperationKind::Replace,
        store::OperationKind::Import => wire::OperationKind::Import,
        store::OperationKind::Mirror => wire::OperationKind::Mirror,
        store::OperationKind::Discard => wire::OperationKind::Discard,
        store::OperationKind::Restore => wire::OperationKind::Restore,
        store::OperationKind::Profile => wire::OperationKind::Profile,
        store::OperationKind::Medium => wire::OperationKind::Medium,
        store::OperationKind::Undo => wire::OperationKind::Undo,
    }
}

/// A name as it is kept: one line, not empty.
fn name_from(name: &str) -> Result<String, ApiError> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { Err(ApiError::invalid("A name cannot be empty.")) } else { Ok(name) }
}

impl Library {
    /// What finds out about texts that an undo or a discard brings back.
    pub(crate) fn deriver(&self) -> impl Fn(&model::Metadata, &str) -> store::Derived {
        let publication = self.publication();
        move |metadata: &model::Metadata, body: &str| derive::derive(body, metadata, &publication)
    }
}

impl Engine {
    /// Puts on disk what the open drafts among these articles hold, before something else changes them.
    pub(crate) fn settle_drafts(&self, library: &Library, ids: &[ArticleId]) -> Result<(), ApiError> {
        for id in ids {
            self.settle_draft(library, id)?;
        }
        Ok(())
    }

    /// Tells that articles were changed by something other than typing. An open draft of one is closed: the
    /// window opens it again with the text as it is now.
    pub(crate) fn replaced(&self, changed: &[(ArticleId, i64)]) {
        let origin = self.shared.origin;
        for (id, version) in changed {
            let open = self.shared.drafts.forget(id);
            if open || changed.len() < MANY {
                let (id, version) = (id.to_string(), *version);
                self.tell(Event::ArticleChanged { id, version, origin, here: !open });
            }
        }
        if changed.len() >= MANY {
            self.tell(Event::ArticlesChanged);
        }
    }

    fn bulk_done(&self, operation: store::OperationId, items: &[store::Summary]) -> wire::BulkDone {
        self.replaced(&items.iter().map(|item| (item.id.clone(), item.version)).collect::<Vec<_>>());
        wire::BulkDone { items: items.iter().map(convert::summary_to).collect(), operation: operation.0 }
    }

    pub(crate) fn change_many(&self, request: &wire::ArticleBulk) -> Result<wire::BulkDone, ApiError> {
        let library = self.library()?;
        let ids = article_ids(&request.ids)?;
        let value = request.value.as_deref().unwrap_or_default();
        let bulk = match request.action {
            wire::BulkAction::Publish => store::Bulk::Publish,
            wire::BulkAction::Trash => store::Bulk::Trash,
            wire::BulkAction::Restore => store::Bulk::Restore,
            wire::BulkAction::AddTag => store::Bulk::AddTag(name_from(value)?),
            wire::BulkAction::RemoveTag => store::Bulk::RemoveTag(name_from(value)?),
            wire::BulkAction::Section => store::Bulk::Section(name_from(value).ok()),
            wire::BulkAction::Status => store::Bulk::Status(model::Status::parse(value).ok_or_else(|| {
                ApiError::invalid(format!(
                    "“{value}” is no status. Choose idea, draft, review, ready, scheduled, published or archived."
                ))
            })?),
        };
        self.settle_drafts(&library, &ids)?;
        // What was done, and to what: the window says it in the author's language.
        let about = match &ids[..] {
            [id] if value.is_empty() => library.store().summary(id).to_api()?.title,
            _ => value.to_owned(),
        };
        let label = [bulk_word(request.action), &about].join(": ");
        let label = label.trim_end_matches(": ");
        let origin = convert::origin_from(self.shared.origin);
        let (operation, items) = library.store().change_many(&ids, &bulk, label, origin, now()).to_api()?;
        Ok(self.bulk_done(operation, &items))
    }

    pub(crate) fn publish_articles(&self, request: &wire::ArticleRefs) -> Result<wire::BulkDone, ApiError> {
        let action = wire::BulkAction::Publish;
        self.change_many(&wire::ArticleBulk { ids: request.ids.clone(), action, value: None })
    }

    pub(crate) fn discard_changes(&self, request: &wire::ArticleRef) -> Result<wire::ArticleSaved, ApiError> {
        let library = self.library()?;
        let id = article_id(&request.id)?;
        self.settle_draft(&library, &id)?;
        let origin = convert::origin_from(self.shared.origin);
        let saved = library.store().discard_changes(&id, &library.deriver(), origin, now()).to_api()?;
        self.replaced(&[(id, saved.summary.version)]);
        Ok(library.saved_to_wire(&saved, Vec::new()))
    }

    pub(crate) fn article_links(&self, request: &wire::ArticleRef) -> Result<wire::ArticleLinks, ApiError> {
        let library = self.library()?;
        let id = article_id(&request.id)?;
        let backlinks = library.store().backlinks(&id).to_api()?;
        let broken = library.store().broken_links_of(&id).to_api()?;
        Ok(wire::ArticleLinks {
            backlinks: backlinks.iter().map(convert::summary_to).collect(),
            broken: broken.iter().map(ToString::to_string).collect(),
        })
    }

    pub(crate) fn article_comments(
        &self,
        request: &wire::ArticleRef,
    ) -> Result<Vec<wire::Comment>, ApiError> {
        let comments = self.library()?.store().comments(&article_id(&request.id)?).to_api()?;
        Ok(comments
            .into_iter()
            .map(|comment| wire::Comment {
                source_id: comment.source_id,
                parent: comment.parent,
                author: comment.author,
                url: comment.url,
                at: comment.at.map(|at| at.to_string()),
                text: comment.text,
            })
            .collect())
    }

    pub(crate) fn list_operations(
        &self,
        request: &wire::OperationListRequest,
    ) -> Result<Vec<wire::Operation>, ApiError> {
        let operations = self.library()?.store().operations(request.limit.min(1_000)).to_api()?;
        Ok(operations
            .into_iter()
            .map(|operation| wire::Operation {
                operation: operation.id.0,
                kind: operation_kind_to(operation.kind),
                label: operation.label,
                origin: convert::origin_to(operation.origin),
                at: operation.at.to_string(),
                undone: operation.undone,
                articles: operation.articles,
            })
            .collect())
    }

    pub(crate) fn undo_operation(
        &self,
        request: &wire::OperationRef,
    ) -> Result<wire::OperationUndone, ApiError> {
        let library = self.library()?;
        let store = library.store();
        let id = store::OperationId(request.operation);
        let ids = store.operation_articles(id).to_api()?;
        self.settle_drafts(&library, &ids)?;
        let origin = convert::origin_from(self.shared.origin);
        let (operation, undone) = store.undo_operation(id, &library.deriver(), origin, now()).to_api()?;
        let mut changed = Vec::with_capacity(undone.articles.len());
        for id in undone.articles {
            let version = store.summary(&id).to_api()?.version;
            changed.push((id, version));
        }
        self.replaced(&changed);
        let left: Result<Vec<_>, _> = undone.left.iter().map(|id| store.summary(id)).collect();
        Ok(wire::OperationUndone {
            operation: operation.0,
            articles: changed.into_iter().map(|(id, _)| id.to_string()).collect(),
            left: left.to_api()?.iter().map(convert::summary_to).collect(),
        })
    }

    pub(crate) fn list_profiles(
        &self,
        request: &wire::ProfileListRequest,
    ) -> Result<Vec<wire::Profile>, ApiError> {
        let found = self.library()?.store().profiles(profile_kind_from(request.kind)).to_api()?;
        Ok(found
            .into_iter()
            .map(|found| wire::Profile {
                kind: request.kind,
                name: found.profile.name,
                slug: found.profile.slug.to_string(),
                description: found.profile.description,
                articles: found.articles,
            })
            .collect())
    }

    pub(crate) fn save_profile(&self, request: wire::Profile) -> Result<Nothing, ApiError> {
        let name = name_from(&request.name)?;
        let slug =
            model::Slug::from_text(&request.slug).or_else(|| model::Slug::from_text(&name)).ok_or_else(
                || ApiError::invalid(format!("“{name}” needs an address: write letters or digits.")),
            )?;
        let kind = profile_kind_from(request.kind);
        let profile = model::Profile { kind, name, slug, description: request.description.trim().to_owned() };
        self.library()?.store().save_profile(&profile).to_api()?;
        self.tell(Event::ArticlesChanged);
        Ok(Nothing {})
    }

    pub(crate) fn rename_profile(&self, request: &wire::ProfileRename) -> Result<wire::BulkDone, ApiError> {
        let library = self.library()?;
        let new = name_from(&request.new_name)?;
        self.settle_all_drafts(&library)?;
        let (kind, origin) = (profile_kind_from(request.kind), convert::origin_from(self.shared.origin));
        let (operation, items) =
            library.store().rename_profile(kind, &request.name, &new, origin, now()).to_api()?;
        Ok(self.bulk_done(operation, &items))
    }

    pub(crate) fn delete_profile(&self, request: &wire::ProfileRef) -> Result<wire::BulkDone, ApiError> {
        let library = self.library()?;
        self.settle_all_drafts(&library)?;
        let (kind, origin) = (profile_kind_from(request.kind), convert::origin_from(self.shared.origin));
        let (operation, items) =
            library.store().delete_profile(kind, &request.name, origin, now()).to_api()?;
        Ok(self.bulk_done(operation, &items))
    }

    pub(crate) fn list_filters(&self) -> Result<wire::SavedFilters, ApiError> {
        let stored = self.library()?.store().setting(FILTERS).to_api()?;
        let none = wire::SavedFilters { filters: Vec::new() };
        Ok(stored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or(none))
    }

    pub(crate) fn save_filters(&self, request: &wire::SavedFilters) -> Result<Nothing, ApiError> {
        let mut names = std::collections::HashSet::new();
        for filter in &request.filters {
            if filter.name.trim().is_empty() || !names.insert(filter.name.trim()) {
                return Err(ApiError::invalid("Every list that is kept needs a name of its own."));
            }
        }
        self.save_setting(FILTERS, request)
    }

    pub(crate) fn housekeeping(&self) -> Result<wire::Housekeeping, ApiError> {
        let stored = self.library()?.store().setting(HOUSEKEEPING).to_api()?;
        let none = wire::Housekeeping { trash_days: None };
        Ok(stored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or(none))
    }

    pub(crate) fn save_housekeeping(&self, request: &wire::Housekeeping) -> Result<Nothing, ApiError> {
        if request.trash_days == Some(0) {
            return Err(ApiError::invalid("The trash keeps what is in it for a day at least."));
        }
        self.save_setting(HOUSEKEEPING, request)
    }

    fn save_setting(&self, key: &str, value: &impl serde::Serialize) -> Result<Nothing, ApiError> {
        let text = serde_json::to_string(value).map_err(|error| ApiError::internal(error.to_string()))?;
        self.library()?.store().set_setting(key, &text).to_api()?;
        Ok(Nothing {})
    }

    pub(crate) fn empty_trash(&self, request: &wire::TrashEmpty) -> Result<wire::TrashEmptied, ApiError> {
        let library = self.library()?;
        let ids = request.ids.as_deref().map(article_ids).transpose()?;
        for id in ids.iter().flatten() {
            self.shared.drafts.forget(id);
        }
        let origin = convert::origin_from(self.shared.origin);
        let articles = library.store().empty_trash(ids.as_deref(), None, origin, now()).to_api()?;
        let media = if request.media { library.store().empty_media_trash(None).to_api()? } else { 0 };
        self.tell(Event::ArticlesChanged);
        Ok(wire::TrashEmptied { articles, media })
    }

    /// Removes for good what has been in the trash for longer than the author wants it kept.
    pub(crate) fn tidy_trash(&self) {
        let Ok(library) = self.library() else { return };
        let Ok(wire::Housekeeping { trash_days: Some(days) }) = self.housekeeping() else { return };
        let at = now();
        let before = at.milliseconds().saturating_sub(i64::from(days) * 24 * 60 * 60 * 1000);
        let before = Some(model::Moment::from_milliseconds(before));
        let gone = library.store().empty_trash(None, before, model::Origin::Program, at);
        let media = library.store().empty_media_trash(before);
        if gone.is_ok_and(|gone| gone > 0) || media.is_ok_and(|gone| gone > 0) {
            self.tell(Event::ArticlesChanged);
        }
    }
}

fn bulk_word(action: wire::BulkAction) -> &'static str {
    match action {
        wire::BulkAction::Status => "status",
        wire::BulkAction::Publish => "publish",
        wire::BulkAction::Trash => "trash",
        wire::BulkAction::Restore => "restore",
        wire::BulkAction::AddTag => "add_tag",
        wire::BulkAction::RemoveTag => "remove_tag",
        wire::BulkAction::Section => "section",
    }
}
