//! Verification of a whole library.

use model::ContentHash;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::check_texts::{self, Found};
use crate::content::bytes;
use crate::error::{Error, Result};
use crate::store::Store;
use crate::watch::Watch;

/// How many problems of one kind are listed one by one.
pub(crate) const LISTED: usize = 200;

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
    /// Whether the database file itself is damaged, so that no repair of its content helps.
    pub damaged: bool,
}

impl Store {
    /// Verifies everything: the database, every text and revision against its hash, the search index against
    /// the texts, the counts of the shelves, references, and every media file against its name.
    ///
    /// # Errors
    /// [`Error::Cancelled`]; else only where the verification itself cannot be carried out; what it finds
    /// stands in the report.
    pub fn check(&self, watch: &Watch<'_>) -> Result<Report> {
        self.check_all(watch).map_err(|error| self.explain(error))
    }

    fn check_all(&self, watch: &Watch<'_>) -> Result<Report> {
        // SQLite's own verification takes as long as all the rest: both go on at the same time.
        let connection = self.own_connection()?;
        let interrupt = connection.get_interrupt_handle();
        let (file, content) = std::thread::scope(|scope| {
            let file = scope.spawn(move || {
                let mut report = Report::default();
                let outcome = check_database(&connection, &mut report);
                unreadable(&mut report, "The database", outcome).map(|()| report)
            });
            let content = self.check_content(watch);
            if content.is_err() {
                interrupt.interrupt();
            }
            (file.join(), content)
        });
        let content = content?;
        let mut report = file.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        let damaged = !report.problems.is_empty() || content.damaged;
        report.problems.extend(content.problems);
        Ok(Report { problems: report.problems, damaged, ..content })
    }

    /// Everything but the file itself.
    fn check_content(&self, watch: &Watch<'_>) -> Result<Report> {
        let connection = self.own_connection()?;
        let transaction = Transaction::new_unchecked(&connection, TransactionBehavior::Deferred)?;
        let mut report = Report::default();
        match check_texts::check(&transaction, &mut report, true, watch) {
            Ok(found) => {
                let outcome = check_derived(&transaction, &found, &mut report, watch);
                unreadable(&mut report, "The search index", outcome)?;
            }
            Err(error) => unreadable(&mut report, "The texts", Err(error))?,
        }
        let outcome = self.check_media(&transaction, &mut report);
        unreadable(&mut report, "The pictures", outcome)?;
        Ok(report)
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

/// A part of the database that cannot be read is a finding, not a failure.
fn unreadable(report: &mut Report, what: &str, outcome: Result<()>) -> Result<()> {
    match outcome {
        Err(Error::Damaged { detail, .. }) => {
            report.damaged = true;
            report
                .problems
                .push(format!("{what} could not be verified: {detail}. Restore a backup into a new folder."));
            Ok(())
        }
        outcome => outcome,
    }
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

/// What is made from the texts: the search index, the counts, the tables of tags and authors.
pub(crate) fn check_derived(
    connection: &Connection,
    found: &Found,
    report: &mut Report,
    watch: &Watch<'_>,
) -> Result<()> {
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
    for id in &found.unnamed {
        report
            .problems
            .push(format!("Article {id} is not found by its tags or authors. A repair finds it again."));
    }
    // Where a text is damaged nobody can say what the index should hold.
    if let Some(words) = &found.words
        && !words.fit(connection, watch)?
    {
        report.problems.push("The search index does not fit the texts. A repair makes it anew.".into());
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
