//! Staffing: who is there to rebuild in an hour, and what becomes of their time.

use codedark_scenario::Role;

use crate::base::time::{DAY, HOUR};
use crate::hospital::site::HospitalRef;
use crate::reading::pace_of_work;

/// Staff-minutes of this hour.
pub fn of(at: &HospitalRef) -> i64 {
    let gone = at.link.as_ref().and_then(|link| link.responders_until).is_some_and(|until| until <= at.minute);
    let outside = if at.recovery.responders_from.is_some_and(|from| from <= at.minute) && !gone {
        at.rules.numbers.hands.responders * at.rules.numbers.hands.responders_hours
    } else {
        0.0
    };
    ((own(at) * pace(at) + outside + pace_of_work::recovery_hands(at))
        * at.rules.numbers.hands.hands_share
        * HOUR as f64) as i64
}

/// The house's own people at work.
fn own(at: &HospitalRef) -> f64 {
    let crew = at.rules.scenario.hospital.crew(Role::ItOperations);
    let Some(crew) = crew else { return 0.0 };
    let (day, night) = (f64::from(crew.by_day), f64::from(crew.by_night));
    match at.rules.calendar.office_hours(at.minute) {
        true => day,
        false if at.people.is_called_in(Role::ItOperations, at.minute) => {
            night.max(day * at.rules.numbers.hands.called_in_share)
        }
        false => night,
    }
}

/// How fast they are: less each day, unless they work to a rota.
fn pace(at: &HospitalRef) -> f64 {
    if at.people.is_rested(Role::ItOperations, at.minute) {
        return 1.0;
    }
    let days = at.minute.saturating_sub(at.recovery.begun_min.unwrap_or(at.minute)) as f64 / DAY as f64;
    (1.0 - at.rules.numbers.hands.tires_by_day * days).max(at.rules.numbers.hands.tired_least)
}
