//! Whatever the program writes about classes, nobody but its owner may read.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::common::Desk;
use crate::common::program::Program;
use codedark_scenario::edit;
use codedark_shipped::built_in;

/// Everything below a folder, and the folder itself.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_owned()];
    let mut next = 0;
    while let Some(path) = found.get(next).cloned() {
        next += 1;
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).expect("a folder");
            found.extend(entries.map(|entry| entry.expect("an entry").path()));
        }
    }
    found
}

#[test]
fn of_a_server_and_of_commands() {
    let desk = Desk::new();
    let data = desk.path("data/class.sqlite");
    let program = Program::start_with(&data, &["--tls", "self"], None).0;
    program.end();
    let program = Program::start(&data, &[]);
    let text = edit::set(
        &built_in("conti-friday").expect("shipped"),
        &built_in,
        "texts/scenario.title/en",
        &edit::quoted("Ours"),
    );
    let headers = format!("{}content-type: text/plain\r\n", program.session());
    let saved = program.request("POST", "/library/ours", &headers, &text.expect("a title"));
    assert_eq!(saved.status, 200, "{}", saved.body);
    let data = data.to_str().expect("text");
    for args in [
        &["record", "export", "--data", data, "--out", "data/record.jsonl"][..],
        &["backup", "--data", data, "--out", "data/backup.sqlite"],
        &["run", "hacktivist-wave", "--policy", "idle", "--record", "data/played.jsonl"],
    ] {
        let said = desk.run(args);
        assert_eq!(said.code, 0, "{args:?}: {}", said.err);
    }
    let found = below(&desk.path("data"));
    for name in ["class.sqlite", "class.sqlite-wal", "ours.ron", "certificate.pem", "record.jsonl", "codedark.holder"] {
        assert!(found.iter().any(|path| path.ends_with(name)), "{name} is there");
    }
    for path in found {
        let mode = path.metadata().expect("it is there").permissions().mode() & 0o777;
        assert_eq!(mode & 0o077, 0, "{}: {mode:o}", path.display());
    }
    program.end();
}
