//! Errors of the crates below, in the words and codes of the contract.

use contract::{ApiError, ErrorCode};

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
                | store::Error::TooLong { .. } => ErrorCode::Invalid,
                store::Error::AlreadyThere(_)
                | store::Error::NotEmpty(_)
                | store::Error::ArticleDamaged { .. }
                | store::Error::RevisionDamaged { .. }
                | store::Error::MediumDamaged(_)
                | store::Error::Cancelled
                | store::Error::FileExists(_) => ErrorCode::Failed,
            };
            ApiError::new(code, error.to_string())
        })
    }
}
