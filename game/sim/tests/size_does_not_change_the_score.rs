//! The same play scores the same in a smaller and in a larger house: ranges follow the patients and the devices there are.

use std::sync::Arc;

use crate::common::*;
use codedark_scenario::{Place, Scenario, Skill as RunBy};
use codedark_sim::exercise::*;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=12;
/// Points that lie between the medians of two sizes, at most.
const APART: f64 = 3.0;

/// The shipped scenario in a house of another size.
fn at_size(percent: u32) -> Arc<Scenario> {
    let place = Place {
        id: "here".to_owned(),
        hospital: None,
        size_percent: percent,
        count: 1,
        stand_in: RunBy::Competent,
        playable: true,
        own_sign_in: false,
        area: String::new(),
    };
    Arc::new(scenario().at_place(&place))
}

fn median(scenario: &Arc<Scenario>, skill: Skill) -> f64 {
    let score =
        |seed| play(scenario.clone(), seed, &one_hospital(), &Policy::StandIns(skill)).exercise.outcome("h1").score;
    let mut scores: Vec<f64> = SEEDS.map(score).collect();
    scores.sort_by(f64::total_cmp);
    (scores[scores.len() / 2 - 1] + scores[scores.len() / 2]) / 2.0
}

#[test]
fn size_does_not_change_the_score() {
    let [small, large] = [80, 150].map(at_size);
    for skill in [Skill::Idle, Skill::Competent] {
        let (small, large) = (median(&small, skill), median(&large, skill));
        println!("{skill:?}: {small:.1} at 80 %, {large:.1} at 150 %");
        assert!((small - large).abs() <= APART, "{skill:?}: {small:.1} at 80 %, {large:.1} at 150 %");
    }
}
