//! Which language a text is written in.

use model::Language;
use whatlang::{Lang, detect as guess};

/// As much of a text as is looked at, in bytes.
const SAMPLE: usize = 16 * 1024;

/// The language of a text, or `None` where it cannot be told with confidence. Give it what a reader reads
/// ([`plain_text`](crate::plain_text)), so that code and addresses do not mislead it.
#[must_use]
pub fn detect(text: &str) -> Option<Language> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let letters = sample.chars().filter(|character| character.is_alphabetic()).take(40).count();
    if letters < 20 {
        return None;
    }
    let found = guess(sample)?;
    let lang = match found.lang() {
        Lang::Pes | Lang::Ara | Lang::Urd => among_arabic_script(sample, found.lang()),
        other if found.is_reliable() || letters == 40 && found.confidence() > 0.5 => other,
        _ => return None,
    };
    Language::parse(tag(lang))
}

/// Persian, Arabic and Urdu are told apart by the letters that only some of them have: short texts mislead
/// trigrams, letters do not.
fn among_arabic_script(text: &str, guessed: Lang) -> Lang {
    let (mut persian, mut arabic, mut urdu) = (0, 0, 0);
    for character in text.chars() {
        match character {
            'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' | '\u{200c}' => persian += 1,
            'ة' | 'ي' | 'ك' | 'إ' | 'أ' | 'ى' => arabic += 1,
            'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ہ' | 'ھ' => urdu += 1,
            _ => {}
        }
    }
    if urdu > arabic && urdu * 4 > persian {
        Lang::Urd
    } else if persian > arabic {
        Lang::Pes
    } else if arabic > persian {
        Lang::Ara
    } else {
        guessed
    }
}

/// The BCP 47 tag: the shortest code, as RFC 5646 asks for.
fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_several_scripts_are_told_apart() {
        for (text, tag) in [
            (
                "The lamp on the bridge was lit again last night, and nobody knew who had climbed up to do it.",
                "en",
            ),
            (
                "Die Lampe auf der Brücke brannte gestern wieder, und niemand wusste, wer hinaufgestiegen war.",
                "de",
            ),
            ("باغ‌های قدیمی شهر دوباره سبز شده‌اند و مردم هر غروب در سایهٔ درختان قدم می‌زنند.", "fa"),
            ("عادت الحدائق القديمة في المدينة إلى الخضرة، ويتمشى الناس كل مساء تحت ظلال الأشجار.", "ar"),
            (
                "La lampe du pont s’est rallumée hier soir, et personne ne savait qui était monté jusque-là.",
                "fr",
            ),
        ] {
            assert_eq!(detect(text).as_ref().map(Language::as_str), Some(tag), "{text}");
        }
    }

    #[test]
    fn too_little_text_has_no_language() {
        for text in ["", "Hello", "1234567890 1234567890 1234567890", "🙂🙂🙂"] {
            assert_eq!(detect(text), None, "{text}");
        }
    }
}
