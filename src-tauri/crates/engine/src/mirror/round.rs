//! One round: library, folder and agreements are compared ([`super::look`]), and what the plan says is done.
//!
//! Whatever happens in between, the next round finds it: a step is done only if both sides still are what the
//! plan saw, and its agreement is written down together with it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::{Duration, Instant};

use contract::MirrorTrouble;
use mirror::scan::{Look, Memory};
use mirror::{Folder, Operation, Plan, Question};
use model::ArticleId;

use super::look::{Looker, Readings, Scope, Touched, Troubles};
use super::steps::Steps;
use super::text::Altered;
use super::{Failed, Place};
use crate::Engine;
use crate::library::Library;

/// How long a file must be gone before its article follows: many editors take a file away for a moment.
const GONE_AFTER: Duration = Duration::from_millis(500);

/// The same where so many are gone that the author would be asked: another program may be in the midst of it.
const MANY_GONE_AFTER: Duration = Duration::from_secs(2);

/// What is remembered from round to round.
pub(super) struct Work {
    pub(super) memory: Memory,
    /// Whether everything was looked at since the beginning, and every round after it went well.
    pub(super) whole: bool,
    /// What files said that no agreement knows.
    pub(super) readings: Readings,
    /// The pictures of the folder, and those of the library that are other ones there.
    pub(super) pictures: mirror::pictures::Memory,
    pub(super) altered: Altered,
    /// Articles that wait, because a picture that they show is being written.
    pub(super) held: BTreeSet<ArticleId>,
    /// Since when files have been gone.
    pub(super) gone: BTreeMap<ArticleId, Instant>,
    /// What is to be looked at again: what waited, and what was done.
    pub(super) again: Touched,
    /// What was told of files and articles at the last look at them, and when something was done with them.
    pub(super) troubles: Troubles,
    done_with: BTreeMap<String, Vec<MirrorTrouble>>,
    /// Copies that other programs left.
    pub(super) copies: BTreeMap<String, Option<ArticleId>>,
    /// How many articles were read to be compared.
    pub(super) articles_read: usize,
    /// What the author was asked about.
    asked: BTreeSet<ArticleId>,
    /// How long a file must be gone: alone, and with many others.
    gone_after: [Duration; 2],
    /// Where a test ends a round as a crash would.
    #[cfg(test)]
    pub(super) crash: Option<usize>,
}

impl Default for Work {
    fn default() -> Self {
        Self {
            memory: Memory::default(),
            whole: false,
            readings: HashMap::new(),
            pictures: mirror::pictures::Memory::default(),
            altered: Altered::new(),
            held: BTreeSet::new(),
            gone: BTreeMap::new(),
            again: Touched::default(),
            troubles: Troubles::new(),
            done_with: BTreeMap::new(),
            copies: BTreeMap::new(),
            articles_read: 0,
            asked: BTreeSet::new(),
            gone_after: [GONE_AFTER, MANY_GONE_AFTER],
            #[cfg(test)]
            crash: None,
        }
    }
}

#[cfg(test)]
impl Work {
    /// For a folder to which nobody else writes.
    pub(super) fn trusting() -> Self {
        let pictures = mirror::pictures::Memory::trusting();
        Self { memory: Memory::trusting(), pictures, gone_after: [Duration::ZERO; 2], ..Self::default() }
    }

    fn crashes_now(&mut self) -> bool {
        self.crash = self.crash.map(|left| left.wrapping_sub(1));
        self.crash == Some(usize::MAX)
    }
}

impl Work {
    /// Everything is looked at anew.
    pub(super) fn forget_troubles(&mut self) {
        self.troubles.clear();
        self.again = Touched::default();
    }

    /// Notes what could not be done with files, in place of what was noted before.
    fn note_done(&mut self, plan: &Plan, problems: Vec<(String, MirrorTrouble)>) {
        for operation in &plan.operations {
            self.done_with.remove(operation.file());
        }
        for (file, problem) in problems {
            self.done_with.entry(file).or_default().push(problem);
        }
    }

    /// Everything there is to tell.
    fn told(&mut self) -> Vec<MirrorTrouble> {
        let memory = &self.memory;
        self.done_with.retain(|file, _| memory.has_key(&mirror::file_name::key(file)));
        let done = self.done_with.values().flatten().filter(|told| !self.troubles.contains_key(&told.about));
        self.troubles.values().chain(done).cloned().collect()
    }
}

/// What a round did.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Done {
    pub(super) created: u32,
    pub(super) taken: u32,
    pub(super) merged: u32,
    pub(super) trashed: u32,
    pub(super) restored: u32,
    pub(super) written: u32,
    pub(super) renamed: u32,
    pub(super) removed: u32,
}

impl Done {
    pub(super) fn add(&mut self, other: &Self) {
        let pairs = [
            (&mut self.created, other.created),
            (&mut self.taken, other.taken),
            (&mut self.merged, other.merged),
            (&mut self.trashed, other.trashed),
            (&mut self.restored, other.restored),
            (&mut self.written, other.written),
            (&mut self.renamed, other.renamed),
            (&mut self.removed, other.removed),
        ];
        for (sum, number) in pairs {
            *sum += number;
        }
    }
}

/// How a round ended.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) done: Done,
    /// Whether anything changed on either side: then another round looks again.
    pub(super) moved: bool,
    /// Whether a file is being written or has just gone: then another round is due soon.
    pub(super) waiting: bool,
    pub(super) question: Option<(u32, u32)>,
    pub(super) problems: Vec<MirrorTrouble>,
    pub(super) copies: Vec<(String, Option<ArticleId>)>,
}

/// Brings both sides together once: all of them, or what was touched.
pub(super) fn round(
    engine: &Engine,
    library: &Library,
    place: &Place,
    work: &mut Work,
    look: Look,
    scope: &Scope,
    answer: Option<contract::MirrorAnswer>,
) -> Result<Outcome, Failed> {
    let whole = std::mem::take(&mut work.whole);
    let _lock = super::lock_rounds(library)?;
    let folder = Folder::open(&place.folder)?;
    if !folder.is_claimed_by(library.store().library_name()) {
        return Err(mirror::Error::NotTheMirror(place.folder.clone()).into());
    }
    super::verify_only(library, &folder)?;
    folder.clear_unfinished();
    let mut outcome = Outcome::default();
    work.held.clear();
    let looked = match scope {
        // An answer is to what is there now.
        Scope::Part(touched) if whole && answer.is_none() => {
            let mut touched = touched.clone();
            touched.add(std::mem::take(&mut work.again));
            Looker::new(library, &folder, work, look, &mut outcome).part(touched)?
        }
        _ => None,
    };
    let mut plan = match looked {
        Some(plan) => plan,
        None => Looker::new(library, &folder, work, look, &mut outcome).whole()?,
    };
    let carried_out = carry_out(engine, library, &folder, work, &mut plan, answer, &mut outcome);
    outcome.problems = work.told();
    outcome.copies = work.copies.iter().map(|(name, article)| (name.clone(), article.clone())).collect();
    work.whole = carried_out.is_ok();
    carried_out.map(|()| outcome)
}

/// Does what the plan says, as far as that is sure.
fn carry_out(
    engine: &Engine,
    library: &Library,
    folder: &Folder,
    work: &mut Work,
    plan: &mut Plan,
    answer: Option<contract::MirrorAnswer>,
    outcome: &mut Outcome,
) -> Result<(), Failed> {
    if answer == Some(contract::MirrorAnswer::WriteAgain) && plan.question.is_some() {
        forget_gone(library, plan, &work.asked)?;
        work.again.articles.extend(std::mem::take(&mut work.gone).into_keys());
        outcome.moved = true;
        return Ok(());
    }
    let trash_now = answer == Some(contract::MirrorAnswer::Trash);
    if !hold_back(plan, work, trash_now, outcome) {
        return Ok(());
    }
    let mut steps = Steps::new(engine, library, folder, work.altered.clone());
    for operation in &plan.operations {
        work.again.articles.extend(operation.article().cloned());
        work.again.paths.extend(operation.names().map(str::to_owned));
        if operation.article().is_some_and(|article| work.held.contains(article)) {
            continue;
        }
        #[cfg(test)]
        if work.crashes_now() {
            return steps.crash();
        }
        steps.carry_out(operation)?;
    }
    steps.flush()?;
    let Steps { done, moved, problems, .. } = steps;
    (outcome.done, outcome.moved) = (done, moved);
    work.note_done(plan, problems);
    Ok(())
}

/// Takes out of the plan what is not sure yet. Answers whether the rest is to be done.
fn hold_back(plan: &mut Plan, work: &mut Work, trash_now: bool, outcome: &mut Outcome) -> bool {
    let now = Instant::now();
    let gone: BTreeSet<ArticleId> = plan
        .operations
        .iter()
        .filter_map(|operation| match operation {
            Operation::TrashArticle { article, .. } => Some(article.clone()),
            _ => None,
        })
        .collect();
    work.gone.retain(|article, _| gone.contains(article));
    for article in &gone {
        work.gone.entry(article.clone()).or_insert(now);
    }
    let answered = trash_now && gone.is_subset(&work.asked);
    let age = |article: &ArticleId| work.gone.get(article).map_or(Duration::ZERO, |since| now - *since);
    if let Some(question) = plan.question.as_ref().filter(|_| !answered) {
        if outcome.waiting || gone.iter().any(|article| age(article) < work.gone_after[1]) {
            outcome.waiting = true;
            return false;
        }
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        outcome.question = Some(match question {
            Question::ManyGone { gone, of } => (count(*gone), count(*of)),
            Question::FolderEmpty => (count(gone.len()), count(gone.len())),
        });
        work.asked = gone;
        return false;
    }
    work.asked.clear();
    if !answered && !gone.is_empty() {
        // A file that is being written may be one of those that are gone, under another name.
        let unsettled = outcome.waiting;
        let sure: BTreeSet<ArticleId> =
            gone.iter().filter(|article| !unsettled && age(article) >= work.gone_after[0]).cloned().collect();
        outcome.waiting |= sure.len() < gone.len();
        plan.operations.retain(|operation| match operation {
            Operation::TrashArticle { article, .. } => sure.contains(article),
            _ => true,
        });
    }
    true
}

/// Forgets that files were agreed on which are gone, so that they are written again.
fn forget_gone(library: &Library, plan: &Plan, asked: &BTreeSet<ArticleId>) -> Result<(), Failed> {
    let steps: Vec<store::MirrorStep<'_>> = plan
        .operations
        .iter()
        .filter_map(|operation| match operation {
            Operation::TrashArticle { article, .. } if asked.contains(article) => Some(store::MirrorStep {
                change: store::MirrorChange::Nothing,
                agree: store::MirrorAgree::Forget(article),
            }),
            _ => None,
        })
        .collect();
    library.store().mirror_take(&steps, "", crate::now())?;
    Ok(())
}
