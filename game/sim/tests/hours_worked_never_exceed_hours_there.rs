//! Who works on one thing does not work on another: over any interval, a role's people work no more minutes than they are
//! there, whatever is ordered.

use crate::common::*;
use codedark_protocol::Role;
use codedark_sim::exercise::*;
use proptest::prelude::*;

/// Most people of a role who can be there at once, with responders and who is sent by subscription.
fn most(exercise: &Exercise, role: Role) -> i64 {
    let crew = exercise.scenario().hospital.crew(role).expect("each role has people");
    let outside = if role == Role::ItOperations { 6 } else { 0 };
    i64::from(crew.by_day.max(crew.by_night).max(1)) + outside
}

proptest! {
    #![proptest_config(cases(12))]
    #[test]
    fn whatever_is_ordered(
        seed in 0u64..1000,
        steps in prop::collection::vec((0usize..8, 0usize..1000, 1u64..2000), 60..120),
    ) {
        let all = ["office", "servers", "wards", "imaging", "lab", "bedside", "identity"];
        let mut exercise = next_struck(seed, &all, 80, |_| ());
        tries(&mut exercise, &seat(Role::ItOperations), "rebuild-group", Some("ward-workstations"));
        let mut before = exercise.hands("h1").expect("the hospital is there");
        for (role, which, wait) in steps {
            by_chance(&mut exercise, &seat(Role::EIGHT[role]), which);
            exercise.advance(exercise.now() + wait);
            let now = exercise.hands("h1").expect("the hospital is there");
            for (role, book) in &now {
                let was = before.get(role).copied().unwrap_or_default();
                let (there, worked) = (book.there_milli - was.there_milli, book.worked_milli() - was.worked_milli());
                // What was free before may be taken for rebuilding later.
                prop_assert!(worked <= there + was.free_milli, "{role:?}: {worked} of {there}");
                prop_assert!(book.worked_milli() <= book.there_milli, "{role:?}: {book:?}");
                let minutes = (book.settled_min - was.settled_min) as i64;
                prop_assert!(there <= minutes * most(&exercise, *role) * 1000, "{role:?}: {there} in {minutes} minutes");
            }
            before = now;
        }
        let it = before[&Role::ItOperations];
        prop_assert!(it.ordered_milli > 0 && it.rebuilt_milli > 0, "IT did both: {it:?}");
    }
}
