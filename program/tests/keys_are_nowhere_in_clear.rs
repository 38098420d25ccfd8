//! The facilitator's key and people's tokens: on no command line, in no output that a journal keeps, and in no file but as
//! hashes.

use std::path::Path;

use crate::common::program::{KEY, Page, Program};
use codedark_server::store::Store;
use serde_json::json;

/// Files of a folder in which one of these texts stands.
fn traces(folder: &Path, texts: &[&str]) -> Vec<String> {
    let files = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("an entry").path());
    let has = |file: &Path| {
        let bytes = std::fs::read(file).unwrap_or_default();
        texts.iter().any(|text| bytes.windows(text.len()).any(|part| part == text.as_bytes()))
    };
    files.filter(|file| has(file)).map(|file| file.display().to_string()).collect()
}

/// How a start that does not last ended: what it said.
fn fails(data: &Path, options: &[&str], key: Option<&str>) -> String {
    let output = Program::spawn_with(data, options, key).wait_with_output().expect("it ends by itself");
    assert!(!output.status.success(), "it does not start");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn opens(program: &Program, key: &str) -> bool {
    program.request("POST", "/api/session", "", &json!({ "key": key }).to_string()).status == 200
}

#[test]
fn neither_the_key_nor_a_token_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("class.sqlite");
    let program = Program::start(&data, &[]);
    let tokens = [program.join("Ada"), program.login()];
    let page = Page::hello(&program, &tokens[0]);
    let secrets = [KEY, tokens[0].as_str(), tokens[1].as_str()];
    assert_eq!(traces(folder.path(), &secrets), [""; 0], "while it runs");
    #[cfg(target_os = "linux")]
    {
        let line = std::fs::read(format!("/proc/{}/cmdline", program.process())).expect("its command line");
        assert!(!String::from_utf8_lossy(&line).contains(KEY), "what everybody on the computer can read");
    }
    drop(page);
    program.kill();
    assert_eq!(traces(folder.path(), &secrets), [""; 0], "and after it was killed");
    let kept = Store::read_only(&data).expect("readable").key().expect("readable").expect("there is one");
    assert!(kept.text().starts_with("$argon2id$"), "a chosen key costs who guesses it");
    assert!(kept.opens(KEY) && kept.opens("test-test test") && !kept.opens("TESTTESTTESS"));
}

#[test]
fn the_command_line_takes_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("class.sqlite");
    let said = fails(&data, &["--key", "TESTTESTTEST"], None);
    assert!(said.contains("--key-file") && said.trim().lines().count() == 1, "one sentence says what to do: {said}");
    for (key, why) in
        [("SHORT-KEY", "eight letters"), ("", "nothing"), (" - - - - - - - - - ", "only what does not count")]
    {
        let said = fails(&data, &[], Some(key));
        assert!(said.contains("at least 10"), "{why}: {said}");
    }
    assert!(!data.exists(), "and nothing was made");
}

#[test]
fn a_file_may_hold_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("class.sqlite");
    let file = folder.path().join("key");
    std::fs::write(&file, "a key of one's own\n").expect("written");
    let program = Program::start_with(&data, &["--key-file", file.to_str().expect("text")], None).0;
    assert!(opens(&program, "a key of one's own") && !opens(&program, KEY));
}

#[test]
fn one_that_is_made_is_told_to_the_host_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data/class.sqlite");
    let start = |options: &[&str]| Program::start_with(&data, options, None);
    let (program, said) = start(&[]);
    let file = data.with_file_name("facilitator.key");
    let key = std::fs::read_to_string(&file).expect("no terminal: it lies in a file").trim().to_owned();
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&file.metadata().expect("there").permissions()) & 0o777, 0o600);
    assert!(
        said.contains(file.to_str().expect("text")) && !said.contains(&key),
        "its place is printed, it is not: {said}"
    );
    assert!(opens(&program, &key) && opens(&program, &key.replace('-', "").to_lowercase()), "as it is typed");
    program.kill();
    let kept = Store::read_only(&data).expect("readable").key().expect("readable").expect("there is one");
    assert!(kept.text().starts_with("sha256:") && key.len() > 26, "so many random bits need no more");
    std::fs::remove_file(&file).expect("the host took it away");
    assert_eq!(traces(folder.path().join("data").as_path(), &[&key]), [""; 0]);

    let (program, said) = start(&[]);
    assert!(opens(&program, &key), "it opens after a restart");
    assert!(said.contains("--new-key"), "and what to do when it is lost: {said}");
    program.kill();
    let (program, _) = start(&["--new-key"]);
    let other = std::fs::read_to_string(&file).expect("there is another");
    assert!(opens(&program, &other) && !opens(&program, &key), "which opens, and the first does not");
}
