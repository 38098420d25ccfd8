//! What is not a store is told in a sentence, and neither it nor its folder is changed.

use std::path::Path;

use crate::stores::{Folder, add_class, open};
use codedark_server::store::{Store, StoreProblem};
use codedark_server::words::sentence;
use rusqlite::Connection;

/// Another program's database.
fn other_database(file: &Path) -> Connection {
    let other = Connection::open(file).expect("SQLite makes it");
    other
        .execute_batch("CREATE TABLE person (id INTEGER, name TEXT); INSERT INTO person VALUES (1, 'Una')")
        .expect("filled");
    other
}

fn later_version(file: &Path) {
    drop(open(file));
    let later = Connection::open(file).expect("the file opens");
    later.pragma_update(None, "user_version", 1_000).expect("it can be changed");
}

#[test]
fn every_kind_of_wrong_file_is_left_as_it_was() {
    type Makes = fn(&Path);
    type Right = fn(&StoreProblem) -> bool;
    let cases: [(Makes, Right, &str); 6] = [
        (
            |file| std::fs::write(file, "Dear all,\n").expect("written"),
            |it| matches!(it, StoreProblem::NotAStore(_)),
            "a text",
        ),
        (|file| std::fs::write(file, "").expect("written"), |it| matches!(it, StoreProblem::Empty(_)), "an empty file"),
        (
            |file| drop(other_database(file)),
            |it| matches!(it, StoreProblem::NotAStore(_)),
            "another program's database",
        ),
        (
            |file| std::fs::write(file, &std::fs::read(picture()).expect("readable")[..5000]).expect("written"),
            |it| matches!(it, StoreProblem::NotAStore(_)),
            "a picture",
        ),
        (later_version, |it| matches!(it, StoreProblem::Newer(_)), "a store of a later version"),
        (|file| std::fs::create_dir(file).expect("made"), |it| matches!(it, StoreProblem::NotAStore(_)), "a folder"),
    ];
    for (make, right, why) in cases {
        let folder = Folder::new();
        let file = folder.path("codedark.sqlite");
        make(&file);
        let before = folder.files();
        for problem in [Store::open(&file, None).map(drop), Store::read_only(&file).map(drop)] {
            let problem = problem.expect_err(why);
            assert!(right(&problem), "{why}: {problem:?}");
            let told = sentence(&problem.msg());
            assert!(told.contains("codedark.sqlite") && !told.contains('\n'), "{why}: {told}");
        }
        assert_eq!(folder.files(), before, "{why}: nothing was written");
    }
}

fn picture() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/play.png"))
}

#[test]
fn a_database_that_its_program_has_open_keeps_its_log() {
    let folder = Folder::new();
    let file = folder.path("codedark.sqlite");
    let other = other_database(&file);
    other.pragma_update(None, "journal_mode", "WAL").expect("its program wants a log");
    other.execute_batch("INSERT INTO person VALUES (2, 'Sorcha')").expect("filled");
    let before = folder.files();
    assert!(matches!(Store::open(&file, None), Err(StoreProblem::NotAStore(_))));
    assert!(matches!(Store::read_only(&file), Err(StoreProblem::NotAStore(_))));
    assert_eq!(folder.files(), before, "neither file nor log were touched");
}

#[test]
fn a_store_whose_tables_are_in_the_log_alone_is_known() {
    let folder = Folder::new();
    let (file, copy) = (folder.path("codedark.sqlite"), folder.path("copy.sqlite"));
    let young = Connection::open(&file).expect("SQLite makes it");
    young.pragma_update(None, "journal_mode", "WAL").expect("a log");
    for table in ["session (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL, key TEXT NOT NULL, created_ms INTEGER NOT NULL, finished INTEGER NOT NULL)",
        "line (
    session INTEGER NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (session, number)) WITHOUT ROWID",
        "person (
    session INTEGER NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL, token TEXT NOT NULL, facilitator INTEGER NOT NULL,
    PRIMARY KEY (session, id)) WITHOUT ROWID",
        "chat (
    session INTEGER NOT NULL, id INTEGER NOT NULL, team TEXT NOT NULL, person INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (session, id)) WITHOUT ROWID"] {
        young.execute_batch(&format!("CREATE TABLE IF NOT EXISTS {table}")).expect("as version 1 made it");
    }
    young.execute_batch("INSERT INTO session VALUES (1, 'ABCD2345', 'KEY', 5, 0)").expect("a class");
    // As a server that was killed left it: the tables are not in the file yet.
    for end in ["", "-wal"] {
        std::fs::copy(folder.path(&format!("codedark.sqlite{end}")), folder.path(&format!("copy.sqlite{end}")))
            .expect("copied");
    }
    let store = open(&copy);
    assert_eq!(store.classes().expect("readable").len(), 1);
}

#[test]
fn a_file_that_is_not_there_is_made_with_its_folder_but_not_for_reading() {
    let folder = Folder::new();
    let file = folder.path("new/codedark.sqlite");
    assert!(matches!(Store::read_only(&file), Err(StoreProblem::Missing(_))));
    assert_eq!(folder.names(), [""; 0], "reading makes nothing");
    let mut store = open(&file);
    add_class(&mut store, "Monday", 3, false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &str| folder.path(path).metadata().expect("there").permissions().mode() & 0o777;
        assert_eq!(mode("new"), 0o700, "the folder");
        for name in ["new/codedark.sqlite", "new/codedark.sqlite-wal", "new/codedark.sqlite-shm"] {
            assert_eq!(mode(name), 0o600, "{name}");
        }
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let folder = Folder::new();
    std::fs::write(folder.path("taken"), "a file").expect("written");
    let problem = Store::open(&folder.path("taken/codedark.sqlite"), None).map(drop).expect_err("its folder is a file");
    assert!(matches!(&problem, StoreProblem::Unusable { .. }), "{problem:?}");
    assert_eq!(folder.names(), ["taken"], "nothing was made");
}
