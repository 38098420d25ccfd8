//! The native line: a WebSocket on a thread of its own, after joining over HTTP.

use std::net::TcpStream;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket, connect};

use super::{Address, Line, LineEvent, Waker, retry_ms};

/// Longest wait for a frame before the thread looks for something to send.
const TURN: Duration = Duration::from_millis(30);
/// How the program is called.
const USAGE: &str = "codedark-client HOST:PORT NAME CODE   or   codedark-client HOST:PORT --facilitator KEY";

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
        let token = ask(&format!("http://{host}/api/{path}"), &body)?;
        Ok(Address { socket: format!("ws://{host}/ws"), token })
    }
}

/// Posts a question and reads the token, or the server's sentence why not.
fn ask(url: &str, body: &serde_json::Value) -> Result<String, String> {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut answer = agent
        .post(url)
        .header("content-type", "application/json")
        .send(body.to_string())
        .map_err(|failure| failure.to_string())?;
    let text = answer.body_mut().read_to_string().map_err(|failure| failure.to_string())?;
    let answer: serde_json::Value = serde_json::from_str(&text).map_err(|failure| failure.to_string())?;
    match answer["token"].as_str() {
        Some(token) => Ok(token.to_owned()),
        None => Err(answer["error"].as_str().unwrap_or(&text).to_owned()),
    }
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
}

/// Opens a line.
pub(super) fn open(url: &str, waker: Waker) -> NativeLine {
    let (tell, events) = channel();
    let (frames, to_send) = channel();
    let url = url.to_owned();
    thread::spawn(move || keep_open(&url, &waker, &tell, &to_send));
    NativeLine { events, frames: Some(frames) }
}

/// Connects until the app drops the line.
fn keep_open(url: &str, waker: &Waker, tell: &Sender<LineEvent>, to_send: &Receiver<Vec<u8>>) {
    let mut attempt = 0;
    loop {
        if let Ok((mut socket, _)) = connect(url) {
            attempt = 0;
            if tell.send(LineEvent::Opened).is_err() {
                return;
            }
            waker.wake();
            if serve(&mut socket, waker, tell, to_send) == Served::Done {
                return;
            }
        }
        if tell.send(LineEvent::Lost).is_err() {
            return;
        }
        waker.wake();
        thread::sleep(Duration::from_millis(u64::from(retry_ms(attempt))));
        attempt = attempt.saturating_add(1);
    }
}

/// Why a connection ended.
#[derive(PartialEq)]
enum Served {
    /// The app closed the line.
    Done,
    /// The other side or the network did.
    Lost,
}

fn serve(
    socket: &mut WebSocket<MaybeTlsStream<TcpStream>>,
    waker: &Waker,
    tell: &Sender<LineEvent>,
    to_send: &Receiver<Vec<u8>>,
) -> Served {
    if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
        let _best_effort = stream.set_read_timeout(Some(TURN));
    }
    loop {
        loop {
            match to_send.try_recv() {
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
                if tell.send(LineEvent::Frame(bytes.to_vec())).is_err() {
                    return Served::Done;
                }
                waker.wake();
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

    fn close(&mut self) {
        self.frames = None;
    }

    /// The window stays and shows the farewell: there is no form to go back to.
    fn sign_out(&mut self) {}
}
