//! The same class over HTTP and a WebSocket, on a free port of this machine.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use codedark_protocol::{
    ClientMsg, INBOUND_BYTES_MAX, INBOUND_FRAMES_PER_S, PROTOCOL_VERSION, ServerMsg, decode_server, encode,
};
use codedark_server::bell::Bell;
use codedark_server::content::{Content, parallel};
use codedark_server::gateway::WebSocketGateway;
use codedark_server::http::routes;
use codedark_server::hub::{Call, Desk, Hub};
use codedark_server::session::Session;
use codedark_server::store::Store;
use codedark_sim::exercise::Skill;
use tungstenite::Message;
use tungstenite::client::IntoClientRequest;

const KEY: &str = "TESTTESTTEST";
/// How long a test waits for an answer before it fails: generous, since nothing waits that long.
const PATIENCE: Duration = Duration::from_secs(20);

struct Server {
    address: SocketAddr,
    code: String,
    desk: Desk,
    _runtime: tokio::runtime::Runtime,
    hub: Option<std::thread::JoinHandle<()>>,
}

impl Server {
    fn start() -> Server {
        let content = Content::named("conti-friday").expect("the built-in scenario loads");
        let store = Store::in_memory().expect("SQLite opens in memory");
        let setup = parallel(2, 1, Skill::Novice);
        let session = Session::start(store, &content, &setup, Some(KEY.to_owned()), 0).expect("a class starts");
        let code = session.code().to_owned();
        let bell = Bell::default();
        let (gateway, door) = WebSocketGateway::new(bell.clone());
        let (sender, desk) = std::sync::mpsc::channel();
        let hub = std::thread::spawn(move || {
            let (hub, desk) = Hub::new(session, Box::new(gateway), bell.clone());
            sender.send(desk).expect("the test waits for it");
            let started = Instant::now();
            hub.run(&bell, move || started.elapsed().as_millis() as u64);
        });
        let desk = desk.recv().expect("the hub starts");
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a free port");
        let address = listener.local_addr().expect("it has an address");
        let app = routes(desk.clone(), door, None).into_make_service_with_connect_info::<SocketAddr>();
        runtime.spawn(async move { axum::serve(listener, app).await });
        Server { address, code, desk, _runtime: runtime, hub: Some(hub) }
    }

    /// Status and body of a request.
    fn http(&self, method: &str, path: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).expect("the port is open");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        let head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        write!(stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len()).expect("the request is taken");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the answer is text");
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default())
    }

    fn token(&self, path: &str, body: &str) -> String {
        let (status, body) = self.http("POST", path, body);
        assert_eq!(status, 200, "{body}");
        let body: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        body["token"].as_str().expect("a token").to_owned()
    }

    fn socket(&self) -> tungstenite::WebSocket<TcpStream> {
        let stream = TcpStream::connect(self.address).expect("the port is open");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        let (socket, _) = tungstenite::client(format!("ws://{}/ws", self.address), stream).expect("the door opens");
        socket
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.desk.leave(Call::Stop);
        if let Some(hub) = self.hub.take() {
            let _ = hub.join();
        }
    }
}

fn next(socket: &mut tungstenite::WebSocket<TcpStream>) -> ServerMsg {
    loop {
        if let Message::Binary(frame) = socket.read().expect("a frame comes") {
            return decode_server(&frame).expect("the server sends what the protocol says");
        }
    }
}

#[test]
fn people_join_and_see_the_class() {
    let server = Server::start();
    let token = server.token("/api/join", &format!("{{\"name\":\"Ada\",\"code\":\"{}\"}}", server.code));
    server.token("/api/login", &format!("{{\"key\":\"{KEY}\"}}"));
    let mut socket = server.socket();
    let hello = ClientMsg::Hello { version: PROTOCOL_VERSION, token };
    socket.send(Message::binary(encode(&hello))).expect("sent");
    assert!(matches!(next(&mut socket), ServerMsg::Welcome { facilitator: false, .. }));
    let ServerMsg::Session(change) = next(&mut socket) else { panic!("the class follows the welcome") };
    assert_eq!(change.people.set.len(), 2);
    let (status, health) = server.http("GET", "/healthz", "");
    assert_eq!((status, health.contains("\"people\":2") && health.contains("\"ok\":true")), (200, true), "{health}");
}

#[test]
fn wrong_input_gets_a_sentence() {
    let server = Server::start();
    let long = "x".repeat(5000);
    for (path, body, refused, why) in [
        ("/api/join", "{\"name\":\"Ada\",\"code\":\"WRONGONE\"}".to_owned(), 403, "a wrong code"),
        ("/api/join", format!("{{\"name\":\"{}\",\"code\":\"{}\"}}", &long[..41], server.code), 400, "a long name"),
        ("/api/join", "{".to_owned(), 400, "no form"),
        ("/api/join", format!("{{\"name\":\"{long}\",\"code\":\"\"}}"), 413, "too long"),
        ("/api/login", "{\"key\":\"nope\"}".to_owned(), 403, "a wrong key"),
    ] {
        let (status, body) = server.http("POST", path, &body);
        assert_eq!(status, refused, "{why}: {body}");
        let body: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        assert!(body["error"].as_str().is_some_and(|error| error.ends_with('.')), "{why}: {body}");
    }
}

#[test]
fn sockets_that_break_a_limit_hear_why() {
    let server = Server::start();
    for (frames, length, reason) in [
        (1, 40, "bye-garbage"),
        (1, INBOUND_BYTES_MAX + 1, "bye-garbage"),
        (INBOUND_FRAMES_PER_S as usize * 5, 0, "bye-too-fast"),
    ] {
        let mut socket = server.socket();
        for _ in 0..frames {
            // Empty pings stand for frames that say nothing; the server may close while they are still being sent.
            let frame =
                if length == 0 { Message::Ping(Vec::new().into()) } else { Message::binary(vec![0xff; length]) };
            let _ = socket.send(frame);
        }
        let ServerMsg::Bye(bye) = next(&mut socket) else { panic!("the first thing said is goodbye") };
        assert_eq!(bye.id, reason);
    }
}

#[test]
fn pages_of_other_sites_cannot_open_a_socket() {
    let server = Server::start();
    let mut request = format!("ws://{}/ws", server.address).into_client_request().expect("a request");
    request.headers_mut().insert("Origin", "http://evil.example".parse().expect("a header"));
    let stream = TcpStream::connect(server.address).expect("the port is open");
    assert!(tungstenite::client(request, stream).is_err(), "the door stays shut");
}
