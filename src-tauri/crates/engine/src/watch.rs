//! News from other processes: what they changed in the library shows here within a second.
//!
//! SQLite's data version tells cheaply that something was written; the change rows tell what. The same beat
//! saves drafts that the window has left behind, and does what the library needs while nobody waits for it.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use contract::Event;

use crate::convert;
use crate::{Engine, Shared};

/// Often enough to be within a second, seldom enough to cost nothing.
const BEAT: Duration = Duration::from_millis(250);

/// How often the trash is looked through for what has been there for too long.
const TIDY: Duration = Duration::from_secs(60 * 60);

/// Watches until the engine is gone.
pub(crate) fn start(shared: &Arc<Shared>) {
    let shared = Arc::downgrade(shared);
    // A machine that cannot start a thread has no window either; the library works without news.
    let _ = std::thread::Builder::new().name("library-watch".into()).spawn(move || beat(&shared));
}

fn beat(shared: &Weak<Shared>) {
    // The grammars of programming languages are read once, here, and not while the first article is opened.
    let _ = markup::render("```c\nx\n```\n", &markup::RenderOptions::default(), &markup::AsWritten);
    let mut seen: Option<Seen> = None;
    let mut tidied: Option<Instant> = None;
    let mut theme = None;
    while let Some(shared) = shared.upgrade() {
        let engine = Engine { shared };
        engine.rescue_drafts();
        engine.keep_paused_drafts();
        if tidied.is_none_or(|at| at.elapsed() > TIDY) {
            tidied = Some(Instant::now());
            engine.tidy_trash();
        }
        seen = engine.tell_news(seen);
        engine.watch_theme(&mut theme);
        if let Ok(library) = engine.library() {
            // Whatever it meets, the next save meets as well, and tells.
            let _ = library.store().tend();
        }
        drop(engine);
        std::thread::sleep(BEAT);
    }
}

/// How far the news of one library has been told.
struct Seen {
    library: *const (),
    /// `None`: not looked at since the library was opened.
    data_version: Option<i64>,
    sequence: i64,
}

impl Engine {
    fn tell_news(&self, seen: Option<Seen>) -> Option<Seen> {
        let library = self.library().ok()?;
        let store = library.store();
        let identity = Arc::as_ptr(&library).cast::<()>();
        let data_version = store.data_version().ok()?;
        // What others wrote between the opening and this first look is news as well.
        let fresh = || Seen { library: identity, data_version: None, sequence: library.opened_at() };
        let mut seen = seen.filter(|seen| seen.library == identity).unwrap_or_else(fresh);
        if seen.data_version == Some(data_version) {
            return Some(seen);
        }
        let Ok(news) = store.changes_since(seen.sequence) else { return Some(seen) };
        seen.sequence = news.last;
        if news.gap {
            self.tell(Event::LibraryChanged);
        }
        for change in &news.changes {
            if change.here {
                continue;
            }
            match &change.article {
                Some(id) => self.tell(Event::ArticleChanged {
                    id: id.to_string(),
                    version: change.version,
                    origin: convert::origin_to(change.origin),
                    here: false,
                }),
                None if change.kind == store::ChangeKind::Removed => self.tell(Event::ArticlesChanged),
                None => {
                    if library.reload_publication().is_ok() {
                        self.tell(Event::PublicationChanged { here: false });
                    }
                }
            }
        }
        seen.data_version = Some(data_version);
        Some(seen)
    }
}
