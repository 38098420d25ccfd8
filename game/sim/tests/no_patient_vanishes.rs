//! Whoever comes to a service is treated, diverted, has left, was turned down, put off, or waits: exactly, whatever is
//! ordered and whatever is struck.
mod common;
use codedark_protocol::{Command, Role};
use codedark_sim::exercise::*;
use common::*;
use proptest::prelude::*;

fn accounts(exercise: &mut Exercise) {
    for service in exercise.services("h1") {
        let counts = service.counts;
        let gone = counts.treated_milli + counts.diverted_milli + counts.left_milli + counts.turned_down_milli;
        let here = service.waiting_milli + service.put_off_milli;
        assert_eq!(counts.arrived_milli, gone + here, "{} at {}: {counts:?}", service.id, exercise.now());
        assert_eq!(service.put_off_milli, counts.cancelled_milli - counts.rebooked_milli, "{}", service.id);
        let each = [counts.treated_milli, counts.diverted_milli, counts.left_milli, counts.turned_down_milli];
        assert!(each.into_iter().chain([service.waiting_milli, service.put_off_milli]).all(|count| count >= 0));
    }
}

/// Takes one of the offers of a role, by chance; whoever is asked agrees.
fn orders(exercise: &mut Exercise, role: Role, which: usize) {
    let offers = exercise.view(&seat(role)).offers;
    let Some(offer) = offers.get(which % offers.len().max(1)) else { return };
    let target = offer.targets.get(which % offer.targets.len().max(1)).map(String::as_str);
    let act = order(role, &offer.action, target);
    // What is refused for want of hands changes nothing.
    let _ = exercise.submit(exercise.now(), &act);
    for row in exercise.view(&seat(role)).proposals.into_iter().filter(|row| row.state.is_open()) {
        let agree = Act::Order { seat: seat(row.asked), command: Command::Agree { proposal: row.id } };
        let _ = exercise.submit(exercise.now(), &agree);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_patient_vanishes(
        seed in 0u64..1000,
        strike in 1u64..4000,
        steps in prop::collection::vec((0usize..8, 0usize..1000, 1u64..1500), 10..60),
    ) {
        let scenario = changed(|scenario| scenario.adversary.begins_min = u64::MAX / 2);
        let mut exercise = Exercise::build(scenario, seed, &one_hospital());
        for (phase, minute) in [(0, 0), (1, 0), (2, strike)] {
            exercise.submit(minute, &Act::Phase(phase)).expect("phases follow each other");
        }
        for (role, which, wait) in steps {
            orders(&mut exercise, Role::EIGHT[role], which);
            let next = exercise.now() + wait;
            exercise.advance(next);
            accounts(&mut exercise);
        }
        let came: i64 = exercise.services("h1").iter().map(|service| service.counts.arrived_milli).sum();
        prop_assert!(came > 0, "somebody came");
    }
}

#[test]
fn whole_exercises_account_for_everybody() {
    for skill in [Skill::Idle, Skill::Competent] {
        let mut exercise = played(skill, SEED).exercise;
        accounts(&mut exercise);
        let services = exercise.services("h1");
        let sum = |of: fn(&ServiceFigures) -> i64| services.iter().map(of).sum::<i64>();
        assert!(sum(|it| it.counts.left_milli) > 0 && sum(|it| it.counts.cancelled_milli) > 0, "{skill:?} was struck");
        assert!(sum(|it| it.counts.treated_milli) > sum(|it| it.counts.left_milli), "{skill:?} treats most of them");
    }
}
