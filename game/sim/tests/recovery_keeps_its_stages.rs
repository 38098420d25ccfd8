//! No shortcut in recovery: hosts wait for scope and a clean base, zones for a check of each host, what is restored next
//! to an intruder is taken again, and an untested backup may bring the intruder back.

use crate::common::*;
use codedark_protocol::{Command, Role};
use codedark_scenario::Measure;
use codedark_sim::exercise::*;

const HOUR: u64 = 60;
const DAY: u64 = 1_440;

/// A house in which nobody did anything until it was struck, some hours later.
fn struck(seed: u64) -> Exercise {
    let idle = played(Skill::Idle, seed);
    let begins = idle.entries.iter().find(|entry| entry.act == Act::Phase(2)).expect("response begins").minutes[0];
    let mut exercise = replayed(&idle.entries, seed, begins);
    exercise.advance(begins + 12 * HOUR);
    exercise
}

fn wait(exercise: &mut Exercise, minutes: u64) {
    exercise.advance(exercise.now() + minutes);
}

#[test]
fn nothing_is_back_before_the_scope_is_known_and_a_clean_base_stands() {
    let mut exercise = struck(SEED);
    for group in ["domain-controllers", "ehr-servers"] {
        does(&mut exercise, Role::ItOperations, "rebuild-group", Some(group));
    }
    let lost = figure(&mut exercise, Measure::DevicesDown);
    wait(&mut exercise, 7 * DAY);
    assert_eq!(figure(&mut exercise, Measure::DevicesDown), lost, "a week on, hosts still wait");
    wait(&mut exercise, 40 * DAY);
    assert!(figure(&mut exercise, Measure::DevicesDown) < lost, "then they come back");
}

#[test]
fn a_zone_is_clean_when_its_hosts_were_checked_and_not_when_it_is_ordered() {
    let mut exercise = struck(SEED);
    does(&mut exercise, Role::SecurityLead, "isolate-technical-zone", Some("office"));
    wait(&mut exercise, DAY);
    does(&mut exercise, Role::SecurityLead, "sign-off-zone", Some("office"));
    let checked = |exercise: &mut Exercise| {
        let zones = exercise.view(&seat(Role::SecurityLead)).zones;
        zones.into_iter().find(|zone| zone.id == "office").expect("it is seen").checked
    };
    wait(&mut exercise, 3 * DAY);
    assert!(!checked(&mut exercise), "the order is done, the hosts are not");
    wait(&mut exercise, 25 * DAY);
    assert!(checked(&mut exercise), "all hosts were looked at");
}

#[test]
fn those_who_know_how_connect_nothing_unchecked() {
    let mut connected = 0;
    for seed in 1..=8 {
        let mut played = played(Skill::Competent, seed);
        assert_eq!(figure(&mut played.exercise, Measure::UncheckedReconnects), 0, "seed {seed}");
        let reconnects = |entry: &&Entry| match &entry.act {
            Act::Order { command: Command::Act { action, .. }, .. } => action == "reconnect-zone",
            _ => false,
        };
        connected += played.entries.iter().filter(reconnects).count();
    }
    assert!(connected > 0, "they connected something");
}

/// Devices taken again in a house that restored its records, and perhaps renewed its sign-in before.
fn taken_again(seed: u64, before: &[&str]) -> (i64, i64) {
    let mut exercise = struck(seed);
    exercise.submit(exercise.now(), &Act::Phase(3)).expect("recovery begins");
    for action in before {
        does(&mut exercise, Role::ItOperations, action, None);
        wait(&mut exercise, 4 * DAY);
    }
    // Encrypted backup servers write nothing back.
    does(&mut exercise, Role::ItOperations, "rebuild-group", Some("backup-servers"));
    for group in ["domain-controllers", "ehr-servers", "mail"] {
        does(&mut exercise, Role::ItOperations, "restore-group", Some(group));
        wait(&mut exercise, 5 * HOUR);
    }
    wait(&mut exercise, 60 * DAY);
    (figure(&mut exercise, Measure::Reinfected), figure(&mut exercise, Measure::DevicesCompromised))
}

#[test]
fn a_restore_before_the_crew_is_out_is_taken_again() {
    let (early, _) = taken_again(SEED, &["test-one-restore"]);
    let (late, _) = taken_again(SEED, &["test-one-restore", "renew-sign-in"]);
    assert!(early > 0 && late == 0, "taken again: {early} with the crew inside, {late} after the sign-in was renewed");
}

#[test]
fn an_untested_backup_may_bring_the_intruder_back() {
    let mut brought_back = 0;
    for seed in 1..=8 {
        let (untested, held) = taken_again(seed, &["renew-sign-in"]);
        let (tested, _) = taken_again(seed, &["test-one-restore", "renew-sign-in"]);
        assert_eq!(tested, 0, "seed {seed}: a tested backup is clean");
        brought_back += usize::from(untested > 0 && held > 0);
    }
    assert!((1..8).contains(&brought_back), "the intruder came back in {brought_back} of 8 houses");
}
