//! Harm: what it costs patients that a service is slow, closed, or works by hand. Expected minutes of delay and expected unsafe
//! events, never a body count.

use codedark_protocol::ServiceMode;
use codedark_scenario::Service;

use crate::base::numbers::Flow;
use crate::base::time::DAY;
use crate::hospital::services::ServiceState;
use crate::rules::care::stretch::{HourFlow, Pace, Stretch};

/// Minutes that were waited beyond the normal, weighed by urgency, in thousandths.
pub(super) fn waited(
    state: &ServiceState,
    facts: &Service,
    pace: &Pace,
    moved: &HourFlow,
    given_up: i64,
    stretch: &Stretch,
) -> f64 {
    if is_as_always(state, pace, moved, given_up) {
        return 0.0;
    }
    let minutes = stretch.minutes as f64;
    let mean = |class: usize| (state.waiting_milli[class] + moved.waiting[class]) as f64 / 2.0;
    let patience = f64::from(facts.patience_min);
    let gone = if facts.can_divert {
        let there =
            f64::from(facts.divert_delay_min) + stretch.numbers.neighbours.normal_wait * stretch.neighbours_wait;
        (moved.diverted + moved.left) as f64 * there
    } else {
        moved.left as f64 * patience
    };
    let urgent = (mean(0) + mean(1)) * minutes
        + (moved.served[0] + moved.served[1]) as f64 * pace.slower_min
        + gone
        + moved.turned_down as f64 * stretch.numbers.flow.turned_down_min;
    let asks_again = if stretch.told.patients { 1.0 } else { stretch.numbers.flow.cancelled_untold };
    let put_off = (moved.cancelled + given_up) as f64
        * appointment_min(facts, state.put_off_milli, &stretch.numbers.flow)
        * asks_again;
    urgent * facts.urgent_weight + (mean(2) * minutes + put_off) * facts.planned_weight
}

/// Whether nobody waits, is slower, or goes without: then nobody waits beyond the normal.
fn is_as_always(state: &ServiceState, pace: &Pace, moved: &HourFlow, given_up: i64) -> bool {
    let waited = state.waiting_milli == [0; 3] && moved.waiting == [0; 3];
    let gone = moved.diverted + moved.left + moved.turned_down + moved.cancelled + given_up;
    waited && gone == 0 && pace.slower_min == 0.0
}

/// Minutes until a cancelled planned patient has a new appointment: behind all who were put off before.
fn appointment_min(facts: &Service, put_off_milli: i64, numbers: &Flow) -> f64 {
    let days = put_off_milli as f64 / 1000.0 / facts.planned_per_day.max(1.0);
    (numbers.planned_wait_max + days * DAY as f64).min(numbers.put_off_max)
}

/// How far a service is misled by altered values that everybody believes: 0, and more than 1 where nobody checks any.
pub(super) fn misled_share(state: &ServiceState, numbers: &Flow) -> f64 {
    if state.misled_milli == 0 {
        return 0.0;
    }
    let checked = if state.second_check { numbers.second_check_unsafe } else { 1.0 };
    state.misled_milli as f64 / 1000.0 * numbers.misled_unsafe * checked
}

/// How far a service works unsafely, 0 to about 1.8: degraded, undeclared, unpractised, unchecked, untold.
pub(super) fn unsafe_share(state: &ServiceState, told: bool, numbers: &Flow) -> f64 {
    if state.digital_milli == 1000 {
        return 0.0;
    }
    let degraded = 1.0 - state.digital_milli as f64 / 1000.0;
    let undeclared = if state.mode == ServiceMode::Digital { numbers.undeclared_unsafe } else { 1.0 };
    let drilled = if state.drilled { numbers.drilled_unsafe } else { 1.0 };
    let checked = if state.second_check { numbers.second_check_unsafe } else { 1.0 };
    let untold = if told { 1.0 } else { numbers.untold_unsafe };
    degraded * undeclared * drilled * checked * untold
}
