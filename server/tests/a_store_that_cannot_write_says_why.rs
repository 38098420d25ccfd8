//! A full disk, a file that another program holds: nothing is written, the reason is told, and it goes on afterwards.

use codedark_server::store::{Change, Store, StoreError, StoreProblem, Writer};
use rusqlite::Connection;

use crate::stores::{Folder, add_class, chat, new_class, open, whole};

#[test]
fn a_full_disk_takes_nothing_and_loses_nothing() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    let mut store = open(&file);
    let class = add_class(&mut store, "Monday", 20, false).id;
    drop(store);
    // As large as the file is now, and no larger.
    let limit = file.metadata().expect("there").len();
    let mut store = Store::open(&file, Some(limit)).expect("it opens").store;
    let before = whole(&store);
    let long = "Nobody has room for this. ".repeat(2000);
    let said = |id| Change::Chat { class, chat: chat(id, 2, &long) };
    assert_eq!(store.commit(&[said(50)]), Err(StoreError::Full));
    assert_eq!(whole(&store), before, "nothing of it is there");
    assert!(
        store.create_class(&new_class("Tuesday"), std::slice::from_ref(&long)).is_err(),
        "nor is there a class more"
    );
    assert_eq!(whole(&store), before);

    let commits = [vec![said(50)], vec![Change::Ended { class, ended_ms: 7 }], vec![said(51)]];
    assert_eq!(
        store.commit_all(&commits),
        [Err(StoreError::Full), Ok(()), Err(StoreError::Full)],
        "what has room goes in"
    );
    drop(store);

    let mut store = Store::open(&file, Some(limit + (1 << 20))).expect("there is room again").store;
    store.commit(&[said(50)]).expect("and it is written");
    assert_eq!(store.class(class).expect("there").ended_ms, Some(7));
}

#[test]
fn a_file_that_another_program_holds_is_waited_for_and_told() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    let mut store = open(&file);
    let class = add_class(&mut store, "Monday", 20, false).id;
    let before = whole(&store);
    let other = Connection::open(&file).expect("the file opens twice");
    other.execute_batch("BEGIN IMMEDIATE").expect("another program takes it");
    let said = |id| vec![Change::Chat { class, chat: chat(id, 2, "Hello?") }];
    assert_eq!(store.commit_all(&[said(50), said(51)]), [Err(StoreError::Locked), Err(StoreError::Locked)]);
    assert_eq!(whole(&store), before, "nothing is halved");
    let writer = Writer::start(store);
    assert_eq!(writer.commit(said(50)), Err(StoreError::Locked));
    other.execute_batch("ROLLBACK").expect("and gives it back");
    assert_eq!(writer.commit(said(50)), Ok(()), "then it goes on");
}

#[test]
fn a_store_that_is_held_while_it_is_opened_is_told() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    crate::stores::unpack_fixture(&file);
    let other = Connection::open(&file).expect("the file opens twice");
    other.execute_batch("BEGIN IMMEDIATE").expect("another program takes it");
    // An older store is brought to this version, which needs to write.
    let problem = Store::open(&file, None).map(drop).expect_err("it cannot");
    assert!(matches!(&problem, StoreProblem::Unusable { .. }), "{problem:?}");
    drop(other);
    assert_eq!(open(&file).classes().expect("readable").len(), 2, "afterwards it can");
}
