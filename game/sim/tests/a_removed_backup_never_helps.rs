//! A copy of the data that is not there brings nothing back sooner, whoever was in the house.

use crate::common::*;
use codedark_protocol::Role;
use codedark_scenario::{Backup, BackupKind, Measure};

const COPIES: [Backup; 3] = [
    Backup { kind: BackupKind::Reachable, age_days: 1 },
    Backup { kind: BackupKind::Unchangeable, age_days: 3 },
    Backup { kind: BackupKind::Offline, age_days: 7 },
];

/// Devices down day by day in a house with these copies that restores what it lost.
fn down(seed: u64, copies: &[Backup], destroyed: bool) -> Vec<i64> {
    let zones = ["office", "wards", "servers", "imaging", "lab", "identity", "backup"];
    let mut exercise = next_struck(seed, &zones, 80, |scenario| {
        scenario.hospital.backups = copies.to_vec();
        scenario.strike_state.as_mut().expect("the next hospital is struck").backups_destroyed = destroyed;
    });
    let mut down = Vec::new();
    brings_back(&mut exercise, "restore-group", 50, |exercise| down.push(figure(exercise, Measure::DevicesDown)));
    down
}

#[test]
fn with_one_copy_less_nothing_is_back_sooner() {
    for (seed, destroyed) in [(1, true), (2, false)] {
        let all = down(seed, &COPIES, destroyed);
        let none = down(seed, &[], destroyed);
        assert!(all.iter().sum::<i64>() < none.iter().sum(), "copies help: {all:?} with them, {none:?} without");
        for without in 0..COPIES.len() {
            let mut copies = COPIES.to_vec();
            copies.remove(without);
            let fewer = down(seed, &copies, destroyed);
            assert!(all.iter().zip(&fewer).all(|(all, fewer)| all <= fewer), "{all:?} with all, {fewer:?} {copies:?}");
            assert!(
                fewer.iter().zip(&none).all(|(fewer, none)| fewer <= none),
                "{fewer:?} {copies:?}, {none:?} without"
            );
        }
    }
}

#[test]
fn encrypted_backup_servers_restore_nothing() {
    let back = |zones: &[&str]| {
        let mut exercise = next_struck(SEED, zones, 100, |_| ());
        let before = figure(&mut exercise, Measure::DevicesDown);
        does(&mut exercise, Role::ItOperations, "restore-group", Some("ehr-servers"));
        exercise.advance(exercise.now() + 50 * 1_440);
        before - figure(&mut exercise, Measure::DevicesDown)
    };
    assert!(back(&["servers", "wards"]) > 0, "servers come back from backup");
    assert_eq!(back(&["servers", "wards", "backup"]), 0, "nothing is written back without backup servers");
}
