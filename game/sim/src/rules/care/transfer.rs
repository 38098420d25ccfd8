//! Transfer: patients who are sent to other hospitals, and inpatients who are moved there for some weeks.
//!
//! A service's inpatients are taken as those of one normal day. For each of them the journey is a risk; the ward they left
//! has less to do until they are back. In a linked region the hospitals of the area do the work that was moved, as far as
//! they have room; elsewhere it is done outside the model.

use crate::base::rounding::whole;
use crate::rules::care::CareSite;

/// Moves a share of a service's inpatients to other hospitals, in percent.
pub fn transfer(at: &mut CareSite, index: usize, percent: u32) {
    let facts = &at.scenario().hospital.services[index];
    let journeys = (facts.urgent_per_day + facts.planned_per_day) * 1000.0 * f64::from(percent) / 100.0;
    let unsafe_events = whole(journeys * 1000.0 * at.rules.numbers.transfer.journey_unsafe);
    let linked = at.link.is_some();
    let care = &mut *at.care;
    care.services[index].moved = Some((percent, at.minute + at.rules.numbers.shifts.shift));
    care.services[index].unsafe_micro += unsafe_events;
    care.unsafe_micro += unsafe_events;
    care.diverted_milli += whole(journeys);
    if !linked {
        care.sent.more(whole(journeys));
    }
}
