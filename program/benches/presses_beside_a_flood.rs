//! How long a press of a class takes while somebody behind the same address holds silent sockets, says hello a hundred times a
//! second and joins as often as the server answers, beside how long it takes in the calm.

use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use codedark_protocol::{ClientMsg, Direction, PROTOCOL_VERSION, encode};
use serde_json::json;
use tungstenite::Message;

mod common;

use common::program::{Page, Program};
use common::{direct, press, table};

/// Rest between two hellos.
const HELLO_EVERY: Duration = Duration::from_millis(10);
/// Silent sockets.
const SILENT: usize = 400;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::start(&folder.path().join("class.sqlite"), &["--teams", "4"]);
    let (address, token) = (program.address, program.join("Greeter"));
    let join = json!({ "name": "Nobody", "code": program.classes()[0]["code"] }).to_string();
    let mut page = Page::hello(&program, &program.login());
    direct(&mut page, 1, Direction::Start);
    let calm = press(&mut page, 1_000);
    let over = AtomicBool::new(false);
    let flood = |work: &dyn Fn()| {
        while !over.load(Ordering::Relaxed) {
            work();
        }
    };
    let silent: Vec<TcpStream> = (0..SILENT).filter_map(|_| TcpStream::connect(address).ok()).collect();
    let beside = std::thread::scope(|scope| {
        scope.spawn(|| flood(&|| greet(address, &token)));
        scope.spawn(|| flood(&|| drop(program.request("POST", "/api/join", "", &join))));
        let times = press(&mut page, 2_000);
        over.store(true, Ordering::Relaxed);
        times
    });
    table([("in the calm", calm), ("beside a flood", beside)]);
    drop(silent);
    program.end();
}

/// Opens a line, says hello, and goes.
fn greet(address: SocketAddr, token: &str) {
    std::thread::sleep(HELLO_EVERY);
    let Ok(stream) = TcpStream::connect(address) else { return };
    let Ok((mut socket, _)) = tungstenite::client(format!("ws://{address}/ws"), stream) else { return };
    let (version, token) = (PROTOCOL_VERSION, token.to_owned());
    let hello = ClientMsg::Hello { version, token, had: None, asks: Vec::new() };
    // The server may have had enough.
    let _ = socket.send(Message::binary(encode(&hello)));
}
