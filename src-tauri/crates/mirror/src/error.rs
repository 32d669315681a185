//! What can go wrong with the folder, in words for its author.

use std::path::{Path, PathBuf};

/// The result of touching the folder.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something in the folder was not done. Nothing is lost by any of these: the library has its text still.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The folder cannot be reached: a drive may be missing.
    #[error(
        "The folder “{}” is not there ({reason}). Nothing was deleted; the mirror goes on when it is back.",
        path.display()
    )]
    Offline {
        /// Which folder.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// What lies at the place of the folder is not the mirror.
    #[error(
        "The folder “{}” is not there (what lies there is not the mirror of this library; a drive may be missing). Nothing was deleted; the mirror goes on when it is back.",
        .0.display()
    )]
    NotTheMirror(PathBuf),
    /// The folder holds the mirror of another library of this computer.
    #[error(
        "The folder “{}” holds the mirror of another library, “{}”. Choose another folder, or end that mirror first.",
        path.display(), library.display()
    )]
    Taken {
        /// Which folder.
        path: PathBuf,
        /// The folder of the other library.
        library: PathBuf,
    },
    /// The folder is no place for a mirror.
    #[error("The folder “{}” cannot hold a mirror: {reason}", path.display())]
    Unfit {
        /// Which folder.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The file is no longer what the plan saw: it is left alone, and planned anew.
    #[error("“{0}” was changed by another program meanwhile; it is looked at again")]
    Changed(String),
    /// The file is none that the mirror touches.
    #[error("“{name}” is left alone: {why}")]
    Refused {
        /// Which file.
        name: String,
        /// Why, and what to do.
        why: Refusal,
    },
    /// The disk is full.
    #[error("“{}” could not be written: the disk is full. Make room; the mirror tries again.", .0.display())]
    Full(PathBuf),
    /// The folder may not be written.
    #[error("“{}” may not be written. The mirror tries again; the library has everything.", .0.display())]
    ReadOnly(PathBuf),
    /// Anything else that the system reports.
    #[error("“{}” could not be {action}: {reason}", path.display())]
    Io {
        /// What it is about.
        path: PathBuf,
        /// What was tried, as a participle.
        action: &'static str,
        /// What the system says.
        reason: String,
    },
}

/// Why a file is left alone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A symbolic link.
    #[error("it is a symbolic link, and those are not followed. Put the file itself there.")]
    Link,
    /// A file with a second name.
    #[error(
        "it has a second name elsewhere (a hard link), so that writing it would change the other too. Copy it instead."
    )]
    SecondName,
    /// A folder, a pipe or the like.
    #[error("it is not a file")]
    NotAFile,
    /// More bytes than are taken in.
    #[error("it is larger than {} MB, which is the most that is taken in", .0 / (1024 * 1024))]
    TooLarge(u64),
    /// Bytes that are no text.
    #[error("{0}.")]
    NotText(#[from] crate::document::NotText),
    /// A name that is no text.
    #[error("its name is not text. Give it another one.")]
    Name,
}

impl Error {
    /// An error of the system, told by what it means here.
    pub(crate) fn io(path: &Path, action: &'static str, error: &std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded => Self::Full(path.to_owned()),
            Kind::ReadOnlyFilesystem => Self::ReadOnly(path.to_owned()),
            Kind::PermissionDenied if action != "read" => Self::ReadOnly(path.to_owned()),
            Kind::StaleNetworkFileHandle | Kind::NotConnected | Kind::HostUnreachable => {
                Self::Offline { path: path.to_owned(), reason: error.to_string() }
            }
            _ => Self::Io { path: path.to_owned(), action, reason: error.to_string() },
        }
    }

    /// Whether the whole folder is concerned, so that there is no use in going on with other files.
    #[must_use]
    pub fn is_severe(&self) -> bool {
        matches!(self, Self::Offline { .. } | Self::Full(_) | Self::ReadOnly(_))
    }
}
