//! The author's desktop, as the engine asks for it: dialogs, the clipboard, the browser, the file manager.
//!
//! There is no menu here: the window has its own, and macOS gets the system's standard one from Tauri.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use arboard::Clipboard;
use contract::DialogWords;
use engine::{Claim, Desktop};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tauri_plugin_opener::OpenerExt;

use crate::instance::{self, Lock};
use crate::window::{self, LABEL};

/// The kinds of picture that can be taken into a library.
const PICTURES: &[&str] = &["jpg", "jpeg", "png", "gif", "webp"];

/// The desktop around the window. The engine calls it from its worker threads only: a dialog blocks its caller.
pub struct Native {
    app: AppHandle,
    /// Kept for as long as the program runs: on X11 and Wayland the clipboard's content lives in its owner.
    clipboard: Mutex<Option<Clipboard>>,
    /// The lock that was taken before the engine started, until the engine asks for it.
    first: Mutex<Option<Lock>>,
    /// The folder that the last dialog ended in.
    last: Mutex<Option<PathBuf>>,
    /// What dialogs are headed by, from the window.
    words: Mutex<DialogWords>,
}

impl Native {
    /// The desktop around the program, with the lock of the library that it is started on.
    pub fn new(app: AppHandle, lock: Lock) -> Self {
        Self {
            app,
            clipboard: Mutex::new(None),
            first: Mutex::new(Some(lock)),
            last: Mutex::new(None),
            words: Mutex::new(DialogWords {
                folder: "Choose a folder".into(),
                import: "Choose what to import".into(),
                picture: "Choose a picture".into(),
                pictures: "Pictures".into(),
                save: "Export to".into(),
            }),
        }
    }

    fn words(&self) -> DialogWords {
        self.words.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A dialog that begins where the last one ended, or at the author's documents. Without a place to begin at, GTK
    /// begins at what was used lately, where no empty folder can be chosen.
    fn dialog(&self, title: &str) -> FileDialogBuilder<tauri::Wry> {
        let mut dialog = self.app.dialog().file().set_title(title);
        if let Some(window) = self.app.get_webview_window(LABEL) {
            dialog = dialog.set_parent(&window);
        }
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let places = [last, self.app.path().document_dir().ok(), self.app.path().home_dir().ok()];
        match places.into_iter().flatten().find(|place| place.is_dir()) {
            Some(place) => dialog.set_directory(place),
            None => dialog,
        }
    }

    /// What a dialog answered; the next one begins there.
    fn picked(&self, answer: Option<FilePath>) -> Option<PathBuf> {
        let path = answer?.into_path().ok()?;
        let folder = if path.is_dir() { Some(path.as_path()) } else { path.parent() };
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = folder.map(Path::to_owned);
        Some(path)
    }

    fn with_clipboard(
        &self,
        put: impl FnOnce(&mut Clipboard) -> Result<(), arboard::Error>,
    ) -> Result<(), String> {
        let mut kept = self.clipboard.lock().unwrap_or_else(PoisonError::into_inner);
        let clipboard = match kept.as_mut() {
            Some(clipboard) => clipboard,
            None => kept.insert(Clipboard::new().map_err(|error| error.to_string())?),
        };
        put(clipboard).map_err(|error| error.to_string())
    }
}

impl Desktop for Native {
    fn pick_folder(&self) -> Option<PathBuf> {
        self.picked(self.dialog(&self.words().folder).blocking_pick_folder())
    }

    fn pick_file(&self) -> Option<PathBuf> {
        self.picked(self.dialog(&self.words().import).blocking_pick_file())
    }

    fn pick_picture(&self) -> Option<PathBuf> {
        let words = self.words();
        let dialog = self.dialog(&words.picture).add_filter(words.pictures, PICTURES);
        self.picked(dialog.blocking_pick_file())
    }

    fn pick_save(&self, suggested_name: &str) -> Option<PathBuf> {
        let dialog = self.dialog(&self.words().save).set_file_name(suggested_name);
        let dialog = match Path::new(suggested_name).extension().and_then(|extension| extension.to_str()) {
            Some("md") => dialog.add_filter("Markdown", &["md", "zip"]),
            Some("html") => dialog.add_filter("HTML", &["html"]),
            _ => dialog,
        };
        self.picked(dialog.blocking_save_file())
    }

    fn copy_html(&self, html: &str, plain: &str) -> Result<(), String> {
        self.with_clipboard(|clipboard| clipboard.set_html(html, Some(plain)))
    }

    fn copy_text(&self, text: &str) -> Result<(), String> {
        self.with_clipboard(|clipboard| clipboard.set_text(text))
    }

    fn open_link(&self, url: &str) -> Result<(), String> {
        self.app.opener().open_url(url, None::<&str>).map_err(|error| error.to_string())
    }

    fn reveal(&self, path: &Path) -> Result<(), String> {
        self.app.opener().reveal_item_in_dir(path).map_err(|error| error.to_string())
    }

    fn zoom(&self, share: f64) {
        if let Some(window) = self.app.get_webview_window(LABEL) {
            // A web view that cannot do it shows everything in its usual size.
            let _ = window.set_zoom(share);
        }
    }

    fn head_dialogs(&self, words: DialogWords) {
        *self.words.lock().unwrap_or_else(PoisonError::into_inner) = words;
    }

    fn fill_screen(&self, on: bool) {
        if let Some(window) = self.app.get_webview_window(LABEL) {
            // Where the system does not let a window fill the screen, the text fills the window.
            let _ = window.set_fullscreen(on);
        }
    }

    fn claim_library(&self, folder: &Path) -> Result<Claim, String> {
        let first = self.first.lock().unwrap_or_else(PoisonError::into_inner).take();
        let lock = match first {
            Some(lock) if lock.is_of(folder) => lock.settle(),
            _ => {
                let lock = Lock::take(folder)?;
                instance::leave_the_bus(&self.app);
                lock
            }
        };
        let app = self.app.clone();
        lock.heed(move || window::bring_to_front(&app));
        Ok(Box::new(lock))
    }
}
