//! How far one objective was met, by the scenario's own numbers, and whether people met it.

use codedark_scenario::{Measure, Objective, Target};

use crate::base::time::Minute;
use crate::exercise::hands::Hands;
use crate::exercise::score::{PhaseMark, Values};
use crate::hospital::site::HospitalRef;

/// How far an objective was met.
#[derive(Clone, Copy, Debug)]
pub struct Met {
    /// 0 to 1.
    pub attainment: f64,
    /// By stand-ins alone, in a hospital that people play.
    pub by_stand_in: bool,
}

/// How far an objective was met; none when its reason never came.
pub fn attain(
    at: &HospitalRef,
    index: usize,
    objective: &Objective,
    mark: &PhaseMark,
    hands: &Hands,
    now: &Values,
) -> Option<Met> {
    let reason_min = match objective.reason() {
        // A reason that came only later was none in this phase.
        Some(_) => at.story.reasons[index].filter(|since| mark.covers(*since))?,
        None => mark.begun_min,
    };
    let end = mark.ended.as_ref().map_or(now, |(_, values)| values);
    let of_the_house = |value: i64, worst: i64, best: i64| Met {
        attainment: between(value, worst, best),
        by_stand_in: hands.left_to_stand_ins(&mark.voices, None),
    };
    Some(match &objective.measure {
        Target::Posture { worst, best } => of_the_house(end[&Measure::PostureMilli], *worst, *best),
        Target::Level { measure, worst, best } => of_the_house(end[measure], *worst, *best),
        Target::Growth { measure, worst, best } => of_the_house(end[measure] - mark.begun[measure], *worst, *best),
        Target::Act { any, since, within_min, late_min } => {
            let since = if since.is_some() { reason_min } else { mark.begun_min };
            let left = hands.left_to_stand_ins(&mark.voices, Some(objective.role));
            act(at, any, since, hands).map_or(Met { attainment: 0.0, by_stand_in: left }, |(took, by_stand_in)| Met {
                attainment: between(took as i64, *late_min as i64, *within_min as i64),
                by_stand_in,
            })
        }
        Target::Answers(injects) => answers(at, injects, hands)?,
    })
}

/// Minutes until one of the actions was done, and whether only stand-ins did it: what a person did comes first.
fn act(at: &HospitalRef, any: &[String], since: Minute, hands: &Hands) -> Option<(Minute, bool)> {
    let done = any.iter().filter_map(|action| at.defence.done.get(action)).flatten();
    // Done before its reason came counts as done at once: nobody is punished for foresight.
    let took = done.map(|done| (hands.ordered_by_stand_in(done.number), done.minute.saturating_sub(since)));
    took.min().map(|(by_stand_in, took)| (took, by_stand_in))
}

/// The mean credit of the answers that people gave, or where they gave none, of the stand-ins' answers.
fn answers(at: &HospitalRef, injects: &[String], hands: &Hands) -> Option<Met> {
    let credits: Vec<(bool, f64)> =
        injects.iter().filter_map(|inject| Some((hands.answered_by_stand_in(inject), credit(at, inject)?))).collect();
    let by_stand_in = credits.iter().all(|(by_stand_in, _)| *by_stand_in);
    let counted: Vec<f64> = credits.iter().filter(|(by, _)| *by == by_stand_in).map(|(_, credit)| *credit).collect();
    let mean = counted.iter().sum::<f64>() / counted.len() as f64;
    (!counted.is_empty()).then_some(Met { attainment: mean, by_stand_in })
}

/// What an answer earned, 0 to 1; none while the inject has not come, or when it was skipped.
fn credit(at: &HospitalRef, inject: &str) -> Option<f64> {
    let index = at.rules.scenario.inject(inject)?;
    let (facts, state) = (&at.rules.scenario.injects[index], &at.story.injects[index]);
    state.fired_min.filter(|_| !state.skipped)?;
    let answered = state.answer.filter(|_| !state.silent);
    Some(answered.map_or(0.0, |option| f64::from(facts.options[option].credit) / 100.0))
}

/// 0 at `worst`, 1 at `best`, in a straight line between.
fn between(value: i64, worst: i64, best: i64) -> f64 {
    if worst == best {
        return if value == best { 1.0 } else { 0.0 };
    }
    // Adding zero turns minus zero into zero, which reads better.
    ((value - worst) as f64 / (best - worst) as f64).clamp(0.0, 1.0) + 0.0
}
