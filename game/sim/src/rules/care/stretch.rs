//! A stretch of time within one hour, in which nothing changes, and what became of one service's patients in it.

use codedark_scenario::Service;

use crate::base::numbers::{Flow, Numbers};
use crate::base::time::Minute;
use crate::hospital::services::{ServiceState, Told};

/// A stretch of time within one hour, and what is the same for all services in it.
pub(super) struct Stretch<'a> {
    pub(super) from: Minute,
    pub(super) hour: usize,
    pub(super) weekend: bool,
    pub(super) minutes: Minute,
    /// Minutes of the hour before it.
    pub(super) into_hour: Minute,
    /// Who was told how things stand.
    pub(super) told: Told,
    /// Waits at the neighbours against a normal day.
    pub(super) neighbours_wait: f64,
    pub(super) numbers: &'a Numbers,
}

/// What a service can do in a stretch.
pub(super) struct Pace {
    /// Patients a minute that it gets through on the mean of a weekday, in thousandths.
    pub(super) per_min: f64,
    /// Minutes that an urgent patient or order takes longer by hand.
    pub(super) slower_min: f64,
}

impl Pace {
    /// The pace at which it gets through so many a minute, in thousandths.
    pub(super) fn of(facts: &Service, state: &ServiceState, per_min: f64, numbers: &Flow) -> Pace {
        Pace { per_min, slower_min: slower_min(state, facts, numbers) }
    }
}

/// What happened to the patients of one service in a stretch, in thousandths.
#[derive(Default)]
pub(super) struct HourFlow {
    /// Came in: those who cannot wait, urgent, planned. Who is turned away before, or is elsewhere, is not among them.
    pub(super) came: [i64; 3],
    /// Are looked after in the hospital to which they were moved.
    pub(super) moved: i64,
    pub(super) diverted: i64,
    pub(super) turned_down: i64,
    /// Cancelled before they came.
    pub(super) cancelled: i64,
    pub(super) served: [i64; 3],
    pub(super) left: i64,
    pub(super) rebooked: i64,
    /// Waiting at the end.
    pub(super) waiting: [i64; 3],
}

impl HourFlow {
    pub(super) fn treated(&self) -> i64 {
        self.served.iter().sum()
    }

    pub(super) fn arrived(&self) -> i64 {
        self.came.iter().sum::<i64>() + self.moved + self.diverted + self.turned_down + self.cancelled
    }
}

/// Minutes that an urgent patient or order takes longer by hand.
fn slower_min(state: &ServiceState, facts: &Service, numbers: &Flow) -> f64 {
    if state.taken_up_micro == 1_000_000 {
        return 0.0;
    }
    let degraded = 1.0 - state.taken_up_micro as f64 / 1_000_000.0;
    f64::from(facts.normal_min) * numbers.by_hand * (degraded / numbers.all_by_hand).min(1.0)
}
