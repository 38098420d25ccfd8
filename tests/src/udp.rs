//! A class with a UDP port of this machine, and both kinds of clients there: the native window's own line, and a vandal.
//!
//! The class's time is still told by the test. The few milliseconds that a datagram takes are waited for at the socket, in
//! a bounded number of rounds.

use std::net::{SocketAddr, UdpSocket};
use std::time::Duration;

use codedark_protocol::{ClientMsg, UDP_CHANNEL, UDP_INBOUND_BYTES_MAX, UDP_RESEND_MS, UDP_SEND_BYTES_MAX, encode};
use codedark_server::content::{Content, parallel};
use codedark_server::gateway::{UdpGateway, UdpTicket, UdpTickets};
use codedark_sim::exercise::Skill;
use renet::{ChannelConfig, ConnectionConfig, RenetClient, SendType};
use renetcode::{ClientAuthentication, ConnectToken, NetcodeClient};

use self::line::UdpLine;
use crate::{BEGINS_MS, Class, Seen, hello, in_memory};

// The line of the native window itself, without its window.
#[path = "../../game/client/src/net/udp.rs"]
pub(crate) mod line;

/// Wall time of a round, in milliseconds: that of a server with nothing else to do.
const ROUND_MS: u64 = codedark_server::hub::ROUND_MS;
/// Rounds that a test waits for something: fewer than make a silent line count as lost.
const ROUNDS_MAX: u64 = codedark_protocol::UDP_SILENCE_S as u64 * 1000 / ROUND_MS - 20;
/// Longest wait of a vandal for a datagram.
const VANDAL_WAIT: Duration = Duration::from_millis(5);

/// Something that takes turns with the hub.
pub trait Turns {
    /// Takes a turn.
    fn turn(&mut self, passed: Duration);
}

/// A native window's page.
pub struct UdpPage {
    line: UdpLine,
    /// What it was shown.
    pub seen: Seen,
    /// Whether the line was lost.
    pub lost: bool,
}

impl UdpPage {
    /// Calls with a ticket. None when it cannot even be read.
    pub fn call(ticket: &UdpTicket) -> Option<UdpPage> {
        let line = UdpLine::call(local(ticket.port), &ticket.bytes)?;
        Some(UdpPage { line, seen: Seen::default(), lost: false })
    }

    /// Whether a line to this port opens within a time that the test does not tell: then it is the client's own patience.
    pub fn opens(port: u16, ticket: &UdpTicket, patience: Duration) -> bool {
        UdpLine::open(local(port), &ticket.bytes, patience).is_some()
    }

    /// Whether the server has answered.
    pub fn is_open(&self) -> bool {
        self.line.is_open()
    }

    /// Sends a message.
    pub fn say(&mut self, message: &ClientMsg) {
        self.line.send(encode(message));
    }

    /// Closes the window.
    pub fn close(&mut self) {
        self.line.close();
    }
}

impl Turns for UdpPage {
    fn turn(&mut self, passed: Duration) {
        match self.line.turn(passed) {
            Some(frames) => frames.iter().for_each(|frame| self.seen.take(frame)),
            None => self.lost = true,
        }
    }
}

/// A client with a good ticket and bad manners: it writes its own packets, and never acknowledges one.
pub struct Vandal {
    socket: UdpSocket,
    netcode: NetcodeClient,
}

impl Vandal {
    /// Calls with a ticket.
    pub fn call(ticket: &UdpTicket) -> Vandal {
        let connect_token = ConnectToken::read(&mut ticket.bytes.as_slice()).expect("the ticket is good");
        let secure = ClientAuthentication::Secure { connect_token };
        let netcode = NetcodeClient::new(Duration::ZERO, secure).expect("a client");
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        socket.connect(local(ticket.port)).expect("an address");
        socket.set_read_timeout(Some(VANDAL_WAIT)).expect("a timeout can be set");
        Vandal { socket, netcode }
    }

    /// Whether the server has let it in.
    pub fn is_open(&self) -> bool {
        self.netcode.is_connected()
    }

    /// Whether the server has ended the connection.
    pub fn is_closed(&self) -> bool {
        self.netcode.is_disconnected()
    }

    /// Sends a packet of renet, or what it takes for one, encrypted as it must be.
    pub fn send(&mut self, packet: &[u8]) {
        let (_, datagram) = self.netcode.generate_payload_packet(packet).expect("it is connected");
        self.socket.send(datagram).expect("sent");
    }

    /// Sends a datagram as it is.
    pub fn throw(&self, datagram: &[u8]) {
        self.socket.send(datagram).expect("sent");
    }
}

impl Turns for Vandal {
    fn turn(&mut self, passed: Duration) {
        let mut buffer = [0; 2048];
        while let Ok(length) = self.socket.recv(&mut buffer) {
            self.netcode.process_packet(&mut buffer[..length]);
        }
        if let Some((datagram, _)) = self.netcode.update(passed) {
            self.socket.send(datagram).expect("sent");
        }
    }
}

/// Renet's packet of small messages, numbered from this one.
pub fn messages(packet: u8, first: u8, messages: &[&[u8]]) -> Vec<u8> {
    let count = u16::try_from(messages.len()).expect("few messages");
    let mut bytes = vec![0, packet, UDP_CHANNEL];
    bytes.extend(count.to_be_bytes());
    for (number, message) in (first..).zip(messages) {
        let length = u16::try_from(message.len()).expect("a short message");
        bytes.push(number);
        bytes.extend((0x4000 | length).to_be_bytes());
        bytes.extend(*message);
    }
    bytes
}

/// What renet itself makes of one message of so many bytes that does not fit a packet.
pub fn slices(length: usize) -> Vec<Vec<u8>> {
    let send_type = SendType::ReliableOrdered { resend_time: Duration::from_millis(UDP_RESEND_MS) };
    let channel = ChannelConfig { channel_id: UDP_CHANNEL, max_memory_usage_bytes: UDP_INBOUND_BYTES_MAX, send_type };
    let mut renet = RenetClient::new(ConnectionConfig {
        available_bytes_per_tick: UDP_SEND_BYTES_MAX,
        client_channels_config: vec![channel],
        server_channels_config: Vec::new(),
    });
    renet.set_connected();
    renet.send_message(UDP_CHANNEL, vec![9; length]);
    renet.get_packets_to_send()
}

impl Class {
    /// A new class that native windows reach, too, and where they get their tickets.
    pub fn over_udp() -> (Class, UdpTickets) {
        let content = Content::named("conti-friday").expect("the built-in scenario loads");
        let setup = parallel(2, 7, Skill::Novice);
        let (gateway, tickets) = UdpGateway::open(local(0), BEGINS_MS).expect("a free port");
        (Class::begun(in_memory(), &content, &setup, vec![Box::new(gateway)], BEGINS_MS), tickets)
    }

    /// Rounds of the hub and turns of a client until something holds. Whether it came to hold.
    pub fn until<C: Turns>(&mut self, client: &mut C, mut holds: impl FnMut(&C) -> bool) -> bool {
        for _ in 0..ROUNDS_MAX {
            if holds(client) {
                return true;
            }
            client.turn(Duration::from_millis(ROUND_MS));
            self.now_ms += ROUND_MS;
            self.hub.step(self.now_ms);
        }
        holds(client)
    }

    /// Somebody joins, and says hello over UDP.
    pub fn dial(&mut self, tickets: &UdpTickets, name: &str) -> UdpPage {
        let hello = self.hello_of(name);
        let mut page = UdpPage::call(&tickets.ticket().expect("a ticket")).expect("it can be read");
        assert!(self.until(&mut page, UdpPage::is_open), "the line opens");
        page.say(&hello);
        assert!(self.until(&mut page, |page| page.seen.person > 0), "welcome");
        page
    }

    /// Somebody with bad manners joins, and says hello over UDP.
    pub fn dial_badly(&mut self, tickets: &UdpTickets, name: &str) -> Vandal {
        let hello = encode(&self.hello_of(name));
        let mut vandal = Vandal::call(&tickets.ticket().expect("a ticket"));
        assert!(self.until(&mut vandal, Vandal::is_open), "the line opens");
        vandal.send(&messages(0, 0, &[&hello]));
        vandal
    }

    fn hello_of(&mut self, name: &str) -> ClientMsg {
        hello(&self.enter(name).expect("the code is right"))
    }
}

/// A port of this machine.
fn local(port: u16) -> SocketAddr {
    ([127, 0, 0, 1], port).into()
}
