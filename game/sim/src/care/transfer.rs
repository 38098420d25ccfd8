//! Transfer: patients who are sent to other hospitals, and inpatients who are moved there for some weeks.
//!
//! A service's inpatients are taken as those of one normal day. For each of them the journey is a risk; the ward they left
//! has less to do until they are back. In a linked region the hospitals of the area do the work that was moved, as far as
//! they have room; elsewhere it is done outside the model.

use codedark_scenario::{Audience, Control};

use crate::network::Network;
use crate::parameter::parameters;
use crate::people::{People, shifts::SHIFT};
use crate::region::At;

use super::flow::whole;

parameters! {
    /// Unsafe events on a journey between two hospitals.
    JOURNEY_UNSAFE: f64 = 0.05, "events a patient", "assumption: one journey in twenty has a mishap; AZ Monica moved only the seven whom it had to";
}

/// Whether ambulance dispatch sends patients elsewhere when the hospital says so: it was told how things stand, or agreed
/// beforehand on what follows a call.
pub fn dispatch_follows(people: &People, network: &Network) -> bool {
    people.knows(Audience::Dispatch) || network.controls.contains(Control::DiversionAgreement.id())
}

/// Moves a share of a service's inpatients to other hospitals, in percent.
pub fn transfer(at: &mut At, index: usize, percent: u32) {
    let facts = &at.scenario().hospital.services[index];
    let journeys = (facts.urgent_per_day + facts.planned_per_day) * 1000.0 * f64::from(percent) / 100.0;
    let unsafe_events = whole(journeys * 1000.0 * JOURNEY_UNSAFE);
    let linked = at.link.is_some();
    let care = &mut *at.care;
    care.services[index].moved = Some((percent, at.minute + SHIFT));
    care.services[index].unsafe_micro += unsafe_events;
    care.unsafe_micro += unsafe_events;
    care.diverted_milli += whole(journeys);
    if !linked {
        care.sent.more(whole(journeys));
    }
}
