//! How single articles of an import come into the library: as new ones, as changes, as conflicts.

use contract::{ApiError, ImportState};
use import::{Item, Problem, ProblemKind};
use model::{ArticleId, Cause, ContentHash, Metadata, Moment, Origin, Status};
use store::{Arrival, Derived, Error, NewArticle, SaveArticle};

use super::known::{id_for, with_pictures_missing};
use super::run::Run;
use crate::derive;
use crate::errors::ToApi as _;

/// The longest path that is kept as an address from before, in bytes.
const LONGEST_PATH: usize = 1000;

/// An article with everything it needs in the library.
pub(super) struct Prepared {
    item: Item,
    id: Option<ArticleId>,
    body: String,
    metadata: Metadata,
    status: Status,
    derived: Derived,
    hash: ContentHash,
    redirects: Vec<String>,
    problems: Vec<Problem>,
}

impl Run<'_> {
    /// Where an article will stand: never further out than its source has it. What another program announces for
    /// later is not out yet, and what Galley announced for a date that has passed waits for its author.
    pub(super) fn status(&self, item: &Item) -> Status {
        let date = item.metadata.published_at.map(Moment::milliseconds);
        let later = date.is_some_and(|date| date > self.now.milliseconds());
        match (item.status.unwrap_or(Status::Draft), item.id.is_some()) {
            (Status::Published, false) if later => Status::Draft,
            (Status::Scheduled, own) if !(own && later) => Status::Draft,
            (status, _) => status,
        }
    }

    /// Takes the pictures of an article into the library and makes it ready.
    pub(super) fn prepare(&mut self, mut item: Item) -> Prepared {
        let placed = self.pictures.place(&item, &mut self.report);
        let body = import::rewrite_pictures(&item.body, &placed.addresses);
        item.body = String::new();
        let mut metadata = item.metadata.clone();
        metadata.lead = placed.lead;
        if let (None, Some(lead)) = (&metadata.lead, &item.lead) {
            metadata.custom.insert("lead_picture".to_owned(), lead.address.clone());
        }
        let status = self.status(&item);
        if let Some(said @ (Status::Published | Status::Scheduled)) = item.status
            && status != said
        {
            metadata.custom.insert("import_status".to_owned(), said.as_str().to_owned());
        }
        let mut problems = item.problems.clone();
        problems.extend(placed.problems);
        if let Some(slug) = metadata.slug.take() {
            metadata.slug = Some(self.own_slug(slug, &mut problems));
        }
        let content = item.source_hash.clone().unwrap_or_else(|| ContentHash::from_bytes(&[0; 32]));
        Prepared {
            id: item.id.clone().or_else(|| id_for(item.source_id.as_deref()?)),
            derived: derive::derive(&body, &metadata, &self.library.publication()),
            hash: if placed.missing { with_pictures_missing(&content) } else { content },
            redirects: item.addresses.iter().filter_map(|address| path(address)).collect(),
            body,
            metadata,
            status,
            problems,
            item,
        }
    }

    /// An address that no other article of this import has.
    fn own_slug(&mut self, slug: model::Slug, problems: &mut Vec<Problem>) -> model::Slug {
        let mut own = slug.clone();
        let mut number = 1;
        while !self.slugs.insert(own.clone()) {
            number += 1;
            own = slug.numbered(number);
        }
        if number > 1 {
            let told = format!(
                "another article of the source has the address “{slug}”, too; this one was given “{own}”"
            );
            problems.push(Problem::new("", told).of(ProblemKind::Address, slug.as_str()));
        }
        own
    }

    /// Brings new articles in, all of them or none.
    pub(super) fn take_in(&mut self, mut new: Vec<Prepared>) -> Result<(), ApiError> {
        if new.is_empty() {
            return Ok(());
        }
        let operation = self.operation()?;
        let mut looked = false;
        let ids = loop {
            let arrivals: Vec<Arrival<'_>> = new.iter().map(|one| self.arrival(one, operation)).collect();
            match self.library.store().take_in(&arrivals) {
                Ok(ids) => break ids,
                Err(Error::SlugTaken { slug, suggestion }) => {
                    // Others may be taken as well: one look for all of them is cheaper than a try for each.
                    if !std::mem::replace(&mut looked, true) {
                        self.free_slugs(&mut new);
                    } else if let Some(one) =
                        new.iter_mut().find(|one| one.metadata.slug.as_ref() == Some(&slug))
                    {
                        one.rename(suggestion);
                    } else {
                        return Err(Error::SlugTaken { slug, suggestion }).to_api();
                    }
                }
                Err(Error::IdTaken(id)) => match new.iter_mut().find(|one| one.id.as_ref() == Some(&id)) {
                    Some(one) => one.id = None,
                    None => return Err(Error::IdTaken(id)).to_api(),
                },
                Err(Error::TooLong { .. }) => {
                    let longest = (0..new.len()).max_by_key(|index| new[*index].body.len()).unwrap_or(0);
                    let one = new.swap_remove(longest);
                    let problem = import::Problem::new(
                        one.item.name(),
                        "its text is too long for a library; it was left out",
                    );
                    self.report.pass_over(ImportState::Failed, problem);
                    if new.is_empty() {
                        return Ok(());
                    }
                }
                Err(other) => return Err(other).to_api(),
            }
        };
        for (one, id) in new.into_iter().zip(ids) {
            if one.item.pinned {
                self.pinned.push(id.clone());
            }
            self.note(&one.item, ImportState::New, Some(&id), one.problems);
            self.changed.push((id, 1));
        }
        Ok(())
    }

    fn arrival<'p>(&self, one: &'p Prepared, operation: store::OperationId) -> Arrival<'p> {
        let made = one.item.created_at.or(one.metadata.published_at);
        Arrival {
            article: NewArticle {
                id: one.id.clone(),
                body: &one.body,
                metadata: &one.metadata,
                status: one.status,
                derived: &one.derived,
                origin: Origin::Import,
                now: made.filter(|made| made.milliseconds() <= self.now.milliseconds()).unwrap_or(self.now),
                operation: Some(operation),
            },
            source: one.item.source_id.as_deref().map(|name| (name, one.hash.clone())),
            redirects: &one.redirects,
            comments: &one.item.comments,
        }
    }

    /// Gives other addresses to those whose address an article of the library has.
    fn free_slugs(&mut self, new: &mut [Prepared]) {
        for one in new {
            let Some(slug) = one.metadata.slug.clone() else { continue };
            let store = self.library.store();
            let taken = |slug: &model::Slug| store.article_by_slug(slug).is_ok();
            if !taken(&slug) {
                continue;
            }
            let free = (2..10_000).map(|number| slug.numbered(number));
            if let Some(own) = free.into_iter().find(|own| !self.slugs.contains(own) && !taken(own)) {
                self.slugs.insert(own.clone());
                one.rename(own);
            }
        }
    }

    /// Lets an article follow its source; what it was is kept as a revision.
    pub(super) fn follow(&mut self, item: Item, id: &ArticleId, state: ImportState) -> Result<(), ApiError> {
        let present = self.library.store().article(id).to_api()?;
        let known = self.library.store().source(item.source_id.as_deref().unwrap_or_default()).to_api()?;
        let same = known.is_some_and(|known| Some(known.item) == item.source_hash);
        let mut one = self.prepare(item);
        if !same {
            let operation = self.operation()?;
            // The address it got when it came stays, whatever number stands behind it.
            let slug = one.metadata.slug.as_ref().map(model::Slug::as_str);
            let own = present.article.metadata.slug.as_ref().map(model::Slug::as_str);
            if let (Some(slug), Some(own)) = (slug, own)
                && (slug.starts_with(own) || own.starts_with(slug))
            {
                one.metadata.slug.clone_from(&present.article.metadata.slug);
            }
            let status = self.next_status(&one, &present);
            let saved = self.save(&mut one, id, present.article.version, status, operation).to_api()?;
            self.changed.push((id.clone(), saved.summary.version));
        }
        self.library
            .store()
            .update_source(
                id,
                (one.item.source_id.as_deref().unwrap_or_default(), &one.hash),
                &one.redirects,
                &one.item.comments,
            )
            .to_api()?;
        self.note(&one.item, state, Some(id), one.problems);
        Ok(())
    }

    /// The status an article follows its source to. It never becomes public for a change in the source, unless
    /// nobody here has touched it since it came.
    fn next_status(&self, one: &Prepared, present: &store::StoredArticle) -> Option<Status> {
        let untouched = present.origin == Origin::Import;
        (one.status != present.article.status && (untouched || one.status != Status::Published))
            .then_some(one.status)
    }

    fn save(
        &self,
        one: &mut Prepared,
        id: &ArticleId,
        base_version: i64,
        status: Option<Status>,
        operation: store::OperationId,
    ) -> Result<store::Saved, Error> {
        loop {
            let saved = self.library.store().save_article(&SaveArticle {
                id,
                base_version,
                body: Some(&one.body),
                metadata: Some(&one.metadata),
                status,
                derived: &one.derived,
                origin: Origin::Import,
                now: self.now,
                keep_revision: Some(Cause::Replaced),
                operation: Some(operation),
            });
            match saved {
                Err(Error::SlugTaken { suggestion, .. })
                    if one.metadata.slug.as_ref() != Some(&suggestion) =>
                {
                    one.rename(suggestion);
                }
                other => return other,
            }
        }
    }

    /// Keeps the text of the source as a revision beside an article that was changed here.
    pub(super) fn keep_both(&mut self, item: Item, id: &ArticleId) -> Result<(), ApiError> {
        if self.is_kept(&item, id) {
            self.report.count(ImportState::Unchanged);
            return Ok(());
        }
        let present = self.library.store().article(id).to_api()?.article;
        let mut one = self.prepare(item);
        one.metadata.slug.clone_from(&present.metadata.slug);
        if one.body == present.body && one.metadata == present.metadata {
            self.report.count(ImportState::Unchanged);
            let name = one.item.source_id.as_deref().unwrap_or_default();
            return self
                .library
                .store()
                .update_source(id, (name, &one.hash), &one.redirects, &one.item.comments)
                .to_api();
        }
        let operation = self.operation()?;
        // Based on an older version, so that it is turned away and kept.
        match self.save(&mut one, id, present.version - 1, None, operation) {
            Err(Error::Stale { kept: Some(_), .. }) | Ok(_) => {}
            Err(Error::Stale { current, kept: None }) => {
                return Err(ApiError::internal(format!(
                    "“{}” was changed here (version {current}) and in the source, and the text of the source could not be kept.",
                    present.metadata.title
                )));
            }
            Err(other) => return Err(other).to_api(),
        }
        let told = one.item.source_hash.as_ref().map_or("", ContentHash::as_str);
        self.library.store().set_setting(&conflict(&one.item), told).to_api()?;
        let told = "it was changed here and in the source; this library keeps its own text, and that of the source is kept as a revision";
        one.problems.push(Problem::new("", told).of(ProblemKind::ChangedTwice, ""));
        self.note(&one.item, ImportState::Conflict, Some(id), one.problems);
        Ok(())
    }

    /// Whether what the source says is kept here already, beside what the article says now.
    pub(super) fn is_kept(&self, item: &Item, id: &ArticleId) -> bool {
        let store = self.library.store();
        let told = store.setting(&conflict(item)).ok().flatten();
        if told.is_some() && told.as_deref() == item.source_hash.as_ref().map(ContentHash::as_str) {
            return true;
        }
        // What Galley wrote itself may be what the article says, or said once.
        let Ok(present) = store.article(id) else { return false };
        // A file names the address in force, also where the article only has it from its title.
        let same = |body: &str, metadata: &Metadata| {
            let slug = metadata.slug.clone().or_else(|| Some(present.article.slug.clone()));
            let slug = slug.filter(|_| item.metadata.slug.is_some());
            item.body == body && item.metadata == Metadata { slug, ..metadata.clone() }
        };
        let revisions = if item.id.is_some() { store.revisions(id).unwrap_or_default() } else { Vec::new() };
        same(&present.article.body, &present.article.metadata)
            || revisions.iter().any(|one| {
                store.revision(one.id).is_ok_and(|revision| same(&revision.body, &revision.metadata))
            })
    }

    /// Puts pictures that came along this time into an article that came in before without them.
    pub(super) fn complete(&mut self, item: &Item, id: &ArticleId) -> Result<(), ApiError> {
        let store = self.library.store();
        let placed = self.pictures.place(item, &mut self.report);
        let present = store.article(id).to_api()?.article;
        let body = import::rewrite_pictures(&present.body, &placed.addresses);
        let mut metadata = present.metadata.clone();
        if metadata.lead.is_none() && placed.lead.is_some() {
            metadata.lead = placed.lead;
            metadata.custom.remove("lead_picture");
        }
        let operation = self.operation()?;
        let saved = store
            .save_article(&SaveArticle {
                id,
                base_version: present.version,
                body: Some(&body),
                metadata: Some(&metadata),
                status: None,
                derived: &derive::derive(&body, &metadata, &self.library.publication()),
                origin: Origin::Import,
                now: self.now,
                keep_revision: None,
                operation: Some(operation),
            })
            .to_api()?;
        let name = item.source_id.as_deref().unwrap_or_default();
        let changed_here = store.source(name).to_api()?.is_some_and(|known| known.changed);
        if let (false, false, Some(hash)) =
            (placed.missing, changed_here && !saved.changed, &item.source_hash)
        {
            let redirects: Vec<String> = item.addresses.iter().filter_map(|address| path(address)).collect();
            store.update_source(id, (name, hash), &redirects, &item.comments).to_api()?;
        }
        if saved.changed {
            self.changed.push((id.clone(), saved.summary.version));
        }
        self.note(
            item,
            if saved.changed { ImportState::Updated } else { ImportState::Unchanged },
            Some(id),
            placed.problems,
        );
        Ok(())
    }
}

impl Prepared {
    /// Gives it another address, because the one it had is taken here.
    fn rename(&mut self, slug: model::Slug) {
        if let Some(old) = self.metadata.slug.replace(slug.clone()) {
            let told =
                format!("the address “{old}” belongs to another article here; this one was given “{slug}”");
            self.problems.push(Problem::new("", told).of(ProblemKind::Address, old.as_str()));
        }
    }
}

/// The name under which the library remembers which text of a source it keeps beside an article's own.
fn conflict(item: &Item) -> String {
    format!("import conflict {}", item.source_id.as_deref().unwrap_or_default())
}

/// The path of an address that readers knew, from the root of its site, without the slash at its beginning;
/// `None` where a path alone does not lead there.
fn path(address: &str) -> Option<String> {
    let rest = match address.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map(|(_, path)| path)?,
        None => address.trim_start_matches('/'),
    };
    if rest.contains('?') {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or_default();
    let path = markup::from_html::percent_decoded(rest)?;
    let safe = !path.is_empty()
        && path.len() <= LONGEST_PATH
        && !path.contains(['\\', '\0'])
        && !path.split('/').any(|part| matches!(part, "." | ".."));
    safe.then_some(path)
}
