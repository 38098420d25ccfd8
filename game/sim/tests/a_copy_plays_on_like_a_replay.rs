//! What is played on from a copy, without an action that somebody was about to order, is what a whole exercise by people
//! who never thought of it would have been.

use std::sync::Arc;

use codedark_scenario::{Cue, Scenario};
use codedark_shipped::load_built_in;
use codedark_sim::exercise::*;

use crate::common::{SEED, one_hospital};

/// The scenario in which stand-ins never think of an action.
fn without(scenario: &Scenario, action: &str) -> Arc<Scenario> {
    let mut scenario = scenario.clone();
    scenario.actions.iter_mut().filter(|known| known.id == action).for_each(|known| known.cue = Cue::Never);
    Arc::new(scenario)
}

/// Every tenth of the actions that stand-ins of a skill order, in the order of their first time.
fn some_ordered(scenario: &Arc<Scenario>, region: &RegionSetup, skill: Skill) -> Vec<String> {
    let mut ordered: Vec<String> = Vec::new();
    for entry in play(scenario.clone(), SEED, region, &Policy::StandIns(skill)).entries {
        if let Act::Order { command: codedark_protocol::Command::Act { action, .. }, .. } = entry.act
            && !ordered.contains(&action)
        {
            ordered.push(action);
        }
    }
    ordered.into_iter().step_by(10).collect()
}

fn assert_plays_on_like_a_replay(scenario: &Arc<Scenario>, region: &RegionSetup, skill: Skill) {
    let actions = some_ordered(scenario, region, skill);
    let mut heard = Vec::new();
    play_without(scenario, SEED, region, skill, actions.clone(), |action, played| {
        let whole = play(without(scenario, &action), SEED, region, &Policy::StandIns(skill));
        assert_eq!(played.entries, whole.entries, "{skill:?} without {action}: other acts");
        assert_eq!(played.exercise.hash(), whole.exercise.hash(), "{skill:?} without {action}: another end");
        for hospital in whole.exercise.hospitals() {
            assert_eq!(
                played.exercise.outcome(&hospital),
                whole.exercise.outcome(&hospital),
                "{action}: another score"
            );
        }
        heard.push(action);
    });
    assert!(heard.len() >= 2 && heard == actions, "{skill:?}: each once, in the order of their first time: {heard:?}");
}

#[test]
fn of_a_hospital_alone() {
    for name in ["conti-friday", "results-altered"] {
        let scenario = Arc::new(load_built_in(name).expect("the shipped scenario loads").scenario);
        for skill in [Skill::Novice, Skill::Competent] {
            assert_plays_on_like_a_replay(&scenario, &one_hospital(), skill);
        }
    }
}

#[test]
fn of_a_linked_region() {
    let scenario = Arc::new(load_built_in("irish-health-service-2021").expect("the shipped scenario loads").scenario);
    let mut region = region_of(&scenario, &["t1".to_owned()], Skill::Competent);
    region.hospitals.truncate(3);
    assert_plays_on_like_a_replay(&scenario, &region, Skill::Competent);
}

#[test]
fn nothing_is_heard_of_an_action_that_nobody_orders() {
    let scenario = crate::common::scenario();
    let never = scenario.actions.iter().find(|action| action.cue == Cue::Never).expect("a drastic way").id.clone();
    play_without(&scenario, SEED, &one_hospital(), Skill::Competent, vec![never], |action, _| panic!("{action}"));
}
