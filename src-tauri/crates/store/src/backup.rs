//! Backups: the whole library in one file, verified before it gets its name. Pictures are in it, or beside it
//! in a folder of backups.

use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::check::{self, Report};
use crate::content::{bytes, sha256};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::watch::{self, Pace, Watch, unwatched};
use crate::{backup_media, check_texts, connection, file, migration, schema};

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
    pub fn backup(&self, file: &Path, watch: &Watch<'_>) -> Result<BackupReport> {
        self.write_backup(file, Pace::Fast, watch, |copy| {
            let mut missing = Vec::new();
            self.add_media(copy, &mut missing)?;
            Ok((0, missing))
        })
    }

    /// The same with the media beside it, in the folder of backups, and not in the file.
    pub(crate) fn back_up_beside_media(
        &self,
        file: &Path,
        folder: &Path,
        pace: Pace,
        watch: &Watch<'_>,
    ) -> Result<BackupReport> {
        self.write_backup(file, pace, watch, |copy| {
            copy.execute_batch(MEDIA_TABLE)?;
            backup_media::store(&backup_media::names(copy)?, self.folder(), folder, pace)
        })
    }

    /// Writes a backup; `media` answers how many media it put elsewhere, and what could not be taken over.
    fn write_backup(
        &self,
        file: &Path,
        pace: Pace,
        watch: &Watch<'_>,
        media: impl FnOnce(&Connection) -> Result<(u32, Vec<String>)>,
    ) -> Result<BackupReport> {
        if file.symlink_metadata().is_ok() {
            return Err(Error::FileExists(file.to_owned()));
        }
        let folder = parent_of(file);
        let failed = |error: &std::io::Error| Error::io(file, "written", error);
        let unfinished = file::unfinished(folder, ".db").map_err(|error| failed(&error))?;
        let source = self.own_connection().map_err(|error| self.explain(error))?;
        // Half of the work is to write it, half to read it again.
        let first_half = |done: u64, of: u64| watch(done, of * 2);
        let (elsewhere, mut problems) = copy(&source, &unfinished, pace, &first_half)
            .and_then(|copy| {
                let media = media(&copy)?;
                close(copy).map(|()| media)
            })
            .map_err(|error| error.about(file))?;
        drop(source);
        // Before it is read, so that what is verified is what is on the disk.
        unfinished.as_file().sync_all().map_err(|error| failed(&error))?;
        let second_half = |done: u64, of: u64| watch(of + done, of * 2);
        let verified = verify(unfinished.path(), &second_half).map_err(|error| error.about(file))?;
        match unfinished.persist_noclobber(file) {
            Ok(_) => {}
            Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
                return Err(Error::FileExists(file.to_owned()));
            }
            Err(error) => return Err(failed(&error.error)),
        }
        file::sync_folder(folder).map_err(|error| failed(&error))?;
        problems.extend(verified.problems);
        Ok(BackupReport {
            file: file.to_owned(),
            articles: verified.articles,
            revisions: verified.revisions,
            media: verified.media + elsewhere,
            problems,
        })
    }

    /// Puts the media files into the copy. One that is missing or altered is left out, and said so: the
    /// texts matter more than the pictures.
    fn add_media(&self, copy: &Connection, missing: &mut Vec<String>) -> Result<()> {
        copy.execute_batch(MEDIA_TABLE)?;
        for name in backup_media::names(copy)? {
            match self.read_medium(&name) {
                Ok((_, content)) => {
                    copy.execute(
                        "INSERT INTO medium_content (hash, content) VALUES (?1, ?2)",
                        (&sha256(&content)[..], content),
                    )?;
                }
                Err(error) => missing.push(error.to_string()),
            }
        }
        Ok(())
    }
}

/// Where a backup keeps the media that are in the file itself.
const MEDIA_TABLE: &str = "CREATE TABLE medium_content (hash BLOB PRIMARY KEY, content BLOB NOT NULL) STRICT";

/// How many pages are copied at once: about a megabyte.
const PAGES: std::ffi::c_int = 256;

/// After how many steps the disk is given what was written, so that no save has to wait for all of it at once.
const STEPS_TO_SYNC: u64 = 16;

/// Copies a database as it is now into an empty file, as a backup.
fn copy(
    source: &Connection,
    to: &tempfile::NamedTempFile,
    pace: Pace,
    watch: &Watch<'_>,
) -> Result<Connection> {
    let mut copy = Connection::open_with_flags(
        to.path(),
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    // In one transaction: one state of the library, however many go on writing. In the log's mode that keeps
    // none of them waiting.
    let state = Transaction::new_unchecked(source, TransactionBehavior::Deferred)?;
    let counted = check::counts(&state)?;
    {
        let backup = Backup::new(&state, &mut copy)?;
        for step in 1.. {
            let done = backup.step(PAGES)?;
            let progress = backup.progress();
            let of = u64::try_from(progress.pagecount).unwrap_or_default();
            watch::step(watch, of - u64::try_from(progress.remaining).unwrap_or_default(), of)?;
            match done {
                StepResult::Done => break,
                StepResult::More => {}
                _ => return Err(Error::Busy(PathBuf::new())),
            }
            if pace == Pace::Gentle && step % STEPS_TO_SYNC == 0 {
                to.as_file().sync_data().map_err(|error| Error::io(to.path(), "written", &error))?;
            }
            pace.pause();
        }
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

/// Opens a backup of a schema that this program knows.
///
/// # Errors
/// [`Error::NotALibrary`] where the file is no backup, [`Error::FromNewerVersion`], [`Error::Damaged`].
pub(crate) fn open(file: &Path) -> Result<Connection> {
    let open = || {
        let connection = connection::open(file, connection::Access::Read)?;
        if schema::application(&connection)? != schema::BACKUP {
            return Err(Error::NotALibrary(file.to_owned()));
        }
        let found = migration::version(&connection)?;
        if found > migration::CURRENT {
            let supported = migration::CURRENT;
            return Err(Error::FromNewerVersion { path: file.to_owned(), found, supported });
        }
        Ok(connection)
    };
    open().map_err(|error: Error| error.about(file))
}

/// Opens a backup and verifies all of it.
///
/// # Errors
/// [`Error::NotALibrary`] where the file is no backup, [`Error::Damaged`] where it is not whole. Texts that
/// were altered in the library already stand in the report instead: they are what there was to save.
pub(crate) fn verify(file: &Path, watch: &Watch<'_>) -> Result<Report> {
    verify_connection(&open(file)?, watch).map_err(|error| error.about(file))
}

fn verify_connection(connection: &Connection, watch: &Watch<'_>) -> Result<Report> {
    let mut report = Report::default();
    check::check_database(connection, &mut report)?;
    if let Some(problem) = report.problems.first() {
        return Err(Error::damaged(problem));
    }
    check_texts::check(connection, &mut report, false, watch)?;
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
    let copied = copy(source, &unfinished, Pace::Fast, &unwatched)?;
    copied.execute_batch(MEDIA_TABLE)?;
    // A picture that is missing was missing before; the migration does not wait for it.
    backup_media::store(&backup_media::names(&copied)?, folder, &backups, Pace::Fast)?;
    close(copied)?;
    unfinished.as_file().sync_all().map_err(|error| failed(&error))?;
    verify(unfinished.path(), &unwatched)?;
    unfinished.persist_noclobber(&file).map_err(|error| failed(&error.error))?;
    file::sync_folder(&backups).map_err(|error| failed(&error))?;
    Ok(file)
}
