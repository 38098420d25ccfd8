//! The story: injects that fire on conditions, their answers, and clocks that start.
//!
//! Conditions are looked at after each due item and each command; what they cause is due one minute later.

use bevy_ecs::component::Component;
use codedark_protocol::{Msg, TimelineKind};
use codedark_scenario::{Condition, Scenario, Target};
use serde::Serialize;

use crate::measure::{clock_minutes, holds};
use crate::region::{At, RegionSetup};
use crate::time::{Domain, Due, Minute};

/// Injects of a hospital and when objectives' reasons were first there.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct Story {
    /// One for each inject of the scenario.
    pub injects: Vec<InjectState>,
    /// For each objective with a reason to wait for: the first minute it held.
    pub reasons: Vec<Option<Minute>>,
}

/// An inject's state.
#[derive(Clone, Debug, Default, Serialize)]
pub struct InjectState {
    /// Whether it is on its way.
    pub booked: bool,
    /// When it arrived.
    pub fired_min: Option<Minute>,
    /// Index of the option chosen.
    pub answer: Option<usize>,
    /// Whether silence chose it.
    pub silent: bool,
}

/// Registers the story.
pub fn plugin(region: &mut RegionSetup) {
    region.hashed::<Story>();
    region.on(Domain::Story, work);
}

/// Books the minutes at which conditions that read the clock must be looked at.
pub fn book_looks(scenario: &Scenario, agenda: &mut crate::time::Agenda) {
    let mut minutes = Vec::new();
    let injects = scenario.injects.iter().filter_map(|inject| inject.when.as_ref());
    let reasons = scenario.objectives.iter().filter_map(|objective| reason(&objective.measure));
    let phases = scenario.phases.iter().filter_map(|phase| phase.ends.as_ref());
    for condition in injects.chain(reasons).chain(phases).chain(scenario.duties.iter().map(|duty| &duty.starts)) {
        clock_minutes(condition, &mut minutes);
    }
    minutes.sort_unstable();
    minutes.dedup();
    for minute in minutes {
        agenda.book(minute, Due::Look);
    }
}

/// The condition an objective's clock waits for.
pub fn reason(target: &Target) -> Option<&Condition> {
    match target {
        Target::Act { since, .. } => since.as_ref(),
        _ => None,
    }
}

fn work(at: &mut At, due: &Due) {
    match due {
        Due::Inject(index) => fire(at, *index as usize),
        Due::InjectSilent(index) => {
            let last = at.rules.scenario.injects[*index as usize].options.len().saturating_sub(1);
            if at.story.injects[*index as usize].answer.is_none() {
                at.story.injects[*index as usize].silent = true;
                answer(at, *index as usize, last);
            }
        }
        _ => {}
    }
}

/// Looks at all conditions that have not yet become true.
pub fn look(at: &mut At) {
    let scenario = at.scenario();
    let soon = at.minute + 1;
    for (index, inject) in scenario.injects.iter().enumerate() {
        let waiting = !at.story.injects[index].booked;
        if waiting && inject.when.as_ref().is_some_and(|when| holds(at, when)) {
            at.story.injects[index].booked = true;
            at.book(soon, Due::Inject(index as u32));
        }
    }
    for (index, duty) in scenario.duties.iter().enumerate() {
        if !at.duties.clocks[index].booked && holds(at, &duty.starts) {
            at.duties.clocks[index].booked = true;
            at.book(soon, Due::DutyStarts(index as u32));
        }
    }
    for (index, objective) in scenario.objectives.iter().enumerate() {
        let waiting = at.story.reasons[index].is_none();
        if waiting && reason(&objective.measure).is_some_and(|since| holds(at, since)) {
            at.story.reasons[index] = Some(at.minute);
        }
    }
}

/// An inject reaches its role.
fn fire(at: &mut At, index: usize) {
    let scenario = at.scenario();
    let inject = &scenario.injects[index];
    let minute = at.minute;
    if at.story.injects[index].fired_min.is_some() {
        return;
    }
    at.story.injects[index].fired_min = Some(minute);
    at.revision.0 += 1;
    at.note(TimelineKind::Inject, Msg::new("history-inject").text("inject", format!("inject.{}", inject.id)));
    if !inject.options.is_empty() {
        at.book(minute + inject.deadline_min.max(1), Due::InjectSilent(index as u32));
    }
}

/// An option is chosen.
pub fn answer(at: &mut At, index: usize, option: usize) {
    let scenario = at.scenario();
    let inject = &scenario.injects[index];
    let Some(chosen) = inject.options.get(option) else {
        return;
    };
    at.story.injects[index].answer = Some(option);
    at.revision.0 += 1;
    let what = Msg::new(if at.story.injects[index].silent { "history-silence" } else { "history-answer" })
        .text("inject", format!("inject.{}", inject.id))
        .text("option", format!("inject.{}.{}", inject.id, chosen.id));
    at.note(TimelineKind::Decision, what);
    if let Some(row) = at.log.history.last_mut() {
        row.role = Some(inject.role);
    }
    for effect in &chosen.effects {
        crate::effects::apply(at, effect, None);
    }
}
