//! A damaged database is put aside, and the newest good backup takes its place. What the damaged one holds
//! beyond the backup, and still holds as it was saved, is taken over; the rest is listed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use model::{Cause, Moment, Origin};
use rusqlite::Connection;

use crate::article::{Derived, NewArticle};
use crate::content::Content;
use crate::create::{replace_database, write_database};
use crate::error::{Error, Result};
use crate::row::{Row, columns_of};
use crate::save::SaveArticle;
use crate::store::{Opened, Store};
use crate::{connection, damage, file, migration, schema};

/// What became of a damaged library.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rescue {
    /// The backup that took the place of the database.
    pub backup: PathBuf,
    /// Where the damaged database was put.
    pub aside: PathBuf,
    /// The articles that were newer in the damaged database and whole, by their titles.
    pub taken_over: Vec<String>,
    /// What is known to be lost, in words.
    pub lost: Vec<String>,
}

impl Store {
    /// Puts the newest good backup in the place of a damaged database, which is kept beside it. Nobody may have
    /// the library open.
    ///
    /// # Errors
    /// `damaged`, the error that says how it is damaged, where there is no good backup: then nothing is
    /// changed. [`Error::Full`], [`Error::Io`]: then the damaged database is where it was.
    pub fn rescue(folder: &Path, damaged: Error, now: Moment) -> Result<Rescue> {
        let Some(backup) = damage::newest_good_backup(folder) else { return Err(damaged) };
        let failed = |error: &std::io::Error| Error::io(folder, "written", error);
        let database = folder.join("library.db");
        let aside = put_aside(folder, &database).map_err(|error| failed(&error))?;
        let unfinished = file::unfinished(folder, ".db").map_err(|error| failed(&error))?;
        std::fs::copy(&backup, unfinished.path()).map_err(|error| failed(&error))?;
        write_database(unfinished.path(), |connection| {
            connection.execute_batch("DROP TABLE medium_content")?;
            connection.pragma_update(None, "application_id", schema::LIBRARY)?;
            Ok(())
        })
        .map_err(|error| error.about(&database))?;
        // A log of the old database would be read into the new one.
        for log in logs(&database) {
            match std::fs::remove_file(&log) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(&error)),
                _ => {}
            }
        }
        replace_database(unfinished, folder)?;
        let Opened { store, .. } = Self::open(folder)?;
        let mut rescue = Rescue { backup, aside, ..Rescue::default() };
        store.take_over(&mut rescue, now);
        Ok(rescue)
    }

    /// Takes over what the damaged database holds beyond the backup. Whatever cannot be read is passed over.
    fn take_over(&self, rescue: &mut Rescue, now: Moment) {
        let unreadable = "What was saved after the backup was made could not be read any more.";
        let opened = open_what_is_left(&rescue.aside);
        let Ok((_copy, damaged)) = opened else { return rescue.lost.push(unreadable.into()) };
        let columns = columns_of(migration::version(&damaged).unwrap_or(migration::CURRENT));
        let (keys, all) = keys(&damaged);
        if !all {
            rescue.lost.push(unreadable.into());
        }
        for key in keys {
            let sql = format!("SELECT {columns} FROM article WHERE key = ?1");
            let row = damaged.query_row(&sql, [key], Row::read);
            let Ok(row) = row else { continue };
            let present = self.article(&row.id).ok().map(|stored| stored.article);
            if present.as_ref().is_some_and(|present| present.version >= row.version) {
                continue;
            }
            let title = if row.title.is_empty() { row.id.to_string() } else { row.title.clone() };
            let content = Content::load(&damaged, key).ok().flatten();
            let taken = match (row.intact, &content) {
                (true, Some(content)) => self.take_over_one(&row, content, present.as_ref(), now),
                _ => Err(Error::damaged("it was altered")),
            };
            match (taken, present) {
                (Ok(()), _) => rescue.taken_over.push(title),
                (Err(_), Some(_)) => rescue.lost.push(format!(
                    "“{title}”: what was saved on {} cannot be read; it is as the backup has it.",
                    row.updated_at
                )),
                (Err(_), None) => {
                    rescue.lost.push(format!("“{title}” cannot be read, and is not in the backup."))
                }
            }
        }
    }

    fn take_over_one(
        &self,
        row: &Row,
        content: &Content,
        present: Option<&model::Article>,
        now: Moment,
    ) -> Result<()> {
        let (mut metadata, body) = content.unpack()?;
        let derived = Derived {
            excerpt: row.excerpt.clone(),
            language: row.language.clone(),
            direction: row.direction,
            words: row.words,
        };
        for _ in 0..2 {
            let outcome = match present {
                Some(present) => self
                    .save_article(&SaveArticle {
                        id: &row.id,
                        base_version: present.version,
                        body: Some(body),
                        metadata: Some(&metadata),
                        status: Some(row.status),
                        derived: &derived,
                        origin: Origin::Program,
                        now,
                        keep_revision: Some(Cause::Restored),
                        operation: None,
                    })
                    .map(drop),
                None => self
                    .create_article(&NewArticle {
                        id: Some(row.id.clone()),
                        body,
                        metadata: &metadata,
                        status: row.status,
                        derived: &derived,
                        origin: Origin::Program,
                        now,
                        operation: None,
                    })
                    .map(drop),
            };
            match outcome {
                // In the backup another article has the address.
                Err(Error::SlugTaken { suggestion, .. }) => metadata.slug = Some(suggestion),
                outcome => return outcome,
            }
        }
        Err(Error::damaged("its address is taken"))
    }
}

/// The files beside a database that belong to it.
fn logs(database: &Path) -> [PathBuf; 2] {
    let named = |suffix: &str| {
        let mut name = database.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    };
    [connection::log_of(database), named("-shm")]
}

/// Copies a database and its log into a new folder beside it, durably.
fn put_aside(folder: &Path, database: &Path) -> std::io::Result<PathBuf> {
    let aside = (1_u32..)
        .map(|number| folder.join(format!("damaged-{number}")))
        .find(|aside| aside.symlink_metadata().is_err())
        .unwrap_or_else(|| folder.join("damaged"));
    file::make_folder(&aside)?;
    for from in [database.to_owned(), connection::log_of(database)] {
        let Some(name) = from.file_name() else { continue };
        let to = aside.join(name);
        match std::fs::copy(&from, &to) {
            Ok(_) => file::sync_file(&to)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    file::sync_folder(&aside)?;
    Ok(aside)
}

/// Opens a copy of a damaged database that is as long as it says it is: of one that was cut off, SQLite would
/// not read a page.
fn open_what_is_left(aside: &Path) -> Result<(tempfile::TempDir, Connection)> {
    let failed = |error: &std::io::Error| Error::io(aside, "read", error);
    let copy = tempfile::tempdir_in(aside).map_err(|error| failed(&error))?;
    let pad = |database: &Path| -> std::io::Result<()> {
        let from = aside.join("library.db");
        std::fs::copy(&from, database)?;
        match std::fs::copy(connection::log_of(&from), connection::log_of(database)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = std::fs::OpenOptions::new().read(true).write(true).open(database)?;
        // The length in pages stands at byte 28, big-endian (SQLite's file format, 1.3.8).
        let mut header = [0; 32];
        std::io::Read::read_exact(&mut file, &mut header)?;
        let pages = u32::from_be_bytes([header[28], header[29], header[30], header[31]]);
        let length = file.metadata()?.len();
        // A header that was altered says anything; what was cut off was not much more than is there.
        let told = u64::from(pages) * 4096;
        file.set_len(if (length..=length.saturating_mul(1000)).contains(&told) { told } else { length })
    };
    let database = copy.path().join("library.db");
    pad(&database).map_err(|error| failed(&error))?;
    let connection = connection::open(&database, connection::Access::Read)?;
    Ok((copy, connection))
}

/// The keys of all articles that can still be told, and whether those are all: what lies between two places
/// that cannot be read is found from both sides.
fn keys(damaged: &Connection) -> (BTreeSet<i64>, bool) {
    let mut keys = BTreeSet::new();
    let mut all = true;
    for order in ["", "DESC"] {
        let read = || -> Result<(Vec<i64>, bool)> {
            let mut statement =
                damaged.prepare(&format!("SELECT key FROM article NOT INDEXED ORDER BY key {order}"))?;
            let mut rows = statement.query([])?;
            let mut keys = Vec::new();
            loop {
                match rows.next() {
                    Ok(Some(row)) => keys.push(row.get(0)?),
                    Ok(None) => return Ok((keys, true)),
                    Err(_) => return Ok((keys, false)),
                }
            }
        };
        match read() {
            Ok((found, whole)) => {
                keys.extend(found);
                all &= whole;
            }
            Err(_) => all = false,
        }
    }
    (keys, all)
}
