//! A class being run: it takes what the hub hands it, lives through a round, writes, answers, and shows what changed.
//!
//! Each class has a thread of its own, so that one that is slow or panics slows no other. Tests let the hub run them in
//! turn instead, on its own thread, so that an afternoon takes a second.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, TryRecvError};
use std::time::Duration;

use codedark_protocol::{ClientMsg, Msg};

use super::directory::{Card, Directory};
use crate::bell::Bell;
use crate::gateway::ConnectionId;
use crate::session::{Hello, Out, Session};

/// Wall time between two rounds of changes sent, in milliseconds: five a second look live, and halve the commits of ten.
pub const PUBLISH_EVERY_MS: u64 = 200;
/// Longest time between two rounds of the hub and of a class, in milliseconds.
pub const ROUND_MS: u64 = 50;

/// Takes an answer to where it was asked.
pub type Reply<T> = Box<dyn FnOnce(T) + Send>;

/// Something for a class to do.
pub enum Ask {
    /// Somebody joins under this name.
    Join {
        /// The name they give.
        name: String,
        /// Token or reason.
        reply: Reply<Result<String, Msg>>,
    },
    /// A facilitator comes in.
    Login {
        /// The name they give; empty for the usual one.
        name: String,
        /// Token or reason.
        reply: Reply<Result<String, Msg>>,
    },
    /// A page says whose it is.
    Hello(ConnectionId, Hello),
    /// A page says something.
    Message(ConnectionId, ClientMsg),
    /// A page is gone.
    Left(ConnectionId),
}

/// Where a class's words go.
#[derive(Clone)]
pub struct Outlet {
    /// What leaves for connections.
    pub out: Sender<Out>,
    /// Wakes the hub.
    pub bell: Bell,
    /// Where its card lies.
    pub directory: Directory,
}

/// A class and its queues.
pub struct Runner {
    /// The class.
    pub session: Session,
    asks: Receiver<Ask>,
    outlet: Outlet,
    replies: Vec<(Reply<Result<String, Msg>>, Result<String, Msg>)>,
    published_at_ms: Option<u64>,
}

impl Runner {
    /// A class that was taken up.
    pub fn new(session: Session, asks: Receiver<Ask>, outlet: Outlet) -> Runner {
        outlet.directory.note(Card::of(&session));
        outlet.directory.add_tokens(session.id(), session.tokens());
        Runner { session, asks, outlet, replies: Vec::new(), published_at_ms: None }
    }

    /// Rounds until nobody can ask for anything any more. Sleeps between them, until the bell rings.
    pub fn run(mut self, bell: &Bell, now_ms: impl Fn() -> u64) {
        while self.round(now_ms()) {
            bell.wait(Duration::from_millis(ROUND_MS));
        }
    }

    /// One round at this wall time. False when the hub has let the class go.
    pub fn round(&mut self, now_ms: u64) -> bool {
        let mut goes_on = true;
        let lived = catch_unwind(AssertUnwindSafe(|| goes_on = self.live(now_ms)));
        if lived.is_err() {
            eprintln!("class {}: a round failed; the class is taken up anew from its record", self.session.id());
            self.replies.clear();
            self.session.fail();
        }
        goes_on
    }

    fn live(&mut self, now_ms: u64) -> bool {
        let mut out = Vec::new();
        let goes_on = self.hear(&mut out);
        self.session.step(now_ms);
        let shows = self.published_at_ms.is_none_or(|last| now_ms.saturating_sub(last) >= PUBLISH_EVERY_MS);
        let written = self.session.end_round(shows, &mut out);
        for (reply, answer) in self.replies.drain(..) {
            let answer = if written { answer } else { answer.and(Err(Msg::new("refused-not-written"))) };
            if let Ok(token) = &answer {
                self.outlet.directory.add_tokens(self.session.id(), [token.clone()]);
            }
            reply(answer);
        }
        if written {
            self.outlet.directory.remove_tokens(&self.session.take_stale_tokens());
        }
        if shows {
            self.published_at_ms = Some(now_ms);
            self.outlet.directory.note(Card::of(&self.session));
        }
        if !out.is_empty() {
            // The hub is gone only when the program ends.
            out.into_iter().for_each(|one| drop(self.outlet.out.send(one)));
            self.outlet.bell.ring();
        }
        goes_on
    }

    /// Takes what was asked since the last round.
    fn hear(&mut self, out: &mut Vec<Out>) -> bool {
        loop {
            match self.asks.try_recv() {
                Ok(Ask::Join { name, reply }) => {
                    let joined = self.session.join(&name);
                    self.replies.push((reply, joined));
                }
                Ok(Ask::Login { name, reply }) => {
                    let entered = self.session.login(&name);
                    self.replies.push((reply, entered));
                }
                Ok(Ask::Hello(connection, hello)) => {
                    if let Err(reason) = self.session.hello(connection, hello, out) {
                        out.push(Out::Bye(connection, reason));
                    }
                }
                Ok(Ask::Message(connection, message)) => {
                    if let Err(reason) = self.session.hear(connection, message) {
                        out.push(Out::Bye(connection, reason));
                    }
                }
                Ok(Ask::Left(connection)) => self.session.leave(connection),
                Err(TryRecvError::Empty) => return true,
                Err(TryRecvError::Disconnected) => return false,
            }
        }
    }
}

/// Answers for a class that could not be taken up, until nobody asks any more.
pub fn refuse(reason: &Msg, asks: &Receiver<Ask>, outlet: &Outlet) {
    for ask in asks {
        match ask {
            Ask::Join { reply, .. } | Ask::Login { reply, .. } => reply(Err(reason.clone())),
            Ask::Hello(connection, _) | Ask::Message(connection, _) => {
                let _ = outlet.out.send(Out::Bye(connection, reason.clone()));
                outlet.bell.ring();
            }
            Ask::Left(_) => {}
        }
    }
}
