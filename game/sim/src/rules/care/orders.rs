//! What others do to services: orders of the seats, rest, and records that are gone.
//!
//! Each settles care first: what changes now changes nothing of what has passed.

use codedark_protocol::ServiceMode;
use codedark_scenario::{Effect, Expr, Role};

use crate::hospital::services::Outside;
use crate::rules::care::CareSite;
use crate::rules::care::transfer::transfer;
use crate::rules::care::{new_standing, refresh, settle};

/// An order changes how services are run.
pub fn order(at: &mut CareSite, effect: &Effect, services: Vec<usize>) {
    settle(at);
    let (minute, typed_in) = (at.minute, at.rules.numbers.flow.typed_in_at_once);
    let until = minute + at.rules.numbers.shifts.shift;
    for index in services {
        let state = &mut at.care.services[index];
        match effect {
            Effect::Divert(percent) => state.divert_percent = *percent,
            Effect::StopDivert => state.divert_percent = 0,
            Effect::CancelPlanned(percent) => state.cancel_percent = *percent,
            Effect::ResumePlanned => state.cancel_percent = 0,
            Effect::SwitchToPaper => {
                state.mode = ServiceMode::Paper;
                state.paper_since.get_or_insert(minute);
            }
            Effect::BackToDigital => {
                let written = state.unwritten_milli > 0;
                state.mode = if written { ServiceMode::BackLoading } else { ServiceMode::Digital };
                state.paper_since = None;
            }
            Effect::BackLoad => state.unwritten_milli /= typed_in,
            Effect::SecondCheck => state.second_check = true,
            Effect::EndSecondCheck => state.second_check = false,
            Effect::ShortList(percent) => state.turned_down_percent = *percent,
            Effect::Outside(percent) => state.outside = Some(Outside { percent: *percent, grows_from: None, until }),
            Effect::Partner(percent) => {
                // A partner who has helped before begins with what they had come to.
                let grows_from = state.outside.and_then(|outside| outside.grows_from).or(Some(minute));
                state.outside = Some(Outside { percent: *percent, grows_from, until });
            }
            Effect::Transfer(percent) => transfer(at, index, *percent),
            Effect::Drill => state.drilled = true,
            _ => {}
        }
    }
    let standing = new_standing(at);
    refresh(at, standing);
}

/// A role's people rest: those who are not on paper begin it with a reserve. The nurses work in every service.
pub fn rest(at: &mut CareSite, role: Role) {
    settle(at);
    let services = &at.rules.scenario.hospital.services;
    for (facts, state) in services.iter().zip(&mut at.care.services) {
        let theirs = role == Role::NursingLead || role == facts.owner;
        if theirs && state.mode != ServiceMode::Paper {
            state.worn_milli_min = -(at.rules.numbers.capacity.reserve as i64 * 1000);
        }
    }
    let standing = new_standing(at);
    refresh(at, standing);
}

/// Data is lost: services that live on it write the lost days again, from paper and memory.
pub fn lose_data(at: &mut CareSite, group: usize, days: u64) {
    settle(at);
    let scenario = at.scenario();
    if scenario.hospital.groups[group].data_gb == 0 {
        return;
    }
    for (index, service) in scenario.hospital.services.iter().enumerate() {
        if leans_on(&service.needs, &scenario.hospital.groups[group].id) {
            let patients = (service.urgent_per_day + service.planned_per_day) * days as f64;
            at.care.services[index].unwritten_milli += (patients * 1000.0) as i64;
        }
    }
}

/// Whether a dependency names a group itself, not by way of another service.
fn leans_on(needs: &Expr, group: &str) -> bool {
    matches!(needs, Expr::Asset(id) if id == group) || needs.parts().any(|part| leans_on(part, group))
}
