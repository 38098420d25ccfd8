//! Load: how much one seat is asked at once. What is beyond it waits, or is worked by modelled staff.

pub use codedark_scenario::OPEN_DECISIONS_MAX;
use codedark_scenario::Role;

use crate::{ProposalState, View};

/// Open cases that the security desk is shown at most: modelled staff work the rest of the queue.
pub const OPEN_CASES_MAX: usize = 6;

impl View {
    /// What waits for a decision of this role: unanswered questions, proposals it is asked about, and all tabled
    /// proposals together as one.
    pub fn open_decisions(&self, role: Role) -> usize {
        let asks = |row: &&crate::InjectRow| row.role == role && row.answer.is_none() && !row.options.is_empty();
        let asked = || self.proposals.iter().filter(|row| row.asked == role);
        let waiting = asked().filter(|row| row.state.waits()).count();
        let round = asked().any(|row| row.state == ProposalState::Tabled);
        self.injects.iter().filter(asks).count() + waiting + usize::from(round)
    }
}
