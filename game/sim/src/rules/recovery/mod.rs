//! Recovery: from a struck house to one that works, hour by hour, against hands, bandwidth, order and own makes.
//!
//! The road has stages. The scope of the attack is found and evidence copied before anything is declared clean; a clean
//! sign-in and network stand before anything is rebuilt ([`extent`] tells how much work both are); then each host is rebuilt,
//! restored or decrypted and declared clean, one after the other, as far as [`staffing`] reaches. Some hosts are the house's
//! [`own_makes`], for the few who know them: they are the slow tail. What backups bring is [`backup`]'s, what a key brings
//! [`key`]'s.
//!
//! Reads: crews, people at work, the strike.

mod backup;
mod extent;
mod key;
mod own_makes;
pub mod staffing;

use codedark_protocol::Msg;
use codedark_scenario::Role;

use crate::base::time::HOUR;
use crate::hospital::agenda::Due;
use crate::hospital::ledger::Account;
use crate::hospital::may_change::RecoveryRules;
use crate::hospital::news::News;
use crate::hospital::recovery::{How, Job, Stage};
use crate::hospital::site::{HospitalMut, HospitalRef};

pub use key::receive_key;

/// A hospital in the hands of recovery.
pub type RecoverySite<'a> = HospitalMut<'a, RecoveryRules>;

/// Adds a job, or changes how a group comes back, and starts the hours. Backup servers come first: they write what others
/// are restored from, and are built anew themselves.
pub fn order(at: &mut RecoverySite, group: usize, how: How) {
    let how = if backup::is_server(&at.read(), group) { How::Rebuild } else { how };
    if let Some(job) = at.recovery.jobs.iter_mut().find(|job| job.group == group) {
        job.how = how;
    } else {
        let ordered_min = if at.recovery.stage == Stage::Hosts { at.minute } else { 0 };
        let first = backup::is_server(&at.read(), group);
        at.recovery.jobs.push(Job { ordered_min, first, group, how, work_min: 0, written_mb: 0 });
        at.recovery.jobs.sort_by_key(|job| (!job.first, job.ordered_min, job.group));
    }
    start(at);
}

/// Starts the hours.
fn start(at: &mut RecoverySite) {
    at.recovery.begun_min.get_or_insert(at.minute);
    if !at.recovery.ticking {
        at.recovery.ticking = true;
        // What nobody took before is gone.
        staffing::take(at);
        at.book(at.minute + HOUR, Due::RecoveryHour);
    }
}

/// Has a zone declared clean: at once where nothing was encrypted, else when its hosts were checked one by one.
pub fn check_zone(at: &mut RecoverySite, zone: usize) {
    if at.network.groups().iter().all(|group| group.ever_encrypted == 0) {
        return sign_off(at, zone);
    }
    if at.recovery.checks.iter().all(|(known, _)| *known != zone) {
        let hospital = &at.rules.scenario.hospital;
        let hosts = at.network.groups_in(zone).map(|(index, state)| {
            let facts = &hospital.groups[index];
            f64::from(facts.count - state.encrypted)
                * f64::from(facts.rebuild_staff_min)
                * at.rules.numbers.recovery.zone_check_work
        });
        let work = hosts.sum::<f64>() as i64;
        at.recovery.checks.push((zone, work));
    }
    start(at);
}

/// Declares a zone clean.
fn sign_off(at: &mut RecoverySite, zone: usize) {
    at.network.sign_off(zone);
    at.report(News::SignedOff);
}

/// One hour of work: first what comes before the hosts, then the hosts.
pub fn hour(at: &mut RecoverySite) {
    let given = staffing::take(at);
    let before = lost(&at.read());
    let mut left = begin(at, given);
    left = check_zones(at, left);
    left = prepare(at, left);
    let jobs_before = at.recovery.jobs.len();
    if at.recovery.stage == Stage::Hosts {
        left = work_on_hosts(at, left);
    }
    left = key::decrypt(at, left);
    at.recovery.hours.given_min += given;
    at.recovery.hours.idle_min += left;
    staffing::note(at, given - left);
    pay(at, given - left, before);
    let groups = at.network.groups();
    at.recovery.jobs.retain(|job| groups[job.group].encrypted + groups[job.group].decrypted > 0);
    at.report(News::HourRebuilt);
    // A finished group is news; that another few devices are back is not.
    if at.recovery.jobs.len() < jobs_before {
        at.renew_views();
    }
    let busy = !at.recovery.jobs.is_empty() || !at.recovery.checks.is_empty() || key::waits(&at.read());
    if busy {
        at.book(at.minute + HOUR, Due::RecoveryHour);
    } else {
        at.recovery.ticking = false;
        at.tell(&[Role::ItOperations, Role::IncidentCommander], Msg::new("log-jobs-done"));
    }
}

/// Hosts encrypted now: servers and others.
fn lost(at: &HospitalRef) -> [i64; 2] {
    let groups = at.rules.scenario.hospital.groups.iter().zip(at.network.groups());
    groups.fold([0, 0], |mut lost, (facts, state)| {
        lost[usize::from(!facts.server)] += i64::from(state.encrypted);
        lost
    })
}

/// Pays for an hour: what was worked outside office hours, and the material of the hosts that came back in it.
fn pay(at: &mut RecoverySite, worked_min: i64, before: [i64; 2]) {
    let now = lost(&at.read());
    if !at.rules.calendar.office_hours(at.minute) {
        at.defence.carry(Account::Overtime, worked_min * at.rules.numbers.money.overtime_cents / HOUR as i64);
    }
    let material = (before[0] - now[0]) * at.rules.numbers.money.server_cents
        + (before[1] - now[1]) * at.rules.numbers.money.device_cents;
    at.defence.carry(Account::Rebuild, material);
}

/// Finds the scope.
fn begin(at: &mut RecoverySite, hands: i64) -> i64 {
    if at.recovery.stage == Stage::Waiting {
        at.recovery.stage = Stage::Scope(extent::scope_work(&at.read()));
    }
    let Stage::Scope(need) = at.recovery.stage else { return hands };
    let (need, left) = at.recovery.hours.spend(need, hands);
    at.recovery.stage = if need == 0 { Stage::Base(extent::base_work(&at.read())) } else { Stage::Scope(need) };
    left
}

/// Sets up what is clean, from which to rebuild.
fn prepare(at: &mut RecoverySite, hands: i64) -> i64 {
    let Stage::Base(need) = at.recovery.stage else { return hands };
    let (need, left) = at.recovery.hours.spend(need, hands);
    at.recovery.stage = if need == 0 { Stage::Hosts } else { Stage::Base(need) };
    left
}

/// Checks zones in the order they were asked for, once the scope is known.
fn check_zones(at: &mut RecoverySite, mut hands: i64) -> i64 {
    if matches!(at.recovery.stage, Stage::Waiting | Stage::Scope(_)) {
        return hands;
    }
    for (zone, need) in std::mem::take(&mut at.recovery.checks) {
        let (need, left) = at.recovery.hours.spend(need, hands);
        hands = left;
        if need > 0 {
            at.recovery.checks.push((zone, need));
        } else {
            sign_off(at, zone);
            at.renew_views();
            let zone = &at.rules.scenario.hospital.zones[zone].id;
            let what = Msg::new("log-zone-clean").text("zone", format!("zone.{zone}"));
            at.tell(&[Role::ItOperations, Role::SecurityLead, Role::IncidentCommander], what);
        }
    }
    hands
}

/// Works on hosts: those that anybody can rebuild, and the own makes. Tells the hands nobody could use.
fn work_on_hosts(at: &mut RecoverySite, hands: i64) -> i64 {
    let hands = backup::find_copies(at, hands);
    backup::write(at);
    let experts = own_makes::experts(&at.read(), hands);
    let rest = side_by_side(
        at,
        own_makes::Whose::Anybody,
        hands - experts.of_the_house,
        at.rules.numbers.recovery.field_share,
    );
    let left =
        side_by_side(at, own_makes::Whose::Experts, experts.of_the_house + experts.of_makers, experts.field_share);
    // Suppliers' people leave what the house's own need not do.
    let by_makers = experts.of_makers.min(experts.of_the_house + experts.of_makers - left);
    at.recovery.hours.given_min += by_makers;
    rest + left - (experts.of_makers - by_makers)
}

/// Works on servers and the rest side by side, each with its share of the hands, and what one cannot use goes to the
/// other. Tells the hands nobody could use.
fn side_by_side(at: &mut RecoverySite, whose: own_makes::Whose, hands: i64, field_share: f64) -> i64 {
    let field = (hands as f64 * field_share) as i64;
    let rest = work_on(at, true, whose, hands - field);
    let rest = work_on(at, false, whose, field + rest);
    work_on(at, true, whose, rest)
}

/// Works on the hosts of the jobs in their order. Tells the hands nobody could use.
fn work_on(at: &mut RecoverySite, server: bool, whose: own_makes::Whose, mut hands: i64) -> i64 {
    for index in 0..at.recovery.jobs.len() {
        let group = at.recovery.jobs[index].group;
        if at.scenario().hospital.groups[group].server != server || hands == 0 || !ready(&at.read(), group) {
            continue;
        }
        let work = host_work(&at.read(), index, whose);
        while hands > 0 && backup::is_written(&at.read(), index) && has_room(&at.read(), group) {
            let Some(encrypted) = own_makes::next(&at.read(), group, whose) else { break };
            let need = (work - at.recovery.jobs[index].work_min).max(0);
            let (need, left) = at.recovery.hours.spend(need, hands);
            (at.recovery.jobs[index].work_min, hands) = (work - need, left);
            if need == 0 {
                at.recovery.jobs[index].work_min = 0;
                bring_back(at, index, encrypted);
            }
        }
    }
    hands
}

/// Staff-minutes until a host of a job is back and declared clean.
fn host_work(at: &HospitalRef, job: usize, whose: own_makes::Whose) -> i64 {
    let Job { group, how, .. } = at.recovery.jobs[job];
    let own = if whose == own_makes::Whose::Experts { at.rules.numbers.recovery.own_work } else { 1.0 };
    let share = (backup::work(at, how) + at.rules.numbers.recovery.check_work) * own;
    (f64::from(at.rules.scenario.hospital.groups[group].rebuild_staff_min) * share) as i64
}

/// A host was rebuilt and declared clean: an encrypted one, or one that ran on a decrypted copy until now.
fn bring_back(at: &mut RecoverySite, job: usize, encrypted: bool) {
    let Job { group, how, .. } = at.recovery.jobs[job];
    if !encrypted {
        at.network.rebuild_decrypted(group);
        return;
    }
    let device = at.network.bring_back(group);
    if how == How::Restore {
        backup::restored(at, job, device);
    }
}

/// Whether its hosts have room for one more device of a group. One that runs on a decrypted copy has its place.
fn has_room(at: &HospitalRef, group: usize) -> bool {
    let (state, count) = (at.network.group(group), at.rules.scenario.hospital.groups[group].count);
    let places = libm::ceil(f64::from(count) * at.network.carried(at.rules, group)) as u32;
    places > 0 && (state.encrypted == 0 || count - state.encrypted < places)
}

/// Whether half of everything a group needs works as before, since nothing is built on a decrypted copy, and there is room.
fn ready(at: &HospitalRef, group: usize) -> bool {
    let scenario = &at.rules.scenario;
    let room = has_room(at, group);
    room && scenario.hospital.groups[group].needs.iter().all(|need| {
        let index = scenario.hospital.group(need).expect("checked reference");
        let (state, facts) = (at.network.group(index), &scenario.hospital.groups[index]);
        f64::from(facts.count - state.encrypted - state.decrypted)
            >= f64::from(facts.count) * at.rules.numbers.recovery.needs_ready
    })
}
