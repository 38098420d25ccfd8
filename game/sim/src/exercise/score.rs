//! Scoring: objectives, process apart from outcome, rated as HSEEP does.

use std::collections::BTreeMap;

use codedark_protocol::{AttackResult, CareResult, ObjectiveResult, Outcome, Rating};
use codedark_scenario::{Measure, Objective, ObjectiveKind, Target};

use crate::measure::value;
use crate::region::At;
use crate::story::reason;
use crate::time::Minute;

/// All measures, in their order.
pub const MEASURES: [Measure; 27] = [
    Measure::DevicesTotal,
    Measure::DevicesCompromised,
    Measure::DevicesCompromisedMax,
    Measure::DevicesEncrypted,
    Measure::DevicesDown,
    Measure::RestoredMilli,
    Measure::ZonesIsolated,
    Measure::BackupsIntactMilli,
    Measure::DataStolenGb,
    Measure::Detonated,
    Measure::Detected,
    Measure::Contained,
    Measure::Recovered,
    Measure::DetectionDelayMin,
    Measure::CareMinutesDelayed,
    Measure::UnsafeEventsMilli,
    Measure::Cancelled,
    Measure::Diverted,
    Measure::CapacityMilli,
    Measure::BudgetCents,
    Measure::CostCents,
    Measure::PostureMilli,
    Measure::DutiesMet,
    Measure::DutiesLate,
    Measure::Informed,
    Measure::EvidenceKept,
    Measure::Reinfected,
];

/// Values of all measures.
pub type Values = BTreeMap<Measure, i64>;

/// Reads all measures.
pub fn values(at: &mut At) -> Values {
    MEASURES.into_iter().map(|measure| (measure, value(at, measure))).collect()
}

/// A phase as a hospital lived it.
pub struct PhaseMark {
    /// When it began.
    pub begun_min: Minute,
    /// Measures then.
    pub begun: Values,
    /// When it ended, and measures then.
    pub ended: Option<(Minute, Values)>,
    /// Measures of the team's own hospital as it was handed over; there only where the next hospital opened this phase.
    pub banked: Option<Values>,
}

/// The result of a hospital.
pub fn outcome(at: &mut At, marks: &[PhaseMark]) -> Outcome {
    let scenario = at.scenario();
    let now = values(at);
    let mut objectives = Vec::new();
    for (index, objective) in scenario.objectives.iter().enumerate() {
        let phase = scenario.phases.iter().position(|phase| phase.id == objective.phase);
        let mark = phase.and_then(|phase| marks.get(phase));
        if let Some(attainment) = mark.and_then(|mark| attain(at, index, objective, mark, &now)) {
            objectives.push(ObjectiveResult {
                id: objective.id.clone(),
                phase: objective.phase.clone(),
                role: objective.role,
                kind: objective.kind,
                rating: Rating::of(attainment),
                attainment,
                weight: objective.weight,
            });
        }
    }
    let mean = |kind: Option<ObjectiveKind>| {
        let counted = objectives.iter().filter(|o| kind.is_none_or(|kind| o.kind == kind));
        let (sum, weight) = counted.fold((0.0, 0.0), |(sum, weight), o| {
            (sum + o.attainment * f64::from(o.weight), weight + f64::from(o.weight))
        });
        if weight > 0.0 { libm::round(sum / weight * 1000.0) / 10.0 } else { 0.0 }
    };
    let (score, process, outcome) =
        (mean(None), mean(Some(ObjectiveKind::Process)), mean(Some(ObjectiveKind::Outcome)));
    let own = marks.iter().find_map(|mark| mark.banked.as_ref()).unwrap_or(&now);
    let (care, attack) = (care(&now), attack(at, own));
    Outcome { hospital: String::new(), score, process, outcome, objectives, care, attack }
}

fn care(now: &Values) -> CareResult {
    CareResult {
        minutes_delayed: now[&Measure::CareMinutesDelayed],
        unsafe_events: now[&Measure::UnsafeEventsMilli] as f64 / 1000.0,
        cancelled: now[&Measure::Cancelled],
        diverted: now[&Measure::Diverted],
    }
}

/// What the attacker reached in the team's own hospital: what the next one suffered is not its team's doing.
fn attack(at: &At, now: &Values) -> AttackResult {
    AttackResult {
        devices_total: now[&Measure::DevicesTotal],
        devices_compromised_max: now[&Measure::DevicesCompromisedMax],
        devices_encrypted: now[&Measure::DevicesEncrypted],
        data_stolen_gb: now[&Measure::DataStolenGb],
        detonated_at_min: at.attack.detonated_min.filter(|_| at.attack.next_hospital_min.is_none()),
        detected_at_min: at
            .desk
            .detected_min
            .filter(|minute| at.attack.next_hospital_min.is_none_or(|next| *minute < next)),
    }
}

/// How far an objective was met, 0 to 1; none when its reason never came, or its phase did not take place.
fn attain(at: &At, index: usize, objective: &Objective, mark: &PhaseMark, now: &Values) -> Option<f64> {
    let end = mark.ended.as_ref().map_or(now, |(_, values)| values);
    match &objective.measure {
        Target::Level { measure, worst, best } => Some(between(end[measure], *worst, *best)),
        Target::Growth { measure, worst, best } => Some(between(end[measure] - mark.begun[measure], *worst, *best)),
        Target::Act { any, within_min, late_min, .. } => {
            let since = match reason(&objective.measure) {
                Some(_) => at.story.reasons[index]?,
                None => mark.begun_min,
            };
            let done = any.iter().filter_map(|action| at.defence.done.get(action)).flatten();
            // Done before its reason came counts as done at once: nobody is punished for foresight.
            let took = done.map(|(minute, _)| minute.saturating_sub(since)).min();
            Some(took.map_or(0.0, |took| between(took as i64, *late_min as i64, *within_min as i64)))
        }
        Target::Answers(injects) => {
            let credits: Vec<f64> = injects.iter().filter_map(|inject| credit(at, inject)).collect();
            (!credits.is_empty()).then(|| credits.iter().sum::<f64>() / credits.len() as f64)
        }
    }
}

/// What an answer earned, 0 to 1; none while the inject has not come, or when it was skipped.
fn credit(at: &At, inject: &str) -> Option<f64> {
    let index = at.rules.scenario.injects.iter().position(|known| known.id == inject)?;
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
