//! Theft: data flows out hour by hour, as fast as the line allows, until it is all gone or somebody cuts it off.
//!
//! What was sent stays stolen. A crew that is cut off midway sends the rest when it has a way out again, until it strikes.
//!
//! Changes: what was stolen. Reads: what the crew holds, the internet, controls.

use codedark_scenario::Control;

use super::is_over;
use super::reach::reachable;
use crate::parameter::parameters;
use crate::region::At;
use crate::time::{Due, HOUR};

parameters! {
    /// Gigabytes that flow out in an hour.
    SENT_PER_HOUR: i64 = 25, "GB/h", "assumption: 55 Mbit/s, a part of a hospital's line that nobody misses; the 700 GB of HSE in 28 hours";
    /// Share of it where outgoing traffic is filtered.
    FILTERED: f64 = 0.4, "share", "assumption: large uploads to unknown places are slowed or refused";
}

/// Begins to send, on top of what is still under way.
pub(super) fn begin(at: &mut At, gigabytes: u32) {
    if at.attack.sending_gb == 0 {
        at.book(at.minute + HOUR, Due::DataSent);
    }
    at.attack.sending_gb += i64::from(gigabytes);
}

/// An hour's worth.
pub(super) fn send(at: &mut At) {
    if is_over(at) {
        at.attack.sending_gb = 0;
        return;
    }
    let held = at.network.held_zones();
    if !at.network.offline && !held.is_empty() {
        let filtered = at.network.controls.contains(Control::EgressFilter.id());
        let line = SENT_PER_HOUR as f64 * if filtered { FILTERED } else { 1.0 };
        let left = (within_reach_gb(at, &held) - at.attack.stolen_gb).max(0);
        let sent = (line as i64).min(at.attack.sending_gb).min(left);
        at.attack.stolen_gb += sent;
        at.attack.sending_gb -= sent;
    }
    if at.attack.sending_gb > 0 {
        at.book(at.minute + HOUR, Due::DataSent);
    }
}

/// Data in the zones where the crew is, and in those that they can read.
fn within_reach_gb(at: &At, held: &[usize]) -> i64 {
    let scenario = &at.rules.scenario;
    let mut zones = reachable(at, held);
    zones.extend(held);
    let groups = scenario.hospital.groups.iter().zip(&at.network.groups);
    let read = groups.filter(|(_, group)| zones.contains(&group.zone));
    read.map(|(facts, _)| i64::from(facts.data_gb) * i64::from(facts.count)).sum()
}
