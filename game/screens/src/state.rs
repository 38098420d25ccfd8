//! What this person knows of the class: everything the server sent, and what waits to be sent.

use std::collections::BTreeMap;

use codedark_protocol::{
    Catalogue, ChatRow, ClassRow, ClientMsg, Command, Debrief, Direction, MEANWHILE_MAX, Meanwhile, Msg, Overview,
    PersonRow, Role, Seat, ServerMsg, SessionView, Stage, TeamRow, View, WarmUpRow,
};

use crate::acts::Acts;
use crate::farewell::{AfterBye, after_bye};
use crate::words::Words;

/// Where the line to the server stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// Not yet open.
    #[default]
    Opening,
    /// Hello was said.
    Greeting,
    /// Welcome was heard.
    Open,
    /// Lost; another try follows by itself.
    Lost,
    /// The server said goodbye, and nothing follows by itself.
    Ended,
}

/// What a person wants of the page itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// This page instead of the other one that took over.
    TakeOver,
    /// The page loaded anew, with the same token.
    Reload,
    /// The facilitator's list of classes.
    AllClasses,
}

/// The class as this person sees it.
#[derive(Default)]
pub struct Class {
    /// Where the line stands.
    pub link: Link,
    /// Own participant id.
    pub person: u32,
    /// Whether this person runs the exercise.
    pub facilitator: bool,
    /// The code that others join with.
    pub code: String,
    /// The known map, and the cards of phases that have begun.
    pub catalogue: Catalogue,
    /// The session.
    pub session: SessionView,
    /// Views by seat held.
    pub seats: BTreeMap<Seat, View>,
    /// The seats' views in one.
    pub view: View,
    /// What the facilitator sees of the teams.
    pub overview: Overview,
    /// Results, once the exercise is over.
    pub debrief: Vec<Debrief>,
    /// The last refusal, until something is accepted.
    pub refused: Option<Msg>,
    /// Why the server ended the connection.
    pub farewell: Option<Msg>,
    /// What stand-ins did at the own seats while this person was away, oldest first, until it was read.
    pub meanwhile: Vec<Meanwhile>,
    /// Lines being written, by team.
    pub drafts: BTreeMap<String, String>,
    /// What was asked for and is not answered.
    pub acts: Acts,
    /// What waits to be sent.
    pub outbox: Vec<ClientMsg>,
    /// What the person wants of the page.
    pub wish: Option<Wish>,
    /// Whether a seat's view differs from what [`Class::view`] was made of.
    stale: bool,
}

impl Class {
    /// Takes in a message of the server. [`Class::settle`] comes after the last one of a picture.
    pub fn take(&mut self, message: ServerMsg, words: &mut Words) {
        match message {
            ServerMsg::Welcome { person, facilitator, code, catalogue, done, .. } => {
                words.begin_texts(catalogue.texts.clone());
                done.into_iter().for_each(|number| _ = self.acts.answered(number));
                *self = Class {
                    link: Link::Open,
                    person,
                    facilitator,
                    code,
                    catalogue,
                    meanwhile: std::mem::take(&mut self.meanwhile),
                    drafts: std::mem::take(&mut self.drafts),
                    acts: std::mem::take(&mut self.acts),
                    ..Class::default()
                };
            }
            ServerMsg::Resumed { done } => {
                done.into_iter().for_each(|number| _ = self.acts.answered(number));
                self.link = Link::Open;
                self.farewell = None;
            }
            ServerMsg::Session(change) => self.session.apply(&change),
            ServerMsg::Seat { seat, whole, change } => {
                let view = self.seats.entry(seat).or_default();
                if whole {
                    *view = View::default();
                }
                view.apply(&change);
                self.stale = true;
            }
            ServerMsg::Unseat(seat) => {
                self.seats.remove(&seat);
                self.stale = true;
            }
            ServerMsg::Overview(change) => self.overview.apply(&change),
            ServerMsg::Texts(texts) => words.add_texts(texts),
            ServerMsg::Cards(cards) => self.catalogue.actions.extend(cards),
            ServerMsg::Answer { number, refused } => self.answer(number, refused),
            ServerMsg::Debrief(debrief) => self.debrief = debrief,
            ServerMsg::Bye(reason) => {
                let again = matches!(after_bye(&reason.id), AfterBye::Again(_));
                self.link = if again { Link::Lost } else { Link::Ended };
                self.farewell = Some(reason);
            }
            ServerMsg::Beat => {}
            ServerMsg::MeanwhileDone(done) => {
                self.meanwhile.extend(done);
                let over = self.meanwhile.len().saturating_sub(MEANWHILE_MAX);
                self.meanwhile.drain(..over);
            }
        }
    }

    /// Makes one view of the seats' views, when one of them has changed.
    pub fn settle(&mut self) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        let mut views = self.seats.values();
        self.view = views.next().cloned().unwrap_or_default();
        for view in views {
            self.view.merge(view);
        }
    }

    fn answer(&mut self, number: u64, refused: Option<Msg>) {
        let act = self.acts.answered(number);
        if refused.is_some() {
            act.into_iter().for_each(|act| self.give_back(&act));
        }
        self.refused = refused;
    }

    /// An act that cannot even be sent, and why.
    pub fn refuse(&mut self, act: &ClientMsg, reason: Msg) {
        self.answer(act.number().unwrap_or_default(), Some(reason));
    }

    /// Acts that never arrived, and never will.
    pub fn not_done(&mut self, numbers: &[u64]) {
        for act in numbers.iter().filter_map(|number| self.acts.lost(*number)).collect::<Vec<_>>() {
            self.give_back(&act);
        }
    }

    /// Puts a line of chat back into its box, in front of what was written since.
    fn give_back(&mut self, act: &ClientMsg) {
        let ClientMsg::Chat { team, text, .. } = act else { return };
        let draft = self.drafts.entry(team.clone()).or_default();
        *draft = if draft.is_empty() { text.clone() } else { format!("{text} {draft}") };
    }

    /// The state of the class, once heard.
    pub fn class_row(&self) -> Option<&ClassRow> {
        self.session.class.first()
    }

    /// Whether the line was lost and is not yet whole again: what is ordered now does not arrive.
    pub fn is_cut_off(&self) -> bool {
        match self.link {
            Link::Lost => true,
            Link::Opening | Link::Greeting => self.class_row().is_some(),
            Link::Open | Link::Ended => false,
        }
    }

    /// Whether what is asked for now arrives, as far as this page knows.
    pub fn is_open(&self) -> bool {
        self.link == Link::Open && self.acts.has_room()
    }

    /// Whether what is asked for now would also be accepted: nothing is, while the server cannot write.
    pub fn can_act(&self) -> bool {
        self.is_open() && self.class_row().is_none_or(|row| row.unwritten.is_none())
    }

    /// Where the class stands.
    pub fn stage(&self) -> Stage {
        self.class_row().map_or(Stage::Lobby, |row| row.stage)
    }

    /// Index of the running phase.
    pub fn phase(&self) -> u32 {
        self.class_row().map_or(0, |row| row.phase)
    }

    /// Own row among the people.
    pub fn me(&self) -> Option<&PersonRow> {
        self.person_row(self.person)
    }

    /// Somebody's row.
    pub fn person_row(&self, person: u32) -> Option<&PersonRow> {
        self.session.people.iter().find(|row| row.id == person)
    }

    /// Own team.
    pub fn my_team(&self) -> Option<&TeamRow> {
        let id = self.me()?.team.as_ref()?;
        self.session.teams.iter().find(|t| &t.id == id)
    }

    /// Own roles, in the order of seats.
    pub fn my_roles(&self) -> Vec<Role> {
        self.me().map(|me| me.roles.clone()).unwrap_or_default()
    }

    /// How many people of a team hold a role and are here, and how many of them are ready for the clock to go on.
    pub fn readiness(&self, team: &TeamRow) -> (usize, usize) {
        let seated = |p: &&PersonRow| is_here(p) && !p.roles.is_empty() && p.team.as_deref() == Some(&team.id);
        let seated: Vec<u32> = self.players().filter(seated).map(|p| p.id).collect();
        (seated.iter().filter(|id| team.ready.contains(id)).count(), seated.len())
    }

    /// People who are away and have the name of this newcomer: one of them may be the same person.
    pub fn namesakes(&self) -> Vec<&PersonRow> {
        let Some(me) = self.me().filter(|me| me.team.is_none() && !me.facilitator) else { return Vec::new() };
        let name = |row: &PersonRow| without_number(&row.name).to_lowercase();
        let same = |p: &&PersonRow| p.id != me.id && !p.online && name(p) == name(me);
        self.players().filter(same).collect()
    }

    /// The warm-up of one of the own team's seats.
    pub fn warm_up_of(&self, role: Role) -> Option<&WarmUpRow> {
        self.session.warm_ups.iter().find(|row| row.role == role)
    }

    /// The own hospital's minute, or the furthest clock of the class.
    pub fn minute(&self) -> u64 {
        match self.my_team() {
            Some(team) => team.minute,
            None => self.session.teams.iter().map(|t| t.minute).max().unwrap_or(0),
        }
    }

    /// A figure of the own view.
    pub fn figure(&self, id: &str) -> Option<i64> {
        self.view.figures.iter().find(|f| f.id == id).map(|f| f.value)
    }

    /// The name of a person.
    pub fn name_of(&self, person: u32) -> String {
        self.person_row(person).map(|row| row.name.clone()).unwrap_or_default()
    }

    /// Lines of a team's chat, oldest first.
    pub fn chat(&self, team: &str) -> impl Iterator<Item = &ChatRow> {
        self.session.chat.iter().filter(move |row| row.team == team)
    }

    /// People who are in the class to play.
    pub fn players(&self) -> impl Iterator<Item = &PersonRow> {
        self.session.people.iter().filter(|row| plays(row))
    }

    /// Whether this person watches and does not play.
    pub fn is_observer(&self) -> bool {
        self.me().is_some_and(|me| me.observer)
    }

    /// Colleagues who would like to share a role that this person holds, each with the role.
    pub fn requests(&self) -> Vec<(&PersonRow, Role)> {
        let Some(me) = self.me() else { return Vec::new() };
        let colleagues = self.players().filter(|row| row.id != me.id && row.team == me.team);
        let asked = colleagues.flat_map(|row| me.roles.iter().map(move |role| (row, *role)));
        asked.filter(|(row, role)| has_asked(row, *role)).collect()
    }

    /// Lines for a team that are on their way, oldest first.
    pub fn chat_on_its_way(&self, to: &str) -> Vec<&str> {
        let lines = self.acts.waiting().iter().filter_map(|act| match act {
            ClientMsg::Chat { team, text, .. } if team == to => Some(text.as_str()),
            _ => None,
        });
        lines.collect()
    }

    /// Takes seats of a team.
    pub fn take_roles(&mut self, team: &str, roles: Vec<Role>) {
        let team = team.to_owned();
        self.act(|number| ClientMsg::Take { number, team, roles });
    }

    /// Answers a colleague who wants to share a role.
    pub fn share(&mut self, person: u32, role: Role, yes: bool) {
        self.act(|number| ClientMsg::Share { number, person, role, yes });
    }

    /// Orders something as a role of the own team.
    pub fn order(&mut self, role: Role, command: Command) {
        let Some(team) = self.my_team() else { return };
        let seat = Seat { hospital: team.hospital.clone(), role };
        self.act(|number| ClientMsg::Order { number, seat, command });
    }

    /// Ready for the clock to go on, or not after all.
    pub fn say_ready(&mut self, ready: bool) {
        if self.can_act() {
            self.outbox.push(ClientMsg::Ready(ready));
        }
    }

    /// Settles the warm-up of a seat.
    pub fn settle_warm_up(&mut self, role: Role, option: &str) {
        if self.can_act() {
            self.outbox.push(ClientMsg::WarmUp { role, option: option.to_owned() });
        }
    }

    /// Directs the exercise.
    pub fn direct(&mut self, direction: Direction) {
        self.act(|number| ClientMsg::Direct { number, direction });
    }

    /// Says the line that was written to a team. While the line is not open, it stays in its box.
    pub fn say(&mut self, team: &str) {
        let draft = self.drafts.get(team).map(|draft| draft.trim().to_owned()).unwrap_or_default();
        if draft.is_empty() || !self.can_act() {
            return;
        }
        self.drafts.remove(team);
        let team = team.to_owned();
        self.act(|number| ClientMsg::Chat { number, team, text: draft });
    }

    /// Something real has happened. A facilitator stops the class at once, a player asks for it.
    pub fn raise_alarm(&mut self) {
        if self.facilitator {
            self.direct(Direction::Halt);
        } else {
            self.act(|number| ClientMsg::Alarm { number });
        }
    }

    /// Called away from now on, or back.
    pub fn be_away(&mut self, away: bool) {
        self.act(|number| ClientMsg::Away { number, away });
    }

    /// Says to be somebody who is away.
    pub fn claim(&mut self, person: u32) {
        self.act(|number| ClientMsg::Claim { number, person });
    }

    /// Asks for an act, or keeps it as not sent when there is nobody to ask.
    fn act(&mut self, act: impl FnOnce(u64) -> ClientMsg) {
        let act = act(self.acts.number());
        if self.is_open() {
            self.acts.wait_for(act.clone());
            self.outbox.push(act);
        } else {
            self.acts.not_tried(act);
        }
    }
}

/// Whether somebody is in the class to play.
pub fn plays(person: &PersonRow) -> bool {
    !person.facilitator && !person.observer && !person.waits && !person.removed
}

/// Whether somebody asked to share this role of their team.
pub fn has_asked(person: &PersonRow, role: Role) -> bool {
    person.wants.contains(&role)
}

/// `Anna` of `Anna (2)`: the name somebody gave.
fn without_number(name: &str) -> &str {
    let inner = name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    inner.filter(|(_, number)| number.parse::<u32>().is_ok()).map_or(name, |(base, _)| base)
}

/// Whether somebody is at a page of theirs, and plays.
pub fn is_here(person: &PersonRow) -> bool {
    person.online && !person.called_away && !person.stood_in
}

#[cfg(test)]
mod tests;
