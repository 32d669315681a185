//! The search: an index that is made with the site, in files small enough to be fetched as one types.
//!
//! `words-N.json` maps folded words to articles: numbers in ascending order, each as its distance from the one
//! before; twice the article's number, and one more where the word stands in its title. A word's file follows
//! from its first two letters, so that all that a prefix can mean is in one file. `entries-N.json` says what to
//! show. `scripts/search.js` reads both and folds in the same way.

use std::collections::BTreeMap;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::digest::Digest;
use super::plan::{ENTRIES_PER_FILE, SitePlan};
use crate::html::one_line;
use crate::phrases::Phrases;

/// The script of the search.
pub(super) const SCRIPT: &str = include_str!("../../scripts/search.js");

/// The policy of the page of the search: its own script and files, nothing from elsewhere.
pub(super) fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; connect-src 'self'; \
         font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
    )
}

/// What that policy knows the page's own files by: another one with every style sheet and every publication.
pub(super) fn nonce(plan: &SitePlan<'_>) -> String {
    let title = &plan.contents.snapshot.publication.title;
    Digest::of("nonce").text(plan.style.path()).text(title).finish().to_string()
}

/// How much of an excerpt is shown, in characters.
const EXCERPT: usize = 200;

/// Makes all files of words.
pub(super) fn words(plan: &SitePlan<'_>) -> Vec<String> {
    let contents = &plan.contents;
    let mut files: Vec<BTreeMap<String, Vec<u32>>> = vec![BTreeMap::new(); plan.word_files() as usize];
    for (number, card) in contents.searchable().into_iter().enumerate() {
        let metadata = &contents.card(card).metadata;
        let number = u32::try_from(number).unwrap_or(u32::MAX / 2) * 2;
        let mut add = |text: &str, number: u32| {
            fold(text, &mut |word| {
                let file = file_of(word, files.len());
                let file = &mut files[file];
                match file.get_mut(word) {
                    Some(numbers) => match numbers.last_mut() {
                        Some(last) if *last / 2 == number / 2 => *last |= number & 1,
                        _ => numbers.push(number),
                    },
                    None => {
                        file.insert(word.to_owned(), vec![number]);
                    }
                }
            });
        };
        add(&metadata.title, number + 1);
        add(&metadata.subtitle, number);
        add(&contents.card(card).excerpt, number);
        for name in metadata.tags.iter().chain(&metadata.section).chain(&contents.authors(card)) {
            add(name, number);
        }
    }
    files
        .into_iter()
        .map(|mut file| {
            for numbers in file.values_mut() {
                for place in (1..numbers.len()).rev() {
                    numbers[place] -= numbers[place - 1];
                }
            }
            // Numbers and strings always serialise.
            serde_json::to_string(&file).unwrap_or_default() + "\n"
        })
        .collect()
}

/// Address, title, excerpt, day, language, direction.
#[derive(Serialize)]
struct Entry<'a>(String, String, String, String, &'a str, &'a str);

/// Makes one file of articles.
pub(super) fn entries(plan: &SitePlan<'_>, number: usize) -> String {
    let contents = &plan.contents;
    let cards = contents.searchable();
    let from = number * ENTRIES_PER_FILE;
    let entries: Vec<Entry<'_>> = cards[from.min(cards.len())..]
        .iter()
        .take(ENTRIES_PER_FILE)
        .map(|index| {
            let card = contents.card(*index);
            let phrases = Phrases::for_language(&card.language);
            let title = one_line(&card.metadata.title);
            let excerpt: String = one_line(&card.excerpt).chars().take(EXCERPT).collect();
            Entry(
                contents.links.from("", &contents.addresses[*index]),
                if title.is_empty() { phrases.untitled().to_owned() } else { title },
                excerpt,
                card.metadata.published_at.map(|moment| phrases.day(moment)).unwrap_or_default(),
                card.language.as_str(),
                card.direction.as_str(),
            )
        })
        .collect();
    serde_json::to_string(&entries).unwrap_or_default() + "\n"
}

/// Which file a word is in.
fn file_of(word: &str, files: usize) -> usize {
    let letters = word.chars().take(2);
    let hash = letters.fold(0_u32, |hash, letter| hash.wrapping_mul(31).wrapping_add(u32::from(letter)));
    hash as usize % files
}

/// Calls for each word of a text, folded. Scripts without spaces give each letter and each pair of letters.
fn fold(text: &str, found: &mut dyn FnMut(&str)) {
    let mut word = String::new();
    let mut before: Option<char> = None;
    let mut pair = String::new();
    for letter in text.nfkd().flat_map(char::to_lowercase) {
        if is_combining_mark(letter)
            || matches!(letter, '\u{640}' | '\u{ad}' | '\u{200d}' | '\u{200e}' | '\u{200f}')
        {
            continue;
        }
        let dense = is_dense(letter);
        if !letter.is_alphanumeric() || dense {
            if !word.is_empty() {
                found(&word);
                word.clear();
            }
            if dense {
                pair.clear();
                pair.extend(before);
                pair.push(letter);
                if before.is_some() {
                    found(&pair);
                }
                found(&pair[before.map_or(0, char::len_utf8)..]);
            }
            before = dense.then_some(letter);
            continue;
        }
        before = None;
        match letter {
            'ى' | 'ی' => word.push('ي'),
            'ک' => word.push('ك'),
            'ة' | 'ہ' | 'ھ' => word.push('ه'),
            'ß' => word.push_str("ss"),
            'æ' => word.push_str("ae"),
            'œ' => word.push_str("oe"),
            'þ' => word.push_str("th"),
            'ø' => word.push('o'),
            'ł' => word.push('l'),
            'đ' | 'ð' => word.push('d'),
            'ı' => word.push('i'),
            other => word.push(digit(other)),
        }
    }
    if !word.is_empty() {
        found(&word);
    }
}

fn digit(letter: char) -> char {
    let code = u32::from(letter);
    let zero = [0x660, 0x6f0, 0x966].into_iter().find(|zero| (*zero..zero + 10).contains(&code));
    zero.and_then(|zero| char::from_digit(code - zero, 10)).unwrap_or(letter)
}

/// Letters of scripts that put no spaces between words.
fn is_dense(letter: char) -> bool {
    matches!(letter,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{2fdf}'
        | '\u{3005}' | '\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}'
        | '\u{30fd}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        fold(text, &mut |word| words.push(word.to_owned()));
        words
    }

    #[test]
    fn words_of_any_script_are_folded_as_readers_type_them() {
        assert_eq!(folded("Crème Brûlée, Straße 7"), ["creme", "brulee", "strasse", "7"]);
        assert_eq!(folded("باغ‌های ۱۲"), ["باغ", "هاي", "12"]);
        assert_eq!(folded("الكِتَاب"), ["الكتاب"]);
        assert_eq!(folded("東京の夜"), ["東", "東京", "京", "京の", "の", "の夜", "夜"]);
    }

    #[test]
    fn all_that_a_prefix_can_mean_is_in_one_file() {
        assert_eq!(file_of("ha", 64), file_of("harbour", 64));
        assert_eq!(file_of("باغ", 64), file_of("بازار", 64));
    }
}
