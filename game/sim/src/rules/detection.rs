//! Detection: noise becomes alerts, alerts become cases, and people find out which of them are true.
//!
//! A false alarm carries the same reports as a true one, so a seat cannot tell them apart before somebody investigates.
//! Cases nobody works are closed after some days, as overworked desks do.
//!
//! Reads: sensors, the attack's noise.

use codedark_protocol::{CaseState, Msg, TimelineKind};
use codedark_scenario::{Role, Sensor, SensorKind, Step};

use crate::base::roles::DESK;
use crate::base::time::DAY;
use crate::hospital::agenda::DetectionItem;
use crate::hospital::desk::{Case, case_id};
use crate::hospital::may_change::DetectionRules;
use crate::hospital::news::News;
use crate::hospital::site::{HospitalMut, HospitalRef};

/// A hospital in the hands of sensors and desk.
pub type DetectionSite<'a> = HospitalMut<'a, DetectionRules>;

/// Works an item that is due.
pub fn work(at: &mut DetectionSite, item: &DetectionItem) {
    match item {
        DetectionItem::FalseAlarms => deal_false_alarms(at),
        DetectionItem::FalseAlarm(sensor, number) => false_alarm(at, *sensor as usize, *number),
        DetectionItem::CaseExpires(case) => expire(at, *case as usize),
    }
}

/// Lets every sensor that covers the zone listen to a step, and the platform of the devices that the intruder is on.
pub fn hear(at: &mut DetectionSite, step_index: usize, zone: Option<usize>, attempt: u64, works: bool) {
    let scenario = at.scenario();
    let step: &Step = &scenario.adversary.steps[step_index];
    for (sensor_index, sensor) in scenario.hospital.sensors.iter().enumerate() {
        let surely = works && !at.attack.wary && step.surely.contains(&sensor.kind);
        let loud = step.noise.iter().find(|(kind, _)| *kind == sensor.kind).map_or(0.0, |(_, loud)| *loud);
        // These listen to the whole house, wherever the crew sits.
        let whole_house = matches!(sensor.kind, SensorKind::Mail | SensorKind::EarlyWarning | SensorKind::Identity);
        let zones = &scenario.hospital.zones;
        let covers = |zone: &usize| sensor.zones.contains(&zones[*zone].id);
        let first = || (0..zones.len()).find(covers).filter(|_| whole_house || surely);
        let Some(heard_in) = zone.filter(covers).or_else(first).filter(|_| surely || loud > 0.0) else {
            continue;
        };
        let sharper = sensor.controls.iter().filter(|(id, _)| at.network.has(id)).fold(1.0, |f, (_, by)| f * by);
        let watched =
            if at.network.zone(heard_in).watched_until > at.minute { at.rules.numbers.detection.watched } else { 1.0 };
        let warned = if at.link.as_ref().is_some_and(|link| link.warned_min.is_some()) {
            at.rules.numbers.exchange.warned
        } else {
            1.0
        };
        let blind = if at.attack.blinded.contains(&(sensor.kind, heard_in as u32)) {
            at.rules.numbers.detection.silenced
        } else {
            1.0
        };
        let loud = loud * if at.attack.wary { at.rules.numbers.detection.wary } else { 1.0 };
        let heard = (sensor.sensitivity * sharper * watched * warned).min(1.0);
        let odds = loud * heard * blind * runs_on(&at.read(), sensor, heard_in);
        if surely || at.dice().chance(odds, "alert", &format!("{}/{sensor_index}", step.id), attempt) {
            at.attack.leave_evidence(at.minute);
            alert(at, heard_in, sensor.kind, format!("step.{}.alert", step.id), true);
        }
    }
}

/// Share of the devices that the intruder holds in a zone, or of all while it holds none, that a sensor understands.
fn runs_on(at: &HospitalRef, sensor: &Sensor, zone: usize) -> f64 {
    if sensor.platforms.is_empty() {
        return 1.0;
    }
    let held = at.network.held_in(zone) > 0;
    let (mut of, mut all) = (0, 0);
    for (group, state) in at.network.groups_in(zone) {
        let facts = &at.rules.scenario.hospital.groups[group];
        let count = if held { state.held } else { facts.count };
        all += count;
        of += if sensor.platforms.contains(&facts.platform) { count } else { 0 };
    }
    f64::from(of) / f64::from(all.max(1))
}

/// Staff, or a service from outside, noticed the attack.
pub fn notice(at: &mut DetectionSite, zone: usize, kind: SensorKind, step: usize, times: u32) {
    let step = &at.scenario().adversary.steps[step];
    for _ in 0..times {
        alert(at, zone, kind, format!("step.{}.alert", step.id), true);
    }
}

/// Nobody can overlook the attack any more.
pub fn understand(at: &mut DetectionSite) {
    at.desk.detected_min.get_or_insert(at.minute);
}

/// Adds an alert to a case, or opens one.
fn alert(at: &mut DetectionSite, zone: usize, kind: SensorKind, report: String, attack: bool) {
    let minute = at.minute;
    at.renew_views();
    at.desk.alerts.0 += u32::from(!attack);
    at.desk.alerts.1 += u32::from(attack);
    let joins = at.desk.cases.iter_mut().find(|case| {
        let alive = matches!(case.state, CaseState::Open | CaseState::Investigating);
        alive
            && case.zone == zone
            && case.kind == kind
            && minute - case.last_min < at.rules.numbers.detection.case_joins
    });
    if let Some(case) = joins {
        (case.alerts, case.last_min, case.attack) = (case.alerts + 1, minute, case.attack || attack);
        return;
    }
    let (opened_min, last_min) = (minute, minute);
    at.desk.cases.push(Case { zone, kind, report, opened_min, last_min, alerts: 1, state: CaseState::Open, attack });
    let number = at.desk.cases.len() as u32 - 1;
    at.book(minute + at.rules.numbers.detection.case_life, DetectionItem::CaseExpires(number));
}

/// Once a day: how many false alarms each sensor raises, and when.
fn deal_false_alarms(at: &mut DetectionSite) {
    let scenario = at.scenario();
    let day = at.minute / DAY;
    for (index, sensor) in scenario.hospital.sensors.iter().enumerate() {
        let whole = sensor.false_alarms_per_day.floor();
        let more = at.dice().chance(sensor.false_alarms_per_day - whole, "false-alarms", &sensor.id, day);
        for number in 0..whole as u32 + u32::from(more) {
            let when = at.dice().between(1, DAY - 1, "false-alarm-when", &sensor.id, day << 32 | u64::from(number));
            at.book(at.minute + when, DetectionItem::FalseAlarm(index as u32, number));
        }
    }
    at.book(at.minute + DAY, DetectionItem::FalseAlarms);
}

fn false_alarm(at: &mut DetectionSite, index: usize, number: u32) {
    let scenario = at.scenario();
    let sensor = &scenario.hospital.sensors[index];
    let draw = at.minute << 32 | u64::from(number);
    let Some(last) = sensor.zones.len().checked_sub(1) else {
        return;
    };
    let zone = at.dice().between(0, last as u64, "false-alarm-zone", &sensor.id, draw) as usize;
    let zone = scenario.hospital.zone(&sensor.zones[zone]).expect("checked reference");
    let like: Vec<&Step> = scenario
        .adversary
        .steps
        .iter()
        .filter(|step| step.noise.iter().any(|(kind, _)| *kind == sensor.kind))
        .collect();
    let Some(last) = like.len().checked_sub(1) else {
        return;
    };
    let step = like[at.dice().between(0, last as u64, "false-alarm-report", &sensor.id, draw) as usize];
    alert(at, zone, sensor.kind, format!("step.{}.alert", step.id), false);
}

fn expire(at: &mut DetectionSite, case: usize) {
    if at.desk.cases[case].state == CaseState::Open {
        at.desk.cases[case].state = CaseState::Dismissed;
        at.renew_views();
        if at.desk.cases[case].attack {
            let zone = at.rules.zone_key(at.desk.cases[case].zone);
            at.note(TimelineKind::Event, Msg::new("history-missed-case").text("zone", zone));
        }
    }
}

/// Somebody begins to work a case: it no longer expires.
pub fn take_up(at: &mut DetectionSite, case: usize) {
    at.desk.cases[case].state = CaseState::Investigating;
}

/// Nobody works the case after all.
pub fn put_back(at: &mut DetectionSite, case: usize) {
    at.desk.cases[case].state = CaseState::Open;
}

/// An investigation ends.
pub fn investigate(at: &mut DetectionSite, case: usize) {
    let Some(found) = at.desk.cases.get(case) else {
        return;
    };
    let zone = found.zone;
    let real = found.attack && (at.network.held() > 0 || found.kind == SensorKind::EarlyWarning);
    let finds = real
        && at.dice().chance(
            at.rules.numbers.detection.finds * care_taken(&at.read()),
            "investigate",
            &case_id(case),
            0,
        );
    at.desk.cases[case].state = if finds { CaseState::Confirmed } else { CaseState::Dismissed };
    let message = if finds { "log-case-confirmed" } else { "log-case-dismissed" };
    let zone_text = at.rules.zone_key(zone);
    at.tell(&DESK, Msg::new(message).word("case", case_id(case)).text("zone", zone_text));
    if finds {
        confirm(at, zone);
    }
}

/// How thoroughly the desk can look: all it can, or less where few people work many cases.
fn care_taken(at: &HospitalRef) -> f64 {
    let crews = at.rules.scenario.hospital.crews.iter();
    let desk = crews.filter(|crew| matches!(crew.role, Role::SecurityLead | Role::SocAnalyst));
    let covered = |role| at.rules.calendar.office_hours(at.minute) || at.people.is_called_in(role, at.minute);
    let people: u32 = desk.map(|crew| if covered(crew.role) { crew.by_day } else { crew.by_night }).sum();
    let cases = at.desk.cases.iter().filter(|case| case.state == CaseState::Investigating).count();
    (f64::from(people) * at.rules.numbers.detection.cases_each / cases.max(1) as f64).min(1.0)
}

/// Hunters go through a zone, and keep an eye on it.
pub fn hunt(at: &mut DetectionSite, zone: usize) {
    at.network.watch(zone, at.minute + at.rules.numbers.detection.watch);
    let there = at.network.held_in(zone) > 0;
    let finds =
        there && at.dice().chance(at.rules.numbers.detection.hunt_finds, "hunt", &at.rules.zone_key(zone), at.minute);
    let zone_text = at.rules.zone_key(zone);
    if finds {
        at.tell(&DESK, Msg::new("log-hunt-found").text("zone", zone_text));
        confirm(at, zone);
    } else {
        at.tell(&DESK, Msg::new("log-hunt-nothing").text("zone", zone_text));
    }
}

/// The hospital knows: devices held in the zone are marked, and the desk's roles learn of the intrusion.
fn confirm(at: &mut DetectionSite, zone: usize) {
    at.network.find(zone);
    if at.desk.detected_min.is_none() {
        at.desk.detected_min = Some(at.minute);
        at.note(TimelineKind::Event, Msg::new("history-detected"));
    }
    at.report(News::IntrusionConfirmed);
    at.renew_views();
}
