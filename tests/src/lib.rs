//! A classroom for tests: a hub, its clock, and people's pages, in one thread and without sockets.
//!
//! Time passes only when a test says so, so an afternoon takes a second and nothing is timed. `udp` adds a port for native
//! windows to it; `network` is a class on real ports and in real time.

mod network;
mod udp;
mod virtual_player;

pub use network::{Caller, KEY, Server};
pub use udp::{Turns, UdpPage, Vandal, messages};
pub use virtual_player::{Load, Player};

use std::collections::BTreeMap;

use codedark_protocol::{
    Catalogue, ClientMsg, Command, Debrief, Direction, Msg, Overview, PROTOCOL_VERSION, Role, Seat, ServerMsg,
    SessionView, View, decode_server, encode,
};
use codedark_server::bell::Bell;
use codedark_server::content::{Content, parallel};
use codedark_server::gateway::{Gateway, Gateways, MemoryClient, MemoryDialer, MemoryGateway};
use codedark_server::hub::Hub;
use codedark_server::session::Session;
use codedark_server::store::Store;
use codedark_sim::exercise::{Setup, Skill};

/// Wall time between two rounds of the hub, in milliseconds: as often as it publishes.
const ROUND_MS: u64 = 200;
/// When every test begins, in milliseconds since 1970.
const BEGINS_MS: u64 = 1_600_000_000_000;

/// How long after the beginning a server is started again, in milliseconds: longer than the tests before it take.
const AWAY_MS: u64 = 3_600_000;

/// A class with its clock.
pub struct Class {
    /// The hub under test.
    pub hub: Hub,
    dialer: MemoryDialer,
    now_ms: u64,
}

impl Class {
    /// A new class of the Irish case with two teams, in memory.
    pub fn new() -> Class {
        Class::with(Store::in_memory().expect("SQLite opens in memory"), &parallel(2, 7, Skill::Novice))
    }

    /// A new class of a shipped scenario with so many teams.
    pub fn of_teams(scenario: &str, teams: u32, seed: u64) -> Class {
        let store = Store::in_memory().expect("SQLite opens in memory");
        Class::playing(scenario, store, &parallel(teams, seed, Skill::Novice))
    }

    /// A new class of this content in memory.
    pub fn of(content: &Content, setup: &Setup) -> Class {
        let store = Store::in_memory().expect("SQLite opens in memory");
        Class::around(Session::start(store, content, setup, None, BEGINS_MS).expect("a class starts"))
    }

    /// A new class of the Irish case in this store.
    pub fn with(store: Store, setup: &Setup) -> Class {
        Class::playing("conti-friday", store, setup)
    }

    fn playing(scenario: &str, store: Store, setup: &Setup) -> Class {
        let content = Content::named(scenario).expect("the built-in scenario loads");
        Class::around(Session::start(store, &content, setup, None, BEGINS_MS).expect("a class starts"))
    }

    /// The unfinished class in this store.
    pub fn resumed(store: Store) -> Class {
        let session = Session::resume(store, None).expect("the record is sound");
        let mut class = Class::around(session.ok().expect("the class has not ended"));
        class.now_ms += AWAY_MS;
        class
    }

    fn around(session: Session) -> Class {
        Class::behind(session, Vec::new())
    }

    /// A class behind these gateways and the one in memory.
    fn behind(session: Session, mut gateways: Vec<Box<dyn Gateway>>) -> Class {
        let (gateway, dialer) = MemoryGateway::new();
        gateways.push(Box::new(gateway));
        let (hub, _) = Hub::new(session, Box::new(Gateways::new(gateways)), Bell::default());
        Class { hub, dialer, now_ms: BEGINS_MS }
    }

    /// Lets wall time pass.
    pub fn pass(&mut self, wall_ms: u64) {
        for _ in 0..wall_ms.div_ceil(ROUND_MS) {
            self.now_ms += ROUND_MS;
            self.hub.step(self.now_ms);
        }
    }

    /// Lets an afternoon pass at the greatest speed while people's pages read along.
    pub fn run_out(&mut self, pages: &mut [&mut Page]) {
        for _ in 0..300 {
            self.pass(ROUND_MS);
            pages.iter_mut().for_each(|page| page.read());
        }
    }

    /// One round of the hub after so much wall time, at most a second: for classes that are played at normal pace.
    pub fn tick(&mut self, wall_ms: u64) {
        self.now_ms += wall_ms;
        self.hub.step(self.now_ms);
    }

    /// Wall time since the class was opened, in milliseconds.
    pub fn elapsed_ms(&self) -> u64 {
        self.now_ms - BEGINS_MS
    }

    /// A connection that has said nothing yet.
    pub fn connect(&self) -> Page {
        Page {
            client: self.dialer.connect().expect("room for a connection"),
            token: String::new(),
            seen: Seen::default(),
        }
    }

    /// A page that says hello with a token.
    pub fn open(&mut self, token: &str) -> Page {
        let mut page = self.connect();
        page.token = token.to_owned();
        page.say(&ClientMsg::Hello { version: PROTOCOL_VERSION, token: token.to_owned() });
        self.pass(ROUND_MS);
        page.read();
        page
    }

    /// Somebody joins, and takes seats of a team.
    pub fn join(&mut self, name: &str, team: &str, roles: &[Role]) -> Page {
        let code = self.hub.session().code().to_owned();
        let token = self.hub.session().join(name, &code).expect("the code is right");
        let page = self.open(&token);
        page.say(&ClientMsg::Take { team: team.to_owned(), roles: roles.to_vec() });
        self.pass(ROUND_MS);
        page
    }

    /// Somebody joins who has not chosen a team.
    pub fn guest(&mut self, name: &str) -> Page {
        let code = self.hub.session().code().to_owned();
        let token = self.hub.session().join(name, &code).expect("the code is right");
        self.open(&token)
    }

    /// A facilitator's page.
    pub fn facilitator(&mut self) -> Page {
        let key = self.hub.session().key().to_owned();
        let token = self.hub.session().login(&key).expect("the key is right");
        self.open(&token)
    }

    /// A page asks for something that is answered. Gives the reason of a refusal.
    pub fn ask(&mut self, page: &mut Page, asked: Asked) -> Option<Msg> {
        let number = page.seen.answers.keys().last().map_or(1, |last| last + 1);
        page.say(&match asked {
            Asked::Order(seat, command) => ClientMsg::Order { number, seat, command },
            Asked::Direct(direction) => ClientMsg::Direct { number, direction },
        });
        self.pass(ROUND_MS);
        page.read();
        page.seen.answers.get(&number).cloned().expect("orders and directions are always answered")
    }

    /// The facilitator directs, and is not refused.
    pub fn direct(&mut self, page: &mut Page, direction: Direction) {
        assert_eq!(self.ask(page, Asked::Direct(direction.clone())), None, "{direction:?} is refused");
    }

    /// The class's record as it would be exported.
    pub fn record(&mut self) -> String {
        let (store, session) = self.hub.session().stored();
        codedark_server::export::record(store, session).expect("the record is readable")
    }

    /// State hashes of the regions.
    pub fn hashes(&mut self) -> Vec<String> {
        self.hub.session().hashes().into_iter().map(|hash| hash.expect("no region is being rebuilt")).collect()
    }
}

impl Default for Class {
    fn default() -> Self {
        Class::new()
    }
}

/// Something that is answered.
pub enum Asked {
    /// An order of a seat.
    Order(Seat, Command),
    /// An act of the facilitator.
    Direct(Direction),
}

/// The seat of a role in the first hospital.
pub fn seat(role: Role) -> Seat {
    Seat { hospital: "h1".to_owned(), role }
}

/// Somebody's page.
pub struct Page {
    /// The connection.
    pub client: MemoryClient,
    /// What it says hello with.
    pub token: String,
    /// What it was shown.
    pub seen: Seen,
}

/// What a page was shown.
#[derive(Default)]
pub struct Seen {
    /// Participant id.
    pub person: u32,
    /// Words and map.
    pub catalogue: Catalogue,
    /// The class.
    pub session: SessionView,
    /// Views of the seats held.
    pub seats: BTreeMap<Seat, View>,
    /// The facilitator's overview.
    pub overview: Overview,
    /// Words that came after the welcome.
    pub texts: BTreeMap<String, String>,
    /// Answers by number.
    pub answers: BTreeMap<u32, Option<Msg>>,
    /// Debriefs.
    pub debriefs: Vec<Debrief>,
    /// Why the connection ended.
    pub bye: Option<Msg>,
}

impl Page {
    /// Sends a message.
    pub fn say(&self, message: &ClientMsg) {
        self.client.send(encode(message));
    }

    /// Takes in what arrived.
    pub fn read(&mut self) {
        self.client.receive().iter().for_each(|frame| self.seen.take(frame));
    }

    /// The minute that a team's clock was shown at.
    pub fn minute(&self, team: &str) -> u64 {
        self.seen.minute(team)
    }
}

impl Seen {
    /// Takes in a frame of the server.
    pub fn take(&mut self, frame: &[u8]) {
        match decode_server(frame).expect("the server sends what the protocol says") {
            ServerMsg::Welcome { person, catalogue, .. } => (self.person, self.catalogue) = (person, catalogue),
            ServerMsg::Session(change) => self.session.apply(&change),
            ServerMsg::Seat { seat, whole, change } => {
                let view = self.seats.entry(seat).or_default();
                if whole {
                    *view = View::default();
                }
                view.apply(&change);
            }
            ServerMsg::Unseat(seat) => drop(self.seats.remove(&seat)),
            ServerMsg::Overview(change) => self.overview.apply(&change),
            ServerMsg::Texts(texts) => self.texts.extend(texts),
            ServerMsg::Answer { number, refused } => drop(self.answers.insert(number, refused)),
            ServerMsg::Debrief(debriefs) => self.debriefs = debriefs,
            ServerMsg::Bye(reason) => self.bye = Some(reason),
        }
    }

    /// The minute that a team's clock was shown at.
    pub fn minute(&self, team: &str) -> u64 {
        self.session.teams.iter().find(|row| row.id == team).expect("the team is listed").minute
    }

    /// Whether somebody was shown as connected.
    pub fn is_online(&self, name: &str) -> bool {
        self.session.people.iter().find(|person| person.name == name).is_some_and(|person| person.online)
    }
}
