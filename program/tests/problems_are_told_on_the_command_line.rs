//! `codedark scenario check` tells everything at once, in the form that was asked for, and its exit code says how it ended.

use std::collections::BTreeSet;
use std::fs;

use crate::common::{Desk, Said, shipped};
use codedark_scenario::codes::CODES;
use serde_json::Value;

/// A scenario that plays, and three ways to spoil it.
fn sound() -> String {
    fs::read_to_string(shipped().join("lab-supplier.ron")).expect("a shipped scenario")
}

fn spoilt(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(sound(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "`{from}` stands once");
        text.replacen(from, to, 1)
    })
}

const TYPO: (&str, &str) = (r#"targets: ["laboratory", "transfusion"]"#, r#"targets: ["laboratry", "transfusion"]"#);
const RANGE: (&str, &str) = ("effects: [Outside(45)]", "effects: [Outside(450)]");
const DOUBT: (&str, &str) = ("    texts: {\n", "    texts: {\n        \"nobody.shows.this\": {\"en\": \"Hello.\"},\n");

fn check(desk: &Desk, args: &[&str]) -> Said {
    desk.run(&[&["scenario", "check"], args].concat())
}

fn json(said: &Said) -> Value {
    serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {}", said.out))
}

#[test]
fn the_exit_code_says_how_it_ended() {
    let desk = Desk::new();
    desk.write("sound.ron", &sound());
    desk.write("doubtful.ron", &spoilt(&[DOUBT]));
    desk.write("wrong.ron", &spoilt(&[TYPO]));
    desk.write("none/readme.txt", "no scenario");
    for (args, code) in [
        (&["sound.ron"][..], 0),
        (&["sound.ron", "--deny", "warnings"], 0),
        (&["doubtful.ron"], 0),
        (&["doubtful.ron", "--deny", "warnings"], 1),
        (&["wrong.ron"], 1),
        (&["."], 1),
        (&["nowhere.ron"], 2),
        (&["none"], 2),
        (&["sound.ron", "--deny", "everything"], 2),
        (&["sound.ron", "--format", "xml"], 2),
        (&["sound.ron", "--play=0"], 2),
        (&[], 2),
    ] {
        let said = check(&desk, args);
        assert_eq!(said.code, code, "{args:?}: {}{}", said.out, said.err);
        assert!(!said.out.is_empty() || !said.err.is_empty(), "{args:?} says something");
    }
}

#[test]
fn all_problems_of_a_file_are_told_in_their_lines() {
    let desk = Desk::new();
    let text = spoilt(&[TYPO, RANGE]);
    desk.write("two.ron", &text);
    let said = check(&desk, &["two.ron"]);
    let line = |piece: &str| text[..text.find(piece).expect("it stands there")].matches('\n').count() + 1;
    for (words, place) in [("Did you mean `laboratory`?", line("\"laboratry\"")), ("this is 450", line("Outside(450)"))]
    {
        assert!(said.out.contains(words), "{words}: {}", said.out);
        assert!(said.out.contains(&format!("two.ron:{place}:")), "line {place}: {}", said.out);
    }
    assert!(said.out.contains("^^^^"), "the place is underlined: {}", said.out);
    assert!(said.out.trim_end().lines().last().expect("a line").starts_with("2 errors"), "{}", said.out);
}

#[test]
fn doubts_are_told_once_nothing_is_wrong() {
    let desk = Desk::new();
    desk.write("doubtful.ron", &spoilt(&[DOUBT]));
    let said = check(&desk, &["doubtful.ron"]);
    assert!(said.out.starts_with("warning[CD0324]") && said.out.contains("nobody.shows.this"), "{}", said.out);
    desk.write("wrong.ron", &spoilt(&[TYPO, DOUBT]));
    let said = check(&desk, &["wrong.ron"]);
    assert!(!said.out.contains("CD0324"), "a mistake may be what makes it doubtful: {}", said.out);
}

#[test]
fn a_folder_is_checked_with_all_below_it() {
    let desk = Desk::new();
    desk.write("a/one.ron", &spoilt(&[TYPO]));
    desk.write("a/b/two.ron", &spoilt(&[RANGE]));
    desk.write("a/b/three.ron", &sound());
    desk.write("a/notes.txt", "(");
    let found = json(&check(&desk, &["a", "--format", "json"]));
    assert_eq!((&found["files"], &found["errors"], &found["warnings"]), (&3.into(), &2.into(), &0.into()));
    let problems = found["problems"].as_array().expect("a list");
    let files: Vec<&str> = problems.iter().map(|problem| problem["file"].as_str().expect("a file")).collect();
    assert_eq!(files.iter().collect::<BTreeSet<_>>().len(), 2, "{files:?}");
    assert!(files.iter().all(|file| desk.path(file).is_file()), "the paths lead to the files: {files:?}");
}

#[test]
fn tools_are_told_the_same_as_people() {
    let desk = Desk::new();
    for text in [spoilt(&[TYPO, RANGE]), spoilt(&[DOUBT])] {
        desk.write("two words.ron", &text);
        let [found, sarif] = ["json", "sarif"].map(|form| json(&check(&desk, &["two words.ron", "--format", form])));
        same(&text, &found, &sarif);
    }
}

/// Whether both forms tell the same of a text, at places that can be found in it.
fn same(text: &str, found: &Value, sarif: &Value) {
    let run = &sarif["runs"][0];
    assert_eq!(sarif["version"], "2.1.0");
    let (problems, results) = (found["problems"].as_array(), run["results"].as_array());
    let (problems, results) = (problems.expect("a list"), results.expect("a list"));
    assert!(problems.len() == results.len() && !problems.is_empty());
    for (problem, result) in problems.iter().zip(results) {
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "two%20words.ron");
        let region = &place["region"];
        for (ours, theirs) in [("line", "startLine"), ("column", "startColumn"), ("end_line", "endLine")] {
            assert_eq!(problem[ours], region[theirs], "{ours}");
        }
        assert_eq!((&problem["code"], &problem["severity"]), (&result["ruleId"], &result["level"]));
        let rule = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"], "the rule is the code's");
        let line = text.lines().nth(problem["line"].as_u64().expect("a line") as usize - 1).expect("it is there");
        let (from, to) = (problem["column"].as_u64().expect("from"), problem["end_column"].as_u64().expect("to"));
        let marked: String = line.chars().skip(from as usize - 1).take((to - from) as usize).collect();
        assert!(
            ["\"laboratry\"", "450", "Outside(450)", "\"nobody.shows.this\""].contains(&marked.as_str()),
            "{marked}"
        );
    }
    assert_eq!(run["tool"]["driver"]["rules"].as_array().expect("a list").len(), CODES.len());
}

#[test]
fn a_code_is_explained_by_its_number_or_its_name() {
    let desk = Desk::new();
    let list = desk.run(&["scenario", "explain"]);
    assert_eq!((list.code, list.out.lines().count()), (0, CODES.len()), "a line each");
    for code in CODES {
        for asked in [code.to_string(), code.to_string().to_lowercase(), code.name.to_owned()] {
            let said = desk.run(&["scenario", "explain", &asked]);
            assert_eq!((said.code, said.out.trim_end()), (0, code.page().trim_end()), "{asked}");
        }
    }
    for asked in ["CD9999", "CD", "", "pacs", "../codes/CD0001"] {
        let said = desk.run(&["scenario", "explain", asked]);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{asked}");
        assert!(said.err.contains("`codedark scenario explain` lists them all"), "{asked}: {}", said.err);
    }
}
