//! Engine events onto the window's one channel.

use contract::{CHANNEL, Event};
use tauri::{AppHandle, Emitter};

use crate::window::LABEL;

/// Sends an event to the window. Before the window listens, nobody hears it: the window asks for the state first.
pub fn emit(app: &AppHandle, event: &Event) {
    if let Err(error) = app.emit_to(LABEL, CHANNEL, event) {
        eprintln!("The window was not told of {event:?}: {error}.");
    }
}
