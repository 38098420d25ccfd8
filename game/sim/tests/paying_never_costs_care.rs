//! Paying a ransom never costs patients their care: a key takes only the hands that rebuilding leaves over, and what it opens
//! is rebuilt all the same. Money that is not there pays nothing.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::Role;
use codedark_scenario::{Measure, Scenario};
use codedark_sim::exercise::*;

const HOUR: u64 = 60;
const DAY: u64 = 1_440;
/// Minute of the strike of the next hospital: its crew is gone with it.
const STRIKE: u64 = 1_680;
/// How long patients are counted after the strike.
const LIVES: u64 = 60 * DAY;

/// An exercise without an attack of its own: whoever takes part leads the next hospital from its strike on.
fn next_hospital(name: &str) -> Arc<Scenario> {
    let shipped = shipped().into_iter().find(|(shipped, _)| *shipped == name);
    let mut scenario = Scenario::clone(&shipped.expect("it is shipped").1);
    scenario.adversary.begins_min = NEVER_MIN;
    Arc::new(scenario)
}

fn struck(scenario: &Arc<Scenario>, seed: u64) -> Exercise {
    let mut exercise = Exercise::build(scenario.clone(), seed, &one_hospital());
    for (minute, phase) in [(0, 0), (0, 1), (STRIKE, 2)] {
        exercise.submit(minute, &Act::Phase(phase)).expect("phases follow each other");
    }
    exercise
}

/// Care-minutes lost by a struck house in the hands of people who know how, which pays from the first day on or never.
fn lost(scenario: &Arc<Scenario>, seed: u64, mut exercise: Exercise, pays: bool) -> i64 {
    let mut players = StandIns::new(scenario, seed, &one_hospital(), |_| Skill::Competent);
    let commander = seat(Role::IncidentCommander);
    let mut tried = STRIKE;
    while tried < STRIKE + 10 * DAY {
        tried += 12 * HOUR;
        players.play_to(&mut exercise, |_| true, tried);
        if exercise.phase_done() {
            exercise.submit(exercise.now(), &Act::Phase(3)).expect("recovery follows response");
        }
        if pays {
            tries(&mut exercise, &commander, "borrow-the-ransom", None);
            tries(&mut exercise, &commander, "pay-ransom", None);
        }
    }
    players.play_to(&mut exercise, |_| true, STRIKE + LIVES);
    assert_eq!(figure(&mut exercise, Measure::RansomPaid) == 1, pays, "seed {seed}: it pays, or it does not");
    figure(&mut exercise, Measure::CareMinutesDelayed)
}

#[test]
fn a_house_that_paid_is_never_behind() {
    let scenario = next_hospital("conti-friday");
    for seed in 1..=6 {
        let struck = struck(&scenario, seed);
        let [paid, unpaid] = [true, false].map(|pays| lost(&scenario, seed, struck.copy(), pays));
        assert!(paid <= unpaid, "seed {seed}: {paid} minutes lost where it paid, {unpaid} where it did not");
    }
}

#[test]
fn money_that_is_not_there_cannot_be_spent() {
    let scenario = next_hospital("conti-friday");
    let mut exercise = struck(&scenario, SEED);
    exercise.advance(STRIKE + 6 * HOUR);
    let ransom = scenario.adversary.ransom_cents;
    let before = figure(&mut exercise, Measure::BudgetCents);
    assert!(before < ransom, "a hospital has no such sum");
    let pay = order(Role::IncidentCommander, "pay-ransom", None);
    let refused = exercise.submit(exercise.now(), &pay).expect_err("there is no money");
    assert_eq!(refused.id, "refused-no-money");

    let lent = does(&mut exercise, Role::IncidentCommander, "borrow-the-ransom", None);
    exercise.advance(lent);
    assert_eq!(figure(&mut exercise, Measure::BudgetCents), before + ransom, "all of it is lent");
    assert!(figure(&mut exercise, Measure::CostCents) > 0, "and the loan has its price");
    let paid = does(&mut exercise, Role::IncidentCommander, "pay-ransom", None);
    exercise.advance(paid);
    assert_eq!(figure(&mut exercise, Measure::RansomPaid), 1);
    assert!((0..before).contains(&figure(&mut exercise, Measure::BudgetCents)), "it is paid out of the loan");
}
