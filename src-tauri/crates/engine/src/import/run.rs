//! An import from its first article to its report: one thread reads and converts, this one brings in.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, mpsc};

use contract as wire;
use contract::{ApiError, ImportState};
use import::{Item, Outline, Source, Step};
use model::{ArticleId, Moment, Origin};
use store::{OperationId, OperationKind};

use super::fetch::Fetcher;
use super::known::{InLibrary, Standing};
use super::pictures::Pictures;
use super::report::Report;
use super::{Heard, ImportOptions, ImportProgress};
use crate::errors::ToApi as _;
use crate::library::Library;
use crate::{Engine, lock, now};

/// How many articles come in with one transaction.
const BATCH: usize = 250;

/// How much text at most, in bytes.
const BATCH_TEXT: usize = 4 * 1024 * 1024;

/// How many articles, and how much of their text, are handed over at once by the thread that reads.
const HANDED_OVER: usize = 50;
const HANDED_OVER_TEXT: usize = 1024 * 1024;

/// How often it may hand over before somebody takes it: together a batch, so that both threads are at work while
/// one is brought in.
const AHEAD: usize = BATCH / HANDED_OVER;

/// How an import ended.
pub(super) struct End {
    pub(super) dry_run: bool,
    pub(super) cancelled: bool,
    pub(super) operation: Option<i64>,
}

/// An import under way.
pub(super) struct Run<'a> {
    pub(super) library: &'a Library,
    engine: &'a Engine,
    pub(super) report: Report,
    pub(super) pictures: Pictures<'a>,
    /// The one moment under which everything it does is written.
    pub(super) now: Moment,
    /// Addresses that articles of this import got.
    pub(super) slugs: HashSet<model::Slug>,
    /// Articles that stand above the others.
    pub(super) pinned: Vec<ArticleId>,
    /// What the present batch changed: article and version.
    pub(super) changed: Vec<(ArticleId, i64)>,
    /// How many articles were changed in all.
    came: usize,
    label: String,
    operation: Option<OperationId>,
    /// What brought articles back from the trash.
    restored: Option<OperationId>,
    known: &'a InLibrary<'a>,
    seen: HashSet<String>,
    batch: Vec<Item>,
    batch_text: usize,
    dry_run: bool,
}

/// Tells how far an import is, with so many pictures that were fetched since; answers whether it goes on.
type GoOn<'g> = dyn Fn(u32) -> bool + Sync + 'g;

/// Imports a source, or tells what an import would do.
pub(super) fn run(
    engine: &Engine,
    source: &Source,
    shown: &str,
    options: &ImportOptions,
    heard: &Heard<'_>,
) -> Result<wire::ImportReport, ApiError> {
    let library = engine.library()?;
    if let (Some(reason), false) = (library.store().read_only(), options.dry_run) {
        return Err(store::Error::ReadOnly(reason.to_owned())).to_api();
    }
    let progress = Mutex::new(ImportProgress::default());
    let stopped = AtomicBool::new(false);
    let go_on = |fetched: u32| {
        let mut here = *lock(&progress);
        here.pictures += fetched;
        if !stopped.load(Ordering::Relaxed) && !heard(here) {
            stopped.store(true, Ordering::Relaxed);
        }
        !stopped.load(Ordering::Relaxed)
    };
    let mut found = 0;
    let outline = source.outline(&mut |count| {
        found = count;
        let ask = count.is_multiple_of(500);
        if ask && !go_on(0) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    lock(&progress).total = u32::try_from(found).unwrap_or(u32::MAX);
    let known = InLibrary::new(library.store(), options.fetch_pictures);
    let fetcher = (options.fetch_pictures && !options.dry_run).then(|| Fetcher::new(options.private_hosts));
    let name = shown.trim_end_matches(['/', '\\']);
    let mut run = Run {
        library: &library,
        engine,
        report: Report::default(),
        pictures: Pictures::new(&library, source, fetcher),
        now: now(),
        slugs: HashSet::new(),
        pinned: Vec::new(),
        changed: Vec::new(),
        came: 0,
        label: name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned(),
        operation: None,
        restored: None,
        known: &known,
        seen: HashSet::new(),
        batch: Vec::new(),
        batch_text: 0,
        dry_run: options.dry_run,
    };
    for problem in &outline.problems {
        run.report.complain(problem);
    }
    let outcome = if go_on(0) { run.read(source, &outline, &progress, &go_on) } else { Ok(()) };
    let finished = outcome.and_then(|()| run.close(&outline));
    finished.map_err(|error| run.failed(error))?;
    let end = End {
        dry_run: options.dry_run,
        cancelled: stopped.load(Ordering::Relaxed),
        operation: run.operation.or(run.restored).map(|operation| operation.0),
    };
    Ok(run.report.finish(shown.to_owned(), super::format_to(source.format()), &end))
}

impl Run<'_> {
    fn read(
        &mut self,
        source: &Source,
        outline: &Outline,
        progress: &Mutex<ImportProgress>,
        go_on: &GoOn<'_>,
    ) -> Result<(), ApiError> {
        let known = self.known;
        std::thread::scope(|scope| {
            // However this ends, the receiver goes with it, and the reader stops at its next article.
            let (sender, receiver) = mpsc::sync_channel(AHEAD);
            scope.spawn(move || {
                let (mut ready, mut text) = (Vec::new(), 0);
                source.read(outline, known, &mut |step| {
                    if let Step::Article(item) = &step {
                        text += item.body.len();
                    }
                    ready.push(step);
                    if ready.len() < HANDED_OVER && text < HANDED_OVER_TEXT {
                        return ControlFlow::Continue(());
                    }
                    text = 0;
                    match sender.send(std::mem::take(&mut ready)) {
                        Ok(()) => ControlFlow::Continue(()),
                        Err(_) => ControlFlow::Break(()),
                    }
                });
                // Nobody waits for the rest of an import that was stopped.
                let _ = sender.send(ready);
            });
            for step in receiver.into_iter().flatten() {
                self.step(step, go_on)?;
                let mut here = lock(progress);
                here.done += 1;
                here.pictures = self.report.counts.pictures;
                let ask = here.done.is_multiple_of(20);
                drop(here);
                if ask && !go_on(0) {
                    return Ok(());
                }
            }
            self.flush(go_on)?;
            lock(progress).pictures = self.report.counts.pictures;
            go_on(0);
            Ok(())
        })
    }

    fn step(&mut self, step: Step, go_on: &GoOn<'_>) -> Result<(), ApiError> {
        match step {
            Step::Unchanged(_) => self.report.count(ImportState::Unchanged),
            Step::LeftOut(problem) => self.report.pass_over(ImportState::LeftOut, problem),
            Step::Broken(problem) => self.report.pass_over(ImportState::Failed, problem),
            Step::Article(mut item) => {
                self.tell_apart(&mut item);
                self.batch_text += item.body.len();
                self.batch.push(*item);
                if self.batch.len() >= BATCH || self.batch_text >= BATCH_TEXT {
                    self.flush(go_on)?;
                }
            }
        }
        Ok(())
    }

    /// Two articles of one name in the source stay two articles.
    fn tell_apart(&mut self, item: &mut Item) {
        let Some(name) = item.source_id.clone() else { return };
        let mut number = 1;
        let mut own = name.clone();
        while !self.seen.insert(own.clone()) {
            number += 1;
            own = format!("{name}#{number}");
        }
        if number > 1 {
            let message = "the source has another article of the same name; both came in";
            item.problems.push(import::Problem::new(item.name().to_owned(), message));
            item.source_id = Some(own);
            item.id = None;
        }
    }

    /// Brings the batch in.
    fn flush(&mut self, go_on: &GoOn<'_>) -> Result<(), ApiError> {
        let items = std::mem::take(&mut self.batch);
        self.batch_text = 0;
        if items.is_empty() {
            return Ok(());
        }
        let mut standings = self.standings(&items)?;
        if self.dry_run {
            items.iter().zip(&standings).for_each(|(item, standing)| self.foresee(item, standing));
            return Ok(());
        }
        // What is open and not saved yet is saved first: then it is a change made here.
        let here: Vec<ArticleId> =
            standings.iter().filter_map(|standing| standing.article().cloned()).collect();
        if !here.is_empty() {
            self.engine.settle_drafts(self.library, &here)?;
            standings = self.standings(&items)?;
        }
        self.pictures.fetch(&items, go_on);
        let undone = standings.iter().filter_map(|standing| match standing {
            Standing::Undone(id) => Some(id.clone()),
            _ => None,
        });
        self.restore(&undone.collect::<Vec<_>>())?;
        let mut new = Vec::new();
        for (item, standing) in items.into_iter().zip(standings) {
            match standing {
                Standing::New => new.push(self.prepare(item)),
                Standing::Unchanged(_) => self.report.count(ImportState::Unchanged),
                Standing::InTrash(id) => self.note(&item, ImportState::InTrash, Some(&id), vec![in_trash()]),
                Standing::PicturesMissing(id) => self.complete(&item, &id)?,
                Standing::ChangedThere(id) => self.follow(item, &id, ImportState::Updated)?,
                Standing::Undone(id) => self.follow(item, &id, ImportState::Restored)?,
                Standing::ChangedBoth(id) => self.keep_both(item, &id)?,
            }
        }
        self.take_in(new)?;
        self.came += self.changed.len();
        self.engine.replaced(&std::mem::take(&mut self.changed));
        Ok(())
    }

    fn standings(&self, items: &[Item]) -> Result<Vec<Standing>, ApiError> {
        let standing = |item: &Item| {
            let nameless = || ApiError::internal("An article of the source has no name.");
            let name = item.source_id.as_deref().ok_or_else(nameless)?;
            let hash = item.source_hash.as_ref().ok_or_else(nameless)?;
            self.known.standing(name, item.id.as_ref(), hash).to_api()
        };
        items.iter().map(standing).collect()
    }

    /// What would become of an article.
    fn foresee(&mut self, item: &Item, standing: &Standing) {
        let (state, id) = match standing {
            Standing::New => (ImportState::New, None),
            Standing::Unchanged(id) => (ImportState::Unchanged, Some(id)),
            Standing::PicturesMissing(id) | Standing::ChangedThere(id) => (ImportState::Updated, Some(id)),
            Standing::ChangedBoth(id) if self.is_kept(item, id) => (ImportState::Unchanged, Some(id)),
            Standing::ChangedBoth(id) => (ImportState::Conflict, Some(id)),
            Standing::Undone(id) => (ImportState::Restored, Some(id)),
            Standing::InTrash(id) => (ImportState::InTrash, Some(id)),
        };
        if state == ImportState::Unchanged {
            return self.report.count(state);
        }
        let mut problems = item.problems.clone();
        for need in self.pictures.absent(item) {
            let told = format!("the picture “{need}” is not in the source");
            problems.push(import::Problem::new("", told).of(import::ProblemKind::Picture, ""));
        }
        for address in item.elsewhere.iter().filter(|address| !address.starts_with("data:")) {
            self.report.leave_picture(address, item.name());
        }
        if state == ImportState::InTrash {
            problems.push(in_trash());
        }
        self.note(item, state, id, problems);
    }

    pub(super) fn note(
        &mut self,
        item: &Item,
        state: ImportState,
        id: Option<&ArticleId>,
        problems: Vec<import::Problem>,
    ) {
        let status = self.status(item);
        self.report.note(item, state, Some(status), id, problems);
    }

    /// The operation under which everything is written; begun with the first change.
    pub(super) fn operation(&mut self) -> Result<OperationId, ApiError> {
        if let Some(operation) = self.operation {
            return Ok(operation);
        }
        let begun = self
            .library
            .store()
            .begin_operation(OperationKind::Import, &self.label, Origin::Import, self.now)
            .to_api()?;
        self.operation = Some(begun);
        Ok(begun)
    }

    /// Brings back from the trash what an undone import had brought.
    fn restore(&mut self, ids: &[ArticleId]) -> Result<(), ApiError> {
        if ids.is_empty() {
            return Ok(());
        }
        // An operation of its own, with the same label and moment, by which an undo finds it.
        let (operation, _) = self
            .library
            .store()
            .change_many(ids, &store::Bulk::Restore, &self.label, Origin::Import, self.now)
            .to_api()?;
        self.restored.get_or_insert(operation);
        Ok(())
    }

    /// What comes after the last article: what is said about tags and sections, what is pinned, and links to
    /// articles that did not come.
    fn close(&mut self, outline: &Outline) -> Result<(), ApiError> {
        if self.dry_run {
            return Ok(());
        }
        let store = self.library.store();
        for profile in &outline.profiles {
            let says = !profile.description.is_empty()
                || model::Slug::from_text(&profile.name).as_ref() != Some(&profile.slug);
            let known = store.profiles(profile.kind).to_api()?;
            if says
                && !known
                    .iter()
                    .any(|known| known.profile.name == profile.name && !known.profile.description.is_empty())
            {
                match store.save_profile(profile) {
                    Err(error @ store::Error::SlugTaken { .. }) => {
                        let problem = import::Problem::new(&profile.name, error.to_string());
                        self.report.complain(&problem.of(import::ProblemKind::Address, ""));
                    }
                    other => other.to_api()?,
                }
            }
        }
        if !self.pinned.is_empty() {
            let mut publication = store.publication().to_api()?;
            for id in self.pinned.drain(..) {
                if !publication.pinned.contains(&id) {
                    publication.pinned.push(id);
                }
            }
            store.save_publication(&publication, Origin::Import, self.now).to_api()?;
            self.library.reload_publication()?;
        }
        Ok(())
    }

    /// An error, with what came in before it.
    fn failed(&self, error: ApiError) -> ApiError {
        let before = match self.came {
            0 => "Nothing came in.".to_owned(),
            count => format!(
                "{count} articles came in before; run the import again, and it goes on with the others."
            ),
        };
        ApiError::new(error.code, format!("{} {before}", error.message))
    }
}

const IN_TRASH: &str = "it lies in the trash here and stays there; bring it back if you want it";

fn in_trash() -> import::Problem {
    import::Problem::new("", IN_TRASH).of(import::ProblemKind::LeftOut, "")
}
