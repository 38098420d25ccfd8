//! Capacity: what a service can do on its computers, on paper that is learned and tires, or by helping itself.
//!
//! Computers that are back are not at once what a service works with: lists, tests and people come back over days, as long as
//! it was without them and at most its own days ([`Service::reopens_days`]).

use codedark_protocol::ServiceMode;
use codedark_scenario::{Role, Service};

use crate::base::numbers::{Capacity, Numbers};
use crate::base::rounding::whole;
use crate::base::time::{DAY, HOUR, Minute};
use crate::hospital::services::{Outside, ServiceState};
use crate::hospital::site::HospitalRef;
use crate::rules::care::CareSite;

/// What a service can do now, in thousandths of a normal day.
pub(super) fn capacity(at: &HospitalRef, facts: &Service, state: &ServiceState) -> i64 {
    let numbers = &at.rules.numbers.capacity;
    let taken_up = state.taken_up_micro as f64 / 1_000_000.0;
    let mut share = match state.mode {
        ServiceMode::BackLoading => taken_up * numbers.back_loading_share,
        ServiceMode::Digital | ServiceMode::Paper => taken_up.max(without(facts, state, numbers)),
    };
    if state.second_check {
        share *= numbers.second_check_capacity;
    }
    if let Some(outside) = state.helped(at.minute) {
        let linked = if at.network.partners_gone() { numbers.without_links } else { 1.0 };
        share = (share + grown(&outside, at.minute, numbers) * linked).min(share.max(1.0));
    }
    whole(share * 1000.0)
}

/// What outsiders do of a normal day at this minute, 0 to 1: with a partner it grows from a first share to all of it.
fn grown(outside: &Outside, minute: Minute, numbers: &Capacity) -> f64 {
    let all = f64::from(outside.percent) / 100.0;
    outside.grows_from.map_or(all, |since| {
        let age = (minute - since).min(numbers.partner_grown) as f64 / numbers.partner_grown as f64;
        all * (numbers.partner_first + (1.0 - numbers.partner_first) * age)
    })
}

/// What a service can do without its computers: on paper, or as people help themselves where nobody declared a downtime.
fn without(facts: &Service, state: &ServiceState, numbers: &Capacity) -> f64 {
    let level = match state.mode {
        ServiceMode::Paper => paper(facts, state, numbers),
        ServiceMode::Digital | ServiceMode::BackLoading => facts.paper.first * numbers.improvised,
    };
    level * state.paper_milli as f64 / 1000.0
}

/// Works with the computers that are back a little more, or counts for how long they are gone.
pub(super) fn take_up(state: &mut ServiceState, facts: &Service, minutes: Minute, numbers: &Numbers) {
    let allowed = state.digital_milli * 1000;
    if state.taken_up_micro < allowed {
        let now = state.taken_up_micro.max(whole(without(facts, state, &numbers.capacity) * 1_000_000.0));
        // As additions in whole millionths, so that it is the same however the time is cut.
        let pace = 1_000_000 / state.without_min.max(HOUR) as i64;
        state.taken_up_micro = (now + pace * minutes as i64).min(allowed);
    } else if state.digital_milli < numbers.recovery.recovered_from_milli {
        state.without_min = (state.without_min + minutes).min(Minute::from(facts.reopens_days) * DAY);
    } else {
        state.without_min = 0;
    }
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
