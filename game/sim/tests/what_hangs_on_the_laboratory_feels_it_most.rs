//! A lost laboratory is felt most where most hangs on it: blood, operations that need blood, and intensive care. On paper they do
//! what the laboratory leaves them.

use crate::common::*;
use codedark_protocol::Role;

const DAY: u64 = 1_440;
const HANGS_ON_IT: [&str; 3] = ["transfusion", "theatres", "intensive-care"];
const OTHERS: [&str; 5] = ["emergency", "maternity", "wards-medication", "outpatients", "dialysis"];

/// What each service can do on the mean of two weeks on paper, in thousandths, in a house that lost every computer of these
/// zones.
fn capacities(lost: &[&str]) -> impl Fn(&str) -> i64 {
    let mut exercise = next_struck(SEED, lost, 100, |scenario| scenario.injects.clear());
    does(&mut exercise, Role::NursingLead, "declare-downtime", None);
    let mut sums: Vec<(String, i64)> = Vec::new();
    for day in 1..=14 {
        exercise.advance(NEXT_STRIKE + day * DAY);
        let today = exercise.services("h1");
        if sums.is_empty() {
            sums = today.iter().map(|(id, _)| (id.clone(), 0)).collect();
        }
        sums.iter_mut().zip(today).for_each(|(sum, (_, state))| sum.1 += state.capacity_milli / 14);
    }
    move |id| sums.iter().find(|(known, _)| known == id).expect("the service is there").1
}

#[test]
fn blood_operations_and_intensive_care_lose_most() {
    let can = capacities(&["lab"]);
    for hangs in HANGS_ON_IT {
        for other in OTHERS {
            assert!(can(hangs) < can(other), "{hangs} {}, {other} {}", can(hangs), can(other));
        }
    }
}

#[test]
fn on_paper_they_do_more_with_a_laboratory_that_works() {
    let all: Vec<String> = scenario().hospital.zones.iter().map(|zone| zone.id.clone()).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let but_the_laboratory: Vec<&str> = all.iter().copied().filter(|zone| *zone != "lab").collect();
    let (with, without) = (capacities(&but_the_laboratory), capacities(&all));
    for hangs in HANGS_ON_IT {
        assert!(with(hangs) > without(hangs) + 50, "{hangs}: {} with it, {} without", with(hangs), without(hangs));
    }
    assert_eq!(with("maternity"), without("maternity"), "midwives stay at the bed either way");
}
