//! Every answer, good or not, tells the browser that the page runs only what comes from here, stands in no frame, and tells
//! nobody where it was read; and what is data is kept on no disk.

use std::path::Path;

use crate::common::program::Program;

const SAID: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()"),
];

#[test]
fn with_every_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/page");
    let page = page.to_str().expect("text");
    let program = Program::start(&folder.path().join("class.sqlite"), &["--page", page]);
    let own = program.session();
    for (method, path, headers, status, kept) in [
        ("GET", "/", "", 200, "no-cache"),
        ("GET", "/boot.js", "", 200, "no-cache"),
        ("GET", "/no-such-file", "", 404, "no-cache"),
        ("GET", "/healthz", "", 200, "no-store"),
        ("GET", "/api/classes", own, 200, "no-store"),
        ("GET", "/api/classes", "", 401, "no-store"),
        ("GET", "/api/no-such-question", "", 404, "no-store"),
        ("POST", "/api/join", "", 400, "no-store"),
        ("PUT", "/api/join", "", 405, "no-store"),
        ("GET", "/library", own, 200, "no-store"),
        ("GET", "/ws", "", 400, "no-cache"),
        ("GET", "/", "Host: evil.example\r\n", 421, "no-cache"),
    ] {
        let answer = program.request(method, path, headers, "");
        assert_eq!(answer.status, status, "{method} {path}");
        for (name, value) in SAID {
            // Nobody is at home under another name.
            let apart = name == "cross-origin-opener-policy" && headers.contains("evil");
            assert_eq!(answer.header(name), (!apart).then_some(value), "{method} {path}: {name}");
        }
        assert_eq!(answer.header("cache-control"), Some(kept), "{method} {path}");
    }
}

#[test]
fn the_page_holds_no_script_or_style_itself() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/page/index.html");
    let page = std::fs::read_to_string(page).expect("the page");
    for part in page.split('<').skip(1) {
        let tag = part.split('>').next().unwrap_or_default();
        assert!(!tag.starts_with("style"), "<{tag}>");
        assert!(!tag.starts_with("script") || tag.contains("src="), "<{tag}>");
        let own = |attribute: &str| {
            attribute.contains('=') && (attribute.starts_with("style") || attribute.starts_with("on"))
        };
        assert!(!tag.split_whitespace().any(own), "<{tag}>");
        assert!(!tag.contains("javascript:"), "<{tag}>");
    }
}
