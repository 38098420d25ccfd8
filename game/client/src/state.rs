//! What this person knows of the class: everything the server sent, and what waits to be sent.

use std::collections::BTreeMap;

use bevy::prelude::Resource;
use codedark_protocol::{
    Catalogue, ChatRow, ClassRow, ClientMsg, Command, Debrief, Direction, Msg, Overview, PersonRow, Role, Seat,
    ServerMsg, SessionView, Stage, TeamRow, View, WarmUpRow,
};

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
    /// The server said goodbye.
    Ended,
}

/// The class as this person sees it.
#[derive(Resource, Default)]
pub struct Class {
    /// Where the line stands.
    pub link: Link,
    /// Own participant id.
    pub person: u32,
    /// Whether this person runs the exercise.
    pub facilitator: bool,
    /// The code that others join with.
    pub code: String,
    /// Words and map.
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
    /// What waits to be sent.
    pub outbox: Vec<ClientMsg>,
    number: u32,
}

impl Class {
    /// Takes in a message of the server.
    pub fn take(&mut self, message: ServerMsg, words: &mut Words) {
        match message {
            ServerMsg::Welcome { person, facilitator, code, catalogue } => {
                words.add_texts(catalogue.texts.clone());
                *self = Class {
                    link: Link::Open,
                    person,
                    facilitator,
                    code,
                    catalogue,
                    number: self.number,
                    ..Class::default()
                };
            }
            ServerMsg::Session(change) => self.session.apply(&change),
            ServerMsg::Seat { seat, whole, change } => {
                let view = self.seats.entry(seat).or_default();
                if whole {
                    *view = View::default();
                }
                view.apply(&change);
                self.merge();
            }
            ServerMsg::Unseat(seat) => {
                self.seats.remove(&seat);
                self.merge();
            }
            ServerMsg::Overview(change) => self.overview.apply(&change),
            ServerMsg::Texts(texts) => words.add_texts(texts),
            ServerMsg::Answer { refused, .. } => self.refused = refused,
            ServerMsg::Debrief(debrief) => self.debrief = debrief,
            ServerMsg::Bye(reason) => {
                self.link = Link::Ended;
                self.farewell = Some(reason);
            }
        }
    }

    fn merge(&mut self) {
        let mut views = self.seats.values();
        self.view = views.next().cloned().unwrap_or_default();
        for view in views {
            self.view.merge(view);
        }
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
        self.session.people.iter().find(|p| p.id == self.person)
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
        let here = |p: &&PersonRow| p.online && !p.roles.is_empty() && p.team.as_deref() == Some(&team.id);
        let seated: Vec<u32> = self.session.people.iter().filter(here).map(|p| p.id).collect();
        (seated.iter().filter(|id| team.ready.contains(id)).count(), seated.len())
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
        self.session.people.iter().find(|p| p.id == person).map(|p| p.name.clone()).unwrap_or_default()
    }

    /// Chat lines, oldest first.
    pub fn chat(&self) -> &[ChatRow] {
        &self.session.chat
    }

    /// Takes seats of a team.
    pub fn take_roles(&mut self, team: &str, roles: Vec<Role>) {
        self.outbox.push(ClientMsg::Take { team: team.to_owned(), roles });
    }

    /// Orders something as a role of the own team.
    pub fn order(&mut self, role: Role, command: Command) {
        let Some(team) = self.my_team() else { return };
        let seat = Seat { hospital: team.hospital.clone(), role };
        let number = self.next_number();
        self.outbox.push(ClientMsg::Order { number, seat, command });
    }

    /// Ready for the clock to go on, or not after all.
    pub fn say_ready(&mut self, ready: bool) {
        self.outbox.push(ClientMsg::Ready(ready));
    }

    /// Settles the warm-up of a seat.
    pub fn settle_warm_up(&mut self, role: Role, option: &str) {
        self.outbox.push(ClientMsg::WarmUp { role, option: option.to_owned() });
    }

    /// Directs the exercise.
    pub fn direct(&mut self, direction: Direction) {
        let number = self.next_number();
        self.outbox.push(ClientMsg::Direct { number, direction });
    }

    /// Says a line to a team.
    pub fn say(&mut self, team: &str, text: &str) {
        let text: String = text.trim().chars().take(codedark_protocol::CHAT_CHARS_MAX).collect();
        if !text.is_empty() {
            self.outbox.push(ClientMsg::Chat { team: team.to_owned(), text });
        }
    }

    fn next_number(&mut self) -> u32 {
        self.number = self.number.wrapping_add(1);
        self.number
    }
}
