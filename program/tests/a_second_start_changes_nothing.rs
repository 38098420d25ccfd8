//! One server a folder: a second start on the same file, or on a port that is taken, says so in one sentence and changes
//! nothing; and so does a start on what is no store.

use std::path::Path;

use crate::common::program::Program;
use codedark_server::store::Store;

/// How a start ended: its code, and what it said.
fn start(data: &Path, options: &[&str]) -> (i32, String) {
    let output = Program::spawn(data, options).wait_with_output().expect("it ends by itself");
    (output.status.code().expect("a code"), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn classes(data: &Path) -> usize {
    Store::read_only(data).expect("readable").classes().expect("readable").len()
}

#[test]
fn beside_a_running_server() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, elsewhere) = (folder.path().join("class.sqlite"), folder.path().join("other/class.sqlite"));
    let program = Program::start(&data, &[]);
    let (process, page) = (program.process().to_string(), program.address.to_string());

    let (code, said) = start(&data, &["--new"]);
    assert_ne!(code, 0);
    assert!(
        said.contains(&process) && said.contains(&page),
        "it says which process holds the folder, and where: {said}"
    );
    assert_eq!(said.trim().lines().count(), 1, "in one sentence: {said}");
    assert_eq!(classes(&data), 1, "and begins no class");

    let (code, said) = start(&elsewhere, &["--listen", &page]);
    assert_ne!(code, 0);
    assert!(said.contains(&page), "the port is taken: {said}");
    assert!(!elsewhere.exists(), "and no file was made");
    assert_eq!(program.classes().len(), 1, "the first one serves on");
    program.end();
    assert_eq!(start_and_end(&data), 1, "and when it has ended, another one takes up the same class");
}

fn start_and_end(data: &Path) -> usize {
    let program = Program::start(data, &[]);
    let classes = program.classes().len();
    program.end();
    classes
}

#[test]
fn on_what_is_no_store() {
    let folder = tempfile::tempdir().expect("a folder");
    let foreign = folder.path().join("foreign.sqlite");
    rusqlite::Connection::open(&foreign)
        .and_then(|file| file.execute_batch("CREATE TABLE mine (x)"))
        .expect("a database");
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "Ring the ward.").expect("written");
    let empty = folder.path().join("empty.sqlite");
    std::fs::write(&empty, "").expect("written");
    for (file, why) in [(&foreign, "another program's database"), (&text, "a text"), (&empty, "an empty file")] {
        let before = std::fs::read(file).expect("readable");
        let (code, said) = start(file, &[]);
        assert_ne!(code, 0, "{why}");
        assert_eq!(said.trim().lines().count(), 1, "{why}: one sentence: {said}");
        assert_eq!(std::fs::read(file).expect("readable"), before, "{why}: nothing was written");
    }
}
