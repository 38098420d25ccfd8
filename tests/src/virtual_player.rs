//! Players who need time: they read 200 words a minute, take 45 seconds to agree with others, and do one thing after the
//! other. Who has several roles gives each its turn. What they had to do, and how long they had nothing to do, is written
//! down.
//!
//! What is good to do when, they know as people do who were trained: from the scenario, since no page is sent it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use codedark_protocol::{
    CaseState, ClientMsg, Command, InjectRow, NEW_ITEMS_PER_MINUTE_MAX, OPEN_DECISIONS_MAX, OfferRow, Pace,
    ProposalRow, ProposalState, RefusalReason, Role, Seat, Stage, View,
};
use codedark_scenario::{Action, Scenario, TargetKind};
use codedark_sim::exercise::cued;

use crate::{Page, next_number};

/// Words a player reads in a minute.
const WORDS_PER_MIN: u64 = 200;
/// Time to agree on something with others, in milliseconds.
const AGREE_MS: u64 = 45_000;
/// Time to make up one's own mind after reading, in milliseconds.
const CHOOSE_MS: u64 = 10_000;
/// Words of an action's card, or of a proposal.
const CARD_WORDS: u64 = 25;
/// Words of a line in the budget round's list.
const LIST_WORDS: u64 = 8;
/// Time the commander lets a budget round's list gather, in milliseconds.
const ROUND_MS: u64 = 120_000;
/// Actions a role thinks of, the weightiest: as many as its first screen shows.
const FIRST_SCREEN: usize = 7;
/// Simulated minutes before the same thing is thought of again.
const AGAIN_MIN: u64 = 10 * 1440;
/// Class time for which an action is left alone after its target was gone before all agreed, in milliseconds.
const GONE_MS: u64 = 180_000;
/// The minute of class in which new things are counted, in milliseconds.
const MINUTE_MS: u64 = 60_000;
/// Buttons that a player presses at one look.
const PRESSES_MAX: usize = 3;
/// What a player sees at a look may have been there for as long as this, in milliseconds.
const LOOK_MS: u64 = 1_000;

/// Somebody at a page.
pub struct Player {
    /// The page.
    pub page: Page,
    team: String,
    scenario: Arc<Scenario>,
    plan: Option<Plan>,
    thought_of: BTreeMap<(String, Option<String>), u64>,
    /// Actions whose target was gone before all agreed, and when that was.
    gone: BTreeMap<String, u64>,
    turn: BTreeMap<Role, u64>,
    round_ms: Option<u64>,
    said: Vec<(u64, Role, u32)>,
    /// What was decided and is still to be pressed.
    pressing: VecDeque<ClientMsg>,
    active_ms: u64,
    begun: Option<u32>,
    seen: BTreeMap<Role, BTreeSet<String>>,
    fresh: BTreeMap<Role, Vec<u64>>,
    /// What was written down.
    pub load: Load,
}

/// What a player had to do.
#[derive(Default)]
pub struct Load {
    /// Decisions that were there to be taken, by role and phase.
    pub offered: BTreeMap<(Role, u32), BTreeSet<String>>,
    /// Decisions taken, by role and phase.
    pub taken: BTreeMap<(Role, u32), u32>,
    /// Longest time without anything to read, decide or talk about, in milliseconds, by phase.
    pub idle_ms: BTreeMap<u32, u64>,
    /// Limits that were broken, in words for the test's reader.
    pub broken: Vec<String>,
}

/// What a player is about to do.
struct Plan {
    done_ms: u64,
    role: Role,
    /// What is said; a budget round is one decision and several commands.
    commands: Vec<Command>,
}

impl Player {
    /// A player at a page, in a team that plays this scenario.
    pub fn new(page: Page, team: &str, scenario: Arc<Scenario>) -> Player {
        Player {
            page,
            team: team.to_owned(),
            scenario,
            plan: None,
            thought_of: BTreeMap::new(),
            gone: BTreeMap::new(),
            turn: BTreeMap::new(),
            round_ms: None,
            said: Vec::new(),
            pressing: VecDeque::new(),
            active_ms: 0,
            begun: None,
            seen: BTreeMap::new(),
            fresh: BTreeMap::new(),
            load: Load::default(),
        }
    }

    /// The team's id.
    pub fn team(&self) -> &str {
        &self.team
    }

    /// Roles held.
    pub fn roles(&self) -> Vec<Role> {
        self.page.seen.seats.keys().map(|seat| seat.role).collect()
    }

    /// Lives through a moment of class time.
    pub fn live(&mut self, now_ms: u64) {
        self.page.read();
        let class = self.page.seen.session.class.first().expect("the class is shown");
        let (stage, phase) = (class.stage, class.phase);
        if stage != Stage::Play {
            return;
        }
        if self.begun != Some(phase) {
            (self.begun, self.active_ms) = (Some(phase), now_ms);
        }
        self.watch(phase, now_ms);
        self.count();
        if let Some(plan) = self.plan.take_if(|plan| plan.done_ms <= now_ms) {
            self.act(plan, phase, now_ms);
            self.active_ms = now_ms;
        }
        let presses = self.pressing.len().min(PRESSES_MAX);
        self.pressing.drain(..presses).for_each(|press| self.page.say(&press));
        // Nobody decides on before the screen shows what became of the last decision.
        if self.plan.is_none() && self.said.is_empty() && self.pressing.is_empty() {
            self.plan = self.next(now_ms);
        }
        let row = self.page.seen.session.teams.iter().find(|row| row.id == self.team).expect("the team is listed");
        let talking = row.pace != Pace::Run;
        if self.plan.is_some() || talking {
            self.active_ms = now_ms;
        }
        if self.plan.is_none() && self.said.is_empty() && talking && !row.ready.contains(&self.page.seen.person) {
            self.page.say(&ClientMsg::Ready(true));
        }
        let idle = self.load.idle_ms.entry(phase).or_default();
        *idle = (*idle).max(now_ms - self.active_ms);
    }

    fn act(&mut self, plan: Plan, phase: u32, now_ms: u64) {
        let Some((seat, view)) = self.page.seen.seats.iter().find(|(seat, _)| seat.role == plan.role) else { return };
        let seat = seat.clone();
        if let Some(action) = plan.commands.iter().find_map(|command| gone(view, command)) {
            self.gone.insert(action, now_ms);
            return;
        }
        for (place, command) in plan.commands.into_iter().enumerate() {
            let number = next_number();
            if place == 0 {
                self.said.push((number, plan.role, phase));
            }
            self.pressing.push_back(ClientMsg::Order { number, seat: seat.clone(), command });
        }
    }

    /// Counts what was said and taken: a refusal is no decision.
    fn count(&mut self) {
        let answers = &self.page.seen.answers;
        let said = std::mem::take(&mut self.said).into_iter();
        let (heard, waiting): (Vec<_>, Vec<_>) = said.partition(|(number, ..)| answers.contains_key(number));
        self.said = waiting;
        for (_, role, phase) in heard.into_iter().filter(|(number, ..)| answers[number].is_none()) {
            *self.load.taken.entry((role, phase)).or_default() += 1;
        }
    }

    /// Writes down what is offered, and checks the limits on what a seat is asked.
    fn watch(&mut self, phase: u32, now_ms: u64) {
        for (seat, view) in &self.page.seen.seats {
            let role = seat.role;
            let mut open: Vec<String> = waiting(view, role).map(|row| format!("proposal {}", row.id)).collect();
            open.extend(unanswered(view).map(|row| format!("inject {}", row.id)));
            let decisions = view.open_decisions(role);
            if decisions > OPEN_DECISIONS_MAX {
                self.load.broken.push(format!("{} has {decisions} open decisions in phase {phase}", role.id()));
            }
            let offered = self.load.offered.entry((role, phase)).or_default();
            offered.extend(open.iter().cloned());
            offered
                .extend(view.offers.iter().filter(|offer| offer.refused.is_none()).map(|offer| offer.action.clone()));
            let cases = view.cases.iter().filter(|case| case.state == CaseState::Open).map(|case| case.id.clone());
            let seen = self.seen.entry(role).or_default();
            let new = open.into_iter().chain(cases).filter(|item| seen.insert(item.clone())).count();
            let fresh = self.fresh.entry(role).or_default();
            fresh.retain(|at| now_ms - at < MINUTE_MS - LOOK_MS);
            fresh.extend(std::iter::repeat_n(now_ms, new));
            if fresh.len() > NEW_ITEMS_PER_MINUTE_MAX {
                self.load.broken.push(format!("{} gets {} new things in a minute", role.id(), fresh.len()));
            }
        }
    }

    /// What to do next: what others wait for, then what people outside ask, then what the screen suggests.
    fn next(&mut self, now_ms: u64) -> Option<Plan> {
        let seats = self.by_turn();
        let views = |seat: &Seat| self.page.seen.seats[seat].clone();
        for seat in &seats {
            let view = views(seat);
            if let Some(proposal) = waiting(&view, seat.role).next() {
                let done_ms = now_ms + reading_ms(CARD_WORDS) + AGREE_MS;
                return Some(Plan {
                    done_ms,
                    role: seat.role,
                    commands: vec![Command::Agree { proposal: proposal.id }],
                });
            }
        }
        for seat in &seats {
            let view = views(seat);
            if let Some(inject) = unanswered(&view).next() {
                let done_ms = now_ms + self.inject_ms(inject) + CHOOSE_MS;
                let option = inject.options[now_ms as usize / 1000 % inject.options.len()].clone();
                let command = Command::Answer { inject: inject.id.clone(), option };
                return Some(Plan { done_ms, role: seat.role, commands: vec![command] });
            }
        }
        for seat in &seats {
            let view = self.page.seen.seats[seat].clone();
            if let Some(plan) = self.budget_round(&view, seat.role, now_ms) {
                return Some(plan);
            }
        }
        seats.into_iter().find_map(|seat| self.suggested(&seat, now_ms))
    }

    /// The seats held, the one that has decided least in this phase first.
    fn by_turn(&self) -> Vec<Seat> {
        let phase = self.begun.unwrap_or_default();
        let decided = |role: Role| self.load.taken.get(&(role, phase)).copied().unwrap_or_default();
        let mut seats: Vec<Seat> = self.page.seen.seats.keys().cloned().collect();
        seats.sort_by_key(|seat| (decided(seat.role), self.turn.get(&seat.role).copied().unwrap_or_default()));
        seats
    }

    /// The commander reads the round's list with the others, and funds the weightiest as far as the money goes.
    fn budget_round(&mut self, view: &View, role: Role, now_ms: u64) -> Option<Plan> {
        if self.round_ms.is_some_and(|last| now_ms - last < ROUND_MS) {
            return None;
        }
        let tabled = view.proposals.iter().filter(|row| row.asked == role && row.state == ProposalState::Tabled);
        let card = |id: &str| self.scenario.actions.iter().find(|card| card.id == id);
        let mut list: Vec<(&Action, u32)> = tabled.filter_map(|row| Some((card(&row.action)?, row.id))).collect();
        if list.is_empty() {
            return None;
        }
        self.round_ms = Some(now_ms);
        list.sort_by_key(|(card, id)| (std::cmp::Reverse(card.weight), *id));
        let mut money = view.figures.iter().find(|figure| figure.id == "budget_cents").map_or(0, |figure| figure.value);
        let done_ms = now_ms + reading_ms(LIST_WORDS * list.len() as u64) + AGREE_MS;
        let settle = |(card, proposal): (&Action, u32)| {
            let funded = card.cost_cents <= money;
            money -= if funded { card.cost_cents } else { 0 };
            match funded {
                true => Command::Agree { proposal },
                false => Command::Refuse { proposal, reason: RefusalReason::TooDear },
            }
        };
        Some(Plan { done_ms, role, commands: list.into_iter().map(settle).collect() })
    }

    /// The first action of a role's first screen whose time it is.
    fn suggested(&mut self, seat: &Seat, now_ms: u64) -> Option<Plan> {
        let view = &self.page.seen.seats[seat];
        let minute = view.figures.iter().find(|figure| figure.id == "minute").map_or(0, |figure| figure.value as u64);
        let mut offers: Vec<(&OfferRow, &Action)> = view
            .offers
            .iter()
            .filter(|offer| offer.refused.is_none())
            .filter_map(|offer| {
                let cards = &self.scenario.actions;
                Some((offer, cards.iter().find(|card| card.id == offer.action && card.role == seat.role)?))
            })
            .collect();
        offers.sort_by_key(|(_, card)| std::cmp::Reverse(card.weight));
        let left_alone = |card: &Action| self.gone.get(&card.id).is_some_and(|at| now_ms - at < GONE_MS);
        for (offer, card) in offers.into_iter().take(FIRST_SCREEN).filter(|(_, card)| !left_alone(card)) {
            let Some(targets) = cued(card, offer, view, minute) else { continue };
            let whole = card.target == TargetKind::Hospital;
            let targets: Vec<Option<String>> = if whole { vec![None] } else { targets.into_iter().map(Some).collect() };
            let fresh = |target: &Option<String>| {
                let last = self.thought_of.get(&(card.id.clone(), target.clone()));
                last.is_none_or(|last| minute - last >= AGAIN_MIN)
            };
            let Some(target) = targets.into_iter().find(fresh) else { continue };
            // What is tabled is agreed on in the budget round; everything else with those in the room.
            let talk_ms = if card.tabled { CHOOSE_MS } else { AGREE_MS };
            let (action, done_ms) = (card.id.clone(), now_ms + reading_ms(CARD_WORDS) + talk_ms);
            self.thought_of.insert((action.clone(), target.clone()), minute);
            self.turn.insert(seat.role, now_ms);
            return Some(Plan { done_ms, role: seat.role, commands: vec![Command::Act { action, target }] });
        }
        None
    }

    fn inject_ms(&self, inject: &InjectRow) -> u64 {
        let own = format!("inject.{}", inject.id);
        let parts = ["".to_owned(), ".text".to_owned()].into_iter();
        let keys =
            parts.chain(inject.options.iter().map(|option| format!(".{option}"))).map(|end| format!("{own}{end}"));
        let texts = keys.filter_map(|key| self.page.seen.texts.get(&key));
        reading_ms(texts.map(|text| text.split_whitespace().count() as u64).sum())
    }
}

/// The action of a command whose target the screen does not show any more: nobody presses that.
fn gone(view: &View, command: &Command) -> Option<String> {
    let Command::Act { action, target: Some(target) } = command else { return None };
    let shown = view.offers.iter().any(|offer| offer.action == *action && offer.targets.contains(target));
    (!shown).then(|| action.clone())
}

fn reading_ms(words: u64) -> u64 {
    words * MINUTE_MS / WORDS_PER_MIN
}

fn waiting(view: &View, role: Role) -> impl Iterator<Item = &ProposalRow> {
    let asks = move |row: &&ProposalRow| row.asked == role && row.state.waits();
    view.proposals.iter().filter(asks)
}

fn unanswered(view: &View) -> impl Iterator<Item = &InjectRow> {
    view.injects.iter().filter(|row| row.answer.is_none() && !row.options.is_empty())
}
