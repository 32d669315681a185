//! The project's own commands. Standard library only, so that the first of them starts within seconds on a machine
//! that has nothing but Rust.

mod bench;
mod bundle;
mod codegen;
mod dev;
mod interface;
mod project;
mod run;
mod steps;
mod system;
mod test;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND

  run [--release]        set everything up, build, and open Galley (with a sample library the first time);
                         without a display: in a virtual one, by itself, with the results shown
  test [PART…]           everything that must pass; or only: format ui lint rust tidy scenarios faults e2e
  bench                  speed, as a table and as JSON (release build)
  faults                 the long fault runs
  dev                    the window with the interface loaded from Vite, reloading as you write
  codegen [--check]      write ui/src/ipc/contract.gen.ts from the contract, or say whether it is fresh
  bundle                 a .deb and an archive of the release build
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.split_first() {
        Some((&"run", rest)) => run::run(rest),
        Some((&"test", parts)) => test::test(parts),
        Some((&"bench", rest)) => bench::bench(rest),
        Some((&"faults", rest)) => bench::faults(rest),
        Some((&"dev", [])) => dev::dev(),
        Some((&"codegen", [])) => codegen::write(),
        Some((&"codegen", ["--check"])) => codegen::check(),
        Some((&"bundle", [])) => bundle::bundle(),
        Some((&("help" | "--help" | "-h"), _)) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\n{message}");
            ExitCode::FAILURE
        }
    }
}
