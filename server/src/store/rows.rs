//! What lies in the store: classes, their records, people, chat and results, and what belongs to the server itself.

use std::collections::BTreeMap;

use codedark_protocol::{Door, Msg};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};

use super::file::Store;
use super::problem::StoreError;
use super::table::{
    CHAT, CLASS, Columns, DONE, DOOR, FACILITATOR_KEY, HOST, OPENING, PERSON, RECORD, RESULT, STANDING,
};

/// How long a class is kept after its end where nobody chose, in days.
pub const KEEP_DAYS: u32 = 180;
/// Milliseconds of a day.
pub(super) const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// A class that begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewClass {
    /// The title its people see.
    pub title: String,
    /// Id of its scenario.
    pub scenario: String,
    /// What people join with.
    pub code: String,
    /// Teams.
    pub teams: u32,
    /// When it was opened, in milliseconds since 1970.
    pub created_ms: u64,
    /// How long it is kept after its end, in days; see [`KEEP_DAYS`].
    pub keep_days: u32,
}

/// A class as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredClass {
    /// Number of the class in this file, never used again.
    pub id: i64,
    /// The title its people see.
    pub title: String,
    /// Id of its scenario.
    pub scenario: String,
    /// What people join with.
    pub code: String,
    /// Teams.
    pub teams: u32,
    /// When it was opened, in milliseconds since 1970.
    pub created_ms: u64,
    /// When it ended, in milliseconds since 1970; none before.
    pub ended_ms: Option<u64>,
    /// How long it is kept after its end, in days.
    pub keep_days: u32,
    /// The record that it is played on.
    pub record: i64,
    /// What could not be read back when the file was damaged.
    pub missing: Vec<Msg>,
}

/// Somebody in a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPerson {
    /// Participant id.
    pub id: u32,
    /// The name they gave; empty for who was erased.
    pub name: String,
    /// What their page shows.
    pub token: String,
    /// Whether they run the exercise.
    pub facilitator: bool,
}

/// What facilitators decided about somebody, and which chat is theirs to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StoredStanding {
    /// Whether they watch and do not play.
    pub observer: bool,
    /// Whether they wait outside until a facilitator lets them in.
    pub waits: bool,
    /// Whether a facilitator took them out of the class.
    pub removed: bool,
    /// Number of the last line of chat that was written before they joined their team.
    pub reads_after: u32,
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
    /// The number that their page gave it.
    pub act: Option<u64>,
    /// What they wrote; empty when they were erased.
    pub text: String,
}

/// What a class came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredResult {
    /// Debriefs and ratings, as JSON that the session writes and reads.
    pub text: String,
    /// Whether the ratings are in it.
    pub rated: bool,
}

/// Where a record comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredRecord {
    /// Number of the record in this file.
    pub id: i64,
    /// The record it goes on from.
    pub parent: Option<i64>,
    /// How many of the parent's entries it begins with.
    pub shared: u64,
}

impl Store {
    /// All classes, oldest first.
    pub fn classes(&self) -> Result<Vec<StoredClass>, StoreError> {
        CLASS.rows(&self.file, &[])?.into_iter().map(StoredClass::of).collect()
    }

    /// A class by its number.
    pub fn class(&self, class: i64) -> Result<StoredClass, StoreError> {
        find_class(&self.file, class)
    }

    /// Opens a class with the first lines of its record, all or none.
    pub fn create_class(&mut self, new: &NewClass, lines: &[String]) -> Result<StoredClass, StoreError> {
        let change = self.file.transaction()?;
        let class = StoredClass {
            id: next(&change, "class")?,
            title: new.title.clone(),
            scenario: new.scenario.clone(),
            code: new.code.clone(),
            teams: new.teams,
            created_ms: new.created_ms,
            ended_ms: None,
            keep_days: new.keep_days,
            record: next(&change, "record")?,
            missing: Vec::new(),
        };
        CLASS.put(&change, class.columns())?;
        RECORD.put(&change, StoredRecord::first(class.record).columns(class.id))?;
        add_lines(&change, class.record, 0, lines)?;
        change.commit()?;
        Ok(class)
    }

    /// The records of a class, oldest first.
    pub fn records(&self, class: i64) -> Result<Vec<StoredRecord>, StoreError> {
        let rows = RECORD.rows(&self.file, &[])?.into_iter();
        Ok(rows.filter(|row| row[1] == Value::Integer(class)).filter_map(StoredRecord::of).collect())
    }

    /// A record as the file that `codedark replay` reads: its lines as they were written.
    pub fn record_text(&self, record: i64) -> Result<String, StoreError> {
        Ok(self.lines(record)?.into_iter().map(|line| line + "\n").collect())
    }

    /// A record's lines, in order.
    pub fn lines(&self, record: i64) -> Result<Vec<String>, StoreError> {
        let mut query = self.file.prepare_cached("SELECT text FROM line WHERE record = ?1 ORDER BY number")?;
        Ok(query.query_map([record], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// Whether a record tells that its class has begun.
    pub fn has_begun(&self, record: i64) -> Result<bool, StoreError> {
        let begun = "SELECT EXISTS (SELECT 1 FROM line WHERE record = ?1 AND number > 0
            AND (instr(text, '\"act\":\"brief\"') OR instr(text, '\"act\":{\"phase\":')))";
        Ok(self.file.prepare_cached(begun)?.query_row([record], |row| row.get(0))?)
    }

    /// The people of a class, by id.
    pub fn people(&self, class: i64) -> Result<Vec<StoredPerson>, StoreError> {
        PERSON.rows(&self.file, &[class.into()])?.into_iter().map(StoredPerson::of).collect()
    }

    /// The chat of a class, oldest first.
    pub fn chat(&self, class: i64) -> Result<Vec<StoredChat>, StoreError> {
        CHAT.rows(&self.file, &[class.into()])?.into_iter().map(StoredChat::of).collect()
    }

    /// What facilitators decided about the people of a class, by participant id. Who is not in it plays.
    pub fn standings(&self, class: i64) -> Result<BTreeMap<u32, StoredStanding>, StoreError> {
        STANDING.rows(&self.file, &[class.into()])?.into_iter().map(StoredStanding::of).collect()
    }

    /// Who may join a class.
    pub fn door(&self, class: i64) -> Result<Door, StoreError> {
        let row = DOOR.rows(&self.file, &[class.into()])?.into_iter().next();
        row.map_or(Ok(Door::Open), door_of)
    }

    /// Numbers of acts that left neither an entry nor a line of chat, each with who did it.
    pub fn done(&self, class: i64) -> Result<Vec<(u32, u64)>, StoreError> {
        DONE.rows(&self.file, &[class.into()])?.into_iter().map(done_of).collect()
    }

    /// What a class came to; none before its debrief.
    pub fn result(&self, class: i64) -> Result<Option<StoredResult>, StoreError> {
        RESULT.rows(&self.file, &[class.into()])?.into_iter().next().map(StoredResult::of).transpose()
    }

    /// What facilitators of this server log in with; none when nobody chose yet.
    pub fn key(&self) -> Result<Option<String>, StoreError> {
        let rows = HOST.rows(&self.file, &[FACILITATOR_KEY.to_owned().into()])?;
        rows.into_iter().next().map(|row| Fields::of(row).skip().text()).transpose()
    }

    /// Changes what facilitators log in with.
    pub fn set_key(&mut self, key: &str) -> Result<(), StoreError> {
        HOST.put(&self.file, vec![FACILITATOR_KEY.to_owned().into(), key.to_owned().into()])
    }
}

pub(super) fn find_class(file: &Connection, class: i64) -> Result<StoredClass, StoreError> {
    let row = CLASS.rows(file, &[class.into()])?.into_iter().next();
    StoredClass::of(row.ok_or(StoreError::NoClass(class))?)
}

/// A record's line; none where there is none.
pub(super) fn line(file: &Connection, record: i64, number: i64) -> Result<Option<String>, StoreError> {
    let mut query = file.prepare_cached("SELECT text FROM line WHERE record = ?1 AND number = ?2")?;
    Ok(query.query_row([record, number], |row| row.get(0)).optional()?)
}

/// Adds lines after a record's last one. `number` is the first one's place.
pub(super) fn add_lines(change: &Connection, record: i64, number: u64, lines: &[String]) -> Result<(), StoreError> {
    let count = "SELECT coalesce(max(number) + 1, 0) FROM line WHERE record = ?1";
    let next: i64 = change.prepare_cached(count)?.query_row([record], |row| row.get(0))?;
    if next as u64 != number {
        return Err(StoreError::OutOfOrder);
    }
    let mut add = change.prepare_cached("INSERT INTO line (record, number, text) VALUES (?1, ?2, ?3)")?;
    for (offset, line) in lines.iter().enumerate() {
        add.execute(params![record, (number + offset as u64) as i64, line])?;
    }
    match lines.first() {
        Some(first) if number == 0 => OPENING.put(change, vec![record.into(), first.clone().into()]),
        _ => Ok(()),
    }
}

/// The next number of a table that never uses one twice.
fn next(file: &Connection, table: &str) -> Result<i64, StoreError> {
    let last = file.query_row("SELECT seq FROM sqlite_sequence WHERE name = ?1", [table], |row| row.get::<_, i64>(0));
    Ok(last.optional()?.unwrap_or(0) + 1)
}

impl StoredClass {
    /// A class of which nothing is known but its number, which is its record's too.
    pub(super) fn untold(id: i64) -> StoredClass {
        StoredClass {
            id,
            title: String::new(),
            scenario: String::new(),
            code: String::new(),
            teams: 0,
            created_ms: 0,
            ended_ms: None,
            keep_days: KEEP_DAYS,
            record: id,
            missing: Vec::new(),
        }
    }

    pub(super) fn columns(&self) -> Columns {
        vec![
            self.id.into(),
            self.title.clone().into(),
            self.scenario.clone().into(),
            self.code.clone().into(),
            self.teams.into(),
            (self.created_ms as i64).into(),
            self.ended_ms.map(|ended_ms| ended_ms as i64).into(),
            self.keep_days.into(),
            self.record.into(),
            serde_json::to_string(&self.missing).expect("messages are plain data").into(),
        ]
    }

    pub(super) fn of(row: Columns) -> Result<StoredClass, StoreError> {
        let mut fields = Fields::of(row);
        Ok(StoredClass {
            id: fields.number()?,
            title: fields.text()?,
            scenario: fields.text()?,
            code: fields.text()?,
            teams: fields.number()? as u32,
            created_ms: fields.number()? as u64,
            ended_ms: fields.maybe()?.map(|ended_ms| ended_ms as u64),
            keep_days: fields.number()? as u32,
            record: fields.number()?,
            missing: serde_json::from_str(&fields.text()?).map_err(|_| StoreError::Damaged)?,
        })
    }
}

impl StoredRecord {
    /// One that goes on from no other.
    pub(super) fn first(id: i64) -> StoredRecord {
        StoredRecord { id, parent: None, shared: 0 }
    }

    pub(super) fn columns(&self, class: i64) -> Columns {
        vec![self.id.into(), class.into(), self.parent.into(), (self.shared as i64).into()]
    }

    pub(super) fn of(row: Columns) -> Option<StoredRecord> {
        let mut fields = Fields::of(row);
        let id = fields.number().ok()?;
        let parent = fields.skip().maybe().ok()?;
        Some(StoredRecord { id, parent, shared: fields.number().ok()? as u64 })
    }
}

impl StoredPerson {
    pub(super) fn columns(&self, class: i64) -> Columns {
        vec![class.into(), self.id.into(), self.name.clone().into(), self.token.clone().into(), self.facilitator.into()]
    }

    pub(super) fn of(row: Columns) -> Result<StoredPerson, StoreError> {
        let mut fields = Fields::of(row);
        Ok(StoredPerson {
            id: fields.skip().number()? as u32,
            name: fields.text()?,
            token: fields.text()?,
            facilitator: fields.number()? != 0,
        })
    }
}

impl StoredStanding {
    pub(super) fn columns(&self, class: i64, person: u32) -> Columns {
        let [observer, waits, removed] = [self.observer, self.waits, self.removed].map(Value::from);
        vec![class.into(), person.into(), observer, waits, removed, self.reads_after.into()]
    }

    /// The person, and how they stand.
    pub(super) fn of(row: Columns) -> Result<(u32, StoredStanding), StoreError> {
        let mut fields = Fields::of(row);
        let person = fields.skip().number()? as u32;
        let [observer, waits, removed] = [fields.number()? != 0, fields.number()? != 0, fields.number()? != 0];
        Ok((person, StoredStanding { observer, waits, removed, reads_after: fields.number()? as u32 }))
    }
}

pub(super) fn door_columns(class: i64, door: Door) -> Columns {
    let state = match door {
        Door::Open => 0,
        Door::Approval => 1,
        Door::Locked => 2,
    };
    vec![class.into(), Value::Integer(state)]
}

pub(super) fn door_of(row: Columns) -> Result<Door, StoreError> {
    match Fields::of(row).skip().number()? {
        0 => Ok(Door::Open),
        1 => Ok(Door::Approval),
        2 => Ok(Door::Locked),
        _ => Err(StoreError::Damaged),
    }
}

pub(super) fn done_columns(class: i64, person: u32, number: u64) -> Columns {
    vec![class.into(), person.into(), (number as i64).into()]
}

pub(super) fn done_of(row: Columns) -> Result<(u32, u64), StoreError> {
    let mut fields = Fields::of(row);
    Ok((fields.skip().number()? as u32, fields.number()? as u64))
}

impl StoredChat {
    pub(super) fn columns(&self, class: i64) -> Columns {
        vec![
            class.into(),
            self.id.into(),
            self.team.clone().into(),
            self.person.into(),
            self.act.map(|act| act as i64).into(),
            self.text.clone().into(),
        ]
    }

    pub(super) fn of(row: Columns) -> Result<StoredChat, StoreError> {
        let mut fields = Fields::of(row);
        Ok(StoredChat {
            id: fields.skip().number()? as u32,
            team: fields.text()?,
            person: fields.number()? as u32,
            act: fields.maybe()?.map(|act| act as u64),
            text: fields.text()?,
        })
    }
}

impl StoredResult {
    pub(super) fn columns(&self, class: i64) -> Columns {
        vec![class.into(), self.text.clone().into(), self.rated.into()]
    }

    pub(super) fn of(row: Columns) -> Result<StoredResult, StoreError> {
        let mut fields = Fields::of(row);
        Ok(StoredResult { text: fields.skip().text()?, rated: fields.number()? != 0 })
    }
}

/// Takes a row apart, column by column.
struct Fields(std::vec::IntoIter<Value>);

impl Fields {
    fn of(row: Columns) -> Fields {
        Fields(row.into_iter())
    }

    fn skip(&mut self) -> &mut Fields {
        self.0.next();
        self
    }

    fn maybe(&mut self) -> Result<Option<i64>, StoreError> {
        match self.0.next() {
            Some(Value::Integer(number)) => Ok(Some(number)),
            Some(Value::Null) => Ok(None),
            _ => Err(StoreError::Damaged),
        }
    }

    fn number(&mut self) -> Result<i64, StoreError> {
        self.maybe()?.ok_or(StoreError::Damaged)
    }

    fn text(&mut self) -> Result<String, StoreError> {
        match self.0.next() {
            Some(Value::Text(text)) => Ok(text),
            _ => Err(StoreError::Damaged),
        }
    }
}
