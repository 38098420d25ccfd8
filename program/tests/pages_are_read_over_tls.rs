//! The program speaks TLS itself: with a certificate that it made, which names this computer's addresses, or with files of
//! the host's.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;

use crate::common::program::{Answer, KEY, Program};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use serde_json::json;

/// Asks over TLS, and trusts the certificate in this file alone.
fn ask(address: SocketAddr, trusted: &Path, method: &str, path: &str, body: &str) -> Answer {
    let mut roots = RootCertStore::empty();
    let cert = CertificateDer::from_pem_file(trusted).expect("a certificate");
    roots.add(cert).expect("it can be trusted");
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().expect("versions");
    let config = config.with_root_certificates(roots).with_no_client_auth();
    let client = ClientConnection::new(Arc::new(config), address.ip().into()).expect("a name");
    let stream = StreamOwned::new(client, TcpStream::connect(address).expect("the port is open"));
    Answer::to(stream, &format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\n"), body)
}

#[test]
fn with_a_certificate_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("class.sqlite");
    let (program, said) = Program::start_with(&data, &["--tls", "self"], Some(KEY));
    assert!(said.contains(&format!("https://{}", program.address)), "{said}");
    let cert = folder.path().join("certificate.pem");
    let begun = ask(program.address, &cert, "POST", "/api/session", &json!({ "key": KEY }).to_string());
    assert_eq!(begun.status, 200, "{}", begun.body);
    assert!(begun.header("set-cookie").is_some_and(|cookie| cookie.contains("; Secure")), "{}", begun.head);
    assert_eq!(begun.header("cross-origin-opener-policy"), Some("same-origin"));

    let mut plain = TcpStream::connect(program.address).expect("the port is open");
    write!(plain, "GET /x HTTP/1.1\r\nHost: {}\r\n\r\n", program.address).expect("sent");
    let mut answer = String::new();
    plain.read_to_string(&mut answer).expect("an answer");
    let there = format!("location: https://{}/x", program.address);
    assert!(answer.starts_with("HTTP/1.1 307") && answer.contains(&there), "who forgot the s is led there: {answer}");

    program.kill();
    let made = std::fs::read_to_string(&cert).expect("readable");
    for name in ["127.0.0.1", "localhost"] {
        assert!(made.lines().next().is_some_and(|line| line.contains(name)), "{name} is named");
    }
    let (program, _) = Program::start_with(&data, &["--tls", "self"], Some(KEY));
    assert_eq!(std::fs::read_to_string(&cert).expect("readable"), made, "it is used again");
    program.kill();
    let other = made.replacen("127.0.0.1", "192.0.2.99", 1);
    std::fs::write(&cert, &other).expect("written");
    let (program, _) = Program::start_with(&data, &["--tls", "self"], Some(KEY));
    assert_ne!(std::fs::read_to_string(&cert).expect("readable"), other, "but not for other addresses");
    assert_eq!(ask(program.address, &cert, "GET", "/healthz", "").status, 200);
}

#[test]
fn with_files_of_the_hosts() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = folder.path().join("made/class.sqlite");
    Program::start_with(&made, &["--tls", "self"], Some(KEY)).0.kill();
    let pem = made.with_file_name("certificate.pem");
    let file = pem.to_str().expect("text");
    let data = folder.path().join("class.sqlite");
    let (program, _) = Program::start_with(&data, &["--cert", file, "--cert-key", file], Some(KEY));
    assert_eq!(ask(program.address, &pem, "GET", "/healthz", "").status, 200);
    program.kill();
    let missing = folder.path().join("none.pem");
    let options = ["--cert", missing.to_str().expect("text"), "--cert-key", file];
    let output = Program::spawn_with(&data, &options, Some(KEY)).wait_with_output().expect("it ends by itself");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("none.pem"), "{said}");
    assert_eq!(said.trim().lines().count(), 1, "in one sentence: {said}");
}
