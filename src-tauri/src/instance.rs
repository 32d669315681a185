//! One window per library. A second start brings the first one's window to the front; where there is no session
//! bus to ask over, a lock in the library still keeps the second from opening.

use std::fs::{File, OpenOptions, TryLockError};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::time::{Duration, Instant};

use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Wry};

use crate::window;

/// The file in the library's folder that an open window holds.
const LOCK_FILE: &str = ".window.lock";

/// How long a start waits for a window before it to be gone.
const PATIENCE: Duration = Duration::from_secs(2);

/// Hands a second start on the same library over to the first.
pub fn plugin(library: &Path) -> TauriPlugin<Wry> {
    let library = std::path::absolute(library).unwrap_or_else(|_| library.to_owned());
    let mut hasher = DefaultHasher::new();
    library.canonicalize().unwrap_or(library).hash(&mut hasher);
    tauri_plugin_single_instance::Builder::new()
        .dbus_id(format!("app.galley.Galley.Library{:016x}", hasher.finish()))
        .callback(|app: &AppHandle, _arguments, _folder| window::bring_to_front(app))
        .build()
}

/// The right to have a window on a library, held until the program ends.
pub struct Lock(Option<File>);

impl Lock {
    /// Takes the lock of a library. A folder that is no library yet is left alone, and so is one that cannot be
    /// written: [`Lock::settle`] comes back to it.
    ///
    /// # Errors
    /// Another window has the library open: a sentence for the author.
    pub fn take(library: &Path) -> Result<Self, String> {
        let Some(file) = lock_file(library) else { return Ok(Self(None)) };
        let since = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self(Some(file))),
                // A window that was closed or killed a moment ago may still be on its way out.
                Err(TryLockError::WouldBlock) if since.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(20));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(format!(
                        "The library {} is open in another Galley window. Go on there, or close it first.",
                        library.display()
                    ));
                }
                // Some network file systems know no locks; the versions of the articles still protect them.
                Err(TryLockError::Error(_)) => return Ok(Self(None)),
            }
        }
    }

    /// Takes the lock of a library that was made only now.
    #[must_use]
    pub fn settle(self, library: &Path) -> Self {
        if self.0.is_some() { self } else { Self::take(library).unwrap_or(self) }
    }
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
        assert!(Lock::take(&library).unwrap().0.is_none());
        assert_eq!(std::fs::read_dir(&library).unwrap().count(), 0);
        std::fs::remove_dir_all(library).unwrap();
    }
}
