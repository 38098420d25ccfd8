//! The hub: a headless Bevy app that takes what came in, lets the class go on, and sends what changed.
//!
//! Four systems in this order, each round: `receive`, `step`, `publish`, `flush`. It is told what time it is, so that a
//! test runs an afternoon in a second. Sessions are not `Sync`, so they live as non-send data on the hub's thread.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use bevy_app::{App, Update};
use bevy_ecs::prelude::{IntoScheduleConfigs, NonSendMut, Res, Resource};
use codedark_protocol::{ClientMsg, Msg, PROTOCOL_VERSION, ServerMsg, decode_client, encode};

use crate::bell::Bell;
use crate::content::Content;
use crate::gateway::{ConnectionId, Gateway, GatewayEvent, InboundLimit};
use crate::session::Session;

/// Wall time between two rounds of changes sent, in milliseconds: five a second look live, and halve the commits of ten.
pub const PUBLISH_EVERY_MS: u64 = 200;
/// Longest time between two rounds of the hub, in milliseconds.
pub const ROUND_MS: u64 = 50;
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
        /// The code they give.
        code: String,
        /// Token or reason.
        reply: Reply<Result<String, Msg>>,
    },
    /// A facilitator logs in.
    Login {
        /// The key they give.
        key: String,
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
    /// Is this the facilitator's key?
    CheckKey {
        /// The key they give.
        key: String,
        /// The key again, or reason.
        reply: Reply<Result<String, Msg>>,
    },
    /// A facilitator opens another class in the place of this one.
    OpenClass {
        /// The key they give.
        key: String,
        /// What is played in it.
        content: Box<Content>,
        /// Token or reason.
        reply: Reply<Result<String, Msg>>,
    },
    /// Is anybody there?
    Health {
        /// How it is.
        reply: Reply<Health>,
    },
    /// End the hub's thread.
    Stop,
}

/// Takes an answer to where it was asked.
pub type Reply<T> = Box<dyn FnOnce(T) + Send>;

/// How the server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// Classes.
    pub sessions: usize,
    /// People who joined them.
    pub people: usize,
}

/// Where the HTTP side leaves its calls.
#[derive(Clone)]
pub struct Desk {
    calls: SyncSender<Call>,
    bell: Bell,
}

impl Desk {
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
    person: Option<u32>,
}

/// The class and the ways to it.
struct Host {
    session: Session,
    gateway: Box<dyn Gateway>,
    calls: Receiver<Call>,
    connections: BTreeMap<ConnectionId, Connection>,
    published_at_ms: Option<u64>,
}

/// The headless app.
pub struct Hub {
    app: App,
}

impl Hub {
    /// A hub for a class behind a gateway. The desk takes calls; the bell rings for them.
    pub fn new(session: Session, gateway: Box<dyn Gateway>, bell: Bell) -> (Hub, Desk) {
        let (calls, waiting) = sync_channel(CALLS_MAX);
        let mut app = App::new();
        app.init_resource::<WallClock>()
            .init_resource::<Ending>()
            .insert_non_send(Host {
                session,
                gateway,
                calls: waiting,
                connections: BTreeMap::new(),
                published_at_ms: None,
            })
            .add_systems(Update, (receive, step, publish, flush).chain());
        (Hub { app }, Desk { calls, bell })
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
    }

    /// The class.
    pub fn session(&mut self) -> &mut Session {
        &mut self.app.world_mut().non_send_mut::<Host>().into_inner().session
    }
}

/// Takes what came in over HTTP and through the gateway.
fn receive(mut host: NonSendMut<Host>, clock: Res<WallClock>, mut ending: bevy_ecs::prelude::ResMut<Ending>) {
    let calls: Vec<Call> = host.calls.try_iter().collect();
    for call in calls {
        match call {
            Call::Join { name, code, reply } => reply(host.session.join(&name, &code)),
            Call::Login { key, reply } => reply(host.session.login(&key)),
            Call::ComeBack { token, reply } => reply(host.session.come_back(&token)),
            Call::CheckKey { key, reply } => reply(host.session.check_key(&key).map(|()| key)),
            Call::OpenClass { key, content, reply } => reply(host.open_class(&key, &content, clock.0)),
            Call::Health { reply } => reply(Health { sessions: 1, people: host.session.people_count() }),
            Call::Stop => ending.0 = true,
        }
    }
    let mut events = Vec::new();
    host.gateway.poll(clock.0, &mut events);
    for (id, event) in events {
        match event {
            GatewayEvent::Opened => {
                host.connections.insert(id, Connection { opened_at_ms: clock.0, person: None });
            }
            GatewayEvent::Frame(bytes) => host.hear(id, &bytes),
            GatewayEvent::Refused(InboundLimit::TooLong | InboundLimit::Malformed) => host.dismiss(id, "bye-garbage"),
            GatewayEvent::Refused(InboundLimit::TooFast) => host.dismiss(id, "bye-too-fast"),
            GatewayEvent::Closed => host.forget(id),
        }
    }
    host.dismiss_silent(clock.0);
}

/// Lets the class go on.
fn step(mut host: NonSendMut<Host>, clock: Res<WallClock>) {
    host.session.step(clock.0);
}

/// Sends what changed, every [`PUBLISH_EVERY_MS`].
fn publish(mut host: NonSendMut<Host>, clock: Res<WallClock>) {
    if host.published_at_ms.is_some_and(|last| clock.0.saturating_sub(last) < PUBLISH_EVERY_MS) {
        return;
    }
    host.published_at_ms = Some(clock.0);
    let mut out = Vec::new();
    host.session.publish(&mut out);
    for (id, message) in out {
        host.gateway.send(id, encode(&message));
    }
}

/// Lets what was queued leave.
fn flush(mut host: NonSendMut<Host>, clock: Res<WallClock>) {
    host.gateway.flush(clock.0);
}

impl Host {
    /// Another class: everybody of this one is sent back to the door, and its facilitator let in.
    fn open_class(&mut self, key: &str, content: &Content, wall_ms: u64) -> Result<String, Msg> {
        self.session.check_key(key)?;
        self.session.begin_another(content, wall_ms)?;
        for (id, _) in std::mem::take(&mut self.connections) {
            self.gateway.send(id, encode(&ServerMsg::Bye(Msg::new("bye-unknown-token"))));
            self.gateway.close(id);
        }
        self.session.login(key)
    }

    fn hear(&mut self, id: ConnectionId, bytes: &[u8]) {
        // Frames that were on their way when the connection was dismissed are dropped.
        let Some(connection) = self.connections.get(&id) else { return };
        let Ok(message) = decode_client(bytes) else { return self.dismiss(id, "bye-garbage") };
        match (connection.person, message) {
            (None, ClientMsg::Hello { version, token }) => self.greet(id, version, &token),
            (None, _) => self.dismiss(id, "bye-garbage"),
            (Some(person), message) => match self.session.hear(person, message) {
                Some(ServerMsg::Bye(reason)) => self.dismiss(id, &reason.id),
                Some(answer) => self.gateway.send(id, encode(&answer)),
                None => {}
            },
        }
    }

    fn greet(&mut self, id: ConnectionId, version: u16, token: &str) {
        if version != PROTOCOL_VERSION {
            return self.dismiss(id, "bye-other-version");
        }
        match self.session.hello(id, token) {
            Ok(greeting) => {
                if let Some(older) = greeting.older {
                    self.dismiss(older, "bye-newer-page");
                }
                if let Some(connection) = self.connections.get_mut(&id) {
                    connection.person = Some(greeting.person);
                }
                self.gateway.send(id, encode(&greeting.welcome));
            }
            Err(reason) => self.dismiss(id, &reason.id),
        }
    }

    /// Says goodbye, with the reason, and closes.
    fn dismiss(&mut self, id: ConnectionId, reason: &str) {
        self.gateway.send(id, encode(&ServerMsg::Bye(Msg::new(reason))));
        self.gateway.close(id);
        self.forget(id);
    }

    fn forget(&mut self, id: ConnectionId) {
        if let Some(Connection { person: Some(person), .. }) = self.connections.remove(&id) {
            self.session.leave(person, id);
        }
    }

    fn dismiss_silent(&mut self, now_ms: u64) {
        let late = |connection: &Connection| {
            connection.person.is_none() && now_ms.saturating_sub(connection.opened_at_ms) > HELLO_WAIT_MS
        };
        let silent: Vec<_> = self.connections.iter().filter(|(_, one)| late(one)).map(|(id, _)| *id).collect();
        silent.into_iter().for_each(|id| self.dismiss(id, "bye-no-hello"));
    }
}
