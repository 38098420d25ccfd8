//! Whether a store is as it was written: its trees, each row's digest, each record's chain.
//!
//! SQLite's `quick_check` rather than `integrity_check`: what the longer one adds is whether indexes agree with their tables,
//! and no table here has one. Digests and chains read every row anyway.

use codedark_sim::exercise::Chain;
use rusqlite::Connection;

use super::problem::StoreError;
use super::table::{CHAT, CLASS, DONE, DOOR, HOST, OPENING, PERSON, RECORD, RESULT, STANDING};

/// Whether all is as it was written.
///
/// # Errors
/// The file cannot be read at all, or another program holds it.
pub(super) fn is_sound(file: &Connection, version: u32) -> Result<bool, StoreError> {
    match check(file, version) {
        Err(StoreError::Damaged) => Ok(false),
        checked => checked,
    }
}

fn check(file: &Connection, version: u32) -> Result<bool, StoreError> {
    if !are_trees_sound(file)? || !are_chains_sound(file, version)? {
        return Ok(false);
    }
    let since = [(2, [HOST, CLASS, RECORD, OPENING, PERSON, CHAT, RESULT].as_slice()), (3, &[STANDING, DOOR, DONE])];
    for table in since.iter().filter(|(first, _)| *first <= version).flat_map(|(_, tables)| *tables) {
        table.check(file)?;
    }
    Ok(true)
}

/// Whether SQLite finds its trees in order.
pub(super) fn are_trees_sound(file: &Connection) -> Result<bool, StoreError> {
    Ok(file.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))? == "ok")
}

/// Whether each line of each record follows the one before.
fn are_chains_sound(file: &Connection, version: u32) -> Result<bool, StoreError> {
    let record = if version > 1 { "record" } else { "session" };
    let mut query = file.prepare(&format!("SELECT {record}, number, text FROM line ORDER BY {record}, number"))?;
    let mut lines = query.query([])?;
    let (mut last, mut next, mut chain) = (None, 0, Chain::default());
    while let Some(line) = lines.next()? {
        let record: i64 = line.get(0)?;
        if last != Some(record) {
            (last, next, chain) = (Some(record), 0, Chain::default());
        }
        let text = line.get_ref(2)?.as_str().map_err(|_| StoreError::Damaged)?;
        if line.get::<_, i64>(1)? != next || !chain.follows(text) {
            return Ok(false);
        }
        next += 1;
    }
    Ok(true)
}
