//! What the pages of a damaged store hold, sorted by what it is: rows as they were written, and rows that are only known to
//! have been there.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use codedark_protocol::Door;
use rusqlite::types::Value;

use super::pages::RawRow;
use super::problem::StoreError;
use super::rows::{
    StoredChat, StoredClass, StoredPerson, StoredRecord, StoredResult, StoredStanding, done_of, door_of,
};
use super::table::{CHAT, CLASS, Columns, DONE, DOOR, HOST, OPENING, PERSON, RECORD, RESULT, STANDING, Table};

/// By class, and then by number: a row, or none for one that is not as it was written.
type ByClass<Row> = BTreeMap<i64, BTreeMap<u32, Option<Row>>>;

/// What was found.
#[derive(Default)]
pub(super) struct Finds {
    /// What facilitators log in with.
    pub key: Option<String>,
    /// Classes.
    pub classes: BTreeMap<i64, StoredClass>,
    /// Records, each with its class.
    pub records: BTreeMap<i64, (i64, StoredRecord)>,
    /// The first lines of records, from where they stand once more.
    pub openings: BTreeMap<i64, String>,
    /// Lines of records, by their place; several where a page that is no longer used has one too.
    pub lines: BTreeMap<i64, BTreeMap<i64, Vec<String>>>,
    /// People.
    pub people: ByClass<StoredPerson>,
    /// What facilitators decided about people, by class and person.
    pub standings: BTreeMap<(i64, u32), StoredStanding>,
    /// Who may join classes.
    pub doors: BTreeMap<i64, Door>,
    /// Numbers of acts that left nothing else: class, person, number.
    pub done: BTreeSet<(i64, u32, u64)>,
    /// Chat.
    pub chat: ByClass<StoredChat>,
    /// What classes came to, each at number 0.
    pub results: ByClass<StoredResult>,
    /// Classes that are only known to have been there.
    pub lost_classes: BTreeSet<i64>,
    /// Whether there was a row that does not tell whose it was, or not even of what kind: any class may have lost it.
    pub stray: bool,
}

/// What a row of such columns is: `?` stands for a whole number or none.
const KINDS_1: [(&str, Kind); 4] =
    [("nttii", Kind::Session), ("iit", Kind::Line), ("iitti", Kind::OldPerson), ("iitit", Kind::OldChat)];
const KINDS_2: [(&str, Kind); 11] = [
    ("ttb", Kind::Host),
    ("ntttii?iitb", Kind::Class),
    ("ni?ib", Kind::Record),
    ("iit", Kind::Line),
    ("ntb", Kind::Opening),
    ("iittib", Kind::Person),
    ("iiti?tb", Kind::Chat),
    ("ntib", Kind::Result),
    ("iiiiiib", Kind::Standing),
    ("nib", Kind::Door),
    ("iiib", Kind::Done),
];

/// What SQLite's own rows are: tables, and the greatest number that each of them gave.
const SCHEMA: [&str; 3] = ["tttit", "tttin", "ti"];

#[derive(Clone, Copy)]
enum Kind {
    Session,
    OldPerson,
    OldChat,
    Host,
    Class,
    Record,
    Line,
    Opening,
    Person,
    Chat,
    Result,
    Standing,
    Door,
    Done,
}

impl Finds {
    /// Sorts the rows of a file of this version.
    pub fn of(rows: Vec<RawRow>, version: u32) -> Finds {
        let kinds: &[(&str, Kind)] = if version > 1 { &KINDS_2 } else { &KINDS_1 };
        let mut finds = Finds::default();
        for row in rows {
            let kind = kinds.iter().find(|(kinds, _)| fits(kinds, &row.kinds));
            match kind {
                Some((_, kind)) => finds.take(*kind, row.values),
                None => finds.stray |= !SCHEMA.contains(&row.kinds.as_str()),
            }
        }
        finds
    }

    /// How many rows of what facilitators decided could be read.
    pub fn house_rows(&self) -> usize {
        self.standings.len() + self.doors.len() + self.done.len()
    }

    fn take(&mut self, kind: Kind, values: Vec<Option<Value>>) {
        let number = |at: usize| match values.get(at) {
            Some(Some(Value::Integer(number))) => Some(*number),
            _ => None,
        };
        let key = (number(0), number(1));
        let told = match kind {
            Kind::Host => {
                self.key = self.key.take().or(written(&HOST, values).and_then(last_text));
                true
            }
            Kind::Session => whole(values).is_some_and(|row| self.take_session(row)),
            Kind::Class => self.take_class(key.0, written(&CLASS, values)),
            Kind::Record => self.take_record(key, written(&RECORD, values)),
            Kind::Line => self.take_line(key, values),
            Kind::Opening => {
                self.openings.extend(key.0.zip(written(&OPENING, values).and_then(last_text)));
                true
            }
            Kind::Person => note(&mut self.people, key, written(&PERSON, values), StoredPerson::of),
            Kind::Chat => note(&mut self.chat, key, written(&CHAT, values), StoredChat::of),
            Kind::Result => note(&mut self.results, (key.0, Some(0)), written(&RESULT, values), StoredResult::of),
            // What cannot be read of these shows in their count.
            Kind::Standing => {
                let row = written(&STANDING, values).and_then(|row| StoredStanding::of(row).ok());
                self.standings.extend(key.0.zip(row).map(|(class, (person, standing))| ((class, person), standing)));
                true
            }
            Kind::Door => {
                self.doors.extend(key.0.zip(written(&DOOR, values).and_then(|row| door_of(row).ok())));
                true
            }
            Kind::Done => {
                let row = written(&DONE, values).and_then(|row| done_of(row).ok());
                self.done.extend(key.0.zip(row).map(|(class, (person, number))| (class, person, number)));
                true
            }
            // Version 1 has no digests: a row counts as written when all of it is there.
            Kind::OldPerson => note(&mut self.people, key, whole(values), StoredPerson::of),
            Kind::OldChat => {
                let row = whole(values).map(|mut row| {
                    row.insert(4, Value::Null);
                    row
                });
                note(&mut self.chat, key, row, StoredChat::of)
            }
        };
        self.stray |= !told;
    }

    fn take_class(&mut self, id: Option<i64>, row: Option<Columns>) -> bool {
        if let Some(Ok(class)) = row.map(StoredClass::of) {
            self.classes.insert(class.id, class);
        } else if let Some(id) = id {
            self.lost_classes.insert(id);
        }
        id.is_some()
    }

    fn take_record(&mut self, key: (Option<i64>, Option<i64>), row: Option<Columns>) -> bool {
        let row = row.and_then(StoredRecord::of);
        self.records.extend(key.1.zip(row).map(|(class, record)| (record.id, (class, record))));
        true
    }

    fn take_line(&mut self, key: (Option<i64>, Option<i64>), mut values: Vec<Option<Value>>) -> bool {
        let (Some(record), Some(number)) = key else { return false };
        let texts = self.lines.entry(record).or_default().entry(number).or_default();
        texts.extend(values.pop().flatten().and_then(text));
        true
    }

    /// A session of version 1 is a class with one record; see the migration.
    fn take_session(&mut self, row: Columns) -> bool {
        let Ok([id, code, key, created_ms, finished]) = <[Value; 5]>::try_from(row) else { return false };
        let (Value::Integer(id), Value::Integer(created_ms)) = (id, created_ms) else { return false };
        if self.classes.keys().all(|known| *known < id) {
            self.key = text(key);
        }
        let ended_ms = (finished == Value::Integer(1)).then_some(created_ms as u64);
        let class = StoredClass { code: text(code).unwrap_or_default(), ended_ms, ..StoredClass::untold(id) };
        self.classes.insert(id, StoredClass { created_ms: created_ms as u64, ..class });
        true
    }
}

/// Notes a row that belongs to a class and has a number in it. False when it does not tell which: also when there is another
/// of that number, and one of the two is not as it was written.
fn note<Row>(
    found: &mut ByClass<Row>,
    key: (Option<i64>, Option<i64>),
    row: Option<Columns>,
    of: fn(Columns) -> Result<Row, StoreError>,
) -> bool {
    let (Some(class), Some(Ok(number))) = (key.0, key.1.map(u32::try_from)) else { return false };
    let row = row.and_then(|row| of(row).ok());
    match found.entry(class).or_default().entry(number) {
        Entry::Vacant(place) => {
            place.insert(row);
            true
        }
        Entry::Occupied(mut known) => {
            let both = known.get().is_some() == row.is_some();
            if known.get().is_none() {
                known.insert(row);
            }
            both
        }
    }
}

fn fits(kinds: &str, found: &str) -> bool {
    let fits = |(kind, found): (char, char)| kind == found || kind == '?' && matches!(found, 'i' | 'n');
    kinds.len() == found.len() && kinds.chars().zip(found.chars()).all(fits)
}

fn whole(values: Vec<Option<Value>>) -> Option<Columns> {
    values.into_iter().collect()
}

/// The row without its digest; none when the digest says that it is not as it was written.
fn written(table: &Table, values: Vec<Option<Value>>) -> Option<Columns> {
    let mut row = whole(values)?;
    let digest = row.pop()?;
    (digest == Value::Blob(table.digest(&row))).then_some(row)
}

fn last_text(mut row: Columns) -> Option<String> {
    row.pop().and_then(text)
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}
