//! What an export cannot carry as it is, told before or with it.

/// Something in an article that an export could not carry as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The line of the text, from 1, where it has one.
    pub line: Option<u32>,
    /// What, and what to do.
    pub message: String,
}

impl Problem {
    /// A problem of the article as a whole.
    pub(crate) fn of_article(message: impl Into<String>) -> Self {
        Self { line: None, message: message.into() }
    }
}
