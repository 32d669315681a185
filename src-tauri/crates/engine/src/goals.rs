//! Goals of words, and what was written: per article, per day, in this session.
//!
//! The engine follows every edit, so it counts; which day it is where the author sits only the window knows,
//! so what was counted is put down under a day when the window asks.

use std::collections::BTreeMap;
use std::sync::Mutex;

use contract as wire;
use contract::{ApiError, ErrorCode, Nothing};
use serde::{Deserialize, Serialize};

use crate::convert::article_id;
use crate::errors::ToApi as _;
use crate::library::Library;
use crate::{Engine, lock};

/// Where the library keeps goals and days.
const GOALS: &str = "goals";
const DAYS: &str = "writing-days";

/// How many days are kept.
const DAYS_KEPT: usize = 366;

/// What was written since the library was opened.
#[derive(Debug, Default)]
pub(crate) struct Session(Mutex<Counts>);

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    /// Words added less words taken away.
    written: i64,
    /// The part of it that is not put down under a day yet.
    unrecorded: i64,
}

impl Session {
    /// Takes note of an edit.
    pub(crate) fn count(&self, before: u32, after: u32) {
        let difference = i64::from(after) - i64::from(before);
        let mut counts = lock(&self.0);
        counts.written += difference;
        counts.unrecorded += difference;
    }
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Goals {
    #[serde(default)]
    day: Option<u32>,
    #[serde(default)]
    articles: BTreeMap<String, u32>,
}

/// Words by day; a day on which more was taken away than added is below 0.
type Days = BTreeMap<String, i64>;

fn load<T: Default + for<'de> Deserialize<'de>>(library: &Library, key: &str) -> Result<T, ApiError> {
    // What another version of the program wrote there is no reason to trouble anyone.
    let stored = library.store().setting(key).to_api()?;
    Ok(stored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

fn keep<T: Serialize>(library: &Library, key: &str, value: &T) -> Result<(), ApiError> {
    let text = serde_json::to_string(value)
        .map_err(|error| ApiError::internal(format!("The goal could not be written: {error}.")))?;
    library.store().set_setting(key, &text).to_api()
}

/// A calendar day as `2026-01-31`; its parts are in range, the month's length aside.
fn is_day(date: &str) -> bool {
    let bytes = date.as_bytes();
    let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
    bytes.len() == 10
        && digits(0..4)
        && digits(5..7)
        && digits(8..10)
        && bytes[4] == b'-'
        && bytes[7] == b'-'
        && ("01"..="12").contains(&&date[5..7])
        && ("01"..="31").contains(&&date[8..10])
}

fn shown(words: i64) -> u32 {
    u32::try_from(words.max(0)).unwrap_or(u32::MAX)
}

impl Engine {
    pub(crate) fn save_goal(&self, request: &wire::GoalSave) -> Result<Nothing, ApiError> {
        let library = self.library()?;
        let mut goals: Goals = load(&library, GOALS)?;
        let words = request.words.filter(|words| *words > 0);
        match (&request.article, words) {
            (None, words) => goals.day = words,
            (Some(article), Some(words)) => {
                goals.articles.insert(article_id(article)?.to_string(), words);
            }
            (Some(article), None) => {
                goals.articles.remove(&article_id(article)?.to_string());
            }
        }
        keep(&library, GOALS, &goals)?;
        Ok(Nothing {})
    }

    pub(crate) fn goal_state_on(&self, request: &wire::GoalQuery) -> Result<wire::GoalState, ApiError> {
        if !is_day(&request.date) {
            return Err(ApiError::invalid(format!(
                "“{}” is no day. A day is written as 2026-01-31.",
                request.date
            )));
        }
        let library = self.library()?;
        let days = record(&library, &request.date)?;
        let goals: Goals = load(&library, GOALS)?;
        let (article_goal, article_words) = match &request.article {
            Some(article) => {
                let id = article_id(article)?;
                let words = match self.shared.drafts.words(&id) {
                    Some(words) => words,
                    None => library.store().article(&id).to_api()?.derived.words,
                };
                (goals.articles.get(id.as_str()).copied(), words)
            }
            None => (None, 0),
        };
        Ok(wire::GoalState {
            article_goal,
            article_words,
            day_goal: goals.day,
            day_words: days.get(&request.date).copied().map_or(0, shown),
            session_words: shown(lock(&library.session().0).written),
            days: days
                .iter()
                .filter(|(_, words)| **words > 0)
                .map(|(date, words)| wire::DayWords { date: date.clone(), words: shown(*words) })
                .collect(),
        })
    }
}

/// Puts down under a day what was not put down yet. In a library that cannot be written to it stays in memory.
fn record(library: &Library, date: &str) -> Result<Days, ApiError> {
    // Held to the end, so that two calls at once put nothing down twice.
    let mut counts = lock(&library.session().0);
    let mut days: Days = load(library, DAYS)?;
    if counts.unrecorded == 0 {
        return Ok(days);
    }
    *days.entry(date.to_owned()).or_default() += counts.unrecorded;
    while days.len() > DAYS_KEPT {
        days.pop_first();
    }
    match keep(library, DAYS, &days) {
        Ok(()) => counts.unrecorded = 0,
        Err(error) if error.code == ErrorCode::ReadOnly => {}
        Err(error) => return Err(error),
    }
    Ok(days)
}

#[cfg(test)]
mod tests {
    use super::is_day;

    #[test]
    fn a_day_is_a_day_of_the_calendar() {
        for (text, holds) in [
            ("2026-01-31", true),
            ("2026-1-31", false),
            ("2026-13-01", false),
            ("2026-00-01", false),
            ("2026-01-00", false),
            ("20260-01-1", false),
            ("２０２６-01", false),
            ("", false),
        ] {
            assert_eq!(is_day(text), holds, "{text}");
        }
    }
}
