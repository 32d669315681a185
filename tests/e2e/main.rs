//! The real window, in a display of its own, used as an author uses it.
//!
//! One test at a time has a window: two would fight for the processor, and time is part of what is tested.
#![cfg(target_os = "linux")]
#![allow(missing_docs)]

mod accessibility;
mod arrange;
mod arrivals;
mod cards;
mod care;
mod dialogs;
mod editing;
mod export;
mod focus;
mod history;
mod hostile;
mod import;
mod library;
mod lists;
mod live;
mod many;
mod marks;
mod media;
mod mirror;
mod organise;
mod outside;
mod panels;
mod pictures;
mod placing;
mod publishing;
mod recovery;
mod replace;
mod seeing;
mod sites;
mod typing;
mod undo;
mod writing;
mod writing_tools;
mod zoom;

use std::ops::Deref;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tests::window::Display;

/// A display, and the right to be the only one that uses one.
pub struct Screen {
    display: Display,
    _alone: MutexGuard<'static, ()>,
}

impl Screen {
    pub fn start() -> Self {
        static ALONE: Mutex<()> = Mutex::new(());
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        Self { display: Display::start(), _alone: alone }
    }
}

impl Deref for Screen {
    type Target = Display;

    fn deref(&self) -> &Display {
        &self.display
    }
}
