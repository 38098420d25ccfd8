//! What a crew can do follows from what it has seen, what it holds, and which ways are closed.

use std::sync::Arc;

use crate::common::*;
use codedark_scenario::{Gain, Scenario, SensorKind};
use codedark_sim::exercise::*;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=20;
const LIVES: u64 = 140 * 1440;

fn crew(change: impl FnOnce(&mut Scenario)) -> Arc<Scenario> {
    let mut scenario = attack_only(against("human-operated-ransomware"));
    change(&mut scenario);
    Arc::new(scenario)
}

/// The attack after its end, and the zones in which it held devices just before.
fn lived(scenario: &Arc<Scenario>, seed: u64) -> (Attack, Vec<String>) {
    let mut exercise = Exercise::build(scenario.clone(), seed, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
    until_struck(&mut exercise, LIVES);
    let held = exercise.held_by_zone("h1").into_iter().filter(|(_, held, _)| *held > 0).map(|(zone, ..)| zone);
    let held = held.collect();
    (exercise.attacker("h1").expect("the hospital"), held)
}

fn count(scenario: &Arc<Scenario>, holds: impl Fn(&Attack, &[String]) -> bool) -> usize {
    SEEDS
        .filter(|seed| {
            let (attack, held) = lived(scenario, *seed);
            holds(&attack, &held)
        })
        .count()
}

#[test]
fn without_a_map_it_never_leaves_the_zone_it_came_to() {
    let with = crew(|_| ());
    let moved = |_: &Attack, held: &[String]| held.iter().any(|zone| zone != "office");
    assert!(count(&with, moved) >= 18, "with a map it moves");
    let without = crew(|scenario| {
        let steps = &mut scenario.adversary.steps;
        steps.retain(|step| !matches!(step.gives, Gain::DomainAdmin));
        let shown = steps.iter_mut().filter(|step| step.gives == Gain::Map && !step.id.contains("phish"));
        shown.for_each(|step| step.odds = 0.0);
        steps.iter_mut().for_each(|step| {
            step.needs.retain(|need| !matches!(need, codedark_scenario::Need::Step(id) if id == "list-computers"))
        });
    });
    assert_eq!(count(&without, moved), 0, "what it has not seen it does not go to");
}

#[test]
fn without_a_privileged_account_on_its_devices_the_sign_in_stays_the_hospitals() {
    let guessing = |scenario: &mut Scenario| scenario.adversary.steps.retain(|step| step.id != "break-sign-in-server");
    let taken = |attack: &Attack, _: &[String]| attack.domain_admin;
    assert!(count(&crew(guessing), taken) >= 18, "administrators leave their accounts behind");
    let nowhere = crew(|scenario| {
        guessing(scenario);
        scenario.hospital.groups.iter_mut().for_each(|group| group.admin_cached = false);
    });
    assert_eq!(count(&nowhere, taken), 0);
}

#[test]
fn sensors_fall_silent_where_the_crew_is_and_everywhere_once_it_holds_the_sign_in() {
    let zones = scenario().hospital.zones.len();
    let silent = |attack: &Attack| attack.blinded.iter().filter(|(kind, _)| *kind == SensorKind::Endpoint).count();
    let all = count(&crew(|_| ()), |attack, _| silent(attack) == zones);
    assert!(all >= 15, "in {all} of 20 seeds the whole console is theirs");
    let without_sign_in = crew(|scenario| {
        scenario.adversary.steps.retain(|step| step.gives != Gain::DomainAdmin);
    });
    let some = count(&without_sign_in, |attack, _| (1..zones).contains(&silent(attack)));
    assert!(some >= 15, "in {some} of 20 seeds a part");
}

#[test]
fn a_crew_that_finds_no_way_loses_patience_and_goes_elsewhere() {
    let left = |attack: &Attack, _: &[String]| attack.gone;
    assert_eq!(count(&crew(|_| ()), left), 0, "an open hospital is not left");
    let all_controls = crew(|scenario| {
        let steps = scenario.adversary.steps.iter().flat_map(|step| &step.controls);
        scenario.hospital.controls = steps.map(|(id, _)| id.clone()).collect();
    });
    let closed = count(&all_controls, left);
    assert!(closed >= 10, "with every control in place {closed} of 20 crews leave");
    let endless = crew(|scenario| {
        let steps = scenario.adversary.steps.iter().flat_map(|step| &step.controls);
        scenario.hospital.controls = steps.map(|(id, _)| id.clone()).collect();
        scenario.adversary.patience_min = NEVER_MIN;
    });
    assert!(count(&endless, left) < closed, "patience is what makes them leave");
}
