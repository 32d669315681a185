//! `run`: everything is set up, built, and the program opens.

use std::fs;
use std::process::Command;

use crate::steps::{self, Steps};
use crate::system::Purpose;
use crate::{interface, project, system};

/// Opens the program on this machine's display; without one, in a display of its own, driven by itself.
///
/// The development build is what opens: its own code is quick to build, and what works hard in it is optimised
/// (`[profile.dev.package]`). `--release` waits longer for the build that is shipped.
///
/// # Errors
/// The step that failed.
pub fn run(arguments: &[&str]) -> Result<(), String> {
    // The whole workspace, as the tests build it: a part of it would be built with other features, twice.
    let (profile, build): (_, &[&str]) = match arguments {
        [] => ("debug", &["build", "--workspace", "--bins"]),
        ["--release"] => ("release", &["build", "--workspace", "--bins", "--release"]),
        _ => return Err("“cargo xtask run” knows only --release.".into()),
    };
    let has_display = !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));

    let mut steps = Steps::start();
    let purpose = if has_display { Purpose::Build } else { Purpose::WindowWithoutScreen };
    steps.step("system packages", || system::prepare(purpose))?;
    steps.step("dependencies of the interface", interface::install)?;
    steps.step("interface", interface::build)?;
    steps.program("Galley", &mut project::cargo(build))?;

    if has_display {
        println!("\nGalley opens.");
        return steps::finish(&mut Command::new(project::program(profile, "galley-desktop")));
    }
    steps.step("a tour in a display without a screen", || tour(profile))
}

/// Lets the window go through draft, preview and export by itself, and shows where its results are.
fn tour(profile: &str) -> Result<(), String> {
    let folder = project::target().join("tour");
    // What an earlier tour left would be taken for this one's.
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .map_err(|error| format!("{} cannot be emptied: {error}.", folder.display()))?;
    }
    fs::create_dir_all(&folder).map_err(|error| format!("{} cannot be made: {error}.", folder.display()))?;
    steps::finish(Command::new(project::program(profile, "tour")).arg(&folder).current_dir(project::root()))?;

    if fs::read_dir(&folder).is_ok_and(|mut results| results.next().is_none()) {
        return Err(format!("The tour left nothing in {}.", folder.display()));
    }
    println!(
        "\nThere is no display here, so Galley ran in one of its own. The results are in {}.",
        folder.display()
    );
    Ok(())
}
