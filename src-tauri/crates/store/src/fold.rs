//! Texts cut into words, and words folded, so that what is meant is found however it is written.
//!
//! Case, accents and compatibility forms are folded (NFKD, Unicode Annex 15); of Arabic script the vowel
//! signs and the tatweel go, and letters that are typed for each other become one (ي and ی, ك and ک, ة and ه,
//! أ إ آ and ا); digits become ASCII. The zero-width non-joiner parts words, so that a Persian word is found
//! with and without its suffix. Scripts without spaces (Chinese, Japanese, Thai, …) are cut into their
//! letters: a word in them is found as a sequence. Each word knows where it stands in the original.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// The word, folded.
    pub(crate) text: String,
    /// Where it stands in the original, in bytes.
    pub(crate) range: Range<usize>,
}

/// The words of a text, one after the other.
pub(crate) fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0 }
}

/// The words of a text, folded, joined by single spaces.
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // No word goes over the end of a line, and most lines need no more than their letters made small.
    for line in text.split('\n') {
        if line.is_ascii() {
            for word in line.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
                if !folded.is_empty() {
                    folded.push(' ');
                }
                folded.extend(word.chars().map(|letter| letter.to_ascii_lowercase()));
            }
        } else {
            for token in tokens(line) {
                if !folded.is_empty() {
                    folded.push(' ');
                }
                folded.push_str(&token.text);
            }
        }
    }
    folded
}

/// See [`tokens`].
pub(crate) struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let mut token = String::new();
        let mut start = self.at;
        let mut end = self.at;
        let mut alone = false;
        for (index, character) in self.text[self.at..].char_indices() {
            let index = self.at + index;
            let before = token.len();
            let part = fold_into(&mut token, character);
            let after = index + character.len_utf8();
            match part {
                Part::Silent => {}
                Part::Gap if before == 0 => {}
                Part::Gap => break,
                Part::Word | Part::Letter => {
                    // A letter of a script without spaces is a word of its own.
                    let is_letter = part == Part::Letter;
                    if before > 0 && (is_letter || (alone && !is_combining_mark(character))) {
                        token.truncate(before);
                        break;
                    }
                    if before == 0 {
                        start = index;
                        alone = is_letter;
                    }
                    end = after;
                }
            }
        }
        if token.is_empty() {
            self.at = self.text.len();
            return None;
        }
        self.at = end;
        Some(Token { text: token, range: start..end })
    }
}

/// What a character does to the word before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// It goes on, or begins.
    Word,
    /// It is a word of its own.
    Letter,
    /// It ends.
    Gap,
    /// Nothing.
    Silent,
}

fn fold_into(token: &mut String, character: char) -> Part {
    if character.is_ascii() {
        if character.is_ascii_alphanumeric() {
            token.push(character.to_ascii_lowercase());
            return Part::Word;
        }
        return Part::Gap;
    }
    if is_silent(character) {
        return Part::Silent;
    }
    if !character.is_alphanumeric() && !is_combining_mark(character) {
        return Part::Gap;
    }
    let before = token.len();
    for part in std::iter::once(character).nfkd().flat_map(char::to_lowercase) {
        if !is_silent(part) && (part.is_alphanumeric() || is_combining_mark(part)) {
            push_unified(token, part);
        }
    }
    if token.len() == before {
        Part::Silent
    } else if is_unspaced(character) {
        Part::Letter
    } else {
        Part::Word
    }
}

/// What vanishes from a word: accents and vowel signs, the tatweel, invisible signs.
fn is_silent(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{ad}' | '\u{200d}'
        | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}')
}

/// Letters of scripts that do not part words by spaces.
fn is_unspaced(character: char) -> bool {
    let code = u32::from(character);
    !is_combining_mark(character)
        && matches!(code,
            0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3005..=0x3007 | 0x3040..=0x30ff | 0x31f0..=0x31ff
            | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0xff66..=0xff9f | 0x20000..=0x3ffff)
}

fn push_unified(token: &mut String, character: char) {
    match character {
        'ß' => token.push_str("ss"),
        'æ' => token.push_str("ae"),
        'œ' => token.push_str("oe"),
        'þ' => token.push_str("th"),
        'ø' => token.push('o'),
        'đ' | 'ð' => token.push('d'),
        'ł' => token.push('l'),
        'ı' => token.push('i'),
        'ς' => token.push('σ'),
        'ي' | 'ى' | 'ے' => token.push('ی'),
        'ك' | 'ڪ' => token.push('ک'),
        'ة' | 'ہ' | 'ھ' | 'ە' | 'ۃ' => token.push('ه'),
        'ٱ' => token.push('ا'),
        _ => token.push(ascii_digit(character).unwrap_or(character)),
    }
}

/// The ASCII form of a decimal digit of the scripts most in use.
fn ascii_digit(character: char) -> Option<char> {
    let code = u32::from(character);
    let value = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0e50]
        .into_iter()
        .find_map(|zero| code.checked_sub(zero).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_are_typed_for_each_other_fold_to_the_same() {
        for (one, other) in [
            ("كتاب‌هاي", "کتاب های"),
            ("مدرسة", "مدرسه"),
            ("أحمد إلى آخر", "احمد الی اخر"),
            ("الكِتَابُ", "الکتاب"),
            ("ســـلام", "سلام"),
            ("۱۴۰۴ ١٤٠٤", "1404 1404"),
            ("Crème BRÛLÉE", "creme brulee"),
            ("cre\u{300}me", "crème"),
            ("Straße", "STRASSE"),
            ("ﬁne ｆｕｌｌ", "fine full"),
            ("ΟΔΟΣ", "οδός"),
            ("İstanbul", "istanbul"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} and {other}");
        }
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_letters() {
        assert_eq!(folded("東京の夜 2026"), "東 京 の 夜 2026");
        assert_eq!(folded("がabc"), "か\u{3099} abc");
        assert_eq!(folded("हिन्दी लेख"), "हिन्दी लेख");
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "«Crème» ‌کتاب‌ها، end";
        let found: Vec<&str> = tokens(text).map(|token| &text[token.range]).collect();
        assert_eq!(found, ["Crème", "کتاب", "ها", "end"]);
    }

    proptest::proptest! {
        #[test]
        fn a_text_folds_to_its_words(text in "[a-cA-C0-1é کً東\u{200c} .\n\t-]{0,40}") {
            let words: Vec<String> = tokens(&text).map(|token| token.text).collect();
            proptest::prop_assert_eq!(folded(&text), words.join(" "));
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["Crème كتاب‌هاي 東京 Straße ﬁ", "", "—", "a-b_c", "हिन्दी", "İ"]
        {
            assert_eq!(folded(&folded(text)), folded(text), "{text}");
        }
    }
}
