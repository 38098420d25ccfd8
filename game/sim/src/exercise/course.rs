//! A course: one way an incident could have gone, and what of it can be held against the record.
//!
//! It is read at the end of each 24 hours after the detonation, and at each midnight. In a region it is the sum of all
//! hospitals: what works and who was treated in all together, counted from the first strike. Reading changes nothing.

use codedark_scenario::{
    CalibrationMeasure, CalibrationPoint, CivilTime, MeasuredAt, Platform, Role, Scenario, Service,
};

use crate::base::time::{DAY, HOUR, Minute};
use crate::hospital::services::{Counts, ServiceState};
use crate::hospital::site::HospitalRef;

/// Share of a group or a service from which it counts as back.
const BACK: f64 = 0.9;

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
    /// When midnight is, in minutes after the start.
    midnight_min: Minute,
    /// A hospital stopped its own attack, and the next one was struck.
    stopped: bool,
    /// The end of each 24 hours after the detonation, the detonation itself first.
    days: Vec<Day>,
    /// The end of each day of the calendar, the detonation itself first.
    dates: Vec<Day>,
    /// Ids of decisions that were never taken.
    pub refused: Vec<String>,
}

/// What is read at the end of a day.
#[derive(Clone, Debug)]
pub(super) struct Day {
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
    /// Zones in which something happened that no sign-off has cleared.
    tainted: usize,
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

/// Keeps the earlier of two minutes.
fn first(slot: &mut Option<Minute>, minute: Option<Minute>) {
    *slot = slot.iter().copied().chain(minute).min();
}

impl Course {
    /// A course of this scenario that has not begun.
    pub(super) fn new(scenario: &Scenario) -> Course {
        let starts = CivilTime::parse(&scenario.starts).map_or(0, CivilTime::minute_of_day);
        Course { midnight_min: DAY - starts, ..Course::default() }
    }

    /// When the attack was set off.
    pub(super) fn strike(&self) -> Option<Minute> {
        self.strike
    }

    /// Whether so many days after the detonation were read.
    pub(super) fn has_seen(&self, days: u32) -> bool {
        self.days.len() > days as usize
    }

    /// When a day ends that was not read yet.
    pub(super) fn read_next(&self) -> Option<Minute> {
        let strike = self.strike?;
        let day = strike + self.days.len() as u64 * DAY;
        Some(day.min(self.date_ends(strike, self.dates.len())))
    }

    /// When the date with this place ends; the first one is the detonation itself.
    fn date_ends(&self, strike: Minute, place: usize) -> Minute {
        let after = (self.midnight_min + DAY - strike % DAY) % DAY;
        if place == 0 { strike } else { strike + after + (place as u64 - u64::from(after > 0)) * DAY }
    }

    /// A day ends now: 24 hours, one of the calendar, or both.
    pub(super) fn ends_day(&mut self, now: Minute, day: Day) {
        let Some(strike) = self.strike else { return };
        if now >= self.date_ends(strike, self.dates.len()) {
            self.dates.push(day.clone());
        }
        if now >= strike + self.days.len() as u64 * DAY {
            self.days.push(day);
        }
    }

    /// Reads what happened up to now.
    pub(super) fn read(&mut self, at: &HospitalRef) {
        if at.attack.next_hospital_min.is_some() {
            self.stopped = true;
            return;
        }
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
    pub(super) fn new(scenario: &Scenario) -> Day {
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
            tainted: 0,
        }
    }

    /// Adds what is read in one hospital, by the ids of the scenario's own.
    pub(super) fn add(&mut self, scenario: &Scenario, at: &HospitalRef) {
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
                let (all, own) = (&mut self.counts[index], &state.counts);
                all.arrived_milli += own.arrived_milli;
                all.treated_milli += own.treated_milli;
                all.planned_milli += own.planned_milli;
                all.planned_treated_milli += own.planned_treated_milli;
                all.cancelled_milli += own.cancelled_milli;
                self.capacity[index].add(state.capacity_milli as f64 / 1000.0, patients);
                self.turnaround[index].add(turnaround(facts, state), patients);
            }
        }
        self.cancelled += at.care.cancelled_milli as f64 / 1000.0;
        let around = &hospital.neighbours;
        self.ambulances.add(at.care.sent.ambulances(around), around.ambulances_per_day);
        self.stolen_gb += at.attack.stolen_gb as f64;
        self.cost_million += at.defence.cost_cents() as f64 / 1e8;
        self.tainted += at.network.zones().iter().filter(|zone| zone.tainted).count();
        self.struck = (self.struck.0 + u32::from(at.attack.detonated_min.is_some()), self.struck.1 + 1);
    }
}

impl Course {
    /// The value of a published point's measure in this course; none when it has none, as days after a detonation that
    /// did not come.
    pub fn value(&self, scenario: &Scenario, point: &CalibrationPoint) -> Option<f64> {
        use CalibrationMeasure as M;
        let group = |id: &String| scenario.hospital.group(id);
        let flag = |yes: bool| self.strike.map(|_| f64::from(u8::from(yes)));
        let since = |from: Option<Minute>, to: Option<Minute>, unit: u64| Some((to? - from?) as f64 / unit as f64);
        if point.measure.is_daily() {
            return self.span(scenario, point.at)?.value(scenario, &point.measure);
        }
        match &point.measure {
            M::DevicesLost(ids) => {
                let lost = &self.days.last()?.lost;
                Some(ids.iter().filter_map(|id| Some(f64::from(lost[group(id)?]))).sum())
            }
            M::GroupBack(id) => {
                let group = group(id)?;
                self.back(|day| day.groups[group].value())
            }
            M::ServiceBack(id) => {
                let service = scenario.hospital.service(id)?;
                self.back(|day| day.capacity[service].value())
            }
            M::DeclaredClean => self.back(|day| f64::from(u8::from(day.tainted == 0))),
            M::EncryptedShare => self.encrypted_share(),
            M::StorageEncrypted => self.storage_encrypted(scenario),
            M::EncryptedAtLeast(share) => flag(self.encrypted_share()? >= *share),
            M::RecognitionMin => since(self.strike, self.recognised, 1),
            M::StolenGb => Some(self.days.last()?.stolen_gb),
            M::DwellDays => since(self.entered, self.strike, DAY),
            M::HoursToDomain => since(self.entered, self.domain, HOUR),
            M::HoursToTheft => since(self.entered, self.theft, HOUR),
            M::OffHours => flag(self.off_hours),
            M::FridayOrSaturday => flag(self.friday_or_saturday),
            M::Encrypted => self.entered.map(|_| f64::from(u8::from(self.is_encrypted()))),
            M::BackupsLost => flag(self.backups_lost),
            M::HospitalsStruck => {
                let (struck, of) = self.days.get(1)?.struck;
                Some(f64::from(struck) / f64::from(of))
            }
            _ => None,
        }
    }

    /// The days at which a point looks.
    fn span(&self, scenario: &Scenario, at: MeasuredAt) -> Option<Span<'_>> {
        let (days, from, to) = match at {
            MeasuredAt::Day(day) => (&self.days, day.saturating_sub(1) as usize, day as usize),
            MeasuredAt::Week(week) => (&self.days, week.saturating_sub(1) as usize * 7, week as usize * 7),
            MeasuredAt::CalendarDay(day) => (&self.dates, day as usize, day as usize + 1),
            MeasuredAt::Month(month) => {
                let (from, to) = self.month(scenario, month)?;
                (&self.dates, from, to)
            }
            MeasuredAt::Total => return None,
        };
        let begins = if matches!(at, MeasuredAt::Day(_)) { 0 } else { from };
        days.get(to).map(|_| Span { days, from, to, begins })
    }

    /// Places of the dates at which a month of the calendar begins and ends, counted from the month of the detonation.
    fn month(&self, scenario: &Scenario, wanted: u32) -> Option<(usize, usize)> {
        let (starts, strike) = (CivilTime::parse(&scenario.starts)?, self.strike?);
        let month = |date: u64| {
            let (year, month, _) = starts.plus(strike + date * DAY).date();
            year * 12 + month
        };
        let wanted = month(0) + i64::from(wanted);
        let dates = self.dates.len() as u64;
        let from = (0..dates).find(|date| month(*date) == wanted)?;
        let days = (from..dates).take_while(|date| month(*date) == wanted).count();
        Some((from as usize, from as usize + days))
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

    /// Whether the attack was set off in the hospital itself.
    pub fn is_struck(&self) -> bool {
        self.strike.is_some()
    }

    /// Whether its computers were encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.days.last().is_some_and(|day| day.lost.iter().any(|lost| *lost > 0))
    }

    /// Whether it stopped the attack, so that the next hospital was struck. That one is not judged.
    pub fn is_stopped(&self) -> bool {
        self.stopped && self.strike.is_none()
    }
}

/// Days that a point looks at: those after `from` up to `to`. What counts from a beginning counts from `begins`.
struct Span<'a> {
    days: &'a [Day],
    from: usize,
    to: usize,
    begins: usize,
}

impl Span<'_> {
    fn value(&self, scenario: &Scenario, measure: &CalibrationMeasure) -> Option<f64> {
        use CalibrationMeasure as M;
        let service = |id: &String| scenario.hospital.service(id);
        let (begun, now) = (&self.days[self.from], &self.days[self.to]);
        match measure {
            M::ServersRestored => Some(restored(now.servers)),
            M::DevicesRestored => Some(restored(now.devices)),
            M::Activity(id) => {
                self.activity(self.from, self.to, service(id)?, |it| (it.treated_milli, it.arrived_milli))
            }
            M::Planned(id) => {
                self.activity(self.from, self.to, service(id)?, |it| (it.planned_treated_milli, it.planned_milli))
            }
            M::Urgent(id) => self.activity(self.from, self.to, service(id)?, |it| {
                (it.treated_milli - it.planned_treated_milli, it.arrived_milli - it.planned_milli)
            }),
            M::MeanActivity(ids) => self.mean_activity(scenario, ids),
            M::Turnaround(id) => {
                let (service, first) = (service(id)?, (self.from + 1).min(self.to));
                mean(self.days[first..=self.to].iter().map(|day| day.turnaround[service].value()))
            }
            M::Cancelled => (self.to > self.from).then_some(now.cancelled - begun.cancelled),
            M::CancelledIn(id) => {
                let service = service(id)?;
                let [before, now] = [begun, now].map(|day| day.counts[service].cancelled_milli as f64 / 1000.0);
                (self.to > self.from).then_some(now - before)
            }
            M::CancelledUntil => Some(now.cancelled - self.days[self.begins].cancelled),
            M::NeighboursAmbulances => {
                mean(self.days[self.begins..=self.to][1..].iter().map(|day| day.ambulances.value()))
            }
            M::CostMillion => Some(now.cost_million),
            _ => None,
        }
    }

    /// What was done of what was asked for between two ends of days; where nothing was asked for, up to the last end when
    /// something was. `of` tells both of all that a service counted.
    fn activity(&self, from: usize, to: usize, service: usize, of: impl Fn(&Counts) -> (i64, i64)) -> Option<f64> {
        let (done, asked) = of(&self.days[to].counts[service]);
        let before = self.days[..=from].iter().rev().map(|day| of(&day.counts[service]));
        let (done_before, before) = before.chain([(0, 0)]).find(|(_, before)| *before < asked)?;
        Some((done - done_before) as f64 / (asked - before) as f64)
    }

    /// The mean over the days of services' activity, each weighted by its patients.
    fn mean_activity(&self, scenario: &Scenario, ids: &[String]) -> Option<f64> {
        let (mut done, mut asked) = (0.0, 0.0);
        for (index, service) in scenario.hospital.services.iter().enumerate().filter(|(_, it)| ids.contains(&it.id)) {
            let patients = service.urgent_per_day + service.planned_per_day;
            for day in self.begins + 1..=self.to {
                let of = |counts: &Counts| (counts.treated_milli, counts.arrived_milli);
                done += patients * self.activity(day - 1, day, index, of)?;
                asked += patients;
            }
        }
        (asked > 0.0).then(|| done / asked)
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    (count > 0.0).then(|| sum / count)
}

/// How long a patient or an order takes, against a normal day.
fn turnaround(facts: &Service, state: &ServiceState) -> f64 {
    state.turnaround_min as f64 / f64::from(facts.normal_min)
}

fn restored((ever, now): (u32, u32)) -> f64 {
    if ever == 0 { 1.0 } else { f64::from(ever - now) / f64::from(ever) }
}
