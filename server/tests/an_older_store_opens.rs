//! Stores of earlier versions are brought to this one: the one that the last build without versions left, with its ended
//! class, and those of version 2.

use crate::stores::{Folder, Whole, add_class, open, unpack_fixture, whole};
use codedark_protocol::Door;
use codedark_server::store::{KEEP_DAYS, Store};
use codedark_sim::exercise::{Chain, RecordError, RecordLine, read_record};

#[test]
fn its_classes_are_all_there() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    unpack_fixture(&file);
    let store = open(&file);
    let classes = whole(&store);
    let key = store.key().expect("readable").expect("it has a key");
    assert!(key.opens("R6JKEHZ97ES2"), "the newest class's key");
    assert_eq!(classes.len(), 2);
    for (at, code, teams, ended, lines, names, chat, why) in [
        (0, "SBT49PCT", 2, true, 492, ["Aoife", "Brendan", "Ciara", "Declan"].as_slice(), 4, "the ended class"),
        (1, "DA4KWSU3", 3, false, 764, &["Eimear", "Fergal", "Grainne", "Hugh", "Iarla"], 4, "the one in play"),
    ] {
        let found = &classes[at];
        assert_eq!(found.class.code, code, "{why}");
        assert_eq!(found.class.scenario, "conti-friday", "{why}");
        assert_eq!(found.class.title, "A year at a regional hospital", "{why}");
        assert_eq!(found.class.teams, teams, "{why}");
        assert_eq!(found.class.ended_ms.is_some(), ended, "{why}");
        assert_eq!(found.class.keep_days, KEEP_DAYS, "{why}");
        assert_eq!(found.class.missing, [], "{why}");
        assert_eq!(found.lines.len(), lines, "{why}");
        let players: Vec<&str> =
            found.people.iter().filter(|one| !one.facilitator).map(|one| one.name.as_str()).collect();
        assert_eq!(players, names, "{why}");
        assert_eq!(found.people.iter().filter(|one| one.facilitator).count(), 1, "{why}");
        assert_eq!(found.chat.len(), chat, "{why}");
        let refused = read_record(&found.lines.join("\n")).expect_err("it was made with an older model");
        assert!(matches!(refused, RecordError::OtherVersion { found: (1, 6) }), "{refused:?}");
        let mut chain = Chain::default();
        let record: Vec<RecordLine> =
            (1..).zip(&found.lines).map(|(at, line)| chain.read(at, line).expect("the record's chain holds")).collect();
        assert_eq!(matches!(record.last(), Some(RecordLine::Results { .. })), ended, "{why}");
    }
    assert_eq!(classes[0].chat[3].text, "That was close.");
    let began = classes[0].class.created_ms;
    let lasted_ms = classes[0].class.ended_ms.expect("it has ended") - began;
    assert!((1..3_600_000).contains(&lasted_ms), "it ended with its last act, {lasted_ms} ms after it began");
    drop(store);
    assert_eq!(whole(&open(&file)), classes, "and so it is when it is opened again");
    assert_eq!(folder.names(), ["codedark.sqlite"], "one file is left");
}

#[test]
fn it_is_read_without_being_changed() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    unpack_fixture(&file);
    let before = std::fs::read(&file).expect("readable");
    let read = whole(&Store::read_only(&file).expect("an older version can be read"));
    assert_eq!(std::fs::read(&file).expect("readable"), before, "not a byte is different");
    assert_eq!(folder.names(), ["codedark.sqlite"], "and nothing lies beside it");
    assert_eq!(read, whole(&open(&file)), "and it reads as it does when it is opened");
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_it_from_now_on() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    unpack_fixture(&file);
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o644)).expect("the mode can be set");
    let store = open(&file);
    for name in folder.names() {
        let mode = folder.path(&name).metadata().expect("it is there").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{name}");
    }
    drop(store);
}

#[test]
fn of_version_2_everybody_is_in_it_and_the_door_is_open() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    let mut store = open(&file);
    add_class(&mut store, "Monday", 60, true);
    add_class(&mut store, "Tuesday", 20, false);
    let before = whole(&store);
    drop(store);
    // A store of version 2 has the same tables but for these.
    let older = rusqlite::Connection::open(&file).expect("the file opens");
    older
        .execute_batch("DROP TABLE standing; DROP TABLE door; DROP TABLE done; PRAGMA user_version = 2; VACUUM")
        .expect("it is as version 2 left it");
    drop(older);
    let read = whole(&Store::read_only(&file).expect("an older version can be read"));
    let store = open(&file);
    let after = whole(&store);
    assert_eq!(read, after, "it reads as it does when it is opened");
    for (after, before) in after.iter().zip(&before) {
        assert!(after.standings.is_empty() && after.done.is_empty());
        assert_eq!(after.door, Door::Open);
        let rows = |one: &Whole| (one.class.clone(), one.lines.clone(), one.people.clone(), one.chat.clone());
        assert_eq!(rows(after), rows(before), "all else is as it was");
    }
    drop(store);
    assert_eq!(whole(&open(&file)), after, "and so it is when it is opened again");
}
