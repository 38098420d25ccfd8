//! History: an incident played again by what was decided in it, and what of it can be held against the record.
//!
//! Everything here stands outside the world: it gives orders and reads, as people do, and reading changes nothing. Times
//! count from the detonation, since every seed strikes at a slightly different minute.
//!
//! The history of a region is decided in all its hospitals, and read as their sum: what works and who was treated in all
//! together, counted from the first strike.

use std::sync::Arc;

use codedark_protocol::{Command, Seat};
use codedark_scenario::{
    CalibrationMeasure, CalibrationPoint, HistoricDecision, MeasuredAt, Moment, Platform, Role, Scenario, Service,
    TargetKind,
};

use crate::base::numbers::Numbers;
use crate::base::time::{DAY, HOUR, Minute};
use crate::exercise::record::{Act, HospitalSetup, RegionSetup, Skill};
use crate::exercise::{Exercise, StandIns, region_of};
use crate::hospital::services::{Counts, ServiceState};
use crate::hospital::site::HospitalRef;
use crate::orders::targets;

/// How long an order that cannot be taken yet is given again, in minutes.
const PATIENCE: Minute = 5 * DAY;
/// Share of a group or a service from which it counts as back.
const BACK: f64 = 0.9;
/// The hospital of a history.
const HERE: &str = "h1";

/// One way an incident could have gone.
#[derive(Clone, Debug, Default)]
pub struct Course {
    entered: Option<Minute>,
    domain: Option<Minute>,
    theft: Option<Minute>,
    strike: Option<Minute>,
    recognised: Option<Minute>,
    off_hours: bool,
    friday_or_saturday: bool,
    backups_lost: bool,
    /// The end of each day after the detonation, the detonation itself first.
    days: Vec<Day>,
    /// Ids of decisions that were never taken.
    pub refused: Vec<String>,
}

/// What is read at the end of a day.
#[derive(Clone, Debug)]
struct Day {
    servers: (u32, u32),
    devices: (u32, u32),
    encryptable: u32,
    /// By group of the scenario: devices that work and can be reached, of how many.
    groups: Vec<Mean>,
    /// By group: devices that were ever encrypted.
    lost: Vec<u32>,
    counts: Vec<Counts>,
    /// By service: weighted by who comes on a normal day.
    capacity: Vec<Mean>,
    turnaround: Vec<Mean>,
    cancelled: f64,
    /// At the neighbours against a normal day, weighted by theirs.
    ambulances: Mean,
    stolen_gb: f64,
    cost_million: f64,
    /// Hospitals in which the attack was set off, of how many.
    struck: (u32, u32),
}

/// A mean over the hospitals of a region, each with its weight.
#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    sum: f64,
    weight: f64,
}

impl Mean {
    fn add(&mut self, value: f64, weight: f64) {
        self.sum += value * weight;
        self.weight += weight;
    }

    fn value(self) -> f64 {
        self.sum / self.weight
    }
}

/// Plays the history of a scenario as far as its published points need, with these numbers of the model.
pub fn relive(scenario: &Arc<Scenario>, seed: u64, numbers: &Arc<Numbers>) -> Course {
    let region = match &scenario.region {
        Some(_) => region_of(scenario, &[], Skill::Idle),
        None => {
            let here = HospitalSetup { id: HERE.to_owned(), luck: 1, team: None, stand_in: Skill::Idle };
            RegionSetup { linked: false, hospitals: vec![here] }
        }
    };
    let hospitals: Vec<String> = region.hospitals.iter().map(|hospital| hospital.id.clone()).collect();
    let decided = |decision| (0..hospitals.len()).map(move |hospital| (hospital, decision));
    let history = &scenario.history;
    let skill = history.others;
    let mut telling = Telling {
        exercise: Exercise::build_with(scenario.clone(), seed, &region, numbers),
        players: StandIns::new(scenario, seed, &region, |_| skill),
        plays: skill != Skill::Idle,
        waiting: history.decisions.iter().flat_map(decided).collect(),
        days: scenario.calibration.iter().map(CalibrationPoint::days_needed).max().unwrap_or_default(),
        course: Course::default(),
        read_min: None,
        hospitals: hospitals.clone(),
    };
    for phase in 0..scenario.phases.len() as u32 {
        let now = telling.exercise.now();
        let _ = telling.exercise.submit(now, &Act::Phase(phase));
        if telling.phase(scenario, phase as usize + 1 == scenario.phases.len()) {
            break;
        }
    }
    let left = telling.waiting.iter().map(|(_, decision)| decision.id.clone());
    telling.course.refused.extend(left);
    telling.course.refused.sort_unstable();
    telling.course.refused.dedup();
    telling.course
}

/// A history on its way.
struct Telling<'a> {
    exercise: Exercise,
    players: StandIns,
    plays: bool,
    /// Ids of the hospitals.
    hospitals: Vec<String>,
    /// Decisions to take, each with the position of its hospital.
    waiting: Vec<(usize, &'a HistoricDecision)>,
    days: u32,
    course: Course,
    /// When it was read last.
    read_min: Option<Minute>,
}

impl Telling<'_> {
    /// Runs the phase to its end, the last one on until all days that are needed were read; tells whether they were.
    fn phase(&mut self, scenario: &Scenario, last: bool) -> bool {
        loop {
            let now = self.exercise.now();
            self.read();
            if self.course.days.len() > self.days as usize {
                return true;
            }
            self.decide(now);
            let others = self.when(scenario.history.others_from).filter(|_| self.plays);
            let playing = others.is_some_and(|from| from <= now);
            if playing {
                self.players.look(&mut self.exercise, |_| true);
            }
            let over = self.exercise.phase_done();
            if over && !(last && self.course.is_struck()) {
                return false;
            }
            let happens = self.players.next_at(&self.exercise, |_| playing);
            let read = self.course.strike.map(|strike| strike + self.course.days.len() as u64 * DAY);
            let order = self.next_order(now);
            let begins = others.filter(|from| *from > now);
            let next = [happens, read, order, begins].into_iter().flatten().min();
            match next.filter(|_| over) {
                Some(next) => self.exercise.advance(next),
                None => {
                    self.exercise.advance_in_phase(next.unwrap_or(u64::MAX));
                }
            }
        }
    }

    fn when(&self, moment: Moment) -> Option<Minute> {
        match moment {
            Moment::Minute(minute) => Some(minute),
            Moment::Strike(after) => self.course.strike.map(|strike| strike + after),
        }
    }

    /// When an order is given next, or given again.
    fn next_order(&self, now: Minute) -> Option<Minute> {
        let given = |(_, decision): &(usize, &HistoricDecision)| {
            self.when(decision.at).map(|at| if at > now { at } else { now + HOUR })
        };
        self.waiting.iter().filter_map(given).min()
    }

    /// Gives the orders whose time has come. What is proposed by them is agreed: it happened.
    fn decide(&mut self, now: Minute) {
        for (hospital, decision) in std::mem::take(&mut self.waiting) {
            let due = self.when(decision.at).filter(|at| *at <= now);
            let taken = due.is_some() && self.order(now, hospital, decision);
            match due {
                Some(at) if !taken && now >= at + PATIENCE => self.course.refused.push(decision.id.clone()),
                _ if !taken => self.waiting.push((hospital, decision)),
                _ => {}
            }
        }
    }

    fn order(&mut self, now: Minute, hospital: usize, decision: &HistoricDecision) -> bool {
        let targets = match &decision.target {
            Some(target) => vec![Some(target.clone())],
            None => {
                let at = self.exercise.read(hospital);
                let scenario = at.scenario();
                let action = scenario.action(&decision.action);
                match action.filter(|action| scenario.actions[*action].target != TargetKind::Hospital) {
                    Some(action) => targets::targets(&at, action, |_| true).into_iter().map(Some).collect(),
                    None => vec![None],
                }
            }
        };
        let seat = Seat { hospital: self.hospitals[hospital].clone(), role: decision.role };
        let mut taken = 0;
        for target in &targets {
            let command = Command::Act { action: decision.action.clone(), target: target.clone() };
            let act = Act::Order { seat: seat.clone(), command };
            taken += usize::from(self.exercise.submit(now, &act).is_ok());
            self.agree(now, hospital);
        }
        taken == targets.len() && taken > 0
    }

    fn agree(&mut self, now: Minute, hospital: usize) {
        for role in Role::EIGHT {
            let seat = Seat { hospital: self.hospitals[hospital].clone(), role };
            let at = self.exercise.read(hospital);
            let asked = at.defence.open_proposals().filter(|(_, proposal)| proposal.asked == role);
            let open: Vec<u32> = asked.map(|(number, _)| number as u32).collect();
            for proposal in open {
                let command = Command::Agree { proposal };
                let _ = self.exercise.submit(now, &Act::Order { seat: seat.clone(), command });
            }
        }
    }

    /// Reads what happened up to now; in a region, once an hour and whenever a day ends.
    fn read(&mut self) {
        let now = self.exercise.now();
        let day_ends = |course: &Course| course.strike.is_some_and(|at| now >= at + course.days.len() as u64 * DAY);
        let again = self.read_min.is_some_and(|read| read / HOUR == now / HOUR) && self.hospitals.len() > 1;
        if again && !day_ends(&self.course) {
            return;
        }
        self.read_min = Some(now);
        let course = &mut self.course;
        for place in 0..self.hospitals.len() {
            course.read(&self.exercise.read(place));
        }
        if day_ends(course) {
            let mut day = Day::new(self.exercise.scenario());
            let scenario = self.exercise.scenario().clone();
            (0..self.hospitals.len()).for_each(|place| day.add(&scenario, &self.exercise.read(place)));
            course.days.push(day);
        }
    }
}

/// Keeps the earlier of two minutes.
fn first(slot: &mut Option<Minute>, minute: Option<Minute>) {
    *slot = slot.iter().copied().chain(minute).min();
}

impl Course {
    fn read(&mut self, at: &HospitalRef) {
        let now = |yes: bool| yes.then_some(at.minute);
        first(&mut self.entered, at.attack.entered_min);
        first(&mut self.domain, now(at.attack.domain_admin));
        first(&mut self.theft, now(at.attack.stolen_gb > 0));
        if let (None, Some(strike)) = (self.strike, at.attack.detonated_min) {
            self.strike = Some(strike);
            let calendar = at.rules.calendar;
            self.off_hours = !calendar.office_hours(strike);
            self.friday_or_saturday = (4..=5).contains(&calendar.weekday(strike));
            self.backups_lost = at.network.backups_lost();
        }
        if self.strike.is_some() {
            let knows = at.people.facts.get(&(Role::IncidentCommander, codedark_scenario::Fact::Ransomware));
            first(&mut self.recognised, knows.copied());
        }
    }
}

impl Day {
    fn new(scenario: &Scenario) -> Day {
        let (groups, services) = (scenario.hospital.groups.len(), scenario.hospital.services.len());
        Day {
            servers: (0, 0),
            devices: (0, 0),
            encryptable: 0,
            groups: vec![Mean::default(); groups],
            lost: vec![0; groups],
            counts: vec![Counts::default(); services],
            capacity: vec![Mean::default(); services],
            turnaround: vec![Mean::default(); services],
            cancelled: 0.0,
            ambulances: Mean::default(),
            stolen_gb: 0.0,
            cost_million: 0.0,
            struck: (0, 0),
        }
    }

    /// Adds what is read in one hospital, by the ids of the scenario's own.
    fn add(&mut self, scenario: &Scenario, at: &HospitalRef) {
        let hospital = &at.rules.scenario.hospital;
        for (facts, group) in hospital.groups.iter().zip(at.network.groups()) {
            let lost = if facts.server { &mut self.servers } else { &mut self.devices };
            *lost = (lost.0 + group.ever_encrypted, lost.1 + group.encrypted);
            self.encryptable += if facts.platform == Platform::Embedded { 0 } else { facts.count };
        }
        let works = at.network.availabilities(at.rules);
        for ((facts, group), works) in hospital.groups.iter().zip(at.network.groups()).zip(works) {
            if let Some(index) = scenario.hospital.group(&facts.id) {
                self.groups[index].add(works, f64::from(facts.count));
                self.lost[index] += group.ever_encrypted;
            }
        }
        for (facts, state) in hospital.services.iter().zip(&at.care.services) {
            if let Some(index) = scenario.hospital.service(&facts.id) {
                let patients = facts.urgent_per_day + facts.planned_per_day;
                self.counts[index].arrived_milli += state.counts.arrived_milli;
                self.counts[index].treated_milli += state.counts.treated_milli;
                self.capacity[index].add(state.capacity_milli as f64 / 1000.0, patients);
                self.turnaround[index].add(turnaround(facts, state), patients);
            }
        }
        self.cancelled += at.care.cancelled_milli as f64 / 1000.0;
        let around = &hospital.neighbours;
        self.ambulances.add(at.care.sent.ambulances(around), around.ambulances_per_day);
        self.stolen_gb += at.attack.stolen_gb as f64;
        self.cost_million += at.defence.cost_cents() as f64 / 1e8;
        self.struck = (self.struck.0 + u32::from(at.attack.detonated_min.is_some()), self.struck.1 + 1);
    }
}

impl Course {
    /// The value of a published point's measure in this course; none when it has none, as days after a detonation that
    /// did not come.
    pub fn value(&self, scenario: &Scenario, point: &CalibrationPoint) -> Option<f64> {
        use CalibrationMeasure as M;
        let service = |id: &String| scenario.hospital.service(id);
        let group = |id: &String| scenario.hospital.group(id);
        let flag = |yes: bool| self.strike.map(|_| f64::from(u8::from(yes)));
        let since = |from: Option<Minute>, to: Option<Minute>, unit: u64| Some((to? - from?) as f64 / unit as f64);
        let day = match point.at {
            MeasuredAt::Day(day) => day as usize,
            MeasuredAt::Total => self.days.len().saturating_sub(1),
        };
        let today = || self.days.get(day);
        match &point.measure {
            M::ServersRestored => today().map(|day| restored(day.servers)),
            M::DevicesRestored => today().map(|day| restored(day.devices)),
            M::Activity(id) => self.activity(service(id)?, day),
            M::MeanActivity(ids) => self.mean_activity(scenario, ids, day),
            M::Turnaround(id) => Some(today()?.turnaround[service(id)?].value()),
            M::Cancelled => Some(today()?.cancelled - self.days.get(day.checked_sub(1)?)?.cancelled),
            M::CancelledUntil => Some(today()?.cancelled - self.days.first()?.cancelled),
            M::NeighboursAmbulances => {
                let days = self.days.get(1..=day).filter(|days| !days.is_empty())?;
                Some(days.iter().map(|day| day.ambulances.value()).sum::<f64>() / days.len() as f64)
            }
            M::DevicesLost(ids) => {
                let lost = &self.days.last()?.lost;
                Some(ids.iter().filter_map(|id| Some(f64::from(lost[group(id)?]))).sum())
            }
            M::GroupBack(id) => {
                let group = group(id)?;
                self.back(|day| day.groups[group].value())
            }
            M::ServiceBack(id) => {
                let service = service(id)?;
                self.back(|day| day.capacity[service].value())
            }
            M::EncryptedShare => self.encrypted_share(),
            M::StorageEncrypted => self.storage_encrypted(scenario),
            M::EncryptedAtLeast(share) => flag(self.encrypted_share()? >= *share),
            M::RecognitionMin => since(self.strike, self.recognised, 1),
            M::StolenGb => Some(self.days.last()?.stolen_gb),
            M::CostMillion => Some(today()?.cost_million),
            M::DwellDays => since(self.entered, self.strike, DAY),
            M::HoursToDomain => since(self.entered, self.domain, HOUR),
            M::HoursToTheft => since(self.entered, self.theft, HOUR),
            M::OffHours => flag(self.off_hours),
            M::FridayOrSaturday => flag(self.friday_or_saturday),
            M::Encrypted => self.entered.map(|_| f64::from(u8::from(self.strike.is_some()))),
            M::BackupsLost => flag(self.backups_lost),
            M::HospitalsStruck => {
                let (struck, of) = self.days.get(1)?.struck;
                Some(f64::from(struck) / f64::from(of))
            }
        }
    }

    fn encrypted_share(&self) -> Option<f64> {
        let day = self.days.get(1)?;
        Some(f64::from(day.servers.0 + day.devices.0) / f64::from(day.encryptable.max(1)))
    }

    fn storage_encrypted(&self, scenario: &Scenario) -> Option<f64> {
        let day = self.days.get(1)?;
        let groups = scenario.hospital.groups.iter();
        let (mut lost, mut all) = (0.0, 0.0);
        for (group, count) in groups.zip(&day.lost) {
            lost += f64::from(group.data_gb) * f64::from(*count);
            all += f64::from(group.data_gb) * f64::from(group.count);
        }
        (all > 0.0).then(|| lost / all)
    }

    /// What a service did of what was asked of it on a day; where nothing was, on the last day when something was.
    fn activity(&self, service: usize, day: usize) -> Option<f64> {
        let now = self.days.get(day)?.counts[service];
        let before = self.days[..day].iter().rev().map(|day| day.counts[service]);
        let before = before.chain([Counts::default()]).find(|counts| counts.arrived_milli < now.arrived_milli)?;
        Some((now.treated_milli - before.treated_milli) as f64 / (now.arrived_milli - before.arrived_milli) as f64)
    }

    /// The mean over the days of services' activity, each weighted by its patients.
    fn mean_activity(&self, scenario: &Scenario, ids: &[String], last: usize) -> Option<f64> {
        let (mut done, mut asked) = (0.0, 0.0);
        for (index, service) in scenario.hospital.services.iter().enumerate().filter(|(_, it)| ids.contains(&it.id)) {
            let patients = service.urgent_per_day + service.planned_per_day;
            for day in 1..=last {
                done += patients * self.activity(index, day)?;
                asked += patients;
            }
        }
        (asked > 0.0).then(|| done / asked)
    }

    /// The first day after the worst was seen on which something is back; the last day followed where it never is.
    fn back(&self, share: impl Fn(&Day) -> f64) -> Option<f64> {
        let lost = self.days.iter().skip(1).position(|day| share(day) < BACK);
        let Some(lost) = lost else { return self.strike.map(|_| 0.0) };
        let back = self.days.iter().skip(lost + 1).position(|day| share(day) >= BACK);
        Some(back.map_or(self.days.len() - 1, |days| lost + 1 + days) as f64)
    }

    /// A day-by-day curve of a point's measure, for a drawing.
    pub fn curve(&self, scenario: &Scenario, point: &CalibrationPoint) -> Vec<Option<f64>> {
        let on = |day| CalibrationPoint { at: MeasuredAt::Day(day), ..point.clone() };
        (0..self.days.len() as u32).map(|day| self.value(scenario, &on(day))).collect()
    }

    /// Days after the detonation that were followed.
    pub fn days_seen(&self) -> u32 {
        self.days.len() as u32
    }

    /// Whether the attack was set off.
    pub fn is_struck(&self) -> bool {
        self.strike.is_some()
    }
}

/// How long a patient or an order takes, against a normal day.
fn turnaround(facts: &Service, state: &ServiceState) -> f64 {
    state.turnaround_min as f64 / f64::from(facts.normal_min)
}

fn restored((ever, now): (u32, u32)) -> f64 {
    if ever == 0 { 1.0 } else { f64::from(ever - now) / f64::from(ever) }
}
