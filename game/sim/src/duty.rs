//! Duty: legal clocks that run from a fact, what is sent for them, and what silence and lateness cost.
//!
//! A report is whole when everything the duty asks for is known; sent earlier it is a report in part, which keeps the
//! deadline, and the rest follows. Nothing is ever paid for having reported. Who reports late loses some of the
//! recipient's trust and pays a share of the fine; who never does, more; who decided to conceal it, most. Fines come weeks
//! after the deadline; help from outside waits for the early warning from the first hour.
//!
//! Changes: [`Duties`], money by way of [`crate::money::spend`], trust by way of [`people::lose_trust`].

use bevy_ecs::component::Component;
use codedark_protocol::{Msg, TimelineKind};
use codedark_scenario::{Action, Audience, Control, Duty, DutyState, Effect, Role};
use serde::Serialize;

use crate::measure::holds;
use crate::parameter::parameters;
use crate::people;
use crate::region::{At, RegionSetup};
use crate::time::{DAY, Domain, Due, HOUR, Minute};

parameters! {
    /// Time until somebody has found out which deadline runs, where no list of duties was made beforehand.
    LOOKED_UP: Minute = 6 * HOUR, "minutes", "assumption: a lawyer is called and reads; the EU plan's regulatory mapping tool does away with it";
    /// From a deadline that was not kept to the authority's decision.
    DECIDED_AFTER: Minute = 21 * DAY, "minutes", "assumption: shortened, so that the exercise's end still sees it; Vastaamo's fine came years later";
    /// Share of the fine for a report that came late.
    LATE_SHARE: f64 = 0.4, "share", "assumption: authorities count it in favour that somebody came by themselves";
    /// Factor on the fine where silence was decided on.
    CONCEALED_FACTOR: f64 = 2.0, "factor", "assumption after Vastaamo, fined EUR 608,000 among other things for telling late";
    /// Share of the fine when a report in part was never followed by the rest.
    REST_SHARE: f64 = 0.1, "share", "assumption: less than lateness, since a report in part was allowed";
    /// Trust of the recipient that a late report costs.
    TRUST_LATE: i64 = 150, "thousandths", "assumption";
    /// Trust of the recipient that no report costs.
    TRUST_MISSED: i64 = 300, "thousandths", "assumption";
    /// Trust that concealment costs when it comes out: the recipient's, and that of patients, staff, press and partners.
    TRUST_CONCEALED: i64 = 500, "thousandths", "assumption";
}

/// Who learns that something was concealed, beside the recipient.
const PUBLIC: [Audience; 4] = [Audience::Patients, Audience::Staff, Audience::Press, Audience::Suppliers];

/// Legal clocks of a hospital, in the scenario's order.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct Duties {
    /// One for each duty.
    pub clocks: Vec<Clock>,
    /// Whether the hospital decided to tell nobody outside.
    pub quiet: bool,
}

/// One clock.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Clock {
    /// Whether its start was seen and booked.
    pub booked: bool,
    /// When it started.
    pub started_min: Option<Minute>,
    /// Whether the team knows that it runs.
    pub shown: bool,
    /// When something was first sent.
    pub sent_min: Option<Minute>,
    /// When nothing was missing any more.
    pub whole_min: Option<Minute>,
    /// Whether it ran out before anything was sent.
    pub late: bool,
    /// Whether that silence was decided on.
    pub concealed: bool,
}

impl Clock {
    /// Where the duty stands.
    pub fn state(&self) -> DutyState {
        match (self.sent_min, self.late) {
            (Some(_), true) => DutyState::Late,
            (Some(_), false) if self.whole_min.is_some() => DutyState::InTime,
            (Some(_), false) => DutyState::InPart,
            (None, true) if self.concealed => DutyState::Concealed,
            (None, true) => DutyState::Missed,
            (None, false) => DutyState::Open,
        }
    }

    /// Minute by which the next thing is due: the report, or the rest of one that was sent in part.
    pub fn due_min(&self, duty: &Duty) -> Option<Minute> {
        let started = self.started_min?;
        Some(match (self.state(), self.sent_min) {
            (DutyState::InPart, Some(sent)) => sent.max(started) + duty.rest_min,
            _ => started + duty.due_min,
        })
    }
}

/// The roles that see the clocks.
pub const READERS: [Role; 3] = [Role::IncidentCommander, Role::SecurityLead, Role::CommunicationsLegal];

/// Registers the clocks.
pub fn plugin(region: &mut RegionSetup) {
    region.hashed::<Duties>();
    region.on(Domain::Duty, work);
}

fn work(at: &mut At, due: &Due) {
    match due {
        Due::DutyStarts(index) => start(at, *index),
        Due::DutyShown(index) => show(at, *index as usize),
        Due::DutyLate(index) => run_out(at, *index),
        Due::DutyRest(index) => rest_is_due(at, *index as usize),
        Due::DutyDecided(index) => decide(at, *index as usize),
        _ => {}
    }
}

/// Starts a clock: its time runs at once, whoever knows of it.
fn start(at: &mut At, index: u32) {
    let duty = &at.scenario().duties[index as usize];
    let minute = at.minute;
    let clock = &mut at.duties.clocks[index as usize];
    clock.started_min = Some(minute);
    let in_part = clock.state() == DutyState::InPart;
    at.book(minute + duty.due_min, Due::DutyLate(index));
    let lookup = if at.network.controls.contains(Control::RegulatoryMap.id()) { 0 } else { LOOKED_UP };
    at.book(minute + lookup, Due::DutyShown(index));
    if in_part {
        at.book(minute + duty.rest_min, Due::DutyRest(index));
    }
}

/// Somebody found out that the clock runs.
fn show(at: &mut At, index: usize) {
    at.duties.clocks[index].shown = true;
    tell(at, index, "log-duty-starts");
}

/// The time is over.
fn run_out(at: &mut At, index: u32) {
    let quiet = at.duties.quiet;
    let clock = &mut at.duties.clocks[index as usize];
    if clock.sent_min.is_some() {
        return;
    }
    (clock.late, clock.concealed) = (true, quiet);
    tell(at, index as usize, "log-duty-late");
    note(at, index as usize, "history-duty-late");
    at.book(at.minute + DECIDED_AFTER, Due::DutyDecided(index));
}

/// The rest of a report in part is due.
fn rest_is_due(at: &mut At, index: usize) {
    if at.duties.clocks[index].whole_min.is_none() {
        fine(at, index, REST_SHARE);
        tell(at, index, "log-duty-rest-late");
    }
}

/// Weeks after a deadline that was not kept, the authority decides.
fn decide(at: &mut At, index: usize) {
    let recipient = at.scenario().duties[index].recipient;
    match at.duties.clocks[index].state() {
        DutyState::Late => fine(at, index, LATE_SHARE),
        DutyState::Missed => {
            fine(at, index, 1.0);
            people::lose_trust(at, recipient, TRUST_MISSED);
        }
        DutyState::Concealed => {
            fine(at, index, CONCEALED_FACTOR);
            people::lose_trust(at, recipient, TRUST_CONCEALED);
            PUBLIC.iter().filter(|who| **who != recipient).for_each(|who| {
                people::lose_trust(at, *who, TRUST_CONCEALED);
            });
            tell(at, index, "log-duty-came-out");
            note(at, index, "history-duty-came-out");
        }
        DutyState::Open | DutyState::InTime | DutyState::InPart => {}
    }
}

fn fine(at: &mut At, index: usize, share: f64) {
    let cents = libm::round(at.scenario().duties[index].fine_cents as f64 * share) as i64;
    crate::money::spend(at, crate::money::Account::Fines, cents);
    tell(at, index, "log-duty-fined");
    note(at, index, "history-duty-fined");
}

/// Sends what is known for a duty, in time or late.
pub fn report(at: &mut At, id: &str) {
    let index = index_of(at, id);
    let duty = &at.scenario().duties[index];
    let minute = at.minute;
    let whole = is_known(at, duty);
    at.duties.quiet = false;
    let clock = &mut at.duties.clocks[index];
    let first = clock.sent_min.is_none();
    clock.sent_min.get_or_insert(minute);
    if whole {
        clock.whole_min.get_or_insert(minute);
    }
    let (state, started) = (clock.state(), clock.started_min.is_some());
    match state {
        DutyState::Late if first => people::lose_trust(at, duty.recipient, TRUST_LATE),
        DutyState::InPart if first => {
            tell(at, index, "log-duty-in-part");
            if started {
                at.book(minute + duty.rest_min, Due::DutyRest(index as u32));
            }
        }
        _ => {}
    }
    at.revision.0 += 1;
}

/// From now on nothing is told outside: what runs out meanwhile was concealed.
pub fn conceal(at: &mut At) {
    at.duties.quiet = true;
    at.note(TimelineKind::Decision, Msg::new("history-kept-quiet"));
}

/// Whether everything a duty asks for is known.
fn is_known(at: &At, duty: &Duty) -> bool {
    duty.content.iter().all(|condition| holds(at, condition))
}

/// Whether an action can send the rest of a report in part: what was missing is known now.
pub fn sends_the_rest(at: &At, action: &Action) -> bool {
    action.effects.iter().any(|effect| match effect {
        Effect::Notify(id) => {
            let index = index_of(at, id);
            let duty = &at.rules.scenario.duties[index];
            at.duties.clocks[index].state() == DutyState::InPart && is_known(at, duty)
        }
        _ => false,
    })
}

/// The clock of a duty.
pub fn clock<'a>(at: &'a At, id: &str) -> &'a Clock {
    &at.duties.clocks[index_of(at, id)]
}

fn index_of(at: &At, id: &str) -> usize {
    at.rules.scenario.duties.iter().position(|duty| duty.id == id).expect("checked reference")
}

fn tell(at: &mut At, index: usize, id: &str) {
    let what = Msg::new(id).text("duty", format!("duty.{}", at.scenario().duties[index].id));
    at.tell(&READERS, what);
}

fn note(at: &mut At, index: usize, id: &str) {
    let what = Msg::new(id).text("duty", format!("duty.{}", at.scenario().duties[index].id));
    at.note(TimelineKind::Event, what);
}
