//! What can go wrong with a library, in words for its author.

use std::path::{Path, PathBuf};

use model::{ArticleId, RevisionId, Slug};
use rusqlite::ErrorCode;

/// What went wrong: each message says what happened, to what, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is nothing at that place.
    #[error("There is no library at “{}”. Choose another folder, or create a library there.", .0.display())]
    Missing(PathBuf),
    /// The folder exists but holds no `library.db`, or one of another program.
    #[error("“{}” is not a Galley library. Choose the folder that holds “library.db”.", .0.display())]
    NotALibrary(PathBuf),
    /// A library was to be created where one is already.
    #[error("“{}” already holds a library. Open it, or choose another folder.", .0.display())]
    AlreadyThere(PathBuf),
    /// A library was to be created in a folder that holds other things.
    #[error("“{}” is not empty. Choose an empty folder, so that nothing of yours is touched.", .0.display())]
    NotEmpty(PathBuf),
    /// The library may not be read, or not even looked at.
    #[error("“{}” cannot be read: {reason}. Check who may read it, and that its disk is connected.", path.display())]
    Unreadable {
        /// What cannot be read.
        path: PathBuf,
        /// In the system's words.
        reason: String,
    },
    /// The library was written by a newer Galley in a form this one cannot even read.
    #[error(
        "“{}” was written by a newer version of Galley (schema {found}; this one knows {supported}). Update Galley to open it.",
        path.display()
    )]
    FromNewerVersion {
        /// The database.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema this program knows.
        supported: i64,
    },
    /// The database is not what was written. It is left as it is.
    #[error("“{}” is damaged: {detail}. {}", path.display(), offer_backup(backup.as_ref()))]
    Damaged {
        /// The database.
        path: PathBuf,
        /// What was noticed.
        detail: String,
        /// The newest backup that was verified to be good.
        backup: Option<PathBuf>,
    },
    /// The text of an article is not what was saved.
    #[error("The text of article {article} was altered on disk and is not shown. {}", offer_revision(*good))]
    ArticleDamaged {
        /// Which article.
        article: ArticleId,
        /// Its newest revision that is whole.
        good: Option<RevisionId>,
    },
    /// The text of a revision is not what was kept.
    #[error("Revision {revision} was altered on disk and is not shown. {}", offer_revision(*good))]
    RevisionDamaged {
        /// Which revision.
        revision: RevisionId,
        /// The newest revision of the article that is whole.
        good: Option<RevisionId>,
    },
    /// A media file is not what was added.
    #[error("The picture “media/{0}” was altered on disk. Add the picture again.")]
    MediumDamaged(String),
    /// Another program kept the library locked for longer than one waits.
    #[error("“{}” is in use by another program. Nothing was changed; try again in a moment.", .0.display())]
    Busy(PathBuf),
    /// No space is left.
    #[error("There is no space left on the disk of “{}”. Nothing was changed; make space and try again.", .0.display())]
    Full(PathBuf),
    /// The disk failed.
    #[error("“{}” could not be {action}: {reason}. Nothing was changed; check the disk and try again.", path.display())]
    Io {
        /// What was to be read or written.
        path: PathBuf,
        /// `read`, `written`, ….
        action: &'static str,
        /// In the system's words.
        reason: String,
    },
    /// The database was removed, moved or replaced while it was open.
    #[error(
        "“{}” was moved, removed or replaced while it was open. Nothing more is saved there; keep a copy of your text and open the library again.",
        .0.display()
    )]
    Gone(PathBuf),
    /// The article was saved by somebody else since. Nothing was overwritten.
    #[error("The article has been saved by someone else since (it is at version {current} now). {}", told_where(*kept))]
    Stale {
        /// The version in the library.
        current: i64,
        /// The revision that keeps the text that was turned away.
        kept: Option<RevisionId>,
    },
    /// The chosen address leads to another article.
    #[error("The address “{slug}” belongs to another article. “{suggestion}” is free.")]
    SlugTaken {
        /// The address that was asked for.
        slug: Slug,
        /// One that is free.
        suggestion: Slug,
    },
    /// An article was to be added under an id that the library already has.
    #[error("The library already holds the article {0}. Save that one instead, or leave the id out.")]
    IdTaken(ArticleId),
    /// It is not in the library.
    #[error("There is no {what} “{name}” in this library.")]
    NotFound {
        /// `article`, `revision`, `medium`, …
        what: &'static str,
        /// How it was named.
        name: String,
    },
    /// The library can be read but not written.
    #[error("The library cannot be changed: {0}")]
    ReadOnly(String),
    /// What was to become a medium is no picture the library takes in.
    #[error("“{name}” was not added: {reason}")]
    InvalidMedium {
        /// The name it came with.
        name: String,
        /// Why, and what would do.
        reason: MediumFault,
    },
    /// A medium was to be thrown away that articles show.
    #[error("“{name}” stays: {uses} articles show it. Take it out of them first.")]
    MediumInUse {
        /// Its name.
        name: String,
        /// In how many articles.
        uses: u32,
    },
    /// A text is longer than a library holds.
    #[error(
        "The text is too long: {size} bytes, and an article holds at most {limit}. Divide it into several articles."
    )]
    TooLong {
        /// How long it is.
        size: usize,
        /// The most there is room for.
        limit: usize,
    },
    /// Whoever watched a long run ended it.
    #[error("It was stopped before it was finished; nothing was changed.")]
    Cancelled,
    /// A file is in the way.
    #[error("“{}” already exists and is not overwritten. Choose another name.", .0.display())]
    FileExists(PathBuf),
}

/// Why something is no picture that the library takes in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MediumFault {
    /// There is nothing in it.
    #[error("it is empty. Choose a picture.")]
    Empty,
    /// It has too many bytes.
    #[error("it is larger than {most} MB. Make a smaller version of the picture and add that.")]
    TooLarge {
        /// The most that is taken, in megabytes.
        most: u32,
    },
    /// It is something else.
    #[error("it is not a picture Galley knows. Choose a JPEG, PNG, GIF or WebP file.")]
    NoPicture,
    /// Its head cannot be read.
    #[error("the picture is broken or incomplete. Open and save it in another program first.")]
    Broken,
    /// It has no width or no height.
    #[error("the picture has no size. Choose another one.")]
    NoSize,
    /// It has too many pixels.
    #[error(
        "it has more than {most} million pixels ({width} × {height}). Make a smaller version of the picture and add that."
    )]
    TooManyPixels {
        /// Across.
        width: u32,
        /// Down.
        height: u32,
        /// The most that is taken, in millions.
        most: u32,
    },
}

/// What this crate's functions answer.
pub type Result<T> = std::result::Result<T, Error>;

fn offer_backup(backup: Option<&PathBuf>) -> String {
    match backup {
        Some(file) => format!(
            "It was left as it is. The newest good backup is “{}”; restore it into a new folder.",
            file.display()
        ),
        None => "It was left as it is. No good backup was found beside it; restore one of your own into a new folder.".into(),
    }
}

fn offer_revision(good: Option<RevisionId>) -> String {
    match good {
        Some(revision) => format!("Revision {revision} is whole: restore it."),
        None => "No whole revision of it was found: restore a backup into a new folder.".into(),
    }
}

fn told_where(kept: Option<RevisionId>) -> String {
    match kept {
        Some(revision) => format!("Your text is kept as revision {revision}."),
        None => "Nothing was changed; look at the newer version and save again.".into(),
    }
}

impl Error {
    /// A database that is not what was written; the path is filled in by [`Error::about`].
    pub(crate) fn damaged(detail: &str) -> Self {
        Self::Damaged { path: PathBuf::new(), detail: detail.to_owned(), backup: None }
    }

    /// An article that is not in the library.
    pub(crate) fn no_article(name: impl std::fmt::Display) -> Self {
        Self::NotFound { what: "article", name: name.to_string() }
    }

    /// A failure of the file system.
    pub(crate) fn io(path: &Path, action: &'static str, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full(path.to_owned()),
            ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly(format!("“{}” is on a read-only disk.", path.display()))
            }
            ErrorKind::PermissionDenied if action == "written" => {
                Self::ReadOnly(format!("you may not write in “{}”.", path.display()))
            }
            ErrorKind::PermissionDenied => {
                Self::Unreadable { path: path.to_owned(), reason: error.to_string() }
            }
            _ => Self::Io { path: path.to_owned(), action, reason: error.to_string() },
        }
    }

    /// Names the file an error without a path is about.
    pub(crate) fn about(mut self, file: &Path) -> Self {
        match &mut self {
            Self::Damaged { path, .. }
            | Self::Busy(path)
            | Self::Full(path)
            | Self::Gone(path)
            | Self::Unreadable { path, .. }
            | Self::Io { path, .. }
                if path.as_os_str().is_empty() =>
            {
                file.clone_into(path);
            }
            _ => {}
        }
        self
    }

    /// Whether the connection that reported it may no longer be trusted.
    pub(crate) fn is_severe(&self) -> bool {
        matches!(
            self,
            Self::Full(_) | Self::Io { .. } | Self::Unreadable { .. } | Self::Gone(_) | Self::Damaged { .. }
        )
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let nowhere = PathBuf::new();
        let rusqlite::Error::SqliteFailure(failure, message) = &error else {
            // A value of another type or shape than the schema allows.
            return Self::damaged(&error.to_string());
        };
        let reason = message.clone().unwrap_or_else(|| failure.to_string());
        match failure.code {
            ErrorCode::DiskFull => Self::Full(nowhere),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed => {
                Self::Busy(nowhere)
            }
            ErrorCode::ReadOnly if failure.extended_code == rusqlite::ffi::SQLITE_READONLY_DBMOVED => {
                Self::Gone(nowhere)
            }
            ErrorCode::ReadOnly => Self::ReadOnly("you may not write in its folder.".into()),
            ErrorCode::CannotOpen | ErrorCode::PermissionDenied => Self::Unreadable { path: nowhere, reason },
            ErrorCode::SystemIoFailure | ErrorCode::OutOfMemory | ErrorCode::OperationInterrupted => {
                Self::Io { path: nowhere, action: "read or written", reason }
            }
            _ => Self::damaged(&reason),
        }
    }
}
