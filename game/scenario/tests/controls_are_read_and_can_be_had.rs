//! A control that is put in place is looked for by something, and one that is looked for can be put in place: told of a
//! scenario's own lines, and held for all shipped ones together.

use std::collections::BTreeSet;

use crate::common::{expect, load_with, place, small_with};
use codedark_scenario::{Condition, Control, Effect, Scenario, Target};
use codedark_shipped::{built_in_names, load_built_in};

#[test]
fn a_mistyped_control_is_doubtful() {
    let idle = "so it protects nothing.";
    for (from, to, at, message) in [
        (
            "effects: [Inform(press)]",
            "effects: [DeployControl(\"offline-backup\")]",
            "\"offline-backup\"",
            format!(
                "No step, sensor or rule of the model looks for `offline-backup`, {idle} Did you mean `offline-backups`?"
            ),
        ),
        (
            "budget_cents: 10_000_000",
            "controls: [\"old-fax\"], budget_cents: 10_000_000",
            "\"old-fax\"",
            format!("No step, sensor or rule of the model looks for `old-fax`, {idle}"),
        ),
        (
            "tries: 5, gives: Foothold",
            "tries: 5, controls: [(\"mail-filter\", 0.4)], gives: Foothold",
            "\"mail-filter\"",
            "Nothing puts `mail-filter` in place, so this never counts.".to_owned(),
        ),
        (
            "effects: [Inform(press)]",
            "effects: [RemoveControl(\"mail-filter\")]",
            "\"mail-filter\"",
            "Nothing puts `mail-filter` in place, so this never counts.".to_owned(),
        ),
    ] {
        let text = small_with(from, to);
        expect(&text, &[&format!("{}: {message}", place(&text, at))]);
        assert!(load_with(&text, &[]).is_ok(), "{at}: it can be played");
    }
}

#[test]
fn what_is_looked_for_is_no_mistake() {
    for (step, effect, why) in [
        ("", "DeployControl(\"segmentation\")", "the model looks for it"),
        ("controls: [(\"mail-filter\", 0.4)], ", "DeployControl(\"mail-filter\")", "a step does"),
        ("controls: [(\"offline-backups\", 0.4)], ", "ProtectBackups", "an effect puts it in place"),
    ] {
        let text = small_with("effects: [Inform(press)]", &format!("effects: [{effect}]"));
        let text = text.replacen("tries: 5, gives: Foothold", &format!("tries: 5, {step}gives: Foothold"), 1);
        assert_eq!(crate::common::problems(&text), Vec::<String>::new(), "{why}");
    }
    let asked = small_with(
        "id: \"act-it-operations\", role: it_operations,",
        "id: \"act-it-operations\", role: it_operations, requires: Not(Did(\"act-medical-lead\")),",
    );
    let own = "id: \"act-medical-lead\", role: medical_lead, phases: [\"prevention\", \"detection\", \"response\", \"recovery\"], duration_min: 30, effects: [";
    let text = asked.replacen(own, &format!("{own}DeployControl(\"a-list\"), "), 1);
    assert!(text.contains("a-list"));
    expect(&text, &[]);
}

fn effects(scenario: &Scenario) -> impl Iterator<Item = &Effect> {
    let answers = scenario.injects.iter().flat_map(|inject| &inject.options).flat_map(|option| &option.effects);
    scenario.actions.iter().flat_map(|action| &action.effects).chain(answers)
}

/// Actions that a condition or an objective of a scenario names.
fn asked_for(scenario: &Scenario) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for condition in scenario.conditions() {
        condition.each(&mut |part| {
            if let Condition::Did(id) | Condition::NotDidBy(id, _) = part {
                found.insert(id.as_str());
            }
        });
    }
    for objective in &scenario.objectives {
        if let Target::Act { any, .. } = &objective.measure {
            found.extend(any.iter().map(String::as_str));
        }
    }
    found
}

#[test]
fn no_shipped_control_is_idle_or_out_of_reach() {
    let mut deployed: BTreeSet<String> = BTreeSet::from(["guidance".to_owned()]);
    let mut read: BTreeSet<String> = Control::ALL.iter().map(|control| control.id().to_owned()).collect();
    for name in built_in_names() {
        let scenario = load_built_in(name).expect("it loads").scenario;
        deployed.extend(scenario.hospital.controls.iter().cloned());
        deployed.extend(effects(&scenario).filter_map(|effect| match effect {
            Effect::DeployControl(name) => Some(name.clone()),
            _ => None,
        }));
        let steps = scenario.adversary.steps.iter().flat_map(|step| &step.controls);
        let sensors = scenario.hospital.sensors.iter().flat_map(|sensor| &sensor.controls);
        read.extend(steps.chain(sensors).map(|(name, _)| name.clone()));
        let asked = asked_for(&scenario);
        let actions = scenario.actions.iter().filter(|action| asked.contains(action.id.as_str()));
        read.extend(actions.flat_map(|action| &action.effects).filter_map(|effect| match effect {
            Effect::DeployControl(name) => Some(name.clone()),
            _ => None,
        }));
    }
    assert_eq!(deployed.difference(&read).collect::<Vec<_>>(), Vec::<&String>::new(), "looked for by nothing");
    assert_eq!(read.difference(&deployed).collect::<Vec<_>>(), Vec::<&String>::new(), "put in place by nothing");
}
