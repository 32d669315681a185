//! The quotation marks of languages, after the Unicode CLDR's delimiters and the usage of their publishers.

/// The marks of a language, opening and closing.
#[derive(Debug)]
pub(super) struct Marks {
    pub double: (&'static str, &'static str),
    pub single: (&'static str, &'static str),
}

const fn pair(double: (&'static str, &'static str), single: (&'static str, &'static str)) -> Marks {
    Marks { double, single }
}

const ENGLISH: Marks = pair(("“", "”"), ("‘", "’"));
const GERMAN: Marks = pair(("„", "“"), ("‚", "‘"));
const POLISH: Marks = pair(("„", "”"), ("‚", "’"));
const SWEDISH: Marks = pair(("”", "”"), ("’", "’"));
const FRENCH: Marks = pair(("«\u{202f}", "\u{202f}»"), ("“", "”"));
const GUILLEMETS: Marks = pair(("«", "»"), ("“", "”"));
const ARABIC: Marks = pair(("«", "»"), ("‹", "›"));
const RUSSIAN: Marks = pair(("«", "»"), ("„", "“"));
const DANISH: Marks = pair(("»", "«"), ("›", "‹"));
const JAPANESE: Marks = pair(("「", "」"), ("『", "』"));

/// The marks of a language by its primary subtag; those of English where it is not listed.
pub(super) fn marks(language: &str) -> &'static Marks {
    match language {
        "de" | "cs" | "sk" | "sl" | "bg" | "is" | "et" | "lt" | "lv" | "ka" | "mk" | "sr" => &GERMAN,
        "pl" | "hu" | "ro" | "hr" | "bs" => &POLISH,
        "sv" | "fi" => &SWEDISH,
        "fr" => &FRENCH,
        "es" | "it" | "pt" | "ca" | "gl" | "eu" | "el" | "nb" | "nn" | "no" | "sq" | "hy" => &GUILLEMETS,
        "fa" | "ar" | "ur" | "ps" | "ckb" | "ku" | "ug" => &ARABIC,
        "ru" | "uk" | "be" | "kk" => &RUSSIAN,
        "da" => &DANISH,
        "ja" => &JAPANESE,
        _ => &ENGLISH,
    }
}
