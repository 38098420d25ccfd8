//! A step that never works takes nothing from the playbook's odds: without controls the posture is 0, and with one it is the
//! mean over the steps that can work.

use crate::common::*;
use codedark_scenario::Measure;
use codedark_sim::exercise::*;

fn posture(without_odds: usize, control: Option<&str>) -> i64 {
    let scenario = changed(|scenario| {
        scenario.adversary.steps.iter_mut().take(without_odds).for_each(|step| step.odds = 0.0);
        scenario.hospital.controls = control.iter().map(|id| (*id).to_owned()).collect();
    });
    figure(&mut Exercise::build(scenario, SEED, &one_hospital()), Measure::PostureMilli)
}

#[test]
fn a_house_without_controls_has_none() {
    let steps = scenario().adversary.steps.len();
    for (without_odds, why) in [(0, "all steps can work"), (5, "some cannot"), (steps, "none can")] {
        assert_eq!(posture(without_odds, None), 0, "{why}");
    }
    assert!(posture(0, Some("privileged-access")) > 0, "a control counts");
}
