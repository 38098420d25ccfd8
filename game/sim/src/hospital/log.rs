//! What happened in a hospital: lines for seats, and the truth for the debrief.

use std::sync::Arc;

use bevy_ecs::component::Component;
use codedark_protocol::{Msg, TimelineRow};
use codedark_scenario::Role;
use serde::{Serialize, Serializer};

use crate::base::time::Minute;

/// What happened in a hospital: lines for seats, and the truth for the debrief.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct Log {
    /// What seats were told. No line ever changes: copies of a hospital share them.
    #[serde(serialize_with = "each")]
    pub lines: Vec<Arc<LogLine>>,
    /// The truth.
    pub history: Vec<TimelineRow>,
}

/// A line for seats.
#[derive(Clone, Debug, Serialize)]
pub struct LogLine {
    /// When they were told.
    pub at_min: Minute,
    /// Who reads it; empty for everybody.
    pub roles: Vec<Role>,
    /// What happened.
    pub what: Msg,
}

/// Lines as a plain list.
fn each<S: Serializer>(lines: &[Arc<LogLine>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(lines.iter().map(|line| &**line))
}

/// Grows when something seats may see may have changed: tells when to project again.
#[derive(Component, Clone, Copy, Debug, Default)]
pub struct Revision(pub u64);
