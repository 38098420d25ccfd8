//! Ordinary life rings far more often than the intruder, and what rings depends on where sensors run.

use std::sync::Arc;

use crate::common::*;
use codedark_scenario::{Platform, Scenario, SensorKind};
use codedark_sim::exercise::*;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=30;

/// Alerts up to the strike: of ordinary life, and of the attack.
fn alerts(scenario: &Arc<Scenario>) -> (u32, u32) {
    let of = |seed| {
        let mut exercise = Exercise::build(scenario.clone(), seed, &one_hospital());
        exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
        until_struck(&mut exercise, 140 * 1440);
        exercise.desk("h1").expect("the hospital").alerts
    };
    SEEDS.map(of).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}

#[test]
fn at_least_ten_false_alarms_come_with_every_true_one() {
    for (name, scenario) in [
        ("conti-friday", Scenario::clone(&scenario())),
        ("human-operated-ransomware", against("human-operated-ransomware")),
        ("data-theft-extortion", against("data-theft-extortion")),
    ] {
        let (wrong, right) = alerts(&Arc::new(attack_only(scenario)));
        assert!(right > 0, "{name}: the intruder is heard");
        assert!(wrong >= 10 * right, "{name}: {wrong} false alarms and {right} true ones");
    }
}

#[test]
fn a_sensor_hears_only_the_platforms_it_runs_on() {
    let only = |platforms: Vec<Platform>| {
        let mut scenario = attack_only(against("human-operated-ransomware"));
        scenario.hospital.sensors.retain(|sensor| sensor.kind == SensorKind::Endpoint);
        scenario.hospital.sensors.iter_mut().for_each(|sensor| sensor.platforms = platforms.clone());
        alerts(&Arc::new(scenario)).1
    };
    let (windows, linux) = (only(vec![Platform::Windows]), only(vec![Platform::Linux]));
    assert!(windows >= 20, "{windows} alerts where it runs");
    assert_eq!(linux, 0, "the crew is on no Linux device of those zones");
}
