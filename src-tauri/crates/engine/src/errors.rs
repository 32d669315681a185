//! Errors of the crates below, in the words and codes of the contract.

use std::path::Path;

use contract::{ApiError, ErrorCode, Reason};

/// Turns an error of another crate into the one that people and the window understand.
pub(crate) trait ToApi<T> {
    fn to_api(self) -> Result<T, ApiError>;
}

impl<T> ToApi<T> for Result<T, store::Error> {
    fn to_api(self) -> Result<T, ApiError> {
        self.map_err(|error| {
            let code = match &error {
                store::Error::Stale { .. } => ErrorCode::Conflict,
                store::Error::NotFound { .. } => ErrorCode::NotFound,
                store::Error::ReadOnly(_) => ErrorCode::ReadOnly,
                store::Error::Full(_)
                | store::Error::Io { .. }
                | store::Error::Busy(_)
                | store::Error::Gone(_) => ErrorCode::NotSaved,
                store::Error::Missing(_)
                | store::Error::NotALibrary(_)
                | store::Error::Unreadable { .. }
                | store::Error::FromNewerVersion { .. }
                | store::Error::Damaged { .. } => ErrorCode::LibraryUnavailable,
                store::Error::SlugTaken { .. }
                | store::Error::IdTaken(_)
                | store::Error::InvalidMedium { .. }
                | store::Error::MediumInUse { .. }
                | store::Error::TooLong { .. } => ErrorCode::Invalid,
                store::Error::AlreadyThere(_)
                | store::Error::NotEmpty(_)
                | store::Error::ArticleDamaged { .. }
                | store::Error::RevisionDamaged { .. }
                | store::Error::MediumDamaged(_)
                | store::Error::Cancelled
                | store::Error::FileExists(_) => ErrorCode::Failed,
            };
            ApiError::new(code, error.to_string()).because(reason(&error))
        })
    }
}

/// What lies behind an error of the library, where a window has words of its own for it.
fn reason(error: &store::Error) -> Option<Reason> {
    use store::{Error, MediumFault};
    let shown = |path: &Path| path.display().to_string();
    Some(match error {
        Error::Missing(path) => Reason::LibraryMissing { path: shown(path) },
        Error::NotALibrary(path) => Reason::NotALibrary { path: shown(path) },
        Error::AlreadyThere(path) => Reason::AlreadyThere { path: shown(path) },
        Error::NotEmpty(path) => Reason::NotEmpty { path: shown(path) },
        Error::Unreadable { path, .. } => Reason::Unreadable { path: shown(path) },
        Error::FromNewerVersion { path, .. } => Reason::NewerVersion { path: shown(path) },
        Error::Damaged { path, backup, .. } => {
            Reason::Damaged { path: shown(path), backup: backup.as_deref().map(shown).unwrap_or_default() }
        }
        Error::ArticleDamaged { .. } | Error::RevisionDamaged { .. } => Reason::TextDamaged,
        Error::MediumDamaged(name) => Reason::PictureDamaged { name: name.clone() },
        Error::Busy(path) => Reason::Busy { path: shown(path) },
        Error::Full(path) => Reason::Full { path: shown(path) },
        Error::Io { path, .. } => Reason::DiskFailed { path: shown(path) },
        Error::Gone(path) => Reason::Gone { path: shown(path) },
        Error::Stale { .. } => Reason::Stale,
        Error::SlugTaken { slug, suggestion } => {
            Reason::SlugTaken { slug: slug.to_string(), suggestion: suggestion.to_string() }
        }
        Error::NotFound { what: "article", .. } => Reason::ArticleMissing,
        Error::NotFound { what: "picture", .. } => Reason::PictureMissing,
        Error::InvalidMedium { name, reason } => {
            let name = name.clone();
            match *reason {
                MediumFault::Empty => Reason::PictureEmpty { name },
                MediumFault::TooLarge { most } => Reason::PictureTooLarge { name, most },
                MediumFault::NoPicture => Reason::NotAPicture { name },
                MediumFault::Broken | MediumFault::NoSize => Reason::PictureBroken { name },
                MediumFault::TooManyPixels { width, height, most } => {
                    Reason::PictureTooManyPixels { name, width, height, most }
                }
            }
        }
        Error::MediumInUse { name, .. } => Reason::PictureInUse { name: name.clone() },
        Error::TooLong { limit, .. } => {
            Reason::TextTooLong { most: u32::try_from(limit / (1024 * 1024)).unwrap_or(u32::MAX) }
        }
        Error::Cancelled => Reason::Stopped,
        Error::FileExists(path) => Reason::FileExists { path: shown(path) },
        // In the words of whoever made it read-only, or of one that a window never asks for.
        Error::ReadOnly(_) | Error::NotFound { .. } | Error::IdTaken(_) => return None,
    })
}
