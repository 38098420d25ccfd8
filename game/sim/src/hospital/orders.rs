//! What seats ordered: tasks, proposals, money, and what the model remembers of it.

use std::collections::BTreeMap;

use bevy_ecs::component::Component;
use codedark_protocol::{ProposalState, RefusalReason};
use codedark_scenario::Role;
use serde::Serialize;

use crate::base::time::Minute;
use crate::hospital::hands::{Book, Stretch, Work, spend};
use crate::hospital::ledger::Account;

/// Orders and money of a hospital.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct Defence {
    /// Money left, in cents.
    pub budget_cents: i64,
    /// Money spent or lost by account, in cents.
    pub ledger: BTreeMap<Account, i64>,
    /// Of it, carried by other accounts of the house, in cents.
    pub carried_cents: i64,
    /// Money received since the start, in cents.
    pub received_cents: i64,
    /// Money lent for the ransom and for nothing else, in cents, until it is paid out.
    pub lent_cents: i64,
    /// Minutes of people, role by role.
    pub hands: BTreeMap<Role, Book>,
    /// Orders under way, by number.
    pub tasks: BTreeMap<u32, Task>,
    /// Number of the next order.
    pub next_task: u32,
    /// Proposals, by number.
    pub proposals: Vec<Proposal>,
    /// Numbers of the proposals that are not settled, in order. Derived.
    #[serde(skip)]
    pub(crate) open: Vec<usize>,
    /// Completed actions.
    pub done: BTreeMap<String, Vec<Done>>,
    /// Whether each action was completed, by its index; none beyond the last that was. Derived.
    #[serde(skip)]
    pub(crate) completed: Vec<bool>,
    /// What was done that the model remembers.
    pub facts: Facts,
    /// Figures to read off a day later: row of the history and the measure.
    pub readings: Vec<(usize, codedark_scenario::Measure)>,
}

/// What orders left behind, beside the changes in other domains.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Facts {
    /// Pieces of evidence kept.
    pub evidence_kept: u32,
    /// Evictions made.
    pub evictions: u32,
    /// When stolen accounts were last disabled.
    pub accounts_disabled_min: Option<Minute>,
    /// When all privileged secrets were last changed.
    pub reset_min: Option<Minute>,
    /// Whether the ransom was paid, or refused.
    pub ransom_paid: Option<bool>,
    /// Whether the insurer pays, once it was called.
    pub insurer_pays: Option<bool>,
    /// Whether the early warning service had its chance to see the strike coming.
    pub foreseen: bool,
    /// Whether somebody asked for a decryptor.
    pub decryptor_asked: bool,
    /// Whether indicators were shared.
    pub shared: bool,
    /// Zones connected again unchecked, after an intruder was in them.
    pub unchecked_reconnects: u32,
}

/// An order under way.
#[derive(Clone, Debug, Serialize)]
pub struct Task {
    /// Action index in the scenario.
    pub action: usize,
    /// Whose people work on it.
    pub role: Role,
    /// Target id.
    pub target: Option<String>,
    /// What it takes of them.
    pub work: Work,
    /// Minute it takes effect, as far as anybody knows: later where hands are missing.
    pub due_min: Minute,
    /// Who ordered it alone, and when; none where others agreed first. Not part of the state hash: it counts in that minute
    /// only, and follows from the acts of that minute.
    #[serde(skip)]
    pub ordered: Option<(Minute, Role)>,
}

/// An order that took effect.
#[derive(Clone, Debug, Serialize)]
pub struct Done {
    /// When.
    pub minute: Minute,
    /// On what; on the whole hospital without one.
    pub target: Option<String>,
    /// Number of the order.
    pub number: u32,
}

impl Defence {
    /// Sums up a role's minutes over the stretches since it was last done, which end now.
    pub fn settle(&mut self, role: Role, stretches: impl Iterator<Item = Stretch>) {
        let book = self.hands.entry(role).or_default();
        for stretch in stretches {
            let works = self.tasks.values_mut().filter(|task| task.role == role).map(|task| &mut task.work);
            let (there, free) = spend(works, book.settled_min, stretch);
            book.there_milli += there;
            book.ordered_milli += there - free;
            book.free_milli += free;
            book.settled_min = stretch.until;
        }
    }

    /// Until when a role's minutes are summed up.
    pub fn settled_min(&self, role: Role) -> Minute {
        self.hands.get(&role).map_or(0, |book| book.settled_min)
    }

    /// Spends money. Whoever orders something is asked first whether it is there; a fine is not, and may exceed what is free.
    pub fn spend(&mut self, account: Account, cents: i64) {
        self.budget_cents -= cents;
        self.book(account, cents);
    }

    /// Gives back what was spent on something that is not done after all.
    pub fn refund(&mut self, account: Account, cents: i64) {
        self.spend(account, -cents);
    }

    /// Costs that the house's other accounts carry.
    pub fn carry(&mut self, account: Account, cents: i64) {
        self.carried_cents += cents;
        self.book(account, cents);
    }

    fn book(&mut self, account: Account, cents: i64) {
        *self.ledger.entry(account).or_default() += cents;
    }

    /// Money arrives; less than none is a price that somebody asked for.
    pub fn receive(&mut self, cents: i64) {
        if cents < 0 {
            return self.spend(Account::OutsideHelp, -cents);
        }
        self.budget_cents += cents;
        self.received_cents += cents;
    }

    /// Somebody lends money for the ransom. It buys nothing else.
    pub fn lend(&mut self, cents: i64) {
        self.lent_cents += cents;
    }

    /// Money that is there for an order: what is lent for the ransom is there for the ransom alone.
    pub fn there_for(&self, ransom: bool) -> i64 {
        self.budget_cents + if ransom { self.lent_cents } else { 0 }
    }

    /// Pays the ransom: out of the loan first, which counts as received when it is paid out.
    pub fn pay_ransom(&mut self, cents: i64) {
        let of_loan = cents.min(self.lent_cents);
        self.lent_cents -= of_loan;
        self.receive(of_loan);
        self.spend(Account::Ransom, cents);
        self.settle_ransom(true);
    }

    /// The ransom was paid, or refused.
    pub fn settle_ransom(&mut self, paid: bool) {
        self.facts.ransom_paid = Some(paid);
    }

    /// The insurer was called, and pays or not.
    pub fn settle_claim(&mut self, pays: bool) {
        self.facts.insurer_pays = Some(pays);
    }

    /// The early warning service has its chance to see the strike coming: it has one.
    pub fn try_to_foresee(&mut self) {
        self.facts.foreseen = true;
    }

    /// Somebody asked for a decryptor.
    pub fn ask_for_decryptor(&mut self) {
        self.facts.decryptor_asked = true;
    }

    /// Money spent or lost, in cents.
    pub fn cost_cents(&self) -> i64 {
        self.ledger.values().sum()
    }

    /// An action was completed.
    pub fn note_done(&mut self, index: usize, action: &str, done: Done) {
        self.done.entry(action.to_owned()).or_default().push(done);
        self.completed.resize(self.completed.len().max(index + 1), false);
        self.completed[index] = true;
    }

    /// Whether an action was ever completed, by its index.
    pub fn has_done(&self, action: usize) -> bool {
        self.completed.get(action) == Some(&true)
    }

    /// Proposals that are not settled, with their numbers.
    pub fn open_proposals(&self) -> impl Iterator<Item = (usize, &Proposal)> {
        self.open.iter().map(|index| (*index, &self.proposals[*index]))
    }
}

/// A joint action.
#[derive(Clone, Debug, Serialize)]
pub struct Proposal {
    /// Action index.
    pub action: usize,
    /// Target id.
    pub target: Option<String>,
    /// Who proposed it.
    pub by: Role,
    /// Who must agree.
    pub asked: Role,
    /// When it was proposed.
    pub proposed_min: Minute,
    /// When silence passes it on.
    pub deadline_min: Minute,
    /// Where it stands.
    pub state: ProposalState,
    /// A refusal that was taken to the commander: whose, and why.
    pub refusal: Option<(Role, RefusalReason)>,
    /// When it was settled, and by whom; by nobody when it lapsed.
    pub settled: Option<(Minute, Option<Role>)>,
}
