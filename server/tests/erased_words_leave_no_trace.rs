//! What is erased is in no file of the folder any more: not in freed pages, not in the log, not in files set aside.

use codedark_server::secrets::digest;
use codedark_server::store::{Change, Store, StoreError};

use crate::stores::{BEGINS_MS, Folder, add_class, chat, open, whole};

/// The files that hold one of these texts.
fn traces(folder: &Folder, texts: &[&str]) -> Vec<String> {
    let has = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    let files = folder.files().into_iter();
    files.filter(|(_, bytes)| texts.iter().any(|text| has(bytes, text))).map(|(name, _)| name).collect()
}

#[test]
fn of_a_person() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    let mut store = open(&file);
    let class = add_class(&mut store, "Monday", 60, false).id;
    let other = add_class(&mut store, "Tuesday", 20, false).id;
    let long = "A line that is so long that it needs pages of its own. ".repeat(200);
    store.commit(&[Change::Chat { class, chat: chat(50, 3, &long) }]).expect("written");
    let before = whole(&store);
    let token = digest("token-of-Brendan of Monday");
    let secrets = ["Brendan of Monday", token.as_str(), "Line 10 of Monday.", "needs pages of its own"];
    assert!(!traces(&folder, &secrets).is_empty(), "they are in the file or its log");

    store.erase_person(class, 3).expect("erased");
    assert_eq!(traces(&folder, &secrets), [""; 0], "while the store is open");
    let after = whole(&store);
    assert_eq!(after[1], before[1], "the other class, {other}, is as it was");
    assert_eq!(after[0].lines, before[0].lines, "and so is the record");
    let person = &after[0].people[2];
    assert_eq!((person.id, person.name.as_str()), (3, ""), "the number stays");
    let theirs = |line: &&codedark_server::store::StoredChat| line.person == 3;
    assert!(after[0].chat.iter().filter(theirs).all(|line| line.text.is_empty()), "their lines are empty");
    assert_eq!(after[0].chat.len(), before[0].chat.len(), "and still counted");
    let others = |chat: &[codedark_server::store::StoredChat]| {
        chat.iter().filter(|line| line.person != 3).cloned().collect::<Vec<_>>()
    };
    assert_eq!(others(&after[0].chat), others(&before[0].chat), "what others said stays");
    drop(store);
    assert_eq!(traces(&folder, &secrets), [""; 0], "and when it is closed");
    assert_eq!(whole(&open(&file)), after);
}

#[test]
fn of_files_that_were_set_aside() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    let mut store = open(&file);
    let class = add_class(&mut store, "Monday", 30, false).id;
    drop(store);
    let other = rusqlite::Connection::open(&file).expect("the file opens");
    other.execute("UPDATE chat SET team = 't9' WHERE id = 2", []).expect("meddled with");
    drop(other);
    let mut store = Store::open(&file, None).expect("it is salvaged").store;
    let secrets = ["Brendan of Monday"];
    assert!(traces(&folder, &secrets).contains(&"codedark.sqlite.damaged-1".to_owned()), "the damaged file holds it");
    assert_eq!(store.erase_person(class, 3), Ok(1), "one file that was set aside goes with it");
    assert_eq!(traces(&folder, &secrets), [""; 0]);
}

#[test]
fn of_a_class() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    let mut store = open(&file);
    let class = add_class(&mut store, "Monday", 60, true).id;
    add_class(&mut store, "Tuesday", 20, true);
    let before = whole(&store);
    store.delete_class(class).expect("deleted");
    assert_eq!(traces(&folder, &["of Monday", "{\"of\":\"Monday\"}"]), [""; 0]);
    assert_eq!(whole(&store), before[1..], "the other stays");
    assert_eq!(store.lines(before[0].class.record), Ok(Vec::new()), "no line of its record is left");
}

#[test]
fn while_somebody_reads_it_is_said_that_the_log_still_has_it() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    let mut store = open(&file);
    let class = add_class(&mut store, "Monday", 20, false).id;
    let reader = rusqlite::Connection::open(&file).expect("the file opens twice");
    reader.execute_batch("BEGIN; SELECT count(*) FROM chat").expect("it reads");
    assert_eq!(store.erase_person(class, 3), Err(StoreError::Locked));
    drop(reader);
    store.erase_person(class, 3).expect("then it goes");
    assert_eq!(traces(&folder, &["Brendan of Monday"]), [""; 0]);
}

#[test]
fn classes_go_when_their_time_is_over() {
    const DAY_MS: u64 = 24 * 60 * 60 * 1000;
    let folder = Folder::new();
    let mut store = open(&folder.path("codedark.sqlite"));
    let ended = add_class(&mut store, "Monday", 3, true);
    let running = add_class(&mut store, "Tuesday", 3, false);
    let ended_ms = ended.ended_ms.expect("it has ended");
    for (now_ms, expired, why) in [
        (ended_ms + 180 * DAY_MS - 1, vec![], "a millisecond before half a year is over"),
        (ended_ms + 180 * DAY_MS, vec![ended.id], "then it goes"),
        (BEGINS_MS + 100_000 * DAY_MS, vec![], "what has not ended stays for ever"),
    ] {
        assert_eq!(store.delete_expired(now_ms), Ok(expired), "{why}");
    }
    assert_eq!(store.classes().expect("readable").iter().map(|class| class.id).collect::<Vec<_>>(), [running.id]);
    assert_eq!(traces(&folder, &["of Monday"]), [""; 0], "without a trace");
}
