//! Everything Galley can do, without a window: the commands of the contract over a library, the preview of
//! open articles, exports, and the news of what changed.
//!
//! The desktop program, the command line and the tests all drive this one engine. It knows no Tauri, no SQL
//! and no Markdown parser; it joins the crates that do.

mod articles;
mod backups;
mod checks;
mod compare;
mod convert;
mod derive;
mod desktop;
mod drafts;
mod emoji;
mod errors;
mod export;
mod files;
mod goals;
mod handler;
mod import;
mod library;
mod links;
mod live;
mod media;
mod media_library;
mod mirror;
mod organise;
mod pages;
mod paste;
mod problems;
mod render;
mod replace;
mod runs;
mod sample;
mod searches;
mod site;
mod site_server;
mod spelling;
mod themes;
mod watch;
mod writing;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use contract::{ApiError, Event, Origin};

pub use desktop::{Claim, Desktop, NoDesktop};
pub use export::Form as ExportForm;
pub use files::{Added, Replaced, Source};
pub use import::{ImportOptions, ImportProgress};
pub use library::default_library;
pub use render::{RenderForm, RenderedFile, render_markdown};
pub use site::SiteRequest;

use backups::Backups;
use desktop::Picks;
use drafts::Drafts;
use import::Imports;
use library::Library;
use mirror::Mirroring;

/// How an engine is started.
pub struct Settings {
    /// The folder of the library.
    pub library: PathBuf,
    /// Through which door this process changes things.
    pub origin: Origin,
    /// Whether to tell what other processes change, within a second.
    pub watch: bool,
    /// Whether a folder that does not exist yet becomes a library with the sample articles in it.
    pub sample_if_new: bool,
    /// The desktop around it.
    pub desktop: Arc<dyn Desktop>,
    /// Where the window loads the library's pictures from, ending in a slash.
    pub media_base: String,
    /// Hears every event. Called from the engine's threads; must not block for long.
    pub on_event: Box<dyn Fn(Event) + Send + Sync>,
}

/// The program without a window. Cheap to clone; all clones are the same engine.
#[derive(Clone)]
pub struct Engine {
    shared: Arc<Shared>,
}

struct Shared {
    origin: Origin,
    desktop: Arc<dyn Desktop>,
    media_base: String,
    on_event: Box<dyn Fn(Event) + Send + Sync>,
    picks: Picks,
    arrivals: media::Arrivals,
    drafts: Drafts,
    backups: Backups,
    /// The check or repair that goes on.
    check: runs::Run,
    /// The export of several articles that goes on.
    export: runs::Run,
    ranking: searches::Ranking,
    site: site::Sites,
    mirror: Mirroring,
    imports: Imports,
    /// The folder that was asked for, and what became of opening it.
    place: RwLock<Place>,
}

struct Place {
    folder: PathBuf,
    library: Result<Arc<Library>, ApiError>,
    /// The right to show it; `None` for a library that did not open.
    claim: Option<Claim>,
}

impl Engine {
    /// Starts the engine over a library. A library that cannot be opened is no failure here: every command
    /// that needs it says why, and another one can be opened.
    #[must_use]
    pub fn start(settings: Settings) -> Self {
        let library = Library::open_or_create(&settings.library, settings.sample_if_new);
        // Whoever starts a window on a library that another one shows does not come this far.
        let claim =
            library.as_ref().ok().and_then(|_| settings.desktop.claim_library(&settings.library).ok());
        let shared = Shared {
            origin: settings.origin,
            desktop: settings.desktop,
            media_base: settings.media_base,
            on_event: settings.on_event,
            picks: Picks::default(),
            arrivals: media::Arrivals::default(),
            drafts: Drafts::default(),
            backups: Backups::default(),
            check: runs::Run::default(),
            export: runs::Run::default(),
            ranking: searches::Ranking::default(),
            site: site::Sites::default(),
            mirror: Mirroring::default(),
            imports: Imports::default(),
            place: RwLock::new(Place { folder: settings.library, library: library.map(Arc::new), claim }),
        };
        let engine = Self { shared: Arc::new(shared) };
        if settings.watch {
            watch::start(&engine.shared);
            backups::start(&engine.shared);
            mirror::tend::start(&engine.shared);
        }
        engine
    }

    /// An engine for one command of the command line: no window, no watching, no sample.
    #[must_use]
    pub fn headless(library: PathBuf) -> Self {
        Self::start(Settings {
            library,
            origin: Origin::CommandLine,
            watch: false,
            sample_if_new: false,
            desktop: Arc::new(NoDesktop),
            media_base: String::new(),
            on_event: Box::new(|_| {}),
        })
    }

    /// Lets go of the library and waits, for some seconds at most, until no thread of the engine works on it any
    /// more: then its files are at rest, unless another engine has it open.
    pub fn end(self) {
        let shared = Arc::downgrade(&self.shared);
        drop(self);
        let since = std::time::Instant::now();
        while shared.strong_count() > 0 && since.elapsed() < std::time::Duration::from_secs(3) {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        // The thread that let go of it last may still be closing its files.
        std::thread::sleep(std::time::Duration::from_millis(5));
    }

    /// The open library, or why there is none.
    pub(crate) fn library(&self) -> Result<Arc<Library>, ApiError> {
        self.shared.place.read().unwrap_or_else(PoisonError::into_inner).library.clone()
    }

    /// The folder that was asked for.
    pub(crate) fn library_folder(&self) -> PathBuf {
        self.shared.place.read().unwrap_or_else(PoisonError::into_inner).folder.clone()
    }

    pub(crate) fn desktop(&self) -> &dyn Desktop {
        self.shared.desktop.as_ref()
    }

    pub(crate) fn tell(&self, event: Event) {
        (self.shared.on_event)(event);
    }

    /// Keeps a path that the author named outside the window (a dropped file, an argument), for a later call.
    #[must_use]
    pub fn pick(&self, path: PathBuf) -> contract::Picked {
        self.shared.picks.keep(path)
    }
}

/// The value behind a mutex, whatever a thread that panicked left there: every value here is whole at any time.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The time now, in UTC.
pub(crate) fn now() -> model::Moment {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    model::Moment::from_milliseconds(
        since.map_or(0, |elapsed| i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX)),
    )
}
