//! Whatever is decided in a shipped exercise, every measure stays in the range from which the checker concludes that a
//! condition can never hold.

use std::collections::BTreeMap;

use crate::common::*;
use codedark_scenario::Measure;
use codedark_sim::exercise::*;

#[test]
fn no_measure_of_a_shipped_exercise_leaves_its_range() {
    let mut highest: BTreeMap<Measure, i64> = BTreeMap::new();
    for (name, scenario) in shipped() {
        for skill in [Skill::Idle, Skill::Competent] {
            let entries = play(scenario.clone(), SEED, &one_hospital(), &Policy::StandIns(skill)).entries;
            each_change(scenario.clone(), &entries, SEED, |exercise| {
                let minute = exercise.now();
                for (measure, value) in exercise.figures("h1") {
                    let (least, most) = scenario.range(measure);
                    let inside = (least..=most).contains(&value);
                    assert!(
                        inside,
                        "{name}, {skill:?}, minute {minute}: {measure:?} is {value}, not {least} to {most}"
                    );
                    let seen = highest.entry(measure).or_insert(value);
                    *seen = value.max(*seen);
                }
            });
        }
    }
    let unread: Vec<_> = Measure::ALL.into_iter().filter(|measure| !highest.contains_key(measure)).collect();
    assert!(unread.is_empty(), "not read: {unread:?}");
    // What was taken for 0 or 1 once.
    assert!(highest[&Measure::EvidenceKept] > 1, "evidence is kept again and again: {highest:?}");
}
