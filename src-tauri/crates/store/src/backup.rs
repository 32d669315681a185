//! Backups: the whole library, pictures included, in one file, verified before it gets its name.

use std::path::{Path, PathBuf};

use model::{ContentHash, Moment};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::check::{self, Report};
use crate::content::{bytes, sha256};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::{connection, file, migration, schema};

/// What is in a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    /// The file.
    pub file: PathBuf,
    /// How many articles it holds.
    pub articles: u32,
    /// How many revisions.
    pub revisions: u32,
    /// How many media.
    pub media: u32,
    /// What could not be taken over: pictures that are missing or altered, texts that were altered already.
    pub problems: Vec<String>,
}

impl Store {
    /// Writes the whole library, pictures included, into one new file while others go on writing. The file
    /// gets its name only after it was opened again and verified.
    ///
    /// # Errors
    /// [`Error::FileExists`]: nothing is ever overwritten; [`Error::Full`], [`Error::Io`], [`Error::Damaged`].
    /// After an error there is no file.
    pub fn backup(&self, file: &Path, _now: Moment) -> Result<BackupReport> {
        if file.symlink_metadata().is_ok() {
            return Err(Error::FileExists(file.to_owned()));
        }
        let folder = parent_of(file);
        let failed = |error: &std::io::Error| Error::io(file, "written", error);
        let unfinished = file::unfinished(folder, ".db").map_err(|error| failed(&error))?;
        let source = self.own_connection().map_err(|error| self.explain(error))?;
        let mut missing = Vec::new();
        copy(&source, unfinished.path())
            .and_then(|copy| self.add_media(&copy, &mut missing).and_then(|()| close(copy)))
            .map_err(|error| error.about(file))?;
        let verified = verify(unfinished.path()).map_err(|error| error.about(file))?;
        file::sync_file(unfinished.path()).map_err(|error| failed(&error))?;
        match unfinished.persist_noclobber(file) {
            Ok(_) => {}
            Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
                return Err(Error::FileExists(file.to_owned()));
            }
            Err(error) => return Err(failed(&error.error)),
        }
        file::sync_folder(folder).map_err(|error| failed(&error))?;
        missing.extend(verified.problems);
        Ok(BackupReport {
            file: file.to_owned(),
            articles: verified.articles,
            revisions: verified.revisions,
            media: verified.media,
            problems: missing,
        })
    }

    /// Puts the media files into the copy. One that is missing or altered is left out, and said so: the
    /// texts matter more than the pictures.
    fn add_media(&self, copy: &Connection, missing: &mut Vec<String>) -> Result<()> {
        copy.execute_batch(
            "CREATE TABLE medium_content (hash BLOB PRIMARY KEY, content BLOB NOT NULL) STRICT",
        )?;
        let mut statement = copy.prepare("SELECT hash, kind FROM medium")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let hash = bytes(row.get_ref(0)?);
            let Ok(named) = <[u8; 32]>::try_from(hash) else { continue };
            let kind: String = row.get(1)?;
            let name = format!("{}.{kind}", ContentHash::from_bytes(&named));
            match self.read_medium(&name) {
                Ok((_, content)) => {
                    copy.execute(
                        "INSERT INTO medium_content (hash, content) VALUES (?1, ?2)",
                        (hash, content),
                    )?;
                }
                Err(error) => missing.push(error.to_string()),
            }
        }
        Ok(())
    }
}

/// Copies a database as it is now into the empty file at `path`, as a backup.
fn copy(source: &Connection, path: &Path) -> Result<Connection> {
    let mut copy = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    // All in one step and one transaction: one state of the library, however many go on writing.
    let state = Transaction::new_unchecked(source, TransactionBehavior::Deferred)?;
    let counted = check::counts(&state)?;
    match Backup::new(&state, &mut copy)?.step(-1)? {
        StepResult::Done => {}
        _ => return Err(Error::Busy(PathBuf::new())),
    }
    drop(state);
    connection::arm(&copy)?;
    copy.query_row("PRAGMA journal_mode=MEMORY", [], |_| Ok(()))?;
    copy.pragma_update(None, "application_id", schema::BACKUP)?;
    if check::counts(&copy)? == counted {
        Ok(copy)
    } else {
        Err(Error::damaged("its copy came out incomplete"))
    }
}

fn close(connection: Connection) -> Result<()> {
    connection.close().map_err(|(_, error)| Error::from(error))
}

/// Opens a backup and verifies all of it.
///
/// # Errors
/// [`Error::NotALibrary`] where the file is no backup, [`Error::Damaged`] where it is not whole. Texts that
/// were altered in the library already stand in the report instead: they are what there was to save.
pub(crate) fn verify(file: &Path) -> Result<Report> {
    let connection = connection::open(file, connection::Access::Read).map_err(|error| error.about(file))?;
    verify_connection(&connection, file).map_err(|error| error.about(file))
}

fn verify_connection(connection: &Connection, file: &Path) -> Result<Report> {
    if schema::application(connection)? != schema::BACKUP {
        return Err(Error::NotALibrary(file.to_owned()));
    }
    let found = migration::version(connection)?;
    if found > migration::CURRENT {
        let supported = migration::CURRENT;
        return Err(Error::FromNewerVersion { path: file.to_owned(), found, supported });
    }
    let mut report = Report::default();
    check::check_database(connection, &mut report)?;
    if let Some(problem) = report.problems.first() {
        return Err(Error::damaged(problem));
    }
    check::check_texts(connection, &mut report)?;
    let mut statement = connection.prepare("SELECT hash, content FROM medium_content")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if sha256(bytes(row.get_ref(1)?))[..] != *bytes(row.get_ref(0)?) {
            return Err(Error::damaged("a picture in it was altered"));
        }
        report.media += 1;
    }
    Ok(report)
}

/// The folder a file is in.
fn parent_of(file: &Path) -> &Path {
    file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Keeps a library as it is before its schema changes, in `backups/`.
pub(crate) fn before_migration(source: &Connection, folder: &Path, found: i64) -> Result<PathBuf> {
    let backups = folder.join("backups");
    let failed = |error: &std::io::Error| Error::io(&backups, "written", error);
    file::make_folder(&backups).map_err(|error| failed(&error))?;
    let file = (1_u32..)
        .map(|number| backups.join(format!("before-schema-{}-{number}.galley", found + 1)))
        .find(|file| file.symlink_metadata().is_err())
        .unwrap_or_else(|| backups.join("before-schema.galley"));
    let unfinished = file::unfinished(&backups, ".db").map_err(|error| failed(&error))?;
    let copied = copy(source, unfinished.path())?;
    copied
        .execute_batch("CREATE TABLE medium_content (hash BLOB PRIMARY KEY, content BLOB NOT NULL) STRICT")?;
    close(copied)?;
    verify(unfinished.path())?;
    file::sync_file(unfinished.path()).map_err(|error| failed(&error))?;
    unfinished.persist_noclobber(&file).map_err(|error| failed(&error.error))?;
    file::sync_folder(&backups).map_err(|error| failed(&error))?;
    Ok(file)
}
