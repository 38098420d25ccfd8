//! What people may read: the catalogue at joining, an inject's words when it fires, the rest in the debrief.

use std::collections::BTreeMap;

use codedark_protocol::{ActionCard, Catalogue, CutCard, ZoneCard};
use codedark_scenario::{Action, Cut, Role, Scenario};

use super::places::can_be_joint;

/// The language that is always there.
const FALLBACK: &str = "en";

fn word(scenario: &Scenario, key: &str, language: &str) -> Option<String> {
    let words = scenario.texts.get(key)?;
    words.get(language).or_else(|| words.get(FALLBACK)).cloned()
}

fn words(scenario: &Scenario, language: &str, wanted: impl Fn(&str) -> bool) -> BTreeMap<String, String> {
    let keys = scenario.texts.keys().filter(|key| wanted(key));
    keys.filter_map(|key| Some((key.clone(), word(scenario, key, language)?))).collect()
}

/// What a person gets at joining. Injects and the attacker's steps stay hidden; what sensors report does not.
pub fn catalogue(scenario: &Scenario, language: &str) -> Catalogue {
    let open = |key: &str| match key.split('.').next() {
        Some("inject" | "objective" | "warm-up") => false,
        Some("step") => key.ends_with(".alert"),
        _ => true,
    };
    let phase = |id: &String| scenario.phases.iter().position(|phase| phase.id == *id).map(|index| index as u32);
    let card = |action: &Action| ActionCard {
        id: action.id.clone(),
        role: action.role,
        second: action.second,
        tabled: action.tabled,
        phases: action.phases.iter().filter_map(phase).collect(),
        target: action.target,
        cost_cents: action.cost_cents,
        staff_min: action.staff_min,
        duration_min: action.duration_min,
        cue: action.cue.clone(),
        weight: action.weight,
    };
    let cut = |cut: &Cut| CutCard {
        id: cut.id.clone(),
        class_min: cut.class_min,
        around_min: [cut.prebrief_min, cut.break_min, cut.debrief_min],
        phases: cut.phases.iter().filter_map(|part| Some((phase(&part.phase)?, part.class_min))).collect(),
    };
    let zones = scenario.hospital.zones.iter();
    Catalogue {
        starts: scenario.starts.clone(),
        phases: scenario.phases.iter().map(|phase| phase.id.clone()).collect(),
        actions: scenario.actions.iter().map(card).collect(),
        zones: zones.map(|zone| ZoneCard { id: zone.id.clone(), kind: zone.kind, x: zone.x, y: zone.y }).collect(),
        flows: scenario.hospital.flows.iter().map(|flow| (flow.from.clone(), flow.to.clone(), flow.service)).collect(),
        services: scenario.hospital.services.iter().map(|service| (service.id.clone(), service.owner)).collect(),
        cuts: scenario.cuts.iter().map(cut).collect(),
        joint: can_be_joint(scenario),
        texts: words(scenario, language, open),
    }
}

/// The words of an inject, for when it has arrived. What would have been best comes only in the debrief.
pub fn inject_texts(scenario: &Scenario, inject: &str, language: &str) -> Vec<(String, String)> {
    let (own, below) = (format!("inject.{inject}"), format!("inject.{inject}."));
    let best = format!("inject.{inject}.best");
    words(scenario, language, |key| key == own || (key.starts_with(&below) && key != best)).into_iter().collect()
}

/// The words of a seat's warm-up: its fact, its question and the options.
pub fn warm_up_texts(scenario: &Scenario, role: Role, language: &str) -> Vec<(String, String)> {
    let below = format!("warm-up.{}.", role.id());
    words(scenario, language, |key| key.starts_with(&below)).into_iter().collect()
}

/// Everything that was hidden, for the debrief.
pub fn debrief_texts(scenario: &Scenario, language: &str) -> Vec<(String, String)> {
    let hidden = |key: &str| matches!(key.split('.').next(), Some("inject" | "objective" | "step"));
    words(scenario, language, hidden).into_iter().collect()
}
