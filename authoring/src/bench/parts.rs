//! What parts of the simulation cost: what a server asks of a hospital in the middle of its recovery, and a play-test.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use codedark_content::words::{say, sentence};
use codedark_protocol::{Msg, Seat, View};
use codedark_scenario::{Role, Scenario};
use codedark_sim::base::time::HOUR;
use codedark_sim::exercise::workload::{hospital, recovering, sized};

use super::row::{line, milliseconds};
use super::times::Times;
use crate::percentile::median;
use crate::playtest;

/// Runs of each part; the median counts.
const RUNS: usize = 50;
/// Copies and hashes in one run: a single one is too short to be measured.
const AT_ONCE: usize = 10;
/// Devices of the hospital that is copied.
const COPIED: u32 = 3_000;
/// Seed of the hospital.
const SEED: u64 = 7;

/// A part, measured.
pub struct Part {
    /// Its row's name.
    pub name: String,
    /// Median of its runs.
    pub wall: Duration,
}

/// Measures all parts: the four weeks of a hospital, and a play-test of the scenario as it is. `progress` hears of each part
/// before it runs.
pub fn parts(short: &Scenario, whole: &Scenario, seeds: u64, progress: &dyn Fn(&str)) -> Vec<Part> {
    let part = |name: Msg, runs: usize, work: &mut dyn FnMut()| {
        let name = sentence(&name);
        progress(&name);
        let wall = median((0..runs).map(|_| {
            let begun = Instant::now();
            work();
            begun.elapsed().as_secs_f64()
        }));
        Part { name, wall: Duration::from_secs_f64(wall) }
    };
    let mut exercise = recovering(&Arc::new(sized(short, COPIED)), SEED);
    let at_once = |work: &dyn Fn()| (0..AT_ONCE).for_each(|_| work());
    let copies = Msg::new("bench-copies").number("copies", AT_ONCE as i64).number("devices", i64::from(COPIED));
    let copies = part(copies, RUNS, &mut || at_once(&|| drop(black_box(exercise.copy()))));
    let hashes = Msg::new("bench-hashes").number("hashes", AT_ONCE as i64);
    let hashes = part(hashes, RUNS, &mut || at_once(&|| drop(black_box(exercise.hash()))));
    let seats = Role::EIGHT.map(|role| Seat { hospital: hospital().hospitals[0].id.clone(), role });
    let before = seats.each_ref().map(|seat| exercise.view(seat));
    exercise.advance(exercise.now() + HOUR);
    let mut after: Vec<View> = Vec::new();
    let views = part(Msg::new("bench-views"), RUNS, &mut || {
        after = seats.iter().map(|seat| exercise.view(seat)).collect();
    });
    let changes = part(Msg::new("bench-changes"), RUNS, &mut || {
        after.iter().zip(&before).for_each(|(new, old)| drop(black_box(new.change_since(old))));
    });
    let whole = Arc::new(whole.clone());
    let tested = Msg::new("bench-playtest").number("seeds", seeds as i64);
    let tested = part(tested, 1, &mut || playtest::play_unkept(&whole, seeds));
    vec![views, changes, hashes, copies, tested]
}

/// The table of parts.
pub fn table(parts: &[Part], before: &Times) -> Vec<String> {
    let heading = ["bench-wall", "bench-before"].map(say);
    let rows = parts.iter().map(|part| line(&part.name, &[milliseconds(part.wall), before.cell(&part.name)]));
    [line(&say("bench-parts"), &heading)].into_iter().chain(rows).collect()
}
