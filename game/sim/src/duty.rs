//! Duty: legal clocks that run from a fact, and what lateness costs.

use bevy_ecs::component::Component;
use codedark_protocol::{Msg, TimelineKind};
use codedark_scenario::Role;
use serde::Serialize;

use crate::region::{At, RegionSetup};
use crate::time::{Domain, Due, Minute};

/// Legal clocks of a hospital, in the scenario's order.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct Duties {
    /// One for each duty.
    pub clocks: Vec<Clock>,
}

/// One clock.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Clock {
    /// Whether its start was seen and booked.
    pub booked: bool,
    /// When it started.
    pub started_min: Option<Minute>,
    /// When the duty was met.
    pub met_min: Option<Minute>,
    /// Whether it ran out.
    pub late: bool,
}

/// The roles that see the clocks.
pub const READERS: [Role; 3] = [Role::IncidentCommander, Role::SecurityLead, Role::CommunicationsLegal];

/// Registers the clocks.
pub fn plugin(region: &mut RegionSetup) {
    region.hashed::<Duties>();
    region.on(Domain::Duty, work);
}

fn work(at: &mut At, due: &Due) {
    let scenario = at.scenario();
    match due {
        Due::DutyStarts(index) => {
            let duty = &scenario.duties[*index as usize];
            let minute = at.minute;
            at.duties.clocks[*index as usize].started_min = Some(minute);
            at.book(minute + duty.due_min, Due::DutyLate(*index));
            at.tell(&READERS, Msg::new("log-duty-starts").text("duty", format!("duty.{}", duty.id)));
        }
        Due::DutyLate(index) => {
            let clock = &mut at.duties.clocks[*index as usize];
            if clock.met_min.is_none() {
                clock.late = true;
                let duty = &scenario.duties[*index as usize];
                at.defence.spend(duty.fine_cents);
                at.tell(&READERS, Msg::new("log-duty-late").text("duty", format!("duty.{}", duty.id)));
                at.note(TimelineKind::Event, Msg::new("history-duty-late").text("duty", format!("duty.{}", duty.id)));
            }
        }
        _ => {}
    }
}

/// A duty is met, in time or late.
pub fn meet(at: &mut At, id: &str) {
    let index = at.rules.scenario.duties.iter().position(|duty| duty.id == id).expect("checked reference");
    let minute = at.minute;
    at.duties.clocks[index].met_min.get_or_insert(minute);
    at.revision.0 += 1;
}
