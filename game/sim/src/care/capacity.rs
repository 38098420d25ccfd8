//! Capacity: what a service can do on its computers, on paper that is learned and tires, or by helping itself.

use codedark_protocol::ServiceMode;
use codedark_scenario::{Role, Service};

use super::ServiceState;
use super::flow::whole;
use crate::parameter::parameters;
use crate::region::At;
use crate::time::{DAY, Minute};

parameters! {
    /// Practice until a paper procedure works as well as it can.
    LEARNED_AFTER: Minute = 5 * DAY, "minutes", "assumption after domain proposal: manual capacity rose for about five days";
    /// Work on paper after which exhaustion shows.
    TIRES_AFTER: Minute = 10 * DAY, "minutes", "assumption: manual capacity fell in the second week";
    /// Work on paper after which exhaustion is complete.
    TIRED_AFTER: Minute = 25 * DAY, "minutes", "assumption: no published figure found; three and a half weeks";
    /// Pace of exhaustion while people work to a rota with rest.
    RESTED_TIRES: f64 = 0.3, "factor", "assumption: a rota with rest gives back most of it";
    /// Pace of exhaustion while more people were called in.
    CALLED_IN_TIRES: f64 = 0.5, "factor", "assumption: the same work on twice as many shoulders";
    /// Pace at which exhaustion passes once the paper is put away.
    RECOVERS: f64 = 2.0, "factor", "assumption: two weeks' exhaustion passes in one";
    /// Work on paper that people who rested before it bear without tiring.
    RESERVE: Minute = 2 * DAY, "minutes", "assumption: nights off beforehand are worth two long days";
    /// What a practised service reaches on paper, against one that learns it in the emergency.
    DRILLED_LEVEL: f64 = 1.1, "factor", "assumption: Neuss kept 80 % of operations where AZ Monica had 70 % in week 3";
    /// Share of the first paper capacity that is left where nobody declared a downtime and everybody helps themselves.
    IMPROVISED: f64 = 0.54, "share", "JAMIA: in 46 % of 76 downtime events procedures were absent or not followed; derived";
    /// What remains of outsiders' help while partners have closed their links.
    WITHOUT_LINKS: f64 = 0.5, "share", "assumption: samples, pictures and letters go by car";
    /// What typing paper back in leaves of a service's capacity.
    BACK_LOADING_SHARE: f64 = 0.85, "share", "assumption: UVM typed in a month of data beside the work";
    /// What a second check leaves of capacity.
    SECOND_CHECK_CAPACITY: f64 = 0.93, "share", "assumption: one in fourteen is at the second check";
}

/// What a service can do now, in thousandths of a normal day.
pub(super) fn capacity(at: &At, facts: &Service, state: &ServiceState) -> i64 {
    let digital = state.digital_milli as f64 / 1000.0;
    let mut share = match state.mode {
        ServiceMode::Digital => digital.max(facts.paper.first * IMPROVISED),
        ServiceMode::BackLoading => digital * BACK_LOADING_SHARE,
        ServiceMode::Paper => digital.max(paper(facts, state)),
    };
    if state.second_check {
        share *= SECOND_CHECK_CAPACITY;
    }
    if let Some((percent, _)) = state.outside.filter(|_| state.helped(at.minute)) {
        let linked = if at.network.partners_gone { WITHOUT_LINKS } else { 1.0 };
        share = (share + f64::from(percent) / 100.0 * linked).min(share.max(1.0));
    }
    whole(share * 1000.0)
}

/// What it can serve, as a multiple of normal demand: the slack of a normal day is lost with the computers.
pub(super) fn throughput(facts: &Service, state: &ServiceState) -> f64 {
    let slack = 1.0 + (facts.headroom - 1.0) * state.digital_milli as f64 / 1000.0;
    state.capacity_milli as f64 / 1000.0 * slack
}

/// What paper allows: learned in days, then tiring.
fn paper(facts: &Service, state: &ServiceState) -> f64 {
    let (practised, reach) = if state.drilled { (LEARNED_AFTER, DRILLED_LEVEL) } else { (0, 1.0) };
    let learned = (state.practice_min + practised).min(LEARNED_AFTER) as f64 / LEARNED_AFTER as f64;
    let level = facts.paper.first + (facts.paper.learned - facts.paper.first) * learned;
    let (shows, full) = (TIRES_AFTER as f64 * 1000.0, TIRED_AFTER as f64 * 1000.0);
    let tired = ((state.worn_milli_min as f64 - shows) / (full - shows)).clamp(0.0, 1.0);
    (level + (facts.paper.tired - level).min(0.0) * tired) * reach
}

/// Practice and exhaustion grow on paper; exhaustion passes off it.
pub(super) fn wear(at: &mut At, index: usize, owner: Role, minutes: Minute) {
    let passed = minutes as f64 * 1000.0;
    if at.care.services[index].mode == ServiceMode::Paper {
        let tires = whole(passed * tires(at, owner));
        let state = &mut at.care.services[index];
        state.practice_min += minutes;
        state.worn_milli_min += tires;
    } else if at.care.services[index].worn_milli_min > 0 {
        let state = &mut at.care.services[index];
        state.worn_milli_min = (state.worn_milli_min - whole(passed * RECOVERS)).max(0);
    }
}

/// A role's people rest: those who are not on paper begin it with a reserve. The nurses work in every service.
pub fn sleep_off(at: &mut At, role: Role) {
    let services = &at.rules.scenario.hospital.services;
    for (facts, state) in services.iter().zip(&mut at.care.services) {
        let theirs = role == Role::NursingLead || role == facts.owner;
        if theirs && state.mode != ServiceMode::Paper {
            state.worn_milli_min = -(RESERVE as i64 * 1000);
        }
    }
}

/// Pace of exhaustion on paper.
fn tires(at: &At, owner: Role) -> f64 {
    let now = at.care.settled_min;
    let rested = [Role::NursingLead, owner].into_iter().any(|role| at.people.is_rested(role, now));
    match (rested, at.people.is_called_in(owner, now)) {
        (true, _) => RESTED_TIRES,
        (false, true) => CALLED_IN_TIRES,
        (false, false) => 1.0,
    }
}
