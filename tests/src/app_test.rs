//! A temporary library with an engine on it, driven as the window drives it: by JSON calls.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use contract::{ApiError, Event, Origin};
use engine::{Claim, Desktop, Engine, Settings};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::temporary_folder;

/// What the pickers of a [`RecordingDesktop`] answer next, and what was asked of the desktop.
#[derive(Debug, Default)]
pub struct Requests {
    /// What the next save dialog answers; taken once.
    pub save_to: Option<PathBuf>,
    /// What the next folder or picture dialog answers; taken once.
    pub picks: Option<PathBuf>,
    /// The names that save dialogs were opened with.
    pub suggested: Vec<String>,
    /// Formatted text on the clipboard: HTML and plain text.
    pub copied_html: Vec<(String, String)>,
    /// Plain text on the clipboard.
    pub copied_text: Vec<String>,
    /// Links that were opened.
    pub opened: Vec<String>,
    /// Files that were shown in the file manager.
    pub revealed: Vec<PathBuf>,
    /// The libraries that other windows show.
    pub shown_elsewhere: Vec<PathBuf>,
    /// The libraries that this one has the right to show.
    pub claimed: Arc<Mutex<Vec<PathBuf>>>,
}

/// The right to show a library, until it is dropped.
struct Claimed(PathBuf, Arc<Mutex<Vec<PathBuf>>>);

impl Drop for Claimed {
    fn drop(&mut self) {
        self.1.lock().unwrap_or_else(PoisonError::into_inner).retain(|folder| *folder != self.0);
    }
}

/// A desktop without a screen: answers dialogs as told, and keeps what was asked of it.
#[derive(Debug, Default)]
pub struct RecordingDesktop(Mutex<Requests>);

impl RecordingDesktop {
    /// What was asked, and what is answered next.
    pub fn requests(&self) -> MutexGuard<'_, Requests> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desktop for RecordingDesktop {
    fn pick_folder(&self) -> Option<PathBuf> {
        self.requests().picks.take()
    }

    fn pick_file(&self) -> Option<PathBuf> {
        self.requests().picks.take()
    }

    fn pick_picture(&self) -> Option<PathBuf> {
        self.requests().picks.take()
    }

    fn pick_save(&self, suggested_name: &str) -> Option<PathBuf> {
        let mut requests = self.requests();
        requests.suggested.push(suggested_name.to_owned());
        requests.save_to.take()
    }

    fn copy_html(&self, html: &str, plain: &str) -> Result<(), String> {
        self.requests().copied_html.push((html.to_owned(), plain.to_owned()));
        Ok(())
    }

    fn copy_text(&self, text: &str) -> Result<(), String> {
        self.requests().copied_text.push(text.to_owned());
        Ok(())
    }

    fn open_link(&self, url: &str) -> Result<(), String> {
        self.requests().opened.push(url.to_owned());
        Ok(())
    }

    fn reveal(&self, path: &Path) -> Result<(), String> {
        self.requests().revealed.push(path.to_path_buf());
        Ok(())
    }

    fn claim_library(&self, folder: &Path) -> Result<Claim, String> {
        let requests = self.requests();
        if requests.shown_elsewhere.iter().any(|shown| shown == folder) {
            return Err(format!("The library {} is open in another window.", folder.display()));
        }
        requests.claimed.lock().unwrap_or_else(PoisonError::into_inner).push(folder.to_path_buf());
        Ok(Box::new(Claimed(folder.to_path_buf(), Arc::clone(&requests.claimed))))
    }
}

/// An engine on a library in a temporary folder. Everything goes through [`contract::dispatch`], as in the window.
pub struct AppTest {
    /// There until the test lets go of it.
    engine: Option<Engine>,
    /// The desktop the engine asks.
    pub desktop: Arc<RecordingDesktop>,
    events: Arc<Mutex<Vec<(Instant, Event)>>>,
    library: PathBuf,
    /// Held for its folder; `None` for an engine on somebody else's library.
    _folder: Option<TempDir>,
}

impl AppTest {
    /// A library without articles.
    #[must_use]
    pub fn empty() -> Self {
        let folder = temporary_folder();
        let library = folder.path().join("library");
        let mut app = Self::start(&library, false);
        app._folder = Some(folder);
        let picked = app.engine().pick(library);
        let state = app.ok("library_create", json!({ "token": picked.token }));
        assert!(state["open"].is_object(), "the new library is open: {state}");
        app.forget_events();
        app
    }

    /// The sample library, as at the first start.
    #[must_use]
    pub fn with_samples() -> Self {
        let folder = temporary_folder();
        let mut app = Self::start(&folder.path().join("library"), true);
        app._folder = Some(folder);
        app
    }

    /// A second engine on a library that may be open elsewhere.
    #[must_use]
    pub fn on(library: &Path) -> Self {
        Self::start(library, false)
    }

    fn start(library: &Path, sample_if_new: bool) -> Self {
        let desktop = Arc::new(RecordingDesktop::default());
        let events = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&events);
        let engine = Engine::start(Settings {
            library: library.to_path_buf(),
            origin: Origin::Window,
            watch: true,
            sample_if_new,
            desktop: Arc::clone(&desktop) as Arc<dyn Desktop>,
            media_base: "media://localhost/".to_owned(),
            on_event: Box::new(move |event| {
                record.lock().unwrap_or_else(PoisonError::into_inner).push((Instant::now(), event));
            }),
        });
        Self { engine: Some(engine), desktop, events, library: library.to_path_buf(), _folder: None }
    }

    /// The folder of the library.
    #[must_use]
    pub fn library(&self) -> &Path {
        &self.library
    }

    /// The engine itself, for what is not a command.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        self.engine.as_ref().expect("it is there until the end")
    }

    /// One command.
    ///
    /// # Errors
    /// What the command answers.
    pub fn call(&self, name: &str, arguments: Value) -> Result<Value, ApiError> {
        contract::dispatch(self.engine(), name, arguments)
    }

    /// One command that must succeed.
    #[track_caller]
    #[must_use]
    pub fn ok(&self, name: &str, arguments: Value) -> Value {
        match self.call(name, arguments) {
            Ok(answer) => answer,
            Err(error) => panic!("{name} failed: {error:?}"),
        }
    }

    /// One command that must fail, with an error that says something.
    #[track_caller]
    #[must_use]
    pub fn err(&self, name: &str, arguments: Value) -> ApiError {
        match self.call(name, arguments) {
            Ok(answer) => panic!("{name} should have failed but answered {answer}"),
            Err(error) => {
                assert!(error.message.len() > 15, "{name} says too little: {error:?}");
                error
            }
        }
    }

    /// Makes an article and answers it.
    #[track_caller]
    #[must_use]
    pub fn new_article(&self, title: &str, body: &str) -> Value {
        self.ok("article_create", json!({ "body": body, "metadata": { "title": title }, "origin": "window" }))
    }

    /// One article, whole.
    #[track_caller]
    #[must_use]
    pub fn show(&self, id: &Value) -> Value {
        self.ok("article_show", json!({ "id": id }))
    }

    /// The articles of a shelf.
    #[track_caller]
    #[must_use]
    pub fn list(&self, shelf: &str) -> Vec<Value> {
        let list = self.ok("article_list", json!({ "shelf": shelf, "offset": 0, "limit": 1000 }));
        list["items"].as_array().cloned().unwrap_or_default()
    }

    /// Exports an article to a file in the folder of the test, and answers its text and the report.
    #[track_caller]
    #[must_use]
    pub fn export(&self, id: &Value, form: &str) -> (String, Value) {
        let folder = temporary_folder();
        let path = folder.path().join("export.html");
        let picked = self.engine().pick(path.clone());
        let report = self.ok("export_article", json!({ "id": id, "form": form, "target": picked.token }));
        (std::fs::read_to_string(path).expect("the exported file is there"), report)
    }

    /// Registers a file as if it had been picked, and answers its token.
    #[must_use]
    pub fn token(&self, path: &Path) -> String {
        self.engine().pick(path.to_path_buf()).token
    }

    /// The events so far.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        events.iter().map(|(_, event)| event.clone()).collect()
    }

    /// Forgets the events so far.
    pub fn forget_events(&self) {
        self.events.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Waits for an event and answers how long after `since` it came; `None` where none came within `limit`.
    #[must_use]
    pub fn wait_for_event(
        &self,
        since: Instant,
        limit: Duration,
        is_it: impl Fn(&Event) -> bool,
    ) -> Option<Duration> {
        while since.elapsed() < limit {
            {
                let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some((at, _)) = events.iter().find(|(at, event)| *at >= since && is_it(event)) {
                    return Some(at.duration_since(since));
                }
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        None
    }
}

impl Drop for AppTest {
    fn drop(&mut self) {
        // Whoever drops it looks at the files next.
        if let Some(engine) = self.engine.take() {
            engine.end();
        }
    }
}
