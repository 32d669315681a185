//! The engine behind the window. It is started on a thread of its own, so that the window does not wait for the
//! library; whoever needs the engine waits for it here.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use contract::{ApiError, Event, Origin, Reason};
use engine::{Engine, Settings};
use tauri::AppHandle;

use crate::instance::Lock;
use crate::{events, native, schemes};

/// The engine, once it has started, and how often the window called it.
#[derive(Clone, Default)]
pub struct Backend {
    engine: Arc<OnceLock<Result<Engine, ApiError>>>,
    calls: Arc<AtomicU64>,
}

impl Backend {
    /// Starts the engine over a library and returns at once.
    pub fn start(&self, app: &AppHandle, library: PathBuf, lock: Lock) {
        let settings = Settings {
            library,
            origin: Origin::Window,
            watch: true,
            sample_if_new: true,
            desktop: Arc::new(native::Native::new(app.clone(), lock)),
            media_base: schemes::MEDIA_BASE.to_owned(),
            on_event: {
                let app = app.clone();
                Box::new(move |event: Event| events::emit(&app, &event))
            },
        };
        let backend = self.clone();
        std::thread::spawn(move || {
            let started = guard(|| Ok(Engine::start(settings)));
            // Nothing else ever sets it.
            let _ = backend.engine.set(started);
        });
    }

    /// The engine; waits while it starts.
    ///
    /// # Errors
    /// The engine could not start at all.
    pub fn engine(&self) -> Result<&Engine, ApiError> {
        self.engine.wait().as_ref().map_err(Clone::clone)
    }

    /// Ends the engine's work, once the window has gone.
    pub fn close(&self) {
        if let Some(Ok(engine)) = self.engine.get() {
            // Whatever goes wrong here, the program ends.
            let _ = guard(|| {
                engine.close();
                Ok(())
            });
        }
    }

    /// Notes that the window has called: a sign of life.
    pub fn note_call(&self) {
        self.calls.fetch_add(1, Ordering::Relaxed);
    }

    /// How often the window has called.
    pub fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }
}

/// Runs something of the engine's; a panic becomes an error with words, and the program goes on.
///
/// # Errors
/// The work's own, or that it panicked. What panicked and where is on standard error.
pub fn guard<T>(work: impl FnOnce() -> Result<T, ApiError>) -> Result<T, ApiError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(ApiError::internal(
            "Galley made a mistake here and stopped what it was doing. What was saved is safe; try again.",
        )
        .because(Reason::Mistake))
    })
}
