//! An open library: one connection that writes, some that read, one that watches.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::connection::{self, Access, Mark, Standing};
use crate::error::{Error, Result};
use crate::tend::Tending;
use crate::{damage, file, migration, schema};

/// A library, opened. May be shared between threads: writes wait for each other, reads do not.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    database: PathBuf,
    /// The name the library got when it was made; another library at the same path has another.
    library: String,
    access: Access,
    read_only: Option<String>,
    /// Tells the changes of this process from those of others.
    process: i64,
    readers: Mutex<Vec<Connection>>,
    watcher: Mutex<Option<Connection>>,
    tending: Mutex<Tending>,
    /// Closed after all others: the last one to close empties the log into the database.
    writer: Mutex<Writer>,
    /// Where a library that can be read in no other way was copied to; goes with the store.
    _copy: Option<tempfile::TempDir>,
}

/// The connection that writes.
#[derive(Debug)]
enum Writer {
    Ready {
        connection: Connection,
        mark: Mark,
    },
    /// A write failed: nothing is written until a new connection has emptied the log.
    Failed {
        connection: Option<Connection>,
        mark: Mark,
    },
    /// The library is read-only.
    None,
}

/// A library just opened, and what happened on the way.
#[derive(Debug)]
pub struct Opened {
    /// The library.
    pub store: Store,
    /// Set where the library was of an older version.
    pub migrated: Option<Migrated>,
}

/// What a migration did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migrated {
    /// The schema before.
    pub from: i64,
    /// The schema now.
    pub to: i64,
    /// The backup that was made before.
    pub backup: PathBuf,
}

impl Store {
    /// Opens the library in `folder`. Where it cannot be written (a read-only folder, a newer version of
    /// Galley), it is opened for reading only, and [`Store::read_only`] says why. A library of an older
    /// schema is backed up into its `backups/` and then migrated.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::NotALibrary`], [`Error::Unreadable`], [`Error::FromNewerVersion`] (of a
    /// form that cannot be read), [`Error::Damaged`] with the newest good backup, [`Error::Busy`],
    /// [`Error::Full`], [`Error::Io`].
    pub fn open(folder: &Path) -> Result<Opened> {
        let database = folder.join("library.db");
        Self::open_database(folder, &database)
            .map_err(|error| damage::name_backup(error.about(&database), folder))
    }

    fn open_database(folder: &Path, database: &Path) -> Result<Opened> {
        let unreadable = |path: &Path, error: &std::io::Error| Error::Unreadable {
            path: path.to_owned(),
            reason: error.to_string(),
        };
        let there = |error: std::io::Error, path: &Path, otherwise: Error| match error.kind() {
            std::io::ErrorKind::NotFound => otherwise,
            _ => unreadable(path, &error),
        };
        let metadata = std::fs::metadata(folder)
            .map_err(|error| there(error, folder, Error::Missing(folder.to_owned())))?;
        if !metadata.is_dir() {
            return Err(Error::NotALibrary(folder.to_owned()));
        }
        let metadata = std::fs::metadata(database)
            .map_err(|error| there(error, database, Error::NotALibrary(folder.to_owned())))?;
        if !metadata.is_file() {
            return Err(Error::NotALibrary(folder.to_owned()));
        }
        if metadata.len() == 0 {
            return Err(Error::damaged("it is empty"));
        }
        if metadata.len() % 4096 != 0 && !has_log(database) {
            // SQLite itself overlooks that the last page is not whole. Only what is still in the log may be.
            return Err(Error::damaged("its end is cut off"));
        }
        match Self::open_to_write(folder, database) {
            Ok(opened) => Ok(opened),
            Err(error @ (Error::Unreadable { .. } | Error::ReadOnly(_))) => {
                Self::open_to_read_protected(folder, database, error)
            }
            Err(error) => Err(error),
        }
    }

    fn open_to_write(folder: &Path, database: &Path) -> Result<Opened> {
        let connection = connection::open(database, Access::Write)?;
        if connection.is_readonly("main")? {
            return Err(Error::ReadOnly(format!("you may not write “{}”.", database.display())));
        }
        let found = identify(&connection, folder)?;
        if found > migration::CURRENT {
            drop(connection);
            return Self::open_to_read(folder, database, database, Access::Read, newer(found), None);
        }
        let mode: String = connection.query_row("PRAGMA journal_mode=WAL", [], |row| row.get(0))?;
        if mode != "wal" {
            return Err(Error::ReadOnly(format!(
                "the disk of “{}” keeps no write-ahead log.",
                folder.display()
            )));
        }
        let mut migrated = None;
        if found < migration::CURRENT {
            let backup = crate::backup::before_migration(&connection, folder, found)?;
            migration::migrate(&connection, migration::MIGRATIONS)?;
            migrated = Some(Migrated { from: found, to: migration::CURRENT, backup });
        }
        schema::verify(&connection)?;
        let library = library_of(&connection)?;
        let mark = Mark::take(database).map_err(|error| Error::io(database, "read", &error))?;
        let store = Self {
            folder: folder.to_owned(),
            database: database.to_owned(),
            library,
            access: Access::Read,
            read_only: None,
            process: process_token(),
            readers: Mutex::default(),
            watcher: Mutex::default(),
            tending: Mutex::default(),
            writer: Mutex::new(Writer::Ready { connection, mark }),
            _copy: None,
        };
        Ok(Opened { store, migrated })
    }

    /// Opens a library whose folder or file may not be written.
    fn open_to_read_protected(folder: &Path, database: &Path, cause: Error) -> Result<Opened> {
        if let Err(error) = std::fs::metadata(database).and_then(|_| std::fs::read_dir(folder).map(drop)) {
            return Err(Error::Unreadable { path: folder.to_owned(), reason: error.to_string() });
        }
        let reason = match file::can_write_in(folder) {
            Err(error) if protects(&error) => format!("you may not write in “{}”.", folder.display()),
            _ if matches!(cause, Error::ReadOnly(_)) => cause.to_string(),
            _ => return Err(cause),
        };
        match Self::open_to_read(folder, database, database, Access::Read, reason.clone(), None) {
            Err(Error::Unreadable { .. } | Error::ReadOnly(_)) => {}
            outcome => return outcome,
        }
        // Beside a read-only folder not even the locks of a reader can be kept. With an empty log the file
        // can be read as it is; otherwise a copy is, because the newest saves stand in the log.
        if !has_log(database) {
            return Self::open_to_read(folder, database, database, Access::Immutable, reason, None);
        }
        let (copy, copied) = copy_of(database)?;
        Self::open_to_read(folder, database, &copied, Access::Read, reason, Some(copy))
    }

    /// Opens a library of an older schema that may not be written: a copy of it is migrated, and read.
    fn open_migrated_copy(folder: &Path, database: &Path, reason: &str) -> Result<Opened> {
        let (copy, copied) = copy_of(database)?;
        let connection = connection::open(&copied, Access::Write)?;
        // Nobody else sees the copy, and it is made anew at the next opening.
        connection.pragma_update(None, "synchronous", "OFF")?;
        migration::migrate(&connection, migration::MIGRATIONS)?;
        drop(connection);
        let reason = format!(
            "{reason} It is of an older version of Galley, and is shown from a copy that was brought up to date."
        );
        Self::open_to_read(folder, database, &copied, Access::Read, reason, Some(copy))
    }

    fn open_to_read(
        folder: &Path,
        database: &Path,
        readable: &Path,
        access: Access,
        reason: String,
        copy: Option<tempfile::TempDir>,
    ) -> Result<Opened> {
        let connection = connection::open(readable, access)?;
        let found = identify(&connection, folder)?;
        let reason = if found > migration::CURRENT {
            schema::verify_newer(&connection)?;
            newer(found)
        } else if found < migration::CURRENT {
            drop(connection);
            return Self::open_migrated_copy(folder, readable, &reason);
        } else {
            schema::verify(&connection)?;
            reason
        };
        let library = library_of(&connection).map_err(|error| {
            let found_newer = found > migration::CURRENT;
            let supported = migration::CURRENT;
            if found_newer {
                Error::FromNewerVersion { path: database.to_owned(), found, supported }
            } else {
                error
            }
        })?;
        let store = Self {
            folder: folder.to_owned(),
            database: readable.to_owned(),
            library,
            access,
            read_only: Some(reason),
            process: process_token(),
            readers: Mutex::new(vec![connection]),
            watcher: Mutex::default(),
            tending: Mutex::default(),
            writer: Mutex::new(Writer::None),
            _copy: copy,
        };
        Ok(Opened { store, migrated: None })
    }

    /// The library's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The name the library got when it was made: another library, even at the same path, has another.
    #[must_use]
    pub fn library_name(&self) -> &str {
        &self.library
    }

    /// The database's file.
    pub(crate) fn path(&self) -> &Path {
        &self.database
    }

    /// Why nothing can be changed, if it cannot.
    #[must_use]
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// Names this process in the rows of the change log.
    pub(crate) fn process(&self) -> i64 {
        self.process
    }

    /// Runs `work` on one consistent state of the library.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.read_with(work).map_err(|error| self.explain(error))
    }

    fn read_with<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let pooled = locked(&self.readers).pop();
        let connection = match pooled {
            Some(connection) => connection,
            None => connection::open(&self.database, self.access)?,
        };
        let transaction = Transaction::new_unchecked(&connection, TransactionBehavior::Deferred)?;
        let outcome = work(&transaction);
        drop(transaction);
        if !outcome.as_ref().is_err_and(Error::is_severe) {
            locked(&self.readers).push(connection);
        }
        outcome
    }

    /// Runs `work` in one transaction. When this answers `Ok`, what was written is on disk, in the file that
    /// stands at the library's path; when it answers an error, nothing has changed.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        self.write_with(work).map_err(|error| self.explain(error))
    }

    fn write_with<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        if let Some(reason) = &self.read_only {
            return Err(Error::ReadOnly(reason.clone()));
        }
        let mut writer = locked(&self.writer);
        self.make_ready(&mut writer)?;
        let Writer::Ready { connection, mark } = &mut *writer else {
            return Err(Error::ReadOnly("it was opened for reading.".into()));
        };
        let outcome = self
            .still_there(mark)
            .and_then(|()| transact(connection, work))
            .and_then(|value| self.still_there(mark).map(|()| value));
        if outcome.as_ref().is_err_and(Error::is_severe) {
            // At once, so that frames which never reached the disk do not outlive this call if they need not.
            self.fail(&mut writer);
            let _ = self.make_ready(&mut writer);
        }
        outcome
    }

    fn fail(&self, writer: &mut Writer) {
        if let Writer::Ready { connection, mark } = std::mem::replace(writer, Writer::None) {
            *writer = Writer::Failed { connection: Some(connection), mark };
        }
    }

    /// After a failed write: a new connection, and nothing left in the log of which the disk may know nothing.
    fn make_ready(&self, writer: &mut Writer) -> Result<()> {
        let Writer::Failed { connection, mark } = writer else { return Ok(()) };
        // The old connection is still open, so nobody may have removed the log either.
        if mark.standing(&self.database) == Standing::Gone {
            return Err(Error::Gone(self.database.clone()));
        }
        let fresh = connection::open(&self.database, Access::Write)?;
        // The old connection stays open until here: closing the last one would read the log anew, and take
        // what failed for written.
        connection::empty_log(&fresh)?;
        drop(connection.take());
        if library_of(&fresh)? != self.library {
            return Err(Error::Gone(self.database.clone()));
        }
        let mark = Mark::take(&self.database).map_err(|_| Error::Gone(self.database.clone()))?;
        *writer = Writer::Ready { connection: fresh, mark };
        Ok(())
    }

    /// Whether the file that is open is the one at the library's path: SQLite itself would go on writing into
    /// a file that was removed, and call it saved.
    fn still_there(&self, mark: &mut Mark) -> Result<()> {
        match mark.standing(&self.database) {
            Standing::Same => Ok(()),
            Standing::Gone => Err(Error::Gone(self.database.clone())),
            Standing::Written => {
                // Most likely the log was emptied into it; but something may have been copied over it.
                let now = Mark::take(&self.database).map_err(|_| Error::Gone(self.database.clone()))?;
                let fresh = connection::open(&self.database, Access::Read)?;
                match library_of(&fresh) {
                    Ok(library) if library == self.library => {
                        *mark = now;
                        Ok(())
                    }
                    Err(error @ (Error::Busy(_) | Error::Io { .. } | Error::Full(_))) => Err(error),
                    _ => Err(Error::Gone(self.database.clone())),
                }
            }
        }
    }

    /// A number that moves whenever anybody, in any process, has written to the library. Cheap enough to be
    /// asked several times a second.
    ///
    /// # Errors
    /// [`Error::Gone`] where the database was removed or replaced; what SQLite reports.
    pub fn data_version(&self) -> Result<i64> {
        let mut watcher = locked(&self.watcher);
        let outcome = self.watch(&mut watcher);
        if outcome.is_err() {
            *watcher = None;
        }
        drop(watcher);
        outcome.map_err(|error| self.explain(error))
    }

    fn watch(&self, watcher: &mut Option<Connection>) -> Result<i64> {
        if self.read_only.is_none() {
            let writer = locked(&self.writer);
            if let Writer::Ready { mark, .. } | Writer::Failed { mark, .. } = &*writer {
                let now = Mark::take(&self.database).map_err(|_| Error::Gone(self.database.clone()))?;
                if !now.same_database(mark) {
                    return Err(Error::Gone(self.database.clone()));
                }
            }
        }
        let connection = match watcher {
            Some(connection) => connection,
            None => watcher.insert(connection::open(&self.database, self.access)?),
        };
        Ok(connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// What is kept for looking after the library; one thread at a time does that.
    pub(crate) fn tending(&self) -> MutexGuard<'_, Tending> {
        locked(&self.tending)
    }

    /// Looks at the connection that writes; `None` where it is busy, or there is none that could write now.
    pub(crate) fn with_idle_writer<T>(
        &self,
        look: impl FnOnce(&Connection) -> Result<T>,
    ) -> Option<Result<T>> {
        match &*self.writer.try_lock().ok()? {
            Writer::Ready { connection, .. } => Some(look(connection)),
            _ => None,
        }
    }

    /// Opens a connection of its own for long work, such as a backup.
    pub(crate) fn own_connection(&self) -> Result<Connection> {
        connection::open(&self.database, self.access)
    }

    /// Names the file, and for a damaged one the newest good backup.
    pub(crate) fn explain(&self, error: Error) -> Error {
        damage::name_backup(error.about(&self.database), &self.folder)
    }
}

fn transact<T>(connection: &Connection, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let value = work(&transaction)?;
    transaction.commit()?;
    Ok(value)
}

/// A mutex whose holder panicked guards nothing broken here: a transaction that is dropped is rolled back.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Copies a database, with what stands in its log only, into a folder that goes with the answer.
fn copy_of(database: &Path) -> Result<(tempfile::TempDir, PathBuf)> {
    let folder = tempfile::tempdir().map_err(|error| Error::io(&std::env::temp_dir(), "written", &error))?;
    let copied = folder.path().join("library.db");
    let write = |from: &Path, to: &Path| -> Result<()> {
        let mut from_file = std::fs::File::open(from).map_err(|error| Error::io(from, "read", &error))?;
        // Not by `fs::copy`: that would take the protection along.
        let mut to_file = std::fs::File::create(to).map_err(|error| Error::io(to, "written", &error))?;
        std::io::copy(&mut from_file, &mut to_file)
            .map(drop)
            .map_err(|error| Error::io(to, "written", &error))
    };
    write(database, &copied)?;
    if has_log(database) {
        write(&connection::log_of(database), &connection::log_of(&copied))?;
    }
    Ok((folder, copied))
}

/// Whether there are saves that stand in the log only.
fn has_log(database: &Path) -> bool {
    std::fs::metadata(connection::log_of(database)).is_ok_and(|metadata| metadata.len() > 0)
}

/// The schema of a database that is a library.
fn identify(connection: &Connection, folder: &Path) -> Result<i64> {
    match schema::application(connection)? {
        schema::LIBRARY => {}
        schema::BACKUP => return Err(Error::NotALibrary(folder.to_owned())),
        _ => return Err(Error::NotALibrary(folder.to_owned())),
    }
    match migration::version(connection)? {
        found if found < 1 => Err(Error::damaged("its schema has no number")),
        found => Ok(found),
    }
}

/// The name the library got when it was made.
pub(crate) fn library_of(connection: &Connection) -> Result<String> {
    Ok(connection.query_row("SELECT library FROM publication", [], |row| row.get(0))?)
}

fn newer(found: i64) -> String {
    format!(
        "it was written by a newer version of Galley (schema {found}; this one knows {}). Update Galley to change it.",
        migration::CURRENT
    )
}

/// Whether an error means that writing is forbidden, rather than that it failed.
fn protects(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem)
}

/// A number that no other running process has, as far as chance goes.
fn process_token() -> i64 {
    let bytes = uuid::Uuid::now_v7().into_bytes();
    let mut low = [0; 8];
    low.copy_from_slice(&bytes[8..]);
    i64::from_be_bytes(low)
}
