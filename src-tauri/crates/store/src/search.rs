//! The search index: written with the article in one transaction, asked newest first or best first.

use model::Metadata;
use rusqlite::Connection;

use crate::content::Content;
use crate::error::Result;
use crate::excerpt::{self, Run};
use crate::filter::Filter;
use crate::list::Summary;
use crate::query::{self, Query, What, Words};
use crate::row::COLUMNS;
use crate::store::Store;
use crate::watch::Cancel;
use crate::{find, fold, index_row, title_part};

/// An article that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The article.
    pub summary: Summary,
    /// A part of it, in runs that did or did not match.
    pub excerpt: Vec<Run>,
}

/// What is looked for: words as they were typed, and what the articles have to be besides.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The words.
    pub words: &'a str,
    /// What the list is cut down to; its shelf counts where that is a status.
    pub within: Option<&'a Filter>,
}

impl<'a> From<&'a str> for Question<'a> {
    fn from(words: &'a str) -> Self {
        Self { words, within: None }
    }
}

impl<'a> From<&'a String> for Question<'a> {
    fn from(words: &'a String) -> Self {
        Self { words, within: None }
    }
}

impl Question<'_> {
    /// The question read; `None` where nothing is asked.
    fn read(&self) -> Option<Query> {
        let mut query = query::parse(self.words);
        query.narrow(&self.within.map(Filter::conditions).unwrap_or_default());
        (!query.alternatives.is_empty()).then_some(query)
    }
}

impl Store {
    /// Finds articles by their words, those changed last first; not in the trash. Words all have to be there,
    /// the last one as a beginning; `"a phrase"`, `-not`, `OR`, `tag:`, `status:`, `author:`, `lang:`, `before:`,
    /// `after:`, `section:`, `is:` and `in:title` are understood, and everything else is searched as words. Where little is found,
    /// titles that hold the words as parts of theirs follow. Quick enough to be asked at every key.
    ///
    /// # Errors
    /// What SQLite reports; never because of the query.
    pub fn search<'a>(&self, question: impl Into<Question<'a>>, limit: u32) -> Result<Vec<Hit>> {
        let Some(mut query) = question.into().read() else { return Ok(Vec::new()) };
        self.read(|connection| {
            find::name_sections(connection, &mut query)?;
            let mut keys = find::newest(connection, &query, limit as usize)?;
            title_part::add(connection, &query, &mut keys, limit as usize)?;
            hits(connection, &query, &keys)
        })
    }

    /// The same, the best first: words in titles and tags count for more than in texts, rare ones for more
    /// than frequent ones (BM25, as FTS5 computes it). Reads every match, until it is cancelled.
    ///
    /// # Errors
    /// [`Error::Cancelled`], and what SQLite reports; never because of the query.
    pub fn search_ranked<'a>(
        &self,
        question: impl Into<Question<'a>>,
        limit: u32,
        cancel: &Cancel,
    ) -> Result<Vec<Hit>> {
        let Some(mut query) = question.into().read() else { return Ok(Vec::new()) };
        self.read(|connection| {
            find::name_sections(connection, &mut query)?;
            cancel.guard(connection, || ranked(connection, &query, limit as usize))
        })
    }
}

/// What a word counts in each column of the index.
const WEIGHTS: &str = "12.0, 6.0, 1.0, 3.0, 8.0, 6.0, 2.0";

fn ranked(connection: &Connection, query: &Query, limit: usize) -> Result<Vec<Hit>> {
    let mut expressions = Vec::new();
    for conditions in &query.alternatives {
        expressions.extend(find::expression(None, conditions, query.in_title)?);
    }
    let mut keys = Vec::new();
    if !expressions.is_empty() {
        let filtered = query.alternatives.iter().flatten().any(|one| !matches!(one.what, What::Words(_)));
        let wanted = if filtered { Some(find::all(connection, query)?) } else { None };
        let mut statement = connection.prepare_cached(&format!(
            "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY bm25 (search, {WEIGHTS}), rowid DESC"
        ))?;
        let mut there =
            connection.prepare_cached("SELECT 1 FROM article WHERE key = ?1 AND trashed_at IS NULL")?;
        let mut rows = statement.query([expressions.join(" OR ")])?;
        while keys.len() < limit
            && let Some(row) = rows.next()?
        {
            let key = index_row::key(row.get(0)?);
            if wanted.as_ref().is_none_or(|wanted| wanted.contains(key)) && there.exists([key])? {
                keys.push(key);
            }
        }
    }
    // What matches without any word, by its tag for instance, has no rank.
    if keys.len() < limit {
        for key in find::newest(connection, query, limit)? {
            if keys.len() < limit && !keys.contains(&key) {
                keys.push(key);
            }
        }
        title_part::add(connection, query, &mut keys, limit)?;
    }
    hits(connection, query, &keys)
}

fn hits(connection: &Connection, query: &Query, keys: &[i64]) -> Result<Vec<Hit>> {
    let words = query.words();
    summaries(connection, keys)?
        .into_iter()
        .map(|(key, summary)| {
            let excerpt = excerpt_of(connection, key, &summary, &words)?;
            Ok(Hit { summary, excerpt })
        })
        .collect()
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
    let title = insert(connection, key, metadata, body, excerpt)?;
    title_part::write(connection, key, &title)
}

/// Writes an article into the index in place of what was there for it, which had the same title or another.
pub(crate) fn replace(
    connection: &Connection,
    key: i64,
    metadata: &Metadata,
    body: &str,
    excerpt: &str,
    same_title: bool,
) -> Result<()> {
    remove(connection, key)?;
    let title = insert(connection, key, metadata, body, excerpt)?;
    if !same_title {
        title_part::remove(connection, key)?;
        title_part::write(connection, key, &title)?;
    }
    Ok(())
}

/// Takes what the index holds of an article out of it.
pub(crate) fn remove(connection: &Connection, key: i64) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM search WHERE rowid = ?1")?
        .execute([index_row::of(connection, key)?])?;
    Ok(())
}

/// Writes the row of an article, and answers its title as it is searched.
fn insert(
    connection: &Connection,
    key: i64,
    metadata: &Metadata,
    body: &str,
    excerpt: &str,
) -> Result<String> {
    let [title, subtitle, body, excerpt, tags, authors, captions] = indexed(metadata, body, excerpt);
    let row = index_row::take(connection, key)?;
    connection
        .prepare_cached(
            "INSERT INTO search (rowid, title, subtitle, body, excerpt, tags, authors, captions) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute((row, &title, subtitle, body, excerpt, tags, authors, captions))?;
    Ok(title)
}

pub(crate) fn summaries(connection: &Connection, keys: &[i64]) -> Result<Vec<(i64, Summary)>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS}, (SELECT kind FROM medium WHERE hash = article.lead) FROM article WHERE key = ?1"
    ))?;
    keys.iter().map(|key| Ok((*key, statement.query_row([key], Summary::read)?))).collect()
}

/// The part of an article where the words stand: in the text, or else where lists show them.
fn excerpt_of(connection: &Connection, key: i64, summary: &Summary, words: &[&Words]) -> Result<Vec<Run>> {
    let content = Content::load(connection, key)?;
    let body = content.as_ref().map(Content::unpack).transpose()?;
    let shown = body.as_ref().and_then(|(_, body)| excerpt::excerpt(body, words));
    Ok(shown.unwrap_or_else(|| excerpt::marked(&summary.excerpt, words)))
}
