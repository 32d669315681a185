//! Which articles answer a question, the ones changed last first.
//!
//! A question of words alone is answered from a sample (`sample.rs`). Any other question is answered with sets of
//! articles, one for each condition; that reads every match once, and nothing else.

use model::Kind;
use rusqlite::{Connection, ToSql};

use crate::error::Result;
use crate::filter::BROKEN_LINKS;
use crate::fold;
use crate::key_set::KeySet;
use crate::list::LiveState;
use crate::query::{Condition, Query, What, Words};
use crate::{index_row, sample, vocabulary};

/// The keys of the articles that match and are not in the trash, those changed last first.
pub(crate) fn newest(connection: &Connection, query: &Query, limit: usize) -> Result<Vec<i64>> {
    if let Some((question, filter)) = simple(connection, query)? {
        let found = match question {
            Some(question) => sample::from_sample(connection, &question, &filter, limit)?,
            None => sample::from_newest(connection, &filter, limit)?,
        };
        if let Some(keys) = found {
            return Ok(keys);
        }
    }
    newest_of(connection, &all(connection, query)?, 0, limit)
}

/// The articles of a list that is cut down by conditions without words, in the trash or not.
pub(crate) fn of_list(connection: &Connection, conditions: &[Condition]) -> Result<KeySet> {
    let mut found = alternative(connection, conditions, false)?;
    found.subtract(&keys(connection, "SELECT key FROM article WHERE trashed_at IS NOT NULL", &[])?);
    Ok(found)
}

/// Names the sections that are meant by what was typed: the table of articles knows them as they are written only.
pub(crate) fn name_sections(connection: &Connection, query: &mut Query) -> Result<()> {
    for condition in query.alternatives.iter_mut().flatten() {
        let What::Section(typed) = &condition.what else { continue };
        let mut statement =
            connection.prepare_cached("SELECT DISTINCT section FROM article WHERE section IS NOT NULL")?;
        let names = statement.query_map([], |row| row.get::<_, String>(0))?;
        let mut meant = Vec::new();
        for name in names {
            let name = name?;
            if fold::folded(&name) == *typed {
                meant.push(name);
            }
        }
        condition.what = What::Sections(serde_json::json!(meant).to_string());
    }
    Ok(())
}

/// All articles that match, in the trash or not.
pub(crate) fn all(connection: &Connection, query: &Query) -> Result<KeySet> {
    let mut found = KeySet::default();
    for conditions in &query.alternatives {
        found.unite(alternative(connection, conditions, query.in_title)?);
    }
    Ok(found)
}

/// A question that can be asked in one go: its words in the language of FTS5, if there are any, and what else
/// an article has to be. `None` for alternatives that are more than words, and where nothing is wanted.
fn simple(connection: &Connection, query: &Query) -> Result<Option<(Option<String>, Filter)>> {
    let of_words = |condition: &Condition| matches!(condition.what, What::Words(_));
    if let [conditions] = &query.alternatives[..] {
        let words = expression(Some(connection), conditions, query.in_title)?;
        // Words that are not wanted can be told from those that are only.
        if words.is_some() || !conditions.iter().any(of_words) {
            return Ok(Some((words, Filter::new(conditions))));
        }
        return Ok(None);
    }
    let mut alternatives = Vec::new();
    for conditions in &query.alternatives {
        match expression(Some(connection), conditions, query.in_title)? {
            Some(words) if conditions.iter().all(of_words) => alternatives.push(words),
            _ => return Ok(None),
        }
    }
    Ok(Some((Some(alternatives.join(" OR ")), Filter::new(&[]))))
}

/// The words of an alternative, in the language of FTS5; `None` where it asks for none. With a connection,
/// beginnings that the index knows nothing of are written as the words that begin so. Names of tags and
/// authors are added as what has to stand in their columns: less would be wrong, more is found out elsewhere.
pub(crate) fn expression(
    connection: Option<&Connection>,
    conditions: &[Condition],
    in_title: bool,
) -> Result<Option<String>> {
    let (mut wanted, mut unwanted) = (Vec::new(), String::new());
    for condition in conditions {
        match (&condition.what, condition.not) {
            (What::Words(words), false) => {
                let column = if in_title { "title : " } else { "" };
                wanted.push(format!("{column}{}", phrase(connection, words)?));
            }
            (What::Words(words), true) => {
                unwanted.push_str(" NOT ");
                unwanted.push_str(if in_title { "title : " } else { "" });
                unwanted.push_str(&phrase(connection, words)?);
            }
            _ => {}
        }
    }
    if wanted.is_empty() {
        return Ok(None);
    }
    for condition in conditions.iter().filter(|condition| !condition.not) {
        match &condition.what {
            What::Tag(name) if !name.is_empty() => wanted.push(format!("tags : \"{name}\"")),
            What::Author(name) | What::AuthorIs(name) if !name.is_empty() => {
                wanted.push(format!("authors : \"{name}\""));
            }
            _ => {}
        }
    }
    Ok(Some(format!("(({}){unwanted})", wanted.join(" AND "))))
}

/// A phrase in the language of FTS5. Folded words hold letters and digits only, so nothing is escaped.
fn phrase(connection: Option<&Connection>, words: &Words) -> Result<String> {
    let joined = words.tokens.join(" ");
    let (Some(connection), Some(last), true) = (connection, words.tokens.last(), words.prefix) else {
        let prefix = if words.prefix { " *" } else { "" };
        return Ok(format!("\"{joined}\"{prefix}"));
    };
    let Some(endings) = vocabulary::endings(connection, last)? else {
        return Ok(format!("\"{joined}\" *"));
    };
    let before = joined.strip_suffix(last.as_str()).unwrap_or_default();
    let phrases: Vec<String> = endings
        .iter()
        .map(|ending| format!("\"{before}{}\"{}", ending.word, if ending.prefix { " *" } else { "" }))
        .collect();
    // Nothing begins so: a word that cannot be there stands for it.
    Ok(if phrases.is_empty() { format!("\"{joined}\"") } else { format!("({})", phrases.join(" OR ")) })
}

/// What an article has to be besides having words: a condition on its row.
pub(crate) struct Filter {
    pub(crate) sql: String,
    pub(crate) parameters: Vec<Box<dyn ToSql>>,
}

impl Filter {
    /// All conditions but those of words.
    pub(crate) fn new(conditions: &[Condition]) -> Self {
        let mut filter = Self { sql: "1".into(), parameters: Vec::new() };
        for condition in conditions {
            let number = filter.parameters.len() + 1;
            let Some((sql, parameter)) = on_row(&condition.what, number) else { continue };
            filter.parameters.push(parameter);
            let not = if condition.not { "NOT " } else { "" };
            filter.sql.push_str(&format!(" AND {not}({sql})"));
        }
        filter
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.parameters.is_empty()
    }

    /// Its parameters, and behind them others.
    pub(crate) fn with<'a>(&'a self, others: &[&'a dyn ToSql]) -> Vec<&'a dyn ToSql> {
        self.parameters.iter().map(|parameter| &**parameter).chain(others.iter().copied()).collect()
    }

    pub(crate) fn lets_pass(&self, connection: &Connection, key: i64) -> Result<bool> {
        let number = self.parameters.len() + 1;
        let sql = format!("SELECT 1 FROM article WHERE key = ?{number} AND {}", self.sql);
        Ok(connection.prepare_cached(&sql)?.exists(&self.with(&[&key])[..])?)
    }
}

/// The date that a list shows.
const DATE: &str = "coalesce(article.published_at, article.live_at, article.updated_at)";

/// A condition as SQL on a row of the table `article`; `None` for words.
fn on_row(what: &What, number: usize) -> Option<(String, Box<dyn ToSql>)> {
    Some(match what {
        What::Words(_) => return None,
        What::Tag(name) => (
            format!(
                "EXISTS (SELECT 1 FROM article_tag JOIN tag ON tag.key = article_tag.tag \
                 WHERE article_tag.article = article.key AND tag.folded = ?{number})"
            ),
            Box::new(name.clone()),
        ),
        // Any of the words of a name will do: “ada” finds “Ada Verne”.
        What::Author(name) => (
            format!(
                "EXISTS (SELECT 1 FROM article_author JOIN author ON author.key = article_author.author \
                 WHERE article_author.article = article.key AND instr(' ' || author.folded || ' ', ?{number}))"
            ),
            Box::new(format!(" {name} ")),
        ),
        What::AuthorIs(name) => (
            format!(
                "EXISTS (SELECT 1 FROM article_author JOIN author ON author.key = article_author.author \
                 WHERE article_author.article = article.key AND author.folded = ?{number})"
            ),
            Box::new(name.clone()),
        ),
        // One that was not looked up is none that an article carries.
        What::Section(name) => (format!("article.section IS ?{number}"), Box::new(name.clone())),
        What::Sections(names) => (
            format!("coalesce(article.section IN (SELECT value FROM json_each(?{number})), 0)"),
            Box::new(names.clone()),
        ),
        What::Kind(kind) => (format!("article.page = ?{number}"), Box::new(*kind == Kind::Page)),
        What::Live(live) => (
            format!("(CASE WHEN article.live IS NULL THEN 0 ELSE 1 + article.live_changed END) = ?{number}"),
            Box::new(match live {
                LiveState::No => 0,
                LiveState::Same => 1,
                LiveState::Changed => 2,
            }),
        ),
        What::BrokenLinks => (format!("({BROKEN_LINKS}) = ?{number}"), Box::new(true)),
        What::Status(status) => (format!("article.status = ?{number}"), Box::new(status.as_str())),
        What::Language(language) => (
            format!("article.language = ?{number} OR article.language GLOB ?{number} || '-*'"),
            Box::new(language.as_str().to_owned()),
        ),
        What::Before(moment) => (format!("{DATE} < ?{number}"), Box::new(moment.milliseconds())),
        What::After(moment) => (format!("{DATE} >= ?{number}"), Box::new(moment.milliseconds())),
    })
}

/// A page of those of a set that are not in the trash, those changed last first.
pub(crate) fn newest_of(
    connection: &Connection,
    set: &KeySet,
    offset: usize,
    limit: usize,
) -> Result<Vec<i64>> {
    // Looking one article up costs as much as passing over some dozen in the index.
    const DOZENS: usize = 40;
    let total: i64 = connection
        .prepare_cached("SELECT coalesce(sum(articles), 0) FROM shelf WHERE name <> 'trash'")?
        .query_row([], |row| row.get(0))?;
    if set.len().saturating_mul(DOZENS) < usize::try_from(total).unwrap_or_default() {
        let mut look_up =
            connection.prepare_cached("SELECT sort_at FROM article WHERE key = ?1 AND trashed_at IS NULL")?;
        let mut found = Vec::new();
        for key in set.keys() {
            let mut rows = look_up.query([key])?;
            if let Some(row) = rows.next()? {
                found.push((row.get::<_, i64>(0)?, key));
            }
        }
        found.sort_unstable_by(|one, other| other.cmp(one));
        return Ok(found.into_iter().skip(offset).take(limit).map(|(_, key)| key).collect());
    }
    let mut statement = connection.prepare_cached(
        "SELECT key FROM article INDEXED BY article_newest WHERE trashed_at IS NULL \
         ORDER BY sort_at DESC, key DESC",
    )?;
    let mut rows = statement.query([])?;
    let (mut passed_over, mut found) = (0, Vec::new());
    while found.len() < limit
        && let Some(row) = rows.next()?
    {
        let key = row.get(0)?;
        if set.contains(key) {
            if passed_over < offset {
                passed_over += 1;
            } else {
                found.push(key);
            }
        }
    }
    Ok(found)
}

/// The articles for which all conditions hold.
fn alternative(connection: &Connection, conditions: &[Condition], in_title: bool) -> Result<KeySet> {
    let words = expression(Some(connection), conditions, in_title)?;
    let mut found: Option<KeySet> = None;
    let mut narrow = |set: KeySet| match &mut found {
        Some(found) => found.intersect(&set),
        None => found = Some(set),
    };
    for condition in conditions.iter().filter(|condition| !condition.not) {
        if !matches!(condition.what, What::Words(_)) {
            narrow(holds(connection, &condition.what, in_title)?);
        }
    }
    if let Some(words) = &words {
        narrow(keys(connection, &matching(), &[words])?);
    }
    let mut found = match found {
        Some(found) => found,
        None => keys(connection, "SELECT key FROM article WHERE trashed_at IS NULL", &[])?,
    };
    for condition in conditions.iter().filter(|condition| condition.not) {
        // Beside words that are wanted, those that are not stand in the same expression.
        if words.is_none() || !matches!(condition.what, What::Words(_)) {
            found.subtract(&holds(connection, &condition.what, in_title)?);
        }
    }
    Ok(found)
}

/// Asks for the articles that have words, by the expression for them.
pub(crate) fn matching() -> String {
    format!("SELECT rowid & {} FROM search WHERE search MATCH ?1", index_row::KEY)
}

/// The articles for which a condition holds, by the index that knows them; where there is none, by their rows.
fn holds(connection: &Connection, what: &What, in_title: bool) -> Result<KeySet> {
    match what {
        What::Words(words) => {
            let column = if in_title { "title : " } else { "" };
            keys(connection, &matching(), &[&format!("{column}{}", phrase(Some(connection), words)?)])
        }
        What::Tag(name) => {
            let sql = "SELECT article FROM article_tag WHERE tag IN (SELECT key FROM tag WHERE folded = ?1)";
            keys(connection, sql, &[name])
        }
        What::Author(name) => {
            let sql = "SELECT article FROM article_author WHERE author IN \
                (SELECT key FROM author WHERE instr(' ' || folded || ' ', ' ' || ?1 || ' '))";
            keys(connection, sql, &[name])
        }
        What::AuthorIs(name) => {
            let sql = "SELECT article FROM article_author WHERE author IN \
                (SELECT key FROM author WHERE folded = ?1)";
            keys(connection, sql, &[name])
        }
        What::Status(status) => {
            let sql = "SELECT key FROM article INDEXED BY article_newest_by_status \
                WHERE status = ?1 AND trashed_at IS NULL";
            keys(connection, sql, &[&status.as_str()])
        }
        _ => {
            let Some((sql, parameter)) = on_row(what, 1) else { return Ok(KeySet::default()) };
            keys(connection, &format!("SELECT key FROM article WHERE {sql}"), &[&*parameter])
        }
    }
}

/// The keys that a question in SQL answers.
pub(crate) fn keys(connection: &Connection, sql: &str, parameters: &[&dyn ToSql]) -> Result<KeySet> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut keys = KeySet::default();
    while let Some(row) = rows.next()? {
        keys.insert(row.get(0)?);
    }
    Ok(keys)
}
