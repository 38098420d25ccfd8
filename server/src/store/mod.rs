//! The store: one SQLite file with all classes of a server, their records and, apart from those, what can be erased.
//!
//! `line` holds a record's chained lines as they are. `person` and `chat` hold names and free text, which are never in
//! a record and can be erased without breaking one. Rows outside a record carry a digest.
//!
//! One thread writes, the [`Writer`]. Opening a file looks first whether it is a store at all ([`mark`]), brings it to
//! this version ([`schema`]).

mod beside;
mod change;
mod drive;
mod erase;
mod mark;
mod problem;
mod rows;
mod schema;
mod table;
mod writer;

use std::io;
use std::path::Path;
use std::time::Duration;

use codedark_protocol::Msg;
use rusqlite::{Connection, MAIN_DB, OpenFlags};

pub use change::Change;
pub use drive::kind_in;
pub use mark::{Mark, mark};
pub use problem::{StoreError, StoreProblem};
pub use rows::{KEEP_DAYS, NewClass, StoredChat, StoredClass, StoredPerson, StoredRecord, StoredResult};
pub use writer::{Pending, Writer, WriterHandle};

use schema::{PAGE_BYTES, VERSION};

/// How long a write waits for another program that has the file, in milliseconds.
const LOCK_WAIT_MS: u64 = 500;
/// Under what the table of the host keeps the facilitator's key.
const FACILITATOR_KEY: &str = "facilitator-key";

/// The open file.
pub struct Store {
    file: Connection,
}

/// A store that was opened.
pub struct Opened {
    /// The store.
    pub store: Store,
    /// What could not be read back, for the host's screen; empty when all was well. Each class keeps its own part.
    pub missing: Vec<Msg>,
}

impl Store {
    /// Opens the store, and makes it and its folder where there is none. `limit_bytes` is the most it may grow to.
    ///
    /// # Errors
    /// It is not a store, or cannot be used as one. Nothing was written or made then.
    pub fn open(path: &Path, limit_bytes: Option<u64>) -> Result<Opened, StoreProblem> {
        let unusable = |reason: String| StoreProblem::Unusable { path: path.to_owned(), reason };
        if let Some(kind) = drive::network_kind(path) {
            return Err(StoreProblem::Network { path: path.to_owned(), kind });
        }
        let there = path.try_exists().map_err(|error| unusable(error.to_string()))?;
        if !there {
            create(path).map_err(|error| unusable(error.to_string()))?;
        }
        check_mark(path)?;
        let mut file = connect(path).map_err(|error| unusable(error.to_string()))?;
        let cannot = |error: StoreError| match error {
            StoreError::Damaged => StoreProblem::Damaged(path.to_owned()),
            error => unusable(error.to_string()),
        };
        prepare(&file).map_err(cannot)?;
        if schema::version(&file).map_err(cannot)? > VERSION {
            return Err(StoreProblem::Newer(path.to_owned()));
        }
        beside::keep_private(path).map_err(|error| unusable(error.to_string()))?;
        schema::migrate(&mut file).map_err(cannot)?;
        if let Some(bytes) = limit_bytes {
            file.pragma_update(None, "max_page_count", bytes / PAGE_BYTES as u64)
                .map_err(|error| cannot(error.into()))?;
        }
        Ok(Opened { store: Store { file }, missing: Vec::new() })
    }

    /// Opens a store to read it, beside a server that has it too. It is neither made nor changed; one of an older version
    /// is read as this version would.
    ///
    /// # Errors
    /// It is not there, not a store, or damaged.
    pub fn read_only(path: &Path) -> Result<Store, StoreProblem> {
        let unusable = |reason: String| StoreProblem::Unusable { path: path.to_owned(), reason };
        check_mark(path)?;
        let file =
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX);
        let file = file.map_err(|error| unusable(error.to_string()))?;
        let cannot = |error: StoreError| match error {
            StoreError::Damaged => StoreProblem::Damaged(path.to_owned()),
            error => unusable(error.to_string()),
        };
        let wait = Duration::from_millis(LOCK_WAIT_MS);
        file.busy_timeout(wait).map_err(|error| cannot(error.into()))?;
        match schema::version(&file).map_err(cannot)? {
            VERSION => Ok(Store { file }),
            version if version > VERSION => Err(StoreProblem::Newer(path.to_owned())),
            _ => read_older(&file).map_err(cannot),
        }
    }

    /// A store that ends with the program: for tests and for trying things out.
    pub fn in_memory() -> Result<Store, StoreError> {
        let mut file = Connection::open_in_memory()?;
        schema::create(&mut file)?;
        Ok(Store { file })
    }
}

/// Refuses what is not a store.
fn check_mark(path: &Path) -> Result<(), StoreProblem> {
    match mark::look(path) {
        Ok(Mark::Store(_)) => Ok(()),
        Ok(Mark::Newer) => Err(StoreProblem::Newer(path.to_owned())),
        Ok(Mark::Empty) => Err(StoreProblem::Empty(path.to_owned())),
        Ok(Mark::Foreign) => Err(StoreProblem::NotAStore(path.to_owned())),
        Ok(Mark::Damaged) => Err(StoreProblem::Damaged(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(StoreProblem::Missing(path.to_owned())),
        Err(_) if path.is_dir() => Err(StoreProblem::NotAStore(path.to_owned())),
        Err(error) => Err(StoreProblem::Unusable { path: path.to_owned(), reason: error.to_string() }),
    }
}

/// Makes a store: beside its name first, so that under it there is never half a store.
fn create(path: &Path) -> io::Result<()> {
    beside::make_folder(path)?;
    let begun = beside::named(path, ".new");
    for end in ["", "-wal", "-shm"] {
        // What an earlier start left.
        let _ = std::fs::remove_file(beside::named(&begun, end));
    }
    beside::make_private(&begun)?;
    let filled = connect(&begun).map_err(io::Error::other).and_then(|mut file| {
        file.pragma_update(None, "page_size", PAGE_BYTES as u64).map_err(io::Error::other)?;
        prepare(&file).map_err(io::Error::other)?;
        schema::create(&mut file).map_err(io::Error::other)?;
        file.close().map_err(|(_, error)| io::Error::other(error))
    });
    let made = filled.and_then(|()| beside::rename(&begun, path));
    if made.is_err() {
        let _ = std::fs::remove_file(&begun);
    }
    made
}

/// Opens a file that is there, for reading and writing.
fn connect(path: &Path) -> Result<Connection, rusqlite::Error> {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

fn prepare(file: &Connection) -> Result<(), StoreError> {
    file.busy_timeout(Duration::from_millis(LOCK_WAIT_MS))?;
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

/// An older file, read into memory and brought to this version there.
fn read_older(file: &Connection) -> Result<Store, StoreError> {
    let mut copy = Connection::open_in_memory()?;
    rusqlite::backup::Backup::new(file, &mut copy)?.run_to_completion(i32::MAX, Duration::ZERO, None)?;
    schema::migrate(&mut copy)?;
    Ok(Store { file: copy })
}

/// Placeholder until the lock lands.
pub struct FolderLock;
impl FolderLock {
    /// Takes it.
    pub fn take(_: &Path, _: &str) -> Result<FolderLock, Msg> {
        Ok(FolderLock)
    }
}
