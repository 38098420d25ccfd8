//! What is the facilitator's opens to the cookie of a session, which the key is exchanged for once, and to nothing else.

use std::collections::BTreeMap;

use crate::common::program::{KEY, Program};
use codedark_shipped::{built_in, built_in_file_names};
use serde_json::json;

/// All that is the facilitator's: method, path, body.
const THEIRS: [(&str, &str, &str); 11] = [
    ("GET", "/api/classes", ""),
    ("POST", "/api/classes", "{\"scenario\":\"conti-friday\",\"teams\":1}"),
    ("POST", "/api/classes/1/copy", ""),
    ("POST", "/api/classes/1/delete", ""),
    ("GET", "/api/classes/1/record", ""),
    ("POST", "/api/login", "{}"),
    ("GET", "/api/studio/texts", ""),
    ("GET", "/library", ""),
    ("GET", "/library/ours", ""),
    ("POST", "/library/ours", "x"),
    ("POST", "/library/ours/class", ""),
];

fn begin(program: &Program, key: &str) -> crate::common::program::Answer {
    program.request("POST", "/api/session", "", &json!({ "key": key }).to_string())
}

#[test]
fn and_to_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::start(&folder.path().join("class.sqlite"), &[]);
    let token = program.join("Ada");
    for (headers, why) in [
        (String::new(), "nobody"),
        (format!("x-facilitator-key: {KEY}\r\n"), "the key in a header, as it once went with each request"),
        (format!("Cookie: codedark_session={KEY}\r\n"), "the key as the cookie"),
        (format!("Cookie: codedark_session={token}\r\n"), "a player's token"),
        ("Cookie: codedark_session=\r\n".to_owned(), "an empty cookie"),
    ] {
        for (method, path, body) in THEIRS {
            let answer = program.request(method, path, &headers, body);
            assert_eq!((answer.status, answer.reason().as_str()), (401, "refused-session"), "{why}: {method} {path}");
        }
    }
    assert_eq!(program.classes().len(), 1, "nothing was done");
    for (method, path, body) in THEIRS {
        let answer = program.request(method, path, program.session(), body);
        assert!(![401, 403].contains(&answer.status), "with the cookie: {method} {path}: {}", answer.body);
    }
}

#[test]
fn the_cookie_is_out_of_reach() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::start(&folder.path().join("class.sqlite"), &[]);
    let wrong = begin(&program, "WRONGWRONGWR");
    assert_eq!((wrong.status, wrong.reason().as_str()), (403, "refused-key"));
    assert_eq!(wrong.header("set-cookie"), None);
    let begun = begin(&program, KEY);
    let cookie = begun.header("set-cookie").expect("a cookie").to_owned();
    for part in ["codedark_session=", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    assert!(!cookie.contains("Secure"), "which a page without TLS would never get back: {cookie}");
    assert!(!begun.body.contains(KEY) && !begun.head.contains(KEY), "the key does not come back");

    let own = format!("Cookie: other=1; {}\r\n", cookie.split(';').next().expect("a value"));
    assert_eq!(program.request("GET", "/api/classes", &own, "").status, 200);
    let ended = program.request("DELETE", "/api/session", &own, "");
    assert!(ended.header("set-cookie").is_some_and(|cookie| cookie.contains("Max-Age=0")), "{}", ended.head);
    assert_eq!(program.request("GET", "/api/classes", &own, "").status, 401, "it has ended on the server, too");
    assert_eq!(program.classes().len(), 1, "another session goes on");

    // The oldest of too many ends.
    let first = program.session().to_owned();
    (0..64).for_each(|_| assert_eq!(begin(&program, KEY).status, 200));
    assert_eq!(program.request("GET", "/api/classes", &first, "").status, 401);
}

#[test]
fn the_studios_texts_are_all_that_is_shipped() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::start(&folder.path().join("class.sqlite"), &[]);
    let answer = program.request("GET", "/api/studio/texts", program.session(), "");
    let texts: BTreeMap<String, String> = serde_json::from_str(&answer.body).expect("texts by name");
    let shipped = built_in_file_names().map(|name| (name.to_owned(), built_in(name).expect("shipped").text));
    assert_eq!(texts, shipped.collect());
    assert_eq!(answer.header("cache-control"), Some("no-store"), "and no browser keeps them on its disk");
}
