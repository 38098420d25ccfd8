//! Every code has a page, and its examples are true: the checker finds the code in the bad one, and neither the code nor
//! any error in the good one.
//!
//! An example is a patch of the small scenario, a whole file, or a library that the small scenario draws its hospital from.
//! What no text in a page can show (a picture, a file of 9 MiB) is told in words there and made here.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{SMALL, source};
use codedark_scenario::codes::CODES;
use codedark_scenario::{Code, Severity, check_texts};
use codedark_shipped::check_file;

/// Given by play-tests alone: the tests of the server play their examples.
const PLAYED: std::ops::Range<u16> = 500..600;

/// Given when the reader contradicts itself: no text is known that leads to it.
const NEVER_SEEN: u16 = 107;

/// The fenced blocks of a page with the line that stands above each, and their languages.
fn blocks(page: &str) -> Vec<(&str, &str, &str)> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((above, fenced)) = rest.split_once("\n\n```") {
        let (block, after) = fenced.split_once("\n```").expect("every block is closed");
        let (language, block) = block.split_once('\n').expect("a block begins with its language");
        found.push((above.lines().last().expect("a line above"), language, block));
        rest = after;
    }
    found
}

/// What stands between backquotes in a line that begins so.
fn named<'a>(line: &'a str, beginning: &str) -> Option<&'a str> {
    line.strip_prefix(beginning)?.strip_prefix('`')?.strip_suffix("`:")
}

fn patch(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "`{from}` stands once in the scenario");
    text.replacen(from, to, 1)
}

/// The hospital of a scenario, as it stands there.
fn hospital(text: &str) -> &str {
    let start = text.find("hospital: (").expect("a hospital");
    let end = text.find(",\n    adversary: (").expect("an adversary");
    &text[start..end]
}

/// The problems of a scenario. `hospitals/clinic` is `library` or holds the hospital of `prepared`, as `hospitals/ward`
/// does; `hospitals/chain-3` draws on `hospitals/chain-2`, and so on down to it.
fn checked(text: &str, prepared: &str, library: Option<&str>) -> Vec<&'static Code> {
    let ward = format!("(version: 1, {})", hospital(prepared));
    let found = check_texts(source("small.ron", text), &|name| {
        let below = match name.strip_prefix("library/hospitals/")?.strip_suffix(".ron")? {
            "ward" => return Some(source(name, &ward)),
            "clinic" => return Some(source(name, library.unwrap_or(&ward))),
            chain => chain.strip_prefix("chain-")?.parse::<u32>().ok()?.checked_sub(1)?,
        };
        let below = if below == 0 { "ward".to_string() } else { format!("chain-{below}") };
        Some(source(name, &format!("(version: 1, hospital: (from: \"hospitals/{below}\"))")))
    });
    found.problems.iter().map(|problem| problem.code).collect()
}

/// The problems of an example, which stands below the line `how`.
fn tried(how: &str, prepared: &str, example: &str) -> Vec<&'static Code> {
    let drawn = prepared.replacen(hospital(prepared), "hospital: (from: \"hospitals/clinic\")", 1);
    if how == "Bad, as the whole file:" {
        checked(example, prepared, None)
    } else if how == "Bad, as the library `hospitals/clinic`:" {
        checked(&drawn, prepared, Some(example))
    } else {
        let from = named(how, "Bad, in place of ").unwrap_or_else(|| panic!("no kind of example: {how}"));
        let base = if prepared.contains(from) { prepared } else { &drawn };
        checked(&patch(base, from, example), prepared, None)
    }
}

/// The problems of the file that a page of words speaks of.
fn made(code: &Code) -> Vec<&'static Code> {
    let folder = folder(code);
    let file = folder.join("night.ron");
    let crowd = |piece: &str| {
        format!("texts: {{{}", (0..300).map(|at| piece.replace('#', &at.to_string())).collect::<String>())
    };
    let bytes = match code.name {
        "no-file" => return found_in(&file),
        "file-too-large" => vec![b' '; 9 << 20],
        "not-utf8" => {
            [0xff, 0xfe].into_iter().chain("(version: 1)".encode_utf16().flat_map(u16::to_le_bytes)).collect()
        }
        "too-many" => patch(SMALL, "texts: {", &crowd("\"zone.#\": 0, ")).into_bytes(),
        "too-many-warnings" => patch(SMALL, "texts: {", &crowd("\"zone.#\": { \"en\": \"Ward\" }, ")).into_bytes(),
        "not-text" => b"PK\x03\x04 and what follows in an office document".to_vec(),
        "outside-folder" => {
            let elsewhere = folder.with_extension("elsewhere");
            fs::write(&elsewhere, format!("(version: 1, {})", hospital(SMALL))).expect("write");
            fs::create_dir_all(folder.join("library/hospitals")).expect("a folder");
            link(&elsewhere, &folder.join("library/hospitals/clinic.ron"));
            patch(SMALL, hospital(SMALL), "hospital: (from: \"hospitals/clinic\")").into_bytes()
        }
        "too-much" => format!("(version: 1, starts: [{}])", "1, ".repeat(300_000)).into_bytes(),
        name => panic!("nothing makes the file of the page about {name}"),
    };
    fs::write(&file, bytes).expect("write");
    found_in(&file)
}

fn found_in(file: &Path) -> Vec<&'static Code> {
    check_file(file).problems.iter().map(|problem| problem.code).collect()
}

/// A folder of this code's own, emptied first.
fn folder(code: &Code) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages").join(code.name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

#[cfg(unix)]
fn link(to: &Path, from: &Path) {
    std::os::unix::fs::symlink(to, from).expect("a link");
}

#[cfg(windows)]
fn link(to: &Path, from: &Path) {
    std::os::windows::fs::symlink_file(to, from).expect("a link");
}

fn listed(codes: &[&Code]) -> String {
    codes.iter().map(|code| format!("{code} ")).collect()
}

/// What is wrong with a code's page.
fn faults(code: &'static Code) -> Vec<String> {
    let page = code.page();
    let mut faults = Vec::new();
    if !page.starts_with(&format!("# {code} {}: {}\n\n", code.name, code.title))
        || !page.contains("\n\nWhy it matters: ")
    {
        faults.push("it lacks its title, its meaning or why it matters".to_string());
    }
    let blocks = blocks(page);
    let prepared = blocks.iter().fold(SMALL.to_string(), |text, (how, _, piece)| {
        let from = named(how, "First, in place of ").or_else(|| named(how, "And, in place of "));
        from.map_or(text.clone(), |from| patch(&text, from, piece))
    });
    let examples = blocks.iter().skip_while(|(how, ..)| !how.starts_with("Bad")).collect::<Vec<_>>();
    match examples[..] {
        _ if code.number == NEVER_SEEN => {}
        [(how, "text", _), ("Good:", "text", _)] => {
            let bad = if PLAYED.contains(&code.number) { Vec::new() } else { made(code) };
            if *how != "Bad:" || !(PLAYED.contains(&code.number) || bad.contains(&code)) {
                faults.push(format!("{how} {}", listed(&bad)));
            }
        }
        [(how, "ron", bad), ("Good:", "ron", good)] => {
            let (bad, good) = (tried(how, &prepared, bad), tried(how, &prepared, good));
            let told = if PLAYED.contains(&code.number) { bad.is_empty() } else { bad.contains(&code) };
            if !told {
                faults.push(format!("{how} {}", listed(&bad)));
            }
            if good.iter().any(|found| *found == code || found.severity == Severity::Error) {
                faults.push(format!("Good: {}", listed(&good)));
            }
        }
        _ => faults.push("it lacks a bad and a good example in ron or in words".to_string()),
    }
    faults
}

#[test]
fn the_examples_of_each_page_are_as_it_says() {
    let mut wrong = Vec::new();
    for code in CODES {
        if code.page().is_empty() {
            wrong.push(format!("{code} {} has no page", code.name));
        } else {
            wrong.extend(faults(code).iter().map(|fault| format!("{code} {}: {fault}", code.name)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
