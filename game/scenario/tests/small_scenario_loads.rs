//! A right scenario loads without a word.

use crate::common::{SMALL, expect, load_with};
use codedark_scenario::{Condition, Expr, Gain, Target, ZoneKind, load_sources};

#[test]
fn a_right_scenario_has_no_problems_and_keeps_what_was_written() {
    expect(SMALL, &[]);
    let loaded = load_with(SMALL, &[]).expect("no problems");
    let scenario = loaded.scenario;
    assert_eq!(scenario.hospital.budget_cents, 10_000_000, "underscores in numbers");
    assert_eq!(scenario.hospital.services[0].planned_per_day, 60.5);
    assert!(matches!(scenario.hospital.services[1].needs, Expr::Weighted(ref parts) if parts.len() == 2));
    assert_eq!(scenario.adversary.steps[0].gives, Gain::Foothold(ZoneKind::Office));
    assert!(matches!(scenario.phases[1].ends, Some(Condition::Measure(..))), "an option without Some");
    assert!(matches!(scenario.phases[2].ends, Some(Condition::All(_))), "an option with Some");
    assert!(matches!(scenario.objectives[0].measure, Target::Act { since: Some(_), .. }));
    assert_eq!(loaded.sources.len(), 1);
}

#[test]
fn the_texts_of_a_record_load_again_without_any_file() {
    let again = load_sources(&load_with(SMALL, &[]).expect("no problems").sources);
    assert_eq!(again.expect("the same texts").scenario.id, "small");
}
