//! However long a chain of services is that need each other, and in whichever order it is written: what the last one loses,
//! all lose.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::Role;
use codedark_scenario::limits::SERVICES_MAX;
use codedark_scenario::{Expr, Scenario};
use codedark_sim::exercise::*;

/// The group of devices at the end of the chain: ordinary computers, which a strike takes.
const GROUP: &str = "ward-workstations";
/// When the next hospital is struck.
const STRIKE: u64 = 1_680;

/// As many services as a hospital may have, each of which needs the next; nobody attacks before response begins.
fn chain(written_backwards: bool) -> Arc<Scenario> {
    let mut service = scenario().hospital.services[0].clone();
    let mut scenario = attack_only(Scenario::clone(&scenario()));
    scenario.adversary.begins_min = NEVER_MIN;
    let services = (0..SERVICES_MAX).map(|index| {
        service.id = format!("s-{index:03}");
        service.needs = match index + 1 {
            SERVICES_MAX => Expr::Asset(GROUP.into()),
            next => Expr::Service(format!("s-{next:03}")),
        };
        service.clone()
    });
    scenario.hospital.services = services.collect();
    if written_backwards {
        scenario.hospital.services.reverse();
    }
    Arc::new(scenario)
}

#[test]
fn the_first_service_has_what_the_last_one_has() {
    let mut fell_to = Vec::new();
    for backwards in [false, true] {
        let mut exercise = Exercise::build(chain(backwards), SEED, &one_hospital());
        for (phase, minute) in [(0, 0), (1, 0), (2, STRIKE)] {
            exercise.submit(minute, &Act::Phase(phase)).expect("phases follow each other");
        }
        let digital = |exercise: &Exercise| -> Vec<i64> {
            let services = exercise.view(&seat(Role::MedicalLead)).services;
            assert_eq!(services.len(), SERVICES_MAX as usize);
            services.iter().map(|service| service.digital_milli).collect()
        };
        assert!(digital(&exercise).iter().all(|milli| *milli == 1000), "all work before the strike");
        exercise.advance(STRIKE + 1_440);
        let after = digital(&exercise);
        assert!(after[0] < 1000, "computers are lost, or nothing was tested");
        assert!(after.iter().all(|milli| *milli == after[0]), "backwards: {backwards}, {after:?}");
        fell_to.push(after[0]);
    }
    assert_eq!(fell_to[0], fell_to[1], "the order in the file changes nothing");
}
