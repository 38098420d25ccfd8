//! State changes at agenda items and commands only: one jump and many steps end in the same state.

use crate::common::*;
use codedark_sim::exercise::*;

#[test]
fn one_jump_and_minute_by_minute_steps_give_the_same_hash() {
    let (mut jump, mut steps) = (start(), start());
    let until = 130_000;
    jump.advance(until);
    for minute in 0..=until {
        steps.advance(minute);
    }
    assert_eq!(jump.hash(), steps.hash(), "seed {SEED}");
}

#[test]
fn looking_changes_nothing() {
    let (mut watched, mut alone) = (start(), start());
    for minute in (0..100_000).step_by(977) {
        watched.advance(minute);
        for role in codedark_protocol::Role::EIGHT {
            watched.view(&seat(role));
        }
    }
    watched.advance(100_000);
    alone.advance(100_000);
    assert_eq!(watched.hash(), alone.hash(), "seed {SEED}");
}

fn start() -> Exercise {
    let mut exercise = Exercise::build(scenario(), SEED, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
    exercise
}
