//! Connections to a database: how they are opened, and whether the open file is still the one at its path.

use std::fs::Metadata;
use std::path::Path;
use std::time::{Duration, SystemTime};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, Result};

/// The oldest SQLite that may write a library: 3.7.0 to 3.51.2 can corrupt one when the log is reset.
const OLDEST_SQLITE: i32 = 3_051_003;

/// How a database is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// To read and write.
    Write,
    /// To read, beside others who may write.
    Read,
    /// To read a file that nobody can change, in a folder where not even locks can be kept.
    Immutable,
}

/// Opens the database and arms the connection against what a hostile or damaged file could do.
pub(crate) fn open(database: &Path, access: Access) -> Result<Connection> {
    assert!(
        rusqlite::version_number() >= OLDEST_SQLITE,
        "SQLite {} can corrupt a library; at least 3.51.3 is needed",
        rusqlite::version()
    );
    let connection = match access {
        Access::Write => Connection::open_with_flags(
            database,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?,
        Access::Read => Connection::open_with_flags(
            database,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?,
        Access::Immutable => Connection::open_with_flags(
            format!("file:{}?immutable=1", percent_encoded(database)),
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI,
        )?,
    };
    arm(&connection)?;
    Ok(connection)
}

/// Sets what every connection has set, before it reads a byte of the schema.
pub(crate) fn arm(connection: &Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(64);
    for (name, value) in [
        ("cell_size_check", "ON"),
        ("mmap_size", "0"),
        ("foreign_keys", "ON"),
        ("synchronous", "FULL"),
        ("fullfsync", "ON"),
        ("checkpoint_fullfsync", "ON"),
        ("temp_store", "MEMORY"),
        ("cache_size", "-8000"),
        ("journal_size_limit", "16777216"),
    ] {
        connection.pragma_update_and_check(None, name, value, |_| Ok(())).or_else(ignore_no_answer)?;
    }
    Ok(())
}

/// Some pragmas answer with the value they set, some with nothing.
fn ignore_no_answer(error: rusqlite::Error) -> rusqlite::Result<()> {
    match error {
        rusqlite::Error::QueryReturnedNoRows => Ok(()),
        error => Err(error),
    }
}

/// A path inside a `file:` URI (RFC 3986): everything but the unreserved characters and `/` as %XX.
fn percent_encoded(path: &Path) -> String {
    use std::fmt::Write as _;
    let mut uri = String::new();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(*byte))
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

/// Which file stands at the paths of a database and its log. Never found out by opening them: closing a
/// second handle would drop the locks that SQLite holds through the first (POSIX `fcntl` locks).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    database: FileMark,
    log: Option<FileMark>,
    length: u64,
    modified: Option<SystemTime>,
}

/// Tells one file from another at the same path.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FileMark {
    #[cfg(unix)]
    device: u64,
    #[cfg(unix)]
    number: u64,
}

/// What has become of a marked file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is the same, and nobody wrote into it but through the log.
    Same,
    /// It is the same file, but its content moved; SQLite does that when it empties the log, and so does
    /// whoever copies another file over it.
    Written,
    /// Another file stands there, or none.
    Gone,
}

impl Mark {
    /// Marks the files as they stand now. The log exists while a connection is open for writing.
    pub(crate) fn take(database: &Path) -> std::io::Result<Self> {
        let metadata = std::fs::metadata(database)?;
        Ok(Self {
            database: FileMark::of(&metadata),
            log: std::fs::metadata(log_of(database)).ok().as_ref().map(FileMark::of),
            length: metadata.len(),
            modified: metadata.modified().ok(),
        })
    }

    /// Compares with how the files stand now.
    pub(crate) fn standing(&self, database: &Path) -> Standing {
        let Ok(now) = Self::take(database) else { return Standing::Gone };
        if now.database != self.database || now.log != self.log {
            Standing::Gone
        } else if now.length != self.length || now.modified != self.modified {
            Standing::Written
        } else {
            Standing::Same
        }
    }

    /// Whether both marks are of the same database file, whatever became of the log.
    pub(crate) fn same_database(&self, other: &Self) -> bool {
        self.database == other.database
    }
}

impl FileMark {
    #[cfg(unix)]
    fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        Self { device: metadata.dev(), number: metadata.ino() }
    }

    #[cfg(not(unix))]
    fn of(_: &Metadata) -> Self {
        Self {}
    }
}

/// The write-ahead log beside a database.
pub(crate) fn log_of(database: &Path) -> std::path::PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// Empties the log into the database and the log's file to nothing.
///
/// After a failed write the log may end in frames that are in the system's cache but never reached the
/// disk; whatever was appended behind them would be lost with them. So nothing is.
pub(crate) fn empty_log(connection: &Connection) -> Result<()> {
    let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy == 0 { Ok(()) } else { Err(Error::Busy(std::path::PathBuf::new())) }
}
