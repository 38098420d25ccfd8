//! Tables whose rows carry a digest, so that a byte that was changed outside shows.
//!
//! The digest is the last column: SHA-256 over the table's name and all other columns, each with its kind and length. It
//! guards against rot and slips, not against somebody who means to forge a row. A record's lines carry a chain instead.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row, params_from_iter};
use sha2::{Digest, Sha256};

use super::problem::StoreError;

/// A row without its digest.
pub(super) type Columns = Vec<Value>;

/// A table with digests.
#[derive(Clone, Copy)]
pub(super) struct Table {
    /// Its name, which is also the first thing in every digest.
    pub name: &'static str,
    /// Its columns without the digest; the key's come first.
    pub columns: &'static [&'static str],
    /// How many of them are the key.
    pub keys: usize,
}

/// Under what the table of the host keeps the facilitator's key.
pub(super) const FACILITATOR_KEY: &str = "facilitator-key";
pub(super) const HOST: Table = Table { name: "host", columns: &["name", "value"], keys: 1 };
pub(super) const CLASS: Table = Table {
    name: "class",
    columns: &["id", "title", "scenario", "code", "teams", "created_ms", "ended_ms", "keep_days", "record", "missing"],
    keys: 1,
};
pub(super) const RECORD: Table = Table { name: "record", columns: &["id", "class", "parent", "shared"], keys: 1 };
pub(super) const OPENING: Table = Table { name: "opening", columns: &["record", "text"], keys: 1 };
pub(super) const PERSON: Table =
    Table { name: "person", columns: &["class", "id", "name", "token", "facilitator"], keys: 2 };
pub(super) const CHAT: Table =
    Table { name: "chat", columns: &["class", "id", "team", "person", "act", "text"], keys: 2 };
pub(super) const STANDING: Table =
    Table { name: "standing", columns: &["class", "person", "observer", "waits", "removed", "reads_after"], keys: 2 };
pub(super) const DOOR: Table = Table { name: "door", columns: &["class", "state"], keys: 1 };
pub(super) const DONE: Table = Table { name: "done", columns: &["class", "person", "number"], keys: 3 };
pub(super) const RESULT: Table = Table { name: "result", columns: &["class", "text", "rated"], keys: 1 };

impl Table {
    /// Writes a row, in the place of the one with its key.
    pub fn put(&self, file: &Connection, mut row: Columns) -> Result<(), StoreError> {
        let places = vec!["?"; self.columns.len() + 1].join(", ");
        row.push(Value::Blob(self.digest(&row)));
        let text = format!("INSERT OR REPLACE INTO {} ({}, digest) VALUES ({places})", self.name, self.list());
        Ok(file.prepare_cached(&text)?.execute(params_from_iter(row)).map(drop)?)
    }

    /// The rows whose first columns have these values, by key.
    pub fn rows(&self, file: &Connection, key: &[Value]) -> Result<Vec<Columns>, StoreError> {
        let mut query = file.prepare_cached(&self.select(key.len()))?;
        let mut rows = query.query(params_from_iter(key))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(self.read(row).ok_or(StoreError::Damaged)?);
        }
        Ok(found)
    }

    /// Reads all rows and keeps none.
    ///
    /// # Errors
    /// One of them is not as it was written.
    pub fn check(&self, file: &Connection) -> Result<(), StoreError> {
        let mut query = file.prepare(&self.select(0))?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            self.read(row).ok_or(StoreError::Damaged)?;
        }
        Ok(())
    }

    /// Takes away the rows whose first columns have these values.
    pub fn remove(&self, file: &Connection, key: &[Value]) -> Result<usize, StoreError> {
        let text = format!("DELETE FROM {}{}", self.name, self.condition(key.len()));
        Ok(file.prepare_cached(&text)?.execute(params_from_iter(key))?)
    }

    /// The query for all columns and the digest.
    fn select(&self, keys: usize) -> String {
        let order = self.columns[..self.keys].join(", ");
        format!("SELECT {}, digest FROM {}{} ORDER BY {order}", self.list(), self.name, self.condition(keys))
    }

    /// A row of [`Self::select`]; none when it is not as it was written.
    fn read(&self, row: &Row) -> Option<Columns> {
        let mut columns = Vec::with_capacity(self.columns.len());
        for at in 0..self.columns.len() {
            columns.push(value(row.get_ref(at).ok()?)?);
        }
        let digest = row.get_ref(self.columns.len()).ok()?;
        (digest.as_blob().ok()? == self.digest(&columns)).then_some(columns)
    }

    /// The digest of a row.
    pub fn digest(&self, columns: &[Value]) -> Vec<u8> {
        let mut hash = Sha256::new();
        let mut part = |kind: u8, bytes: &[u8]| {
            hash.update([kind]);
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        part(0, self.name.as_bytes());
        for column in columns {
            match column {
                Value::Null => part(1, &[]),
                Value::Integer(number) => part(2, &number.to_le_bytes()),
                Value::Real(number) => part(3, &number.to_le_bytes()),
                Value::Text(text) => part(4, text.as_bytes()),
                Value::Blob(bytes) => part(5, bytes),
            }
        }
        hash.finalize().to_vec()
    }

    fn list(&self) -> String {
        self.columns.join(", ")
    }

    fn condition(&self, keys: usize) -> String {
        let parts: Vec<String> = self.columns[..keys].iter().map(|column| format!("{column} = ?")).collect();
        if parts.is_empty() { String::new() } else { format!(" WHERE {}", parts.join(" AND ")) }
    }
}

/// A value that was read; none for a text that is not UTF-8.
fn value(read: ValueRef) -> Option<Value> {
    Some(match read {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(bytes) => Value::Text(String::from_utf8(bytes.to_vec()).ok()?),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
    })
}
