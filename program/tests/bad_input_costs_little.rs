//! Whatever is handed to the checker as a scenario, it answers with a clear sentence that names the limit, in bounded
//! memory, and writes nothing. The system holds the program to that memory; `codedark bench` tells the time.

use std::fs;
use std::process::Command;

use crate::common::{Desk, Said, said, shipped};

/// Most memory that a refusal may need, in KiB: a file of 8 MiB as a text and as half a million words of it.
const MEMORY_KIB_MAX: u32 = 256 << 10;

/// What the program says of a file when it can have no more memory than that: one that asks for more ends by a signal.
/// What a child used cannot be asked for afterwards: Linux counts what its parent held when it began.
fn checked(desk: &Desk, file: &str) -> Said {
    let program = desk.program(&["scenario", "check", file]);
    let limited = format!("ulimit -d {MEMORY_KIB_MAX} && exec \"$0\" \"$@\"");
    let mut shell = Command::new("sh");
    shell.args(["-c", &limited]).arg(program.get_program()).args(program.get_args()).current_dir(desk.path(""));
    said(&shell.output().expect("a shell starts"))
}

/// Checks one file: refused with these words, cheaply, and nothing is beside it afterwards.
fn refused(name: &str, bytes: &[u8], words: &str) {
    let desk = Desk::new();
    fs::write(desk.path(name), bytes).expect("the file can be written");
    expect(&desk, name, words);
    assert_eq!(fs::read(desk.path(name)).expect("it is still there"), bytes, "{name} is as it was");
}

fn expect(desk: &Desk, name: &str, words: &str) {
    let before = desk.files();
    let said = checked(desk, name);
    assert!([1, 2].contains(&said.code), "{name} is refused: {}", said.code);
    let told = format!("{}{}", said.out, said.err);
    assert!(told.contains(words), "{name}: {}", told.chars().take(2000).collect::<String>());
    assert!(told.len() < 200_000, "{name}: {} bytes are more than anybody reads", told.len());
    assert_eq!(desk.files(), before, "{name}: nothing was written");
}

fn sound() -> String {
    fs::read_to_string(shipped().join("lab-supplier.ron")).expect("a shipped scenario")
}

fn spoilt(from: &str, to: &str) -> String {
    let text = sound();
    assert_eq!(text.matches(from).count(), 1, "`{from}` stands once");
    text.replacen(from, to, 1)
}

#[test]
fn what_is_too_large_is_refused() {
    refused("large.ron", &vec![b' '; 50_000_000], "at most 8 MiB");
    refused("list.ron", format!("(version: 1, starts: [{}])", "1,".repeat(4_000_000)).as_bytes(), "more than 500000");
    refused("quotes.ron", "\"\",".repeat(2_500_000).as_bytes(), "more than 500000");
    refused("digits.ron", format!("(version: {})", "9".repeat(8_000_000)).as_bytes(), "error");
    refused("line.ron", format!("(id: \"{}\")", "x".repeat(8_000_000)).as_bytes(), "error");
    refused("comments.ron", "/*".repeat(4_000_000).as_bytes(), "error");
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    for open in ["(", "[", "{", "A(", "[(", "{\"a\":"] {
        refused("deep.ron", open.repeat(10_000).as_bytes(), "more than 64 deep");
        refused("deeper.ron", open.repeat(8_000_000 / open.len()).as_bytes(), "more than");
    }
    let conditions = format!("requires: {}Did(\"a\"){}", "Not(".repeat(10_000), ")".repeat(10_000));
    refused("not.ron", spoilt("requires: Did(\"send-samples-out\")", &conditions).as_bytes(), "more than 64 deep");
}

#[test]
fn a_pattern_for_a_billion_things_is_refused() {
    let group = |count: &str| {
        format!("hospital: (from: \"hospitals/regional-300\", with: (hosts: [(id: \"crowd\", count: {count})]))")
    };
    for count in ["1_000_000_000", "4294967295", "99999999999999999999999999"] {
        let text = spoilt("hospital: (from: \"hospitals/regional-300\")", &group(count));
        refused("crowd.ron", text.as_bytes(), "error");
    }
}

#[test]
fn lists_of_many_equal_things_are_refused() {
    let inject = "(id: \"again\", role: it_lead, when: After(5)),".repeat(20_000);
    refused(
        "injects.ron",
        format!("(version: 1, id: \"a\", injects: [{inject}])").as_bytes(),
        "mend the ones above first",
    );
    let equal = "\"a\": {\"en\": \"A\"},".repeat(50_000);
    refused("texts.ron", spoilt("    texts: {\n", &format!("    texts: {{{equal}\n")).as_bytes(), "written twice");
}

#[test]
fn other_encodings_and_types_are_named() {
    let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.into_iter().chain(sound().encode_utf16().flat_map(bytes)).collect()
    };
    refused("le.ron", &utf16([0xff, 0xfe], u16::to_le_bytes), "UTF-16");
    refused("be.ron", &utf16([0xfe, 0xff], u16::to_be_bytes), "UTF-16");
    refused("latin.ron", b"(version: 1, id: \"b\xe4r\")", "not UTF-8");
    refused("zeros.ron", &vec![0; 1_000_000], "zero bytes");
    for (name, bytes, what) in [
        ("table.ron", &b"PK\x03\x04"[..], "ZIP archive or an office document"),
        ("map.ron", b"\x89PNG\r\n\x1a\n", "PNG picture"),
        ("paper.ron", b"%PDF-1.7", "PDF document"),
        ("tool.ron", b"\x7fELF", "a program"),
        ("page.ron", b"<!DOCTYPE html><html></html>", "error"),
        ("object.ron", b"{\"version\": 1}", "error"),
        ("empty.ron", b"", "empty"),
    ] {
        refused(name, bytes, what);
    }
    // A mark that some editors write before UTF-8 is no mistake of an author's.
    let desk = Desk::new();
    desk.write("marked.ron", &format!("\u{feff}{}", sound()));
    let said = desk.run(&["scenario", "check", "marked.ron"]);
    assert_eq!(said.code, 0, "{}", said.out);
}

#[test]
fn libraries_that_climb_out_of_the_folder_are_refused() {
    let desk = Desk::new();
    desk.write("secret.ron", "(version: 1, hospital: (zones: []))");
    let outside = desk.path("secret").display().to_string();
    for library in
        ["../secret", "hospitals/../../../secret", &outside, "..\\secret", "hospitals//regional-300", "%2e%2e/secret"]
    {
        let from = format!("hospital: (from: {library:?})");
        desk.write("mine/climbs.ron", &spoilt("hospital: (from: \"hospitals/regional-300\")", &from));
        expect(&desk, "mine/climbs.ron", "error");
        let said = desk.run(&["scenario", "check", "mine/climbs.ron", "--format", "json"]);
        assert!(!said.out.contains("zones"), "nothing of that file is read: {}", said.out);
    }
}

#[cfg(unix)]
#[test]
fn links_pipes_and_folders_are_no_scenarios() {
    let desk = Desk::new();
    desk.write("secret.ron", "(version: 1, hospital: (zones: []))");
    desk.write("mine/linked.ron", &spoilt("hospitals/regional-300", "hospitals/mine"));
    fs::create_dir_all(desk.path("mine/library/hospitals")).expect("a folder");
    let link = desk.path("mine/library/hospitals/mine.ron");
    std::os::unix::fs::symlink(desk.path("secret.ron"), link).expect("a link");
    expect(&desk, "mine/linked.ron", "leads out of the scenario's folder");
    std::os::unix::fs::symlink("turn.ron", desk.path("turn.ron")).expect("a link to itself");
    expect(&desk, "turn.ron", "cannot be read");
    let made = Command::new("mkfifo").arg(desk.path("pipe.ron")).status().expect("mkfifo is there");
    assert!(made.success());
    expect(&desk, "pipe.ron", "no file that can be read");
    expect(&desk, "/dev/zero", "no file that can be read");
}
