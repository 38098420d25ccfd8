//! `codedark bench` plays each of its workloads and tells what it measured.
use std::cell::RefCell;

use codedark_authoring::bench::{Times, bench};
use codedark_shipped::built_in_names;

#[test]
fn every_workload_is_played_and_has_a_row() {
    let scenario = codedark_shipped::load_built_in("conti-friday").expect("the shipped scenario loads").scenario;
    let told = RefCell::new(Vec::new());
    let report = bench(&scenario, 1, &|row| told.borrow_mut().push(row.to_owned()));
    let table = report.text(&Times::default());
    let (rows, lines) = (told.into_inner(), table.lines().collect::<Vec<_>>());
    let (played, others) = rows.split_at(7);
    let (parts, checked) = others.split_at(5);
    assert_eq!(
        lines.len(),
        1 + played.len() + 2 + 1 + parts.len() + 1 + checked.len(),
        "a heading, a row for each workload, a line on events, one on threads, a heading, a row for each part, a heading, a \
         row for each check:\n{table}"
    );
    assert_eq!(checked.len(), built_in_names().len() + 3, "each shipped scenario is checked, and three refused files");
    for (row, line) in played.iter().zip(&lines[1..]) {
        let figures = line.strip_prefix(row.as_str()).unwrap_or_else(|| panic!("{line}\nbegins with {row}"));
        let cells: Vec<u64> = figures.split_whitespace().take(4).map(|cell| cell.parse().expect("a count")).collect();
        let [devices, seeds, events, decisions] = cells[..] else { panic!("{line}") };
        assert!(devices >= 290 && seeds == 1 && events >= 5_000 && decisions >= 30, "{line}");
    }
    assert!(report.svg().matches("<circle").count() >= report.costs().len(), "every size is a point of the picture");

    let file = tempfile::tempdir().expect("a folder");
    let file = file.path().join("times.json");
    report.times().keep(&file).expect("it can be written");
    let beside = report.text(&Times::read(&file).expect("what was kept is read"));
    for (row, line) in rows.iter().map(|row| (row, beside.lines().find(|line| line.starts_with(row.as_str())))) {
        let line = line.unwrap_or_else(|| panic!("{row} has a line:\n{beside}"));
        assert!(!line.split_whitespace().any(|cell| cell == "-"), "the run before stands beside it: {line}");
    }
    std::fs::write(&file, "yesterday").expect("it can be written");
    let told = Times::read(&file).err().expect("these are no times");
    assert!(told.ends_with("Please name another file with --beside."), "{told}");
}
