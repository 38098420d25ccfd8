//! When the store refuses, nothing of the round has happened: every page says why, nothing is accepted, and the class goes
//! on by itself when it can write again.

use std::path::Path;

use codedark_protocol::{ClientMsg, Direction, Role};
use codedark_server::content::parallel;
use codedark_server::store::Store;
use codedark_sim::exercise::Skill;
use codedark_tests::{Asked, Class, Page, next_number, seat};

fn playing(store: Store) -> (Class, Page, Page) {
    let mut class = Class::with(store, &parallel(2, 11, Skill::Novice));
    let mut facilitator = class.facilitator();
    let ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    class.direct(&mut facilitator, Direction::Start);
    class.pass(2_000);
    (class, facilitator, ada)
}

fn unwritten(page: &mut Page) -> bool {
    page.read();
    page.seen.session.class[0].unwritten.is_some()
}

fn store(folder: &Path, limit: Option<u64>) -> Store {
    Store::open(&folder.join("class.sqlite"), limit).expect("the file opens").store
}

#[test]
fn a_locked_file_holds_the_class_until_it_is_free() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut class, mut facilitator, mut ada) = playing(store(folder.path(), None));
    let (hashes, record) = (class.hashes(), class.record());
    let other = rusqlite::Connection::open(folder.path().join("class.sqlite")).expect("the file opens twice");
    other.execute_batch("BEGIN IMMEDIATE").expect("another program takes the file");

    let refused = class.ask(&mut facilitator, Asked::Direct(Direction::NextPhase { ends: 0 }));
    assert_eq!(refused.expect("refused").id, "refused-not-written");
    assert!(unwritten(&mut facilitator) && unwritten(&mut ada), "every page is told");
    ada.say(&ClientMsg::Chat { number: next_number(), team: "t1".to_owned(), text: "Is it on?".to_owned() });
    class.pass(600);
    ada.read();
    assert!(ada.seen.session.chat.is_empty(), "what is not kept is not told");
    assert_eq!(class.enter("Late").expect_err("nobody joins").id, "refused-not-written");
    let left = ada.seen.session.class[0].play_left_s;
    class.pass(30_000);
    ada.read();
    assert_eq!(ada.seen.session.class[0].play_left_s, left, "the minutes stand");
    assert_eq!(class.record(), record, "nothing was written");

    other.execute_batch("ROLLBACK").expect("and gives it back");
    class.pass(2_000);
    assert!(!unwritten(&mut ada), "it goes on by itself");
    assert_ne!(class.hashes(), hashes);
    assert_eq!(ada.seen.session.class[0].phase, 0, "the phase that could not be written did not begin");
    class.next_phase(&mut facilitator);
    assert!(ada.seen.seats.contains_key(&seat(Role::SecurityLead)), "and the pages went on where they were");
    codedark_server::recorded::replay(&class.record()).expect("the record is sound");
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("class.sqlite");
    drop(playing(store(folder.path(), None)));
    let pages =
        rusqlite::Connection::open(&file).and_then(|file| file.query_row("PRAGMA page_count", [], |row| row.get(0)));
    let full = (pages.map(|pages: i64| pages as u64).expect("it has pages") + 40) * 4096;
    let mut class = Class::resumed(store(folder.path(), Some(full)));
    let mut facilitator = class.facilitator();
    let mut kept = Vec::new();
    for line in 0..2_000 {
        let (number, text) = (next_number(), format!("{line} {}", "x".repeat(200)));
        facilitator.say(&ClientMsg::Chat { number, team: "t1".to_owned(), text: text.clone() });
        class.pass(1_000);
        facilitator.read();
        match facilitator.seen.answers.get(&number) {
            Some(None) => kept.push(text),
            _ => break,
        }
    }
    assert!(unwritten(&mut facilitator), "at some line the disk is full, and every page says so");
    assert!(kept.len() > 50, "{} lines fitted before", kept.len());
    drop((facilitator, class));

    let mut class = Class::resumed(store(folder.path(), None));
    let facilitator = class.facilitator();
    let told: Vec<_> = facilitator.seen.session.chat.iter().map(|line| line.text.clone()).collect();
    // Of one person the newest are read back.
    assert!(told.len() >= 50 && kept.ends_with(&told), "what was answered is there, and nothing else: {told:?}");
    codedark_server::recorded::replay(&class.record()).expect("the record is sound");
}
