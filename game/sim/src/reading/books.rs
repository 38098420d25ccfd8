//! The books of a hospital: what was spent, lost, received and carried until now.

use crate::hospital::ledger::Account;
use crate::hospital::site::HospitalRef;

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

/// Income lost with patients until now.
pub fn lost_income(at: &HospitalRef) -> i64 {
    (at.care.cancelled_milli + at.care.diverted_milli) / 1000 * at.rules.numbers.money.lost_income_cents
}

/// The books as they stand.
pub fn books(at: &HospitalRef) -> Books {
    Books {
        accounts: at.defence.ledger.iter().map(|(account, cents)| (*account, *cents)).collect(),
        cost_cents: at.defence.cost_cents(),
        lost_income_cents: lost_income(at),
        budget_cents: at.defence.budget_cents,
        received_cents: at.defence.received_cents,
        carried_cents: at.defence.carried_cents,
    }
}
