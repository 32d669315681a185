//! `codegen`: the TypeScript side of the contract.

use std::fs;
use std::path::PathBuf;

use crate::{project, steps};

fn generated() -> Result<String, String> {
    steps::output(&mut project::cargo(&["run", "--quiet", "-p", "contract", "--example", "typescript"]))
}

fn file() -> PathBuf {
    project::ui().join("src/ipc/contract.gen.ts")
}

/// Writes it.
///
/// # Errors
/// The contract does not build, or the file cannot be written.
pub fn write() -> Result<(), String> {
    let fresh = generated()?;
    if fs::read_to_string(file()).is_ok_and(|written| written == fresh) {
        println!("{} is fresh.", file().display());
        return Ok(());
    }
    fs::write(file(), fresh).map_err(|error| format!("{} cannot be written: {error}.", file().display()))?;
    println!("{} is written.", file().display());
    Ok(())
}

/// Says whether it is what the contract gives.
///
/// # Errors
/// It is not.
pub fn check() -> Result<(), String> {
    if fs::read_to_string(file()).is_ok_and(|written| Ok(written) == generated()) {
        println!("{} is fresh.", file().display());
        return Ok(());
    }
    Err(format!("{} is not what the contract gives. Run “cargo xtask codegen”.", file().display()))
}
