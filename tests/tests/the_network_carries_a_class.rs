//! The same class over HTTP and a WebSocket, on a free port of this machine.

use std::net::TcpStream;

use codedark_protocol::{INBOUND_BYTES_MAX, INBOUND_FRAMES_PER_S, ServerMsg, decode_server, encode};
use codedark_tests::{Server, hello};
use tungstenite::Message;
use tungstenite::client::IntoClientRequest;

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
    let token = server.join("Ada")["token"].as_str().expect("a token").to_owned();
    server.login();
    let mut socket = server.socket();
    socket.send(Message::binary(encode(&hello(&token)))).expect("sent");
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
        ("/api/session", "{\"key\":\"nope\"}".to_owned(), 403, "a wrong key"),
        ("/api/login", "{}".to_owned(), 401, "no session"),
        ("/api/udp", "{\"token\":\"nope\"}".to_owned(), 403, "a token of nobody"),
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
