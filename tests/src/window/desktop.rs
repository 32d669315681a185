//! Stands for the desktop around the window: what opens addresses and shows folders there, and is asked to here.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::processes::Group;

/// A session bus that notes what file managers are asked, and a program that notes what browsers are.
pub struct Desktop {
    address: String,
    programs: PathBuf,
    notes: PathBuf,
    // The one who notes ends before the bus does.
    _listener: Group,
    _bus: Group,
}

impl Desktop {
    /// Starts it; `folder` is for what it notes.
    ///
    /// # Panics
    /// Where there is no dbus-daemon or dbus-monitor, or it does not start.
    #[must_use]
    pub fn start(folder: &Path) -> Self {
        let mut bus = Group::start(
            Command::new("dbus-daemon")
                .args(["--session", "--nofork", "--nopidfile", "--print-address"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let mut address = String::new();
        if let Some(out) = bus.take_stdout() {
            BufReader::new(out).read_line(&mut address).expect("the bus says its address");
        }
        let address = address.trim().to_owned();
        let (programs, notes) = (folder.join("programs"), folder.join("notes"));
        std::fs::create_dir_all(&programs).expect("made");
        std::fs::create_dir_all(&notes).expect("made");
        let note = std::fs::File::create(notes.join("folders")).expect("made");
        let listener = Group::start(
            Command::new("dbus-monitor")
                .args(["--address", &address, "interface='org.freedesktop.FileManager1'"])
                .stdout(note)
                .stderr(Stdio::null()),
        );
        let opener = programs.join("xdg-open");
        let script = format!("#!/bin/sh\necho \"$1\" >> '{}'\n", notes.join("addresses").display());
        std::fs::write(&opener, script).expect("written");
        let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&opener, permissions).expect("it may be run");
        Self { address, programs, notes, _listener: listener, _bus: bus }
    }

    /// What a window needs in its environment to ask this desktop.
    #[must_use]
    pub fn environment(&self) -> [(&'static str, String); 2] {
        let path = std::env::var("PATH").unwrap_or_default();
        let path = format!("{}:{path}", self.programs.display());
        [("DBUS_SESSION_BUS_ADDRESS", self.address.clone()), ("PATH", path)]
    }

    /// What file managers were asked so far, as it came over the bus.
    #[must_use]
    pub fn folders(&self) -> String {
        std::fs::read_to_string(self.notes.join("folders")).unwrap_or_default()
    }

    /// The addresses that browsers were asked to open so far.
    #[must_use]
    pub fn addresses(&self) -> Vec<String> {
        let noted = std::fs::read_to_string(self.notes.join("addresses")).unwrap_or_default();
        noted.lines().map(str::to_owned).collect()
    }
}
