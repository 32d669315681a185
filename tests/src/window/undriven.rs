//! The window without a driver, used by the keys of its display alone: for what a driver does not outlive.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::dialog::xdotool;
use super::display::Display;
use super::processes::{Group, descendants, name_of, signal};
use super::setup::Setup;
use crate::program::program;

/// How long a window may take to open, or to come back.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running program with its window; gone with the value.
pub struct Undriven<'a> {
    program: Group,
    display: &'a Display,
}

impl<'a> Undriven<'a> {
    /// Starts the program on a library and waits for its window.
    ///
    /// # Panics
    /// Where no window opens.
    #[must_use]
    pub fn start(display: &'a Display, setup: &Setup) -> Self {
        let mut command = start_of(display, setup);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let window = Self { program: Group::start(&mut command), display };
        wait_until("the window opens", || window.focus());
        wait_until("its web process runs", || window.web_process().is_some());
        window
    }

    fn focus(&self) -> bool {
        let found = xdotool(self.display, &["search", "--onlyvisible", "--name", "Galley$"]);
        found
            .and_then(|windows| windows.lines().next().map(str::to_owned))
            .is_some_and(|window| xdotool(self.display, &["windowactivate", "--sync", &window]).is_some())
    }

    /// The program's process.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.program.id()
    }

    /// Presses keys, one after another, by their X names.
    pub fn press(&self, keys: &[&str]) {
        for key in keys {
            let _ = xdotool(self.display, &["key", "--clearmodifiers", key]);
            std::thread::sleep(Duration::from_millis(150));
        }
    }

    /// Types a text.
    pub fn type_text(&self, text: &str) {
        let _ = xdotool(self.display, &["type", "--clearmodifiers", "--delay", "15", text]);
    }

    fn web_process(&self) -> Option<u32> {
        // The system keeps fifteen letters of a name.
        descendants(self.program.id())
            .into_iter()
            .find(|child| name_of(*child).starts_with("WebKitWebProces"))
    }

    /// Kills the process that draws the window, and waits for the next one.
    ///
    /// # Panics
    /// Where none comes.
    pub fn kill_web_process(&self) {
        let before = self.web_process().expect("a web process");
        signal("KILL", &before.to_string());
        wait_until("another web process runs", || self.web_process().is_some_and(|now| now != before));
    }
}

/// What starts the program on a library, in a display and a home of its own.
#[must_use]
pub fn start_of(display: &Display, setup: &Setup) -> Command {
    let mut command = Command::new(program("galley-desktop"));
    command
        .env("DISPLAY", display.name())
        .env("GDK_BACKEND", "x11")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("LC_ALL", "C.UTF-8")
        .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        .env("NO_AT_BRIDGE", "1")
        .env("HOME", setup.outside())
        .env("GALLEY_LIBRARY", setup.library())
        .env_remove("WAYLAND_DISPLAY");
    command
}

/// Waits until something holds.
///
/// # Panics
/// Where it does not for a long time.
#[track_caller]
pub fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let since = Instant::now();
    while !holds() {
        assert!(since.elapsed() < PATIENCE, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}
