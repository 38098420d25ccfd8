//! The native line: joining over HTTP, then UDP, or a WebSocket where UDP does not get through, on a thread of its own.

use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use codedark_protocol::{INBOUND_BYTES_MAX, UDP_FRAME_BYTES_MAX};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket, connect};

use super::udp::{UdpLine, since};
use super::{Address, Line, LineEvent, Waker, retry_ms};

/// Longest wait for a frame before the thread looks for something to send.
const TURN: Duration = Duration::from_millis(30);
/// How long UDP is tried: eight of netcode's requests, and not so long that people behind a firewall would notice.
const UDP_TRY: Duration = Duration::from_secs(2);
/// How the program is called.
const USAGE: &str = "codedark-client HOST:PORT NAME CODE   or   codedark-client HOST:PORT --facilitator KEY";

/// What opens a line over UDP, once.
#[derive(Clone, Debug)]
pub struct UdpTicket {
    server: SocketAddr,
    bytes: Vec<u8>,
}

impl Address {
    /// Joins with the program's arguments.
    pub fn find() -> Result<Address, String> {
        let args: Vec<String> = std::env::args().skip(1).collect();
        let [host, first, second] = args.as_slice() else { return Err(USAGE.to_owned()) };
        let (path, body) = if first == "--facilitator" {
            ("login", serde_json::json!({ "key": second }))
        } else {
            ("join", serde_json::json!({ "name": first, "code": second }))
        };
        let (token, udp) = ask(host, path, &body)?;
        Ok(Address { socket: format!("ws://{host}/ws"), token, host: host.clone(), udp })
    }
}

/// Posts a question and reads the token and the ticket for UDP, or the server's sentence why not.
fn ask(host: &str, path: &str, body: &serde_json::Value) -> Result<(String, Option<UdpTicket>), String> {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut answer = agent
        .post(format!("http://{host}/api/{path}"))
        .header("content-type", "application/json")
        .send(body.to_string())
        .map_err(|failure| failure.to_string())?;
    let text = answer.body_mut().read_to_string().map_err(|failure| failure.to_string())?;
    let answer: serde_json::Value = serde_json::from_str(&text).map_err(|failure| failure.to_string())?;
    match answer["token"].as_str() {
        Some(token) => Ok((token.to_owned(), read_ticket(host, &answer["udp"]))),
        None => Err(answer["error"].as_str().unwrap_or(&text).to_owned()),
    }
}

/// The ticket in an answer; none where the server has UDP switched off.
fn read_ticket(host: &str, udp: &serde_json::Value) -> Option<UdpTicket> {
    let port = u16::try_from(udp["port"].as_u64()?).ok()?;
    let mut server = host.to_socket_addrs().ok()?.next()?;
    server.set_port(port);
    let digits = udp["ticket"].as_str()?;
    let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let bytes = (0..digits.len()).step_by(2).map(byte).collect::<Option<Vec<u8>>>()?;
    Some(UdpTicket { server, bytes })
}

/// Writes a failure to start to the terminal.
pub fn report(reason: &str) {
    eprintln!("{reason}");
    std::process::exit(1);
}

/// A line of the native window.
pub(super) struct NativeLine {
    events: Receiver<LineEvent>,
    frames: Option<Sender<Vec<u8>>>,
    frame_bytes_max: Arc<AtomicUsize>,
}

/// Opens a line.
pub(super) fn open(server: Address, waker: Waker) -> NativeLine {
    let (tell, events) = channel();
    let (frames, to_send) = channel();
    let frame_bytes_max = Arc::new(AtomicUsize::new(INBOUND_BYTES_MAX));
    let ends = Ends { waker, tell, to_send, frame_bytes_max: frame_bytes_max.clone() };
    thread::spawn(move || keep_open(server, &ends));
    NativeLine { events, frames: Some(frames), frame_bytes_max }
}

/// The thread's ends of the line.
struct Ends {
    waker: Waker,
    tell: Sender<LineEvent>,
    to_send: Receiver<Vec<u8>>,
    frame_bytes_max: Arc<AtomicUsize>,
}

impl Ends {
    /// Tells the app what happened. False when it has dropped the line.
    fn tell(&self, event: LineEvent) -> bool {
        let told = self.tell.send(event).is_ok();
        self.waker.wake();
        told
    }
}

/// Connects until the app drops the line.
fn keep_open(mut server: Address, ends: &Ends) {
    let mut attempt = 0;
    loop {
        let ticket = server.udp.take().or_else(|| another_ticket(&server));
        let served =
            if let Some(mut line) = ticket.and_then(|ticket| UdpLine::open(ticket.server, &ticket.bytes, UDP_TRY)) {
                attempt = 0;
                ends.frame_bytes_max.store(UDP_FRAME_BYTES_MAX, Ordering::Release);
                serve_udp(&mut line, ends)
            } else if let Ok((mut socket, _)) = connect(&server.socket) {
                attempt = 0;
                ends.frame_bytes_max.store(INBOUND_BYTES_MAX, Ordering::Release);
                serve(&mut socket, ends)
            } else {
                Served::Lost
            };
        if served == Served::Done || !ends.tell(LineEvent::Lost) {
            return;
        }
        thread::sleep(Duration::from_millis(u64::from(retry_ms(attempt))));
        attempt = attempt.saturating_add(1);
    }
}

/// Asks for another ticket, since each opens a line once.
fn another_ticket(server: &Address) -> Option<UdpTicket> {
    ask(&server.host, "udp", &serde_json::json!({ "token": server.token })).ok()?.1
}

/// Why a connection ended.
#[derive(PartialEq)]
enum Served {
    /// The app closed the line.
    Done,
    /// The other side or the network did.
    Lost,
}

fn serve_udp(line: &mut UdpLine, ends: &Ends) -> Served {
    if !ends.tell(LineEvent::Opened) {
        return Served::Done;
    }
    let mut last = Instant::now();
    loop {
        loop {
            match ends.to_send.try_recv() {
                Ok(frame) => line.send(frame),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    line.close();
                    return Served::Done;
                }
            }
        }
        let Some(frames) = line.turn(since(&mut last)) else { return Served::Lost };
        for frame in frames {
            if !ends.tell(LineEvent::Frame(frame)) {
                return Served::Done;
            }
        }
    }
}

fn serve(socket: &mut WebSocket<MaybeTlsStream<TcpStream>>, ends: &Ends) -> Served {
    if !ends.tell(LineEvent::Opened) {
        return Served::Done;
    }
    if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
        let _best_effort = stream.set_read_timeout(Some(TURN));
    }
    loop {
        loop {
            match ends.to_send.try_recv() {
                Ok(frame) => {
                    if socket.send(Message::binary(frame)).is_err() {
                        return Served::Lost;
                    }
                }
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return Served::Done,
            }
        }
        match socket.read() {
            Ok(Message::Binary(bytes)) => {
                if !ends.tell(LineEvent::Frame(bytes.to_vec())) {
                    return Served::Done;
                }
            }
            Ok(Message::Close(_)) => return Served::Lost,
            Ok(_) => {}
            Err(tungstenite::Error::Io(waited)) if is_timeout(&waited) => {}
            Err(_) => return Served::Lost,
        }
    }
}

fn is_timeout(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut)
}

impl Line for NativeLine {
    fn poll(&mut self) -> Vec<LineEvent> {
        self.events.try_iter().collect()
    }

    fn send(&mut self, frame: Vec<u8>) {
        if let Some(frames) = &self.frames {
            let _lost_with_the_line = frames.send(frame);
        }
    }

    fn frame_bytes_max(&self) -> usize {
        self.frame_bytes_max.load(Ordering::Acquire)
    }

    fn close(&mut self) {
        self.frames = None;
    }

    /// The window stays and shows the farewell: there is no form to go back to.
    fn sign_out(&mut self) {}
}
