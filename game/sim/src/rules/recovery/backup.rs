//! Backups: how fast they are written back, how old they are, and whom they bring with them.
//!
//! What was entered since the last good backup is gone, and is typed in again by the services that live on it. A backup
//! that nobody ever tested may hold the intruder too.

use crate::base::time::{DAY, Minute};
use crate::hospital::news::News;
use crate::hospital::recovery::How;
use crate::hospital::site::HospitalRef;
use crate::rules::recovery::RecoverySite;

/// Writes an hour's bandwidth ahead of the hosts, in the order of the jobs.
pub(super) fn write(at: &mut RecoverySite) {
    let pace = match (at.network.backups_lost(), at.network.backups_tested()) {
        (true, _) => at.rules.numbers.backups.scraps,
        (false, false) => at.rules.numbers.backups.untested,
        (false, true) => 1.0,
    };
    let hour = (f64::from(at.rules.scenario.hospital.restore_gb_per_hour) * 1000.0 * pace) as i64;
    let mut left = hour;
    for index in 0..at.recovery.jobs.len() {
        let host = host_mb(&at.read(), at.recovery.jobs[index].group);
        let job = &mut at.recovery.jobs[index];
        if job.how == How::Restore && host > 0 {
            let room = (host + hour - job.written_mb).min(left).max(0);
            job.written_mb += room;
            left -= room;
        }
    }
}

/// Whether the data of a job's next host is there.
pub(super) fn is_written(at: &HospitalRef, job: usize) -> bool {
    let job = &at.recovery.jobs[job];
    job.how == How::Rebuild || job.written_mb >= host_mb(at, job.group)
}

/// Data of one host that must be written.
fn host_mb(at: &HospitalRef, group: usize) -> i64 {
    let share = if at.network.backups_lost() { at.rules.numbers.backups.scraps_hold } else { 1.0 };
    (f64::from(at.rules.scenario.hospital.groups[group].data_gb) * 1000.0 * share) as i64
}

/// Work that a host takes, as a share of its rebuild work.
pub(super) fn work(at: &HospitalRef, how: How) -> f64 {
    match (how, at.network.backups_lost()) {
        (How::Rebuild, _) => 1.0,
        (How::Restore, false) => at.rules.numbers.backups.restore_work,
        (How::Restore, true) => at.rules.numbers.backups.scraps_work,
    }
}

/// A host came back from backup: its data is as old as the backup, and so is whoever was in it.
pub(super) fn restored(at: &mut RecoverySite, job: usize, device: usize) {
    let group = at.recovery.jobs[job].group;
    at.recovery.jobs[job].written_mb -= host_mb(&at.read(), group);
    if !at.recovery.retyped.insert(group) {
        return;
    }
    let days = age_days(&at.read());
    at.report(News::DataLost { group, days });
    let taken = at.attack.detonated_min.unwrap_or(at.minute).saturating_sub(days * DAY);
    let id = at.rules.scenario.hospital.groups[group].id.clone();
    if !at.network.backups_tested() && holds_intruder(&at.read(), &id, taken) {
        at.report(News::BackupHeldIntruder { group, device });
    }
}

/// Whether a group's backup, taken at a minute, holds the intruder.
fn holds_intruder(at: &HospitalRef, group: &str, taken: Minute) -> bool {
    let inside = at.attack.entered_min.is_some_and(|entered| entered < taken);
    inside && at.dice().chance(at.rules.numbers.backups.infected, "infected-backup", group, 0)
}

/// Days of data that are lost.
fn age_days(at: &HospitalRef) -> u64 {
    match (at.network.backups_lost(), at.network.backups_tested()) {
        (true, _) => at.rules.numbers.backups.age_scraps,
        (false, true) => at.rules.numbers.backups.age_tested,
        (false, false) => at.dice().settled_at(at.attack.detonated_min.unwrap_or(at.minute)).between(
            at.rules.numbers.backups.age_tested,
            at.rules.numbers.backups.age_untested,
            "backup-age",
            "hospital",
            0,
        ),
    }
}
