//! Backups: how fast they are written back, how old they are, and whom they bring with them.
//!
//! What was entered since the last good backup is gone, and is typed in again by the services that live on it. A backup
//! that nobody ever tested may hold the intruder too.

use codedark_scenario::Expr;

use super::How;
use crate::network::{DeviceState, set_state};
use crate::parameter::parameters;
use crate::region::At;
use crate::time::{DAY, Minute};

parameters! {
    /// Share of the data that scattered copies hold where the backups are lost.
    SCRAPS_HOLD: f64 = 0.4, "share", "assumption: copies for tests, archives, mailboxes and suppliers";
    /// Pace at which they are collected, as a share of the bandwidth.
    SCRAPS: f64 = 0.25, "share", "assumption";
    /// Share of the rebuild work that a restore from backup still needs.
    RESTORE_WORK: f64 = 0.75, "share", "assumption: the machine is set up from clean media all the same, only its data comes back by itself";
    /// The same where its data is collected from scattered copies.
    SCRAPS_WORK: f64 = 1.1, "share", "assumption: a whole rebuild, and somebody looks for the copies";
    /// Pace of a restore from backups that nobody ever tested, as a share of the bandwidth.
    UNTESTED: f64 = 0.5, "share", "assumption: half of the first tries fail";
    /// Age of a backup that is tested regularly.
    AGE_TESTED: u64 = 1, "days", "assumption: one every night";
    /// Age at most of the last backup that turns out to be good, where nobody tested them.
    AGE_UNTESTED: u64 = 7, "days", "assumption: a week of failed runs goes unnoticed";
    /// Age of the copies from which data is collected where the backups are lost.
    AGE_SCRAPS: u64 = 14, "days", "assumption";
    /// Chance that an untested backup of a group holds the intruder, where it was taken after the first foothold.
    INFECTED: f64 = 0.25, "chance", "assumption: a group's backup is taken from several machines, of which the crew held few";
}

/// Writes an hour's bandwidth ahead of the hosts, in the order of the jobs.
pub(super) fn write(at: &mut At) {
    let pace = match (at.network.backups_lost, at.network.backups_tested) {
        (true, _) => SCRAPS,
        (false, false) => UNTESTED,
        (false, true) => 1.0,
    };
    let hour = (f64::from(at.rules.scenario.hospital.restore_gb_per_hour) * 1000.0 * pace) as i64;
    let mut left = hour;
    for index in 0..at.recovery.jobs.len() {
        let host = host_mb(at, at.recovery.jobs[index].group);
        let job = &mut at.recovery.jobs[index];
        if job.how == How::Restore && host > 0 {
            let room = (host + hour - job.written_mb).min(left).max(0);
            job.written_mb += room;
            left -= room;
        }
    }
}

/// Whether the data of a job's next host is there.
pub(super) fn is_written(at: &At, job: usize) -> bool {
    let job = &at.recovery.jobs[job];
    job.how == How::Rebuild || job.written_mb >= host_mb(at, job.group)
}

/// Data of one host that must be written.
fn host_mb(at: &At, group: usize) -> i64 {
    let share = if at.network.backups_lost { SCRAPS_HOLD } else { 1.0 };
    (f64::from(at.rules.scenario.hospital.groups[group].data_gb) * 1000.0 * share) as i64
}

/// Work that a host takes, as a share of its rebuild work.
pub(super) fn work(at: &At, how: How) -> f64 {
    match (how, at.network.backups_lost) {
        (How::Rebuild, _) => 1.0,
        (How::Restore, false) => RESTORE_WORK,
        (How::Restore, true) => SCRAPS_WORK,
    }
}

/// A host came back from backup: its data is as old as the backup, and so is whoever was in it.
pub(super) fn restored(at: &mut At, job: usize, device: usize) {
    let group = at.recovery.jobs[job].group;
    at.recovery.jobs[job].written_mb -= host_mb(at, group);
    if !at.recovery.retyped.insert(group) {
        return;
    }
    let days = age_days(at);
    type_in_again(at, group, days);
    let taken = at.attack.detonated_min.unwrap_or(at.minute).saturating_sub(days * DAY);
    let id = at.rules.scenario.hospital.groups[group].id.clone();
    if !at.network.backups_tested && holds_intruder(at, &id, taken) {
        set_state(at, group, device, DeviceState::Held, false);
        at.attack.persistence = true;
        at.attack.gone = false;
        at.recovery.reinfected += 1;
    }
}

/// Whether a group's backup, taken at a minute, holds the intruder.
fn holds_intruder(at: &At, group: &str, taken: Minute) -> bool {
    let inside = at.attack.entered_min.is_some_and(|entered| entered < taken);
    inside && at.dice().chance(INFECTED, "infected-backup", group, 0)
}

/// Days of data that are lost.
fn age_days(at: &At) -> u64 {
    match (at.network.backups_lost, at.network.backups_tested) {
        (true, _) => AGE_SCRAPS,
        (false, true) => AGE_TESTED,
        (false, false) => at.dice().between(AGE_TESTED, AGE_UNTESTED, "backup-age", "hospital", 0),
    }
}

/// Services that live on a group's data write the lost days again, from paper and memory.
fn type_in_again(at: &mut At, group: usize, days: u64) {
    let scenario = at.scenario();
    if scenario.hospital.groups[group].data_gb == 0 {
        return;
    }
    for (index, service) in scenario.hospital.services.iter().enumerate() {
        if leans_on(&service.needs, &scenario.hospital.groups[group].id) {
            let patients = (service.urgent_per_day + service.planned_per_day) * days as f64;
            at.care.services[index].unwritten_milli += (patients * 1000.0) as i64;
        }
    }
}

/// Whether a dependency names a group itself, not by way of another service.
fn leans_on(needs: &Expr, group: &str) -> bool {
    matches!(needs, Expr::Asset(id) if id == group) || needs.parts().any(|part| leans_on(part, group))
}
