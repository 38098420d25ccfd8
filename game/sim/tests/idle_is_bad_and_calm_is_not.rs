//! In a year in which nobody comes, who did nothing scores low, and who prepared and then kept calm scores as high as who was
//! busy all the time: luck is neither a success nor a failure.

use std::sync::Arc;

use crate::common::*;
use codedark_scenario::{Cue, Scenario};
use codedark_sim::exercise::*;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=4;
/// Most that doing nothing scores.
const IDLE_MAX: f64 = 15.0;
/// Points that calm people may be behind busy ones.
const BEHIND: f64 = 3.0;

/// The shipped exercise in a year in which nobody comes: what is played afterwards, in the next hospital, is rated apart.
fn quiet_year(change: impl FnOnce(&mut Scenario)) -> Arc<Scenario> {
    changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        change(scenario);
    })
}

fn mean(scenario: &Arc<Scenario>, skill: Skill) -> f64 {
    let score =
        |seed| play(scenario.clone(), seed, &one_hospital(), &Policy::StandIns(skill)).exercise.outcome("h1").score;
    SEEDS.map(score).sum::<f64>() / SEEDS.count() as f64
}

#[test]
fn where_nothing_happens_doing_little_is_right() {
    let calm = quiet_year(|scenario| {
        let watches = scenario.actions.iter_mut().filter(|action| action.cue == Cue::Watch);
        watches.for_each(|action| action.cue = Cue::Never);
    });
    let busy = quiet_year(|_| ());
    let (calm, busy, idle) = (mean(&calm, Skill::Competent), mean(&busy, Skill::Competent), mean(&busy, Skill::Idle));
    println!("calm {calm:.1}, busy {busy:.1}, idle {idle:.1}");
    assert!(idle < IDLE_MAX, "doing nothing scores {idle:.1}");
    assert!(calm > busy - BEHIND, "calm people score {calm:.1}, busy ones {busy:.1}");
    assert!(calm > idle + 40.0, "preparing counts: calm {calm:.1}, idle {idle:.1}");
}
