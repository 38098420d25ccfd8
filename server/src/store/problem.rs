//! What can be wrong with the store: why a file is not opened, and why something was not written.

use std::fmt;
use std::path::PathBuf;

use codedark_protocol::Msg;
use rusqlite::ErrorCode;

use crate::words::sentence;

/// Why a file is not used as a store. Nothing was written then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreProblem {
    /// There is no such file, and the command does not make one.
    Missing(PathBuf),
    /// It is empty.
    Empty(PathBuf),
    /// It is something else: a text, a folder, another program's database.
    NotAStore(PathBuf),
    /// A later version of Code Dark wrote it.
    Newer(PathBuf),
    /// The drive is in the network, where the write-ahead log does not work.
    Network {
        /// The file.
        path: PathBuf,
        /// Kind of the file system.
        kind: String,
    },
    /// The file or its folder cannot be written, or another program holds it.
    Unusable {
        /// The file.
        path: PathBuf,
        /// What the operating system or SQLite says.
        reason: String,
    },
    /// It is damaged, and a command that only reads does not mend it.
    Damaged(PathBuf),
}

impl StoreProblem {
    /// The sentence.
    pub fn msg(&self) -> Msg {
        let msg = |id, path: &PathBuf| Msg::new(id).word("file", path.display().to_string());
        match self {
            StoreProblem::Missing(path) => msg("store-missing", path),
            StoreProblem::Empty(path) => msg("store-empty", path),
            StoreProblem::NotAStore(path) => msg("store-foreign", path),
            StoreProblem::Newer(path) => msg("store-newer", path),
            StoreProblem::Network { path, kind } => msg("store-network", path).word("kind", kind.as_str()),
            StoreProblem::Unusable { path, reason } => msg("store-unusable", path).word("reason", reason.as_str()),
            StoreProblem::Damaged(path) => msg("store-damaged-file", path),
        }
    }
}

/// Why something could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The disk, or what the host allows the store, is full.
    Full,
    /// Another program holds the file.
    Locked,
    /// The file became read-only.
    ReadOnly,
    /// The drive does not take SQLite's write-ahead log.
    NoLog,
    /// A row is not as it was written.
    Damaged,
    /// The store has no class of this number.
    NoClass(i64),
    /// The class has nobody of this number.
    NoPerson(u32),
    /// The class was deleted while it went on.
    Gone,
    /// A record's line does not follow the last one.
    OutOfOrder,
    /// The writer has ended.
    Closed,
    /// What SQLite says.
    Other(String),
}

impl StoreError {
    /// The sentence.
    pub fn msg(&self) -> Msg {
        match self {
            StoreError::Full => Msg::new("store-full"),
            StoreError::Locked => Msg::new("store-locked"),
            StoreError::ReadOnly => Msg::new("store-read-only"),
            StoreError::NoLog => Msg::new("store-no-log"),
            StoreError::Damaged => Msg::new("store-damaged"),
            StoreError::NoClass(class) => Msg::new("store-no-class").number("class", *class),
            StoreError::NoPerson(person) => Msg::new("store-no-person").number("person", (*person).into()),
            StoreError::Gone => Msg::new("store-gone"),
            StoreError::OutOfOrder => Msg::new("store-out-of-order"),
            StoreError::Closed => Msg::new("store-closed"),
            StoreError::Other(reason) => Msg::new("store-failed").word("reason", reason.as_str()),
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str(&sentence(&self.msg()))
    }
}

impl std::error::Error for StoreError {}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        use rusqlite::Error::{
            FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, SqlInputError, Utf8Error,
        };
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked,
            Some(ErrorCode::ReadOnly) => StoreError::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged,
            // Our queries are fixed: what SQLite does not know in them is no longer in the file.
            Some(ErrorCode::Unknown) => StoreError::Damaged,
            _ => match error {
                InvalidColumnType(..) | IntegralValueOutOfRange(..) | FromSqlConversionFailure(..) | Utf8Error(..) => {
                    StoreError::Damaged
                }
                // As above: a name that the tables should have.
                SqlInputError { .. } => StoreError::Damaged,
                error => StoreError::Other(error.to_string()),
            },
        }
    }
}
