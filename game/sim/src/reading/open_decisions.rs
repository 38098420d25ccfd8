//! What waits for a decision of one seat. Whoever is about to ask it one more thing looks here first.
//!
//! The rule is that of [`codedark_protocol::View::open_decisions`], read from the model's own state.

use codedark_protocol::{OPEN_DECISIONS_MAX, ProposalState};
use codedark_scenario::Role;

use crate::hospital::site::HospitalRef;

/// Something that waits for a decision of a role.
pub enum OpenDecision {
    /// An unanswered question: the inject's index.
    Question(usize),
    /// A proposal by itself: its number.
    Proposal(usize),
    /// All tabled proposals together.
    Round,
}

/// What waits for a decision of a role.
pub fn waiting<'a>(at: &HospitalRef<'a>, role: Role) -> impl Iterator<Item = OpenDecision> + use<'a> {
    let (scenario, defence) = (&at.rules.scenario, at.defence);
    let injects = scenario.injects.iter().zip(&at.story.injects).enumerate();
    let asks = move |facts: &codedark_scenario::Inject| facts.role == role && !facts.options.is_empty();
    let questions = injects.filter(move |(_, (facts, state))| state.waits() && asks(facts));
    let proposals = defence.open_proposals().filter(move |(_, open)| open.asked == role && open.state.waits());
    let round = has_round(at, role).then_some(OpenDecision::Round);
    let questions = questions.map(|(index, _)| OpenDecision::Question(index));
    questions.chain(proposals.map(|(number, _)| OpenDecision::Proposal(number))).chain(round)
}

/// How much waits for a decision of a role.
pub fn open_decisions(at: &HospitalRef, role: Role) -> usize {
    waiting(at, role).count()
}

/// Whether one more thing can be asked of a role.
pub fn has_room(at: &HospitalRef, role: Role) -> bool {
    open_decisions(at, role) < OPEN_DECISIONS_MAX
}

/// Whether tabled proposals wait for a role: one more of them is no further decision.
pub fn has_round(at: &HospitalRef, role: Role) -> bool {
    at.defence.open_proposals().any(|(_, open)| open.asked == role && open.state == ProposalState::Tabled)
}
