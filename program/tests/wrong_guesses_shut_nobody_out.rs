//! Wrong codes and keys are slowed down by network and in all; a right code always opens, and so does a right key from a
//! network that has guessed nothing.

use crate::common::program::{Answer, KEY, Program};
use serde_json::json;

/// The program behind a proxy on this computer, which says for whom it asks.
fn behind_a_proxy(folder: &std::path::Path) -> Program {
    Program::start(&folder.join("class.sqlite"), &["--trusted-proxy", "127.0.0.1"])
}

fn ask(program: &Program, from: &str, path: &str, question: &serde_json::Value) -> Answer {
    program.request("POST", path, &format!("X-Forwarded-For: {from}\r\n"), &question.to_string())
}

fn guess(program: &Program, from: &str, key: &str) -> String {
    let answer = ask(program, from, "/api/session", &json!({ "key": key }));
    if answer.status == 200 { "opened".to_owned() } else { answer.reason() }
}

#[test]
fn at_the_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = behind_a_proxy(folder.path());
    // The 64 bits of a network count, not what a computer chooses after them.
    let guesses: Vec<String> =
        (0..24).map(|at| guess(&program, &format!("2001:db8:0:1::{at:x}"), "WRONGWRONGWR")).collect();
    assert!(guesses[..20].iter().all(|reason| reason == "refused-key"), "{guesses:?}");
    assert!(guesses[20..].iter().all(|reason| reason == "refused-too-many"), "{guesses:?}");
    assert_eq!(guess(&program, "2001:db8:0:1::ffff", KEY), "refused-too-many", "nothing more is looked at from there");
    assert_eq!(guess(&program, "2001:db8:0:2::1", KEY), "opened", "another network has guessed nothing");
    assert_eq!(guess(&program, "192.0.2.1", KEY), "opened");
}

#[test]
fn at_the_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = behind_a_proxy(folder.path());
    let code = program.classes()[0]["code"].clone();
    let join = |from: &str, code: &serde_json::Value| {
        let answer = ask(&program, from, "/api/join", &json!({ "name": "Ada", "code": code }));
        if answer.status == 200 { "joined".to_owned() } else { answer.reason() }
    };
    let wrong = json!("WRONGONE");
    let guesses: Vec<String> = std::thread::scope(|scope| {
        let guesses: Vec<_> = (0..30).map(|_| scope.spawn(|| join("192.0.2.1", &wrong))).collect();
        guesses.into_iter().map(|guess| guess.join().expect("answered")).collect()
    });
    let count = |reason: &str| guesses.iter().filter(|guess| *guess == reason).count();
    assert_eq!((count("refused-code"), count("refused-too-many")), (20, 10), "{guesses:?}");
    assert_eq!(join("192.0.2.1", &code), "joined", "a right code opens all the same: a class sits behind one address");
    assert_eq!(join("192.0.2.2", &wrong), "refused-code", "and elsewhere nobody waits");
    let health: serde_json::Value = serde_json::from_str(&program.http("GET", "/healthz", "").1).expect("JSON");
    assert_eq!(health["refused"]["refused-code"], 21, "each kind has a counter: {health}");
    assert_eq!(health["refused"]["refused-too-many"], 10, "{health}");
}
