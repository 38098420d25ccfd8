//! Presses of a class over the real program, timed until they are answered: tables, and no judgement, since times are the
//! machine's.

use std::time::{Duration, Instant};

use codedark_protocol::{ClientMsg, Direction, ServerMsg};

#[allow(dead_code, reason = "the behaviours need the rest of it")]
#[path = "../../tests/common/program.rs"]
pub mod program;

use program::Page;

/// Presses of each row.
const PRESSES: u64 = 200;
/// Rest between two presses: more than twenty a second are taken for a flood.
const REST: Duration = Duration::from_millis(60);

/// A facilitator's press, until it is answered.
pub fn direct(page: &mut Page, number: u64, direction: Direction) {
    page.say(&ClientMsg::Direct { number, direction });
    page.until(
        |message| matches!(message, ServerMsg::Answer { number: answered, refused: None } if *answered == number),
    );
}

/// Milliseconds of each press until it is answered, the shortest first. The presses have the numbers from `first` on.
pub fn press(page: &mut Page, first: u64) -> Vec<f64> {
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

/// Prints a row for each of these.
pub fn table(rows: [(&str, Vec<f64>); 2]) {
    println!("presses answered, ms       median     p95  longest");
    for (row, times) in rows {
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        println!("{row:<24} {:>8.1} {:>7.1} {:>8.1}", at(0.5), at(0.95), at(1.0));
    }
}
