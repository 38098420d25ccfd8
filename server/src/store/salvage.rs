//! Salvage: what can be read of a damaged store becomes a new one, and the damaged files lie untouched beside it.

use std::path::Path;
use std::time::Duration;

use codedark_protocol::Msg;
use rusqlite::{Connection, OpenFlags};

use super::beside::{self, Aside, COMPANIONS, named};
use super::file::connect;
use super::finds::Finds;
use super::making::fill;
use super::mark::{FIXED, looks_like};
use super::problem::StoreError;
use super::rescue::rescue;
use super::rows::StoredClass;
use super::{check, pages, schema};

/// Where the header says how many pages the file has, and for which count of changes that holds.
const PAGES_AT: usize = 28;
const CHANGES_AT: usize = 24;
const PAGES_VALID_FOR_AT: usize = 92;

/// Makes a new store of what can be read, under the damaged one's name. Gives what is missing, for the host's screen.
pub(super) fn salvage(path: &Path) -> Result<Vec<Msg>, StoreError> {
    let (work, new) = (named(path, ".work"), named(path, ".new"));
    let done = salvage_into(path, &work, &new);
    beside::remove(&work);
    if done.is_err() {
        beside::remove(&new);
    }
    done
}

fn salvage_into(path: &Path, work: &Path, new: &Path) -> Result<Vec<Msg>, StoreError> {
    let failed = |error: std::io::Error| StoreError::Other(error.to_string());
    let version = copy_mended(path, work).map_err(failed)?;
    take_log_in(work);
    let bytes = std::fs::read(work).map_err(failed)?;
    let finds = Finds::of(pages::rows(&bytes), version);
    drop(bytes);
    let trees = Connection::open_with_flags(work, OpenFlags::SQLITE_OPEN_READ_ONLY).ok();
    let sound = trees.as_ref().is_some_and(|trees| check::are_trees_sound(trees) == Ok(true));
    let scans: Vec<&str> = if version > 1 { SCANS_2.to_vec() } else { SCANS_1.to_vec() };
    let decided = trees.as_ref().and_then(|trees| trees.query_row(DECIDED, [], |row| row.get::<_, i64>(0)).ok());
    let decided = version < 3 || decided == Some(finds.house_rows() as i64);
    let broken = |class: &StoredClass| {
        let key = |scan: &str| if scan.contains("record") { class.record } else { class.id };
        scans.iter().any(|scan| trees.as_ref().is_none_or(|trees| !can_scan(trees, scan, key(scan))))
    };
    // A tree that is out of order and yet can be read may have lost rows of any class.
    let hidden = !sound && !finds.classes.values().any(broken);
    let rescued = rescue(finds, &|class| hidden || broken(class), decided);
    drop(trees);
    fill(new, |file| rescued.write(file)).map_err(failed)?;
    let old = beside::replace(path, new, Aside::Damaged).map_err(failed)?;
    let old = old.unwrap_or_default().display().to_string();
    let id = if rescued.is_empty() { "store-salvaged-nothing" } else { "store-salvaged" };
    let mut told = vec![Msg::new(id).word("file", path.display().to_string()).word("old", old)];
    told.extend(rescued.missing);
    Ok(told)
}

/// Queries that meet every page with rows of a class or its record.
const SCANS_2: [&str; 3] = [
    "SELECT sum(number) FROM line WHERE record = ?1",
    "SELECT sum(id) FROM person WHERE class = ?1",
    "SELECT sum(id) FROM chat WHERE class = ?1",
];
const SCANS_1: [&str; 3] = [
    "SELECT sum(number) FROM line WHERE session = ?1",
    "SELECT sum(id) FROM person WHERE session = ?1",
    "SELECT sum(id) FROM chat WHERE session = ?1",
];
/// How many rows tell what facilitators decided.
const DECIDED: &str =
    "SELECT (SELECT count(*) FROM standing) + (SELECT count(*) FROM door) + (SELECT count(*) FROM done)";

fn can_scan(file: &Connection, scan: &str, key: i64) -> bool {
    file.query_row(scan, [key], |row| row.get::<_, Option<i64>>(0)).is_ok()
}

/// Copies the store and its log, and gives the copy the header that every store has. Gives its version.
fn copy_mended(path: &Path, work: &Path) -> std::io::Result<u32> {
    beside::remove(work);
    let mut bytes = std::fs::read(path)?;
    let version = looks_like(&bytes);
    if bytes.len() >= schema::PAGE_BYTES {
        for (at, fixed) in FIXED {
            bytes[at..at + fixed.len()].copy_from_slice(fixed);
        }
        let pages = (bytes.len() / schema::PAGE_BYTES) as u32;
        bytes[PAGES_AT..PAGES_AT + 4].copy_from_slice(&pages.to_be_bytes());
        bytes.copy_within(CHANGES_AT..CHANGES_AT + 4, PAGES_VALID_FOR_AT);
    }
    beside::make_private(work)?;
    std::fs::write(work, bytes)?;
    let log = named(path, "-wal");
    if log.try_exists()? {
        std::fs::copy(log, named(work, "-wal"))?;
    }
    Ok(version)
}

/// Lets SQLite put the log's pages into the file, which it does on closing it.
fn take_log_in(work: &Path) {
    if let Ok(file) = connect(work) {
        // What cannot be read here, cannot be read: the pages of the file itself are looked at next.
        let _ = file.busy_timeout(Duration::ZERO);
        let _ = file.pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0));
    }
    for end in COMPANIONS {
        let _ = std::fs::remove_file(named(work, end));
    }
}
