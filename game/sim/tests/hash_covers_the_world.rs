//! Every component and resource of the world is hashed, or excused with a reason, alone and in a linked region; and what is
//! left out of a hashed component says why.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::common::*;
use codedark_protocol::Role;
use codedark_sim::base::numbers::Numbers;
use codedark_sim::exercise::*;

/// Three hospitals of the shipped scenario, linked.
fn linked() -> RegionSetup {
    region_of(&scenario(), &["t1", "t2", "t3"].map(str::to_owned), Skill::Novice)
}

#[test]
fn every_registered_type_is_hashed_or_excused() {
    let linked = play(scenario(), SEED, &linked(), &Policy::StandIns(Skill::Novice)).exercise;
    assert!(linked.exchanged("h1").is_some_and(|one| one.sent_milli > 0), "something passed between them");
    for (played, which) in [(played(Skill::Novice, SEED).exercise, "alone"), (linked, "in a linked region")] {
        assert_eq!(played.unhashed(), Vec::<String>::new(), "{which}: add it to the hash, or excuse it with a reason");
    }
}

#[test]
fn what_is_on_its_way_between_hospitals_is_hashed() {
    let second = |linked: bool, shares: bool| {
        let region = RegionSetup { linked, ..self::linked() };
        let mut exercise = Exercise::build(scenario(), SEED, &region);
        for phase in 0..2 {
            exercise.submit(0, &Act::Phase(phase)).expect("phases follow each other");
        }
        if shares {
            exercise.submit(0, &order(Role::CommunicationsLegal, "share-indicators", None)).expect("it is offered");
        }
        // Shared, and nowhere arrived.
        exercise.advance(400);
        assert!(exercise.exchanged("h2").is_none_or(|one| one.warned_min.is_none()));
        exercise.hospital_hash("h2")
    };
    assert_ne!(second(true, true), second(true, false), "a warning is on its way to the second hospital");
    assert_eq!(second(false, true), second(false, false), "and none where they are not linked");
}

#[test]
fn the_responders_of_a_region_are_hashed() {
    let built = |teams| {
        let mut numbers = Numbers::default();
        numbers.exchange.responder_teams = teams;
        Exercise::build_with(scenario(), SEED, &linked(), &Arc::new(numbers))
    };
    let (one, two) = (built(1), built(2));
    for id in one.hospitals() {
        assert_eq!(one.hospital_hash(&id), two.hospital_hash(&id), "{id} has nothing of them");
    }
    assert_ne!(one.hash(), two.hash());
}

/// Words of a reason for which a field may be left out of the state hash.
const REASONS: [&str; 4] =
    ["Derived", "Hashed with the hospital", "the model never reads it", "Not part of the state hash"];

/// All skipped fields below a folder, each with its documentation; those in `cfg(test)` among them.
fn skipped(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            skipped(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source file");
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for at in (0..lines.len()).filter(|at| lines[*at].starts_with("#[serde(skip")) {
            let about = lines[..at].iter().rev().take_while(|line| line.starts_with("///")).map(|line| &line[3..]);
            let about: Vec<&str> = about.collect();
            found.push(format!("{}{}", lines[at + 1], about.into_iter().rev().collect::<String>()));
        }
    }
}

#[test]
fn a_field_that_is_left_out_says_why() {
    let mut fields = Vec::new();
    skipped(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/hospital"), &mut fields);
    assert!(!fields.is_empty(), "or nothing was looked at");
    fields.retain(|field| !REASONS.iter().any(|reason| field.contains(reason)));
    assert_eq!(fields, Vec::<String>::new(), "left out of the state hash without one of these reasons: {REASONS:?}");
}
