//! What an order takes of people is not there for anything else: the more it takes, the later a house is back.

use crate::common::*;
use codedark_protocol::Role;
use codedark_scenario::Measure;

const ALL: [&str; 7] = ["office", "servers", "wards", "imaging", "lab", "bedside", "identity"];

/// Devices down day by day in a house whose orders take so many times their minutes.
fn down(seed: u64, times: u32) -> Vec<i64> {
    let mut exercise = next_struck(seed, &ALL, 80, |scenario| {
        scenario.actions.iter_mut().for_each(|action| action.staff_min *= times);
    });
    let mut down = Vec::new();
    rebuilds(&mut exercise, 40, |exercise| {
        // IT has other things to do as well.
        tries(exercise, &seat(Role::ItOperations), "emergency-workplaces", Some("emergency"));
        down.push(figure(exercise, Measure::DevicesDown));
    });
    down
}

#[test]
fn four_times_the_minutes_slow_recovery() {
    for seed in 1..=2 {
        let (few, many) = (down(seed, 1), down(seed, 4));
        let sum = |days: &[i64]| days.iter().sum::<i64>();
        assert!(sum(&many) > sum(&few), "seed {seed}: {few:?} with few minutes, {many:?} with many");
        assert!(few.iter().zip(&many).all(|(few, many)| few <= many), "seed {seed}, never sooner: {few:?}, {many:?}");
        assert!(few.last() < few.first(), "something came back: {few:?}");
    }
}

#[test]
fn an_order_takes_longer_where_hands_are_missing() {
    let due = |people: u32| {
        let mut exercise = next_struck(SEED, &ALL, 80, |scenario| {
            let it = scenario.hospital.crews.iter_mut().find(|crew| crew.role == Role::ItOperations);
            let it = it.expect("there is IT");
            (it.by_day, it.by_night) = (people, people);
        });
        let now = exercise.now();
        does(&mut exercise, Role::ItOperations, "renew-sign-in", None) - now
    };
    let (one, many) = (due(1), due(20));
    assert!(one >= 3_600 && many < one, "3,600 minutes of one person take {one} minutes, of twenty {many}");
}
