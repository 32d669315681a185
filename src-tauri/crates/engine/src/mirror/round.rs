//! One round: library, folder and agreements are compared, and what the plan says is done.
//!
//! Whatever happens in between, the next round finds it: a step is done only if both sides still are what the
//! plan saw, and its agreement is written down together with it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::time::{Duration, Instant};

use mirror::scan::{Listing, Look, Memory, scan};
use mirror::{Folder, Operation, Plan, Question};
use model::{ArticleId, ContentHash};

use super::steps::Steps;
use super::text::{Reading, Text};
use super::{Failed, Place};
use crate::Engine;
use crate::library::Library;

/// How long a file must be gone before its article follows: many editors take a file away for a moment.
const GONE_AFTER: Duration = Duration::from_millis(500);

/// The same where so many are gone that the author would be asked: another program may be in the midst of it.
const MANY_GONE_AFTER: Duration = Duration::from_secs(2);

/// What is remembered from round to round.
pub(super) struct Work {
    memory: Memory,
    /// What files said that no agreement knows, by name and bytes.
    readings: HashMap<(String, ContentHash), Result<Known, String>>,
    /// Since when files have been gone.
    gone: HashMap<ArticleId, Instant>,
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
            readings: HashMap::new(),
            gone: HashMap::new(),
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
        Self { memory: Memory::trusting(), gone_after: [Duration::ZERO; 2], ..Self::default() }
    }

    fn crashes_now(&mut self) -> bool {
        self.crash = self.crash.map(|left| left.wrapping_sub(1));
        self.crash == Some(usize::MAX)
    }
}

/// What is kept of a file that was read.
#[derive(Clone)]
struct Known {
    content: ContentHash,
    id: Option<ArticleId>,
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
    pub(super) problems: Vec<String>,
    pub(super) copies: Vec<(String, Option<ArticleId>)>,
}

/// Brings both sides together once.
pub(super) fn round(
    engine: &Engine,
    library: &Library,
    place: &Place,
    work: &mut Work,
    look: Look,
    answer: Option<contract::MirrorAnswer>,
) -> Result<Outcome, Failed> {
    let _lock = super::lock_rounds(library)?;
    let folder = Folder::open(&place.folder)?;
    if !folder.is_claimed_by(library.store().library_name()) {
        return Err(super::missing(&place.folder).into());
    }
    super::verify_only(library, &folder)?;
    folder.clear_unfinished();
    let mut outcome = Outcome::default();
    let mut plan = look_at(library, &folder, work, look, &mut outcome)?;
    outcome.copies = std::mem::take(&mut plan.conflict_copies);
    if answer == Some(contract::MirrorAnswer::WriteAgain) && plan.question.is_some() {
        forget_gone(library, &plan, &work.asked)?;
        work.gone.clear();
        outcome.moved = true;
        return Ok(outcome);
    }
    let trash_now = answer == Some(contract::MirrorAnswer::Trash);
    if !hold_back(&mut plan, work, trash_now, &mut outcome) {
        return Ok(outcome);
    }
    let mut steps = Steps::new(engine, library, &folder);
    for operation in &plan.operations {
        #[cfg(test)]
        if work.crashes_now() {
            steps.crash()?;
            return Ok(outcome);
        }
        steps.carry_out(operation)?;
    }
    steps.flush()?;
    outcome.done = steps.done;
    outcome.moved = steps.moved;
    outcome.problems.extend(steps.problems);
    Ok(outcome)
}

/// Compares everything.
fn look_at(
    library: &Library,
    folder: &Folder,
    work: &mut Work,
    look: Look,
    outcome: &mut Outcome,
) -> Result<Plan, Failed> {
    let store = library.store();
    let agreements = store.mirror_agreements()?;
    let by_article: HashMap<&ArticleId, &store::MirrorAgreement> =
        agreements.iter().map(|agreement| (&agreement.article, agreement)).collect();
    let by_file: HashMap<&str, &store::MirrorAgreement> =
        agreements.iter().map(|agreement| (agreement.file.as_str(), agreement)).collect();
    let listing = scan(folder, &mut work.memory, look, &|name, bytes| {
        by_file.get(name).is_some_and(|agreement| agreement.bytes == *bytes)
    })?;
    let (mut articles, mut same) = (Vec::new(), Vec::new());
    for article in store.mirror_articles()? {
        if article.trashed {
            continue;
        }
        let agreed = by_article.get(&article.id).copied();
        let content = match agreed.filter(|agreed| agreed.version == article.version) {
            Some(agreed) => agreed.content.clone(),
            None => match store.article(&article.id) {
                Ok(stored) => mirror::folder::hash(Text::of(&stored.article).canonical().as_bytes()),
                // An article that cannot be read stays as it is on both sides.
                Err(error) => {
                    outcome.problems.push(error.to_string());
                    match agreed {
                        Some(agreed) => agreed.content.clone(),
                        None => continue,
                    }
                }
            },
        };
        if let Some(agreed) = agreed.filter(|agreed| agreed.version != article.version)
            && agreed.content == content
        {
            same.push((article.id.clone(), article.version));
        }
        articles.push(mirror::Article { id: article.id, slug: article.slug, content });
    }
    store.mirror_versions(&same)?;
    let files = files_of(library, folder, work, listing, &agreements, &by_file, outcome)?;
    let agreements: Vec<mirror::Agreement> = agreements
        .iter()
        .map(|agreed| mirror::Agreement {
            article: agreed.article.clone(),
            slug: agreed.slug.clone(),
            content: agreed.content.clone(),
            file: agreed.file.clone(),
            bytes: agreed.bytes.clone(),
        })
        .collect();
    Ok(mirror::plan(&articles, Some(&files), &agreements))
}

/// The files as the plan compares them. What is known by its bytes is not read again.
fn files_of(
    library: &Library,
    folder: &Folder,
    work: &mut Work,
    listing: Listing,
    agreements: &[store::MirrorAgreement],
    by_file: &HashMap<&str, &store::MirrorAgreement>,
    outcome: &mut Outcome,
) -> Result<Vec<mirror::File>, Failed> {
    let by_bytes: HashMap<&ContentHash, &store::MirrorAgreement> =
        agreements.iter().map(|agreement| (&agreement.bytes, agreement)).collect();
    let as_agreed = |name: &str, agreed: &store::MirrorAgreement| mirror::File {
        name: name.to_owned(),
        bytes: agreed.bytes.clone(),
        content: agreed.content.clone(),
        id: Some(agreed.article.clone()),
    };
    let mut files = Vec::with_capacity(listing.files.len());
    let mut used = HashSet::new();
    for found in listing.files {
        let of_name = by_file.get(found.name.as_str()).filter(|agreed| agreed.bytes == found.bytes);
        if let Some(agreed) = of_name.or_else(|| by_bytes.get(&found.bytes)) {
            files.push(as_agreed(&found.name, agreed));
            continue;
        }
        let key = (found.name.clone(), found.bytes.clone());
        let known = match work.readings.get(&key) {
            Some(known) => known.clone(),
            None => match folder.read(&found.name) {
                Ok(Some(contents)) if contents.hash == found.bytes => {
                    let known = Reading::new(&contents.bytes, &found.name)
                        .map(|read| Known { content: read.content(library), id: read.id().cloned() })
                        .map_err(|error| format!("“{}” is left alone: {error}.", found.name));
                    work.readings.insert(key.clone(), known.clone());
                    known
                }
                Ok(_) => {
                    outcome.waiting = true;
                    Err(String::new())
                }
                Err(error) if error.is_severe() => return Err(error.into()),
                Err(error) => Err(error.to_string()),
            },
        };
        used.insert(key);
        match known {
            Ok(Known { content, id }) => {
                files.push(mirror::File { name: found.name, bytes: found.bytes, content, id });
            }
            Err(problem) => {
                outcome.problems.extend(Some(problem).filter(|problem| !problem.is_empty()));
                files.extend(by_file.get(found.name.as_str()).map(|agreed| as_agreed(&found.name, agreed)));
            }
        }
    }
    work.readings.retain(|key, _| used.contains(key));
    // What cannot be used now is there all the same: nothing is concluded from it.
    for file in listing.unusable {
        match file.reason {
            Some(reason) => outcome.problems.push(reason.to_string()),
            None => outcome.waiting = true,
        }
        files.extend(by_file.get(file.name.as_str()).map(|agreed| as_agreed(&file.name, agreed)));
    }
    Ok(files)
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
