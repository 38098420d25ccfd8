//! Duty: legal clocks that run from a fact, what is sent for them, and what silence and lateness cost.
//!
//! A report is whole when everything the duty asks for is known; sent earlier it is a report in part, which keeps the
//! deadline, and the rest follows. Nothing is ever paid for having reported. Who reports late loses some of the
//! recipient's trust and pays a share of the fine; who never does, more; who decided to conceal it, most. Fines come weeks
//! after the deadline; help from outside waits for the early warning from the first hour.

use codedark_protocol::{Msg, TimelineKind};
use codedark_scenario::{Action, Audience, Control, DutyState, Effect};

use crate::base::roles::READERS;
use crate::hospital::agenda::DutyItem;
use crate::hospital::ledger::Account;
use crate::hospital::may_change::DutyRules;
use crate::hospital::site::{HospitalMut, HospitalRef};
use crate::reading::condition::holds;

/// A hospital in the hands of legal clocks.
pub type DutySite<'a> = HospitalMut<'a, DutyRules>;

/// Who learns that something was concealed, beside the recipient.
const PUBLIC: [Audience; 4] = [Audience::Patients, Audience::Staff, Audience::Press, Audience::Suppliers];

/// Works an item that is due.
pub fn work(at: &mut DutySite, item: &DutyItem) {
    match item {
        DutyItem::Starts(index) => start(at, *index),
        DutyItem::Shown(index) => show(at, *index as usize),
        DutyItem::Late(index) => run_out(at, *index),
        DutyItem::Rest(index) => rest_is_due(at, *index as usize),
        DutyItem::Decided(index) => decide(at, *index as usize),
    }
}

/// Starts a clock: its time runs at once, whoever knows of it.
fn start(at: &mut DutySite, index: u32) {
    let duty = &at.scenario().duties[index as usize];
    let minute = at.minute;
    let clock = &mut at.duties.clocks[index as usize];
    clock.started_min = Some(minute);
    let in_part = clock.state() == DutyState::InPart;
    at.book(minute + duty.due_min, DutyItem::Late(index));
    let lookup = if at.network.has(Control::RegulatoryMap.id()) { 0 } else { at.rules.numbers.duty.looked_up };
    at.book(minute + lookup, DutyItem::Shown(index));
    if in_part {
        at.book(minute + duty.rest_min, DutyItem::Rest(index));
    }
}

/// Somebody found out that the clock runs.
fn show(at: &mut DutySite, index: usize) {
    at.duties.clocks[index].shown = true;
    tell(at, index, "log-duty-starts");
}

/// The time is over.
fn run_out(at: &mut DutySite, index: u32) {
    let quiet = at.duties.quiet;
    let clock = &mut at.duties.clocks[index as usize];
    if clock.sent_min.is_some() {
        return;
    }
    (clock.late, clock.concealed) = (true, quiet);
    tell(at, index as usize, "log-duty-late");
    note(at, index as usize, "history-duty-late");
    at.book(at.minute + at.rules.numbers.duty.decided_after, DutyItem::Decided(index));
}

/// The rest of a report in part is due.
fn rest_is_due(at: &mut DutySite, index: usize) {
    if at.duties.clocks[index].whole_min.is_none() {
        fine(at, index, at.rules.numbers.duty.rest_share);
        tell(at, index, "log-duty-rest-late");
    }
}

/// Weeks after a deadline that was not kept, the authority decides.
fn decide(at: &mut DutySite, index: usize) {
    let recipient = at.scenario().duties[index].recipient;
    match at.duties.clocks[index].state() {
        DutyState::Late => fine(at, index, at.rules.numbers.duty.late_share),
        DutyState::Missed => {
            fine(at, index, 1.0);
            at.people.lose_trust(recipient, at.rules.numbers.duty.trust_missed);
        }
        DutyState::Concealed => {
            fine(at, index, at.rules.numbers.duty.concealed_factor);
            at.people.lose_trust(recipient, at.rules.numbers.duty.trust_concealed);
            PUBLIC.iter().filter(|who| **who != recipient).for_each(|who| {
                at.people.lose_trust(*who, at.rules.numbers.duty.trust_concealed);
            });
            tell(at, index, "log-duty-came-out");
            note(at, index, "history-duty-came-out");
        }
        DutyState::Open | DutyState::InTime | DutyState::InPart => {}
    }
}

fn fine(at: &mut DutySite, index: usize, share: f64) {
    let cents = libm::round(at.scenario().duties[index].fine_cents as f64 * share) as i64;
    at.defence.spend(Account::Fines, cents);
    tell(at, index, "log-duty-fined");
    note(at, index, "history-duty-fined");
}

/// Sends what is known for a duty, in time or late.
pub fn report(at: &mut DutySite, id: &str) {
    let index = at.rules.duty(id);
    let duty = &at.scenario().duties[index];
    let minute = at.minute;
    let whole = is_known(&at.read(), index);
    at.duties.quiet = false;
    let clock = &mut at.duties.clocks[index];
    let first = clock.sent_min.is_none();
    clock.sent_min.get_or_insert(minute);
    if whole {
        clock.whole_min.get_or_insert(minute);
    }
    let (state, started) = (clock.state(), clock.started_min.is_some());
    match state {
        DutyState::Late if first => at.people.lose_trust(duty.recipient, at.rules.numbers.duty.trust_late),
        DutyState::InPart if first => {
            tell(at, index, "log-duty-in-part");
            if started {
                at.book(minute + duty.rest_min, DutyItem::Rest(index as u32));
            }
        }
        _ => {}
    }
    at.renew_views();
}

/// From now on nothing is told outside: what runs out meanwhile was concealed.
pub fn conceal(at: &mut DutySite) {
    at.duties.quiet = true;
    at.note(TimelineKind::Decision, Msg::new("history-kept-quiet"));
}

/// Whether everything a duty asks for is known.
fn is_known(at: &HospitalRef, duty: usize) -> bool {
    at.rules.clauses.contents[duty].iter().all(|content| holds(at, content))
}

/// Whether an action can send the rest of a report in part: what was missing is known now.
pub fn sends_the_rest(at: &HospitalRef, action: &Action) -> bool {
    action.effects.iter().any(|effect| match effect {
        Effect::Notify(id) => {
            let index = at.rules.duty(id);
            at.duties.clocks[index].state() == DutyState::InPart && is_known(at, index)
        }
        _ => false,
    })
}

fn tell(at: &mut DutySite, index: usize, id: &str) {
    let what = Msg::new(id).text("duty", format!("duty.{}", at.scenario().duties[index].id));
    at.tell(&READERS, what);
}

fn note(at: &mut DutySite, index: usize, id: &str) {
    let what = Msg::new(id).text("duty", format!("duty.{}", at.scenario().duties[index].id));
    at.note(TimelineKind::Event, what);
}
