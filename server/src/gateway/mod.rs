//! Gateways: how bytes of people's pages reach the hub, whatever carries them.
//!
//! A gateway numbers its connections, hands over what came in, and queues what goes out. It never waits for anybody: a
//! client that does not take its frames is cut off, and comes back when it can.

mod crowd;
mod many;
mod memory;
mod udp;
mod websocket;

pub use crowd::{Asking, Crowd, Network, Place};
pub use many::Gateways;
pub use memory::{MemoryClient, MemoryDialer, MemoryGateway};
pub use udp::{Refusal, TICKET_LIFE_S, UdpGateway, UdpTicket, UdpTickets};
pub use websocket::{WebSocketAcceptor, WebSocketGateway};

use codedark_protocol::INBOUND_FRAMES_PER_S;

/// Frames that may wait for one client. The hub sends a few in each of its five rounds a second.
pub const OUTBOUND_FRAMES_MAX: usize = 256;
/// Connections at once over a gateway that has no crowd before its door: a class of 70 with spare pages, and room for
/// mistakes.
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
    /// It gives no sign of life any more; nothing more is read from it.
    Silent,
    /// It is gone.
    Closed,
}

/// Limits on what comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InboundLimit {
    /// A frame longer than [`codedark_protocol::INBOUND_BYTES_MAX`].
    TooLong,
    /// More frames than [`INBOUND_FRAMES_PER_S`], or more of what carries them.
    TooFast,
    /// Something that no client of ours sends.
    Malformed,
}

/// Carries frames between connections and the hub.
pub trait Gateway {
    /// Moves what happened since the last call into `out`, in order.
    fn poll(&mut self, now_ms: u64, out: &mut Vec<(ConnectionId, GatewayEvent)>);
    /// Queues a frame. A connection for which too much waits is cut off instead.
    fn send(&mut self, to: ConnectionId, frame: Vec<u8>);
    /// The hub's round is over: what it queued can leave.
    fn flush(&mut self, _now_ms: u64) {}
    /// The hub knows whose connection it is: it is not put out any more when many come who say nothing.
    fn welcome(&mut self, _connection: ConnectionId) {}
    /// Closes a connection once its queue is sent.
    fn close(&mut self, connection: ConnectionId);
}

/// How much may still be asked for: so much a second on average, and so much in one burst.
#[derive(Clone, Debug)]
pub struct Allowance {
    per_s: u64,
    burst: u64,
    left_milli: u64,
    filled_at_ms: u64,
}

impl Allowance {
    /// A full allowance, of a second in one burst.
    pub fn new(per_s: u32, now_ms: u64) -> Self {
        Allowance::with_burst(per_s, per_s, now_ms)
    }

    /// A full allowance of so much in one burst.
    pub fn with_burst(per_s: u32, burst: u32, now_ms: u64) -> Self {
        let (per_s, burst) = (u64::from(per_s), u64::from(burst));
        Allowance { per_s, burst, left_milli: burst * 1000, filled_at_ms: now_ms }
    }

    /// The allowance of frames, equal for all gateways.
    pub fn of_frames(now_ms: u64) -> Self {
        Allowance::new(INBOUND_FRAMES_PER_S, now_ms)
    }

    /// Takes something from it; false, and nothing taken, when not so much is left.
    pub fn take(&mut self, amount: u32, now_ms: u64) -> bool {
        let gained = now_ms.saturating_sub(self.filled_at_ms).saturating_mul(self.per_s);
        self.left_milli = self.left_milli.saturating_add(gained).min(self.burst * 1000);
        self.filled_at_ms = now_ms;
        let Some(left) = self.left_milli.checked_sub(u64::from(amount) * 1000) else { return false };
        self.left_milli = left;
        true
    }
}
