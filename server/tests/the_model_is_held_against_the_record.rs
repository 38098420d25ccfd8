//! `codedark calibrate`: the same table on any number of threads, a missed point told by the exit code, a wrong file by its
//! problems, and enough published points from enough incidents.

use std::path::PathBuf;
use std::process::{Command, Output};

use codedark_server::calibrate::{calibrate, html, json, scenarios, text};

/// A scenario that is there for one point alone, which the model meets or misses by its range.
fn one_point(name: &str, point: &str) -> PathBuf {
    let scenario = format!(
        r#"(
    version: 1,
    id: "one-point",
    starts: "2021-04-22T08:00",
    hospital: (from: "hospitals/regional-300"),
    adversary: (from: "adversaries/human-operated-ransomware", with: (begins_min: 1_441)),
    actions: (from: "actions"),
    phases: (from: "calibration/phases"),
    duties: (from: "clocks"),
    calibration: [{point}],
    texts: {{ "scenario.title": {{ "en": "One point" }} }},
)"#
    );
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, scenario).expect("the folder for tests can be written to");
    file
}

fn codedark(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_codedark")).args(arguments).output().expect("the program starts")
}

/// The tables of some scenarios on one thread and on three.
fn same_on_any_number_of_threads(asked: Option<&str>) {
    for scenario in scenarios(asked).expect("all shipped scenarios load") {
        let table = |threads| {
            let found = [calibrate(&scenario, 3, threads, &|| {})];
            (text(&found), json(&found))
        };
        assert_eq!(table(1), table(3), "{}", scenario.id);
    }
}

#[test]
fn the_table_is_the_same_on_any_number_of_threads() {
    same_on_any_number_of_threads(Some("conti-friday"));
}

#[test]
#[ignore = "long: every incident with published figures"]
fn every_table_is_the_same_on_any_number_of_threads() {
    same_on_any_number_of_threads(None);
}

#[test]
fn a_missed_point_is_told_by_the_exit_code() {
    let source = r#"source: "a test", mark: P"#;
    for (name, low, high, code) in [("met.ron", 0.0, 1.0, 0), ("missed.ron", 0.97, 0.98, 1)] {
        let file =
            one_point(name, &format!(r#"(id: "lost", measure: EncryptedShare, low: {low}, high: {high}, {source})"#));
        let output = codedark(&["calibrate", &file.display().to_string(), "--seeds", "3", "--json"]);
        assert_eq!(output.status.code(), Some(code), "{name}");
        let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one object");
        assert_eq!(found["passed"], 1 - code, "{name}");
        assert_eq!(found["scenarios"][0]["points"][0]["runs"], 3, "{name}");
    }
}

#[test]
fn a_wrong_file_is_told_by_its_problems() {
    let point = r#"(id: "back", measure: GroupBack("ehr-server"), low: 1, high: 2, source: "a test", mark: memory)"#;
    let file = one_point("wrong.ron", point);
    let output = codedark(&["calibrate", &file.display().to_string(), "--seeds", "1"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty(), "no table of a wrong file");
    assert!(
        told.contains("wrong.ron:10:51: There is no group called `ehr-server`. Did you mean `ehr-servers`?"),
        "{told}"
    );
    assert!(told.contains("`memory` is not known for `mark`"), "{told}");
    let nowhere = codedark(&["calibrate", "no-such-incident"]);
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("does not exist"));
}

#[test]
fn thirty_points_come_from_more_than_six_incidents() {
    let all = scenarios(None).expect("all shipped scenarios load");
    let points: usize = all.iter().map(|scenario| scenario.calibration.len()).sum();
    assert!(points >= 30 && all.len() > 6, "{points} points in {} scenarios", all.len());
}

#[test]
fn the_page_draws_each_measure_of_days_once_with_its_ranges() {
    let scenario = scenarios(Some("conti-friday")).expect("it is shipped").remove(0);
    let page = html(&[calibrate(&scenario, 2, 2, &|| {})]);
    let daily: Vec<_> = scenario.calibration.iter().filter(|point| point.measure.is_daily()).collect();
    let measures = daily.iter().enumerate().filter(|(index, point)| {
        let before = &daily[..*index];
        !before.iter().any(|other| other.measure == point.measure)
    });
    assert_eq!(page.matches("<svg").count(), measures.count());
    for point in daily {
        assert!(page.contains(&format!("<li>{}: ", point.id)), "{} stands under its picture", point.id);
    }
}
