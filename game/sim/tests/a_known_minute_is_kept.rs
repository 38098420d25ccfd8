//! A strike whose minute history knows falls on it, whatever hours the crew keeps otherwise.

use std::sync::Arc;

use crate::common::*;
use codedark_sim::exercise::Exercise;

/// Sunday, 9 May 2021, at nine in the morning: no hour of the crew's own.
const KNOWN: u64 = 119_580;

/// In how many of so many seeds the crew strikes at that minute, and in how many at all.
fn strikes(exactly: bool) -> (usize, usize) {
    let mut scenario = attack_only(Arc::unwrap_or_clone(scenario()));
    let crew = &mut scenario.adversary;
    (crew.strikes_min, crew.strikes_exactly) = (KNOWN, exactly);
    let scenario = Arc::new(scenario);
    let minutes = (1..=12).filter_map(|seed| {
        let mut exercise = Exercise::build(scenario.clone(), seed, &one_hospital());
        until_struck(&mut exercise, KNOWN + 20 * 1_440)
    });
    let minutes: Vec<u64> = minutes.collect();
    (minutes.iter().filter(|minute| **minute == KNOWN).count(), minutes.len())
}

#[test]
fn history_knows_the_minute() {
    let (kept, struck) = strikes(true);
    // Its program fails at first in one seed of twenty, and is started again.
    assert!(struck >= 10 && kept + 2 >= struck, "{kept} of {struck} at the known minute");
}

#[test]
fn without_it_the_crew_waits_for_its_own_hour() {
    let (kept, struck) = strikes(false);
    assert!(struck >= 10 && kept == 0, "{kept} of {struck} at the known minute");
}
