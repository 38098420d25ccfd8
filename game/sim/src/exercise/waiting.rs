//! What waits for a seat: decisions that are open, and facts it has learned. Tells a clock when to slow down.

use std::collections::BTreeSet;

use codedark_protocol::{ProposalState, Seat};

use crate::exercise::Exercise;

/// What waits for one seat or for several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Open decisions: questions that were not answered, proposals that this seat is asked about.
    pub decisions: BTreeSet<String>,
    /// Facts known, such as an intrusion: nothing to answer, much to talk about.
    pub facts: BTreeSet<String>,
}

impl Waiting {
    /// Adds what waits for another seat.
    pub fn join(&mut self, other: Waiting) {
        self.decisions.extend(other.decisions);
        self.facts.extend(other.facts);
    }

    /// Whether something waits now that did not wait then.
    pub fn is_news_after(&self, before: &Waiting) -> bool {
        !self.decisions.is_subset(&before.decisions) || !self.facts.is_subset(&before.facts)
    }
}

impl Exercise {
    /// What waits for a seat now.
    pub fn waiting(&self, seat: &Seat) -> Waiting {
        let Some(place) = self.place(&seat.hospital) else {
            return Waiting::default();
        };
        let role = seat.role;
        let at = self.read(place);
        let injects = at.rules.scenario.injects.iter().zip(&at.story.injects);
        let open = injects.filter(|(facts, state)| facts.role == role && !facts.options.is_empty() && state.waits());
        let mut decisions: BTreeSet<String> = open.map(|(facts, _)| format!("inject/{}", facts.id)).collect();
        let asked = at.defence.proposals.iter().enumerate().filter(|(_, proposal)| proposal.asked == role);
        decisions.extend(asked.filter_map(|(number, proposal)| match proposal.state {
            ProposalState::Tabled => Some("round".to_owned()),
            state => state.waits().then(|| format!("proposal/{number}")),
        }));
        let known = at.people.facts.keys().filter(|(knower, _)| *knower == role);
        Waiting { decisions, facts: known.map(|(_, fact)| format!("{fact:?}")).collect() }
    }
}
