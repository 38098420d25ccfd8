//! Scoring: objectives, process apart from outcome, rated as HSEEP does.
//!
//! [`outcome`] is the quick score: it reads one played hospital and the scenario's own numbers, and costs nothing. The
//! rating after class replaces the outcomes in it by what forks of the exercise reached.

mod attain;

use std::collections::BTreeMap;

use codedark_protocol::{ATTAINMENT_CAPPED, AttackResult, CareResult, ObjectiveResult, Outcome, Rating, Ratings};
use codedark_scenario::{Measure, ObjectiveKind};

use crate::base::time::Minute;
use crate::exercise::hands::{Hands, Voices};
use crate::hospital::site::HospitalRef;
use crate::reading::measure::value;

/// Values of all measures.
pub type Values = BTreeMap<Measure, i64>;

/// Reads all measures.
pub fn values(at: &HospitalRef) -> Values {
    Measure::ALL.into_iter().map(|measure| (measure, value(at, measure))).collect()
}

/// A phase as a hospital lived it.
#[derive(Clone)]
pub struct PhaseMark {
    /// When it began.
    pub begun_min: Minute,
    /// Measures then.
    pub begun: Values,
    /// When it ended, and measures then.
    pub ended: Option<(Minute, Values)>,
    /// Measures of the team's own hospital as it was handed over; there only where the next hospital opened this phase.
    pub banked: Option<Values>,
    /// Who spoke in it.
    pub voices: Voices,
}

impl PhaseMark {
    /// A phase that begins.
    pub fn new(begun_min: Minute, begun: Values, banked: Option<Values>) -> PhaseMark {
        PhaseMark { begun_min, begun, ended: None, banked, voices: Voices::new() }
    }

    /// Whether a minute lies before the phase's end; after it nothing counts any more.
    fn covers(&self, minute: Minute) -> bool {
        self.ended.as_ref().is_none_or(|(ended, _)| minute <= *ended)
    }
}

/// The result of a hospital.
pub fn outcome(at: &HospitalRef, marks: &[PhaseMark], hands: &Hands) -> Outcome {
    let scenario = at.scenario();
    let now = values(at);
    let (mut own, mut next) = (Vec::new(), Vec::new());
    let handed_over = marks.iter().position(|mark| mark.banked.is_some());
    for (index, objective) in scenario.objectives.iter().enumerate() {
        let phase = scenario.phase(&objective.phase);
        let mark = phase.and_then(|phase| marks.get(phase));
        let met = mark.and_then(|mark| attain::attain(at, index, objective, mark, hands, &now));
        let unsafe_min = at.story.caps[index];
        let capped = mark.is_some_and(|mark| unsafe_min.is_some_and(|minute| mark.covers(minute)));
        let result = |met: Option<attain::Met>| ObjectiveResult {
            id: objective.id.clone(),
            phase: objective.phase.clone(),
            role: objective.role,
            kind: objective.kind,
            rating: None,
            attainment: met.map(|met| met.attainment),
            weight: objective.weight,
            by_stand_in: met.is_some_and(|met| met.by_stand_in),
            capped: capped && met.is_some(),
            span: None,
        };
        // What was played in the next hospital tells nothing of the own one.
        if mark.is_some() && handed_over.is_some_and(|first| phase >= Some(first)) {
            next.push(result(met));
            own.push(result(None));
        } else {
            own.push(result(met));
        }
    }
    let Ratings { score, process, outcome, objectives } = rated(own);
    let next_hospital = handed_over.map(|_| rated(next));
    let own = marks.iter().find_map(|mark| mark.banked.as_ref()).unwrap_or(&now);
    let (care, attack) = (care(own), attack(at, own));
    Outcome { hospital: String::new(), score, process, outcome, objectives, care, attack, next_hospital }
}

/// Caps and rates objectives, and sums them up.
pub fn rated(mut objectives: Vec<ObjectiveResult>) -> Ratings {
    for one in &mut objectives {
        if let Some(attainment) = one.attainment.as_mut().filter(|_| one.capped) {
            *attainment = attainment.min(ATTAINMENT_CAPPED);
        }
        one.rating = one.attainment.map(Rating::of);
    }
    let mean = |kind: Option<ObjectiveKind>| {
        let counted = objectives.iter().filter(|one| one.counts() && kind.is_none_or(|kind| one.kind == kind));
        let counted = counted.filter_map(|one| Some((one.attainment?, f64::from(one.weight))));
        let (sum, weight) = counted
            .fold((0.0, 0.0), |(sum, weight), (attainment, counts)| (sum + attainment * counts, weight + counts));
        if weight > 0.0 { libm::round(sum / weight * 1000.0) / 10.0 } else { 0.0 }
    };
    let (score, process, outcome) =
        (mean(None), mean(Some(ObjectiveKind::Process)), mean(Some(ObjectiveKind::Outcome)));
    Ratings { score, process, outcome, objectives }
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
fn attack(at: &HospitalRef, now: &Values) -> AttackResult {
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
