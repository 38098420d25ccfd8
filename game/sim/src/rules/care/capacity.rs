//! Capacity: what a service can do on its computers, on paper that is learned and tires, or by helping itself.

use codedark_protocol::ServiceMode;
use codedark_scenario::{Role, Service};

use crate::base::numbers::Capacity;
use crate::base::rounding::whole;
use crate::base::time::Minute;
use crate::hospital::services::ServiceState;
use crate::hospital::site::HospitalRef;
use crate::rules::care::CareSite;

/// What a service can do now, in thousandths of a normal day.
pub(super) fn capacity(at: &HospitalRef, facts: &Service, state: &ServiceState) -> i64 {
    let digital = state.digital_milli as f64 / 1000.0;
    let mut share = match state.mode {
        ServiceMode::Digital => digital.max(facts.paper.first * at.rules.numbers.capacity.improvised),
        ServiceMode::BackLoading => digital * at.rules.numbers.capacity.back_loading_share,
        ServiceMode::Paper => digital.max(paper(facts, state, &at.rules.numbers.capacity)),
    };
    if state.second_check {
        share *= at.rules.numbers.capacity.second_check_capacity;
    }
    if let Some((percent, _)) = state.outside.filter(|_| state.helped(at.minute)) {
        let linked = if at.network.partners_gone() { at.rules.numbers.capacity.without_links } else { 1.0 };
        share = (share + f64::from(percent) / 100.0 * linked).min(share.max(1.0));
    }
    whole(share * 1000.0)
}

/// What paper allows: learned in days, then tiring.
fn paper(facts: &Service, state: &ServiceState, numbers: &Capacity) -> f64 {
    let (practised, reach) = if state.drilled { (numbers.learned_after, numbers.drilled_level) } else { (0, 1.0) };
    let learned = (state.practice_min + practised).min(numbers.learned_after) as f64 / numbers.learned_after as f64;
    let level = facts.paper.first + (facts.paper.learned - facts.paper.first) * learned;
    let (shows, full) = (numbers.tires_after as f64 * 1000.0, numbers.tired_after as f64 * 1000.0);
    let tired = ((state.worn_milli_min as f64 - shows) / (full - shows)).clamp(0.0, 1.0);
    (level + (facts.paper.tired - level).min(0.0) * tired) * reach
}

/// Practice and exhaustion grow on paper; exhaustion passes off it.
pub(super) fn wear(at: &mut CareSite, index: usize, owner: Role, minutes: Minute) {
    let passed = minutes as f64 * 1000.0;
    if at.care.services[index].mode == ServiceMode::Paper {
        let tires = whole(passed * tires(&at.read(), owner));
        let state = &mut at.care.services[index];
        state.practice_min += minutes;
        state.worn_milli_min += tires;
    } else if at.care.services[index].worn_milli_min > 0 {
        let state = &mut at.care.services[index];
        state.worn_milli_min = (state.worn_milli_min - whole(passed * at.rules.numbers.capacity.recovers)).max(0);
    }
}

/// Pace of exhaustion on paper.
fn tires(at: &HospitalRef, owner: Role) -> f64 {
    let now = at.care.settled_min;
    let rested = [Role::NursingLead, owner].into_iter().any(|role| at.people.is_rested(role, now));
    match (rested, at.people.is_called_in(owner, now)) {
        (true, _) => at.rules.numbers.capacity.rested_tires,
        (false, true) => at.rules.numbers.capacity.called_in_tires,
        (false, false) => 1.0,
    }
}
