//! What helps while writing, from the open drafts: counts, the outline and its sections.

use contract as wire;
use contract::ApiError;

use crate::Engine;

fn to_come() -> ApiError {
    ApiError::internal("This part is being made.")
}

impl Engine {
    pub(crate) fn draft_counts(
        &self,
        _: &wire::DraftStatisticsRequest,
    ) -> Result<wire::DraftStatistics, ApiError> {
        Err(to_come())
    }
    pub(crate) fn problems_of_draft(&self, _: &wire::ArticleRef) -> Result<wire::ArticleProblems, ApiError> {
        Err(to_come())
    }
    pub(crate) fn problems_of_article(
        &self,
        _: &wire::ArticleRef,
    ) -> Result<wire::ArticleProblems, ApiError> {
        Err(to_come())
    }
    pub(crate) fn outline_of_draft(&self, _: &wire::ArticleRef) -> Result<wire::DraftOutline, ApiError> {
        Err(to_come())
    }
    pub(crate) fn move_section(&self, _: &wire::SectionMove) -> Result<wire::TextEdit, ApiError> {
        Err(to_come())
    }
    pub(crate) fn spelling_of_draft(
        &self,
        _: &wire::SpellingRequest,
    ) -> Result<wire::SpellingReport, ApiError> {
        Err(to_come())
    }
    pub(crate) fn suggest_spelling(&self, _: &wire::SpellingWord) -> Result<Vec<String>, ApiError> {
        Err(to_come())
    }
    pub(crate) fn learn_word(&self, _: &wire::SpellingWord) -> Result<wire::Nothing, ApiError> {
        Err(to_come())
    }
    pub(crate) fn forget_word(&self, _: &wire::SpellingWord) -> Result<wire::Nothing, ApiError> {
        Err(to_come())
    }
    pub(crate) fn ignore_word(&self, _: &wire::SpellingWord) -> Result<wire::Nothing, ApiError> {
        Err(to_come())
    }
    pub(crate) fn spelling_state(&self) -> Result<wire::SpellingLanguages, ApiError> {
        Err(to_come())
    }
    pub(crate) fn choose_languages(
        &self,
        _: wire::SpellingChoice,
    ) -> Result<wire::SpellingLanguages, ApiError> {
        Err(to_come())
    }
}
