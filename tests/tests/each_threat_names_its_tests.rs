//! THREATS.md says which tests show that a threat is met: each file that it names exists, and each row of its tables names one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Names and paths of the files in this folder, and in those within it.
fn files(folder: &Path, below: &str, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the project") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a name");
        let path = format!("{below}{name}");
        if entry.file_type().expect("a kind").is_dir() {
            if !["node_modules", "target"].contains(&name.as_str()) {
                files(&entry.path(), &format!("{path}/"), found);
            }
        } else {
            found.extend([name, path]);
        }
    }
}

/// What stands between backticks and is a file of tests.
fn tests(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).filter(|word| word.ends_with(".rs") || word.ends_with(".mjs")).collect()
}

#[test]
fn and_they_exist() {
    let text = std::fs::read_to_string(project().join("THREATS.md")).expect("it lies at the project's root");
    let mut known = BTreeSet::new();
    for folder in ["authoring", "content", "game", "program", "server", "tests", "web"] {
        files(&project().join(folder), &format!("{folder}/"), &mut known);
    }
    let named = tests(&text);
    assert!(named.len() > 20, "it names tests: {named:?}");
    for name in named {
        assert!(known.contains(name), "{name} is named in THREATS.md, and is no file");
    }
    let rows = text.lines().filter(|line| line.starts_with('|') && !line.starts_with("|---"));
    for row in rows.filter(|row| !row.starts_with("| what they try")) {
        assert!(!tests(row).is_empty(), "no test is named in: {row}");
    }
}
