//! The class's record while it is being written, and the rows beside it: what one round changed goes to the disk in one
//! commit, all or none.
//!
//! Lines are noted at once, so that what follows in the same round builds on them. Only after [`Book::commit`] they are
//! kept; when that fails, the class is taken up anew from the store, as after a restart.

use codedark_protocol::Msg;
use codedark_sim::exercise::{Chain, Entry, Hour, RecordLine};

use crate::recorded::record_refused;
use crate::store::{Change, StoreError, StoredClass, WriterHandle};

/// The record of one class.
pub struct Book {
    writer: WriterHandle,
    record: i64,
    chain: Chain,
    lines: u64,
    entries: Vec<Entry>,
    marked: Vec<u64>,
    hour: Hour,
    pending: Vec<Change>,
}

impl Book {
    /// The record of a stored class.
    pub fn open(writer: WriterHandle, class: &StoredClass) -> Book {
        Book {
            writer,
            record: class.record,
            chain: Chain::default(),
            lines: 0,
            entries: Vec::new(),
            marked: Vec::new(),
            hour: Hour::default(),
            pending: Vec::new(),
        }
    }

    /// Reads the lines that are there, checking each link, and goes on after them.
    pub fn read(&mut self) -> Result<Vec<RecordLine>, Msg> {
        let record = self.record;
        let texts = self.writer.with(move |store| store.lines(record)).map_err(|error| error.msg())?;
        let mut chain = Chain::default();
        let lines = texts.iter().enumerate().map(|(at, text)| chain.read(at + 1, text));
        let lines: Vec<RecordLine> = lines.collect::<Result<_, _>>().map_err(|error| record_refused(&error))?;
        self.accept(chain, &lines);
        Ok(lines)
    }

    /// Notes lines in the place of all that are there.
    pub fn replace(&mut self, lines: &[RecordLine]) {
        let mut chain = Chain::default();
        let texts = lines.iter().map(|line| chain.link(line)).collect();
        self.pending.push(Change::ReplaceLines { record: self.record, texts });
        self.lines = 0;
        self.entries.clear();
        self.marked.clear();
        self.accept(chain, lines);
    }

    /// The store's one writer.
    pub fn writer(&self) -> &WriterHandle {
        &self.writer
    }

    /// Entries so far.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Minutes of the last clock line.
    pub fn marked(&self) -> &[u64] {
        &self.marked
    }

    /// The class's hour at the last clock line that tells it.
    pub fn hour(&self) -> Hour {
        self.hour
    }

    /// Whether something waits for the commit.
    pub fn is_waiting(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Notes lines.
    pub fn write(&mut self, lines: &[RecordLine]) {
        let mut chain = self.chain.clone();
        let texts = lines.iter().map(|line| chain.link(line)).collect();
        self.pending.push(Change::Lines { record: self.record, number: self.lines, texts });
        self.accept(chain, lines);
    }

    /// Notes a change beside the record.
    pub fn put(&mut self, change: Change) {
        self.pending.push(change);
    }

    /// Writes all that was noted, all or none. It is on the disk when this returns.
    ///
    /// # Errors
    /// The store refuses: nothing of it was written, and this book is worth nothing any more.
    pub fn commit(&mut self) -> Result<(), StoreError> {
        let changes = std::mem::take(&mut self.pending);
        if changes.is_empty() { Ok(()) } else { self.writer.commit(changes) }
    }

    /// Forgets what waits for the commit.
    pub fn forget_waiting(&mut self) {
        self.pending.clear();
    }

    fn accept(&mut self, chain: Chain, lines: &[RecordLine]) {
        self.chain = chain;
        lines.iter().for_each(|line| self.note(line));
    }

    fn note(&mut self, line: &RecordLine) {
        self.lines += 1;
        match line {
            RecordLine::Entry(entry) => self.entries.push(entry.clone()),
            RecordLine::Clock { minutes, hour } => {
                self.marked.clone_from(minutes);
                self.hour = hour.unwrap_or(self.hour);
            }
            _ => {}
        }
    }
}
