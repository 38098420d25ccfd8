//! A store's folder belongs to one process, and a second one is told which.

use codedark_server::store::FolderLock;
use codedark_server::words::sentence;

use crate::stores::{Folder, open};

#[test]
fn a_second_one_is_told_who_holds_it() {
    let folder = Folder::new();
    let file = folder.path("data/codedark.sqlite");
    let held = FolderLock::take(&file, "http://127.0.0.1:8080").expect("the folder is free, and made");
    let told = sentence(&FolderLock::take(&file, "http://127.0.0.1:8081").map(drop).expect_err("it is held"));
    let process = std::process::id().to_string();
    assert!(told.contains(&process) && told.contains("http://127.0.0.1:8080") && !told.contains('\n'), "{told}");
    let other = FolderLock::take(&folder.path("data/other.sqlite"), "").map(drop);
    assert!(other.is_err(), "another store in the folder has the same library beside it");
    drop(held);

    let command = FolderLock::take(&file, "").expect("it is free again");
    let told = sentence(&FolderLock::take(&file, "http://127.0.0.1:8081").map(drop).expect_err("it is held"));
    assert!(told.contains("command") && told.contains(&process), "{told}");
    drop(command);
    assert!(!folder.path("data/codedark.holder").exists(), "nothing tells of who is gone");
}

#[test]
fn a_file_that_is_no_store_is_not_locked() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    std::fs::write(&file, "Dear all,\n").expect("written");
    let told = FolderLock::take(&file, "http://127.0.0.1:8080").map(drop).expect_err("it is a text");
    assert_eq!(told.id, "store-foreign");
    assert_eq!(folder.names(), ["codedark.sqlite"], "nothing was made");
}

#[test]
fn whoever_reads_needs_no_lock() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    let _held = FolderLock::take(&file, "http://127.0.0.1:8080").expect("free");
    let _store = open(&file);
    codedark_server::store::Store::read_only(&file).expect("it can be read beside the server");
}
