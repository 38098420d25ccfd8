//! Backups: how fast they are written back, how old they are, and whom they bring with them.
//!
//! First the catalogue, then the data: backup servers write it back, and those that are encrypted write nothing. What was
//! entered since the last good backup is gone, and is typed in again by the services that live on it. A backup that nobody
//! ever tested may hold the intruder too.

use codedark_scenario::ZoneKind;

use crate::base::time::DAY;
use crate::hospital::news::News;
use crate::hospital::recovery::How;
use crate::hospital::site::HospitalRef;
use crate::rules::recovery::RecoverySite;

/// Finds out what was kept where, before anything is restored: where the catalogue went with the backup servers, or scattered
/// copies must be looked for. Tells the hands left.
pub(super) fn find_copies(at: &mut RecoverySite, hands: i64) -> i64 {
    if at.recovery.jobs.iter().all(|job| job.how != How::Restore) {
        return hands;
    }
    let unknown = at.network.backups_lost() || catalogue_lost(&at.read());
    let need = if unknown { at.rules.numbers.backups.catalogue } else { 0 };
    let need = at.recovery.catalogue_min.unwrap_or(need);
    let (need, left) = at.recovery.hours.spend(need, hands);
    at.recovery.catalogue_min = Some(need);
    left
}

/// Writes an hour's bandwidth ahead of the hosts, in the order of the jobs, as far as backup servers work.
pub(super) fn write(at: &mut RecoverySite) {
    if at.recovery.catalogue_min != Some(0) {
        return;
    }
    let pace = match (at.network.backups_lost(), at.network.backups_tested()) {
        (true, _) => at.rules.numbers.backups.scraps,
        (false, false) => at.rules.numbers.backups.untested,
        (false, true) => 1.0,
    };
    let pace = pace * working(&at.read());
    let hour = (f64::from(at.rules.scenario.hospital.restore_gb_per_hour) * 1000.0 * pace) as i64;
    let mut left = hour;
    for index in 0..at.recovery.jobs.len() {
        let host = host_mb(&at.read(), at.recovery.jobs[index].group);
        let job = &mut at.recovery.jobs[index];
        if job.how == How::Restore && host > 0 {
            let room = (host + hour - job.written_mb).clamp(0, left);
            job.written_mb += room;
            left -= room;
        }
    }
}

/// Whether a group is the backup servers themselves: nothing restores them, and nothing is restored without them.
pub(super) fn is_server(at: &HospitalRef, group: usize) -> bool {
    let hospital = &at.rules.scenario.hospital;
    hospital.groups[group].server && hospital.zones[at.network.group(group).zone].kind == ZoneKind::Backup
}

/// The backup servers: how many there are, are not rebuilt yet, and ever were encrypted.
fn servers(at: &HospitalRef) -> [u32; 3] {
    let groups = at.rules.scenario.hospital.groups.iter().zip(at.network.groups()).enumerate();
    groups.filter(|(group, _)| is_server(at, *group)).fold([0; 3], |[all, now, ever], (_, (facts, state))| {
        [all + facts.count, now + state.encrypted + state.decrypted, ever + state.ever_encrypted.min(facts.count)]
    })
}

/// Share of the backup servers that work; all, where somebody else keeps the copies.
fn working(at: &HospitalRef) -> f64 {
    let [all, lost, _] = servers(at);
    if all == 0 { 1.0 } else { f64::from(all - lost) / f64::from(all) }
}

/// Whether the catalogue of the backups was lost, with half of their servers or more.
fn catalogue_lost(at: &HospitalRef) -> bool {
    let [all, _, ever] = servers(at);
    all > 0 && ever * 2 >= all
}

/// Whether the data of a job's next host is there.
pub(super) fn is_written(at: &HospitalRef, job: usize) -> bool {
    let job = &at.recovery.jobs[job];
    job.how == How::Rebuild || (at.recovery.catalogue_min == Some(0) && job.written_mb >= host_mb(at, job.group))
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
    let days = age_days(&at.read());
    if at.recovery.retyped.insert(group) {
        at.report(News::DataLost { group, days });
    }
    if holds_intruder(&at.read(), group, device, days) {
        at.report(News::BackupHeldIntruder { group, device });
    }
}

/// Whether a host's backup, so many days old at the strike, holds the intruder: it was taken after the first foothold, and
/// nobody looked, neither at the backup nor at the zone.
fn holds_intruder(at: &HospitalRef, group: usize, device: usize, days: u64) -> bool {
    let taken = at.attack.detonated_min.unwrap_or(at.minute).saturating_sub(days * DAY);
    let inside = at.attack.entered_min.is_some_and(|entered| entered < taken);
    let looked = at.network.backups_tested() || at.network.zone(at.network.group(group).zone).signed_off;
    let id = &at.rules.scenario.hospital.groups[group].id;
    inside && !looked && at.dice().chance(at.rules.numbers.backups.infected, "infected-backup", id, device as u64)
}

/// Days of data that are lost: those since the newest copy that is left, and some more where nobody ever tried it.
fn age_days(at: &HospitalRef) -> u64 {
    let numbers = &at.rules.numbers.backups;
    let Some(newest) = at.network.newest_copy_days() else { return numbers.age_scraps };
    if at.network.backups_tested() {
        return newest;
    }
    let dice = at.dice().settled_at(at.attack.detonated_min.unwrap_or(at.minute));
    newest + dice.between(0, numbers.age_untested, "backup-age", "hospital", 0)
}
