//! The hub: a headless Bevy app between the ways in and the classes. It routes, and does nothing else.
//!
//! Four systems in this order, each round: `receive`, `run`, `deliver`, `flush`. A page's hello says by its token which
//! class it belongs to; from then on the connection's frames go there. Classes run on threads of their own; in tests, which
//! tell the hub what time it is, they run in turn in `run`. The hub is non-send data on its own thread.

mod class;
mod classes;
mod directory;

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::time::Duration;

use bevy_app::{App, Update};
use bevy_ecs::prelude::{IntoScheduleConfigs, NonSendMut, Res, ResMut, Resource};
use codedark_protocol::{ClientMsg, DecodeError, Msg, PROTOCOL_VERSION, ServerMsg, decode_client, encode};
use codedark_sim::exercise::{Forks, Setup};

pub use class::{PUBLISH_EVERY_MS, ROUND_MS, Reply};
pub use classes::Clock;
pub use directory::{Card, ClassState, Directory};

use crate::bell::Bell;
use crate::content::Content;
use crate::gateway::{ConnectionId, Gateway, GatewayEvent, InboundLimit};
use crate::session::{Hello, Out, Session, TooQuick};
use crate::store::{StoreError, WriterHandle};
use crate::tally::Tally;
use class::{Ask, Outlet};
use classes::Classes;

/// How long a connection may stay without saying whose it is, in milliseconds.
pub const HELLO_WAIT_MS: u64 = 15_000;
/// Calls of the HTTP side that may wait.
const CALLS_MAX: usize = 256;

/// Something the HTTP side asks. The answer goes back through `reply`.
pub enum Call {
    /// Somebody joins.
    Join {
        /// The name they give.
        name: String,
        /// The code they give; it tells the class.
        code: String,
        /// Token or reason.
        reply: Reply<Result<String, Msg>>,
    },
    /// A facilitator, whose session was checked, comes in.
    Login {
        /// The name they give; empty for the usual one.
        name: String,
        /// The class; none for the only one that has not ended.
        class: Option<i64>,
        /// Token or reason.
        reply: Reply<Result<String, Msg>>,
    },
    /// A page that joined earlier asks for another ticket of the UDP gateway.
    ComeBack {
        /// The token that joining gave.
        token: String,
        /// The token again, or reason.
        reply: Reply<Result<String, Msg>>,
    },
    /// A page that joined earlier begins anew, and gets another token.
    Renew {
        /// The token it has.
        token: String,
        /// Another token, or reason.
        reply: Reply<Result<String, Msg>>,
    },
    /// A facilitator, whose session was checked, prepares another class.
    Open {
        /// What is played in it.
        content: Box<Content>,
        /// Its set-up.
        setup: Setup,
        /// Its number, or reason.
        reply: Reply<Result<i64, Msg>>,
    },
    /// A facilitator, whose session was checked, deletes a class that is not running.
    Delete {
        /// The class.
        class: i64,
        /// Reason why not.
        reply: Reply<Result<(), Msg>>,
    },
    /// Is anybody there?
    Health {
        /// How it is.
        reply: Reply<Health>,
    },
    /// End the hub's thread.
    Stop,
}

/// How the server is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// Classes.
    pub sessions: usize,
    /// People who joined them.
    pub people: usize,
    /// How often each kind was refused because somebody was too quick.
    pub too_quick: TooQuick,
}

/// Where the HTTP side leaves its calls, and what it may look up by itself.
#[derive(Clone)]
pub struct HubHandle {
    calls: SyncSender<Call>,
    bell: Bell,
    /// The classes there are.
    pub directory: Directory,
    /// The store, for reading records.
    pub writer: WriterHandle,
    /// What was refused.
    pub tally: Tally,
}

impl HubHandle {
    /// Leaves a call; false when the hub is gone or too many wait.
    pub fn leave(&self, call: Call) -> bool {
        let left = self.calls.try_send(call).is_ok();
        self.bell.ring();
        left
    }
}

/// Wall time in milliseconds since 1970, as the hub was told.
#[derive(Resource, Default)]
struct WallClock(u64);

/// Whether the hub was asked to end.
#[derive(Resource, Default)]
struct Ending(bool);

struct Connection {
    opened_at_ms: u64,
    class: Option<i64>,
}

/// The classes and the ways to them.
struct Host {
    tally: Tally,
    classes: Classes,
    directory: Directory,
    gateway: Box<dyn Gateway>,
    calls: Receiver<Call>,
    said: Receiver<Out>,
    connections: BTreeMap<ConnectionId, Connection>,
}

/// What a hub is made from.
pub struct Opening {
    /// The store of all classes.
    pub writer: WriterHandle,
    /// The ways in.
    pub gateway: Box<dyn Gateway>,
    /// Wakes the hub.
    pub bell: Bell,
    /// By how many forks ended classes are rated; none leaves the quick scores.
    pub forks: Option<Forks>,
    /// How long a class is kept after its end, in days.
    pub keep_days: u32,
    /// What time it is, for classes on threads of their own; none lets the hub run them in turn.
    pub clock: Option<Clock>,
}

/// The headless app.
pub struct Hub {
    app: App,
}

impl Hub {
    /// A hub for the classes of a store. Those that have not ended are taken up at this wall time.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn new(opening: Opening, wall_ms: u64) -> Result<(Hub, HubHandle), StoreError> {
        let Opening { writer, gateway, bell, forks, keep_days, clock } = opening;
        let (calls, waiting) = sync_channel(CALLS_MAX);
        let (out, said) = channel();
        let directory = Directory::default();
        let outlet = Outlet { out, bell: bell.clone(), directory: directory.clone() };
        let classes = Classes::take_up(writer.clone(), outlet, (forks, keep_days), clock, wall_ms)?;
        let tally = Tally::default();
        let hub = HubHandle { calls, bell, directory: directory.clone(), writer, tally: tally.clone() };
        let host = Host { tally, classes, directory, gateway, calls: waiting, said, connections: BTreeMap::new() };
        let mut app = App::new();
        app.init_resource::<WallClock>()
            .init_resource::<Ending>()
            .insert_non_send(host)
            .add_systems(Update, (receive, run, deliver, flush).chain());
        Ok((Hub { app }, hub))
    }

    /// One round at this wall time.
    pub fn step(&mut self, wall_ms: u64) {
        self.app.world_mut().resource_mut::<WallClock>().0 = wall_ms;
        self.app.update();
    }

    /// Rounds until somebody leaves [`Call::Stop`]. Sleeps between them, until the bell rings.
    pub fn run(mut self, bell: &Bell, now_ms: impl Fn() -> u64) {
        while !self.app.world().resource::<Ending>().0 {
            self.step(now_ms());
            bell.wait(Duration::from_millis(ROUND_MS));
        }
        self.app.world_mut().non_send_mut::<Host>().into_inner().classes.end();
    }

    /// A class, where the hub runs them in turn.
    pub fn session(&mut self, class: i64) -> Option<&mut Session> {
        self.app.world_mut().non_send_mut::<Host>().into_inner().classes.session(class)
    }

    /// Puts another class into the store and takes it up.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn open(&mut self, content: &Content, setup: &Setup, wall_ms: u64) -> Result<i64, Msg> {
        self.app.world_mut().non_send_mut::<Host>().into_inner().open(content, setup, wall_ms)
    }
}

/// Takes what came in over HTTP and through the gateway.
fn receive(mut host: NonSendMut<Host>, clock: Res<WallClock>, mut ending: ResMut<Ending>) {
    let calls: Vec<Call> = host.calls.try_iter().collect();
    for call in calls {
        match call {
            Call::Stop => ending.0 = true,
            call => host.answer(call, clock.0),
        }
    }
    let mut events = Vec::new();
    host.gateway.poll(clock.0, &mut events);
    for (id, event) in events {
        match event {
            GatewayEvent::Opened => {
                host.connections.insert(id, Connection { opened_at_ms: clock.0, class: None });
            }
            GatewayEvent::Frame(bytes) => host.hear(id, &bytes, clock.0),
            GatewayEvent::Refused(InboundLimit::TooLong | InboundLimit::Malformed) => {
                host.dismiss(id, &Msg::new("bye-garbage"));
            }
            GatewayEvent::Refused(InboundLimit::TooFast) => host.dismiss(id, &Msg::new("bye-too-fast")),
            GatewayEvent::Silent => host.dismiss(id, &Msg::new("bye-silent")),
            GatewayEvent::Closed => host.forget(id),
        }
    }
    host.dismiss_silent(clock.0);
}

/// Lets the classes go on that the hub runs itself, and lets those go that nobody needs.
fn run(mut host: NonSendMut<Host>, clock: Res<WallClock>) {
    host.classes.round(clock.0);
}

/// Hands what the classes said to the gateway.
fn deliver(mut host: NonSendMut<Host>) {
    let said: Vec<Out> = host.said.try_iter().collect();
    for one in said {
        match one {
            Out::Frame(id, frame) => host.gateway.send(id, frame),
            Out::Bye(id, reason) => host.dismiss(id, &reason),
        }
    }
}

/// Lets what was queued leave.
fn flush(mut host: NonSendMut<Host>, clock: Res<WallClock>) {
    host.gateway.flush(clock.0);
}

impl Host {
    fn answer(&mut self, call: Call, wall_ms: u64) {
        match call {
            Call::Join { name, code, reply } => match self.directory.by_code(&code) {
                Some(class) => self.classes.ask(class, Ask::Join { name, reply }, wall_ms),
                None => reply(Err(Msg::new("refused-code"))),
            },
            Call::Login { name, class, reply } => match self.chosen(class) {
                Ok(class) => self.classes.ask(class, Ask::Login { name, reply }, wall_ms),
                Err(reason) => reply(Err(reason)),
            },
            Call::ComeBack { token, reply } => {
                let known = self.directory.by_token(&token);
                reply(known.map(|_| token).ok_or_else(|| Msg::new("refused-token")));
            }
            Call::Renew { token, reply } => match self.directory.by_token(&token) {
                Some(class) => self.classes.ask(class, Ask::Renew { token, reply }, wall_ms),
                None => reply(Err(Msg::new("refused-token"))),
            },
            Call::Open { content, setup, reply } => reply(self.open(&content, &setup, wall_ms)),
            Call::Delete { class, reply } => reply(self.delete(class)),
            Call::Health { reply } => {
                let cards = self.directory.cards();
                let mut too_quick = TooQuick::new();
                for (kind, count) in cards.iter().flat_map(|card| &card.too_quick) {
                    *too_quick.entry(*kind).or_default() += count;
                }
                reply(Health { sessions: cards.len(), people: cards.iter().map(|card| card.people).sum(), too_quick });
            }
            Call::Stop => {}
        }
    }

    /// The class that a facilitator enters: the one they name, or the only one that has not ended.
    fn chosen(&self, class: Option<i64>) -> Result<i64, Msg> {
        if let Some(class) = class {
            return self
                .directory
                .card(class)
                .map(|_| class)
                .ok_or_else(|| Msg::new("no-class").number("class", class));
        }
        let cards = self.directory.cards();
        let open: Vec<i64> =
            cards.iter().filter(|card| card.state != ClassState::Ended).map(|card| card.stored.id).collect();
        match open[..] {
            [class] => Ok(class),
            _ => Err(Msg::new("refused-choose-class")),
        }
    }

    fn open(&mut self, content: &Content, setup: &Setup, wall_ms: u64) -> Result<i64, Msg> {
        let class = self.classes.create(content, setup, wall_ms)?;
        self.classes.wake(class, wall_ms);
        Ok(class)
    }

    fn delete(&mut self, class: i64) -> Result<(), Msg> {
        let card = self.directory.card(class).ok_or_else(|| Msg::new("no-class").number("class", class))?;
        if card.state == ClassState::Running {
            return Err(Msg::new("refused-class-runs"));
        }
        self.classes.delete(class)?;
        let theirs = self.connections.iter().filter(|(_, one)| one.class == Some(class)).map(|(id, _)| *id);
        for id in theirs.collect::<Vec<_>>() {
            self.dismiss(id, &Msg::new("bye-unknown-token"));
        }
        Ok(())
    }

    fn hear(&mut self, id: ConnectionId, bytes: &[u8], wall_ms: u64) {
        // Frames that were on their way when the connection was dismissed are dropped.
        let Some(connection) = self.connections.get_mut(&id) else { return };
        match (connection.class, decode_client(bytes)) {
            (None, Ok(ClientMsg::Hello { version: PROTOCOL_VERSION, token, had, asks })) => {
                let Some(class) = self.directory.by_token(&token) else {
                    return self.dismiss(id, &Msg::new("bye-unknown-token"));
                };
                connection.class = Some(class);
                self.gateway.welcome(id);
                self.classes.ask(class, Ask::Hello(id, Hello { token, had, asks }), wall_ms);
            }
            (None, Ok(ClientMsg::Hello { .. }) | Err(DecodeError::OtherVersion)) => {
                self.dismiss(id, &Msg::new("bye-other-version"));
            }
            (Some(class), Ok(message)) => self.classes.ask(class, Ask::Message(id, message), wall_ms),
            _ => self.dismiss(id, &Msg::new("bye-garbage")),
        }
    }

    /// Says goodbye, with the reason, and closes.
    fn dismiss(&mut self, id: ConnectionId, reason: &Msg) {
        self.tally.count(reason);
        self.gateway.send(id, encode(&ServerMsg::Bye(reason.clone())));
        self.gateway.close(id);
        self.forget(id);
    }

    fn forget(&mut self, id: ConnectionId) {
        if let Some(Connection { class: Some(class), .. }) = self.connections.remove(&id) {
            self.classes.tell(class, Ask::Left(id));
        }
    }

    fn dismiss_silent(&mut self, now_ms: u64) {
        let late = |connection: &Connection| {
            connection.class.is_none() && now_ms.saturating_sub(connection.opened_at_ms) > HELLO_WAIT_MS
        };
        let silent: Vec<_> = self.connections.iter().filter(|(_, one)| late(one)).map(|(id, _)| *id).collect();
        silent.into_iter().for_each(|id| self.dismiss(id, &Msg::new("bye-no-hello")));
    }
}
