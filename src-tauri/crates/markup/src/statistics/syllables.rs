//! How many syllables a word has, by the vowels that are heard: near enough for formulas that average over a
//! text, and known to be off for single words.

/// The syllables of a word in a language, at least one.
pub(super) fn syllables(word: &str, language: &str) -> u32 {
    let letters: Vec<char> =
        word.chars().flat_map(char::to_lowercase).filter(|it| it.is_alphabetic()).collect();
    let count = match language {
        "de" => {
            by_pairs(&letters, "aeiouyäöüéàè", &["au", "ei", "eu", "äu", "ai", "ie", "ee", "aa", "oo", "ey"])
        }
        "es" => spanish(&letters),
        "fr" => french(&letters),
        _ => english(&letters),
    };
    count.max(1)
}

/// How many runs of vowels there are.
fn runs(letters: &[char], vowels: &str) -> u32 {
    let mut count = 0;
    let mut inside = false;
    for letter in letters {
        let vowel = vowels.contains(*letter);
        count += u32::from(vowel && !inside);
        inside = vowel;
    }
    count
}

fn english(letters: &[char]) -> u32 {
    let mut count = runs(letters, "aeiouyáàâäéèêëíïóôöúü");
    let vowel = |at: usize| letters.get(at).is_some_and(|letter| "aeiouy".contains(*letter));
    let last = letters.len();
    // A final e is silent (“made”), but not after a consonant and l (“table”); so is that of “made-s” and “walk-ed”.
    match letters {
        [.., before, 'l', 'e'] if !"aeiouy".contains(*before) => {}
        [.., _, 'e'] if !vowel(last - 2) => count -= u32::from(count > 1),
        [.., before, 'e', 'd'] if !"aeiouytd".contains(*before) => count -= u32::from(count > 1),
        [.., before, 'e', 's'] if !"aeiouyscxzhg".contains(*before) => count -= u32::from(count > 1),
        _ => {}
    }
    // Vowels that meet and are both heard: “radio”, “poem”.
    let parted = ["ia", "io", "eo", "ua", "iu", "oe"];
    let pairs = letters.windows(2).enumerate().filter(|(at, pair)| {
        let pair: String = pair.iter().collect();
        let softened = *at > 0 && matches!(letters[at - 1], 't' | 's' | 'c' | 'g' | 'q');
        parted.contains(&pair.as_str()) && !softened
    });
    count + pairs.count() as u32
}

/// Every vowel counts, except the second of a pair that is heard as one.
fn by_pairs(letters: &[char], vowels: &str, joined: &[&str]) -> u32 {
    let mut count = 0;
    let mut at = 0;
    while at < letters.len() {
        if !vowels.contains(letters[at]) {
            at += 1;
            continue;
        }
        count += 1;
        let pair: String = letters[at..letters.len().min(at + 2)].iter().collect();
        at += if joined.contains(&pair.as_str()) { 2 } else { 1 };
    }
    count
}

/// Strong vowels and accented weak ones make a syllable each; weak ones lean on a neighbour.
fn spanish(letters: &[char]) -> u32 {
    let strong = |letter: char| "aeoáéóíú".contains(letter);
    let weak = |letter: char| "iuü".contains(letter);
    let mut count = 0;
    let mut at = 0;
    while at < letters.len() {
        let letter = letters[at];
        // The u of “que”, “gui” is not heard.
        let silent = letter == 'u'
            && at > 0
            && "qg".contains(letters[at - 1])
            && letters.get(at + 1).is_some_and(|it| "eiéí".contains(*it));
        if strong(letter) {
            count += 1;
        } else if weak(letter) && !silent {
            let leans = at > 0 && strong(letters[at - 1]) && !"íú".contains(letters[at - 1])
                || letters.get(at + 1).is_some_and(|next| strong(*next) && !"íú".contains(*next));
            let second = at > 0 && weak(letters[at - 1]);
            count += u32::from(!leans && !second);
        } else if letter == 'y' && at + 1 == letters.len() {
            count += u32::from(at == 0 || !strong(letters[at - 1]) && !weak(letters[at - 1]));
        }
        at += 1;
    }
    count
}

fn french(letters: &[char]) -> u32 {
    let vowels = "aeiouyàâäéèêëîïôöùûüœæ";
    let count = runs(letters, vowels);
    let silent = match letters {
        [.., before, 'e'] | [.., before, 'e', 's'] => !vowels.contains(*before),
        [.., before, 'e', 'n', 't'] => letters.len() > 5 && !vowels.contains(*before) && *before != 'm',
        _ => false,
    };
    count - u32::from(silent && count > 1)
}

#[cfg(test)]
mod tests {
    use super::syllables;

    #[test]
    fn the_vowels_that_are_heard_are_counted() {
        for (language, words) in [
            (
                "en",
                &[
                    ("the", 1),
                    ("made", 1),
                    ("table", 2),
                    ("walked", 1),
                    ("wanted", 2),
                    ("radio", 3),
                    ("banana", 3),
                    ("nation", 2),
                    ("houses", 2),
                    ("strength", 1),
                    ("rhythm", 1),
                ][..],
            ),
            ("de", &[("Haus", 1), ("Brücke", 2), ("Theater", 3), ("Zeitungen", 3), ("Liebe", 2)]),
            (
                "es",
                &[
                    ("casa", 2),
                    ("puente", 2),
                    ("queso", 2),
                    ("país", 2),
                    ("ciudad", 2),
                    ("muy", 1),
                    ("aéreo", 4),
                ],
            ),
            ("fr", &[("table", 1), ("maison", 2), ("parlent", 1), ("journal", 2), ("été", 2)]),
        ] {
            for (word, count) in words {
                assert_eq!(syllables(word, language), *count, "{language} {word}");
            }
        }
    }
}
