//! Backups are destroyed by whoever has a way to them: where their zone is cut off, or they cannot be changed, they stay.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::Role;
use codedark_scenario::{Backup, BackupKind, Measure, Scenario};
use codedark_sim::exercise::*;

/// Whether the backups are gone once a house was struck that does nothing, or nothing but cut off the zone of its backups.
fn lost(seed: u64, kind: BackupKind, cut_off: bool) -> bool {
    let mut scenario = attack_only(Scenario::clone(&scenario()));
    scenario.hospital.backups = vec![Backup { kind, age_days: 1 }];
    // Spares the backup servers themselves.
    scenario.adversary.encrypts = (0.0, 0.0);
    let isolate = scenario.actions.iter_mut().find(|action| action.id == "isolate-core-zone");
    isolate.expect("it is shipped").targets.push("backup".to_owned());
    let mut exercise = Exercise::build(Arc::new(scenario), seed, &one_hospital());
    for (minute, phase) in [(0, 0), (300, 1)] {
        exercise.submit(minute, &Act::Phase(phase)).expect("phases follow each other");
    }
    if cut_off {
        does(&mut exercise, Role::ItOperations, "isolate-core-zone", Some("backup"));
    }
    until_struck(&mut exercise, 200 * 1_440).expect("the house is struck");
    figure(&mut exercise, Measure::BackupsIntactMilli) == 0
}

#[test]
fn only_whoever_has_a_way_destroys_them() {
    let seeds = 1..=6;
    let gone = |kind, cut_off| seeds.clone().filter(|seed| lost(*seed, kind, cut_off)).count();
    assert!(gone(BackupKind::Reachable, false) > 0, "some crews destroy them");
    assert_eq!(gone(BackupKind::Reachable, true), 0, "no way leads to them");
    assert_eq!(gone(BackupKind::Unchangeable, false) + gone(BackupKind::Offline, false), 0, "nobody can");
}
