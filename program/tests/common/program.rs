//! The real program, started and killed, and pages that talk to it over its own port.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
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
    session: OnceLock<String>,
}

impl Program {
    /// Starts the server on this file, with these further options.
    pub fn start(data: &Path, options: &[&str]) -> Program {
        let program = Program::start_with(data, options, Some(KEY)).0;
        assert_eq!(program.request("GET", "/healthz", "", "").status, 200, "it answers");
        program
    }

    /// The same with this key, or without one; and what it said, up to the code of a class if there is one.
    pub fn start_with(data: &Path, options: &[&str], key: Option<&str>) -> (Program, String) {
        let started = Instant::now();
        let mut child = Program::spawn_with(data, options, key);
        let mut lines = BufReader::new(child.stdout.take().expect("its output is read")).lines();
        let mut said = String::new();
        for line in lines.by_ref() {
            said += &(line.expect("text") + "\n");
            if said.contains("People join with:") || said.contains("To open it to the local network") {
                break;
            }
        }
        // Behind a proxy the names that people use come first.
        let mut told = said.lines().filter_map(|line| line.split_once("://")?.1.trim().parse().ok());
        let address = told.next().unwrap_or_else(|| panic!("it tells where its page is: {said}"));
        // The rest is read away, so that the program never waits for it; a test that fails shows what went wrong.
        std::thread::spawn(move || lines.for_each(drop));
        let complaints = BufReader::new(child.stderr.take().expect("its complaints are read")).lines();
        std::thread::spawn(move || complaints.map_while(Result::ok).for_each(|line| eprintln!("the server: {line}")));
        (Program { child, address, started, session: OnceLock::new() }, said)
    }

    /// The process alone, which may end by itself.
    pub fn spawn(data: &Path, options: &[&str]) -> Child {
        Program::spawn_with(data, options, Some(KEY))
    }

    /// The same with this key, or without one.
    pub fn spawn_with(data: &Path, options: &[&str], key: Option<&str>) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_codedark"));
        command.args(["serve", "--no-udp", "--data"]).arg(data).args(options).env_remove("CODEDARK_KEY");
        if let Some(key) = key {
            command.env("CODEDARK_KEY", key);
        }
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

    /// Status and body of a request in the facilitator's session.
    pub fn http(&self, method: &str, path: &str, body: &str) -> (u16, String) {
        let answer = self.request(method, path, self.session(), body);
        (answer.status, answer.body)
    }

    /// The answer to a request with these headers, each ended as HTTP ends lines. Its own host stands in front of them unless
    /// they name one.
    pub fn request(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        let stream = TcpStream::connect(self.address).expect("the port is open");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        let host = if headers.contains("Host: ") { String::new() } else { format!("Host: {}\r\n", self.address) };
        Answer::to(stream, &format!("{method} {path} HTTP/1.1\r\n{host}{headers}"), body)
    }

    /// A header with the cookie of a facilitator's session, ended as HTTP ends lines.
    pub fn session(&self) -> &str {
        self.session.get_or_init(|| {
            let answer = self.request("POST", "/api/session", "", &json!({ "key": KEY }).to_string());
            assert_eq!(answer.status, 200, "{}", answer.body);
            let cookie = answer.header("set-cookie").expect("a cookie");
            format!("Cookie: {}\r\n", cookie.split(';').next().expect("a value"))
        })
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

    /// Somebody joins the first class. Gives their token.
    pub fn join(&self, name: &str) -> String {
        let code = self.classes()[0]["code"].clone();
        let entered = self.ask("POST", "/api/join", &json!({ "name": name, "code": code }));
        entered["token"].as_str().expect("a token").to_owned()
    }

    /// A facilitator enters the first class. Gives their token.
    pub fn login(&self) -> String {
        let class = self.classes()[0]["id"].clone();
        let entered = self.ask("POST", "/api/login", &json!({ "class": class }));
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

/// What a request got.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    /// Asks over a connection, and reads until its end. `head` has no empty line yet.
    pub fn to(mut stream: impl Read + Write, head: &str, body: &str) -> Answer {
        write!(stream, "{head}Connection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len()).expect("it is taken");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it is answered");
        let answer = String::from_utf8_lossy(&answer);
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let named = |line: &&str| line.split(':').next().is_some_and(|found| found.eq_ignore_ascii_case(name));
        self.head.lines().find(named).and_then(|line| line.split_once(": ")).map(|(_, value)| value)
    }

    /// Why it was refused.
    pub fn reason(&self) -> String {
        let told: Value = serde_json::from_str(&self.body).unwrap_or_default();
        told["reason"].as_str().unwrap_or_default().to_owned()
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
        self.read().ok()
    }

    /// The next message, or how the line ended.
    fn read(&mut self) -> Result<ServerMsg, tungstenite::Error> {
        loop {
            if let Message::Binary(frame) = self.socket.read()? {
                return Ok(decode_server(&frame).expect("a message"));
            }
        }
    }

    /// Reads until a message is what the test waits for.
    pub fn until(&mut self, mut holds: impl FnMut(&ServerMsg) -> bool) {
        let mut last = None;
        loop {
            let message = match self.read() {
                Ok(message) => message,
                Err(ended) => panic!("the line ended ({ended}); its last message was {last:?}"),
            };
            if holds(&message) {
                return;
            }
            last = Some(message);
        }
    }
}
