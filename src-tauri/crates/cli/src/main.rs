//! The command `galley`: the engine without a window, on the same library, also while the window is open.
//!
//! What was asked for goes to standard output, for people or with `--json` for programs; messages go to
//! standard error. Exit status: 0 done; 1 failed, nothing changed; 2 wrong usage; 3 done, but some items had
//! problems, which are listed.

mod arguments;
mod import;
mod mirror;
mod output;
mod run;
mod site;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    match run::run(&arguments) {
        Ok(run::Outcome::Done) => ExitCode::SUCCESS,
        Ok(run::Outcome::DoneWithProblems) => ExitCode::from(3),
        Err(run::Failure::Usage(message)) => {
            output::message(&message);
            ExitCode::from(2)
        }
        Err(run::Failure::Failed(mut error)) => {
            if error.code == contract::ErrorCode::LibraryUnavailable && run::is_vacant(&arguments) {
                error.message.push_str(" The command `galley init` makes one.");
            }
            output::error(&error, arguments.json);
            ExitCode::FAILURE
        }
    }
}
