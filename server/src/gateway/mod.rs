//! Gateways: how bytes of people's pages reach the hub, whatever carries them.
//!
//! A gateway numbers its connections, hands over what came in, and queues what goes out. It never waits for anybody: a
//! client that does not take its frames is cut off, and comes back when it can.

mod memory;
mod websocket;

pub use memory::{MemoryClient, MemoryDialer, MemoryGateway};
pub use websocket::{WebSocketDoor, WebSocketGateway};

use codedark_protocol::INBOUND_FRAMES_PER_S;

/// Frames that may wait for one client. The hub sends a few in each of its five rounds a second.
pub const OUTBOUND_FRAMES_MAX: usize = 256;
/// Connections at once: a class of 70 with spare pages, and room for mistakes.
pub const CONNECTIONS_MAX: usize = 400;

/// A connection, for as long as it lasts. Never a person: pages come and go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u64);

/// What happened on a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GatewayEvent {
    /// It was opened.
    Opened,
    /// A frame came in.
    Frame(Vec<u8>),
    /// It broke a limit on what comes in; nothing more is read from it.
    Refused(InboundLimit),
    /// It is gone.
    Closed,
}

/// Limits on what comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InboundLimit {
    /// A frame longer than [`codedark_protocol::INBOUND_BYTES_MAX`].
    TooLong,
    /// More frames than [`INBOUND_FRAMES_PER_S`].
    TooFast,
}

/// Carries frames between connections and the hub.
pub trait Gateway {
    /// Moves what happened since the last call into `out`, in order.
    fn poll(&mut self, out: &mut Vec<(ConnectionId, GatewayEvent)>);
    /// Queues a frame. A connection with [`OUTBOUND_FRAMES_MAX`] frames waiting is cut off instead.
    fn send(&mut self, to: ConnectionId, frame: Vec<u8>);
    /// Closes a connection once its queue is sent.
    fn close(&mut self, connection: ConnectionId);
}

/// How much a client may still send: [`INBOUND_FRAMES_PER_S`] on average, and in one burst.
#[derive(Clone, Debug)]
pub struct Allowance {
    frames_milli: u64,
    filled_at_ms: u64,
}

impl Allowance {
    const FULL_MILLI: u64 = INBOUND_FRAMES_PER_S as u64 * 1000;

    /// A full allowance.
    pub fn new(now_ms: u64) -> Self {
        Allowance { frames_milli: Self::FULL_MILLI, filled_at_ms: now_ms }
    }

    /// Takes one frame from it; false when it is used up.
    pub fn take(&mut self, now_ms: u64) -> bool {
        let gained = now_ms.saturating_sub(self.filled_at_ms).saturating_mul(INBOUND_FRAMES_PER_S.into());
        self.frames_milli = self.frames_milli.saturating_add(gained).min(Self::FULL_MILLI);
        self.filled_at_ms = now_ms;
        let Some(left) = self.frames_milli.checked_sub(1000) else { return false };
        self.frames_milli = left;
        true
    }
}
