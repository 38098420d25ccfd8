//! A classroom for tests: a hub, its clock, and people's pages, in one thread and without sockets.
//!
//! Time passes only when a test says so, so an afternoon takes a second and nothing is timed. `udp` adds a port for native
//! windows to it; `network` is a class on real ports and in real time.

mod network;
mod udp;
mod virtual_player;
mod watched;

pub use network::{Caller, KEY, Server};
pub use udp::{Turns, UdpPage, Vandal, messages, slices};
pub use virtual_player::{Load, Player};
pub use watched::Watched;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use codedark_protocol::{
    Catalogue, ClientMsg, Command, Debrief, Direction, Had, Meanwhile, Msg, Overview, PROTOCOL_VERSION, Role, Seat,
    ServerMsg, SessionView, View, decode_server, encode,
};
use codedark_server::bell::Bell;
use codedark_server::content::{Content, parallel};
use codedark_server::gateway::{Gateway, Gateways, MemoryClient, MemoryDialer, MemoryGateway};
use codedark_server::hub::{Call, Hub, HubHandle, Opening, Reply};
use codedark_server::session::Session;
use codedark_server::store::{KEEP_DAYS, Store, Writer, WriterHandle};
use codedark_sim::exercise::{Setup, Skill};

/// Wall time between two rounds of the hub, in milliseconds: as often as it publishes.
const ROUND_MS: u64 = 200;
/// When every test begins, in milliseconds since 1970.
const BEGINS_MS: u64 = 1_600_000_000_000;

/// How long after the beginning a server is started again, in milliseconds: longer than the tests before it take.
const AWAY_MS: u64 = 3_600_000;

/// A server with its clock, and one of its classes.
pub struct Class {
    /// The hub under test.
    pub hub: Hub,
    /// Where HTTP would leave its calls.
    pub handle: HubHandle,
    /// Number of the class.
    pub id: i64,
    dialer: MemoryDialer,
    now_ms: u64,
}

impl Class {
    /// A new class of the Irish case with two teams, in memory.
    pub fn new() -> Class {
        Class::with(in_memory(), &parallel(2, 7, Skill::Novice))
    }

    /// A new class of a shipped scenario with so many teams.
    pub fn of_teams(scenario: &str, teams: u32, seed: u64) -> Class {
        Class::playing(scenario, in_memory(), &parallel(teams, seed, Skill::Novice))
    }

    /// A new class of this content in memory.
    pub fn of(content: &Content, setup: &Setup) -> Class {
        Class::begun(in_memory(), content, setup, Vec::new(), BEGINS_MS)
    }

    /// A new class of the Irish case in this store.
    pub fn with(store: Store, setup: &Setup) -> Class {
        Class::playing("conti-friday", store, setup)
    }

    fn playing(scenario: &str, store: Store, setup: &Setup) -> Class {
        let content = Content::named(scenario).expect("the built-in scenario loads");
        Class::begun(store, &content, setup, Vec::new(), BEGINS_MS)
    }

    /// The newest class in this store, taken up an hour after every test begins.
    pub fn resumed(store: Store) -> Class {
        Class::resumed_at(store, BEGINS_MS + AWAY_MS)
    }

    /// The newest class in this store, taken up at this wall time.
    pub fn resumed_at(store: Store, wall_ms: u64) -> Class {
        Class::behind(Writer::start(store), Vec::new(), wall_ms)
    }

    /// A new class behind these gateways and the one in memory.
    fn begun(
        mut store: Store,
        content: &Content,
        setup: &Setup,
        gateways: Vec<Box<dyn Gateway>>,
        wall_ms: u64,
    ) -> Class {
        Session::create_in(&mut store, content, setup, KEEP_DAYS, wall_ms).expect("a class is created");
        Class::behind(Writer::start(store), gateways, wall_ms)
    }

    /// The classes of a store behind these gateways and the one in memory; the newest is looked at.
    fn behind(writer: WriterHandle, mut gateways: Vec<Box<dyn Gateway>>, wall_ms: u64) -> Class {
        let classes = writer.with(|store| store.classes()).expect("the store is readable");
        let (gateway, dialer) = MemoryGateway::new();
        gateways.push(Box::new(gateway));
        let opening = Opening {
            writer,
            gateway: Box::new(Gateways::new(gateways)),
            bell: Bell::default(),
            forks: None,
            keep_days: KEEP_DAYS,
            clock: None,
        };
        let (hub, handle) = Hub::new(opening, wall_ms).expect("the store is readable");
        Class { hub, handle, id: classes.last().expect("there is a class").id, dialer, now_ms: wall_ms }
    }

    /// The class itself.
    pub fn session(&mut self) -> &mut Session {
        self.hub.session(self.id).expect("the class is taken up")
    }

    /// What time it is, in milliseconds since 1970.
    pub fn now_ms(&self) -> u64 {
        self.now_ms
    }

    /// Lets wall time pass.
    pub fn pass(&mut self, wall_ms: u64) {
        for _ in 0..wall_ms.div_ceil(ROUND_MS) {
            self.now_ms += ROUND_MS;
            self.hub.step(self.now_ms);
        }
    }

    /// Lets wall time pass while people's pages read along: one that does not is cut off.
    pub fn live(&mut self, wall_ms: u64, pages: &mut [&mut Page]) {
        for _ in 0..wall_ms.div_ceil(ROUND_MS) {
            self.pass(ROUND_MS);
            pages.iter_mut().for_each(|page| page.read());
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
        page.say(&hello(token));
        self.pass(ROUND_MS);
        page.read();
        page
    }

    /// What the hub answers to somebody at the door.
    pub fn at_the_door(&mut self, call: impl FnOnce(Reply<Result<String, Msg>>) -> Call) -> Result<String, Msg> {
        let (sender, answer) = std::sync::mpsc::channel();
        let reply = Box::new(move |said| sender.send(said).expect("the test waits for it"));
        assert!(self.handle.leave(call(reply)), "the hub takes calls");
        self.pass(ROUND_MS);
        answer.try_recv().expect("every call is answered in a round")
    }

    /// Somebody gives a name and the class's code. Gives their token.
    pub fn enter(&mut self, name: &str) -> Result<String, Msg> {
        let (name, code) = (name.to_owned(), self.session().code().to_owned());
        self.at_the_door(|reply| Call::Join { name, code, reply })
    }

    /// Somebody joins, and takes seats of a team.
    pub fn join(&mut self, name: &str, team: &str, roles: &[Role]) -> Page {
        let page = self.guest(name);
        page.say(&ClientMsg::Take { number: next_number(), team: team.to_owned(), roles: roles.to_vec() });
        self.pass(ROUND_MS);
        page
    }

    /// Somebody joins who has not chosen a team.
    pub fn guest(&mut self, name: &str) -> Page {
        let token = self.enter(name).expect("the code is right");
        self.open(&token)
    }

    /// A facilitator's page.
    pub fn facilitator(&mut self) -> Page {
        let class = Some(self.id);
        let token = self.at_the_door(|reply| Call::Login { name: String::new(), class, reply });
        self.open(&token.expect("the key is right"))
    }

    /// A page asks for something that is answered. Gives the reason of a refusal.
    pub fn ask(&mut self, page: &mut Page, asked: Asked) -> Option<Msg> {
        let number = next_number();
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

    /// The facilitator ends the running phase, as the page shows it.
    pub fn next_phase(&mut self, page: &mut Page) {
        page.read();
        let ends = page.seen.session.class.first().expect("the class is shown").phase;
        self.direct(page, Direction::NextPhase { ends });
    }

    /// The class's record as it would be exported.
    pub fn record(&mut self) -> String {
        self.session().record().expect("the record is readable")
    }

    /// State hashes of the regions.
    pub fn hashes(&mut self) -> Vec<String> {
        self.session().hashes().into_iter().map(|hash| hash.expect("no region is being rebuilt")).collect()
    }
}

impl Default for Class {
    fn default() -> Self {
        Class::new()
    }
}

/// A store that ends with the test.
pub fn in_memory() -> Store {
    Store::in_memory().expect("SQLite opens in memory")
}

/// A number that no act had before.
pub fn next_number() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed) + 1
}

/// The hello of a page that begins.
pub fn hello(token: &str) -> ClientMsg {
    ClientMsg::Hello { version: PROTOCOL_VERSION, token: token.to_owned(), had: None, asks: Vec::new() }
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
    /// The known map, and the cards of phases that have begun.
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
    pub answers: BTreeMap<u64, Option<Msg>>,
    /// Debriefs.
    pub debriefs: Vec<Debrief>,
    /// Why the connection ended.
    pub bye: Option<Msg>,
    /// How far it has read.
    pub had: Option<Had>,
    /// Acts that a welcome or a return said were done.
    pub done: Vec<u64>,
    /// How often it was welcomed, how often it could go on where it was, and signs of life.
    pub welcomes: u32,
    /// How often it could go on where it was.
    pub resumed: u32,
    /// Signs of life.
    pub beats: u32,
    /// What stand-ins did meanwhile.
    pub meanwhile: Vec<Meanwhile>,
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
        let message = decode_server(frame).expect("the server sends what the protocol says");
        let counts = !matches!(
            message,
            ServerMsg::Welcome { .. } | ServerMsg::Resumed { .. } | ServerMsg::Beat | ServerMsg::Bye(_)
        );
        self.had.iter_mut().for_each(|had| had.frames += u64::from(counts));
        match message {
            ServerMsg::Welcome { person, catalogue, stream, done, .. } => {
                let (answers, welcomes) = (std::mem::take(&mut self.answers), self.welcomes + 1);
                let had = Some(Had { stream, frames: 0 });
                *self = Seen { person, catalogue, had, done, answers, welcomes, ..Seen::default() };
            }
            ServerMsg::Resumed { done } => (self.done, self.resumed) = (done, self.resumed + 1),
            ServerMsg::Beat => self.beats += 1,
            ServerMsg::MeanwhileDone(lines) => self.meanwhile = lines,
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
            ServerMsg::Cards(cards) => self.catalogue.actions.extend(cards),
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
