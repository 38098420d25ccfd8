//! More coverage of a control never helps the attacker, beyond noise: with it a hospital that does nothing loses no more.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use crate::common::*;
use codedark_scenario::{Measure, Scenario};
use codedark_sim::exercise::*;

/// Pairs of worlds for each control.
const SEEDS: std::ops::RangeInclusive<u64> = 1..=24;
/// How long each lives, in minutes: past every strike that comes.
const LIVES: u64 = 140 * 1440;
/// Luck moves when a step fails that would have worked; over these seeds it may look like so much help. Measured: the
/// greatest excess found was below it, and a control that helped the attacker by a tenth would stand out.
const NOISE: f64 = 0.03;

/// Devices ever encrypted in a hospital that does nothing, over all seeds, and strikes.
fn lost(scenario: &Arc<Scenario>) -> (i64, usize) {
    let each = SEEDS.map(|seed| {
        let mut exercise = Exercise::build(scenario.clone(), seed, &one_hospital());
        exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
        exercise.advance(LIVES);
        let figures = exercise.figures("h1");
        let value = |wanted| figures.iter().find(|(measure, _)| *measure == wanted).expect("it is measured").1;
        (value(Measure::DevicesEncrypted), value(Measure::Detonated) as usize)
    });
    each.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}

static WITHOUT: LazyLock<(i64, usize)> = LazyLock::new(|| lost(&scenario()));

#[test]
fn no_control_helps_the_attacker() {
    let scenario = scenario();
    let steps = scenario.adversary.steps.iter().flat_map(|step| &step.controls);
    let sensors = scenario.hospital.sensors.iter().flat_map(|sensor| &sensor.controls);
    let controls: BTreeSet<&String> = steps.chain(sensors).map(|(id, _)| id).collect();
    assert!(controls.len() >= 15, "{} controls are known", controls.len());
    let most = WITHOUT.0 as f64 * (1.0 + NOISE);
    let mut helped = 0;
    for control in controls {
        let (with, strikes) = lost(&changed(|scenario| scenario.hospital.controls.push(control.clone())));
        assert!(
            with as f64 <= most,
            "with {control} {with} devices are lost in {strikes} strikes, without {WITHOUT:?}"
        );
        helped += usize::from((with as f64) < WITHOUT.0 as f64 * 0.95);
    }
    // Against a crew that tries for weeks and that nobody answers, most controls only buy time.
    assert!(helped >= 2, "{helped} controls save a twentieth of the devices by themselves");
}

#[test]
fn all_controls_together_save_most_devices() {
    let all = changed(|scenario| {
        let controls = scenario.adversary.steps.iter().flat_map(|step| &step.controls).map(|(id, _)| id.clone());
        scenario.hospital.controls = controls.collect::<BTreeSet<_>>().into_iter().collect();
    });
    let (with, strikes) = lost(&all);
    assert!(with * 2 < WITHOUT.0, "{with} in {strikes} strikes, without {:?}", *WITHOUT);
}
