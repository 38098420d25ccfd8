//! More hands bring a house back sooner, and its tail too: what is left waits for people, not for a date.

use crate::common::*;
use codedark_protocol::Role;
use codedark_scenario::Measure;

const ALL: [&str; 7] = ["office", "servers", "wards", "imaging", "lab", "bedside", "identity"];
const DAYS: u64 = 100;

/// Devices down day by day in a large house with so many times the people of IT.
fn down(seed: u64, times: u32) -> Vec<i64> {
    let mut exercise = next_struck(seed, &ALL, 80, |scenario| {
        let it = scenario.hospital.crews.iter_mut().find(|crew| crew.role == Role::ItOperations);
        let it = it.expect("there is IT");
        (it.by_day, it.by_night) = (100 * times, 20 * times);
    });
    let mut down = Vec::new();
    rebuilds(&mut exercise, DAYS, |exercise| down.push(figure(exercise, Measure::DevicesDown)));
    down
}

#[test]
fn twice_the_hands_move_the_whole_curve() {
    for seed in 1..=2 {
        let (once, twice) = (down(seed, 1), down(seed, 2));
        for (day, (once, twice)) in once.iter().zip(&twice).enumerate() {
            assert!(twice <= once, "seed {seed}, day {day}: {once} down, {twice} with twice the hands");
        }
        // From a quarter that is left to a fiftieth.
        let quarter = once[0] / 4;
        let reached = |days: &[i64], left: i64| days.iter().position(|down| *down <= left).unwrap_or(DAYS as usize);
        let tail = |days: &[i64]| reached(days, once[0] / 50) - reached(days, quarter);
        assert!(tail(&twice) < tail(&once), "seed {seed}: the tail takes {} and {} days", tail(&once), tail(&twice));
    }
}
