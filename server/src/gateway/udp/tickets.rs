//! Tickets of the UDP gateway for those who joined over HTTP, and counters of what was refused.
//!
//! A ticket is netcode's connect token. It lets one address open one line within [`TICKET_LIFE_S`], and carries the keys of
//! that line; it says nothing about who speaks, which the hello tells as over every gateway.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use codedark_protocol::{UDP_PROTOCOL_ID, UDP_SILENCE_S};
use renetcode::{ConnectToken, NETCODE_KEY_BYTES, NETCODE_USER_DATA_BYTES, generate_random_bytes};

use super::guard::Refusal;

/// How long a ticket opens a line, in seconds: a slow computer needs some to open its window.
pub const TICKET_LIFE_S: u64 = 60;

/// Where tickets are had. Clones share their key and counters.
#[derive(Clone)]
pub struct UdpTickets(Arc<Shared>);

struct Shared {
    key: [u8; NETCODE_KEY_BYTES],
    address: SocketAddr,
    now_ms: AtomicU64,
    last_id: AtomicU64,
    refused: [AtomicU64; Refusal::ALL.len()],
}

/// What a client needs to open a line.
pub struct UdpTicket {
    /// The port, at the address where the client reached the page.
    pub port: u16,
    /// Netcode's connect token.
    pub bytes: Vec<u8>,
}

impl UdpTickets {
    /// Tickets with a key of its own, for a socket bound to this address.
    pub(super) fn new(address: SocketAddr, now_ms: u64) -> UdpTickets {
        UdpTickets(Arc::new(Shared {
            key: generate_random_bytes(),
            address,
            now_ms: AtomicU64::new(now_ms),
            last_id: AtomicU64::new(0),
            refused: Default::default(),
        }))
    }

    /// A fresh ticket; each opens a line with a number of its own.
    pub fn ticket(&self) -> Option<UdpTicket> {
        let id = self.0.last_id.fetch_add(1, Ordering::Relaxed) + 1;
        let now = Duration::from_millis(self.0.now_ms.load(Ordering::Relaxed));
        // The address in the ticket is the one we are bound to, and only proves that the ticket is ours: behind a router
        // or on 0.0.0.0 it is not the one that clients reach, and they put that one in its place.
        let addresses = vec![self.0.address];
        let nothing = [0; NETCODE_USER_DATA_BYTES];
        let token = ConnectToken::generate(
            now,
            UDP_PROTOCOL_ID,
            TICKET_LIFE_S,
            id,
            UDP_SILENCE_S,
            addresses,
            Some(&nothing),
            &self.0.key,
        );
        let mut bytes = Vec::new();
        token.ok()?.write(&mut bytes).ok()?;
        Some(UdpTicket { port: self.0.address.port(), bytes })
    }

    /// How often something was refused for this reason.
    pub fn refused(&self, reason: Refusal) -> u64 {
        self.0.refused[reason as usize].load(Ordering::Relaxed)
    }

    pub(super) fn count(&self, reason: Refusal) {
        self.0.refused[reason as usize].fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn set_now(&self, now_ms: u64) {
        self.0.now_ms.store(now_ms, Ordering::Relaxed);
    }

    pub(super) fn key(&self) -> [u8; NETCODE_KEY_BYTES] {
        self.0.key
    }
}
