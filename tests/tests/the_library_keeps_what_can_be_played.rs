//! An author saves a scenario on the server and a class is opened with it; whatever cannot be kept gets one sentence, and
//! nothing is written.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;

use codedark_scenario::edit;
use codedark_shipped::built_in;
use codedark_tests::Server;

/// A folder that goes with its test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("codedark-{name}-{}", std::process::id()));
        let _not_there = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder for the test");
        Folder(folder)
    }

    /// Every file below, by its path.
    fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder").flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    let path = entry.path();
                    found.push(path.strip_prefix(&self.0).expect("below it").display().to_string());
                }
            }
        }
        found
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _left_to_the_system = fs::remove_dir_all(&self.0);
    }
}

fn headers(session: &str, kind: &str) -> String {
    format!("{session}content-type: {kind}\r\n")
}

fn scenario(title: &str) -> String {
    let main = built_in("conti-friday").expect("shipped");
    edit::set(&main, &built_in, "texts/scenario.title/en", &edit::quoted(title)).expect("a title")
}

#[test]
fn a_saved_scenario_is_played() {
    let folder = Folder::new("library-saved");
    let server = Server::beside(&folder.0.join("class.sqlite"));
    let allowed = headers(&server.session(), "text/plain; charset=utf-8");
    for title in ["A first title", "Our own winter"] {
        let (status, told) = server.http_with("POST", "/library/our-winter", &allowed, &scenario(title));
        assert_eq!(status, 200, "{told}");
    }
    assert_eq!(folder.files(), ["library/our-winter.ron"], "one file, and nothing beside it");
    assert_eq!(server.http("GET", "/library", "").0, 401, "its names, too, are the facilitator's");
    assert_eq!(server.http_with("GET", "/library", &allowed, "").1, r#"{"scenarios":["our-winter"]}"#);
    let (_, text) = server.http_with("GET", "/library/our-winter", &allowed, "");
    assert_eq!(text, scenario("Our own winter"), "the newer one, letter by letter");

    let (status, told) = server.http_with("POST", "/library/our-winter/class", &allowed, "");
    assert_eq!(status, 200, "{told}");
    let token = serde_json::from_str::<serde_json::Value>(&told).expect("JSON")["token"].clone();
    let (_, welcomed) = server.http("POST", "/api/udp", &serde_json::json!({ "token": token }).to_string());
    assert!(welcomed.contains(token.as_str().expect("a token")), "the token opens the new class: {welcomed}");
    let (status, _) =
        server.http("POST", "/api/join", &serde_json::json!({ "name": "Ada", "code": server.code }).to_string());
    assert_eq!(status, 200, "the other class goes on beside it");
}

#[test]
fn what_cannot_be_kept_is_refused_in_a_sentence() {
    let folder = Folder::new("library-refused");
    let server = Server::beside(&folder.0.join("class.sqlite"));
    let session = server.session();
    let (right, wrong) =
        (headers(&session, "text/plain"), headers("cookie: codedark_session=guessed\r\n", "text/plain"));
    let (image, good) = (headers(&session, "image/png"), scenario("Ours"));
    let broken = good.replace("hospitals/regional-300", "hospitals/regional-30");
    let brackets = "[".repeat(10_000);
    let long = format!("/library/{}", "x".repeat(61));
    for (path, headers, body, status, words, why) in [
        ("/library/..%2Fout", &right, good.as_str(), 400, "small letters", "a name that climbs out"),
        ("/library/..%5Cout", &right, good.as_str(), 400, "small letters", "the same for another system"),
        ("/library/%2Ftmp%2Fout", &right, good.as_str(), 400, "small letters", "a path from the root"),
        ("/library/Our%20Case", &right, good.as_str(), 400, "small letters", "capitals and a space"),
        (long.as_str(), &right, good.as_str(), 400, "at most 60", "a name that is too long"),
        ("/library/conti-friday", &right, good.as_str(), 400, "shipped scenario", "a shipped name"),
        ("/library/ours", &wrong, good.as_str(), 401, "facilitator's key", "no session of ours"),
        ("/library/ours", &String::new(), good.as_str(), 401, "facilitator's key", "no session"),
        ("/library/ours", &image, good.as_str(), 415, "text/plain", "a picture"),
        ("/library/ours", &right, broken.as_str(), 400, "regional-30", "a broken scenario, with its place"),
        ("/library/ours", &right, brackets.as_str(), 400, "nested more than 64 deep", "ten thousand brackets"),
        ("/library/ours", &right, "", 400, "empty", "nothing at all"),
        ("/library/ours/class", &right, "", 400, "no scenario called ours", "a class of what is not there"),
    ] {
        let (found, told) = server.http_with("POST", path, headers, body);
        assert_eq!(found, status, "{why}: {told}");
        let told: serde_json::Value = serde_json::from_str(&told).unwrap_or_else(|_| panic!("{why}: {told}"));
        let sentence = told["error"].as_str().expect("a reason");
        assert!(sentence.contains(words), "{why}: {sentence}");
    }
    assert_eq!(folder.files(), [] as [&str; 0], "nothing was written");
}

#[test]
fn a_file_of_fifty_megabytes_is_refused_before_it_is_read() {
    let folder = Folder::new("library-large");
    let server = Server::beside(&folder.0.join("class.sqlite"));
    let headers = headers(&server.session(), "text/plain");
    let mut stream = TcpStream::connect(server.address).expect("the port is open");
    let head = format!("POST /library/ours HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}", server.address);
    write!(stream, "{head}Content-Length: 50000000\r\n\r\n").expect("the head is taken");
    // Not a byte of the file was sent: an answer shows that nobody waited for it.
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("at most 8 MiB"), "the limit is named: {answer}");
    assert_eq!(folder.files(), [] as [&str; 0], "nothing was written");
}
