//! The store: one SQLite file with the records of classes and, apart from them, what can be erased.
//!
//! `line` holds a record's chained lines as they are. `person` and `chat` hold names and free text, which are never in
//! a record and can be deleted without breaking one.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// How long a write waits for another program that has the file, in milliseconds.
const LOCK_WAIT_MS: u64 = 500;

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS session (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL, key TEXT NOT NULL, created_ms INTEGER NOT NULL, finished INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS line (
    session INTEGER NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (session, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS person (
    session INTEGER NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL, token TEXT NOT NULL, facilitator INTEGER NOT NULL,
    PRIMARY KEY (session, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS chat (
    session INTEGER NOT NULL, id INTEGER NOT NULL, team TEXT NOT NULL, person INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (session, id)) WITHOUT ROWID;
";

/// Why something could not be read or written.
pub type StoreError = rusqlite::Error;

/// The open file.
pub struct Store {
    file: Connection,
}

/// A class as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSession {
    /// Number of the class in this file.
    pub id: i64,
    /// What people join with.
    pub code: String,
    /// What the facilitator logs in with.
    pub key: String,
}

/// Somebody in a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPerson {
    /// Participant id.
    pub id: u32,
    /// The name they gave.
    pub name: String,
    /// What their page shows.
    pub token: String,
    /// Whether they run the exercise.
    pub facilitator: bool,
}

/// A line of chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredChat {
    /// Number of the line.
    pub id: u32,
    /// The team that reads it.
    pub team: String,
    /// Who wrote it.
    pub person: u32,
    /// What they wrote.
    pub text: String,
}

impl Store {
    /// Opens the file, and makes it and its folder where they are missing.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        if let Some(folder) = path.parent() {
            // A folder that cannot be made shows as a file that cannot be opened, which names the path.
            let _ = std::fs::create_dir_all(folder);
        }
        Self::prepare(Connection::open(path)?)
    }

    /// Opens a file that must exist, for reading a record.
    pub fn open_existing(path: &Path) -> Result<Store, StoreError> {
        let file = Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        Self::prepare(file)
    }

    /// The same file once more; of a store in memory, an empty one.
    pub fn again(&self) -> Result<Store, StoreError> {
        match self.file.path().filter(|path| !path.is_empty()) {
            Some(path) => Self::open_existing(Path::new(path)),
            None => Self::in_memory(),
        }
    }

    /// A store that ends with the program: for tests and for trying things out.
    pub fn in_memory() -> Result<Store, StoreError> {
        Self::prepare(Connection::open_in_memory()?)
    }

    fn prepare(file: Connection) -> Result<Store, StoreError> {
        file.busy_timeout(Duration::from_millis(LOCK_WAIT_MS))?;
        file.pragma_update(None, "journal_mode", "WAL")?;
        // A commit has reached the disk when it returns: a command is acknowledged only then.
        file.pragma_update(None, "synchronous", "FULL")?;
        file.execute_batch(TABLES)?;
        Ok(Store { file })
    }

    /// Starts a class.
    pub fn create(&mut self, code: &str, key: &str, created_ms: u64) -> Result<i64, StoreError> {
        self.file.execute(
            "INSERT INTO session (code, key, created_ms, finished) VALUES (?1, ?2, ?3, 0)",
            params![code, key, created_ms as i64],
        )?;
        Ok(self.file.last_insert_rowid())
    }

    /// The newest class, if it has not ended.
    pub fn unfinished(&self) -> Result<Option<StoredSession>, StoreError> {
        let newest = "SELECT id, code, key, finished FROM session ORDER BY id DESC LIMIT 1";
        let found = self.file.query_row(newest, [], |row| {
            Ok((StoredSession { id: row.get(0)?, code: row.get(1)?, key: row.get(2)? }, row.get::<_, bool>(3)?))
        });
        Ok(found.optional()?.filter(|(_, finished)| !finished).map(|(session, _)| session))
    }

    /// Number of the newest class.
    pub fn newest(&self) -> Result<Option<i64>, StoreError> {
        self.file.query_row("SELECT max(id) FROM session", [], |row| row.get(0))
    }

    /// Changes what the facilitator logs in with.
    pub fn set_key(&mut self, session: i64, key: &str) -> Result<(), StoreError> {
        self.file.execute("UPDATE session SET key = ?2 WHERE id = ?1", params![session, key]).map(drop)
    }

    /// Adds lines to a record, all or none. `number` is the first one's place.
    pub fn append(&mut self, session: i64, number: u64, lines: &[String]) -> Result<(), StoreError> {
        let change = self.file.transaction()?;
        put_lines(&change, session, number, lines)?;
        change.commit()
    }

    /// Puts these lines in the place of a record's, all or none.
    pub fn replace(&mut self, session: i64, lines: &[String]) -> Result<(), StoreError> {
        let change = self.file.transaction()?;
        change.execute("DELETE FROM line WHERE session = ?1", [session])?;
        put_lines(&change, session, 0, lines)?;
        change.commit()
    }

    /// Adds a record's last lines and closes the class, all or none.
    pub fn finish(&mut self, session: i64, number: u64, lines: &[String]) -> Result<(), StoreError> {
        let change = self.file.transaction()?;
        put_lines(&change, session, number, lines)?;
        change.execute("UPDATE session SET finished = 1 WHERE id = ?1", [session])?;
        change.commit()
    }

    /// A record's lines, in order.
    pub fn lines(&self, session: i64) -> Result<Vec<String>, StoreError> {
        let mut query = self.file.prepare("SELECT text FROM line WHERE session = ?1 ORDER BY number")?;
        query.query_map([session], |row| row.get(0))?.collect()
    }

    /// Adds a person.
    pub fn add_person(&mut self, session: i64, person: &StoredPerson) -> Result<(), StoreError> {
        let StoredPerson { id, name, token, facilitator } = person;
        self.file
            .execute("INSERT INTO person VALUES (?1, ?2, ?3, ?4, ?5)", params![session, id, name, token, facilitator])
            .map(drop)
    }

    /// The people of a class, by id.
    pub fn people(&self, session: i64) -> Result<Vec<StoredPerson>, StoreError> {
        let mut query =
            self.file.prepare("SELECT id, name, token, facilitator FROM person WHERE session = ?1 ORDER BY id")?;
        let person = |row: &rusqlite::Row| {
            Ok(StoredPerson { id: row.get(0)?, name: row.get(1)?, token: row.get(2)?, facilitator: row.get(3)? })
        };
        query.query_map([session], person)?.collect()
    }

    /// Adds a line of chat.
    pub fn add_chat(&mut self, session: i64, line: &StoredChat) -> Result<(), StoreError> {
        let StoredChat { id, team, person, text } = line;
        self.file
            .execute("INSERT INTO chat VALUES (?1, ?2, ?3, ?4, ?5)", params![session, id, team, person, text])
            .map(drop)
    }

    /// The chat of a class, oldest first.
    pub fn chat(&self, session: i64) -> Result<Vec<StoredChat>, StoreError> {
        let mut query = self.file.prepare("SELECT id, team, person, text FROM chat WHERE session = ?1 ORDER BY id")?;
        let line = |row: &rusqlite::Row| {
            Ok(StoredChat { id: row.get(0)?, team: row.get(1)?, person: row.get(2)?, text: row.get(3)? })
        };
        query.query_map([session], line)?.collect()
    }
}

fn put_lines(change: &Transaction, session: i64, number: u64, lines: &[String]) -> Result<(), StoreError> {
    let mut add = change.prepare_cached("INSERT INTO line (session, number, text) VALUES (?1, ?2, ?3)")?;
    for (offset, line) in lines.iter().enumerate() {
        add.execute(params![session, (number + offset as u64) as i64, line])?;
    }
    Ok(())
}
