//! Random attacks on a mid-size hospital end as they did in France in 2024: most of them with one computer.

use std::sync::Arc;

use crate::common::*;
use codedark_sim::exercise::*;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=400;

#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    SeveralServers,
    OneServer,
    OneWorkstation,
    Supplier,
}

fn end(scenario: &Arc<codedark_scenario::Scenario>, seed: u64) -> Option<End> {
    let mut exercise = Exercise::build(scenario.clone(), seed, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
    until_struck(&mut exercise, 60 * 1440)?;
    let groups = exercise.encrypted_by_group("h1");
    let count = |holds: &dyn Fn(&codedark_scenario::AssetGroup) -> bool| {
        let lost = groups.iter().zip(&scenario.hospital.groups).filter(|(_, facts)| holds(facts));
        lost.map(|((_, lost), _)| lost).sum::<u32>()
    };
    let supplier = count(&|facts| facts.zone == "supplier");
    let servers = count(&|facts| facts.server && facts.zone != "supplier");
    let desks = count(&|facts| !facts.server);
    match (servers, desks, supplier) {
        (2.., _, _) => Some(End::SeveralServers),
        (1, 0, _) => Some(End::OneServer),
        (0, 1, _) => Some(End::OneWorkstation),
        (0, 0, 1..) => Some(End::Supplier),
        other => panic!("seed {seed}: {other:?} servers, workstations and suppliers' computers"),
    }
}

#[test]
fn one_in_ten_hits_several_servers() {
    let scenario = Arc::new(attack_only(against("opportunistic-ransomware")));
    let ends: Vec<End> = SEEDS.filter_map(|seed| end(&scenario, seed)).collect();
    assert!(ends.len() >= 380, "{} attacks end in encryption", ends.len());
    for (kind, of_forty) in
        [(End::SeveralServers, 4), (End::OneServer, 18), (End::OneWorkstation, 16), (End::Supplier, 2)]
    {
        let share = ends.iter().filter(|end| **end == kind).count() as f64 / ends.len() as f64;
        let published = f64::from(of_forty) / 40.0;
        assert!((share - published).abs() <= 0.05, "{kind:?}: {share}, of 40 in France {of_forty}");
    }
}
