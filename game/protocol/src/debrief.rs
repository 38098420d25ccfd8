//! What the class sees after the exercise, and what `codedark run --json` prints.

use codedark_scenario::{ObjectiveKind, Role};
use serde::{Deserialize, Serialize};

use crate::Msg;

/// The result of one hospital. Field names are those of the JSON that the program prints.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Hospital id.
    pub hospital: String,
    /// 0 to 100: the weighted mean of objective attainment.
    pub score: f64,
    /// The same over process objectives.
    pub process: f64,
    /// The same over outcome objectives.
    pub outcome: f64,
    /// Objectives in the scenario's order.
    pub objectives: Vec<ObjectiveResult>,
    /// What happened to care.
    pub care: CareResult,
    /// What the attacker reached.
    pub attack: AttackResult,
}

/// How an objective was met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObjectiveResult {
    /// Objective id.
    pub id: String,
    /// Phase id.
    pub phase: String,
    /// Who answers for it.
    pub role: Role,
    /// Process or outcome.
    pub kind: ObjectiveKind,
    /// P, S, M or U, as HSEEP rates.
    pub rating: Rating,
    /// 0 to 1.
    pub attainment: f64,
    /// Weight in the score.
    pub weight: u32,
}

/// HSEEP ratings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rating {
    /// Performed without challenges: attainment of 0.9 and more.
    P,
    /// Performed with some challenges: 0.7 and more.
    S,
    /// Performed with major challenges: 0.4 and more.
    M,
    /// Unable to be performed.
    U,
}

impl Rating {
    /// The rating of an attainment from 0 to 1.
    pub fn of(attainment: f64) -> Rating {
        match attainment {
            a if a >= 0.9 => Rating::P,
            a if a >= 0.7 => Rating::S,
            a if a >= 0.4 => Rating::M,
            _ => Rating::U,
        }
    }
}

/// What happened to care.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CareResult {
    /// Minutes patients waited beyond the normal, summed.
    pub minutes_delayed: i64,
    /// Unsafe events, expected number.
    pub unsafe_events: f64,
    /// Planned patients cancelled.
    pub cancelled: i64,
    /// Urgent patients sent elsewhere.
    pub diverted: i64,
}

/// What the attacker reached.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AttackResult {
    /// Devices the hospital has.
    pub devices_total: i64,
    /// The most the attacker controlled at once.
    pub devices_compromised_max: i64,
    /// Devices ever encrypted.
    pub devices_encrypted: i64,
    /// Data taken, in gigabytes.
    pub data_stolen_gb: i64,
    /// Minute ransomware was set off.
    pub detonated_at_min: Option<u64>,
    /// Minute the hospital knew.
    pub detected_at_min: Option<u64>,
}

/// The debrief of one team.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Debrief {
    /// Team id.
    pub team: String,
    /// The result.
    pub outcome: Outcome,
    /// What happened, the hidden truth included, by time.
    pub timeline: Vec<TimelineRow>,
    /// Curves over time for the charts.
    pub curves: Vec<CurvePoint>,
}

/// A line of the debrief's timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimelineRow {
    /// Minute.
    pub at_min: u64,
    /// What it is.
    pub kind: TimelineKind,
    /// Who decided, for decisions. A role, never a name.
    pub role: Option<Role>,
    /// What happened.
    pub what: Msg,
    /// For decisions: the figure that moved most within the day after its effect, as `measure`, before, after.
    pub result: Option<(String, i64, i64)>,
}

/// Kinds of lines in a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimelineKind {
    /// A decision of a seat.
    Decision,
    /// A step of the attacker, told only now.
    Attack,
    /// Something the model computed.
    Event,
    /// Something people outside did.
    Inject,
}

/// A sample of the main measures, one per simulated day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Minute.
    pub at_min: u64,
    /// Mean capacity of the services, in thousandths.
    pub capacity_milli: i64,
    /// Devices out of use.
    pub devices_down: i64,
    /// Devices under the attacker's control.
    pub devices_compromised: i64,
}
