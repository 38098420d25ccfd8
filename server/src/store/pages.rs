//! Rows straight from a file's pages, for a file whose trees are broken.
//!
//! Every page that looks like one with rows is read, whether a tree leads to it or not. What was freed holds none:
//! `secure_delete` overwrites it. Nothing is believed here: whether a row is as it was written, its digest or chain tells.
//!
//! The layout is that of <https://www.sqlite.org/fileformat2.html>, chapters 1.6 and 2.1.

use rusqlite::types::Value;

use super::schema::PAGE_BYTES;

/// First byte of a page of a table's rows.
const TABLE_LEAF: u8 = 0x0d;
/// First byte of a page of rows that are ordered by a key of their own, at the end of the tree.
const KEYED_LEAF: u8 = 0x0a;
/// The same, inside the tree: its rows stand between the pages below.
const KEYED_INSIDE: u8 = 0x02;
/// Bytes of the file's header, before the first page's own.
const FILE_HEADER_BYTES: usize = 100;
/// Most bytes of a row that lie in a page of a table.
const TABLE_LOCAL_MAX: usize = PAGE_BYTES - 35;
/// Most bytes of a keyed row that lie in its page.
const KEYED_LOCAL_MAX: usize = (PAGE_BYTES - 12) * 64 / 255 - 23;
/// Bytes of a longer row that lie in its page at the least.
const LOCAL_MIN: usize = (PAGE_BYTES - 12) * 32 / 255 - 23;
/// Bytes of a row in a page that only goes on with one.
const FURTHER_BYTES: usize = PAGE_BYTES - 4;

/// A row as it lies there.
pub(super) struct RawRow {
    /// What kind of value each column has: `n` none, `i` a whole number, `r` another, `t` a text, `b` bytes. Empty where
    /// there should be a row, and none can be read.
    pub kinds: String,
    /// The values; none where bytes are missing, or a text is not UTF-8. A table's number stands in its first column.
    pub values: Vec<Option<Value>>,
}

/// All rows in these pages.
pub(super) fn rows(file: &[u8]) -> Vec<RawRow> {
    let mut found = Vec::new();
    for number in 0..file.len() / PAGE_BYTES {
        let page = &file[number * PAGE_BYTES..(number + 1) * PAGE_BYTES];
        let header = if number == 0 { FILE_HEADER_BYTES } else { 0 };
        let kind = page[header];
        let (pointers, before_row) = match kind {
            TABLE_LEAF | KEYED_LEAF => (header + 8, 0),
            KEYED_INSIDE => (header + 12, 4),
            _ => continue,
        };
        for pointer in page[pointers..].chunks_exact(2).take(two(page, header + 3).unwrap_or(0)) {
            let at = usize::from(pointer[0]) << 8 | usize::from(pointer[1]);
            let read = page.get(at + before_row..).and_then(|cell| row(file, cell, kind));
            found.push(read.unwrap_or(RawRow { kinds: String::new(), values: Vec::new() }));
        }
    }
    found
}

/// The row whose cell begins here.
fn row(file: &[u8], mut cell: &[u8], kind: u8) -> Option<RawRow> {
    let bytes = usize::try_from(varint(&mut cell)?).ok().filter(|bytes| *bytes <= file.len())?;
    let number = if kind == TABLE_LEAF { Some(varint(&mut cell)?) } else { None };
    let payload = payload(file, cell, bytes, number.is_some());
    let mut rest = payload.as_slice();
    let header_bytes = usize::try_from(varint(&mut rest)?).ok()?;
    let mut kinds = payload.get(payload.len() - rest.len()..header_bytes)?;
    let mut body = payload.get(header_bytes..)?;
    let mut read = RawRow { kinds: String::new(), values: Vec::new() };
    while !kinds.is_empty() {
        let kind = varint(&mut kinds)?;
        read.kinds.push(letter(kind)?);
        read.values.push(value(kind, &mut body));
    }
    if let (Some(number), Some(first)) = (number, read.values.first_mut())
        && read.kinds.starts_with('n')
    {
        *first = Some(Value::Integer(number as i64));
    }
    Some(read)
}

/// A row's bytes: those in its page, and those in the pages it goes on in, as far as they can be followed.
fn payload(file: &[u8], cell: &[u8], bytes: usize, table: bool) -> Vec<u8> {
    let local_max = if table { TABLE_LOCAL_MAX } else { KEYED_LOCAL_MAX };
    if bytes <= local_max {
        return cell[..bytes.min(cell.len())].to_vec();
    }
    let local = LOCAL_MIN + (bytes - LOCAL_MIN) % FURTHER_BYTES;
    let local = if local <= local_max { local } else { LOCAL_MIN };
    let mut payload = cell[..local.min(cell.len())].to_vec();
    let mut next = four(cell, local);
    while payload.len() < bytes {
        let Some(number) = next.filter(|number| *number > 0) else { break };
        let Some(page) = file.get((number - 1) * PAGE_BYTES..number * PAGE_BYTES) else { break };
        payload.extend_from_slice(&page[4..4 + FURTHER_BYTES.min(bytes - payload.len())]);
        next = four(page, 0);
    }
    payload
}

fn letter(kind: u64) -> Option<char> {
    match kind {
        0 => Some('n'),
        1..=6 | 8 | 9 => Some('i'),
        7 => Some('r'),
        10 | 11 => None,
        _ if kind % 2 == 1 => Some('t'),
        _ => Some('b'),
    }
}

fn value(kind: u64, body: &mut &[u8]) -> Option<Value> {
    let bytes = match kind {
        0 | 8 | 9 => 0,
        1..=4 => kind as usize,
        5 => 6,
        6 | 7 => 8,
        _ => usize::try_from((kind - 12) / 2).ok()?,
    };
    let Some((own, rest)) = body.split_at_checked(bytes) else {
        *body = &[];
        return None;
    };
    *body = rest;
    match kind {
        0 => Some(Value::Null),
        8 => Some(Value::Integer(0)),
        9 => Some(Value::Integer(1)),
        1..=6 => {
            let sign = if own[0] & 0x80 == 0 { 0 } else { -1 };
            Some(Value::Integer(own.iter().fold(sign, |number, byte| number << 8 | i64::from(*byte))))
        }
        7 => Some(Value::Real(f64::from_be_bytes(own.try_into().ok()?))),
        _ if kind % 2 == 1 => String::from_utf8(own.to_vec()).ok().map(Value::Text),
        _ => Some(Value::Blob(own.to_vec())),
    }
}

/// A number of one to nine bytes, the more the larger it is.
fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for count in 1..=9 {
        let byte = *bytes.get(count - 1)?;
        if count == 9 {
            *bytes = &bytes[9..];
            return Some(number << 8 | u64::from(byte));
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            *bytes = &bytes[count..];
            return Some(number);
        }
    }
    None
}

fn two(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn four(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()
}
