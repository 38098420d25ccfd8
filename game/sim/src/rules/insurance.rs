//! The ransom, the loan that it is paid from, and what an insurer pays.
//!
//! Reads: the policy, who knew when.

use codedark_protocol::Msg;
use codedark_scenario::{Fact, Role};

use crate::hospital::ledger::Account;
use crate::hospital::may_change::Insurance;
use crate::hospital::news::News;
use crate::hospital::site::HospitalMut;

/// A hospital in the hands of ransom and insurer.
pub type InsuranceSite<'a> = HospitalMut<'a, Insurance>;

/// The owner or a bank lends what the crew asks for, for this and nothing else. What the loan costs is carried by the house's
/// other accounts.
pub fn borrow_ransom(at: &mut InsuranceSite) {
    let ransom = at.rules.scenario.adversary.ransom_cents;
    at.defence.lend(ransom);
    at.defence.carry(Account::Ransom, (ransom as f64 * at.rules.numbers.money.loan_price) as i64);
}

/// Pays the ransom: a key comes. Money that went elsewhere since the order was given is not there to be paid.
pub fn pay_ransom(at: &mut InsuranceSite) {
    let ransom = at.rules.scenario.adversary.ransom_cents;
    if at.defence.there_for(true) < ransom {
        return at.tell(&crate::base::roles::READERS, Msg::new("log-ransom-unpaid"));
    }
    at.defence.pay_ransom(ransom);
    at.report(News::KeyReceived);
}

/// The insurer is called, and pays what the policy says, if it was told in time. That the police were told is a condition
/// of the order, and so is the policy.
pub fn claim(at: &mut InsuranceSite) {
    let scenario = at.scenario();
    let policy = &scenario.hospital.insurance;
    let known = at.people.facts.get(&(Role::IncidentCommander, Fact::Ransomware)).copied().unwrap_or(at.minute);
    let pays = at.minute <= known + policy.told_within_min;
    at.defence.settle_claim(pays);
    if pays {
        at.defence.receive(policy.limit_cents - policy.deductible_cents);
    }
    let what = if pays { "log-insurer-pays" } else { "log-insurer-refuses" };
    at.tell(&crate::base::roles::READERS, Msg::new(what));
}
