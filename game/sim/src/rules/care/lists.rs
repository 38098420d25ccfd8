//! Planned lists: a service that cannot do its list calls off ahead what it cannot do, without being told to.
//!
//! Urgent patients come first, so what is left for the list is what capacity leaves them. When that has been too little for as
//! long as it takes to go through the next lists, planned patients are called off before they come, and no more of them than
//! must be. Once the list can be done again, nobody more is called off; who was, is given extra hours when the computers are back.

use codedark_scenario::Service;

use crate::base::numbers::Flow;
use crate::base::rounding::whole;
use crate::base::time::Minute;
use crate::hospital::services::ServiceState;

/// Share of its list that a service can do beside its urgent patients, 0 to 1, at this multiple of normal demand.
fn can_do(facts: &Service, rate: f64) -> f64 {
    let (urgent, planned) = (facts.urgent_per_day, facts.planned_per_day);
    if planned > 0.0 { ((rate * (urgent + planned) - urgent) / planned).clamp(0.0, 1.0) } else { 1.0 }
}

/// What is called off ahead, in percent of the list.
pub(super) fn called_off(state: &ServiceState, facts: &Service, rate: f64, numbers: &Flow) -> f64 {
    if state.short_min < numbers.gone_through { 0.0 } else { (1.0 - can_do(facts, rate)) * 100.0 }
}

/// Counts how long the list has been too long.
pub(super) fn watch(state: &mut ServiceState, facts: &Service, rate: f64, minutes: Minute, numbers: &Flow) {
    let short = rate < 1.0 && can_do(facts, rate) < numbers.short_below;
    state.short_min = if short { state.short_min + minutes } else { 0 };
}

/// Patients more than in its normal hours whom a service can give a new appointment, in thousandths.
pub(super) fn extra(state: &ServiceState, can: i64, back_from_milli: i64, numbers: &Flow) -> i64 {
    let works_off = state.put_off_milli > 0 && state.digital_milli >= back_from_milli;
    if works_off { whole(can as f64 * numbers.extra_hours) } else { 0 }
}
