//! A fork has luck of its own from its minute on: what was settled before stays as it was, what comes is drawn anew, and
//! forks of one number are one.

use crate::common::*;
use codedark_scenario::Measure;
use codedark_sim::exercise::*;

const DAY: u64 = 1_440;

/// An idle hospital, two hours after it was struck, in the middle of the encryption.
fn under_encryption() -> Exercise {
    let idle = played(Skill::Idle, SEED);
    let struck = idle.exercise.attacker("h1").and_then(|crew| crew.detonated_min).expect("the crew strikes who idles");
    replayed(&idle.entries, SEED, struck + 120)
}

/// What is seen of it after so many days of nobody doing anything.
fn after(mut exercise: Exercise, days: u64) -> (String, Vec<(String, u32)>) {
    exercise.advance(exercise.now() + days * DAY);
    (exercise.hash(), exercise.encrypted_by_group("h1"))
}

#[test]
fn the_encryption_under_way_goes_on_as_it_would_have() {
    let exercise = under_encryption();
    let encrypted = exercise.encrypted_by_group("h1");
    let (_, ended) = after(exercise.copy(), 2);
    assert_ne!(encrypted, ended, "it was under way");
    for number in 1..5 {
        assert_eq!(after(exercise.fork(number), 2).1, ended, "fork {number}");
    }
}

#[test]
fn forks_of_one_number_are_one_and_others_are_not() {
    let exercise = under_encryption();
    let hash = exercise.hash();
    let [one, again, other] = [1, 1, 2].map(|number| after(exercise.fork(number), 20).0);
    assert_eq!(one, again);
    assert_ne!(one, other);
    assert_eq!(exercise.hash(), hash, "forking changes nothing");
}

#[test]
fn nothing_of_it_has_changed_when_it_begins() {
    let mut exercise = under_encryption();
    let mut fork = exercise.fork(1);
    for measure in Measure::ALL {
        assert_eq!(figure(&mut fork, measure), figure(&mut exercise, measure), "{measure:?}");
    }
}
