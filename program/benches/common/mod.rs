//! Presses of a class over the real program, timed until they are answered: tables, and no judgement, since times are the
//! machine's.

use std::time::Instant;

use codedark_authoring::percentile::percentile;
use codedark_protocol::{ClientMsg, Direction, ServerMsg};

#[allow(dead_code, reason = "the behaviours need the rest of it")]
#[path = "../../tests/common/program.rs"]
pub mod program;

use program::Page;

/// Facilitators who press for each row, one after the other. Both rows and who else directs have places in a class.
const FACILITATORS: u64 = 8;
/// Presses of each: as many as one may make at once, so that nobody has to rest in between.
const PRESSES: u64 = 15;

/// A facilitator's press, until it is answered. A refusal ends the benchmark.
pub fn direct(page: &mut Page, number: u64, direction: Direction) {
    page.say(&ClientMsg::Direct { number, direction });
    page.until(|message| match message {
        ServerMsg::Answer { number: answered, refused } if *answered == number => {
            assert!(refused.is_none(), "{refused:?}");
            true
        }
        _ => false,
    });
}

/// Milliseconds of each press until it is answered, the shortest first. `enter` lets one more facilitator in.
pub fn press(enter: impl Fn() -> Page) -> Vec<f64> {
    let mut times = Vec::new();
    for _ in 0..FACILITATORS {
        let mut page = enter();
        for number in 1..=PRESSES {
            let pressed = Instant::now();
            direct(&mut page, number, Direction::Speed(1_000));
            times.push(pressed.elapsed().as_secs_f64() * 1_000.0);
        }
    }
    times.sort_by(f64::total_cmp);
    times
}

/// Prints a row for each of these.
pub fn table(rows: [(&str, Vec<f64>); 2]) {
    println!("presses answered, ms       median     p95  longest");
    for (row, times) in rows {
        let at = |share: f64| percentile(&times, share);
        println!("{row:<24} {:>8.1} {:>7.1} {:>8.1}", at(0.5), at(0.95), at(1.0));
    }
}
