//! Whether a file is a store, told from its first page, before anything is opened.
//!
//! SQLite would create, lock and write files beside whatever it is given. So the page is looked at first: the header's
//! fixed bytes, the application's id, and the texts of the tables.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::beside::named;
use super::schema::{APPLICATION_ID, PAGE_BYTES, TABLES_1, TABLES_2, TABLES_3, VERSION};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A store of this version, as far as the first page tells.
    Store(u32),
    /// A store of a later version.
    Newer,
    /// A store whose first page is damaged.
    Damaged,
    /// A file without a byte.
    Empty,
    /// Something else.
    Foreign,
}

/// Where the header has the version that the application gives its tables.
const VERSION_AT: usize = 60;
/// Where the header has the application's id.
const APPLICATION_AT: usize = 68;

/// Bytes that are the same in the header of every store: where they begin, and what they are.
pub(super) const FIXED: [(usize, &[u8]); 6] = [
    (0, b"SQLite format 3\0"),
    // Bytes of a page.
    (16, &[0x10, 0x00]),
    // Write-ahead log, nothing reserved, and three fractions that SQLite never changed.
    (18, &[2, 2, 0, 64, 32, 32]),
    // Format of the schema.
    (44, &[0, 0, 0, 4]),
    // No incremental vacuum.
    (52, &[0, 0, 0, 0]),
    // Texts are UTF-8.
    (56, &[0, 0, 0, 1]),
];

/// What the file is.
pub(super) fn look(file: &Path) -> io::Result<Mark> {
    let page = first_page(file)?;
    let mark = mark(&page);
    let waiting = std::fs::metadata(named(file, "-wal")).is_ok_and(|log| log.len() > 0);
    if mark == Mark::Foreign && waiting && page.starts_with(FIXED[0].1) {
        // A young store may have its tables in the log alone.
        return look_at_copy(file);
    }
    Ok(mark)
}

/// What a copy of the file is once its log has been taken in.
fn look_at_copy(file: &Path) -> io::Result<Mark> {
    let desk = tempfile::tempdir()?;
    let copy = desk.path().join("copy");
    std::fs::copy(file, &copy)?;
    std::fs::copy(named(file, "-wal"), named(&copy, "-wal"))?;
    if let Ok(open) = Connection::open_with_flags(&copy, OpenFlags::SQLITE_OPEN_READ_WRITE) {
        // Closing takes the log in; reading opens it first. What fails shows in the page.
        let _ = open.pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0));
    }
    Ok(mark(&first_page(&copy)?))
}

pub(super) fn first_page(file: &Path) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    File::open(file)?.take(PAGE_BYTES as u64).read_to_end(&mut page)?;
    Ok(page)
}

/// What a file with this first page is.
pub fn mark(page: &[u8]) -> Mark {
    if page.is_empty() {
        return Mark::Empty;
    }
    let sound = FIXED.iter().all(|(at, bytes)| page.get(*at..at + bytes.len()) == Some(bytes));
    match (number(page, APPLICATION_AT), number(page, VERSION_AT)) {
        (Some(APPLICATION_ID), Some(version)) if sound && version > VERSION as i32 => Mark::Newer,
        (Some(APPLICATION_ID), Some(3)) if sound => Mark::Store(3),
        (Some(APPLICATION_ID), Some(2)) if sound && tables(page, &TABLES_3) == 0 => Mark::Store(2),
        (Some(APPLICATION_ID), _) => Mark::Damaged,
        (Some(0), Some(0)) if sound && tables(page, &TABLES_1) == TABLES_1.len() => Mark::Store(1),
        _ if tables(page, &TABLES_1) + 1 >= TABLES_1.len() => Mark::Damaged,
        _ if tables(page, &TABLES_2) + 1 >= TABLES_2.len() => Mark::Damaged,
        _ => Mark::Foreign,
    }
}

/// The version of a store that may be damaged, by the application's id and by the tables it tells of.
pub(super) fn looks_like(page: &[u8]) -> u32 {
    let page = &page[..page.len().min(PAGE_BYTES)];
    let marked = number(page, APPLICATION_AT) == Some(APPLICATION_ID);
    match marked || tables(page, &TABLES_2) > tables(page, &TABLES_1) {
        true if tables(page, &TABLES_3) > 0 => 3,
        true => 2,
        false => 1,
    }
}

/// How many of these tables the page describes, word for word.
fn tables(page: &[u8], tables: &[&str]) -> usize {
    let has = |text: &str| page.windows(text.len()).any(|part| part == text.as_bytes());
    tables.iter().filter(|table| has(table)).count()
}

fn number(page: &[u8], at: usize) -> Option<i32> {
    Some(i32::from_be_bytes(page.get(at..at + 4)?.try_into().ok()?))
}
