//! The other browser: Chromium, without a window, for what must not depend on which browser readers have.

use std::path::Path;
use std::process::{Command, Stdio};

/// Loads an address and answers the document as its scripts have left it, as HTML. `home` is a folder for what the
/// browser keeps.
///
/// # Panics
/// Where Chromium is not installed, or fails.
#[must_use]
pub fn document_in_chromium(address: &str, home: &Path) -> String {
    let mut command = Command::new("chromium");
    let _ = command.args(["--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]);
    // It refuses to run as root with its sandbox, as in a container; what it loads here is ours.
    let _ = command.args(["--no-sandbox", "--window-size=1400,1000", "--virtual-time-budget=120000"]);
    let _ = command.arg(format!("--user-data-dir={}", home.display())).args(["--dump-dom", address]);
    let _ = command.env("HOME", home).env("LC_ALL", "C.UTF-8").env("TZ", "UTC");
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output();
    let output = output.expect("chromium is installed (Debian's package of that name)");
    assert!(output.status.success(), "Chromium failed on {address}: {}", output.status);
    String::from_utf8_lossy(&output.stdout).into_owned()
}
