//! What the classes of a server change in the store, and how it is written.

use codedark_protocol::{Door, Msg};
use rusqlite::{Connection, TransactionBehavior};

use super::Store;
use super::problem::StoreError;
use super::rows::{
    StoredChat, StoredClass, StoredPerson, StoredResult, StoredStanding, add_lines, done_columns, door_columns,
    find_class,
};
use super::table::{CHAT, CLASS, DONE, DOOR, OPENING, PERSON, RECORD, RESULT, STANDING};

/// Something to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Lines after a record's last one.
    Lines {
        /// The record.
        record: i64,
        /// Place of the first of them, from 0: as many lines as the record has.
        number: u64,
        /// The lines, each linked to the one before.
        texts: Vec<String>,
    },
    /// Other lines in the place of all that a record has.
    ReplaceLines {
        /// The record.
        record: i64,
        /// The lines, each linked to the one before.
        texts: Vec<String>,
    },
    /// Somebody who joined, or what changed about them.
    Person {
        /// The class.
        class: i64,
        /// The person.
        person: StoredPerson,
    },
    /// Somebody who leaves no trace: their entries, if any, keep the number.
    RemovePerson {
        /// The class.
        class: i64,
        /// Participant id.
        id: u32,
    },
    /// What a facilitator decided about somebody, or which chat is theirs to read.
    Standing {
        /// The class.
        class: i64,
        /// Participant id.
        person: u32,
        /// How they stand from now on.
        standing: StoredStanding,
    },
    /// Who may join from now on.
    Door {
        /// The class.
        class: i64,
        /// Who may.
        door: Door,
    },
    /// An act that leaves neither an entry nor a line of chat was done.
    Done {
        /// The class.
        class: i64,
        /// Who did it.
        person: u32,
        /// The number that their page gave it.
        number: u64,
    },
    /// A line of chat.
    Chat {
        /// The class.
        class: i64,
        /// The line.
        chat: StoredChat,
    },
    /// What the class came to; first with quick scores, later with ratings.
    Result {
        /// The class.
        class: i64,
        /// The result.
        result: StoredResult,
    },
    /// The class has ended.
    Ended {
        /// The class.
        class: i64,
        /// When, in milliseconds since 1970.
        ended_ms: u64,
    },
    /// What is missing in the class: instead of what was said before.
    Missing {
        /// The class.
        class: i64,
        /// The sentences.
        missing: Vec<Msg>,
    },
}

impl Store {
    /// Writes these changes, all or none. They are on the disk when this returns.
    pub fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        self.commit_all(&[changes.to_vec()]).pop().unwrap_or(Ok(()))
    }

    /// Writes several commits at the cost of one: each of them all or none, one transaction for all.
    ///
    /// One that fails does not harm the others. What was written is on the disk when this returns.
    pub fn commit_all(&mut self, commits: &[Vec<Change>]) -> Vec<Result<(), StoreError>> {
        match self.write_together(commits) {
            Ok(written) => written,
            // With the file held by another program each would only wait for it in turn.
            Err(reason) if commits.len() < 2 || reason == StoreError::Locked => vec![Err(reason); commits.len()],
            // SQLite gave up the whole transaction because of one of them: each for itself.
            Err(_) => commits.iter().flat_map(|one| self.commit_all(std::slice::from_ref(one))).collect(),
        }
    }

    /// The inner results are those of the commits. The outer failure is that of the transaction: nothing was written.
    fn write_together(&mut self, commits: &[Vec<Change>]) -> Result<Vec<Result<(), StoreError>>, StoreError> {
        let mut all = self.file.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut written = Vec::with_capacity(commits.len());
        for changes in commits {
            let mut part = all.savepoint()?;
            let done = changes.iter().try_for_each(|change| change.write(&part));
            if done.is_ok() {
                part.commit()?;
            } else if part.is_autocommit() {
                return done.map(|()| Vec::new());
            } else {
                part.rollback()?;
            }
            written.push(done);
        }
        all.commit()?;
        Ok(written)
    }
}

impl Change {
    fn write(&self, file: &Connection) -> Result<(), StoreError> {
        match self {
            Change::Lines { record, number, texts } => {
                check_record(file, *record)?;
                add_lines(file, *record, *number, texts)
            }
            Change::ReplaceLines { record, texts } => {
                check_record(file, *record)?;
                file.prepare_cached("DELETE FROM line WHERE record = ?1")?.execute([record])?;
                OPENING.remove(file, &[(*record).into()])?;
                add_lines(file, *record, 0, texts)
            }
            Change::Person { class, person } => {
                find_class(file, *class)?;
                PERSON.put(file, person.columns(*class))
            }
            Change::RemovePerson { class, id } => {
                let of_them = [(*class).into(), (*id).into()];
                [PERSON, STANDING, DONE].iter().try_for_each(|table| table.remove(file, &of_them).map(drop))
            }
            Change::Standing { class, person, standing } => {
                find_class(file, *class)?;
                STANDING.put(file, standing.columns(*class, *person))
            }
            Change::Door { class, door } => {
                find_class(file, *class)?;
                DOOR.put(file, door_columns(*class, *door))
            }
            Change::Done { class, person, number } => {
                find_class(file, *class)?;
                DONE.put(file, done_columns(*class, *person, *number))
            }
            Change::Chat { class, chat } => {
                find_class(file, *class)?;
                CHAT.put(file, chat.columns(*class))
            }
            Change::Result { class, result } => {
                find_class(file, *class)?;
                RESULT.put(file, result.columns(*class))
            }
            Change::Ended { class, ended_ms } => alter(file, *class, |class| class.ended_ms = Some(*ended_ms)),
            Change::Missing { class, missing } => alter(file, *class, |class| class.missing.clone_from(missing)),
        }
    }
}

/// A class that was deleted gets no more lines.
fn check_record(file: &Connection, record: i64) -> Result<(), StoreError> {
    let rows = RECORD.rows(file, &[record.into()])?;
    if rows.is_empty() { Err(StoreError::Gone) } else { Ok(()) }
}

fn alter(file: &Connection, class: i64, change: impl FnOnce(&mut StoredClass)) -> Result<(), StoreError> {
    let mut class = find_class(file, class)?;
    change(&mut class);
    CLASS.put(file, class.columns())
}
