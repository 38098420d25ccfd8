//! What is kept of a damaged store, and what is missing.
//!
//! A record is cut at its first line that does not follow the one before. People, chat and results are kept row by row.
//! A participant whose row is gone keeps a nameless one, so that a facilitator can give the seats back. Nothing is guessed.

use std::collections::{BTreeMap, BTreeSet};

use codedark_protocol::{Door, Msg};
use codedark_sim::exercise::Chain;
use rusqlite::Connection;
use serde_json::Value as Json;

use super::finds::Finds;
use super::problem::StoreError;
use super::rows::{
    StoredChat, StoredClass, StoredPerson, StoredRecord, StoredResult, StoredStanding, add_lines, done_columns,
    door_columns,
};
use super::schema::{act_ms, told_by};
use super::table::{CHAT, CLASS, DONE, DOOR, FACILITATOR_KEY, HOST, PERSON, RECORD, RESULT, STANDING};
use crate::key::KeyHash;
use crate::secrets::{self, Tokens};

/// What is kept.
pub(super) struct Rescued {
    key: Option<String>,
    classes: Vec<RescuedClass>,
    /// What is missing of the store itself.
    pub missing: Vec<Msg>,
}

struct RescuedClass {
    class: StoredClass,
    records: Vec<(StoredRecord, Vec<String>)>,
    people: Vec<StoredPerson>,
    house: House,
    chat: Vec<StoredChat>,
    result: Option<StoredResult>,
}

/// What facilitators decided about a class's people, and the acts that left nothing else.
struct House {
    standings: Vec<(u32, StoredStanding)>,
    door: Door,
    done: Vec<(u32, u64)>,
}

/// Puts together what was found. `unsure` says whether more of a class may be gone than its rows tell.
///
/// `decided` says whether all that facilitators decided is among it.
pub(super) fn rescue(mut finds: Finds, unsure: &dyn Fn(&StoredClass) -> bool, decided: bool) -> Rescued {
    let mut rescued = Rescued { key: finds.key.take(), classes: Vec::new(), missing: Vec::new() };
    if rescued.key.is_none() {
        rescued.missing.push(Msg::new("store-missing-key"));
    }
    // A record whose own row is gone is the one that its class is played on, or the one with its class's number.
    for class in finds.classes.values() {
        finds.records.entry(class.record).or_insert((class.id, StoredRecord::first(class.record)));
    }
    for record in finds.lines.keys() {
        finds.records.entry(*record).or_insert((*record, StoredRecord::first(*record)));
    }
    let mut records: BTreeMap<i64, Vec<StoredRecord>> = BTreeMap::new();
    for (class, record) in std::mem::take(&mut finds.records).into_values() {
        records.entry(class).or_default().push(record);
    }
    let mut owners = finds.people.keys().chain(finds.chat.keys()).chain(finds.results.keys());
    let ownerless = finds.stray || owners.any(|class| !records.contains_key(class));
    let unsure = |class: &StoredClass| ownerless || unsure(class);
    for (id, records) in records {
        match rescue_class(&mut finds, id, records, &unsure, decided) {
            Some(class) => rescued.classes.push(class),
            None if finds.lost_classes.contains(&id) => {
                rescued.missing.push(Msg::new("store-missing-all").number("class", id));
            }
            None => finds.stray = true,
        }
    }
    let kept: BTreeSet<i64> = rescued.classes.iter().map(|one| one.class.id).collect();
    let homeless = finds.people.keys().chain(finds.chat.keys()).chain(finds.results.keys());
    if finds.stray || homeless.chain(&finds.lost_classes).any(|class| !kept.contains(class)) {
        rescued.missing.push(Msg::new("store-missing-stray"));
    }
    for RescuedClass { class, .. } in rescued.classes.iter().filter(|one| !one.class.missing.is_empty()) {
        let msg = Msg::new("store-missing-of-class").number("class", class.id).word("title", class.title.as_str());
        rescued.missing.push(msg.number("count", class.missing.len() as i64));
    }
    rescued
}

fn rescue_class(
    finds: &mut Finds,
    id: i64,
    records: Vec<StoredRecord>,
    unsure: &dyn Fn(&StoredClass) -> bool,
    decided: bool,
) -> Option<RescuedClass> {
    let mut missing = Vec::new();
    let own = finds.classes.remove(&id);
    let played = own.as_ref().map_or(records.last()?.id, |class| class.record);
    let mut kept = Vec::new();
    for record in records {
        let lines = rescue_lines(finds, record.id, &mut missing);
        kept.push((record, lines));
    }
    let lines = kept.iter().find(|(record, _)| record.id == played).map(|(_, lines)| lines.as_slice())?;
    let mut class = rescue_row(own, id, played, lines, &mut missing)?;
    let people = rescue_people(finds, id, lines, &mut missing);
    let house = House::of(finds, id, decided);
    if !decided {
        missing.push(Msg::new("store-missing-house"));
    }
    let chat = rescue_chat(finds, id, &mut missing);
    let result = finds.results.remove(&id).and_then(|mut at| at.remove(&0));
    if result == Some(None) {
        missing.push(Msg::new("store-missing-result"));
    }
    if unsure(&class) {
        missing.push(Msg::new("store-missing-perhaps"));
    }
    class.missing.extend(missing);
    Some(RescuedClass { class, records: kept, people, house, chat, result: result.flatten() })
}

/// The class's row: its own, or what its record tells; none when that tells nothing.
fn rescue_row(
    own: Option<StoredClass>,
    id: i64,
    record: i64,
    lines: &[String],
    missing: &mut Vec<Msg>,
) -> Option<StoredClass> {
    let last_act_ms = || lines.iter().rev().find_map(|line| act_ms(line));
    match own {
        Some(class) if !class.scenario.is_empty() => Some(class),
        Some(class) => {
            // Of version 1, which knows of titles from records only.
            let told = told_by(lines.first().map_or("", String::as_str), id);
            let StoredClass { code, created_ms, ended_ms, .. } = class;
            let ended_ms = ended_ms.map(|created_ms| last_act_ms().unwrap_or(created_ms));
            Some(StoredClass { code, created_ms, ended_ms, ..told })
        }
        None => {
            missing.push(Msg::new("store-missing-class"));
            let over =
                serde_json::from_str::<Json>(lines.last()?).is_ok_and(|line| line["line"]["results"].is_object());
            Some(StoredClass {
                code: secrets::code(),
                created_ms: lines.iter().find_map(|line| act_ms(line)).unwrap_or(0),
                ended_ms: last_act_ms().filter(|_| over),
                record,
                ..told_by(lines.first()?, id)
            })
        }
    }
}

/// The lines of a record as far as each follows the one before.
fn rescue_lines(finds: &mut Finds, record: i64, missing: &mut Vec<Msg>) -> Vec<String> {
    let mut found = finds.lines.remove(&record).unwrap_or_default();
    if let Some(opening) = finds.openings.remove(&record) {
        found.entry(0).or_default().push(opening);
    }
    let (mut lines, mut chain) = (Vec::new(), Chain::default());
    while let Some(texts) = found.remove(&(lines.len() as i64)) {
        match texts.into_iter().find(|text| chain.follows(text)) {
            Some(text) => lines.push(text),
            None => {
                // It was there, so it counts among the lines that are gone.
                found.insert(lines.len() as i64, Vec::new());
                break;
            }
        }
    }
    let (from, gone) = (lines.len() as i64 + 1, found.range(lines.len() as i64..).count() as i64);
    let first_is_known = found.contains_key(&(lines.len() as i64));
    if gone > 0 {
        let to = if first_is_known { from + gone - 1 } else { from + gone };
        missing.push(Msg::new("store-missing-lines").number("from", from).number("to", to));
    }
    lines
}

/// The people who are still known, and a nameless row for each who must have been there.
fn rescue_people(finds: &mut Finds, class: i64, lines: &[String], missing: &mut Vec<Msg>) -> Vec<StoredPerson> {
    let mut found = finds.people.remove(&class).unwrap_or_default();
    if drop_wrong_numbers(&mut found) {
        missing.push(Msg::new("store-missing-somebody"));
    }
    for line in lines {
        if let Some(person) = actor(line) {
            found.entry(person).or_default();
        }
    }
    for line in finds.chat.get(&class).into_iter().flat_map(BTreeMap::values).flatten() {
        found.entry(line.person).or_default();
    }
    let person = |(id, person): (u32, Option<StoredPerson>)| {
        person.unwrap_or_else(|| {
            missing.push(Msg::new("store-missing-name").number("person", id.into()));
            StoredPerson { id, name: String::new(), tokens: Tokens::none(), facilitator: false }
        })
    };
    found.into_iter().map(person).collect()
}

/// Who did what a line tells; none for other lines and for the program itself.
fn actor(line: &str) -> Option<u32> {
    if !line.contains("\"participant\":") || line.contains("\"participant\":0,") {
        return None;
    }
    let line = serde_json::from_str::<Json>(line).ok()?;
    line["line"]["entry"]["participant"].as_u64().and_then(|person| person.try_into().ok())
}

/// The chat that is still there. Its lines are numbered from 1 and none is ever taken away, so gaps are losses.
fn rescue_chat(finds: &mut Finds, class: i64, missing: &mut Vec<Msg>) -> Vec<StoredChat> {
    let found = finds.chat.remove(&class).unwrap_or_default();
    let last_read = last_read(&found);
    let later = found.range(last_read + 1..).count() as i64;
    let chat: Vec<StoredChat> = found.into_values().flatten().collect();
    let gone = i64::from(last_read) - chat.len() as i64 + later;
    if gone > 0 {
        missing.push(Msg::new("store-missing-chat").number("count", gone));
    }
    chat
}

/// The greatest number of a row that could be read.
fn last_read<Row>(found: &BTreeMap<u32, Option<Row>>) -> u32 {
    found.iter().rev().find_map(|(number, row)| row.as_ref().map(|_| *number)).unwrap_or(0)
}

/// Drops rows that could not be read and whose number cannot be right either. Numbers are given one after the other.
fn drop_wrong_numbers<Row>(found: &mut BTreeMap<u32, Option<Row>>) -> bool {
    let (count, unread) = (found.len(), found.values().filter(|row| row.is_none()).count() as u32);
    let most = last_read(found).saturating_add(unread);
    found.retain(|number, row| row.is_some() || (1..=most).contains(number));
    found.len() < count
}

impl House {
    /// Where not all can be read, and the door's own row is not there, who joins waits for a facilitator's word.
    fn of(finds: &Finds, class: i64, decided: bool) -> House {
        let standings = finds.standings.range((class, 0)..=(class, u32::MAX));
        let done = finds.done.range((class, 0, 0)..=(class, u32::MAX, u64::MAX));
        let usual = if decided { Door::Open } else { Door::Approval };
        House {
            standings: standings.map(|((_, person), standing)| (*person, *standing)).collect(),
            door: finds.doors.get(&class).copied().unwrap_or(usual),
            done: done.map(|(_, person, number)| (*person, *number)).collect(),
        }
    }

    fn write(&self, change: &Connection, class: i64) -> Result<(), StoreError> {
        for (person, standing) in &self.standings {
            STANDING.put(change, standing.columns(class, *person))?;
        }
        if self.door != Door::Open {
            DOOR.put(change, door_columns(class, self.door))?;
        }
        self.done.iter().try_for_each(|(person, number)| DONE.put(change, done_columns(class, *person, *number)))
    }
}

impl Rescued {
    /// Writes all that is kept into a new store.
    pub fn write(&self, file: &mut Connection) -> Result<(), StoreError> {
        let change = file.transaction()?;
        if let Some(key) = &self.key {
            let key = KeyHash::stored(key.clone());
            HOST.put(&change, vec![FACILITATOR_KEY.to_owned().into(), key.text().to_owned().into()])?;
        }
        for RescuedClass { class, records, people, house, chat, result } in &self.classes {
            CLASS.put(&change, class.columns())?;
            for (record, lines) in records {
                RECORD.put(&change, record.columns(class.id))?;
                add_lines(&change, record.id, 0, lines)?;
            }
            for person in people {
                PERSON.put(&change, person.columns(class.id))?;
            }
            house.write(&change, class.id)?;
            for line in chat {
                CHAT.put(&change, line.columns(class.id))?;
            }
            if let Some(result) = result {
                RESULT.put(&change, result.columns(class.id))?;
            }
        }
        Ok(change.commit()?)
    }

    /// Whether there is anything to keep.
    pub fn is_empty(&self) -> bool {
        self.classes.is_empty() && self.key.is_none()
    }
}
