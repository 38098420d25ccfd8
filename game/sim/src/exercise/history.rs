//! History: an incident played again by what was decided in it, and what of it can be held against the record.
//!
//! Everything here stands outside the world: it gives orders and reads, as people do, and reading changes nothing. Times
//! count from the detonation, since every seed strikes at a slightly different minute.

use std::sync::Arc;

use codedark_protocol::{Command, Seat};
use codedark_scenario::{
    CalibrationMeasure, CalibrationPoint, HistoricDecision, MeasuredAt, Moment, Others, Platform, Role, Scenario,
    Service, TargetKind,
};

use super::record::{Act, HospitalSetup, RegionSetup, Skill};
use super::{Exercise, StandIns};
use crate::care::{Counts, ServiceState};
use crate::defence;
use crate::region::At;
use crate::time::{DAY, HOUR, Minute};

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
    groups: Vec<f64>,
    /// Devices of each group that were ever encrypted.
    lost: Vec<u32>,
    counts: Vec<Counts>,
    capacity: Vec<f64>,
    turnaround: Vec<f64>,
    cancelled: f64,
    ambulances: f64,
    stolen_gb: f64,
    cost_million: f64,
}

/// Plays the history of a scenario as far as its published points need.
pub fn relive(scenario: &Arc<Scenario>, seed: u64) -> Course {
    let here = HospitalSetup { id: HERE.to_owned(), luck: 1, team: None, stand_in: Skill::Idle };
    let region = RegionSetup { linked: false, hospitals: vec![here] };
    let history = &scenario.history;
    let skill = match history.others {
        Others::Idle => Skill::Idle,
        Others::Novice => Skill::Novice,
        Others::Competent => Skill::Competent,
    };
    let mut telling = Telling {
        exercise: Exercise::build(scenario.clone(), seed, &region),
        players: StandIns::new(scenario, seed, &region, |_| skill),
        plays: skill != Skill::Idle,
        waiting: history.decisions.iter().collect(),
        days: scenario.calibration.iter().map(CalibrationPoint::days_needed).max().unwrap_or_default(),
        course: Course::default(),
    };
    for phase in 0..scenario.phases.len() as u32 {
        let now = telling.exercise.now();
        let _ = telling.exercise.submit(now, &Act::Phase(phase));
        if telling.phase(scenario) {
            break;
        }
    }
    let left = telling.waiting.iter().map(|decision| decision.id.clone());
    telling.course.refused.extend(left);
    telling.course
}

/// A history on its way.
struct Telling<'a> {
    exercise: Exercise,
    players: StandIns,
    plays: bool,
    waiting: Vec<&'a HistoricDecision>,
    days: u32,
    course: Course,
}

impl Telling<'_> {
    /// Runs the phase to its end; tells whether all days that are needed were read.
    fn phase(&mut self, scenario: &Scenario) -> bool {
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
            if self.exercise.phase_done() {
                return false;
            }
            let wake = self.players.wakes_at(|_| playing).map(|minute| minute.max(now + 1));
            let read = self.course.strike.map(|strike| strike + self.course.days.len() as u64 * DAY);
            let order = self.next_order(now);
            let begins = others.filter(|from| *from > now);
            let next = [self.exercise.next_due(), wake, read, order, begins].into_iter().flatten().min();
            self.exercise.advance_in_phase(next.unwrap_or(u64::MAX));
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
        let given =
            |decision: &&HistoricDecision| self.when(decision.at).map(|at| if at > now { at } else { now + HOUR });
        self.waiting.iter().filter_map(given).min()
    }

    /// Gives the orders whose time has come. What is proposed by them is agreed: it happened.
    fn decide(&mut self, now: Minute) {
        for decision in std::mem::take(&mut self.waiting) {
            let due = self.when(decision.at).filter(|at| *at <= now);
            let taken = due.is_some() && self.order(now, decision);
            match due {
                Some(at) if !taken && now >= at + PATIENCE => self.course.refused.push(decision.id.clone()),
                _ if !taken => self.waiting.push(decision),
                _ => {}
            }
        }
    }

    fn order(&mut self, now: Minute, decision: &HistoricDecision) -> bool {
        let targets = match &decision.target {
            Some(target) => vec![Some(target.clone())],
            None => self.exercise.with(0, |at| {
                let scenario = at.scenario();
                let action = scenario.actions.iter().find(|action| action.id == decision.action);
                match action.filter(|action| action.target != TargetKind::Hospital) {
                    Some(action) => defence::targets(at, action).into_iter().map(Some).collect(),
                    None => vec![None],
                }
            }),
        };
        let seat = Seat { hospital: HERE.to_owned(), role: decision.role };
        let mut taken = 0;
        for target in &targets {
            let command = Command::Act { action: decision.action.clone(), target: target.clone() };
            let act = Act::Order { seat: seat.clone(), command };
            taken += usize::from(self.exercise.submit(now, &act).is_ok());
            self.agree(now);
        }
        taken == targets.len() && taken > 0
    }

    fn agree(&mut self, now: Minute) {
        for role in Role::EIGHT {
            let seat = Seat { hospital: HERE.to_owned(), role };
            let open: Vec<u32> = self.exercise.with(0, |at| {
                let asked = at.defence.open_proposals().filter(|(_, proposal)| proposal.asked == role);
                asked.map(|(number, _)| number as u32).collect()
            });
            for proposal in open {
                let command = Command::Agree { proposal };
                let _ = self.exercise.submit(now, &Act::Order { seat: seat.clone(), command });
            }
        }
    }

    /// Reads what happened up to now.
    fn read(&mut self) {
        let course = &mut self.course;
        self.exercise.with(0, |at| {
            let minute = at.minute;
            let seen = |slot: &mut Option<Minute>, now: bool| {
                if now {
                    slot.get_or_insert(minute);
                }
            };
            seen(&mut course.entered, at.attack.entered_min.is_some());
            seen(&mut course.domain, at.attack.domain_admin);
            seen(&mut course.theft, at.attack.stolen_gb > 0);
            if let (None, Some(strike)) = (course.strike, at.attack.detonated_min) {
                course.strike = Some(strike);
                let calendar = at.rules.calendar;
                course.off_hours = !calendar.office_hours(strike);
                course.friday_or_saturday = (4..=5).contains(&calendar.weekday(strike));
                course.backups_lost = at.network.backups_lost;
            }
            let Some(strike) = course.strike else { return };
            let knows = at.people.facts.get(&(Role::IncidentCommander, codedark_scenario::Fact::Ransomware));
            course.recognised = course.recognised.or(knows.copied());
            if minute >= strike + course.days.len() as u64 * DAY {
                course.days.push(Day::read(at));
            }
        });
    }
}

impl Day {
    fn read(at: &At) -> Day {
        let scenario = &at.rules.scenario;
        let hospital = &scenario.hospital;
        let lost = |server: bool| {
            let groups = hospital.groups.iter().zip(&at.network.groups).filter(|(facts, _)| facts.server == server);
            groups.fold((0, 0), |(ever, now), (_, group)| (ever + group.ever_encrypted, now + group.encrypted))
        };
        let open = hospital.groups.iter().filter(|group| group.platform != Platform::Embedded);
        let services = || hospital.services.iter().zip(&at.care.services);
        Day {
            servers: lost(true),
            devices: lost(false),
            encryptable: open.map(|group| group.count).sum(),
            groups: at.network.availabilities(scenario),
            lost: at.network.groups.iter().map(|group| group.ever_encrypted).collect(),
            counts: services().map(|(_, state)| state.counts).collect(),
            capacity: services().map(|(_, state)| state.capacity_milli as f64 / 1000.0).collect(),
            turnaround: services().map(|(facts, state)| turnaround(facts, state)).collect(),
            cancelled: at.care.cancelled_milli as f64 / 1000.0,
            ambulances: at.care.sent.ambulances(&scenario.hospital.neighbours),
            stolen_gb: at.attack.stolen_gb as f64,
            cost_million: at.defence.cost_cents as f64 / 1e8,
        }
    }
}

impl Course {
    /// The value of a published point's measure in this course; none when it has none, as days after a detonation that
    /// did not come.
    pub fn value(&self, scenario: &Scenario, point: &CalibrationPoint) -> Option<f64> {
        use CalibrationMeasure as M;
        let service = |id: &String| scenario.hospital.services.iter().position(|service| service.id == *id);
        let group = |id: &String| scenario.hospital.groups.iter().position(|group| group.id == *id);
        let flag = |yes: bool| self.strike.map(|_| f64::from(u8::from(yes)));
        let since = |from: Option<Minute>, to: Option<Minute>, unit: u64| Some((to? - from?) as f64 / unit as f64);
        let day = match point.at {
            MeasuredAt::Day(day) => day as usize,
            MeasuredAt::Total => self.days.len().checked_sub(1)?,
        };
        let today = || self.days.get(day);
        match &point.measure {
            M::ServersRestored => today().map(|day| restored(day.servers)),
            M::DevicesRestored => today().map(|day| restored(day.devices)),
            M::Activity(id) => self.activity(service(id)?, day),
            M::MeanActivity(ids) => self.mean_activity(scenario, ids, day),
            M::Turnaround(id) => Some(today()?.turnaround[service(id)?]),
            M::Cancelled => Some(today()?.cancelled - self.days.get(day.checked_sub(1)?)?.cancelled),
            M::CancelledUntil => Some(today()?.cancelled - self.days.first()?.cancelled),
            M::NeighboursAmbulances => {
                let days = self.days.get(1..=day).filter(|days| !days.is_empty())?;
                Some(days.iter().map(|day| day.ambulances).sum::<f64>() / days.len() as f64)
            }
            M::DevicesLost(ids) => {
                let lost = &self.days.last()?.lost;
                Some(ids.iter().filter_map(|id| Some(f64::from(lost[group(id)?]))).sum())
            }
            M::GroupBack(id) => {
                let group = group(id)?;
                self.back(|day| day.groups[group])
            }
            M::ServiceBack(id) => {
                let service = service(id)?;
                self.back(|day| day.capacity[service])
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
