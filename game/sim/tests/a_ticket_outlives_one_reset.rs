//! A crew that made itself a ticket to the sign-in stays its master when all privileged secrets are changed, and not when they
//! are changed once more.

use crate::common::*;
use codedark_protocol::Role;
use codedark_scenario::Gain;
use codedark_sim::exercise::*;

const DAY: u64 = 1_440;

/// A hospital, in the phase of detection, whose sign-in a crew holds, with a ticket or without.
fn held(seed: u64, ticket: bool) -> Exercise {
    let scenario = changed(|scenario| {
        let forge = scenario.adversary.steps.iter_mut().find(|step| step.gives == Gain::Ticket);
        let forge = forge.expect("the crew knows how");
        forge.controls.clear();
        forge.odds = if ticket { 1.0 } else { 0.0 };
    });
    let mut exercise = Exercise::build(scenario.clone(), seed, &one_hospital());
    for phase in [0, 1] {
        exercise.submit(0, &Act::Phase(phase)).expect("phases follow each other");
    }
    while exercise.now() < scenario.end_min() {
        exercise.advance(exercise.now() + DAY);
        let crew = exercise.attacker("h1").expect("the hospital");
        if crew.domain_admin && crew.ticket == ticket {
            return exercise;
        }
    }
    panic!("seed {seed}: the crew never held the sign-in");
}

/// Changes all secrets, and tells whether the crew still holds the sign-in at that minute.
fn still_holds(exercise: &mut Exercise, action: &str) -> bool {
    let done = does(exercise, Role::ItOperations, action, None);
    exercise.advance(done);
    exercise.attacker("h1").expect("the hospital").domain_admin
}

#[test]
fn without_a_ticket_one_reset_is_enough() {
    for seed in 1..=4 {
        assert!(!still_holds(&mut held(seed, false), "reset-credentials"), "seed {seed}");
    }
}

#[test]
fn a_ticket_is_good_until_the_second_reset() {
    for seed in 1..=4 {
        let mut exercise = held(seed, true);
        assert!(still_holds(&mut exercise, "reset-credentials"), "seed {seed}: the ticket outlives the first");
        assert!(!still_holds(&mut exercise, "renew-ticket-keys"), "seed {seed}: and no second one");
    }
}
