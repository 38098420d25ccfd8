//! Simple policies: a team that follows one rule, whatever happens.
//!
//! What the rule tells it to order, it orders as soon as it can, once for each target, and whoever is asked agrees at once.
//! Everything else is left to stand-ins, who never order what the rule forbids. No rule looks at what an order brings: that is
//! what makes it simple, and what an exercise should not reward.

use std::collections::BTreeSet;

use codedark_protocol::{Command, Seat};
use codedark_scenario::{Action, Role, TargetKind};

use crate::exercise::record::{Act, RegionSetup, Skill};
use crate::exercise::{Exercise, seat_view};

/// The rule of the team that plays the first of a region's hospitals.
#[derive(Clone, Debug, PartialEq)]
pub struct SimplePolicy {
    /// How well the team plays what the rule leaves open.
    pub others: Skill,
    /// Actions that it never orders.
    pub never: Vec<String>,
    /// Actions that it orders as soon as it can, what stands first before the others.
    pub at_once: Vec<String>,
    /// Whether it waits with them for the first alert of a phase in which one of them can be ordered.
    pub after_alert: bool,
}

/// The people who follow a rule.
#[derive(Clone)]
pub(super) struct Eager {
    /// The hospital's position in the region.
    place: usize,
    hospital: String,
    cards: Vec<Card>,
    /// Whether they still wait for an alert.
    waits: bool,
    /// The hospital's revision at which they had nothing left to do.
    seen: Option<u64>,
}

/// An action that they order.
#[derive(Clone)]
struct Card {
    /// Position among the scenario's actions.
    index: usize,
    role: Role,
    /// What they ordered it for.
    done: BTreeSet<Option<String>>,
}

impl Eager {
    /// The people of a region who follow a rule.
    pub(super) fn of(exercise: &Exercise, region: &RegionSetup, rule: &SimplePolicy) -> Eager {
        let place = region.hospitals.iter().position(|hospital| hospital.team.is_some()).unwrap_or_default();
        let actions = &exercise.scenario().actions;
        let card = |id: &String| {
            let index = actions.iter().position(|action| action.id == *id)?;
            Some(Card { index, role: actions[index].role, done: BTreeSet::new() })
        };
        Eager {
            place,
            hospital: region.hospitals.get(place).map(|hospital| hospital.id.clone()).unwrap_or_default(),
            cards: rule.at_once.iter().filter_map(card).collect(),
            waits: rule.after_alert,
            seen: None,
        }
    }

    /// Gives all orders that can be given now. Tells which were taken.
    pub(super) fn look(&mut self, exercise: &mut Exercise) -> Vec<(Seat, Command)> {
        let (mut taken, mut refused) = (Vec::new(), Vec::new());
        if self.cards.is_empty() || self.seen == Some(exercise.revision_at(self.place)) {
            return taken;
        }
        self.waits = self.waits && !self.is_alerted(exercise);
        while !self.waits
            && let Some((role, command)) = self.next(exercise, &refused)
        {
            let seat = Seat { hospital: self.hospital.clone(), role };
            let act = Act::Order { seat: seat.clone(), command: command.clone() };
            match exercise.submit(exercise.now(), &act) {
                Ok(()) => {
                    self.note(exercise, &command);
                    taken.push((seat, command));
                }
                Err(_) => refused.push(command),
            }
        }
        self.seen = Some(exercise.revision_at(self.place));
        taken
    }

    /// Whether the desk is shown an alert of this phase, in which one of their orders can be given.
    fn is_alerted(&self, exercise: &Exercise) -> bool {
        let desk = exercise.read(self.place).desk;
        let new = |case: usize| desk.cases[case].opened_min >= exercise.phase_begun;
        self.cards.iter().any(|card| is_offered(exercise, card.index)) && desk.shown().into_iter().any(new)
    }

    /// What to do next that was not refused just now: what one of them is asked comes first.
    fn next(&self, exercise: &Exercise, refused: &[Command]) -> Option<(Role, Command)> {
        let at = exercise.read(self.place);
        let own = |action: usize| self.cards.iter().any(|card| card.index == action);
        let asked = at.defence.open_proposals().filter(|(_, open)| own(open.action));
        let agree = asked.map(|(number, open)| (open.asked, Command::Agree { proposal: number as u32 }));
        let order = |card: &Card| {
            let action = &at.rules.scenario.actions[card.index];
            let offered = is_offered(exercise, card.index) && !(is_whole(action) && card.done.contains(&None));
            let offer = offered.then(|| seat_view::open_offer(&at, card.role, card.index, |_| true)).flatten()?;
            let targets = if is_whole(action) { vec![None] } else { offer.targets.into_iter().map(Some).collect() };
            let order = |target| Command::Act { action: action.id.clone(), target };
            let mut fresh = targets.into_iter().filter(|target| !card.done.contains(target)).map(order);
            Some((card.role, fresh.find(|command| !refused.contains(command))?))
        };
        agree.filter(|(_, command)| !refused.contains(command)).chain(self.cards.iter().filter_map(order)).next()
    }

    /// Remembers an order: nothing is done twice to one target.
    fn note(&mut self, exercise: &Exercise, command: &Command) {
        let Command::Act { action, target } = command else { return };
        let actions = &exercise.scenario().actions;
        for card in self.cards.iter_mut().filter(|card| actions[card.index].id == *action) {
            card.done.insert(target.clone());
        }
    }
}

fn is_whole(action: &Action) -> bool {
    action.target == TargetKind::Hospital
}

/// Whether an action can be ordered in the running phase at all.
fn is_offered(exercise: &Exercise, action: usize) -> bool {
    let scenario = exercise.scenario();
    let phase = exercise.phase().map(|phase| &scenario.phases[phase as usize].id);
    phase.is_some_and(|phase| scenario.actions[action].phases.contains(phase))
}
