//! The tables of each version, how an older file becomes one of this version, and what marks a file as a store.
//!
//! A new version adds a step to [`migrate`] and leaves the earlier ones as they are. A step is one transaction.

use codedark_sim::exercise::SourceText;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde_json::Value as Json;

use super::problem::StoreError;
use super::rows;
use super::rows::{StoredChat, StoredClass, StoredPerson, StoredRecord};
use super::table::{CHAT, CLASS, FACILITATOR_KEY, HOST, OPENING, PERSON, RECORD};
use crate::content::Content;

/// Version of the tables below.
pub(super) const VERSION: u32 = 3;
/// What `PRAGMA application_id` says in a store: "CoDk". Files of version 1 have none.
pub(super) const APPLICATION_ID: i32 = 0x436f_446b;
/// Bytes of a page: SQLite's own choice, named because a damaged file is read by pages.
pub(super) const PAGE_BYTES: usize = 4096;

/// The tables of version 1, as they stand in its files.
pub(super) const TABLES_1: [&str; 4] = [
    "CREATE TABLE session (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL, key TEXT NOT NULL, created_ms INTEGER NOT NULL, finished INTEGER NOT NULL)",
    "CREATE TABLE line (
    session INTEGER NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (session, number)) WITHOUT ROWID",
    "CREATE TABLE person (
    session INTEGER NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL, token TEXT NOT NULL, facilitator INTEGER NOT NULL,
    PRIMARY KEY (session, id)) WITHOUT ROWID",
    "CREATE TABLE chat (
    session INTEGER NOT NULL, id INTEGER NOT NULL, team TEXT NOT NULL, person INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (session, id)) WITHOUT ROWID",
];

/// The tables of version 2. Numbers of classes and records are never used twice.
///
/// A record's lines are whole by themselves: one that goes on from a parent begins with the lines it shares. `opening` is
/// a record's first line once more, because all others hang on it and it is much the longest.
pub(super) const TABLES_2: [&str; 8] = [
    "CREATE TABLE host (name TEXT PRIMARY KEY, value TEXT NOT NULL, digest BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE class (
    id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, scenario TEXT NOT NULL, code TEXT NOT NULL,
    teams INTEGER NOT NULL, created_ms INTEGER NOT NULL, ended_ms INTEGER, keep_days INTEGER NOT NULL,
    record INTEGER NOT NULL, missing TEXT NOT NULL, digest BLOB NOT NULL)",
    "CREATE TABLE record (
    id INTEGER PRIMARY KEY AUTOINCREMENT, class INTEGER NOT NULL, parent INTEGER, shared INTEGER NOT NULL,
    digest BLOB NOT NULL)",
    "CREATE TABLE line (
    record INTEGER NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (record, number)) WITHOUT ROWID",
    "CREATE TABLE opening (record INTEGER PRIMARY KEY, text TEXT NOT NULL, digest BLOB NOT NULL)",
    "CREATE TABLE person (
    class INTEGER NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL, token TEXT NOT NULL, facilitator INTEGER NOT NULL,
    digest BLOB NOT NULL, PRIMARY KEY (class, id)) WITHOUT ROWID",
    "CREATE TABLE chat (
    class INTEGER NOT NULL, id INTEGER NOT NULL, team TEXT NOT NULL, person INTEGER NOT NULL, act INTEGER,
    text TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (class, id)) WITHOUT ROWID",
    "CREATE TABLE result (class INTEGER PRIMARY KEY, text TEXT NOT NULL, rated INTEGER NOT NULL, digest BLOB NOT NULL)",
];

/// The tables that version 3 adds: what facilitators decided about people, which no rewind of a record takes back, and the
/// numbers of acts that left no line in it.
pub(super) const TABLES_3: [&str; 3] = [
    "CREATE TABLE standing (
    class INTEGER NOT NULL, person INTEGER NOT NULL, observer INTEGER NOT NULL, waits INTEGER NOT NULL,
    removed INTEGER NOT NULL, reads_after INTEGER NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (class, person)) WITHOUT ROWID",
    "CREATE TABLE door (class INTEGER PRIMARY KEY, state INTEGER NOT NULL, digest BLOB NOT NULL)",
    "CREATE TABLE done (
    class INTEGER NOT NULL, person INTEGER NOT NULL, number INTEGER NOT NULL, digest BLOB NOT NULL,
    PRIMARY KEY (class, person, number)) WITHOUT ROWID",
];

/// Makes the tables in an empty file.
pub(super) fn create(file: &mut Connection) -> Result<(), StoreError> {
    let change = file.transaction_with_behavior(TransactionBehavior::Immediate)?;
    begin_2(&change)?;
    from_2_to_3(&change)?;
    Ok(change.commit()?)
}

/// The version of a file.
pub(super) fn version(file: &Connection) -> Result<u32, StoreError> {
    let pragma = |name| file.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    match (pragma("application_id")?, pragma("user_version")?) {
        (0, 0) => Ok(1),
        (APPLICATION_ID, version) => Ok(version.try_into().unwrap_or(u32::MAX)),
        _ => Err(StoreError::Damaged),
    }
}

/// Makes a file of an older version one of this version.
pub(super) fn migrate(file: &mut Connection) -> Result<(), StoreError> {
    const STEPS: [fn(&Transaction) -> Result<(), StoreError>; 2] = [from_1_to_2, from_2_to_3];
    let from = version(file)? as usize;
    for step in STEPS.iter().skip(from - 1) {
        let change = file.transaction_with_behavior(TransactionBehavior::Immediate)?;
        step(&change)?;
        change.commit()?;
    }
    Ok(())
}

fn begin_2(change: &Transaction) -> Result<(), StoreError> {
    change.execute_batch(&TABLES_2.join(";\n"))?;
    change.pragma_update(None, "application_id", APPLICATION_ID)?;
    change.pragma_update(None, "user_version", 2)?;
    Ok(())
}

/// Sessions become classes with one record each. What was called finished, has ended.
fn from_1_to_2(change: &Transaction) -> Result<(), StoreError> {
    for table in ["session", "line", "person", "chat"] {
        change.execute_batch(&format!("ALTER TABLE {table} RENAME TO former_{table}"))?;
    }
    begin_2(change)?;
    change.execute_batch("INSERT INTO line SELECT session, number, text FROM former_line")?;
    let mut sessions = change.prepare("SELECT id, code, key, created_ms, finished FROM former_session ORDER BY id")?;
    let sessions = sessions.query_map([], |row| {
        Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get::<_, i64>(3)?, row.get(4)?))
    })?;
    for session in sessions.collect::<Result<Vec<_>, _>>()? {
        let (id, code, key, created_ms, finished) = session;
        let first = rows::line(change, id, 0)?;
        let told = told_by(first.as_deref().unwrap_or_default(), id);
        let created_ms = created_ms as u64;
        let ended_ms = if finished { Some(last_act_ms(change, id)?.unwrap_or(created_ms)) } else { None };
        CLASS.put(change, StoredClass { code, created_ms, ended_ms, ..told }.columns())?;
        RECORD.put(change, StoredRecord::first(id).columns(id))?;
        if let Some(text) = first {
            OPENING.put(change, vec![id.into(), text.into()])?;
        }
        // The newest class's key opens the server from now on.
        HOST.put(change, vec![FACILITATOR_KEY.to_owned().into(), key.into()])?;
    }
    people_and_chat(change)?;
    for table in ["session", "line", "person", "chat"] {
        change.execute_batch(&format!("DROP TABLE former_{table}"))?;
    }
    Ok(())
}

/// Everybody is in the class, plays, and reads all of their team's chat; the door is open.
fn from_2_to_3(change: &Transaction) -> Result<(), StoreError> {
    change.execute_batch(&TABLES_3.join(";\n"))?;
    change.pragma_update(None, "user_version", 3)?;
    Ok(())
}

fn people_and_chat(change: &Transaction) -> Result<(), StoreError> {
    let mut query = change.prepare("SELECT session, id, name, token, facilitator FROM former_person")?;
    let mut people = query.query([])?;
    while let Some(row) = people.next()? {
        let person = StoredPerson { id: row.get(1)?, name: row.get(2)?, token: row.get(3)?, facilitator: row.get(4)? };
        PERSON.put(change, person.columns(row.get(0)?))?;
    }
    let mut query = change.prepare("SELECT session, id, team, person, text FROM former_chat")?;
    let mut chat = query.query([])?;
    while let Some(row) = chat.next()? {
        let line = StoredChat { id: row.get(1)?, team: row.get(2)?, person: row.get(3)?, act: None, text: row.get(4)? };
        CHAT.put(change, line.columns(row.get(0)?))?;
    }
    Ok(())
}

/// What a record's first line tells about its class.
///
/// It is read as plain JSON, so that a record of any version of the model tells.
pub(super) fn told_by(first: &str, id: i64) -> StoredClass {
    let header = serde_json::from_str::<Json>(first).map(|mut linked| linked["line"]["header"].take());
    let header = header.unwrap_or_default();
    let scenario = header["sources"][0]["name"].as_str().unwrap_or_default().trim_end_matches(".ron").to_owned();
    let hospitals = header["setup"]["regions"].as_array().into_iter().flatten();
    let hospitals = hospitals.flat_map(|region| region["hospitals"].as_array().into_iter().flatten());
    let teams = hospitals.filter(|hospital| hospital["team"].is_string()).count() as u32;
    let title = title(&header).unwrap_or_else(|| scenario.clone());
    StoredClass { title, scenario, teams, ..StoredClass::untold(id) }
}

/// The title of the scenario in a header, when this version can read it.
fn title(header: &Json) -> Option<String> {
    let sources = serde_json::from_value::<Vec<SourceText>>(header["sources"].clone()).ok()?;
    let content = Content::recorded(&sources).ok()?;
    content.scenario.texts.get("scenario.title")?.get("en").cloned()
}

/// When an act was, in milliseconds since 1970, by its line; none for other lines.
pub(super) fn act_ms(line: &str) -> Option<u64> {
    serde_json::from_str::<Json>(line).ok()?["line"]["entry"]["wall_ms"].as_u64()
}

/// When a record's last act was, in milliseconds since 1970.
fn last_act_ms(file: &Connection, record: i64) -> Result<Option<u64>, StoreError> {
    let mut query = file.prepare("SELECT text FROM line WHERE record = ?1 ORDER BY number DESC")?;
    let mut lines = query.query([record])?;
    while let Some(line) = lines.next()? {
        if let Some(wall_ms) = act_ms(line.get_ref(0)?.as_str().map_err(|_| StoreError::Damaged)?) {
            return Ok(Some(wall_ms));
        }
    }
    Ok(None)
}
