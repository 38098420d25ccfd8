//! How long a press of one class takes while another one is rated, beside how long it takes in the calm: a table, and no
//! judgement, since times are the machine's.

use std::time::{Duration, Instant};

use codedark_protocol::{ClientMsg, Direction, ServerMsg, Stage};
use serde_json::json;

#[allow(dead_code, reason = "the behaviours need the rest of it")]
#[path = "../tests/common/program.rs"]
mod program;

use program::{Page, Program};

/// Presses of each row.
const PRESSES: u64 = 200;
/// Rest between two presses: more than twenty a second are taken for a flood.
const REST: Duration = Duration::from_millis(60);

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::start(&folder.path().join("class.sqlite"), &["--teams", "4"]);
    let enter = |class: u64| {
        let entered = program.ask("POST", "/api/login", &json!({ "class": class }));
        Page::hello(&program, entered["token"].as_str().expect("a token"))
    };
    let other = program.ask("POST", "/api/classes", &json!({ "scenario": "conti-friday", "teams": 2 }));
    let mut rated = enter(1);
    let mut presses = enter(other["class"].as_u64().expect("a number"));
    direct(&mut presses, 1, Direction::Start);
    direct(&mut rated, 1, Direction::Start);
    let calm = press(&mut presses, 1_000);
    direct(&mut rated, 2, Direction::End);
    let beside = press(&mut presses, 2_000);
    let mut done = false;
    rated.until(|message| {
        if let ServerMsg::Session(change) = message {
            let row = change.class.set.first().filter(|row| row.stage == Stage::Debrief);
            done = row.is_some_and(|row| row.rating_percent.is_none());
        }
        done
    });
    println!("presses answered, ms       median     p95  longest");
    for (row, times) in [("in the calm", calm), ("while another is rated", beside)] {
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        println!("{row:<24} {:>8.1} {:>7.1} {:>8.1}", at(0.5), at(0.95), at(1.0));
    }
    program.end();
}

fn direct(page: &mut Page, number: u64, direction: Direction) {
    page.say(&ClientMsg::Direct { number, direction });
    page.until(
        |message| matches!(message, ServerMsg::Answer { number: answered, refused: None } if *answered == number),
    );
}

/// Milliseconds of each press until it is answered, the shortest first.
fn press(page: &mut Page, first: u64) -> Vec<f64> {
    let mut times: Vec<f64> = (first..first + PRESSES)
        .map(|number| {
            std::thread::sleep(REST);
            let pressed = Instant::now();
            direct(page, number, Direction::Speed(1_000));
            pressed.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times
}
