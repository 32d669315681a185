//! An export of a site: what has changed since the last one is made, and put in place as a whole.
//!
//! Nothing of the old site is touched before all that is new is on disk beside it. What nobody would notice is
//! not even made: a file whose fingerprint is that of the last export, and which is still there, is passed over.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use cap_std::fs::Dir;
use model::{ArticleId, ContentHash};
use sha2::{Digest as _, Sha256};

use super::address::Address;
use super::contents::SiteProblem;
use super::digest::{Digest, Fingerprint};
use super::plan::PlannedFile;
use super::render::{MadeFile, Needs, RenderError, Site};
use crate::folder::{self, Staging, Standing};
use crate::manifest::{self, Entry, Manifest, Origin, SiteOrigin};
use crate::pictures::make::{self, make_all};
use crate::pictures::site::FOLDER;
use crate::plan::Overwrite;

pub use super::report::{ExportError, Options, Progress, Report, Sized, Stage};

/// What became of one file.
struct Outcome {
    path: String,
    entry: Option<Entry>,
    /// The number it is staged under; `None`: it stays as it is.
    staged: Option<usize>,
    was_there: bool,
}

struct Run<'a> {
    site: &'a Site<'a>,
    folder: &'a Dir,
    options: &'a Options<'a>,
    manifest: &'a Manifest,
    staging: Option<&'a Staging<'a>>,
    outcomes: Mutex<Vec<(usize, Outcome)>>,
    problems: Mutex<BTreeSet<SiteProblem>>,
    media: Mutex<BTreeSet<ContentHash>>,
    made: AtomicUsize,
    /// Whether something could not be done as it was meant.
    unsettled: AtomicBool,
    failed: Mutex<Option<ExportError>>,
}

/// Exports a site into a folder, or says what that would change.
///
/// # Errors
/// [`ExportError`]: the site in the folder is then what it was; where its disk failed between two renames, the
/// next export finishes what this one began.
pub fn export(site: &Site<'_>, folder: &Dir, options: &Options<'_>) -> Result<Report, ExportError> {
    if !options.dry_run {
        folder::recover(folder)?;
    }
    let manifest = manifest::read(folder);
    let staging = if options.dry_run { None } else { Some(Staging::new(folder)) };
    let run = Run {
        site,
        folder,
        options,
        manifest: &manifest,
        staging: staging.as_ref(),
        outcomes: Mutex::default(),
        problems: Mutex::new(site.plan.problems().iter().cloned().collect()),
        media: Mutex::default(),
        made: AtomicUsize::new(0),
        unsettled: AtomicBool::new(!site.plan.contents.snapshot.damaged.is_empty()),
        failed: Mutex::new(None),
    };
    let result = run.all();
    if result.is_err()
        && let Some(staging) = &staging
    {
        staging.abandon();
    }
    result
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Run<'_> {
    fn all(self) -> Result<Report, ExportError> {
        let total = self.site.plan.files.len();
        (self.options.progress)(Progress { stage: Stage::Comparing, done: 0, total });
        let todo = self.compare()?;
        self.in_parallel(&todo, Stage::Pages, &|index| self.page(index))?;
        self.pictures()?;
        self.finish()
    }

    fn cancelled(&self) -> bool {
        self.options.cancelled.load(Ordering::Relaxed)
    }

    fn check(&self) -> Result<(), ExportError> {
        if let Some(error) = lock(&self.failed).take() {
            return Err(error);
        }
        if self.cancelled() { Err(ExportError::Cancelled) } else { Ok(()) }
    }

    fn fail(&self, error: ExportError) {
        lock(&self.failed).get_or_insert(error);
        // The other threads see this as they see a cancel.
    }

    /// Says what could not be done as it was meant: the next export has to look again.
    fn miss(&self, problem: SiteProblem) {
        self.unsettled.store(true, Ordering::Relaxed);
        lock(&self.problems).insert(problem);
    }

    /// Does something for each of these files on all cores.
    fn in_parallel(
        &self,
        todo: &[usize],
        stage: Stage,
        work: &(dyn Fn(usize) -> Result<(), ExportError> + Sync),
    ) -> Result<(), ExportError> {
        let next = AtomicUsize::new(0);
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(todo.len());
        let step = (todo.len() / 200).max(1);
        let turn = || {
            while !self.cancelled() && lock(&self.failed).is_none() {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(index) = todo.get(at) else { break };
                if at.is_multiple_of(step) {
                    (self.options.progress)(Progress { stage, done: at, total: todo.len() });
                }
                if let Err(error) = work(*index) {
                    self.fail(error);
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(turn);
            }
            if threads > 0 {
                turn();
            }
        });
        self.check()
    }

    /// The files that are not known to be as the last export left them.
    fn compare(&self) -> Result<Vec<usize>, ExportError> {
        let all: Vec<usize> = (0..self.site.plan.files.len()).collect();
        if self.manifest.is_empty() {
            return Ok(all);
        }
        let todo = Mutex::new(Vec::new());
        let chunks: Vec<usize> = (0..all.len().div_ceil(256)).collect();
        self.in_parallel(&chunks, Stage::Comparing, &|chunk| {
            let (mut changed, mut same) = (Vec::new(), Vec::new());
            for index in chunk * 256..((chunk + 1) * 256).min(self.site.plan.files.len()) {
                let file = &self.site.plan.files[index];
                match self.unchanged(file) {
                    Some(entry) => same.push((index, entry)),
                    None => changed.push(index),
                }
            }
            let mut media = lock(&self.media);
            let mut outcomes = lock(&self.outcomes);
            let mut problems = lock(&self.problems);
            for (index, entry) in same {
                if let Origin::Site(origin) = &entry.origin {
                    media.extend(origin.needs.media.iter().cloned());
                    problems.extend(origin.problems());
                }
                let path = self.site.plan.files[index].address.path().to_owned();
                outcomes.push((index, Outcome { path, entry: Some(entry), staged: None, was_there: true }));
            }
            lock(&todo).extend(changed);
            Ok(())
        })?;
        let mut todo = todo.into_inner().unwrap_or_else(PoisonError::into_inner);
        todo.sort_unstable();
        Ok(todo)
    }

    /// What the manifest says of a file, if nothing that it depends on has changed and it is still there.
    fn unchanged(&self, file: &PlannedFile) -> Option<Entry> {
        let entry = self.manifest.get(file.address.path())?;
        let Origin::Site(origin) = &entry.origin else { return None };
        let print = self.print_with(file.fingerprint, &origin.needs);
        let there = print == origin.fingerprint
            && folder::size_of(self.folder, file.address.path()) == Some(origin.size);
        there.then(|| entry.clone())
    }

    /// A fingerprint with what only the text tells: where the articles are that it links to, and whether the
    /// pictures are there.
    fn print_with(&self, print: Fingerprint, needs: &Needs) -> Fingerprint {
        if needs.articles.is_empty() && needs.media.is_empty() {
            return print;
        }
        let contents = &self.site.plan.contents;
        let mut digest = Digest::of("with").print(print);
        for id in &needs.articles {
            digest = digest.text(contents.address_of(id).map_or("\0", Address::path));
        }
        for hash in &needs.media {
            digest = digest.number(u64::from(self.site.pictures.has(hash)));
        }
        digest.finish()
    }

    /// Makes one page and stages it if it is another than what is there.
    fn page(&self, index: usize) -> Result<(), ExportError> {
        let file = &self.site.plan.files[index];
        let path = file.address.path();
        self.made.fetch_add(1, Ordering::Relaxed);
        let made = match self.site.render(file.what, &file.address) {
            Ok(made) => made,
            Err(RenderError::Theme(error)) => return Err(error.into()),
            Err(RenderError::Text { article, reason }) => {
                // The page that is there stays, and the others are made.
                self.miss(SiteProblem::unreadable(&article, &reason));
                if let Some(entry) = self.manifest.get(path).cloned() {
                    let path = path.to_owned();
                    let outcome = Outcome { path, entry: Some(entry), staged: None, was_there: true };
                    lock(&self.outcomes).push((index, outcome));
                }
                return Ok(());
            }
        };
        let MadeFile { bytes, needs, article, problems, incomplete } = made;
        incomplete.iter().for_each(|problem| self.miss(problem.clone()));
        lock(&self.media).extend(needs.media.iter().cloned());
        let mut fingerprint = self.print_with(file.fingerprint, &needs);
        if !incomplete.is_empty() {
            // The next export makes it again.
            fingerprint = Digest::of("incomplete").print(fingerprint).finish();
        }
        let size = bytes.len() as u64;
        let origin = SiteOrigin { fingerprint, size, needs, article, problems };
        lock(&self.problems).extend(origin.problems());
        let outcome = self.put(path, &bytes, origin)?;
        lock(&self.outcomes).push((index, outcome));
        Ok(())
    }

    /// Decides what becomes of a file with this content, and stages it where it is to be written.
    fn put(&self, path: &str, bytes: &[u8], origin: SiteOrigin) -> Result<Outcome, ExportError> {
        let hash: [u8; 32] = Sha256::digest(bytes).into();
        let known = self.manifest.get(path);
        let size = origin.size;
        let entry = Entry { hash, origin: Origin::Site(origin) };
        let standing = folder::standing(self.folder, path, known.map(|known| &known.hash), &hash, size);
        let (was_there, write) = match standing {
            Standing::Free => (false, true),
            Standing::Same => (true, false),
            Standing::Ours => (true, true),
            Standing::Theirs if self.options.overwrite == Overwrite::Yes => (true, true),
            Standing::Theirs => {
                let message = match known {
                    Some(_) => format!(
                        "“{path}” was changed by somebody else since the last export and is left as it is; move it \
                         away, or allow it to be replaced."
                    ),
                    None => format!(
                        "“{path}” is there already and was not written by an export; it is left as it is. Choose \
                         another folder, move it away, or allow it to be replaced."
                    ),
                };
                self.miss(SiteProblem::of_site(message));
                let entry = known.cloned();
                return Ok(Outcome { path: path.to_owned(), entry, staged: None, was_there: true });
            }
            Standing::Blocked(reason) => {
                let message = format!("“{path}” cannot be written: {reason}.");
                self.miss(SiteProblem::of_site(message));
                return Ok(Outcome { path: path.to_owned(), entry: None, staged: None, was_there: true });
            }
        };
        let staged = match (write, self.staging) {
            (true, Some(staging)) => Some(staging.add(bytes)?),
            // Something to tell apart from what stays, where nothing is written.
            (true, None) => Some(usize::MAX),
            (false, _) => None,
        };
        Ok(Outcome { path: path.to_owned(), entry: Some(entry), staged, was_there })
    }

    /// Makes the pictures that are not there.
    fn pictures(&self) -> Result<(), ExportError> {
        let wanted = std::mem::take(&mut *lock(&self.media));
        let mut work = Vec::new();
        let mut names: BTreeMap<String, bool> = BTreeMap::new();
        for hash in &wanted {
            let Some(variants) = self.site.pictures.variants(hash) else { continue };
            for file in variants.all() {
                let path = format!("{FOLDER}{}", file.name);
                let there = self.manifest.get(&path).filter(|entry| match &entry.origin {
                    Origin::Site(origin) => {
                        origin.fingerprint == picture_print(&file.name)
                            && folder::size_of(self.folder, &path) == Some(origin.size)
                    }
                    Origin::Page => false,
                });
                if let Some(entry) = there {
                    let entry = Some(entry.clone());
                    lock(&self.outcomes).push((0, Outcome { path, entry, staged: None, was_there: true }));
                }
                names.insert(file.name.clone(), there.is_none());
            }
            work.push(variants);
        }
        let missing = names.values().filter(|missing| **missing).count();
        if missing == 0 {
            return self.check();
        }
        let mut done = 0;
        let is_missing = |name: &str| names.get(name).copied().unwrap_or(false);
        make_all(self.site.pictures.library(), &work, &is_missing, &mut |hash, made| {
            match made {
                Ok(files) => {
                    for file in files {
                        done += 1;
                        (self.options.progress)(Progress { stage: Stage::Pictures, done, total: missing });
                        let path = format!("{FOLDER}{}", file.name);
                        let origin = SiteOrigin {
                            fingerprint: picture_print(&file.name),
                            size: file.bytes.len() as u64,
                            needs: Needs::default(),
                            article: None,
                            problems: Vec::new(),
                        };
                        match self.put(&path, &file.bytes, origin) {
                            Ok(outcome) => lock(&self.outcomes).push((0, outcome)),
                            Err(error) => self.fail(error),
                        }
                    }
                }
                Err(reason) => {
                    let message = format!("The picture {hash} could not be made: {reason}.");
                    self.miss(SiteProblem::of_site(message));
                }
            }
            !self.cancelled() && lock(&self.failed).is_none()
        });
        self.check()
    }

    /// Puts everything in place and says what was done.
    fn finish(self) -> Result<Report, ExportError> {
        let mut outcomes = self.outcomes.into_inner().unwrap_or_else(PoisonError::into_inner);
        // What others point to comes first; pictures have the place of the style sheet.
        outcomes.sort_by(|(one, left), (other, right)| (one, &left.path).cmp(&(other, &right.path)));
        let settled = !self.unsettled.into_inner();
        let mut report = Report { made: self.made.into_inner(), settled, ..Report::default() };
        let mut next = Manifest::default();
        let mut moves = Vec::new();
        for (_, outcome) in outcomes {
            let Outcome { path, entry, staged, was_there } = outcome;
            let size = match entry.as_ref().map(|entry| &entry.origin) {
                Some(Origin::Site(origin)) => origin.size,
                _ => 0,
            };
            report.size += size;
            match staged {
                Some(number) => {
                    let list = if was_there { &mut report.changed } else { &mut report.added };
                    list.push((path.clone(), size));
                    moves.push((number, path.clone()));
                }
                None => report.unchanged += 1,
            }
            if let Some(entry) = entry {
                next.insert(path, entry);
            }
        }
        let mut problems = self.problems.into_inner().unwrap_or_else(PoisonError::into_inner);
        let damaged: BTreeSet<&ArticleId> =
            self.site.plan.contents.snapshot.damaged.iter().map(|damaged| &damaged.id).collect();
        for (path, entry) in self.manifest.iter() {
            if next.get(path).is_some() {
                continue;
            }
            match &entry.origin {
                // A page exported by itself into the same folder.
                Origin::Page => next.insert(path.clone(), entry.clone()),
                // Not taken away because it cannot be read just now.
                Origin::Site(origin) if origin.article.as_ref().is_some_and(|id| damaged.contains(id)) => {
                    report.size += origin.size;
                    report.unchanged += 1;
                    next.insert(path.clone(), entry.clone());
                }
                Origin::Site(_) => {
                    match folder::standing(self.folder, path, Some(&entry.hash), &entry.hash, 0) {
                        Standing::Same | Standing::Ours => report.removed.push(path.clone()),
                        Standing::Free => {}
                        Standing::Theirs | Standing::Blocked(_) => {
                            report.settled = false;
                            problems.insert(SiteProblem::of_site(format!(
                            "“{path}” is no longer part of the site, but somebody changed it; it is left there."
                        )));
                        }
                    }
                }
            }
        }
        report.problems = problems.into_iter().collect();
        for list in [&mut report.added, &mut report.changed] {
            list.sort();
        }
        if let Some(staging) = self.staging {
            let total = moves.len() + report.removed.len();
            (self.options.progress)(Progress { stage: Stage::Placing, done: 0, total });
            if total > 0 || next != *self.manifest {
                staging.prepare(&moves, &next.to_text())?;
                // The last moment at which nothing has been changed.
                if self.options.cancelled.load(Ordering::Relaxed) {
                    return Err(ExportError::Cancelled);
                }
                staging.place(&moves, &report.removed)?;
            }
            (self.options.progress)(Progress { stage: Stage::Placing, done: total, total });
        }
        Ok(report)
    }
}

fn picture_print(name: &str) -> Fingerprint {
    Digest::of(make::FORM).text(name).finish()
}
