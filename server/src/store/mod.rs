//! The store: one SQLite file with all classes of a server, their records and, apart from those, what can be erased.
//!
//! `line` holds a record's chained lines as they are. `person` and `chat` hold names and free text, which are never in
//! a record and can be erased without breaking one. `standing` and `door` hold what facilitators decided about people, which
//! no rewind of a record takes back. Rows outside a record carry a digest.
//!
//! One thread writes, the [`Writer`]. Whoever opens a file looks first whether it is a store at all (`mark`), then whether
//! it is as it was written (`check`); what is not goes through `salvage`, what is older through `schema`.

mod backup;
mod beside;
mod change;
mod check;
mod drive;
mod erase;
mod file;
mod finds;
mod lock;
mod making;
mod mark;
mod pages;
mod problem;
mod rescue;
mod rows;
mod salvage;
mod schema;
mod table;
mod writer;

use std::fmt::Display;
use std::io;
use std::path::Path;
use std::time::Duration;

use codedark_protocol::Msg;
use rusqlite::Connection;
use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;

pub use backup::restore;
pub use change::Change;
pub use drive::kind_in;
pub use file::Store;
pub use lock::FolderLock;
pub use mark::{Mark, mark};
pub use problem::{StoreError, StoreProblem};
pub use rows::{
    KEEP_DAYS, NewClass, StoredChat, StoredClass, StoredPerson, StoredRecord, StoredResult, StoredStanding,
};
pub use writer::{Pending, Writer, WriterHandle};

use file::{connect, connect_to_read, prepare};
use making::make;
use schema::VERSION;

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
    /// A damaged store is salvaged: what can be read goes on under its name, and the damaged files lie beside it.
    ///
    /// # Errors
    /// It is not a store, or cannot be used as one. Nothing was written or made then.
    pub fn open(path: &Path, limit_bytes: Option<u64>) -> Result<Opened, StoreProblem> {
        let unusable =
            |error: &dyn Display| StoreProblem::Unusable { path: path.to_owned(), reason: error.to_string() };
        refuse(path)?;
        beside::finish(path).map_err(|error| unusable(&error))?;
        if !path.try_exists().map_err(|error| unusable(&error))? {
            make(path).map_err(|error| unusable(&error))?;
        }
        beside::keep_private(path).map_err(|error| unusable(&error))?;
        let damaged = mark::look(path).is_ok_and(|mark| mark == Mark::Damaged) || !open_checked(path)?;
        let missing = match damaged {
            true => salvage::salvage(path).map_err(|error| unusable(&error))?,
            false => Vec::new(),
        };
        let mut file = connect(path).map_err(|error| unusable(&error))?;
        let done = prepare(&file).and_then(|()| schema::migrate(&mut file)).and_then(|()| limit(&file, limit_bytes));
        done.map_err(|error| unusable(&error))?;
        Ok(Opened { store: Store { file }, missing })
    }

    /// Opens a store to read it, beside a server that has it too. It is neither made nor changed; one of an older version
    /// is read as this version would.
    ///
    /// # Errors
    /// It is not there, not a store, or damaged.
    pub fn read_only(path: &Path) -> Result<Store, StoreProblem> {
        let problem = |error: StoreError| match error {
            StoreError::Damaged => StoreProblem::Damaged(path.to_owned()),
            error => StoreProblem::Unusable { path: path.to_owned(), reason: error.to_string() },
        };
        match mark::look(path) {
            Ok(Mark::Damaged) => return Err(StoreProblem::Damaged(path.to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(StoreProblem::Missing(path.to_owned()));
            }
            _ => refuse(path)?,
        }
        let file = connect_to_read(path).map_err(|error| problem(error.into()))?;
        match schema::version(&file).map_err(problem)? {
            VERSION => Ok(Store { file }),
            version if version > VERSION => Err(StoreProblem::Newer(path.to_owned())),
            _ => read_older(&file).map_err(problem),
        }
    }

    /// A store that ends with the program: for tests and for trying things out.
    pub fn in_memory() -> Result<Store, StoreError> {
        let mut file = Connection::open_in_memory()?;
        schema::create(&mut file)?;
        Ok(Store { file })
    }
}

/// Refuses what is no store and may not become one. Reads only; a file that is not there passes.
fn refuse(path: &Path) -> Result<(), StoreProblem> {
    if let Some(kind) = drive::network_kind(path) {
        return Err(StoreProblem::Network { path: path.to_owned(), kind });
    }
    match mark::look(path) {
        Ok(Mark::Store(_) | Mark::Damaged) => Ok(()),
        Ok(Mark::Newer) => Err(StoreProblem::Newer(path.to_owned())),
        Ok(Mark::Empty) => Err(StoreProblem::Empty(path.to_owned())),
        Ok(Mark::Foreign) => Err(StoreProblem::NotAStore(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(_) if path.is_dir() => Err(StoreProblem::NotAStore(path.to_owned())),
        Err(error) => Err(StoreProblem::Unusable { path: path.to_owned(), reason: error.to_string() }),
    }
}

/// Looks whether the store is as it was written, and changes nothing: not even the log is taken in.
fn open_checked(path: &Path) -> Result<bool, StoreProblem> {
    let checked = connect(path).map_err(StoreError::from).and_then(|file| {
        file.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        prepare(&file)?;
        let version = schema::version(&file)?;
        Ok((version, version <= VERSION && check::is_sound(&file, version)?))
    });
    match checked {
        Ok((version, _)) if version > VERSION => Err(StoreProblem::Newer(path.to_owned())),
        Ok((_, sound)) => Ok(sound),
        Err(StoreError::Damaged) => Ok(false),
        Err(error) => Err(StoreProblem::Unusable { path: path.to_owned(), reason: error.to_string() }),
    }
}

fn limit(file: &Connection, bytes: Option<u64>) -> Result<(), StoreError> {
    let Some(bytes) = bytes else { return Ok(()) };
    let pages = bytes / schema::PAGE_BYTES as u64;
    // SQLite answers with what it took: never less than the file has.
    Ok(file.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?)
}

/// An older file, read into memory and brought to this version there.
fn read_older(file: &Connection) -> Result<Store, StoreError> {
    let mut copy = Connection::open_in_memory()?;
    Backup::new(file, &mut copy)?.run_to_completion(i32::MAX, Duration::ZERO, None)?;
    schema::migrate(&mut copy)?;
    Ok(Store { file: copy })
}
