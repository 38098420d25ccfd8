//! What can happen: injects that fire, duties that start, phases that end, actions somebody may take, objectives that some
//! evidence bears on.
//!
//! Proved from bounds alone (see [`super::bounds`]), so what is told here is certain.

use std::cell::Cell;
use std::collections::BTreeSet;

use super::Check;
use super::bounds::{Left, Never, World, lower, name, span};
use crate::codes::{self, Code};
use crate::tree::Node;
use crate::{Action, Condition, Effect, Inject, Measure, Objective, Role, Scenario, Target, TargetKind};

/// Rounds in which is followed what allows what; a round follows a whole chain that is written in its order.
const ROUNDS_MAX: usize = 32;

impl<'a> Check<'a> {
    /// What can happen at all. Told only where everything could be read.
    pub(super) fn possible(&mut self) {
        if !self.clean {
            return;
        }
        let world = self.world(true);
        self.phases_end(&world);
        self.injects_fire(&world);
        self.duties_start(&world);
        self.actions_are_taken(&world);
        for (index, objective) in self.scenario.objectives.iter().enumerate() {
            self.evidence(&world, objective, self.root.at("objectives").nth(index));
        }
        if let Some(condition) = self.scenario.strike_state.as_ref().and_then(|strike| strike.unless.as_ref()) {
            self.holds_once(&world, condition, self.root.at("strike_state").at("unless"), (0, self.scenario.end_min()));
        }
    }

    /// Finds what can happen: at first nothing can, then whatever needs nothing else, then what that allows. What waits for
    /// itself never comes in. The facilitator may hand out any inject, unless only what comes by itself is asked for.
    pub(super) fn world(&self, handed_out: bool) -> World<'a> {
        let scenario = self.scenario;
        let silent = scenario.injects.iter().filter(|_| !handed_out).map(|inject| inject.id.as_str());
        let mut world = World {
            scenario,
            silent: silent.collect(),
            barred: scenario.actions.iter().map(|action| action.id.as_str()).collect(),
            unstarted: scenario.duties.iter().map(|duty| duty.id.as_str()).collect(),
            reported: BTreeSet::new(),
            copied: Cell::new(0),
        };
        for _ in 0..ROUNDS_MAX {
            let before = world.cannot();
            for (index, action) in scenario.actions.iter().enumerate() {
                if self.bars(&world, index, action).is_none() {
                    world.barred.remove(action.id.as_str());
                }
            }
            world.reported = reported(scenario, &world);
            for (index, inject) in scenario.injects.iter().enumerate() {
                if self.fires_by(&world, index, inject, self.scenario.end_min()).is_ok() {
                    world.silent.remove(inject.id.as_str());
                }
            }
            for (index, duty) in scenario.duties.iter().enumerate() {
                let place = self.root.at("duties").nth(index).at("starts");
                if world.narrow(&duty.starts, place, true, &mut Left::between(0, self.scenario.end_min())).is_ok() {
                    world.unstarted.remove(duty.id.as_str());
                }
            }
            if world.cannot() == before {
                return world;
            }
        }
        // Too long a chain to follow: nothing is claimed then.
        world.silent.clear();
        world.barred.clear();
        world.unstarted.clear();
        world.reported.extend(scenario.duties.iter().map(|duty| duty.id.as_str()));
        world
    }

    /// Whether an inject can fire by a minute. One without a condition is handed out by the facilitator.
    fn fires_by(&self, world: &World<'a>, index: usize, inject: &'a Inject, last: u64) -> Result<Left<'a>, Never<'a>> {
        let mut left = Left::between(0, last);
        if let Some(condition) = &inject.when {
            world.narrow(condition, self.root.at("injects").nth(index).at("when"), true, &mut left)?;
        }
        Ok(left)
    }

    fn never(&mut self, code: &'static Code, what: &str, never: &Never) {
        if self.sound(never.place) {
            self.add(never.place, code, format!("{what}: {}.", lower(&never.why)));
        }
    }

    /// Parts of an `Any` that add nothing.
    fn dead_parts(&mut self, left: Left) {
        for never in left.dead {
            self.never(&codes::DEAD_PART, "This part can never hold", &never);
        }
    }

    fn holds_once(&mut self, world: &World<'a>, condition: &'a Condition, place: &'a Node, (first, last): (u64, u64)) {
        let mut left = Left::between(first, last);
        match world.narrow(condition, place, true, &mut left) {
            Ok(()) => self.dead_parts(left),
            Err(never) => self.never(&codes::DEAD_PART, "This can never hold", &never),
        }
    }

    fn injects_fire(&mut self, world: &World<'a>) {
        for (index, inject) in self.scenario.injects.iter().enumerate() {
            match self.fires_by(world, index, inject, self.scenario.end_min()) {
                Ok(left) => self.dead_parts(left),
                Err(never) => {
                    self.never(&codes::NEVER_FIRES, &format!("`{}` can never fire by itself", inject.id), &never)
                }
            }
            let place = self.root.at("injects").nth(index);
            if !self.has_seat(inject.role) {
                let message = format!("Nobody receives `{}`: the hospital has no {}.", inject.id, inject.role.id());
                self.add(place.at("role"), &codes::NO_SEAT, message);
            }
        }
    }

    /// Injects that wait for each other, or for themselves: nothing ever begins, unless the facilitator hands one out.
    pub(super) fn only_by_hand(&mut self) {
        let world = self.world(false);
        for (index, inject) in self.scenario.injects.iter().enumerate() {
            if let Err(never) = self.fires_by(&world, index, inject, self.scenario.end_min()) {
                self.never(&codes::ONLY_BY_HAND, &format!("`{}` never comes by itself", inject.id), &never);
            }
        }
    }

    fn duties_start(&mut self, world: &World<'a>) {
        for (index, duty) in self.scenario.duties.iter().enumerate() {
            let place = self.root.at("duties").nth(index);
            let mut left = Left::between(0, self.scenario.end_min());
            match world.narrow(&duty.starts, place.at("starts"), true, &mut left) {
                Ok(()) => self.dead_parts(left),
                Err(never) => {
                    self.never(&codes::NEVER_STARTS, &format!("The clock of `{}` never starts", duty.id), &never);
                }
            }
            if !world.reported.contains(duty.id.as_str()) && self.sound(place) {
                let message = format!("Nobody can report `{0}`; give an action the effect `Notify(\"{0}\")`.", duty.id);
                self.add(place.at("id"), &codes::NO_REPORT, message);
            }
        }
    }

    fn phases_end(&mut self, world: &World<'a>) {
        for (index, phase) in self.scenario.phases.iter().enumerate() {
            let Some(condition) = &phase.ends else { continue };
            let place = self.root.at("phases").nth(index).at("ends");
            let (first, last) = window(self.scenario, index);
            let mut left = Left::between(first, last);
            match world.narrow(condition, place, true, &mut left) {
                Ok(()) => self.dead_parts(left),
                Err(never) => {
                    let what = format!("`{}` never ends by its condition", phase.id);
                    self.never(&codes::ENDLESS_PHASE, &what, &never);
                    continue;
                }
            }
            let holds_always = world.narrow(condition, place, false, &mut Left::between(first, last)).is_err();
            if holds_always && self.sound(place) {
                let message = format!("This always holds in `{}`, so the phase ends as it begins.", phase.id);
                self.add(place, &codes::PHASE_AT_ONCE, message);
            }
        }
    }

    fn actions_are_taken(&mut self, world: &World<'a>) {
        for (index, action) in self.scenario.actions.iter().enumerate() {
            if let Some(never) = self.bars(world, index, action) {
                self.never(&codes::NOBODY_MAY, &format!("Nobody can ever do `{}`", action.id), &never);
            }
        }
    }

    /// Why nobody may ever take an action.
    fn bars(&self, world: &World<'a>, index: usize, action: &'a Action) -> Option<Never<'a>> {
        let place = self.root.at("actions").nth(index);
        let never = |field: &str, why: String| Some(Never { place: place.at(field), why });
        if action.phases.is_empty() {
            return never("phases", "No phase offers it".to_string());
        }
        if !self.has_seat(action.role) {
            return never("role", format!("The hospital has no {}", action.role.id()));
        }
        let hospital = &self.scenario.hospital;
        let (none, kind) = match action.target {
            TargetKind::Zone => (hospital.zones.is_empty(), "zone"),
            TargetKind::Service => (hospital.services.is_empty(), "service"),
            TargetKind::Group => (hospital.groups.is_empty(), "group"),
            TargetKind::Hospital | TargetKind::Case => (false, ""),
        };
        if none && self.scenario.region.is_none() {
            return never("target", format!("The hospital has no {kind}"));
        }
        // A library's actions serve small houses and large ones; an own one is there for this house.
        let own = place.span.file == self.root.span.file && self.scenario.region.is_none();
        if let Some(most) = action.beds_max.filter(|most| own && *most < hospital.beds) {
            return never("beds_max", format!("It is for {most} beds at most, and this house has {}", hospital.beds));
        }
        let condition = action.requires.as_ref()?;
        let windows: Vec<_> = self.offered(action).map(|phase| window(self.scenario, phase)).collect();
        let first = windows.iter().map(|window| window.0).min()?;
        let last = windows.iter().map(|window| window.1).max()?;
        world.narrow(condition, place.at("requires"), true, &mut Left::between(first, last)).err()
    }

    /// Phases that offer an action.
    fn offered(&self, action: &'a Action) -> impl Iterator<Item = usize> + 'a {
        let phases = &self.scenario.phases;
        phases.iter().enumerate().filter(|(_, phase)| action.phases.contains(&phase.id)).map(|(index, _)| index)
    }

    /// Whether the hospital has somebody in this role.
    fn has_seat(&self, role: Role) -> bool {
        Role::EIGHT.contains(&role) || self.scenario.hospital.crew(role).is_some()
    }

    fn evidence(&mut self, world: &World<'a>, objective: &'a Objective, place: &'a Node) {
        let Some(phase) = self.scenario.phase(&objective.phase) else { return };
        let (_, last) = window(self.scenario, phase);
        let measure = place.at("measure");
        match &objective.measure {
            Target::Act { any, .. } => self.act(world, any, phase, measure.at("any")),
            Target::Answers(injects) => self.answers(world, objective, injects, last, measure),
            Target::Level { measure: of, worst, best } => self.reachable(world, *of, *worst, *best, false, measure),
            Target::Growth { measure: of, worst, best } => self.reachable(world, *of, *worst, *best, true, measure),
            Target::Posture { worst, best } => {
                self.reachable(world, Measure::PostureMilli, *worst, *best, false, measure);
            }
        }
        let written = match objective.measure {
            Target::Act { since: Some(_), .. } => measure.at("since"),
            _ => place.at("only_if"),
        };
        let read = objective.reason().map(|reason| world.narrow(reason, written, true, &mut Left::between(0, last)));
        if let Some(Err(never)) = read {
            let what = format!("`{}` is never rated", objective.id);
            self.never(&codes::NO_EVIDENCE, &what, &never);
        }
        for (index, condition) in objective.capped_by.iter().enumerate() {
            let place = place.at("capped_by").nth(index);
            self.holds_once(world, condition, place, (0, last));
            if world.narrow(condition, place, false, &mut Left::between(0, last)).is_err() && self.sound(place) {
                let message = format!("This always holds, so `{}` is capped whatever is done.", objective.id);
                self.add(place, &codes::ALWAYS_CAPPED, message);
            }
        }
    }

    /// One of the actions must be on offer in the phase, or before it, early enough to be done by its end.
    fn act(&mut self, world: &World<'a>, any: &'a [String], phase: usize, list: &'a Node) {
        let (scenario, (_, last)) = (self.scenario, window(self.scenario, phase));
        let in_time = |action: &'a Action| {
            let mut before = self.offered(action).filter(|offered| *offered <= phase);
            before.any(|offered| window(scenario, offered).0.saturating_add(action.duration_min) <= last)
        };
        let counts = |id: &String| {
            let mut known = scenario.actions.iter().filter(|action| action.id == *id).peekable();
            // A name that leads nowhere is told as such.
            known.peek().is_none() || (!world.barred.contains(id.as_str()) && known.any(in_time))
        };
        if !any.iter().any(counts) && self.sound(list) {
            let phase = &scenario.phases[phase].id;
            let message = format!("None of these actions can be done by the end of `{phase}`, so nothing is rated.");
            self.add(list, &codes::NO_EVIDENCE, message);
        }
    }

    /// At least one inject must ask something and be able to fire by the end of the phase; one that does not is doubtful.
    fn answers(
        &mut self,
        world: &World<'a>,
        objective: &Objective,
        injects: &'a [String],
        last: u64,
        measure: &'a Node,
    ) {
        let mut doubts = Vec::new();
        let mut any = false;
        for (number, id) in injects.iter().enumerate() {
            let index = self.scenario.inject(id);
            let Some(index) = index else {
                // A name that leads nowhere is told as such.
                any = true;
                continue;
            };
            let inject = &self.scenario.injects[index];
            let why = match self.fires_by(world, index, inject, last) {
                _ if inject.options.is_empty() => format!("`{id}` asks nothing, so nobody's answer is rated."),
                // That it never fires by itself is told at the inject.
                Err(never) if self.fires_by(world, index, inject, self.scenario.end_min()).is_ok() => {
                    any = true;
                    let (phase, why) = (&objective.phase, lower(&never.why));
                    format!("`{id}` cannot fire by itself before `{phase}` ends: {why}.")
                }
                _ => {
                    any = true;
                    continue;
                }
            };
            doubts.push((measure.nth(0).nth(number), why));
        }
        if !any && self.sound(measure) {
            let why = doubts.first().map_or("None of its questions is ever asked.", |(_, why)| why);
            let message = format!("Nothing can show whether `{}` was met. {why}", objective.id);
            return self.add(measure, &codes::NO_EVIDENCE, message);
        }
        for (place, why) in doubts {
            if self.sound(place) {
                self.add(place, &codes::NOT_RATED, why);
            }
        }
    }

    /// Both ends of a range must be within what the measure can be.
    fn reachable(&mut self, world: &World<'a>, of: Measure, worst: i64, best: i64, growth: bool, place: &Node) {
        let (least, most) = world.scenario.range(of);
        let (low, high) = if growth { (least.saturating_sub(most), most.saturating_sub(least)) } else { (least, most) };
        for (field, value) in [("best", best), ("worst", worst)] {
            if !(low..=high).contains(&value) && self.sound(place) {
                let grows = if growth { " grows by" } else { " is" };
                let message = format!("`{}`{grows} {}, so `{field}` is never reached.", name(of), span(low, high));
                self.add(place.at(field), &codes::SCORE_BOUNDS, message);
            }
        }
    }
}

/// The first minute at which a phase can begin, and the last at which it can run. Only a condition ends a phase early.
pub(super) fn window(scenario: &Scenario, phase: usize) -> (u64, u64) {
    let sum = |sum: u64, length: u64| sum.saturating_add(length);
    let before = &scenario.phases[..phase.min(scenario.phases.len())];
    let first = before.iter().filter(|phase| phase.ends.is_none()).map(|phase| phase.length_min).fold(0, sum);
    let last = scenario.phases.iter().take(phase + 1).map(|phase| phase.length_min).fold(0, sum);
    (first, last)
}

/// Duties that an action somebody may take, or an answer, reports.
fn reported<'a>(scenario: &'a Scenario, world: &World<'a>) -> BTreeSet<&'a str> {
    let actions = scenario.actions.iter().filter(|action| !world.barred.contains(action.id.as_str()));
    let effects = actions.flat_map(|action| &action.effects);
    let options = scenario.injects.iter().flat_map(|inject| &inject.options);
    let answers = options.flat_map(|option| &option.effects);
    let notices = effects.chain(answers).filter_map(|effect| match effect {
        Effect::Notify(id) => Some(id.as_str()),
        _ => None,
    });
    notices.collect()
}
