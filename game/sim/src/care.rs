//! Care: what services can do, who waits, what goes wrong, and the patients the class follows.
//!
//! Between two looks all rates are constant, so a stretch is integrated at once: [`look`] settles the time since the
//! last one and then reads the network again. Harm is expected delay and expected unsafe events, never a body count.
//!
//! Changes: [`Care`]. Reads: network, who knows what.

use bevy_ecs::component::Component;
use codedark_protocol::{Msg, PatientState, ServiceMode, TimelineKind};
use codedark_scenario::{Audience, Role, Service};
use serde::Serialize;

use crate::region::{At, RegionSetup};
use crate::time::{BLOCK, DAY, Domain, Due, HOUR, Minute};

/// Days of practice until a paper procedure works as well as it can: manual capacity rose for about five days.
const LEARNED_AFTER: Minute = 5 * DAY;
/// Days after which exhaustion shows.
const TIRES_AFTER: Minute = 10 * DAY;
/// Days after which exhaustion is complete.
const TIRED_AFTER: Minute = 25 * DAY;
/// Longest wait of urgent patients before they leave for another hospital, in minutes of demand.
const URGENT_WAIT_MAX: f64 = 480.0;
/// Longest wait of planned patients before they are cancelled, in minutes of demand.
const PLANNED_WAIT_MAX: f64 = 5.0 * DAY as f64;
/// Minutes that a patient sent elsewhere waits there until treated: when few come, and when all urgent patients of a service
/// come. Neighbours of a struck hospital saw 35 % more ambulances, waits longer by half, and more than twice as many
/// people who left unseen (Dameff 2023); the minutes are assumption.
const NEIGHBOUR_WAIT: (f64, f64) = (30.0, 240.0);
/// Longest wait for a new appointment that a cancelled planned patient is counted with, in minutes. Assumption.
const PUT_OFF_MAX: f64 = 21.0 * DAY as f64;
/// Share of diversion that works when dispatch was not told. Assumption: crews learn it at the door.
const UNTOLD_DIVERT: f64 = 0.3;
/// What typing paper back in costs of a service's capacity.
const BACK_LOADING_SHARE: f64 = 0.85;
/// What a second check costs of capacity, and leaves of unsafe events. Assumption.
const SECOND_CHECK: (f64, f64) = (0.93, 0.5);
/// Factor on the wait of cancelled patients who were not told: they make the journey, and ask again. Assumption.
const CANCELLED_UNTOLD: f64 = 1.25;
/// Minutes of waiting that an urgent order costs which a short list turned down. Assumption: it is asked again, or done
/// without, within a shift.
const TURNED_DOWN_MIN: f64 = 120.0;
/// Unsafe events when staff were not told what to do: procedures were absent or ignored in 46 % of downtime events.
const UNTOLD_UNSAFE: f64 = 1.4;
/// Unsafe events where the downtime procedure was practised. Assumption.
const DRILLED_UNSAFE: f64 = 0.7;
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
    /// Unsafe events, in millionths.
    pub unsafe_micro: i64,
    /// Planned patients cancelled, in thousandths.
    pub cancelled_milli: i64,
    /// Urgent patients sent elsewhere, in thousandths.
    pub diverted_milli: i64,
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
    /// Urgent patients waiting, in thousandths.
    pub urgent_milli: i64,
    /// Planned patients waiting, in thousandths.
    pub planned_milli: i64,
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
    /// Share of a normal day that outsiders do, in percent, and until when.
    pub outside: Option<(u32, Minute)>,
    /// Unsafe events, in millionths.
    pub unsafe_micro: i64,
    /// Patients written down on paper and not yet typed in, in thousandths.
    pub unwritten_milli: i64,
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

/// Registers care.
pub fn plugin(region: &mut RegionSetup) {
    region.hashed::<Care>();
    region.on(Domain::Care, work);
}

fn work(at: &mut At, due: &Due) {
    match due {
        Due::CareBlock => {
            look(at);
            at.book(at.minute + BLOCK, Due::CareBlock);
        }
        Due::PatientArrives(index) => patient_arrives(at, *index as usize),
        Due::PatientLook(index) => patient_look(at, *index as usize),
        _ => {}
    }
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
            urgent_milli: 0,
            planned_milli: 0,
            put_off_milli: 0,
            divert_percent: 0,
            cancel_percent: 0,
            second_check: false,
            turned_down_percent: 0,
            outside: None,
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
    /// Whether outsiders do part of the work at this minute.
    pub fn helped(&self, minute: Minute) -> bool {
        self.outside.is_some_and(|(_, until)| until > minute)
    }
}

/// Settles the time since the last look, then reads capacities again.
pub fn look(at: &mut At) {
    let minutes = at.minute - at.care.settled_min;
    if minutes > 0 {
        for index in 0..at.care.services.len() {
            settle(at, index, minutes);
        }
        at.care.settled_min = at.minute;
    }
    let scenario = at.scenario();
    let groups = at.network.availabilities(scenario);
    for (index, facts) in scenario.hospital.services.iter().enumerate() {
        let before = at.care.services[index].capacity_milli;
        let digital = at.rules.needs[index].value(&groups);
        at.care.services[index].digital_milli = libm::round(digital * 1000.0) as i64;
        let capacity = capacity(at, facts, &at.care.services[index]);
        at.care.services[index].capacity_milli = capacity;
        if (before < DOWN_MILLI) != (capacity < DOWN_MILLI) || (before - capacity).abs() >= 100 {
            at.revision.0 += 1;
        }
    }
}

/// What a service can do now, in thousandths of a normal day.
fn capacity(at: &At, facts: &Service, state: &ServiceState) -> i64 {
    let digital = state.digital_milli as f64 / 1000.0;
    let mut share = match state.mode {
        ServiceMode::Digital => digital,
        ServiceMode::BackLoading => digital * BACK_LOADING_SHARE,
        ServiceMode::Paper => digital.max(paper(at, facts, state)),
    };
    if state.second_check {
        share *= SECOND_CHECK.0;
    }
    if let Some((percent, _)) = state.outside.filter(|_| state.helped(at.minute)) {
        share = (share + f64::from(percent) / 100.0).min(share.max(1.0));
    }
    libm::round(share * 1000.0) as i64
}

/// What a service does of a normal day's work at the present rate: no more than it can, and than is let in.
pub fn activity(at: &At, facts: &Service, state: &ServiceState) -> f64 {
    let works = if at.people.knows(Audience::Dispatch) { 1.0 } else { UNTOLD_DIVERT };
    let let_in = |percent: u32, works: f64| 1.0 - f64::from(percent) / 100.0 * works;
    let urgent = facts.urgent_per_day * let_in(state.divert_percent, works) * let_in(state.turned_down_percent, 1.0);
    let planned = facts.planned_per_day * let_in(state.cancel_percent, 1.0);
    let normal = facts.urgent_per_day + facts.planned_per_day;
    let can = facts.headroom * state.capacity_milli as f64 / 1000.0;
    if normal > 0.0 { can.min((urgent + planned) / normal) } else { can.min(1.0) }
}

/// Minutes until the last of the urgent patients who wait is treated, at the present rate.
pub fn queue_min(facts: &Service, state: &ServiceState) -> f64 {
    let normal = (facts.urgent_per_day + facts.planned_per_day) * 1000.0 / DAY as f64;
    let rate = normal * facts.headroom * state.capacity_milli.max(1) as f64 / 1000.0;
    if rate > 0.0 { state.urgent_milli as f64 / rate } else { 0.0 }
}

/// What paper allows: learned in days, then tiring.
fn paper(at: &At, facts: &Service, state: &ServiceState) -> f64 {
    let days_in = at.minute - state.paper_since.unwrap_or(at.minute);
    let practised = if state.drilled { LEARNED_AFTER } else { 0 };
    let learned = ((days_in + practised).min(LEARNED_AFTER)) as f64 / LEARNED_AFTER as f64;
    let level = facts.paper.first + (facts.paper.learned - facts.paper.first) * learned;
    let rested = [Role::NursingLead, facts.owner].into_iter().any(|role| at.people.is_rested(role, at.minute));
    if rested || at.people.is_called_in(facts.owner, at.minute) || days_in <= TIRES_AFTER {
        return level;
    }
    let tired = (days_in.min(TIRED_AFTER) - TIRES_AFTER) as f64 / (TIRED_AFTER - TIRES_AFTER) as f64;
    level + (facts.paper.tired - level) * tired
}

/// A day's demand spread over a stretch of minutes in the block it lies in, in thousandths of patients.
fn demand(at: &At, facts: &Service, per_day: f64, minutes: Minute) -> f64 {
    let share = facts.by_block[at.rules.calendar.block(at.care.settled_min)];
    per_day * share * 1000.0 * minutes as f64 / BLOCK as f64
}

/// Settles one service over a stretch with constant rates.
fn settle(at: &mut At, index: usize, minutes: Minute) {
    let scenario = at.scenario();
    let facts = &scenario.hospital.services[index];
    let told = at.people.knows(Audience::Dispatch);
    let asks_again = if at.people.knows(Audience::Patients) { 1.0 } else { CANCELLED_UNTOLD };
    let state = &at.care.services[index];
    let asked = demand(at, facts, facts.urgent_per_day, minutes);
    let turned_down = asked * f64::from(state.turned_down_percent) / 100.0;
    let urgent = asked - turned_down;
    let planned = demand(at, facts, facts.planned_per_day, minutes);
    let works = if told { 1.0 } else { UNTOLD_DIVERT };
    let diverted = urgent * f64::from(state.divert_percent) / 100.0 * works;
    let cancelled = planned * f64::from(state.cancel_percent) / 100.0;
    let can = (urgent + planned) * facts.headroom * state.capacity_milli as f64 / 1000.0;

    let urgent_before = state.urgent_milli as f64;
    let planned_before = state.planned_milli as f64;
    let urgent_served = can.min(urgent_before + urgent - diverted);
    let planned_served = (can - urgent_served).min(planned_before + planned - cancelled);
    let mut urgent_after = urgent_before + urgent - diverted - urgent_served;
    let mut planned_after = planned_before + planned - cancelled - planned_served;
    let left = (urgent_after - facts.urgent_per_day * 1000.0 * URGENT_WAIT_MAX / DAY as f64).max(0.0);
    let given_up = (planned_after - facts.planned_per_day * 1000.0 * PLANNED_WAIT_MAX / DAY as f64).max(0.0);
    urgent_after -= left;
    planned_after -= given_up;

    let cancelled = cancelled + given_up;
    let put_off = state.put_off_milli as f64;
    let waited = (urgent_before + urgent_after) / 2.0 * minutes as f64
        + (planned_before + planned_after) / 2.0 * minutes as f64 * facts.planned_weight
        + (diverted + left) * elsewhere_min(facts, diverted + left, urgent)
        + left * URGENT_WAIT_MAX
        + turned_down * TURNED_DOWN_MIN
        + cancelled * appointment_min(facts, put_off) * facts.planned_weight * asks_again;
    let rebooked = (can - urgent_served - planned_served).min(put_off);
    // Whoever leaves untreated is not safer for it: they count as those who are served.
    let unsafe_events = unsafe_share(at, state) * facts.unsafe_per_1000 * (urgent_served + planned_served + left);
    let on_paper = state.mode == ServiceMode::Paper;

    let whole = |value: f64| libm::round(value) as i64;
    let care = &mut *at.care;
    care.delayed_milli_min += whole(waited);
    care.unsafe_micro += whole(unsafe_events);
    care.cancelled_milli += whole(cancelled);
    care.diverted_milli += whole(diverted + left);
    let state = &mut care.services[index];
    state.urgent_milli = whole(urgent_after);
    state.planned_milli = whole(planned_after);
    state.put_off_milli = whole(put_off + cancelled - rebooked).max(0);
    state.unsafe_micro += whole(unsafe_events);
    if on_paper {
        state.unwritten_milli += whole(urgent_served + planned_served);
    } else if state.mode == ServiceMode::BackLoading {
        state.unwritten_milli = (state.unwritten_milli - whole((urgent + planned) * 0.5)).max(0);
        if state.unwritten_milli == 0 {
            state.mode = ServiceMode::Digital;
        }
    }
}

/// Minutes until a patient who was sent elsewhere is treated: the way, and the wait, which grows with how many are sent.
fn elsewhere_min(facts: &Service, sent: f64, urgent: f64) -> f64 {
    let share = if urgent > 0.0 { (sent / urgent).min(1.0) } else { 0.0 };
    f64::from(facts.divert_delay_min) + NEIGHBOUR_WAIT.0 + (NEIGHBOUR_WAIT.1 - NEIGHBOUR_WAIT.0) * share
}

/// Minutes until a cancelled planned patient has a new appointment: behind all who were put off before.
fn appointment_min(facts: &Service, put_off_milli: f64) -> f64 {
    let days = put_off_milli / 1000.0 / facts.planned_per_day.max(1.0);
    (PLANNED_WAIT_MAX + days * DAY as f64).min(PUT_OFF_MAX)
}

/// How far a service works unsafely, 0 to about 1.4: degraded, unpractised, unchecked, untold.
fn unsafe_share(at: &At, state: &ServiceState) -> f64 {
    let degraded = 1.0 - state.digital_milli as f64 / 1000.0;
    // Working on with half-dead computers and no declared downtime is worse than paper.
    let undeclared = if state.mode == ServiceMode::Digital { 1.3 } else { 1.0 };
    let drilled = if state.drilled { DRILLED_UNSAFE } else { 1.0 };
    let checked = if state.second_check { SECOND_CHECK.1 } else { 1.0 };
    let untold = if at.people.knows(Audience::Staff) { 1.0 } else { UNTOLD_UNSAFE };
    degraded * undeclared * drilled * checked * untold
}

/// Books the followed patients after a strike, once.
pub fn expect_patients(at: &mut At, strike: Minute) {
    let scenario = at.scenario();
    for (index, patient) in scenario.patients.iter().enumerate() {
        if !at.care.patients[index].expected {
            at.care.patients[index].expected = true;
            at.book(strike + patient.arrives_min, Due::PatientArrives(index as u32));
        }
    }
}

fn service_of(at: &At, patient: usize) -> usize {
    let scenario = &at.rules.scenario;
    let service = &scenario.patients[patient].service;
    scenario.hospital.services.iter().position(|s| s.id == *service).expect("checked reference")
}

fn patient_arrives(at: &mut At, index: usize) {
    let scenario = at.scenario();
    let service = service_of(at, index);
    let state = &at.care.services[service];
    let sent_on = state.divert_percent >= 50
        && at.people.knows(Audience::Dispatch)
        && scenario.hospital.services[service].can_divert;
    let minute = at.minute;
    let course = &mut at.care.patients[index];
    course.arrived_min = Some(minute);
    course.state = Some(if sent_on { PatientState::Diverted } else { PatientState::Waiting });
    at.revision.0 += 1;
    if !sent_on {
        at.book(minute + HOUR / 2, Due::PatientLook(index as u32));
    }
}

/// Every half hour a waiting patient's treatment moves on as fast as the service can.
fn patient_look(at: &mut At, index: usize) {
    let scenario = at.scenario();
    let facts = &scenario.patients[index];
    let service = service_of(at, index);
    let pace = at.care.services[service].capacity_milli;
    let minute = at.minute;
    let course = &mut at.care.patients[index];
    course.treated_milli += pace * (HOUR as i64 / 2) / facts.takes_min as i64;
    let late = minute - course.arrived_min.unwrap_or(minute) > facts.window_min;
    let done = course.treated_milli >= 1000;
    let before = course.state;
    course.state = Some(match (done, late) {
        (true, false) => PatientState::Treated,
        (_, true) => PatientState::Late,
        (false, false) => PatientState::Waiting,
    });
    if before != course.state {
        at.revision.0 += 1;
        let key = if late { "history-patient-late" } else { "history-patient-treated" };
        at.note(TimelineKind::Event, Msg::new(key).text("patient", format!("patient.{}", facts.id)));
    }
    if !done && !late {
        at.book(minute + HOUR / 2, Due::PatientLook(index as u32));
    }
}
