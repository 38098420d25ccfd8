//! What a person gets at joining: the known map, and the cards of the phases that have begun. Never the scenario itself.
//!
//! Cards of later phases come with [`crate::ServerMsg::Cards`] when their phase begins, words with
//! [`crate::ServerMsg::Texts`] before the row that first shows them. Nothing here tells which card is a good one.

use std::collections::BTreeMap;

use codedark_scenario::{FlowService, Role, TargetKind, ZoneKind};
use serde::{Deserialize, Serialize};

/// The parts of a scenario that a person may see before the debrief.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Local civil time of minute 0, as `2021-02-15T08:00`.
    pub starts: String,
    /// Phase ids, in order.
    pub phases: Vec<String>,
    /// Roles of a team, in the order of seats: the analyst only where the scenario gives that role something to do.
    pub roles: Vec<Role>,
    /// Actions of the phases that have begun, by id.
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
    /// Words by text key, in the class's language: of what stands in this catalogue, and no other.
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
    /// What it is done to.
    pub target: TargetKind,
    /// Money, in euro cents.
    pub cost_cents: i64,
    /// Work, in staff-minutes.
    pub staff_min: u32,
    /// From order to effect, in minutes.
    pub duration_min: u64,
}
