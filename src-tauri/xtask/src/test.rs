//! `test`: everything that must pass, the cheapest first. The run ends at the first step that fails.

use crate::project::{cargo, npm};
use crate::steps::Steps;
use crate::system::Purpose;
use crate::{interface, system};

/// The parts, in the order in which they run.
const PARTS: &[&str] = &["format", "ui", "lint", "rust", "tidy", "scenarios", "e2e", "faults"];

/// Runs all parts, or those that are named.
///
/// # Errors
/// The step that failed.
pub fn test(named: &[&str]) -> Result<(), String> {
    if let Some(unknown) = named.iter().find(|part| !PARTS.contains(part)) {
        return Err(format!("There is no part “{unknown}”; there are: {}.", PARTS.join(" ")));
    }
    let wanted = |part: &str| named.is_empty() || named.contains(&part);
    let mut steps = Steps::start();

    if wanted("format") {
        steps.program("format", &mut cargo(&["fmt", "--all", "--check"]))?;
    }
    steps.step("system packages", || system::prepare(Purpose::Test))?;
    steps.step("dependencies of the interface", interface::install)?;
    if wanted("ui") {
        steps.program("types of the interface", &mut npm(&["run", "check"]))?;
        steps.program("tests of the interface", &mut npm(&["test"]))?;
    }
    // The desktop program contains it, so it comes before everything that builds that.
    steps.step("interface", interface::build)?;
    if wanted("lint") {
        steps.program(
            "lint",
            &mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
        )?;
    }
    if wanted("rust") {
        steps.program("tests of the crates", &mut cargo(&["test", "--workspace", "--exclude", "tests"]))?;
    }
    if wanted("tidy") {
        steps.program("tidy", &mut cargo(&["test", "-p", "tests", "--lib", "--test", "tidy"]))?;
    }
    if wanted("scenarios") || wanted("e2e") || wanted("faults") {
        steps.program("both programs", &mut cargo(&["build", "-p", "cli", "-p", "shell"]))?;
    }
    if wanted("scenarios") {
        steps.program("scenarios", &mut cargo(&["test", "-p", "tests", "--test", "scenarios"]))?;
    }
    if wanted("faults") {
        steps.program("short faults", &mut cargo(&["test", "-p", "tests", "--test", "faults"]))?;
    }
    if wanted("e2e") {
        steps.program("the real window", &mut cargo(&["test", "-p", "tests", "--test", "e2e"]))?;
    }
    let what = if named.is_empty() { "Everything".to_owned() } else { named.join(", ") };
    steps.summary(&format!("{what} passed"));
    Ok(())
}
