//! Injects that fire on conditions, and their answers; legal clocks that start.
//!
//! Conditions are looked at after each due item and each command; what they cause is due one minute later. A question
//! to a seat that already has all the decisions it can hold waits until it has room, oldest first.

use codedark_protocol::{Msg, TimelineKind};
use codedark_scenario::{Condition, Role, Scenario};

use crate::base::time::Minute;
use crate::hospital::agenda::{Due, DutyItem, InjectItem};
use crate::hospital::clauses::Awaited;
use crate::hospital::orders::Defence;
use crate::hospital::questions::Story;
use crate::hospital::site::HospitalRef;
use crate::hospital::touched::{PartOf, Parts};
use crate::orders::OrderSite;
use crate::reading::condition::{clock_minutes, holds, strike_minutes};
use crate::reading::open_decisions::has_room;

/// Minutes that conditions of the scenario name, each once.
fn named(scenario: &Scenario, names: fn(&Condition, &mut Vec<Minute>)) -> Vec<Minute> {
    let mut minutes = Vec::new();
    let injects = scenario.injects.iter().filter_map(|inject| inject.when.as_ref());
    let reasons = scenario.objectives.iter().filter_map(|objective| objective.reason());
    let caps = scenario.objectives.iter().flat_map(|objective| &objective.capped_by);
    let phases = scenario.phases.iter().filter_map(|phase| phase.ends.as_ref());
    for condition in
        injects.chain(reasons).chain(caps).chain(phases).chain(scenario.duties.iter().map(|duty| &duty.starts))
    {
        names(condition, &mut minutes);
    }
    minutes.sort_unstable();
    minutes.dedup();
    minutes
}

/// Minutes at which conditions that read the clock must be looked at.
pub fn looks_by_clock(scenario: &Scenario) -> Vec<Minute> {
    named(scenario, clock_minutes)
}

/// Books the minutes at which conditions that read the clock must be looked at.
pub fn book_condition_checks(scenario: &Scenario, agenda: &mut crate::hospital::agenda::Agenda) {
    for minute in looks_by_clock(scenario) {
        agenda.book(minute, Due::Conditions);
    }
}

/// Minutes after the strike at which conditions that count from it must be looked at.
pub fn looks_since_strike(scenario: &Scenario) -> Vec<Minute> {
    named(scenario, strike_minutes)
}

/// Works an item that is due.
pub fn work(at: &mut OrderSite, item: &InjectItem) {
    match item {
        InjectItem::Arrives(index) => fire(at, *index as usize),
        InjectItem::Silent(index) => fall_silent(at, *index as usize),
    }
}

/// A facilitator hands an inject out, if it is not on its way already.
pub fn hand_out(at: &mut OrderSite, index: usize) {
    if at.story.injects[index].is_fresh() {
        at.story.injects[index].booked = true;
        at.book(at.minute + 1, InjectItem::Arrives(index as u32));
    }
}

/// Looks at all conditions that have not yet become true.
pub fn check_conditions(at: &mut OrderSite) {
    let soon = at.minute + 1;
    let touched = at.take_touched();
    let touched = touched.parts | clock(&at.read(), touched.since);
    let [comes, starts, waited, capped] = come_true(&at.read(), touched);
    for index in comes {
        at.story.injects[index].booked = true;
        at.book(soon, InjectItem::Arrives(index as u32));
    }
    for index in starts {
        at.duties.clocks[index].see_start();
        at.book(soon, DutyItem::Starts(index as u32));
    }
    for index in waited {
        at.story.reasons[index] = Some(at.minute);
    }
    for index in capped {
        at.story.caps[index] = Some(at.minute);
    }
    if touched.meets(Story::PART | Defence::PART) {
        send_on(at);
    }
}

/// The clock, if a minute that conditions name has passed since then.
fn clock(at: &HospitalRef, since: Option<Minute>) -> Parts {
    let passed = |minutes: &[Minute], from: Minute, to: Minute| {
        minutes.partition_point(|minute| *minute <= from) != minutes.partition_point(|minute| *minute <= to)
    };
    let named = since.is_none_or(|since| {
        since < at.minute
            && (passed(&at.rules.clock_minutes, since, at.minute)
                || at.attack.detonated_min.is_some_and(|strike| {
                    passed(&at.rules.since_strike, since.saturating_sub(strike), at.minute.saturating_sub(strike))
                }))
    });
    if named { Parts::CLOCK } else { Parts::NONE }
}

/// Injects that arrive, duties whose clocks start, and objectives whose reason and whose cap are there, of those for which it
/// was not so before these parts were touched.
fn come_true(at: &HospitalRef, touched: Parts) -> [Vec<usize>; 4] {
    let (clauses, story, strike) = (&*at.rules.clauses, at.story, at.attack.detonated_min);
    let came = |awaited: &Awaited| awaited.earliest.is_past(at.minute, strike) && holds(at, &awaited.clause);
    [
        clauses.injects.come_true(touched, |index| story.injects[index].is_fresh(), came),
        clauses.starts.come_true(touched, |index| !at.duties.clocks[index].booked, came),
        clauses.reasons.come_true(touched, |index| story.reasons[index].is_none(), came),
        clauses.caps.come_true(touched, |index| story.caps[index].is_none(), came),
    ]
}

/// Sends what waited for room on its way, oldest first, as far as there is room.
fn send_on(at: &mut OrderSite) {
    let scenario = at.scenario();
    let states = at.story.injects.iter().enumerate().filter(|(_, state)| !state.booked);
    let mut held: Vec<(Minute, usize)> = states.filter_map(|(index, state)| Some((state.held_since?, index))).collect();
    held.sort_unstable();
    let mut asked = Vec::new();
    for (_, index) in held {
        let role = scenario.injects[index].role;
        // One at a time for each role: whether there is room for the next is seen when this one has arrived.
        if has_room(&at.read(), role) && !asked.contains(&role) {
            asked.push(role);
            at.story.injects[index].booked = true;
            at.book(at.minute + 1, InjectItem::Arrives(index as u32));
        }
    }
}

/// An inject reaches its role, or waits until the role has room for its question.
fn fire(at: &mut OrderSite, index: usize) {
    let scenario = at.scenario();
    let inject = &scenario.injects[index];
    let minute = at.minute;
    if at.story.injects[index].fired_min.is_some() {
        return;
    }
    if !inject.options.is_empty() && !has_room(&at.read(), inject.role) {
        let state = &mut at.story.injects[index];
        state.booked = false;
        state.held_since.get_or_insert(minute);
        return;
    }
    at.story.injects[index].fired_min = Some(minute);
    at.renew_views();
    at.note(TimelineKind::Inject, Msg::new("history-inject").text("inject", format!("inject.{}", inject.id)));
    if !inject.options.is_empty() {
        at.book(minute + inject.deadline_min.max(1), InjectItem::Silent(index as u32));
    }
}

/// The inject of this id, if it reached the role and waits for its answer.
fn unanswered(at: &HospitalRef, role: Role, id: &str) -> Result<usize, Msg> {
    let index = at.rules.scenario.injects.iter().position(|known| known.id == id && known.role == role);
    let index = index.filter(|index| at.story.injects[*index].fired_min.is_some());
    let index = index.ok_or_else(|| Msg::new("refused-no-inject"))?;
    let state = &at.story.injects[index];
    if state.answer.is_some() || state.skipped { Err(Msg::new("refused-answered")) } else { Ok(index) }
}

/// A role answers.
pub fn reply(at: &mut OrderSite, role: Role, inject: &str, option: &str) -> Result<(), Msg> {
    let index = unanswered(&at.read(), role, inject)?;
    let chosen = at.scenario().injects[index].options.iter().position(|known| known.id == option);
    choose(at, index, chosen.ok_or_else(|| Msg::new("refused-no-option"))?);
    Ok(())
}

/// A role leaves a distressing inject alone: modelled staff answer it as silence would, and nobody is rated for it.
pub fn skip(at: &mut OrderSite, role: Role, inject: &str) -> Result<(), Msg> {
    let index = unanswered(&at.read(), role, inject)?;
    if !at.scenario().injects[index].distressing {
        return Err(Msg::new("refused-not-distressing"));
    }
    at.story.injects[index].skipped = true;
    at.renew_views();
    choose_last(at, index);
    Ok(())
}

/// The time to answer is over.
fn fall_silent(at: &mut OrderSite, index: usize) {
    if at.story.injects[index].answer.is_none() {
        at.story.injects[index].silent = true;
        choose_last(at, index);
    }
}

/// What happens when nobody chooses.
fn choose_last(at: &mut OrderSite, index: usize) {
    let last = at.rules.scenario.injects[index].options.len().saturating_sub(1);
    choose(at, index, last);
}

/// An option is chosen.
fn choose(at: &mut OrderSite, index: usize, option: usize) {
    let scenario = at.scenario();
    let inject = &scenario.injects[index];
    let Some(chosen) = inject.options.get(option) else {
        return;
    };
    at.story.injects[index].answer = Some(option);
    at.renew_views();
    let state = &at.story.injects[index];
    // Who skips is not told apart from anybody: the line names no role.
    let (id, role) = match (state.skipped, state.silent) {
        (true, _) => ("history-skipped", None),
        (_, true) => ("history-silence", Some(inject.role)),
        _ => ("history-answer", Some(inject.role)),
    };
    let what = Msg::new(id)
        .text("inject", format!("inject.{}", inject.id))
        .text("option", format!("inject.{}.{}", inject.id, chosen.id));
    at.note(TimelineKind::Decision, what);
    if let Some(row) = at.log.history.last_mut() {
        row.role = role;
    }
    for effect in &chosen.effects {
        crate::orders::effects::apply(at, effect, None);
    }
}
