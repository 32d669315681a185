//! Backups by themselves: hourly while something changed since the last one, and at close; into the library's
//! own folder and, where the author set one, a second.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use contract as wire;
use contract::{ApiError, BackupPlace, ErrorCode, Event, LongRun, Nothing};
use model::Moment;
use serde::{Deserialize, Serialize};
use store::{Pace, Store};

use crate::errors::ToApi as _;
use crate::library::Library;
use crate::runs::Run;
use crate::{Engine, Shared, lock, now};

/// How often it is looked whether a backup is due.
const BEAT: Duration = Duration::from_secs(60);

/// How long after a backup the next one is due, in milliseconds.
const HOUR: i64 = 60 * 60 * 1000;

/// How long after a failure it is tried again, in milliseconds.
const RETRY: i64 = 10 * 60 * 1000;

/// A database larger than this is not backed up at close, where the author waits for the program to be gone;
/// its hours are, while it is open. In bytes.
const LARGEST_AT_CLOSE: u64 = 256 * 1024 * 1024;

/// The key of the settings in the library.
const KEY: &str = "backups";

/// What the engine knows of backups while it runs.
#[derive(Default)]
pub(crate) struct Backups {
    run: Run,
    failed: Mutex<Option<Failed>>,
}

#[derive(Clone)]
struct Failed {
    at: Moment,
    message: String,
}

/// What the author set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Chosen {
    enabled: bool,
    second_folder: Option<PathBuf>,
}

impl Default for Chosen {
    fn default() -> Self {
        Self { enabled: true, second_folder: None }
    }
}

/// Looks after the backups until the engine is gone.
pub(crate) fn start(shared: &Arc<Shared>) {
    let shared = Arc::downgrade(shared);
    // Without this thread backups are made by hand, and at close.
    let _ = std::thread::Builder::new().name("backups".into()).spawn(move || beat(&shared));
}

fn beat(shared: &Weak<Shared>) {
    loop {
        std::thread::sleep(BEAT);
        let Some(shared) = shared.upgrade() else { return };
        let _ = Engine { shared }.back_up_if_due(now());
    }
}

impl Library {
    fn chosen(&self) -> Chosen {
        let stored = self.store().setting(KEY).ok().flatten();
        stored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    /// The folders that backups go to: the library's own, and the second.
    fn backup_folders(&self, chosen: &Chosen) -> Vec<(BackupPlace, PathBuf)> {
        let own = (BackupPlace::Library, Store::backup_folder(self.folder()));
        let second = chosen.second_folder.as_ref();
        let second =
            second.map(|folder| (BackupPlace::Second, folder.join(self.store().name_of_second_folder())));
        std::iter::once(own).chain(second).collect()
    }

    /// Whether something changed since the newest backup in a folder, and the time for the next has come.
    fn is_due(&self, folder: &Path, now: Moment) -> Result<bool, store::Error> {
        let newest = store::backups_in(folder)?.into_iter().find(|backup| backup.number.is_some());
        let Some(newest) = newest else { return Ok(self.store().last_change()? > 0) };
        let age = now.milliseconds() - newest.taken_at.milliseconds();
        // A clock that was set back says nothing: better one too many.
        if (0..HOUR).contains(&age) {
            return Ok(false);
        }
        let held = Store::last_change_in_backup(&newest.file);
        Ok(held.ok() != Some(self.store().last_change()?))
    }
}

impl Engine {
    /// Makes the backups that are due at this time, and answers how many that were. What fails is told, and
    /// tried again when some time has gone by.
    pub fn back_up_if_due(&self, now: Moment) -> u32 {
        self.back_up_what_is_due(now, Pace::Gentle)
    }

    /// Ends the engine's work: makes the backup that is due. Called when the window has gone.
    pub fn close(&self) {
        let small = |library: &Library| {
            let database = std::fs::metadata(library.folder().join("library.db"));
            database.is_ok_and(|metadata| metadata.len() <= LARGEST_AT_CLOSE)
        };
        if self.library().is_ok_and(|library| small(&library)) {
            self.back_up_what_is_due(now(), Pace::Fast);
        }
    }

    fn back_up_what_is_due(&self, now: Moment, pace: Pace) -> u32 {
        let Ok(library) = self.library() else { return 0 };
        let chosen = library.chosen();
        if !chosen.enabled || library.store().read_only().is_some() {
            return 0;
        }
        let waits = lock(&self.shared.backups.failed)
            .as_ref()
            .is_some_and(|failed| (0..RETRY).contains(&(now.milliseconds() - failed.at.milliseconds())));
        if waits {
            return 0;
        }
        let due = |(_, folder): &(BackupPlace, PathBuf)| library.is_due(folder, now).unwrap_or(true);
        let folders: Vec<_> = library.backup_folders(&chosen).into_iter().filter(due).collect();
        if folders.is_empty() {
            return 0;
        }
        match self.back_up_into(&library, &folders, now, pace) {
            Ok(made) => u32::try_from(made.len()).unwrap_or(u32::MAX),
            Err(error) => {
                self.tell(Event::BackupFailed { message: error.message });
                0
            }
        }
    }

    /// Makes a backup in each of the folders; one that cannot be written does not keep the others from it.
    fn back_up_into(
        &self,
        library: &Library,
        folders: &[(BackupPlace, PathBuf)],
        now: Moment,
        pace: Pace,
    ) -> Result<Vec<wire::Backup>, ApiError> {
        let going = self.shared.backups.run.begin("A backup or restore")?;
        self.tell(Event::BackupChanged);
        let watch = going.watch(self, LongRun::Backup);
        let (mut made, mut failures) = (Vec::new(), Vec::new());
        for (place, folder) in folders {
            match self.back_up_into_one(library, *place, folder, now, pace, &watch) {
                Ok(backup) => made.push(backup),
                Err(error) => failures.push(error),
            }
        }
        drop(watch);
        drop(going);
        let failure = failures.into_iter().next().map(|error| ApiError {
            message: format!("The backup was not made. {}", error.message),
            ..error
        });
        *lock(&self.shared.backups.failed) =
            failure.as_ref().map(|error| Failed { at: now, message: error.message.clone() });
        self.tell(Event::BackupChanged);
        failure.map_or(Ok(made), Err)
    }

    fn back_up_into_one(
        &self,
        library: &Library,
        place: BackupPlace,
        folder: &Path,
        now: Moment,
        pace: Pace,
        watch: &store::Watch<'_>,
    ) -> Result<wire::Backup, ApiError> {
        // Where a disk is not plugged in is no place to make a folder.
        let around = folder.parent().unwrap_or(folder);
        if !around.is_dir() {
            let what = if place == BackupPlace::Second { "second folder" } else { "library's folder" };
            return Err(ApiError::new(
                ErrorCode::NotSaved,
                format!(
                    "The {what} “{}” is not there. Plug in its disk, or choose another folder.",
                    around.display()
                ),
            ));
        }
        let taken = library.store().back_up_into(folder, now, pace, watch).to_api()?;
        let file = taken.report.file;
        let size = std::fs::metadata(&file).map_or(0, |metadata| metadata.len());
        let kept = store::KeptBackup { file, number: Some(0), taken_at: now, size };
        Ok(self.backup_to_wire(place, kept))
    }

    fn backup_to_wire(&self, place: BackupPlace, backup: store::KeptBackup) -> wire::Backup {
        let picked = self.pick(backup.file);
        wire::Backup {
            token: picked.token,
            taken_at: backup.taken_at.to_string(),
            size: backup.size,
            place: match (place, backup.number) {
                (BackupPlace::Library, None) => BackupPlace::BeforeMigration,
                (place, _) => place,
            },
            file: picked.label,
        }
    }

    pub(crate) fn back_up_now(&self) -> Result<wire::Backup, ApiError> {
        let library = self.library()?;
        let folders = library.backup_folders(&library.chosen());
        let made = self.back_up_into(&library, &folders, now(), Pace::Gentle)?;
        made.into_iter().next().ok_or_else(|| ApiError::internal("There is no folder for backups."))
    }

    pub(crate) fn cancel_backup(&self) -> Result<Nothing, ApiError> {
        self.shared.backups.run.cancel();
        Ok(Nothing {})
    }

    pub(crate) fn backup_state_now(&self) -> Result<wire::BackupState, ApiError> {
        let chosen = self.library()?.chosen();
        Ok(wire::BackupState {
            enabled: chosen.enabled,
            second_folder: chosen.second_folder.map(|folder| folder.display().to_string()),
            running: self.shared.backups.run.is_going(),
            last: self.list_backups()?.into_iter().next(),
            problem: lock(&self.shared.backups.failed).as_ref().map(|failed| failed.message.clone()),
        })
    }

    pub(crate) fn list_backups(&self) -> Result<Vec<wire::Backup>, ApiError> {
        let folders = match self.library() {
            Ok(library) => library.backup_folders(&library.chosen()),
            // The backups of a library that cannot be opened are wanted most.
            Err(_) => vec![(BackupPlace::Library, Store::backup_folder(&self.library_folder()))],
        };
        let mut backups = Vec::new();
        for (place, folder) in folders {
            // A second folder that is not there has nothing to offer now.
            let found = store::backups_in(&folder);
            let found =
                if place == BackupPlace::Second { found.unwrap_or_default() } else { found.to_api()? };
            backups.extend(found.into_iter().map(|backup| self.backup_to_wire(place, backup)));
        }
        backups.sort_by(|one, other| other.taken_at.cmp(&one.taken_at));
        Ok(backups)
    }

    pub(crate) fn list_backups_in(&self, request: &wire::PickedRef) -> Result<Vec<wire::Backup>, ApiError> {
        let folder = self.shared.picks.path(&request.token)?;
        let found = store::backups_in(&folder).to_api()?;
        Ok(found.into_iter().map(|backup| self.backup_to_wire(BackupPlace::Picked, backup)).collect())
    }

    pub(crate) fn save_backup_settings(
        &self,
        request: &wire::BackupSettings,
    ) -> Result<wire::BackupState, ApiError> {
        let library = self.library()?;
        let picked = request.picked.as_deref().map(|token| self.shared.picks.path(token)).transpose()?;
        let second_folder = picked.or(library.chosen().second_folder).filter(|_| request.second);
        if request.second && second_folder.is_none() {
            return Err(ApiError::invalid("No second folder was picked. Pick one first."));
        }
        if second_folder.as_ref().is_some_and(|folder| folder.starts_with(library.folder())) {
            return Err(ApiError::invalid(
                "The second folder is inside the library, where backups are kept already. Pick one on another disk.",
            ));
        }
        let chosen = Chosen { enabled: request.enabled, second_folder };
        let text = serde_json::to_string(&chosen)
            .map_err(|error| ApiError::internal(format!("The settings could not be written: {error}.")))?;
        library.store().set_setting(KEY, &text).to_api()?;
        // What failed before may well succeed now.
        *lock(&self.shared.backups.failed) = None;
        self.tell(Event::BackupChanged);
        self.backup_state_now()
    }

    pub(crate) fn restore_listed_backup(
        &self,
        request: &wire::BackupRestore,
    ) -> Result<wire::BackupRestored, ApiError> {
        let file = self.shared.picks.path(&request.backup)?;
        let folder = self.shared.picks.path(&request.folder)?;
        let going = self.shared.backups.run.begin("A backup or restore")?;
        let watch = going.watch(self, LongRun::Restore);
        let restored = Store::restore_backup(&file, &folder, &watch).to_api()?;
        Ok(wire::BackupRestored { folder: folder.display().to_string(), problems: restored.problems })
    }

    /// Writes the whole library into one new file, verified. Answers what could not be taken over.
    ///
    /// # Errors
    /// Where the file exists or cannot be written.
    pub fn back_up(&self, file: &Path) -> Result<Vec<String>, ApiError> {
        self.library()?.store().backup(file, &store::unwatched).to_api().map(|report| report.problems)
    }

    /// Makes a library in a new folder from a backup. Answers what the backup did not hold.
    ///
    /// # Errors
    /// Where the folder is not empty or the file is no backup.
    pub fn restore_backup(file: &Path, folder: &Path) -> Result<Vec<String>, ApiError> {
        Store::restore_backup(file, folder, &store::unwatched).to_api().map(|restored| restored.problems)
    }
}
