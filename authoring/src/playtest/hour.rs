//! An hour in the room: eight people, one at each role, play a cut by the clock that a class has.
//!
//! Each does one thing after the other and needs [`DECIDE_MS`] for it. Somebody is idle who has nothing to decide while the
//! clock runs: the team's huddles are time to talk. People who read slower, or hold several roles, are idle less and asked
//! more: what this measures is the least busy team.

use std::collections::BTreeMap;
use std::sync::Arc;

use codedark_protocol::{Command, OfferRow, Pace, ProposalState, RefusalReason, Seat, View};
use codedark_scenario::{Action, Cut, Role, Scenario, TargetKind};
use codedark_sim::exercise::{Act, Exercise, Skill, StandIns, Waiting, cued};
use codedark_sim::pace::{Now, Pacer};
use serde::{Deserialize, Serialize};

use super::trial::{hospital, region};

/// Class time that somebody needs to read, talk and decide, in milliseconds. Assumption: a question of 100 words at 200
/// words a minute, and ten seconds to choose.
pub const DECIDE_MS: u64 = 40_000;
/// Class time that a commander lets tabled proposals gather, in milliseconds.
const ROUND_MS: u64 = 120_000;
/// Class time between two looks, in milliseconds.
const LOOK_MS: u64 = 2_000;
/// A minute of class, in milliseconds.
const MINUTE_MS: u64 = 60_000;
/// Actions that a role looks at: its first screen.
const FIRST_SCREEN: usize = 7;
/// Simulated minutes before the same thing is thought of again.
const AGAIN_MIN: u64 = 10 * 1440;

/// What a class had to do in a cut.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hour {
    /// Class minutes of play.
    pub play_min: f64,
    /// By role.
    pub roles: BTreeMap<Role, Load>,
    /// Stops that the class had no time for.
    pub stops_missed: Vec<String>,
}

/// What a role had to do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Load {
    /// Most decisions that waited for it, in each class minute.
    pub open: Vec<u8>,
    /// Decisions taken.
    pub decisions: u32,
    /// Longest class time without anything to decide or to talk about, in milliseconds.
    pub idle_ms: u64,
    /// When in class it ended, in milliseconds.
    pub idle_at_ms: u64,
    /// Share of the class time that goes into what others ask, 0 to 1.
    pub busy: f64,
}

/// Plays an hour; none where the scenario has no such cut.
pub fn hour(scenario: &Arc<Scenario>, cut: &str, seed: u64) -> Option<Hour> {
    let cut = scenario.cuts.iter().find(|known| known.id == cut)?;
    let region = region(scenario, seed);
    let own = hospital(&region);
    let mut exercise = Exercise::build(scenario.clone(), seed, &region);
    let mut others = StandIns::new(scenario, seed, &region, |_| Skill::Competent);
    let people = Role::EIGHT.map(|role| Person::new(Seat { hospital: own.clone(), role }));
    let mut class = Class { people, waiting: Waiting::default(), hour: Hour::default(), class_ms: 0 };
    let first = cut.phases.first().and_then(|part| scenario.phase(&part.phase))?;
    for (index, phase) in scenario.phases.iter().enumerate() {
        exercise.submit(exercise.now(), &Act::Phase(index as u32)).ok()?;
        let begun = exercise.phase_ends_by().saturating_sub(phase.length_min);
        let part = cut.phases.iter().position(|part| part.phase == phase.id).filter(|_| index >= first);
        let Some(part) = part else {
            // A phase that the cut leaves out is lived through by stand-ins.
            others.play_to(&mut exercise, |_| true, u64::MAX);
            continue;
        };
        let budget_ms = class.left_ms(cut, part);
        let mut pacer = Pacer::new(phase, Some((&cut.phases[part], budget_ms)), begun, exercise.now(), 0);
        let mut stops: Vec<&str> = cut.phases[part].stops.iter().map(|stop| stop.id.as_str()).collect();
        while !exercise.phase_done() {
            class.step(&mut exercise, &mut pacer, &mut others, &scenario.actions, &own);
            if let Pace::Huddle { stop: Some(stop), .. } = pacer.pace() {
                stops.retain(|left| *left != stop);
            }
        }
        // A phase that ended early by itself did not need its later stops.
        if exercise.now() >= begun + phase.length_min {
            class.hour.stops_missed.extend(stops.into_iter().map(str::to_owned));
        }
    }
    class.hour.play_min = class.class_ms as f64 / MINUTE_MS as f64;
    let ended = class.class_ms.max(1) as f64;
    for Person { seat, load, busy_ms, .. } in class.people {
        class.hour.roles.insert(seat.role, Load { busy: busy_ms as f64 / ended, ..load });
    }
    Some(class.hour)
}

/// The people in the room, and their clock.
struct Class {
    people: [Person; 8],
    waiting: Waiting,
    hour: Hour,
    class_ms: u64,
}

impl Class {
    /// What a phase gets of the class time that is left for play.
    fn left_ms(&self, cut: &Cut, part: usize) -> u64 {
        let minutes = |parts: &[codedark_scenario::CutPhase]| parts.iter().map(|part| u64::from(part.class_min)).sum();
        let (all, later): (u64, u64) = (minutes(&cut.phases), minutes(&cut.phases[part..]));
        let left = (all * MINUTE_MS).saturating_sub(self.class_ms);
        left * u64::from(cut.phases[part].class_min) / later.max(1)
    }

    fn step(
        &mut self,
        exercise: &mut Exercise,
        pacer: &mut Pacer,
        others: &mut StandIns,
        actions: &[Action],
        own: &str,
    ) {
        self.class_ms += LOOK_MS;
        let talking = pacer.pace() != Pace::Run;
        let revision = exercise.revision(own);
        for person in &mut self.people {
            person.live(exercise, actions, revision, self.class_ms, talking);
        }
        let (mut found, mut open) = (Waiting::default(), 0);
        for person in &self.people {
            let waits = exercise.waiting(&person.seat);
            open = open.max(waits.decisions.len() as u64);
            found.join(waits);
        }
        let news = found.is_news_after(&self.waiting);
        self.waiting = found;
        let now = Now {
            elapsed_ms: LOOK_MS,
            minute: exercise.now(),
            ends_min: exercise.phase_ends_by(),
            news,
            open,
            ready: self.people.iter().all(|person| person.plan.is_none()),
            waited_for: false,
        };
        let target = pacer.target(&now);
        others.play_to(exercise, |seat| seat.hospital != own, target);
    }
}

/// Somebody at a seat.
struct Person {
    seat: Seat,
    /// What is being decided, and until when.
    plan: Option<(u64, Vec<Command>)>,
    /// Revision at which there was nothing to do.
    quiet_at: Option<u64>,
    round_ms: Option<u64>,
    thought_of: BTreeMap<(String, Option<String>), u64>,
    active_ms: u64,
    busy_ms: u64,
    load: Load,
}

impl Person {
    fn new(seat: Seat) -> Person {
        let (plan, quiet_at, round_ms, thought_of) = (None, None, None, BTreeMap::new());
        Person { seat, plan, quiet_at, round_ms, thought_of, active_ms: 0, busy_ms: 0, load: Load::default() }
    }

    /// Lives through a moment of class time.
    fn live(&mut self, exercise: &mut Exercise, actions: &[Action], revision: u64, class_ms: u64, talking: bool) {
        if let Some((_, commands)) = self.plan.take_if(|(done_ms, _)| *done_ms <= class_ms) {
            self.load.decisions += 1;
            for command in commands {
                // What is refused by then was overtaken by somebody else: the time is spent all the same.
                let _ = exercise.submit(exercise.now(), &Act::Order { seat: self.seat.clone(), command });
            }
            self.quiet_at = None;
        }
        let gathering = self.round_ms.is_some_and(|last| class_ms - last < ROUND_MS);
        if self.plan.is_none() && (self.quiet_at != Some(revision) || (self.round_ms.is_some() && !gathering)) {
            let view = exercise.glance(&self.seat);
            self.plan = self.next(&view, exercise.now(), actions, class_ms).map(|all| (class_ms + DECIDE_MS, all));
            self.quiet_at = Some(revision);
        }
        let minute = (class_ms / MINUTE_MS) as usize;
        let open = exercise.open_decisions(&self.seat).min(u8::MAX as usize) as u8;
        self.load.open.resize(self.load.open.len().max(minute + 1), 0);
        self.load.open[minute] = self.load.open[minute].max(open);
        // What one does of one's own accord can wait.
        let asked = |(_, commands): &(u64, Vec<Command>)| !matches!(commands[..], [Command::Act { .. }]);
        if self.plan.as_ref().is_some_and(asked) {
            self.busy_ms += LOOK_MS;
        }
        if self.plan.is_some() || talking {
            self.active_ms = class_ms;
        }
        if class_ms - self.active_ms > self.load.idle_ms {
            (self.load.idle_ms, self.load.idle_at_ms) = (class_ms - self.active_ms, class_ms);
        }
    }

    /// What to do next: what colleagues wait for, then what people outside ask, then what the screen suggests.
    fn next(&mut self, view: &View, minute: u64, actions: &[Action], class_ms: u64) -> Option<Vec<Command>> {
        let asked = |row: &&codedark_protocol::ProposalRow| row.asked == self.seat.role;
        if let Some(row) = view.proposals.iter().filter(asked).find(|row| row.state.waits()) {
            return Some(vec![Command::Agree { proposal: row.id }]);
        }
        if let Some(row) = view.injects.iter().find(|row| row.answer.is_none() && !row.options.is_empty()) {
            let option = row.options[class_ms as usize / LOOK_MS as usize % row.options.len()].clone();
            return Some(vec![Command::Answer { inject: row.id.clone(), option }]);
        }
        self.budget_round(view, actions, class_ms).or_else(|| self.suggested(view, minute, actions))
    }

    /// The commander funds the weightiest of what was tabled, as far as the money goes.
    fn budget_round(&mut self, view: &View, actions: &[Action], class_ms: u64) -> Option<Vec<Command>> {
        let card = |id: &str| actions.iter().find(|card| card.id == id);
        let tabled = view.proposals.iter().filter(|row| row.state == ProposalState::Tabled);
        let tabled = tabled.filter(|row| row.asked == self.seat.role);
        let mut list: Vec<(&Action, u32)> = tabled.filter_map(|row| Some((card(&row.action)?, row.id))).collect();
        if list.is_empty() || self.round_ms.is_some_and(|last| class_ms - last < ROUND_MS) {
            return None;
        }
        self.round_ms = Some(class_ms);
        list.sort_by_key(|(card, id)| (std::cmp::Reverse(card.weight), *id));
        let mut money = view.figures.iter().find(|figure| figure.id == "budget_cents").map_or(0, |figure| figure.value);
        let settle = |(card, proposal): (&Action, u32)| {
            if card.cost_cents > money {
                return Command::Refuse { proposal, reason: RefusalReason::TooDear };
            }
            money -= card.cost_cents;
            Command::Agree { proposal }
        };
        Some(list.into_iter().map(settle).collect())
    }

    /// The first action of the first screen whose time it is.
    fn suggested(&mut self, view: &View, minute: u64, actions: &[Action]) -> Option<Vec<Command>> {
        let card =
            |offer: &OfferRow| actions.iter().find(|card| card.id == offer.action && card.role == self.seat.role);
        let offers = view.offers.iter().filter(|offer| offer.refused.is_none());
        let mut offers: Vec<(&OfferRow, &Action)> = offers.filter_map(|offer| Some((offer, card(offer)?))).collect();
        offers.sort_by_key(|(_, card)| std::cmp::Reverse(card.weight));
        for (offer, card) in offers.into_iter().take(FIRST_SCREEN) {
            let Some(targets) = cued(card, offer, view, minute) else { continue };
            let whole = card.target == TargetKind::Hospital;
            let targets: Vec<Option<String>> = if whole { vec![None] } else { targets.into_iter().map(Some).collect() };
            let fresh = |target: &Option<String>| {
                let last = self.thought_of.get(&(card.id.clone(), target.clone()));
                last.is_none_or(|last| minute - last >= AGAIN_MIN)
            };
            let Some(target) = targets.into_iter().find(fresh) else { continue };
            self.thought_of.insert((card.id.clone(), target.clone()), minute);
            return Some(vec![Command::Act { action: card.id.clone(), target }]);
        }
        None
    }
}
