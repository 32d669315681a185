//! Long runs: one of a kind at a time, told about while they go on, ended when that is asked for.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use contract::{ApiError, Event, LongRun};

use crate::{Engine, lock};

/// How often a run tells how far it is.
pub(crate) const BEAT: Duration = Duration::from_millis(100);

/// A run that goes on, or none.
#[derive(Default)]
pub(crate) struct Run {
    going: AtomicBool,
    cancelled: AtomicBool,
}

/// Ends the run when dropped.
pub(crate) struct Going<'a>(&'a Run);

impl Run {
    /// Begins.
    ///
    /// # Errors
    /// One of this kind goes on already.
    pub(crate) fn begin(&self, what: &str) -> Result<Going<'_>, ApiError> {
        if self.going.swap(true, Ordering::SeqCst) {
            return Err(ApiError::internal(format!("{what} goes on already. Wait until it is finished.")));
        }
        self.cancelled.store(false, Ordering::SeqCst);
        Ok(Going(self))
    }

    /// Asks the run that goes on to end.
    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
    }

    pub(crate) fn is_going(&self) -> bool {
        self.going.load(Ordering::SeqCst)
    }
}

impl Drop for Going<'_> {
    fn drop(&mut self) {
        self.0.going.store(false, Ordering::SeqCst);
    }
}

impl Going<'_> {
    /// Turns true when the run is asked to end.
    pub(crate) fn cancelled(&self) -> &AtomicBool {
        &self.0.cancelled
    }

    /// What the run is watched with: tells the window, and answers whether to go on.
    pub(crate) fn watch(&self, engine: &Engine, run: LongRun) -> impl Fn(u64, u64) -> bool + Sync {
        let told = Mutex::new(Instant::now());
        let engine = engine.clone();
        let run_state = self.0;
        move |done, of| {
            let mut told = lock(&told);
            if told.elapsed() >= BEAT {
                *told = Instant::now();
                engine.tell(Event::Progress { run, done, of });
            }
            !run_state.cancelled.load(Ordering::SeqCst)
        }
    }
}
