//! What can be read of a damaged store goes on under its name; what is missing is named, and the old files stay as they are.

use std::path::Path;

use codedark_protocol::Msg;
use codedark_server::key::KeyHash;
use codedark_server::store::{Change, Opened, Store};
use codedark_server::words::sentence;
use rusqlite::Connection;

use crate::stores::{Folder, Lines, Whole, add_class, chat, new_class, open, whole};

/// Bytes of a page.
const PAGE_BYTES: usize = 4096;

/// A store with an ended and a running class.
fn filled(file: &Path) -> Vec<Whole> {
    let mut store = open(file);
    store.set_key(&KeyHash::of_made("KEY2345")).expect("written");
    add_class(&mut store, "Monday", 120, true);
    add_class(&mut store, "Tuesday", 80, false);
    whole(&store)
}

fn sentences(missing: &[Msg]) -> Vec<String> {
    missing.iter().map(sentence).collect()
}

/// Changes the rows of a store behind its back.
fn meddle(file: &Path, statement: &str) {
    let other = Connection::open(file).expect("the file opens");
    other.execute_batch(statement).expect("the statement is right");
}

#[test]
fn rows_that_were_changed_dropped_or_moved_are_named() {
    for (statement, class, missing, why) in [
        (
            "UPDATE line SET text = replace(text, 'pause', 'speed') WHERE record = 1 AND number = 100",
            0,
            vec!["Lines 101 to 121 of the record."],
            "a changed line cuts the record",
        ),
        (
            "DELETE FROM line WHERE record = 2 AND number = 40",
            1,
            vec!["Lines 41 to 81 of the record."],
            "a dropped line",
        ),
        (
            "UPDATE line SET number = 500 WHERE record = 2 AND number = 80",
            1,
            vec!["Lines 81 to 82 of the record."],
            "a moved line",
        ),
        ("UPDATE line SET text = 'gone' WHERE record = 1 AND number = 0", 0, vec![], "the first line stands once more"),
        ("UPDATE opening SET text = 'gone' WHERE record = 1", 0, vec![], "and the other way round"),
        (
            "UPDATE line SET text = 'gone' WHERE record = 1 AND number = 0; DELETE FROM opening WHERE record = 1",
            0,
            vec!["The whole record, 121 lines."],
            "without any first line there is no record",
        ),
        ("UPDATE person SET name = 'Eve' WHERE class = 1 AND id = 3", 0, vec!["The name of participant 3."], "a name"),
        (
            "DELETE FROM person WHERE class = 2 AND id = 2; UPDATE chat SET text = 'no' WHERE class = 2 AND id = 4",
            1,
            vec!["The name of participant 2.", "1 line of chat."],
            "who acted was there",
        ),
        ("UPDATE chat SET text = 'no' WHERE class = 1 AND id IN (3, 5)", 0, vec!["2 lines of chat."], "what was said"),
        (
            "UPDATE result SET rated = 0",
            0,
            vec!["What the debrief said, where it cannot be worked out again."],
            "results",
        ),
    ] {
        let folder = Folder::new();
        let file = folder.path("codedark.sqlite");
        let before = filled(&file);
        meddle(&file, statement);
        let damaged = std::fs::read(&file).expect("readable");

        let Opened { store, missing: told } = Store::open(&file, None).expect("it opens all the same");
        assert_eq!(told.first().map(|msg| msg.id.as_str()), Some("store-salvaged"), "{why}: the host is told");
        let after = whole(&store);
        assert_eq!(sentences(&after[class].class.missing), missing, "{why}");
        assert_eq!(after[1 - class], before[1 - class], "{why}: the other class is whole");
        assert_eq!(store.key().expect("readable"), Some(KeyHash::of_made("KEY2345")), "{why}");
        assert!(before[class].lines.starts_with(&after[class].lines), "{why}: what is kept, is what was there");
        if missing.is_empty() {
            assert_eq!(after, before, "{why}: nothing is gone");
        }
        let aside = std::fs::read(folder.path("codedark.sqlite.damaged-1")).expect("it lies beside the new one");
        assert_eq!(aside, damaged, "{why}: untouched");
        drop(store);
        assert_eq!(whole(&open(&file)), after, "{why}: the new one is in order");
    }
}

#[test]
fn who_lost_the_name_keeps_the_place() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    let before = filled(&file);
    meddle(&file, "UPDATE person SET token = 'forged' WHERE class = 2 AND id = 3");
    let store = Store::open(&file, None).expect("it opens").store;
    let people = store.people(2).expect("readable");
    assert_eq!(people.iter().map(|one| one.id).collect::<Vec<_>>(), [1, 2, 3, 4], "everybody's number is there");
    assert_eq!(people[2].name, "", "without a name");
    let tokens = [format!("token-of-{}", before[1].people[2].name), "forged".to_owned(), String::new()];
    assert!(!tokens.iter().any(|token| people[2].tokens.open(token)), "and no old token opens the place");
}

#[test]
fn broken_pages_cost_what_was_on_them() {
    type Breaks = fn(&mut Vec<u8>);
    let cases: [(Breaks, &str); 6] = [
        (|file| file[..PAGE_BYTES].fill(0), "the first page, with header and tables, but for what is at its end"),
        (|file| file[..16].fill(0), "the first bytes"),
        (|file| file[16] = 0x40, "the size of a page"),
        (|file| file[PAGE_BYTES..2 * PAGE_BYTES].fill(0xff), "the second page"),
        (|file| file.truncate(file.len() / 2), "the second half"),
        (|file| file.truncate(file.len() - 100), "the last bytes"),
    ];
    for (number, (spoil, why)) in cases.into_iter().enumerate() {
        let folder = Folder::new();
        let file = folder.path("codedark.sqlite");
        let before = filled(&file);
        let mut bytes = std::fs::read(&file).expect("readable");
        spoil(&mut bytes);
        std::fs::write(&file, &bytes).expect("written");
        let opened = Store::open(&file, None);
        if number == 0 {
            assert!(opened.is_err(), "{why}: nothing tells that it is a store");
            assert_eq!(std::fs::read(&file).expect("readable"), bytes, "{why}: so it is left as it is");
            continue;
        }
        let Opened { store, missing } = opened.unwrap_or_else(|problem| panic!("{why}: {problem:?}"));
        assert!(!missing.is_empty(), "{why}: it is told");
        for class in whole(&store) {
            let was = before.iter().find(|one| one.class.id == class.class.id).expect("no class is made up");
            assert!(was.lines.starts_with(&class.lines), "{why}");
            let less = class.lines.len() < was.lines.len() || class.chat.len() < was.chat.len();
            assert!(!less || !class.class.missing.is_empty(), "{why}: what is gone is named");
        }
        assert_eq!(std::fs::read(folder.path("codedark.sqlite.damaged-1")).expect("kept"), bytes, "{why}");
    }
}

#[test]
fn a_store_of_which_nothing_can_be_read_is_set_aside() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    filled(&file);
    let mut bytes = std::fs::read(&file).expect("readable");
    bytes[PAGE_BYTES..].fill(0xff);
    std::fs::write(&file, &bytes).expect("written");
    let Opened { store, missing } = Store::open(&file, None).expect("there is a new one");
    assert_eq!(missing[0].id, "store-salvaged-nothing");
    assert_eq!(whole(&store), []);
    assert_eq!(std::fs::read(folder.path("codedark.sqlite.damaged-1")).expect("kept"), bytes);
}

#[test]
fn what_was_only_in_the_log_is_read_too() {
    let folder = Folder::new();
    let (file, copy) = (folder.path("codedark.sqlite"), folder.path("copy.sqlite"));
    let before = filled(&file);
    let mut store = open(&file);
    let more = Change::Chat { class: 2, chat: chat(9, 2, "The last words before the power went.") };
    store.commit(&[more]).expect("written");
    // As the disk had it when the power went: the file, and what is only in the log; and a page that rotted meanwhile.
    let mut bytes = std::fs::read(&file).expect("readable");
    let log = std::fs::read(folder.path("codedark.sqlite-wal")).expect("readable");
    bytes[0] = b'X';
    std::fs::write(&copy, &bytes).expect("written");
    std::fs::write(folder.path("copy.sqlite-wal"), &log).expect("written");

    let Opened { store, missing } = Store::open(&copy, None).expect("it opens");
    assert_eq!(missing.len(), 1, "the header is the same in all stores, so nothing is gone: {:?}", sentences(&missing));
    let after = whole(&store);
    assert_eq!(after[1].chat.last().map(|line| line.text.as_str()), Some("The last words before the power went."));
    assert_eq!((&after[0], &after[1].lines), (&before[0], &before[1].lines));
    let aside =
        ["copy.sqlite.damaged-1", "copy.sqlite.damaged-1-wal"].map(|name| std::fs::read(folder.path(name)).ok());
    assert_eq!(aside, [Some(bytes), Some(log)], "file and log lie beside it, untouched");
}

#[test]
fn a_second_damage_has_a_second_name() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    filled(&file);
    for (class, name) in [(1, "codedark.sqlite.damaged-1"), (2, "codedark.sqlite.damaged-2")] {
        meddle(&file, &format!("UPDATE person SET name = 'Eve' WHERE class = {class} AND id = 2"));
        drop(Store::open(&file, None).expect("it opens"));
        assert!(folder.names().contains(&name.to_owned()), "{name}");
    }
    let store = open(&file);
    assert_eq!(sentences(&store.class(1).expect("there").missing), ["The name of participant 2."], "it stays known");
}

#[test]
fn a_swap_that_was_cut_short_is_finished() {
    let stem = "codedark.sqlite";
    let folder = Folder::new();
    let made = folder.path(stem);
    filled(&made);
    let new = std::fs::read(&made).expect("readable");
    let mut old = new.clone();
    old[0] = b'X';
    // Every step, as a power cut may leave it: which names the old file, its log and the new file have.
    for (number, (old_end, log_end), why) in [
        (1, ("", "-wal"), "nothing was moved yet"),
        (2, ("", ".damaged-1-wal"), "the log was"),
        (3, (".damaged-1", ".damaged-1-wal"), "and the file"),
    ] {
        let desk = folder.path(&format!("step-{number}"));
        std::fs::create_dir(&desk).expect("made");
        let left = [(old_end, old.as_slice()), (log_end, b"a log"), (".damaged-next", new.as_slice())];
        for (end, bytes) in left {
            std::fs::write(desk.join(format!("{stem}{end}")), bytes).expect("written");
        }
        let store = open(&desk.join(stem));
        assert_eq!(store.classes().expect("readable").len(), 2, "{why}");
        assert_eq!(std::fs::read(desk.join("codedark.sqlite.damaged-1")).expect("kept"), old, "{why}");
        assert_eq!(std::fs::read(desk.join("codedark.sqlite.damaged-1-wal")).expect("kept"), b"a log", "{why}");
    }
}

#[test]
fn a_store_of_version_1_is_salvaged_too() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    crate::stores::unpack_fixture(&file);
    let sound = folder.path("sound.sqlite");
    crate::stores::unpack_fixture(&sound);
    let before = whole(&open(&sound));
    meddle(&file, "UPDATE line SET text = 'gone' WHERE session = 1 AND number = 400");
    let store = Store::open(&file, None).expect("it opens").store;
    let after = whole(&store);
    assert_eq!(after[1], before[1], "the class in play is whole");
    assert_eq!(after[0].lines, before[0].lines[..400], "the ended one is cut");
    assert_eq!(sentences(&after[0].class.missing), ["Lines 401 to 492 of the record."]);
    assert_eq!((&after[0].people, &after[0].chat), (&before[0].people, &before[0].chat));
    assert_eq!(after[0].class.title, before[0].class.title);
    assert!(after[0].class.ended_ms.is_some(), "and has ended all the same");
}

#[test]
fn a_class_whose_row_is_gone_is_told_by_its_record() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    let before = filled(&file);
    meddle(&file, "UPDATE class SET teams = 7 WHERE id = 2");
    let store = Store::open(&file, None).expect("it opens").store;
    let after = whole(&store);
    assert_eq!(after[1].class.title, "A year at a regional hospital", "the title of its scenario");
    assert_eq!((after[1].class.teams, after[1].class.scenario.as_str()), (2, "conti-friday"));
    assert_ne!(after[1].class.code, before[1].class.code, "with a new code");
    assert_eq!(after[1].class.ended_ms, None);
    assert_eq!(
        (&after[1].lines, &after[1].people, &after[1].chat),
        (&before[1].lines, &before[1].people, &before[1].chat)
    );
    assert_eq!(after[1].class.missing[0].id, "store-missing-class");
}

#[test]
fn numbers_of_classes_are_never_used_twice() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    let mut store = open(&file);
    let ids: Vec<i64> = (0..3)
        .map(|_| {
            let class = store.create_class(&new_class("Monday"), &[Lines::new().header()]).expect("a class").id;
            store.delete_class(class).expect("deleted");
            class
        })
        .collect();
    assert_eq!(ids, [1, 2, 3]);
}
