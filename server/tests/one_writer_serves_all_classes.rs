//! What classes want written at the same time is one transaction; one that fails does not harm the others.

use std::path::Path;
use std::sync::mpsc::channel;

use crate::stores::{Folder, Lines, add_class, chat, new_class, open};
use codedark_server::store::{Change, StoreError, Writer, WriterHandle};

/// Transactions in the write-ahead log: frames that say how large the file is from then on.
fn transactions(log: &Path) -> usize {
    const HEADER_BYTES: usize = 32;
    const FRAME_BYTES: usize = 24 + 4096;
    let log = std::fs::read(log).expect("the log is there");
    log[HEADER_BYTES..].chunks_exact(FRAME_BYTES).filter(|frame| frame[4..8] != [0; 4]).count()
}

/// Holds the writer until the returned sender is dropped.
fn busy(writer: &WriterHandle) -> std::sync::mpsc::Sender<()> {
    let (done, wait) = channel();
    let (began, begins) = channel();
    let writer = writer.clone();
    std::thread::spawn(move || {
        writer.with(move |_| {
            began.send(()).expect("the test waits");
            let _ = wait.recv();
            Ok(())
        })
    });
    begins.recv().expect("the writer is busy now");
    done
}

#[test]
fn two_classes_share_a_transaction() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    let mut store = open(&file);
    let (one, two) = (new_class("Monday"), new_class("Tuesday"));
    let one = store.create_class(&one, &[]).expect("a class").id;
    let two = store.create_class(&two, &[]).expect("a class").id;
    let writer = Writer::start(store);
    let log = folder.path("codedark.sqlite-wal");
    let before = transactions(&log);

    let held = busy(&writer);
    let first = writer.submit(vec![Change::Chat { class: one, chat: chat(1, 1, "Good morning.") }]);
    let second = writer.submit(vec![Change::Chat { class: two, chat: chat(1, 1, "Good evening.") }]);
    drop(held);
    assert_eq!((first.wait(), second.wait()), (Ok(()), Ok(())));
    assert_eq!(transactions(&log) - before, 1, "one transaction for both");

    writer.commit(vec![Change::Chat { class: one, chat: chat(2, 1, "And now?") }]).expect("it is written");
    assert_eq!(transactions(&log) - before, 2, "one by itself is one of its own");
}

#[test]
fn one_that_fails_leaves_the_others() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    let mut store = open(&file);
    let class = store.create_class(&new_class("Monday"), &[]).expect("a class");
    let writer = Writer::start(store);
    let (id, record) = (class.id, class.record);

    let held = busy(&writer);
    let first = writer.submit(vec![Change::Chat { class: id, chat: chat(1, 1, "one") }]);
    let gone = writer.submit(vec![
        Change::Chat { class: id, chat: chat(7, 1, "half of a commit that fails") },
        Change::Chat { class: 99, chat: chat(1, 1, "to a class that is not there") },
    ]);
    let gap = writer.submit(vec![Change::Lines { record, number: 5, texts: vec!["after nothing".to_owned()] }]);
    let last = writer.submit(vec![Change::Chat { class: id, chat: chat(2, 1, "two") }]);
    drop(held);
    assert_eq!(first.wait(), Ok(()));
    assert_eq!(gone.wait(), Err(StoreError::NoClass(99)), "a class that was deleted is not begun again");
    assert_eq!(gap.wait(), Err(StoreError::OutOfOrder), "nor is a line lost in a record");
    assert_eq!(last.wait(), Ok(()));
    let texts = writer.with(move |store| store.chat(id)).expect("readable").into_iter().map(|line| line.text);
    assert_eq!(texts.collect::<Vec<_>>(), ["one", "two"], "of one that fails, nothing is there");
}

#[test]
fn a_call_that_panics_harms_its_caller_only() {
    let writer = Writer::start(codedark_server::store::Store::in_memory().expect("in memory"));
    let failed: Result<(), _> = writer.with(|_| panic!("a slip in a class"));
    assert_eq!(failed, Err(StoreError::Closed));
    let class = writer.with(|store| store.create_class(&new_class("Monday"), &[])).expect("the writer goes on");
    let mut lines = Lines::new();
    writer
        .commit(vec![Change::Lines { record: class.record, number: 0, texts: vec![lines.header()] }])
        .expect("written");
}

#[test]
fn the_file_is_closed_after_the_last_handle() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    let mut store = open(&file);
    let class = add_class(&mut store, "Monday", 5, false).id;
    let writer = Writer::start(store);
    let ended = writer.submit(vec![Change::Ended { class, ended_ms: 7 }]);
    // Told to end while a commit may still wait: it is written all the same.
    writer.close();
    assert_eq!(ended.wait(), Ok(()));
    assert_eq!(folder.names(), ["codedark.sqlite"], "the log was taken in");
    assert_eq!(open(&file).class(class).expect("there").ended_ms, Some(7));
}
