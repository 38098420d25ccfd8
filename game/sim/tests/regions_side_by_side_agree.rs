//! Regions share nothing but what never changes: side by side on threads of their own they end as they do one after the
//! other, and one that goes on elsewhere in the middle of its recovery agrees with the one that stayed.

use std::collections::BTreeSet;
use std::thread;

use crate::common::*;
use codedark_protocol::Role;
use codedark_scenario::Measure;
use codedark_sim::exercise::*;

const REGIONS: u64 = 8;
const HOUR: u64 = 60;
const DAY: u64 = 1_440;

#[test]
fn side_by_side_they_end_as_one_after_the_other() {
    // One scenario for all: it is what they share.
    let scenario = scenario();
    let end = |seed| play(scenario.clone(), seed, &one_hospital(), &Policy::StandIns(Skill::Competent)).exercise.hash();
    let one_by_one: Vec<String> = (1..=REGIONS).map(end).collect();
    let side_by_side: Vec<String> = thread::scope(|scope| {
        let lives: Vec<_> = (1..=REGIONS).map(|seed| scope.spawn(move || end(seed))).collect();
        lives.into_iter().map(|life| life.join().expect("a region lives to its end")).collect()
    });
    assert_eq!(side_by_side, one_by_one);
    assert_eq!(one_by_one.iter().collect::<BTreeSet<_>>().len(), one_by_one.len(), "each region has a life of its own");
}

/// A house in the middle of its recovery: some of what was encrypted is back, the rest is not.
fn in_recovery() -> Exercise {
    let idle = played(Skill::Idle, SEED);
    let begins = idle.entries.iter().find(|entry| entry.act == Act::Phase(2)).expect("response begins").minutes[0];
    let mut exercise = replayed(&idle.entries, SEED, begins);
    exercise.advance(begins + 12 * HOUR);
    for group in ["domain-controllers", "ehr-servers"] {
        does(&mut exercise, Role::ItOperations, "rebuild-group", Some(group));
    }
    let lost = figure(&mut exercise, Measure::DevicesDown);
    let back = (0..60).any(|_| {
        exercise.advance(exercise.now() + DAY);
        figure(&mut exercise, Measure::DevicesDown) < lost
    });
    assert!(back && figure(&mut exercise, Measure::DevicesDown) > 0, "or it is not the middle of a recovery");
    exercise
}

/// The state at the end of each day of two more months, in which people have a zone checked.
fn goes_on(exercise: &mut Exercise) -> Vec<String> {
    tries(exercise, &seat(Role::SecurityLead), "sign-off-zone", Some("office"));
    let day = |_| {
        exercise.advance(exercise.now() + DAY);
        exercise.hash()
    };
    (0..60).map(day).collect()
}

#[test]
fn a_recovery_that_goes_on_elsewhere_agrees_day_by_day() {
    let mut stays = in_recovery();
    let mut goes = stays.copy();
    let (there, here) = thread::scope(|scope| {
        let there = scope.spawn(move || goes_on(&mut goes));
        let here = goes_on(&mut stays);
        (there.join().expect("it goes on"), here)
    });
    assert_eq!(there, here);
}
