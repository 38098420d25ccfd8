//! Diversion: who is sent to another hospital, turned down or cancelled before they come, and who goes elsewhere unasked.

use codedark_scenario::Service;

use crate::base::rounding::whole;
use crate::hospital::neighbours::Elsewhere;
use crate::hospital::services::ServiceState;
use crate::rules::care::stretch::HourFlow;

/// Who comes in, and who is turned away before.
pub(super) fn come(
    state: &ServiceState,
    facts: &Service,
    asked_milli: [i64; 2],
    away: u32,
    called_off: f64,
    works: f64,
) -> HourFlow {
    // Mostly nobody is turned away.
    let share = |count: i64, percent: f64| if percent > 0.0 { whole(count as f64 * percent / 100.0) } else { 0 };
    let moved = asked_milli.map(|count| share(count, f64::from(away)));
    let [urgent, planned] = [0, 1].map(|kind| asked_milli[kind] - moved[kind]);
    let immediate = whole(urgent as f64 * facts.immediate_share);
    let turned_down = share(urgent - immediate, f64::from(state.turned_down_percent));
    let sent = f64::from(state.divert_percent) * works * facts.sent_for_share;
    let diverted = [share(immediate, sent), share(urgent - immediate - turned_down, sent)];
    let cancelled = share(planned, f64::from(state.cancel_percent).max(called_off));
    HourFlow {
        came: [immediate - diverted[0], urgent - immediate - turned_down - diverted[1], planned - cancelled],
        moved: moved[0] + moved[1],
        diverted: diverted[0] + diverted[1],
        turned_down,
        cancelled,
        ..HourFlow::default()
    }
}

/// Who goes to other hospitals: those who are sent there, and those who leave.
pub(super) fn elsewhere(facts: &Service, moved: &HourFlow) -> Elsewhere {
    let moved_milli = moved.moved;
    if !facts.can_divert {
        return Elsewhere { moved_milli, ..Elsewhere::default() };
    }
    let carried = whole(moved.left as f64 * facts.sent_for_share);
    Elsewhere { patients_milli: moved.diverted + moved.left, ambulances_milli: moved.diverted + carried, moved_milli }
}
