//! Processes that end with the value that stands for them.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

/// A process and all it started, ended together.
#[derive(Debug)]
pub struct Group(Child);

impl Group {
    /// Starts a command as the leader of a process group.
    pub fn start(command: &mut Command) -> Self {
        let program = command.get_program().to_owned();
        match command.process_group(0).stdin(Stdio::null()).spawn() {
            Ok(child) => Self(child),
            Err(error) => {
                panic!("{} cannot be started ({error}): is its package installed?", program.display())
            }
        }
    }

    /// The process that was started.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Its standard output, if that was piped; once.
    pub fn take_stdout(&mut self) -> Option<std::process::ChildStdout> {
        self.0.stdout.take()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        signal("KILL", &format!("-{}", self.0.id()));
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Sends a signal; the standard library can only kill its own children.
pub fn signal(name: &str, whom: &str) {
    let _ = Command::new("kill").args(["-s", name, "--", whom]).stderr(Stdio::null()).status();
}

/// The children of a process, and theirs.
pub fn descendants(process: u32) -> Vec<u32> {
    let mut found: Vec<u32> = Vec::new();
    let Ok(tasks) = std::fs::read_dir(format!("/proc/{process}/task")) else { return found };
    for task in tasks.flatten() {
        let children = std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
        found.extend(children.split_whitespace().filter_map(|id| id.parse::<u32>().ok()));
    }
    for child in found.clone() {
        found.extend(descendants(child));
    }
    found
}

/// The memory of a process, its share of what it shares with others included, in MiB.
pub fn memory(process: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

/// The memory of a process and of all it started, in MiB.
#[must_use]
pub fn memory_below(process: u32) -> f64 {
    memory(process) + descendants(process).into_iter().map(memory).sum::<f64>()
}

/// The program a process runs.
pub fn name_of(process: u32) -> String {
    std::fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default().trim().to_owned()
}

/// Whether a process still runs; one that ended and waits for its parent to notice does not.
pub fn is_running(process: u32) -> bool {
    let state = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    state
        .rsplit(')')
        .next()
        .is_some_and(|rest| !rest.trim().is_empty() && !rest.trim_start().starts_with('Z'))
}
