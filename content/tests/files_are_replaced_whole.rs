//! A file that is replaced keeps its place and its readers, and nothing is left beside it.

use std::path::Path;

use codedark_content::whole::{Readers, write};

/// Names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn the_new_text_stands_in_the_old_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.ron");
    for (text, readers) in [("one", Readers::AsBefore), ("two", Readers::AsBefore), ("three", Readers::Owner)] {
        write(&file, text.as_bytes(), readers).expect("written");
        assert_eq!(std::fs::read_to_string(&file).expect("a text"), text);
        assert_eq!(names(folder.path()), ["a.ron"], "nothing is left beside it");
    }
}

#[test]
fn what_cannot_be_written_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = folder.path().join("taken");
    std::fs::create_dir(&taken).expect("a folder");
    assert!(write(&taken, b"text", Readers::AsBefore).is_err(), "a folder stands there");
    assert!(write(&folder.path().join("none/a.ron"), b"text", Readers::Owner).is_err(), "no such folder");
    assert_eq!(names(folder.path()), ["taken"]);
}

#[cfg(unix)]
#[test]
fn its_readers_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let (file, link) = (folder.path().join("a.ron"), folder.path().join("link.ron"));
    let mode = || file.metadata().expect("a file").permissions().mode() & 0o777;
    write(&file, b"one", Readers::Owner).expect("written");
    assert_eq!(mode(), 0o600, "a new one, for its owner alone");
    for rights in [0o640, 0o400, 0o755] {
        std::fs::set_permissions(&file, PermissionsExt::from_mode(rights)).expect("changed");
        write(&file, b"two", Readers::AsBefore).expect("written");
        assert_eq!(mode(), rights, "as before");
    }
    std::os::unix::fs::symlink(&file, &link).expect("a link");
    for (readers, stays, text) in [(Readers::AsBefore, true, "three"), (Readers::Owner, false, "four")] {
        write(&link, text.as_bytes(), readers).expect("written");
        assert_eq!(link.symlink_metadata().expect("a link").is_symlink(), stays, "{readers:?}");
        assert_eq!(std::fs::read_to_string(&file).expect("a text"), "three", "{readers:?}");
    }
}
