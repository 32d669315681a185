//! The mirror: a folder of Markdown files in step with the library, both ways.
//!
//! [`round`] brings both sides together once; here is when that is done, how it stands, and what the author
//! is asked. [`tend`] does it by itself for as long as the program runs.

mod conflicts;
mod look;
mod pictures;
mod round;
mod step;
mod steps;
pub(crate) mod tend;
mod text;
mod trouble;
mod write;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use contract as wire;
use contract::{ApiError, ErrorCode, Event};
use mirror::Folder;
use mirror::scan::Look;
use model::ArticleId;
use serde::{Deserialize, Serialize};

use crate::errors::ToApi;
use crate::library::Library;
use crate::{Engine, lock, now};

use look::Scope;
use round::{Done, Outcome, Work};

/// The key of the setting that says where the mirror is.
const SETTING: &str = "mirror";

/// How long one call waits for files that are being written.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// How long to wait between two looks at them.
const PAUSE: Duration = Duration::from_millis(120);

/// After how many beats the window is told again of a change to the open article, and when no more.
const TELL_EVERY: u32 = 4;
const MOST_TOLD: u32 = 100;

/// Where the mirror of a library is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    folder: PathBuf,
    /// Whether it is kept in step while the program runs.
    on: bool,
}

/// What an engine knows of its mirror.
#[derive(Default)]
pub(crate) struct Mirroring {
    /// Held during a round.
    work: Mutex<Work>,
    status: Mutex<Status>,
    /// Open articles that the window was told have changed, and how often.
    told: Mutex<Vec<(ArticleId, i64, u32)>>,
}

/// How the mirror stood after the last round.
#[derive(Debug, Default, Clone, PartialEq)]
struct Status {
    /// The name of the library it is about.
    library: String,
    phase: Option<wire::MirrorPhase>,
    message: Option<String>,
    trouble: Option<wire::MirrorTrouble>,
    question: Option<(u32, u32)>,
    problems: Vec<wire::MirrorTrouble>,
    copies: Vec<(String, Option<ArticleId>)>,
    notice: Option<wire::MirrorTrouble>,
    in_step_at: Option<String>,
}

/// Why a round ended early.
#[derive(Debug)]
pub(crate) enum Failed {
    /// Something about the folder.
    Folder(mirror::Error),
    /// Something about the library.
    Store(store::Error),
}

impl From<mirror::Error> for Failed {
    fn from(error: mirror::Error) -> Self {
        Self::Folder(error)
    }
}

impl From<store::Error> for Failed {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl<T> ToApi<T> for Result<T, Failed> {
    fn to_api(self) -> Result<T, ApiError> {
        match self {
            Ok(value) => Ok(value),
            Err(Failed::Folder(error)) => Err(error).to_api(),
            Err(Failed::Store(error)) => Err(error).to_api(),
        }
    }
}

impl<T> ToApi<T> for mirror::Result<T> {
    fn to_api(self) -> Result<T, ApiError> {
        self.map_err(|error| ApiError::internal(error.to_string()))
    }
}

/// Why a folder did not become the mirror.
#[derive(Debug)]
enum Unclaimed {
    /// Something about the folder.
    Folder(mirror::Error),
    /// Anything else.
    Other(ApiError),
}

impl From<mirror::Error> for Unclaimed {
    fn from(error: mirror::Error) -> Self {
        Self::Folder(error)
    }
}

impl From<ApiError> for Unclaimed {
    fn from(error: ApiError) -> Self {
        Self::Other(error)
    }
}

impl<T> ToApi<T> for Result<T, Unclaimed> {
    fn to_api(self) -> Result<T, ApiError> {
        self.map_err(|unclaimed| match unclaimed {
            Unclaimed::Folder(error) => ApiError::internal(error.to_string()),
            Unclaimed::Other(error) => error,
        })
    }
}

/// Keeps rounds of several programs on one library apart, for as long as the file is held.
fn lock_rounds(library: &Library) -> Result<std::fs::File, mirror::Error> {
    let path = library.folder().join("mirror.lock");
    let failed = |error: std::io::Error| mirror::Error::Io {
        path: path.clone(),
        action: "locked",
        reason: error.to_string(),
    };
    let options = std::fs::File::options().create(true).truncate(false).write(true).open(&path);
    let file = options.map_err(failed)?;
    file.lock().map_err(failed)?;
    Ok(file)
}

/// Refuses to share a folder with a copy of this library, as a restored backup is one, that lies elsewhere
/// on this computer: what goes to the trash in one would go there in the other.
fn verify_only(library: &Library, folder: &Folder) -> Result<(), mirror::Error> {
    let name = library.store().library_name();
    let Some(place) = folder.claimed_from(name) else { return Ok(()) };
    let here = library.folder().canonicalize().ok();
    let there = place.canonicalize().ok();
    if there.is_some() && there != here && store::Store::library_name_at(&place).as_deref() == Some(name) {
        return Err(mirror::Error::Taken { path: folder.path().to_owned(), library: place });
    }
    Ok(())
}

impl Library {
    /// Where the mirror is, if there ever was one.
    fn mirror_place(&self) -> Result<Option<Place>, ApiError> {
        let stored = self.store().setting(SETTING).to_api()?;
        Ok(stored.and_then(|text| serde_json::from_str(&text).ok()))
    }

    fn set_mirror_place(&self, place: &Place) -> Result<(), ApiError> {
        let text = serde_json::to_string(place).map_err(|error| ApiError::internal(error.to_string()))?;
        self.store().set_setting(SETTING, &text).to_api()
    }

    /// Makes a folder the mirror of this library, and forgets what was agreed on with another one.
    /// Where it was that mirror before and has lost its mark and its files, a drive may be missing: then it is
    /// claimed anew only if the author wants just that (`anyhow`).
    fn claim_mirror(&self, folder: &Path, on: bool, anyhow: bool) -> Result<Place, Unclaimed> {
        if let Some(reason) = self.store().read_only() {
            return Err(Unclaimed::Other(ApiError::new(
                ErrorCode::ReadOnly,
                format!("The library can only be read, so it cannot follow a folder: {reason}"),
            )));
        }
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let before = self.mirror_place()?;
        let name = self.store().library_name();
        let opened = Folder::open(&folder)?;
        let known = before.as_ref().is_some_and(|before| before.folder == folder);
        if known && !anyhow && !opened.is_claimed_by(name) && opened.is_empty() {
            return Err(mirror::Error::NotTheMirror(folder).into());
        }
        verify_only(self, &opened)?;
        let at = std::path::absolute(self.folder()).unwrap_or_else(|_| self.folder().to_owned());
        opened.claim(name, &at, |other, place| {
            store::Store::library_name_at(place).as_deref() == Some(other)
        })?;
        if let Some(before) = before.as_ref().filter(|before| before.folder != folder) {
            self.store().mirror_forget().to_api()?;
            if let Ok(old) = Folder::open(&before.folder) {
                // An old mark only keeps the folder from another library; it does no harm where it stays.
                let _ = old.release(name);
            }
        }
        let place = Place { folder, on };
        self.set_mirror_place(&place)?;
        Ok(place)
    }
}

impl Engine {
    /// Tells that a file changed an article. The window takes it as a change from outside.
    fn tell_mirrored(&self, article: &ArticleId, version: i64) {
        self.tell(Event::ArticleChanged {
            id: article.to_string(),
            version,
            origin: wire::Origin::Mirror,
            here: false,
        });
        if self.is_open_at_another(article, version) {
            lock(&self.shared.mirror.told).push((article.clone(), version, 0));
        }
    }

    /// Tells again of changes to an open article that the window had no time for, because something was typed.
    fn tell_again(&self) {
        lock(&self.shared.mirror.told).retain_mut(|(article, version, times)| {
            *times += 1;
            let open = *times < MOST_TOLD && self.is_open_at_another(article, *version);
            if open && *times % TELL_EVERY == 0 {
                self.tell(Event::ArticleChanged {
                    id: article.to_string(),
                    version: *version,
                    origin: wire::Origin::Mirror,
                    here: false,
                });
            }
            open
        });
    }

    pub(crate) fn start_mirror(&self, request: &wire::PickedRef) -> Result<wire::MirrorState, ApiError> {
        let library = self.library()?;
        let folder = self.shared.picks.path(&request.token)?;
        let claimed = library.claim_mirror(&folder, true, true);
        if let Err(Unclaimed::Folder(error)) = &claimed {
            // The window says it in its own language.
            let trouble = trouble::of_folder(error);
            self.note_mirror(&library, |status| status.trouble = Some(trouble));
        }
        claimed.to_api()?;
        *lock(&self.shared.mirror.work) = Work::default();
        self.note_mirror(&library, |status| {
            *status = Status { phase: Some(wire::MirrorPhase::Syncing), ..Status::default() };
        });
        self.mirror_state_now()
    }

    pub(crate) fn stop_mirror(&self) -> Result<wire::MirrorState, ApiError> {
        let library = self.library()?;
        if let Some(place) = library.mirror_place()? {
            library.set_mirror_place(&Place { on: false, ..place })?;
        }
        // A mirror that starts again looks at everything.
        *lock(&self.shared.mirror.work) = Work::default();
        self.note_mirror(&library, |status| *status = Status::default());
        self.mirror_state_now()
    }

    /// Brings both sides together until nothing is left to do.
    pub(crate) fn sync_mirror(
        &self,
        answer: Option<wire::MirrorAnswer>,
    ) -> Result<wire::MirrorReport, ApiError> {
        let library = self.library()?;
        let place = library.mirror_place()?.ok_or_else(no_mirror)?;
        let done = self.sync_until_settled(&library, &place, Look::Quick, answer)?;
        self.mirror_report(&done)
    }

    fn mirror_report(&self, done: &Done) -> Result<wire::MirrorReport, ApiError> {
        Ok(wire::MirrorReport {
            state: self.mirror_state_now()?,
            created: done.created,
            taken: done.taken,
            merged: done.merged,
            trashed: done.trashed,
            restored: done.restored,
            written: done.written,
            renamed: done.renamed,
            removed: done.removed,
        })
    }

    fn sync_until_settled(
        &self,
        library: &Arc<Library>,
        place: &Place,
        look: Look,
        mut answer: Option<wire::MirrorAnswer>,
    ) -> Result<Done, ApiError> {
        let since = Instant::now();
        let mut done = Done::default();
        loop {
            let outcome = self.mirror_round(library, place, look, &Scope::Whole, answer.take())?;
            done.add(&outcome.done);
            if (!outcome.moved && !outcome.waiting) || since.elapsed() > LONGEST_WAIT {
                return Ok(done);
            }
            if !outcome.moved {
                std::thread::sleep(PAUSE);
            }
        }
    }

    /// One round, and how the mirror stands after it.
    fn mirror_round(
        &self,
        library: &Arc<Library>,
        place: &Place,
        look: Look,
        scope: &Scope,
        answer: Option<wire::MirrorAnswer>,
    ) -> Result<Outcome, ApiError> {
        let mut work = lock(&self.shared.mirror.work);
        let outcome = round::round(self, library, place, &mut work, look, scope, answer);
        drop(work);
        match outcome {
            Ok(outcome) => {
                let busy = outcome.moved || outcome.waiting;
                self.note_mirror(library, |status| {
                    status.phase = Some(match (outcome.question, busy) {
                        (Some(_), _) => wire::MirrorPhase::Asks,
                        (None, true) => wire::MirrorPhase::Syncing,
                        (None, false) => wire::MirrorPhase::InStep,
                    });
                    status.question = outcome.question;
                    status.message = outcome.question.map(|(gone, of)| question(place, gone, of));
                    status.trouble = None;
                    status.problems.clone_from(&outcome.problems);
                    status.copies.clone_from(&outcome.copies);
                    if outcome.question.is_none() && !busy && status.in_step_at.is_none() {
                        status.in_step_at = Some(now().to_string());
                    } else if busy {
                        status.in_step_at = None;
                    }
                });
                Ok(outcome)
            }
            Err(failed) => {
                let trouble = trouble::of_failure(&failed, &place.folder);
                self.note_mirror(library, |status| {
                    status.phase = Some(wire::MirrorPhase::Offline);
                    status.message = Some(trouble.message.clone());
                    status.trouble = Some(trouble);
                    status.question = None;
                });
                Err(failed).to_api()
            }
        }
    }

    /// Changes how the mirror stands, and tells of it if that is something else than before.
    fn note_mirror(&self, library: &Library, change: impl FnOnce(&mut Status)) {
        let changed = {
            let mut status = lock(&self.shared.mirror.status);
            let before = status.clone();
            if status.library != library.store().library_name() {
                *status = Status::default();
            }
            change(&mut status);
            library.store().library_name().clone_into(&mut status.library);
            *status != before
        };
        if changed && let Ok(state) = self.mirror_state_now() {
            self.tell(Event::MirrorChanged { state });
        }
    }

    pub(crate) fn mirror_state_now(&self) -> Result<wire::MirrorState, ApiError> {
        let library = self.library()?;
        let place = library.mirror_place()?;
        let status = {
            let status = lock(&self.shared.mirror.status);
            if status.library == library.store().library_name() { status.clone() } else { Status::default() }
        };
        let on = place.as_ref().is_some_and(|place| place.on);
        let waiting = if on { wire::MirrorPhase::Syncing } else { wire::MirrorPhase::Off };
        let conflicts = library.store().mirror_conflicts().to_api()?.len() + status.copies.len();
        Ok(wire::MirrorState {
            folder: place.map(|place| place.folder.display().to_string()),
            phase: status.phase.unwrap_or(waiting),
            message: status.message,
            trouble: status.trouble,
            question: status.question.map(|(gone, of)| wire::MirrorQuestion { gone, of }),
            conflicts: u32::try_from(conflicts).unwrap_or(u32::MAX),
            problems: status.problems,
            notice: status.notice,
            in_step_at: status.in_step_at,
        })
    }

    /// Brings a folder and the library together once, as the command line does it; the folder becomes the
    /// library's mirror if it has none that is in use.
    ///
    /// # Errors
    /// Where the library is kept in step with another folder, or the folder cannot be used.
    pub fn mirror_folder(
        &self,
        folder: &Path,
        answer: Option<wire::MirrorAnswer>,
    ) -> Result<wire::MirrorReport, ApiError> {
        let library = self.library()?;
        let wanted = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let place = library.mirror_place()?;
        if let Some(place) = place.as_ref().filter(|place| place.on && place.folder != wanted) {
            return Err(ApiError::invalid(format!(
                "This library is kept in step with “{}”. End that mirror in the window first, or name that folder.",
                place.folder.display()
            )));
        }
        let on = place.is_some_and(|place| place.on);
        library.claim_mirror(&wanted, on, answer.is_some()).to_api()?;
        if answer == Some(wire::MirrorAnswer::Trash) || answer == Some(wire::MirrorAnswer::WriteAgain) {
            // The question is asked first, so that the answer is to what is there now.
            let asked = self.sync_mirror(None)?;
            if asked.state.phase != wire::MirrorPhase::Asks {
                return Ok(asked);
            }
        }
        self.sync_mirror(answer)
    }
}

fn no_mirror() -> ApiError {
    ApiError::invalid("This library has no mirror yet. Choose a folder for it first.")
}

#[cfg(test)]
mod tests;

/// What the author is asked.
fn question(place: &Place, gone: u32, of: u32) -> String {
    format!(
        "{gone} of {of} files are gone from “{}”. If that was meant, their articles go to the trash; if not, the files are written again. Nothing is done until you choose.",
        place.folder.display()
    )
}
