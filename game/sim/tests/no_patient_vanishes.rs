//! Whoever comes to a service is treated, diverted, has left, was turned down, put off, or waits: exactly, whatever is
//! ordered and whatever is struck.

use crate::common::*;
use codedark_protocol::Role;
use codedark_sim::exercise::*;
use proptest::prelude::*;

fn accounts(exercise: &mut Exercise) {
    for (id, service) in exercise.services("h1") {
        let counts = service.counts;
        let gone = counts.treated_milli
            + counts.diverted_milli
            + counts.left_milli
            + counts.turned_down_milli
            + counts.moved_milli;
        let here = service.waits_milli() + service.put_off_milli;
        assert_eq!(counts.arrived_milli, gone + here, "{id} at {}: {counts:?}", exercise.now());
        assert_eq!(service.put_off_milli, counts.cancelled_milli - counts.rebooked_milli, "{id}");
        let each = [counts.treated_milli, counts.diverted_milli, counts.left_milli, counts.turned_down_milli];
        assert!(each.into_iter().chain([service.waits_milli(), service.put_off_milli]).all(|count| count >= 0));
    }
}

proptest! {
    #![proptest_config(cases(24))]
    #[test]
    fn no_patient_vanishes(
        seed in 0u64..1000,
        strike in 1u64..4000,
        steps in prop::collection::vec((0usize..8, 0usize..1000, 1u64..1500), 10..60),
    ) {
        let scenario = changed(|scenario| scenario.adversary.begins_min = NEVER_MIN);
        let mut exercise = Exercise::build(scenario, seed, &one_hospital());
        for (phase, minute) in [(0, 0), (1, 0), (2, strike)] {
            exercise.submit(minute, &Act::Phase(phase)).expect("phases follow each other");
        }
        for (role, which, wait) in steps {
            by_chance(&mut exercise, &seat(Role::EIGHT[role]), which);
            let next = exercise.now() + wait;
            exercise.advance(next);
            accounts(&mut exercise);
        }
        let came: i64 = exercise.services("h1").iter().map(|(_, service)| service.counts.arrived_milli).sum();
        prop_assert!(came > 0, "somebody came");
    }
}

#[test]
fn whole_exercises_account_for_everybody() {
    for skill in [Skill::Idle, Skill::Competent] {
        let mut exercise = played(skill, SEED).exercise;
        accounts(&mut exercise);
        let services = exercise.services("h1");
        let sum = |of: fn(&Counts) -> i64| services.iter().map(|(_, service)| of(&service.counts)).sum::<i64>();
        assert!(sum(|it| it.left_milli) > 0 && sum(|it| it.cancelled_milli) > 0, "{skill:?} was struck");
        assert!(sum(|it| it.treated_milli) > sum(|it| it.left_milli), "{skill:?} treats most of them");
    }
}
