//! Load: nobody is asked too much at once, and nobody sits idle.

use std::collections::BTreeMap;

use super::Check;
use super::bounds::{Left, World};
use super::possible::window;
use crate::codes;
use crate::{Condition, Cut, Inject, Measure, OPEN_DECISIONS_MAX, Op, Role};

/// Longest time that a role may have nothing to do, in class minutes.
const IDLE_MIN_MAX: usize = 3;

/// Minutes of a cut that nobody needs to plan.
const SPARE_MIN_MAX: u32 = 5;

/// What an inject's time counts from.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum From {
    Start,
    Strike,
}

impl<'a> Check<'a> {
    pub(super) fn load(&mut self) {
        self.questions_at_once();
        for (index, inject) in self.scenario.injects.iter().enumerate() {
            if !inject.options.is_empty() && inject.deadline_min == 0 {
                let place = self.root.at("injects").nth(index);
                let message = format!("`{}` leaves no time to answer; give it a `deadline_min`.", inject.id);
                self.add(place.at("id"), &codes::NO_TIME, message);
            }
        }
        let world = self.world(false);
        for (index, cut) in self.scenario.cuts.iter().enumerate() {
            let play: u32 = cut.phases.iter().map(|phase| phase.class_min).sum();
            let sum = cut.prebrief_min + play + cut.break_min + cut.debrief_min;
            let place = self.root.at("cuts").nth(index);
            if sum + SPARE_MIN_MAX < cut.class_min && self.sound(place) {
                let message = format!("The parts of this cut take {sum} minutes of {}.", cut.class_min);
                self.add(place.at("class_min"), &codes::CUT_GAP, message);
            }
            self.quiet_roles(&world, index, cut);
        }
    }

    /// More questions to one seat at one minute than it can hold: the last ones wait.
    fn questions_at_once(&mut self) {
        let mut asked: BTreeMap<(Role, From, u64), Vec<usize>> = BTreeMap::new();
        for (index, inject) in self.scenario.injects.iter().enumerate().filter(|(_, it)| !it.options.is_empty()) {
            if let Some((from, minute)) = inject.when.as_ref().and_then(moment) {
                asked.entry((inject.role, from, minute)).or_default().push(index);
            }
        }
        for ((role, _, minute), injects) in asked {
            if let Some(first_too_much) = injects.get(OPEN_DECISIONS_MAX) {
                let message = format!(
                    "`{}` is asked {} things at minute {minute}, and can hold {OPEN_DECISIONS_MAX}: the others wait.",
                    role.id(),
                    injects.len()
                );
                let place = self.root.at("injects").nth(*first_too_much).at("when");
                self.add(place, &codes::AT_ONCE, message);
            }
        }
    }

    /// A role with few things in a long phase must sit idle between two of them.
    fn quiet_roles(&mut self, world: &World<'a>, index: usize, cut: &Cut) {
        for (number, part) in cut.phases.iter().enumerate() {
            let Some(phase) = self.scenario.phase(&part.phase) else { continue };
            let (first, last) = window(self.scenario, phase);
            let comes = |(index, inject): (usize, &'a Inject)| match &inject.when {
                None => true,
                Some(when) => {
                    let place = self.root.at("injects").nth(index).at("when");
                    world.narrow(when, place, true, &mut Left::between(first, last)).is_ok()
                }
            };
            let things = |role: Role| {
                let injects = self.scenario.injects.iter().enumerate().filter(|(_, inject)| inject.role == role);
                let own = self.scenario.actions.iter().filter(|action| action.role == role);
                let actions = own.filter(|action| action.phases.contains(&part.phase)).count();
                part.stops.len() + injects.filter(|it| comes(*it)).count() + actions
            };
            let idle = |role: &Role| part.class_min as usize > IDLE_MIN_MAX * (things(*role) + 1);
            let idle: Vec<&str> = Role::EIGHT.into_iter().filter(idle).map(Role::id).collect();
            if !idle.is_empty() {
                let message = format!(
                    "{} minutes of `{}` hold too little for {}: they sit idle longer than {IDLE_MIN_MAX} minutes.",
                    part.class_min,
                    part.phase,
                    idle.join(", ")
                );
                let place = self.root.at("cuts").nth(index).at("phases").nth(number);
                if self.sound(place) {
                    self.add(place.at("class_min"), &codes::QUIET_ROLE, message);
                }
            }
        }
    }
}

/// The minute that an inject waits for, where it is a plain one.
fn moment(when: &Condition) -> Option<(From, u64)> {
    match when {
        Condition::After(minute) => Some((From::Start, *minute)),
        Condition::Measure(Measure::MinutesSinceStrike, Op::Ge, minute) => {
            Some((From::Strike, u64::try_from(*minute).ok()?))
        }
        Condition::All(parts) => parts.iter().filter_map(moment).max(),
        _ => None,
    }
}
