//! A page of another site cannot have a browser ask this server: neither in its own name, nor by turning its name to this
//! address.

use std::net::TcpStream;

use crate::common::program::{KEY, Program};
use serde_json::{Value, json};

const SOCKET: &str = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

fn start(options: &[&str]) -> (tempfile::TempDir, Program) {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::start(&folder.path().join("class.sqlite"), options);
    (folder, program)
}

/// Status of a request for a socket with these headers.
fn socket(program: &Program, headers: &str) -> u16 {
    use std::io::{Read, Write};
    let mut stream = TcpStream::connect(program.address).expect("the port is open");
    let host = if headers.contains("Host: ") { String::new() } else { format!("Host: {}\r\n", program.address) };
    write!(stream, "GET /ws HTTP/1.1\r\n{host}{headers}{SOCKET}\r\n").expect("it is taken");
    let mut status = [0; 12];
    stream.read_exact(&mut status).expect("it is answered");
    String::from_utf8_lossy(&status[9..]).parse().expect("a status")
}

#[test]
fn under_another_name() {
    let (_folder, program) = start(&[]);
    let port = program.address.port();
    for (host, answered, why) in [
        (format!("127.0.0.1:{port}"), true, "its address"),
        (format!("localhost:{port}"), true, "its name at home"),
        (format!("evil.example:{port}"), false, "a name turned to this address"),
        ("evil.example".to_owned(), false, "the same without the port"),
        (format!("192.0.2.1:{port}"), false, "an address that it does not have"),
    ] {
        let headers = format!("{}Host: {host}\r\n", program.session());
        for (method, path, body) in [
            ("GET", "/", ""),
            ("GET", "/healthz", ""),
            ("GET", "/api/classes", ""),
            ("GET", "/library", ""),
            ("POST", "/api/session", "{\"key\":\"TESTTESTTEST\"}"),
        ] {
            let answer = program.request(method, path, &headers, body);
            assert_eq!(answer.status == 421, !answered, "{why}: {method} {path}: {}", answer.body);
            assert!(answered || answer.body.contains("--origin"), "it says what to do: {}", answer.body);
        }
        assert_eq!(socket(&program, &headers) == 101, answered, "{why}: the socket");
    }
    let health: Value = serde_json::from_str(&program.http("GET", "/healthz", "").1).expect("JSON");
    assert_eq!(health["refused"]["refused-host"], 3 * 6, "{health}");
}

#[test]
fn in_its_own_name() {
    let (_folder, program) = start(&[]);
    let own = format!("http://{}", program.address);
    for (origin, answered) in
        [(own.as_str(), true), ("http://evil.example", false), ("null", false), ("garbage", false)]
    {
        let headers = format!("{}Origin: {origin}\r\n", program.session());
        for (method, path, body) in [
            ("POST", "/api/session", json!({ "key": KEY }).to_string()),
            ("POST", "/api/join", "{}".to_owned()),
            ("POST", "/api/login", "{}".to_owned()),
            ("POST", "/api/classes/9/delete", String::new()),
            ("POST", "/library/ours", String::new()),
            ("DELETE", "/api/session", String::new()),
        ] {
            // The session that the others go with is not ended by its own page here.
            let headers = if method == "DELETE" { headers.replace("Cookie", "No-Cookie") } else { headers.clone() };
            let reason = program.request(method, path, &headers, &body).reason();
            assert_eq!(reason == "refused-origin", !answered, "{origin}: {method} {path}: {reason}");
        }
        assert_eq!(socket(&program, &headers), if answered { 101 } else { 403 }, "{origin}");
    }
}

#[test]
fn a_proxy_may_change_the_name() {
    let (_folder, program) = start(&["--origin", "https://class.example.org", "--trusted-proxy", "127.0.0.1"]);
    let page = "Origin: https://class.example.org\r\n";
    for host in ["", "Host: class.example.org\r\n"] {
        let headers = format!("{host}{page}");
        let begun = program.request("POST", "/api/session", &headers, &json!({ "key": KEY }).to_string());
        assert_eq!(begun.status, 200, "{host}: {}", begun.body);
        assert!(
            begun.header("set-cookie").is_some_and(|cookie| cookie.contains("; Secure")),
            "browsers read it over TLS"
        );
        assert_eq!(socket(&program, &headers), 101, "{host}");
    }
    assert_eq!(socket(&program, "Origin: http://class.example.org\r\n"), 403, "the name without TLS is another page");
}
