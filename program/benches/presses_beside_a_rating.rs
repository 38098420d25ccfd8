//! How long a press of one class takes while another one is rated, beside how long it takes in the calm.

use codedark_protocol::{Direction, ServerMsg, Stage};
use serde_json::json;

mod common;

use common::program::{Page, Program};
use common::{direct, press, table};

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::start(&folder.path().join("class.sqlite"), &["--teams", "4"]);
    let enter = |class: u64| {
        let entered = program.ask("POST", "/api/login", &json!({ "class": class }));
        Page::hello(&program, entered["token"].as_str().expect("a token"))
    };
    let other = program.ask("POST", "/api/classes", &json!({ "scenario": "conti-friday", "teams": 2 }));
    let mut rated = enter(1);
    let other = other["class"].as_u64().expect("a number");
    direct(&mut enter(other), 1, Direction::Start);
    direct(&mut rated, 1, Direction::Start);
    let calm = press(|| enter(other));
    direct(&mut rated, 2, Direction::End);
    let beside = press(|| enter(other));
    let mut done = false;
    rated.until(|message| {
        if let ServerMsg::Session(change) = message {
            let row = change.class.set.first().filter(|row| row.stage == Stage::Debrief);
            done = row.is_some_and(|row| row.rating_percent.is_none());
        }
        done
    });
    table([("in the calm", calm), ("while another is rated", beside)]);
    program.end();
}
