//! What people may read: the catalogue at joining, an inject's words when it fires, the rest in the debrief.

use std::collections::BTreeMap;

use codedark_protocol::{ActionCard, Catalogue, ZoneCard};
use codedark_scenario::{Action, Scenario};

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
        Some("inject" | "objective") => false,
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
    let zones = scenario.hospital.zones.iter();
    Catalogue {
        starts: scenario.starts.clone(),
        phases: scenario.phases.iter().map(|phase| phase.id.clone()).collect(),
        actions: scenario.actions.iter().map(card).collect(),
        zones: zones.map(|zone| ZoneCard { id: zone.id.clone(), kind: zone.kind, x: zone.x, y: zone.y }).collect(),
        flows: scenario.hospital.flows.iter().map(|flow| (flow.from.clone(), flow.to.clone(), flow.service)).collect(),
        services: scenario.hospital.services.iter().map(|service| (service.id.clone(), service.owner)).collect(),
        texts: words(scenario, language, open),
    }
}

/// The words of an inject, for when it has arrived. What would have been best comes only in the debrief.
pub fn inject_texts(scenario: &Scenario, inject: &str, language: &str) -> Vec<(String, String)> {
    let (own, below) = (format!("inject.{inject}"), format!("inject.{inject}."));
    let best = format!("inject.{inject}.best");
    words(scenario, language, |key| key == own || (key.starts_with(&below) && key != best)).into_iter().collect()
}

/// Everything that was hidden, for the debrief.
pub fn debrief_texts(scenario: &Scenario, language: &str) -> Vec<(String, String)> {
    let hidden = |key: &str| matches!(key.split('.').next(), Some("inject" | "objective" | "step"));
    words(scenario, language, hidden).into_iter().collect()
}
