//! `codedark scenario playtest` plays, stops and goes on, reports and compares; `check --play` makes problems of it.

use crate::common::{Desk, shipped};
use codedark_shipped::load_built_in;
use serde_json::Value;

/// The shipped exercise with one thing changed.
fn conti(desk: &Desk, file: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(shipped().join("conti-friday.ron")).expect("the shipped exercise");
    let changed = text.replacen(from, to, 1);
    assert_ne!(changed, text, "`{from}` is there to be changed");
    desk.write(file, &changed);
}

fn figures(desk: &Desk, file: &str) -> Value {
    serde_json::from_str(&desk.read(file)).expect("the figures are JSON")
}

#[test]
fn the_report_names_everything_that_was_played() {
    let desk = Desk::new();
    let said =
        desk.run(&["scenario", "playtest", "conti-friday", "--seeds", "2", "--out", "r.html", "--json", "r.json"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let (page, scenario) = (desk.read("r.html"), load_built_in("conti-friday").expect("it loads").scenario);
    for inject in &scenario.injects {
        assert!(page.contains(&format!(">{}</code>", inject.id)), "the report lacks the inject {}", inject.id);
    }
    let found = figures(&desk, "r.json");
    let medians: Vec<f64> = found["skills"]
        .as_array()
        .expect("skills")
        .iter()
        .map(|row| row["score"]["middle"].as_f64().expect("a score"))
        .collect();
    assert!(medians.len() == 3 && medians[0] < medians[2], "competent play beats doing nothing: {medians:?}");
    let cuts = found["hours"].as_array().expect("lengths of class");
    assert_eq!(cuts.len(), scenario.cuts.len());
    for cut in cuts {
        for role in cut["roles"].as_array().expect("roles") {
            let decisions = role["decisions"].as_f64().expect("a number");
            assert!(decisions >= 2.0, "everybody decides something in {}: {role}", cut["id"]);
        }
    }
    let actions = found["actions"].as_array().expect("actions");
    let paired = actions.iter().filter(|action| action["worth"]["count"] == 2).count();
    assert!(paired > 20, "what was taken is played again without: {paired}");
}

#[test]
fn a_stopped_play_test_goes_on_to_the_same_figures() {
    let desk = Desk::new();
    conti(&desk, "mine.ron", "id: \"conti-friday\"", "id: \"mine\"");
    let run = |out: &str, json: &str| {
        desk.run(&[
            "scenario",
            "playtest",
            "mine.ron",
            "--seeds",
            "4",
            "--skills",
            "idle,novice",
            "--out",
            out,
            "--json",
            json,
        ])
    };
    let whole = run("whole.html", "whole.json");
    assert_eq!(whole.code, 0, "{}", whole.err);
    // As if it had been killed while it wrote its fifth line.
    let journal = desk.read("whole.runs.jsonl");
    let kept: Vec<&str> = journal.split_inclusive('\n').collect();
    desk.write("part.runs.jsonl", &format!("{}{}", kept[..4].concat(), &kept[4][..kept[4].len() / 2]));
    let rest = run("part.html", "part.json");
    assert_eq!(rest.code, 0, "{}", rest.err);
    assert!(rest.err.contains("after 3 results"), "{}", rest.err);
    assert_eq!(desk.read("part.json"), desk.read("whole.json"));
    assert_eq!(desk.read("part.runs.jsonl").lines().count(), kept.len(), "nothing is played twice");

    // Another text of the scenario begins anew.
    conti(&desk, "mine.ron", "id: \"conti-friday\",", "id: \"mine\", // not as before");
    let anew = run("part.html", "part.json");
    assert!(anew.err.contains("beginning anew"), "{}", anew.err);
}

#[test]
fn a_comparison_tells_what_changed_and_what_did_not() {
    let desk = Desk::new();
    let play = |scenario: &str, json: &str| {
        let args =
            ["scenario", "playtest", scenario, "--seeds", "6", "--skills", "idle", "--out", "r.html", "--json", json];
        let said = desk.run(&args);
        assert_eq!(said.code, 0, "{}", said.err);
    };
    conti(&desk, "late.ron", "begins_min: 41_940", "begins_min: 265_000");
    play("conti-friday", "before.json");
    play("late.ron", "after.json");
    let compare = |after: &str| {
        let said = desk.run(&["scenario", "playtest", "compare", "before.json", after, "--out", "c.html"]);
        assert_eq!(said.code, 0, "{}", said.err);
        desk.read("c.html")
    };
    let same = compare("before.json");
    assert!(same.contains("No clear difference in any of"), "the same play-test twice");
    let other = compare("after.json");
    assert!(other.contains("A clear difference in"), "nobody is struck any more");
    let score = other.split("<tr").find(|row| row.contains(">Score<")).expect("a row for the score");
    assert!(!score.contains("no clear difference"), "{score}");
    let paid = other.split("<tr").find(|row| row.contains("ransom is paid")).expect("a row for the ransom");
    assert!(paid.contains("no clear difference"), "nobody pays in either: {paid}");

    let said = desk.run(&["scenario", "playtest", "compare", "before.json", "late.ron", "--out", "c.html"]);
    assert!(said.code == 1 && said.err.contains("late.ron"), "{}", said.err);
}

#[test]
fn what_cannot_be_won_is_an_error_at_its_place() {
    let desk = Desk::new();
    let hard = "objectives: (from: \"objectives\", with: [(id: \"harder-to-attack\", weight: 100, measure: Posture(worst: 990, best: 1000))])";
    conti(&desk, "hard.ron", "objectives: (from: \"objectives\")", hard);
    let said = desk.run(&["scenario", "check", "hard.ron", "--play=2"]);
    assert_eq!(said.code, 1, "{}\n{}", said.out, said.err);
    let line = |piece: &str| {
        1 + desk.read("hard.ron").lines().position(|line| line.contains(piece)).expect("the piece is in the file")
    };
    // A problem is a sentence, and below it the place.
    let told = |code: &str, about: &str| {
        let mut lines = said.out.lines().skip_while(|line| !(line.contains(code) && line.contains(about)));
        lines.next().zip(lines.next()).unwrap_or_else(|| panic!("{code} is told about {about}:\n{}", said.out))
    };
    let (sentence, place) = told("CD0501", "of 100 points");
    assert!(sentence.starts_with("error"), "{sentence}");
    assert!(place.contains(&format!("hard.ron:{}:", line("id: \"conti-friday\""))), "{place}");
    let (sentence, place) = told("CD0507", "harder-to-attack");
    assert!(sentence.starts_with("warning"), "nobody meets it, so it tells nobody apart: {sentence}");
    assert!(place.contains(&format!("hard.ron:{}:", line("harder-to-attack"))), "{place}");
}
