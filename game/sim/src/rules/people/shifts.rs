//! Shifts: who is there at night, how long it takes until more are, how leads tire, and what a handover loses.
//!
//! A lead who was not relieved goes home after a day and a half, and sleeps; until then somebody stands in who works more
//! slowly. So it goes on, day after day. Whoever takes over knows what stands in a fresh situation report; without one, what
//! the role knew is gone until somebody tells it again.

use codedark_protocol::Msg;
use codedark_scenario::{Channel, Control, Fact, Role};

use crate::base::time::Minute;
use crate::hospital::agenda::PeopleItem;
use crate::hospital::news::News;
use crate::rules::people::{PeopleSite, word};

/// The long days begin, for every lead.
pub fn begin(at: &mut PeopleSite) {
    Role::EIGHT.into_iter().for_each(|role| begin_day(at, role));
}

/// Calls a role's people in: they come when they were reached, and stay for two weeks.
pub fn call_in(at: &mut PeopleSite, role: Role) {
    let phones = word::works(&at.read(), Channel::Phones).max(word::works(&at.read(), Channel::Apart))
        > at.rules.numbers.word.phones_work_from;
    let after = match (phones, at.network.has(Control::ContactLists.id())) {
        (true, _) => at.rules.numbers.shifts.called_in_after,
        (false, true) => at.rules.numbers.shifts.called_from_paper,
        (false, false) => at.rules.numbers.shifts.called_by_car,
    };
    // Who is there stays, and who is on the way comes no later.
    let called = at.people.called_in.get(&role).filter(|(_, until)| *until > at.minute);
    let from = called.map_or(at.minute + after, |(from, _)| (*from).max(at.minute).min(at.minute + after));
    at.people.called_in.insert(role, (from, from + at.rules.numbers.shifts.shift));
}

/// Puts a role on shifts: its lead goes to sleep, and somebody takes over.
pub fn rest(at: &mut PeopleSite, role: Role) {
    let since =
        at.people.rested.get(&role).filter(|(_, until)| *until > at.minute).map_or(at.minute, |(from, _)| *from);
    at.people.rested.insert(role, (since, at.minute + at.rules.numbers.shifts.shift));
    at.report(News::Rested(role));
    hand_over(at, role);
}

/// A lead whom nobody relieved goes home to sleep, and is back after that. Then the next long day begins.
pub fn go_home(at: &mut PeopleSite, role: Role) {
    if at.people.is_relieved(role, at.minute) {
        return begin_day(at, role);
    }
    hand_over(at, role);
    let numbers = &at.rules.numbers.shifts;
    expect_handover(at, role, at.minute + numbers.sleep + numbers.tired_after);
}

/// A lead's long day begins now.
fn begin_day(at: &mut PeopleSite, role: Role) {
    at.people.day_began.insert(role, at.minute);
    expect_handover(at, role, at.minute + at.rules.numbers.shifts.tired_after);
}

fn expect_handover(at: &mut PeopleSite, role: Role, minute: Minute) {
    let index = Role::EIGHT.iter().position(|known| *known == role).expect("leads are of the eight roles");
    at.book(minute, PeopleItem::Handover(index as u32));
}

/// Somebody takes over, and knows what was written down. Dead screens are seen by everybody.
fn hand_over(at: &mut PeopleSite, role: Role) {
    let fresh = at.people.reported_min.is_some_and(|written| at.minute < written + at.rules.numbers.shifts.fresh);
    let struck = at.people.facts.contains_key(&(role, Fact::Ransomware));
    let forgotten: &[Fact] = match (fresh, struck) {
        (true, _) => &[],
        (false, true) => &[Fact::DataTheft, Fact::BackupsLost],
        (false, false) => &[Fact::DataTheft, Fact::BackupsLost, Fact::Intrusion],
    };
    let known = |fact: &&Fact| at.people.facts.contains_key(&(role, **fact));
    let lost: Vec<Fact> = forgotten.iter().filter(known).copied().collect();
    if lost.is_empty() {
        return;
    }
    lost.iter().for_each(|fact| {
        at.people.facts.remove(&(role, *fact));
    });
    at.tell(&[role], Msg::new("log-handover-lost"));
}

/// A situation report: all leads know what any of them knows, and whoever takes over from them will.
pub fn report(at: &mut PeopleSite) {
    let known: Vec<Fact> = at.people.facts.keys().map(|(_, fact)| *fact).collect();
    let everybody: Vec<Role> = Role::EIGHT.into_iter().chain([Role::SocAnalyst]).collect();
    for fact in known {
        at.people.learn(&everybody, fact, at.minute);
    }
    at.people.reported_min = Some(at.minute);
}
