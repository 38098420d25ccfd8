//! Reach: what a crew can do from where it is, with what it holds, over the part of the map that it has seen.
//!
//! It moves only to zones that its own discovery showed. A privileged account is found on devices where an administrator
//! had signed in, and the sign-in of the whole hospital is taken over a way to its zone. A control closes some ways for
//! good: how far it covers is drawn once for a hospital, and trying again does not change it.
//!
//! Reads: flows, controls, dice.

use std::fmt::Write;

use codedark_scenario::{AssetGroup, Control, Gain, Need, Platform, Step, ZoneKind};

use crate::base::time::DAY;
use crate::hospital::network::DeviceState;
use crate::hospital::site::HospitalRef;
use crate::rules::attack::AttackSite;

/// Clean devices of a group among which dice choose.
const SAMPLE: u32 = 64;

/// Whether a control that is in place closed this step's way for good.
pub(super) fn is_closed(at: &HospitalRef, step: &Step) -> bool {
    step.controls.iter().any(|(control, remains)| {
        at.network.has(control)
            && at.dice().of_the_house().chance(
                at.rules.numbers.reach.closes * (1.0 - remains),
                "closed",
                &format!("{}/{control}", step.id),
                0,
            )
    })
}

/// Zones within reach of those: what a divided network shut is drawn once for each zone. Every computer must reach the
/// sign-in servers, so they are never shut.
pub(super) fn reachable(at: &HospitalRef, from: &[usize]) -> Vec<usize> {
    let scenario = &at.rules.scenario;
    let shut = |zone: &usize| {
        let zone = &scenario.hospital.zones[*zone];
        let drawn = |control: &str, chance| {
            at.network.has(control)
                && at.dice().of_the_house().chance(chance, "shut", &format!("{}/{control}", zone.id), 0)
        };
        let clinical = matches!(zone.kind, ZoneKind::Imaging | ZoneKind::Lab | ZoneKind::Bedside);
        zone.kind != ZoneKind::Identity
            && (drawn(Control::Segmentation.id(), at.rules.numbers.reach.segmented)
                || (clinical && drawn(Control::DeviceIsolation.id(), at.rules.numbers.reach.devices_apart)))
    };
    let mut near = at.network.reachable(scenario, from);
    near.retain(|zone| !shut(zone));
    near
}

/// Whether the crew holds what the step needs, and what it leads to lies within reach: a zone that is cut off gets neither
/// mail nor visitors, and nobody takes over a sign-in, or destroys backups, that no way leads to.
pub(super) fn possible(at: &HospitalRef, step: &Step) -> bool {
    let way = match &step.gives {
        Gain::Foothold(kind) => zone_of_kind(at, *kind).is_some_and(|zone| !at.network.zone(zone).isolated),
        Gain::DomainAdmin => has_way(at, ZoneKind::Identity),
        Gain::DestroyBackups => has_way(at, ZoneKind::Backup),
        _ => true,
    };
    way && step.needs.iter().all(|need| holds(at, step, need))
}

/// Whether the crew is in the zone of a kind, or has a way to it. What the house has no zone for, has no door either.
fn has_way(at: &HospitalRef, kind: ZoneKind) -> bool {
    zone_of_kind(at, kind).is_none_or(|zone| {
        let held = at.network.held_zones();
        held.contains(&zone) || reachable(at, &held).contains(&zone)
    })
}

pub(super) fn zone_of_kind(at: &HospitalRef, kind: ZoneKind) -> Option<usize> {
    at.rules.scenario.hospital.zones.iter().position(|zone| zone.kind == kind)
}

fn holds(at: &HospitalRef, step: &Step, need: &Need) -> bool {
    let scenario = &at.rules.scenario;
    match need {
        Need::Foothold => !at.network.held_zones().is_empty(),
        Need::LocalAdmin => at.attack.local_admin,
        Need::DomainAdmin => at.attack.domain_admin,
        Need::PrivilegedAccount => at.attack.privileged,
        Need::In(kind) => at.network.held_zones().iter().any(|zone| scenario.hospital.zones[*zone].kind == *kind),
        Need::Step(id) => scenario.adversary.steps.iter().position(|s| s.id == *id).is_some_and(|s| at.attack.done(s)),
        Need::Unpatched(platform, days) => {
            let near = within_reach(at, step);
            scenario.hospital.groups.iter().zip(at.network.groups()).any(|(facts, group)| {
                let old = at.minute as i64 - group.patched_min > i64::from(*days) * DAY as i64;
                old && facts.platform == *platform && near.contains(&group.zone)
            })
        }
        Need::Internet => !at.network.is_offline(),
    }
}

/// Zones in which a step could find a victim: the one whose door it opens, or what the crew holds and reaches from there.
fn within_reach(at: &HospitalRef, step: &Step) -> Vec<usize> {
    if let Gain::Foothold(kind) = &step.gives {
        return zone_of_kind(at, *kind).into_iter().collect();
    }
    let held = at.network.held_zones();
    let mut near = reachable(at, &held);
    near.extend(held);
    near
}

/// Looks for a privileged account on the devices held. Where administrators have accounts and computers of their own for
/// it, none is left on ordinary computers.
pub(super) fn search_accounts(at: &mut AttackSite) {
    if !at.attack.local_admin || at.attack.privileged {
        return;
    }
    let scenario = at.scenario();
    let apart = at.network.has(Control::PrivilegedAccess.id());
    let dice = at.dice().of_the_house();
    let found = |(group, facts): (usize, &AssetGroup)| {
        let chance = match (facts.server, apart) {
            (true, _) => at.rules.numbers.reach.cached_server,
            (false, true) => 0.0,
            (false, false) => at.rules.numbers.reach.cached_desk,
        };
        let held = |device: u64| at.network.group(group).devices[device as usize].state == DeviceState::Held;
        facts.admin_cached
            && at.network.group(group).held > 0
            && (0..u64::from(facts.count))
                .any(|device| held(device) && dice.chance(chance, "cached", &facts.id, device))
    };
    at.attack.privileged = scenario.hospital.groups.iter().enumerate().any(found);
}

/// Draws the map: the zones that those held can talk to. The directory lists every computer.
pub(super) fn discover(at: &mut AttackSite) {
    let held = at.network.held_zones();
    let mut seen = reachable(&at.read(), &held);
    seen.extend(held);
    if at.attack.domain_admin {
        seen.extend(0..at.network.zones().len());
    }
    at.attack.known.extend(seen.into_iter().map(|zone| zone as u32));
}

/// Moves to a further zone: the wanted one, or the one that matters most of those it knows. The zones that administer
/// all others open to whoever holds the sign-in. Returns where it went.
pub(super) fn spread(
    at: &mut AttackSite,
    wanted: Option<ZoneKind>,
    most: u32,
    step: &Step,
    attempt: u64,
) -> Option<usize> {
    let scenario = at.scenario();
    let kind = |zone: usize| scenario.hospital.zones[zone].kind;
    let from = at.network.held_zones();
    let value = |zone: usize| match kind(zone) {
        ZoneKind::Identity => 6,
        ZoneKind::Backup => 5,
        ZoneKind::Servers => 4,
        ZoneKind::Office | ZoneKind::Wards => 3,
        ZoneKind::Imaging | ZoneKind::Lab => 2,
        _ => 1,
    };
    let core = |zone: usize| matches!(kind(zone), ZoneKind::Identity | ZoneKind::Backup);
    let mut near = reachable(&at.read(), &from);
    near.retain(|zone| at.attack.known.contains(&(*zone as u32)) && (at.attack.domain_admin || !core(*zone)));
    let named = near.iter().chain(&from).copied().find(|zone| Some(kind(*zone)) == wanted);
    near.retain(|zone| at.network.held_in(*zone) == 0);
    let best = near.into_iter().max_by_key(|zone| (value(*zone), std::cmp::Reverse(*zone)));
    let zone = named.or(best).or_else(|| from.first().copied())?;
    let count = at.dice().between(u64::from(most).div_ceil(2), u64::from(most), "spread-count", &step.id, attempt);
    infect(at, zone, count as u32, &step.id, false, attempt);
    Some(zone)
}

/// Whether the crew is after the devices of a zone themselves: it means to alter what they show or do. Others pass over
/// closed devices, on which their programs do not run.
fn is_after_devices(at: &HospitalRef, zone: usize) -> bool {
    let kind = at.rules.scenario.hospital.zones[zone].kind;
    at.rules.scenario.adversary.steps.iter().any(|step| step.gives == Gain::Alter(kind))
}

/// Takes control of up to `count` clean devices of a zone, chosen by dice; of those that people sit at, where they let it in.
pub(super) fn infect(at: &mut AttackSite, zone: usize, count: u32, step: &str, by_staff: bool, attempt: u64) {
    let scenario = at.scenario();
    let after_devices = is_after_devices(&at.read(), zone);
    let mut candidates: Vec<(u64, usize, usize)> = Vec::new();
    for (group, facts) in scenario.hospital.groups.iter().enumerate() {
        let other = (facts.platform == Platform::Embedded && !after_devices) || (by_staff && facts.server);
        let state = at.network.group(group);
        if state.zone != zone || state.cloud || other {
            continue;
        }
        let clean = |device: &usize| state.devices[*device].state == DeviceState::Clean;
        // A bounded sample of what is left of each group: which of a thousand like workstations it is changes nothing.
        let mut name = format!("{step}/{}/", facts.id);
        let prefix = name.len();
        for device in (0..facts.count as usize).filter(clean).take(SAMPLE.max(count) as usize) {
            name.truncate(prefix);
            write!(name, "{device}").expect("a text takes any number");
            let rank = at.dice().bits("infect", &name, attempt);
            candidates.push((rank, group, device));
        }
    }
    candidates.sort_unstable();
    for (_, group, device) in candidates.into_iter().take(count as usize) {
        at.network.take_over(group, device);
    }
}
