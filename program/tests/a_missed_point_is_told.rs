//! `codedark calibrate` tells a missed point by the exit code, and a wrong file by its problems.

use std::path::PathBuf;
use std::process::{Command, Output};

use crate::common::incident;

/// A scenario that is there for one point alone, which the model meets or misses by its range.
fn one_point(name: &str, point: &str) -> PathBuf {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, incident("one-point", "regional-300", point))
        .expect("the folder for tests can be written to");
    file
}

fn codedark(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_codedark")).args(arguments).output().expect("the program starts")
}

#[test]
fn a_missed_point_is_told_by_the_exit_code() {
    let source = r#"source: "a test", mark: P"#;
    for (name, low, high, code) in [("met.ron", 0.0, 1.0, 0), ("missed.ron", 0.97, 0.98, 1)] {
        let file =
            one_point(name, &format!(r#"(id: "lost", measure: EncryptedShare, low: {low}, high: {high}, {source})"#));
        let output = codedark(&["calibrate", &file.display().to_string(), "--seeds", "22", "--json"]);
        assert_eq!(output.status.code(), Some(code), "{name}");
        let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one object");
        assert_eq!(found["passed"], 1 - code, "{name}");
        assert_eq!(found["scenarios"][0]["points"][0]["runs"], 22, "{name}");
    }
}

#[test]
fn a_wrong_file_is_told_by_its_problems() {
    let point = r#"(id: "back", measure: GroupBack("ehr-server"), low: 1, high: 2, source: "a test", mark: memory)"#;
    let file = one_point("wrong.ron", point);
    let output = codedark(&["calibrate", &file.display().to_string(), "--seeds", "1"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty(), "no table of a wrong file");
    assert!(
        told.contains("wrong.ron:10:51: There is no group called `ehr-server`. Did you mean `ehr-servers`?"),
        "{told}"
    );
    assert!(told.contains("`memory` is not known for `mark`"), "{told}");
    let nowhere = codedark(&["calibrate", "no-such-incident"]);
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("does not exist"));
}
