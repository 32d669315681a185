//! Search in two phases: the newest within a frame, for every key; the best after that, until the next key.

use std::sync::{Arc, Mutex};

use contract as wire;
use contract::ApiError;

use crate::articles::LONGEST_LIST;
use crate::errors::ToApi as _;
use crate::organise::filter_from;
use crate::{Engine, convert, lock};

/// The ranked search that goes on, if one does.
#[derive(Default)]
pub(crate) struct Ranking(Mutex<Option<Arc<store::Cancel>>>);

impl Ranking {
    /// Ends the one that goes on, and notes the next, if there is one.
    fn begin(&self, next: Option<Arc<store::Cancel>>) {
        if let Some(before) = std::mem::replace(&mut *lock(&self.0), next) {
            before.cancel();
        }
    }
}

impl Engine {
    pub(crate) fn search_articles(
        &self,
        request: &wire::ArticleSearchRequest,
    ) -> Result<wire::ArticleSearchResult, ApiError> {
        let library = self.library()?;
        self.shared.ranking.begin(None);
        let within = within(request)?;
        let question = store::Question { words: &request.query, within: within.as_ref() };
        let hits = library.store().search(question, request.limit.min(LONGEST_LIST)).to_api()?;
        Ok(to_wire(&hits))
    }

    pub(crate) fn search_ranked(
        &self,
        request: &wire::ArticleSearchRequest,
    ) -> Result<wire::ArticleSearchResult, ApiError> {
        let library = self.library()?;
        let cancel = Arc::new(store::Cancel::default());
        self.shared.ranking.begin(Some(Arc::clone(&cancel)));
        let limit = request.limit.min(LONGEST_LIST);
        let within = within(request)?;
        let question = store::Question { words: &request.query, within: within.as_ref() };
        match library.store().search_ranked(question, limit, &cancel) {
            Err(store::Error::Cancelled) => {
                Err(ApiError::internal("A newer search took the place of this one."))
            }
            found => Ok(to_wire(&found.to_api()?)),
        }
    }
}

/// What the articles have to be besides having the words, on whatever shelf they stand.
fn within(request: &wire::ArticleSearchRequest) -> Result<Option<store::Filter>, ApiError> {
    request.filter.as_ref().map(|filter| filter_from(wire::Shelf::All, filter)).transpose()
}

fn to_wire(hits: &[store::Hit]) -> wire::ArticleSearchResult {
    let run = |run: &store::Run| wire::ExcerptRun { text: run.text.clone(), matched: run.matched };
    let hit = |hit: &store::Hit| wire::SearchHit {
        article: convert::summary_to(&hit.summary),
        excerpt: hit.excerpt.iter().map(run).collect(),
    };
    wire::ArticleSearchResult { hits: hits.iter().map(hit).collect() }
}
