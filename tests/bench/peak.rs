//! A program run to its end: how long it took, and the most memory it had.

use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The most memory of a process, in bytes; nothing where the system does not tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Peak(pub u64);

impl Peak {
    /// In units of 1,048,576 bytes.
    pub fn mebibytes(self) -> f64 {
        self.0 as f64 / 1_048_576.0
    }
}

/// Runs a program that must succeed, or end with "done, but some items had problems"; answers what it wrote.
pub fn run(command: &mut Command) -> (Duration, Peak, Vec<u8>) {
    try_run(command).unwrap_or_else(|reason| panic!("{command:?}: {reason}"))
}

/// The same for a program of others, which may fail.
pub fn try_run(command: &mut Command) -> Result<(Duration, Peak, Vec<u8>), String> {
    let begun = Instant::now();
    let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let child = child.map_err(|error| error.to_string())?;
    let (process, ended, peak) = (child.id(), AtomicBool::new(false), AtomicU64::new(0));
    let (output, time) = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                peak.fetch_max(peak_of(process), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        let output = child.wait_with_output().expect("it can be waited for");
        let time = begun.elapsed();
        ended.store(true, Ordering::Relaxed);
        (output, time)
    });
    if !output.status.code().is_some_and(|code| matches!(code, 0 | 3)) {
        return Err(output.status.to_string());
    }
    Ok((time, Peak(peak.into_inner()), output.stdout))
}

/// The most memory a process has had so far, in bytes.
fn peak_of(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse::<u64>().ok()).unwrap_or(0) * 1024
}
