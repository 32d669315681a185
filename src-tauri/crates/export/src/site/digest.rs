//! Fingerprints: what a file of the site depends on, in sixteen bytes.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// Half of a SHA-256 over everything that a file depends on: another fingerprint, maybe another file; the same,
/// certainly the same file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(pub [u8; 16]);

impl Fingerprint {
    /// Reads what [`fmt::Display`] writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 32 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 16];
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[place * 2..place * 2 + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

/// Takes in what a file depends on, each piece after its length, so that no two lists of pieces are alike.
#[derive(Clone)]
pub struct Digest(Sha256);

impl Digest {
    /// Starts with what tells one kind of file from another.
    #[must_use]
    pub fn of(kind: &str) -> Self {
        Self(Sha256::new()).text(kind)
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    /// Adds bytes.
    #[must_use]
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, number: u64) -> Self {
        self.0.update(number.to_le_bytes());
        self
    }

    /// Adds what something else depends on.
    #[must_use]
    pub fn print(mut self, print: Fingerprint) -> Self {
        self.0.update(print.0);
        self
    }

    /// The fingerprint of all that was added.
    #[must_use]
    pub fn finish(self) -> Fingerprint {
        let whole = self.0.finalize();
        let mut half = [0; 16];
        half.copy_from_slice(&whole[..16]);
        Fingerprint(half)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_that_are_divided_otherwise_make_another_fingerprint() {
        let one = Digest::of("a").text("bc").text("d").finish();
        let other = Digest::of("a").text("b").text("cd").finish();
        assert_ne!(one, other);
        assert_eq!(Fingerprint::parse(&one.to_string()), Some(one));
        assert_eq!(Fingerprint::parse("é"), None);
    }
}
