//! Legal clocks: where each stands.

use bevy_ecs::component::Component;
use codedark_scenario::{Duty, DutyState};
use serde::Serialize;

use crate::base::time::Minute;

/// Legal clocks of a hospital, in the scenario's order.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct Duties {
    /// One for each duty.
    pub clocks: Vec<Clock>,
    /// Whether the hospital decided to tell nobody outside.
    pub quiet: bool,
}

/// One clock.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Clock {
    /// Whether its start was seen and booked.
    pub booked: bool,
    /// When it started.
    pub started_min: Option<Minute>,
    /// Whether the team knows that it runs.
    pub shown: bool,
    /// When something was first sent.
    pub sent_min: Option<Minute>,
    /// When nothing was missing any more.
    pub whole_min: Option<Minute>,
    /// Whether it ran out before anything was sent.
    pub late: bool,
    /// Whether that silence was decided on.
    pub concealed: bool,
}

impl Clock {
    /// Its start was seen, and is booked.
    pub fn see_start(&mut self) {
        self.booked = true;
    }

    /// Where the duty stands.
    pub fn state(&self) -> DutyState {
        match (self.sent_min, self.late) {
            (Some(_), true) => DutyState::Late,
            (Some(_), false) if self.whole_min.is_some() => DutyState::InTime,
            (Some(_), false) => DutyState::InPart,
            (None, true) if self.concealed => DutyState::Concealed,
            (None, true) => DutyState::Missed,
            (None, false) => DutyState::Open,
        }
    }

    /// Minute by which the next thing is due: the report, or the rest of one that was sent in part.
    pub fn due_min(&self, duty: &Duty) -> Option<Minute> {
        let started = self.started_min?;
        Some(match (self.state(), self.sent_min) {
            (DutyState::InPart, Some(sent)) => sent.max(started) + duty.rest_min,
            _ => started + duty.due_min,
        })
    }
}
