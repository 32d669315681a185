//! The newest articles that answer a question of words, told from a sample: the index gives matches in almost the
//! order in which articles were changed (`index_row.rs`), so only those have to be looked for besides that are newer
//! than their place in it.

use rusqlite::Connection;

use crate::error::Result;
use crate::find::{self, Filter};
use crate::index_row;
use crate::key_set::KeySet;

/// How many matches are looked at before the articles are looked for that are newer than their place.
const SAMPLE: usize = 200;

/// How many are looked at where tags, dates and the like let some of them pass only.
const PICKED_FROM: usize = 2000;

/// How many articles newer than their place are looked for among the matches.
const NEWER: usize = 5000;

/// The articles that match, those changed last first; `None` where this cannot be told from a sample.
pub(crate) fn from_sample(
    connection: &Connection,
    question: &str,
    filter: &Filter,
    limit: usize,
) -> Result<Option<Vec<i64>>> {
    let sample = SAMPLE.max(limit.saturating_mul(4));
    let looked_at = if filter.is_empty() { sample } else { sample.max(PICKED_FROM) };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT found, article.sort_at, article.trashed_at IS NULL AND {} FROM \
         (SELECT rowid AS found FROM search WHERE search MATCH ?{} ORDER BY rowid DESC LIMIT ?{}) \
         CROSS JOIN article ON article.key = found & {}",
        filter.sql,
        filter.parameters.len() + 1,
        filter.parameters.len() + 2,
        index_row::KEY,
    ))?;
    let asked = looked_at as i64;
    let mut rows = statement.query(&filter.with(&[&question, &asked])[..])?;
    let (mut found, mut seen, mut newest_row, mut last_row) = (Vec::new(), 0, None, i64::MAX);
    while found.len() < sample
        && let Some(row) = rows.next()?
    {
        (seen, last_row) = (seen + 1, row.get(0)?);
        newest_row.get_or_insert(last_row);
        if row.get(2)? {
            found.push((row.get::<_, i64>(1)?, index_row::key(last_row)));
        }
    }
    found.sort_unstable_by(|one, other| other.cmp(one));
    if seen < looked_at && found.len() < sample {
        return Ok(Some(found.into_iter().take(limit).map(|(_, key)| key).collect()));
    }
    let Some(last) = limit.checked_sub(1).and_then(|last| found.get(last)).copied() else { return Ok(None) };
    let Some(newer) = newer_than(connection, last, last_row)? else { return Ok(None) };
    if newer.is_empty() {
        return Ok(Some(found.into_iter().take(limit).map(|(_, key)| key).collect()));
    }
    // How many of a hundred articles match, and how many of those pass, as far as the sample tells.
    let looked_over = index_row::between(connection, last_row, newest_row.unwrap_or(last_row))?;
    let density = seen as f64 / looked_over as f64;
    let wanted = limit as f64 * seen as f64 / found.len() as f64;
    let matching = Matching::of(connection, question, &newer, density, wanted)?;
    let mut candidates: Vec<(i64, i64, bool)> = found.into_iter().map(|(at, key)| (at, key, true)).collect();
    candidates.extend(newer.into_iter().map(|(row, at)| (at, index_row::key(row), false)));
    candidates.sort_unstable_by(|one, other| other.cmp(one));
    // Only those that may be shown are held to the question and the filter, one by one.
    let mut keys = Vec::new();
    for (_, key, in_sample) in candidates {
        if keys.len() == limit {
            break;
        }
        let fits = in_sample
            || (matching.contains(key)? && (filter.is_empty() || filter.lets_pass(connection, key)?));
        if fits {
            keys.push(key);
        }
    }
    Ok(Some(keys))
}

/// The articles that a filter lets pass, those changed last first; `None` where these are few among many.
pub(crate) fn from_newest(
    connection: &Connection,
    filter: &Filter,
    limit: usize,
) -> Result<Option<Vec<i64>>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT article.key, {} FROM (SELECT key AS found FROM article INDEXED BY article_newest \
         WHERE trashed_at IS NULL ORDER BY sort_at DESC, key DESC LIMIT ?{}) \
         CROSS JOIN article ON article.key = found",
        filter.sql,
        filter.parameters.len() + 1
    ))?;
    let asked = PICKED_FROM as i64;
    let mut rows = statement.query(&filter.with(&[&asked])[..])?;
    let (mut found, mut seen) = (Vec::new(), 0);
    while found.len() < limit
        && let Some(row) = rows.next()?
    {
        seen += 1;
        if row.get(1)? {
            found.push(row.get(0)?);
        }
    }
    Ok((found.len() == limit || seen < PICKED_FROM).then_some(found))
}

/// The articles below a row of the index that were changed after the last one found, by their rows; `None` where
/// they are too many.
fn newer_than(
    connection: &Connection,
    (sort_at, key): (i64, i64),
    below: i64,
) -> Result<Option<Vec<(i64, i64)>>> {
    let mut statement = connection.prepare_cached(
        "SELECT search_turn, key, sort_at FROM article INDEXED BY article_newest \
         WHERE trashed_at IS NULL AND (sort_at, key) > (?1, ?2) AND (search_turn << ?3 | key) < ?4 LIMIT ?5",
    )?;
    let parameters = (sort_at, key, index_row::KEY_BITS, below, NEWER as i64 + 1);
    let rows =
        statement.query_map(parameters, |row| Ok((index_row::row(row.get(0)?, row.get(1)?), row.get(2)?)))?;
    let mut newer: Vec<(i64, i64)> = rows.collect::<rusqlite::Result<_>>()?;
    newer.sort_unstable();
    Ok((newer.len() <= NEWER).then_some(newer))
}

/// What it costs to ask for one article by itself, in matches that are read one after the other, for each word: each
/// of the parts of the index is looked into.
const ASKED_ALONE: f64 = 400.0;

/// Which of some articles match.
enum Matching<'a> {
    /// These do.
    Read(KeySet),
    /// Each is asked for when somebody wants to know.
    Asked(&'a Connection, &'a str),
}

impl<'a> Matching<'a> {
    /// Chooses what is quicker: to read all matches between the first and the last of the articles, or to ask
    /// for those that are `wanted` one by one, the newest first.
    fn of(
        connection: &'a Connection,
        question: &'a str,
        articles: &[(i64, i64)],
        density: f64,
        wanted: f64,
    ) -> Result<Self> {
        let (Some((first, _)), Some((last, _))) = (articles.first(), articles.last()) else {
            return Ok(Self::Read(KeySet::default()));
        };
        let to_read = density * index_row::between(connection, *first, *last)? as f64;
        let words = question.matches('"').count() as f64 / 2.0;
        let to_ask = (wanted / density).min(articles.len() as f64) * words * ASKED_ALONE;
        if to_ask < to_read {
            return Ok(Self::Asked(connection, question));
        }
        let sql = format!("{} AND rowid BETWEEN ?2 AND ?3", find::matching());
        Ok(Self::Read(find::keys(connection, &sql, &[&question, first, last])?))
    }

    fn contains(&self, key: i64) -> Result<bool> {
        match self {
            Self::Read(found) => Ok(found.contains(key)),
            Self::Asked(connection, question) => Ok(connection
                .prepare_cached("SELECT 1 FROM search WHERE search MATCH ?1 AND rowid = ?2")?
                .exists((question, index_row::of(connection, key)?))?),
        }
    }
}
