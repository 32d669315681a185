//! What the program is started with: a library, or a question about itself.

use std::ffi::OsString;
use std::path::PathBuf;

const USAGE: &str = "\
galley-desktop [--library DIR]

Opens the library in DIR, else the one that GALLEY_LIBRARY names, else the folder Galley among your documents.";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// The window, on this library or the usual one.
    Open(Option<PathBuf>),
    /// Something to read.
    Print(String),
    /// Nothing that there is.
    Wrong(String),
}

/// Reads the arguments after the program's name.
pub fn read(arguments: impl Iterator<Item = OsString>) -> Asked {
    let mut library = None;
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--library") => match arguments.next() {
                Some(folder) => library = Some(folder.into()),
                None => return Asked::Wrong(format!("--library needs a folder.\n\n{USAGE}")),
            },
            Some(text) if text.starts_with("--library=") => {
                library = text.split_once('=').map(|(_, it)| it.into())
            }
            Some("--version") => return Asked::Print(format!("Galley {}", env!("CARGO_PKG_VERSION"))),
            Some("--help" | "-h") => return Asked::Print(USAGE.to_owned()),
            // macOS names the process this way when a program is opened from the Finder.
            Some(text) if text.starts_with("-psn_") => {}
            _ => {
                let shown = argument.to_string_lossy();
                return Asked::Wrong(format!("“{shown}” means nothing here.\n\n{USAGE}"));
            }
        }
    }
    Asked::Open(library)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(arguments: &[&str]) -> Asked {
        read(arguments.iter().map(OsString::from))
    }

    #[test]
    fn the_library_is_named_by_an_option_or_not_at_all() {
        assert_eq!(asked(&[]), Asked::Open(None));
        assert_eq!(asked(&["--library", "a b"]), Asked::Open(Some("a b".into())));
        assert_eq!(asked(&["--library=c"]), Asked::Open(Some("c".into())));
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for wrong in [&["--library"][..], &["--lib"], &["folder"]] {
            assert!(
                matches!(asked(wrong), Asked::Wrong(message) if message.contains("galley-desktop [--library DIR]"))
            );
        }
    }
}
