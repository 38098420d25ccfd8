//! The open file, and how one that is there is opened.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, MAIN_DB, OpenFlags};

use super::beside;
use super::problem::StoreError;

/// How long a write waits for another program that has the file.
const LOCK_WAIT: Duration = Duration::from_millis(500);

/// The open file.
pub struct Store {
    pub(super) file: Connection,
}

/// Opens a file that is there, for reading and writing.
pub(super) fn connect(path: &Path) -> Result<Connection, rusqlite::Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let file = Connection::open_with_flags(path, flags)?;
    file.busy_timeout(LOCK_WAIT)?;
    Ok(file)
}

/// Opens a file for reading. Without a log nobody has it open, and then nothing is made beside it either.
pub(super) fn connect_to_read(path: &Path) -> Result<Connection, rusqlite::Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let quiet = if beside::named(path, "-wal").exists() { "" } else { "?immutable=1" };
    let file = Connection::open_with_flags(format!("file:{}{quiet}", beside::in_address(path)), flags)?;
    file.busy_timeout(LOCK_WAIT)?;
    Ok(file)
}

/// Refuses a file that cannot be written as a store must be, and has it written so.
pub(super) fn prepare(file: &Connection) -> Result<(), StoreError> {
    if file.is_readonly(MAIN_DB)? {
        return Err(StoreError::ReadOnly);
    }
    let mode: String = file.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreError::NoLog);
    }
    // A commit has reached the disk when it returns: a command is acknowledged only then.
    file.pragma_update(None, "synchronous", "FULL")?;
    // What is erased is overwritten in the file.
    file.pragma_update(None, "secure_delete", "ON")?;
    Ok(())
}
