//! People: joining, saying hello, coming back.

use codedark_protocol::{
    ASKS_MAX, Had, Msg, NAME_CHARS_MAX, Overview, Role, Seat, ServerMsg, SessionView, View, encode,
};
use codedark_sim::exercise::catalogue;
use std::collections::{BTreeMap, BTreeSet};

use super::attention::Attention;
use super::outline::{Out, Outline};
use super::{LANGUAGE, Session};
use crate::gateway::ConnectionId;
use crate::secrets;
use crate::store::{Change, StoredPerson};

/// Most people in a class.
const PEOPLE_MAX: usize = 200;

/// Somebody in the class.
pub struct Person {
    pub(super) stored: StoredPerson,
    team: Option<String>,
    roles: Vec<Role>,
    /// Roles held before stepping out.
    former: Vec<Role>,
    pub(super) connection: Option<ConnectionId>,
    pub(super) outline: Outline,
    /// Time without a connection, in milliseconds.
    pub(super) gone_ms: u64,
    /// Whether they said that they are called away.
    pub(super) called_away: bool,
    /// While stand-ins play their seats: how many entries the record had when that began.
    pub(super) stood_in_from: Option<usize>,
    /// The person they say they are.
    pub(super) claims: Option<u32>,
    /// Whether their page was another person's until now, and is to be welcomed.
    pub(super) is_new_here: bool,
    /// Numbers of the acts they did.
    pub(super) done: BTreeSet<u64>,
    /// How much new they were shown lately.
    pub(super) attention: Attention,
    /// What their page has.
    pub(super) sent: Sent,
}

/// What a page was sent since its welcome.
#[derive(Default)]
pub struct Sent {
    pub(super) session: SessionView,
    pub(super) seats: BTreeMap<Seat, View>,
    pub(super) overview: Overview,
    /// Keys of texts.
    pub(super) texts: BTreeSet<String>,
    /// How many phases' cards.
    pub(super) phases: usize,
    pub(super) debrief: bool,
}

/// What a page says first.
pub struct Hello {
    /// What joining gave.
    pub token: String,
    /// How far it has read.
    pub had: Option<Had>,
    /// Acts whose fate it does not know.
    pub asks: Vec<u64>,
}

impl Person {
    pub(super) fn new(stored: StoredPerson) -> Person {
        Person {
            stored,
            team: None,
            roles: Vec::new(),
            former: Vec::new(),
            connection: None,
            outline: Outline::default(),
            gone_ms: 0,
            called_away: false,
            stood_in_from: None,
            claims: None,
            is_new_here: false,
            done: BTreeSet::new(),
            attention: Attention::default(),
            sent: Sent::default(),
        }
    }

    /// Takes over what only lives in memory from the same person of a class that was taken up anew.
    pub(super) fn inherit(&mut self, before: Person) {
        self.connection = before.connection;
        self.outline = before.outline;
        self.gone_ms = before.gone_ms;
        self.stood_in_from = before.stood_in_from;
        self.claims = before.claims;
        self.attention = before.attention;
        self.sent = before.sent;
    }

    pub(super) fn sit(&mut self, team: Option<String>, roles: Vec<Role>) {
        let held = std::mem::replace(&mut self.roles, roles);
        if !self.roles.is_empty() {
            self.former.clear();
        } else if !held.is_empty() {
            self.former = held;
        }
        self.team = team;
    }

    pub(super) fn team(&self) -> Option<&String> {
        self.team.as_ref()
    }

    pub(super) fn roles(&self) -> &[Role] {
        &self.roles
    }

    pub(super) fn former(&self) -> &[Role] {
        &self.former
    }

    pub(super) fn is_online(&self) -> bool {
        self.connection.is_some()
    }

    /// Whether they sit before a page that is connected.
    pub(super) fn is_here(&self) -> bool {
        self.is_online() && !self.called_away
    }

    pub(super) fn is_stood_in(&self) -> bool {
        self.stood_in_from.is_some()
    }

    pub(super) fn is_facilitator(&self) -> bool {
        self.stored.facilitator
    }

    pub(super) fn name(&self) -> &str {
        &self.stored.name
    }

    /// Sends a counted frame, when a page is there.
    pub(super) fn tell(&mut self, message: &ServerMsg, out: &mut Vec<Out>) {
        if let Some(connection) = self.connection {
            out.push(Out::Frame(connection, self.outline.push(message)));
        }
    }
}

impl Session {
    /// Somebody joins. Gives the token of their page, which is worth nothing before the round is written.
    pub fn join(&mut self, name: &str) -> Result<String, Msg> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME_CHARS_MAX || name.chars().any(char::is_control) {
            return Err(Msg::new("refused-name").number("most", NAME_CHARS_MAX as i64));
        }
        self.add_person(name, false)
    }

    /// A facilitator comes in. Gives the token of their page.
    pub fn login(&mut self) -> Result<String, Msg> {
        // Somebody who lost the page takes up the same seat; a second facilitator gets one of their own.
        let free = self.people.values().find(|person| person.is_facilitator() && person.connection.is_none());
        match free {
            Some(person) => Ok(person.stored.token.clone()),
            None => self.add_person(&crate::words::say("facilitator-name"), true),
        }
    }

    /// A page that joined earlier comes back. Gives its token, when it is one of ours.
    pub fn come_back(&self, token: &str) -> Result<String, Msg> {
        let known = self.people.values().any(|person| person.stored.token == token);
        known.then(|| token.to_owned()).ok_or_else(|| Msg::new("refused-token"))
    }

    /// What the people of this class say hello with.
    pub fn tokens(&self) -> Vec<String> {
        self.people.values().map(|person| person.stored.token.clone()).collect()
    }

    fn add_person(&mut self, name: &str, facilitator: bool) -> Result<String, Msg> {
        self.check_writing()?;
        if self.people.len() >= PEOPLE_MAX {
            return Err(Msg::new("refused-full"));
        }
        let id = self.people.keys().last().map_or(1, |last| last + 1);
        let person = StoredPerson { id, name: name.to_owned(), token: secrets::token(), facilitator };
        self.book.put(Change::Person { class: self.stored.id, person: person.clone() });
        let token = person.token.clone();
        self.people.insert(id, Person::new(person));
        Ok(token)
    }

    /// A page says whose it is: it goes on where it was, or begins anew.
    pub fn hello(&mut self, connection: ConnectionId, hello: Hello, out: &mut Vec<Out>) -> Result<u32, Msg> {
        let known = self.people.values().find(|person| person.stored.token == hello.token);
        let id = known.ok_or_else(|| Msg::new("bye-unknown-token"))?.stored.id;
        let person = self.people.get_mut(&id).expect("found above");
        if let Some(older) = person.connection.replace(connection).filter(|older| *older != connection) {
            out.push(Out::Bye(older, Msg::new("bye-newer-page")));
        }
        let asked = hello.asks.iter().take(ASKS_MAX);
        let done = asked.copied().filter(|number| person.done.contains(number)).collect();
        match hello.had.and_then(|had| person.outline.missed(had)) {
            Some(missed) => {
                out.push(Out::Frame(connection, encode(&ServerMsg::Resumed { done })));
                out.extend(missed.into_iter().map(|frame| Out::Frame(connection, frame)));
            }
            None => self.welcome(id, done, out),
        }
        Ok(id)
    }

    /// Tells a page who it is; whole views follow.
    pub(super) fn welcome(&mut self, id: u32, done: Vec<u64>, out: &mut Vec<Out>) {
        self.welcomes += 1;
        // No two welcomes have the same number, not even of two runs of the program.
        let stream = self.wall_ms * 1000 + self.welcomes;
        let (code, phases) = (self.stored.code.clone(), self.phases_begun());
        let catalogue = catalogue(&self.scenario, LANGUAGE, phases);
        let Some(person) = self.people.get_mut(&id) else { return };
        person.sent = Sent { texts: catalogue.texts.keys().cloned().collect(), phases, ..Sent::default() };
        person.outline.begin(stream);
        let facilitator = person.is_facilitator();
        let welcome = ServerMsg::Welcome { person: id, facilitator, code, catalogue, stream, done };
        out.extend(person.connection.map(|connection| Out::Frame(connection, encode(&welcome))));
    }

    /// A page is gone.
    pub fn leave(&mut self, connection: ConnectionId) {
        for person in self.people.values_mut().filter(|person| person.connection == Some(connection)) {
            person.connection = None;
            person.gone_ms = 0;
        }
    }

    /// Sends a person an answer.
    pub fn tell(&mut self, person: u32, message: &ServerMsg, out: &mut Vec<Out>) {
        if let Some(person) = self.people.get_mut(&person) {
            person.tell(message, out);
        }
    }
}
