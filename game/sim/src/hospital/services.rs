//! Services: their queues, how they are run, and the patients the class follows.

use bevy_ecs::component::Component;
use codedark_protocol::{PatientState, ServiceMode};
use codedark_scenario::Service;
use serde::Serialize;

use crate::base::time::Minute;
use crate::hospital::neighbours::Sent;
use crate::hospital::network::Standing;

/// Capacity below which a service counts as down for those who look at it, in thousandths.
pub const DOWN_MILLI: i64 = 500;

/// Care of a hospital.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct Care {
    /// Services in the scenario's order.
    pub services: Vec<ServiceState>,
    /// Followed patients in the scenario's order.
    pub patients: Vec<PatientCourse>,
    /// Minute up to which time is settled.
    pub settled_min: Minute,
    /// Minutes patients waited beyond the normal, in thousandths.
    pub delayed_milli_min: i64,
    /// Unsafe events that the hospital can know of, in millionths.
    pub unsafe_micro: i64,
    /// Zones whose values are altered while everybody believes them.
    pub misleading: Vec<bool>,
    /// Planned patients cancelled, in thousandths.
    pub cancelled_milli: i64,
    /// Patients who went to other hospitals: sent or moved there, or because they left, in thousandths.
    pub diverted_milli: i64,
    /// The same by hour, and what it does to the neighbours.
    pub sent: Sent,
    /// Who had been told how things stand, when that was last taken down.
    pub told: Told,
    /// Whether partners had closed their side then. Derived.
    #[serde(skip)]
    pub partners_gone: bool,
    /// How the network stood when the services' digital shares were last read from it. Derived.
    #[serde(skip)]
    pub standing: Standing,
    /// What each service had of what it needs then, 0 to 1. Derived.
    #[serde(skip)]
    pub shares: Vec<f64>,
    /// A version of the network at which it stood so. Derived.
    #[serde(skip)]
    pub network_version: u64,
}

/// Audiences that know how things stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Ambulance dispatch, or it need not be told.
    pub dispatch: bool,
    /// Patients.
    pub patients: bool,
    /// Staff.
    pub staff: bool,
}

/// A service.
#[derive(Clone, Debug, Serialize)]
pub struct ServiceState {
    /// What the computers allow, in thousandths.
    pub digital_milli: i64,
    /// What it can do now, in thousandths of a normal day.
    pub capacity_milli: i64,
    /// How it is run.
    pub mode: ServiceMode,
    /// When it went to paper.
    pub paper_since: Option<Minute>,
    /// Whether its downtime procedure was practised.
    pub drilled: bool,
    /// Minutes worked on paper: it is learned, and remembered.
    pub practice_min: Minute,
    /// Exhaustion, in thousandths of a minute worked on paper without rest; below 0 a reserve.
    pub worn_milli_min: i64,
    /// What it does with its computers, in millionths: once they are back it grows to what they allow.
    pub taken_up_micro: i64,
    /// Minutes for which it lacked its computers, as far as they count for how long it takes to work with them again.
    pub without_min: Minute,
    /// Minutes for which it could not do its planned list.
    pub short_min: Minute,
    /// What is left of its work on paper without what that hangs on, in thousandths.
    pub paper_milli: i64,
    /// What of its computers' help is altered values that everybody believes, in thousandths.
    pub misled_milli: i64,
    /// Unsafe events from these that nobody knows of yet, in millionths.
    pub unseen_micro: i64,
    /// Patients who came, were treated, diverted, left, turned down, cancelled.
    pub counts: Counts,
    /// Patients waiting, in thousandths: who cannot wait, urgent, planned.
    pub waiting_milli: [i64; 3],
    /// Minutes an urgent patient or order takes now.
    pub turnaround_min: i64,
    /// Planned patients who were cancelled and have no new appointment yet, in thousandths.
    pub put_off_milli: i64,
    /// Share of urgent patients sent elsewhere, in percent.
    pub divert_percent: u32,
    /// Share of planned patients cancelled, in percent.
    pub cancel_percent: u32,
    /// A second person checks.
    pub second_check: bool,
    /// Share of urgent orders that the short list turns down, in percent.
    pub turned_down_percent: u32,
    /// What outsiders do.
    pub outside: Option<Outside>,
    /// Share of the inpatients who were moved to other hospitals, in percent, and until when.
    pub moved: Option<(u32, Minute)>,
    /// Unsafe events that the hospital can know of, in millionths.
    pub unsafe_micro: i64,
    /// Patients written down on paper and not yet typed in, in thousandths.
    pub unwritten_milli: i64,
}

/// Outsiders who do part of a service's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Outside {
    /// Share of a normal day that they do at most, in percent.
    pub percent: u32,
    /// A partner takes work over bit by bit from this minute on; others do all they can at once.
    pub grows_from: Option<Minute>,
    /// Until when.
    pub until: Minute,
}

/// A followed patient.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PatientCourse {
    /// When they arrived.
    pub arrived_min: Option<Minute>,
    /// How it stands.
    pub state: Option<PatientState>,
    /// Treatment done, in thousandths of what they need.
    pub treated_milli: i64,
    /// Whether they are on the way.
    pub expected: bool,
}

impl Care {
    /// Care on a normal day.
    pub fn new(services: usize, patients: usize) -> Care {
        let service = ServiceState {
            digital_milli: 1000,
            capacity_milli: 1000,
            mode: ServiceMode::Digital,
            paper_since: None,
            drilled: false,
            practice_min: 0,
            worn_milli_min: 0,
            taken_up_micro: 1_000_000,
            without_min: 0,
            short_min: 0,
            paper_milli: 1000,
            misled_milli: 0,
            unseen_micro: 0,
            counts: Counts::default(),
            waiting_milli: [0; 3],
            turnaround_min: 0,
            put_off_milli: 0,
            divert_percent: 0,
            cancel_percent: 0,
            second_check: false,
            turned_down_percent: 0,
            outside: None,
            moved: None,
            unsafe_micro: 0,
            unwritten_milli: 0,
        };
        Care {
            services: vec![service; services],
            patients: vec![PatientCourse::default(); patients],
            ..Care::default()
        }
    }
}

impl ServiceState {
    /// Patients waiting, of all classes, in thousandths.
    pub fn waits_milli(&self) -> i64 {
        self.waiting_milli.iter().sum()
    }

    /// Patients waiting who are not planned, in thousandths.
    pub fn urgent_waits_milli(&self) -> i64 {
        self.waiting_milli[0] + self.waiting_milli[1]
    }

    /// Patients whom another hospital of the region sent come in, in thousandths.
    pub fn receive(&mut self, facts: &Service, milli: i64) {
        let immediate = libm::round(milli as f64 * facts.immediate_share) as i64;
        self.counts.arrived_milli += milli;
        self.waiting_milli[0] += immediate;
        self.waiting_milli[1] += milli - immediate;
    }

    /// Share of the inpatients who are in other hospitals at this minute, in percent.
    pub fn moved_percent(&self, minute: Minute) -> u32 {
        self.moved.filter(|(_, until)| *until > minute).map_or(0, |(percent, _)| percent)
    }

    /// Outsiders who do part of the work at this minute.
    pub fn helped(&self, minute: Minute) -> Option<Outside> {
        self.outside.filter(|outside| outside.until > minute)
    }
}

/// Patients a day whom a service could serve beyond those who come on a normal day, in thousandths.
pub fn spare_milli_per_day(facts: &Service, state: &ServiceState) -> i64 {
    let normal = (facts.urgent_per_day + facts.planned_per_day) * 1000.0;
    libm::round(normal * (throughput(facts, state) - 1.0).max(0.0)) as i64
}

/// What it can serve, as a multiple of normal demand: the slack of a normal day is lost with the computers.
pub fn throughput(facts: &Service, state: &ServiceState) -> f64 {
    let slack = 1.0 + (facts.headroom - 1.0) * state.digital_milli as f64 / 1000.0;
    state.capacity_milli as f64 / 1000.0 * slack
}

/// Patients or orders of a service since the beginning, in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Came, or were asked for.
    pub arrived_milli: i64,
    /// Were treated, those put off included once they had their new appointment.
    pub treated_milli: i64,
    /// Were sent elsewhere before they came in.
    pub diverted_milli: i64,
    /// Are looked after elsewhere: their patients were moved to other hospitals.
    pub moved_milli: i64,
    /// Left untreated; of orders, were done without.
    pub left_milli: i64,
    /// Were refused by a short list.
    pub turned_down_milli: i64,
    /// Were cancelled.
    pub cancelled_milli: i64,
    /// Were cancelled and have had a new appointment since.
    pub rebooked_milli: i64,
    /// Of those who came or were asked for, planned ones. Counts for whoever measures it; the model never reads it.
    #[serde(skip)]
    pub planned_milli: i64,
    /// Of those who were treated, planned ones. Counts for whoever measures it; the model never reads it.
    #[serde(skip)]
    pub planned_treated_milli: i64,
}
