//! `codedark bench` plays each of its workloads and tells what it measured.
use std::cell::RefCell;

use codedark_server::bench::bench;

#[test]
fn every_workload_is_played_and_has_a_row() {
    let scenario = codedark_scenario::load_built_in("conti-friday").expect("the shipped scenario loads").scenario;
    let told = RefCell::new(Vec::new());
    let table = bench(&scenario, 1, &|row| told.borrow_mut().push(row.to_owned()));
    let (rows, lines) = (told.into_inner(), table.lines().collect::<Vec<_>>());
    assert_eq!((rows.len(), lines.len()), (7, 9), "a heading, a row for each workload, a line on threads:\n{table}");
    for (row, line) in rows.iter().zip(&lines[1..]) {
        let figures = line.strip_prefix(row.as_str()).unwrap_or_else(|| panic!("{line}\nbegins with {row}"));
        let cells: Vec<u64> = figures.split_whitespace().take(4).map(|cell| cell.parse().expect("a count")).collect();
        let [devices, seeds, events, decisions] = cells[..] else { panic!("{line}") };
        assert!(devices >= 290 && seeds == 1 && events > 500 && decisions >= 30, "{line}");
    }
}
