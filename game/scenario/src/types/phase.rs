//! Phases: the four parts of an exercise.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Condition;

/// A part of the exercise with its own pace.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Kebab-case id: `prevention`, `detection`, `response`, `recovery`; its name is the text `phase.ID`.
    pub id: String,
    /// Longest length, in simulated minutes from the phase's start.
    #[schemars(range(min = 1, max = 1000000))]
    pub length_min: u64,
    /// Ends the phase early, for a hospital.
    #[serde(default)]
    pub ends: Option<Condition>,
    /// Simulated minutes a second of class time at normal speed, in thousandths.
    #[schemars(range(min = 1, max = 100000000))]
    pub pace_milli: u64,
}

/// Which of the four a phase is, in their order. Files, records and views write its id: so a wrong one is told with those
/// that were meant, like any other id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PhaseKind {
    /// Nothing has happened: money is spent, people prepare.
    Prevention,
    /// Somebody may be inside.
    Detection,
    /// The hospital was struck.
    Response,
    /// It comes back.
    Recovery,
}

impl PhaseKind {
    /// All of them, in order.
    pub const ALL: [PhaseKind; 4] =
        [PhaseKind::Prevention, PhaseKind::Detection, PhaseKind::Response, PhaseKind::Recovery];

    /// The id used in files: `prevention`.
    pub const fn id(self) -> &'static str {
        match self {
            PhaseKind::Prevention => "prevention",
            PhaseKind::Detection => "detection",
            PhaseKind::Response => "response",
            PhaseKind::Recovery => "recovery",
        }
    }

    /// The phase with this id.
    pub fn from_id(id: &str) -> Option<PhaseKind> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}
