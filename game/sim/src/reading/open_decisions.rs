//! How many decisions wait for one seat. Whoever is about to ask it one more looks here first.
//!
//! The rule is that of [`codedark_protocol::View::open_decisions`], counted from the model's own state.

use codedark_protocol::{OPEN_DECISIONS_MAX, ProposalState};
use codedark_scenario::Role;

use crate::hospital::site::HospitalRef;

/// What waits for a decision of a role.
pub fn open_decisions(at: &HospitalRef, role: Role) -> usize {
    let injects = at.rules.scenario.injects.iter().zip(&at.story.injects);
    let asking = injects.filter(|(facts, state)| state.waits() && facts.role == role && !facts.options.is_empty());
    let waiting = at.defence.open_proposals().filter(|(_, open)| open.asked == role && open.state.waits()).count();
    asking.count() + waiting + usize::from(has_round(at, role))
}

/// Whether one more thing can be asked of a role.
pub fn has_room(at: &HospitalRef, role: Role) -> bool {
    open_decisions(at, role) < OPEN_DECISIONS_MAX
}

/// Whether tabled proposals wait for a role: one more of them is no further decision.
pub fn has_round(at: &HospitalRef, role: Role) -> bool {
    at.defence.open_proposals().any(|(_, open)| open.asked == role && open.state == ProposalState::Tabled)
}
