//! A page that is loaded anew gets another token for the one it has. An answer that is lost shuts nobody out, and what was
//! before the last two opens nothing.

use crate::common::program::{Page, Program};
use codedark_protocol::ServerMsg;
use serde_json::{Value, json};

fn renew(program: &Program, token: &str) -> Option<String> {
    let answer = program.request("POST", "/api/renew", "", &json!({ "token": token }).to_string());
    let told: Value = serde_json::from_str(&answer.body).expect("JSON");
    told["token"].as_str().map(str::to_owned)
}

/// Who a page is that says hello with a token; none when it is sent away.
fn who(program: &Program, token: &str) -> Option<u32> {
    match Page::hello(program, token).next() {
        Some(ServerMsg::Welcome { person, .. }) => Some(person),
        Some(ServerMsg::Bye(reason)) => {
            assert_eq!(reason.id, "bye-unknown-token");
            None
        }
        other => panic!("a welcome or a goodbye comes first, not {other:?}"),
    }
}

#[test]
fn and_the_one_before_stays_good_until_the_next() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("class.sqlite");
    let program = Program::start(&data, &[]);
    let first = program.join("Ada");
    let ada = who(&program, &first).expect("she is known");
    let lost = renew(&program, &first).expect("another one");
    let second = renew(&program, &first).expect("the answer was lost: the same again");
    assert_ne!(first, second);
    assert_eq!(who(&program, &lost), None, "nobody has the one that was lost, and it opens nothing");
    program.kill();
    let program = Program::start(&data, &[]);
    assert_eq!(who(&program, &second), Some(ada), "it was in the store before it was told");
    assert_eq!(who(&program, &first), Some(ada), "an older tab can be taken up again");
    let third = renew(&program, &second).expect("another one");
    assert_eq!(who(&program, &first), None, "but not for ever");
    assert_eq!(who(&program, &third), Some(ada));
    assert_eq!(renew(&program, &first), None, "and it renews nothing");
}
