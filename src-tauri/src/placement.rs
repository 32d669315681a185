//! Where the window is and how large: kept shortly after every change, so that it comes back there even after
//! the program was killed.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::Duration;

use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Manager, Window, WindowEvent, Wry};
use tauri_plugin_window_state::{AppHandleExt, StateFlags};

/// So long after the last move or change of size the place is written.
const PAUSE: Duration = Duration::from_millis(400);

fn kept() -> StateFlags {
    StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED
}

/// Puts the window where it was when it is made.
pub fn plugin() -> TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::new().with_state_flags(kept()).build()
}

/// Writes the window's place a pause after it changes.
pub struct Keeper(Sender<()>);

impl Keeper {
    /// Starts to wait for changes.
    pub fn start(app: &AppHandle) -> Self {
        let (changed, changes) = mpsc::channel();
        let app = app.clone();
        std::thread::spawn(move || {
            while changes.recv().is_ok() {
                while changes.recv_timeout(PAUSE) != Err(RecvTimeoutError::Timeout) {}
                let window_app = app.clone();
                // The plugin asks the window while it holds its own lock: only the window's thread may do that.
                let queued = app.run_on_main_thread(move || {
                    if let Err(error) = window_app.save_window_state(kept()) {
                        eprintln!("The window's place was not kept: {error}.");
                    }
                });
                if queued.is_err() {
                    return;
                }
            }
        });
        Self(changed)
    }
}

/// Notes a change of the window's place.
pub fn note(window: &Window, event: &WindowEvent) {
    if let WindowEvent::Moved(_) | WindowEvent::Resized(_) = event
        && let Some(keeper) = window.try_state::<Keeper>()
    {
        // The receiver ends only with the program.
        let _ = keeper.0.send(());
    }
}
