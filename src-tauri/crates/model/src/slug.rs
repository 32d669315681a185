//! Slugs: the part of an article's address that people read.

use unicode_normalization::UnicodeNormalization;

/// An article's name in its address: lower-case words of any script joined by single hyphens.
///
/// Never empty, at most [`Slug::LONGEST`] bytes of UTF-8, and never a name a file system reserves, so that a
/// slug is always safe as one segment of a path or an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slug(String);

/// Device names that Windows keeps for itself, whatever the extension.
const RESERVED: [&str; 7] = ["con", "prn", "aux", "nul", "com", "lpt", "conin"];

impl Slug {
    /// The most bytes of UTF-8 in a slug, a suffix of [`Slug::numbered`] included.
    pub const LONGEST: usize = 120;

    /// A slug from a title or from what an author typed, or `None` where it holds no letter and no digit.
    ///
    /// Latin letters lose their accents (`Café` becomes `cafe`); other scripts stay as they are written.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let slug = shorten(&compose(text), Self::LONGEST - 5);
        if slug.is_empty() {
            return None;
        }
        Some(Self(if is_reserved(&slug) { format!("{slug}-1") } else { slug }))
    }

    /// Reads a slug as it was written, a number behind it included; `None` where the text is not a slug.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_slug =
            !text.is_empty() && text.len() <= Self::LONGEST && !is_reserved(text) && compose(text) == text;
        is_slug.then(|| Self(text.to_owned()))
    }

    /// This slug with a number behind it, for when the slug itself is taken: `a` and 2 make `a-2`.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        let suffix = format!("-{number}");
        Self(shorten(&self.0, Self::LONGEST - suffix.len()) + &suffix)
    }

    /// The slug as it stands in an address, before percent-encoding.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The words of a text joined by hyphens, as long as they are.
fn compose(text: &str) -> String {
    let mut slug = String::new();
    let mut gap = false;
    for character in fold(text) {
        if is_kept(character) && !(slug.is_empty() && is_mark(character)) {
            if gap && !slug.is_empty() && !is_mark(character) {
                slug.push('-');
            }
            gap = false;
            slug.push(character);
        } else if !is_silent(character) {
            gap = true;
        }
    }
    slug.nfc().collect()
}

fn is_reserved(slug: &str) -> bool {
    RESERVED.contains(&slug.trim_end_matches(|character: char| character.is_ascii_digit()))
}

/// Lower case, compatibility forms unified (NFKD), accents taken off Latin letters.
fn fold(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut after_latin = false;
    let letters = text.nfkd().flat_map(char::to_lowercase).filter(move |&character| {
        if is_mark(character) {
            return !(after_latin && ('\u{300}'..='\u{36f}').contains(&character));
        }
        after_latin = character.is_ascii_alphabetic();
        true
    });
    letters.flat_map(|character| {
        let spelled = spelled_out(character);
        spelled.chars().chain(spelled.is_empty().then_some(character))
    })
}

/// Latin letters that no decomposition takes apart.
fn spelled_out(character: char) -> &'static str {
    match character {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ł' => "l",
        'ı' => "i",
        _ => "",
    }
}

fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

fn is_kept(character: char) -> bool {
    (character.is_alphanumeric() || is_mark(character)) && character != 'ـ' && !is_arabic_vowel(character)
}

/// Signs that vanish without parting a word: apostrophes, Arabic vowel signs and the tatweel.
fn is_silent(character: char) -> bool {
    matches!(
        character,
        '\'' | '’' | '‘' | 'ʼ' | '\u{ad}' | '\u{200b}' | '\u{200d}' | '\u{2060}' | '\u{feff}' | 'ـ'
    ) || is_arabic_vowel(character)
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_arabic_vowel(character: char) -> bool {
    matches!(character, '\u{64b}'..='\u{652}' | '\u{670}')
}

/// At most `limit` bytes, cut at a hyphen where there is one in the second half, never within a cluster.
fn shorten(slug: &str, limit: usize) -> String {
    use unicode_segmentation::UnicodeSegmentation;
    if slug.len() <= limit {
        return slug.to_owned();
    }
    let mut end = 0;
    for (start, cluster) in slug.grapheme_indices(true) {
        if start + cluster.len() > limit {
            break;
        }
        end = start + cluster.len();
    }
    let cut = &slug[..end];
    let cut = match cut.rfind('-') {
        Some(hyphen) if hyphen > limit / 2 && !slug[end..].starts_with('-') => &cut[..hyphen],
        _ => cut,
    };
    cut.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slug(text: &str) -> String {
        Slug::from_text(text).map(|slug| slug.as_str().to_owned()).unwrap_or_default()
    }

    #[test]
    fn a_title_in_any_script_makes_a_slug() {
        assert_eq!(slug("The Bridge’s New  Lamp!"), "the-bridges-new-lamp");
        assert_eq!(slug("Crème brûlée & Straße"), "creme-brulee-strasse");
        assert_eq!(slug("باغ‌های تهران"), "باغ-های-تهران");
        assert_eq!(slug("الكِتَاب"), "الكتاب");
        assert_eq!(slug("東京の夜"), "東京の夜");
        assert_eq!(slug("Москва 2026"), "москва-2026");
        assert_eq!(slug("Й"), "й");
        assert_eq!(slug("हिन्दी लेख"), "हिन्दी-लेख");
    }

    #[test]
    fn a_title_without_letters_makes_none() {
        for title in ["", "  ", "!!!", "../..", "\u{200f}", "🙂"] {
            assert_eq!(Slug::from_text(title), None, "{title:?}");
        }
    }

    #[test]
    fn a_slug_is_safe_as_a_file_name_and_keeps_its_length() {
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("CON"), "con-1");
        assert_eq!(slug("com1"), "com1-1");
        for title in ["word ".repeat(200), "é".repeat(500), "界".repeat(500)] {
            let slug = Slug::from_text(&title).expect("letters").numbered(4_000_000_000);
            assert!(slug.as_str().len() <= Slug::LONGEST, "{}", slug.as_str().len());
        }
    }

    #[test]
    fn a_slug_is_read_as_it_was_written_and_nothing_else_is() {
        for title in ["The Bridge’s New Lamp!", "باغ‌های تهران", "한국어 제목", "CON", &"word ".repeat(200)]
        {
            let numbered = Slug::from_text(title).expect("letters").numbered(17);
            assert_eq!(Slug::parse(numbered.as_str()), Some(numbered));
        }
        for wrong in ["", "Upper", "two words", "../a", "a--b", "-a", "a-", "con", &"a".repeat(121)] {
            assert_eq!(Slug::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_slug_made_from_a_slug_is_the_same() {
        for title in ["The Bridge’s New  Lamp!", "باغ‌های تهران", "Straße", "हिन्दी लेख", "CON", "한국어 제목"]
        {
            let once = slug(title);
            assert_eq!(slug(&once), once, "{title}");
        }
    }
}
