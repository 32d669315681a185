//! Keeps the mirror in step for as long as the program runs.
//!
//! A round is due when the folder's watcher or the library's log of changes has news, when a file was being
//! written or had just gone, and when the folder could not be reached. Such a round looks at what was told of.
//! Everything is looked at in the beginning, when news were lost, and now and then in any case: some disks tell
//! of nothing.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use contract::ApiError;
use mirror::scan::Look;
use mirror::watch::{Batch, Means, Watcher};

use super::Place;
use super::look::{Scope, Touched};
use super::round::Done;
use super::trouble;
use crate::library::Library;
use crate::{Engine, Shared};

/// How often it is looked whether something is due.
const BEAT: Duration = Duration::from_millis(200);

/// How soon to look again where a file was being written.
const SOON: Duration = Duration::from_millis(150);

/// How soon to try again where the folder could not be reached.
const RETRY: Duration = Duration::from_secs(2);

/// How often to look at everything without any news: by times and sizes, and by reading everything. A large folder is
/// looked at less often, so that it never takes more than a fiftieth of the time, or a hundredth.
const QUICK: (Duration, u32) = (Duration::from_secs(4), 50);
const THOROUGH: (Duration, u32) = (Duration::from_secs(60), 100);

/// Begins to tend the mirror, until the engine is gone.
pub(crate) fn start(shared: &Arc<Shared>) {
    let shared = Arc::downgrade(shared);
    // A machine that cannot start a thread has no window either; the mirror can still be run by command.
    let _ = std::thread::Builder::new().name("mirror".into()).spawn(move || tend(&shared));
}

fn tend(shared: &Weak<Shared>) {
    let (sender, receiver) = channel();
    let mut tended = Tended::new(sender);
    while let Some(shared) = shared.upgrade() {
        let engine = Engine { shared };
        engine.tell_again();
        let place = engine.library().and_then(|library| Ok((library.mirror_place()?, library)));
        match place {
            Ok((Some(place), library)) if place.on && library.store().read_only().is_none() => {
                let _ = tended.beat(&engine, &library, &place, &receiver);
            }
            _ => tended.watched = None,
        }
        drop(engine);
        tended.wait(&receiver);
    }
}

impl Engine {
    /// Keeps the library's mirror in step without a window, for ever. `tell` hears of every round that did
    /// something and of every one that failed, and ends it by answering `false`.
    ///
    /// # Errors
    /// Where there is no library, or no mirror of it.
    pub fn keep_mirror(
        &self,
        mut tell: impl FnMut(Result<contract::MirrorReport, ApiError>) -> bool,
    ) -> Result<(), ApiError> {
        let library = self.library()?;
        let place = library.mirror_place()?.ok_or_else(super::no_mirror)?;
        let (sender, receiver) = channel();
        let mut tended = Tended::new(sender);
        loop {
            let told = match tended.beat(self, &library, &place, &receiver) {
                None => None,
                Some(Ok(done)) => Some(self.mirror_report(&done)),
                Some(Err(error)) => Some(Err(error)),
            };
            if told.is_some_and(|told| !tell(told)) {
                return Ok(());
            }
            tended.wait(&receiver);
        }
    }
}

struct Tended {
    sender: Sender<Batch>,
    watched: Option<(PathBuf, Watcher)>,
    library: *const Library,
    /// The number of the newest change of the library at the beginning of the last round.
    seen: Option<i64>,
    /// What the watcher told of since then, and whether it told that this is not all.
    told: Batch,
    due: Option<Instant>,
    quick_at: Instant,
    thorough_at: Instant,
}

impl Tended {
    fn new(sender: Sender<Batch>) -> Self {
        let now = Instant::now();
        Self {
            sender,
            watched: None,
            library: std::ptr::null(),
            seen: None,
            told: Batch::default(),
            due: None,
            quick_at: now,
            thorough_at: now + THOROUGH.0,
        }
    }

    /// Waits for the next beat. News end the wait.
    fn wait(&mut self, news: &Receiver<Batch>) {
        if let Ok(batch) = news.recv_timeout(BEAT) {
            self.hear(batch);
        }
    }

    fn hear(&mut self, batch: Batch) {
        self.told.add(batch);
        self.due = Some(Instant::now());
    }

    /// Does a round if one is due, and answers what it did.
    fn beat(
        &mut self,
        engine: &Engine,
        library: &Arc<Library>,
        place: &Place,
        news: &Receiver<Batch>,
    ) -> Option<Result<Done, ApiError>> {
        let moved = self.watched.as_ref().is_some_and(|(folder, _)| *folder != place.folder);
        if Arc::as_ptr(library) != self.library || moved {
            (self.library, self.seen, self.watched) = (Arc::as_ptr(library), None, None);
        }
        self.watch(engine, library, &place.folder);
        let last = library.store().last_change().ok()?;
        let now = Instant::now();
        let thorough = now >= self.thorough_at;
        let quick = now >= self.quick_at;
        let due = self.due.is_some_and(|due| now >= due) || self.seen != Some(last) || quick;
        if !due && !thorough {
            return None;
        }
        while let Ok(batch) = news.try_recv() {
            self.told.add(batch);
        }
        let scope = self.scope(library, place, quick || thorough);
        let whole = matches!(scope, Scope::Whole);
        self.due = None;
        let look = if thorough { Look::Thorough } else { Look::Quick };
        let outcome = engine.mirror_round(library, place, look, &scope, None);
        match &outcome {
            Ok(outcome) if outcome.moved || outcome.waiting => self.due = Some(Instant::now() + SOON),
            Ok(_) => {}
            Err(_) => {
                // The watcher may be one of a folder that is gone; it is made anew when the folder is back.
                (self.watched, self.seen) = (None, None);
                self.due = Some(Instant::now() + RETRY);
                self.quick_at = Instant::now() + RETRY;
            }
        }
        let (ended, took) = (Instant::now(), now.elapsed());
        let next = |(least, times): (Duration, u32)| ended + least.max(took * times);
        if whole && outcome.is_ok() {
            self.quick_at = next(QUICK);
        }
        if thorough {
            self.thorough_at = next(THOROUGH);
        }
        Some(outcome.map(|outcome| outcome.done))
    }

    /// What the next round has to look at: what was touched since the last one, where that is known.
    fn scope(&mut self, library: &Library, place: &Place, now_and_then: bool) -> Scope {
        let told = std::mem::take(&mut self.told);
        let changes = self.seen.map(|seen| library.store().changes_since(seen));
        let Some(Ok(changes)) = changes else {
            self.seen = library.store().last_change().ok();
            return Scope::Whole;
        };
        self.seen = Some(changes.last);
        if now_and_then || told.rescan || changes.gap {
            return Scope::Whole;
        }
        let mut touched = Touched::default();
        touched.articles.extend(changes.changes.into_iter().filter_map(|change| change.article));
        for path in told.paths {
            match inside(&place.folder, &path) {
                Some(name) => drop(touched.paths.insert(name)),
                None => return Scope::Whole,
            }
        }
        Scope::Part(touched)
    }

    /// Watches the folder, if it is there.
    fn watch(&mut self, engine: &Engine, library: &Library, folder: &Path) {
        if self.watched.is_some() {
            return;
        }
        let sender = self.sender.clone();
        let Ok(watcher) = Watcher::new(folder, move |batch| drop(sender.send(batch))) else { return };
        let notice = match watcher.means() {
            Means::Events => None,
            Means::Polling(reason) => Some(trouble::of(
                contract::MirrorTroubleKind::NotWatched,
                &folder.display().to_string(),
                format!(
                    "The mirror's folder cannot be watched, because {reason}. It is looked at every few seconds instead."
                ),
            )),
        };
        engine.note_mirror(library, |status| status.notice = notice);
        self.watched = Some((folder.to_owned(), watcher));
        // Nobody told what happened before this.
        self.told.rescan = true;
        self.due = Some(Instant::now());
    }
}

/// The name of a path inside the folder, with `/`; `None` for the folder itself, and where the name is no text.
fn inside(folder: &Path, path: &Path) -> Option<String> {
    let parts = path.strip_prefix(folder).ok()?.components();
    let parts: Option<Vec<&str>> = parts.map(|part| part.as_os_str().to_str()).collect();
    parts.filter(|parts| !parts.is_empty()).map(|parts| parts.join("/"))
}
