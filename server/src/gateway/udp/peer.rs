//! One client of the UDP gateway: its stream each way, and how much it may still send.

use std::net::SocketAddr;
use std::time::Duration;

use codedark_protocol::{
    UDP_CHANNEL, UDP_INBOUND_BYTES_MAX, UDP_OUTBOUND_BYTES_MAX, UDP_RESEND_MS, UDP_SEND_BYTES_MAX, UDP_SEND_EVERY_MS,
};
use renet::{ChannelConfig, ConnectionConfig, RenetClient, SendType};

use super::guard::{self, Packet, Refusal};
use crate::gateway::Allowance;

/// Packets a client may send in a second. Ours sends at most one a frame, ten acknowledgements, and some again.
const PACKETS_PER_S_MAX: u32 = 100;
/// Bytes a client may send in a second: the longest frames at their full rate, each sent twice, and what surrounds them.
const BYTES_PER_S_MAX: u32 = 64 * 1024;
/// How long a goodbye may take to arrive, in milliseconds.
const GOODBYE_WAIT_MS: u64 = 2_000;

/// A connected client.
pub(super) struct Peer {
    address: SocketAddr,
    link: RenetClient,
    packets: Allowance,
    bytes: Allowance,
    frames: Allowance,
    /// It broke a limit: only its acknowledgements are heard, so that the goodbye arrives.
    deaf: bool,
    closing_since_ms: Option<u64>,
    /// Frames wait that were never sent.
    fresh: bool,
    sent_at_ms: u64,
}

impl Peer {
    pub(super) fn new(address: SocketAddr, now_ms: u64) -> Peer {
        let channel = |max_memory_usage_bytes| {
            let resend_time = Duration::from_millis(UDP_RESEND_MS);
            let send_type = SendType::ReliableOrdered { resend_time };
            vec![ChannelConfig { channel_id: UDP_CHANNEL, max_memory_usage_bytes, send_type }]
        };
        // One renet connection for each client, rather than renet's server: that one would only number them. A connection
        // made so takes itself for the client, hence the sides are swapped.
        let mut link = RenetClient::new(ConnectionConfig {
            available_bytes_per_tick: UDP_SEND_BYTES_MAX,
            client_channels_config: channel(UDP_OUTBOUND_BYTES_MAX),
            server_channels_config: channel(UDP_INBOUND_BYTES_MAX),
        });
        link.set_connected();
        Peer {
            address,
            link,
            packets: Allowance::new(PACKETS_PER_S_MAX, now_ms),
            bytes: Allowance::new(BYTES_PER_S_MAX, now_ms),
            frames: Allowance::of_frames(now_ms),
            deaf: false,
            closing_since_ms: None,
            fresh: false,
            sent_at_ms: now_ms,
        }
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn pass(&mut self, passed: Duration) {
        self.link.update(passed);
    }

    /// Takes a decrypted payload. Gives the frames that are complete, or the limit that was broken with it.
    pub(super) fn hear(&mut self, payload: &[u8], now_ms: u64) -> Result<Vec<Vec<u8>>, Refusal> {
        let packet = guard::packet(payload);
        if self.deaf {
            if packet == Ok(Packet::Ack) {
                self.link.process_packet(payload);
            }
            return Ok(Vec::new());
        }
        let heard = packet.and_then(|_| self.take(payload, now_ms));
        self.deaf = heard.is_err();
        heard
    }

    fn take(&mut self, payload: &[u8], now_ms: u64) -> Result<Vec<Vec<u8>>, Refusal> {
        let length = u32::try_from(payload.len()).unwrap_or(u32::MAX);
        if !self.packets.take(1, now_ms) || !self.bytes.take(length, now_ms) {
            return Err(Refusal::TooFast);
        }
        self.link.process_packet(payload);
        if self.link.is_disconnected() {
            return Err(Refusal::Backlog);
        }
        let mut frames = Vec::new();
        while let Some(frame) = self.link.receive_message(UDP_CHANNEL) {
            if !self.frames.take(1, now_ms) {
                return Err(Refusal::TooFast);
            }
            frames.push(frame.into());
        }
        Ok(frames)
    }

    /// Queues a frame. False when too much waits.
    pub(super) fn queue(&mut self, frame: Vec<u8>) -> bool {
        if self.closing_since_ms.is_some() {
            return true;
        }
        self.fresh = true;
        self.link.send_message(UDP_CHANNEL, frame);
        !self.link.is_disconnected()
    }

    /// What is to be sent now.
    pub(super) fn packets(&mut self, now_ms: u64) -> Vec<Vec<u8>> {
        if !self.fresh && now_ms.saturating_sub(self.sent_at_ms) < UDP_SEND_EVERY_MS {
            return Vec::new();
        }
        (self.fresh, self.sent_at_ms) = (false, now_ms);
        self.link.get_packets_to_send()
    }

    /// Ends once everything queued has arrived, or [`GOODBYE_WAIT_MS`] have passed.
    pub(super) fn close(&mut self, now_ms: u64) {
        self.deaf = true;
        self.closing_since_ms.get_or_insert(now_ms);
    }

    /// Whether nothing more is to be expected of it.
    pub(super) fn is_over(&self, now_ms: u64) -> bool {
        let arrived = self.link.channel_available_memory(UDP_CHANNEL) == UDP_OUTBOUND_BYTES_MAX;
        let closed = self.closing_since_ms.is_some_and(|since| arrived || now_ms - since >= GOODBYE_WAIT_MS);
        closed || self.link.is_disconnected()
    }
}
