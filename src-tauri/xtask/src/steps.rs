//! Steps that are announced, timed, and end the run where they fail.

use std::process::Command;
use std::time::{Duration, Instant};

/// The steps of one run.
pub struct Steps {
    since: Instant,
    done: Vec<(String, Duration)>,
}

impl Steps {
    /// Starts the clock.
    pub fn start() -> Self {
        Self { since: Instant::now(), done: Vec::new() }
    }

    /// Carries out one step.
    ///
    /// # Errors
    /// The step's own, with its name and how long it took.
    pub fn step(&mut self, name: &str, work: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
        println!("\n── {name}");
        let since = Instant::now();
        let result = work();
        let took = since.elapsed();
        match result {
            Ok(()) => {
                println!("── {name}: done in {}", seconds(took));
                self.done.push((name.to_owned(), took));
                Ok(())
            }
            Err(message) => Err(format!("✗ {name} failed after {}: {message}", seconds(took))),
        }
    }

    /// A step that is one program.
    ///
    /// # Errors
    /// The program could not be started, or did not end well.
    pub fn program(&mut self, name: &str, command: &mut Command) -> Result<(), String> {
        self.step(name, || finish(command))
    }

    /// Lists what was done and how long each step took.
    pub fn summary(&self, closing: &str) {
        println!();
        for (name, took) in &self.done {
            println!("  {:>9}  {name}", seconds(*took));
        }
        println!("\n✓ {closing} in {}.", seconds(self.since.elapsed()));
    }
}

/// Runs a program to its end, with its output shown.
///
/// # Errors
/// It could not be started, or did not end well.
pub fn finish(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|error| missing(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("“{}” ended with {status}.", line(command))) }
}

/// Runs a program to its end and gives its output.
///
/// # Errors
/// It could not be started, or did not end well.
pub fn output(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| missing(command, &error))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("“{}” ended with {}.\n{}", line(command), output.status, said.trim_end()));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("“{}” did not write text.", line(command)))
}

fn missing(command: &Command, error: &std::io::Error) -> String {
    format!("“{}” could not be started: {error}.", line(command))
}

fn line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let mut words = vec![program.file_stem().unwrap_or_default().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|argument| argument.to_string_lossy().into_owned()));
    words.join(" ")
}

fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    if whole >= 60 {
        format!("{} min {:02} s", whole / 60, whole % 60)
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_fails_says_which_and_why() {
        let mut steps = Steps::start();
        let failed = steps.step("lint", || Err("two warnings.".into())).expect_err("it failed");
        assert!(failed.starts_with("✗ lint failed after 0.0 s: two warnings."), "{failed}");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let failed = finish(&mut Command::new("no-such-program-of-galley")).expect_err("there is none");
        assert!(failed.contains("no-such-program-of-galley"), "{failed}");
    }

    #[test]
    fn long_times_are_read_in_minutes() {
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 05 s");
        assert_eq!(seconds(Duration::from_millis(2340)), "2.3 s");
    }
}
