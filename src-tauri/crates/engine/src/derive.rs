//! What is found out about an article: its excerpt, language, direction and length.

use model::{Language, Metadata, Publication};

/// Everything that is stored beside an article so that lists need not read its text.
pub(crate) fn derive(body: &str, metadata: &Metadata, publication: &Publication) -> store::Derived {
    to_store(export::Derived::from_text(body, metadata, publication))
}

/// The same where language and length are known already, as they are of an open draft: a save of a long text
/// then need not go over all of it.
pub(crate) fn of_draft(body: &str, metadata: &Metadata, language: Language, words: u32) -> store::Derived {
    to_store(export::Derived::of(body, metadata, language, words))
}

fn to_store(derived: export::Derived) -> store::Derived {
    store::Derived {
        excerpt: derived.excerpt,
        language: derived.language,
        direction: derived.direction,
        words: derived.words,
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
