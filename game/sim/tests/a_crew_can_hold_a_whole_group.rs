//! A crew that goes on spreading can come to hold more of a large group than one step looks at.

use std::sync::Arc;

use crate::common::*;
use codedark_scenario::Gain;
use codedark_sim::exercise::*;

#[test]
fn spreading_has_no_ceiling_below_the_group() {
    let mut scenario = attack_only(against("human-operated-ransomware"));
    for step in &mut scenario.adversary.steps {
        if let Gain::Spread(most) | Gain::SpreadTo(_, most) = &mut step.gives {
            *most = 400;
        }
    }
    let groups = scenario.hospital.groups.clone();
    let in_zone = |zone: &str| groups.iter().filter(|group| group.zone == zone).count() as u32;
    let scenario = Arc::new(scenario);
    let beyond = (1..=10).any(|seed| {
        let mut exercise = Exercise::build(scenario.clone(), seed, &one_hospital());
        until_struck(&mut exercise, 140 * 1440);
        exercise.held_by_zone("h1").iter().any(|(zone, held, _)| *held > 64 * in_zone(zone))
    });
    assert!(beyond, "some crew of ten holds more than 64 devices of a group");
}
