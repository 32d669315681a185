//! How long a text is for a reader.

mod readability;
mod syllables;

use icu::segmenter::SentenceSegmenter;
use icu::segmenter::options::SentenceBreakInvariantOptions;
use model::Language;
use unicode_segmentation::UnicodeSegmentation;

pub use readability::{Ease, Formula, Readability};

/// What there is to count in a text, as its reader reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Statistics {
    /// Its words, see [`words`].
    pub words: u32,
    /// Characters as people count them (grapheme clusters of UAX #29), line breaks aside.
    pub characters: u32,
    /// The same without white space.
    pub characters_without_spaces: u32,
    /// Sentences (UAX #29) of paragraphs, list items and quotes that hold a word.
    pub sentences: u32,
    /// Paragraphs, those of lists and quotes included.
    pub paragraphs: u32,
    /// The words of all sentences, and of the longest.
    pub prose_words: u32,
    /// The words of the longest sentence.
    pub longest_sentence: u32,
    /// The letters and syllables of all sentences, and their words of more than six letters.
    letters: u32,
    syllables: u32,
    long_words: u32,
}

impl Statistics {
    /// The words of a sentence on average; 0 where there is none.
    #[must_use]
    pub fn words_per_sentence(&self) -> f64 {
        if self.sentences == 0 { 0.0 } else { f64::from(self.prose_words) / f64::from(self.sentences) }
    }

    /// How easily the text is read; `None` where there is no formula for the language, or no sentence.
    #[must_use]
    pub fn readability(&self, language: Option<&Language>) -> Option<Readability> {
        readability::readability(self, language)
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.words += other.words;
        self.characters += other.characters;
        self.characters_without_spaces += other.characters_without_spaces;
        self.sentences += other.sentences;
        self.paragraphs += other.paragraphs;
        self.prose_words += other.prose_words;
        self.longest_sentence = self.longest_sentence.max(other.longest_sentence);
        self.letters += other.letters;
        self.syllables += other.syllables;
        self.long_words += other.long_words;
    }
}

/// Counts a paragraph or a line of text; sentences only where it is prose.
pub(crate) fn count(counts: &mut Statistics, text: &str, prose: bool, language: Option<&Language>) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    counts.words += words(text);
    let (all, spaces) = characters(text);
    counts.characters += all;
    counts.characters_without_spaces += all - spaces;
    if !prose {
        return;
    }
    counts.paragraphs += 1;
    // Without a formula nobody asks for syllables.
    let spoken = readability::formula(language).map(|_| language.map_or("en", Language::primary));
    let mut start = 0;
    for end in SentenceSegmenter::new(SentenceBreakInvariantOptions::default()).segment_str(text) {
        let sentence = &text[start..end];
        start = end;
        let own = words(sentence);
        if own == 0 {
            continue;
        }
        counts.sentences += 1;
        counts.prose_words += own;
        counts.longest_sentence = counts.longest_sentence.max(own);
        let Some(spoken) = spoken else { continue };
        for word in sentence.unicode_words() {
            let letters = word.chars().filter(|character| character.is_alphanumeric()).count() as u32;
            counts.letters += letters;
            counts.long_words += u32::from(letters > 6);
            counts.syllables += syllables::syllables(word, spoken);
        }
    }
}

/// How many characters a text has, and how many of them are white space.
fn characters(text: &str) -> (u32, u32) {
    if text.is_ascii() {
        let spaces = text.bytes().filter(u8::is_ascii_whitespace).count();
        return (text.len() as u32, spaces as u32);
    }
    text.graphemes(true).fold((0, 0), |(all, spaces), cluster| {
        (all + 1, spaces + u32::from(cluster.chars().all(char::is_whitespace)))
    })
}

/// How many words a text has: the words of UAX #29 that hold a letter or a digit. In scripts without spaces
/// between words each ideograph, kana or Thai cluster that the standard parts counts; two ideographs are
/// taken for one word, as readers of Chinese and Japanese do.
#[must_use]
pub fn words(text: &str) -> u32 {
    if text.is_ascii() {
        return simple_words(text.as_bytes());
    }
    if let Some(simple) = simplified(text) {
        return simple_words(&simple);
    }
    let mut words = 0_u32;
    let mut ideographs = 0_u32;
    for word in text.unicode_words() {
        if word.chars().next().is_some_and(is_ideograph) {
            ideographs += 1;
        } else {
            words += 1;
        }
    }
    words + ideographs.div_ceil(2)
}

/// A text with each letter, digit and mark beyond ASCII replaced by one of ASCII that parts words alike, and
/// what joins to the letter before it left out; `None` where it holds anything else. Looking up every character
/// in the tables of the standard takes ten times as long.
fn simplified(text: &str) -> Option<Vec<u8>> {
    let mut simple = Vec::with_capacity(text.len());
    for character in text.chars() {
        simple.push(match character {
            '\0'..='\x7f' => character as u8,
            'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24f}' => b'a',
            // Greek, Cyrillic, Hebrew and Arabic letters.
            'Α'..='Ρ' | 'Σ'..='ώ' | 'Ѐ'..='ҁ' | 'ء'..='ي' | 'ٱ'..='ۓ' => b'a',
            '٠'..='٩' | '۰'..='۹' => b'1',
            '\u{a0}' | '«' | '»' | '‹' | '›' | '“' | '”' | '„' | '‚' | '–' | '—' | '…' | '؟' | '؛' | '¿'
            | '¡' => b' ',
            '‘' | '’' => b'\'',
            '،' => b',',
            // What joins, and what is written above and below letters.
            '\u{200c}' | '\u{200d}' | '\u{64b}'..='\u{65f}' | '\u{300}'..='\u{36f}'
                if simple.last().is_some_and(u8::is_ascii_alphanumeric) =>
            {
                continue;
            }
            _ => return None,
        });
    }
    Some(simple)
}

/// The same for ASCII, where the rules come down to what joins letters and what joins digits.
fn simple_words(text: &[u8]) -> u32 {
    let mut words = 0_u32;
    let mut at = 0;
    while at < text.len() {
        if !(text[at].is_ascii_alphanumeric() || text[at] == b'_') {
            at += 1;
            continue;
        }
        let mut counts = false;
        while at < text.len() {
            let here = text[at];
            let (before, after) = (text[at.saturating_sub(1)], text.get(at + 1).copied().unwrap_or(b' '));
            let joins = match here {
                b'\'' | b'.' => {
                    before.is_ascii_alphabetic() && after.is_ascii_alphabetic()
                        || before.is_ascii_digit() && after.is_ascii_digit()
                }
                b':' => before.is_ascii_alphabetic() && after.is_ascii_alphabetic(),
                b',' | b';' => before.is_ascii_digit() && after.is_ascii_digit(),
                _ => false,
            };
            if !(joins || here.is_ascii_alphanumeric() || here == b'_') {
                break;
            }
            counts |= here.is_ascii_alphanumeric();
            at += 1;
        }
        words += u32::from(counts);
    }
    words
}

/// How many minutes reading takes, at least one where there is a word at all.
#[must_use]
pub fn reading_minutes(words: u32, language: Option<&Language>) -> u32 {
    // Words a minute, after Trauzettel-Klosinski and Dietz (2012) and Brysbaert (2019), rounded.
    let pace = match language.map_or("en", Language::primary) {
        "ar" | "fa" | "ur" | "he" => 180,
        "fi" | "hu" | "tr" | "ko" => 160,
        "de" | "pl" | "ru" | "cs" | "uk" | "sv" | "nl" => 200,
        "zh" | "ja" => 210,
        _ => 230,
    };
    words.div_ceil(pace)
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '\u{3040}'..='\u{309f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_people_count_them() {
        for (text, count) in [
            ("", 0),
            ("— … !", 0),
            ("One two-three can’t 3.14", 5),
            ("باغ‌های تهران", 2),
            ("東京の夜です", 3),
            ("안녕하세요 세계", 2),
        ] {
            assert_eq!(words(text), count, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn ascii_is_counted_by_the_same_rules(text in "[a-c1-3_'.:,; \\-\n\"/@#]{0,24}|[ -~\t\n]{0,24}") {
            proptest::prop_assert_eq!(words(&text), text.unicode_words().count() as u32, "{:?}", text);
        }
    }

    proptest::proptest! {
        #[test]
        fn letters_beyond_ascii_are_counted_by_the_same_rules(
            text in "[a1 .,'éßŁΩжשبگ۳٣’“”„–…،؟\u{a0}\u{200c}\u{64e}\u{301}\u{180}-\u{24f}\u{671}-\u{6d3}\u{41f}-\u{481}\u{39a}-\u{3ce}]{0,16}"
        ) {
            proptest::prop_assert_eq!(words(&text), text.unicode_words().count() as u32, "{:?}", text);
        }
    }

    #[test]
    fn reading_takes_at_least_a_minute_and_depends_on_the_language() {
        assert_eq!(reading_minutes(0, None), 0);
        assert_eq!(reading_minutes(1, None), 1);
        assert_eq!(reading_minutes(460, None), 2);
        assert!(reading_minutes(1000, Language::parse("fa").as_ref()) > reading_minutes(1000, None));
    }
}
