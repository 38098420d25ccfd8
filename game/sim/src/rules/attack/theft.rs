//! Theft: data flows out hour by hour, as fast as the line allows and the crew dares, until it is all gone or somebody cuts
//! it off.
//!
//! What was sent stays stolen. A crew that is cut off midway sends the rest when it has a way out again, until it strikes.
//!
//! Reads: what the crew holds, the internet, controls.

use crate::base::time::HOUR;
use crate::hospital::agenda::AttackItem;
use crate::hospital::site::HospitalRef;
use crate::rules::attack::reach::reachable;
use crate::rules::attack::{AttackSite, is_over};
use codedark_scenario::Control;

/// Gigabytes that a megabit a second carries in an hour.
const GB_OF_MBIT: f64 = 3_600.0 / 8_000.0;

/// Begins to send, on top of what is still under way.
pub(super) fn begin(at: &mut AttackSite, gigabytes: u32) {
    if at.attack.sending_gb == 0 {
        at.book(at.minute + HOUR, AttackItem::DataSent);
    }
    at.attack.sending_gb += i64::from(gigabytes);
}

/// An hour's worth.
pub(super) fn send(at: &mut AttackSite) {
    if is_over(&at.read()) {
        at.attack.sending_gb = 0;
        return;
    }
    let held = at.network.held_zones();
    if !at.network.is_offline() && !held.is_empty() {
        let left = (within_reach_gb(&at.read(), &held) - at.attack.stolen_gb).max(0);
        let sent = hour_gb(&at.read()).min(at.attack.sending_gb).min(left);
        at.attack.stolen_gb += sent;
        at.attack.sending_gb -= sent;
    }
    if at.attack.sending_gb > 0 {
        at.book(at.minute + HOUR, AttackItem::DataSent);
    }
}

/// What leaves in an hour: as much of the line as the crew dares to use, less where outgoing traffic is filtered.
fn hour_gb(at: &HospitalRef) -> i64 {
    let scenario = &at.rules.scenario;
    let filtered = at.network.has(Control::EgressFilter.id());
    let passes = if filtered { at.rules.numbers.theft.filtered } else { 1.0 };
    let line = f64::from(scenario.hospital.line_mbit) * GB_OF_MBIT;
    (libm::round(line * scenario.adversary.line_share * passes) as i64).max(1)
}

/// Data in the zones where the crew is, and in those that they can read.
fn within_reach_gb(at: &HospitalRef, held: &[usize]) -> i64 {
    let scenario = &at.rules.scenario;
    let mut zones = reachable(at, held);
    zones.extend(held);
    let groups = scenario.hospital.groups.iter().zip(at.network.groups());
    let read = groups.filter(|(_, group)| zones.contains(&group.zone));
    read.map(|(facts, _)| i64::from(facts.data_gb) * i64::from(facts.count)).sum()
}
