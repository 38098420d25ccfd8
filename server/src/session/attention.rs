//! How much new a seat is shown in a minute of class: what is more waits, and modelled staff work on it meanwhile.
//!
//! New things are questions, proposals that this seat is asked about, and open cases; the log is there to be looked up and
//! does not count. A row that was shown once stays, as long as the simulation has it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use codedark_protocol::{CaseState, NEW_ITEMS_PER_MINUTE_MAX, ProposalState, Role, View};

/// The minute in which new things are counted, in milliseconds of class time.
const MINUTE_MS: u64 = 60_000;

/// What a person was shown, seat by seat.
#[derive(Default)]
pub struct Attention(BTreeMap<Role, Seen>);

#[derive(Default)]
struct Seen {
    shown: BTreeSet<Item>,
    /// Class time at which the last few new things were shown.
    lately: VecDeque<u64>,
}

/// Something that asks for attention. The order is the order in which they are let in.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Proposal(u32),
    Inject(String),
    Case(String),
}

impl Attention {
    /// Leaves out of a seat's view what is too much new for now.
    pub fn filter(&mut self, role: Role, class_ms: u64, view: &mut View) {
        let seen = self.0.entry(role).or_default();
        while seen.lately.front().is_some_and(|at| class_ms.saturating_sub(*at) >= MINUTE_MS) {
            seen.lately.pop_front();
        }
        for item in items(role, view) {
            let room = seen.lately.len() < NEW_ITEMS_PER_MINUTE_MAX;
            if room && seen.shown.insert(item) {
                seen.lately.push_back(class_ms);
            }
        }
        let shown = |item: Item| seen.shown.contains(&item);
        view.proposals.retain(|row| !asks(role, row.asked, row.state) || shown(Item::Proposal(row.id)));
        view.injects.retain(|row| row.answer.is_some() || shown(Item::Inject(row.id.clone())));
        view.cases.retain(|row| row.state != CaseState::Open || shown(Item::Case(row.id.clone())));
    }
}

fn asks(role: Role, asked: Role, state: ProposalState) -> bool {
    asked == role && state.waits()
}

/// What a view holds that asks for attention, the most pressing first.
fn items(role: Role, view: &View) -> BTreeSet<Item> {
    let proposals =
        view.proposals.iter().filter(|row| asks(role, row.asked, row.state)).map(|row| Item::Proposal(row.id));
    let injects = view.injects.iter().filter(|row| row.answer.is_none()).map(|row| Item::Inject(row.id.clone()));
    let cases = view.cases.iter().filter(|row| row.state == CaseState::Open).map(|row| Item::Case(row.id.clone()));
    proposals.chain(injects).chain(cases).collect()
}
