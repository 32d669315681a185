//! How long a text is for a reader.

use model::Language;
use unicode_segmentation::UnicodeSegmentation;

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
