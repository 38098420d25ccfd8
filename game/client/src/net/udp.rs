//! The native window's line over UDP: netcode around renet, one ordered stream each way.
//!
//! Once it is open, time is told, and nothing of the app is known here: the tests of the whole compile this file, too, and
//! speak through it to a real server.

use std::io::ErrorKind;
use std::net::{SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

use codedark_protocol::{
    UDP_CHANNEL, UDP_INBOUND_BYTES_MAX, UDP_OUTBOUND_BYTES_MAX, UDP_RESEND_MS, UDP_SEND_BYTES_MAX, UDP_SEND_EVERY_MS,
};
use renet::{ChannelConfig, ConnectionConfig, RenetClient, SendType};
use renetcode::{ClientAuthentication, ConnectToken, NetcodeClient};

/// Longest wait for a datagram before a turn ends.
const READ_WAIT: Duration = Duration::from_millis(10);
/// Datagrams taken in one turn, so that what is to be sent need not wait for a busy server.
const DATAGRAMS_A_TURN_MAX: usize = 256;
/// Room for the longest datagram of netcode.
const BUFFER_BYTES: usize = 2_048;

/// A line to the server.
pub struct UdpLine {
    socket: UdpSocket,
    netcode: NetcodeClient,
    renet: RenetClient,
    /// Frames wait that were never sent.
    fresh: bool,
    quiet: Duration,
}

impl UdpLine {
    /// Calls the server at this address, with the ticket it gave over HTTP. None when the ticket or the socket is no good.
    pub fn call(server: SocketAddr, ticket: &[u8]) -> Option<UdpLine> {
        let mut connect_token = ConnectToken::read(&mut &*ticket).ok()?;
        // The server cannot know at which address we reach it; only its port is certain.
        connect_token.server_addresses = [None; 32];
        connect_token.server_addresses[0] = Some(server);
        let netcode = NetcodeClient::new(Duration::ZERO, ClientAuthentication::Secure { connect_token }).ok()?;
        let any = if server.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
        let socket = UdpSocket::bind(any).ok()?;
        // A connected socket hears nobody else, and is told at once when nobody listens there.
        socket.connect(server).ok()?;
        socket.set_read_timeout(Some(READ_WAIT)).ok()?;
        let channel = |max_memory_usage_bytes| {
            let send_type = SendType::ReliableOrdered { resend_time: Duration::from_millis(UDP_RESEND_MS) };
            vec![ChannelConfig { channel_id: UDP_CHANNEL, max_memory_usage_bytes, send_type }]
        };
        let renet = RenetClient::new(ConnectionConfig {
            available_bytes_per_tick: UDP_SEND_BYTES_MAX,
            client_channels_config: channel(UDP_INBOUND_BYTES_MAX),
            server_channels_config: channel(UDP_OUTBOUND_BYTES_MAX),
        });
        Some(UdpLine { socket, netcode, renet, fresh: false, quiet: Duration::ZERO })
    }

    /// Calls, and waits so long for the answer. None when there is none: a firewall lets only the page through, or nobody
    /// listens at that port.
    pub fn open(server: SocketAddr, ticket: &[u8], patience: Duration) -> Option<UdpLine> {
        let mut line = UdpLine::call(server, ticket)?;
        let began = Instant::now();
        let mut last = began;
        while !line.is_open() {
            if began.elapsed() > patience {
                return None;
            }
            line.turn(since(&mut last))?;
        }
        Some(line)
    }

    /// Whether the server has answered, and frames can be sent.
    pub fn is_open(&self) -> bool {
        self.netcode.is_connected()
    }

    /// Queues a frame, of at most [`codedark_protocol::UDP_FRAME_BYTES_MAX`].
    pub fn send(&mut self, frame: Vec<u8>) {
        self.fresh = true;
        self.renet.send_message(UDP_CHANNEL, frame);
    }

    /// A turn, some time after the last one: takes what arrived, waiting for it a little, and sends what is to be sent.
    /// None when the line is lost.
    pub fn turn(&mut self, passed: Duration) -> Option<Vec<Vec<u8>>> {
        self.renet.update(passed);
        self.take()?;
        let mut frames = Vec::new();
        while let Some(frame) = self.renet.receive_message(UDP_CHANNEL) {
            frames.push(frame.into());
        }
        if let Some((datagram, _)) = self.netcode.update(passed) {
            let _lost = self.socket.send(datagram);
        }
        self.quiet += passed;
        if self.is_open() && (self.fresh || self.quiet >= Duration::from_millis(UDP_SEND_EVERY_MS)) {
            self.give();
        }
        let lost = self.netcode.is_disconnected() || self.renet.is_disconnected();
        // The last frames of a line may tell why it ends.
        (!lost || !frames.is_empty()).then_some(frames)
    }

    /// Ends the line.
    pub fn close(&mut self) {
        if let Ok((_, datagram)) = self.netcode.disconnect() {
            let _lost = self.socket.send(datagram);
        }
    }

    fn take(&mut self) -> Option<()> {
        let mut buffer = [0; BUFFER_BYTES];
        for _ in 0..DATAGRAMS_A_TURN_MAX {
            match self.socket.recv(&mut buffer) {
                Ok(length) => {
                    if let Some(packet) = self.netcode.process_packet(&mut buffer[..length]) {
                        self.renet.process_packet(packet);
                    }
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => return Some(()),
                // Nobody listens at that port any more.
                Err(_) => return None,
            }
        }
        Some(())
    }

    fn give(&mut self) {
        (self.fresh, self.quiet) = (false, Duration::ZERO);
        for packet in self.renet.get_packets_to_send() {
            if let Ok((_, datagram)) = self.netcode.generate_payload_packet(&packet) {
                // What cannot be sent is lost like anything on the way, and is sent again.
                let _lost = self.socket.send(datagram);
            }
        }
    }
}

/// The time since the last turn, which is now.
pub fn since(last: &mut Instant) -> Duration {
    let now = Instant::now();
    now.duration_since(std::mem::replace(last, now))
}
