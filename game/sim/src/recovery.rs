//! Recovery: rebuilding and restoring, hour by hour, against hands, bandwidth and order.
//!
//! A job waits until half of what its group needs works again: clean sign-in first. A device that comes back into a
//! zone where the crew still has a way in is taken again.

use bevy_ecs::component::Component;
use codedark_protocol::Msg;
use codedark_scenario::Role;
use serde::Serialize;

use crate::network::{DeviceState, set_state, state_of};
use crate::parameter::parameters;
use crate::plan;
use crate::region::{At, RegionSetup};
use crate::time::{Domain, Due, HOUR};

parameters! {
    /// Share of an IT worker's hour that goes into rebuilding.
    HANDS_SHARE: f64 = 0.6, "share", "assumption: meetings, calls and meals take the rest";
    /// Share of the rebuild work that a restore from backup still needs.
    RESTORE_WORK: f64 = 0.35, "share", "assumption";
    /// Pace of a restore without usable backups, from scattered copies, as a share of the normal bandwidth.
    SCRAPS: f64 = 0.1, "share", "assumption";
    /// Pace of a restore from backups that nobody ever tested, as a share of the bandwidth.
    UNTESTED: f64 = 0.5, "share", "assumption: half of the first tries fail";
    /// Bandwidth that can be saved up towards the next device; a larger device is written all the same.
    SAVED_HOURS: u32 = 8, "hours", "assumption";
    /// Share of what is encrypted that a bought key brings back.
    pub KEY_SHARE: f64 = 0.65, "share", "Sophos 2022, health care: payers got 65 % of their data back on average";
    /// Chance an hour that a device brought back next to a live intruder is taken again.
    RETAKEN: f64 = 0.3, "chance", "assumption";
}

/// Rebuild and restore work of a hospital.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct Recovery {
    /// Jobs in the order they were ordered.
    pub jobs: Vec<Job>,
    /// Staff-minutes saved up towards the next device.
    pub work_min: i64,
    /// Megabytes written towards the next device.
    pub written_mb: i64,
    /// Devices restored and infected again.
    pub reinfected: i64,
    /// Whether the hourly item is booked.
    pub ticking: bool,
    /// Responders from outside work here from this minute on.
    pub responders_from: Option<u64>,
}

/// Bringing one group back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Job {
    /// Group index.
    pub group: usize,
    /// From backup, or from clean media.
    pub restore: bool,
}

/// Registers recovery.
pub fn plugin(region: &mut RegionSetup) {
    region.hashed::<Recovery>();
    region.on(Domain::Recovery, hour);
}

/// Adds a job and starts the hours.
pub fn order(at: &mut At, group: usize, restore: bool) {
    let job = Job { group, restore };
    if !at.recovery.jobs.contains(&job) {
        at.recovery.jobs.push(job);
    }
    if !at.recovery.ticking {
        at.recovery.ticking = true;
        at.book(at.minute + HOUR, Due::RecoveryHour);
    }
}

/// Staff-minutes of one hour.
fn hands(at: &At) -> i64 {
    let crew = at.rules.scenario.hospital.crews.iter().find(|crew| crew.role == Role::ItOperations);
    let Some(crew) = crew else { return 0 };
    let day = at.rules.calendar.office_hours(at.minute) || at.people.is_called_in(Role::ItOperations, at.minute);
    let people = if day { crew.by_day } else { crew.by_night };
    let tired = if at.people.is_rested(Role::ItOperations, at.minute) { 1.0 } else { 0.85 };
    let gone = at.link.as_ref().and_then(|link| link.responders_until).is_some_and(|until| until <= at.minute);
    // A responders' team of six, as the Reserve's providers send.
    let subscribed = plan::recovery_hands(at);
    let outside = if at.recovery.responders_from.is_some_and(|from| from <= at.minute) && !gone { 6.0 } else { 0.0 };
    ((f64::from(people) * tired + outside + subscribed) * HANDS_SHARE * HOUR as f64) as i64
}

/// One hour of work, spent on the jobs in order.
fn hour(at: &mut At, _: &Due) {
    let scenario = at.scenario();
    at.recovery.work_min += hands(at);
    let pace = match (at.network.backups_lost, at.network.backups_tested) {
        (true, _) => SCRAPS,
        (false, false) => UNTESTED,
        (false, true) => 1.0,
    };
    at.recovery.written_mb += (f64::from(scenario.hospital.restore_gb_per_hour) * 1000.0 * pace) as i64;
    let jobs = at.recovery.jobs.clone();
    for job in &jobs {
        if ready(at, job.group) {
            bring_back(at, job);
        }
    }
    at.recovery.jobs.retain(|job| at.network.groups[job.group].encrypted > 0);
    // Hours nobody could use are gone: work does not pile up behind a missing dependency. Where hands are few, a device
    // takes them more than an hour.
    let begun = at.recovery.jobs.iter().find(|job| ready(at, job.group)).map_or(0, |job| work_of(at, job));
    at.recovery.work_min = at.recovery.work_min.min(hands(at).max(begun));
    let restores = at.recovery.jobs.iter().filter(|job| job.restore);
    let largest_gb = restores.map(|job| scenario.hospital.groups[job.group].data_gb).max().unwrap_or_default();
    let kept_gb = largest_gb.max(scenario.hospital.restore_gb_per_hour * SAVED_HOURS);
    at.recovery.written_mb = at.recovery.written_mb.min(i64::from(kept_gb) * 1000);
    retake(at);
    crate::care::look(at);
    // A finished group is news; that another few devices are back is not.
    at.revision.0 += u64::from(at.recovery.jobs.len() < jobs.len());
    if at.recovery.jobs.is_empty() {
        at.recovery.ticking = false;
        at.tell(&[Role::ItOperations, Role::IncidentCommander], Msg::new("log-jobs-done"));
    } else {
        at.book(at.minute + HOUR, Due::RecoveryHour);
    }
}

/// Whether half of everything a group needs works.
fn ready(at: &At, group: usize) -> bool {
    let scenario = &at.rules.scenario;
    scenario.hospital.groups[group].needs.iter().all(|need| {
        let index = scenario.hospital.groups.iter().position(|g| g.id == *need).expect("checked reference");
        let (state, facts) = (&at.network.groups[index], &scenario.hospital.groups[index]);
        state.encrypted * 2 <= facts.count
    })
}

/// Staff-minutes that a device of a job takes.
fn work_of(at: &At, job: &Job) -> i64 {
    let share = if job.restore { RESTORE_WORK } else { 1.0 };
    let rebuild = at.rules.scenario.hospital.groups[job.group].rebuild_staff_min;
    ((f64::from(rebuild) * share) as i64).max(1)
}

/// Brings devices of a group back while work and bandwidth last.
fn bring_back(at: &mut At, job: &Job) {
    let scenario = at.scenario();
    let facts = &scenario.hospital.groups[job.group];
    let work = work_of(at, job);
    let megabytes = if job.restore { i64::from(facts.data_gb) * 1000 } else { 0 };
    for device in at.network.groups[job.group].first_encrypted..facts.count as usize {
        at.network.groups[job.group].first_encrypted = device;
        if at.recovery.work_min < work || at.recovery.written_mb < megabytes {
            return;
        }
        if state_of(at, job.group, device).state == DeviceState::Encrypted {
            set_state(at, job.group, device, DeviceState::Clean, false);
            at.recovery.work_min -= work;
            at.recovery.written_mb -= megabytes;
        }
    }
}

/// A crew that still has a way in takes restored devices again.
fn retake(at: &mut At) {
    let alive = at.attack.persistence && at.attack.domain_admin && !at.attack.gone;
    if !alive || !at.dice().chance(RETAKEN, "retaken", "hour", at.minute) {
        return;
    }
    let candidate = (0..at.network.groups.len()).find(|group| {
        let state = &at.network.groups[*group];
        state.restored > 0
            && state.held < 3
            && !at.network.zones[state.zone].isolated
            && !at.network.zones[state.zone].signed_off
    });
    if let Some(group) = candidate {
        let clean = (0..at.network.groups[group].devices.len())
            .find(|device| state_of(at, group, *device).state == DeviceState::Clean);
        if let Some(device) = clean {
            set_state(at, group, device, DeviceState::Held, false);
            at.recovery.reinfected += 1;
        }
    }
}

/// A bought key brings back a share of the encrypted devices at once, and no more.
pub fn use_key(at: &mut At) {
    for group in 0..at.network.groups.len() {
        let id = at.rules.scenario.hospital.groups[group].id.clone();
        for device in 0..at.network.groups[group].devices.len() {
            let encrypted = state_of(at, group, device).state == DeviceState::Encrypted;
            if encrypted && at.dice().chance(KEY_SHARE, "key", &id, device as u64) {
                set_state(at, group, device, DeviceState::Clean, false);
            }
        }
    }
}
