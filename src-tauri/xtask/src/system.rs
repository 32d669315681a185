//! The one list of Debian packages, and how they come onto the machine.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::steps;

/// What the desktop program is built with and runs on.
const TO_BUILD: &[&str] = &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"];

/// What opens and drives the window without a screen: the display, a window manager, the driver, keys for the
/// system's own dialogs, a software renderer, letters for every script of the samples.
const FOR_WINDOW_TESTS: &[&str] = &[
    "xvfb",
    "openbox",
    "webkit2gtk-driver",
    "xdotool",
    "x11-utils",
    "libgl1-mesa-dri",
    "fonts-dejavu-core",
    "fonts-noto-core",
];

/// What only the tests need besides: Java for the checker of HTML pages, strace and faketime for the faults,
/// xmllint for sitemaps, readers of feeds and links as others have them, the browser that most readers have.
const FOR_TESTS: &[&str] = &[
    "default-jre-headless",
    "strace",
    "faketime",
    "libxml2-utils",
    "python3-feedparser",
    "linkchecker",
    "chromium",
];

/// What only the figures need besides: what a window and a site are held against.
const FOR_BENCH: &[&str] = &["ghostwriter", "hugo"];

/// What the machine is wanted for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To build the program and open it.
    Build,
    /// To open and drive it without a screen.
    WindowWithoutScreen,
    /// To run every test.
    Test,
    /// To measure.
    Bench,
}

fn packages(purpose: Purpose) -> Vec<&'static str> {
    let mut packages = TO_BUILD.to_vec();
    if purpose != Purpose::Build {
        packages.extend(FOR_WINDOW_TESTS);
    }
    if matches!(purpose, Purpose::Test | Purpose::Bench) {
        packages.extend(FOR_TESTS);
    }
    if purpose == Purpose::Bench {
        packages.extend(FOR_BENCH);
    }
    packages
}

/// Installs what is missing, on Debian and its kin; elsewhere the author of the build sees to it.
///
/// # Errors
/// Something is missing and cannot be installed from here: the line that installs it.
pub fn prepare(purpose: Purpose) -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let wanted = packages(purpose);
    let Some(missing) = missing(&wanted) else {
        println!("This is no Debian: make sure that it has what Debian calls {}.", wanted.join(" "));
        return Ok(());
    };
    if missing.is_empty() {
        println!("All {} packages are here.", wanted.len());
        return Ok(());
    }
    println!("Missing: {}", missing.join(" "));
    let Some(privilege) = privilege() else {
        return Err(format!(
            "These packages are needed, and installing them takes an administrator. Run this, then start again:\n\n  \
             sudo apt-get update && sudo apt-get install --no-install-recommends --yes {}",
            missing.join(" ")
        ));
    };
    if !has_package_lists() {
        steps::finish(&mut apt(privilege, &["update"]))?;
    }
    let install: Vec<&str> =
        ["install", "--no-install-recommends", "--yes"].into_iter().chain(missing).collect();
    if steps::finish(&mut apt(privilege, &install)).is_err() {
        println!("The package lists may be old: they are fetched again.");
        steps::finish(&mut apt(privilege, &["update"]))?;
        steps::finish(&mut apt(privilege, &install))?;
    }
    Ok(())
}

/// Those packages that are not installed; `None` where there is no dpkg to ask.
fn missing<'a>(wanted: &[&'a str]) -> Option<Vec<&'a str>> {
    // It ends with 1 where it knows nothing of a package, and still lists the others.
    let query = Command::new("dpkg-query")
        .args(["--show", "--showformat", "${db:Status-Status} ${Package}\\n"])
        .args(wanted)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    Some(not_installed(wanted, &String::from_utf8_lossy(&query.stdout)))
}

fn not_installed<'a>(wanted: &[&'a str], listed: &str) -> Vec<&'a str> {
    let installed: Vec<&str> = listed.lines().filter_map(|line| line.strip_prefix("installed ")).collect();
    wanted.iter().copied().filter(|package| !installed.contains(package)).collect()
}

/// How packages are installed from here: as root, or by sudo without a password.
#[derive(Clone, Copy)]
enum Privilege {
    Root,
    Sudo,
}

fn privilege() -> Option<Privilege> {
    if steps::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0") {
        return Some(Privilege::Root);
    }
    let sudo = Command::new("sudo").args(["-n", "true"]).stderr(Stdio::null()).status();
    sudo.is_ok_and(|status| status.success()).then_some(Privilege::Sudo)
}

fn apt(privilege: Privilege, arguments: &[&str]) -> Command {
    let mut command = match privilege {
        Privilege::Root => Command::new("env"),
        Privilege::Sudo => {
            let mut command = Command::new("sudo");
            command.args(["-n", "env"]);
            command
        }
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments).stdin(Stdio::null());
    command
}

/// Whether apt knows any package at all: a bare machine has no lists.
fn has_package_lists() -> bool {
    let Ok(lists) = Path::new("/var/lib/apt/lists").read_dir() else { return false };
    lists.flatten().any(|entry| entry.file_name().to_string_lossy().contains("_Packages"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_fully_installed_counts() {
        let listed = "installed xvfb\nconfig-files openbox\nnot-installed strace\n";
        assert_eq!(
            not_installed(&["xvfb", "openbox", "strace", "xdotool"], listed),
            ["openbox", "strace", "xdotool"]
        );
    }

    #[test]
    fn tests_need_all_that_a_run_needs() {
        let tests = packages(Purpose::Test);
        assert!(packages(Purpose::WindowWithoutScreen).iter().all(|package| tests.contains(package)));
        assert!(packages(Purpose::Build).iter().all(|package| tests.contains(package)));
    }
}
