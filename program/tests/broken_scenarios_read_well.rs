//! The corpus of broken scenarios, `game/scenario/tests/broken`: what an author does wrong, and what `codedark scenario check`
//! says about it, word for word. `CODEDARK_RENEW=1` writes anew what is told; read it before it is kept.
//!
//! A case is a text in parts. The first says what the author did; the others change the small scenario or give whole files,
//! and the last is what the program prints about `night.ron`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::Desk;
use codedark_scenario::codes::CODES;
use serde_json::Value;

/// Codes that no text in a case leads to: they speak of bytes, of links, of play, or of a reader that contradicts itself.
/// `each_code_has_a_page` makes what these need.
fn elsewhere(number: u16) -> bool {
    matches!(number, 1..=3 | 9..=13 | 107 | 500..)
}

/// The place of a part of a case, up to the name that may follow.
const PART: &str = "--- ";

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../game/scenario/tests")
}

struct Case {
    file: PathBuf,
    /// The parts with their titles, without the first.
    parts: Vec<(String, String)>,
    /// The whole text up to what is told.
    given: String,
}

fn cases() -> Vec<Case> {
    let folder = project().join("broken");
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder).expect("the corpus").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files.into_iter().map(case).collect()
}

fn case(file: PathBuf) -> Case {
    let text = fs::read_to_string(&file).expect("a case is text");
    let mut parts: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix(PART), parts.last_mut()) {
            (Some(title), _) => parts.push((title.trim_end().to_owned(), String::new())),
            (None, Some((_, body))) => body.push_str(line),
            (None, None) => assert!(line.trim_end().ends_with('.'), "{file:?} begins with one sentence"),
        }
    }
    let told = text.rfind("--- is told\n").unwrap_or_else(|| panic!("{file:?} lacks what is told"));
    Case { file, parts, given: text[..told].to_owned() }
}

fn small() -> String {
    fs::read_to_string(project().join("common/small.ron")).expect("the small scenario")
}

fn hospital(text: &str) -> &str {
    let start = text.find("hospital: (").expect("a hospital");
    &text[start..text.find(",\n    adversary: (").expect("an adversary")]
}

impl Case {
    fn name(&self) -> String {
        self.file.file_stem().expect("a name").to_string_lossy().into_owned()
    }

    /// What the program printed when the case was last read.
    fn expected(&self) -> &str {
        &self.parts.last().expect("parts").1
    }

    /// Lays the author's files out.
    fn lay(&self, desk: &Desk) {
        let whole = small();
        let mut texts = [whole.clone(), format!("(version: 1, {})\n", hospital(&whole))];
        let (night, clinic) = (0, 1);
        let mut from = None;
        for (title, body) in &self.parts {
            let piece = body.strip_suffix('\n').unwrap_or(body);
            match title.as_str() {
                "the file" => texts[night] = body.clone(),
                "the hospital is drawn" => {
                    texts[night] = texts[night].replacen(hospital(&whole), "hospital: (from: \"hospitals/clinic\")", 1);
                }
                "the library hospitals/clinic" => texts[clinic] = body.clone(),
                "instead of" => from = Some((night, piece)),
                "instead of, in the library" => from = Some((clinic, piece)),
                "stands" => {
                    let (file, from) = from.take().expect("something is replaced");
                    assert_eq!(texts[file].matches(from).count(), 1, "{}: `{from}` stands once", self.name());
                    texts[file] = texts[file].replacen(from, piece, 1);
                }
                "is told" => {}
                other => panic!("{}: no such part: {other}", self.name()),
            }
        }
        desk.write("night.ron", &texts[night]);
        desk.write("library/hospitals/clinic.ron", &texts[clinic]);
        let ward = format!("(version: 1, {})\n", hospital(&whole));
        for deep in 0..10 {
            let text = match deep {
                0 => ward.clone(),
                _ => format!("(version: 1, hospital: (from: \"hospitals/chain-{}\"))\n", deep - 1),
            };
            desk.write(&format!("library/hospitals/chain-{deep}.ron"), &text);
        }
        desk.write("library/hospitals/ward.ron", &ward);
    }
}

#[test]
fn each_case_is_told_as_it_was_read() {
    let renew = std::env::var_os("CODEDARK_RENEW").is_some();
    let desk = Desk::new();
    let mut differ = Vec::new();
    for case in cases() {
        case.lay(&desk);
        let said = desk.run(&["scenario", "check", "night.ron", "--deny", "warnings"]);
        if (said.code, said.err.as_str()) != (1, "") {
            differ.push(format!("{} is not refused: {}{}", case.name(), said.out, said.err));
        }
        if renew {
            fs::write(&case.file, format!("{}--- is told\n{}", case.given, said.out)).expect("the case can be written");
        } else if said.out != case.expected() {
            differ.push(format!("{}\nfound:\n{}\nexpected:\n{}", case.name(), said.out, case.expected()));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n\n"));
}

#[test]
fn the_corpus_holds_every_code_that_a_text_can_lead_to() {
    let cases = cases();
    assert!(cases.len() >= 80, "{} cases", cases.len());
    for code in CODES {
        let told = cases.iter().any(|case| case.expected().contains(&format!("[{code}]")));
        assert!(told != elsewhere(code.number), "{code} {}: in the corpus {told}", code.name);
    }
}

/// An unreadable place must not make what follows unreadable too. Quotes around four field names are four mistakes.
#[test]
fn one_mistake_of_writing_is_told_in_one_or_two_problems() {
    for case in cases() {
        let edits = case.parts.iter().filter(|(title, _)| title == "stands").count();
        let unreadable = ["error[CD0004]", "error[CD0005]"];
        let told: usize = unreadable.iter().map(|error| case.expected().matches(error).count()).sum();
        let once = edits > 1 || case.name() == "field-names-in-quotes" || told <= 2;
        assert!(once, "{} is told in {told} errors", case.name());
    }
}

#[test]
fn tools_are_told_the_same_places() {
    let desk = Desk::new();
    for case in cases() {
        case.lay(&desk);
        let [json, sarif] = ["json", "sarif"].map(|form| {
            let said = desk.run(&["scenario", "check", "night.ron", "--format", form]);
            serde_json::from_str::<Value>(&said.out).unwrap_or_else(|error| panic!("{}: {error}", case.name()))
        });
        let ours: Vec<String> = list(&json["problems"])
            .iter()
            .map(|problem| format!("{} {}:{}", string(&problem["code"]), problem["line"], problem["column"]))
            .collect();
        let theirs: Vec<String> = list(&sarif["runs"][0]["results"])
            .iter()
            .map(|result| {
                let region = &result["locations"][0]["physicalLocation"]["region"];
                format!("{} {}:{}", string(&result["ruleId"]), region["startLine"], region["startColumn"])
            })
            .collect();
        assert_eq!(ours, theirs, "{}", case.name());
        let codes = |told: &[String]| told.iter().map(|place| place[..6].to_owned()).collect::<BTreeSet<_>>();
        let drawn: BTreeSet<String> = CODES
            .iter()
            .map(|code| code.to_string())
            .filter(|code| case.expected().contains(&format!("[{code}]")))
            .collect();
        assert_eq!(codes(&ours), drawn, "{}", case.name());
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn string(value: &Value) -> &str {
    value.as_str().expect("a text")
}
