//! The minute of the strike, for everybody who asks: set in one place, whatever the crew struck with.

use codedark_protocol::{Msg, TimelineKind};
use codedark_scenario::Scenario;

use crate::hospital::agenda::Due;
use crate::hospital::news::{Heard, News};
use crate::rules::attack::AttackSite;

/// A crew that encrypts nothing has done what it came for, and nobody can overlook it.
pub(super) fn show(at: &mut AttackSite) {
    if at.attack.detonated_min.is_none() {
        strike(at, "attack-struck", Heard::InTheRegion);
        at.report(News::Understood);
    }
}

/// This is the minute of the strike, for everybody who asks: conditions that count from it are looked at when they may change.
pub(super) fn strike(at: &mut AttackSite, what: &str, heard: Heard) {
    at.attack.detonated_min = Some(at.minute);
    at.attack.leave_evidence(at.minute);
    at.note(TimelineKind::Attack, Msg::new(what));
    for after in at.rules.since_strike.iter() {
        at.book(at.minute + after, Due::Conditions);
    }
    at.report(News::Struck(heard));
}

/// Zones in which the next hospital is struck.
pub(super) fn next_zones(scenario: &Scenario) -> Vec<usize> {
    let named = scenario.strike_state.iter().flat_map(|strike| &strike.zones);
    named.map(|id| scenario.hospital.zone(id).expect("checked reference")).collect()
}
