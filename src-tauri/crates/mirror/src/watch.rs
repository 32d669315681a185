//! News of a folder from the system, in batches: the only place that watches files.
//!
//! The system tells of single steps, and an editor's save is many; so a batch is passed on when it has been
//! quiet for a moment, or at the latest after a while. News may be lost (a full queue, a disk that sends
//! none): a batch then says that everything is to be looked at. Where the system has no watches left, the
//! folder is asked every few seconds instead, and that is said.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::{Config, ErrorKind, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};

/// How long it must be quiet before a batch is passed on.
const QUIET: Duration = Duration::from_millis(120);

/// How long a batch waits for quiet at most.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// From this many names on, a batch only says that everything is to be looked at.
const MANY: usize = 4_096;

/// How often a folder is asked that cannot be watched.
const POLL: Duration = Duration::from_secs(2);

/// What happened in a folder since the last batch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    /// What was touched.
    pub paths: BTreeSet<PathBuf>,
    /// Whether there was more than that: everything is to be looked at.
    pub rescan: bool,
}

impl Batch {
    /// Puts a later batch to this one.
    pub fn add(&mut self, later: Self) {
        self.paths.extend(later.paths);
        self.rescan |= later.rescan || self.paths.len() > MANY;
        if self.rescan {
            self.paths.clear();
        }
    }
}

/// How news of the folder come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Means {
    /// The system tells.
    Events,
    /// The folder is asked every few seconds, for this reason.
    Polling(String),
}

/// Watches a folder, and everything below it, for as long as it lives. Hidden folders are passed over, and no
/// link is followed.
pub struct Watcher {
    means: Means,
    // Held for their work.
    _watching: Box<dyn Send>,
}

impl std::fmt::Debug for Watcher {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Watcher").field("means", &self.means).finish_non_exhaustive()
    }
}

/// What arrives from the system's own thread.
type News = notify::Result<notify::Event>;

impl Watcher {
    /// Begins to watch; `on_batch` is called from a thread of the watcher's own.
    ///
    /// # Errors
    /// The reason, in words, where the folder can neither be watched nor asked: it is not there, most likely.
    pub fn new(folder: &Path, on_batch: impl Fn(Batch) + Send + 'static) -> Result<Self, String> {
        let (sender, receiver) = channel();
        let (means, watching) = match watched(folder, sender.clone()) {
            Ok(watching) => (Means::Events, watching),
            Err(error) => {
                let reason = reason(&error);
                if !folder.is_dir() {
                    return Err(reason);
                }
                let polling = polled(folder, sender).map_err(|error| error.to_string())?;
                (Means::Polling(reason), polling)
            }
        };
        let root = folder.to_owned();
        std::thread::Builder::new()
            .name("folder-watch".into())
            .spawn(move || gather(&receiver, &root, &on_batch))
            .map_err(|error| error.to_string())?;
        Ok(Self { means, _watching: watching })
    }

    /// How news come.
    #[must_use]
    pub fn means(&self) -> &Means {
        &self.means
    }
}

fn watched(folder: &Path, sender: Sender<News>) -> notify::Result<Box<dyn Send>> {
    let config = Config::default().with_follow_symlinks(false);
    let mut watcher = RecommendedWatcher::new(sender, config)?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(Box::new(watcher))
}

fn polled(folder: &Path, sender: Sender<News>) -> notify::Result<Box<dyn Send>> {
    let config = Config::default().with_follow_symlinks(false).with_poll_interval(POLL);
    let mut watcher = PollWatcher::new(sender, config)?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(Box::new(watcher))
}

/// Why the system does not watch, for the author.
fn reason(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system allows no more watched folders (on Linux: fs.inotify.max_user_watches)".to_owned()
        }
        ErrorKind::Io(error) => match error.raw_os_error() {
            // EMFILE: as many watchers as the system allows.
            Some(24) if cfg!(target_os = "linux") => {
                "the system allows no more watchers (on Linux: fs.inotify.max_user_instances)".to_owned()
            }
            _ => error.to_string(),
        },
        _ => error.to_string(),
    }
}

/// Puts news together until the watcher is gone.
fn gather(receiver: &Receiver<News>, root: &Path, on_batch: &dyn Fn(Batch)) {
    while let Ok(news) = receiver.recv() {
        let since = Instant::now();
        let mut batch = Batch::default();
        add(&mut batch, root, news);
        loop {
            match receiver.recv_timeout(QUIET) {
                Ok(news) => add(&mut batch, root, news),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if since.elapsed() >= LONGEST_WAIT {
                break;
            }
        }
        if batch != Batch::default() {
            on_batch(batch);
        }
    }
}

fn add(batch: &mut Batch, root: &Path, news: News) {
    let Ok(event) = news else {
        batch.rescan = true;
        return;
    };
    if event.need_rescan() {
        batch.rescan = true;
    }
    if matches!(event.kind, EventKind::Access(_)) {
        return;
    }
    for path in event.paths {
        let inside = path.strip_prefix(root).unwrap_or(&path);
        let hidden =
            inside.components().any(|part| part.as_os_str().as_encoded_bytes().first() == Some(&b'.'));
        if hidden {
            continue;
        }
        if batch.paths.len() < MANY {
            batch.paths.insert(path);
        } else {
            batch.rescan = true;
        }
    }
}
