//! The native line: joining over HTTP, then UDP, or a WebSocket where UDP does not get through, on a thread of its own.

use std::net::{TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use codedark_protocol::{INBOUND_BYTES_MAX, SILENCE_MAX_MS, ServerMsg, UDP_FRAME_BYTES_MAX, decode_server, encode};
use codedark_screens::farewell::{AfterBye, after_bye};
use codedark_screens::line::hello::Progress;
use codedark_screens::line::silence::Silence;
use codedark_shell::waker::Waker;
use tungstenite::{Message, WebSocket};

use super::line::{Address, Line, LineEvent, UdpTicket, retry_ms};
use super::udp::{UdpLine, since};

/// Longest wait for a frame before the thread looks for something to send.
const TURN: Duration = Duration::from_millis(30);
/// How long UDP is tried: eight of netcode's requests, and not so long that people behind a firewall would notice.
const UDP_TRY: Duration = Duration::from_secs(2);
/// Word before the file with a facilitator's key, which is to stand on no command line.
const FACILITATOR: &str = "--facilitator";
/// Longest wait for a server that does not answer.
const SILENCE_MAX: Duration = Duration::from_millis(SILENCE_MAX_MS);
/// How the program is called.
const USAGE: &str =
    "codedark-client HOST:PORT NAME CODE   or   codedark-client HOST:PORT --facilitator KEY_FILE [CLASS]";

impl Address {
    /// Joins with the program's arguments.
    pub fn find() -> Result<Address, String> {
        let args: Vec<String> = std::env::args().skip(1).collect();
        let (host, path, body, cookie) = match args.as_slice() {
            [host, flag, file] if flag == FACILITATOR => {
                (host, "login", serde_json::json!({}), begin_session(host, file)?)
            }
            [host, flag, file, class] if flag == FACILITATOR => {
                let class: u64 = class.parse().map_err(|_| USAGE.to_owned())?;
                (host, "login", serde_json::json!({ "class": class }), begin_session(host, file)?)
            }
            [host, name, code] => (host, "join", serde_json::json!({ "name": name, "code": code }), String::new()),
            _ => return Err(USAGE.to_owned()),
        };
        let (token, udp) = ask(host, path, &body, &cookie)?;
        Ok(Address { socket: format!("ws://{host}/ws"), token, host: host.clone(), udp })
    }
}

/// Exchanges the key in a file for the cookie of a facilitator's session.
fn begin_session(host: &str, file: &str) -> Result<String, String> {
    let key = std::fs::read_to_string(file).map_err(|failure| format!("{file}: {failure}"))?;
    let mut answer = post(host, "session", &serde_json::json!({ "key": key.trim() }), "")?;
    let cookie = answer.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok()?.split(';').next());
    if let Some(cookie) = cookie {
        return Ok(cookie.to_owned());
    }
    let text = answer.body_mut().read_to_string().map_err(|failure| failure.to_string())?;
    let told: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    Err(told["error"].as_str().unwrap_or(&text).to_owned())
}

fn post(
    host: &str,
    path: &str,
    body: &serde_json::Value,
    cookie: &str,
) -> Result<ureq::http::Response<ureq::Body>, String> {
    let agent: ureq::Agent =
        ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(SILENCE_MAX)).build().into();
    let mut question = agent.post(format!("http://{host}/api/{path}")).header("content-type", "application/json");
    if !cookie.is_empty() {
        question = question.header("cookie", cookie);
    }
    question.send(body.to_string()).map_err(|failure| failure.to_string())
}

/// Posts a question and reads the token and the ticket for UDP, or the server's sentence why not.
fn ask(host: &str, path: &str, body: &serde_json::Value, cookie: &str) -> Result<(String, Option<UdpTicket>), String> {
    let mut answer = post(host, path, body, cookie)?;
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

/// What the app asks of the thread.
enum Order {
    /// Send this frame, with the number of the act in it.
    Send(Option<u64>, Vec<u8>),
    /// Open again after a goodbye.
    OpenAgain,
}

/// A line of the native window.
pub(super) struct NativeLine {
    events: Receiver<LineEvent>,
    orders: Sender<Order>,
    frame_bytes_max: Arc<AtomicUsize>,
}

/// Opens a line.
pub(super) fn open(server: Address, waker: Waker) -> NativeLine {
    let (tell, events) = channel();
    let (orders, ordered) = channel();
    let frame_bytes_max = Arc::new(AtomicUsize::new(INBOUND_BYTES_MAX));
    let ends = Ends { waker, tell, ordered, frame_bytes_max: frame_bytes_max.clone(), began: Instant::now() };
    thread::spawn(move || keep_open(server, &ends));
    NativeLine { events, orders, frame_bytes_max }
}

/// The thread's ends of the line.
struct Ends {
    waker: Waker,
    tell: Sender<LineEvent>,
    ordered: Receiver<Order>,
    frame_bytes_max: Arc<AtomicUsize>,
    began: Instant,
}

impl Ends {
    /// Tells the app what happened. False when it has dropped the line.
    fn tell(&self, event: LineEvent) -> bool {
        let told = self.tell.send(event).is_ok();
        self.waker.wake();
        told
    }

    /// Tells that these acts never arrive.
    fn tell_not_done(&self, numbers: Vec<u64>) -> bool {
        numbers.is_empty() || self.tell(LineEvent::NotDone(numbers))
    }

    /// Milliseconds since the line was asked for.
    fn now_ms(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Takes back what was to be sent while there was no connection: it must not go out late. False when the app has
    /// dropped the line.
    fn send_nothing(&self) -> bool {
        let mut unsent = Vec::new();
        loop {
            match self.ordered.try_recv() {
                Ok(Order::Send(number, _)) => unsent.extend(number),
                Ok(Order::OpenAgain) => {}
                Err(TryRecvError::Empty) => return self.tell_not_done(unsent),
                Err(TryRecvError::Disconnected) => return false,
            }
        }
    }

    /// Waits until the app wants this line again. False when it has dropped it.
    fn wait_for_wish(&self) -> bool {
        loop {
            match self.ordered.recv() {
                Ok(Order::OpenAgain) => return true,
                Ok(Order::Send(number, _)) => _ = self.tell_not_done(number.into_iter().collect()),
                Err(_) => return false,
            }
        }
    }
}

/// A connection of either kind.
trait Wire {
    /// Sends a frame. False when the connection is lost.
    fn send(&mut self, frame: Vec<u8>) -> bool;
    /// What arrived, waited for a little. None when the connection is lost.
    fn turn(&mut self) -> Option<Vec<Vec<u8>>>;
    /// Ends the connection.
    fn close(&mut self);
}

/// A connection over UDP, and when it last had its turn.
struct Datagrams(UdpLine, Instant);

impl Wire for Datagrams {
    fn send(&mut self, frame: Vec<u8>) -> bool {
        self.0.send(frame);
        true
    }

    fn turn(&mut self) -> Option<Vec<Vec<u8>>> {
        self.0.turn(since(&mut self.1))
    }

    fn close(&mut self) {
        self.0.close();
    }
}

impl Wire for WebSocket<TcpStream> {
    fn send(&mut self, frame: Vec<u8>) -> bool {
        WebSocket::send(self, Message::binary(frame)).is_ok()
    }

    fn turn(&mut self) -> Option<Vec<Vec<u8>>> {
        match self.read() {
            Ok(Message::Binary(bytes)) => Some(vec![bytes.to_vec()]),
            Ok(Message::Close(_)) => None,
            Ok(_) => Some(Vec::new()),
            Err(tungstenite::Error::Io(waited)) if is_timeout(&waited) => Some(Vec::new()),
            Err(_) => None,
        }
    }

    fn close(&mut self) {
        let _lost_already = WebSocket::close(self, None);
        let _lost_already = self.flush();
    }
}

/// Why a connection ended.
enum Served {
    /// The app closed the line.
    Done,
    /// The other side or the network did.
    Lost,
    /// The server said goodbye.
    Bye(AfterBye),
}

/// Connects until the app drops the line.
fn keep_open(mut server: Address, ends: &Ends) {
    let mut progress = Progress::default();
    let mut attempt = 0;
    loop {
        let served = match call(&mut server, ends) {
            Some(mut wire) => {
                attempt = 0;
                serve(wire.as_mut(), &server.token, &mut progress, ends)
            }
            None => Served::Lost,
        };
        let wait_ms = match served {
            Served::Done => return,
            Served::Lost if !ends.tell(LineEvent::Lost) => return,
            Served::Lost => retry_ms(attempt),
            Served::Bye(AfterBye::Again(wait_ms)) => wait_ms,
            Served::Bye(_) if ends.wait_for_wish() => 0,
            Served::Bye(_) => return,
        };
        thread::sleep(Duration::from_millis(u64::from(wait_ms)));
        if !ends.send_nothing() {
            return;
        }
        attempt = attempt.saturating_add(1);
    }
}

/// Opens a connection over UDP, or over a WebSocket where UDP does not get through.
fn call(server: &mut Address, ends: &Ends) -> Option<Box<dyn Wire>> {
    let ticket = server.udp.take().or_else(|| another_ticket(server));
    if let Some(line) = ticket.and_then(|ticket| UdpLine::open(ticket.server, &ticket.bytes, UDP_TRY)) {
        ends.frame_bytes_max.store(UDP_FRAME_BYTES_MAX, Ordering::Release);
        return Some(Box::new(Datagrams(line, Instant::now())));
    }
    ends.frame_bytes_max.store(INBOUND_BYTES_MAX, Ordering::Release);
    let address = server.host.to_socket_addrs().ok()?.next()?;
    let stream = TcpStream::connect_timeout(&address, SILENCE_MAX).ok()?;
    // A server that takes the connection and says nothing must not hold the thread.
    stream.set_read_timeout(Some(SILENCE_MAX)).ok()?;
    stream.set_write_timeout(Some(SILENCE_MAX)).ok()?;
    let (socket, _) = tungstenite::client(server.socket.as_str(), stream).ok()?;
    socket.get_ref().set_read_timeout(Some(TURN)).ok()?;
    Some(Box::new(socket))
}

/// Asks for another ticket, since each opens a line once.
fn another_ticket(server: &Address) -> Option<UdpTicket> {
    ask(&server.host, "udp", &serde_json::json!({ "token": server.token }), "").ok()?.1
}

/// Says hello, and carries frames until the connection ends or is silent for too long.
fn serve(wire: &mut dyn Wire, token: &str, progress: &mut Progress, ends: &Ends) -> Served {
    if !wire.send(encode(&progress.hello(token))) {
        return Served::Lost;
    }
    if !ends.tell(LineEvent::Opened) {
        return Served::Done;
    }
    let mut silence = Silence::from(ends.now_ms());
    while silence.left_ms(ends.now_ms()).is_some() {
        loop {
            match ends.ordered.try_recv() {
                Ok(Order::Send(number, frame)) => {
                    number.into_iter().for_each(|number| progress.said(number));
                    if !wire.send(frame) {
                        return Served::Lost;
                    }
                }
                Ok(Order::OpenAgain) => {}
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    wire.close();
                    return Served::Done;
                }
            }
        }
        let Some(frames) = wire.turn() else { return Served::Lost };
        if !frames.is_empty() {
            silence = Silence::from(ends.now_ms());
        }
        for frame in frames {
            if let Some(end) = hear(&frame, progress, ends) {
                wire.close();
                return end;
            }
        }
    }
    wire.close();
    Served::Lost
}

/// Takes a frame to the app. Gives why the connection ends, when it does.
fn hear(frame: &[u8], progress: &mut Progress, ends: &Ends) -> Option<Served> {
    let Ok(message) = decode_server(frame) else {
        progress.garbled();
        return None;
    };
    if message == ServerMsg::Beat {
        return None;
    }
    let bye = if let ServerMsg::Bye(reason) = &message { Some(Served::Bye(after_bye(&reason.id))) } else { None };
    let not_done = progress.heard(&message);
    let told = ends.tell(LineEvent::Heard(message)) && ends.tell_not_done(not_done);
    if told { bye } else { Some(Served::Done) }
}

fn is_timeout(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut)
}

impl Line for NativeLine {
    fn poll(&mut self) -> Vec<LineEvent> {
        self.events.try_iter().collect()
    }

    /// The thread tells what could not be sent after all.
    fn send(&mut self, number: Option<u64>, frame: Vec<u8>) -> bool {
        self.orders.send(Order::Send(number, frame)).is_ok()
    }

    fn frame_bytes_max(&self) -> usize {
        self.frame_bytes_max.load(Ordering::Acquire)
    }

    fn open_again(&mut self) {
        let _closing = self.orders.send(Order::OpenAgain);
    }

    /// The window stays and shows the farewell: there is no form to go back to.
    fn sign_out(&mut self, _sentence: &str) {}

    /// A native window is older than its server until somebody brings a new one.
    fn reload(&mut self) {}

    fn show_classes(&mut self) -> bool {
        false
    }
}
