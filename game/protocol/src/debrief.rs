//! What the class sees after the exercise, and what `codedark run --json` prints.

use codedark_scenario::{ObjectiveKind, Role};
use serde::{Deserialize, Serialize};

use crate::Msg;

/// The result of one hospital. Field names are those of the JSON that the program prints.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Hospital id.
    pub hospital: String,
    /// 0 to 100: the weighted mean of the attainment of all objectives that count.
    pub score: f64,
    /// The same over process objectives.
    pub process: f64,
    /// The same over outcome objectives.
    pub outcome: f64,
    /// All objectives in the scenario's order, those that were not observed included.
    pub objectives: Vec<ObjectiveResult>,
    /// What happened to care.
    pub care: CareResult,
    /// What the attacker reached.
    pub attack: AttackResult,
    /// Response and recovery of "the next hospital", rated apart; none where the team's own hospital was played.
    pub next_hospital: Option<Ratings>,
}

/// Scores and objectives of a part that is rated apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ratings {
    /// 0 to 100: the weighted mean of the attainment of all objectives that count.
    pub score: f64,
    /// The same over process objectives.
    pub process: f64,
    /// The same over outcome objectives.
    pub outcome: f64,
    /// Objectives in the scenario's order.
    pub objectives: Vec<ObjectiveResult>,
}

/// How an objective was met.
///
/// It counts in the score when it was observed and is not marked as a stand-in's.
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
    /// P, S, M or U, as HSEEP rates; none when it was not observed: its phase did not take place, or its reason never
    /// came. That is never a U.
    pub rating: Option<Rating>,
    /// 0 to 1; none when it was not observed.
    pub attainment: Option<f64>,
    /// Weight in the score.
    pub weight: u32,
    /// Met by a stand-in's decision in a hospital that people played: shown, and not counted.
    pub by_stand_in: bool,
    /// An unsafe shortcut keeps it at [`ATTAINMENT_CAPPED`].
    pub capped: bool,
    /// What it was rated between, once forks have been run; none where the scenario's own numbers rate it.
    pub span: Option<Span>,
}

impl ObjectiveResult {
    /// Whether it counts in the score.
    pub fn counts(&self) -> bool {
        self.attainment.is_some() && !self.by_stand_in
    }
}

/// Whether anything of a kind, or of either kind, was observed of people: where nothing was, a score of 0 says nothing.
pub fn is_scored(objectives: &[ObjectiveResult], kind: Option<ObjectiveKind>) -> bool {
    objectives.iter().any(|result| result.counts() && kind.is_none_or(|kind| kind == result.kind))
}

/// The most an objective can reach after an unsafe shortcut: an M.
pub const ATTAINMENT_CAPPED: f64 = 0.69;

/// What an outcome was rated between: what idle and competent play reach from the same state, in the unit of the
/// objective's measure. For prevention: care-minutes lost after an attack, as a mean over the forks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// What earns nothing.
    pub idle: f64,
    /// What earns everything.
    pub competent: f64,
    /// What the team reached.
    pub reached: f64,
    /// Whether competent play was ahead of idling at all. If not, the objective is observed only where a team did worse
    /// than both.
    pub at_stake: bool,
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
