//! Languages by their tag, and the direction they are written in.

/// A language by its BCP 47 tag (RFC 5646), such as `en`, `fa` or `zh-Hant`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(String);

/// Scripts whose languages run from right to left, by the primary subtag of the language.
const RIGHT_TO_LEFT: [&str; 16] = [
    "ar", "arc", "az-arab", "ckb", "dv", "fa", "he", "ks", "ku-arab", "nqo", "pnb", "ps", "sd", "syr", "ug",
    "ur",
];

impl Language {
    /// Reads a tag: letters and digits in subtags of one to eight, joined by hyphens (an underscore is taken
    /// for one). The usual case is restored (`EN-us` becomes `en-US`).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().replace('_', "-");
        let mut tag = String::new();
        for (index, part) in text.split('-').enumerate() {
            let fits = (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
            let primary =
                index > 0 || (part.len() >= 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
            if !fits || !primary {
                return None;
            }
            if index > 0 {
                tag.push('-');
            }
            let lower = part.to_ascii_lowercase();
            match (index, part.len()) {
                (0, _) => tag.push_str(&lower),
                (_, 2) => tag.push_str(&lower.to_ascii_uppercase()),
                (_, 4) if part.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                    tag.push_str(&lower[..1].to_ascii_uppercase());
                    tag.push_str(&lower[1..]);
                }
                _ => tag.push_str(&lower),
            }
        }
        (tag.len() <= 35).then_some(Self(tag))
    }

    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary subtag: `zh` of `zh-Hant-TW`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The direction this language is usually written in.
    #[must_use]
    pub fn direction(&self) -> Direction {
        let lower = self.0.to_ascii_lowercase();
        let scripted =
            ["-arab", "-hebr", "-thaa", "-syrc", "-nkoo"].iter().any(|script| lower.contains(script));
        let latin = lower.contains("-latn") || lower.contains("-cyrl");
        let listed = RIGHT_TO_LEFT.contains(&self.primary()) || lower.starts_with("yi");
        if scripted || (listed && !latin) { Direction::RightToLeft } else { Direction::LeftToRight }
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The direction text runs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// As English.
    LeftToRight,
    /// As Persian, Arabic, Hebrew.
    RightToLeft,
}

impl Direction {
    /// The value of HTML's `dir` attribute: `ltr` or `rtl`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }

    /// Reads `ltr` or `rtl`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "ltr" => Some(Self::LeftToRight),
            "rtl" => Some(Self::RightToLeft),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_tag_is_read_and_written_in_its_usual_case() {
        for (written, read) in [("EN", "en"), ("en_us", "en-US"), ("zh-hant-tw", "zh-Hant-TW"), ("fa", "fa")]
        {
            assert_eq!(Language::parse(written).expect(written).as_str(), read);
        }
        for wrong in ["", "e", "12", "en--us", "en us", "\"><script>", "englishlanguage"] {
            assert_eq!(Language::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_language_knows_its_direction() {
        for (tag, direction) in [
            ("en", Direction::LeftToRight),
            ("fa-IR", Direction::RightToLeft),
            ("he", Direction::RightToLeft),
            ("az-Arab", Direction::RightToLeft),
            ("az", Direction::LeftToRight),
            ("ks-Latn", Direction::LeftToRight),
        ] {
            assert_eq!(Language::parse(tag).expect(tag).direction(), direction, "{tag}");
        }
    }
}
