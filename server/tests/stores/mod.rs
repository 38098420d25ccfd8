//! Stores to be tried: today's fixture, and small ones whose every row a test knows.
#![allow(dead_code, reason = "each test uses its part of these")]

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use codedark_protocol::Door;
use codedark_server::content::{Content, parallel};
use codedark_server::secrets::Tokens;
use codedark_server::store::{
    Change, KEEP_DAYS, NewClass, Opened, Store, StoredChat, StoredClass, StoredPerson, StoredResult, StoredStanding,
};
use codedark_sim::exercise::{Chain, RecordLine, Skill};
use serde_json::json;
use tempfile::TempDir;

/// When classes of these stores begin, in milliseconds since 1970.
pub const BEGINS_MS: u64 = 1_600_000_000_000;

/// A folder for stores, gone when the test ends.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().expect("a folder for the test"))
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    /// All files with their bytes, by name.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let entries = std::fs::read_dir(self.0.path()).expect("the folder can be read");
        let entries = entries.map(|entry| entry.expect("an entry"));
        let file = |entry: std::fs::DirEntry| {
            let bytes = std::fs::read(entry.path()).unwrap_or_default();
            (entry.file_name().to_string_lossy().into_owned(), bytes)
        };
        entries.map(file).collect()
    }

    /// The names of all files.
    pub fn names(&self) -> Vec<String> {
        self.files().into_keys().collect()
    }
}

/// The store of version 1 in tests/fixtures, unpacked to a file.
pub fn unpack_fixture(to: &Path) {
    let packed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/store-1/codedark.sqlite.gz");
    let packed = std::fs::File::open(packed).expect("the fixture is there");
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed).read_to_end(&mut bytes).expect("it unpacks");
    std::fs::write(to, bytes).expect("the file can be written");
}

/// Opens a store that is in order.
pub fn open(path: &Path) -> Store {
    let Opened { store, missing } = Store::open(path, None).expect("the store opens");
    assert_eq!(missing, [], "nothing is missing");
    store
}

/// A class with this title that begins.
pub fn new_class(title: &str) -> NewClass {
    NewClass {
        title: title.to_owned(),
        scenario: "conti-friday".to_owned(),
        code: "ABCD2345".to_owned(),
        teams: 2,
        created_ms: BEGINS_MS,
        keep_days: KEEP_DAYS,
    }
}

/// A record that grows.
pub struct Lines {
    chain: Chain,
    count: u64,
}

impl Lines {
    /// One that has no line yet.
    pub fn new() -> Lines {
        Lines { chain: Chain::default(), count: 0 }
    }

    /// The header of the Irish case.
    pub fn header(&mut self) -> String {
        let content = Content::named("conti-friday").expect("the shipped scenario loads");
        self.link(&content.header(&parallel(2, 7, Skill::Novice)))
    }

    /// An act of this person.
    pub fn act(&mut self, person: u32) -> String {
        let entry = json!({"entry": {
            "sequence": self.count, "region": null, "minutes": [0, 0], "participant": person, "act": {"pause": true},
            "wall_ms": BEGINS_MS + self.count,
        }});
        self.link(&serde_json::from_value(entry).expect("it is a line"))
    }

    /// A change that adds an act of this person to a record.
    pub fn change(&mut self, record: i64, person: u32) -> Change {
        let number = self.count;
        Change::Lines { record, number, texts: vec![self.act(person)] }
    }

    fn link(&mut self, line: &RecordLine) -> String {
        self.count += 1;
        self.chain.link(line)
    }
}

pub fn person(id: u32, name: &str) -> StoredPerson {
    StoredPerson { id, name: name.to_owned(), tokens: Tokens::of(&format!("token-of-{name}")), facilitator: id == 1 }
}

pub fn chat(id: u32, person: u32, text: &str) -> StoredChat {
    StoredChat { id, team: "t1".to_owned(), person, act: Some(u64::MAX - u64::from(id)), text: text.to_owned() }
}

/// Adds a class with people, chat and so many acts to a store, and ends it where that is asked.
pub fn add_class(store: &mut Store, title: &str, acts: u32, ended: bool) -> StoredClass {
    let mut lines = Lines::new();
    let class = store.create_class(&new_class(title), &[lines.header()]).expect("the class begins");
    let id = class.id;
    let names = ["Facilitator", "Aoife", "Brendan", "Ciara"];
    let mut changes: Vec<Change> = (1..)
        .zip(names)
        .map(|(number, name)| Change::Person { class: id, person: person(number, &format!("{name} of {title}")) })
        .collect();
    let watches = StoredStanding { observer: true, reads_after: 3, ..StoredStanding::default() };
    let removed = StoredStanding { removed: true, waits: true, ..StoredStanding::default() };
    changes.push(Change::Standing { class: id, person: 2, standing: watches });
    changes.push(Change::Standing { class: id, person: 4, standing: removed });
    changes.push(Change::Door { class: id, door: Door::Locked });
    changes.extend((1..=3).map(|person| Change::Done { class: id, person, number: u64::MAX - u64::from(person) }));
    for act in 0..acts {
        changes.push(lines.change(class.record, 1 + act % 4));
        if act % 10 == 0 {
            let line = chat(1 + act / 10, 2 + act / 10 % 3, &format!("RecordLine {act} of {title}."));
            changes.push(Change::Chat { class: id, chat: line });
        }
    }
    if ended {
        let result = StoredResult { text: format!("{{\"of\":\"{title}\"}}"), rated: true };
        changes.push(Change::Result { class: id, result });
        changes.push(Change::Ended { class: id, ended_ms: BEGINS_MS + 3_600_000 });
    }
    store.commit(&changes).expect("all is written");
    store.class(id).expect("the class is there")
}

/// All that a store holds of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    pub class: StoredClass,
    pub lines: Vec<String>,
    pub people: Vec<StoredPerson>,
    pub standings: BTreeMap<u32, StoredStanding>,
    pub door: Door,
    pub done: Vec<(u32, u64)>,
    pub chat: Vec<StoredChat>,
    pub result: Option<StoredResult>,
}

/// Reads all that a store holds.
pub fn whole(store: &Store) -> Vec<Whole> {
    let classes = store.classes().expect("the classes can be read");
    let class = |class: StoredClass| Whole {
        lines: store.lines(class.record).expect("the record can be read"),
        people: store.people(class.id).expect("the people can be read"),
        standings: store.standings(class.id).expect("what was decided can be read"),
        door: store.door(class.id).expect("the door can be read"),
        done: store.done(class.id).expect("the numbers can be read"),
        chat: store.chat(class.id).expect("the chat can be read"),
        result: store.result(class.id).expect("the result can be read"),
        class,
    };
    classes.into_iter().map(class).collect()
}

/// Numbers that look random and are the same for the same seed.
pub struct Dice(pub u64);

impl Dice {
    /// A number below this one.
    pub fn below(&mut self, most: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % most as u64) as usize
    }
}
