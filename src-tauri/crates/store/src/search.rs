//! The search index: written with the article in one transaction, asked newest first.

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
    insert(connection, "main.search", key, &indexed(metadata, body, excerpt))
}

/// Adds a row to an index of this kind, which may be a second one made for comparison.
pub(crate) fn insert(connection: &Connection, table: &str, key: i64, columns: &[String; 7]) -> Result<()> {
    let [title, subtitle, body, excerpt, tags, authors, captions] = columns;
    connection
        .prepare_cached(&format!(
            "INSERT INTO {table} (rowid, title, subtitle, body, excerpt, tags, authors, captions) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ))?
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
