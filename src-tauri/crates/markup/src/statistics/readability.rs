//! How easily a text is read, by the formula that was made for its language.

use model::Language;

use super::Statistics;

/// A formula of readability.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// R. Flesch, “A new readability yardstick”, Journal of Applied Psychology 32 (1948): English.
    Flesch,
    /// T. Amstad, “Wie verständlich sind unsere Zeitungen?”, Zürich (1978): German.
    Amstad,
    /// J. Fernández Huerta, “Medidas sencillas de lecturabilidad”, Consigna 214 (1959), with words a sentence in
    /// place of the misprinted sentences (G. Law, 2011): Spanish.
    FernandezHuerta,
    /// L. Kandel and A. Moles, “Application de l’indice de Flesch à la langue française”, Cahiers d’études de
    /// radio-télévision 19 (1958): French.
    KandelMoles,
    /// P. Lucisano and M. E. Piemontese, “Gulpease”, Scuola e città 3 (1988): Italian.
    Gulpease,
    /// C. H. Björnsson, “Läsbarhet”, Stockholm (1968): any language in Latin letters.
    Lix,
}

/// What a score means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ease {
    /// As for children.
    VeryEasy,
    /// As talk.
    Easy,
    /// As a newspaper.
    Medium,
    /// As a textbook.
    Difficult,
    /// As a thesis or a law.
    VeryDifficult,
}

/// How easily a text is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Readability {
    /// By which formula.
    pub formula: Formula,
    /// The formula's figure.
    pub score: f64,
    /// What it means.
    pub ease: Ease,
}

/// The formula for a language; `None` for languages that none was made for.
pub(super) fn formula(language: Option<&Language>) -> Option<Formula> {
    Some(match language.map_or("en", Language::primary) {
        "en" => Formula::Flesch,
        "de" => Formula::Amstad,
        "es" => Formula::FernandezHuerta,
        "fr" => Formula::KandelMoles,
        "it" => Formula::Gulpease,
        "sv" | "da" | "nb" | "nn" | "no" | "is" | "fi" | "nl" | "pt" | "ca" | "gl" | "pl" | "cs" | "sk"
        | "sl" | "hr" | "hu" | "ro" | "et" | "lv" | "lt" | "tr" | "af" | "id" | "eu" | "sq" | "cy" | "eo"
        | "la" => Formula::Lix,
        _ => return None,
    })
}

/// The readability of what was counted.
pub(super) fn readability(counts: &Statistics, language: Option<&Language>) -> Option<Readability> {
    let formula = formula(language)?;
    if counts.sentences == 0 || counts.prose_words == 0 {
        return None;
    }
    let words = f64::from(counts.prose_words);
    let sentences = f64::from(counts.sentences);
    let (length, syllables) = (words / sentences, f64::from(counts.syllables) / words);
    let score = match formula {
        Formula::Flesch => 206.835 - 1.015 * length - 84.6 * syllables,
        Formula::Amstad => 180.0 - length - 58.5 * syllables,
        Formula::FernandezHuerta => 206.84 - 1.02 * length - 60.0 * syllables,
        Formula::KandelMoles => 207.0 - 1.015 * length - 73.6 * syllables,
        Formula::Gulpease => 89.0 + (300.0 * sentences - 10.0 * f64::from(counts.letters)) / words,
        Formula::Lix => length + 100.0 * f64::from(counts.long_words) / words,
    };
    // The steps of Flesch's own table; of Gulpease for readers with a secondary education; of Björnsson's.
    let steps = match formula {
        Formula::Lix => [-25.0, -35.0, -45.0, -55.0],
        Formula::Gulpease => [80.0, 60.0, 40.0, 30.0],
        _ => [80.0, 65.0, 50.0, 30.0],
    };
    let easiness = if formula == Formula::Lix { -score } else { score };
    let eases = [Ease::VeryEasy, Ease::Easy, Ease::Medium, Ease::Difficult];
    let ease = steps
        .iter()
        .zip(eases)
        .find(|(step, _)| easiness >= **step)
        .map_or(Ease::VeryDifficult, |(_, ease)| ease);
    Some(Readability { formula, score, ease })
}
