//! `dev`: the window loads the interface from Vite, which reloads what is written.

use std::net::TcpStream;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use crate::steps::{self, Steps};
use crate::system::Purpose;
use crate::{interface, project, system};

/// The port of Vite's server, as in `vite.config.ts`.
const PORT: u16 = 5173;

/// Vite's server, which ends with the run.
struct Vite(Child);

impl Drop for Vite {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Opens the window on Vite's server, until it is closed.
///
/// # Errors
/// The step that failed.
pub fn dev() -> Result<(), String> {
    let mut steps = Steps::start();
    steps.step("system packages", || system::prepare(Purpose::Build))?;
    steps.step("dependencies of the interface", interface::install)?;

    if TcpStream::connect(("localhost", PORT)).is_ok() {
        return Err(format!("Port {PORT} is taken. Does another “cargo xtask dev” run?"));
    }
    // Vite itself, not npm around it: ending npm would leave Vite behind.
    let vite = project::ui().join("node_modules/vite/bin/vite.js");
    let child = Command::new("node")
        .current_dir(project::ui())
        .arg(vite)
        .spawn()
        .map_err(|error| format!("Vite could not be started: {error}."))?;
    let mut vite = Vite(child);
    let since = Instant::now();
    while TcpStream::connect(("localhost", PORT)).is_err() {
        if since.elapsed() > Duration::from_secs(30) || !matches!(vite.0.try_wait(), Ok(None)) {
            return Err(format!("Vite does not serve on port {PORT}."));
        }
        std::thread::sleep(Duration::from_millis(50));
    }

    let configuration = format!(r#"{{"build":{{"devUrl":"http://localhost:{PORT}"}}}}"#);
    // Without the feature that serves the interface from the program.
    let mut build = project::cargo(&["build", "--workspace", "--bins", "--no-default-features"]);
    steps.program("Galley", build.env("TAURI_CONFIG", configuration))?;
    steps::finish(&mut Command::new(project::program("debug", "galley-desktop")))
}
