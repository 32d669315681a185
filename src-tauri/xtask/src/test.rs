//! `test`: everything that must pass, the cheapest first. The run ends at the first step that fails.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use crate::project::{cargo, npm};
use crate::steps::Steps;
use crate::system::Purpose;
use crate::{interface, project, system};

/// The parts, in the order in which they run.
const PARTS: &[&str] = &["format", "ui", "lint", "rust", "tidy", "scenarios", "faults", "e2e"];

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
    if ["rust", "tidy", "scenarios", "faults", "e2e"].into_iter().any(wanted) {
        // Always the whole workspace: a part of it would be built with other features, and all it needs once more.
        steps
            .program("both programs and the tests", &mut cargo(&["build", "--workspace", "--all-targets"]))?;
    }
    if wanted("rust") {
        steps.program(
            "tests of the crates",
            cargo(&["test", "--workspace", "--lib", "--bins"]).args(tests_of_crates()),
        )?;
    }
    for (part, name) in [("tidy", "tidy"), ("scenarios", "scenarios"), ("faults", "short faults")] {
        if wanted(part) {
            steps.program(name, &mut cargo(&["test", "--workspace", "--test", part]))?;
        }
    }
    if wanted("e2e") {
        steps.step("the real window", real_window)?;
    }
    let what = if named.is_empty() { "Everything".to_owned() } else { named.join(", ") };
    steps.summary(&format!("{what} passed"));
    Ok(())
}

/// The test files of the crates, as arguments for cargo: `tests/` at the top has parts of their own.
fn tests_of_crates() -> Vec<String> {
    let crates = std::fs::read_dir(project::root().join("src-tauri/crates")).into_iter().flatten().flatten();
    let files =
        crates.filter_map(|folder| std::fs::read_dir(folder.path().join("tests")).ok()).flatten().flatten();
    let mut names: Vec<String> = files
        .map(|file| file.path())
        .filter(|path| {
            path.extension().is_some_and(|extension| extension == "rs") || path.join("main.rs").exists()
        })
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    names.dedup();
    names.into_iter().flat_map(|name| ["--test".to_owned(), name]).collect()
}

/// How many tests of the real window may be given a second try: more than that is no chance of the moment.
const SECOND_TRIES: usize = 2;

/// Runs the tests of the real window. A window system under load loses a click or a close now and then; what
/// fails is tried once more by itself, and has to pass then.
fn real_window() -> Result<(), String> {
    let failed = window_tests(&[])?;
    if failed.is_empty() {
        return Ok(());
    }
    if failed.len() > SECOND_TRIES {
        return Err(format!("{} tests of the real window failed", failed.len()));
    }
    println!("\nOnce more, by itself: {}", failed.join(", "));
    match window_tests(&failed)?.as_slice() {
        [] => Ok(()),
        again => Err(format!("failed twice: {}", again.join(", "))),
    }
}

/// Runs these tests, or all where none is named; passes on what they print and answers which failed.
fn window_tests(names: &[String]) -> Result<Vec<String>, String> {
    let mut command = cargo(&["test", "--workspace", "--test", "e2e", "--"]);
    if !names.is_empty() {
        command.arg("--exact").args(names);
    }
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| error.to_string())?;
    let mut failed = Vec::new();
    for line in child.stdout.take().into_iter().flat_map(|output| BufReader::new(output).lines()) {
        let line = line.map_err(|error| error.to_string())?;
        println!("{line}");
        let name = line.strip_prefix("test ").and_then(|rest| rest.strip_suffix(" ... FAILED"));
        failed.extend(name.map(str::to_owned));
    }
    let ended = child.wait().map_err(|error| error.to_string())?;
    if !ended.success() && failed.is_empty() {
        return Err("the tests of the real window could not be run".to_owned());
    }
    Ok(failed)
}
