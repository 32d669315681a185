//! One window per library. A second start brings the first one's window to the front: over the session bus, or,
//! where there is none or the window has moved to this library since, by the lock that it holds in the library.

use std::fs::{File, OpenOptions, TryLockError};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Wry};

use crate::window;

/// The file in the library's folder that an open window holds.
const LOCK_FILE: &str = ".window.lock";

/// How long a start waits for a window before it to be gone.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often the window that holds a lock looks whether it is called for.
const BEAT: Duration = Duration::from_millis(400);

/// Hands a second start on the same library over to the first.
pub fn plugin(library: &Path) -> TauriPlugin<Wry> {
    let mut hasher = DefaultHasher::new();
    whole(library).hash(&mut hasher);
    tauri_plugin_single_instance::Builder::new()
        .dbus_id(format!("app.galley.Galley.Library{:016x}", hasher.finish()))
        .callback(|app: &AppHandle, _arguments, _folder| window::bring_to_front(app))
        .build()
}

/// Gives up the name on the session bus, which is that of the library that the program was started on: whoever
/// starts on that one shall not be shown another.
pub fn leave_the_bus(app: &AppHandle) {
    tauri_plugin_single_instance::destroy(app);
}

fn whole(library: &Path) -> PathBuf {
    let library = std::path::absolute(library).unwrap_or_else(|_| library.to_owned());
    library.canonicalize().unwrap_or(library)
}

/// The right to have a window on a library, held until it is dropped.
pub struct Lock {
    library: PathBuf,
    file: Option<Arc<File>>,
}

impl Lock {
    /// Takes the lock of a library. A folder that is no library yet is left alone, and so is one that cannot be
    /// written: [`Lock::settle`] comes back to it. A window that holds the lock is called to the front.
    ///
    /// # Errors
    /// Another window has the library open: a sentence for the author.
    pub fn take(library: &Path) -> Result<Self, String> {
        let none = Self { library: whole(library), file: None };
        let Some(file) = lock_file(library) else { return Ok(none) };
        let since = Instant::now();
        let mut called = false;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { file: Some(Arc::new(file)), ..none }),
                // A window that was closed or killed a moment ago may still be on its way out.
                Err(TryLockError::WouldBlock) if since.elapsed() < PATIENCE => {
                    if !called {
                        called = true;
                        // Written, so that its time moves; where that fails, the window stays where it is.
                        let _ = (&file).write_all(b".").and_then(|()| file.set_modified(SystemTime::now()));
                    }
                    std::thread::sleep(Duration::from_millis(20));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(format!(
                        "The library {} is open in another Galley window. Go on there, or close it first.",
                        library.display()
                    ));
                }
                // Some network file systems know no locks; the versions of the articles still protect them.
                Err(TryLockError::Error(_)) => return Ok(none),
            }
        }
    }

    /// Takes the lock of a library that was made only now.
    #[must_use]
    pub fn settle(self) -> Self {
        if self.file.is_some() {
            return self;
        }
        let library = self.library.clone();
        Self::take(&library).unwrap_or(self)
    }

    /// Whether it is the lock of this library.
    pub fn is_of(&self, library: &Path) -> bool {
        self.library == whole(library)
    }

    /// Calls `called` whenever somebody else wanted the lock, for as long as it is held.
    pub fn heed(&self, called: impl Fn() + Send + 'static) {
        let Some(file) = &self.file else { return };
        let seen = modified(file);
        let file = Arc::downgrade(file);
        // Without this thread a second start says that the library is open elsewhere, and nothing more.
        let _ = std::thread::Builder::new().name("window-lock".into()).spawn(move || {
            let mut seen = seen;
            while let Some(held) = file.upgrade() {
                let now = modified(&held);
                drop(held);
                if now != seen {
                    seen = now;
                    called();
                }
                std::thread::sleep(BEAT);
            }
        });
    }
}

fn modified(file: &File) -> Option<(SystemTime, u64)> {
    let metadata = file.metadata().ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

fn lock_file(library: &Path) -> Option<File> {
    library.join("library.db").try_exists().ok().filter(|exists| *exists)?;
    OpenOptions::new().create(true).truncate(false).write(true).open(library.join(LOCK_FILE)).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn folder(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("galley-instance-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_library_is_open_in_one_window_at_a_time() {
        let library = folder("one");
        std::fs::write(library.join("library.db"), "").unwrap();
        let first = Lock::take(&library).unwrap();
        assert!(Lock::take(&library).is_err());
        drop(first);
        assert!(Lock::take(&library).is_ok());
        std::fs::remove_dir_all(library).unwrap();
    }

    #[test]
    fn a_folder_that_is_no_library_is_not_written_to() {
        let library = folder("none");
        assert!(Lock::take(&library).unwrap().file.is_none());
        assert_eq!(std::fs::read_dir(&library).unwrap().count(), 0);
        std::fs::remove_dir_all(library).unwrap();
    }

    #[test]
    fn the_window_that_has_a_library_hears_that_another_start_wanted_it() {
        let library = folder("called");
        std::fs::write(library.join("library.db"), "").unwrap();
        let first = Lock::take(&library).unwrap();
        let (say, heard) = std::sync::mpsc::channel();
        first.heed(move || say.send(()).unwrap_or_default());
        assert!(heard.recv_timeout(BEAT * 2).is_err(), "nobody has called");
        assert!(Lock::take(&library).is_err());
        assert!(heard.recv_timeout(Duration::from_secs(5)).is_ok());
        // Whoever listens does not keep the lock from being given back.
        drop(first);
        assert!(Lock::take(&library).is_ok());
        std::fs::remove_dir_all(library).unwrap();
    }

    #[test]
    fn the_lock_of_a_library_that_is_made_later_is_taken_then() {
        let library = folder("later");
        let lock = Lock::take(&library).unwrap();
        std::fs::write(library.join("library.db"), "").unwrap();
        let lock = lock.settle();
        assert!(lock.is_of(&library) && Lock::take(&library).is_err());
        std::fs::remove_dir_all(library).unwrap();
    }
}
