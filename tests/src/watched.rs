//! A class of one team in which every role has a page of its own, and each frame that a page gets can be looked at.
//!
//! Its people take what is offered, one after the other, agree to what they are asked, and answer what comes from outside.
//! They know nothing but what their pages show, so two classes that are shown the same do the same.

use std::collections::BTreeSet;

use codedark_protocol::{ClientMsg, Command, Direction, Pace, Role, Seat, Stage, View};
use codedark_scenario::{Effect, TargetKind};
use codedark_server::content::Content;

use crate::{Class, Page, hello};

/// Speed at which it is played: slow enough that a round is a few hours at most.
const SPEED_MILLI: u32 = 20_000;
/// Rounds between two orders of the team.
const ORDER_EVERY: u32 = 3;
/// Wall time of a round, in milliseconds.
const ROUND_MS: u64 = 200;
/// Seed of the class.
const SEED: u64 = 7;

/// A class whose frames are looked at.
pub struct Watched {
    /// The class.
    pub class: Class,
    /// The facilitator's page.
    pub facilitator: Page,
    /// One page for each role, in the order of seats, and one of somebody without a team.
    pub pages: Vec<Page>,
    /// Orders that were given so far.
    pub orders: u64,
    content: Content,
    rounds: u32,
    acts: u64,
    answered: BTreeSet<(usize, String)>,
}

impl Watched {
    /// A class of this scenario, in the lobby.
    pub fn of(content: Content) -> Watched {
        let mut class = Class::of(&content, &content.set_up(1, None, Some(SEED)));
        let facilitator = class.facilitator();
        let roles = Role::EIGHT.into_iter().chain([Role::SocAnalyst]);
        let mut pages: Vec<Page> = roles.map(|role| class.guest(&role.id().replace('_', " "))).collect();
        pages.push(class.guest("guest"));
        Watched { class, facilitator, pages, orders: 0, content, rounds: 0, acts: 0, answered: BTreeSet::new() }
    }

    /// Where the class stands.
    pub fn stage(&self) -> Stage {
        self.facilitator.seen.session.class[0].stage
    }

    /// Index of the running phase.
    pub fn phase(&self) -> u32 {
        self.facilitator.seen.session.class[0].phase
    }

    /// A figure of the truth, as the facilitator sees it.
    pub fn truth(&self, measure: &str) -> i64 {
        let id = format!("t1/{measure}");
        self.facilitator.seen.overview.figures.iter().find(|row| row.id == id).map_or(0, |row| row.value)
    }

    /// The facilitator directs, and people take their seats: before the first round.
    pub fn begin(&mut self) {
        for (page, role) in self.pages.iter().zip(Role::EIGHT.into_iter().chain([Role::SocAnalyst])) {
            self.acts += 1;
            page.say(&ClientMsg::Take { number: self.acts, team: "t1".to_owned(), roles: vec![role] });
        }
        self.direct(Direction::Brief);
    }

    /// The facilitator opens the exercise.
    pub fn start(&mut self) {
        self.direct(Direction::Start);
        self.direct(Direction::Speed(SPEED_MILLI));
    }

    /// The facilitator says something.
    pub fn direct(&mut self, direction: Direction) {
        self.acts += 1;
        self.facilitator.say(&ClientMsg::Direct { number: self.acts, direction });
    }

    /// Somebody loads their page anew: it has nothing, and is welcomed.
    pub fn begin_anew(&mut self, index: usize) {
        let mut page = self.class.connect();
        page.token = self.pages[index].token.clone();
        page.say(&hello(&page.token));
        self.pages[index] = page;
    }

    /// Lives through a round. Gives the frames of each page; they are not yet read.
    pub fn round(&mut self) -> Vec<Vec<Vec<u8>>> {
        self.rounds += 1;
        self.class.pass(ROUND_MS);
        self.facilitator.read();
        self.pages.iter().map(|page| page.client.receive()).collect()
    }

    /// Reads the frames of a round.
    pub fn read(&mut self, frames: &[Vec<Vec<u8>>]) {
        for (page, frames) in self.pages.iter_mut().zip(frames) {
            frames.iter().for_each(|frame| page.seen.take(frame));
        }
    }

    /// Lets people do what their pages suggest. Without `looks`, nobody looks for an intruder.
    pub fn act(&mut self, looks: bool) {
        for index in 0..self.pages.len() {
            let seats = self.pages[index].seen.seats.clone();
            for (seat, view) in &seats {
                let asked = self.asked(index, seat.role, view);
                let commands = if asked.is_empty() { self.suggested(seat, view, looks) } else { asked };
                for command in commands {
                    (self.acts, self.orders) = (self.acts + 1, self.orders + 1);
                    self.pages[index].say(&ClientMsg::Order { number: self.acts, seat: seat.clone(), command });
                }
            }
            let seen = &self.pages[index].seen;
            let talking =
                seen.session.teams.iter().any(|team| team.pace != Pace::Run && !team.ready.contains(&seen.person));
            if talking && !seats.is_empty() {
                self.pages[index].say(&ClientMsg::Ready(true));
            }
        }
    }

    /// What others wait for, each once.
    fn asked(&mut self, page: usize, role: Role, view: &View) -> Vec<Command> {
        let proposals = view.proposals.iter().filter(|row| row.asked == role && row.state.is_open());
        let agree = proposals.map(|row| (format!("proposal {}", row.id), Command::Agree { proposal: row.id }));
        let injects = view.injects.iter().filter(|row| row.answer.is_none() && !row.options.is_empty());
        let answer = injects.map(|row| {
            let option = row.options[self.rounds as usize % row.options.len()].clone();
            (format!("inject {}", row.id), Command::Answer { inject: row.id.clone(), option })
        });
        let all: Vec<(String, Command)> = agree.chain(answer).collect();
        let new = all.into_iter().filter(|(what, _)| self.answered.insert((page, what.clone())));
        new.map(|(_, command)| command).collect()
    }

    /// One of the offers of the role whose turn it is.
    fn suggested(&self, seat: &Seat, view: &View, looks: bool) -> Vec<Command> {
        let turn = (self.rounds / ORDER_EVERY) as usize;
        if !self.rounds.is_multiple_of(ORDER_EVERY) || Role::EIGHT[turn % 8] != seat.role {
            return Vec::new();
        }
        let offers: Vec<_> = view
            .offers
            .iter()
            .filter(|offer| offer.refused.is_none() && (looks || !self.looks_for_intruders(&offer.action)))
            .collect();
        let Some(offer) = offers.get(turn / 8 * 7 % offers.len().max(1)) else { return Vec::new() };
        let target = offer.targets.get(turn % offer.targets.len().max(1)).cloned();
        vec![Command::Act { action: offer.action.clone(), target }]
    }

    fn looks_for_intruders(&self, action: &str) -> bool {
        let action = self.content.scenario.actions.iter().find(|known| known.id == action);
        let looks = |effect: &Effect| {
            matches!(effect, Effect::Investigate | Effect::Hunt | Effect::SignOff | Effect::CheckDecryptor)
        };
        action.is_none_or(|action| action.target == TargetKind::Case || action.effects.iter().any(looks))
    }
}
