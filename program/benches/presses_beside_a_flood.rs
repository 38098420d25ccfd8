//! How long a press of a class takes while somebody behind the same address holds silent sockets, says hello and joins as
//! often as the server takes it, beside how long it takes in the calm.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};

use codedark_protocol::{ClientMsg, Direction, PROTOCOL_VERSION, encode};
use serde_json::json;
use tungstenite::Message;

mod common;

use common::program::{Page, Program};
use common::{direct, press, table};

/// Silent sockets.
const SILENT: usize = 400;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::start(&folder.path().join("class.sqlite"), &["--teams", "4"]);
    let (address, token) = (program.address, program.join("Greeter"));
    let join = json!({ "name": "Nobody", "code": program.classes()[0]["code"] }).to_string();
    let enter = || Page::hello(&program, &program.login());
    direct(&mut enter(), 1, Direction::Start);
    let calm = press(enter);
    let over = AtomicBool::new(false);
    let flood = |work: &dyn Fn()| {
        while !over.load(Ordering::Relaxed) {
            work();
        }
    };
    let silent: Vec<TcpStream> = (0..SILENT).filter_map(|_| TcpStream::connect(address).ok()).collect();
    let beside = std::thread::scope(|scope| {
        scope.spawn(|| flood(&|| greet(address, &token)));
        scope.spawn(|| flood(&|| _ = ask_to_join(address, &join)));
        let times = press(enter);
        over.store(true, Ordering::Relaxed);
        times
    });
    table([("in the calm", calm), ("beside a flood", beside)]);
    drop(silent);
    program.end();
}

/// Opens a line, says hello, and goes.
fn greet(address: SocketAddr, token: &str) {
    let Ok(stream) = TcpStream::connect(address) else { return };
    let Ok((mut socket, _)) = tungstenite::client(format!("ws://{address}/ws"), stream) else { return };
    let (version, token) = (PROTOCOL_VERSION, token.to_owned());
    let hello = ClientMsg::Hello { version, token, had: None, asks: Vec::new() };
    // The server may have had enough.
    let _ = socket.send(Message::binary(encode(&hello)));
}

/// Asks to join, and hears the answer. The server may have had enough.
fn ask_to_join(address: SocketAddr, body: &str) -> io::Result<usize> {
    let mut stream = TcpStream::connect(address)?;
    let length = body.len();
    write!(
        stream,
        "POST /api/join HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    )?;
    stream.read_to_end(&mut Vec::new())
}
