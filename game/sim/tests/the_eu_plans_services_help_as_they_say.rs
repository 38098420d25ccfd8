//! The services of the EU action plan: who can have them, how long they take, and what they change.

use crate::common::*;
use codedark_protocol::{Arg, Role};
use codedark_scenario::{Measure, Scenario};
use codedark_sim::exercise::*;

const HOUR: u64 = 60;
const DAY: u64 = 1_440;
/// A Tuesday at noon.
const NOON: u64 = 1_680;

/// A hospital in which every action is offered from the first day, nothing waits for a budget round and nobody attacks.
fn quiet(change: impl FnOnce(&mut Scenario)) -> Exercise {
    let scenario = changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        for action in &mut scenario.actions {
            action.phases.extend(["prevention".into(), "response".into()]);
            action.tabled = false;
        }
        change(scenario);
    });
    let mut exercise = Exercise::build(scenario, SEED, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("preparing begins");
    exercise.advance(NOON);
    exercise
}

fn with(control: &str) -> Exercise {
    quiet(|scenario| scenario.hospital.controls.push(control.into()))
}

/// The next hospital is struck: as the own one, with what it prepared.
fn strike(exercise: &mut Exercise) {
    let minute = exercise.now();
    exercise.submit(minute, &Act::Phase(1)).expect("watching begins");
    exercise.submit(minute, &Act::Phase(2)).expect("responding begins");
    exercise.advance(minute + 5 * HOUR);
}

/// Orders something now. Tells how long it takes.
fn takes(exercise: &mut Exercise, role: Role, action: &str, target: Option<&str>) -> u64 {
    let now = exercise.now();
    does(exercise, role, action, target) - now
}

#[test]
fn a_voucher_is_for_small_hospitals() {
    for (beds, offered) in [(50, true), (70, true), (71, false), (300, false), (1_000, false)] {
        let mut exercise = quiet(|scenario| scenario.hospital.beds = beds);
        let offers = exercise.view(&seat(Role::IncidentCommander)).offers;
        assert_eq!(offers.iter().any(|offer| offer.action == "seek-voucher"), offered, "{beds} beds");
        let before = figure(&mut exercise, Measure::BudgetCents);
        let asked = exercise.submit(NOON, &order(Role::IncidentCommander, "seek-voucher", None));
        assert_eq!(asked.is_ok(), offered, "{beds} beds");
        exercise.advance(NOON + 22 * DAY);
        let gained = figure(&mut exercise, Measure::BudgetCents) - before;
        assert_eq!(gained, if offered { 8_000_000 } else { 0 }, "cents, with {beds} beds, three weeks later");
    }
}

#[test]
fn what_was_prepared_shortens_the_work() {
    for (control, role, action, target, per_cent) in [
        ("guidance", Role::SecurityLead, "collect-sign-in-logs", None, 90),
        ("guidance", Role::IncidentCommander, "refuse-ransom", None, 100),
        ("exploited-list", Role::ItOperations, "patch-zone", Some("servers"), 70),
        ("exploited-list", Role::ItOperations, "test-one-restore", None, 100),
        ("playbooks", Role::SecurityLead, "disable-accounts", None, 75),
        ("playbooks", Role::SecurityLead, "collect-sign-in-logs", None, 100),
    ] {
        let without = takes(&mut quiet(|_| {}), role, action, target);
        let prepared = takes(&mut with(control), role, action, target);
        assert_eq!(prepared, without * per_cent / 100, "{action} with {control}: minutes, {without} without");
    }
}

#[test]
fn guidance_names_what_comes_first_and_an_assessment_what_is_weak() {
    let mut exercise = quiet(|_| {});
    let guided = takes(&mut exercise, Role::SecurityLead, "read-guidance", None);
    let assessed = takes(&mut exercise, Role::IncidentCommander, "assess-risks", None);
    exercise.advance(NOON + guided.max(assessed));
    let log = exercise.view(&seat(Role::ItOperations)).log;
    let named = |id: &str, argument: usize| -> Vec<Arg> {
        let lines = log.iter().filter(|row| row.what.id == id);
        lines.map(|row| row.what.args[argument].1.clone()).collect()
    };
    let scenario = scenario();
    let weight = |arg: &Arg| match arg {
        Arg::Text(key) => {
            scenario.actions.iter().find(|one| format!("action.{}", one.id) == *key).map(|one| one.weight)
        }
        _ => None,
    };
    let first: Vec<Option<u32>> = named("log-guidance", 1).iter().map(weight).collect();
    assert_eq!(first.len(), 3);
    assert!(first.is_sorted_by(|a, b| a >= b) && first[2] >= Some(90), "the weightiest that are missing: {first:?}");

    let servers = scenario.hospital.groups.iter().filter(|group| group.server);
    let oldest = servers.max_by_key(|group| group.patch_age_days).expect("there are servers");
    assert_eq!(named("log-weak-spot", 0)[0], Arg::Text(format!("group.{}", oldest.id)));
    assert_eq!(named("log-weak-spot", 0).len(), 3);
    assert!(log.iter().any(|row| row.what.id == "log-weak-backups"), "no copy is kept apart");
}

#[test]
fn early_warning_sometimes_comes_hours_before_the_strike() {
    let warned = |subscribed: bool| {
        (1..=24)
            .filter(|seed| {
                let scenario = changed(|scenario| {
                    if subscribed {
                        scenario.hospital.controls.push("early-warning-service".into());
                    }
                });
                let idle = play(scenario.clone(), *seed, &one_hospital(), &Policy::StandIns(Skill::Idle));
                let strike = idle.exercise.outcome("h1").attack.detonated_at_min;
                let Some(strike) = strike else { return false };
                let mut exercise = Exercise::build(scenario, *seed, &one_hospital());
                for entry in idle.entries.iter().filter(|entry| entry.minutes[0] < strike) {
                    exercise.submit(entry.minutes[0], &entry.act).expect("what was accepted is accepted again");
                }
                exercise.advance(strike - 1);
                let cases = exercise.view(&seat(Role::SecurityLead)).cases;
                cases
                    .iter()
                    .any(|case| case.sensor == "earlywarning" && case.alerts >= 3 && case.opened_min + DAY >= strike)
            })
            .count()
    };
    let (with, without) = (warned(true), warned(false));
    assert!((3..=14).contains(&with), "warned of {with} of 24 strikes: three in ten");
    assert_eq!(without, 0, "nobody calls who was not asked to");
}

#[test]
fn a_key_is_there_for_few_strains_and_brings_a_part_back() {
    let left = |odds: f64| {
        let mut exercise = quiet(|scenario| scenario.adversary.decryptor_odds = odds);
        strike(&mut exercise);
        let minutes = takes(&mut exercise, Role::ItOperations, "check-for-decryptor", None);
        let before = figure(&mut exercise, Measure::DevicesDown);
        // A tool is tried first, and then opens one host after the other.
        exercise.advance(exercise.now() + minutes + 45 * 24 * HOUR);
        (before, figure(&mut exercise, Measure::DevicesDown))
    };
    let (before, none) = left(0.0);
    assert!(before > 100 && none >= before, "no key: {before} devices down before, {none} after");
    let (before, some) = left(1.0);
    assert!(some * 4 < before * 3 && some > 0, "a key: {before} devices down before, {some} after");
}

#[test]
fn a_recovery_subscription_sends_hands() {
    let down = |mut exercise: Exercise| {
        strike(&mut exercise);
        takes(&mut exercise, Role::ItOperations, "rebuild-group", Some("ward-workstations"));
        // Scope and a clean base come first.
        exercise.advance(NOON + 20 * 24 * HOUR);
        figure(&mut exercise, Measure::DevicesDown)
    };
    let (subscribed, not) = (down(with("recovery-subscription")), down(quiet(|_| {})));
    assert!(subscribed < not, "{subscribed} devices are down with the subscription, {not} without");
}

#[test]
fn a_record_in_the_cloud_survives_the_strike_and_needs_the_internet() {
    let moved = |cloud: bool| {
        let mut exercise = quiet(|_| {});
        if cloud {
            let minutes = takes(&mut exercise, Role::ItOperations, "record-in-the-cloud", Some("ehr-servers"));
            exercise.advance(NOON + minutes);
        }
        exercise
    };
    let lost = |mut exercise: Exercise| {
        strike(&mut exercise);
        let groups = exercise.view(&seat(Role::ItOperations)).groups;
        groups.into_iter().find(|group| group.id == "ehr-servers").expect("IT sees all groups").encrypted
    };
    assert_eq!(lost(moved(true)), 0, "out of the crew's reach");
    assert!(lost(moved(false)) > 0, "in the house it is not");
    let offline = |mut exercise: Exercise| {
        let minutes = takes(&mut exercise, Role::IncidentCommander, "cut-internet", None);
        exercise.advance(exercise.now() + minutes);
        let services = exercise.view(&seat(Role::MedicalLead)).services;
        services.into_iter().find(|row| row.id == "outpatients").expect("it is seen").digital_milli
    };
    let (cloud, house) = (offline(moved(true)), offline(moved(false)));
    assert!(
        cloud * 2 < house,
        "without the internet outpatients' computers do {cloud} thousandths, {house} with the record in the house"
    );
}
