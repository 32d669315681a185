//! Long runs: who is told how far they are, and may end them; and how much of the disk they leave to others.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, InterruptHandle};

use crate::error::{Error, Result};

/// Told how much is done and of how much, in steps of the run's own choosing; answers whether to go on.
pub type Watch<'a> = dyn Fn(u64, u64) -> bool + Sync + 'a;

/// For runs that nobody watches.
#[must_use]
pub fn unwatched(_done: u64, _of: u64) -> bool {
    true
}

/// How a long run shares the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// As fast as it can: somebody waits for it.
    Fast,
    /// With pauses, beside an author who types.
    Gentle,
}

impl Pace {
    /// Leaves the disk to others for a moment.
    pub(crate) fn pause(self) {
        if self == Self::Gentle {
            std::thread::sleep(Duration::from_millis(3));
        }
    }
}

/// Tells how far the run is.
///
/// # Errors
/// [`Error::Cancelled`] where it is to end.
pub(crate) fn step(watch: &Watch<'_>, done: u64, of: u64) -> Result<()> {
    if watch(done, of) { Ok(()) } else { Err(Error::Cancelled) }
}

/// Ends a question that is being answered, from another thread and at once.
#[derive(Default)]
pub struct Cancel(Mutex<Asked>);

#[derive(Default)]
struct Asked {
    cancelled: bool,
    /// The connection that works on it.
    running: Option<InterruptHandle>,
}

impl Cancel {
    /// Ends it; a question that is asked later with this is not begun.
    pub fn cancel(&self) {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        asked.cancelled = true;
        if let Some(running) = &asked.running {
            running.interrupt();
        }
    }

    /// Runs `work` on a connection; answers [`Error::Cancelled`] where it was ended.
    pub(crate) fn guard<T>(&self, connection: &Connection, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let asked = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        {
            let mut asked = asked();
            if asked.cancelled {
                return Err(Error::Cancelled);
            }
            asked.running = Some(connection.get_interrupt_handle());
        }
        let outcome = work();
        // From here on the connection works on something else, and is not interrupted.
        let mut asked = asked();
        asked.running = None;
        if asked.cancelled { Err(Error::Cancelled) } else { outcome }
    }
}
