//! How long a press of a class takes while somebody behind the same address holds silent sockets, says hello a hundred times a
//! second and joins as often as the server answers, beside how long it takes in the calm: a table, and no judgement, since
//! times are the machine's.

use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use codedark_protocol::{ClientMsg, Direction, PROTOCOL_VERSION, ServerMsg, encode};
use serde_json::json;
use tungstenite::Message;

#[allow(dead_code, reason = "the behaviours need the rest of it")]
#[path = "../tests/common/program.rs"]
mod program;

use program::{Page, Program};

/// Presses of each row.
const PRESSES: u64 = 200;
/// Rest between two presses: more than twenty a second are taken for a flood.
const REST: Duration = Duration::from_millis(60);
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
    println!("presses answered, ms       median     p95  longest");
    for (row, times) in [("in the calm", calm), ("beside a flood", beside)] {
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        println!("{row:<24} {:>8.1} {:>7.1} {:>8.1}", at(0.5), at(0.95), at(1.0));
    }
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

fn direct(page: &mut Page, number: u64, direction: Direction) {
    page.say(&ClientMsg::Direct { number, direction });
    page.until(
        |message| matches!(message, ServerMsg::Answer { number: answered, refused: None } if *answered == number),
    );
}

/// Milliseconds of each press until it is answered, the shortest first.
fn press(page: &mut Page, first: u64) -> Vec<f64> {
    let mut times: Vec<f64> = (first..first + PRESSES)
        .map(|number| {
            std::thread::sleep(REST);
            let pressed = Instant::now();
            direct(page, number, Direction::Speed(1_000));
            pressed.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times
}
