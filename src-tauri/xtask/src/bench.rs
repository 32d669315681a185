//! `bench` and `faults`: the long runs, over the release build.

use crate::steps::Steps;
use crate::system::Purpose;
use crate::{interface, project, system};

fn prepare(steps: &mut Steps, purpose: Purpose) -> Result<(), String> {
    steps.step("system packages", || system::prepare(purpose))?;
    steps.step("dependencies of the interface", interface::install)?;
    steps.step("interface", interface::build)?;
    // The empty window is what the start and the memory of the program are held against.
    let parts = ["build", "--release", "--workspace", "--bins", "--example", "empty_window"];
    steps.program("release build", &mut project::cargo(&parts))
}

fn with_programs(mut command: std::process::Command) -> std::process::Command {
    command.env("GALLEY_PROGRAMS", project::target().join("release"));
    command
}

/// Measures speed. The figures are a table on the output and JSON in `target/figures.json`.
///
/// # Errors
/// The step that failed.
pub fn bench(rest: &[&str]) -> Result<(), String> {
    let mut steps = Steps::start();
    prepare(&mut steps, Purpose::Bench)?;
    let figures = project::target().join("figures.json");
    let mut command = with_programs(project::cargo(&["bench", "--workspace", "--bench", "figures", "--"]));
    steps.program("figures", command.args(rest).env("GALLEY_FIGURES", &figures))?;
    println!("\nThe figures as JSON: {}", figures.display());
    Ok(())
}

/// Runs the faults with those that take long.
///
/// # Errors
/// The step that failed.
pub fn faults(rest: &[&str]) -> Result<(), String> {
    let mut steps = Steps::start();
    prepare(&mut steps, Purpose::Test)?;
    let arguments =
        ["test", "--release", "--workspace", "--test", "faults", "--", "--include-ignored", "--nocapture"];
    steps.program("faults", with_programs(project::cargo(&arguments)).args(rest))?;
    steps.summary("All faults were survived");
    Ok(())
}
