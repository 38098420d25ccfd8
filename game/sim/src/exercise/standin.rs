//! Stand-ins: they play a seat that nobody holds, from its view alone, exactly like a person.
//!
//! A stand-in reads the cues that authors gave to actions, which no player is sent, and does one thing at a time, after the
//! time its skill takes to react; a budget round is one thing. It remembers what it did, so that it does not do it again
//! at once.

use codedark_protocol::*;
use codedark_scenario::{Action, TargetKind};

use crate::base::dice::Dice;
use crate::base::time::{DAY, HOUR, Minute};
use crate::exercise::glance::{Asked, Glance, Phases};
use crate::exercise::record::Skill;

/// How long a stand-in waits before it does the same thing to the same target again.
const AGAIN_AFTER: Minute = 10 * DAY;
/// How long a stand-in commander collects tabled proposals before it funds some: colleagues need as long to table theirs.
const ROUND_AFTER: Minute = 50;
/// Share of the actions a novice does not think of.
const NOVICE_FORGETS: f64 = 0.5;

/// A stand-in on one seat.
#[derive(Clone, Debug)]
pub struct StandIn {
    seat: Seat,
    skill: Skill,
    dice: Dice,
    ready_at: Minute,
    asleep: bool,
    /// Its cards, the weightiest first; none before its first look.
    cards: Option<Vec<Card>>,
    /// Actions that it never thinks of.
    forgotten: Vec<String>,
}

/// A card that a stand-in thinks of.
#[derive(Clone, Debug)]
struct Card {
    /// Position among the scenario's actions.
    index: usize,
    /// When it can be offered.
    phases: Phases,
    /// When it did this last, by target.
    done: Vec<(Option<String>, Minute)>,
}

impl Card {
    /// Whether it was not done to this target lately.
    fn is_fresh(&self, minute: Minute, target: Option<&str>) -> bool {
        let last = self.done.iter().find(|(done, _)| done.as_deref() == target);
        last.is_none_or(|(_, last)| minute - last >= AGAIN_AFTER)
    }

    fn note(&mut self, minute: Minute, target: &Option<String>) {
        self.done.retain(|(done, _)| done != target);
        self.done.push((target.clone(), minute));
    }
}

impl StandIn {
    /// A stand-in for a seat. Its habits are drawn from the seed.
    pub fn new(seat: Seat, skill: Skill, seed: u64) -> StandIn {
        let dice = Dice::new(seed, 0);
        StandIn { seat, skill, dice, ready_at: 0, asleep: false, cards: None, forgotten: Vec::new() }
    }

    /// The seat it plays.
    pub fn seat(&self) -> &Seat {
        &self.seat
    }

    /// When it wants to look again by itself; none when only a change of its view can wake it.
    pub fn wakes_at(&self) -> Option<Minute> {
        (!self.asleep && self.skill != Skill::Idle).then_some(self.ready_at)
    }

    /// Whether it wants to look now.
    pub(super) fn is_due(&self, minute: Minute) -> bool {
        self.wakes_at().is_some_and(|at| at <= minute)
    }

    /// Something changed: it takes its time to notice, and then looks.
    pub fn notice(&mut self, minute: Minute) {
        if self.asleep {
            self.asleep = false;
            self.ready_at = self.ready_at.max(minute + self.pause_min());
        }
    }

    /// Takes back what it just decided and has not done yet: the first order it ever gave of this action.
    pub(super) fn take_back(&mut self, minute: Minute, action: &str, actions: &[Action]) {
        self.ready_at = minute;
        let mut mine = self.cards.iter_mut().flatten();
        if let Some(card) = mine.find(|card| actions[card.index].id == action) {
            card.done.clear();
        }
    }

    /// Never thinks of these actions from now on.
    pub(super) fn forget(&mut self, forgotten: &[String], actions: &[Action]) {
        self.forgotten.extend_from_slice(forgotten);
        self.cards.iter_mut().for_each(|cards| cards.retain(|card| !forgotten.contains(&actions[card.index].id)));
    }

    fn pause_min(&self) -> Minute {
        match self.skill {
            Skill::Competent => 20,
            Skill::Novice | Skill::Idle => 5 * HOUR,
        }
    }

    /// What it does now: at most one thing.
    pub fn decide(&mut self, minute: Minute, view: &View, actions: &[Action]) -> Vec<Command> {
        self.decide_at_a_glance(minute, &Glance::whole(view), actions)
    }

    /// The same from a view that is projected as it is read.
    pub fn decide_at_a_glance(&mut self, minute: Minute, glance: &Glance, actions: &[Action]) -> Vec<Command> {
        if self.skill == Skill::Idle || self.asleep || minute < self.ready_at {
            return Vec::new();
        }
        let asked = glance.asked(self.seat.role, actions);
        let round = self.round(glance, &asked);
        let opens_at = round.iter().map(|(_, proposal)| proposal.proposed_min + ROUND_AFTER).min();
        if opens_at.is_some_and(|at| at <= minute) {
            let funded = round.into_iter().map(|(_, proposal)| Command::Agree { proposal: proposal.id }).collect();
            self.ready_at = minute + self.pause_min();
            return funded;
        }
        let chosen = self.answer(glance, &asked).or_else(|| self.act(minute, glance, actions));
        match (&chosen, opens_at) {
            (Some(_), _) => self.ready_at = minute + self.pause_min(),
            (None, Some(at)) => self.ready_at = at,
            (None, None) => self.asleep = true,
        }
        chosen.into_iter().collect()
    }

    /// Tabled proposals that it would fund now, with their actions: the weightiest first, as far as the money goes; a
    /// novice takes them as they came.
    fn round<'v>(&self, glance: &Glance, asked: &'v [Asked]) -> Vec<(&'v Action, &'v Asked<'v>)> {
        let tabled = asked.iter().filter(|proposal| proposal.state == ProposalState::Tabled);
        let mut round: Vec<_> = tabled.filter_map(|proposal| Some((proposal.card?, proposal))).collect();
        if self.skill == Skill::Competent {
            round.sort_by_key(|(card, proposal)| (std::cmp::Reverse(card.weight), proposal.id));
        }
        let mut left = glance.budget_cents();
        round.retain(|(card, _)| {
            let funded = card.cost_cents <= left;
            left -= if funded { card.cost_cents } else { 0 };
            funded
        });
        round
    }

    /// Colleagues and people outside come first.
    fn answer(&self, glance: &Glance, asked: &[Asked]) -> Option<Command> {
        if let Some(waits) = asked.iter().find(|proposal| proposal.state.waits()) {
            let cost = waits.card.map_or(0, |card| card.cost_cents);
            let lent = if waits.card.is_some_and(Action::pays_ransom) { glance.lent_cents() } else { 0 };
            let (proposal, no) = (waits.id, |reason| Some(Command::Refuse { proposal: waits.id, reason }));
            return match waits.refusal {
                _ if cost > (glance.budget_cents() + lent).max(0) => no(RefusalReason::TooDear),
                // It stands by a colleague who fears for patients, and otherwise by the one who wants to act.
                Some((_, RefusalReason::PatientSafety)) => no(RefusalReason::PatientSafety),
                Some(_) => Some(Command::Override { proposal }),
                None => Some(Command::Agree { proposal }),
            };
        }
        let injects = glance.injects();
        let inject = injects.iter().find(|inject| inject.answer.is_none() && !inject.options.is_empty())?;
        let pick = self.dice.between(0, inject.options.len() as u64 - 1, "stand-in-answer", &inject.id, 0);
        Some(Command::Answer { inject: inject.id.clone(), option: inject.options[pick as usize].clone() })
    }

    /// The weightiest action whose cue it sees.
    fn act(&mut self, minute: Minute, glance: &Glance, actions: &[Action]) -> Option<Command> {
        let mut cards = self.cards.take().unwrap_or_else(|| self.sort_cards(glance, actions));
        let chosen = cards.iter_mut().find_map(|mine| {
            let card = &actions[mine.index];
            if !glance.is_in_phase(&mine.phases) {
                return None;
            }
            let whole = card.target == TargetKind::Hospital;
            if whole && !mine.is_fresh(minute, None) {
                return None;
            }
            let marked = glance.cued(mine.index, card, minute)?;
            let target = match whole {
                true => None,
                false => Some(marked.into_iter().find(|target| mine.is_fresh(minute, Some(target)))?.into_owned()),
            };
            mine.note(minute, &target);
            Some(Command::Act { action: card.id.clone(), target })
        });
        self.cards = Some(cards);
        chosen
    }

    /// Its role's cards that it thinks of, the weightiest first.
    fn sort_cards(&self, glance: &Glance, cards: &[Action]) -> Vec<Card> {
        let mine = |index: &usize| cards[*index].role == self.seat.role && !self.forgets(&cards[*index].id);
        let mut sorted: Vec<usize> = (0..cards.len()).filter(mine).collect();
        sorted.sort_by(|a, b| cards[*b].weight.cmp(&cards[*a].weight).then_with(|| cards[*a].id.cmp(&cards[*b].id)));
        let card = |index: usize| Card { index, phases: glance.phases(&cards[index]), done: Vec::new() };
        sorted.into_iter().map(card).collect()
    }

    fn forgets(&self, action: &str) -> bool {
        self.forgotten.iter().any(|forgotten| forgotten == action)
            || (self.skill == Skill::Novice && self.dice.chance(NOVICE_FORGETS, "stand-in-forgets", action, 0))
    }
}
