//! What happened in a hospital: lines for seats, and the truth for the debrief.

use bevy_ecs::component::Component;
use codedark_protocol::{Msg, TimelineRow};
use codedark_scenario::Role;
use serde::Serialize;

use crate::base::time::Minute;

/// What happened in a hospital: lines for seats, and the truth for the debrief.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct Log {
    /// Lines with the roles that read them; empty for everybody.
    pub lines: Vec<(Minute, Vec<Role>, Msg)>,
    /// The truth.
    pub history: Vec<TimelineRow>,
}

/// Grows when something seats may see may have changed: tells when to project again.
#[derive(Component, Clone, Copy, Debug, Default)]
pub struct Revision(pub u64);
