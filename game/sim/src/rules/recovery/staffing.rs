//! Staffing: whose hands rebuild. IT has what its orders leave; who knows the house's own makes are few, and suppliers' people.

use codedark_scenario::Role;

use crate::base::time::{DAY, HOUR};
use crate::hospital::hands::Stretch;
use crate::hospital::may_change::MayChange;
use crate::hospital::orders::Defence;
use crate::hospital::site::{HospitalMut, HospitalRef};
use crate::reading::hands::stretches;
use crate::rules::recovery::RecoverySite;

/// Sums up a role's minutes until now.
pub fn settle<D: MayChange<Defence>>(at: &mut HospitalMut<D>, role: Role) {
    let since = at.defence.settled_min(role);
    let stretches: Vec<Stretch> = stretches(&at.read(), role, since, at.minute).collect();
    at.defence.settle(role, stretches.into_iter());
}

/// Takes the staff-minutes that IT's orders left since they were last taken.
pub(super) fn take(at: &mut RecoverySite) -> i64 {
    settle(at, Role::ItOperations);
    let free = at.defence.hands.get_mut(&Role::ItOperations).map(|book| std::mem::take(&mut book.free_milli));
    (free.unwrap_or_default() as f64 * at.rules.numbers.hands.hands_share / 1000.0) as i64
}

/// Notes what was worked of it. What takes an hour of rebuilding takes more of people's time.
pub(super) fn note(at: &mut RecoverySite, worked_min: i64) {
    let milli = (worked_min as f64 * 1000.0 / at.rules.numbers.hands.hands_share) as i64;
    at.defence.hands.entry(Role::ItOperations).or_default().rebuilt_milli += milli;
}

/// Beds of the hospital for which [`makers`](crate::base::numbers::Hands::makers) is told.
const HOUSE_BEDS: f64 = 300.0;

/// Staff-minutes of an hour that suppliers' people give to the own makes of so many groups: each its own, more of them in a
/// larger house, in office hours, once they have come, and unless partners have closed their side.
pub(super) fn makers(at: &HospitalRef, groups: i64) -> i64 {
    let came =
        at.recovery.begun_min.is_some_and(|begun| at.minute >= begun + at.rules.numbers.hands.makers_after * DAY);
    if !came || at.network.partners_gone() || !at.rules.calendar.office_hours(at.minute) {
        return 0;
    }
    let houses = f64::from(at.scenario().hospital.beds) / HOUSE_BEDS;
    (groups as f64 * houses * at.rules.numbers.hands.makers * at.rules.numbers.hands.hands_share * HOUR as f64) as i64
}
