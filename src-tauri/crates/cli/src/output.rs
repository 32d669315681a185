//! What the command prints: results on standard output, messages on standard error.

use std::io::Write as _;

use contract::ApiError;
use serde::Serialize;

use crate::run::Failure;

/// A message for the person, on standard error. A closed standard error is nobody's fault.
pub(crate) fn message(text: &str) {
    // In one piece, so that no other program's words come between.
    let _ = std::io::stderr().write_all(format!("galley: {text}\n").as_bytes());
}

/// A failure; with `--json` as `{"code":…,"message":…}`.
pub(crate) fn error(error: &ApiError, json: bool) {
    match (json, serde_json::to_string(error)) {
        (true, Ok(text)) => {
            let _ = writeln!(std::io::stderr(), "{text}");
        }
        _ => message(&error.message),
    }
}

/// Writes to standard output. A reader that has gone away (`galley list | head`) ends the program quietly.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => {
            Err(Failure::Failed(ApiError::internal(format!("The output could not be written: {error}."))))
        }
        Ok(()) => Ok(()),
    }
}

/// One line.
pub(crate) fn line(text: &str) -> Result<(), Failure> {
    print(&format!("{text}\n"))
}

/// One value as JSON, on one line.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value).map_err(|error| {
        Failure::Failed(ApiError::internal(format!("The answer could not be written: {error}.")))
    })?;
    line(&text)
}
