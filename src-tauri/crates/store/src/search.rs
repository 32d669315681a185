//! The search index: written with the article in one transaction, asked newest first.

use std::collections::BTreeMap;

use model::Metadata;
use rusqlite::{Connection, ToSql};

use crate::content::Content;
use crate::error::Result;
use crate::excerpt::{self, Run};
use crate::fold;
use crate::list::Summary;
use crate::query::{self, Condition, Query, What, Words};
use crate::row::COLUMNS;
use crate::store::Store;

/// An article that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The article.
    pub summary: Summary,
    /// A part of it, in runs that did or did not match.
    pub excerpt: Vec<Run>,
}

impl Store {
    /// Finds articles by their words, newest first; not in the trash. Words all have to be there, the last
    /// one as a beginning; `"a phrase"`, `-not`, `OR`, `tag:`, `status:`, `author:`, `lang:` and `in:title` are
    /// understood, and everything else is searched as words.
    ///
    /// # Errors
    /// What SQLite reports; never because of the query.
    pub fn search(&self, query: &str, limit: u32) -> Result<Vec<Hit>> {
        let query = query::parse(query);
        if query.alternatives.is_empty() {
            return Ok(Vec::new());
        }
        let words = query.words();
        self.read(|connection| {
            find(connection, &query, limit)?
                .into_iter()
                .map(|(key, summary)| {
                    let excerpt = excerpt_of(connection, key, &summary, &words)?;
                    Ok(Hit { summary, excerpt })
                })
                .collect()
        })
    }
}

/// What goes into the index for an article, column by column.
pub(crate) fn indexed(metadata: &Metadata, body: &str, excerpt: &str) -> [String; 7] {
    let mut captions = String::new();
    if let Some(lead) = &metadata.lead {
        for text in [&lead.alt, &lead.caption, &lead.credit] {
            captions.push_str(text);
            captions.push('\n');
        }
    }
    if let Some(original) = &metadata.original {
        captions.push_str(&original.name);
    }
    [
        fold::folded(&metadata.title),
        fold::folded(&metadata.subtitle),
        fold::folded(body),
        fold::folded(excerpt),
        fold::folded(&metadata.tags.join("\n")),
        fold::folded(&metadata.authors.join("\n")),
        fold::folded(&captions),
    ]
}

/// Adds an article to the index.
pub(crate) fn write(
    connection: &Connection,
    key: i64,
    metadata: &Metadata,
    body: &str,
    excerpt: &str,
) -> Result<()> {
    let [title, subtitle, body, excerpt, tags, authors, captions] = indexed(metadata, body, excerpt);
    connection
        .prepare_cached(
            "INSERT INTO search (rowid, title, subtitle, body, excerpt, tags, authors, captions) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute((key, title, subtitle, body, excerpt, tags, authors, captions))?;
    Ok(())
}

/// Writes an article into the index in place of what was there for it.
pub(crate) fn replace(
    connection: &Connection,
    key: i64,
    metadata: &Metadata,
    body: &str,
    excerpt: &str,
) -> Result<()> {
    connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([key])?;
    write(connection, key, metadata, body, excerpt)
}

fn find(connection: &Connection, query: &Query, limit: u32) -> Result<Vec<(i64, Summary)>> {
    match words_only(query) {
        Some(question) => match newest_keys(connection, &question, limit as usize, asks_at_most(query))? {
            Some(keys) => summaries(connection, &keys),
            None => find_all(connection, query, limit),
        },
        None => find_all(connection, query, limit),
    }
}

/// A question of nothing but words, in the language of FTS5.
fn words_only(query: &Query) -> Option<String> {
    let alternatives: Option<Vec<String>> = query
        .alternatives
        .iter()
        .map(|conditions| {
            let (mut all, mut none) = (Vec::new(), String::new());
            for condition in conditions {
                match &condition.what {
                    What::Words(words) if condition.not => {
                        none.push_str(" NOT ");
                        none.push_str(&phrase(words, query.in_title));
                    }
                    What::Words(words) => all.push(phrase(words, query.in_title)),
                    _ => return None,
                }
            }
            (!all.is_empty()).then(|| format!("(({}){none})", all.join(" AND ")))
        })
        .collect();
    alternatives.map(|alternatives| alternatives.join(" OR "))
}

/// How many matches are looked at before the articles changed last are asked one by one.
const SAMPLE: usize = 200;

/// How many articles changed since the sample are looked for among the matches.
const NEWER: usize = 1000;

/// How many of them are asked one by one. A beginning of a word for which there is no index (of one letter,
/// or of more than three) costs as much for one article as for all.
fn asks_at_most(query: &Query) -> usize {
    let unindexed = |words: &&Words| {
        words.prefix && words.tokens.last().is_some_and(|token| !(2..=3).contains(&token.chars().count()))
    };
    if query.words().iter().any(unindexed) { 4 } else { NEWER }
}

/// The articles that match, those changed last first; `None` where this cannot be told from a sample.
///
/// The index gives matches in the order in which articles were made. The newest of those set a date; only
/// articles changed since, and not among them, can still come before: whether they match is asked one by one,
/// or, where they are more than `asked`, found out from all matches at once.
fn newest_keys(
    connection: &Connection,
    question: &str,
    limit: usize,
    asked: usize,
) -> Result<Option<Vec<i64>>> {
    let sample = SAMPLE.max(limit * 4);
    let mut statement = connection.prepare_cached(
        "SELECT article.key, article.sort_at, article.trashed_at IS NULL FROM \
         (SELECT rowid AS found FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2) \
         CROSS JOIN article ON article.key = found",
    )?;
    let rows = statement.query_map((question, sample as i64), |row| {
        Ok((row.get::<_, i64>(1)?, row.get::<_, i64>(0)?, row.get::<_, bool>(2)?))
    })?;
    let sampled: Vec<(i64, i64, bool)> = rows.collect::<rusqlite::Result<_>>()?;
    let mut found: Vec<(i64, i64)> =
        sampled.iter().filter(|(.., there)| *there).map(|(sort_at, key, _)| (*sort_at, *key)).collect();
    found.sort_unstable_by(|one, other| other.cmp(one));
    if sampled.len() == sample {
        let Some((oldest, _)) = limit.checked_sub(1).and_then(|last| found.get(last)) else {
            return Ok(None);
        };
        let first_key = sampled.iter().map(|(_, key, _)| *key).min().unwrap_or_default();
        let mut statement = connection.prepare_cached(
            "SELECT sort_at, key FROM article INDEXED BY article_newest \
             WHERE trashed_at IS NULL AND sort_at >= ?1 LIMIT ?2",
        )?;
        let rows = statement.query_map((oldest, NEWER as i64 + 1), |row| Ok((row.get(1)?, row.get(0)?)))?;
        let mut newer: BTreeMap<i64, i64> = rows.collect::<rusqlite::Result<_>>()?;
        if newer.len() > NEWER {
            return Ok(None);
        }
        newer.retain(|key, _| *key < first_key);
        if newer.len() <= asked {
            let mut ask =
                connection.prepare_cached("SELECT 1 FROM search WHERE search MATCH ?1 AND rowid = ?2")?;
            for (key, sort_at) in newer {
                if ask.exists((question, key))? {
                    found.push((sort_at, key));
                }
            }
        } else {
            let mut all =
                connection.prepare_cached("SELECT rowid FROM search WHERE search MATCH ?1 AND rowid < ?2")?;
            let mut rows = all.query((question, first_key))?;
            while let Some(row) = rows.next()? {
                let key: i64 = row.get(0)?;
                found.extend(newer.get(&key).map(|sort_at| (*sort_at, key)));
            }
        }
        found.sort_unstable_by(|one, other| other.cmp(one));
    }
    Ok(Some(found.into_iter().take(limit).map(|(_, key)| key).collect()))
}

fn summaries(connection: &Connection, keys: &[i64]) -> Result<Vec<(i64, Summary)>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS}, (SELECT kind FROM medium WHERE hash = article.lead) FROM article WHERE key = ?1"
    ))?;
    keys.iter().map(|key| Ok((*key, statement.query_row([key], Summary::read)?))).collect()
}

/// Answers any question, by looking at everything that matches.
fn find_all(connection: &Connection, query: &Query, limit: u32) -> Result<Vec<(i64, Summary)>> {
    let mut parameters: Vec<Box<dyn ToSql>> = Vec::new();
    let alternatives: Vec<String> = query
        .alternatives
        .iter()
        .map(|conditions| alternative(conditions, query.in_title, &mut parameters))
        .collect();
    parameters.push(Box::new(limit));
    let sql = format!(
        "SELECT {COLUMNS}, medium.kind FROM article LEFT JOIN medium ON medium.hash = article.lead \
         WHERE article.trashed_at IS NULL AND ({}) ORDER BY article.sort_at DESC, article.key DESC LIMIT ?{}",
        alternatives.join(" OR "),
        parameters.len()
    );
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(parameters))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push((row.get(0)?, Summary::read(row)?));
    }
    Ok(found)
}

/// The SQL for conditions that all have to hold.
fn alternative(conditions: &[Condition], in_title: bool, parameters: &mut Vec<Box<dyn ToSql>>) -> String {
    let mut parts = Vec::new();
    let all: Vec<String> = conditions
        .iter()
        .filter_map(|condition| match &condition.what {
            What::Words(words) if !condition.not => Some(phrase(words, in_title)),
            _ => None,
        })
        .collect();
    if !all.is_empty() {
        let place = add(parameters, all.join(" AND "));
        parts.push(format!("article.key IN (SELECT rowid FROM search WHERE search MATCH {place})"));
    }
    for condition in conditions {
        let part = match &condition.what {
            What::Words(_) if !condition.not => continue,
            What::Words(words) => {
                let place = add(parameters, phrase(words, in_title));
                format!("article.key IN (SELECT rowid FROM search WHERE search MATCH {place})")
            }
            What::Tag(tag) => {
                let place = add(parameters, tag.clone());
                format!(
                    "article.key IN (SELECT article FROM article_tag JOIN tag ON tag.key = article_tag.tag \
                     WHERE tag.folded = {place})"
                )
            }
            What::Author(author) => {
                // Any of the words of a name will do: “ada” finds “Ada Verne”.
                let place = add(parameters, format!(" {author} "));
                format!(
                    "article.key IN (SELECT article FROM article_author JOIN author \
                     ON author.key = article_author.author WHERE instr(' ' || author.folded || ' ', {place}))"
                )
            }
            What::Status(status) => {
                let place = add(parameters, status.as_str().to_owned());
                format!("article.status = {place}")
            }
            What::Language(language) => {
                let place = add(parameters, language.as_str().to_owned());
                format!("(article.language = {place} OR article.language GLOB {place} || '-*')")
            }
        };
        parts.push(if condition.not { format!("NOT ({part})") } else { part });
    }
    format!("({})", parts.join(" AND "))
}

fn add(parameters: &mut Vec<Box<dyn ToSql>>, value: String) -> String {
    parameters.push(Box::new(value));
    format!("?{}", parameters.len())
}

/// A phrase in the language of FTS5. Folded words hold letters and digits only, so nothing is escaped.
fn phrase(words: &Words, in_title: bool) -> String {
    let column = if in_title { "title : " } else { "" };
    let prefix = if words.prefix { " *" } else { "" };
    format!("{column}\"{}\"{prefix}", words.tokens.join(" "))
}

/// The part of an article where the words stand: in the text, or else where lists show them.
fn excerpt_of(connection: &Connection, key: i64, summary: &Summary, words: &[&Words]) -> Result<Vec<Run>> {
    let content = Content::load(connection, key)?;
    let body = content.as_ref().map(Content::unpack).transpose()?;
    let shown = body.as_ref().and_then(|(_, body)| excerpt::excerpt(body, words));
    Ok(shown.unwrap_or_else(|| excerpt::marked(&summary.excerpt, words)))
}
