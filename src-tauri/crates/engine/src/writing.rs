//! What helps while writing, from the open drafts: counts, the outline and its sections.

use std::ops::Range;

use contract as wire;
use contract::ApiError;
use markup::statistics::{Ease, Formula, Statistics, reading_minutes};
use markup::{Embed, Mark};
use model::Language;

use crate::Engine;

impl Engine {
    pub(crate) fn draft_counts(
        &self,
        request: &wire::DraftStatisticsRequest,
    ) -> Result<wire::DraftStatistics, ApiError> {
        self.shared.drafts.read(&request.id)?;
        self.shared.drafts.look(&request.id, |draft| {
            let language = draft.frame.language();
            let selected = request.selection.as_ref().filter(|range| range.from < range.to);
            wire::DraftStatistics {
                number: draft.number,
                language: language.to_string(),
                whole: counts_to_wire(&draft.document.statistics(), language),
                selection: selected.map(|range| {
                    let range = range.from as usize..range.to as usize;
                    counts_to_wire(&draft.document.statistics_of(range), language)
                }),
            }
        })
    }

    pub(crate) fn outline_of_draft(
        &self,
        request: &wire::ArticleRef,
    ) -> Result<wire::DraftOutline, ApiError> {
        self.shared.drafts.look(&request.id, |draft| wire::DraftOutline {
            number: draft.number,
            cards: draft.document.marks().iter().filter_map(card_to_wire).collect(),
            headings: draft
                .document
                .sections()
                .into_iter()
                .map(|section| wire::OutlineHeading {
                    id: section.heading.id,
                    level: section.heading.level,
                    text: section.heading.text,
                    line: section.heading.line,
                    section: range_to_wire(&section.range),
                })
                .collect(),
        })
    }

    pub(crate) fn move_section(&self, request: &wire::SectionMove) -> Result<wire::TextEdit, ApiError> {
        self.shared.drafts.look(&request.id, |draft| wire::TextEdit {
            number: draft.number,
            changes: draft
                .document
                .move_section(request.from as usize, request.to as usize)
                .into_iter()
                .map(|change| change_to_wire(change.from..change.to, change.insert))
                .collect(),
        })
    }
}

/// A range on the wire.
pub(crate) fn range_to_wire(range: &Range<usize>) -> wire::TextRange {
    let unit = |unit: usize| u32::try_from(unit).unwrap_or(u32::MAX);
    wire::TextRange { from: unit(range.start), to: unit(range.end) }
}

/// A change on the wire.
pub(crate) fn change_to_wire(range: Range<usize>, insert: String) -> wire::TextChange {
    let wire::TextRange { from, to } = range_to_wire(&range);
    wire::TextChange { from, to, insert }
}

fn card_to_wire(mark: &Mark) -> Option<wire::OutlineCard> {
    let (card, range) = (mark.card?, mark.range.as_ref()?);
    let kind = match card.kind {
        Embed::Video => wire::CardKind::Video,
        Embed::Post => wire::CardKind::Post,
        Embed::Sound => wire::CardKind::Sound,
    };
    Some(wire::OutlineCard { range: range_to_wire(range), kind, service: card.service.to_owned() })
}

fn counts_to_wire(counts: &Statistics, language: &Language) -> wire::TextStatistics {
    wire::TextStatistics {
        words: counts.words,
        characters: counts.characters,
        characters_without_spaces: counts.characters_without_spaces,
        sentences: counts.sentences,
        paragraphs: counts.paragraphs,
        words_per_sentence: counts.words_per_sentence(),
        longest_sentence: counts.longest_sentence,
        reading_minutes: reading_minutes(counts.words, Some(language)),
        readability: counts.readability(Some(language)).map(|found| wire::Readability {
            formula: match found.formula {
                Formula::Flesch => wire::ReadabilityFormula::Flesch,
                Formula::Amstad => wire::ReadabilityFormula::Amstad,
                Formula::FernandezHuerta => wire::ReadabilityFormula::FernandezHuerta,
                Formula::KandelMoles => wire::ReadabilityFormula::KandelMoles,
                Formula::Gulpease => wire::ReadabilityFormula::Gulpease,
                Formula::Lix => wire::ReadabilityFormula::Lix,
            },
            score: found.score,
            ease: match found.ease {
                Ease::VeryEasy => wire::ReadingEase::VeryEasy,
                Ease::Easy => wire::ReadingEase::Easy,
                Ease::Medium => wire::ReadingEase::Medium,
                Ease::Difficult => wire::ReadingEase::Difficult,
                Ease::VeryDifficult => wire::ReadingEase::VeryDifficult,
            },
        }),
    }
}
