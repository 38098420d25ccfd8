//! `codedark backup` copies a store while it is written, `codedark restore` puts a copy in its place.

use codedark_server::key::KeyHash;
use codedark_server::store::{Change, FolderLock, Store};

use crate::common::Desk;
use crate::stores::{add_class, chat, open, unpack_fixture, whole};

const DATA: &str = "data/codedark.sqlite";

/// A desk with a store of an ended and a running class, as the program names it.
fn desk() -> Desk {
    let desk = Desk::new();
    let mut store = open(&desk.path(DATA));
    store.set_key(&KeyHash::of_made("KEY2345")).expect("written");
    add_class(&mut store, "Monday", 30, true);
    add_class(&mut store, "Tuesday", 20, false);
    desk
}

#[test]
fn there_and_back_beside_a_server() {
    let desk = desk();
    let mut store = open(&desk.path(DATA));
    // What is only in the log belongs to it.
    store.commit(&[Change::Chat { class: 2, chat: chat(77, 2, "Just now.") }]).expect("written");
    let before = whole(&store);
    let said = desk.run(&["backup", "--out", "copy.sqlite"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    assert_eq!(whole(&Store::read_only(&desk.path("copy.sqlite")).expect("it is a store")), before);

    store.delete_class(1).expect("deleted");
    let later = whole(&store);
    drop(store);
    let said = desk.run(&["restore", "copy.sqlite"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    let store = open(&desk.path(DATA));
    assert_eq!(whole(&store), before);
    assert_eq!(store.key().expect("readable"), Some(KeyHash::of_made("KEY2345")));
    let replaced = Store::read_only(&desk.path("data/codedark.sqlite.replaced-1")).expect("the old one is kept");
    assert_eq!(whole(&replaced), later);
}

#[test]
fn one_class_takes_nothing_of_the_others_along() {
    let desk = desk();
    let before = whole(&open(&desk.path(DATA)));
    let said = desk.run(&["backup", "--class", "2", "--out", "tuesday.sqlite"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    let copy = Store::read_only(&desk.path("tuesday.sqlite")).expect("it is a store");
    assert_eq!(whole(&copy), before[1..]);
    assert_eq!(copy.key(), Ok(None), "the key of the server stays with it");
    let bytes = std::fs::read(desk.path("tuesday.sqlite")).expect("readable");
    for other in ["of Monday", "KEY2345"] {
        assert!(!bytes.windows(other.len()).any(|part| part == other.as_bytes()), "{other} is not in it");
    }
}

#[test]
fn an_older_store_is_backed_up_as_one_of_this_version() {
    let desk = Desk::new();
    desk.write(DATA, "");
    unpack_fixture(&desk.path(DATA));
    assert_eq!(desk.run(&["backup", "--out", "copy.sqlite"]).code, 0);
    let (copy, store) = (open(&desk.path("copy.sqlite")), open(&desk.path(DATA)));
    assert_eq!(whole(&copy), whole(&store));
}

#[test]
fn what_cannot_be_done_changes_nothing() {
    for (args, told, why) in [
        (
            ["backup", "--out", "taken.sqlite", "--data", DATA],
            "taken.sqlite is there already",
            "another file has the name",
        ),
        (["backup", "--out", "copy.sqlite", "--data", "none.sqlite"], "There is no file none.sqlite", "no store"),
        (["backup", "--out", "copy.sqlite", "--class", "9"], "There is no class 9", "no such class"),
        (["backup", "--out", "none/copy.sqlite", "--data", DATA], "none/copy.sqlite cannot be used", "no such folder"),
        (["restore", "taken.sqlite", "--data", DATA, "--"], "taken.sqlite is no Code Dark store", "a text"),
        (["restore", "none.sqlite", "--data", DATA, "--"], "There is no file none.sqlite", "no backup"),
        (["restore", "half.sqlite", "--data", DATA, "--"], "half.sqlite is damaged", "half a backup"),
        (["restore", DATA, "--data", "taken.sqlite", "--"], "taken.sqlite is no Code Dark store", "over another file"),
    ] {
        let desk = desk();
        desk.write("taken.sqlite", "Dear all,\n");
        let whole_file = std::fs::read(desk.path(DATA)).expect("readable");
        std::fs::write(desk.path("half.sqlite"), &whole_file[..whole_file.len() / 2]).expect("written");
        let files = desk.files();
        let said = desk.run(&args);
        assert!(said.code != 0 && said.err.contains(told), "{why}: {} {}", said.out, said.err);
        assert_eq!(said.err.trim_end().lines().count(), 1, "{why}: one sentence, {}", said.err);
        assert_eq!(desk.files(), files, "{why}: no file more");
        assert_eq!(desk.read("taken.sqlite"), "Dear all,\n", "{why}");
        assert_eq!(std::fs::read(desk.path(DATA)).expect("readable"), whole_file, "{why}: the store is as it was");
    }
}

#[test]
fn nothing_is_restored_under_a_running_server() {
    let desk = desk();
    assert_eq!(desk.run(&["backup", "--out", "copy.sqlite"]).code, 0);
    let before = std::fs::read(desk.path(DATA)).expect("readable");
    let held = FolderLock::take(&desk.path(DATA), "127.0.0.1:8080").expect("a server holds the folder");
    let said = desk.run(&["restore", "copy.sqlite"]);
    let process = std::process::id().to_string();
    assert!(said.code != 0 && said.err.contains(&process) && said.err.contains("127.0.0.1:8080"), "{}", said.err);
    assert_eq!(std::fs::read(desk.path(DATA)).expect("readable"), before);
    drop(held);
    assert_eq!(desk.run(&["restore", "copy.sqlite"]).code, 0, "afterwards it can be");
}
