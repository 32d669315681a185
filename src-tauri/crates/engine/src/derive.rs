//! What is found out about an article: its excerpt, language, direction and length.

use model::{Direction, Language, Metadata, Publication};

/// How long an excerpt taken from the text is, in characters.
const EXCERPT_LENGTH: usize = 200;

/// The language an article is in: the chosen one, else the one found from the text, else the publication's.
pub(crate) fn language(body: &str, metadata: &Metadata, publication: &Publication) -> Language {
    metadata
        .language
        .clone()
        .or_else(|| markup::language::detect(body))
        .unwrap_or_else(|| publication.language.clone())
}

/// The direction an article runs in: the chosen one, else that of its language.
pub(crate) fn direction(metadata: &Metadata, language: &Language) -> Direction {
    metadata.direction.unwrap_or_else(|| language.direction())
}

/// Everything that is stored beside an article so that lists need not read its text.
pub(crate) fn derive(body: &str, metadata: &Metadata, publication: &Publication) -> store::Derived {
    let words = markup::statistics::words(&markup::plain_text(body));
    of_draft(body, metadata, language(body, metadata, publication), words)
}

/// The same where language and length are known already, as they are of an open draft: a save of a long text
/// then need not go over all of it.
pub(crate) fn of_draft(body: &str, metadata: &Metadata, language: Language, words: u32) -> store::Derived {
    store::Derived {
        excerpt: metadata.excerpt.clone().unwrap_or_else(|| markup::excerpt(body, EXCERPT_LENGTH)),
        direction: direction(metadata, &language),
        language,
        words,
    }
}

/// What the window is told of it.
pub(crate) fn to_wire(derived: &store::Derived, slug: &model::Slug) -> contract::Derived {
    contract::Derived {
        slug: slug.to_string(),
        excerpt: derived.excerpt.clone(),
        language: derived.language.to_string(),
        direction: crate::convert::direction_to(derived.direction),
        words: derived.words,
        reading_minutes: markup::statistics::reading_minutes(derived.words, Some(&derived.language)).max(1),
    }
}

/// The same from what a save answers.
pub(crate) fn of_summary(summary: &store::Summary) -> contract::Derived {
    contract::Derived {
        slug: summary.slug.to_string(),
        excerpt: summary.excerpt.clone(),
        language: summary.language.to_string(),
        direction: crate::convert::direction_to(summary.direction),
        words: summary.words,
        reading_minutes: markup::statistics::reading_minutes(summary.words, Some(&summary.language)).max(1),
    }
}
