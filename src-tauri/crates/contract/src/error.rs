//! The one error that crosses the wire.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Reason;

/// What went wrong, in words for the author, with a code for what the window does about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ApiError {
    /// What the window branches on.
    pub code: ErrorCode,
    /// What happened, to what, and what to do.
    pub message: String,
    /// The same for a window that says it in its own language, where it has words for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<Reason>,
}

/// A code exists only where the window does something different because of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The request itself is wrong; trying again will not help.
    Invalid,
    /// The article, revision or medium is not in the library.
    NotFound,
    /// Somebody saved the article since: both texts are kept, and the author chooses.
    Conflict,
    /// The engine and the editor lost step: the whole text is sent again.
    OutOfStep,
    /// The library can be read but not written.
    ReadOnly,
    /// Nothing was written now (disk full, an input/output error): keep the text and try again.
    NotSaved,
    /// No library is open, or it cannot be used.
    LibraryUnavailable,
    /// Anything else: shown.
    Failed,
}

impl ApiError {
    /// An error with a code and words.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), reason: None }
    }

    /// The same error with what lies behind it.
    #[must_use]
    pub fn because(mut self, reason: impl Into<Option<Reason>>) -> Self {
        self.reason = reason.into();
        self
    }

    /// A request that cannot be carried out as it is.
    #[must_use]
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Invalid, message)
    }

    /// A failure that is nobody's request.
    #[must_use]
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Failed, message)
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for ApiError {}
