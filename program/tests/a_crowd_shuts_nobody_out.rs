//! Somebody behind the same address holds silent sockets, joins a thousand times, writes 20,000 lines of chat and says hello
//! again and again. A class of 40 joins meanwhile and plays on, and nobody of it is cut off.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use crate::common::program::{Page, Program};
use codedark_protocol::{ClientMsg, Direction, PROTOCOL_VERSION, Role, ServerMsg, encode};
use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

/// More silent sockets than one network may have, and than there were places in all once.
const SILENT: usize = 600;
const JOINS: usize = 1_000;
const LINES: usize = 20_000;
/// Lines that are written over one connection before the next is opened.
const LINES_OF_ONE: usize = 500;
const CLASS: usize = 40;
/// What each of the class writes at once and has answered: no more than one is allowed without a rest.
const ACTS: u64 = 5;
/// The last one is the crowd's.
const TEAMS: usize = 6;
/// Seats of a team.
const SEATS: usize = Role::EIGHT.len();
/// How long one of the crowd waits for an answer that may never come.
const IMPATIENCE: Duration = Duration::from_secs(10);

fn connect(address: SocketAddr) -> Option<TcpStream> {
    let stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(IMPATIENCE)).ok()?;
    stream.set_write_timeout(Some(IMPATIENCE)).ok()?;
    Some(stream)
}

fn socket(address: SocketAddr) -> Option<WebSocket<TcpStream>> {
    tungstenite::client(format!("ws://{address}/ws"), connect(address)?).ok().map(|(socket, _)| socket)
}

fn hello(token: &str) -> Message {
    let (version, token) = (PROTOCOL_VERSION, token.to_owned());
    Message::binary(encode(&ClientMsg::Hello { version, token, had: None, asks: Vec::new() }))
}

/// What the crowd did.
#[derive(Default)]
struct Deeds {
    silent: AtomicUsize,
    joins: AtomicUsize,
    lines: AtomicUsize,
    hellos: AtomicUsize,
    class_is_done: AtomicBool,
}

impl Deeds {
    fn go_on(&self, did: &AtomicUsize, at_least: usize) -> bool {
        did.load(Ordering::Relaxed) < at_least || !self.class_is_done.load(Ordering::Relaxed)
    }
}

/// Holds sockets of which one half never says a word, and the other never says whose it is.
fn hold_silent(address: SocketAddr, deeds: &Deeds) {
    let (mut bare, mut open) = (VecDeque::new(), VecDeque::new());
    while deeds.go_on(&deeds.silent, SILENT) {
        bare.extend(connect(address));
        open.extend(socket(address));
        deeds.silent.fetch_add(2, Ordering::Relaxed);
        if bare.len() + open.len() > SILENT {
            bare.pop_front();
            open.pop_front();
        }
    }
}

/// Posts a question; gives status and body.
fn post(address: SocketAddr, path: &str, body: &Value) -> Option<(u16, Value)> {
    let mut stream = connect(address)?;
    let body = body.to_string();
    let head = format!("POST {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    write!(stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let status = answer.split(' ').nth(1)?.parse().ok()?;
    Some((status, serde_json::from_str(answer.split_once("\r\n\r\n")?.1).unwrap_or_default()))
}

fn join_often(address: SocketAddr, code: &Value, deeds: &Deeds) {
    while deeds.joins.load(Ordering::Relaxed) < JOINS {
        let number = deeds.joins.fetch_add(1, Ordering::Relaxed);
        post(address, "/api/join", &json!({ "name": format!("Nobody {number}"), "code": code }));
    }
}

fn write_chat(address: SocketAddr, token: &str, deeds: &Deeds) {
    while deeds.lines.load(Ordering::Relaxed) < LINES {
        let Some(mut socket) = socket(address) else { continue };
        let _ = socket.send(hello(token));
        let (team, roles) = (format!("t{TEAMS}"), vec![Role::EIGHT[0]]);
        let _ = socket.send(Message::binary(encode(&ClientMsg::Take { number: 1, team: team.clone(), roles })));
        for number in 2..LINES_OF_ONE as u64 + 2 {
            let (team, text) = (team.clone(), "Look at me.".to_owned());
            // It may have been cut off.
            let _ = socket.send(Message::binary(encode(&ClientMsg::Chat { number, team, text })));
            deeds.lines.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn say_hello(address: SocketAddr, token: &str, deeds: &Deeds) {
    while deeds.go_on(&deeds.hellos, 500) {
        let Some(mut socket) = socket(address) else { continue };
        let _ = socket.send(hello(token));
        let _ = socket.read();
        deeds.hellos.fetch_add(1, Ordering::Relaxed);
    }
}

/// Somebody of the class joins: who is told to try again in a moment, does.
fn join(address: SocketAddr, code: &Value, name: &str) -> String {
    loop {
        match post(address, "/api/join", &json!({ "name": name, "code": code })) {
            Some((200, told)) => return told["token"].as_str().expect("a token").to_owned(),
            Some((429 | 503, _)) => {}
            other => panic!("{name} is not let in: {other:?}"),
        }
    }
}

/// Waits for the answer to an act; gives why it was refused.
fn answer(page: &mut Page, wanted: u64) -> Option<String> {
    let mut found = None;
    page.until(|message| match message {
        ServerMsg::Answer { number, refused } if *number == wanted => {
            found = refused.as_ref().map(|reason| reason.id.clone());
            true
        }
        _ => false,
    });
    found
}

/// Somebody of the class plays; gives how many acts were answered well.
fn play(mut page: Page, place: usize) -> u64 {
    let (team, role) = (format!("t{}", place / SEATS + 1), Role::EIGHT[place % SEATS]);
    page.say(&ClientMsg::Take { number: 1, team: team.clone(), roles: vec![role] });
    assert_eq!(answer(&mut page, 1), None, "the seat is free");
    let acts = (2..2 + ACTS).filter(|number| {
        let (number, text) = (*number, format!("Line {number}."));
        page.say(&ClientMsg::Chat { number, team: team.clone(), text });
        answer(&mut page, number).is_none()
    });
    acts.count() as u64
}

#[test]
fn of_a_class_behind_the_same_address() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::start(&folder.path().join("class.sqlite"), &["--teams", &TEAMS.to_string()]);
    let address = program.address;
    let code = program.classes()[0]["code"].clone();
    let mut facilitator = Page::hello(&program, &program.login());
    let (chatter, greeter) = (join(address, &code, "Chatter"), join(address, &code, "Greeter"));
    let deeds = Deeds::default();
    std::thread::scope(|scope| {
        scope.spawn(|| hold_silent(address, &deeds));
        scope.spawn(|| join_often(address, &code, &deeds));
        scope.spawn(|| write_chat(address, &chatter, &deeds));
        scope.spawn(|| say_hello(address, &greeter, &deeds));
        // The facilitator reads along, as a page does.
        let watching = scope.spawn(|| {
            facilitator.say(&ClientMsg::Direct { number: 1, direction: Direction::Speed(1_000) });
            let began = answer(&mut facilitator, 1);
            while !deeds.class_is_done.load(Ordering::Relaxed) {
                facilitator.next().expect("the facilitator's line holds");
            }
            began
        });
        // However it ends, the crowd goes home.
        let home = GoHome(&deeds);
        let tokens: Vec<String> = (0..CLASS).map(|place| join(address, &code, &format!("Player {place}"))).collect();
        let pages = tokens.iter().enumerate();
        let players: Vec<_> = pages
            .map(|(place, token)| {
                let page = Page::hello(&program, token);
                scope.spawn(move || play(page, place))
            })
            .collect();
        let answered: Vec<u64> = players.into_iter().map(|player| player.join().expect("nobody is cut off")).collect();
        assert_eq!(answered, [ACTS; CLASS], "all that the class did was answered");
        drop(home);
        assert_eq!(watching.join().expect("the facilitator's line holds"), None);
    });
    assert!(deeds.joins.load(Ordering::Relaxed) >= JOINS && deeds.lines.load(Ordering::Relaxed) >= LINES);
    let health: Value = serde_json::from_str(&program.http("GET", "/healthz", "").1).expect("JSON");
    let refused = |id: &str| health["refused"][id].as_u64().unwrap_or_default();
    assert!(refused("refused-too-many-joins") > 500, "{health}");
    assert!(refused("bye-too-fast") > 0, "{health}");
    assert!(health["put_out"].as_u64().is_some_and(|count| count > 0), "silent sockets went: {health}");
}

/// Tells the crowd that the class is done.
struct GoHome<'a>(&'a Deeds);

impl Drop for GoHome<'_> {
    fn drop(&mut self) {
        self.0.class_is_done.store(true, Ordering::Relaxed);
    }
}
