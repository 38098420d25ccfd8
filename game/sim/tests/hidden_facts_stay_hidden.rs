//! Two worlds that differ only in undiscovered facts give every seat the same bytes until discovery.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Figure, Role, Seat, View, encode};
use codedark_scenario::{Measure, Scenario};
use codedark_sim::exercise::*;

/// What a seat is sent: the view.
fn sent(exercise: &mut Exercise, seat: &Seat) -> View {
    exercise.view(seat)
}

/// The same with a planted leak: a count that only the attacker knows.
fn leaky(exercise: &mut Exercise, seat: &Seat) -> View {
    let mut view = exercise.view(seat);
    let held = exercise.figures("h1").into_iter().find(|(measure, _)| *measure == Measure::DevicesCompromised);
    view.figures.push(Figure { id: "zz".into(), value: held.map_or(0, |(_, held)| held) });
    view
}

/// The first minute at which any seat's bytes differ between a house with a silent intruder and one without.
fn first_difference(project: fn(&mut Exercise, &Seat) -> View) -> Option<(u64, Role)> {
    let silent = |begins_min: u64| {
        let mut scenario = Scenario::clone(&scenario());
        scenario.adversary.begins_min = begins_min;
        for step in &mut scenario.adversary.steps {
            step.noise.clear();
            step.surely.clear();
        }
        scenario.phases.iter_mut().for_each(|phase| phase.ends = None);
        let mut exercise = Exercise::build(Arc::new(scenario), SEED, &one_hospital());
        exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
        exercise
    };
    let begins_min = scenario().adversary.begins_min;
    let (mut intruded, mut calm) = (silent(begins_min), silent(u64::MAX / 2));
    for phase in 1..=1 {
        let minute = intruded.phase_ends_by();
        for exercise in [&mut intruded, &mut calm] {
            exercise.submit(minute, &Act::Phase(phase)).expect("phases follow each other");
        }
    }
    let mut held_once = false;
    while let Some(minute) = intruded.next_due() {
        intruded.advance(minute);
        let figures = intruded.figures("h1");
        let figure = |wanted| figures.iter().find(|(measure, _)| *measure == wanted).map_or(0, |(_, value)| *value);
        held_once |= figure(Measure::DevicesCompromised) > 0;
        if figure(Measure::Detonated) > 0 {
            break;
        }
        calm.advance(minute);
        for role in Role::EIGHT {
            let seat = seat(role);
            if encode(&project(&mut intruded, &seat)) != encode(&project(&mut calm, &seat)) {
                return Some((minute, role));
            }
        }
    }
    assert!(held_once, "the intruder was there, or nothing was tested");
    None
}

#[test]
fn an_undiscovered_intruder_is_in_nobodys_bytes() {
    assert_eq!(first_difference(sent), None, "seed {SEED}");
}

#[test]
fn a_planted_leak_is_caught() {
    assert!(first_difference(leaky).is_some());
}
