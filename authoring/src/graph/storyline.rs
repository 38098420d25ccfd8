//! The storyline: phase by phase, where the clock waits, who calls when, and what is rated.

use std::collections::BTreeMap;

use codedark_scenario::{Condition, Inject, Measure, Op, PhaseKind, Scenario, Target};
use layout::adt::dag::NodeHandle;

use super::drawing::{Look, Picture, Tie, svg};
use crate::wording::{Words, role};

/// A day, in minutes.
const DAY: u64 = 1440;

/// Draws it: a picture a phase, its stops to the left, injects in the middle, what they count for to the right.
pub fn draw(scenario: &Scenario) -> String {
    let words = Words(scenario);
    let mut pictures: Vec<Picture> = Vec::new();
    for index in 0..scenario.phases.len() {
        let name = words.of("phase", &scenario.phases[index].id);
        let mut part = Part { words: &words, index, picture: Picture::new(name), injects: BTreeMap::new() };
        let phase = part.phase();
        part.injects(phase);
        part.objectives(phase);
        pictures.push(part.picture);
    }
    let title = format!("{}: the storyline", words.text("scenario.title", &scenario.id));
    let looks = [
        (Look::Chief, "phase, and where its clock waits"),
        (Look::Plain, "somebody calls, writes or asks"),
        (Look::Goal, "what is rated"),
    ];
    svg(&title, &looks, &[(Tie::Plain, "comes in it, follows, or counts for")], pictures)
}

/// The picture of a phase.
struct Part<'a> {
    words: &'a Words<'a>,
    index: usize,
    picture: Picture,
    injects: BTreeMap<&'a str, NodeHandle>,
}

impl<'a> Part<'a> {
    fn scenario(&self) -> &'a Scenario {
        self.words.0
    }

    fn phase(&mut self) -> NodeHandle {
        let phase = &self.scenario().phases[self.index];
        let mut lines = vec![format!("at most {} days", (phase.length_min / DAY).max(1))];
        let usual = self.scenario().cuts.first();
        let part = usual.and_then(|cut| cut.phases.iter().find(|part| part.phase == phase.id));
        lines.extend(part.iter().map(|part| format!("{} class minutes", part.class_min)));
        let stop = |stop: &codedark_scenario::Stop| {
            format!("Stop on day {}: {}", stop.at_min / DAY + 1, self.words.of("stop", &stop.id))
        };
        lines.extend(part.iter().flat_map(|part| &part.stops).map(stop));
        lines.extend(phase.ends.iter().map(|ends| format!("Ends early when: {}", self.words.condition(ends))));
        let name = self.words.of("phase", &phase.id);
        self.picture.add(Look::Chief, &name, &lines)
    }

    fn injects(&mut self, phase: NodeHandle) {
        let here = |inject: &&Inject| phase_of(self.scenario(), inject) == self.index;
        let mut injects: Vec<&Inject> = self.scenario().injects.iter().filter(here).collect();
        injects.sort_by_key(|inject| comes(inject));
        for inject in &injects {
            let when = match &inject.when {
                Some(when) => self.words.condition(when),
                None => "when the facilitator says so".to_owned(),
            };
            let lines = [format!("To: {}", role(inject.role)), format!("When: {when}")];
            let node = self.picture.add(Look::Plain, &self.words.of("inject", &inject.id), &lines);
            self.injects.insert(&inject.id, node);
        }
        for inject in injects {
            let mut before = Vec::new();
            inject.when.iter().for_each(|when| named(when, &mut before));
            let node = self.injects[inject.id.as_str()];
            let before: Vec<NodeHandle> = before.iter().filter_map(|id| self.injects.get(id).copied()).collect();
            for other in &before {
                self.picture.join(*other, node, Tie::Plain, false, "comes first");
            }
            if before.is_empty() {
                self.picture.join(phase, node, Tie::Plain, false, "comes in this phase");
            }
        }
    }

    fn objectives(&mut self, phase: NodeHandle) {
        let id = &self.scenario().phases[self.index].id;
        for objective in self.scenario().objectives.iter().filter(|objective| objective.phase == *id) {
            let lines = [format!("{}, weight {}", role(objective.role), objective.weight)];
            let node = self.picture.add(Look::Goal, &self.words.of("objective", &objective.id), &lines);
            let counted = match &objective.measure {
                Target::Answers(injects) => injects.iter().filter_map(|id| self.injects.get(id.as_str())).collect(),
                _ => Vec::new(),
            };
            for inject in &counted {
                self.picture.join(**inject, node, Tie::Plain, false, "the answer counts for it");
            }
            if counted.is_empty() {
                self.picture.join(phase, node, Tie::Plain, false, "is rated in this phase");
            }
        }
    }
}

/// Injects that a condition waits for.
fn named<'a>(condition: &'a Condition, found: &mut Vec<&'a str>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| named(part, found)),
        Condition::Fired(inject) | Condition::Chose(inject, _) => found.push(inject),
        _ => {}
    }
}

/// The phase that an inject belongs to: that of the objective which rates its answer, or the one its time lies in.
fn phase_of(scenario: &Scenario, inject: &Inject) -> usize {
    let rated = scenario
        .objectives
        .iter()
        .find(|objective| matches!(&objective.measure, Target::Answers(injects) if injects.contains(&inject.id)));
    if let Some(phase) = rated.and_then(|objective| scenario.phase(&objective.phase)) {
        return phase;
    }
    let response = scenario.phase(PhaseKind::Response.id()).unwrap_or_default();
    if inject.when.is_none() {
        return response;
    }
    let (since_strike, at) = comes(inject);
    if let Some(minutes) = since_strike {
        let ends = scenario.phases.get(response).map_or(0, |phase| phase.length_min as i64);
        return (response + usize::from(minutes >= ends)).min(scenario.phases.len() - 1);
    }
    let mut begins = 0;
    let mut lengths = scenario.phases.iter().map(|phase| {
        begins += phase.length_min;
        begins
    });
    lengths.position(|ends| at < ends).unwrap_or(response)
}

/// When an inject comes: minutes after the strike, if it waits for that, and minutes from the start. What the facilitator
/// hands out comes first.
fn comes(inject: &Inject) -> (Option<i64>, u64) {
    let (mut at, mut since_strike) = (0, None);
    inject.when.iter().for_each(|when| times(when, &mut at, &mut since_strike));
    (since_strike, at)
}

/// The latest minute that a condition waits for, and the time after the strike where it waits for that.
fn times(condition: &Condition, at: &mut u64, since_strike: &mut Option<i64>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| times(part, at, since_strike)),
        Condition::After(minute) | Condition::NotDidBy(_, minute) => *at = (*at).max(*minute),
        Condition::Measure(Measure::MinutesSinceStrike, Op::Ge | Op::Gt, minutes) => {
            *since_strike = Some(since_strike.unwrap_or(0).max(*minutes));
        }
        Condition::Measure(Measure::Detonated, Op::Eq | Op::Ge, 1) => *since_strike = Some(since_strike.unwrap_or(0)),
        _ => {}
    }
}
