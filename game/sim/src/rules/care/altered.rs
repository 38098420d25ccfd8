//! Altered values: whom they harm while everybody believes them.
//!
//! What a service has of its computers is worth what it reads there. Where values are altered and nobody knows, the part of its
//! help that rests on them misleads: as many unsafe events as patients are treated on it. At the bedside people see for
//! themselves most of what a false screen would have hidden. These events are counted apart, and nobody is told of them; once
//! staff know, they look back, and find who was treated so. A group that works locally shows what is true.
//!
//! Reads: network.

use codedark_protocol::{Msg, TimelineKind};
use codedark_scenario::ZoneKind;

use crate::hospital::network::Zone;
use crate::hospital::site::HospitalRef;
use crate::rules::care::CareSite;

/// Whether a zone shows what is not true, and everybody believes it.
fn misleads(zone: &Zone) -> bool {
    zone.altered && !zone.distrusted
}

/// Takes down which zones mislead, and what of each service's help that is.
///
/// Nobody settles care because values are altered: when it is settled shows in what seats are told, and they must not see that.
/// So it counts from the next block of care on.
pub(super) fn take_down(at: &mut CareSite, network_changed: bool) {
    let misled = at.care.misleading.contains(&true);
    let same = at.network.zones().iter().map(misleads).eq(at.care.misleading.iter().copied());
    if same && !(misled && network_changed) {
        return;
    }
    let care = &mut *at.care;
    care.misleading.clear();
    care.misleading.extend(at.network.zones().iter().map(misleads));
    if care.misleading.contains(&true) {
        let true_milli = true_milli(&at.read());
        for (state, left) in at.care.services.iter_mut().zip(true_milli) {
            state.misled_milli = (state.digital_milli - left).max(0);
        }
    } else if misled {
        look_back(at);
    }
}

/// What each service would have of its computers if nobody believed what is altered, in thousandths.
fn true_milli(at: &HospitalRef) -> Vec<i64> {
    let zones = &at.scenario().hospital.zones;
    let mut standing = at.care.standing.clone();
    for (group, works) in standing.works.iter_mut().enumerate() {
        let state = at.network.group(group);
        if at.care.misleading[state.zone] && !state.local {
            *works *= match zones[state.zone].kind {
                ZoneKind::Bedside => at.rules.numbers.flow.seen_at_bedside,
                _ => 0.0,
            };
        }
    }
    let shares = at.rules.needs.values(&standing, &at.rules.numbers.network);
    shares.into_iter().map(|share| libm::round(share * 1000.0) as i64).collect()
}

/// Staff know: they find who was treated on false values, and the debrief tells what that was before anybody saw it.
fn look_back(at: &mut CareSite) {
    let scenario = at.scenario();
    for (index, facts) in scenario.hospital.services.iter().enumerate() {
        let state = &mut at.care.services[index];
        let found = std::mem::take(&mut state.unseen_micro);
        state.misled_milli = 0;
        state.unsafe_micro += found;
        at.care.unsafe_micro += found;
        let rounded = (found + 500_000) / 1_000_000;
        if rounded > 0 {
            let what = Msg::new("history-harm-before-seen").number("events", rounded);
            at.note(TimelineKind::Attack, what.text("service", format!("service.{}", facts.id)));
        }
    }
    at.renew_views();
}
