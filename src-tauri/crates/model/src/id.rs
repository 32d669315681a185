//! Identifiers: of articles and revisions, and the hash that names a medium.

use std::fmt;

/// A text that is not an identifier of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not {1}")]
pub struct InvalidId(pub String, pub &'static str);

/// Names an article for ever, on every computer: a UUID (RFC 9562) in its hyphenated lower-case form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(String);

impl ArticleId {
    /// Reads an identifier; upper case is accepted and folded.
    ///
    /// # Errors
    /// [`InvalidId`] where the text is not a hyphenated UUID.
    pub fn parse(text: &str) -> Result<Self, InvalidId> {
        let folded = text.trim().to_ascii_lowercase();
        let shaped = folded.len() == 36
            && folded.bytes().enumerate().all(|(index, byte)| match index {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            });
        if shaped { Ok(Self(folded)) } else { Err(InvalidId(text.to_owned(), "an article id")) }
    }

    /// The identifier as it is written everywhere.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Numbers the revisions of a library in the order in which they were written; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RevisionId(pub i64);

impl fmt::Display for RevisionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// The SHA-256 (FIPS 180-4) of some content, in 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentHash(String);

impl ContentHash {
    /// Reads a hash.
    ///
    /// # Errors
    /// [`InvalidId`] where the text is not 64 hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, InvalidId> {
        if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(InvalidId(text.to_owned(), "a content hash"))
        }
    }

    /// A hash from its 32 bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        use fmt::Write as _;
        let mut text = String::with_capacity(64);
        for byte in bytes {
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    /// The hash as it is written everywhere.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_id_is_a_hyphenated_uuid_and_folds_to_lower_case() {
        let id = ArticleId::parse(" 0190B6D0-5A3C-7C2E-9B7A-1F2E3D4C5B6A ").expect("a UUID");
        assert_eq!(id.as_str(), "0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a");
        for wrong in [
            "",
            "12",
            "../../etc/passwd",
            "0190b6d05a3c7c2e9b7a1f2e3d4c5b6a",
            "é190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6",
        ] {
            assert!(ArticleId::parse(wrong).is_err(), "{wrong} was taken for an id");
        }
    }

    #[test]
    fn a_content_hash_is_sixty_four_hexadecimal_digits() {
        let hash = ContentHash::from_bytes(&[0xab; 32]);
        assert_eq!(ContentHash::parse(hash.as_str()), Ok(hash));
        assert!(ContentHash::parse("ab").is_err());
        assert!(ContentHash::parse(&"/".repeat(64)).is_err());
    }
}
