//! A display without a screen, with a window manager in it.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use super::processes::Group;

/// An X display of its own; gone with the value.
#[derive(Debug)]
pub struct Display {
    name: String,
    // The window manager ends before the display does.
    _manager: Group,
    _server: Group,
}

impl Display {
    /// Starts one, with a free number that the server itself chooses.
    ///
    /// # Panics
    /// Where Xvfb or openbox is not installed, or does not start.
    #[must_use]
    pub fn start() -> Self {
        let mut server = Group::start(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-screen", "0", "1600x1100x24", "-nolisten", "tcp", "-noreset"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let mut number = String::new();
        if let Some(out) = server.take_stdout() {
            BufReader::new(out).read_line(&mut number).expect("Xvfb says its number");
        }
        let name = format!(":{}", number.trim());
        assert!(name.len() > 1, "Xvfb did not start");
        let manager = Group::start(
            Command::new("openbox")
                .args(["--sm-disable"])
                .env("DISPLAY", &name)
                .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
                .stdout(Stdio::null())
                .stderr(Stdio::null()),
        );
        Self { name, _manager: manager, _server: server }
    }

    /// Its name, as in `DISPLAY`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}
