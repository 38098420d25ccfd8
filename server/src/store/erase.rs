//! Erasing: a person's name and words, a class, classes whose time has come.
//!
//! What is erased is overwritten in the file (`secure_delete`) and leaves the write-ahead log with it. Files that were
//! set aside when the store was damaged or restored still hold it, so they go too.

use std::path::Path;

use super::problem::StoreError;
use super::rows::{DAY_MS, StoredChat, StoredPerson, find_class};
use super::table::{CHAT, CLASS, DONE, DOOR, OPENING, PERSON, RECORD, RESULT, STANDING};
use super::{Store, beside};
use crate::secrets;

impl Store {
    /// Erases what somebody is known by: name, token, the text of their chat. Their number stays, so that records keep
    /// their meaning. Gives how many files that were set aside went with it.
    pub fn erase_person(&mut self, class: i64, person: u32) -> Result<usize, StoreError> {
        let change = self.file.transaction()?;
        find_class(&change, class)?;
        let found = PERSON.rows(&change, &[class.into(), person.into()])?.into_iter().next();
        let known = StoredPerson::of(found.ok_or(StoreError::NoPerson(person))?)?;
        // A token that nobody was given: no page can be theirs any more.
        let erased = StoredPerson { name: String::new(), token: secrets::token(), ..known };
        PERSON.put(&change, erased.columns(class))?;
        for row in CHAT.rows(&change, &[class.into()])? {
            let line = StoredChat::of(row)?;
            if line.person == person {
                CHAT.put(&change, StoredChat { text: String::new(), ..line }.columns(class))?;
            }
        }
        change.commit()?;
        self.purge()
    }

    /// Deletes a class with all that belongs to it. Gives how many files that were set aside went with it.
    pub fn delete_class(&mut self, class: i64) -> Result<usize, StoreError> {
        self.remove_class(class)?;
        self.purge()
    }

    /// Takes a class out of the tables.
    pub(super) fn remove_class(&mut self, class: i64) -> Result<(), StoreError> {
        find_class(&self.file, class)?;
        let records = self.records(class)?;
        let change = self.file.transaction()?;
        for record in records {
            change.execute("DELETE FROM line WHERE record = ?1", [record.id])?;
            OPENING.remove(&change, &[record.id.into()])?;
            RECORD.remove(&change, &[record.id.into()])?;
        }
        for table in [PERSON, STANDING, DOOR, DONE, CHAT, RESULT, CLASS] {
            table.remove(&change, &[class.into()])?;
        }
        Ok(change.commit()?)
    }

    /// Deletes the classes that ended so long ago that nobody keeps them. Gives their numbers.
    pub fn delete_expired(&mut self, now_ms: u64) -> Result<Vec<i64>, StoreError> {
        let over = |ended_ms: u64, keep_days: u32| ended_ms.saturating_add(u64::from(keep_days) * DAY_MS) <= now_ms;
        let classes = self.classes()?.into_iter();
        let expired = classes.filter(|class| class.ended_ms.is_some_and(|ended_ms| over(ended_ms, class.keep_days)));
        let expired: Vec<i64> = expired.map(|class| class.id).collect();
        for class in &expired {
            self.remove_class(*class)?;
        }
        if !expired.is_empty() {
            self.purge()?;
        }
        Ok(expired)
    }

    /// Empties the log, whose pages are in the file now, and removes files that were set aside.
    fn purge(&mut self) -> Result<usize, StoreError> {
        let held: bool = self.file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if held {
            return Err(StoreError::Locked);
        }
        match self.file.path().filter(|path| !path.is_empty()) {
            Some(path) => beside::remove_aside(Path::new(path)).map_err(|error| StoreError::Other(error.to_string())),
            None => Ok(0),
        }
    }
}
