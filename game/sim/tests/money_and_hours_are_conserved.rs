//! Money and staff-hours are conserved, whatever is ordered; an insurer pays by its policy.

use crate::common::*;
use codedark_protocol::Role;
use codedark_scenario::Insurance;
use codedark_sim::exercise::*;
use proptest::prelude::*;

const DAY: u64 = 1_440;
/// Minute of the strike of the next hospital.
const STRIKE: u64 = 1_680;

fn audited(exercise: &mut Exercise) -> Books {
    let books = exercise.books("h1").expect("the hospital is there");
    let sum: i64 = books.accounts.iter().map(|(_, cents)| cents).sum();
    assert_eq!(sum, books.cost_cents, "the accounts sum to the cost: {books:?}");
    let began = exercise.scenario().hospital.budget_cents;
    let paid = books.cost_cents - books.carried_cents;
    assert_eq!(began + books.received_cents - paid, books.budget_cents, "what came, less what went: {books:?}");
    assert!(books.accounts.iter().all(|(_, cents)| *cents >= 0), "nothing is earned by spending: {books:?}");
    let hours = exercise.recovery_hours("h1").expect("the hospital is there");
    assert_eq!(hours.given_min, hours.spent_min + hours.idle_min, "{hours:?}");
    books
}

/// A rich hospital in which nothing happens until the next one is struck; insured, if it has a policy.
fn struck(seed: u64, policy: Option<Insurance>) -> Exercise {
    let insured = policy.is_some();
    let scenario = changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        scenario.hospital.budget_cents = 1_000_000_000;
        scenario.hospital.insurance = policy.unwrap_or_default();
        let buy = scenario.actions.iter_mut().find(|action| action.id == "buy-insurance").expect("it is there");
        (buy.tabled, buy.duration_min) = (false, 60);
    });
    let mut exercise = Exercise::build(scenario, seed, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("preparing begins");
    if insured {
        tries(&mut exercise, &seat(Role::CommunicationsLegal), "buy-insurance", None);
    }
    exercise.advance(300);
    for (minute, phase) in [(300, 1), (STRIKE, 2)] {
        exercise.submit(minute, &Act::Phase(phase)).expect("phases follow each other");
    }
    exercise.advance(STRIKE + 300);
    exercise
}

proptest! {
    #![proptest_config(cases(16))]
    #[test]
    fn money_and_hours_add_up(
        seed in 0u64..1000,
        steps in prop::collection::vec((0usize..8, 0usize..1000, 1u64..3000), 20..60),
    ) {
        let mut exercise = struck(seed, None);
        tries(&mut exercise, &seat(Role::ItOperations), "rebuild-group", Some("ward-workstations"));
        for (role, which, wait) in steps {
            by_chance(&mut exercise, &seat(Role::EIGHT[role]), which);
            let next = exercise.now() + wait;
            exercise.advance(next);
            audited(&mut exercise);
        }
        exercise.advance(STRIKE + 40 * DAY);
        let books = audited(&mut exercise);
        let hours = exercise.recovery_hours("h1").expect("the hospital is there");
        prop_assert!(books.cost_cents > 0 && hours.spent_min > 0, "something was done: {books:?}, {hours:?}");
    }
}

#[test]
fn an_insurer_pays_those_who_told_the_police_and_call_in_time() {
    for (waits, police, pays, why) in [
        (0, true, true, "called at once"),
        (9, true, false, "called after the week of the policy"),
        (0, false, false, "the police were not told"),
    ] {
        let policy = scenario().hospital.insurance.clone();
        let wanted = if pays { policy.limit_cents - policy.deductible_cents } else { 0 };
        let mut exercise = struck(SEED, Some(policy));
        if police {
            tries(&mut exercise, &seat(Role::CommunicationsLegal), "call-police", None);
        }
        exercise.advance(STRIKE + DAY + waits * DAY);
        let before = audited(&mut exercise).received_cents;
        tries(&mut exercise, &seat(Role::IncidentCommander), "call-insurer", None);
        let now = exercise.now();
        exercise.advance(now + 3 * DAY);
        let received = audited(&mut exercise).received_cents - before;
        assert_eq!(received, wanted, "{why}");
    }
}
