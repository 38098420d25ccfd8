//! Money: what an incident costs, kept by account.
//!
//! Orders, fines and a ransom come out of the money that is free for the exercise; overtime and the material of a rebuild
//! are carried by the house's own accounts, and show in the cost alone. Lost income is told from the patients who were
//! not treated, whenever it is asked for, since nobody pays it out.

use serde::Serialize;

use crate::hospital::site::At;

/// What money was spent on, or lost to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Account {
    /// Protection and preparation bought.
    Purchases,
    /// Own people's extra hours.
    Overtime,
    /// People and machines from outside.
    OutsideHelp,
    /// Other orders of response and recovery, and the material of rebuilt hosts.
    Rebuild,
    /// The ransom.
    Ransom,
    /// Fines.
    Fines,
}

/// The books of a hospital, for reports and tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Books {
    /// Spent or lost, by account.
    pub accounts: Vec<(Account, i64)>,
    /// Their total.
    pub cost_cents: i64,
    /// Income lost with patients, not part of the total.
    pub lost_income_cents: i64,
    /// Money free for the exercise.
    pub budget_cents: i64,
    /// Money received since the start.
    pub received_cents: i64,
    /// Of the total, carried by the house's other accounts.
    pub carried_cents: i64,
}

/// Spends money that is not asked for: fines and ransom may exceed what is free.
pub fn spend(at: &mut At, account: Account, cents: i64) {
    at.defence.budget_cents -= cents;
    book(at, account, cents);
}

/// Gives back what was spent on something that is not done after all.
pub fn refund(at: &mut At, account: Account, cents: i64) {
    spend(at, account, -cents);
}

/// Costs that the house's other accounts carry.
pub fn carry(at: &mut At, account: Account, cents: i64) {
    at.defence.carried_cents += cents;
    book(at, account, cents);
}

pub fn book(at: &mut At, account: Account, cents: i64) {
    *at.defence.ledger.entry(account).or_default() += cents;
}

/// Money arrives; less than none is a price that somebody asked for.
pub fn receive(at: &mut At, cents: i64) {
    if cents < 0 {
        return spend(at, Account::OutsideHelp, -cents);
    }
    at.defence.budget_cents += cents;
    at.defence.received_cents += cents;
}

/// Income lost with patients until now.
pub fn lost_income(at: &At) -> i64 {
    (at.care.cancelled_milli + at.care.diverted_milli) / 1000 * at.rules.numbers.money.lost_income_cents
}

/// The books as they stand.
pub fn books(at: &At) -> Books {
    Books {
        accounts: at.defence.ledger.iter().map(|(account, cents)| (*account, *cents)).collect(),
        cost_cents: at.defence.cost_cents(),
        lost_income_cents: lost_income(at),
        budget_cents: at.defence.budget_cents,
        received_cents: at.defence.received_cents,
        carried_cents: at.defence.carried_cents,
    }
}
