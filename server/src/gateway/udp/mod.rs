//! The gateway for native windows: netcode and renet over UDP.
//!
//! The socket never blocks and has no thread: the hub's rounds, at most 50 ms apart, read it and write to it, and tell it
//! the time. Everything that comes in passes the [`guard`] twice, as a datagram and as a decrypted packet. Who breaks a
//! limit is not heard any more, gets the hub's goodbye, and is closed; datagrams that nobody vouches for are counted and
//! forgotten.

mod guard;
mod peer;
mod tickets;

pub use guard::Refusal;
pub use tickets::{TICKET_LIFE_S, UdpTicket, UdpTickets};

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::net::{SocketAddr, UdpSocket};
use std::time::Duration;

use codedark_protocol::UDP_PROTOCOL_ID;
use renetcode::{NetcodeServer, ServerAuthentication, ServerConfig, ServerResult};

use self::guard::Datagram;
use self::peer::Peer;
use super::{CONNECTIONS_MAX, ConnectionId, Gateway, GatewayEvent};

/// Datagrams read in one round, so that a flood does not stop the class: four times what a class of 70 sends in a second.
const DATAGRAMS_A_ROUND_MAX: usize = 4_000;
/// Room for a datagram that is longer than any of ours, so that its length shows.
const BUFFER_BYTES: usize = 2_048;

/// The hub's end.
pub struct UdpGateway {
    socket: UdpSocket,
    netcode: NetcodeServer,
    tickets: UdpTickets,
    /// By the number in their ticket, which is also the number of the connection.
    peers: BTreeMap<u64, Peer>,
    events: Vec<(ConnectionId, GatewayEvent)>,
    now_ms: u64,
}

impl UdpGateway {
    /// Opens the port.
    pub fn open(listen: SocketAddr, now_ms: u64) -> std::io::Result<(UdpGateway, UdpTickets)> {
        let socket = UdpSocket::bind(listen)?;
        socket.set_nonblocking(true)?;
        let address = socket.local_addr()?;
        let tickets = UdpTickets::new(address, now_ms);
        let netcode = NetcodeServer::new(ServerConfig {
            current_time: Duration::from_millis(now_ms),
            max_clients: CONNECTIONS_MAX,
            protocol_id: UDP_PROTOCOL_ID,
            public_addresses: vec![address],
            authentication: ServerAuthentication::Secure { private_key: tickets.key() },
        });
        let gateway = UdpGateway {
            socket,
            netcode,
            tickets: tickets.clone(),
            peers: BTreeMap::new(),
            events: Vec::new(),
            now_ms,
        };
        Ok((gateway, tickets))
    }

    fn pass(&mut self, now_ms: u64) {
        let passed = Duration::from_millis(now_ms.saturating_sub(self.now_ms));
        self.now_ms = now_ms.max(self.now_ms);
        self.tickets.set_now(self.now_ms);
        self.netcode.update(passed);
        self.peers.values_mut().for_each(|peer| peer.pass(passed));
    }

    fn read(&mut self) {
        let mut buffer = [0; BUFFER_BYTES];
        for _ in 0..DATAGRAMS_A_ROUND_MAX {
            match self.socket.recv_from(&mut buffer) {
                Ok((length, from)) => self.take(from, &mut buffer[..length]),
                // Windows tells here that an earlier datagram did not arrive, and that a longer one was cut.
                Err(error) if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::ConnectionReset) => {}
                Err(_) => return,
            }
        }
    }

    fn take(&mut self, from: SocketAddr, bytes: &mut [u8]) {
        let datagram = match guard::datagram(bytes) {
            Ok(datagram) => datagram,
            Err(refusal) => return self.tickets.count(refusal),
        };
        match self.netcode.process_packet(from, bytes) {
            ServerResult::None => {
                if !self.may_come_to_nothing(from, datagram) {
                    self.tickets.count(Refusal::Unauthentic);
                }
            }
            ServerResult::PacketToSend { addr, payload } => write(&self.socket, addr, payload),
            ServerResult::ClientConnected { client_id, addr, payload, .. } => {
                write(&self.socket, addr, payload);
                self.peers.insert(client_id, Peer::new(addr, self.now_ms));
                self.tell(client_id, GatewayEvent::Opened);
            }
            ServerResult::Payload { client_id, payload } => self.hear(client_id, payload),
            ServerResult::ClientDisconnected { client_id, .. } => self.lose(client_id),
        }
    }

    /// Whether an honest client sends this, and netcode has nothing to say to it: a sign of life, or the second copy of a
    /// step of its greeting.
    fn may_come_to_nothing(&self, from: SocketAddr, datagram: Datagram) -> bool {
        let step = matches!(datagram, Datagram::Request | Datagram::Response | Datagram::KeepAlive);
        step && self.peers.values().any(|peer| peer.address() == from)
    }

    fn hear(&mut self, id: u64, payload: &[u8]) {
        let Some(peer) = self.peers.get_mut(&id) else { return };
        match peer.hear(payload, self.now_ms) {
            Ok(frames) => frames.into_iter().for_each(|frame| self.tell(id, GatewayEvent::Frame(frame))),
            Err(refusal) => {
                self.tickets.count(refusal);
                self.tell(id, GatewayEvent::Refused(refusal.limit()));
            }
        }
    }

    /// Sends signs of life, and parts from those who are silent, said goodbye, or have a broken line.
    fn tend(&mut self) {
        for id in self.peers.keys().copied().collect::<Vec<_>>() {
            match self.netcode.update_client(id) {
                ServerResult::PacketToSend { addr, payload } => write(&self.socket, addr, payload),
                ServerResult::ClientDisconnected { addr, payload, .. } => {
                    if let Some(payload) = payload {
                        write(&self.socket, addr, payload);
                    }
                    self.lose(id);
                }
                _ => {}
            }
            if self.peers.get(&id).is_some_and(|peer| peer.is_over(self.now_ms)) {
                self.part(id);
            }
        }
    }

    /// Ends a connection from our side.
    fn part(&mut self, id: u64) {
        if let ServerResult::ClientDisconnected { addr, payload: Some(payload), .. } = self.netcode.disconnect(id) {
            write(&self.socket, addr, payload);
        }
        self.lose(id);
    }

    fn lose(&mut self, id: u64) {
        if self.peers.remove(&id).is_some() {
            self.tell(id, GatewayEvent::Closed);
        }
    }

    fn tell(&mut self, id: u64, event: GatewayEvent) {
        self.events.push((ConnectionId(id), event));
    }
}

impl Gateway for UdpGateway {
    fn poll(&mut self, now_ms: u64, out: &mut Vec<(ConnectionId, GatewayEvent)>) {
        self.pass(now_ms);
        self.read();
        self.tend();
        out.append(&mut self.events);
    }

    fn send(&mut self, to: ConnectionId, frame: Vec<u8>) {
        let Some(peer) = self.peers.get_mut(&to.0) else { return };
        if !peer.queue(frame) {
            self.part(to.0);
        }
    }

    fn flush(&mut self, now_ms: u64) {
        for (id, peer) in &mut self.peers {
            for packet in peer.packets(now_ms) {
                // What cannot be sealed or sent is lost like anything on the way, and is sent again.
                if let Ok((address, datagram)) = self.netcode.generate_payload_packet(*id, &packet) {
                    write(&self.socket, address, datagram);
                }
            }
        }
    }

    fn close(&mut self, connection: ConnectionId) {
        if let Some(peer) = self.peers.get_mut(&connection.0) {
            peer.close(self.now_ms);
        }
    }
}

impl Drop for UdpGateway {
    /// Tells everybody that the server ends, so that they look for it again at once.
    fn drop(&mut self) {
        for id in self.peers.keys().copied().collect::<Vec<_>>() {
            self.part(id);
        }
    }
}

/// Sends a datagram. One that cannot be sent is lost like any other on its way.
fn write(socket: &UdpSocket, to: SocketAddr, datagram: &[u8]) {
    let _lost = socket.send_to(datagram, to);
}
