//! Replacing a text across articles: first what would change, then what was chosen of it, in one transaction.
//!
//! Regular expressions are those of the `regex` crate, which go through a text once: none can hang.

use contract as wire;
use contract::ApiError;
use model::Metadata;
use regex::{Regex, RegexBuilder};

use crate::convert::{self, article_id};
use crate::errors::ToApi as _;
use crate::library::Library;
use crate::{Engine, derive, now, organise};

/// The most hits that are shown, and so the most that are replaced at once.
const MOST_HITS: usize = 5_000;

/// How many articles are looked through in one go.
const PAGE: u32 = 500;

/// How much of a line is shown around a hit, in characters.
const AROUND: usize = 60;

/// The name of the text among the fields.
const BODY: &str = "body";

/// What is looked for, made ready.
struct Search {
    pattern: Regex,
    replacement: String,
    literal: bool,
    in_metadata: bool,
}

impl Search {
    fn new(request: &wire::ReplaceRequest) -> Result<Self, ApiError> {
        if request.find.is_empty() {
            return Err(ApiError::invalid("Write what to look for."));
        }
        let mut pattern = if request.regex { request.find.clone() } else { regex::escape(&request.find) };
        if request.whole_words {
            pattern = format!(r"\b(?:{pattern})\b");
        }
        let pattern = RegexBuilder::new(&pattern)
            .case_insensitive(!request.match_case)
            .multi_line(true)
            .size_limit(4 * 1024 * 1024)
            .build()
            .map_err(|error| {
                ApiError::invalid(format!("“{}” is not a regular expression: {error}.", request.find))
            })?;
        if pattern.is_match("") {
            return Err(ApiError::invalid(format!(
                "“{}” matches everywhere, also where nothing stands. Write what has to be there.",
                request.find
            )));
        }
        Ok(Self {
            pattern,
            replacement: request.replace.clone(),
            literal: !request.regex,
            in_metadata: request.in_metadata,
        })
    }

    /// The parts of an article that are looked through, by the names of their fields.
    fn parts(&self, metadata: &Metadata, body: &str) -> Vec<(&'static str, String)> {
        let mut parts = Vec::new();
        if self.in_metadata {
            parts.push(("title", metadata.title.clone()));
            parts.push(("subtitle", metadata.subtitle.clone()));
            parts.extend(metadata.excerpt.clone().map(|excerpt| ("excerpt", excerpt)));
        }
        parts.push((BODY, body.to_owned()));
        parts
    }

    /// All hits of an article.
    fn hits(&self, metadata: &Metadata, body: &str) -> Vec<wire::ReplaceHit> {
        let mut hits = Vec::new();
        for (field, text) in self.parts(metadata, body) {
            let (mut line, mut counted) = (1, 0);
            for found in self.pattern.captures_iter(&text) {
                let Some(whole) = found.get(0).filter(|whole| !whole.is_empty()) else { continue };
                line += text[counted..whole.start()].matches('\n').count();
                counted = whole.start();
                let (before, after) = around(&text, whole.start(), whole.end());
                hits.push(wire::ReplaceHit {
                    number: u32::try_from(hits.len()).unwrap_or(u32::MAX),
                    field: field.to_owned(),
                    line: u32::try_from(line).unwrap_or(u32::MAX),
                    before,
                    matched: whole.as_str().to_owned(),
                    after,
                    replacement: self.replacement(&found),
                });
            }
        }
        hits
    }

    fn replacement(&self, found: &regex::Captures<'_>) -> String {
        if self.literal {
            return self.replacement.clone();
        }
        let mut text = String::new();
        found.expand(&self.replacement, &mut text);
        text
    }

    /// An article with the chosen hits replaced.
    fn replace(&self, metadata: &Metadata, body: &str, chosen: &[u32]) -> (Metadata, String) {
        let (mut changed, mut new_body) = (metadata.clone(), body.to_owned());
        let mut number = 0;
        for (field, text) in self.parts(metadata, body) {
            let replaced = self.pattern.replace_all(&text, |found: &regex::Captures<'_>| {
                if found[0].is_empty() {
                    return String::new();
                }
                number += 1;
                if chosen.contains(&(number - 1)) { self.replacement(found) } else { found[0].to_owned() }
            });
            match field {
                "title" => changed.title = replaced.replace('\n', " "),
                "subtitle" => changed.subtitle = replaced.replace('\n', " "),
                "excerpt" => changed.excerpt = Some(replaced.into_owned()),
                _ => new_body = replaced.into_owned(),
            }
        }
        (changed, new_body)
    }
}

/// What stands on the same line before and behind a hit.
fn around(text: &str, start: usize, end: usize) -> (String, String) {
    let before = text[..start].rsplit('\n').next().unwrap_or_default();
    let after = text[end..].split('\n').next().unwrap_or_default();
    let skip = before.chars().count().saturating_sub(AROUND);
    (before.chars().skip(skip).collect(), after.chars().take(AROUND).collect())
}

impl Engine {
    pub(crate) fn plan_replace(&self, request: &wire::ReplaceRequest) -> Result<wire::ReplacePlan, ApiError> {
        let library = self.library()?;
        self.settle_all_drafts(&library)?;
        let search = Search::new(request)?;
        let filter = organise::filter_from(request.shelf, &request.filter)?;
        let mut plan = wire::ReplacePlan { articles: Vec::new(), total: 0, truncated: false };
        let mut shown = 0;
        library
            .store()
            .for_each_article(&filter, PAGE, &mut |stored| {
                let mut hits = search.hits(&stored.article.metadata, &stored.article.body);
                if hits.is_empty() {
                    return;
                }
                plan.total = plan.total.saturating_add(u32::try_from(hits.len()).unwrap_or(u32::MAX));
                hits.truncate(MOST_HITS - shown);
                shown += hits.len();
                if !hits.is_empty() {
                    plan.articles.push(wire::ReplaceArticle {
                        id: stored.article.id.to_string(),
                        version: stored.article.version,
                        title: stored.article.metadata.title.clone(),
                        hits,
                    });
                }
            })
            .to_api()?;
        plan.truncated = usize::try_from(plan.total).is_ok_and(|total| total > shown);
        Ok(plan)
    }

    pub(crate) fn run_replace(&self, request: &wire::ReplaceRun) -> Result<wire::BulkDone, ApiError> {
        let library = self.library()?;
        let search = Search::new(&request.request)?;
        self.settle_all_drafts(&library)?;
        let publication = library.publication();
        let mut changed = Vec::with_capacity(request.chosen.len());
        for choice in request.chosen.iter().filter(|choice| !choice.hits.is_empty()) {
            let id = article_id(&choice.id)?;
            let article = library.store().article(&id).to_api()?.article;
            if article.version != choice.version {
                return Err(moved(&library, &article));
            }
            let (metadata, body) = search.replace(&article.metadata, &article.body, &choice.hits);
            let derived = derive::derive(&body, &metadata, &publication);
            changed.push((id, choice.version, metadata, body, derived));
        }
        let origin = convert::origin_from(self.shared.origin);
        let now = now();
        let label = &request.request.find;
        let kind = store::OperationKind::Replace;
        let operation = library.store().begin_operation(kind, label, origin, now).to_api()?;
        let saves: Vec<_> = changed
            .iter()
            .map(|(id, version, metadata, body, derived)| store::SaveArticle {
                id,
                base_version: *version,
                body: Some(body),
                metadata: Some(metadata),
                status: None,
                derived,
                origin,
                now,
                keep_revision: None,
                operation: Some(operation),
            })
            .collect();
        let saved = library.store().save_articles(&saves).to_api()?;
        let items: Vec<_> = saved.into_iter().map(|saved| saved.summary).collect();
        self.replaced(&items.iter().map(|item| (item.id.clone(), item.version)).collect::<Vec<_>>());
        Ok(wire::BulkDone { items: items.iter().map(convert::summary_to).collect(), operation: operation.0 })
    }
}

fn moved(library: &Library, article: &model::Article) -> ApiError {
    let title =
        library.store().summary(&article.id).map_or_else(|_| article.id.to_string(), |summary| summary.title);
    ApiError::new(
        wire::ErrorCode::Conflict,
        format!("“{title}” was changed since the search, so nothing was replaced. Search again."),
    )
}
