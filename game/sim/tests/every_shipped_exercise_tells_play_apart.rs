//! Whichever shipped exercise a class plays: who does nothing is struck and scores low, who knows what to do scores far
//! higher, and everybody is rated in all four phases.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::common::*;
use codedark_protocol::Outcome;
use codedark_scenario::Scenario;
use codedark_sim::exercise::*;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=4;
/// Seeds in which a hospital that does nothing is struck itself, at least.
const STRUCK_MIN: usize = 3;
/// Highest score of a hospital that does nothing.
const IDLE_MAX: f64 = 25.0;
/// Points that lie between idle and half-hearted play, and again between that and competent play, at least.
const APART: f64 = 10.0;

fn outcomes(scenario: &Arc<Scenario>, skill: Skill) -> Vec<Outcome> {
    let outcome = |seed| play(scenario.clone(), seed, &one_hospital(), &Policy::StandIns(skill)).exercise.outcome("h1");
    SEEDS.map(outcome).collect()
}

fn mean(outcomes: &[Outcome]) -> f64 {
    outcomes.iter().map(|outcome| outcome.score).sum::<f64>() / outcomes.len() as f64
}

#[test]
fn scores_tell_play_apart_and_every_phase_is_rated() {
    for (name, scenario) in shipped() {
        let [idle, novice, competent] =
            [Skill::Idle, Skill::Novice, Skill::Competent].map(|it| outcomes(&scenario, it));
        // An early warning may prove empty: then nobody comes in some seeds.
        let struck: Vec<&Outcome> = idle.iter().filter(|it| it.attack.detonated_at_min.is_some()).collect();
        assert!(struck.len() >= STRUCK_MIN, "{name}: idle people are struck in {} seeds", struck.len());
        for outcome in struck {
            assert!(outcome.score < IDLE_MAX, "{name}: idle scores {:.1}", outcome.score);
            let rated = outcome.objectives.iter().filter(|one| one.rating.is_some());
            let phases: BTreeSet<&str> = rated.map(|one| one.phase.as_str()).collect();
            assert_eq!(phases.len(), scenario.phases.len(), "{name}: rated in {phases:?}");
        }
        let [idle, novice, competent] = [&idle, &novice, &competent].map(|outcomes| mean(outcomes));
        println!("{name}: idle {idle:.1}, novice {novice:.1}, competent {competent:.1}");
        assert!(idle + APART < novice, "{name}: idle {idle:.1}, novice {novice:.1}");
        assert!(novice + APART < competent, "{name}: novice {novice:.1}, competent {competent:.1}");
    }
}
