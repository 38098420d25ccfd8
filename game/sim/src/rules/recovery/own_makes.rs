//! Own makes: hosts that are old, changed or alone of their kind, which few can rebuild.
//!
//! They come last in their group. The house's own experts and suppliers' people work through them one after another, and
//! nobody else can help: they are the slow tail.

use crate::hospital::site::HospitalRef;
use crate::rules::recovery::{backup, host_work, key, ready, staffing};

/// Who works on a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// Anybody can.
    Anybody,
    /// Few can.
    Experts,
}

/// Who works on own makes in an hour.
pub(super) struct Experts {
    /// Staff-minutes of the house's own people.
    pub of_the_house: i64,
    /// Staff-minutes of suppliers' people.
    pub of_makers: i64,
    /// Share of both for devices that are no servers.
    pub field_share: f64,
}

/// The hands for own makes, of so many that are there for all: none while none can be worked on.
pub(super) fn experts(at: &HospitalRef, hands: i64) -> Experts {
    let (mut groups, mut waits) = (0, [0, 0]);
    for (index, job) in at.recovery.jobs.iter().enumerate() {
        let facts = &at.rules.scenario.hospital.groups[job.group];
        let left = next(at, job.group, Whose::Experts).map(|_| waiting(at, job.group));
        if let Some(left) = left.filter(|_| ready(at, job.group) && backup::is_written(at, index)) {
            groups += 1;
            waits[usize::from(!facts.server)] += i64::from(left) * host_work(at, index, Whose::Experts);
        }
    }
    let of_the_house = if groups > 0 { (hands as f64 * at.rules.numbers.hands.experts) as i64 } else { 0 };
    let field_share = waits[1] as f64 / (waits[0] + waits[1]).max(1) as f64;
    Experts { of_the_house, of_makers: staffing::makers(at, groups), field_share }
}

/// Own makes among the hosts of a group that were encrypted, and those of them that a key opened.
fn of_group(at: &HospitalRef, group: usize) -> (u32, u32) {
    let facts = &at.rules.scenario.hospital.groups[group];
    if facts.own_makes == 0.0 {
        return (0, 0);
    }
    let own = f64::from(at.network.group(group).ever_encrypted.min(facts.count)) * facts.own_makes;
    let own = libm::round(own);
    (own as u32, libm::round(own * key::opened(at)) as u32)
}

/// Hosts of a group that are not back yet.
fn waiting(at: &HospitalRef, group: usize) -> u32 {
    at.network.group(group).encrypted + at.network.group(group).decrypted
}

/// Which host of a group comes next: an encrypted one, or one that runs on a decrypted copy; none when none is left for
/// these people.
pub(super) fn next(at: &HospitalRef, group: usize, whose: Whose) -> Option<bool> {
    let state = at.network.group(group);
    let (own, opened) = of_group(at, group);
    let others = waiting(at, group) > own;
    let (encrypted, decrypted) = (others && state.encrypted > own - opened, others && state.decrypted > opened);
    match whose {
        Whose::Anybody => (encrypted || decrypted).then_some(encrypted),
        Whose::Experts => (!encrypted && !decrypted && waiting(at, group) > 0).then_some(state.encrypted > 0),
    }
}
