//! The real program, started and killed, and pages that talk to it over its own port.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use codedark_protocol::{ClientMsg, PROTOCOL_VERSION, ServerMsg, decode_server, encode};
use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

/// The facilitator's key.
pub const KEY: &str = "TESTTESTTEST";
/// How long a page waits for a frame before the test fails: generous, since nothing takes that long.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running server.
pub struct Program {
    child: Child,
    /// Where its page is.
    pub address: SocketAddr,
    started: Instant,
}

impl Program {
    /// Starts the server on this file, with these further options.
    pub fn start(data: &Path, options: &[&str]) -> Program {
        let started = Instant::now();
        let mut child = Program::spawn(data, options);
        let mut lines = BufReader::new(child.stdout.take().expect("its output is read")).lines();
        let address = lines.find_map(|line| {
            let line = line.expect("text");
            line.split_once("http://")?.1.trim().parse().ok()
        });
        let address = address.expect("the program tells where its page is");
        // The rest is read away, so that the program never waits for it.
        std::thread::spawn(move || lines.for_each(drop));
        let program = Program { child, address, started };
        program.health();
        program
    }

    /// The process alone, which may end by itself.
    pub fn spawn(data: &Path, options: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_codedark"));
        command.args(["serve", "--no-udp", "--key", KEY, "--data"]).arg(data).args(options);
        if !options.contains(&"--listen") {
            command.args(["--listen", "127.0.0.1:0"]);
        }
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the program starts")
    }

    /// Its process id.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Kills it with SIGKILL.
    pub fn kill(mut self) {
        self.child.kill().expect("it is killed");
        self.child.wait().expect("it is gone");
    }

    /// Ends it as a test ends.
    pub fn end(self) {
        self.kill();
    }

    /// Milliseconds since it was started.
    pub fn since_start_ms(&self) -> u64 {
        self.started.elapsed().as_millis() as u64
    }

    /// Status and body of a request with the facilitator's key.
    pub fn http(&self, method: &str, path: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).expect("the port is open");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        let head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        let head = format!("{head}x-facilitator-key: {KEY}\r\nContent-Length: {}\r\n\r\n", body.len());
        write!(stream, "{head}{body}").expect("the request is taken");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the answer is text");
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default())
    }

    /// What a question gives that is not refused.
    pub fn ask(&self, method: &str, path: &str, question: &Value) -> Value {
        let (status, body) = self.http(method, path, &question.to_string());
        assert_eq!(status, 200, "{path}: {body}");
        serde_json::from_str(&body).expect("JSON")
    }

    /// The classes of the facilitator's list.
    pub fn classes(&self) -> Vec<Value> {
        self.ask("GET", "/api/classes", &json!({}))["classes"].as_array().expect("a list").clone()
    }

    fn health(&self) {
        assert_eq!(self.http("GET", "/healthz", "").0, 200, "it answers");
    }

    /// Somebody joins the first class. Gives their token.
    pub fn join(&self, name: &str) -> String {
        let code = self.classes()[0]["code"].clone();
        let entered = self.ask("POST", "/api/join", &json!({ "name": name, "code": code }));
        entered["token"].as_str().expect("a token").to_owned()
    }

    /// A facilitator enters the first class. Gives their token.
    pub fn login(&self) -> String {
        let class = self.classes()[0]["id"].clone();
        let entered = self.ask("POST", "/api/login", &json!({ "key": KEY, "class": class }));
        entered["token"].as_str().expect("a token").to_owned()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It is gone already where the test ended it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody's page.
pub struct Page {
    socket: WebSocket<TcpStream>,
}

impl Page {
    /// Opens a line and says hello.
    pub fn hello(program: &Program, token: &str) -> Page {
        let stream = TcpStream::connect(program.address).expect("the port is open");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        let (socket, _) = tungstenite::client(format!("ws://{}/ws", program.address), stream).expect("the door opens");
        let mut page = Page { socket };
        let (version, token) = (PROTOCOL_VERSION, token.to_owned());
        page.say(&ClientMsg::Hello { version, token, had: None, asks: Vec::new() });
        page
    }

    /// Sends a message.
    pub fn say(&mut self, message: &ClientMsg) {
        assert!(self.try_say(message), "the line holds");
    }

    /// Sends a message; false when the line has ended.
    pub fn try_say(&mut self, message: &ClientMsg) -> bool {
        self.socket.send(Message::binary(encode(message))).is_ok()
    }

    /// The next message; none when the line has ended.
    pub fn next(&mut self) -> Option<ServerMsg> {
        loop {
            match self.socket.read() {
                Ok(Message::Binary(frame)) => return Some(decode_server(&frame).expect("a message")),
                Ok(_) => {}
                Err(_) => return None,
            }
        }
    }

    /// Reads until a message is what the test waits for.
    pub fn until(&mut self, mut holds: impl FnMut(&ServerMsg) -> bool) {
        loop {
            let message = self.next().expect("the line holds");
            if holds(&message) {
                return;
            }
        }
    }
}
