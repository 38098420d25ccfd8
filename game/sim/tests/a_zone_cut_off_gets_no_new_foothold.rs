//! Whatever is cut off, whenever: over the network the intruder takes no device in a zone that is cut off.

use std::sync::{Arc, LazyLock};

use crate::common::*;
use codedark_protocol::{Command, Role};
use codedark_scenario::{Scenario, TargetKind};
use codedark_sim::exercise::*;
use proptest::prelude::*;

/// Zones of the shipped hospital.
const ZONES: usize = 12;
/// How long each world lives, in minutes: the crew enters in the first days, and strikes before the end.
const LIVES: u64 = 60 * 1440;

/// The shipped scenario with a hasty crew, where the security lead may cut off any zone at any time, alone.
static OPEN: LazyLock<Arc<Scenario>> = LazyLock::new(|| {
    changed(|scenario| {
        (scenario.adversary.begins_min, scenario.adversary.strikes_min) = (1440, 0);
        for tempo in &mut scenario.adversary.tempos {
            (tempo.dwell_min, tempo.dwell_max_min) = (10 * 1440, 30 * 1440);
        }
        let phases = scenario.phases.iter().map(|phase| phase.id.clone()).collect();
        let cut =
            scenario.actions.iter_mut().find(|action| action.id == "isolate-technical-zone").expect("it is there");
        (cut.phases, cut.targets, cut.target, cut.repeat) = (phases, Vec::new(), TargetKind::Zone, true);
        scenario.hospital.crews.iter_mut().for_each(|crew| crew.tasks_max = ZONES as u32);
    })
});

/// Lives through an exercise; the greatest number of devices the crew held in zones that are cut off, as they were cut
/// off and as they ended, and how many it held at most.
fn live(seed: u64, cuts: &[(usize, u64)]) -> Result<u32, TestCaseError> {
    let mut exercise = Exercise::build(OPEN.clone(), seed, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
    let zones: Vec<String> = OPEN.hospital.zones.iter().map(|zone| zone.id.clone()).collect();
    let mut cuts: Vec<(u64, &String)> = cuts.iter().map(|(zone, minute)| (*minute, &zones[*zone])).collect();
    cuts.sort_unstable();
    let mut cuts = cuts.into_iter().peekable();
    let mut before = exercise.held_by_zone("h1");
    let mut most = 0;
    while let Some(minute) = exercise.next_due().filter(|minute| *minute <= LIVES) {
        while let Some((at, zone)) = cuts.next_if(|(at, _)| *at <= minute) {
            let act = Act::Order {
                seat: seat(Role::SecurityLead),
                command: Command::Act { action: "isolate-technical-zone".into(), target: Some(zone.clone()) },
            };
            // The same zone may have been drawn twice.
            let _ = exercise.submit(at.max(exercise.now()), &act);
        }
        exercise.advance(minute);
        let now = exercise.held_by_zone("h1");
        for ((zone, held, cut), (_, held_before, cut_before)) in now.iter().zip(&before) {
            let grew = *cut && *cut_before && held > held_before;
            prop_assert!(!grew, "seed {}, minute {}: {} has {} held, {} before", seed, minute, zone, held, held_before);
        }
        most = most.max(now.iter().map(|(_, held, _)| held).sum());
        before = now;
    }
    Ok(most)
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn no_new_foothold_in_a_zone_that_is_cut_off(
        seed in 1u64..10_000,
        cuts in proptest::collection::vec((0..ZONES, 1440..LIVES / 2), 0..6),
    ) {
        live(seed, &cuts)?;
    }
}

#[test]
fn the_crew_spreads_where_nothing_is_cut_off() {
    let most = live(SEED, &[]).expect("nothing is cut off");
    assert!(most >= 20, "the crew holds {most} devices at most: otherwise the law above says nothing");
}
