//! What the engine asks of the desktop around it, and what the window may name of the answers.

use std::any::Any;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use contract::{ApiError, DialogWords, Picked};

/// The right to show a library, given back when it is dropped.
pub type Claim = Box<dyn Any + Send + Sync>;

/// The dialogs, the clipboard and the other programs of the author's desktop.
///
/// The shell answers with the real ones. Every call may block for as long as a dialog is open.
pub trait Desktop: Send + Sync {
    /// A folder; `None` where the author cancelled.
    fn pick_folder(&self) -> Option<PathBuf>;
    /// A picture file.
    fn pick_picture(&self) -> Option<PathBuf>;
    /// A file of any kind, to be imported.
    fn pick_file(&self) -> Option<PathBuf>;
    /// Where to save a file; the dialog has asked before an existing file is named.
    fn pick_save(&self, suggested_name: &str) -> Option<PathBuf>;
    /// Puts formatted text on the clipboard, with plain text for programs that take no other.
    ///
    /// # Errors
    /// The reason, in words.
    fn copy_html(&self, html: &str, plain: &str) -> Result<(), String>;
    /// Puts text on the clipboard.
    ///
    /// # Errors
    /// The reason, in words.
    fn copy_text(&self, text: &str) -> Result<(), String>;
    /// Opens an address whose scheme has been checked, in the system's browser or mail program.
    ///
    /// # Errors
    /// The reason, in words.
    fn open_link(&self, url: &str) -> Result<(), String>;
    /// Shows a file in the system's file manager.
    ///
    /// # Errors
    /// The reason, in words.
    fn reveal(&self, path: &Path) -> Result<(), String>;
    /// Shows the window in this share of its usual size.
    fn zoom(&self, _share: f64) {}
    /// Heads its dialogs so from now on.
    fn head_dialogs(&self, _words: DialogWords) {}
    /// Lets the window fill the screen, or be as large as it was.
    fn fill_screen(&self, _on: bool) {}
    /// The right to show the library in this folder, where one window at a time has it. It is asked for before a
    /// library takes the place of another, and kept for as long as that one is open.
    ///
    /// # Errors
    /// Another window shows it: a sentence for the author.
    fn claim_library(&self, _folder: &Path) -> Result<Claim, String> {
        Ok(Box::new(()))
    }
}

/// No desktop at all: every dialog is cancelled, everything else is refused.
pub struct NoDesktop;

impl Desktop for NoDesktop {
    fn pick_folder(&self) -> Option<PathBuf> {
        None
    }
    fn pick_picture(&self) -> Option<PathBuf> {
        None
    }
    fn pick_file(&self) -> Option<PathBuf> {
        None
    }
    fn pick_save(&self, _suggested_name: &str) -> Option<PathBuf> {
        None
    }
    fn copy_html(&self, _html: &str, _plain: &str) -> Result<(), String> {
        Err("there is no clipboard here".into())
    }
    fn copy_text(&self, _text: &str) -> Result<(), String> {
        Err("there is no clipboard here".into())
    }
    fn open_link(&self, _url: &str) -> Result<(), String> {
        Err("there is no browser here".into())
    }
    fn reveal(&self, _path: &Path) -> Result<(), String> {
        Err("there is no file manager here".into())
    }
}

/// The paths that the author picked. The window holds tokens only, so that nothing in it can name a path.
#[derive(Default)]
pub(crate) struct Picks {
    paths: Mutex<HashMap<String, PathBuf>>,
}

impl Picks {
    /// Keeps a path and gives the token for it; the same path has the same token.
    pub(crate) fn keep(&self, path: PathBuf) -> Picked {
        let label = path.display().to_string();
        let mut paths = crate::lock(&self.paths);
        let known = paths.iter().find(|(_, known)| **known == path).map(|(token, _)| token.clone());
        let token = known.unwrap_or_else(|| uuid::Uuid::now_v7().to_string());
        paths.insert(token.clone(), path);
        Picked { token, label }
    }

    /// The path behind a token.
    pub(crate) fn path(&self, token: &str) -> Result<PathBuf, ApiError> {
        crate::lock(&self.paths)
            .get(token)
            .cloned()
            .ok_or_else(|| ApiError::invalid("What was picked is no longer known. Pick it again."))
    }
}
