//! The class's record while it is being written: chained lines in the store, entries at hand for rebuilding.

use codedark_protocol::Msg;
use codedark_sim::exercise::{Chain, Entry, Line, RecordError};

use crate::store::{Change, Store, StoreError, StoredClass};

/// The record of one class.
pub struct Book {
    /// The store it is in, and the side tables beside it.
    pub store: Store,
    class: i64,
    record: i64,
    chain: Chain,
    lines: u64,
    entries: Vec<Entry>,
    marked: Vec<u64>,
}

impl Book {
    /// The record of a stored class.
    pub fn open(store: Store, class: &StoredClass) -> Book {
        let (class, record) = (class.id, class.record);
        Book { store, class, record, chain: Chain::default(), lines: 0, entries: Vec::new(), marked: Vec::new() }
    }

    /// Reads the lines that are there, checking each link, and goes on after them.
    pub fn read(&mut self) -> Result<Vec<Line>, Msg> {
        let texts = self.store.lines(self.record).map_err(|error| store_failed(&error))?;
        let mut chain = Chain::default();
        let lines = texts.iter().enumerate().map(|(at, text)| chain.read(at + 1, text));
        let lines: Vec<Line> = lines.collect::<Result<_, _>>().map_err(|error| record_refused(&error))?;
        self.forget();
        self.accept(chain, &lines);
        Ok(lines)
    }

    /// Writes these lines in the place of all that are there, all or none.
    pub fn replace(&mut self, lines: &[Line]) -> Result<(), StoreError> {
        let mut chain = Chain::default();
        let texts: Vec<String> = lines.iter().map(|line| chain.link(line)).collect();
        self.store.commit(&[Change::ReplaceLines { record: self.record, texts }])?;
        self.forget();
        self.accept(chain, lines);
        Ok(())
    }

    /// Number of the class in the store.
    pub fn session(&self) -> i64 {
        self.class
    }

    /// Entries so far.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Minutes of the last clock mark.
    pub fn marked(&self) -> &[u64] {
        &self.marked
    }

    /// Writes lines, all or none. They are on the disk when this returns.
    pub fn write(&mut self, lines: &[Line]) -> Result<(), StoreError> {
        let (chain, texts) = self.link(lines);
        self.store.commit(&[Change::Lines { record: self.record, number: self.lines, texts }])?;
        self.accept(chain, lines);
        Ok(())
    }

    /// Writes the last lines and closes the class.
    pub fn finish(&mut self, lines: &[Line], ended_ms: u64) -> Result<(), StoreError> {
        let (chain, texts) = self.link(lines);
        let lines_after = Change::Lines { record: self.record, number: self.lines, texts };
        self.store.commit(&[lines_after, Change::Ended { class: self.class, ended_ms }])?;
        self.accept(chain, lines);
        Ok(())
    }

    fn link(&self, lines: &[Line]) -> (Chain, Vec<String>) {
        let mut chain = self.chain.clone();
        let texts = lines.iter().map(|line| chain.link(line)).collect();
        (chain, texts)
    }

    fn forget(&mut self) {
        self.lines = 0;
        self.entries.clear();
        self.marked.clear();
    }

    fn accept(&mut self, chain: Chain, lines: &[Line]) {
        self.chain = chain;
        lines.iter().for_each(|line| self.note(line));
    }

    fn note(&mut self, line: &Line) {
        self.lines += 1;
        match line {
            Line::Entry(entry) => self.entries.push(entry.clone()),
            Line::Clock { minutes } => self.marked.clone_from(minutes),
            _ => {}
        }
    }
}

/// The sentence for a store that failed.
pub fn store_failed(error: &StoreError) -> Msg {
    error.msg()
}

/// The sentence for a record that cannot be used.
pub fn record_refused(error: &RecordError) -> Msg {
    match error {
        RecordError::NotALine(line) => Msg::new("record-not-a-line").number("line", *line as i64),
        RecordError::Changed(line) => Msg::new("record-changed").number("line", *line as i64),
        RecordError::NoHeader => Msg::new("record-no-header"),
        RecordError::OtherVersion { found } => {
            Msg::new("record-other-version").number("record", found.0.into()).number("model", found.1.into())
        }
        RecordError::SourceChanged(name) => Msg::new("record-source-changed").word("name", name.clone()),
    }
}
