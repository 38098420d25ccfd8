//! What waits for a seat: decisions that are open, and facts it has learned. Tells a clock when to slow down.

use std::collections::BTreeSet;

use codedark_protocol::Seat;

use crate::exercise::Exercise;
use crate::reading::open_decisions::{OpenDecision, waiting};

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
        let decisions = waiting(&at, role).map(|decision| match decision {
            OpenDecision::Question(index) => format!("inject/{}", at.rules.scenario.injects[index].id),
            OpenDecision::Proposal(number) => format!("proposal/{number}"),
            OpenDecision::Round => "round".to_owned(),
        });
        let known = at.people.facts.keys().filter(|(knower, _)| *knower == role);
        Waiting { decisions: decisions.collect(), facts: known.map(|(_, fact)| format!("{fact:?}")).collect() }
    }
}
