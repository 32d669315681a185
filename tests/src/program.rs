//! The built programs: where they are, and `galley` run on a library.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A temporary folder that is gone when the value is.
#[must_use]
pub fn temporary_folder() -> TempDir {
    tempfile::Builder::new().prefix("galley-test-").tempdir().expect("a temporary folder can be made")
}

/// The folder that holds the workspace.
#[must_use]
pub fn project_root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The path of a program of this workspace: in the folder `GALLEY_PROGRAMS` names, else beside the tests.
///
/// # Panics
/// Where it is not there, with the command that builds it.
#[must_use]
pub fn program(name: &str) -> PathBuf {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let folder = std::env::var_os("GALLEY_PROGRAMS").map(PathBuf::from).or_else(|| {
        let test = std::env::current_exe().ok()?;
        test.ancestors().skip(1).find(|folder| folder.join(&file).is_file()).map(Path::to_path_buf)
    });
    match folder.map(|folder| folder.join(&file)).filter(|path| path.is_file()) {
        Some(path) => path,
        None => panic!(
            "{file} is not built: run `cargo build -p cli -p shell`, or the whole of `cargo xtask test`"
        ),
    }
}

/// `galley` on one library.
pub struct Galley {
    library: PathBuf,
}

/// What a run of `galley` left.
#[derive(Debug)]
pub struct Ran {
    /// The exit status; -1 where a signal ended it.
    pub status: i32,
    /// What it wrote for programs or people.
    pub stdout: String,
    /// What it said.
    pub stderr: String,
}

impl Ran {
    /// The output, as JSON.
    #[track_caller]
    #[must_use]
    pub fn json(&self) -> Value {
        match serde_json::from_str(&self.stdout) {
            Ok(value) => value,
            Err(error) => panic!("this is not JSON ({error}): {self:?}"),
        }
    }

    /// Requires an exit status.
    #[track_caller]
    #[must_use]
    pub fn exits(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        if status != 0 {
            assert!(!self.stderr.trim().is_empty(), "exit {status} without a word: {self:?}");
            assert!(!self.stderr.contains("panicked"), "{self:?}");
        }
        self
    }
}

impl Galley {
    /// `galley` on the library in `folder`.
    #[must_use]
    pub fn on(folder: &Path) -> Self {
        Self { library: folder.to_path_buf() }
    }

    /// The command, not yet run.
    #[must_use]
    pub fn command<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Command {
        let mut command = Command::new(program("galley"));
        command.env_remove("GALLEY_LIBRARY").arg("--library").arg(&self.library).args(arguments);
        command.stdin(Stdio::null());
        command
    }

    /// Runs it to its end.
    #[must_use]
    pub fn run<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Ran {
        finish(self.command(arguments), b"")
    }

    /// Runs it with something on its standard input.
    #[must_use]
    pub fn run_with_input<A: AsRef<OsStr>>(&self, arguments: &[A], input: &[u8]) -> Ran {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped());
        finish(command, input)
    }
}

/// Runs a command to its end and gathers what it wrote.
#[must_use]
pub fn finish(mut command: Command, input: &[u8]) -> Ran {
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program can be started");
    if let Some(mut stdin) = child.stdin.take() {
        let input = input.to_vec();
        std::thread::spawn(move || stdin.write_all(&input));
    }
    let output = child.wait_with_output().expect("the program can be waited for");
    Ran {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
