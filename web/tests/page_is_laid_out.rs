//! The page's own files are copied beside the client; a page without an index is refused.

use codedark_web::cargo::artifact;
use codedark_web::client::{lay_out, write_sizes};

#[test]
fn files_and_folders_are_copied() {
    let folder = tempfile::tempdir().expect("a folder");
    let (page, dist) = (folder.path().join("page"), folder.path().join("dist"));
    std::fs::create_dir_all(page.join("icons")).expect("a folder");
    let refused = lay_out(&page, &dist).expect_err("no index.html yet");
    assert!(refused.to_string().ends_with("has no index.html"), "{refused}");
    std::fs::write(page.join("index.html"), "<!doctype html>").expect("a file");
    std::fs::write(page.join("icons/bed.svg"), "<svg/>").expect("a file");
    lay_out(&page, &dist).expect("it has an index");
    assert!(dist.join("index.html").is_file());
    assert!(dist.join("icons/bed.svg").is_file());
}

#[test]
fn the_page_can_tell_how_much_of_the_program_has_arrived() {
    let dist = tempfile::tempdir().expect("a folder");
    std::fs::write(dist.path().join("client_bg.wasm"), [0; 1234]).expect("a file");
    let refused = write_sizes(dist.path()).expect_err("one program is missing");
    assert_eq!(refused.to_string(), "studio/studio_bg.wasm is missing");
    std::fs::create_dir(dist.path().join("studio")).expect("a folder");
    std::fs::write(dist.path().join("studio/studio_bg.wasm"), [0; 567]).expect("a file");
    write_sizes(dist.path()).expect("both programs are there");
    let sizes = std::fs::read_to_string(dist.path().join("sizes.json")).expect("it was written");
    assert_eq!(sizes, "{\"client_bg.wasm\":1234,\"studio/studio_bg.wasm\":567}\n");
}

#[test]
fn cargo_tells_where_results_lie() {
    let message = r#"{"reason":"compiler-artifact","filenames":["/t/codedark-client.js","/t/codedark-client.wasm"]}"#;
    assert_eq!(artifact(message, ".wasm"), Some("/t/codedark-client.wasm".into()));
    assert_eq!(artifact(message, "/codedark"), None, "another file");
    assert_eq!(artifact(r#"{"reason":"build-finished","success":true}"#, ".wasm"), None, "another message");
    assert_eq!(artifact("warning: text", ".wasm"), None, "not JSON");
}
