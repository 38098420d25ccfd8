//! People: joining, saying hello, coming back.

use codedark_protocol::{
    ASKS_MAX, Catalogue, Door, Had, Msg, Overview, Role, Seat, ServerMsg, SessionView, View, encode,
};
use codedark_sim::exercise::catalogue;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::admission::Speaker;
use super::attention::Attention;
use super::credits::{Credits, Kind, TooQuick};
use super::outline::{Out, Outline};
use super::{LANGUAGE, Session, names};
use crate::gateway::ConnectionId;
use crate::secrets::{self, Tokens};
use crate::store::{Change, StoredPerson, StoredStanding};

/// Most people in a class, without facilitators.
const PEOPLE_MAX: usize = 200;
/// Most facilitators of a class.
const FACILITATORS_MAX: usize = 20;

/// Somebody in the class.
pub struct Person {
    pub(super) stored: StoredPerson,
    /// What facilitators decided about them, and which chat is theirs to read.
    pub(super) standing: StoredStanding,
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
    /// Seats of their team that they would like to share.
    pub(super) wants: BTreeSet<Role>,
    /// What they may still ask for.
    pub(super) credits: Credits,
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
    pub(super) fn new(stored: StoredPerson, standing: StoredStanding) -> Person {
        Person {
            stored,
            standing,
            team: None,
            roles: Vec::new(),
            former: Vec::new(),
            connection: None,
            outline: Outline::default(),
            gone_ms: 0,
            called_away: false,
            stood_in_from: None,
            wants: BTreeSet::new(),
            credits: Credits::default(),
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
        self.wants = before.wants;
        self.credits = before.credits;
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

    /// The team they play in.
    pub(super) fn team(&self) -> Option<&String> {
        self.team.as_ref().filter(|_| !self.standing.observer)
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

    /// Whether they are in the class to play.
    pub(super) fn plays(&self) -> bool {
        !self.is_facilitator() && !self.standing.observer && !self.is_outside()
    }

    /// Whether they are shown all teams, with the truth.
    pub(super) fn sees_all(&self) -> bool {
        (self.is_facilitator() || self.standing.observer) && !self.is_outside()
    }

    /// Whether they wait for a facilitator's word, or were removed.
    pub(super) fn is_outside(&self) -> bool {
        self.standing.waits || self.standing.removed
    }

    /// As whom they speak.
    pub(super) fn speaker(&self) -> Speaker {
        match () {
            () if self.is_outside() => Speaker::Outside,
            () if self.is_facilitator() => Speaker::Facilitator,
            () if self.standing.observer => Speaker::Observer,
            () if !self.roles.is_empty() => Speaker::Seated,
            () if self.team.is_some() => Speaker::Member,
            () => Speaker::Newcomer,
        }
    }

    /// Why their page is sent away; none for who is welcome.
    pub(super) fn turned_away(&self) -> Option<Msg> {
        let reason = if self.standing.waits { "bye-not-let-in" } else { "bye-removed" };
        self.standing.removed.then(|| Msg::new(reason))
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
        self.check_writing()?;
        let name = names::of_player(name)?;
        if self.door == Door::Locked {
            return Err(Msg::new("refused-locked"));
        }
        if !self.joins.take(Kind::Join, self.wall_ms) {
            return Err(self.too_quick(Kind::Join));
        }
        self.make_room(false)?;
        let (id, token) = self.add_person(name, false);
        if self.door == Door::Approval {
            self.stand(id, |standing| standing.waits = true);
        }
        Ok(token)
    }

    /// A facilitator comes in, with a place of their own. Gives the token of their page.
    pub fn login(&mut self, name: &str) -> Result<String, Msg> {
        self.check_writing()?;
        let name = match name.trim() {
            "" => crate::words::say("facilitator-name"),
            typed => names::clean(typed)?,
        };
        self.make_room(true)?;
        Ok(self.add_person(name, true).1)
    }

    /// A page that joined earlier begins anew, and gets another token for the one it has.
    pub fn renew(&mut self, token: &str) -> Result<String, Msg> {
        self.check_writing()?;
        let person = self.people.values_mut().find(|person| person.stored.tokens.open(token));
        let person = person.ok_or_else(|| Msg::new("refused-token"))?;
        let renewed = person.stored.tokens.renew(token);
        self.book.put(Change::Person { class: self.stored.id, person: person.stored.clone() });
        Ok(renewed)
    }

    /// Digests of what the people of this class say hello with.
    pub fn tokens(&self) -> Vec<String> {
        self.people.values().flat_map(|person| person.stored.tokens.digests()).map(str::to_owned).collect()
    }

    /// Tokens that are worth nothing any more, since this was last asked.
    pub fn take_stale_tokens(&mut self) -> Vec<String> {
        std::mem::take(&mut self.stale_tokens)
    }

    /// How often each kind was refused because somebody was too quick.
    pub fn refused_too_quick(&self) -> &TooQuick {
        &self.too_quick
    }

    /// Counts that somebody was too quick, and says so.
    pub(super) fn too_quick(&mut self, kind: Kind) -> Msg {
        *self.too_quick.entry(kind).or_default() += 1;
        Msg::new(if kind == Kind::Join { "refused-many-join" } else { "refused-too-quick" })
    }

    /// Makes room for another: of players, or of facilitators. Who has neither seat nor page goes, the longest away first.
    fn make_room(&mut self, facilitator: bool) -> Result<(), Msg> {
        let most = if facilitator { FACILITATORS_MAX } else { PEOPLE_MAX };
        let alike = self.people.iter().filter(|(_, person)| person.is_facilitator() == facilitator);
        if alike.clone().count() < most {
            return Ok(());
        }
        let idle = alike.filter(|(_, person)| !person.is_online() && person.roles().is_empty());
        let longest = idle.max_by_key(|(id, person)| (person.gone_ms, Reverse(**id))).map(|(id, _)| *id);
        let person = self.people.remove(&longest.ok_or_else(|| Msg::new("refused-full"))?).expect("found above");
        self.stale_tokens.extend(person.stored.tokens.digests().map(str::to_owned));
        self.book.put(Change::RemovePerson { class: self.stored.id, id: person.stored.id });
        Ok(())
    }

    /// The name, with a number where somebody else has one that looks the same.
    pub(super) fn told_apart(&self, name: String, except: Option<u32>) -> String {
        let others = self.people.values().filter(|person| Some(person.stored.id) != except);
        let looks: Vec<String> = others.map(|person| names::look(person.name())).collect();
        names::told_apart(name, &looks)
    }

    /// Adds somebody. Gives their number, which nobody had before, and their token.
    fn add_person(&mut self, name: String, facilitator: bool) -> (u32, String) {
        self.last_person += 1;
        let (id, name) = (self.last_person, self.told_apart(name, None));
        let token = secrets::token();
        let person = StoredPerson { id, name, tokens: Tokens::of(&token), facilitator };
        self.book.put(Change::Person { class: self.stored.id, person: person.clone() });
        self.people.insert(id, Person::new(person, StoredStanding::default()));
        (id, token)
    }

    /// A page says whose it is: it goes on where it was, or begins anew.
    pub fn hello(&mut self, connection: ConnectionId, hello: Hello, out: &mut Vec<Out>) -> Result<u32, Msg> {
        let known = self.people.values().find(|person| person.stored.tokens.open(&hello.token));
        let id = known.ok_or_else(|| Msg::new("bye-unknown-token"))?.stored.id;
        let person = self.people.get_mut(&id).expect("found above");
        if let Some(reason) = person.turned_away() {
            return Err(reason);
        }
        if !person.credits.take(Kind::Hello, self.wall_ms) {
            self.too_quick(Kind::Hello);
            return Err(Msg::new("bye-too-fast"));
        }
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
        // Who waits outside is shown nothing of the exercise, and is welcomed again when they are let in.
        let (catalogue, phases) = if person.is_outside() { (Catalogue::default(), 0) } else { (catalogue, phases) };
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
