//! `codedark bench` plays each of its workloads and tells what it measured.
use std::cell::RefCell;

use codedark_server::bench::bench;

#[test]
fn every_workload_is_played_and_has_a_row() {
    let scenario = codedark_scenario::load_built_in("conti-friday").expect("the shipped scenario loads").scenario;
    let told = RefCell::new(Vec::new());
    let report = bench(&scenario, 1, &|row| told.borrow_mut().push(row.to_owned()));
    let table = report.text();
    let (rows, lines) = (told.into_inner(), table.lines().collect::<Vec<_>>());
    assert_eq!(
        (rows.len(), lines.len()),
        (7, 10),
        "a heading, a row for each workload, a line on events, one on threads:\n{table}"
    );
    for (row, line) in rows.iter().zip(&lines[1..]) {
        let figures = line.strip_prefix(row.as_str()).unwrap_or_else(|| panic!("{line}\nbegins with {row}"));
        let cells: Vec<u64> = figures.split_whitespace().take(4).map(|cell| cell.parse().expect("a count")).collect();
        let [devices, seeds, events, decisions] = cells[..] else { panic!("{line}") };
        assert!(devices >= 290 && seeds == 1 && events >= 5_000 && decisions >= 30, "{line}");
    }
    let costs = report.costs();
    let of = |size: u64| costs.iter().find(|(devices, _)| devices.abs_diff(size) < size / 50).expect("a size").1;
    // Processor time of single runs on a busy machine is rough: the plot tells 1.5 from 1.4, this tells flat from steep.
    assert!(of(15_000) < 2.5 * of(300), "an event of 15,000 devices costs what one of 300 does: {costs:?}");
    assert!(report.svg().matches("<circle").count() >= costs.len(), "every size is a point of the picture");
}
