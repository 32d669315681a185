//! Verification of a whole library, and the repairs that can lose no text.

use std::collections::BTreeMap;

use model::{ContentHash, RevisionId};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::content::{Content, bytes};
use crate::error::{Error, Result};
use crate::file::UNFINISHED;
use crate::row::{Row, columns_of};
use crate::store::Store;
use crate::{author_and_tag, migration, publication, reference, revision, search};

/// How many problems of one kind are listed one by one.
const LISTED: usize = 200;

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// How many articles were read and found to be what was saved.
    pub articles: u32,
    /// How many revisions.
    pub revisions: u32,
    /// How many media files.
    pub media: u32,
    /// What is wrong, each with what it is about and what can be done. Empty: all is well.
    pub problems: Vec<String>,
}

/// What a repair did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Repair {
    /// What was mended, in words.
    pub mended: Vec<String>,
}

impl Store {
    /// Verifies everything: the database, every text and revision against its hash, the search index against
    /// the texts, the counts of the shelves, references, and every media file against its name.
    ///
    /// # Errors
    /// Only where the verification itself cannot be carried out; what it finds stands in the report.
    pub fn check(&self) -> Result<Report> {
        self.check_all().map_err(|error| self.explain(error))
    }

    fn check_all(&self) -> Result<Report> {
        let connection = self.own_connection()?;
        let transaction = Transaction::new_unchecked(&connection, TransactionBehavior::Deferred)?;
        let mut report = Report::default();
        let unreadable = |report: &mut Report, what: &str, outcome: Result<()>| match outcome {
            Err(Error::Damaged { detail, .. }) => {
                report.problems.push(format!(
                    "{what} could not be verified: {detail}. Restore a backup into a new folder."
                ));
                Ok(())
            }
            outcome => outcome,
        };
        let outcome = check_database(&transaction, &mut report);
        unreadable(&mut report, "The database", outcome)?;
        let outcome = check_texts(&transaction, &mut report);
        unreadable(&mut report, "The texts", outcome)?;
        let outcome = check_derived(&transaction, &mut report);
        unreadable(&mut report, "The search index", outcome)?;
        let outcome = self.check_media(&transaction, &mut report);
        unreadable(&mut report, "The pictures", outcome)?;
        Ok(report)
    }

    /// Mends what can be mended without touching a text: rebuilds the search index, the counts of the
    /// shelves and the tables that find articles by tag and author, and clears away unfinished media files.
    ///
    /// # Errors
    /// What every write can meet.
    pub fn repair(&self) -> Result<Repair> {
        let mut repair = self.write(|transaction| {
            let mut repair = Repair::default();
            let mut before = Report::default();
            check_derived(transaction, &mut before)?;
            if !before.problems.is_empty() {
                rebuild_derived(transaction)?;
                repair.mended = before.problems;
            }
            Ok(repair)
        })?;
        if let Some(folder) = self.media_folder()? {
            let path = self.folder().join("media");
            let failed = |error: &std::io::Error| Error::io(&path, "read", error);
            for entry in folder.entries().map_err(|error| failed(&error))? {
                let entry = entry.map_err(|error| failed(&error))?;
                let name = entry.file_name().to_string_lossy().into_owned();
                if is_abandoned(&name, &entry) && folder.remove_file(&name).is_ok() {
                    repair.mended.push(format!("Removed the unfinished file “media/{name}”."));
                }
            }
        }
        Ok(repair)
    }

    fn check_media(&self, connection: &Connection, report: &mut Report) -> Result<()> {
        let mut statement = connection.prepare("SELECT hash, kind FROM medium ORDER BY hash")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Ok(hash) = <[u8; 32]>::try_from(bytes(row.get_ref(0)?)) else {
                report.problems.push("The row of a picture was altered. Add the picture again.".into());
                continue;
            };
            let kind = String::from_utf8_lossy(bytes(row.get_ref(1)?)).into_owned();
            let name = format!("{}.{kind}", ContentHash::from_bytes(&hash));
            match self.read_medium(&name) {
                Ok(_) => report.media += 1,
                Err(Error::NotFound { .. }) => {
                    report
                        .problems
                        .push(format!("The picture “media/{name}” is missing. Add the picture again."));
                }
                Err(error) => report.problems.push(error.to_string()),
            }
        }
        Ok(())
    }
}

/// Whether an unfinished file is nobody's: nobody writes one for a day.
fn is_abandoned(name: &str, entry: &cap_std::fs::DirEntry) -> bool {
    let day = std::time::Duration::from_secs(24 * 60 * 60);
    let age = || entry.metadata().ok()?.modified().ok()?.into_std().elapsed().ok();
    name.starts_with(UNFINISHED) && age().is_some_and(|age| age > day)
}

/// What SQLite can tell about the file itself.
pub(crate) fn check_database(connection: &Connection, report: &mut Report) -> Result<()> {
    let mut statement = connection.prepare("PRAGMA integrity_check(100)")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let line: String = row.get(0)?;
        if line != "ok" {
            report
                .problems
                .push(format!("The database is damaged ({line}). Restore a backup into a new folder."));
        }
    }
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let table: String = row.get(0)?;
        report
            .problems
            .push(format!("A row of “{table}” belongs to nothing. Restore a backup into a new folder."));
    }
    Ok(())
}

/// Every text, revision and the publication against its hash.
pub(crate) fn check_texts(connection: &Connection, report: &mut Report) -> Result<()> {
    if let Err(error) = publication::read(connection) {
        report.problems.push(format!("{} Save the settings of the publication again.", detail_of(&error)));
    }
    let columns = columns_of(migration::version(connection)?);
    let mut statement = connection.prepare(&format!("SELECT {columns} FROM article ORDER BY key"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let row = Row::read(row)?;
        let whole = row.intact && Content::load(connection, row.key)?.is_some();
        if whole {
            report.articles += 1;
        } else {
            report.problems.push(revision::article_damaged(connection, row.key, &row.id).to_string());
        }
    }
    let mut statement = connection.prepare(
        "SELECT revision.id, article.id FROM revision LEFT JOIN article ON article.key = revision.article \
         ORDER BY revision.id",
    )?;
    let mut rows = statement.query([])?;
    let mut altered = 0;
    while let Some(row) = rows.next()? {
        let id = RevisionId(row.get(0)?);
        if revision::read_packed(connection, id)?.is_some() {
            report.revisions += 1;
        } else {
            altered += 1;
            if altered <= LISTED {
                let article = String::from_utf8_lossy(bytes(row.get_ref(1)?)).into_owned();
                report.problems.push(format!(
                    "Revision {id} of article {article} was altered on disk and is not shown. The other revisions are not concerned."
                ));
            }
        }
    }
    if altered > LISTED {
        report.problems.push(format!("{altered} revisions were altered on disk."));
    }
    Ok(())
}

fn detail_of(error: &Error) -> String {
    match error {
        Error::Damaged { detail, .. } => format!("In the database, {detail}."),
        error => error.to_string(),
    }
}

/// What is made from the texts: the search index, the counts, the tables of tags and authors.
fn check_derived(connection: &Connection, report: &mut Report) -> Result<()> {
    let wrong: i64 = connection.query_row(
        "SELECT count(*) FROM (SELECT name, articles FROM shelf EXCEPT \
         SELECT shelf.name, count(article.key) FROM shelf LEFT JOIN article \
         ON shelf.name = iif(article.trashed_at IS NULL, article.status, 'trash') GROUP BY shelf.name)",
        [],
        |row| row.get(0),
    )?;
    if wrong > 0 {
        report.problems.push("The counts of the shelves are wrong. A repair counts again.".into());
    }
    check_names(connection, report)?;
    if !search_index_is_right(connection)? {
        report.problems.push("The search index does not fit the texts. A repair makes it anew.".into());
    }
    Ok(())
}

fn check_names(connection: &Connection, report: &mut Report) -> Result<()> {
    let mut statement = connection.prepare(
        "SELECT article.key, article.id, \
         (SELECT json_group_array(name ORDER BY position) FROM article_tag JOIN tag ON tag.key = article_tag.tag \
          WHERE article_tag.article = article.key), \
         (SELECT json_group_array(name ORDER BY position) FROM article_author \
          JOIN author ON author.key = article_author.author WHERE article_author.article = article.key) \
         FROM article ORDER BY article.key",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let Some(content) = Content::load(connection, row.get(0)?)? else { continue };
        let (metadata, _) = content.unpack()?;
        let names = |index| -> Result<Vec<String>> {
            Ok(serde_json::from_slice(bytes(row.get_ref(index)?)).unwrap_or_default())
        };
        if names(2)? != metadata.tags || names(3)? != metadata.authors {
            let id = String::from_utf8_lossy(bytes(row.get_ref(1)?)).into_owned();
            report
                .problems
                .push(format!("Article {id} is not found by its tags or authors. A repair finds it again."));
        }
    }
    Ok(())
}

/// Compares the search index with one made anew, word by word: in how many articles each word stands, and
/// how often.
fn search_index_is_right(connection: &Connection) -> Result<bool> {
    let fresh = Connection::open_in_memory()?;
    fresh.execute_batch(
        "CREATE VIRTUAL TABLE search USING fts5 (title, subtitle, body, excerpt, tags, authors, captions, \
         content = '', contentless_delete = 1, tokenize = \"unicode61 remove_diacritics 2 categories 'L* N* Co M*'\");
         CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, search, row);",
    )?;
    let mut statement = connection.prepare("SELECT key, excerpt FROM article ORDER BY key")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key: i64 = row.get(0)?;
        // What is damaged is reported where texts are verified.
        let Some(content) = Content::load(connection, key)? else { return Ok(true) };
        let (metadata, body) = content.unpack()?;
        let excerpt = String::from_utf8_lossy(bytes(row.get_ref(1)?)).into_owned();
        search::insert(&fresh, "main.search", key, &search::indexed(&metadata, body, &excerpt))?;
    }
    connection.execute_batch("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, search, row)")?;
    let words = words_of(connection);
    connection.execute_batch("DROP TABLE temp.words")?;
    Ok(words? == words_of(&fresh)?)
}

/// In how many articles each word stands, and how often in all.
fn words_of(connection: &Connection) -> Result<BTreeMap<String, (i64, i64)>> {
    let mut statement = connection.prepare("SELECT term, doc, cnt FROM temp.words")?;
    let rows = statement.query_map([], |row| {
        let term = String::from_utf8_lossy(bytes(row.get_ref(0)?)).into_owned();
        Ok((term, (row.get(1)?, row.get(2)?)))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Makes anew what is made from the texts.
fn rebuild_derived(transaction: &Transaction<'_>) -> Result<()> {
    transaction.execute_batch(
        "INSERT INTO search (search) VALUES ('delete-all');
         DELETE FROM article_tag; DELETE FROM article_author; DELETE FROM article_link;
         UPDATE shelf SET articles = (SELECT count(*) FROM article
           WHERE iif(trashed_at IS NULL, status, 'trash') = shelf.name);",
    )?;
    let mut statement = transaction.prepare("SELECT key, id, excerpt FROM article ORDER BY key")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key: i64 = row.get(0)?;
        let excerpt = String::from_utf8_lossy(bytes(row.get_ref(2)?)).into_owned();
        if let Some(content) = Content::load(transaction, key)? {
            let (metadata, body) = content.unpack()?;
            author_and_tag::write(transaction, key, &metadata)?;
            reference::write(transaction, key, &metadata, body)?;
            search::write(transaction, key, &metadata, body, &excerpt)?;
        }
    }
    Ok(())
}

/// Counts that a backup has to have in common with its library.
pub(crate) fn counts(connection: &Connection) -> Result<[i64; 4]> {
    Ok(connection.query_row(
        "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM content), \
         (SELECT count(*) FROM revision), (SELECT count(*) FROM medium)",
        [],
        |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]),
    )?)
}
