//! The system's own file dialogs, answered as a person would: by typing a path. The program has no seam for tests.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::display::Display;

pub(super) fn xdotool(display: &Display, arguments: &[&str]) -> Option<String> {
    let output = Command::new("xdotool")
        .args(arguments)
        .env("DISPLAY", display.name())
        .stderr(Stdio::null())
        .output()
        .expect("xdotool is installed");
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The dialog that is open over the window, by its X type.
fn open_dialog(display: &Display) -> Option<String> {
    let windows = xdotool(display, &["search", "--onlyvisible", "--name", "."])?;
    windows.lines().map(str::to_owned).find(|window| {
        let kind = Command::new("xprop")
            .args(["-id", window, "_NET_WM_WINDOW_TYPE"])
            .env("DISPLAY", display.name())
            .stderr(Stdio::null())
            .output();
        kind.is_ok_and(|kind| String::from_utf8_lossy(&kind.stdout).contains("WINDOW_TYPE_DIALOG"))
    })
}

/// Waits for a dialog and gives it the focus.
fn wait_for_dialog(display: &Display) {
    let since = Instant::now();
    let dialog = loop {
        if let Some(dialog) = open_dialog(display) {
            break dialog;
        }
        assert!(since.elapsed() < Duration::from_secs(15), "no dialog opened");
        std::thread::sleep(Duration::from_millis(50));
    };
    let _ = xdotool(display, &["windowactivate", "--sync", &dialog]);
    // The dialog lists its folder before it takes keys.
    std::thread::sleep(Duration::from_millis(500));
}

fn wait_until_closed(display: &Display) {
    let since = Instant::now();
    while open_dialog(display).is_some() {
        assert!(since.elapsed() < Duration::from_secs(15), "the dialog does not close");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Waits for a save dialog, types the path into it and confirms; waits until the dialog is gone.
///
/// # Panics
/// Where no dialog opens, or it does not close.
pub fn answer_save_dialog(display: &Display, path: &Path) {
    wait_for_dialog(display);
    let _ = xdotool(display, &["key", "--clearmodifiers", "ctrl+a"]);
    let _ = xdotool(display, &["type", "--clearmodifiers", "--delay", "8", &path.to_string_lossy()]);
    std::thread::sleep(Duration::from_millis(300));
    let _ = xdotool(display, &["key", "--clearmodifiers", "Return"]);
    wait_until_closed(display);
}

/// Waits for a dialog that opens a file or a folder, types its path and confirms; waits until the dialog is gone.
///
/// # Panics
/// Where no dialog opens, or it does not close.
pub fn answer_open_dialog(display: &Display, path: &Path) {
    wait_for_dialog(display);
    // The line for a path.
    let _ = xdotool(display, &["key", "--clearmodifiers", "ctrl+l"]);
    std::thread::sleep(Duration::from_millis(300));
    let _ = xdotool(display, &["key", "--clearmodifiers", "ctrl+a"]);
    let _ = xdotool(display, &["type", "--clearmodifiers", "--delay", "15", &path.to_string_lossy()]);
    std::thread::sleep(Duration::from_millis(500));
    // What the dialog completes by itself goes again: a folder is taken only without the stroke behind its name.
    let _ = xdotool(display, &["key", "--clearmodifiers", "Delete"]);
    // The first may only take what is offered for the path.
    for _ in 0..3 {
        let _ = xdotool(display, &["key", "--clearmodifiers", "Return"]);
        std::thread::sleep(Duration::from_millis(700));
        if open_dialog(display).is_none() {
            break;
        }
    }
    wait_until_closed(display);
}

/// The process whose window has the keyboard.
#[must_use]
pub fn active_process(display: &Display) -> Option<u32> {
    xdotool(display, &["getactivewindow", "getwindowpid"])?.parse().ok()
}

/// Waits for a dialog and cancels it; answers what it was headed by.
///
/// # Panics
/// Where no dialog opens, or it does not close.
pub fn cancel_dialog(display: &Display) -> String {
    wait_for_dialog(display);
    let heading = open_dialog(display).and_then(|dialog| xdotool(display, &["getwindowname", &dialog]));
    let _ = xdotool(display, &["key", "--clearmodifiers", "Escape"]);
    wait_until_closed(display);
    heading.unwrap_or_default()
}

/// Asks the window whose title ends in these words to close, as its title bar does.
pub fn close_window(display: &Display, title: &str) {
    let windows =
        xdotool(display, &["search", "--onlyvisible", "--name", &format!("{title}$")]).unwrap_or_default();
    for window in windows.lines() {
        // Alt+F4 goes through the window manager, which sends WM_DELETE_WINDOW.
        let _ = xdotool(display, &["windowactivate", "--sync", window, "key", "--clearmodifiers", "alt+F4"]);
    }
}
