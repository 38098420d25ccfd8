//! `codedark scenario watch` checks a file whenever it is saved, and its preview shows the last state without errors.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Stdio};

use crate::common::{Desk, shipped};

/// The program while it watches; ended with the test.
struct Watching {
    program: Child,
    lines: BufReader<ChildStdout>,
}

impl Watching {
    fn start(desk: &Desk, file: &str) -> Watching {
        let mut command = desk.program(&["scenario", "watch", file, "--page", "page"]);
        let mut program = command.stdout(Stdio::piped()).spawn().expect("the program starts");
        let lines = BufReader::new(program.stdout.take().expect("it prints"));
        Watching { program, lines }
    }

    /// What it prints, up to a line with these words.
    fn until(&mut self, words: &str) -> String {
        let mut said = String::new();
        while !said.lines().last().is_some_and(|line| line.contains(words)) {
            assert!(self.lines.read_line(&mut said).expect("it prints") > 0, "it ended; it said:\n{said}");
        }
        said
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.program.kill().expect("it was running");
        self.program.wait().expect("it ends");
    }
}

/// What the preview answers. Between two classes the port is open, and its answer waits.
fn get(address: &str, path: &str) -> String {
    let mut line = TcpStream::connect(address).expect("the port stays open");
    write!(line, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").expect("the question is sent");
    let mut answer = String::new();
    line.read_to_string(&mut answer).expect("an answer in words");
    answer
}

#[test]
fn a_save_is_checked_and_a_sound_one_is_shown() {
    let desk = Desk::new();
    let text = std::fs::read_to_string(shipped().join("conti-friday.ron")).expect("a shipped scenario");
    desk.write("case.ron", &text);
    desk.write("page/index.html", "<html><body>The page</body></html>");
    let mut watching = Watching::start(&desk, "case.ron");

    let said = watching.until("The page:");
    assert!(said.contains("case.ron checked: 0 errors"), "{said}");
    let address = said.lines().last().and_then(|line| line.split("http://").nth(1)).expect("an address").to_owned();
    let page = get(&address, "/");
    assert!(page.contains("The page") && page.contains("<script src=\"/preview.js\">"), "{page}");
    assert!(get(&address, "/preview.js").contains("location.reload()"), "the page holds no script itself");
    assert!(get(&address, "/preview").ends_with("\r\n1"), "the first class");
    assert!(get(&address, "/healthz").contains("\"ok\":true"), "the class is there");

    desk.write("case.ron", &text.replace("hospitals/regional-300", "hospitals/regional-30"));
    let said = watching.until("checked:");
    assert!(said.contains("case.ron:") && said.contains("regional-30"), "the problem at its place: {said}");
    assert!(said.contains("case.ron checked: 1 error,"), "{said}");
    assert!(get(&address, "/preview").ends_with("\r\n1"), "the last sound state is still shown");

    desk.write("case.ron", &format!("{text}\n// Sound again."));
    let said = watching.until("checked:");
    assert!(said.contains("case.ron checked: 0 errors"), "{said}");
    let said = watching.until("People join with:");
    assert!(said.contains(&address), "the same address: {said}");
    assert!(get(&address, "/preview").ends_with("\r\n2"), "the second class");
    assert!(get(&address, "/healthz").contains("\"people\":0"), "nobody has joined it");
}
