//! A bought key opens two thirds of what was lost, in the mean, and hardly ever everything.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::Role;
use codedark_scenario::{Measure, Scenario};
use codedark_sim::exercise::*;

/// Minute of the strike of the next hospital.
const STRIKE: u64 = 1_680;
const DAY: u64 = 1_440;

/// What a key opened of the devices that were down, when the house did nothing else.
fn opened(scenario: &Arc<Scenario>, seed: u64) -> f64 {
    let mut exercise = Exercise::build(scenario.clone(), seed, &one_hospital());
    for (minute, phase) in [(0, 0), (0, 1), (STRIKE, 2)] {
        exercise.submit(minute, &Act::Phase(phase)).expect("phases follow each other");
    }
    exercise.advance(STRIKE + DAY);
    let down = |exercise: &mut Exercise| {
        let figures = exercise.figures("h1");
        figures.into_iter().find(|(measure, _)| *measure == Measure::DevicesDown).expect("it is measured").1 as f64
    };
    let before = down(&mut exercise);
    for action in ["borrow-the-ransom", "pay-ransom"] {
        let due = does(&mut exercise, Role::IncidentCommander, action, None);
        exercise.advance(due);
    }
    exercise.advance(STRIKE + 90 * DAY);
    1.0 - down(&mut exercise) / before
}

/// The mean of what so many payers get back, and how many of them get all.
fn got_back(payers: u64) -> (f64, usize) {
    let scenario = changed(|scenario| scenario.adversary.begins_min = NEVER_MIN);
    let shares: Vec<f64> = (1..=payers).map(|seed| opened(&scenario, seed)).collect();
    (shares.iter().sum::<f64>() / shares.len() as f64, shares.iter().filter(|share| **share == 1.0).count())
}

#[test]
fn payers_get_about_two_thirds_back() {
    let (mean, all) = got_back(60);
    assert!((0.58..=0.72).contains(&mean) && all <= 6, "{mean:.3} on average, {all} of 60 get all");
}

#[test]
#[ignore = "long: 300 payers"]
fn payers_get_two_thirds_back_and_hardly_any_get_all() {
    let (mean, all) = got_back(300);
    // Sophos 2022, health care: 65 % of the data on average, 2 % got all.
    assert!((0.62..=0.68).contains(&mean), "payers get {mean:.3} back on average");
    assert!((1..=12).contains(&all), "{all} of 300 payers get all back");
}
