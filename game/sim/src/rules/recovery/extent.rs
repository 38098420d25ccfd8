//! Extent: how much of the house was hit, and so how much work it is before the first host.

use codedark_scenario::ZoneKind;

use crate::hospital::site::HospitalRef;

/// Work to find how far the crew got: in the zones where it was, and on each host that it encrypted.
pub(super) fn scope_work(at: &HospitalRef) -> i64 {
    let numbers = &at.rules.numbers.recovery;
    let groups = at.rules.scenario.hospital.groups.iter().zip(at.network.groups());
    let hosts = groups.map(|(facts, state)| {
        let each = if facts.server { numbers.scope_server_min } else { numbers.scope_device_min };
        each * i64::from(state.ever_encrypted)
    });
    numbers.scope_min * servers_hit(at) + hosts.sum::<i64>()
}

/// Work to set up what is clean, from which to rebuild: all of it where the sign-in is lost and no copy of it is left.
pub(super) fn base_work(at: &HospitalRef) -> i64 {
    let kept = !sign_in_lost(at) || !at.network.backups_lost();
    let share = if kept { at.rules.numbers.recovery.base_kept } else { 1.0 };
    ((at.rules.numbers.recovery.base_min * servers_hit(at)) as f64 * share) as i64
}

/// Servers of the zones in which the crew was.
fn servers_hit(at: &HospitalRef) -> i64 {
    let groups = at.rules.scenario.hospital.groups.iter().zip(at.network.groups());
    groups
        .filter(|(facts, state)| facts.server && is_hit(at, state.zone))
        .map(|(facts, _)| i64::from(facts.count))
        .sum()
}

/// Whether the crew was in a zone.
fn is_hit(at: &HospitalRef, zone: usize) -> bool {
    at.network.zone(zone).tainted || at.network.groups_in(zone).any(|(_, group)| group.ever_encrypted > 0)
}

/// Whether nobody can trust the sign-in any more.
fn sign_in_lost(at: &HospitalRef) -> bool {
    let zones = &at.rules.scenario.hospital.zones;
    at.attack.domain_admin || (0..zones.len()).any(|zone| zones[zone].kind == ZoneKind::Identity && is_hit(at, zone))
}
