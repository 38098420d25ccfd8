//! The gateway in memory: for solo play and for tests. Same limits as over the network, but for the rate.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use codedark_protocol::INBOUND_BYTES_MAX;

use super::{CONNECTIONS_MAX, ConnectionId, Gateway, GatewayEvent, InboundLimit, OUTBOUND_FRAMES_MAX};

#[derive(Default)]
struct Exchange {
    last_id: u64,
    inbound: VecDeque<(ConnectionId, GatewayEvent)>,
    outbound: BTreeMap<ConnectionId, Outbound>,
}

#[derive(Default)]
struct Outbound {
    frames: VecDeque<Vec<u8>>,
    closed: bool,
}

type Shared = Arc<Mutex<Exchange>>;

fn lock(shared: &Shared) -> MutexGuard<'_, Exchange> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The hub's end.
pub struct MemoryGateway(Shared);

/// Where clients connect.
#[derive(Clone)]
pub struct MemoryDialer(Shared);

/// A client's end. Dropping it closes the connection.
pub struct MemoryClient {
    id: ConnectionId,
    shared: Shared,
}

impl MemoryGateway {
    /// A gateway and the place to reach it at.
    pub fn new() -> (MemoryGateway, MemoryDialer) {
        let shared = Shared::default();
        (MemoryGateway(shared.clone()), MemoryDialer(shared))
    }
}

impl Gateway for MemoryGateway {
    fn poll(&mut self, _now_ms: u64, out: &mut Vec<(ConnectionId, GatewayEvent)>) {
        out.extend(lock(&self.0).inbound.drain(..));
    }

    fn send(&mut self, to: ConnectionId, frame: Vec<u8>) {
        let mut exchange = lock(&self.0);
        let Some(outbound) = exchange.outbound.get_mut(&to).filter(|outbound| !outbound.closed) else { return };
        if outbound.frames.len() < OUTBOUND_FRAMES_MAX {
            outbound.frames.push_back(frame);
            return;
        }
        outbound.frames.clear();
        outbound.closed = true;
        exchange.inbound.push_back((to, GatewayEvent::Closed));
    }

    fn close(&mut self, connection: ConnectionId) {
        if let Some(outbound) = lock(&self.0).outbound.get_mut(&connection) {
            outbound.closed = true;
        }
    }
}

impl MemoryDialer {
    /// Opens a connection; none when [`CONNECTIONS_MAX`] are open.
    pub fn connect(&self) -> Option<MemoryClient> {
        let mut exchange = lock(&self.0);
        if exchange.outbound.len() >= CONNECTIONS_MAX {
            return None;
        }
        exchange.last_id += 1;
        let id = ConnectionId(exchange.last_id);
        exchange.outbound.insert(id, Outbound::default());
        exchange.inbound.push_back((id, GatewayEvent::Opened));
        Some(MemoryClient { id, shared: self.0.clone() })
    }
}

impl MemoryClient {
    /// Sends a frame.
    pub fn send(&self, frame: Vec<u8>) {
        let mut exchange = lock(&self.shared);
        if exchange.outbound.get(&self.id).is_none_or(|outbound| outbound.closed) {
            return;
        }
        let event = match frame.len() > INBOUND_BYTES_MAX {
            true => GatewayEvent::Refused(InboundLimit::TooLong),
            false => GatewayEvent::Frame(frame),
        };
        exchange.inbound.push_back((self.id, event));
    }

    /// Takes the frames that wait.
    pub fn receive(&self) -> Vec<Vec<u8>> {
        lock(&self.shared)
            .outbound
            .get_mut(&self.id)
            .map(|outbound| outbound.frames.drain(..).collect())
            .unwrap_or_default()
    }

    /// Whether the other end closed the connection.
    pub fn is_closed(&self) -> bool {
        lock(&self.shared).outbound.get(&self.id).is_none_or(|outbound| outbound.closed)
    }
}

impl Drop for MemoryClient {
    fn drop(&mut self) {
        let mut exchange = lock(&self.shared);
        if exchange.outbound.remove(&self.id).is_some_and(|outbound| !outbound.closed) {
            exchange.inbound.push_back((self.id, GatewayEvent::Closed));
        }
    }
}
