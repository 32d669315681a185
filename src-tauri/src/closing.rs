//! The close handshake: the window saves before it goes, and a window that no longer answers goes anyway.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use contract::Event;
use tauri::{AppHandle, Manager, Window, WindowEvent};

use crate::backend::Backend;
use crate::{events, window};

/// So long the interface has to save, or to say by any call that it lives. It is longer than the engine leaves
/// an edit unsaved that the window told it of, so that a window that hangs loses nothing of what it told.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether somebody waits for the interface already.
static WAITING: AtomicBool = AtomicBool::new(false);

/// Answers a request to close the window: the interface saves and then destroys the window itself.
pub fn answer(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    api.prevent_close();
    let app = window.app_handle().clone();
    events::emit(&app, &Event::CloseRequested);
    if !WAITING.swap(true, Ordering::SeqCst) {
        std::thread::spawn(move || {
            wait(&app);
            WAITING.store(false, Ordering::SeqCst);
        });
    }
}

/// Closes the window if nothing is heard of it. An interface that called but did not close has its reasons, such
/// as a text that cannot be saved, and shows them.
fn wait(app: &AppHandle) {
    let backend = app.state::<Backend>();
    let calls = backend.calls();
    std::thread::sleep(PATIENCE);
    let Some(window) = app.get_webview_window(window::LABEL) else { return };
    if backend.calls() == calls {
        eprintln!("The window did not answer and is closed.");
        if let Err(error) = window.destroy() {
            eprintln!("The window could not be closed: {error}.");
            app.exit(1);
        }
    }
}
