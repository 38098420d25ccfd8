//! Shifts: who is there at night, how long it takes until more are, how leads tire, and what a handover loses.
//!
//! A lead who was not relieved works more slowly after a day and a half, and goes home. Whoever takes over knows what stands
//! in a fresh situation report; without one, what the role knew is gone until somebody tells it again.

use codedark_protocol::Msg;
use codedark_scenario::{Channel, Control, Fact, Role};

use super::{People, learn, word};
use crate::care;
use crate::parameter::parameters;
use crate::region::At;
use crate::time::{DAY, Due, HOUR, Minute};

parameters! {
    /// How long a call-in, a rota or an outsider's help lasts.
    pub SHIFT: Minute = 14 * DAY, "minutes", "assumption: two weeks, then people need rest";
    /// Time until people who are called in are at work, while telephones work.
    CALLED_IN_AFTER: Minute = 2 * HOUR, "minutes", "assumption: calls, and the way to work";
    /// The same without telephones, from numbers on paper and private phones.
    CALLED_FROM_PAPER: Minute = 3 * HOUR, "minutes", "assumption; Ireland and UVM lost their phones";
    /// The same without either: somebody drives to their homes.
    CALLED_BY_CAR: Minute = 6 * HOUR, "minutes", "assumption";
    /// Work without relief until a lead is tired, and must go home.
    TIRED_AFTER: Minute = 36 * HOUR, "minutes", "assumption; HICS plans two shifts for each position";
    /// Factor on the length of a tired lead's work.
    TIRED: f64 = 1.25, "factor", "assumption";
    /// Age up to which a situation report carries a handover.
    FRESH: Minute = DAY, "minutes", "assumption: older than a day, it describes another situation";
}

impl People {
    /// Whether a role's people are called in and at work at this minute.
    pub fn is_called_in(&self, role: Role, minute: Minute) -> bool {
        self.called_in.get(&role).is_some_and(|(from, until)| *from <= minute && *until > minute)
    }

    /// Whether a role's people work to a rota with rest at this minute.
    pub fn is_rested(&self, role: Role, minute: Minute) -> bool {
        self.rested.get(&role).is_some_and(|until| *until > minute)
    }

    /// Whether somebody of the role is at work at night too: called in, on a rota, or a deputy.
    pub fn covers_nights(&self, role: Role, minute: Minute) -> bool {
        self.is_called_in(role, minute) || self.is_relieved(role, minute)
    }

    /// Whether somebody else takes over from the role's lead: a deputy, or the next shift.
    fn is_relieved(&self, role: Role, minute: Minute) -> bool {
        self.is_rested(role, minute) || self.deputies.contains(&role)
    }

    /// Factor on the length of a role's work: its lead is tired, unless somebody relieves them.
    pub fn tired(&self, role: Role, minute: Minute) -> f64 {
        let since = self.awake_since.get(&role).map(|since| (*since).max(self.rested.get(&role).copied().unwrap_or(0)));
        let long = since.is_some_and(|since| minute >= since + TIRED_AFTER);
        if long && !self.is_relieved(role, minute) { TIRED } else { 1.0 }
    }
}

/// The long days begin, for every lead.
pub fn begin(at: &mut At) {
    for (index, role) in Role::EIGHT.into_iter().enumerate() {
        at.people.awake_since.insert(role, at.minute);
        at.book(at.minute + TIRED_AFTER, Due::Handover(index as u32));
    }
}

/// Calls a role's people in: they come when they were reached, and stay for two weeks.
pub fn call_in(at: &mut At, role: Role) {
    let phones = word::works(at, Channel::Phones).max(word::works(at, Channel::Apart)) > 0.5;
    let after = match (phones, at.network.controls.contains(Control::ContactLists.id())) {
        (true, _) => CALLED_IN_AFTER,
        (false, true) => CALLED_FROM_PAPER,
        (false, false) => CALLED_BY_CAR,
    };
    let here = at.people.is_called_in(role, at.minute);
    let from = if here { at.minute } else { at.minute + after };
    at.people.called_in.insert(role, (from, from + SHIFT));
}

/// Puts a role on shifts: its lead goes to sleep, and somebody takes over.
pub fn rest(at: &mut At, role: Role) {
    at.people.rested.insert(role, at.minute + SHIFT);
    care::capacity::sleep_off(at, role);
    hand_over(at, role);
}

/// A lead whom nobody relieved goes home.
pub fn go_home(at: &mut At, role: Role) {
    if !at.people.is_relieved(role, at.minute) {
        hand_over(at, role);
    }
}

/// Somebody takes over, and knows what was written down. Dead screens are seen by everybody.
fn hand_over(at: &mut At, role: Role) {
    let fresh = at.people.reported_min.is_some_and(|written| at.minute < written + FRESH);
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
pub fn report(at: &mut At) {
    let known: Vec<Fact> = at.people.facts.keys().map(|(_, fact)| *fact).collect();
    let everybody: Vec<Role> = Role::EIGHT.into_iter().chain([Role::SocAnalyst]).collect();
    for fact in known {
        learn(at, &everybody, fact);
    }
    at.people.reported_min = Some(at.minute);
}
