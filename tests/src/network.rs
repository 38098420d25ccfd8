//! A class on real ports of this machine, in real time: HTTP, a WebSocket, UDP, and the gateway in memory beside them.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use codedark_protocol::{ClientMsg, encode};
use codedark_server::bell::Bell;
use codedark_server::content::{Content, parallel};
use codedark_server::gateway::{
    Crowd, Gateways, MemoryClient, MemoryDialer, MemoryGateway, UdpGateway, WebSocketGateway,
};
use codedark_server::http::{Access, Site, Ways, accept};
use codedark_server::hub::{Call, Clock, Hub, HubHandle, Opening};
use codedark_server::key::KeyHash;
use codedark_server::library::Library;
use codedark_server::session::Session;
use codedark_server::store::{KEEP_DAYS, Writer};
use codedark_sim::exercise::Skill;
use data_encoding::HEXLOWER;
use serde_json::Value;
use tungstenite::{Message, WebSocket};

use crate::udp::line::UdpLine;
use crate::{Seen, hello, in_memory};

/// The facilitator's key.
pub const KEY: &str = "TESTTESTTEST";
/// How long a test waits for an answer before it fails: generous, since nothing waits that long, not even on a machine that is
/// ten times as slow and busy besides.
const PATIENCE: Duration = Duration::from_secs(300);
/// Longest wait of a caller at its socket before it looks elsewhere.
const READ_WAIT: Duration = Duration::from_millis(10);

/// A server with a class.
pub struct Server {
    /// Where the page is.
    pub address: SocketAddr,
    /// What people join with.
    pub code: String,
    dialer: MemoryDialer,
    handle: HubHandle,
    _runtime: tokio::runtime::Runtime,
    hub: Option<std::thread::JoinHandle<()>>,
}

impl Server {
    /// Starts one with two teams. Nobody saves a scenario on it.
    pub fn start() -> Server {
        Server::beside(Path::new("no-such-folder/class.sqlite"))
    }

    /// Starts one with two teams, whose library lies where it would for this store. The class itself is kept in memory.
    pub fn beside(data: &Path) -> Server {
        let content = Content::named("conti-friday").expect("the built-in scenario loads");
        let setup = parallel(2, 1, Skill::Novice);
        let mut store = in_memory();
        Session::create_in(&mut store, &content, &setup, KEEP_DAYS, 0).expect("a class is created");
        let code = store.classes().expect("the store is readable")[0].code.clone();
        let bell = Bell::default();
        let (sockets, acceptor) = WebSocketGateway::new(bell.clone());
        let (udp, tickets) = UdpGateway::open(([127, 0, 0, 1], 0).into(), 0).expect("a free port");
        let (memory, dialer) = MemoryGateway::new();
        let (sender, handle) = std::sync::mpsc::channel();
        let hub = std::thread::spawn(move || {
            let gateways = Gateways::new(vec![Box::new(sockets), Box::new(udp), Box::new(memory)]);
            let started = Instant::now();
            let clock: Clock = Arc::new(move || started.elapsed().as_millis() as u64);
            let opening = Opening {
                writer: Writer::start(store),
                gateway: Box::new(gateways),
                bell: bell.clone(),
                forks: None,
                keep_days: KEEP_DAYS,
                clock: Some(clock.clone()),
            };
            let (hub, handle) = Hub::new(opening, clock()).expect("the store is readable");
            sender.send(handle).expect("the test waits for it");
            hub.run(&bell, &*clock);
        });
        let handle = handle.recv().expect("the hub starts");
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a free port");
        let address = listener.local_addr().expect("it has an address");
        let library = Library::beside(data);
        let (access, crowd) = (Arc::new(Access::default()), Crowd::new(usize::MAX));
        let site = Site {
            hub: handle.clone(),
            acceptor,
            udp: Some(tickets),
            page: None,
            library,
            key: KeyHash::of_made(KEY),
            access: access.clone(),
            crowd: crowd.clone(),
        };
        let ways = Ways { crowd, access, tls: None };
        runtime.spawn(accept(listener, site.routes(|site| site), ways));
        Server { address, code, dialer, handle, _runtime: runtime, hub: Some(hub) }
    }

    /// Asks until something holds.
    pub fn until(&self, what: &str, holds: impl Fn() -> bool) {
        let began = Instant::now();
        while !holds() {
            assert!(began.elapsed() < PATIENCE, "waited in vain: {what}");
        }
    }

    /// Status and body of a request.
    pub fn http(&self, method: &str, path: &str, body: &str) -> (u16, String) {
        self.http_with(method, path, "", body)
    }

    /// The same, with further header lines, each ended as HTTP ends lines.
    pub fn http_with(&self, method: &str, path: &str, headers: &str, body: &str) -> (u16, String) {
        let (status, answer) = self.head(method, path, headers, body);
        (status, answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default())
    }

    /// Status and the whole answer.
    fn head(&self, method: &str, path: &str, headers: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).expect("the port is open");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        let head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}", self.address);
        write!(stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len()).expect("the request is taken");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the answer is text");
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, answer)
    }

    /// What a form gives that is not refused.
    pub fn enter(&self, path: &str, form: &Value) -> Value {
        let (status, body) = self.http("POST", path, &form.to_string());
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).expect("JSON")
    }

    /// A header with the cookie of a facilitator's session, ended as HTTP ends lines.
    pub fn session(&self) -> String {
        let (status, head) = self.head("POST", "/api/session", "", &serde_json::json!({ "key": KEY }).to_string());
        assert_eq!(status, 200, "{head}");
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
        format!("cookie: {}\r\n", cookie.split(';').next().expect("a value"))
    }

    /// What a facilitator's entering gives.
    pub fn login(&self) -> Value {
        let (status, body) = self.http_with("POST", "/api/login", &self.session(), "{}");
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).expect("JSON")
    }

    /// What joining gives.
    pub fn join(&self, name: &str) -> Value {
        self.enter("/api/join", &serde_json::json!({ "name": name, "code": self.code }))
    }

    /// An open socket.
    pub fn socket(&self) -> WebSocket<TcpStream> {
        let stream = TcpStream::connect(self.address).expect("the port is open");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        let (socket, _) = tungstenite::client(format!("ws://{}/ws", self.address), stream).expect("the door opens");
        socket
    }

    /// A page over the gateway in memory.
    pub fn over_memory(&self, entered: &Value) -> Caller {
        Caller::hello(Way::Memory(self.dialer.connect().expect("room")), entered)
    }

    /// A page over a WebSocket.
    pub fn over_websocket(&self, entered: &Value) -> Caller {
        let socket = self.socket();
        socket.get_ref().set_read_timeout(Some(READ_WAIT)).expect("a timeout can be set");
        Caller::hello(Way::WebSocket(Box::new(socket)), entered)
    }

    /// A page over UDP, with the ticket that came with entering.
    pub fn over_udp(&self, entered: &Value) -> Caller {
        let port = entered["udp"]["port"].as_u64().and_then(|port| u16::try_from(port).ok()).expect("a port");
        let digits = entered["udp"]["ticket"].as_str().expect("a ticket");
        let ticket = HEXLOWER.decode(digits.as_bytes()).expect("hexadecimal digits");
        let line = UdpLine::open(SocketAddr::new(self.address.ip(), port), &ticket, PATIENCE).expect("the line opens");
        Caller::hello(Way::Udp(Box::new(line)), entered)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.handle.leave(Call::Stop);
        if let Some(hub) = self.hub.take() {
            let _ = hub.join();
        }
    }
}

enum Way {
    Memory(MemoryClient),
    WebSocket(Box<WebSocket<TcpStream>>),
    Udp(Box<UdpLine>),
}

/// Somebody's page, over whatever carries it.
pub struct Caller {
    way: Way,
    /// What it was shown.
    pub seen: Seen,
}

impl Caller {
    fn hello(way: Way, entered: &Value) -> Caller {
        let token = entered["token"].as_str().expect("a token").to_owned();
        let mut caller = Caller { way, seen: Seen::default() };
        caller.say(&hello(&token));
        caller
    }

    /// Sends a message.
    pub fn say(&mut self, message: &ClientMsg) {
        let frame = encode(message);
        match &mut self.way {
            Way::Memory(client) => client.send(frame),
            Way::WebSocket(socket) => socket.send(Message::binary(frame)).expect("sent"),
            Way::Udp(line) => line.send(frame),
        }
    }

    /// Takes in what arrived, and waits for it a little.
    fn read(&mut self) {
        match &mut self.way {
            Way::Memory(client) => client.receive().iter().for_each(|frame| self.seen.take(frame)),
            Way::WebSocket(socket) => loop {
                match socket.read() {
                    Ok(Message::Binary(frame)) => self.seen.take(&frame),
                    Ok(_) => {}
                    Err(tungstenite::Error::Io(error))
                        if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) =>
                    {
                        return;
                    }
                    Err(error) => panic!("the socket breaks: {error}"),
                }
            },
            Way::Udp(line) => {
                let frames = line.turn(READ_WAIT).expect("the line holds");
                frames.iter().for_each(|frame| self.seen.take(frame));
            }
        }
    }

    /// Reads for all callers until something holds.
    pub fn until(callers: &mut [Caller], what: &str, holds: impl Fn(&[Caller]) -> bool) {
        let began = Instant::now();
        while !holds(callers) {
            assert!(began.elapsed() < PATIENCE, "waited in vain: {what}");
            callers.iter_mut().for_each(Caller::read);
        }
    }
}
