//! People: joining, coming back, taking seats, talking.

use codedark_protocol::{CHAT_CHARS_MAX, Msg, NAME_CHARS_MAX, Overview, Role, Seat, ServerMsg, SessionView, View};
use codedark_sim::exercise::Act;
use std::collections::{BTreeMap, BTreeSet};

use super::Session;
use super::attention::Attention;
use crate::gateway::ConnectionId;
use crate::secrets;
use crate::store::{Change, StoredChat, StoredPerson};

/// Most people in a class.
const PEOPLE_MAX: usize = 200;
/// Most lines of chat in a class.
const CHAT_TOTAL_MAX: usize = 20_000;

/// Somebody in the class.
pub struct Person {
    stored: StoredPerson,
    team: Option<String>,
    roles: Vec<Role>,
    /// Roles held before stepping out.
    former: Vec<Role>,
    connection: Option<ConnectionId>,
    /// How much new they were shown lately.
    pub(super) attention: Attention,
    /// What their page has.
    pub(super) sent: Sent,
}

/// What a page was sent since it said hello.
#[derive(Default)]
pub struct Sent {
    pub(super) session: SessionView,
    pub(super) seats: BTreeMap<Seat, View>,
    pub(super) overview: Overview,
    pub(super) injects: BTreeSet<String>,
    pub(super) warm_ups: BTreeSet<Role>,
    pub(super) hidden_texts: bool,
    pub(super) debrief: bool,
}

impl Person {
    pub(super) fn new(stored: StoredPerson) -> Person {
        Person {
            stored,
            team: None,
            roles: Vec::new(),
            former: Vec::new(),
            connection: None,
            attention: Attention::default(),
            sent: Sent::default(),
        }
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

    pub(super) fn connection(&self) -> Option<ConnectionId> {
        self.connection
    }

    pub(super) fn is_facilitator(&self) -> bool {
        self.stored.facilitator
    }

    pub(super) fn name(&self) -> &str {
        &self.stored.name
    }
}

/// A page that said hello.
pub struct Greeting {
    /// Who it belongs to.
    pub person: u32,
    /// The page that person had open until now.
    pub older: Option<ConnectionId>,
    /// What to answer.
    pub welcome: ServerMsg,
}

impl Session {
    /// Somebody joins. Gives the token of their page.
    pub fn join(&mut self, name: &str, code: &str) -> Result<String, Msg> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME_CHARS_MAX || name.chars().any(char::is_control) {
            return Err(Msg::new("refused-name").number("most", NAME_CHARS_MAX as i64));
        }
        if secrets::normal(code) != secrets::normal(&self.code) {
            return Err(Msg::new("refused-code"));
        }
        self.add_person(name, false)
    }

    /// A facilitator logs in. Gives the token of their page.
    pub fn login(&mut self, key: &str) -> Result<String, Msg> {
        self.check_key(key)?;
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

    fn add_person(&mut self, name: &str, facilitator: bool) -> Result<String, Msg> {
        if self.people.len() >= PEOPLE_MAX {
            return Err(Msg::new("refused-full"));
        }
        let id = self.people.keys().last().map_or(1, |last| last + 1);
        let person = StoredPerson { id, name: name.to_owned(), token: secrets::token(), facilitator };
        let change = Change::Person { class: self.book.session(), person: person.clone() };
        self.book.store.commit(&[change]).map_err(|_| Msg::new("refused-not-written"))?;
        let token = person.token.clone();
        self.people.insert(id, Person::new(person));
        Ok(token)
    }

    /// A page says whose it is.
    pub fn hello(&mut self, connection: ConnectionId, token: &str) -> Result<Greeting, Msg> {
        let known = self.people.values_mut().find(|person| person.stored.token == token);
        let person = known.ok_or_else(|| Msg::new("bye-unknown-token"))?;
        let older = person.connection.replace(connection);
        person.sent = Sent::default();
        let welcome = ServerMsg::Welcome {
            person: person.stored.id,
            facilitator: person.stored.facilitator,
            code: self.code.clone(),
            catalogue: self.catalogue.clone(),
        };
        Ok(Greeting { person: person.stored.id, older, welcome })
    }

    /// A page is gone.
    pub fn leave(&mut self, person: u32, connection: ConnectionId) {
        if let Some(person) = self.people.get_mut(&person).filter(|person| person.connection == Some(connection)) {
            person.connection = None;
        }
    }

    /// Somebody takes seats of a team, and leaves those they had.
    pub(super) fn take(&mut self, id: u32, team: &str, mut roles: Vec<Role>) -> Result<(), Msg> {
        roles.sort();
        roles.dedup();
        let place = |name: &str| {
            self.teams.iter().find(|team| team.id == name).map(|team| (team.region, team.hospital.clone()))
        };
        let (region, hospital) = place(team).ok_or_else(|| Msg::new("refused-no-team"))?;
        if roles.iter().any(|role| !self.has_seat(*role)) {
            return Err(Msg::new("refused-no-seat"));
        }
        let person = self.people.get(&id).ok_or_else(|| Msg::new("bye-unknown-token"))?;
        if let Some(former) = person.team.clone().filter(|former| *former != team) {
            let (region, hospital) = place(&former).ok_or_else(|| Msg::new("refused-no-team"))?;
            self.commit(Some(region), id, Act::Hold { hospital, roles: Vec::new() })?;
        }
        self.commit(Some(region), id, Act::Hold { hospital, roles: roles.clone() })?;
        if let Some(person) = self.people.get_mut(&id) {
            person.sit(Some(team.to_owned()), roles);
        }
        self.share_seats();
        Ok(())
    }

    /// Gives everybody in a team the roles that the scenario's merges foresee; who chose no team joins the smallest.
    pub(super) fn deal(&mut self) -> Result<(), Msg> {
        let players: Vec<u32> =
            self.people.iter().filter(|(_, person)| !person.is_facilitator()).map(|(id, _)| *id).collect();
        let mut tables: BTreeMap<String, Vec<u32>> =
            self.teams.iter().map(|team| (team.id.clone(), Vec::new())).collect();
        let (seated, free): (Vec<u32>, Vec<u32>) = players.into_iter().partition(|id| self.people[id].team.is_some());
        for id in seated {
            tables.entry(self.people[&id].team.clone().unwrap_or_default()).or_default().push(id);
        }
        for id in free {
            let smallest = tables.values_mut().min_by_key(|table| table.len());
            smallest.ok_or_else(|| Msg::new("refused-no-team"))?.push(id);
        }
        for (team, people) in tables {
            let shares = self.shares(people.len());
            for (person, roles) in people.into_iter().zip(shares) {
                self.take(person, &team, roles)?;
            }
        }
        Ok(())
    }

    /// Which roles each of so many people takes: as the scenario says, or one after the other in turn.
    fn shares(&self, people: usize) -> Vec<Vec<Role>> {
        if let Some(merge) = self.scenario.merges.iter().find(|merge| merge.people as usize == people) {
            return merge.seats.clone();
        }
        let mut shares = vec![Vec::new(); people];
        for turn in 0..people.max(Role::EIGHT.len()) {
            if let Some(share) = shares.get_mut(turn % people.max(1)) {
                share.push(Role::EIGHT[turn % Role::EIGHT.len()]);
            }
        }
        shares
    }

    /// The eight roles are in every hospital; the analyst only where the hospital has a crew for one.
    fn has_seat(&self, role: Role) -> bool {
        Role::EIGHT.contains(&role) || self.scenario.hospital.crews.iter().any(|crew| crew.role == role)
    }

    /// Somebody writes to their team; a facilitator to the team they name.
    pub(super) fn say(&mut self, id: u32, team: &str, text: &str) -> Result<(), Msg> {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > CHAT_CHARS_MAX || text.chars().any(char::is_control) {
            return Err(Msg::new("refused-chat").number("most", CHAT_CHARS_MAX as i64));
        }
        let person = self.people.get(&id).ok_or_else(|| Msg::new("bye-unknown-token"))?;
        let may = person.is_facilitator() || person.team.as_deref() == Some(team);
        if !may || !self.teams.iter().any(|known| known.id == team) {
            return Err(Msg::new("refused-no-team"));
        }
        if self.chat.len() >= CHAT_TOTAL_MAX {
            return Err(Msg::new("refused-chat-full"));
        }
        let number = self.chat.last().map_or(1, |line| line.id + 1);
        let line = StoredChat { id: number, team: team.to_owned(), person: id, act: None, text: text.to_owned() };
        let change = Change::Chat { class: self.book.session(), chat: line.clone() };
        self.book.store.commit(&[change]).map_err(|_| Msg::new("refused-not-written"))?;
        self.chat.push(line);
        Ok(())
    }
}
