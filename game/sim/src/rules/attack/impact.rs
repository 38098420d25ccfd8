//! What an attack does besides encryption by hand: worms, disrupted services, altered values.
//!
//! All of it moves by agenda items of its own, and all of it stops at a zone that is cut off.
//!
//! Reads: flows, patch ages, the adversary's kill switch.

use codedark_scenario::{Gain, Platform, SensorKind, Step, ZoneKind};

use crate::base::time::{DAY, HOUR, Minute};
use crate::hospital::agenda::AttackItem;
use crate::hospital::network::DeviceState;
use crate::hospital::news::{Heard, News};
use crate::hospital::site::HospitalRef;
use crate::reading::people::still_on;
use crate::rules::attack::{AttackSite, strike};

/// Lets a worm loose.
pub(super) fn release_worm(at: &mut AttackSite, patch_days: u32) {
    at.book(at.minute + at.rules.numbers.impact.worm_min, AttackItem::WormSpreads(patch_days, 0));
    strike::strike(at, "attack-detonated", Heard::InTheRegion);
}

/// One round: every device it has knocks at those whose service is not updated and that it reaches.
pub(super) fn worm_spreads(at: &mut AttackSite, patch_days: u32, round: u32) {
    let stop = at.rules.scenario.adversary.kill_switch_min;
    let released = at.attack.detonated_min.unwrap_or(at.minute);
    if round >= at.rules.numbers.impact.worm_rounds || (stop > 0 && at.minute - released >= stop) {
        return;
    }
    let (carriers, mut victims) = worm_reach(&at.read(), patch_days, round);
    let most = (f64::from(carriers) * at.rules.numbers.impact.worm_growth).ceil() as usize;
    victims.sort_unstable();
    for (_, group, device) in victims.into_iter().take(most) {
        at.network.encrypt(group, device);
    }
    if round == at.rules.numbers.impact.worm_seen {
        at.report(News::Understood);
    }
    at.book(at.minute + at.rules.numbers.impact.worm_min, AttackItem::WormSpreads(patch_days, round + 1));
}

/// Devices that carry the worm on zones that are not cut off, and the clean ones it can take, in an order drawn by dice.
fn worm_reach(at: &HospitalRef, patch_days: u32, round: u32) -> (u32, Vec<(u64, usize, usize)>) {
    let scenario = &at.rules.scenario;
    let open = |zone: usize| !at.network.zone(zone).isolated;
    let carries = |zone: usize| at.network.groups_in(zone).map(|(_, group)| group.held + group.encrypted).sum::<u32>();
    let from: Vec<usize> = (0..at.network.zones().len()).filter(|zone| open(*zone) && carries(*zone) > 0).collect();
    let mut reached = at.network.reachable(scenario, &from);
    reached.extend(&from);
    let oldest = at.minute as i64 - i64::from(patch_days) * DAY as i64;
    let mut victims = Vec::new();
    for (group, facts) in scenario.hospital.groups.iter().enumerate() {
        let state = at.network.group(group);
        let windows = matches!(facts.platform, Platform::Windows | Platform::WindowsLegacy);
        if !windows || state.local || state.cloud || state.patched_min > oldest || !reached.contains(&state.zone) {
            continue;
        }
        let key = format!("worm/{}", facts.id);
        for device in 0..facts.count as usize {
            let on = (device as f64) < f64::from(facts.count) * still_on(at, facts);
            if on && at.network.group(group).devices[device].state != DeviceState::Encrypted {
                let rank = at.dice().bits("worm", &key, u64::from(round) << 32 | device as u64);
                victims.push((rank, group, device));
            }
        }
    }
    (from.into_iter().map(carries).sum(), victims)
}

/// Zones of a kind that can be reached from outside themselves.
fn open_zones(at: &HospitalRef, kind: ZoneKind) -> Vec<usize> {
    let zones = &at.rules.scenario.hospital.zones;
    (0..zones.len()).filter(|zone| zones[*zone].kind == kind && !at.network.zone(*zone).isolated).collect()
}

/// The crew takes away what zones offer, here and at all who have it from the same supplier.
pub(super) fn disrupt(at: &mut AttackSite, kind: ZoneKind, hours: u32) {
    lose_supplier(at, kind, hours);
    at.report(News::SupplierLost(kind, hours));
}

/// What the zones offer is gone for hours, though their devices are intact.
pub fn lose_supplier(at: &mut AttackSite, kind: ZoneKind, hours: u32) {
    let until = at.minute + Minute::from(hours) * HOUR;
    at.attack.leave_evidence(at.minute);
    for zone in open_zones(&at.read(), kind) {
        at.network.disrupt(zone, until);
        at.book(until, AttackItem::DisruptionOver(zone as u32));
    }
}

/// The flood has passed, or the supplier is back.
pub(super) fn disruption_over(at: &mut AttackSite, zone: usize) {
    at.network.end_disruption(zone, at.minute);
}

/// Values are altered from now on: who is treated on them, care counts.
pub(super) fn alter(at: &mut AttackSite, kind: ZoneKind, step: usize) {
    for zone in open_zones(&at.read(), kind) {
        at.network.alter(zone);
    }
    at.book(at.minute + DAY, AttackItem::AlteredSeen(step as u32));
}

/// A day has passed: staff notice, or look again tomorrow.
pub(super) fn altered_seen(at: &mut AttackSite, step: usize) {
    let scenario = at.scenario();
    let step_facts = &scenario.adversary.steps[step];
    let Gain::Alter(kind) = step_facts.gives else {
        return;
    };
    let zones = &scenario.hospital.zones;
    let altered: Vec<usize> =
        (0..zones.len()).filter(|zone| zones[*zone].kind == kind && at.network.zone(*zone).altered).collect();
    if altered.iter().all(|zone| at.network.zone(*zone).distrusted) {
        return;
    }
    if !at.dice().chance(at.rules.numbers.impact.altered_noticed, "altered-noticed", &step_facts.id, at.minute) {
        return at.book(at.minute + DAY, AttackItem::AlteredSeen(step as u32));
    }
    notice(at, step);
}

/// Staff notice that what they read is not true: from now on they check each value by hand.
pub(super) fn notice(at: &mut AttackSite, step: usize) {
    let scenario = at.scenario();
    let facts = &scenario.adversary.steps[step];
    let Gain::Alter(kind) = facts.gives else { return };
    let zones = &scenario.hospital.zones;
    let altered: Vec<usize> =
        (0..zones.len()).filter(|zone| zones[*zone].kind == kind && at.network.zone(*zone).altered).collect();
    at.attack.leave_evidence(at.minute);
    for zone in altered {
        at.network.distrust(zone);
        at.report(News::Noticed { zone, sensor: SensorKind::Staff, step, times: 1 });
    }
    // Whichever of its changes somebody sees first, it is what the crew came for.
    let struck = |(index, other): (usize, &Step)| other.strikes && other.gives == facts.gives && at.attack.done(index);
    if facts.strikes || scenario.adversary.steps.iter().enumerate().any(struck) {
        strike::show(at);
    }
}
