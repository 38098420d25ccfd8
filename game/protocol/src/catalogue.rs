//! What a person gets at joining: the words and the known map. Never the scenario itself.

use std::collections::BTreeMap;

use codedark_scenario::{Cue, FlowService, Role, TargetKind, ZoneKind};
use serde::{Deserialize, Serialize};

/// The parts of a scenario that a person may see before the debrief.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Local civil time of minute 0, as `2021-02-15T08:00`.
    pub starts: String,
    /// Phase ids, in order.
    pub phases: Vec<String>,
    /// Actions of the roles in the team.
    pub actions: Vec<ActionCard>,
    /// The known map.
    pub zones: Vec<ZoneCard>,
    /// Permitted connections: from, to, what is spoken.
    pub flows: Vec<(String, String, FlowService)>,
    /// Services and the role that answers for each.
    pub services: Vec<(String, Role)>,
    /// Lengths of class to choose from, the usual one first.
    pub cuts: Vec<CutCard>,
    /// Whether all teams can share one region.
    pub joint: bool,
    /// Words by text key, in the class's language. Texts of injects come with [`crate::ServerMsg::Texts`] when they fire.
    pub texts: BTreeMap<String, String>,
}

/// A length of class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CutCard {
    /// Cut id; its name is the text `cut.ID`.
    pub id: String,
    /// The whole class, in minutes.
    pub class_min: u32,
    /// Prebrief, break and debrief, in minutes.
    pub around_min: [u32; 3],
    /// Phases: index in the exercise, and class minutes.
    pub phases: Vec<(u32, u32)>,
}

/// A zone of the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ZoneCard {
    /// Zone id.
    pub id: String,
    /// What it is for.
    pub kind: ZoneKind,
    /// Centre from 0 (left) to 1000.
    pub x: u32,
    /// Centre from 0 (top) to 1000.
    pub y: u32,
}

/// An action as its card shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionCard {
    /// Action id.
    pub id: String,
    /// Who orders it.
    pub role: Role,
    /// Who must agree.
    pub second: Option<Role>,
    /// Whether it is tabled for the commander's budget round.
    pub tabled: bool,
    /// Indices of the phases that offer it.
    pub phases: Vec<u32>,
    /// What it is done to.
    pub target: TargetKind,
    /// Money, in euro cents.
    pub cost_cents: i64,
    /// Work, in staff-minutes.
    pub staff_min: u32,
    /// From order to effect, in minutes.
    pub duration_min: u64,
    /// When it is best done.
    pub cue: Cue,
    /// Among actions with the same cue, how much it matters, 0 to 100.
    pub weight: u32,
}
