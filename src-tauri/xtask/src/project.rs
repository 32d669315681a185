//! Where things are, and how the tools are called.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the workspace.
pub fn root() -> PathBuf {
    // The folder at run time: a target folder may be shared by several copies of the project.
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.ancestors().nth(2).map(Path::to_path_buf).unwrap_or(here)
}

/// The folder of the interface.
pub fn ui() -> PathBuf {
    root().join("ui")
}

/// Cargo's target folder, which may have been moved: this program lies in `<target>/<profile>/`.
pub fn target() -> PathBuf {
    let own = std::env::current_exe().ok().and_then(|own| own.ancestors().nth(2).map(Path::to_path_buf));
    own.unwrap_or_else(|| root().join("target"))
}

/// A program of the workspace, built in a profile's folder (`debug`, `release`).
pub fn program(profile: &str, name: &str) -> PathBuf {
    target().join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// The same cargo that runs this program, in the workspace.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(arguments);
    command
}

/// npm, in the interface's folder.
pub fn npm(arguments: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(ui()).args(arguments);
    command
}
