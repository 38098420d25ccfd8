//! A copy of an exercise: given the same acts it ends as the original does; given others, it changes nothing there.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::Role;
use codedark_shipped::load_built_in;
use codedark_sim::exercise::*;
use proptest::prelude::*;

/// Does the entries from one place on, and lives to the end of the last.
fn goes_on(exercise: &mut Exercise, entries: &[Entry]) -> String {
    for entry in entries {
        exercise.submit(entry.minutes[0], &entry.act).expect("what was accepted is accepted again");
    }
    exercise.hash()
}

/// A class of three linked hospitals, and one alone.
fn played_out(linked: bool, seed: u64) -> (Arc<codedark_scenario::Scenario>, RegionSetup, Vec<Entry>) {
    let teams: Vec<String> = (1..=if linked { 3 } else { 1 }).map(|team| format!("t{team}")).collect();
    let scenario = scenario();
    let region = region_of(&scenario, &teams, Skill::Novice);
    let entries = play(scenario.clone(), seed, &region, &Policy::StandIns(Skill::Novice)).entries;
    (scenario, region, entries)
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn a_copy_ends_as_the_original_does(seed in 1..40u64, share in 0.0..1.0f64, linked: bool) {
        let (scenario, region, entries) = played_out(linked, seed);
        let from = (entries.len() as f64 * share) as usize;
        let mut original = Exercise::build(scenario, seed, &region);
        goes_on(&mut original, &entries[..from]);
        let mut copy = original.copy();
        prop_assert_eq!(copy.hash(), original.hash(), "at once");
        // The copy lives to its end first: nothing that it does may reach the original.
        let copied = goes_on(&mut copy, &entries[from..]);
        prop_assert_eq!(copied, goes_on(&mut original, &entries[from..]), "at the end");
    }
}

#[test]
fn what_is_done_to_a_copy_changes_the_original_nowhere() {
    let (scenario, region, entries) = played_out(true, SEED);
    let mut original = Exercise::build(scenario, SEED, &region);
    goes_on(&mut original, &entries[..entries.len() / 2]);
    let (hash, now) = (original.hash(), original.now());
    let mut copy = original.copy();
    tries(
        &mut copy,
        &codedark_protocol::Seat { hospital: "h1".into(), role: Role::CommunicationsLegal },
        "inform-staff",
        None,
    );
    copy.advance(now + 40_000);
    assert_ne!(copy.hash(), hash, "or nothing was tested");
    assert_eq!((original.hash(), original.now()), (hash, now));
}

#[test]
fn a_copy_crosses_threads() {
    let (scenario, region, entries) = played_out(false, SEED);
    let mut original = Exercise::build(scenario, SEED, &region);
    goes_on(&mut original, &entries[..entries.len() / 2]);
    let rest = &entries[entries.len() / 2..];
    let copies: Vec<Exercise> = (0..3).map(|_| original.copy()).collect();
    let ends: Vec<String> = std::thread::scope(|scope| {
        let lives: Vec<_> = copies.into_iter().map(|mut copy| scope.spawn(move || goes_on(&mut copy, rest))).collect();
        lives.into_iter().map(|life| life.join().expect("a copy lives on")).collect()
    });
    let end = goes_on(&mut original, rest);
    assert_eq!(ends, [end.clone(), end.clone(), end]);
}

#[test]
fn a_region_of_many_is_copied_whole() {
    let scenario = Arc::new(load_built_in("worm-friday-2017").expect("shipped").scenario);
    let region = region_of(&scenario, &["t1".to_owned()], Skill::Idle);
    let mut original = Exercise::build(scenario, SEED, &region);
    original.submit(0, &Act::Phase(0)).expect("the first phase begins");
    original.advance(20_000);
    let mut copy = original.copy();
    for minute in [25_000, 40_000] {
        original.advance(minute);
        copy.advance(minute);
        assert_eq!(copy.hash(), original.hash(), "at {minute}");
    }
}
