//! Money: what an incident costs, kept by account, and what an insurer pays of it.
//!
//! Orders, fines and a ransom come out of the money that is free for the exercise; overtime and the material of a rebuild
//! are carried by the house's own accounts, and show in the cost alone. Lost income is told from the patients who were
//! not treated, whenever it is asked for, since nobody pays it out.
//!
//! Changes: money, and what the model remembers of payment and insurer. Reads: the policy, the patients who were not treated.

use codedark_protocol::Msg;
use codedark_scenario::{Fact, Role};

use crate::hospital::ledger::{Account, receive, spend};
use crate::hospital::site::At;

/// Pays the ransom: a key comes.
pub fn pay_ransom(at: &mut At) {
    spend(at, Account::Ransom, at.rules.scenario.adversary.ransom_cents);
    at.defence.facts.ransom_paid = Some(true);
    crate::rules::recovery::receive_key(at);
}

/// The insurer is called, and pays what the policy says, if it was told in time. That the police were told is a condition
/// of the order, and so is the policy.
pub fn claim(at: &mut At) {
    let scenario = at.scenario();
    let policy = &scenario.hospital.insurance;
    let known = at.people.facts.get(&(Role::IncidentCommander, Fact::Ransomware)).copied().unwrap_or(at.minute);
    let pays = at.minute <= known + policy.told_within_min;
    at.defence.facts.insurer_pays = Some(pays);
    if pays {
        receive(at, policy.limit_cents - policy.deductible_cents);
    }
    let what = if pays { "log-insurer-pays" } else { "log-insurer-refuses" };
    at.tell(&crate::base::roles::READERS, Msg::new(what));
}
