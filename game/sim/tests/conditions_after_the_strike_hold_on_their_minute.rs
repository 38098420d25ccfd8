//! What waits for so many minutes after the strike comes at that minute, whatever else happens or does not.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Command, Role};
use codedark_scenario::{Condition, Gain, Inject, Measure, Op, Step};
use codedark_sim::exercise::*;

/// Minutes after the strike at which nothing else is due.
const AFTER: [i64; 3] = [137, 1_003, 5_017];
/// Longer than a crew stays.
const ENDS: u64 = 200 * 1440;

/// An attack in a house where little else happens, with injects that wait for the strike.
fn quiet(adversary: &str) -> Arc<codedark_scenario::Scenario> {
    let mut scenario = attack_only(against(adversary));
    scenario.hospital.sensors.clear();
    // Which of a family's steps is its strike, scenarios say.
    let strikes = |step: &Step| step.id == "ask-for-money" || matches!(step.gives, Gain::Alter(_));
    scenario.adversary.steps.iter_mut().for_each(|step| step.strikes |= strikes(step));
    for (op, name) in [(Op::Ge, "ge"), (Op::Gt, "gt"), (Op::Eq, "eq")] {
        for minutes in AFTER {
            scenario.injects.push(Inject {
                id: format!("{name}-{minutes}"),
                role: Role::IncidentCommander,
                when: Some(Condition::Measure(Measure::MinutesSinceStrike, op, minutes)),
                options: Vec::new(),
                deadline_min: 0,
                distressing: false,
            });
        }
    }
    Arc::new(scenario)
}

/// Minute of the strike, and the minute at which an inject arrived.
fn arrivals(exercise: &Exercise, strike: u64) -> Vec<(String, i64)> {
    let rows = exercise.events("h1").iter().filter(|row| row.what.id == "history-inject");
    let named = rows.map(|row| (format!("{:?}", row.what), row.at_min as i64 - strike as i64));
    named.collect()
}

fn assert_on_time(exercise: &Exercise, strike: u64, why: &str) {
    let arrived = arrivals(exercise, strike);
    for minutes in AFTER {
        for (name, holds) in [("ge", minutes), ("gt", minutes + 1), ("eq", minutes)] {
            let id = format!("inject.{name}-{minutes}\"");
            let found = arrived.iter().find(|(what, _)| what.contains(&id)).map(|(_, after)| *after);
            assert_eq!(found, Some(holds + 1), "{why}: {id} arrives a minute after its condition holds");
        }
    }
}

#[test]
fn each_kind_of_strike_is_counted_from() {
    for (adversary, why) in [
        ("human-operated-ransomware", "encryption by hand"),
        ("opportunistic-ransomware", "the few devices that are held"),
        ("worm", "a worm"),
        ("data-theft-extortion", "a crew that encrypts nothing"),
        ("medical-device-tampering", "altered values that are noticed"),
    ] {
        let scenario = quiet(adversary);
        let struck = (1..60).find_map(|seed| {
            let mut exercise = Exercise::build(scenario.clone(), seed, &one_hospital());
            let strike = until_struck(&mut exercise, ENDS)?;
            Some((exercise, strike))
        });
        let (mut exercise, strike) = struck.unwrap_or_else(|| panic!("{why}: one of sixty crews strikes"));
        exercise.advance(strike + 6_000);
        assert_on_time(&exercise, strike, why);
    }
}

#[test]
fn the_next_hospital_is_counted_from() {
    let mut scenario = quiet("human-operated-ransomware");
    Arc::make_mut(&mut scenario).adversary.begins_min = NEVER_MIN;
    let mut exercise = Exercise::build(scenario, SEED, &one_hospital());
    for phase in 0..3 {
        exercise.submit(phase, &Act::Phase(phase as u32)).expect("phases follow each other");
    }
    exercise.advance(6_100);
    let strike = exercise.attacker("h1").expect("the hospital").detonated_min.expect("the next hospital is struck");
    assert_on_time(&exercise, strike, "the next hospital");
}

#[test]
fn an_order_in_between_moves_nothing() {
    let mut scenario = quiet("human-operated-ransomware");
    Arc::make_mut(&mut scenario).adversary.begins_min = NEVER_MIN;
    let mut exercise = Exercise::build(scenario, SEED, &one_hospital());
    for phase in 0..3 {
        exercise.submit(phase, &Act::Phase(phase as u32)).expect("phases follow each other");
    }
    exercise.advance(130);
    let command = Command::Act { action: "situation-report".into(), target: None };
    let report = Act::Order { seat: seat(Role::IncidentCommander), command };
    exercise.submit(exercise.now(), &report).expect("it is offered");
    exercise.advance(6_100);
    let strike = exercise.attacker("h1").expect("the hospital").detonated_min.expect("the next hospital is struck");
    assert_on_time(&exercise, strike, "with an order");
}
